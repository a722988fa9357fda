"""Fit the likelihood of `lookalike.matching.likelihood` on corpora with a known truth.

    python tests/benchmarks/fit_likelihood.py CORPUS [CORPUS ...]

Logistic regression over all pairs that hashes or MobileNet propose, before any budget: hash similarity, the cosine of
the proposal vectors, that of the bystanders, and how clear the hash is. Each corpus counts by its number of files.
Pairs of a collage and a photo in it are left out. Prints the coefficients, and for each corpus the share of its true
pairs that is proposed within the budget, at how many wrong ones a file.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import cv2
import numpy as np
import numpy.typing as npt
from tests.benchmarks.accuracy import wanted_pairs
from tests.benchmarks.corpus import Reading, from_truth, read
from tests.benchmarks.fit_confidence import fit

from lookalike.job import ThreadRunner
from lookalike.matching import candidates
from lookalike.matching.likelihood import ALL_CLEAR, FIRST_CLEAR, LEAST_TELLING

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Table:
    """The proposals of one corpus: what the regression looks at, and whether they are right."""

    name: str
    files: int
    wanted: int
    rows: Array
    right: npt.NDArray[np.bool_]


def table(folder: Path, runner: ThreadRunner) -> Table:
    reading = read(from_truth(folder), runner, features=False)
    corpus = reading.corpus
    rows, first, second = _proposed(reading)
    kept = [not corpus.partly(one, two) for one, two in zip(first, second, strict=True)]
    right = [corpus.same(one, two) for one, two in zip(first, second, strict=True)]
    return Table(folder.name, len(corpus.files), len(wanted_pairs(corpus)), rows[kept], np.array(right)[kept])


def _proposed(reading: Reading) -> tuple[Array, list[int], list[int]]:
    """All proposals, with what `likely` was told of them."""
    told: list[Array] = []

    def note(similarity: Array, cosine: Array, crowd: Array) -> Array:
        clear = np.clip(similarity - FIRST_CLEAR, 0, ALL_CLEAR - FIRST_CLEAR)
        told.append(np.column_stack([np.maximum(similarity, LEAST_TELLING), np.maximum(cosine, 0), -crowd, clear]))
        return np.arange(len(similarity), 0, -1) / (len(similarity) + 1)  # in this order, so that all come back in it

    skip = [index for group in reading.twins for index in group[1:]]
    with patch.multiple(candidates, likely=note, WRONG_A_PHOTO=np.inf):
        found = candidates.propose(reading.photos, reading.fingerprints, reading.options, skip=skip)
    return told[0], [pair.first for pair in found], [pair.second for pair in found]


def within_budget(name: Table, constant: float, weights: Array) -> str:
    likelihood = 1 / (1 + np.exp(-(name.rows @ weights + constant)))
    order = np.argsort(-likelihood, kind="stable")
    taken = int(np.searchsorted(np.cumsum(1 - likelihood[order]), candidates.WRONG_A_PHOTO * name.files, side="right"))
    right = int(name.right[order[:taken]].sum())
    return (
        f"{name.name:12} {right / name.wanted:.4f} of the true pairs, {(taken - right) / name.files:.2f} wrong a file"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="+", help="folders with a truth.json")
    cv2.setNumThreads(1)
    with ThreadRunner(2) as runner:
        tables = [table(folder, runner) for folder in parser.parse_args().corpus]
    counts = np.concatenate([np.full(len(one.right), 1 / one.files) for one in tables])
    rows, right = np.concatenate([one.rows for one in tables]), np.concatenate([one.right for one in tables])
    constant, weights = fit(rows, right, counts / counts.mean())
    named = zip(("hash", "cosine", "crowd", "clear"), weights, strict=True)
    print(", ".join(f"{name} {weight:.2f}" for name, weight in named), f"constant {constant:.2f}")
    for one in tables:
        print(within_budget(one, constant, weights))


if __name__ == "__main__":
    main()
