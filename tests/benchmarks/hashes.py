"""What hashing costs, and how many bits the reduced decode changes.

    python tests/benchmarks/hashes.py FOLDER [--photos 100]

Bits: imagehash's own hashes of the fully decoded upright photo, against those that a scan takes of its working raster
(reduced decode, halved where it is larger than 384 px). Time: processor microseconds a photo, four 64-bit hashes and
the 256-bit one in eight orientations by our code, and the same four and that one upright by imagehash, both from the
luminance that is hashed.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import imagehash
from PIL import Image

from lookalike.decoding.decode import Limits, decode, full
from lookalike.errors import UnreadableError
from lookalike.fingerprints import hashing
from lookalike.fingerprints.fingerprint import fingerprint_photo, to_be_hashed
from lookalike.types import HashKind, Raster

BY_IMAGEHASH: dict[str, Callable[[Image.Image], imagehash.ImageHash]] = {
    "ahash": imagehash.average_hash,
    "phash": imagehash.phash,
    "dhash": imagehash.dhash,
    "whash": imagehash.whash,
}


def value(found: imagehash.ImageHash) -> int:
    return int(str(found), 16)


def changed_bits(path: str) -> list[int]:
    """For each 64-bit hash, then the 256-bit pHash, the bits in which scan and imagehash differ."""
    scanned = fingerprint_photo(path, Limits(), hashing.PROPOSAL, hashes_only=True).fingerprint
    whole = Image.fromarray(full(path))
    bits = [(getattr(scanned, kind) ^ value(make(whole))).bit_count() for kind, make in BY_IMAGEHASH.items()]
    upright = int.from_bytes(scanned.orientations[:32], "big")
    return [*bits, (upright ^ value(imagehash.phash(whole, 16))).bit_count()]


def hashed(path: str) -> Raster:
    return to_be_hashed(decode(path).luminance())


def microseconds(work: Callable[[Raster], object], rasters: Iterable[Raster]) -> float:
    times = []
    for raster in rasters:
        start = time.thread_time()
        work(raster)
        times.append((time.thread_time() - start) * 1e6)
    return statistics.median(times)


def all_by_imagehash(raster: Raster) -> None:
    image = Image.fromarray(raster)
    for make in BY_IMAGEHASH.values():
        make(image)
    imagehash.phash(image, 16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--photos", type=int, default=100)
    args = parser.parse_args()
    paths = [str(path) for path in sorted(Path(args.folder).rglob("*")) if path.is_file()][: args.photos]
    rows, rasters = [], []
    for path in paths:
        try:
            rows.append(changed_bits(path))
            rasters.append(hashed(path))
        except UnreadableError as error:
            print(error)
    print(f"{len(rows)} photos\n{'bits changed':16}{'of':>5}{'mean':>7}{'median':>8}{'most':>6}")
    for name, bits, column in zip(
        (*HashKind, "phash 16x16"), (64, 64, 64, 64, 256), zip(*rows, strict=True), strict=True
    ):
        print(f"{name:16}{bits:5}{statistics.mean(column):7.2f}{statistics.median(column):8.0f}{max(column):6}")
    ours, theirs = microseconds(hashing.hash_luminance, rasters), microseconds(all_by_imagehash, rasters)
    print(f"processor time a photo: ours {ours:.0f} us, imagehash {theirs:.0f} us, ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
