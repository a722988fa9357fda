"""How many duplicates lie between which folders, most space first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from lookalike.result import ScanResult
from lookalike_gui import texts
from lookalike_gui.basics.rows import RowsModel


@dataclass(frozen=True, slots=True)
class FolderPair:
    """The keepers' folder, the folder of their duplicates (possibly the same), and how many those are."""

    kept: str
    other: str
    photos: int
    size: int


def folder_pairs(result: ScanResult) -> tuple[FolderPair, ...]:
    """The pairs of folders between which a result has duplicates."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for group in result.groups:
        kept = result.photos[group.keeper].folder
        for member in group.members:
            photo = result.photos[member.photo]
            entry = counts[kept, photo.folder]
            entry[0] += 1
            entry[1] += photo.size
    pairs = (FolderPair(kept, other, *entry) for (kept, other), entry in counts.items())
    return tuple(sorted(pairs, key=lambda pair: (-pair.size, pair.kept, pair.other)))


class FolderPairModel(RowsModel[FolderPair]):
    """A row for each pair of folders."""

    numeric = frozenset({2, 3})

    def titles(self) -> tuple[str, ...]:
        """Both folders, photos, bytes."""
        return self.tr("Kept in"), self.tr("Also in"), self.tr("Photos"), self.tr("Recoverable")

    def cell(self, value: FolderPair, column: int, role: int) -> Any:
        """The texts; whole paths as tool tips."""
        if role == Qt.ItemDataRole.ToolTipRole:
            return texts.shown(value.other if column == 1 else value.kept)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        other = self.tr("the same folder") if value.kept == value.other else texts.from_left(value.other)
        return (texts.from_left(value.kept), other, texts.number(value.photos), texts.size(value.size))[column]
