"""What files that want to break us cost: one line for each answer, the slowest files, and the peak of memory.

    export PYTHONPATH=.:core:resources
    python tests/benchmarks/hostile.py              # the collection that tests/hostile.py and tests/malice.py make
    python tests/benchmarks/hostile.py FOLDER       # any other, such as Tests/images of Pillow's source

Anything that ends the program here would end a scan.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests import hostile, malice

from lookalike.decoding.decode import decode
from lookalike.decoding.sandbox import shared_pool
from lookalike.errors import UnreadableError
from lookalike.files.formats import PHOTO_ENDINGS, ending_of

KINDS = (*hostile.KINDS, malice.lying_numbers, malice.endless, malice.polyglots)
SLOWEST = 5


def made(folder: Path) -> Iterator[Path]:
    """Each file of the collection, there until the next one is."""
    for kind in KINDS:
        for name, data in kind(folder):
            path = folder / name
            path.write_bytes(data)
            yield path
            path.unlink()


def main() -> None:
    """Decode everything."""
    warnings.simplefilter("ignore")
    answers: Counter[str] = Counter()
    seconds: list[tuple[float, str]] = []
    with tempfile.TemporaryDirectory() as workshop:
        given = [path for folder in sys.argv[1:] for path in sorted(Path(folder).rglob("*")) if path.is_file()]
        for path in given or made(Path(workshop)):
            if ending_of(path.name) not in PHOTO_ENDINGS:
                continue
            started = time.perf_counter()
            try:
                decode(str(path))
                answers["a picture"] += 1
            except UnreadableError as error:
                answers[error.reason] += 1
            seconds.append((time.perf_counter() - started, path.name))
    print(f"{len(seconds)} files in {sum(time for time, _ in seconds):.1f} s")
    for answer, count in answers.most_common():
        print(f"  {count:6}  {answer}")
    for time_taken, name in sorted(seconds, reverse=True)[:SLOWEST]:
        print(f"  {time_taken:6.2f} s  {name}")
    for process in ("self", *shared_pool().idle_processes()):
        peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text("ascii"))
        print(
            f"  {int(peak[1]) >> 10 if peak else 0:6} MiB  {'this process' if process == 'self' else 'decoder process'}"
        )


if __name__ == "__main__":
    main()
