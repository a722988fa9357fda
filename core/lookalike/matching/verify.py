"""A pair of photos -> Evidence: ORB and RANSAC-like geometry, then the pixels under the transform found.

`extract` is run once a photo, `verify` once a proposed pair. Both are pure: they may run on many threads, results
depend on neither order nor number of workers, and decisions do not depend on which photo comes first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from lookalike.fingerprints.surroundings import Box
from lookalike.matching import aligned, geometry, lens, orb, relation
from lookalike.matching.aligned import Agreement
from lookalike.matching.confidence import ONE_PHOTO, confidence
from lookalike.matching.contradictions import drawings
from lookalike.matching.geometry import Fit, Matrix
from lookalike.matching.orb import Features, Pairing, extract
from lookalike.types import Evidence, KeypointMatch, Point, Relation, Transform

__all__ = ["Features", "Hint", "extract", "verify"]

QUICK_KEYPOINTS = 400
"""A pair is first tried with this many of the strongest keypoints, which costs a quarter."""

QUICK_INLIERS = 5
"""Fewer inliers than this in the quick try end a pair whose hashes are not alike. In our benchmark (6,448 pairs of
corpus s1 and of a hard one) that is so for 0.4 % of the true pairs, and 13 % of the wrong ones have more."""

LEAST_INLIERS = 6
"""Fewer inliers than this are no geometry."""

CONFIRMED = ((12, 0.8), (20, 0.6))
"""An alignment with so many inliers and such a share of agreeing blocks is final: nothing else is tried. In nine of ten
true pairs of our benchmark the quick try gives one."""

LIKELY_HASH = 0.72
"""Hash similarity (256 bits) from which a pair is tried in full, and aligned without keypoints if need be."""

_MIRRORED_ORIENTATIONS = (2, 4, 5, 7)
_INVERSE_ORIENTATION = {6: 8, 8: 6}

SHOWN_AGREEING = 0.45
"""Pictures inside plain surroundings that lie on each other and agree less than this are different pictures: among
screenshots of one program 0.33 at most, among 167 true pairs of our hard corpus 0.6 at least."""

SHAPES_AGREEING = 0.65
"""Share of agreeing blocks from which the shapes of two drawings are the same, so that their colours can tell."""

BENT_EDGES, STRAIGHT_EDGES = 0.6, 0.1
"""Photos whose edges agree less than the first are straightened, if that lets so many more of their edges agree."""

DIRECT_TOLERANCE = 8.0  # px: twice that of keypoints, because the edges of boxes place photos less exactly
STRAY_MATCHES = 20
DIRECT_SHARE = 0.3
"""Keypoint matches that a direct alignment may leave unexplained: any 20, and 0.7 of those beyond. In our benchmark
the right ones had at most 19 matches or explained half of them, wrong ones explained a quarter of 85 to 133."""

DIRECT_INLIERS, DIRECT_EDGES = 3, 10
"""A direct alignment needs so many keypoint matches or blocks with edges: the soft shapes of two skies may agree."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What is known of a pair before: the EXIF orientation (1 to 8) in which the second photo's hash is most like
    the first's, that hash similarity, and the MobileNet score, both 0 to 1, None where unknown. `negative`: the hashes
    are so unlike that one must be the other's negative; the orientation is then that of the negative."""

    orientation: int = 1
    hash: float | None = None
    mobilenet: float | None = None
    negative: bool = False

    def inverse(self) -> Hint:
        """The hint for the same photos in the other order."""
        return replace(self, orientation=_INVERSE_ORIENTATION.get(self.orientation, self.orientation))


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """One way in which the second photo may lie over the first, in px of their working greys."""

    matrix: Matrix
    agreement: Agreement
    pairing: Pairing
    fit: Fit
    mirrored: bool = False
    direct: bool = False
    most: int = orb.KEYPOINTS
    """How many keypoints of each photo were compared at most."""
    bends: tuple[float, float] = (0.0, 0.0)
    """The strengths that both photos were straightened with before (`lens`)."""

    @property
    def inliers(self) -> int:
        """Keypoint matches that agree with the alignment."""
        return self.fit.count

    @property
    def confirmed(self) -> bool:
        """Whether looking further is pointless."""
        return any(self.inliers >= least and self.agreement.agreeing >= share for least, share in CONFIRMED)

    @property
    def merit(self) -> float:
        """What the better of two alignments has more of: agreeing overlap, then inliers."""
        return self.agreement.agreeing * min(self.agreement.blocks, 20) + min(self.inliers, 100) / 100


