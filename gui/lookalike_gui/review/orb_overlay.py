"""The evidence drawn on the photos: ORB matches as lines or points, and the outline of one photo in the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform

from lookalike.matching.geometry import TOLERANCE
from lookalike.matching.orb import GREY_SIDE
from lookalike.types import KeypointMatch
from lookalike_gui.basics.wording import filled
from lookalike_gui.review import geometry
from lookalike_gui.review.painting import LETTER_COLOURS, paint_note
from lookalike_gui.review.stage import PhotoStage
from lookalike_gui.texts import number, plain

_GOOD = QColor("#37d67a")
_FAIR = QColor("#ffd43b")
_POOR = QColor("#ff6b4a")
_OUTLIER = QColor(200, 205, 212, 130)
_TOLERANCE = TOLERANCE / GREY_SIDE
"""The geometric check's tolerance as a share of the longest side."""

_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class _End:
    """Where the matches of one photo are painted: its pixels to device pixels, and its pane."""

    place: QTransform
    pane: QRectF


def residual_colour(share: float) -> QColor:
    """Green for an exact hit, yellow, then red at the tolerance. `share` is residual over tolerance."""
    share = min(max(share, 0.0), 1.0)
    start, end, part = (_GOOD, _FAIR, share * 2) if share < 0.5 else (_FAIR, _POOR, share * 2 - 1)

    def mixed(a: int, b: int) -> int:
        return round(a + (b - a) * part)

    return QColor(
        mixed(start.red(), end.red()), mixed(start.green(), end.green()), mixed(start.blue(), end.blue()), 230
    )


def paint_evidence(painter: QPainter, stage: PhotoStage, panes: dict[int, QRectF]) -> None:
    """Lines or points over two panes. `panes` holds the pane of each of the two positions."""
    match = stage.match
    translate = QCoreApplication.translate
    if match is None or match.evidence is None:
        paint_note(painter, panes[stage.front], translate("Compare", "ORB has not compared these two yet"))
        return
    one, two = _order(stage)
    evidence = match.evidence
    for source, target, transform in (
        (one, two, evidence.transform),
        (two, one, geometry.inverted(evidence.transform) if evidence.transform else None),
    ):
        if transform is not None:
            corners = geometry.to_qt(transform).map(QPolygonF(geometry.frame(stage.size(source))))
            outline = stage.to_device(target, panes[target]).map(corners)
            _paint_outline(painter, outline, QColor(LETTER_COLOURS[source]), panes[target])
    tolerance = max(stage.size(two)) * _TOLERANCE
    places = stage.to_device(one, panes[one]), stage.to_device(two, panes[two])
    chosen = _chosen(evidence.matches, stage.look.outliers)
    ends = [_End(place, pane) for place, pane in zip(places, (panes[one], panes[two]), strict=True)]
    _paint_matches(painter, chosen, ends, tolerance, lines=stage.look.lines)
    text = translate("Compare", "%1 of %2 ORB matches agree · green: exact, red: %3 px off")
    text = filled(text, number(evidence.inliers), number(evidence.match_count), plain(round(tolerance)))
    if not evidence.matches and evidence.inliers:
        text = translate("Compare", "Finding the matching points…")
    paint_note(painter, panes[stage.front], text)


def _order(stage: PhotoStage) -> tuple[int, int]:
    """Positions of the match's first and second photo."""
    match = stage.match
    assert match is not None
    forward = stage.subjects[stage.front].index == match.first
    return (stage.front, stage.back) if forward else (stage.back, stage.front)


def _paint_outline(painter: QPainter, outline: QPolygonF, colour: QColor, pane: QRectF) -> None:
    """The frame of one photo drawn in the other, in its own colour; what lies outside the pane is not seen."""
    ratio = painter.device().devicePixelRatio()
    painter.save()
    painter.setClipRect(pane)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(0, 0, 0, 130), 4 * ratio))
    painter.drawPolyline(outline)
    painter.setPen(QPen(colour, 2 * ratio))
    painter.drawPolyline(outline)
    painter.restore()


def _chosen(matches: Sequence[KeypointMatch], outliers: bool) -> list[KeypointMatch]:
    """What is painted, in order: the worst come last, on top, since they are what one looks for."""
    inliers = sorted((match for match in matches if match.inlier), key=lambda match: match.residual)
    others = [match for match in matches if not match.inlier] if outliers else []
    step = max(1, -(-(len(inliers) + len(others)) // _MOST_LINES))
    return [*others, *inliers][::step]


def _paint_matches(
    painter: QPainter, matches: Sequence[KeypointMatch], ends: list[_End], tolerance: float, *, lines: bool
) -> None:
    ratio = painter.device().devicePixelRatio()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(ends[0].pane.united(ends[1].pane))
    for match in matches:
        colour = residual_colour(match.residual / tolerance) if match.inlier else _OUTLIER
        points = [ends[0].place.map(QPointF(*match.first)), ends[1].place.map(QPointF(*match.second))]
        inside = [end.pane.contains(point) for end, point in zip(ends, points, strict=True)]
        if lines and any(inside):
            painter.setPen(QPen(colour, ratio))
            painter.drawLine(QLineF(*points))
        for point in (point for point, seen in zip(points, inside, strict=True) if seen):
            painter.setPen(QPen(QColor(0, 0, 0, 170), 3.5 * ratio))
            painter.drawEllipse(point, 3.5 * ratio, 3.5 * ratio)
            painter.setPen(QPen(colour, 1.8 * ratio))
            painter.drawEllipse(point, 3.5 * ratio, 3.5 * ratio)
    painter.restore()
