"""Deciding about photos and groups: every step ends at the next group that waits for a decision."""

from __future__ import annotations

import os
from collections.abc import Iterable

from PySide6.QtCore import QObject

from lookalike_gui.controller import Controller


class Deciding(QObject):
    """The commands of a review, for photos given by path. Does nothing while a scan may still change the groups."""

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._groups = controller.groups
        self._decisions = controller.decisions

    def toggle(self, paths: Iterable[str]) -> None:
        """Mark photos; if all of them are marked, unmark them."""
        given = self._markable(paths)
        if not given:
            return
        if self._decisions.marked.issuperset(given):
            self._decisions.unmark(given)
        else:
            self._decisions.mark(given)

    def mark(self, paths: Iterable[str]) -> None:
        """Mark photos."""
        if given := self._markable(paths):
            self._decisions.mark(given)

    def unmark(self, paths: Iterable[str]) -> None:
        """Take marks away."""
        given = [path for path in paths if path in self._decisions.marked]
        if given and self._controller.can_decide:
            self._decisions.unmark(given)

    def mark_folder(self, folder: str) -> None:
        """Mark all photos that lie in a folder, in the groups that are shown and wait for a decision."""
        shown = self._groups.paths_of(self._groups.open_groups)
        self.mark(path for path in shown if os.path.dirname(path) == folder)

    def mark_outside(self, folder: str) -> None:
        """Mark what lies elsewhere in the shown, undecided groups of which a photo lies in this folder."""
        found = []
        for group in self._groups.open_groups:
            members = self._groups.paths(group)
            elsewhere = [path for path in members if os.path.dirname(path) != folder]
            if len(elsewhere) < len(members):
                found += elsewhere
        self.mark(found)

    def keep(self, paths: Iterable[str]) -> None:
        """Keep these, mark the other photos of their group, and go on."""
        kept = list(paths)
        group = self._group_of(kept)
        if group is None or not self._controller.can_decide:
            return
        members = self._groups.paths(group)
        protected = [path for path in members if self._groups.texts.is_protected(path)]
        following = self._following(group)
        self._decisions.keep(kept, members, protected)
        self._go_on(following)

    def keep_all(self, paths: Iterable[str]) -> None:
        """Keep every photo of the group, and go on."""
        group = self._group_of(list(paths))
        if group is None or not self._controller.can_decide:
            return
        members = self._groups.paths(group)
        following = self._following(group)
        self._decisions.keep(members, members)
        self._go_on(following)

    def reject(self, paths: Iterable[str]) -> None:
        """Say that the group is not a match; it goes, and the next one comes."""
        group = self._group_of(list(paths))
        if group is None or not self._controller.can_decide:
            return
        following = self._following(group)
        self._controller.remember_rejection(self._groups.paths(group))
        self._decisions.reject(self._groups.paths(group))
        self._groups.arrange(self._groups.arrangement)
        self._go_on(following)

    def go_back(self) -> None:
        """Take back the last decision and show its group."""
        rejected = self._decisions.rejected
        paths = self._decisions.go_back()
        if not paths:
            self._controller.said.emit(
                self.tr("No decision to take back. Photos that are gone come back by “What was done” (Ctrl+H).")
            )
            return
        if rejected != self._decisions.rejected or self._groups.row_of(paths[0]) < 0:
            self._groups.arrange(self._groups.arrangement)
        if rejected != self._decisions.rejected:
            self._controller.remember_rejection(paths, rejected=False)
            if self._group_of([paths[0]]) is None:
                self._controller.regroup()  # Meanwhile the groups were formed without it.
        self._controller.focus_wanted.emit(paths[0])

    def next_undecided(self, path: str | None) -> None:
        """Show the next group that waits for a decision."""
        group = self._group_of([path]) if path else None
        self._go_on(self._following(group))

    def step(self, path: str | None, by: int) -> None:
        """Show the group so many places further on, decided or not."""
        group = self._group_of([path]) if path else None
        shown = self._groups.shown_groups
        if group in shown and 0 <= (slot := shown.index(group) + by) < len(shown):
            self._controller.focus_wanted.emit(self._groups.paths(shown[slot])[0])

    def _markable(self, paths: Iterable[str]) -> list[str]:
        if not self._controller.can_decide:
            return []
        given = list(dict.fromkeys(paths))
        free = [path for path in given if not self._groups.texts.is_protected(path)]
        if len(free) < len(given):
            self._controller.said.emit(self.tr("Photos in protected folders and archives are never marked"))
        return free

    def _group_of(self, paths: list[str]) -> int | None:
        found = sorted(self._groups.overview.groups_of(set(paths)))
        return found[0] if found else None

    def _following(self, group: int | None) -> str | None:
        """The keeper of the next group to decide about, other than `group`."""
        start = self._groups.header_row(group) if group is not None else -1
        row = self._groups.next_undecided(start)
        if row < 0:
            return None
        entry = self._groups.row(row)
        return None if entry.group == group else self._groups.paths(entry.group)[0]

    def _go_on(self, path: str | None) -> None:
        if path is None:
            self._controller.said.emit(self.tr("All groups are decided"))
        else:
            self._controller.focus_wanted.emit(path)
