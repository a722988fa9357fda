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

from lookalike.matching.contradictions import contradicted
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
"""The most that a contradicted pair reaches (`contradictions.contradicted`)."""


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
