"""The calibrated confidence that two photos are copies or edits of one: a logistic regression over the evidence.

The six scores are all "more is surer" and their weights are not negative, so that a person can follow the sum. They
ask two things. Do the photos agree where they overlap (share of agreeing blocks, edges, natural texture)? And does
anything contradict it (natural texture that differs, keypoint matches that disagree with the transform)? Text,
frames and screens are no evidence by themselves: two pages of one layout agree in most blocks, and two pictures in
one frame have hundreds of common keypoints.

Hash similarity and the MobileNet score choose the pairs that are asked about. Among those they say nothing more about
copies: the fit gives both weight 0, and what it says of photos left out is no better with them (look-alikes that were
proposed are, if anything, more similar than crops), so they are left out here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from lookalike.types import Evidence

ONE_PHOTO = 0.5
"""Confidence from which two photos count as one: the threshold of the default preset."""

EDGES = 0.65
"""Share of agreeing fine blocks from which nothing is missing; the frames of a burst have less than 0.4."""

ENOUGH = 20.0
"""Blocks' worth of agreeing natural texture from which more adds nothing."""

FULL_RATIO = 0.6
"""Share of keypoint matches that are inliers, from which more adds nothing."""


CONTRADICTED = 0.1
"""The most that a contradicted pair reaches (`contradicted`)."""


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Weights of the scores that `scores_of` gives, in its order, and the constant."""

    constant: float
    weights: tuple[float, ...]


SAME_PHOTO = Coefficients(constant=-10.93, weights=(6.62, 11.06, 0.46, 0.47, 12.02, 3.17))
"""What `tests/benchmarks/fit_confidence.py hard1 hard2` prints, the corpora made of our 185 photos by
`tests/benchmarks/lookalikes.py` with the seeds 1 and 2: 4,070 proposed pairs that could be aligned, 537 of them wrong.