def verify(first: Features, second: Features, hint: Hint | None = None, *, details: bool = False) -> Evidence:
    """Compare two photos. `details` adds the keypoint matches and tries everything, however unlikely.

    Takes about 2 ms for photos that do not match and 3 to 5 for those that do (one core).
    """
    hint = hint or Hint()
    if _order(first) <= _order(second):
        second = orb.negated(second) if hint.negative else second
        best, tried = _align(first, second, hint, thorough=details)
    else:
        first = orb.negated(first) if hint.negative else first
        best, tried = _align(second, first, hint.inverse(), thorough=details)
        best, tried = _inverted(best), Pairing(tried.second, tried.first)
    return _evidence(first, second, best, tried, details)


def _order(features: Features) -> tuple[int, bytes]:
    return features.width * features.height, features.digest


def _inverted(alignment: Alignment | None) -> Alignment | None:
    if alignment is None:
        return None
    agreement = alignment.agreement.swapped()
    pairing = Pairing(alignment.pairing.second, alignment.pairing.first)
    matrix = np.linalg.inv(alignment.matrix)
    return replace(
        alignment, matrix=matrix / matrix[2, 2], agreement=agreement, pairing=pairing, bends=alignment.bends[::-1]
    )


def _align(first: Features, second: Features, hint: Hint, *, thorough: bool) -> tuple[Alignment | None, Pairing]:
    """The best alignment, also of straightened photos, and the matches of the plain photos for where there is none."""
    best, tried = _align_straight(first, second, hint, thorough=thorough)
    return best and _straightened(first, second, best), tried


def _straightened(first: Features, second: Features, best: Alignment) -> Alignment:
    """`best`, or the alignment of photos one of which was bent by a lens, where clearly more edges meet in that one."""
    if best.direct or best.agreement.fine >= BENT_EDGES:
        return best
    bends = lens.bends(first, second, best.pairing, best.inliers)
    if not any(bends):
        return best
    first, second = lens.straightened(first, bends[0]), lens.straightened(second, bends[1])
    found = _fit(first, second, best.pairing, mirrored=best.mirrored, least=LEAST_INLIERS)
    if found is None:
        return best
    other = _aligned(first, second, best.pairing, found, mirrored=best.mirrored)
    edges = other.agreement.fine - best.agreement.fine
    if edges < STRAIGHT_EDGES or other.merit < best.merit:
        return best
    return replace(other, most=best.most, bends=bends)


def _align_straight(
    first: Features, second: Features, hint: Hint, *, thorough: bool
) -> tuple[Alignment | None, Pairing]:
    """The best alignment that any way gives, and the matches of the plain photos for where there is none."""
    alike = (hint.hash or 0) >= LIKELY_HASH
    best: Alignment | None = None
    pairings: dict[bool, Pairing] = {}
    for mirrored in (hint.orientation in _MIRRORED_ORIENTATIONS, hint.orientation not in _MIRRORED_ORIENTATIONS):
        pairing, found = _paired(first, second, mirrored=mirrored, most=QUICK_KEYPOINTS, least=QUICK_INLIERS)
        pairings[mirrored] = pairing
        if found and found.count >= CONFIRMED[0][0]:
            at_once = _aligned(first, second, pairing, found, mirrored=mirrored)
            at_once = replace(at_once, most=QUICK_KEYPOINTS)
            if at_once.confirmed:
                return at_once, pairing
        if not (thorough or alike or found):
            continue
        pairing, found = _paired(first, second, mirrored=mirrored, most=orb.KEYPOINTS, least=LEAST_INLIERS)
        pairings[mirrored] = pairing
        if found:
            best = _better(best, _aligned(first, second, pairing, found, mirrored=mirrored))
        if best and best.confirmed:
            break
    else:
        if thorough or alike:
            orientation = hint.orientation if alike else 1
            pairing = pairings[orientation in _MIRRORED_ORIENTATIONS]
            best = _better(best, _directly(first, second, orientation, pairing))
    return best, pairings.get(False, Pairing.empty())


def _better(one: Alignment | None, other: Alignment | None) -> Alignment | None:
    if one is None or other is None:
        return one or other
    return other if other.merit > one.merit else one


def _fit(first: Features, second: Features, pairing: Pairing, *, mirrored: bool, least: int) -> Fit | None:
    points, angles = second.points[pairing.second], second.angles[pairing.second]
    if mirrored:
        points = np.column_stack([second.grey.shape[1] - points[:, 0], points[:, 1]])
        angles = 180 - angles
    return geometry.fit(first.points[pairing.first], points, angles - first.angles[pairing.first], least=least)


