"""The result as a flat table: a header row for each group, and under it a row for each of its photos.

Rows are numbers only, found by bisection; texts are made when a view asks for them. So 15,000 groups cost two
arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from lookalike.matching.arrays import Indices, Numbers
from lookalike.result import ScanResult
from lookalike.settings import ScanOptions
from lookalike.types import Group, Photo
from lookalike_gui import texts
from lookalike_gui.basics.rows import NO_PARENT, Index
from lookalike_gui.basics.wording import tip
from lookalike_gui.decisions import Decisions
from lookalike_gui.models.overview import Arrangement, Overview
from lookalike_gui.models.row_texts import RowTexts

_HEADER = Qt.ItemFlag.ItemIsEnabled
_PHOTO = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class Column(IntEnum):
    """The columns of the list view; the grid shows the first."""

    NAME = 0
    SIMILARITY = 1
    RELATION = 2
    PIXELS = 3
    SIZE = 4
    TAKEN = 5
    MODIFIED = 6
    FOLDER = 7


class Row(NamedTuple):
    """What stands in a row: a photo's place in its group (0: the keeper), or -1 for the group's header."""

    group: int
    place: int

    @property
    def is_header(self) -> bool:
        """Whether the row is a group's header."""
        return self.place < 0


class GroupModel(QAbstractTableModel):
    """Groups of one result as arranged by the user."""

    def __init__(self, decisions: Decisions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.decisions = decisions
        self.arrangement = Arrangement()
        self.result = ScanResult(ScanOptions(roots=()))
        self.overview = Overview.of(self.result)
        self.texts = RowTexts(self.result, decisions)
        self._collapsed: set[int] = set()
        self._shown = np.empty(0, np.int64)
        self._slots = np.empty(0, np.int64)
        self._places: Numbers | None = None
        self._starts = np.zeros(1, np.int64)
        decisions.changed.connect(self._repaint)

    # What is shown

    def show(self, result: ScanResult, overview: Overview) -> None:
        """Show another result.

        While a scan goes on, groups stay where they are and new ones come after them. A group stays collapsed, where
        its photos are the same scan's.
        """
        self.beginResetModel()
        same_scan = result.photos is self.result.photos
        self._places = self._photo_places() if same_scan and result.provisional else None
        hidden = np.isin(self.overview.group_of, list(self._collapsed)) if same_scan and self._collapsed else None
        self.result, self.overview = result, overview
        self.texts = RowTexts(result, self.decisions)
        self._collapsed = set() if hidden is None else set(overview.group_of[hidden].tolist()) - {-1}
        self._arrange()
        self.endResetModel()

    def arrange(self, arrangement: Arrangement) -> None:
        """Sort and filter the groups."""
        self.beginResetModel()
        self.arrangement = arrangement
        self._places = None
        self._arrange()
        self.endResetModel()

    def collapse(self, groups: set[int]) -> None:
        """Show only the headers of these groups."""
        self.beginResetModel()
        self._collapsed = set(groups)
        self._count()
        self.endResetModel()

    def toggle(self, group: int) -> None:
        """Collapse or expand one group."""
        self.collapse(self._collapsed ^ {group})

    @property
    def collapsed(self) -> frozenset[int]:
        """The groups whose photos are hidden."""
        return frozenset(self._collapsed)

    @property
    def shown_groups(self) -> list[int]:
        """The numbers of the groups that are shown, in order."""
        return [int(number) for number in self._shown]

    @property
    def open_groups(self) -> list[int]:
        """The numbers of the groups that are shown and wait for a decision, in order."""
        photo_of, group_of = self.overview.photo_of, self.overview.group_of
        settled = [photo_of[path] for path in self.decisions.settled if path in photo_of]
        groups = group_of[settled] if settled else np.empty(0, np.int64)
        count = np.bincount(groups[groups >= 0], minlength=len(self.result.groups))
        return [int(number) for number in self._shown if count[number] < self.overview.sizes[number]]

    def accepted(self) -> ScanResult:
        """The result without the groups that are no match."""
        gone = self._rejected()
        if not gone:
            return self.result
        groups = self.result.groups
        return replace(self.result, groups=tuple(group for number, group in enumerate(groups) if number not in gone))

    @property
    def totals(self) -> tuple[int, int, int]:
        """How many groups and photos are shown, and how many bytes they could free."""
        shown = self._shown
        return len(shown), int(self.overview.sizes[shown].sum()), int(self.overview.gain[shown].sum())

    @property
    def starts(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """The row of each shown group's header, and the row after the last, as an array."""
        return self._starts

    # Rows

    def row(self, number: int) -> Row:
        """What stands in the row `number`."""
        slot = int(np.searchsorted(self._starts, number, "right")) - 1
        return Row(int(self._shown[slot]), number - int(self._starts[slot]) - 1)

    def photos_between(self, first: int, last: int) -> list[str]:
        """The paths of the photos in the rows from `first` to `last`, both included, from the top."""
        rows = np.arange(first, last + 1)
        slots = np.searchsorted(self._starts, rows, "right") - 1
        places = rows - self._starts[slots] - 1
        begins = self.overview.begins[self._shown[slots]]
        photos = self.result.photos
        return [photos[photo].path for photo in self.overview.members[(begins + places)[places >= 0]].tolist()]

    def group(self, number: int) -> Group:
        """The group `number` of the result."""
        return self.result.groups[number]

    def photo(self, row: Row) -> Photo | None:
        """The photo in a row, None for a header."""
        if row.is_header:
            return None
        return self.result.photos[self.group(row.group).photos[row.place]]

    def paths(self, group: int) -> tuple[str, ...]:
        """The paths of a group's photos, the keeper first."""
        return tuple(self.result.photos[photo].path for photo in self.group(group).photos)

    def paths_of(self, groups: Sequence[int]) -> list[str]:
        """The paths of all photos of these groups."""
        wanted = np.zeros(len(self.result.groups), bool)
        wanted[list(groups)] = True
        members = self.overview.members[np.repeat(wanted, self.overview.sizes)]
        return [self.result.photos[photo].path for photo in members.tolist()]

    def header_row(self, group: int) -> int:
        """The row of a group's header, -1 where it is not shown."""
        slot = int(self._slots[group])
        return -1 if slot < 0 else int(self._starts[slot])

    def row_of(self, path: str) -> int:
        """The row of a photo; its header's where it is collapsed, -1 where its group is not shown."""
        photo = self.overview.photo_of.get(path)
        group = int(self.overview.group_of[photo]) if photo is not None else -1
        if group < 0:
            return -1
        header = self.header_row(group)
        if header < 0 or group in self._collapsed or photo is None:
            return header
        return header + 1 + int(self.overview.places[photo])

    def rows_of(self, paths: Sequence[str]) -> Indices:
        """The rows of those photos that are shown, in no order; for photos of collapsed groups the header's."""
        overview, collapsed = self.overview, self._collapsed
        photos = np.array([photo for photo in map(overview.photo_of.get, paths) if photo is not None], np.int64)
        groups = overview.group_of[photos]
        shown = (groups >= 0) & (self._slots[groups] >= 0)
        photos, groups = photos[shown], groups[shown]
        rows = self._starts[self._slots[groups]] + 1 + overview.places[photos]
        if collapsed:
            folded = np.isin(groups, list(collapsed))
            rows[folded] = self._starts[self._slots[groups[folded]]]
        return rows

    def next_undecided(self, after_row: int) -> int:
        """The row of the keeper of the next group that waits for a decision, from the top again; -1 for none."""
        if not len(self._shown):
            return -1
        here = int(np.searchsorted(self._starts, max(after_row, 0), "right")) - 1 if after_row >= 0 else -1
        count = len(self._shown)
        for step in range(1, count + 1):
            slot = (here + step) % count
            group = int(self._shown[slot])
            if not self.decisions.is_settled(self.paths(group)):
                return int(self._starts[slot]) + (0 if group in self._collapsed else 1)
        return -1

    # QAbstractTableModel

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Headers and photos."""
        return 0 if parent.isValid() else int(self._starts[-1])

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """See Column."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Photos can be selected; headers only walked to."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _HEADER if self.row(index.row()).is_header else _PHOTO

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts for the list view, tool tips and screen readers."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        row = self.row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            photo = self.photo(row)
            return tip(texts.shown(photo.path)) if photo else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.texts.spoken(row.group, row.place)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (Column.SIMILARITY, Column.SIZE):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (Column.SIMILARITY, Column.SIZE):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.NAME: self.tr("Name"),
            Column.SIMILARITY: self.tr("Similarity"),
            Column.RELATION: self.tr("To the keeper"),
            Column.PIXELS: self.tr("Pixels"),
            Column.SIZE: self.tr("Size"),
            Column.TAKEN: self.tr("Taken"),
            Column.MODIFIED: self.tr("Modified"),
            Column.FOLDER: self.tr("Folder"),
        }[Column(section)]

    def _cell(self, row: Row, column: Column) -> str:
        if row.is_header:
            return self.texts.title(row.group) if column == Column.NAME else ""
        lines = self.texts.photo(row.group, row.place)
        return {
            Column.NAME: lines.name,
            Column.SIMILARITY: lines.similarity,
            Column.RELATION: lines.relation,
            Column.PIXELS: lines.pixels,
            Column.SIZE: lines.size,
            Column.TAKEN: lines.taken,
            Column.MODIFIED: lines.modified,
            Column.FOLDER: lines.folder,
        }[column]

    def _arrange(self) -> None:
        decisions = self.decisions
        order = self.overview.arranged(self.arrangement, decisions.marked, decisions.settled, self.result)
        if gone := self._rejected():
            order = order[~np.isin(order, list(gone))]
        if self._places is not None:
            order = order[np.argsort(self._group_places(self._places)[order], kind="stable")]
        self._shown = order
        self._slots = np.full(len(self.result.groups), -1, np.int64)
        self._slots[order] = np.arange(len(order))
        self._count()

    def _rejected(self) -> set[int]:
        """The numbers of the groups that are no match."""
        rejected = self.decisions.rejected
        touched = self.overview.groups_of({path for photos in rejected for path in photos})
        return {number for number in touched if frozenset(self.paths(number)) in rejected}

    def _photo_places(self) -> Numbers:
        """For each photo where its group stands now, infinity where it has none."""
        group_of = self.overview.group_of
        slots = np.append(self._slots, -1)[group_of]  # -1, in no group, takes the one at the end
        return np.where(slots < 0, np.inf, slots)

    def _group_places(self, photo_places: Numbers) -> Numbers:
        """For each group where the first of its photos stood."""
        places = np.full(len(self.result.groups), np.inf)
        group_of = self.overview.group_of
        grouped = np.flatnonzero(group_of >= 0)
        np.minimum.at(places, group_of[grouped], photo_places[grouped])
        return places

    def _count(self) -> None:
        rows = self.overview.sizes[self._shown] + 1
        if self._collapsed:
            rows[np.isin(self._shown, list(self._collapsed))] = 1
        self._starts = np.concatenate(([0], np.cumsum(rows))).astype(np.int64)

    def _repaint(self) -> None:
        if rows := self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, len(Column) - 1))
