"""What matching costs: all pairs of hashes within a radius, and nearest neighbours of vectors, beside other libraries.

    python tests/benchmarks/matching.py [--largest 1000000] [--only pairs|neighbours]

Hashes are random, with a near copy of every hundredth planted within the radius, so the right answer is known; a sample
of queries to faiss' flat index, which compares everything, checks that no chance pair is missing either, and gives its
time for all queries. Each row runs in a process of its own, on one thread, and times are processor time, so a busy
machine changes them little. `pip install faiss-cpu usearch` for the comparison; the program itself needs neither.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import log
from multiprocessing import get_context
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt
from usearch.index import Index as UsearchIndex

from lookalike.matching.hamming import near_pairs
from lookalike.matching.neighbours import PROBES, nearest

FLAT_SAMPLE = 2_000_000_000
"""Comparisons that faiss' flat index may make; its time for all is taken from these."""

Hashes = npt.NDArray[np.uint8]
Vectors = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Row:
    """One line of a table: seconds of processor time, what was found, and the process's peak memory in MiB."""

    name: str
    seconds: float
    peak: float
    note: str = ""


def seconds_of(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def peak_mib() -> float:
    """The peak of this process; 0 where the platform does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def in_own_process(work: Callable[[], Row]) -> Row:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work).result()


def planted(count: int, bits: int, radius: int, orientations: int = 1) -> tuple[Hashes, set[tuple[int, int]]]:
    """Random hashes of shape (count, orientations, bytes), and the pairs that were made near."""
    noise = np.random.default_rng(0)
    hashes = noise.integers(0, 256, (count, orientations, bits // 8), dtype=np.uint8)
    pairs = set()
    for first in range(count // 100):
        second = count - 1 - first
        flips = np.zeros(bits, np.uint8)
        flips[noise.choice(bits, noise.integers(0, radius + 1), replace=False)] = 1
        hashes[second, 0] = hashes[first, noise.integers(0, orientations)] ^ np.packbits(flips)
        pairs.add((first, second))
    return hashes, pairs


def our_pairs(count: int, bits: int, radius: int, orientations: int) -> Row:
    hashes, expected = planted(count, bits, radius, orientations)
    seconds, pairs = seconds_of(lambda: near_pairs(hashes, radius))
    found = set(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True))
    missed = len(expected - found) + flat_disagreements(hashes, radius, found)
    what = "one orientation" if orientations == 1 else f"{orientations} orientations"
    return Row(f"ours, {what}", seconds, peak_mib(), f"{len(found)} pairs, {missed} missed")


def flat_disagreements(hashes: Hashes, radius: int, found: set[tuple[int, int]], queries: int = 50) -> int:
    """Pairs of the first few photos, by brute force, that are not among those found."""
    missed = 0
    for first in range(queries):
        distance = np.bitwise_count(hashes ^ hashes[first, 0]).sum(axis=2, dtype=np.int64).min(axis=1)
        for second in np.flatnonzero(distance <= radius).tolist():
            missed += second != first and (min(first, second), max(first, second)) not in found
    return missed


def faiss_flat(count: int, bits: int, radius: int) -> Row:
    hashes = planted(count, bits, radius)[0][:, 0]
    index = faiss.IndexBinaryFlat(bits)
    index.add(hashes)
    queries = min(max(FLAT_SAMPLE // count, 100), count)
    sample = np.ascontiguousarray(hashes[:queries])
    seconds, _ = seconds_of(lambda: index.range_search(sample, radius + 1))
    return Row("faiss IndexBinaryFlat", seconds * count / queries, peak_mib(), f"from {queries} queries")


def faiss_multihash(count: int, bits: int, radius: int) -> Row:
    hashes, expected = planted(count, bits, radius)
    hashes = hashes[:, 0]
    chunks = radius + 1 if bits == 256 else 4
    index = faiss.IndexBinaryMultiHash(bits, chunks, min(bits // chunks, 32))
    index.nflip = max(radius // chunks, 0)
    queries = min(count, 20_000)
    building, _ = seconds_of(lambda: index.add(hashes))
    sample = np.ascontiguousarray(hashes[:queries])
    seconds, (limits, _, found) = seconds_of(lambda: index.range_search(sample, radius + 1))
    pairs = {(query, int(other)) for query in range(queries) for other in found[limits[query] : limits[query + 1]]}
    asked = {pair for pair in expected if pair[0] < queries}
    note = f"from {queries} queries, {len(asked - pairs)} of {len(asked)} planted missed"
    return Row("faiss IndexBinaryMultiHash", building + seconds * count / queries, peak_mib(), note)


def usearch_pairs(count: int, bits: int, radius: int) -> Row:
    hashes, expected = planted(count, bits, radius)
    hashes = hashes[:, 0]
    index = UsearchIndex(ndim=bits, metric="hamming", dtype="b1")
    building, _ = seconds_of(lambda: index.add(np.arange(count), hashes, threads=1))
    seconds, matches = seconds_of(lambda: index.search(hashes, 10, threads=1))
    found = {(query, int(other)) for query, row in enumerate(matches.keys) for other in row}
    missed = sum(pair not in found and pair[::-1] not in found for pair in expected)
    return Row("usearch (10 nearest)", building + seconds, peak_mib(), f"{missed} of {len(expected)} planted missed")


def whitened(count: int, dimensions: int = 256) -> tuple[Vectors, Numbers]:
    """Vectors without any structure, the hardest case for lists; every second one has a copy at a cosine of 0.8."""
    noise = np.random.default_rng(0)
    vectors = noise.standard_normal((count, dimensions), np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    half = count // 2
    turned = 0.8 * vectors[:half] + 0.6 * vectors[half : 2 * half]
    vectors[half : 2 * half] = turned / np.linalg.norm(turned, axis=1, keepdims=True)
    return vectors, (np.arange(count) + half) % (2 * half)


def partners_found(indices: npt.NDArray[np.int64], partner: Numbers) -> str:
    return f"{(indices == partner[:, None]).any(axis=1).mean():.2%} of the near copies"


def our_neighbours(count: int, exact: bool) -> Row:
    vectors, partner = whitened(count)
    seconds, found = seconds_of(lambda: nearest(vectors, 8, exact_limit=count if exact else 0))
    return Row(f"ours, {'exact' if exact else 'lists'}", seconds, peak_mib(), partners_found(found.indices, partner))


def faiss_neighbours(count: int, exact: bool) -> Row:
    vectors, partner = whitened(count)
    lists = round(count**0.5)
    flat = faiss.IndexFlatIP(vectors.shape[1])
    index: Any = flat if exact else faiss.IndexIVFFlat(flat, vectors.shape[1], lists, faiss.METRIC_INNER_PRODUCT)
    if not exact:
        index.nprobe = PROBES

    def search() -> npt.NDArray[np.int64]:
        if not exact:
            index.train(vectors[:: max(count // (64 * lists), 1)])
        index.add(vectors)
        found: npt.NDArray[np.int64] = index.search(vectors, 9)[1]
        return found

    seconds, found = seconds_of(search)
    name = "faiss IndexFlatIP" if exact else "faiss IndexIVFFlat"
    return Row(name, seconds, peak_mib(), partners_found(found, partner))


def show(title: str, rows: list[Row]) -> None:
    print(f"\n{title}\n")
    print("| method | processor s | against ours | peak MiB | found |")
    print("| --- | ---: | ---: | ---: | --- |")
    for row in rows:
        print(f"| {row.name} | {row.seconds:.2f} | {row.seconds / rows[0].seconds:.2f} | {row.peak:.0f} | {row.note} |")
    sys.stdout.flush()


def pairs_tables(largest: int) -> None:
    times: dict[int, float] = {}
    for count in (number for number in (10_000, 100_000, 1_000_000) if number <= largest):
        measures = [partial(our_pairs, count, 64, 8, 1), partial(our_pairs, count, 64, 8, 8)]
        measures.append(partial(faiss_flat, count, 64, 8))
        if count <= 100_000:
            measures += [partial(faiss_multihash, count, 64, 8), partial(usearch_pairs, count, 64, 8)]
        rows = [in_own_process(measure) for measure in measures]
        times[count] = rows[0].seconds
        show(f"64 bits within 8, {count:,} photos", rows)
        if count // 10 in times:
            print(f"\ngrowth from {count // 10:,}: N^{log(times[count] / times[count // 10], 10):.2f}")
    for count, radius in ((100_000, 10), (1_000_000, 10), (100_000, 31), (100_000, 48), (100_000, 64)):
        if count <= largest:
            measures = [partial(our_pairs, count, 256, radius, 1), partial(faiss_flat, count, 256, radius)]
            if (count, radius) == (100_000, 10):
                measures += [partial(faiss_multihash, count, 256, radius), partial(usearch_pairs, count, 256, radius)]
            show(f"256 bits within {radius}, {count:,} photos", [in_own_process(measure) for measure in measures])


def neighbours_tables(largest: int) -> None:
    for count, exact in ((20_000, True), (20_000, False), (100_000, False), (400_000, False)):
        if count <= largest:
            measures = [partial(our_neighbours, count, exact), partial(faiss_neighbours, count, exact)]
            show(f"8 nearest of 256 numbers, {count:,} photos", [in_own_process(measure) for measure in measures])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=1_000_000, help="photos in the largest search")
    parser.add_argument("--only", choices=("pairs", "neighbours"))
    options = parser.parse_args()
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[threads] = "1"  # for the processes that measure
    if options.only != "neighbours":
        pairs_tables(options.largest)
    if options.only != "pairs":
        neighbours_tables(options.largest)


if __name__ == "__main__":
    main()
