"""Do the pixels agree where one photo lies over the other? The second witness beside ORB's inliers.

The overlap is cut into blocks, and each block is correlated by itself: recolouring does not matter, and a caption or
a sticker spoils its own blocks only. It is looked at twice. Coarsely, so that blur, compression and a pixel of
misalignment are forgiven; and finely, edges only, where copies of one photo still agree, but neither the next frame
of a burst nor another page of the same layout.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np

from lookalike.fingerprints.surroundings import Box
from lookalike.matching.arrays import Flags, Greys, Singles
from lookalike.matching.blocks import BLOCK, correlated, cut, largest_place, means
from lookalike.matching.drawnover import drawn_over
from lookalike.matching.geometry import Matrix, apply, at_centres, box_corners, corners

GRID_SIDE = 384
"""The overlap is sampled so that its longest side has this many px; half as many for the coarse look."""

AGREEING = 0.6
"""Correlation from which a coarse block counts as showing the same."""

FINE_AGREEING = 0.5
"""The same for the edges in a fine block."""

_TEXTURE = 5.0  # standard deviation, grey levels of 255, below which a coarse block shows nothing to compare
_FINE_TEXTURE = 4.0  # the same for the edges in a fine block
_FINE_SIDE = 11  # px: what does not differ from the mean of its surroundings of this side is no edge
_SMOOTHING = 0.8  # px: standard deviation of the blur under which misalignment by part of a pixel does not matter
_STRIKING = 25.0  # standard deviation, grey levels of 255, of a block that shows something nobody overlooks
_DIFFERENT = 0.3  # correlation below which a striking block shows something else; blur and compression keep more
_INK = 16.0  # standard deviation, grey levels of 255, of a block with writing or lines in it
_SAME_INK = 0.6  # what the weaker of two blocks has of the other's deviation, if both are writing, neither blurred
_REWRITTEN = 0.5  # correlation below which two blocks with writing say different things
_FINE_INK = 10.0  # as _INK, where the rest lies exactly on each other: little else differs there, so …
_FINE_SAME_INK = 0.4  # … this counts as as much writing
_EXACT = 0.98  # median correlation of blocks with that much ink from which they lie exactly on each other, …
_EXACT_BLOCKS = 30  # … if there are so many
_OUTLYING = 20  # times what correlation lacks in the median: a block that lacks more holds other writing, …
_OTHER_ENTRY = 0.8, 0.92  # … the limit of correlation that follows from that being kept between these
_DRAWN = 0.055  # share of a block's range of brightness in which a quarter of its px lie: text, screens, drawings
_SAME_BOX = 0.8  # what two boxes share of what both cover, from which they are one place
_WORTH_A_FINE_LOOK = 0.15  # coarse agreement below which the photos do not even share a scene


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the pixels of the overlap compare, in coarse blocks and in fine ones. Shares are 0 to 1."""

    correlation: float = 0.0
    """Median correlation of the coarse blocks that have texture."""
    agreeing: float = 0.0
    """Share of those blocks that correlate."""
    blocks: int = 0
    """How many of them there are."""
    fine: float = 0.0
    """Share of the fine blocks with edges in both photos whose edges correlate."""
    fine_blocks: int = 0
    """How many of those there are."""
    natural: float = 0.0
    """Natural texture, not of text, frames or other drawn things, that agrees; counted in coarse blocks."""
    conflicting: float = 0.0
    """Natural texture that does not agree, counted in the same way."""
    replaced: int = 0
    """Fine blocks in the largest place where the photos show clearly different things."""
    rewritten: int = 0
    """Fine blocks that hold writing or lines in both photos, but not the same. The largest place of such blocks is
    left out: a sticker is one place, a form is filled in at several."""
    entries: int = 0
    """The same of finer writing, which only tells where all else lies exactly on each other; 0 elsewhere."""
    drawn_over: float = 0.0
    """Share of the blocks over which something was drawn in the second photo; negative: in the first."""
    first_share: float = 0.0
    """How much of the first photo's area the overlap covers."""
    second_share: float = 0.0
    """How much of the second photo's area the overlap covers."""

    @property
    def overlap(self) -> float:
        """The share of the smaller photo that the other one shows."""
        return max(self.first_share, self.second_share)

    def swapped(self) -> Agreement:
        """The same, seen from the second photo."""
        return replace(self, first_share=self.second_share, second_share=self.first_share, drawn_over=-self.drawn_over)


