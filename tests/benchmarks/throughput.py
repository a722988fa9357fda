"""How fast a first scan is, against bare reduced decoding of the same files and against other programs.

    python tests/benchmarks/throughput.py FOLDER [--workers 2] [--rounds 3] [--rivals PYTHON] [--only WORDS ...]

Every contestant is a process of its own and is run `--rounds` times, in turn, with warm files and without a cache;
the table gives the median. `bare decode` opens each JPEG with Pillow's `draft` at the scale that the program uses and
does nothing else, on as many threads; with MobileNet, LiteRT runs on what was decoded, in batches. `--rivals` names a
Python that has czkawka, image-dedup-ai or imagededup installed (otherprograms.py); those that it lacks are left out.
This file imports nothing large: a process' peak counts what it was forked from.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import otherprograms

BARE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from PIL import Image
def decode(path):
    with Image.open(path) as image:
        image.draft("RGB", [max(1, side * 384 // max(image.size)) for side in image.size])
        image.load()
with ThreadPoolExecutor(int(sys.argv[2])) as pool:
    list(pool.map(decode, sorted(path for path in Path(sys.argv[1]).rglob("*") if path.is_file())))
"""

BARE_WITH_NETWORK = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from PIL import Image
def decode(path):
    with Image.open(path) as image:
        image.draft("RGB", [max(1, side * 384 // max(image.size)) for side in image.size])
        return np.asarray(image.resize((224, 224), Image.Resampling.BILINEAR), np.float32) / 127.5 - 1
workers = int(sys.argv[2])
network = Interpreter(sys.argv[3], num_threads=workers)
place = network.get_input_details()[0]["index"]
network.resize_tensor_input(place, [8, 224, 224, 3])
network.allocate_tensors()
def run(batch):
    network.set_tensor(place, np.stack(batch + batch[:1] * (8 - len(batch))))
    network.invoke()
with ThreadPoolExecutor(workers) as pool:
    batch = []
    for photo in pool.map(decode, sorted(path for path in Path(sys.argv[1]).rglob("*") if path.is_file())):
        batch.append(photo)
        if len(batch) == 8:
            run(batch)
            batch = []
    if batch:
        run(batch)
"""

MODEL = Path(__file__).parents[2] / "resources/lookalike_resources/models/mobilenet_1_0_224.tflite"


def contestants(folder: str, workers: int, rivals: str | None) -> dict[str, list[str]]:
    scan = [sys.executable, "-m", "lookalike", "scan", folder, "--no-cache", "--quiet", f"--workers={workers}"]
    found = {
        "bare decode": [sys.executable, "-c", BARE, folder, str(workers)],
        "bare decode and MobileNet": [sys.executable, "-c", BARE_WITH_NETWORK, folder, str(workers), str(MODEL)],
        "Lookalike, hash stage": [*scan, "--hash", "phash"],
        "Lookalike, same photo, no network": [*scan, "--engine", "none"],
        "Lookalike, same photo": scan,
    }
    for name, command in otherprograms.installed(rivals, workers).items():
        found[name] = command(folder)
    return found


def measured(command: list[str], environment: dict[str, str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak MiB of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1) or b"Traceback" in errors:
        sys.exit(f"{command}: {errors.decode()[-500:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compete(commands: dict[str, list[str]], rounds: int) -> None:
    runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as home:
        # Byte code is written there even where the environment forbids it: installed programs have theirs.
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPYCACHEPREFIX": home, "LOOKALIKE_DATA_DIR": home}
        for number in range(rounds + 1):
            for name, command in commands.items():
                run = measured(command, environment)
                if number > 0:
                    runs[name].append(run)
    bare = [statistics.median(column) for column in zip(*runs["bare decode"], strict=True)]
    print(f"{'':36}{'wall s':>8}{'of bare':>9}{'CPU s':>8}{'of bare':>9}{'MiB':>7}")
    for name, figures in runs.items():
        wall, cpu, peak = (statistics.median(column) for column in zip(*figures, strict=True))
        print(f"{name:36}{wall:8.2f}{wall / bare[0]:9.2f}{cpu:8.2f}{cpu / bare[1]:9.2f}{peak:7.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rivals", metavar="PYTHON")
    parser.add_argument("--only", nargs="*", metavar="WORDS", help="run only what has one of these words in its name")
    args = parser.parse_args()
    files = [path for path in Path(args.folder).rglob("*") if path.is_file()]
    size = sum(len(path.read_bytes()) for path in files)
    print(f"{len(files)} files, {size / 1e6:.0f} MB, {args.workers} workers")
    commands = contestants(args.folder, args.workers, args.rivals)
    wanted = args.only or [""]
    compete(
        {name: run for name, run in commands.items() if name == "bare decode" or any(word in name for word in wanted)},
        args.rounds,
    )


if __name__ == "__main__":
    main()