On photos left out of the fit, 3,501 of 3,533 are right at 0.5 and 7 of 537 wrong (at 0.9: 3,458 and none). Of the
pairs said to be one photo with 0.5 to 0.8, 82 % are, with 0.8 to 0.95 98 %, with more all 3,422. On a corpus that was
not fitted (185 photos, five milder edits of other makes each, 150 negatives) 2,646 of 2,647 are right and none wrong.
"""


def whole_percent(score: float) -> int:
    """A confidence or a similarity, 0 to 1, in whole per cent: rounded down, so that 100 is said only where nothing at
    all is missing. Every face shows scores by this rule."""
    return int(score * 100 + 1e-9)


def scores_of(evidence: Evidence) -> tuple[float, ...]:
    """What the regression looks at, each the greater the surer.

    Share of agreeing blocks; missing agreement of edges (0 or less, weighted by how many there are); agreeing natural
    texture (logarithm of blocks); conflicting natural texture (0 or less); share of the keypoint matches that are
    inliers, pulled towards 0.3 where there are few; share of the natural texture that agrees.
    """
    edges = evidence.fine_blocks / (evidence.fine_blocks + 15)
    return (
        evidence.agreeing,
        -max(0.0, EDGES - evidence.fine) * edges,
        math.log1p(min(evidence.natural, ENOUGH)),
        -math.log1p(evidence.conflicting),
        min((evidence.inliers + 3) / (evidence.match_count + 10), FULL_RATIO),
        evidence.natural / (evidence.natural + evidence.conflicting + 2),
    )


def confidence(evidence: Evidence) -> float:
    """The probability, 0 to 1, that both are the same photo. 0 where the photos could not be aligned."""
    if evidence.transform is None:
        return 0.0
    scores = scores_of(evidence)
    total = SAME_PHOTO.constant + sum(weight * score for weight, score in zip(SAME_PHOTO.weights, scores, strict=True))
    sure = 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))
    return min(sure, CONTRADICTED) if contradicted(evidence) else sure


def contradicted(evidence: Evidence) -> bool:
    """Whether what differs is what the photos are about, while what agrees is a layout, a frame or a template.

    They have one layout (`one_layout`), they are two takes of a scene (`another_take`), or what natural texture there
    is differs: two photos in one party frame, or under one text (`_written_over`). Of the 7,488 true pairs of
    `tests/benchmarks/unseen.py` this costs 41, most of them drawn or dotted copies.
    """
    natural, conflicting, agreeing = evidence.natural, evidence.conflicting, evidence.agreeing
    other_picture = natural < 4 and conflicting >= max(1.0, 0.5 * natural)
    other_album = conflicting > natural and agreeing < 0.5
    other = other_picture or other_album or _written_over(evidence)
    return other or another_take(evidence) or one_layout(evidence)


def _written_over(evidence: Evidence) -> bool:
    """Whether what agrees was drawn over two photos: a greeting and a stamp on soft ones, which have few edges.

    Where edges agree, those of the photo do, and then its texture does as well.
    """
    natural, conflicting = evidence.natural, evidence.conflicting
    if evidence.agreeing < 0.75 and evidence.fine > 0.9 and evidence.fine_blocks >= 40 and conflicting >= 1:
        return conflicting > 0.7 * natural
    faint = natural < 0.04 * evidence.blocks and evidence.agreeing < 0.65 and evidence.fine < 0.85
    return faint and conflicting >= max(0.5, 0.25 * natural)


def another_take(evidence: Evidence) -> bool:
    """Whether the photos show one scene from two places or at two moments.

    Many keypoints match, but a quarter of them and more lie elsewhere than the transform says; edges part, and so does
    texture, which neither an edit nor compression brings about together. Of the true pairs
    that were accepted before in `tests/benchmarks/lookalikes.py` and `unseen.py`, some 9,000, it holds for none; of the
    pairs of burst frames for three.
    """
    return (
        evidence.match_count >= 60
        and evidence.inliers < 0.75 * evidence.match_count
        and evidence.fine < 0.5
        and evidence.conflicting > 0.3 * evidence.natural
    )


def one_layout(evidence: Evidence) -> bool:
    """Whether two drawn pages, tables or screens agree in all but what they say.

    Many keypoints match, but few of them where the transform says: the cells of two tables, the lines of two letters
    with one head. Or there is next to no natural texture, but many edges, and some of what is drawn differs: the bars
    of two charts, or a few words although the rest lies exactly on each other, as on two pages of one calendar. Pages
    have plain paper: where there are edges nearly everywhere, it is a photo of a wall or a meadow.
    """
    if _strays(evidence):
        return True
    if evidence.natural < 1 and _drawn_twice(evidence):
        return True
    if _filled_in_again(evidence):
        return True
    if not 150 <= evidence.fine_blocks < 400 or evidence.natural >= 0.07 * evidence.blocks:
        return False
    differing = (1 - evidence.fine) * evidence.fine_blocks
    return evidence.agreeing < 0.85 or (evidence.correlation > 0.95 and differing >= 4 and evidence.agreeing < 0.995)


def _strays(evidence: Evidence) -> bool:
    """Whether so few of the keypoint matches agree that the others must be letters and cells of one layout.

    That is so of less than a quarter of many; of less than half where one photo lies upright on the whole of the
    other and edges on edges, as there the matches of a copy agree; and of less than 0.7 where next to nothing is
    natural texture and the blocks part as well: the screens of one editor. Of the 14,300 true pairs accepted in
    `tests/benchmarks/outside.py` (half of its photos), `unseen.py` and `lookalikes.py` the second is so for one and the
    third for none; they keep 24 pairs of letters and tables and 15 of 16 of screens with code apart.
    """
    if evidence.match_count >= 60 and evidence.inliers < 0.25 * evidence.match_count and not evidence.direct:
        return True
    upright = abs(evidence.cropped) < 0.1 and abs(evidence.rotation) < 2
    share = evidence.inliers / max(1, evidence.match_count)
    if evidence.match_count < 40 or not upright:
        return False
    drawn = evidence.natural < 0.07 * evidence.blocks and 100 <= evidence.fine_blocks < 400
    return (share < 0.5 and evidence.fine > 0.8) or (share < 0.7 and drawn and evidence.agreeing < 0.7)


def _filled_in_again(evidence: Evidence) -> bool:
    """Whether two certificates, tickets or cards of one make lie on each other and say different things.

    An engraved border passes for natural texture, but there is little of it beside what is written; the writing
    differs at more than one place, and some letters match elsewhere. Of 20,500 true pairs accepted in
    `tests/benchmarks/everyday.py`, `unseen.py`, `outside.py` and `lookalikes.py` this costs 12, and keeps 44 pairs of
    certificates and cards apart.
    """
    if abs(evidence.cropped) >= 0.1 or abs(evidence.rotation) >= 2:
        return False
    if evidence.natural < 1 and evidence.rewritten >= 3:
        return True
    differing = (1 - evidence.fine) * evidence.fine_blocks
    exact = evidence.correlation >= 0.97 and evidence.agreeing >= 0.84 and differing >= 10
    elsewhere = evidence.inliers < 0.96 * evidence.match_count
    return exact and elsewhere and evidence.rewritten >= 1 and evidence.natural < 0.22 * evidence.blocks


def _drawn_twice(evidence: Evidence) -> bool:
    """Whether two pictures without natural texture are drawings of one kind: labels of bottles, cards, receipts, faces.

    What is put into a drawing hides some of it and leaves the rest as it was. Here edges meet other edges, or the
    coarse blocks part as well. Costs 2 of the same 14,300 true pairs and keeps 40 wrong ones apart.
    """
    if evidence.fine_blocks < 40:
        return False
    differing = (1 - evidence.fine) * evidence.fine_blocks
    if evidence.agreeing < 0.85 and evidence.fine_blocks >= 60:
        return True
    if evidence.agreeing < 0.9 and evidence.fine < 0.98 and evidence.inliers < 0.95 * evidence.match_count:
        return True
    if evidence.correlation > 0.98 and differing >= 3.5 and evidence.agreeing < 0.995:
        return True
    on_each_other = evidence.correlation > 0.99 or evidence.inliers < 0.8 * evidence.match_count
    return evidence.inliers >= 25 and differing >= 6 and evidence.correlation > 0.9 and on_each_other