def frame(grey: Greys) -> Singles:
    """The corners of a picture, shape (4, 2), clockwise from the top left."""
    return corners(grey.shape[1], grey.shape[0]).astype(np.float32)


def overlap_polygon(matrix: Matrix, first: Greys, second: Greys) -> Singles:
    """The part of the first photo that the second one shows, as a convex polygon in the first, shape (n, 2)."""
    outline = apply(np.asarray(np.linalg.inv(matrix)), frame(second)).astype(np.float32)
    _, polygon = cv2.intersectConvexConvex(frame(first), outline)
    return np.zeros((0, 2), np.float32) if polygon is None else np.asarray(polygon, np.float32).reshape(-1, 2)


def compare(matrix: Matrix, first: Greys, second: Greys) -> Agreement:
    """Correlate two working greys block by block under `matrix`, first to second. About 1.5 ms."""
    polygon = overlap_polygon(matrix, first, second)
    if len(polygon) < 3:
        return Agreement()
    area = cv2.contourArea(polygon)
    shown = cv2.contourArea(apply(matrix, polygon).astype(np.float32))
    empty = Agreement(first_share=min(1.0, area / first.size), second_share=min(1.0, shown / second.size))
    (left, top), (right, bottom) = polygon.min(axis=0), polygon.max(axis=0)
    step = float(max(right - left, bottom - top)) / GRID_SIDE
    width, height = (math.ceil((end - start) / step) for start, end in ((left, right), (top, bottom)))
    if min(width, height) < 2 * BLOCK or area < 256:
        return empty
    place = np.array([[step, 0, left], [0, step, top], [0, 0, 1]], np.float64)
    one = _sampled(first, place, (width, height))
    two = _sampled(second, matrix @ place, (width, height))
    inside = np.zeros((height, width), np.uint8)
    cv2.fillConvexPoly(inside, np.round((polygon - (left, top)) / step).astype(np.int32), 1)
    coarse = _coarse(one, two, inside)
    if not len(coarse):
        return empty
    agreeing = float((coarse > AGREEING).mean())
    seen = replace(empty, correlation=float(np.median(coarse)), agreeing=agreeing, blocks=len(coarse))
    return seen if agreeing < _WORTH_A_FINE_LOOK else _finely(seen, one, two, inside)


def compare_inside(matrix: Matrix, first: Greys, second: Greys, first_box: Box, second_box: Box) -> Agreement | None:
    """`compare`, of a box in each photo only; None where `matrix` does not lay one box on the other."""
    one, two = (box_corners(box).astype(np.float32) for box in (first_box, second_box))
    moved = cv2.convexHull(apply(matrix, one).astype(np.float32))
    shared, _ = cv2.intersectConvexConvex(moved, two)
    if shared < _SAME_BOX * (cv2.contourArea(moved) + cv2.contourArea(two) - shared):
        return None
    into, out = np.eye(3), np.eye(3)
    into[:2, 2], out[:2, 2] = one[0], -two[0]
    return compare(out @ matrix @ into, _inside(first, first_box), _inside(second, second_box))


def _inside(grey: Greys, box: Box) -> Greys:
    left, top, right, bottom = box
    return np.ascontiguousarray(grey[top:bottom, left:right])


