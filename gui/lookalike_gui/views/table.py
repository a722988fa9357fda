"""The list view: the same rows as the grid, with columns."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from lookalike.types import Relation
from lookalike_gui import icons, texts
from lookalike_gui.basics.mirroring import draw_name, seen
from lookalike_gui.basics.rows import Index
from lookalike_gui.basics.tables import dress_table
from lookalike_gui.basics.timers import single_shot
from lookalike_gui.basics.wording import score
from lookalike_gui.models.groups import Column, GroupModel, Row
from lookalike_gui.theme import Colours, colours
from lookalike_gui.thumbnails import ASKING_DELAY, Thumbnails
from lookalike_gui.views.grid_delegate import paint_fitted
from lookalike_gui.views.opening import OpensRows

ROW = 40
_THUMB = 32
_NAMES = 224
"""Pixels for names, which may be of any length."""
_A_LONG_MOMENT = 1_700_000_000 + 10 * 86_400
"""In seconds since 1970: a day and an hour of two figures each."""


class TableDelegate(QStyledItemDelegate):
    """Paints a header across all columns, and a small picture with its badges before each name."""

    def __init__(self, model: GroupModel, thumbnails: Thumbnails, view: QTableView) -> None:
        super().__init__(view)
        self._model = model
        self._thumbnails = thumbnails
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        row = self._model.row(index.row())
        theme = colours(option.palette)
        painter.save()
        if row.is_header:
            self._paint_header(painter, option, row, index.column(), theme)
        else:
            self._paint_cell(painter, option, row, index, theme)
        painter.restore()

    def _paint_header(
        self, painter: QPainter, option: QStyleOptionViewItem, row: Row, column: int, theme: Colours
    ) -> None:
        """Each column paints its part of one line, so that no column covers what another has painted."""
        area: QRect = option.rect
        painter.fillRect(area, QColor(theme.window))
        painter.setClipRect(area)
        whole = self._whole_row(area)

        def at(left: float, width: float, height: float = 16) -> QRectF:
            return seen(option.direction, whole, QRectF(left, area.center().y() - height / 2, width, height))

        arrow = "chevron-right" if row.group in self._model.collapsed else "chevron-down"
        icons.draw(painter, arrow, at(whole.left() + 8, 16), theme.muted)
        left = whole.left() + 32
        if self._model.decisions.is_settled(self._model.paths(row.group)):
            icons.draw(painter, "circle-check", at(left, 16), theme.good)
            left += 24
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        title = f"{self._model.texts.title(row.group)}   {self._model.texts.summary(row.group)}"
        painter.drawText(at(left, whole.width() - 40, area.height()), Qt.AlignmentFlag.AlignVCenter, title)

    def _whole_row(self, area: QRect) -> QRectF:
        """The line that all columns share, as wide as what is seen of it; `area` is one column's part."""
        first, width = self._view.columnViewportPosition(0), self._view.viewport().width()
        if self._view.isRightToLeft():
            first += self._view.columnWidth(0) - width
        return QRectF(first, area.top(), width, area.height())

    def _paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, row: Row, index: Index, theme: Colours
    ) -> None:
        photo = self._model.photo(row)
        if photo is None:
            return
        area: QRect = option.rect
        column, marked = Column(index.column()), photo.path in self._model.decisions.marked
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(theme.selection))
        elif marked:
            painter.fillRect(area, QColor(theme.danger_soft))
        font, text = QFont(option.font), area.adjusted(8, 0, -8, 0)
        if column == Column.NAME:
            text = self._paint_badges(painter, text, row, photo.path, theme)
            font.setStrikeOut(marked)
            font.setWeight(QFont.Weight.DemiBold if row.place == 0 else font.weight())
        painter.setFont(font)
        if column == Column.RELATION and row.place == 0:
            painter.setPen(QColor(theme.accent))
            _write(painter, text, self.tr("Keeper"), column)
        else:
            painter.setPen(QColor(theme.text if column in (Column.NAME, Column.SIMILARITY) else theme.muted))
            _write(painter, text, index.data() or "", column)
        if index.row() == self._view.currentIndex().row() and self._view.hasFocus():
            painter.setPen(QColor(theme.accent))
            painter.drawLine(area.topLeft(), area.topRight())
            painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _paint_badges(self, painter: QPainter, area: QRect, row: Row, path: str, theme: Colours) -> QRect:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        direction, whole = painter.layoutDirection(), QRectF(area)
        place = seen(
            direction, whole, QRectF(area.left() + 20, area.center().y() - _THUMB // 2, _THUMB, _THUMB)
        ).toRect()
        image = self._thumbnails.get(path)
        if image is None:
            painter.fillRect(place, QColor(theme.hover))
        else:
            paint_fitted(painter, image, place)
        left = area.left() + 20 + _THUMB + 8
        badges = [
            ("star", theme.accent, row.place == 0),
            ("trash-2", theme.danger, path in self._model.decisions.marked),
            ("shield", theme.good, self._model.texts.is_protected(path)),
        ]
        for name, tint, wanted in badges:
            if wanted:
                icons.draw(painter, name, seen(direction, whole, QRectF(left, area.center().y() - 8, 16, 16)), tint)
                left += 20
        return seen(direction, whole, whole.adjusted(left - area.left(), 0, 0, 0)).toRect()


def _write(painter: QPainter, area: QRect, words: str, column: Column) -> None:
    """Write in one line, as the column wants it: figures at the right, names and paths from left to right."""
    mode = Qt.TextElideMode.ElideLeft if column == Column.FOLDER else Qt.TextElideMode.ElideMiddle
    if column in (Column.NAME, Column.FOLDER):
        draw_name(painter, QRectF(area), words, mode)
        return
    right = column in (Column.SIMILARITY, Column.SIZE)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    elided = painter.fontMetrics().elidedText(words, mode, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | side, elided)


class TableView(OpensRows, QTableView):
    """Groups of photos as lines. Signals: opened(row): a photo was double-clicked, or Return pressed on it."""

    opened = Signal(int)

    def __init__(self, model: GroupModel, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = model
        self._thumbnails = thumbnails
        self._ask = single_shot(self, ASKING_DELAY, self._want_thumbnails)
        self.setModel(model)
        self.setItemDelegate(TableDelegate(model, thumbnails, self))
        dress_table(self, "list", self.tr("Groups of photos as a list"), row=ROW)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        self._size_columns()
        thumbnails.ready.connect(self._thumbnail_ready)
        self.verticalScrollBar().valueChanged.connect(self._ask.start)
        model.modelReset.connect(self._ask.start)
        model.modelReset.connect(self._choose_columns)

    def event(self, event: QEvent) -> bool:
        """A screen of another density wants thumbnails with as many pixels as it shows."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._ask.start()
        return super().event(event)

    def _size_columns(self) -> None:
        """Give figures and dates the room that they need in this font and language; names get what is usual."""
        moment = texts.moment(_A_LONG_MOMENT)
        samples = {
            Column.SIMILARITY: (score(1.0),),
            Column.RELATION: tuple(map(texts.relation_name, Relation)),
            Column.PIXELS: (texts.pixels(12345, 12345),),
            Column.SIZE: (texts.size(999_900_000),),
            Column.TAKEN: (moment,),
            Column.MODIFIED: (moment,),
        }
        self.setColumnWidth(Column.NAME, _NAMES)
        for column, words in samples.items():
            title = str(self._groups.headerData(column, Qt.Orientation.Horizontal))
            widest = max(map(self.fontMetrics().horizontalAdvance, (*words, title)))
            self.setColumnWidth(column, widest + 20)

    @Slot()
    def _choose_columns(self) -> None:
        self.setColumnHidden(Column.TAKEN, not self._groups.overview.dated)

    def ask_for_thumbnails(self) -> None:
        """Load the small pictures in view, soon."""
        self._ask.start()

    @Slot()
    def _want_thumbnails(self) -> None:
        if not self.isVisible():
            return
        first = max(0, self.rowAt(0))
        rows = range(first, min(self._groups.rowCount(), first + self.viewport().height() // ROW + 10))
        photos = (self._groups.photo(self._groups.row(row)) for row in rows)
        self._thumbnails.want([photo.path for photo in photos if photo], math.ceil(_THUMB * self.devicePixelRatioF()))

    @Slot(object)
    def _thumbnail_ready(self, path: str) -> None:
        row = self._groups.row_of(path)
        if row >= 0 and self.isVisible():
            self.update(self._groups.index(row, 0))
