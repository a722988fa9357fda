"""Keeps the heat map of what is seen up to date, off the GUI thread; the latest wish wins."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QTransform

from lookalike_gui.bridge import Background
from lookalike_gui.review.heatmap import Heat, HeatRequest, compute
from lookalike_gui.review.pyramid import Pyramid
from lookalike_gui.review.stage import PhotoStage

_MOST_SIDE = 1600
"""Device pixels of the heat map's longest side: finer ones cost time and show nothing more."""


class DifferenceMaker(QObject):
    """Signals: ready() when `heat` is new."""

    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heat: Heat | None = None
        self._background = Background(self)
        self._waiting: HeatRequest | None = None
        self._last: tuple[object, ...] = ()
        self._generation = 0

    def clear(self) -> None:
        """Forget the photos of before, so that their heat never lies over others."""
        self.heat, self._waiting, self._last = None, None, ()
        self._generation += 1

    def close(self) -> None:
        """End the thread."""
        self._background.close()

    def want(self, stage: PhotoStage, pane: QRectF) -> None:
        """Ask for the heat map of what a pane shows; nothing happens where that is on its way or done."""
        first, second = stage.loaded(stage.front).best, stage.loaded(stage.back).best
        if first is None or second is None or pane.isEmpty():
            return
        look = (stage.look.gain, stage.look.even_out, stage.aligned)
        view = stage.view
        wish = (first, second, view.scale, view.centre.toTuple(), pane.size().toTuple(), look)
        if wish == self._last:
            return
        if set(self._last[:2]) != {first, second}:
            self.heat = None
        self._last = wish
        own = QRectF(QPointF(), pane.size())
        shrink = min(1.0, _MOST_SIDE / max(pane.width(), pane.height()))
        to_map = stage.view.to_device(own) * QTransform.fromScale(shrink, shrink)
        size = (max(1, round(pane.width() * shrink)), max(1, round(pane.height() * shrink)))
        back, _possible = to_map.inverted()
        self._waiting = HeatRequest(
            first,
            second,
            _place(first, stage, stage.front) * to_map,
            _place(second, stage, stage.back) * to_map,
            size,
            stage.look.gain,
            stage.look.even_out,
            back.mapRect(QRectF(0, 0, *size)),
        )
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting is None or self._background.busy:
            return
        request, self._waiting, generation = self._waiting, None, self._generation
        self._background.run(lambda: compute(request), lambda heat: self._take(heat, generation), self._fail)

    def _take(self, heat: object, generation: int) -> None:
        if isinstance(heat, Heat) and generation == self._generation:
            self.heat = heat
            self.ready.emit()
        self._go_on()

    def _fail(self, error: BaseException) -> None:
        raise error


def _place(photo: Pyramid, stage: PhotoStage, position: int) -> QTransform:
    """The photo's largest copy on the canvas."""
    width, height = stage.size(position)
    return QTransform.fromScale(width / photo.size[0], height / photo.size[1]) * stage.placement(position)
