"""Trash N photos and bring them all back: `python -m tests.benchmarks.acting FOLDER [N]` (10,000 unless said).

Checks that every file is back with its content, times and permissions, and prints seconds for each part, those that
passed and those of processor time. Most of the former is waiting for the disk, which is asked to write at each photo.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tests.core.results import result_of

from lookalike.acting.actions import apply
from lookalike.acting.history import read_runs
from lookalike.acting.journal import Journal, read_entries
from lookalike.acting.plan import Action
from lookalike.acting.planning import make_plan
from lookalike.acting.undo import undo

GROUP = 5
Facts = tuple[bytes, int, int, int]
Value = TypeVar("Value")


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


def trash_and_restore(folder: Path, count: int) -> dict[str, tuple[float, float]]:
    """Do it, check it, and say how long each part took: in seconds that passed, and in those of processor time.

    The trash has to be inside `folder`.
    """
    groups = build(folder, count)
    marked = [path for group in groups for path in group[1:]]
    before = facts(marked)
    result = result_of(groups, folder)
    seconds: dict[str, tuple[float, float]] = {}

    def timed(name: str, work: Callable[[], Value]) -> Value:
        passed, worked = time.perf_counter(), time.process_time()
        value = work()
        seconds[name] = time.perf_counter() - passed, time.process_time() - worked
        return value

    with Journal(str(folder / "journal")) as journal:
        plan = timed("plan", lambda: make_plan(result, frozenset(marked), Action.TRASH))
        outcome = timed("trash", lambda: apply(plan, journal))
        assert len(outcome.done) == len(marked) and not outcome.left, outcome.left[:3]
        assert not any(os.path.lexists(path) for path in marked)
        timed("reading the journal", lambda: read_runs(read_entries(journal.folder)))
        undone = timed("undo", lambda: undo(journal))
        print(f"journal: {os.path.getsize(journal.path) / 1e6:.1f} MB")
    assert len(undone.restored) == len(marked) and not undone.left, undone.left[:3]
    assert facts(marked) == before
    return seconds


def main() -> None:
    folder = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    os.environ["XDG_DATA_HOME"] = str(folder / "home")
    seconds = trash_and_restore(folder, count)
    print(f"{count} photos, all restored with content, times and permissions")
    for name, (passed, worked) in seconds.items():
        print(f"{name:20} {passed:6.1f} s passed, {worked:6.1f} s of processor time")


if __name__ == "__main__":
    main()
