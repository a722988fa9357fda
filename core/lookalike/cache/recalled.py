"""Fingerprints that are read from the cache when they are asked for, for a scan whose answer was known."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from operator import eq
from typing import overload

from lookalike.types import Fingerprint, Photo

_BLOCK = 256  # neighbours that are read together: a few milliseconds
_BLOCKS_AT_ONCE = 16  # so that other threads get the lock in between

Recall = Callable[[Sequence[Photo]], Sequence[Fingerprint | None]]


class RecalledFingerprints(Sequence[Fingerprint | None]):
    """Behaves like the tuple of fingerprints that it stands for. May be used from several threads."""

    def __init__(self, photos: Sequence[Photo], recall: Recall) -> None:
        self._photos = photos
        self._recall = recall
        self._known: list[Fingerprint | None] = [None] * len(photos)
        self._waiting = set(range(0, len(photos), _BLOCK))
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._known)

    @overload
    def __getitem__(self, index: int) -> Fingerprint | None: ...
    @overload
    def __getitem__(self, index: slice) -> list[Fingerprint | None]: ...
    def __getitem__(self, index: int | slice) -> Fingerprint | list[Fingerprint | None] | None:
        wanted = range(len(self._known))[index]
        self._fetch({wanted - wanted % _BLOCK} if isinstance(wanted, int) else {n - n % _BLOCK for n in wanted})
        return self._known[index]

    def __iter__(self) -> Iterator[Fingerprint | None]:
        self._fetch(self._waiting)
        return iter(self._known)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]  # as of a list: it is compared by what is in it

    def __repr__(self) -> str:
        return f"<{len(self)} fingerprints in the cache>"

    def _fetch(self, blocks: set[int]) -> None:
        """Read those blocks, named by their first photo, that nobody has asked for before.

        A few at a time, so that whoever wants a single fingerprint meanwhile need not wait for all of them.
        """
        if blocks.isdisjoint(self._waiting):
            return
        wanted = iter(sorted(blocks))
        while some := set(islice(wanted, _BLOCKS_AT_ONCE)):
            with self._lock:
                missing = sorted(some & self._waiting)
                places = [place for start in missing for place in range(start, start + _BLOCK)]
                places = [place for place in places if place < len(self._known)]
                found = self._recall([self._photos[place] for place in places])
                for place, fingerprint in zip(places, found, strict=True):
                    self._known[place] = fingerprint
                self._waiting = self._waiting - some
