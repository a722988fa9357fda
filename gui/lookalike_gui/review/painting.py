"""Painting one photo into a pane: its pixels, its name, and a note where it is loading or cannot be read.

Painters are scaled so that one unit is one device pixel; text is painted in logical pixels.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen, QPolygonF, QTransform

from lookalike_gui.basics.mirroring import draw_name, seen
from lookalike_gui.basics.wording import decimal
from lookalike_gui.review import geometry, pyramid
from lookalike_gui.review.stage import PhotoStage
from lookalike_gui.review.values import Mode, Subject
from lookalike_gui.texts import pixels, shown

LETTERS = "ABCD"
LETTER_COLOURS = ("#3b82f6", "#e8590c", "#2f9e44", "#9c36b5")
"""Data colours, the same in both themes: they name the photos in captions, tables and lines."""

_SHADE = QColor(12, 14, 18, 205)
_ON_SHADE = QColor("#ffffff")
_PAD = 8.0
_NAMES_SHARE = 0.7
_SHARED = (Mode.WIPE, Mode.OVERLAY, Mode.DIFFERENCE)
"""Modes in which two photos share a pane."""


def paint_photo(painter: QPainter, stage: PhotoStage, position: int, pane: QRectF, opacity: float = 1.0) -> None:
    """The photo's pixels, or its empty frame while there are none."""
    best = stage.loaded(position).best
    to_device = stage.to_device(position, pane)
    width, height = stage.size(position)
    painter.save()
    painter.setClipRect(pane, Qt.ClipOperation.IntersectClip)
    painter.setOpacity(opacity)
    if best is None:
        outline = to_device.map(QPolygonF(geometry.frame((width, height))))
        painter.setPen(QPen(QColor(128, 128, 128, 140), 0))
        painter.setBrush(QColor(128, 128, 128, 40))
        painter.drawPolygon(outline)
    else:
        across, down = width / best.size[0], height / best.size[1]
        place = QTransform.fromScale(across, down) * to_device
        back, _possible = place.inverted()
        scale = geometry.scale_at(place, back.map(pane.center()))
        pyramid.draw(painter, best, place, scale, pane)
    painter.restore()


def paint_waiting(painter: QPainter, stage: PhotoStage, position: int, pane: QRectF, palette: QPalette) -> None:
    """What is missing of the photo, in words: it loads, or why it cannot be read."""
    state = stage.loaded(position)
    if state.full is not None or (state.best is not None and not state.error):
        return
    translate = QCoreApplication.translate
    if state.error:
        text = translate("Compare", "Cannot be read") + "\n" + state.error
    else:
        text = translate("Compare", "Loading…")
    with_text = _logical(painter, pane).adjusted(16, 16, -16, -16)
    painter.save()
    painter.resetTransform()
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    painter.drawText(with_text, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
    painter.restore()


def header_height(font: QFont) -> float:
    """Logical pixels that a photo's header takes: two lines and their margins."""
    return math.ceil(2 * QFontMetricsF(font).height() + 1.5 * _PAD)


def paint_header(
    painter: QPainter, stage: PhotoStage, position: int, pane: QRectF, palette: QPalette, *, right: bool = False
) -> None:
    """Above a pane: letter, name, measures and zoom, and below them the folder. Nothing covers the photo.

    In modes that show two photos in one pane each has its half; `right` is the one on the right.
    """
    area = _logical(painter, pane.adjusted(0, -stage.header, 0, 0))
    area.setHeight(header_height(painter.font()))
    if stage.mode in _SHARED:
        area.setWidth(area.width() / 2)
        area.translate(area.width() if right else 0, 0)
    painter.save()
    painter.resetTransform()
    painter.setClipRect(area)
    painter.fillRect(area, palette.color(QPalette.ColorRole.Window))
    line = QFontMetricsF(painter.font()).height()
    if position == stage.front:
        stripe = QRectF(area.left(), area.bottom() - 3, area.width(), 3)
        painter.fillRect(stripe, QColor(LETTER_COLOURS[position]))
    badge = QRectF(area.left() + _PAD, area.top() + _PAD * 0.5, line, line)
    _paint_letter(painter, position, seen(painter.layoutDirection(), area, badge))
    text = QRectF(badge.right() + _PAD, badge.top(), area.right() - badge.right() - 2 * _PAD, line)
    _paint_words(painter, stage, position, seen(painter.layoutDirection(), area, text), palette)
    painter.restore()


def _paint_letter(painter: QPainter, position: int, badge: QRectF) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LETTER_COLOURS[position]))
    painter.drawRoundedRect(badge, 4, 4)
    painter.setFont(_bold(painter.font()))
    painter.setPen(_ON_SHADE)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, LETTERS[position])
    painter.restore()


