"""The folders and files to scan, each with its role and, after a scan, its number of photos."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt, Signal

from lookalike.result import ScanResult
from lookalike_gui import texts
from lookalike_gui.basics.rows import NO_PARENT, Index
from lookalike_gui.basics.wording import tip


class Role(StrEnum):
    """What may happen to the photos of a folder."""

    NORMAL = "normal"
    PROTECTED = "protected"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Root:
    """A folder or file to scan. `count` is its number of photos at the last scan, None before."""

    path: str
    role: Role = Role.NORMAL
    count: int | None = None


class FolderModel(QAbstractListModel):
    """The list of folders beside the results. Signals: roles_changed(): a person gave folders another role."""

    roles_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.roots: list[Root] = []

    def add(self, paths: list[str], role: Role = Role.NORMAL) -> list[str]:
        """Add what exists and is not in the list yet; what was added."""
        known = {root.path for root in self.roots}
        given = [os.path.normpath(os.path.abspath(path)) for path in paths]
        fresh = [path for path in dict.fromkeys(given) if path not in known and os.path.exists(path)]
        if fresh:
            first = len(self.roots)
            self.beginInsertRows(NO_PARENT, first, first + len(fresh) - 1)
            self.roots.extend(Root(path, role) for path in fresh)
            self.endInsertRows()
        return fresh

    def remove(self, rows: list[int]) -> None:
        """Take folders off the list; nothing happens on disk."""
        for row in sorted(set(rows), reverse=True):
            self.beginRemoveRows(NO_PARENT, row, row)
            del self.roots[row]
            self.endRemoveRows()

    def assign(self, rows: list[int], role: Role) -> None:
        """Give folders a role."""
        for row in rows:
            self._put(row, replace(self.roots[row], role=role))
        self.roles_changed.emit()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many photos a scan has seen, by folder."""
        for row, root in enumerate(self.roots):
            if root.path in counts:
                self._put(row, replace(root, count=counts[root.path]))

    def paths(self, role: Role | None = None) -> tuple[str, ...]:
        """The paths of all folders, or of those with a role."""
        return tuple(root.path for root in self.roots if role is None or root.role == role)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """The number of folders."""
        return 0 if parent.isValid() else len(self.roots)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The folder's name; its path as tool tip; all of it for a screen reader."""
        if not index.isValid() or index.row() >= len(self.roots):
            return None
        root = self.roots[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return texts.shown(os.path.basename(root.path) or root.path)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(texts.shown(root.path))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (texts.shown(root.path), self.role_name(root.role), _count(root)) if part)
        return None

    def details(self, row: int) -> str:
        """The second line of a folder: its role and count, and where it lies if that tells more."""
        root = self.roots[row]
        role = self.role_name(root.role) if root.role != Role.NORMAL else ""
        parts = [part for part in (role, _count(root)) if part]
        parent, name = os.path.split(root.path)
        alike = sum(os.path.basename(other.path) == name for other in self.roots)
        return " · ".join(([] if parts and alike == 1 else [texts.shown(parent)]) + parts)

    def role_name(self, role: Role) -> str:
        """A role in words."""
        return {
            Role.NORMAL: self.tr("Normal"),
            Role.PROTECTED: self.tr("Protected"),
            Role.REFERENCE: self.tr("Reference"),
        }[role]

    def _put(self, row: int, root: Root) -> None:
        self.roots[row] = root
        self.dataChanged.emit(self.index(row), self.index(row))


def photos_in(result: ScanResult) -> dict[str, int]:
    """How many photos of a result lie in each of its roots."""
    counts = {}
    for root in result.options.roots:
        inside = root.rstrip(os.sep) + os.sep
        counts[root] = sum(photo.path == root or photo.path.startswith(inside) for photo in result.photos)
    return counts


def _count(root: Root) -> str:
    return texts.photos(root.count) if root.count is not None else ""
