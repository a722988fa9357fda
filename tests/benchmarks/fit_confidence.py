"""Fit the confidence of `lookalike.matching.confidence` on corpora with a known truth, and show its calibration.

    python tests/benchmarks/lookalikes.py PHOTOS hard1 --seed 1
    python tests/benchmarks/lookalikes.py PHOTOS hard2 --seed 2
    python tests/benchmarks/fit_confidence.py hard1 hard2 [--test CORPUS ...]

Logistic regression over the evidence of all pairs that the cascade proposes and can align, weights held at 0 or above,
a little ridge penalty, no random numbers: the same corpora give the same coefficients. Frames of one scene count
`SCENE` times, as wrong pairs: they are few in any corpus but the ones that matter, and make the confidence cautious.
Prints what to put into `SAME_PHOTO`, and how good it is: on photos left out (in five rounds a fifth of the base photos
with all their copies), with the fitted coefficients on the corpora to test, and, held out again, whether the hash
similarity and the MobileNet score would add anything.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from tests.benchmarks.corpus import Corpus, from_truth, read, verified

from lookalike.job import ThreadRunner
from lookalike.matching.confidence import scores_of
from lookalike.types import Match

SCENE = 8.0
RIDGE = 1e-3
FOLDS = 5
BANDS = (0.0, 0.02, 0.2, 0.5, 0.8, 0.95, 0.99, 1.01)

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Pairs:
    """Every pair that could be aligned: the scores that the confidence looks at, hash and MobileNet scores, whether it
    is one photo, its weight, and in which round it is left out."""

    scores: Array
    likeness: Array
    truth: Flags
    weights: Array
    fold: npt.NDArray[np.int64]


def pairs_of(folders: Sequence[Path]) -> Pairs:
    scores, likeness, truth, weights, folds = [], [], [], [], []
    with ThreadRunner(2) as runner:
        for folder in folders:
            corpus = from_truth(folder)
            first_round, second_round = verified(read(corpus, runner), runner)
            for match in (*first_round, *second_round):
                if match.evidence is None or match.evidence.transform is None:
                    continue
                scores.append(scores_of(match.evidence))
                likeness.append((match.scores.phash or 0.0, match.scores.mobilenet or 0.0))
                truth.append(corpus.same(match.first, match.second))
                weights.append(_weight(corpus, match))
                folds.append(_fold(corpus.base[match.first]))
    return Pairs(np.array(scores), np.array(likeness), np.array(truth), np.array(weights), np.array(folds))


def _weight(corpus: Corpus, match: Match) -> float:
    of_one_scene = corpus.same_scene(match.first, match.second)
    return SCENE if of_one_scene and not corpus.same(match.first, match.second) else 1.0


def _fold(base: str) -> int:
    return hashlib.sha256(base.encode()).digest()[0] % FOLDS


def fit(rows: Array, truth: Flags, weights: Array) -> tuple[float, Array]:
    """The constant and the weights of the scores."""
    centre, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    design = np.column_stack([(rows - centre) / spread, np.ones(len(rows))])
    sign = np.where(truth, 1.0, -1.0)

    def loss(beta: Array) -> tuple[float, Array]:
        score = design @ beta
        chance = 1 / (1 + np.exp(-score))
        penalty = np.r_[beta[:-1], 0]
        value = (weights * np.logaddexp(0, -score * sign)).sum() / weights.sum() + RIDGE * (penalty**2).sum()
        return value, design.T @ (weights * (chance - truth)) / weights.sum() + 2 * RIDGE * penalty

    bounds = [(0, None)] * rows.shape[1] + [(None, None)]
    beta = minimize(loss, np.zeros(design.shape[1]), jac=True, bounds=bounds, method="L-BFGS-B").x
    slopes = beta[:-1] / spread
    return float(beta[-1] - slopes @ centre), slopes


def chances(rows: Array, constant: float, slopes: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-(rows @ slopes + constant))))


def held_out(rows: Array, pairs: Pairs) -> Array:
    """The confidence of each pair by a fit that has not seen its photo."""
    found = np.zeros(len(rows))
    for fold in range(FOLDS):
        inside = pairs.fold == fold
        constant, slopes = fit(rows[~inside], pairs.truth[~inside], pairs.weights[~inside])
        found[inside] = chances(rows[inside], constant, slopes)
    return found


def log_loss(confidence: Array, truth: Flags) -> float:
    """Mean surprise, in nats; the less the better."""
    return float(-np.log(np.clip(np.where(truth, confidence, 1 - confidence), 1e-6, 1)).mean())


def reliability(title: str, confidence: Array, truth: Flags) -> None:
    print(f"\n{title}: log loss {log_loss(confidence, truth):.4f}\nconfidence      pairs   said   true")
    for low, high in itertools.pairwise(BANDS):
        inside = (confidence >= low) & (confidence < high)
        if inside.any():
            said, true = confidence[inside].mean(), truth[inside].mean()
            print(f"{low:.2f} to {min(high, 1):.2f} {inside.sum():8} {said:6.3f} {true:6.3f}")
    for threshold in (0.5, 0.7, 0.9):
        taken = confidence >= threshold
        print(f"at {threshold}: {int((taken & truth).sum())} of {int(truth.sum())} right, "
              f"{int((taken & ~truth).sum())} of {int((~truth).sum())} wrong")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="+", help="folders with a truth.json")
    parser.add_argument("--test", type=Path, nargs="+", default=[], metavar="CORPUS", help="not fitted, only judged")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    pairs = pairs_of(arguments.corpus)
    constant, slopes = fit(pairs.scores, pairs.truth, pairs.weights)
    print(f"{len(pairs.truth)} pairs, {int((~pairs.truth).sum())} of them wrong")
    print(f"constant={constant:.2f}, weights=({', '.join(f'{slope:.2f}' for slope in slopes)})")
    reliability("held out photos", held_out(pairs.scores, pairs), pairs.truth)
    if arguments.test:
        other = pairs_of(arguments.test)
        reliability("corpora that were not fitted", chances(other.scores, constant, slopes), other.truth)
    more = np.column_stack([pairs.scores, pairs.likeness])
    _, with_likeness = fit(more, pairs.truth, pairs.weights)
    print(f"\nwith hash and MobileNet: weights {with_likeness[-2]:.2f} and {with_likeness[-1]:.2f}, "
          f"log loss held out {log_loss(held_out(more, pairs), pairs.truth):.4f}")  # fmt: skip


if __name__ == "__main__":
    main()
