"""Keeps the selection and the scrolled place while groups come, go and change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint
from PySide6.QtWidgets import QAbstractItemView

from lookalike.matching.arrays import Indices
from lookalike_gui.models.groups import GroupModel

_PROBES = (4, 24, 48)
"""Heights, in pixels, at which the topmost row is looked for: there are gaps between rows."""

_ONE_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A row that is not to move: a photo, or the header of its group, and how far below the edge it lies."""

    path: str
    is_header: bool
    top: int


class Place:
    """Remembers before the model is reset, and restores afterwards; both views share one selection."""

    def __init__(self, groups: GroupModel, chosen: QItemSelectionModel) -> None:
        self._groups = groups
        self._chosen = chosen
        self._current = ""
        self._selected: list[str] = []
        self._anchor: _Anchor | None = None

    @property
    def current_path(self) -> str | None:
        """The photo that commands are about; a group's keeper where its header is current."""
        index = self._chosen.currentIndex()
        return self._path(index.row()) if index.isValid() else None

    @property
    def selected_paths(self) -> list[str]:
        """The selected photos, from the top."""
        selection = self._chosen.selection()
        parts = (selection.at(number) for number in range(selection.size()))
        spans = sorted((part.top(), part.bottom()) for part in parts)
        return [path for first, last in spans for path in self._groups.photos_between(first, last)]

    def remember(self, view: QAbstractItemView) -> None:
        """Take note of it; whoever has not moved from the top of the list stays there, whatever comes first then."""
        index = self._chosen.currentIndex()
        at_the_top = index.isValid() and index.row() <= 1 and view.verticalScrollBar().value() == 0
        self._current = "" if at_the_top else self.current_path or self._current
        self._selected = self.selected_paths
        self._anchor = None if at_the_top else self._find_anchor(view)

    def restore(self, view: QAbstractItemView) -> None:
        """Go back there as far as it is still shown, or else to the next group that waits for a decision."""
        row = self._groups.row_of(self._current) if self._current else -1
        if row < 0:
            row = self._groups.next_undecided(-1)
        if row < 0:
            return
        self._chosen.setCurrentIndex(self._groups.index(row, 0), _ONE_ROW)
        if len(self._selected) > 1 and len(rows := self._groups.rows_of(self._selected)):
            self._select(rows)
        if self._anchor:
            self._hold(view, self._anchor)

    def _path(self, row: int) -> str:
        entry = self._groups.row(row)
        photo = self._groups.photo(entry)
        return photo.path if photo else self._groups.paths(entry.group)[0]

    def _find_anchor(self, view: QAbstractItemView) -> _Anchor | None:
        """What is current, if it is on screen, or else what is topmost."""
        current = self._chosen.currentIndex()
        seen = current.isValid() and view.visualRect(current).intersects(view.viewport().rect())
        index = current if seen else self._topmost(view)
        if not index.isValid():
            return None
        row = index.row()
        return _Anchor(self._path(row), self._groups.row(row).is_header, view.visualRect(index).top())

    def _topmost(self, view: QAbstractItemView) -> QModelIndex:
        found = (view.indexAt(QPoint(view.viewport().width() // 2, height)) for height in _PROBES)
        left = (view.indexAt(QPoint(2 * _PROBES[0], height)) for height in _PROBES)
        return next((index for index in (*found, *left) if index.isValid()), QModelIndex())

    def _hold(self, view: QAbstractItemView, anchor: _Anchor) -> None:
        row = self._groups.row_of(anchor.path)
        if row < 0:
            return
        if anchor.is_header:
            row = self._groups.header_row(self._groups.row(row).group)
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() + view.visualRect(self._groups.index(row, 0)).top() - anchor.top)

    def _select(self, rows: Indices) -> None:
        """Select whole rows, in as few ranges as can be: each is held against all others, by Qt and at every click."""
        chosen = QItemSelection()
        column = self._groups.columnCount() - 1
        for first, last in self._spans(rows):
            chosen.select(self._groups.index(first, 0), self._groups.index(last, column))
        self._chosen.select(chosen, QItemSelectionModel.SelectionFlag.Select)

    def _spans(self, rows: Indices) -> Iterator[tuple[int, int]]:
        """The first and the last row of each stretch of these; a header, which is never selected, parts nothing."""
        rows = np.unique(rows)
        steps = np.diff(rows)
        over_a_header = (steps == 2) & np.isin(rows[:-1] + 1, self._groups.starts)
        parted = (steps > 1) & ~over_a_header
        return zip(rows[np.append(True, parted)].tolist(), rows[np.append(parted, True)].tolist(), strict=True)
