"""One painter for each mode. All take a painter in device pixels, the stage, the area and the palette."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QPalette

from lookalike_gui.basics.wording import decimal
from lookalike_gui.review import heatmap
from lookalike_gui.review.heatmap import Heat
from lookalike_gui.review.orb_overlay import paint_evidence
from lookalike_gui.review.painting import paint_handle, paint_header, paint_note, paint_photo, paint_waiting
from lookalike_gui.review.stage import PhotoStage
from lookalike_gui.review.values import Mode

ModePainter = Callable[[QPainter, PhotoStage, QRectF, QPalette, Heat | None], None]


def paint(painter: QPainter, stage: PhotoStage, area: QRectF, palette: QPalette, heat: Heat | None) -> None:
    """The photos in the stage's mode."""
    _PAINTERS[stage.mode](painter, stage, area, palette, heat)


def _side_by_side(painter: QPainter, stage: PhotoStage, area: QRectF, palette: QPalette, _heat: Heat | None) -> None:
    for position, pane in zip(stage.shown, stage.panes(area), strict=True):
        painter.fillRect(pane, palette.color(QPalette.ColorRole.Base))
        paint_photo(painter, stage, position, pane)
        paint_waiting(painter, stage, position, pane, palette)
        paint_header(painter, stage, position, pane, palette)


def _wipe(painter: QPainter, stage: PhotoStage, area: QRectF, palette: QPalette, _heat: Heat | None) -> None:
    pane = stage.panes(area)[0]
    painter.fillRect(pane, palette.color(QPalette.ColorRole.Base))
    split = round(pane.left() + pane.width() * stage.look.wipe)
    left = QRectF(pane.topLeft(), QPointF(split, pane.bottom()))
    right = QRectF(QPointF(split, pane.top()), pane.bottomRight())
    for position, part in ((stage.front, left), (stage.back, right)):
        painter.save()
        painter.setClipRect(part)
        paint_photo(painter, stage, position, pane)
        painter.restore()
        paint_waiting(painter, stage, position, part, palette)
    paint_handle(painter, split, pane)
    _paint_headers(painter, stage, pane, palette)


def _overlay(painter: QPainter, stage: PhotoStage, area: QRectF, palette: QPalette, _heat: Heat | None) -> None:
    pane = stage.panes(area)[0]
    painter.fillRect(pane, palette.color(QPalette.ColorRole.Base))
    paint_photo(painter, stage, stage.back, pane)
    paint_photo(painter, stage, stage.front, pane, stage.look.opacity)
    for position in stage.shown:
        paint_waiting(painter, stage, position, pane, palette)
    _paint_headers(painter, stage, pane, palette)


def _flicker(painter: QPainter, stage: PhotoStage, area: QRectF, palette: QPalette, _heat: Heat | None) -> None:
    pane = stage.panes(area)[0]
    painter.fillRect(pane, palette.color(QPalette.ColorRole.Base))
    paint_photo(painter, stage, stage.front, pane)
    paint_waiting(painter, stage, stage.front, pane, palette)
    paint_header(painter, stage, stage.front, pane, palette)


def _paint_headers(painter: QPainter, stage: PhotoStage, pane: QRectF, palette: QPalette) -> None:
    """Both photos of a shared pane: the one in front on the left."""
    paint_header(painter, stage, stage.front, pane, palette)
    paint_header(painter, stage, stage.back, pane, palette, right=True)


def _difference(painter: QPainter, stage: PhotoStage, area: QRectF, palette: QPalette, heat: Heat | None) -> None:
    translate = QCoreApplication.translate
    pane = stage.panes(area)[0]
    painter.fillRect(pane, palette.color(QPalette.ColorRole.Base))
    paint_photo(painter, stage, stage.front, pane, 0.3)
    if heat is not None:
        painter.save()
        painter.setClipRect(pane)
        painter.setTransform(stage.view.to_device(pane), combine=True)
        painter.drawImage(heat.canvas, heat.image)
        painter.restore()
    for position in stage.shown:
        paint_waiting(painter, stage, position, pane, palette)
    _paint_headers(painter, stage, pane, palette)
    if heat is None:
        return
    if heat.changed is None:
        paint_note(painter, pane, translate("Compare", "The photos do not overlap here"))
        return
    text = translate("Compare", "%1 % of what is seen here differs · bright: differs most")
    box = paint_note(painter, pane, text.replace("%1", _share(heat.changed)))
    _paint_scale(painter, box)


def _paint_scale(painter: QPainter, box: QRectF) -> None:
    """The colour scale under the note."""
    painter.save()
    painter.resetTransform()
    bar = QRectF(box.left() + 8, box.bottom() - 3, box.width() - 16, 3)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(bar, _scale_bar())
    painter.restore()


def _scale_bar() -> QImage:
    return heatmap.scale_bar(256, 1)


def _share(value: float) -> str:
    percent = value * 100
    if 0 < percent < 0.05:
        return f"< {decimal(0.1, 1)}"
    return decimal(percent, 1 if percent < 9.95 else 0)


def _orb(painter: QPainter, stage: PhotoStage, area: QRectF, palette: QPalette, _heat: Heat | None) -> None:
    panes = dict(zip(stage.shown, stage.panes(area), strict=True))
    for position, pane in panes.items():
        painter.fillRect(pane, palette.color(QPalette.ColorRole.Base))
        paint_photo(painter, stage, position, pane)
        paint_waiting(painter, stage, position, pane, palette)
    paint_evidence(painter, stage, panes)
    for position, pane in panes.items():
        paint_header(painter, stage, position, pane, palette)


_PAINTERS: dict[Mode, ModePainter] = {
    Mode.SIDE_BY_SIDE: _side_by_side,
    Mode.WIPE: _wipe,
    Mode.OVERLAY: _overlay,
    Mode.FLICKER: _flicker,
    Mode.DIFFERENCE: _difference,
    Mode.ORB: _orb,
}
