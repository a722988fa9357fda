"""All pairs of hashes within a Hamming radius: exact, and far below quadratic time.

`near_pairs` is what the rest of the engine calls. It sets identical hashes aside first, so that 100,000 black
frames cost no more than one, hands the others to `pigeonhole`, and gathers what that finds in bounded memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from lookalike.cache.searches import KeptSearches
from lookalike.job import CancelToken, Runner, SerialRunner
from lookalike.matching import pigeonhole
from lookalike.matching.arrays import Indices, Words
from lookalike.matching.known import Known, rows_of

Packed: TypeAlias = npt.NDArray[np.uint8]
"""Hashes, most significant bit first, of shape (photos, bytes) or (photos, orientations, bytes)."""


MAX_PAIRS = 5_000_000
"""More pairs than anybody can review; about 500 MB while they are gathered."""

FEW = 32
"""Where more than one photo in so many is new, everything is searched anew: that costs no more."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""Odd, and near 2^64 divided by the golden ratio, which scatters well (Knuth, The Art of Computer Programming, 6.4)."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of photos, sorted by `first`, then `second`; `first` < `second`; `distance` in bits.

    Photos with the same hashes appear once: all but the first of them have only the pair with that first one, at
    distance 0, and `same[photo]` names it (a photo unlike all others names itself). `radius` is the one asked
    for, or the greatest smaller one that keeps the number of pairs within the limit: within it no pair is missing,
    unless the search was cancelled.
    """

    first: Indices
    second: Indices
    distance: npt.NDArray[np.uint16]
    radius: int
    same: Indices

    def __len__(self) -> int:
        return len(self.first)


def pack(values: Iterable[int], bits: int) -> Packed:
    """Hashes given as integers, as an array of shape (photos, bits/8)."""
    width = bits // 8
    joined = b"".join(value.to_bytes(width, "big") for value in values)
    return np.frombuffer(joined, np.uint8).reshape(-1, width)


def unpack_orientations(values: Iterable[bytes], bits: int) -> Packed:
    """`Fingerprint.orientations` of many photos, as an array of shape (photos, 8, bits/8)."""
    return np.frombuffer(b"".join(values), np.uint8).reshape(-1, 8, bits // 8)


def near_pairs(
    hashes: Packed,
    radius: int,
    *,
    cancel: CancelToken | None = None,
    runner: Runner | None = None,
    max_pairs: int = MAX_PAIRS,
    earlier: KeptSearches | None = None,
) -> Pairs:
    """All pairs of photos whose hashes differ in at most `radius` bits.

    With several orientations per photo, the distance of two photos is the smallest between the first orientation
    of either and any orientation of the other, so it does not depend on the order of the photos. Hashes must be
    a multiple of 64 bits long. A cancelled search gives the pairs found until then. With what `earlier`
    searches found, only photos with new hashes are searched for; the pairs are the same.

    Processor time for 100,000 photos in eight orientations: 64 bits within 8 take 1.2 s, 256 bits within 24: 4 s,
    31: 6 s, 40: 12 s, 48: 33 s, and 64: about 130 s, which is brute force (one core of an AMD EPYC).
    """
    if hashes.shape[-1] % 8:
        raise ValueError(f"hashes of {8 * hashes.shape[-1]} bits: their length must be a multiple of 64 bits")
    orientations, width = (1, *hashes.shape[1:])[-2:]
    rows = np.ascontiguousarray(hashes).reshape(len(hashes), orientations * width)
    words = rows.view(">u8").astype(np.uint64)
    same = first_of_equal(words)
    kept = np.flatnonzero(same == np.arange(len(same)))
    found = _Found(len(kept), radius, max_pairs)
    distinct = words if len(kept) == len(words) else words[kept]
    values = distinct.reshape(len(kept), orientations, width // 8)
    token = cancel or CancelToken()
    last = None if earlier is None else _LastSearch(earlier, radius, values)
    fresh = last.into(found) if last else None
    for batch in pigeonhole.search(values, lambda: found.radius, token, runner or SerialRunner(), fresh=fresh):
        found.add(batch)
    first, second, distance = found.pairs()
    if last and found.radius == radius and not token.cancelled:
        last.replace(first, second, distance)
    return _with_copies(Pairs(kept[first], kept[second], distance, found.radius, same))


def _with_copies(pairs: Pairs) -> Pairs:
    """The pairs among photos of distinct hashes, and those of all others with the one that has the same hashes."""
    copies = np.flatnonzero(pairs.same != np.arange(len(pairs.same)))
    first = np.concatenate([pairs.first, pairs.same[copies]])
    second = np.concatenate([pairs.second, copies])
    distance = np.concatenate([pairs.distance, np.zeros(len(copies), np.uint16)])
    order = np.lexsort((second, first))
    return Pairs(first[order], second[order], distance[order], pairs.radius, pairs.same)


def first_of_equal(words: npt.NDArray[np.uint64]) -> Indices:
    """For each row the index of the first row that equals it.

    Rows are told apart by a 64-bit key, the sum of their words times powers of the multiplier. Should two different
    rows share one, the later stands for itself, which costs time but loses nothing.
    """
    factors = np.full(words.shape[1], _MULTIPLIER, np.uint64).cumprod()
    _, index, inverse = np.unique(words @ factors, return_index=True, return_inverse=True)
    first: Indices = index[inverse]
    copies = np.flatnonzero(first != np.arange(len(first)))
    wrong = (words[copies] != words[first[copies]]).any(axis=1)
    first[copies[wrong]] = copies[wrong]
    return first


class _LastSearch:
    """The last search within this radius, whose pairs are all there, and what of it holds for the hashes of now."""

    def __init__(self, earlier: KeptSearches, radius: int, values: Words) -> None:
        """`values` are without repetition, of shape (photos, orientations, words)."""
        self._earlier = earlier
        self._kind = f"hashes {values.shape[1:]} within {radius}"
        self._rows = rows_of(values.reshape(len(values), -1))

    def into(self, found: _Found) -> Indices | None:
        """Add the pairs that are known; returns the photos to search for, None where everything is searched anew."""
        known = Known.recall(self._earlier, self._kind, self._rows)
        if known is None or FEW * len(known.fresh) > len(self._rows):
            return None
        first, second = known.now[known.tables["first"]], known.now[known.tables["second"]]
        there = (first >= 0) & (second >= 0)
        found.add(pigeonhole.Batch(first[there], second[there], known.tables["distance"][there]))
        return known.fresh

    def replace(self, first: Indices, second: Indices, distance: npt.NDArray[np.uint16]) -> None:
        """Keep all pairs of this search, in the place of the last one's."""
        pairs = {"first": first.astype(np.uint32), "second": second.astype(np.uint32)}
        self._earlier.keep(self._kind, {"rows": self._rows, **pairs, "distance": distance})