def _paired(first: Features, second: Features, *, mirrored: bool, most: int, least: int) -> tuple[Pairing, Fit | None]:
    """Matches of the `most` strongest keypoints, and the transform between the photos that they agree on."""
    descriptors = second.mirrored if mirrored else second.descriptors
    pairing = orb.pair_up(first.descriptors[:most], descriptors[:most])
    return pairing, _fit(first, second, pairing, mirrored=mirrored, least=least)


def _aligned(first: Features, second: Features, pairing: Pairing, found: Fit, *, mirrored: bool) -> Alignment:
    matrix = _orientation(2, second.grey) @ found.matrix if mirrored else found.matrix
    return Alignment(matrix, _agreement(matrix, first, second), pairing, found, mirrored)


def _agreement(matrix: Matrix, first: Features, second: Features) -> Agreement:
    """How the photos agree; where only the plain surroundings of two pictures do, how the pictures agree."""
    whole = aligned.compare(matrix, first.grey, second.grey)
    if first.picture is None or second.picture is None or whole.agreeing < SHOWN_AGREEING:
        return whole
    shown = aligned.compare_inside(matrix, first.grey, second.grey, first.picture, second.picture)
    if shown is None or not shown.blocks or shown.agreeing >= SHOWN_AGREEING:
        return whole
    return replace(shown, first_share=whole.first_share, second_share=whole.second_share)


def _directly(first: Features, second: Features, orientation: int, pairing: Pairing) -> Alignment | None:
    """Lay one frame over the other, as the hashes say, with and without bars and plain surroundings.

    For photos in which ORB finds nothing to hold on to: blurred, pale, smooth. Where it did find matches, and they
    contradict, as those of two pages of one layout do, there is no such alignment.
    """
    mirrored = orientation in _MIRRORED_ORIENTATIONS
    turn = np.linalg.inv(_orientation(orientation, second.grey))
    best: Alignment | None = None
    for source in first.boxes:
        for target in second.boxes:
            matrix = turn @ _boxes(source, _turned(target, orientation, second.grey))
            fit = geometry.judge(matrix, first.points[pairing.first], second.points[pairing.second], DIRECT_TOLERANCE)
            if fit.count < DIRECT_SHARE * (len(pairing) - STRAY_MATCHES):
                continue
            agreement = _agreement(matrix, first, second)
            if fit.count >= DIRECT_INLIERS or agreement.fine_blocks >= DIRECT_EDGES:
                best = _better(best, Alignment(matrix, agreement, pairing, fit, mirrored, direct=True))
    return best


def _turned(box: Box, orientation: int, grey: npt.NDArray[np.uint8]) -> Box:
    """A box of a picture as stored, in the picture as EXIF's orientation shows it."""
    corners = geometry.apply(_orientation(orientation, grey), np.array([box[:2], box[2:]], np.float64)).round()
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    return int(left), int(top), int(right), int(bottom)


def _boxes(source: Box, target: Box) -> Matrix:
    """The map from one box onto another."""
    across = (target[2] - target[0]) / (source[2] - source[0])
    down = (target[3] - target[1]) / (source[3] - source[1])
    return np.array([[across, 0, target[0] - across * source[0]], [0, down, target[1] - down * source[1]], [0, 0, 1.0]])


def _orientation(orientation: int, grey: npt.NDArray[np.uint8]) -> Matrix:
    """Maps points of a picture as stored to where EXIF's orientation (1 to 8) shows them."""
    height, width = grey.shape
    rows = {
        1: ((1, 0, 0), (0, 1, 0)),
        2: ((-1, 0, width), (0, 1, 0)),
        3: ((-1, 0, width), (0, -1, height)),
        4: ((1, 0, 0), (0, -1, height)),
        5: ((0, 1, 0), (1, 0, 0)),
        6: ((0, -1, height), (1, 0, 0)),
        7: ((0, -1, height), (-1, 0, width)),
        8: ((0, 1, 0), (-1, 0, width)),
    }[orientation]
    return np.array([*rows, (0, 0, 1)], np.float64)


