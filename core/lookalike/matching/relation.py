"""What a transform and the pixels under it imply: re-encoded, resized, cropped, rotated, mirrored, added, ..."""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from lookalike.matching.aligned import Agreement, overlap_polygon
from lookalike.matching.arrays import Numbers
from lookalike.matching.geometry import Matrix, at_centres
from lookalike.matching.orb import Features
from lookalike.types import Relation

Integers = npt.NDArray[np.int64]

SCENE_INLIERS = 12
"""Inliers from which photos that do not agree in pixels still share a scene."""

_CROPPED = 0.03  # missing share that counts as a crop
_TURNED = 1.0  # degrees
_RESIZED = 0.03  # relative change of scale
_STRETCHED = 0.06  # the same of one direction against the other, which a homography knows less exactly
_DRAINED = 0.5  # share of the colours that are gone, also where most of a photo is black
_RECOLOURED = 6.0  # grey levels of 255 by which colours differ in the median
_ADDED = 0.03  # share of the overlap's blocks that disagree
_REPLACED = 3  # fine blocks that hang together: a line of text, a logo
_PLAIN = 6.0  # grey levels of 255: the step between neighbouring px below which they count as plain
_FRAME_STEP = 12.0  # grey levels of 255 by which what was put around a picture differs from it at its edge
_COLOURLESS = 4.0  # grey levels of 255 of `_colours` below which a photo has none to lose
_EVERY = 3  # of so many pixels one is asked for its colours
_FEWEST_PIXELS = 64  # of the small colour copies; fewer say nothing of colours
_LUMINANCE = np.array([0.299, 0.587, 0.114])  # of red, green and blue (ITU-R BT.601)
_SATURATIONS = (0.0, 0.5, 1.0, 1.6)  # from grey over faded and plain to vivid
_OTHER_COLOUR = 55.0  # grey levels of 255 by which a colour differs from what an edit of all colours makes of it
_GREY = 4.0  # grey levels of 255 by which the channels of a grey photo differ in the mean, compression included
_ROUNDS = 3  # of laying the edit through the colours that it explains best, …
_EXPLAINED = 60  # … which are so many percent of them, …
_NEAR = 12.0  # … or all within so many grey levels of 255
_ONE_COLOUR = 10.0  # grey levels of 255 that nearly all of a frame of one colour spans


def rotation(transform: Matrix) -> float:
    """Degrees, counter-clockwise as seen, -180 to 180, by which the first photo (mirrored first) turns."""
    linear = transform[:2, :2] @ np.diag([math.copysign(1.0, float(np.linalg.det(transform[:2, :2]))), 1.0])
    return -math.degrees(math.atan2(linear[1, 0] - linear[0, 1], linear[0, 0] + linear[1, 1]))


def full_size(first: Features, second: Features, matrix: Matrix) -> Matrix:
    """A transform of working greys as one of upright full-size photos."""
    full = np.diag([*second.scale, 1.0]) @ matrix @ np.diag([1 / first.scale[0], 1 / first.scale[1], 1.0])
    return np.asarray(full / full[2, 2])


def relations(
    first: Features, second: Features, matrix: Matrix, agreement: Agreement, *, same: bool, inliers: int, lost: float
) -> tuple[Relation, ...]:
    """All that holds, the most telling first. `matrix` maps the first working grey onto the second; `same` says
    whether the evidence makes them one photo, `lost` is what `drained` says of them."""
    transform = full_size(first, second, matrix)
    size = (first.width, first.height)
    if first.digest == second.digest and size == (second.width, second.height):
        return (Relation.IDENTICAL_PIXELS,)
    if not same:
        return (Relation.SAME_SCENE if inliers >= SCENE_INLIERS else Relation.UNRELATED,)
    found = []
    if np.linalg.det(transform[:2, :2]) < 0:
        found.append(Relation.MIRRORED)
    if abs(rotation(transform)) > _TURNED:
        found.append(Relation.ROTATED)
    added, cropped = _outside(first, second, matrix, agreement)
    if cropped:
        found.append(Relation.CROPPED)
    if added or agreement.agreeing < 1 - _ADDED or agreement.replaced >= _REPLACED:
        found.append(Relation.ADDED)
    if abs(lost) > _DRAINED or _colour_difference(first, second, matrix) > _RECOLOURED:
        found.append(Relation.RECOLOURED)
    if _has_other_size(transform):
        found.append(Relation.RESIZED)
    return tuple(found) or (Relation.RE_ENCODED,)


def _has_other_size(transform: Matrix) -> bool:
    """Whether a transform of full-size photos shrinks or enlarges, or stretches one way more than the other."""
    longer, shorter = (max(float(value), 1e-6) for value in np.linalg.svd(transform[:2, :2], compute_uv=False))
    return abs(math.log(longer * shorter)) / 2 > _RESIZED or math.log(longer / shorter) > _STRETCHED


def _outside(first: Features, second: Features, matrix: Matrix, agreement: Agreement) -> tuple[bool, bool]:
    """Whether something plain (border, screen) was added around, and whether part of a picture is missing."""
    added = cropped = False
    if agreement.first_share < 1 - _CROPPED:
        added = _is_frame(first.grey, overlap_polygon(matrix, first.grey, second.grey))
        cropped = not added
    if agreement.second_share < 1 - _CROPPED:
        back = np.asarray(np.linalg.inv(matrix))
        framed = _is_frame(second.grey, overlap_polygon(back, second.grey, first.grey))
        added, cropped = added or framed, cropped or not framed
    return added, cropped


