"""How right the answers are: precision, recall and F1 of pairs, for every stage alone and for the whole cascade.

    python tests/benchmarks/accuracy.py [--corpus FOLDER]

FOLDER holds photos and a `truth.json` (see corpus.py); without it, a small corpus is made from the photos that
scikit-image ships. A stage alone accepts all pairs whose score reaches one threshold, the one with the best F1.
ORB alone judges the pairs that hashes and MobileNet propose, by its inliers. The cascade is the default preset with
its groups. Then recall of original-to-copy pairs by kind of edit, what wrong pairs join, and how well calibrated the
confidence is. Pairs of different photos of one scene are counted as wrong only in the line that says so.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
from tests.benchmarks.corpus import Corpus, Reading, from_bundled_photos, from_truth, read, verified, with_implied

from lookalike.job import ThreadRunner
from lookalike.matching.cascade import exact_matches
from lookalike.matching.group import Grouping
from lookalike.types import HashKind, Match

STAGES = [kind.value for kind in HashKind]


def wanted_pairs(corpus: Corpus) -> set[tuple[int, int]]:
    members = defaultdict(list)
    for index, base in enumerate(corpus.base):
        members[base].append(index)
    return {pair for group in members.values() for pair in combinations(group, 2)}


def rates(right: int, wrong: int, wanted: int) -> tuple[float, float, float]:
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / wanted if wanted else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def best_threshold(scores: np.ndarray, right: np.ndarray, wanted: int) -> tuple[float, int, int]:
    """The score at which F1 is best, and how many right and wrong pairs reach it."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(right[order])
    taken = np.arange(1, len(order) + 1)
    last_of_equals = np.r_[scores[order][1:] != scores[order][:-1], True]
    f1 = np.where(last_of_equals, 2 * hits / (taken + wanted), 0)
    best = int(f1.argmax())
    return float(scores[order][best]), int(hits[best]), int(taken[best] - hits[best])


def all_pairs(reading: Reading) -> dict[str, np.ndarray]:
    """The score of every pair by each hash (64 bits, as stored) and by MobileNet, as columns of the upper triangle."""
    prints = [one for one in reading.fingerprints if one is not None]
    upper = np.triu_indices(len(prints), 1)
    columns = {}
    for name in STAGES:
        values = np.array([getattr(one, name) for one in prints], np.uint64)
        columns[name] = 1 - np.bitwise_count(values[:, None] ^ values[None, :])[upper] / 64
    if all(one.vector for one in prints):
        vectors = np.stack([np.frombuffer(one.vector, np.float16) for one in prints]).astype(np.float32)
        columns["mobilenet"] = (vectors @ vectors.T)[upper]
    return columns


def stages_alone(reading: Reading, matches: list[Match]) -> None:
    corpus = reading.corpus
    first, second = np.triu_indices(len(corpus.files), 1)
    _, bases = np.unique(corpus.base, return_inverse=True)
    right = bases[first] == bases[second]
    wanted = int(right.sum())
    for name, column in all_pairs(reading).items():
        line(name, *best_threshold(column, right, wanted), wanted)
    copies = {group[0]: group for group in reading.twins}
    scores: list[float] = []
    judged: list[bool] = []
    for match in matches:
        ways = len(copies.get(match.first, (0,))) * len(copies.get(match.second, (0,)))
        scores += [match.scores.orb or 0.0] * ways
        judged += [corpus.same(match.first, match.second)] * ways
    twins = [pair for group in reading.twins for pair in combinations(group, 2)]
    scores += [1.0] * len(twins)
    judged += [corpus.same(*pair) for pair in twins]
    line("orb (of proposed)", *best_threshold(np.array(scores), np.array(judged), wanted), wanted)


def line(name: str, threshold: float | None, right: int, wrong: int, wanted: int) -> None:
    precision, recall, f1 = rates(right, wrong, wanted)
    at = "" if threshold is None else f"{threshold:.3f}"
    print(f"{name:22} {at:>9} {precision:10.4f} {recall:8.4f} {f1:8.4f} {wrong:7}")


def cascade(reading: Reading, everything: list[Match]) -> set[tuple[int, int]]:
    matches = [*exact_matches(reading.twins), *everything]
    groups = Grouping(reading.photos, reading.fingerprints, matches, reading.options).groups()
    return {(min(pair), max(pair)) for group in groups for pair in combinations(group.photos, 2)}


