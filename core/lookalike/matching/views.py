"""What of each photo is compared by hash: the whole, and the picture inside plain surroundings where it has any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lookalike.matching import hamming
from lookalike.matching.arrays import Flags, Indices, Numbers, Words
from lookalike.matching.hamming import Packed
from lookalike.types import Fingerprint

INSIDE_SHARE = 0.25
"""Share of bits in which two hashes may differ that are not both of whole photos. What is less alike says nothing,
and of so many comparisons the best would be no longer comparable to that of two whole photos."""

NEGATIVE = 0.72
"""Similarity of one hash to the other's inverse from which two photos are tried as negatives: chance gives no pair of
10,000 more than 0.66."""

_PAIRS_AT_ONCE = 1 << 16  # 10 MB
_INVERSE = np.array([0, 1, 2, 3, 4, 7, 6, 5])  # which orientation (from 0) undoes which


@dataclass(frozen=True, slots=True, eq=False)
class Views:
    """The hashes of photos: first those of the whole photos, in their order, then those of what is inside some.

    `hashes` has shape (views, orientations, bytes); `photo` says whose view each one is, and `inner` for each photo
    which view shows its inside, the whole photo's where it has no plain surroundings.
    """

    hashes: Packed
    photo: Indices
    inner: Indices

    @classmethod
    def of(cls, photos: Sequence[Fingerprint], *, turned: bool = True, inside: bool = True) -> Views:
        """`turned`: in all orientations, not upright only; `inside`: with the pictures inside plain surroundings."""
        count = len(photos)
        framed = [index for index, one in enumerate(photos) if inside and one.inner_orientations]
        values = [one.orientations for one in photos] + [photos[index].inner_orientations for index in framed]
        hashes = hamming.unpack_orientations(values, len(values[0]))
        inner = np.arange(count)
        inner[framed] = np.arange(count, count + len(framed))
        return cls(
            hashes if turned else hashes[:, :1], np.concatenate([np.arange(count), np.array(framed, np.int64)]), inner
        )

    def alike(self, first: Indices, second: Indices) -> tuple[Numbers, Indices]:
        """The best hash similarity, 0 to 1, of each pair of photos, and the EXIF orientation in which the second
        one's hash gives it."""
        similarity, orientation = orient(self.hashes, first, second)
        one, two = self.inner[first], self.inner[second]
        for left, right in ((one, second), (first, two), (one, two)):
            other = np.flatnonzero((left != first) | (right != second))
            if not len(other):
                continue
            score, turn = orient(self.hashes, left[other], right[other])
            better = (score > similarity[other]) & (score >= 1 - INSIDE_SHARE)
            similarity[other[better]], orientation[other[better]] = score[better], turn[better]
        return similarity, orientation

    def negative(self, first: Indices, second: Indices) -> tuple[Flags, Indices]:
        """Which pairs of photos must be negatives of each other, and in which EXIF orientation of the second one.

        Inverting a photo inverts the bits of its pHash.
        """
        similarity, orientation = orient(self.hashes, first, second, inverted=True)
        return similarity >= NEGATIVE, orientation


def orient(hashes: Packed, first: Indices, second: Indices, *, inverted: bool = False) -> tuple[Numbers, Indices]:
    """For each pair of views the best hash similarity over the orientations, and the EXIF orientation in which the
    second one's hash gives it, with all its bits `inverted` or not. `hashes` has shape (views, orientations, bytes)."""
    similarity = np.empty(len(first), np.float64)
    orientation = np.empty(len(first), np.int64)
    for start in range(0, len(first), _PAIRS_AT_ONCE):
        some = slice(start, start + _PAIRS_AT_ONCE)
        similarity[some], orientation[some] = _orient(hashes, first[some], second[some], inverted)
    return similarity, orientation


def _orient(hashes: Packed, first: Indices, second: Indices, inverted: bool) -> tuple[Numbers, Indices]:
    bits = 8 * hashes.shape[2]
    words = hashes.view(np.uint64)  # far fewer numbers to count the bits of
    best = np.full(len(first), bits, np.int64)
    orientation = np.zeros(len(first), np.int64)
    upright_first, upright_second = words[first, 0], words[second, 0]
    for turn in range(hashes.shape[1]):
        forth = _differing(upright_first ^ words[second, turn])
        back = _differing(upright_second ^ words[first, _INVERSE[turn]])
        distance = bits - np.maximum(forth, back) if inverted else np.minimum(forth, back)
        closer = distance < best
        best[closer], orientation[closer] = distance[closer], turn
    return 1 - best / bits, orientation + 1


def _differing(words: Words) -> npt.NDArray[np.int64]:
    """The bits that are set in each row; numpy is slow in sums over a short last axis."""
    counts = np.bitwise_count(words)
    total = counts[:, 0].astype(np.int64)
    for column in range(1, counts.shape[1]):
        total += counts[:, column]
    return total
