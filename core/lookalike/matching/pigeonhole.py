"""Pigeonhole search over hashes: the work behind `hamming.near_pairs`.

Cut the bits into m chunks and allow flips in each that sum up to `radius - m + 1`: two hashes within the radius
then agree in at least one chunk up to its flips (multi-index hashing: Norouzi, Punjani and Fleet, "Fast Exact
Search in Hamming Space with Multi-Index Hashing", 2014). For every chunk a table is filled that the chunk itself
addresses, and every hash looks up its chunk under every allowed set of flips. The hashes are sorted by chunk, so
a pass over them reads the table nearly in order; a few of the other bits are compared first, and the full
distance is counted only for those that survive.

`tests/benchmarks/matching.py` compares this with faiss (IndexBinaryFlat, IndexBinaryMultiHash) and usearch. Of
those that lose no pair it is the fastest by far, so neither is a dependency.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations, pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lookalike.job import CancelToken, Runner
from lookalike.matching.arrays import Flags, Indices, Words

_Column: TypeAlias = npt.NDArray[np.unsignedinteger[Any]]

_BLOCK = 1 << 17  # comparisons at a time, so that what is in work stays in the processor's cache
_TILE = 16  # probes at a time in brute force
_TASK = 1 << 24  # comparisons in one task of the runner
_MAX_WIDTH = 22  # address bits of a table: 2^22 rows

# What the steps cost in nanoseconds, measured on one core of an AMD EPYC; only their proportions matter.
_BRUTE_NS = 0.65  # one word of one pair, all against all
_COMPARE_NS = 1.15  # one word of one pair, in a row of the table
_PROBE_NS = 2.0  # one probe under one mask
_MISS_NS = 15.0  # fetching a row of the table from far memory
_MASK_NS = 40_000.0  # one pass over nothing
_ENTRY_NS = 150.0  # sorting one hash by one chunk


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs found: indices of two different photos, in any order and possibly again later, and their distance."""

    first: Indices
    second: Indices
    distance: npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Chunk:
    """`width` bits from bit `offset` on (0: the least significant of the first word), `flips` of which may differ."""

    offset: int
    width: int
    flips: int

    def masks(self) -> Iterator[int]:
        """Every set of flips, as a number to xor the chunk with."""
        for count in range(self.flips + 1):
            for places in combinations(range(self.width), count):
                yield sum(1 << place for place in places)

    @property
    def mask_count(self) -> int:
        """How many sets `masks` yields."""
        return sum(math.comb(self.width, count) for count in range(self.flips + 1))


def search(
    values: Words,
    radius: Callable[[], int],
    cancel: CancelToken,
    runner: Runner,
    chunks: tuple[Chunk, ...] | None = None,
    *,
    fresh: Indices | None = None,
) -> Iterator[Batch]:
    """Yield all pairs of photos within a radius, values being of shape (photos, orientations, words).

    The first orientation of each photo is compared with all orientations of all others. `radius` is asked anew
    for each task: it may only shrink. `chunks` come from `cut` (none: brute force) and are planned if not given.
    With `fresh` photos only the pairs in which one of them takes part. Stops early when cancelled.
    """
    for probes, entries in _sides(values, fresh):
        parts = plan(64 * values.shape[2], radius(), len(probes), len(entries)) if chunks is None else chunks
        tasks = _table_tasks(probes, entries, parts, radius, cancel) if parts else _brute_tasks(probes, entries, radius)
        for batches in runner.map(_call, cancel.until_cancelled(tasks)):
            yield from batches


def _sides(values: Words, fresh: Indices | None) -> Iterator[tuple[_Side, _Side]]:
    """What is compared with what; either side may be the one that is turned, since distances have no direction."""
    photos, orientations, words = values.shape
    everyone = np.arange(photos)
    upright = _Side(values[:, 0], everyone)
    turned = upright
    if orientations > 1:
        turned = _Side(values.reshape(-1, words), np.repeat(everyone, orientations))
    if fresh is None:
        yield upright, turned
    elif len(fresh):
        yield _Side(values[fresh, 0], fresh), turned
        if orientations > 1:
            yield _Side(values[fresh].reshape(-1, words), np.repeat(fresh, orientations)), upright


def plan(bits: int, radius: int, probes: int, entries: int) -> tuple[Chunk, ...]:
    """The chunks that make the search cheapest, by an estimate of time; none where brute force is cheaper."""
    stage_bytes = _stage_bits(bits, radius) / 8
    columns = math.ceil(stage_bytes / 8)
    best: tuple[Chunk, ...] = ()
    best_cost = float(probes) * entries * columns * _BRUTE_NS / (2 if probes == entries else 1)
    widest = min(_MAX_WIDTH, max(entries, 2).bit_length() + 2)
    for count in range(1, min(radius + 1, bits) + 1):
        chunks = cut(bits, radius, count, widest)
        cost = 0.0
        for chunk in chunks:
            slots = _slots(entries, chunk.width)
            missing = min(slots * stage_bytes * (1 << chunk.width) / (64 * max(probes, 1)), 1)
            probing = _PROBE_NS + _MISS_NS * missing + _COMPARE_NS * slots * columns
            cost += chunk.mask_count * (probes * probing + _MASK_NS)
            cost += (probes + entries) * _ENTRY_NS + (slots << chunk.width) * _COMPARE_NS
        if cost < best_cost:
            best, best_cost = chunks, cost
    return best