def by_kind(corpus: Corpus, found: set[tuple[int, int]]) -> None:
    originals = {base: index for index, (base, kind) in enumerate(zip(corpus.base, corpus.kind, strict=True))
                 if kind == "original"}  # fmt: skip
    hits: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for index, (base, kind) in enumerate(zip(corpus.base, corpus.kind, strict=True)):
        original = originals.get(base, index)
        if original != index:
            total[kind] += 1
            hits[kind] += (min(index, original), max(index, original)) in found
    print("\nrecall of original to copy, by kind of edit")
    for kind in sorted(total, key=lambda kind: (hits[kind] / total[kind], kind)):
        print(f"  {kind:22} {hits[kind] / total[kind]:6.3f}  ({hits[kind]}/{total[kind]})")


def missed(corpus: Corpus, wanted: set[tuple[int, int]], matches: list[Match], found: set[tuple[int, int]]) -> None:
    """Where the pairs of an original and its copy get lost: never proposed, or proposed and not accepted."""
    proposed = {(match.first, match.second) for match in matches}
    lost: dict[str, Counter[str]] = {"not proposed": Counter(), "not accepted": Counter()}
    for pair in sorted(wanted - found):
        kinds = sorted((corpus.kind[index] for index in pair), key=lambda kind: kind != "original")
        if kinds[0] == "original":
            lost["not accepted" if pair in proposed else "not proposed"][kinds[1]] += 1
    for stage, kinds_lost in lost.items():
        print(f"original to copy, {stage}:", dict(kinds_lost.most_common()) or "none")


def calibration(corpus: Corpus, matches: list[Match]) -> None:
    print("\nconfidence      pairs   said   true")
    for low, high in ((0.0, 0.02), (0.02, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 0.99), (0.99, 1.01)):
        inside = [match for match in matches if low <= (match.scores.confidence or 0.0) < high]
        if inside:
            said = sum(match.scores.confidence or 0.0 for match in inside) / len(inside)
            true = sum(corpus.same(match.first, match.second) for match in inside) / len(inside)
            print(f"{low:.2f} to {min(high, 1):.2f} {len(inside):8} {said:6.3f} {true:6.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as folder, ThreadRunner(2) as runner:
        corpus = from_truth(arguments.corpus) if arguments.corpus else from_bundled_photos(Path(folder))
        reading = read(corpus, runner)
        start = time.process_time()
        matches, more = verified(reading, runner)
        spent = time.process_time() - start
    everything = with_implied(reading, matches, more)
    wanted, found = wanted_pairs(corpus), cascade(reading, everything)
    print(f"{len(corpus.files)} files, {len(wanted)} pairs wanted; verified {len(matches)} + {len(more)} pairs, "
          f"{1000 * spent / max(1, len(matches) + len(more)):.1f} ms CPU each with proposing")  # fmt: skip
    false = sum(not corpus.same(match.first, match.second) for match in matches)
    print(f"{false / len(corpus.files):.2f} wrong proposals verified for each file\n")
    print(f"{'stage':22} {'threshold':>9} {'precision':>10} {'recall':>8} {'F1':>8} {'wrong':>7}")
    stages_alone(reading, [*matches, *more])
    wrong = found - wanted
    parts = {pair for pair in wrong if corpus.partly(*pair)}
    wrong -= parts
    scenes = {pair for pair in wrong if corpus.same_scene(*pair)}
    line("cascade", None, len(found & wanted), len(wrong - scenes), len(wanted))
    if scenes:
        line("  scenes count as wrong", None, len(found & wanted), len(wrong), len(wanted))
    by_kind(corpus, found)
    if corpus.shows:
        print(f"\n{len(parts)} pairs of a collage and a photo in it, or of photos that meet in it, count as neither")
    missed(corpus, wanted, matches, found)
    joined = Counter(" + ".join(sorted((corpus.kind[one], corpus.kind[two]))) for one, two in wrong)
    print("\nwrong pairs join:", dict(joined.most_common()) or "none")
    calibration(corpus, [*matches, *more])


if __name__ == "__main__":
    main()
