"""How soon a scan shows provisional groups, from the previews that cameras put into their files.

    python tests/benchmarks/quicklook.py FOLDER [--workers 2] [--rounds 3]

The JPEGs of the folder are copied with previews of 160 pixels put into them, and an eighth of them twice. The answer is
how much of a scan by hash has passed when the first provisional groups are there.
"""

from __future__ import annotations

import argparse
import io
import statistics
import tempfile
import time
from pathlib import Path

from PIL import Image
from tests.formats import exif_with_thumbnail

from lookalike.job import ThreadRunner
from lookalike.result import ScanResult
from lookalike.session import Session
from lookalike.settings import Preset, ScanOptions


def with_preview(source: Path, target: Path, comment: bytes = b"") -> None:
    """A copy of a JPEG with a preview in its EXIF block, in the place of the one that it has."""
    data, small = source.read_bytes(), io.BytesIO()
    with Image.open(source) as image:
        image.draft("RGB", (320, 320))
        image.thumbnail((160, 160))
        image.save(small, "JPEG", quality=75)
    at, kept = 2, b""
    while data[at + 1] != 0xDA:  # the start of the compressed data
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        kept += b"" if data[at + 1] == 0xE1 else data[at:end]
        at = end
    segments = b"".join(
        marker + (len(content) + 2).to_bytes(2, "big") + content
        for marker, content in ((b"\xff\xe1", exif_with_thumbnail(small.getvalue())), (b"\xff\xfe", comment))
    )
    target.write_bytes(data[:2] + segments + kept + data[at:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    files = sorted(path for path in Path(args.folder).rglob("*") if path.is_file())
    with tempfile.TemporaryDirectory() as place:
        for number, file in enumerate(files):
            with_preview(file, Path(place, f"{number:04}.jpg"))
            if number % 8 == 0:
                with_preview(file, Path(place, f"{number:04} copy.jpg"), b"a copy")
        options = ScanOptions(roots=(place,), preset=Preset.HASH)
        shares = []
        for _ in range(args.rounds):
            moments: list[tuple[float, float]] = []

            def note(_result: ScanResult | None, moments: list[tuple[float, float]] = moments) -> None:
                moments.append((time.perf_counter(), time.process_time()))

            with Session(use_cache=False) as session, ThreadRunner(args.workers) as runner:
                note(None)
                session.scan(options, runner=runner, found=note)
                note(None)
            (start, first, *_, end) = moments
            shares.append([(first[k] - start[k]) / (end[k] - start[k]) for k in (0, 1)])
        wall, cpu = (statistics.median(column) for column in zip(*shares, strict=True))
    print(f"first provisional groups after {wall:.1%} of a scan by hash ({cpu:.1%} of its processor time)")


if __name__ == "__main__":
    main()
