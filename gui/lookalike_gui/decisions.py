"""What the person has decided: which photos are marked, which groups are settled, and the way back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from lookalike.exporting.resultfile import Review


@dataclass(frozen=True, slots=True)
class _Step:
    """A decision that can be taken back: the photos it was about, and how they stood before."""

    paths: tuple[str, ...]
    marked_before: frozenset[str]
    settled_before: frozenset[str]
    rejected_before: frozenset[frozenset[str]]


class Decisions(QObject):
    """Marked photos and settled photos, by path, so that they survive another threshold and another order.

    A group is settled when all its photos are. Signals: changed(): marks or settled photos are others.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.marked: set[str] = set()
        self.settled: set[str] = set()
        self.rejected: frozenset[frozenset[str]] = frozenset()
        self._history: list[_Step] = []

    def is_settled(self, paths: Iterable[str]) -> bool:
        """Whether a group of these photos needs no further decision."""
        return self.settled.issuperset(paths)

    def mark(self, paths: Iterable[str]) -> None:
        """Mark photos."""
        given = tuple(paths)
        self._remember(given)
        self.marked.update(given)
        self.changed.emit()

    def unmark(self, paths: Iterable[str]) -> None:
        """Take the marks of photos away."""
        given = tuple(paths)
        self._remember(given)
        self.marked.difference_update(given)
        self.changed.emit()

    def mark_among(self, photos: Iterable[str], marked: Iterable[str]) -> None:
        """Of these photos mark exactly `marked`; the others lose their marks, so that no group ends up all marked."""
        given = tuple(photos)
        self._remember(given)
        self.marked.difference_update(given)
        self.marked.update(marked)
        self.changed.emit()

    def keep(self, kept: Iterable[str], group: Iterable[str], protected: Iterable[str] = ()) -> None:
        """Settle a group: `kept` and `protected` stay, its other photos are marked."""
        staying = {*kept, *protected}
        photos = tuple(group)
        self._remember(photos)
        self.marked.difference_update(photos)
        self.marked.update(path for path in photos if path not in staying)
        self.settled.update(photos)
        self.changed.emit()

    def reject(self, group: Iterable[str]) -> None:
        """Settle a group as not a match: its marks go, and it is shown no more."""
        photos = tuple(group)
        self._remember(photos)
        self.marked.difference_update(photos)
        self.settled.update(photos)
        self.rejected |= {frozenset(photos)}
        self.changed.emit()

    def go_back(self) -> tuple[str, ...]:
        """Take back the last decision; the photos it was about, empty where there was none."""
        if not self._history:
            return ()
        last = self._history.pop()
        self.marked.difference_update(last.paths)
        self.marked.update(last.marked_before)
        self.settled.difference_update(last.paths)
        self.settled.update(last.settled_before)
        self.rejected = last.rejected_before
        self.changed.emit()
        return last.paths

    def drop(self, paths: set[str]) -> None:
        """Photos are no longer there: they are marked no more, and no step leads back to them."""
        if paths:
            self.marked -= paths
            self._history = [step for step in self._history if paths.isdisjoint(step.paths)]
            self.changed.emit()

    @property
    def review(self) -> Review:
        """All of it, frozen."""
        return Review(frozenset(self.marked), frozenset(self.settled), self.rejected)

    def restore(self, review: Review) -> None:
        """Go on with what was decided earlier; no step leads back behind it."""
        self.marked, self.settled, self.rejected = set(review.marked), set(review.settled), review.rejected
        self._history.clear()
        self.changed.emit()

    def forget(self) -> None:
        """Start anew, with another scan."""
        self.marked.clear()
        self.settled.clear()
        self.rejected = frozenset()
        self._history.clear()
        self.changed.emit()

    def _remember(self, paths: tuple[str, ...]) -> None:
        about = frozenset(paths)
        self._history.append(_Step(paths, about & self.marked, about & self.settled, self.rejected))
