"""Where the rows of the grid lie: full-width headers, and cells that flow below them.

Only the groups' tops are stored; a place is worked out when it is asked for. All measures are pixels of the
scrolled content.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect

from lookalike.matching.arrays import Indices


@dataclass(frozen=True, slots=True)
class Measures:
    """The sizes that a layout is made of."""

    width: int
    cell_width: int
    cell_height: int
    header: int
    margin: int
    gap: int

    @property
    def columns(self) -> int:
        """Cells beside each other, at least one."""
        return max(1, (self.width - 2 * self.margin) // self.cell_width)


class GridLayout:
    """Places for the rows of a model whose group headers stand at `starts` (and one more entry, the row count)."""

    def __init__(self, starts: Indices, measures: Measures) -> None:
        self.measures = measures
        self._starts = starts
        cells = np.diff(starts) - 1
        lines = -(-cells // measures.columns)
        gaps = np.where(lines > 0, measures.gap, 0)
        self._tops = np.concatenate(([0], np.cumsum(measures.header + lines * measures.cell_height + gaps)))

    @property
    def height(self) -> int:
        """The height of everything."""
        return int(self._tops[-1])

    def rect(self, row: int) -> QRect:
        """The place of a row, empty for rows that do not exist."""
        if not 0 <= row < int(self._starts[-1]):
            return QRect()
        slot = self._slot_of(row)
        top, place = int(self._tops[slot]), row - int(self._starts[slot]) - 1
        sizes = self.measures
        if place < 0:
            return QRect(0, top, sizes.width, sizes.header)
        line, column = divmod(place, sizes.columns)
        left = sizes.margin + column * sizes.cell_width
        return QRect(left, top + sizes.header + line * sizes.cell_height, sizes.cell_width, sizes.cell_height)

    def row_at(self, x: int, y: int) -> int:
        """The row at a point, -1 for none."""
        if not 0 <= y < self.height or not 0 <= x < self.measures.width:
            return -1
        slot = int(np.searchsorted(self._tops, y, "right")) - 1
        sizes = self.measures
        below = y - int(self._tops[slot]) - sizes.header
        if below < 0:
            return int(self._starts[slot])
        column = (x - sizes.margin) // sizes.cell_width
        if not 0 <= column < sizes.columns:
            return -1
        row = int(self._starts[slot]) + 1 + (below // sizes.cell_height) * sizes.columns + column
        return row if row < int(self._starts[slot + 1]) else -1

    def rows_between(self, top: int, bottom: int) -> range:
        """The rows that a strip of the content touches, and a few around them."""
        if not len(self._starts) > 1:
            return range(0)
        first = self._row_near(max(top, 0), first=True)
        last = self._row_near(min(bottom, self.height - 1), first=False)
        return range(first, last + 1)

    def beside(self, row: int, lines: int) -> int:
        """The photo that lies so many lines below (negative: above), as near to the same column as there is one."""
        step = 1 if lines > 0 else -1
        for _ in range(abs(lines)):
            row = self._next_line(row, step)
        return row

    def _next_line(self, row: int, step: int) -> int:
        slot = self._slot_of(row)
        columns = self.measures.columns
        place = row - int(self._starts[slot]) - 1
        cells = int(self._starts[slot + 1] - self._starts[slot]) - 1
        line, column = divmod(max(place, 0), columns)
        lines = -(-cells // columns)
        if place >= 0 and 0 <= line + step < lines:
            return int(self._starts[slot]) + 1 + min((line + step) * columns + column, cells - 1)
        slot += step
        if not 0 <= slot < len(self._starts) - 1:
            return row
        cells = int(self._starts[slot + 1] - self._starts[slot]) - 1
        if cells == 0:
            return int(self._starts[slot])
        line = 0 if step > 0 else (cells - 1) // columns
        return int(self._starts[slot]) + 1 + min(line * columns + column, cells - 1)

    def _slot_of(self, row: int) -> int:
        return int(np.searchsorted(self._starts, row, "right")) - 1

    def _row_near(self, y: int, *, first: bool) -> int:
        slot = min(int(np.searchsorted(self._tops, y, "right")) - 1, len(self._starts) - 2)
        sizes = self.measures
        line = (y - int(self._tops[slot]) - sizes.header) // sizes.cell_height
        start, end = int(self._starts[slot]), int(self._starts[slot + 1])
        if line < 0:
            return start
        place = line * sizes.columns + (0 if first else sizes.columns - 1)
        return min(start + 1 + place, end - 1)