def _paint_words(painter: QPainter, stage: PhotoStage, position: int, text: QRectF, palette: QPalette) -> None:
    photo = stage.subjects[position].photo
    font, bold = painter.font(), _bold(painter.font())
    metrics, bold_metrics = QFontMetricsF(font), QFontMetricsF(bold)
    facts, name = _facts(stage, position), shown(photo.name)
    # Where there is not room for both, the name comes first: the table has the facts, too.
    room = max(text.width() - metrics.horizontalAdvance(facts) - _PAD, text.width() * _NAMES_SHARE)
    name = bold_metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
    left = text.width() - bold_metrics.horizontalAdvance(name) - _PAD
    facts = metrics.elidedText(facts, Qt.TextElideMode.ElideRight, left)
    painter.setFont(bold)
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    draw_name(painter, text, name)
    painter.setFont(font)
    beside = text.adjusted(bold_metrics.horizontalAdvance(name) + _PAD, 0, 0, 0)
    painter.drawText(seen(painter.layoutDirection(), text, beside), Qt.AlignmentFlag.AlignVCenter, facts)
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    draw_name(painter, text.translated(0, text.height()), shown(photo.folder))


def _bold(font: QFont) -> QFont:
    result = QFont(font)
    result.setBold(True)
    return result


def paint_note(painter: QPainter, pane: QRectF, text: str) -> QRectF:
    """A few words of explanation at the foot of the pane; returns the box it took, in logical pixels."""
    area = _logical(painter, pane)
    painter.save()
    painter.resetTransform()
    wrapped = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
    room = QRectF(0, 0, area.width() - 6 * _PAD, area.height())
    needed = QFontMetricsF(painter.font()).boundingRect(room, wrapped, text)
    width, height = needed.width() + 3 * _PAD, needed.height() + 1.2 * _PAD
    box = QRectF(area.center().x() - width / 2, area.bottom() - height - 1.3 * _PAD, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(_ON_SHADE)
    painter.drawText(box, wrapped, text)
    painter.restore()
    return box


def paint_handle(painter: QPainter, x: float, pane: QRectF) -> None:
    """The upright line of the wipe with its grip."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((QColor(0, 0, 0, 140), 5), (QColor("#ffffff"), 2)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(QPointF(x, pane.top()), QPointF(x, pane.bottom()))
    ratio = painter.device().devicePixelRatio()
    middle, radius = QPointF(x, pane.center().y()), 15.0 * ratio
    painter.setPen(QPen(QColor(0, 0, 0, 140), ratio))
    painter.setBrush(QColor("#ffffff"))
    painter.drawEllipse(middle, radius, radius)
    painter.setPen(QPen(QColor("#30343a"), 2 * ratio, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for side in (-1, 1):
        tip = QPointF(x + side * radius * 0.62, middle.y())
        for end in (-1, 1):
            painter.drawLine(tip, tip + QPointF(-side, end) * radius * 0.3)
    painter.restore()


def badges(stage: PhotoStage, subject: Subject) -> list[str]:
    """What the photo is in its group, in a word each."""
    translate = QCoreApplication.translate
    found = []
    if subject.keeper:
        found.append(translate("Compare", "★ keeper"))
    if subject.index in stage.marked:
        found.append(translate("Compare", "✗ marked"))
    if subject.protected:
        found.append(translate("Compare", "protected"))
    return found


def _facts(stage: PhotoStage, position: int) -> str:
    subject = stage.subjects[position]
    state = stage.loaded(position)
    parts = badges(stage, subject)
    size = subject.size or state.size
    if size is not None:
        parts.append(pixels(*size))
    parts.append(zoom_text(stage.zoom(position)))
    if state.full is None and not state.error:
        parts.append(QCoreApplication.translate("Compare", "preview, loading…"))
    elif state.full is not None and state.full.reduced:
        parts.append(QCoreApplication.translate("Compare", "held at reduced size"))
    return " · ".join(parts)


def zoom_text(scale: float) -> str:
    """A zoom in per cent, with a decimal where it is small."""
    return f"{decimal(scale * 100, 1 if scale < 0.0995 else 0)}\N{NO-BREAK SPACE}%"


def _logical(painter: QPainter, rect: QRectF) -> QRectF:
    """A rectangle of device pixels in logical ones."""
    return painter.worldTransform().mapRect(rect)
