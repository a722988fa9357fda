"""How long a query takes against a library whose fingerprints are known.

    python tests/benchmarks/search.py [--photos 100000] [--queries 20]

The library is made up of random fingerprints among which the photos that scikit-image ships are hidden; queries are
edited copies of those. `candidates` compares with every photo; `verification` reads, decodes and verifies as many
candidates as a search does at most, from JPEGs of 12 megapixels, on two threads. The engine is loaded already. `(CPU)`
is processor time, which says more on a machine that has other work.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from tests.photos import FILES, captioned, cropped, mirrored, photo, resized, save

from lookalike.decoding.decode import Limits
from lookalike.fingerprints.embed import PROPOSAL_LENGTH, VECTOR_LENGTH, Embedder
from lookalike.fingerprints.engines import load_engine
from lookalike.fingerprints.fingerprint import completed, fingerprint_photo
from lookalike.fingerprints.hashing import PROPOSAL
from lookalike.matching.verification import features_of
from lookalike.matching.verify import verify
from lookalike.result import Hit
from lookalike.search import VERIFIED, Candidate, SearchIndex, rank
from lookalike.settings import EngineChoice
from lookalike.types import Fingerprint, Quality

EDITS = (captioned, cropped, mirrored, resized)
LIMITS = Limits()
THREADS = 2


def random_fingerprints(count: int) -> list[Fingerprint]:
    """Fingerprints of photos that have nothing to do with each other."""
    rng = np.random.default_rng(0)
    hashes = rng.integers(0, 256, (count, 256), np.uint8)
    proposals = rng.standard_normal((count, PROPOSAL_LENGTH)).astype(np.float32)
    proposals /= np.linalg.norm(proposals, axis=1, keepdims=True)
    vector = bytes(2 * VECTOR_LENGTH)
    quality = Quality(4000, 3000, "JPEG", 500.0)
    return [
        Fingerprint(0, 0, 0, 0, hash_.tobytes(), quality, 50.0, vector, proposal.astype(np.float16).tobytes())
        for hash_, proposal in zip(hashes, proposals, strict=True)
    ]


@dataclass
class Library:
    """Fingerprints, the last of which belong to real files."""

    files: list[Path]
    fingerprints: list[Fingerprint]
    embedder: Embedder
    pool: ThreadPoolExecutor

    def fingerprint(self, path: Path) -> Fingerprint:
        reading = fingerprint_photo(str(path), LIMITS, PROPOSAL)
        assert reading.network_input is not None
        return completed(reading.fingerprint, self.embedder.embed([reading.network_input])[0])

    def path(self, candidate: Candidate) -> str:
        """Random fingerprints have no file; some other one stands in, so that each costs what it would cost."""
        place = candidate.photo - len(self.fingerprints) + len(self.files)
        return str(self.files[place % len(self.files)])

    def verified(self, query: Path, candidates: tuple[Candidate, ...], fingerprint: Fingerprint) -> tuple[Hit, ...]:
        features = features_of(str(query), LIMITS)
        found = self.pool.map(lambda one: verify(features, features_of(self.path(one), LIMITS), one.hint), candidates)
        evidence = {one.photo: each for one, each in zip(candidates, found, strict=True)}
        return rank(fingerprint, self.fingerprints, candidates, evidence)


class Stopwatch:
    """Wall and processor seconds since it was last asked."""

    def __init__(self) -> None:
        self._last = (time.perf_counter(), time.process_time())

    def lap(self) -> tuple[float, float]:
        now = (time.perf_counter(), time.process_time())
        wall, processor = (end - begin for begin, end in zip(self._last, now, strict=True))
        self._last = now
        return wall, processor


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=20)
    arguments = parser.parse_args()
    names = list(FILES)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(THREADS) as pool:
        files = [
            save(photo(name).resize((4000, 3000), Image.Resampling.BICUBIC), Path(folder) / f"{name}.jpg")
            for name in names
        ]
        library = Library(files, [], Embedder(load_engine(EngineChoice.AUTO, THREADS)), pool)
        known = [library.fingerprint(path) for path in files]
        library.fingerprints = [*random_fingerprints(arguments.photos - len(known)), *known]
        watch = Stopwatch()
        index = SearchIndex(library.fingerprints)
        laps = {"index, once": [watch.lap()], "query read": [], "candidates": [], "verification": []}
        right = 0
        for number in range(arguments.queries):
            chosen = number % len(names)
            query = save(EDITS[number % len(EDITS)](photo(names[chosen])), Path(folder) / "query.jpg")
            watch.lap()
            fingerprint = library.fingerprint(query)
            laps["query read"].append(watch.lap())
            candidates = index.candidates(fingerprint)
            laps["candidates"].append(watch.lap())
            best = library.verified(query, candidates[:VERIFIED], fingerprint)[0]
            laps["verification"].append(watch.lap())
            right += best.confirmed and best.photo == len(library.fingerprints) - len(names) + chosen
    print(f"{arguments.photos} photos, {VERIFIED} verified of {len(candidates)} candidates; milliseconds")
    print(f"{'':14s}{'median':>9s}{'slowest':>9s}{'(CPU)':>9s}")
    for name, column in laps.items():
        wall = [1000 * lap[0] for lap in column]
        processor = statistics.median(1000 * lap[1] for lap in column)
        print(f"{name:14s}{statistics.median(wall):9.0f}{max(wall):9.0f}{processor:9.0f}")
    print(f"the right photo first, and confirmed: {right} of {arguments.queries}")


if __name__ == "__main__":
    main()