def _sampled(grey: Greys, matrix: Matrix, size: tuple[int, int]) -> Greys:
    """`grey` under `matrix` (sampled px to grey px, corners to corners), smoothed against aliasing."""
    step = math.sqrt(abs(float(np.linalg.det(matrix[:2, :2]))))
    if step > 1.3:
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.45 * step), np.uint8)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    warped = cv2.warpPerspective(grey, at_centres(matrix), size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return _smooth(np.asarray(warped, np.uint8))


def _smooth(picture: Greys) -> Greys:
    return np.asarray(cv2.GaussianBlur(picture, (5, 5), _SMOOTHING), np.uint8)


def _halved(picture: Greys) -> Greys:
    size = picture.shape[1] // 2, picture.shape[0] // 2
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _full(inside: Greys) -> Flags:
    """Which blocks lie wholly in the overlap."""
    return np.asarray(means(inside.astype(np.float32)) == 1, np.bool_)


def _coarse(one: Greys, two: Greys, inside: Greys) -> Singles:
    """Correlations of the blocks of half the resolution that have texture in either photo."""
    small, other = (_smooth(_halved(whole)).astype(np.float32) for whole in (one, two))
    correlation, first, second = correlated(small, other, _TEXTURE / 4)
    return correlation[_full(_halved(inside)) & (np.maximum(first, second) > _TEXTURE)]


def _finely(seen: Agreement, one: Greys, two: Greys, inside: Greys) -> Agreement:
    full, rows = _full(inside), one.shape[0] // BLOCK
    correlation, contrast, other = correlated(one.astype(np.float32), two.astype(np.float32), _TEXTURE / 4)
    ink, more_ink = np.minimum(contrast, other), np.maximum(contrast, other)
    natural = full & (more_ink > _TEXTURE) & (ink > _TEXTURE / 2)
    drawn, drawn_too = _drawn(cut(one)[natural]), _drawn(cut(two)[natural])
    both_drawn = natural.copy()
    both_drawn[natural] = drawn & drawn_too
    natural[natural] = ~drawn & ~drawn_too
    agreeing = natural & (correlation > AGREEING)
    different = full & (more_ink > _STRIKING) & (correlation < _DIFFERENT)
    fine, strong, also = correlated(_edges(one), _edges(two), _FINE_TEXTURE / 4)
    both = full & (np.minimum(strong, also) > _FINE_TEXTURE)
    return replace(
        seen,
        fine=float((fine[both] > FINE_AGREEING).mean()) if both.any() else 0.0,
        fine_blocks=int(both.sum()),
        natural=float(agreeing.sum()) / 4,
        conflicting=float((natural & ~agreeing).sum()) / 4,
        replaced=int(largest_place(different.reshape(rows, -1)).sum()),
        rewritten=_elsewhere(_rewritten(both_drawn, correlation, ink, more_ink), rows),
        entries=_elsewhere(_entries(both_drawn, full, correlation, ink, more_ink), rows),
        drawn_over=drawn_over(one, two, full=full, correlation=correlation, edges=(strong, also)),
    )


def _rewritten(drawn: Flags, correlation: Singles, ink: Singles, more_ink: Singles) -> Flags:
    """Which of the drawn blocks hold other writing in either photo."""
    return drawn & (ink > _INK) & (ink > _SAME_INK * more_ink) & (correlation < _REWRITTEN)


def _entries(drawn: Flags, full: Flags, correlation: Singles, ink: Singles, more_ink: Singles) -> Flags:
    """The same of finer writing; none unless the rest lies exactly on each other."""
    inked = full & (ink > _FINE_INK)
    usual = float(np.median(correlation[inked])) if inked.sum() >= _EXACT_BLOCKS else 0.0
    if usual < _EXACT:
        return np.zeros_like(drawn)
    least, most = _OTHER_ENTRY
    other_entry = min(max(1 - _OUTLYING * (1 - usual), least), most)
    return drawn & inked & (ink > _FINE_SAME_INK * more_ink) & (correlation < other_entry)


def _elsewhere(blocks: Flags, rows: int) -> int:
    """How many of the blocks lie outside the largest place of them."""
    return int(blocks.sum() - largest_place(blocks.reshape(rows, -1)).sum())


def _edges(picture: Greys) -> Singles:
    """A picture without what is smooth."""
    smooth = cv2.blur(picture, (_FINE_SIDE, _FINE_SIDE))
    return np.asarray(cv2.subtract(picture, smooth, dtype=cv2.CV_32F), np.float32)


def _drawn(blocks: Greys) -> Flags:
    """Which blocks are largely of one brightness, as paper behind text and the plain areas of a screen are."""
    values = np.sort(blocks.astype(np.int16), axis=1)  # 16 bits: numpy sorts 8 60 times slower
    quarter = blocks.shape[1] // 4
    narrowest = (values[:, quarter:] - values[:, :-quarter]).min(axis=1)
    flags: Flags = narrowest < _DRAWN * np.maximum(values[:, -1] - values[:, 0], 1)
    return flags
