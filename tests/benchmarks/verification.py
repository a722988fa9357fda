"""What verification costs: ORB features of a photo, a pair of one photo, a pair of two, and where the time goes.

    python tests/benchmarks/verification.py [--corpus FOLDER] [--pairs 1000]

FOLDER holds photos and a `truth.json` (see corpus.py), or just photos, each then taken for one of its own; without it,
a small corpus is made from the photos that scikit-image ships. Pairs are those that hashes and MobileNet propose: wrong
ones are look-alikes, therefore, dearer than any two photos. Milliseconds of processor time on one thread.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import cv2
import numpy as np
from tests.benchmarks.corpus import Corpus, Reading, from_bundled_photos, from_truth, read

from lookalike.decoding import scratch
from lookalike.decoding.decode import Limits, decode
from lookalike.job import ThreadRunner
from lookalike.matching import aligned, geometry, orb, relation
from lookalike.matching.candidates import Proposal, propose
from lookalike.matching.verify import extract, verify

PHOTOS = 200
STAGES = {
    "match descriptors": (orb, "pair_up"),
    "find the transform": (geometry, "fit"),
    "align and compare pixels": (aligned, "compare"),
    "name the relation": (relation, "relations"),
}


def from_photos(folder: Path) -> Corpus:
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return Corpus(folder, files, files, ["original"] * len(files), {}, {})


def milliseconds(work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    return 1000 * (time.thread_time() - start)


def of_features(corpus: Corpus) -> list[float]:
    """For each of a sample of photos, what its ORB features cost; decoding is not counted."""
    spent = []
    for name in corpus.files[:: max(1, len(corpus.files) // PHOTOS)]:
        raster = scratch.restore(scratch.encode(decode(str(corpus.folder / name), Limits()).raster))
        spent.append(milliseconds(lambda raster=raster: extract(raster)))  # type: ignore[misc]
    return spent


@contextmanager
def stopwatches() -> Iterator[dict[str, float]]:
    """Milliseconds that each stage has taken so far; a small part of them is the measuring itself."""
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            start = time.thread_time()
            try:
                return work(*arguments, **options)
            finally:
                spent[name] += 1000 * (time.thread_time() - start)

        return call

    patches = [mock.patch.object(module, name, timed(stage, getattr(module, name)))
               for stage, (module, name) in STAGES.items()]  # fmt: skip
    for patch in patches:
        patch.start()
    try:
        yield spent
    finally:
        for patch in patches:
            patch.stop()


def of_pairs(reading: Reading, proposals: Sequence[Proposal]) -> list[float]:
    features = reading.features
    return [
        milliseconds(lambda one=one: verify(features[one.first], features[one.second], one.hint))  # type: ignore[misc]
        for one in proposals
    ]


def show(name: str, spent: Sequence[float]) -> None:
    if spent:
        print(f"| {name} | {len(spent)} | {np.mean(spent):.1f} | {np.median(spent):.1f} | {np.max(spent):.1f} |")


def show_stages(reading: Reading, chosen: dict[str, list[Proposal]]) -> None:
    print("\n| share of the time | " + " | ".join(chosen) + " |\n| --- |" + " ---: |" * len(chosen))
    columns = []
    for proposals in chosen.values():
        with stopwatches() as spent:
            total = sum(of_pairs(reading, proposals)) or 1.0
        columns.append({**{name: spent[name] / total for name in STAGES}, "the rest": 1 - sum(spent.values()) / total})
    for name in (*STAGES, "the rest"):
        print(f"| {name} | " + " | ".join(f"{column[name]:.0%}" for column in columns) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--pairs", type=int, default=1000, help="how many pairs of each kind")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as folder, ThreadRunner(2) as runner:
        corpus = from_bundled_photos(Path(folder))
        if arguments.corpus:
            known = (arguments.corpus / "truth.json").exists()
            corpus = from_truth(arguments.corpus) if known else from_photos(arguments.corpus)
        features = of_features(corpus)
        reading = read(corpus, runner)
    skip = [index for group in reading.twins for index in group[1:]]
    proposals = propose(reading.photos, reading.fingerprints, reading.options, skip=skip)
    kinds: dict[str, list[Proposal]] = {"true pairs": [], "wrong pairs": []}
    for one in proposals:
        kinds["true pairs" if corpus.same(one.first, one.second) else "wrong pairs"].append(one)
    chosen = {name: found[:: -(-len(found) // arguments.pairs)] for name, found in kinds.items() if found}
    print(f"{len(corpus.files)} files, {len(proposals)} pairs proposed\n")
    print("| milliseconds of processor time | measured | mean | median | most |\n| --- | ---: | ---: | ---: | ---: |")
    show("ORB features of a photo", features)
    for name, some in chosen.items():
        show(f"{name} ({len(kinds[name])} in all)", of_pairs(reading, some))
    show_stages(reading, chosen)


if __name__ == "__main__":
    main()
