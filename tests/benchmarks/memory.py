"""What a first scan of very many photos takes of memory: with hashes alone, and with MobileNet and verification.

    python tests/benchmarks/memory.py [--photos 100000] [--pairs 1000] [--per-folder 200] [--preset hash]

The photos are drawn: small ones that all differ, and `--pairs` larger ones with a second copy each, so that
verification has as many features in memory as it keeps. Everything is done as in any scan, without a cache, in a
process of its own, but one thing: MobileNet sees the first 512 photos only, and all others get random vectors of its
size, since it would take a quarter of an hour for the rest and no more memory.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

SCAN = """
import json, resource, sys, time
import numpy as np
from lookalike.fingerprints.embed import PROPOSAL_LENGTH, VECTOR_LENGTH, Embedder, Embedding
from lookalike.job import ThreadRunner
from lookalike.session import Session
from lookalike.settings import Preset, ScanOptions

embed, seen, noise = Embedder.embed, [0], np.random.default_rng(0)

def vector(length):
    values = noise.normal(size=length)
    return (values / np.linalg.norm(values)).astype(np.float16).tobytes()

def sometimes(self, inputs):
    seen[0] += len(inputs)
    if seen[0] <= 512:
        return embed(self, inputs)
    return [Embedding(vector(VECTOR_LENGTH), vector(PROPOSAL_LENGTH), ()) for _ in inputs]

Embedder.embed = sometimes
peaks = {}

def report(progress):
    peaks[progress.stage.value] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

start, wall = time.process_time(), time.perf_counter()
with Session(use_cache=False) as session, ThreadRunner(2) as runner:
    result = session.scan(ScanOptions(roots=(sys.argv[1],), preset=Preset(sys.argv[2])), report=report, runner=runner)
peaks["end"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
known = sum(fingerprint is not None for fingerprint in result.fingerprints)
print(f"{sys.argv[2]}: {known:,} photos, {len(result.groups):,} groups,")
print(f"{time.process_time() - start:.0f} s of processor, {time.perf_counter() - wall:.0f} s;")
print("peak MiB until the end of each stage:", json.dumps(peaks))
"""


def drawn(seed: int, size: tuple[int, int], blobs: int) -> Image.Image:
    noise = np.random.default_rng(seed).integers(0, 256, (blobs, blobs, 3), dtype=np.uint8)
    return Image.fromarray(noise).resize(size, Image.Resampling.BICUBIC)


def make_some(folder: str, per_folder: int, numbers: range) -> None:
    for number in numbers:
        place = Path(folder, f"{number // per_folder:05}")
        place.mkdir(parents=True, exist_ok=True)
        drawn(number, (64, 64), 8).save(place / f"IMG_{number:06}.jpg", quality=75)


def make_pairs(folder: str, pairs: int) -> None:
    place = Path(folder, "pairs")
    place.mkdir()
    for number in range(pairs):
        image = drawn(10**9 + number, (512, 384), 40)
        image.save(place / f"{number:05}.jpg", quality=90)
        image.filter(ImageFilter.GaussianBlur(0.7)).save(place / f"{number:05} copy.jpg", quality=70)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--per-folder", type=int, default=200)
    parser.add_argument("--preset", action="append", choices=["hash", "same-photo"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        os.environ["LOOKALIKE_DATA_DIR"] = os.path.join(place, "data")
        folder, start = os.path.join(place, "photos"), time.perf_counter()
        os.mkdir(folder)
        step = 20 * given.per_folder
        chunks = [range(first, min(first + step, given.photos)) for first in range(0, given.photos, step)]
        with ProcessPoolExecutor(2) as pool:
            list(pool.map(partial(make_some, folder, given.per_folder), chunks))
        make_pairs(folder, given.pairs)
        print(f"{given.photos + 2 * given.pairs:,} photos made in {time.perf_counter() - start:.0f} s", flush=True)
        for preset in given.preset or ["hash", "same-photo"]:
            subprocess.run([sys.executable, "-c", SCAN, folder, preset], check=True)


if __name__ == "__main__":
    main()
