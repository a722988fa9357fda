"""The table of facts about all compared photos, copyable, the worse values marked by colour and sign."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, Slot
from PySide6.QtGui import QAction, QColor, QFont, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from lookalike_gui.basics.rows import NO_PARENT, Index
from lookalike_gui.basics.wording import tip
from lookalike_gui.review.metadata_rows import Facts, Row, Verdict, as_text, rows
from lookalike_gui.review.painting import LETTERS
from lookalike_gui.texts import shown
from lookalike_gui.theme import colours

_AROUND = 10
"""Pixels around the words of a cell, both sides together."""
SIGNS = {Verdict.WORSE: "▼", Verdict.BETTER: "▲", Verdict.EQUAL: ""}


class FactsModel(QAbstractTableModel):
    """Rows of facts, a column for each photo."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._widget = parent
        self._names: list[str] = []
        self._letters: str = LETTERS
        self.found: tuple[Row, ...] = ()

    def show_facts(self, photos: list[Facts], letters: str = LETTERS) -> None:
        """Show these photos, which are called by these letters, in the place of those before."""
        self.beginResetModel()
        self._letters = letters
        self._names = [shown(photo.subject.photo.name) for photo in photos]
        self.found = rows(photos) if photos else ()
        self.endResetModel()

    def text(self) -> str:
        """The whole table for the clipboard."""
        return as_text(self.found, self._names)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """A row for each fact."""
        return 0 if parent.isValid() else len(self.found)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """The names of the facts, then a column for each photo."""
        return 0 if parent.isValid() or not self._names else len(self._names) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The letters of the photos, their names as tool tips."""
        if orientation == Qt.Orientation.Vertical or section == 0:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._names[section - 1])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return self._letters[section - 1] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, sign, colour and weight of a cell."""
        row = self.found[index.row()]
        if index.column() == 0:
            return self._name(row, role)
        cell = row.cells[index.column() - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{SIGNS[cell.verdict]} {cell.text}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(cell.text)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and cell.verdict is not Verdict.EQUAL:
            return self.tr("worse") if cell.verdict is Verdict.WORSE else self.tr("better")
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, cell.verdict)
        return self._bold() if role == Qt.ItemDataRole.FontRole and cell.verdict is Verdict.WORSE else None

    def _name(self, row: Row, role: int) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(colours(self._widget.palette()).muted)
        return row.name if role == Qt.ItemDataRole.DisplayRole else None

    def _colour(self, row: Row, verdict: Verdict) -> QColor:
        theme = colours(self._widget.palette())
        if not row.differs:
            return QColor(theme.muted)
        named = {Verdict.WORSE: theme.danger, Verdict.BETTER: theme.good, Verdict.EQUAL: theme.text}
        return QColor(named[verdict])

    def _bold(self) -> QFont:
        font = QFont(self._widget.font())
        font.setBold(True)
        return font


class _TwoLines(QStyledItemDelegate):
    """Breaks the texts that may be broken; the others lose their middle."""

    def __init__(self, table: MetadataTable) -> None:
        super().__init__(table)
        self._facts = table.facts

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """See QStyledItemDelegate."""
        super().initStyleOption(option, index)
        if index.column() and not self._facts.found[index.row()].breaks:
            option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText


class MetadataTable(QTableView):
    """The facts of all photos, or of the pair that is looked at where there is no room for all.

    Ctrl+C copies what is selected, or everything.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photos: list[Facts] = []
        self._pair = (0, 1)
        self._shown: list[int] = []
        self.facts = FactsModel(self)
        self.setModel(self.facts)
        self.setAccessibleName(self.tr("Facts about the photos"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setItemDelegate(_TwoLines(self))
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setMinimumSectionSize(40)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _AROUND)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._add_action(self.tr("Copy"), QKeySequence(QKeySequence.StandardKey.Copy), self.copy)
        self._add_action(self.tr("Copy the whole table"), QKeySequence(), self.copy_all)

    @property
    def comfortable_width(self) -> int:
        """As wide as the measures of all photos need side by side."""
        # Not sizeHintForColumn, which asks only the rows that are in sight by now.
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        names = (self.facts.index(row, 0) for row in range(self.facts.rowCount()))
        widest = max((self.itemDelegate().sizeHint(option, name).width() for name in names), default=0)
        return widest + len(self._photos) * self._column + 2 * self.frameWidth()

    @property
    def _column(self) -> int:
        return self.fontMetrics().horizontalAdvance("▼ 0000 × 0000") + 6

    def show_facts(self, photos: list[Facts]) -> None:
        """Show the facts of these photos, all of them: what is around the table scrolls."""
        self._photos = photos
        self._show(list(range(len(photos))))
        self._fit()

    def _show(self, places: list[int]) -> None:
        self._shown = places
        self.facts.show_facts([self._photos[at] for at in places], "".join(LETTERS[at] for at in places))
        header = self.horizontalHeader()
        for column in range(self.facts.columnCount()):
            stretched = QHeaderView.ResizeMode.Stretch if column else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, stretched)

    def show_pair(self, one: int, other: int) -> None:
        """These two, by their place among the photos, are looked at now."""
        self._pair = one, other
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give long words a second line where the columns are narrow now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the photos there is room for, give each row one line or two, and the table the height of all rows."""
        every = list(range(len(self._photos)))
        roomy = len(every) <= 2 or self.width() >= self.comfortable_width
        wanted = every if roomy else sorted(set(self._pair).intersection(every))
        if wanted != self._shown:
            self._show(wanted)
        line, header = self.fontMetrics().height(), self.horizontalHeader()
        for number, row in enumerate(self.facts.found):
            two = row.breaks and any(self._is_too_long(number, column) for column in range(1, header.count()))
            self.setRowHeight(number, (2 if two else 1) * line + _AROUND)
        self.setFixedHeight(header.sizeHint().height() + self.verticalHeader().length() + 4)

    def _is_too_long(self, row: int, column: int) -> bool:
        text = self.facts.index(row, column).data()
        return " " in text and self.fontMetrics().horizontalAdvance(text) + _AROUND > self.columnWidth(column)

    @Slot()
    def copy(self) -> None:
        """Put the selected cells on the clipboard, or all where none is selected."""
        chosen = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        if not chosen:
            self.copy_all()
            return
        lines: dict[int, list[str]] = {}
        for index in chosen:
            row = self.facts.found[index.row()]
            text = row.cells[index.column() - 1].text if index.column() else row.name
            lines.setdefault(index.row(), []).append(text)
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines.values()))

    @Slot()
    def copy_all(self) -> None:
        """Put the whole table on the clipboard."""
        QGuiApplication.clipboard().setText(self.facts.text())

    def _add_action(self, title: str, keys: QKeySequence, slot: Any) -> None:
        action = QAction(title, self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
