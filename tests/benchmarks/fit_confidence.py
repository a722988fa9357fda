"""Fit the confidence of `lookalike.matching.confidence` on corpora with a known truth, and show its calibration.

    python tests/benchmarks/fit_confidence.py CORPUS [CORPUS ...]

Logistic regression over the evidence of all proposed pairs, weights held at 0 or above, a little ridge penalty.
Wrong pairs that agree in many blocks count `LOOKALIKE` times and frames of one scene `SCENE` times more: they are few
in any corpus but the ones that matter. That makes the confidence cautious where it errs. The check leaves photos out:
in five rounds a fifth of the base photos, with all their copies, is kept for testing. Prints what to put into
`SAME_PHOTO`.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from tests.benchmarks.corpus import from_truth, read, verified

from lookalike.job import ThreadRunner
from lookalike.matching.confidence import scores_of

LOOKALIKE, AGREEING = 5.0, 0.4
SCENE = 3.0
RIDGE = 5e-4
FOLDS = 5

Array = npt.NDArray[np.float64]


def table(folders: list[Path]) -> tuple[Array, npt.NDArray[np.bool_], Array, npt.NDArray[np.int64]]:
    """Scores, truth, weight and fold of every proposed pair that could be aligned."""
    rows, truth, weights, folds = [], [], [], []
    with ThreadRunner(2) as runner:
        for folder in folders:
            corpus = from_truth(folder)
            matches, _ = verified(read(corpus, runner), runner)
            for match in matches:
                if match.evidence is None or match.evidence.transform is None:
                    continue
                same = corpus.same(match.first, match.second)
                weight = LOOKALIKE if not same and match.evidence.agreeing > AGREEING else 1.0
                rows.append(scores_of(match.evidence))
                truth.append(same)
                weights.append(weight * (SCENE if not same and corpus.same_scene(match.first, match.second) else 1))
                folds.append(_fold(corpus.base[match.first]))
    return np.array(rows), np.array(truth), np.array(weights), np.array(folds)


def _fold(base: str) -> int:
    return hashlib.sha256(base.encode()).digest()[0] % FOLDS


def fit(rows: Array, truth: npt.NDArray[np.bool_], weights: Array) -> tuple[float, Array]:
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


def held_out(rows: Array, truth: npt.NDArray[np.bool_], weights: Array, folds: npt.NDArray[np.int64]) -> Array:
    """The confidence of each pair by a fit that has not seen its photo."""
    found = np.zeros(len(rows))
    for fold in range(FOLDS):
        inside = folds == fold
        constant, slopes = fit(rows[~inside], truth[~inside], weights[~inside])
        found[inside] = 1 / (1 + np.exp(-(rows[inside] @ slopes + constant)))
    return found


def reliability(confidence: Array, truth: npt.NDArray[np.bool_]) -> None:
    print("\nheld out photos\nconfidence      pairs   said   true")
    for low, high in ((0.0, 0.02), (0.02, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 0.99), (0.99, 1.01)):
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
    cv2.setNumThreads(1)
    rows, truth, weights, folds = table(parser.parse_args().corpus)
    constant, slopes = fit(rows, truth, weights)
    print(f"constant={constant:.2f}, weights=({', '.join(f'{slope:.2f}' for slope in slopes)})")
    reliability(held_out(rows, truth, weights, folds), truth)


if __name__ == "__main__":
    main()
