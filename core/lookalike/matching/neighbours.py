"""The nearest neighbours of every vector among all others, by cosine.

Vectors are rounded to whole numbers (`STEPS`), so that their products are exact in single precision: neither the order
of the photos nor the blocks in which they are compared changes an answer, and what an earlier search found holds for
the vectors that are still there.

Up to `EXACT_LIMIT` vectors every one is compared with every other, in matrix products over blocks. Beyond that
inverted lists keep the work at the power 1.5 of their number: spherical k-means cuts the vectors into about
sqrt(n) lists, and each vector is compared with the members of the lists whose centres are nearest to it (Jégou,
Douze and Schmid, "Product Quantization for Nearest Neighbor Search", 2011, section IV).

Equal vectors are searched for once, so that 100,000 photos of one picture cost no more than one. Otherwise each would
beat no other, and all of them would be kept.

`tests/benchmarks/matching.py` measures recall and time, beside faiss: its flat index does
the same products in about the same time and its inverted lists take longer, so it is no dependency.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lookalike.cache.searches import KeptSearches
from lookalike.job import CancelToken
from lookalike.matching.arrays import Indices, Vectors
from lookalike.matching.hamming import first_of_equal
from lookalike.matching.known import Known, Rows, rows_of

EXACT_LIMIT = 200_000
"""Up to here all are compared with all: 38 s of one core for 100,000 vectors of 256 numbers, where lists take 24 s, and
a later scan, which compares what is new by itself, 0.4 s. Lists have to be made anew where anything has changed."""

SOME = 4
"""Where one vector in so many is new or lost a neighbour, everything is compared anew: that costs no more."""

STEPS = 4000
"""A vector's numbers are rounded to so many parts of its length, which changes a cosine by 0.0001. Whatever the order
in which products of two vectors are summed, the sums are whole numbers below 2^24 then, and single precision holds them
all."""

PROBES = 64
"""Lists that each vector is compared with beyond the limit. Among 100,000 vectors without any structure, the hardest
case, 16, 32 and 64 find 88, 95 and 99 % of the near copies (cosine 0.8) in 8, 11 and 19 s; comparing all takes 37 s."""


_BLOCK = 4096  # vectors in a block: a product of two blocks takes 64 MB
_FIRST_LOOK = 1024  # columns that give a first bound on a vector's neighbours
_ROUNDS = 8  # of k-means; more do not change the recall
_TRAINING = 64  # vectors per list that k-means learns from


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each vector the others nearest to it, nearest first; both arrays have the shape (vectors, count).

    Of equal vectors only the first takes part: the others have just that one for a neighbour, and `same` names it (a
    vector unlike all others names itself). Where a cancelled search, or a number of vectors below `count`, leaves a
    place empty, the index is -1 and the cosine -inf. Among equal cosines the choice is arbitrary, but always the same
    for the same vectors, in whatever order.
    """

    indices: Indices
    cosines: Vectors
    same: Indices


def nearest(
    vectors: Vectors,
    count: int,
    *,
    cancel: CancelToken | None = None,
    exact_limit: int = EXACT_LIMIT,
    probes: int = PROBES,
    earlier: KeptSearches | None = None,
) -> Neighbours:
    """The `count` nearest neighbours of each vector, (n, dimensions) float32, rows of length 1.

    Exact up to `exact_limit` vectors, but for their rounding; there, with what `earlier` searches found, only new
    vectors and those that lost a neighbour are searched for, and the answer is the same. Beyond it, `probes` lists are
    looked through and some neighbours missed. Besides the vectors and a copy of them it takes up to 250 MB, and beyond
    the limit another kilobyte a vector.
    """
    token = cancel or CancelToken()
    contiguous = np.ascontiguousarray(vectors, np.float32)
    same = _first_of_equal(contiguous)
    kept = np.flatnonzero(same == np.arange(len(same)))
    rows = rows_of(contiguous[kept])
    order = np.lexsort(rows.T)  # by content: which of equal cosines counts must not depend on the order of photos
    kept, rows = kept[order], rows[order]
    whole = contiguous[kept]
    np.rint(np.multiply(whole, STEPS, out=whole), out=whole)
    found = _Found(len(kept), count)
    if len(kept) > exact_limit:
        _search_lists(whole, found, token, probes)
        return _with_copies(found, kept, same)
    last = None if earlier is None else _LastSearch(earlier, count, rows)
    if last is None or not last.search(whole, found, token):
        _search_all(whole, found, token)
    if last and not token.cancelled:
        last.replace(found)
    return _with_copies(found, kept, same)


