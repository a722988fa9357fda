"""The threshold after the scan: a slider drawn over a histogram of the pairs' confidence."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from lookalike_gui.basics.timers import single_shot
from lookalike_gui.basics.wording import filled, score
from lookalike_gui.theme import colours

STEPS = 100
_BINS = 50
INTERVAL = 60
"""Milliseconds between two emissions while the slider is dragged, so that regrouping keeps up with the hand."""

_MARGIN = 8
_GRIP = 7.0


class ThresholdHistogram(QSlider):
    """Pairs by confidence, from 0 on the left to 1 on the right; those right of the handle count as matches.

    Signals: threshold_changed(float): the user moved it; at most every INTERVAL, and always the last place.
    """

    threshold_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._confidences: npt.NDArray[np.float64] = np.empty(0)
        self._counts: npt.NDArray[np.int64] = np.zeros(_BINS, np.int64)
        self._quiet = False
        self.setRange(0, STEPS)
        self.setPageStep(5)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Least confidence of a match"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a number line, for every reader; and so its keys
        self._pace = single_shot(self, INTERVAL, self._catch_up)
        self._emitted = -1
        self.valueChanged.connect(self._moved)
        self._describe()

    def set_confidences(self, confidences: npt.ArrayLike) -> None:
        """Take the confidence, 0 to 1, of every pair that was compared."""
        self._confidences = np.sort(np.asarray(confidences, np.float64))
        self._counts = np.histogram(self._confidences, _BINS, (0.0, 1.0))[0]
        self._describe()
        self.update()

    @property
    def threshold(self) -> float:
        """The least confidence of a match, 0 to 1."""
        return self.value() / STEPS

    def set_threshold(self, threshold: float) -> None:
        """Move the handle without emitting."""
        self._quiet = True
        self.setValue(round(threshold * STEPS))
        self._quiet = False

    @property
    def pairs(self) -> int:
        """How many pairs were compared."""
        return int(self._confidences.size)

    @property
    def matches(self) -> int:
        """How many pairs reach the threshold."""
        return int(self._confidences.size - np.searchsorted(self._confidences, self.threshold - 1e-9))

    @Slot()
    def _moved(self) -> None:
        self._describe()
        self.update()
        if self._quiet:
            self._emitted = self.value()
        elif not self._pace.isActive():
            self._catch_up()

    @Slot()
    def _catch_up(self) -> None:
        if self.value() != self._emitted:
            self._emitted = self.value()
            self.threshold_changed.emit(self.threshold)
            self._pace.start()

    def _describe(self) -> None:
        text = filled(
            self.tr("at least %1 sure: %2 of %3 pairs"),
            score(self.threshold),
            self.locale().toString(self.matches),
            self.locale().toString(int(self._confidences.size)),
        )
        self.setAccessibleDescription(text)
        self.setToolTip(text)

    # Painting and the mouse

    def sizeHint(self) -> QSize:
        """As wide as there is room, tall enough to see a valley."""
        return QSize(240, 72)

    def minimumSizeHint(self) -> QSize:
        """Still a histogram."""
        return QSize(120, 56)

    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_MARGIN, 4, -_MARGIN, -2 * _GRIP - 2)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the panel: a threshold must not move because one scrolls past it."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars, the axis and the handle."""
        theme, plot = colours(self.palette()), self._plot()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        # Square roots: a few doubtful pairs must be seen beside thousands of certain ones.
        tall = np.sqrt(self._counts / max(int(self._counts.max()), 1))
        width = plot.width() / _BINS
        for number, share in enumerate(tall):
            if share > 0:
                height = max(2.0, float(share) * plot.height())
                bar = QRectF(plot.left() + number * width, plot.bottom() - height, max(width - 1, 1.0), height)
                inside = (number + 0.5) / _BINS >= self.threshold
                painter.setBrush(QColor(theme.accent if inside else theme.disabled))
                painter.drawRect(bar)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        x = plot.left() + plot.width() * self.threshold
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.WindowText), 1.5))
        painter.drawLine(round(x), round(plot.top()), round(x), round(plot.bottom()))
        ring = theme.accent if self.hasFocus() else theme.muted
        painter.setPen(QPen(QColor(ring), 2.5 if self.hasFocus() else 1.5))
        painter.setBrush(QColor(theme.raised))
        painter.drawEllipse(QRectF(x - _GRIP, plot.bottom() + 1, 2 * _GRIP - 1, 2 * _GRIP - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self.isSliderDown():
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        del event
        self.setSliderDown(False)

    def _follow(self, event: QMouseEvent) -> None:
        plot = self._plot()
        self.setValue(round((event.position().x() - plot.left()) / max(plot.width(), 1.0) * STEPS))
