"""How many duplicates lie between which folders, most space first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lookalike.result import ScanResult
from lookalike_gui import texts

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


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


class FolderPairModel(QAbstractTableModel):
    """A row for each pair of folders."""

    def __init__(self, pairs: tuple[FolderPair, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pairs = pairs

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The number of pairs."""
        return 0 if parent.isValid() else len(self.pairs)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Both folders, photos, bytes."""
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The texts; whole paths as tool tips."""
        if not index.isValid() or index.row() >= len(self.pairs):
            return None
        pair, column = self.pairs[index.row()], index.column()
        same = pair.kept == pair.other
        if role == Qt.ItemDataRole.ToolTipRole:
            return texts.shown(pair.other if column == 1 else pair.kept)
        if role == Qt.ItemDataRole.TextAlignmentRole and column > 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        other = self.tr("the same folder") if same else texts.from_left(pair.other)
        return (texts.from_left(pair.kept), other, texts.number(pair.photos), texts.size(pair.size))[column]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section > 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Kept in"), self.tr("Also in"), self.tr("Photos"), self.tr("Recoverable"))[section]
