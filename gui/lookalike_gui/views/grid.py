"""The grid: one view for all groups, with neither a widget nor a stored place per photo.

It is a QListView for what that brings (selection, keyboard, screen readers) and lays its rows out itself.
"""

from __future__ import annotations

import math

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from lookalike_gui.basics.rows import Index
from lookalike_gui.basics.timers import single_shot
from lookalike_gui.models.groups import GroupModel
from lookalike_gui.thumbnails import ASKING_DELAY, Thumbnails
from lookalike_gui.views.grid_delegate import HEADER, PADDING, GridDelegate
from lookalike_gui.views.grid_layout import GridLayout, Measures
from lookalike_gui.views.opening import OpensRows

SIZES = (96, 320)
"""The smallest and the largest thumbnail, in pixels."""


class GridView(OpensRows, QListView):
    """Groups of photos. Signals: opened(row): a photo was double-clicked, or Return pressed on it."""

    opened = Signal(int)

    def __init__(self, model: GroupModel, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = model
        self._thumbnails = thumbnails
        self._delegate = GridDelegate(model, thumbnails, self)
        self._layout = GridLayout(model.starts, self._measures())
        self._ask = single_shot(self, ASKING_DELAY, self._want_thumbnails)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setModel(model)
        thumbnails.ready.connect(self._thumbnail_ready)
        model.modelReset.connect(self.doItemsLayout)

    @property
    def thumbnail_side(self) -> int:
        """The size of a thumbnail in pixels."""
        return self._delegate.side

    def set_thumbnail_side(self, side: int) -> None:
        """Show larger or smaller thumbnails, and keep the place."""
        anchor = self.indexAt(self._seen(QRect(PADDING * 4, PADDING * 4, 1, 1)).topLeft())
        self._delegate.side = max(SIZES[0], min(SIZES[1], side))
        self.doItemsLayout()
        if anchor.isValid():
            self.scrollTo(anchor, QAbstractItemView.ScrollHint.PositionAtTop)

    # Layout

    def doItemsLayout(self) -> None:
        """Lay everything out anew: after a reset, another width or another thumbnail size."""
        self._layout = GridLayout(self._groups.starts, self._measures())
        QAbstractItemView.doItemsLayout(self)
        self._ask.start()

    def updateGeometries(self) -> None:
        """Give the scroll bar its range."""
        bar = self.verticalScrollBar()
        page = self.viewport().height()
        bar.setPageStep(page)
        bar.setSingleStep(max(24, self._layout.measures.cell_height // 4))
        bar.setRange(0, max(0, self._layout.height + PADDING - page))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the cells flow into the new width; the topmost photo stays."""
        anchor = self.indexAt(self._seen(QRect(PADDING * 4, HEADER + PADDING, 1, 1)).topLeft())
        QAbstractItemView.resizeEvent(self, event)
        self.doItemsLayout()
        if anchor.isValid() and event.oldSize().width() != event.size().width() and self.verticalScrollBar().value():
            self.scrollTo(anchor, QAbstractItemView.ScrollHint.PositionAtTop)

    def event(self, event: QEvent) -> bool:
        """A screen of another density wants thumbnails with as many pixels as it shows."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._ask.start()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow another font or style."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_layout"):
            self.doItemsLayout()

    def _measures(self) -> Measures:
        cell, width, margin = self._delegate.cell(self.font()), self.viewport().width(), 2 * PADDING
        columns = max(1, (width - 2 * margin) // cell.width())
        share = max(cell.width(), (width - 2 * margin) // columns)
        return Measures(width, share, cell.height(), HEADER, margin, PADDING)

    # Geometry for QAbstractItemView

    def verticalOffset(self) -> int:
        """How far the content is scrolled."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        """Never scrolled sideways."""
        return 0

    def visualRect(self, index: Index) -> QRect:
        """The place of a row in the viewport."""
        if not index.isValid() or index.column():
            return QRect()
        return self._seen(self._layout.rect(index.row()).translated(0, -self.verticalOffset()))

    def _seen(self, area: QRect) -> QRect:
        """A place of the layout as the reader sees it; and back."""
        return QStyle.visualRect(self.layoutDirection(), self.viewport().rect(), area)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row at a point of the viewport."""
        x = self._seen(QRect(point, point)).x()
        row = self._layout.row_at(x, point.y() + self.verticalOffset())
        return self._groups.index(row, 0) if 0 <= row < self._groups.rowCount() else QModelIndex()

    def isIndexHidden(self, index: Index) -> bool:
        """Nothing is hidden: what is collapsed has no row."""
        del index
        return False

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll a row into view, with its group's header if that fits."""
        if not index.isValid():
            return
        area = self._layout.rect(index.row())
        if self._groups.row(index.row()).place == 0:
            area.setTop(area.top() - HEADER)
        bar, page = self.verticalScrollBar(), self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtTop or area.height() > page:
            bar.setValue(area.top())
        elif hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(area.center().y() - page // 2)
        elif area.top() < bar.value():
            bar.setValue(area.top())
        elif area.bottom() + PADDING > bar.value() + page:
            bar.setValue(area.bottom() + PADDING - page)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the photos that a rectangle of the viewport touches."""
        area = self._seen(rect.normalized()).translated(0, self.verticalOffset())
        rows = self._layout.rows_between(area.top(), area.bottom())
        chosen = QItemSelection()
        for row in rows:
            if self._layout.rect(row).intersects(area) and not self._groups.row(row).is_header:
                index = self._groups.index(row, 0)
                chosen.select(index, index)
        self.selectionModel().select(chosen, command | QItemSelectionModel.SelectionFlag.Rows)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What to repaint when the selection changes: simply what is on screen."""
        del selection
        return QRegion(self.viewport().rect())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted, and ask for the thumbnails that come into view."""
        self.viewport().scroll(dx, dy)
        self._ask.start()

    # Keyboard

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The row that an arrow key leads to."""
        del modifiers
        count = self._groups.rowCount()
        if not count:
            return QModelIndex()
        here = self.currentIndex().row()
        move = QAbstractItemView.CursorAction
        if self.isRightToLeft():
            action = {move.MoveLeft: move.MoveRight, move.MoveRight: move.MoveLeft}.get(action, action)
        page = max(1, self.viewport().height() // self._layout.measures.cell_height)
        if here < 0:
            row = self._walk(-1, 1)
        elif action in (move.MoveLeft, move.MovePrevious):
            row = self._walk(here, -1)
        elif action in (move.MoveRight, move.MoveNext):
            row = self._walk(here, 1)
        elif action in (move.MoveUp, move.MovePageUp):
            row = self._layout.beside(here, -1 if action == move.MoveUp else -page)
        elif action in (move.MoveDown, move.MovePageDown):
            row = self._layout.beside(here, 1 if action == move.MoveDown else page)
        else:
            row = self._walk(-1, 1) if action == move.MoveHome else self._walk(count, -1)
        return self._groups.index(row, 0)

    def _walk(self, row: int, step: int) -> int:
        """The next photo, or the next header of a collapsed group."""
        after = row + step
        while 0 <= after < self._groups.rowCount():
            entry = self._groups.row(after)
            if not entry.is_header or entry.group in self._groups.collapsed:
                return after
            after += step
        return max(row, 0)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in view, and nothing else."""
        painter = QPainter(self.viewport())
        offset = self.verticalOffset()
        dirty = self._seen(event.rect()).translated(0, offset)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        current = self.currentIndex().row() if self.hasFocus() else -1
        hovered = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())).row()
        chosen = self.selectionModel()
        base = option.state & ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
        for row in self._layout.rows_between(dirty.top(), dirty.bottom()):
            area = self._layout.rect(row)
            if not area.intersects(dirty):
                continue
            index = self._groups.index(row, 0)
            state = base
            if chosen.isSelected(index):
                state |= QStyle.StateFlag.State_Selected
            if row == current:
                state |= QStyle.StateFlag.State_HasFocus
            if row == hovered:
                state |= QStyle.StateFlag.State_MouseOver
            option.state = state
            option.rect = self._seen(area.translated(0, -offset))
            self._delegate.paint(painter, option, index)
        painter.end()

    @Slot()
    def _want_thumbnails(self) -> None:
        top, page = self.verticalOffset(), self.viewport().height()
        seen = self._layout.rows_between(top, top + page)
        near = self._layout.rows_between(top + page, top + 2 * page)
        photos = (self._groups.photo(self._groups.row(row)) for row in (*seen, *near) if row < self._groups.rowCount())
        side = math.ceil(self._delegate.side * self.devicePixelRatioF())
        self._thumbnails.want([photo.path for photo in photos if photo], side)

    @Slot(object)
    def _thumbnail_ready(self, path: str) -> None:
        row = self._groups.row_of(path)
        if row >= 0 and self.isVisible():
            self.viewport().update(self.visualRect(self._groups.index(row, 0)))
