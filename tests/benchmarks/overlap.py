"""Whether the network hides behind decoding: a thorough scan's reading, beside each of its two stages alone.

    python tests/benchmarks/overlap.py FOLDER [--workers 2] [--rounds 3]

`decoding` reads the photos as a thorough scan without an engine does (decode, hashes, sharpness), `network` runs
MobileNet on photos that are in memory already, `both` is what a thorough scan does until it proposes pairs, and `the
whole scan` goes on to the groups. Each is a process of its own and includes loading what it needs; medians of the
rounds, and ratios to the slower of the two stages.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lookalike.decoding.decode import decode
from lookalike.fingerprints.embed import Embedder, engine_input
from lookalike.fingerprints.engines import load_engine
from lookalike.job import Progress, Stage, ThreadRunner
from lookalike.session import Session
from lookalike.settings import EngineChoice, ScanOptions

Clock = tuple[float, float]
"""Wall and processor seconds."""


def now() -> Clock:
    return time.perf_counter(), time.process_time()


def reading(folder: str, workers: int, engine: EngineChoice) -> tuple[Clock, Clock, Clock]:
    """The beginning of a thorough scan, the end of its reading, and its end."""
    reached: dict[str, Clock] = {}

    def report(progress: Progress) -> None:
        reached.setdefault(progress.stage, now())

    start = now()
    with ThreadRunner(workers) as runner:
        session = Session(use_cache=False, engine_threads=workers)
        session.scan(ScanOptions(roots=(folder,), engine=engine), report=report, runner=runner)
    return start, reached[Stage.PROPOSE], now()


def decoding(folder: str, workers: int) -> tuple[Clock, Clock]:
    start, end, _ = reading(folder, workers, EngineChoice.NONE)
    return start, end


def network(folder: str, workers: int) -> tuple[Clock, Clock]:
    inputs = [engine_input(decode(str(path)).raster) for path in sorted(Path(folder).rglob("*")) if path.is_file()]
    start = now()
    Embedder(load_engine(EngineChoice.AUTO, workers)).embed(inputs)
    return start, now()


def both(folder: str, workers: int) -> tuple[Clock, Clock]:
    start, end, _ = reading(folder, workers, EngineChoice.AUTO)
    return start, end


def whole(folder: str, workers: int) -> tuple[Clock, Clock]:
    start, _, end = reading(folder, workers, EngineChoice.AUTO)
    return start, end


CONTESTANTS: dict[str, Callable[[str, int], tuple[Clock, Clock]]] = {
    "decoding": decoding,
    "network": network,
    "both": both,
    "the whole scan": whole,
}


def measured(name: str, folder: str, workers: int) -> Clock:
    command = [sys.executable, __file__, folder, "--workers", str(workers), "--measure", name]
    wall, processor = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(wall), float(processor)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", choices=CONTESTANTS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        start, end = CONTESTANTS[args.measure](args.folder, args.workers)
        print(end[0] - start[0], end[1] - start[1])
        return
    runs: dict[str, list[Clock]] = {name: [] for name in CONTESTANTS}
    for _ in range(args.rounds):
        for name, found in runs.items():
            found.append(measured(name, args.folder, args.workers))
    medians = {name: [statistics.median(column) for column in zip(*found, strict=True)] for name, found in runs.items()}
    slower = [max(medians["decoding"][column], medians["network"][column]) for column in range(2)]
    print(f"{'':16} {'wall s':>7} {'ratio':>6} {'CPU s':>7} {'ratio':>6}")
    for name, (wall, processor) in medians.items():
        print(f"{name:16} {wall:7.2f} {wall / slower[0]:6.2f} {processor:7.2f} {processor / slower[1]:6.2f}")


if __name__ == "__main__":
    main()