def _evidence(first: Features, second: Features, best: Alignment | None, tried: Pairing, details: bool) -> Evidence:
    pairing = best.pairing if best else tried
    matches = _matches(first, second, pairing, best) if details else ()
    if best is None:
        keypoints = min(first.count, orb.KEYPOINTS), min(second.count, orb.KEYPOINTS)
        return Evidence((Relation.UNRELATED,), 0, len(pairing), keypoints, 0.0, 0.0, 0.0, 0.0, matches=matches)
    first, second = lens.straightened(first, best.bends[0]), lens.straightened(second, best.bends[1])
    evidence = replace(_measured(first, second, best), matches=matches)
    if confidence(evidence) >= ONE_PHOTO and drawings(evidence) and evidence.agreeing >= SHAPES_AGREEING:
        evidence = replace(evidence, repainted=relation.repainted(first, second, best.matrix))
    same = confidence(evidence) >= ONE_PHOTO
    lost = relation.drained(first, second, best.matrix) if same else 0.0
    found = relation.relations(first, second, best.matrix, best.agreement, same=same, inliers=best.inliers, lost=lost)
    return replace(evidence, relations=found, drained=lost)


def _measured(first: Features, second: Features, best: Alignment) -> Evidence:
    """The evidence of an alignment, but for what depends on the confidence that follows from it."""
    keypoints = min(first.count, best.most), min(second.count, best.most)
    transform = relation.full_size(first, second, best.matrix)
    agreement = best.agreement
    more = -(1 - agreement.second_share) if agreement.first_share > 0.97 else 1 - agreement.first_share
    return Evidence(
        relations=(Relation.UNRELATED,),
        inliers=best.inliers,
        match_count=len(best.pairing),
        keypoints=keypoints,
        orb=best.inliers / max(1, min(keypoints)),
        correlation=max(0.0, min(1.0, agreement.correlation)),
        overlap=agreement.overlap,
        spread=_spread(first, second, best),
        cropped=more,
        rotation=relation.rotation(transform),
        mirrored=best.mirrored,
        scale=geometry.scale_of(transform),
        transform=_as_transform(transform),
        outline=_outline(transform, first),
        agreeing=agreement.agreeing,
        blocks=agreement.blocks,
        fine=agreement.fine,
        fine_blocks=agreement.fine_blocks,
        natural=agreement.natural,
        conflicting=agreement.conflicting,
        drawn_over=agreement.drawn_over,
        rewritten=agreement.rewritten,
        entries=agreement.entries,
        direct=best.direct,
    )


def _as_transform(matrix: Matrix) -> Transform:
    a, b, c, d, e, f, g, h, i = (float(value) for value in matrix.ravel())
    return a, b, c, d, e, f, g, h, i


def _outline(transform: Matrix, first: Features) -> tuple[Point, ...]:
    corners = geometry.corners(first.width, first.height)
    return tuple((float(x), float(y)) for x, y in geometry.apply(transform, corners))


def _spread(first: Features, second: Features, best: Alignment) -> float:
    """Of the cells of the overlap (8 x 8 over its bounding box) that hold keypoints, the share with an inlier."""
    polygon = aligned.overlap_polygon(best.matrix, first.grey, second.grey)
    if len(polygon) < 3:
        return 0.0
    low, high = polygon.min(axis=0), polygon.max(axis=0)

    def cells(points: npt.NDArray[np.float32]) -> set[int]:
        inside = points[((points >= low) & (points < high)).all(axis=1)]
        column_row = ((inside - low) / (high - low) * 8).astype(int)
        return set((column_row[:, 0] * 8 + column_row[:, 1]).tolist())

    return len(cells(first.points[best.pairing.first[best.fit.inliers]])) / max(1, len(cells(first.points)))


def _matches(first: Features, second: Features, pairing: Pairing, best: Alignment | None) -> tuple[KeypointMatch, ...]:
    one, two = _full_size(first, pairing.first), _full_size(second, pairing.second)
    inliers, residuals = np.zeros(len(pairing), np.bool_), np.zeros(len(pairing))
    if best is not None:
        inliers = best.fit.inliers
        there = _full_size(lens.straightened(second, best.bends[1]), pairing.second)
        here = _full_size(lens.straightened(first, best.bends[0]), pairing.first)
        matrix = relation.full_size(first, second, best.matrix)
        residuals = np.linalg.norm(geometry.apply(matrix, here) - there, axis=1)
    return tuple(
        KeypointMatch((float(a[0]), float(a[1])), (float(b[0]), float(b[1])), bool(inlier), float(residual))
        for a, b, inlier, residual in zip(one, two, inliers, residuals, strict=True)
    )


def _full_size(features: Features, keypoints: orb.Integers) -> npt.NDArray[np.float32]:
    return np.asarray(features.points[keypoints] * np.array(features.scale, np.float32), np.float32)