def _first_of_equal(vectors: Vectors) -> Indices:
    """For each vector the index of the first one that equals it."""
    even = vectors if vectors.shape[1] % 2 == 0 else np.pad(vectors, ((0, 0), (0, 1)))
    return first_of_equal(even.view(np.uint64))


def _with_copies(found: _Found, kept: Indices, same: Indices) -> Neighbours:
    """What was found among the distinct vectors `kept`, for all vectors."""
    everything = _Found(len(same), found.indices.shape[1])
    everything.indices[kept] = np.where(found.indices < 0, -1, kept[found.indices])
    everything.cosines[kept] = found.cosines / STEPS**2
    copies = np.flatnonzero(same != np.arange(len(same)))
    everything.indices[copies, :1] = same[copies, None]
    everything.cosines[copies, :1] = 1
    return Neighbours(everything.indices, everything.cosines, same)


def _search_all(vectors: Vectors, found: _Found, cancel: CancelToken) -> None:
    """Compare every block with every other once: the product serves both."""
    blocks = [np.arange(start, min(start + _BLOCK, len(vectors))) for start in range(0, len(vectors), _BLOCK)]
    for place, rows in enumerate(blocks):
        for columns in blocks[place:]:
            if cancel.stop_now():
                return
            cosines = vectors[rows[0] : rows[-1] + 1] @ vectors[columns[0] : columns[-1] + 1].T
            found.offer(rows, columns, cosines)
            if columns is not rows:
                found.offer(columns, rows, cosines, turned=True)


def _search_some(vectors: Vectors, rows: Indices, found: _Found, cancel: CancelToken) -> None:
    """Compare some rows with all vectors."""
    for place in range(0, len(rows), _BLOCK):
        some = rows[place : place + _BLOCK]
        for start in range(0, len(vectors), _BLOCK):
            if cancel.stop_now():
                return
            columns = np.arange(start, min(start + _BLOCK, len(vectors)))
            found.offer(some, columns, vectors[some] @ vectors[start : start + _BLOCK].T)


class _LastSearch:
    """The last search for so many neighbours, and what of it holds for the vectors of now."""

    def __init__(self, earlier: KeptSearches, count: int, rows: Rows) -> None:
        self._earlier = earlier
        self._kind = f"{count} neighbours"
        self._rows = rows

    def search(self, vectors: Vectors, found: _Found, cancel: CancelToken) -> bool:
        """Find what a search of everything would find; False where that is not worth it, and nothing was done."""
        known = Known.recall(self._earlier, self._kind, self._rows)
        if known is None or (known.tables["indices"] < 0).any():
            return False
        there = np.flatnonzero(known.place >= 0)
        indices = known.now[known.tables["indices"][known.place[there]]]
        complete = (indices >= 0).all(axis=1)
        whole, hurt = there[complete], there[~complete]
        if SOME * (len(known.fresh) + len(hurt)) > len(vectors):
            return False
        found.indices[whole] = indices[complete]
        found.cosines[whole] = known.tables["cosines"][known.place[whole]]
        for start in range(0, len(whole), _BLOCK):
            if cancel.stop_now():
                break
            some = whole[start : start + _BLOCK]
            found.offer(some, known.fresh, vectors[some] @ vectors[known.fresh].T, ties=True)
        _search_some(vectors, np.sort(np.concatenate([known.fresh, hurt])), found, cancel)
        return True

    def replace(self, found: _Found) -> None:
        """Keep the neighbours that were found, in the place of the last search's."""
        indices = found.indices.astype(np.int32)
        self._earlier.keep(self._kind, {"rows": self._rows, "indices": indices, "cosines": found.cosines})


def _search_lists(vectors: Vectors, found: _Found, cancel: CancelToken, probes: int) -> None:
    """Compare the vectors near a list's centre with those that belong to the list."""
    centres = _centres(vectors, round(math.sqrt(len(vectors))), cancel)
    probes = min(probes, len(centres))
    near = np.empty((len(vectors), probes), np.int64)
    for start in range(0, len(vectors), _BLOCK):
        if cancel.stop_now():
            return
        cosines = vectors[start : start + _BLOCK] @ centres.T
        chosen = np.argpartition(cosines, -probes, axis=1)[:, -probes:]
        order = np.argsort(-np.take_along_axis(cosines, chosen, axis=1), axis=1, kind="stable")
        near[start : start + _BLOCK] = np.take_along_axis(chosen, order, axis=1)
    for members, visitors in zip(_inverted(near[:, :1], len(centres)), _inverted(near, len(centres)), strict=True):
        for start in range(0, len(visitors), _BLOCK):
            if cancel.stop_now():
                return
            rows = visitors[start : start + _BLOCK]
            for first in range(0, len(members), _BLOCK):
                columns = members[first : first + _BLOCK]
                found.offer(rows, columns, vectors[rows] @ vectors[columns].T)


