"""Which of two photos of one picture has something drawn over it: a caption, a watermark, a date, a logo.

Where a photo was drawn over it has edges that the other one lacks. So it has where the other one was blurred, pixelated
or covered; but that changes every pixel of the place, and a drawing only those under its strokes. On 3,654 pairs of an
original and a copy (`tests/benchmarks/unseen.py`, `outside.py` and others) this names the copy in 286, among them 75 of
77 with a watermark or large text, 25 of 26 with a caption and 18 of 25 with a date, and the original in 5, two of whose
copies are solarised.
"""

from __future__ import annotations

import numpy as np

from lookalike.matching.arrays import Flags, Greys, Singles
from lookalike.matching.blocks import cut

_EDGES = 4.0  # standard deviation, grey levels of 255, of edges from which a block tells which photo is sharper
_FEWEST = 10  # blocks that tell that
_MORE = 0.4  # natural logarithm of how many times stronger edges are that were drawn
_STRONG = 5.0  # standard deviation, grey levels of 255, of edges that were drawn
_CHANGED = 0.85  # correlation below which a block shows something else
_SAME = 0.8  # correlation above which blocks tell how the brightness of one photo follows from that of the other
_LEAST = 4  # blocks: a date in a corner
_MOST = 0.4  # share of the blocks; more is no drawing but another picture
_ONE_SIDED = 4  # times as many blocks must have gained edges as have lost them
_UNTOUCHED = 2.5  # grey levels of 255 by which a quarter of the pixels of a drawn place differ at most, …
_UNTOUCHED_SHARE = 0.05  # or, if more, the share of that by which a twentieth differs, …
_TOUCHED = 20.0  # … which is at least this, …
_EVERY = 3  # of so many pixels of a block one is looked at
_BEYOND_NOISE = 8.0  # … and so many times what nine tenths of the pixels elsewhere differ by


def drawn_over(
    first: Greys, second: Greys, *, full: Flags, correlation: Singles, edges: tuple[Singles, Singles]
) -> float:
    """The share of the blocks over which something was drawn in the second photo; negative: in the first.

    Args:
        first: a photo, sampled where the second one shows the same.
        second: the other one, of the same shape.
        full: which blocks lie wholly in the overlap.
        correlation: how the pixels of each block correlate.
        edges: the standard deviation of the edges in each block of both.
    """
    gained = _gain(*edges, full=full)
    if gained is None:
        return 0.0
    changed = full & (correlation < _CHANGED)
    more_in_second = changed & (gained > _MORE) & (edges[1] > _STRONG)
    more_in_first = changed & (gained < -_MORE) & (edges[0] > _STRONG)
    if more_in_second.sum() >= more_in_first.sum():
        sign, drawn, plain, more, less = 1, second, first, more_in_second, more_in_first
    else:
        sign, drawn, plain, more, less = -1, first, second, more_in_first, more_in_second
    if not _LEAST <= more.sum() <= _MOST * full.sum() or more.sum() < _ONE_SIDED * less.sum():
        return 0.0
    same = full & (correlation > _SAME)
    if not same.any() or not _is_drawing(cut(plain), cut(drawn), more, same):
        return 0.0
    return sign * float(more.sum() / full.sum())


def _gain(first: Singles, second: Singles, *, full: Flags) -> Singles | None:
    """The logarithm of how much stronger the edges of each block are in the second photo than they are usually, which
    tells them from those of a sharper photo. None where too few blocks have edges."""
    telling = full & (np.minimum(first, second) > _EDGES)
    if telling.sum() < _FEWEST:
        return None
    usual = np.median(np.log((second[telling] + 1) / (first[telling] + 1)))
    return np.asarray(np.log((second + 2) / (first + 2)) - usual, np.float32)


def _is_drawing(plain: Greys, drawn: Greys, place: Flags, same: Flags) -> bool:
    """Whether the pixels of some blocks, `place`, are either replaced or untouched.

    Both pictures are in blocks, shape (blocks, pixels); `same` are those that tell what the brightness of one becomes
    in the other.
    """
    some = np.s_[:, ::_EVERY]
    slope, offset = _becomes(plain[same][some].astype(np.float32), drawn[same][some].astype(np.float32))

    def differences(blocks: Flags) -> Singles:
        return np.abs(drawn[blocks][some] - (slope * plain[blocks][some] + offset)).astype(np.float32)

    untouched, touched = np.percentile(differences(place), (25, 95))
    noise = np.percentile(differences(same), 90)
    return bool(
        untouched <= max(_UNTOUCHED, _UNTOUCHED_SHARE * touched) and touched >= max(_TOUCHED, _BEYOND_NOISE * noise)
    )


def _becomes(before: Singles, after: Singles) -> tuple[float, float]:
    """Slope and offset of the line from the brightness of one photo's pixels to that of the other's.

    It is laid twice, the second time through the half of them that lie nearest to it: drawings have strokes elsewhere.
    """
    slope, offset = _line(before, after)
    distance = np.abs(after - (slope * before + offset))
    near = distance <= np.median(distance)
    return _line(before[near], after[near])


def _line(before: Singles, after: Singles) -> tuple[float, float]:
    """The line of least squares; the identity where all pixels are of one brightness."""
    mean, other = float(before.mean()), float(after.mean())
    variance = float(((before - mean) ** 2).mean())
    slope = float(((before - mean) * (after - other)).mean()) / variance if variance else 1.0
    return slope, other - slope * mean
