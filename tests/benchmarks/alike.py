"""What it costs to propose pairs among many versions of one photo: copies, a time-lapse, frames of a fixed camera.

    python -m tests.benchmarks.alike VERSIONS BITS NOISE

Fingerprints are made up: hashes that differ in about BITS bits of 256 from one hash, and vectors that differ by NOISE.
Each run is a process of its own, so that the peak of memory is that of one row.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from tests.benchmarks.rescan import peak_mib

from lookalike.matching.candidates import propose
from lookalike.settings import ScanOptions
from lookalike.types import Fingerprint, Photo, Quality


def versions(count: int, bits: float, noise: float) -> list[Fingerprint]:
    random = np.random.default_rng(0)
    hashes = random.integers(0, 2, (8, 256), np.uint8)
    direction = random.standard_normal(256)
    direction /= np.linalg.norm(direction)
    quality = Quality(4000, 3000, "JPEG", 100.0)
    made = []
    for _ in range(count):
        turned = hashes.copy()
        turned[:, random.integers(0, 256, random.poisson(bits))] ^= 1
        vector = direction + noise * random.standard_normal(256) / 16
        proposal = (vector / np.linalg.norm(vector)).astype(np.float16).tobytes()
        made.append(Fingerprint(1, 2, 3, 4, np.packbits(turned, axis=1).tobytes(), quality, 30.0, b"v", proposal))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("versions", type=int)
    parser.add_argument("bits", type=float)
    parser.add_argument("noise", type=float)
    given = parser.parse_args()
    fingerprints = versions(given.versions, given.bits, given.noise)
    photos = [Photo(f"/photos/{number}.jpg", 1000, 0, 0, number) for number in range(given.versions)]
    processor = time.process_time()
    proposals = propose(photos, fingerprints, ScanOptions(roots=("/photos",)))
    seconds = time.process_time() - processor
    print("| versions | pairs a photo | processor s | peak MiB |")
    print("| ---: | ---: | ---: | ---: |")
    print(f"| {given.versions:,} | {len(proposals) / given.versions:.1f} | {seconds:.1f} | {peak_mib():.0f} |")


if __name__ == "__main__":
    main()