def _is_frame(grey: npt.NDArray[np.uint8], polygon: npt.NDArray[np.float32]) -> bool:
    """Whether what lies outside the polygon was put around it: plain, and ending where the picture begins.

    A smooth background that was cropped away is plain as well, but it goes on in the picture.
    """
    outside = np.ones(grey.shape, np.uint8)
    cv2.fillConvexPoly(outside, np.round(polygon).astype(np.int32), 0)
    beyond = outside.astype(bool)
    steps = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    if not beyond.any() or (steps[beyond] < _PLAIN).mean() <= 0.6:
        return False
    darkest, lightest = np.percentile(grey[beyond], (5, 95))
    if lightest - darkest <= _ONE_COLOUR:
        return True
    edge = cv2.dilate(outside, np.ones((3, 3), np.uint8)).astype(bool) & ~beyond
    across = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((7, 7), np.uint8))
    return float(np.median(across[edge])) > _FRAME_STEP


def _colour_difference(first: Features, second: Features, matrix: Matrix) -> float:
    """Median over the overlap of the largest channel difference, grey levels of 255."""
    one, two = _overlaid(first, second, matrix)
    return float(np.median(np.abs(two - one).max(axis=1))) if len(one) else 0.0


def drained(first: Features, second: Features, matrix: Matrix) -> float:
    """The share of the first photo's colours that the second one lost where they overlap, -1 to 1; negative where the
    first lost them, 0 where neither has any.

    Colours are what brightness does not tell of them (`_colours`), so that a sepia copy has as few as a grey one.
    """
    one, two = (_colours(pixels) for pixels in _some_overlaid(first, second, matrix))
    if max(one, two) < _COLOURLESS:
        return 0.0
    return 1 - two / one if one > two else one / two - 1


def _colours(pixels: Numbers) -> float:
    """The standard deviation, grey levels of 255, of pixels, shape (n, 3), along red to green or yellow to blue, of
    which the larger one counts, around the parabola over their brightness that is nearest to them.

    Without that parabola it would be the deviation in Hasler and Suesstrunk's "Measuring colourfulness in natural
    images" (2003). Of 89 photos, 87 have at least 4; grey copies have 0, sepia and two-toned ones mostly less than a
    fifth of their original's, dark, pale and half-coloured ones more than a quarter, JPEGs of quality 10 nine tenths.
    """
    if len(pixels) < _FEWEST_PIXELS:
        return 0.0
    red, green, blue = pixels.T
    brightness = (pixels * _LUMINANCE).sum(axis=1) / 255
    opposed = np.stack([red - green, (red + green) / 2 - blue], axis=1)
    ramp, _ = np.linalg.qr(np.stack([np.ones_like(brightness), brightness, brightness**2], axis=1))
    return float((opposed - ramp @ (ramp.T @ opposed)).std(axis=0).max())


def repainted(first: Features, second: Features, matrix: Matrix) -> float:
    """The share of the overlap, 0 to 1, whose colours no edit of all colours explains, from whichever photo they are
    explained better.

    Darker, paler, warmer, grey, brown and negative copies are explained, the flags of two countries are not. Where one
    photo has no colours, they tell nothing: 0.
    """
    one, two = _some_overlaid(first, second, matrix)
    if len(one) < _FEWEST_PIXELS or min(float(np.ptp(each, axis=1).mean()) for each in (one, two)) < _GREY:
        return 0.0
    ways = ((one, two), (two, one))
    return min(_unexplained(before, after, kept) for before, after in ways for kept in _SATURATIONS)


def _unexplained(before: Numbers, after: Numbers, saturation: float) -> float:
    """The share of the pixels, shape (n, 3) both, whose colours do not follow from those before.

    Those are brought to a saturation first; then each channel follows a line, as brightness, contrast and white
    balance have it. The line is laid several times, through the colours that it explained best.
    """
    luminance = before @ _LUMINANCE
    causes = saturation * before + (1 - saturation) * luminance[:, None]
    near, differs = np.ones(len(before), np.bool_), np.zeros(len(before))
    for _ in range(_ROUNDS):
        cause, effect = causes[near], after[near]
        away = cause - cause.mean(axis=0)
        slopes = (away * effect).sum(axis=0) / np.maximum((away * away).sum(axis=0), 1.0)
        differs = np.abs(effect.mean(axis=0) + slopes * (causes - cause.mean(axis=0)) - after).max(axis=1)
        near = differs <= max(_NEAR, float(np.percentile(differs, _EXPLAINED)))
    return float((differs > _OTHER_COLOUR).mean())


def _some_overlaid(first: Features, second: Features, matrix: Matrix) -> tuple[Numbers, Numbers]:
    """One in `_EVERY` of `_overlaid`'s colours."""
    one, two = _overlaid(first, second, matrix)
    return one[::_EVERY].astype(np.float64), two[::_EVERY].astype(np.float64)


def _overlaid(first: Features, second: Features, matrix: Matrix) -> tuple[Integers, Integers]:
    """The colours of both photos, shape (n, 3) each, at the same places of their overlap."""
    scales = [np.diag([*_shrunk(features), 1.0]) for features in (first, second)]
    small = scales[1] @ matrix @ np.linalg.inv(scales[0])
    height, width = first.colours.shape[:2]
    warped = cv2.warpPerspective(
        np.dstack([second.colours, np.full(second.colours.shape[:2], 255, np.uint8)]),
        at_centres(small),
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
    )
    inside = warped[..., 3] == 255
    return first.colours[inside].astype(np.int64), warped[inside][:, :3].astype(np.int64)


def _shrunk(features: Features) -> tuple[float, float]:
    """Pixels of the small colour copy per pixel of the working grey, in x and y."""
    (height, width), (rows, columns) = features.grey.shape, features.colours.shape[:2]
    return columns / width, rows / height
