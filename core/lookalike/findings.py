"""Partial results while a scan goes on: byte copies first, then likely groups, then those of verified pairs.

Every result of this module is provisional: nothing can be acted on before the scan has returned its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from lookalike.cache.rejections import Rejections
from lookalike.library import Library
from lookalike.matching import cascade
from lookalike.matching.group import Grouping
from lookalike.quicklook import LEAST_PHOTOS, QuickLook
from lookalike.result import ScanResult
from lookalike.types import Group, Match

LEAST_PAUSE = 0.5
"""Seconds between two results: nobody reads faster."""

DEAREST_SHARE = 0.05
"""Share of a scan's time that gathering may take: after one that took a second the next waits for twenty."""


class Pace:
    """Says when it is time for the next partial result, so that making them takes at most `DEAREST_SHARE` of a scan."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due = clock()

    @property
    def due(self) -> bool:
        """Whether enough time has passed since the last work."""
        return self._clock() >= self._due

    def work(self, work: Callable[[], bool]) -> None:
        """Do it, and measure how long the next one has to wait. `work` says whether it showed anything."""
        start = self._clock()
        shown = work()
        end = self._clock()
        self._due = end + max(LEAST_PAUSE if shown else 0, (end - start) / DEAREST_SHARE)


class Findings:
    """What one scan has found; without a listener, or with little to read, nothing is gathered."""

    def __init__(self, library: Library, rejections: Rejections, copies: Sequence[Sequence[int]]) -> None:
        self._library = library
        self._rejections = rejections
        self._copies = cascade.exact_matches(copies)
        self._quick = QuickLook(library)
        self._wanted = library.work.found is not None and len(library.unread()) >= LEAST_PHOTOS
        self._likely: tuple[Group, ...] = ()
        self._shown = False
        self._pace = Pace()

    def begin(self) -> None:
        """Byte copies, before anything is decoded; then what the embedded previews say, while they are looked at."""
        if not self._wanted:
            return
        if self._copies:
            self._pace.work(lambda: self._hand_out(self._copies, self._grouped(self._copies)))
        looked_at = shown = 0
        for looked_at in self._quick.look():
            if looked_at >= LEAST_PHOTOS and self._pace.due:
                self._pace.work(self._look)
                shown = looked_at
        if shown < looked_at:
            self._pace.work(self._look)

    def read_more(self) -> None:
        """More photos have been read: their hashes, and the previews of those to come."""
        if self._wanted and self._pace.due:
            self._pace.work(self._look)

    def verified(self, matches: Sequence[Match]) -> None:
        """More pairs have been judged: groups of them, and what is likely of the other photos."""
        if self._wanted and self._pace.due:
            self._pace.work(lambda: self._refine(matches))

    def _look(self) -> bool:
        matches = self._rejections.without((*self._copies, *self._quick.matches()), self._library.photos)
        self._likely = self._quick.groups(matches)
        return self._hand_out(matches, self._likely)

    def _refine(self, matches: Sequence[Match]) -> bool:
        found = self._rejections.without((*self._copies, *matches), self._library.photos)
        groups = self._grouped(found)
        judged = {photo for match in matches for photo in (match.first, match.second)}
        judged.update(photo for group in groups for photo in group.photos)
        likely = tuple(group for group in self._likely if judged.isdisjoint(group.photos))
        return self._hand_out(found, (*groups, *likely))

    def _grouped(self, matches: Sequence[Match]) -> tuple[Group, ...]:
        library = self._library
        return Grouping(library.photos, library.fingerprints, matches, library.options).groups()

    def _hand_out(self, matches: Sequence[Match], groups: tuple[Group, ...]) -> bool:
        library, found = self._library, self._library.work.found
        if found is None or not (groups or self._shown):
            return False
        self._shown = True
        found(
            ScanResult(
                options=library.options,
                photos=library.photos,
                fingerprints=tuple(library.fingerprints),
                matches=tuple(matches),
                groups=groups,
                problems=tuple(library.problems.values()),
                provisional=True,
            )
        )
        return True