def cut(bits: int, radius: int, count: int, widest: int) -> tuple[Chunk, ...]:
    """`count` chunks side by side, at most radius + 1; only the first `widest` bits of each are looked at."""
    flips, more = divmod(radius - count + 1, count)
    edges = [bits * place // count for place in range(count + 1)]
    return tuple(
        Chunk(start, min(end - start, widest), flips + (place < more))
        for place, (start, end) in enumerate(pairwise(edges))
    )


def _slots(entries: int, width: int) -> int:
    """Entries kept in a row of the table: enough for nearly all rows if hashes are spread evenly."""
    load = entries / (1 << width)
    wanted = math.ceil(load + 2 * math.sqrt(load))
    return 1 << max(wanted - 1, 0).bit_length()


def _stage_bits(bits: int, radius: int) -> int:
    """How many bits the first stage must compare to let fewer than one random pair in 300 through."""
    enough = (width for width in (32, *range(64, bits, 64)) if (width - 2.75 * math.sqrt(width)) / 2 >= radius)
    return next(enough, bits)


class _Side:
    """One side of the search: hashes of shape (n, words), and the photo that each belongs to."""

    def __init__(self, values: Words, owners: Indices) -> None:
        self.values = np.ascontiguousarray(values)
        self.owners = owners

    def __len__(self) -> int:
        return len(self.owners)

    def sorted_by(self, chunk: Chunk) -> _Sorted:
        keys = _extract(self.values, chunk)
        # numpy sorts 16 bits by counting, ten times faster than longer numbers.
        order = np.argsort(keys.astype(np.uint16) if chunk.width <= 16 else keys, kind="stable")
        counts = np.bincount(keys, minlength=1 << chunk.width)
        return _Sorted(self, order, keys[order], np.concatenate([[0], np.cumsum(counts)]))


@dataclass(frozen=True, slots=True)
class _Sorted:
    """A side in the order of a chunk: `starts[key]` is where that key begins."""

    side: _Side
    order: Indices
    keys: Indices
    starts: Indices


def _extract(values: Words, chunk: Chunk) -> Indices:
    word, shift = divmod(chunk.offset, 64)
    bits = values[:, word] >> np.uint64(shift)
    if shift + chunk.width > 64:
        bits |= values[:, word + 1] << np.uint64(64 - shift)
    return (bits & np.uint64((1 << chunk.width) - 1)).astype(np.int64)


class _Stage:
    """The bits that are compared first: columns of one word each, taken from outside the chunk where that can be."""

    def __init__(self, words: int, chunk: Chunk, bits: int) -> None:
        end = chunk.offset + chunk.width
        self._short = bits == 32
        self._turn = end % 64 if words == 1 and self._short else 0
        first = (end - 1) // 64 + 1
        self._columns = [(first + place) % words for place in range(max(bits // 64, 1))]
        self.beside_chunk = self._short or len(self._columns) < words - 1

    def columns(self, values: Words) -> list[_Column]:
        chosen = [values[:, column] for column in self._columns]
        if self._turn:
            chosen = [word >> np.uint64(self._turn) | word << np.uint64(64 - self._turn) for word in chosen]
        return [word.astype(np.uint32 if self._short else np.uint64) for word in chosen]


class _Table:
    """A chunk's table: all entries that fit into its rows, the rest in a list beside it."""

    def __init__(self, probes: _Side, entries: _Side, chunk: Chunk, radius: int) -> None:
        self._probes = probes.sorted_by(chunk)
        self._entries = self._probes if entries is probes else entries.sorted_by(chunk)
        words = probes.values.shape[1]
        self._stage = _Stage(words, chunk, _stage_bits(64 * words, radius))
        self._probe_columns = self._stage.columns(probes.values[self._probes.order])
        self.slots = _slots(len(entries), chunk.width)
        # Written out once per slot: numpy is slow where the last axis of one side is stretched and short.
        self._probe_rows = [np.repeat(column[:, None], self.slots, axis=1) for column in self._probe_columns]
        columns = self._stage.columns(entries.values[self._entries.order])
        keys = self._entries.keys
        rank = np.arange(len(keys)) - self._entries.starts[keys]
        fits = rank < self.slots
        self._rows = [self._filled(column, keys, rank, fits, chunk.width) for column in columns]
        self._rest = np.flatnonzero(~fits)
        self._rest_columns = [column[self._rest] for column in columns]

    def _filled(
        self,
        column: _Column,
        keys: Indices,
        rank: Indices,
        fits: Flags,
        width: int,
    ) -> _Column:
        # Any filling is right, since empty slots are passed over later; an irregular one is seldom near a hash.
        rows = np.full((1 << width, self.slots), 0x9E3779B97F4A7C15 % (1 << 8 * column.itemsize), column.dtype)
        rows[keys[fits], rank[fits]] = column[fits]
        return rows

    def search(self, masks: tuple[int, ...], radius: int, cancel: CancelToken) -> list[Batch]:
        """All pairs that meet under one of the masks."""
        found: list[Batch] = []
        for mask in masks:
            if cancel.stop_now():
                break
            limit = radius - mask.bit_count() if self._stage.beside_chunk else radius
            found += self._search_rows(mask, limit, radius)
            found += self._search_rest(mask, limit, radius)
        return found

    def _search_rows(self, mask: int, limit: int, radius: int) -> Iterator[Batch]:
        step = max(_BLOCK // self.slots, 1)
        for start in range(0, len(self._probes.keys), step):
            rows = self._probes.keys[start : start + step] ^ mask
            distance = _distance(
                [table.take(rows, axis=0) for table in self._rows],
                [column[start : start + step] for column in self._probe_rows],
            )
            hits = np.flatnonzero(distance <= limit)
            if len(hits):
                probe, slot = np.divmod(hits, self.slots)
                first = self._entries.starts[rows[probe]]
                real = first + slot < self._entries.starts[rows[probe] + 1]
                yield self._exact(start + probe[real], (first + slot)[real], radius)

    def _search_rest(self, mask: int, limit: int, radius: int) -> Iterator[Batch]:
        """Entries beyond the rows look for probes instead, bucket by bucket, however full those are."""
        rows = self._entries.keys[self._rest] ^ mask
        first = self._probes.starts[rows]
        counts = self._probes.starts[rows + 1] - first
        busy = np.flatnonzero(counts)
        ends = np.cumsum(counts[busy])
        for start in range(0, int(ends[-1]) if len(ends) else 0, _BLOCK):
            number = np.arange(start, min(start + _BLOCK, int(ends[-1])))
            which = np.searchsorted(ends, number, side="right")
            rest = busy[which]
            probe = first[rest] + counts[rest] - (ends[which] - number)
            distance = _distance(
                [column[rest] for column in self._rest_columns], [column[probe] for column in self._probe_columns]
            )
            hits = np.flatnonzero(distance <= limit)
            if len(hits):
                yield self._exact(probe[hits], self._rest[rest[hits]], radius)

    def _exact(self, probes: Indices, entries: Indices, radius: int) -> Batch:
        one, other = self._probes.side, self._entries.side
        return _within(one, other, self._probes.order[probes], self._entries.order[entries], radius)


def _distance(some: list[_Column], others: list[_Column]) -> _Column:
    """Differing bits over all columns."""
    counts = [np.bitwise_count(one ^ other) for one, other in zip(some, others, strict=True)]
    total: _Column = counts[0] if len(counts) < 4 else counts[0].astype(np.uint16)
    for count in counts[1:]:
        total += count
    return total


def _within(one: _Side, other: _Side, first: Indices, second: Indices, radius: int) -> Batch:
    """Those of the pairs that are of two photos and within the radius in all bits."""
    bits = np.bitwise_count(one.values[first] ^ other.values[second])
    distance = bits.sum(axis=1, dtype=np.uint16)
    owners, others = one.owners[first], other.owners[second]
    keep = (distance <= radius) & (owners != others)
    return Batch(owners[keep], others[keep], distance[keep])


_Task: TypeAlias = Callable[[], list[Batch]]


def _call(task: _Task) -> list[Batch]:
    return task()


def _table_tasks(
    probes: _Side, entries: _Side, chunks: tuple[Chunk, ...], radius: Callable[[], int], cancel: CancelToken
) -> Iterator[_Task]:
    for chunk in chunks:
        table = _Table(probes, entries, chunk, radius())
        masks = tuple(chunk.masks())
        step = max(_TASK // (max(len(probes), 1) * table.slots), 1)
        for start in range(0, len(masks), step):
            yield partial(table.search, masks[start : start + step], radius(), cancel)


def _brute_tasks(probes: _Side, entries: _Side, radius: Callable[[], int]) -> Iterator[_Task]:
    one = [np.ascontiguousarray(column) for column in probes.values.T]
    other = [np.ascontiguousarray(column) for column in entries.values.T]
    for start in range(0, len(probes), _TILE):
        yield partial(_compare_all, (probes, one), (entries, other), start, radius())


def _compare_all(
    probes: tuple[_Side, list[_Column]], entries: tuple[_Side, list[_Column]], start: int, radius: int
) -> list[Batch]:
    """Some probes against all entries, or against those from them on where both sides are the same."""
    rows = slice(start, start + _TILE)
    used = math.ceil(_stage_bits(64 * len(probes[1]), radius) / 64)
    found = []
    step = _BLOCK // _TILE
    for first in range(start if probes[0] is entries[0] else 0, len(entries[0]), step):
        distance = _distance(
            [column[rows, None] for column in probes[1][:used]],
            [column[first : first + step] for column in entries[1][:used]],
        )
        one, other = np.divmod(np.flatnonzero(distance <= radius), distance.shape[1])
        if len(one):
            found.append(_within(probes[0], entries[0], start + one, first + other, radius))
    return found
