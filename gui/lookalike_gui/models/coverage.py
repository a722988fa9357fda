"""Which photos of a folder have a copy elsewhere, a row each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt

from lookalike.coverage import COVERED, Held
from lookalike_gui import texts
from lookalike_gui.basics.rows import RowsModel


class CoverageModel(RowsModel[Held]):
    """Photos that somebody should look at, or all of them. Attributes: held: all photos, shown or not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.held: tuple[Held, ...] = ()

    def show_held(self, held: tuple[Held, ...], *, covered: bool) -> None:
        """Show these; with `covered` also those that have a copy."""
        self.held = held
        self.show(held if covered else tuple(each for each in held if each.standing not in COVERED))

    @property
    def covered_count(self) -> int:
        """How many have a copy, shown or not."""
        return sum(each.standing in COVERED for each in self.held)

    def titles(self) -> tuple[str, ...]:
        """Photo, what was found, where."""
        return self.tr("Photo"), self.tr("Copy"), self.tr("Where")

    def cell(self, value: Held, column: int, role: int) -> Any:
        """The texts; whole paths as tool tips."""
        if role == Qt.ItemDataRole.DisplayRole:
            return (texts.from_left(value.path), texts.standing(value.standing), texts.from_left(value.copy))[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return texts.shown(value.copy if column == 2 else value.path)
        return None