def _inverted(near: Indices, lists: int) -> Iterator[Indices]:
    """For each list, which vectors have it in their row."""
    order = np.argsort(near, axis=None, kind="stable")
    ends = np.cumsum(np.bincount(near.ravel(), minlength=lists))
    start = 0
    for end in ends:
        yield order[start:end] // near.shape[1]
        start = end


def _centres(vectors: Vectors, count: int, cancel: CancelToken) -> Vectors:
    """Spherical k-means on evenly spaced vectors, so that the same input gives the same lists."""
    step = max(len(vectors) // (count * _TRAINING), 1)
    training = vectors[::step]
    centres = training[:: max(len(training) // count, 1)][:count].copy()
    for _ in range(_ROUNDS):
        if cancel.stop_now():
            break
        sums = np.zeros_like(centres)
        for start in range(0, len(training), _BLOCK):
            block = training[start : start + _BLOCK]
            owner = (block @ centres.T).argmax(axis=1)
            order = np.argsort(owner, kind="stable")
            owners, first = np.unique(owner[order], return_index=True)
            sums[owners] += np.add.reduceat(block[order], first, axis=0)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-12), centres)
    return centres


class _Found:
    """The best neighbours so far, nearest first."""

    def __init__(self, vectors: int, count: int) -> None:
        self.indices: Indices = np.full((vectors, count), -1, np.int64)
        self.cosines: Vectors = np.full((vectors, count), -np.inf, np.float32)

    def offer(
        self, rows: Indices, columns: Indices, cosines: Vectors, *, turned: bool = False, ties: bool = False
    ) -> None:
        """Take from a product what beats the worst neighbour so far. Of equal ones the first counts, and unless all
        `columns` come after those of earlier offers, `ties` must be looked at, too.

        `cosines` has the shape (rows, columns), or the other way round if `turned`; `rows` are without repetition.
        """
        if np.isneginf(self.cosines[rows, -1]).any():
            self._look(rows, columns[:_FIRST_LOOK], cosines[:_FIRST_LOOK].T if turned else cosines[:, :_FIRST_LOOK])
            columns, cosines = columns[_FIRST_LOOK:], cosines[_FIRST_LOOK:] if turned else cosines[:, _FIRST_LOOK:]
        bound = self.cosines[rows, -1]
        least = np.nextafter(bound, np.float32(-np.inf)) if ties else bound
        hits = np.flatnonzero(cosines > (least if turned else least[:, None]))
        row, column = np.divmod(hits, cosines.shape[1])
        if turned:
            row, column = column, row
        self._merge(rows, row, columns[column], cosines.ravel()[hits])

    def _look(self, rows: Indices, columns: Indices, cosines: Vectors) -> None:
        """Take the best of a few columns, for a first bound on each row's neighbours."""
        most = min(self.indices.shape[1] + 1, len(columns))  # One of the columns may be the vector itself.
        # Of equal ones the first counts.
        distinct = np.multiply(cosines, _FIRST_LOOK, dtype=np.float64) - np.arange(len(columns))
        best = np.argpartition(distinct, -most, axis=1)[:, -most:]
        values = np.take_along_axis(cosines, best, axis=1)
        self._merge(rows, np.repeat(np.arange(len(rows)), most), columns[best.ravel()], values.ravel())

    def _merge(self, rows: Indices, row: Indices, indices: Indices, cosines: Vectors) -> None:
        """Put neighbours among those that are known; `row` says of which of the `rows` each one is."""
        other = rows[row] != indices
        row, indices, cosines = row[other], indices[other], cosines[other]
        if not len(row):
            return
        count = self.indices.shape[1]
        touched = np.unique(row)
        owners = np.concatenate([np.repeat(touched, count), row])
        all_indices = np.concatenate([self.indices[rows[touched]].ravel(), indices])
        all_cosines = np.concatenate([self.cosines[rows[touched]].ravel(), cosines])
        order = np.lexsort((all_indices, -all_cosines, owners))
        owners = owners[order]
        starts = np.searchsorted(owners, touched)
        best = order[(starts[:, None] + np.arange(count)).ravel()]
        self.indices[rows[touched]] = all_indices[best].reshape(-1, count)
        self.cosines[rows[touched]] = all_cosines[best].reshape(-1, count)