class _Found:
    """Pairs as they come in, each kept once with its smallest distance, never many more than the limit."""

    def __init__(self, count: int, radius: int, limit: int) -> None:
        self.radius = radius
        self._count = max(count, 1)
        self._limit = limit
        self._keys = np.empty(0, np.int64)
        self._distances = np.empty(0, np.uint16)
        self._waiting: list[pigeonhole.Batch] = []
        self._waiting_size = 0

    def add(self, batch: pigeonhole.Batch) -> None:
        self._waiting.append(batch)
        self._waiting_size += len(batch.first)
        if self._waiting_size > max(self._limit // 8, len(self._keys) // 2):
            self._merge()

    def pairs(self) -> tuple[Indices, Indices, npt.NDArray[np.uint16]]:
        self._merge()
        return self._keys // self._count, self._keys % self._count, self._distances

    def _merge(self) -> None:
        low = [np.minimum(batch.first, batch.second) for batch in self._waiting]
        high = [np.maximum(batch.first, batch.second) for batch in self._waiting]
        new = [one * self._count + other for one, other in zip(low, high, strict=True)]
        keys = np.concatenate([self._keys, *new])
        distances = np.concatenate([self._distances, *(batch.distance for batch in self._waiting)])
        order = np.lexsort((distances, keys))
        keys, distances = keys[order], distances[order]
        unique = np.ones(len(keys), np.bool_)
        unique[1:] = keys[1:] != keys[:-1]
        self._keys, self._distances = keys[unique], distances[unique]
        self._waiting, self._waiting_size = [], 0
        self._shrink()

    def _shrink(self) -> None:
        """Lower the radius until the pairs within it are few enough."""
        within = np.cumsum(np.bincount(self._distances, minlength=self.radius + 1))
        if len(self._keys) > self._limit:
            self.radius = max(int(np.searchsorted(within, self._limit, side="right")) - 1, 0)
        keep = self._distances <= self.radius
        self._keys, self._distances = self._keys[keep], self._distances[keep]
