"""What a second scan costs where little or nothing has changed, against walking the same folders with a status of each
file.

    python tests/benchmarks/rescan.py [--photos 100000] [--per-folder 200] [--preset hash] [--alike 20] [--vectors]

The files are empty space of sizes that all differ, and the cache is filled with random fingerprints for them, so the
benchmark takes no hour to prepare; a second scan opens none of them anyway. Each measurement is a process of its own.
`--alike` says how many photos of a hundred have another one with the same hashes; with `--preset same-photo` the cache
also holds evidence that such two are one photo, as if they had been verified, and with `--vectors` random vectors, as
if MobileNet had seen all photos, and evidence of all pairs that these propose. The first scan finds fingerprints and no
answer, as the first one with other options does; the second one finds its answer. Then photos come and go whose
fingerprints are known, too, so that none is decoded. Processor time counts all threads; the wall time means little on a
busy machine.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from lookalike.cache.cachetables import Key
from lookalike.cache.packing import content_key
from lookalike.cache.store import Store, open_store
from lookalike.files.discover import discover
from lookalike.job import ThreadRunner
from lookalike.library import versions
from lookalike.matching import verification
from lookalike.matching.candidates import propose
from lookalike.session import Session
from lookalike.settings import EngineChoice, Preset, ScanOptions
from lookalike.types import Evidence, Fingerprint, Photo, Quality, Relation


@dataclass(frozen=True)
class Row:
    """One line of the table: seconds, and MiB of memory at the peak."""

    name: str
    processor: float
    wall: float
    peak: float
    note: str = ""


def options_for(folder: str, preset: str, *, vectors: bool = False) -> ScanOptions:
    engine = EngineChoice.AUTO if vectors else EngineChoice.NONE
    return ScanOptions(roots=(folder,), preset=Preset(preset), engine=engine)


def make_files(folder: Path, photos: int, per_folder: int) -> None:
    for number in range(photos):
        place = folder / f"{number // per_folder:05}"
        if number % per_folder == 0:
            place.mkdir(parents=True)
        path = place / f"IMG_{number:06}.jpg"
        path.touch()
        os.truncate(path, 1_000_000 + number)


def newest(folder: str, away: str) -> list[tuple[str, str]]:
    """The files of the last folder, each with where it is put away."""
    last = max(entry.path for entry in os.scandir(folder))
    os.makedirs(away, exist_ok=True)
    names = sorted(set(os.listdir(last)) | set(os.listdir(away)))
    return [(os.path.join(last, name), os.path.join(away, name)) for name in names]


def put_away(folder: str, away: str, left: int) -> None:
    """Leave so many files in the last folder."""
    for number, (here, there) in enumerate(newest(folder, away)):
        if number < left and os.path.exists(there):
            os.rename(there, here)
        elif number >= left and os.path.exists(here):
            os.rename(here, there)


def fill_cache(cache: str, options: ScanOptions, alike: int) -> None:
    found = discover(options)
    noise = np.random.default_rng(0)
    bits = options.hash.bits if options.preset is Preset.HASH else 256

    def fingerprint() -> Fingerprint:
        ahash, phash, dhash, whash = (int(value) for value in noise.integers(0, 2**63, 4))
        quality = Quality(4000, 3000, "JPEG", float(noise.random()), 90, "2024-05-01T12:00:00", 40)
        vectors = (unit_vector(noise, 1024), unit_vector(noise, 256)) if wanted.vectors else (b"", b"")
        return Fingerprint(ahash, phash, dhash, whash, noise.bytes(bits), quality, 30.0, *vectors)

    def fingerprints() -> Iterator[tuple[Photo, Fingerprint]]:
        last = fingerprint()
        for number, photo in enumerate(found.photos):
            if number % 100 < alike and number % 2:
                before = found.photos[number - 1]
                evidence[content_key(last, before.size), content_key(last, photo.size)] = evidence_of_one_photo(noise)
            else:
                last = fingerprint()
            yield photo, last

    wanted = versions(options)
    evidence: dict[Key, Evidence] = {}
    with open_store(cache) as store:
        store.keep_fingerprints(fingerprints(), wanted)
        if options.preset is Preset.HASH:
            return
        for keys in proposed(store, found.photos, options) if wanted.vectors else ():
            evidence.setdefault(keys, OF_TWO_PHOTOS)
        store.keep_evidence(evidence, verification.VERSION)


def proposed(store: Store, photos: Sequence[Photo], options: ScanOptions) -> Iterator[Key]:
    fingerprints = store.fingerprints(photos, versions(options))
    keys = [content_key(one, photo.size) if one else b"" for one, photo in zip(fingerprints, photos, strict=True)]
    for pair in propose(photos, fingerprints, options):
        yield keys[pair.first], keys[pair.second]


def unit_vector(noise: np.random.Generator, dimensions: int) -> bytes:
    vector = noise.standard_normal(dimensions)
    return (vector / np.linalg.norm(vector)).astype(np.float16).tobytes()


OF_TWO_PHOTOS = Evidence((Relation.UNRELATED,), 0, 20, (500, 500), 0.0, 0.0, 0.0, 0.0)


def evidence_of_one_photo(noise: np.random.Generator) -> Evidence:
    """Random numbers, so that no two pairs share a value, of a pair that nobody would doubt."""
    orb, correlation, overlap, spread, agreeing, fine = (float(value) for value in noise.uniform(0.9, 1, 6))
    transform = (1.0, 0.0, float(noise.random()), 0.0, 1.0, float(noise.random()), 0.0, 0.0, 1.0)
    return Evidence(
        (Relation.RE_ENCODED,),
        inliers=int(noise.integers(300, 400)),
        match_count=400,
        keypoints=(500, int(noise.integers(450, 500))),
        orb=orb,
        correlation=correlation,
        overlap=overlap,
        spread=spread,
        transform=transform,
        outline=((transform[2], 0.0), (4000.0, 0.0), (4000.0, 3000.0), (0.0, transform[5])),
        agreeing=agreeing,
        blocks=64,
        fine=fine,
        fine_blocks=60,
        natural=float(noise.uniform(40, 60)),
    )


def peak_mib() -> float:
    """The peak of this process; 0 where the platform does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def walk(folder: str) -> Row:
    processor, wall = time.process_time(), time.perf_counter()
    files = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            files += os.stat(os.path.join(parent, name)).st_size > 0
    note = f"{files:,} files"
    return Row("walk and stat", time.process_time() - processor, time.perf_counter() - wall, peak_mib(), note)


