"""The scores of a pair as rows: value, threshold, passed or not, and what each one means."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lookalike.matching.cascade import MIN_CONFIDENCE
from lookalike.matching.verify import LEAST_INLIERS
from lookalike.settings import ScanOptions
from lookalike.types import HashKind, Match
from lookalike_gui.basics.wording import decimal, filled, score
from lookalike_gui.texts import hash_kind

HASH = 0.84
"""54 of 64 bits: a distance of 10 bits is imagededup's default for "the same"."""

MOBILENET = 0.9
"""The cosine from which imagededup's MobileNet method calls two photos the same, by default."""

CORRELATION = 0.5
"""Aligned correlation that gave ORB precision 0.98 and recall 0.98 in our first trial of the method."""


@dataclass(frozen=True, slots=True)
class ScoreThresholds:
    """From where each score speaks for a match, 0 to 1. Only the confidence decides, unless the user set others."""

    confidence: float = 0.5
    hash: float = HASH
    mobilenet: float = MOBILENET
    orb: float | None = None
    correlation: float = CORRELATION


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One score: `value` and `threshold` from 0 to 1, None where there is none; `decides` makes it stand out."""

    name: str
    value: float | None
    text: str
    threshold: float | None
    meaning: str
    decides: bool = False

    @property
    def passed(self) -> bool | None:
        """Whether the value reaches the threshold; None where either is missing."""
        if self.value is None or self.threshold is None:
            return None
        return self.value >= self.threshold


def thresholds_of(options: ScanOptions) -> ScoreThresholds:
    """The thresholds that a scan used."""
    preset = MIN_CONFIDENCE[options.preset]
    return ScoreThresholds(
        confidence=preset if options.min_confidence is None else options.min_confidence,
        hash=HASH if options.min_hash is None else options.min_hash,
        mobilenet=MOBILENET if options.min_mobilenet is None else options.min_mobilenet,
        orb=options.min_orb,
    )


def score_rows(match: Match, thresholds: ScoreThresholds) -> tuple[ScoreRow, ...]:
    """All scores in the order of the cascade, the confidence that sums them up first."""
    scores = match.scores
    confidence = ScoreRow(
        QCoreApplication.translate("Scores", "Confidence"),
        scores.confidence,
        _percent(scores.confidence),
        thresholds.confidence,
        QCoreApplication.translate(
            "Scores", "The calibrated probability that both are the same photo, from the landmarks and the pixels"
        ),
        decides=True,
    )
    hashes = [
        ScoreRow(
            hash_kind(kind),
            scores.hash(kind),
            _percent(scores.hash(kind)),
            thresholds.hash,
            QCoreApplication.translate("Scores", "Share of equal bits of the perceptual hash"),
        )
        for kind in HashKind
    ]
    mobilenet = ScoreRow(
        QCoreApplication.translate("Scores", "MobileNet"),
        scores.mobilenet,
        _decimal(scores.mobilenet),
        thresholds.mobilenet,
        QCoreApplication.translate("Scores", "Cosine of what the neural network sees in both photos"),
    )
    return (confidence, *hashes, mobilenet, *_pixel_rows(match, thresholds))


def _pixel_rows(match: Match, thresholds: ScoreThresholds) -> tuple[ScoreRow, ScoreRow]:
    scores, evidence = match.scores, match.evidence
    text = _decimal(scores.orb)
    threshold = thresholds.orb
    if evidence is not None:
        text = filled(
            QCoreApplication.translate("Scores", "%1 of %2"), str(evidence.inliers), str(evidence.match_count)
        )
        threshold = LEAST_INLIERS / max(min(evidence.keypoints), 1) if threshold is None else threshold
    orb = ScoreRow(
        QCoreApplication.translate("Scores", "ORB"),
        scores.orb,
        text,
        threshold,
        QCoreApplication.translate(
            "Scores", "Matched points that agree on one geometry; the bar is their share of all points of a photo"
        ),
    )
    correlation = ScoreRow(
        QCoreApplication.translate("Scores", "Correlation"),
        scores.correlation,
        _decimal(scores.correlation),
        thresholds.correlation,
        QCoreApplication.translate("Scores", "How well the pixels agree where the photos lie over each other"),
    )
    return orb, correlation


def _percent(value: float | None) -> str:
    return "–" if value is None else score(value)


def _decimal(value: float | None) -> str:
    return "–" if value is None else decimal(value)
