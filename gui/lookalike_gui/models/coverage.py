"""Which photos of a folder have a copy elsewhere, a row each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt

from lookalike.coverage import COVERED, Held
from lookalike_gui import texts
from lookalike_gui.basics.rows import RowsModel


class CoverageModel(RowsModel[Held]):
    """Photos that somebody should look at, or all of them. Attributes: held: all photos, shown or not.

    It filters by itself: Qt's own filter asks for the text of every cell, which took seconds for 200,000 photos.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.held: tuple[Held, ...] = ()
        self._words: tuple[str, ...] = ()

    def show_held(self, held: tuple[Held, ...], *, covered: bool, text: str = "") -> None:
        """Show those of which a path holds `text`, in any case; with `covered` also those that have a copy."""
        if held is not self.held:
            self.held = held
            self._words = tuple(f"{each.path}\n{each.copy}".casefold() for each in held)
        wanted = text.casefold()
        self.show(
            tuple(
                each
                for each, words in zip(held, self._words, strict=True)
                if (covered or each.standing not in COVERED) and wanted in words
            )
        )

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