def find(options: ScanOptions) -> Row:
    processor, wall = time.process_time(), time.perf_counter()
    found = discover(options)
    note = f"{len(found.photos):,} photos"
    return Row("discovery alone", time.process_time() - processor, time.perf_counter() - wall, peak_mib(), note)


def scan(name: str, cache: str, options: ScanOptions, *, look: bool = False) -> Row:
    with ThreadRunner(2) as runner:
        processor, wall = time.process_time(), time.perf_counter()
        session = Session(cache)
        result = session.scan(options, runner=runner)
        known = sum(fingerprint is not None for fingerprint in result.fingerprints) if look else 0
        session.close()
        seconds, elapsed = time.process_time() - processor, time.perf_counter() - wall
    verified = sum(match.evidence is not None for match in result.matches)
    note = f"{len(result.groups):,} groups, {verified:,} pairs verified, {len(result.problems)} problems"
    return Row(name, seconds, elapsed, peak_mib(), f"{note}, {known:,} fingerprints" if look else note)


def show(rows: list[Row]) -> None:
    print("| what | processor s | against walking | wall s | against walking | peak MiB | |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for row in rows:
        ratio, wall_ratio = row.processor / rows[0].processor, row.wall / rows[0].wall
        times = f"{row.processor:.2f} | {ratio:.2f} | {row.wall:.2f} | {wall_ratio:.2f}"
        print(f"| {row.name} | {times} | {row.peak:.0f} | {row.note} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--per-folder", type=int, default=200)
    parser.add_argument("--preset", choices=[preset.value for preset in Preset], default=Preset.HASH.value)
    parser.add_argument("--alike", type=int, default=20, metavar="PERCENT")
    parser.add_argument("--vectors", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, cache, away = (os.path.join(place, name) for name in ("photos", "cache", "away"))
        os.environ["LOOKALIKE_DATA_DIR"] = os.path.join(place, "data")
        options = options_for(folder, given.preset, vectors=given.vectors)
        make_files(Path(folder), given.photos, given.per_folder)
        fewer = len(newest(folder, away)) - 51
        rows = []
        steps: tuple[Callable[[], Row | None], ...] = (
            partial(fill_cache, cache, options, given.alike),
            partial(put_away, folder, away, fewer),
            partial(walk, folder),
            partial(find, options),
            partial(scan, "scan, fingerprints known", cache, options),
            partial(scan, "scan again", cache, options),
            partial(scan, "the same, and all fingerprints", cache, options, look=True),
            partial(put_away, folder, away, fewer + 1),
            partial(scan, "one photo was added", cache, options),
            partial(put_away, folder, away, fewer + 51),
            partial(scan, "fifty were added", cache, options),
            partial(put_away, folder, away, fewer + 50),
            partial(scan, "one was removed", cache, options),
        )
        for work in steps:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                row = pool.submit(work).result()
            if row is not None:
                rows.append(row)
    print(f"{given.photos:,} photos in folders of {given.per_folder}, preset {given.preset}, warm files\n")
    show(rows)


if __name__ == "__main__":
    main()
