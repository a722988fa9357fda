"""The widget that shows the photos: zoom, pan, wipe, flip. `modes` paints them, a `PhotoStage` knows how they stand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from lookalike.types import Match, Photo
from lookalike_gui.review import modes
from lookalike_gui.review.difference import DifferenceMaker
from lookalike_gui.review.heatmap import Heat
from lookalike_gui.review.loader import Loader
from lookalike_gui.review.painting import header_height
from lookalike_gui.review.stage import PANED, Look, PhotoStage
from lookalike_gui.review.values import Comparison, Mode, PhotoSource
from lookalike_gui.review.viewport import Viewport

FLICKER_INTERVAL = 400
"""Milliseconds a photo stays in front: 2.5 changes a second, below the three that may harm (WCAG 2.3.1)."""

ZOOM_STEP = 1.25
_PAN_STEP = 64
_GRIP = 14


class CompareCanvas(QWidget):
    """Two to four photos, compared in one of the modes.

    Signals: changed() when mode, zoom, look or the photo in front is another; flipped() when another photo came
    to the front or was chosen as its partner.
    """

    changed = Signal()
    flipped = Signal()

    def __init__(self, source: PhotoSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loader = Loader(source, self)
        self.loader.changed.connect(self._photo_changed)
        self.stage: PhotoStage | None = None
        self._look = Look()
        self._mode = Mode.SIDE_BY_SIDE
        self._fitted = True
        self._grabbed: QPointF | None = None
        self._wiping = False
        self._flicker = QTimer(self)
        self._flicker.setInterval(FLICKER_INTERVAL)
        self._flicker.timeout.connect(self.flip)
        self._difference = DifferenceMaker(self)
        self._difference.ready.connect(self.update)
        self.setObjectName("compareCanvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Photos under comparison"))

    # What is shown

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show these photos, fitted, in the mode of before; None: nothing."""
        self._difference.clear()
        self.stage = None if comparison is None else PhotoStage(comparison, self.loader)
        if self.stage is not None:
            self.stage.look, self.stage.mode = self._look, self._mode
            self.loader.show(subject.photo for subject in self.stage.subjects)
        self.zoom_fit()
        self._announce()
        self.flipped.emit()

    def set_match(self, match: Match) -> None:
        """Take a match with more evidence than before."""
        if self.stage is not None:
            self.stage.comparison = self.stage.comparison.with_match(match)
            self._relayout()

    def set_marked(self, marked: frozenset[int]) -> None:
        """Say which photos, by `Subject.index`, are marked."""
        if self.stage is not None:
            self.stage.marked = marked
            self.update()

    @property
    def mode(self) -> Mode:
        """The present mode."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Show the photos in another way. The place looked at stays where the layout allows it."""
        self._mode = mode
        self._flicker.stop()
        if self.stage is not None:
            was_aligned, was_full = self.stage.aligned, self.stage.full_scale
            self.stage.mode = mode
            if self.stage.aligned != was_aligned or self._fitted:
                self.zoom_fit()
            else:
                self._set_view(replace(self.stage.view, scale=self.stage.view.scale * self.stage.full_scale / was_full))
            if mode is Mode.FLICKER:
                self._flicker.start()
        self._relayout()

    @property
    def look(self) -> Look:
        """The settings of the modes; call `look_changed` after changing them."""
        return self._look

    def look_changed(self) -> None:
        """Show what was changed in `look`."""
        self._relayout()

    def set_aligned(self, aligned: bool) -> None:
        """Lay the photos over each other, or show each as it is."""
        self._look.aligned[self._mode] = aligned
        self.zoom_fit()
        self._relayout()

    # Which photo is in front

    @Slot()
    def flip(self) -> None:
        """Bring the other photo to the front; with more than two, the next one where all are on show."""
        stage = self.stage
        if stage is None:
            return
        if stage.mode in (Mode.SIDE_BY_SIDE, Mode.FLICKER):
            stage.front, stage.back = stage.next_after(stage.front), stage.front
        else:
            stage.front, stage.back = stage.back, stage.front
        self._relayout()
        self.flipped.emit()

    def flip_by_hand(self) -> None:
        """Flip, and stop the flicker: the person has taken over."""
        self._flicker.stop()
        self.flip()

    def next_partner(self) -> None:
        """Compare the photo in front with the next one of the group."""
        stage = self.stage
        if stage is None or len(stage.subjects) < 3:
            return
        stage.back = stage.next_after(stage.back)
        if stage.back == stage.front:
            stage.back = stage.next_after(stage.back)
        self._relayout()
        self.flipped.emit()

    def bring_to_front(self, position: int) -> None:
        """Put one photo in front."""
        stage = self.stage
        if stage is not None and position != stage.front:
            stage.front, stage.back = position, stage.front
            self._relayout()
            self.flipped.emit()

    @property
    def flickering(self) -> bool:
        """Whether photos take turns by themselves."""
        return self._flicker.isActive()

    @property
    def heat(self) -> Heat | None:
        """The heat map on show, None while there is none."""
        return self._difference.heat

    # Zoom and place

    @Slot()
    def zoom_fit(self) -> None:
        """Show everything."""
        self._fitted = True
        if self.stage is not None:
            self.stage.view = self.stage.fit(self._area())
        self._relayout()

    def zoom_full(self, at: QPointF | None = None) -> None:
        """Show the finest photo pixel by pixel."""
        if self.stage is not None:
            self.zoom_by(self.stage.full_scale / self.stage.view.scale, at)

    def zoom_toggle(self) -> None:
        """Between all and 100 %."""
        if self._fitted:
            self.zoom_full()
        else:
            self.zoom_fit()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom by a factor around a place of the widget (logical pixels), or around the middle."""
        if self.stage is None:
            return
        anchor = QPointF()
        if at is not None:
            place = at * self.devicePixelRatioF()
            panes = self.stage.panes(self._area())
            pane = next((pane for pane in panes if pane.contains(place)), panes[0])
            anchor = place - pane.center()
        self._set_view(self.stage.view.zoomed(factor, anchor, self.stage.zoom_limits(self._area())))

    def pan(self, across: float, down: float) -> None:
        """Move the photos by so many logical pixels."""
        if self.stage is not None:
            ratio = self.devicePixelRatioF()
            self._set_view(self.stage.view.moved(across * ratio, down * ratio))

    def _set_view(self, view: Viewport) -> None:
        if self.stage is not None:
            self._fitted = False
            self.stage.view = view
            self._relayout()

    # Inside

    def _area(self) -> QRectF:
        ratio = self.devicePixelRatioF()
        if self.stage is not None:
            self.stage.header = round(header_height(self.font()) * ratio)
        return QRectF(0, 0, round(self.width() * ratio), round(self.height() * ratio))

    def _relayout(self) -> None:
        if self.stage is not None and self._mode is Mode.DIFFERENCE:
            self._difference.want(self.stage, self.stage.panes(self._area())[0])
        self.update()
        self.changed.emit()

    @Slot(object)
    def _photo_changed(self, photo: Photo) -> None:
        if self.stage is None or photo not in [subject.photo for subject in self.stage.subjects]:
            return
        if self._fitted:
            self.stage.view = self.stage.fit(self._area())
        self._relayout()
        self._announce()

    def _announce(self) -> None:
        names = [] if self.stage is None else [subject.photo.name for subject in self.stage.subjects]
        self.setAccessibleDescription(", ".join(names))

    # Events

    def sizeHint(self) -> QSize:
        """Room for two photos."""
        return QSize(960, 600)

    def minimumSizeHint(self) -> QSize:
        """Room for captions."""
        return QSize(360, 200)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the photos in the present mode."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window))
        if self.stage is not None:
            ratio = self.devicePixelRatioF()
            painter.save()
            painter.scale(1 / ratio, 1 / ratio)
            modes.paint(painter, self.stage, self._area(), self.palette(), self.heat)
            painter.restore()
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep fitted photos fitted."""
        super().resizeEvent(event)
        if self._fitted:
            self.zoom_fit()
        else:
            self._relayout()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        notches = event.angleDelta().y() / 120
        if notches:
            self.zoom_by(ZOOM_STEP**notches, event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Pinching zooms."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the wipe or of the photos; a press also brings a pane's photo to the front."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            super().mousePressEvent(event)
            return
        self._wiping = self._on_handle(event.position().toPoint())
        self._grabbed = event.position()
        if self.stage is not None and self._mode in PANED:
            place = event.position() * self.devicePixelRatioF()
            for position, pane in zip(self.stage.shown, self.stage.panes(self._area()), strict=True):
                if pane.contains(place):
                    self.bring_to_front(position)
        self._set_cursor(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        if self._grabbed is not None and self._wiping:
            self._look.wipe = min(max(event.position().x() / max(self.width(), 1), 0.0), 1.0)
            self.look_changed()
        elif self._grabbed is not None:
            step = event.position() - self._grabbed
            self._grabbed = event.position()
            self.pan(step.x(), step.y())
        self._set_cursor(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grabbed, self._wiping = None, False
        self._set_cursor(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Between all and 100 % at the pointer."""
        if self._on_handle(event.position().toPoint()):
            return
        if self._fitted:
            self.zoom_full(event.position())
        else:
            self.zoom_fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pan; in the wipe, with Shift, they move the line; beside each other and in whole, they choose one."""
        steps = {Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._mode is Mode.WIPE:
            self._look.wipe = min(max(self._look.wipe - step[0] * 0.02, 0.0), 1.0)
            self.look_changed()
        elif self.stage is not None and self._mode is Mode.SIDE_BY_SIDE and self._fitted and step[0]:
            self.bring_to_front((self.stage.front - step[0]) % len(self.stage.subjects))
        else:
            self.pan(step[0] * _PAN_STEP, step[1] * _PAN_STEP)

    def focusInEvent(self, event: object) -> None:
        """Show the focus."""
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """Hide the focus."""
        self.update()

    def _on_handle(self, place: QPoint) -> bool:
        return self._mode is Mode.WIPE and abs(place.x() - self._look.wipe * self.width()) <= _GRIP

    def _set_cursor(self, place: QPoint) -> None:
        if self._wiping or (self._grabbed is None and self._on_handle(place)):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        else:
            closed = self._grabbed is not None
            self.setCursor(Qt.CursorShape.ClosedHandCursor if closed else Qt.CursorShape.OpenHandCursor)

    def close_down(self) -> None:
        """End the threads; call before the widget goes."""
        self._flicker.stop()
        self._difference.close()
        self.loader.close()
