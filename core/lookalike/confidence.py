"""The calibrated confidence that two photos are copies or edits of one: a logistic regression over a few scores.

Every score only ever adds to the confidence (weights are not negative), so a user can follow it. The coefficients
are fitted by `tests/benchmarks/fit_confidence.py` on edited copies of photos and on look-alike negatives.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from lookalike.types import Evidence

WITHOUT_MOBILENET = 0.6
"""The MobileNet score assumed where no engine runs: the median of wrong proposals in our benchmark."""

WITHOUT_HASH = 0.55
"""The hash similarity assumed for pairs whose hashes were not compared: what chance gives over eight orientations."""


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Weights of the scores that `scores_of` gives, in its order, and the constant."""

    constant: float
    weights: tuple[float, ...]


SAME_PHOTO = Coefficients(constant=-22.0, weights=(20.0, 1.0, 4.0, 4.0, 2.0, 1.0))
"""Set by hand until fitted."""


def scores_of(evidence: Evidence, hash_similarity: float | None, mobilenet: float | None) -> tuple[float, ...]:
    """What the regression looks at: agreeing share, inliers, correlation, hash, MobileNet and spread."""
    return (
        evidence.agreeing,
        math.log1p(min(evidence.inliers, 100)),
        evidence.correlation,
        WITHOUT_HASH if hash_similarity is None else max(hash_similarity, WITHOUT_HASH),
        WITHOUT_MOBILENET if mobilenet is None else max(mobilenet, WITHOUT_MOBILENET),
        evidence.spread,
    )


def confidence(evidence: Evidence, hash_similarity: float | None, mobilenet: float | None) -> float:
    """The probability, 0 to 1, that both are the same photo. 0 where the photos could not be aligned."""
    if evidence.transform is None:
        return 0.0
    scores = scores_of(evidence, hash_similarity, mobilenet)
    total = SAME_PHOTO.constant + sum(weight * score for weight, score in zip(SAME_PHOTO.weights, scores, strict=True))
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))
