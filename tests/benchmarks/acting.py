"""Trash N photos and bring them all back: `python -m tests.benchmarks.acting FOLDER [N]` (10,000 unless said).

Checks that every file is back with its content, times and permissions, and prints seconds for each part.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from tests.core.results import result_of

from lookalike.acting.actions import apply
from lookalike.acting.journal import Journal
from lookalike.acting.plan import Action
from lookalike.acting.planning import make_plan
from lookalike.acting.undo import undo

GROUP = 5
Facts = tuple[bytes, int, int, int]


def build(folder: Path, count: int) -> list[list[str]]:
    """Groups of five, each photo with a content, times and permissions of its own."""
    paths = []
    for number in range(count + count // (GROUP - 1)):
        path = folder / "photos" / f"{number // 100:03}" / f"IMG_{number % 100:04}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"photo %d" % number)
        os.chmod(path, 0o600 + number % 0o200)
        os.utime(path, ns=(10**18 + number, 10**18 + 7 * number))
        paths.append(str(path))
    return [paths[start : start + GROUP] for start in range(0, len(paths), GROUP)]


def facts(paths: list[str]) -> dict[str, Facts]:
    """Content, permissions and both times of every file."""
    found = {}
    for path in paths:
        status = os.lstat(path)
        with open(path, "rb") as file:
            found[path] = (file.read(), status.st_mode, status.st_atime_ns, status.st_mtime_ns)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return found


def trash_and_restore(folder: Path, count: int) -> dict[str, float]:
    """Do it, check it, and say how many seconds each part took. The trash has to be inside `folder`."""
    groups = build(folder, count)
    marked = [path for group in groups for path in group[1:]]
    before = facts(marked)
    result = result_of(groups, folder)
    seconds: dict[str, float] = {}

    def lap(name: str, started: float) -> float:
        now = time.perf_counter()
        seconds[name] = now - started
        return now

    with Journal(str(folder / "journal")) as journal:
        at = time.perf_counter()
        plan = make_plan(result, frozenset(marked), Action.TRASH)
        at = lap("plan", at)
        outcome = apply(plan, journal)
        at = lap("trash", at)
        assert len(outcome.done) == len(marked) and not outcome.left, outcome.left[:3]
        assert not any(os.path.lexists(path) for path in marked)
        at = time.perf_counter()
        undone = undo(journal)
        lap("undo", at)
    assert len(undone.restored) == len(marked) and not undone.left, undone.left[:3]
    assert facts(marked) == before
    return seconds


def main() -> None:
    folder = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    os.environ["XDG_DATA_HOME"] = str(folder / "home")
    started = time.process_time()
    seconds = trash_and_restore(folder, count)
    print(f"{count} photos, all restored with content, times and permissions")
    print(", ".join(f"{name} {value:.1f} s" for name, value in seconds.items()))
    print(f"processor time {time.process_time() - started:.1f} s")


if __name__ == "__main__":
    main()
