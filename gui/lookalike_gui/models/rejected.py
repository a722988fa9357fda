"""The pairs that were called no match, a row each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from lookalike.cache.rejections import RejectedPair
from lookalike_gui import texts
from lookalike_gui.basics.rows import RowsModel


class RejectedModel(RowsModel[RejectedPair]):
    """Both photos of each pair, where they were when it was decided."""

    def titles(self) -> tuple[str, ...]:
        """One photo and the other."""
        return self.tr("This photo"), self.tr("and this one")

    def cell(self, value: RejectedPair, column: int, role: int) -> Any:
        """The path, or what else is known of a photo."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        path, size = value.paths[column], value.sizes[column]
        if not path:
            return self.tr("a file of {size}").format(size=texts.size(size))
        return texts.from_left(path) if role == Qt.ItemDataRole.DisplayRole else texts.shown(path)
