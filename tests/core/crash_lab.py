"""Kills the program with SIGKILL at every system call that changes something, and looks what is left.

A program of its own, so that it can fork: `python -m tests.core.crash_lab FOLDER ACTION... [--random N]`, best in a
folder in memory, because it syncs a lot. Each experiment builds a small tree, forks, and lets the child plan and act
until the child kills itself at call number n. Then another child recovers (it may be killed, too, and is then started
again), and the parent checks that no content is lost, that the keepers stand, that photos and companions are together,
that no litter lies about, and that undo brings everything back. Prints the number of experiments; any finding is an
assertion.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from lookalike.acting.actions import apply
from lookalike.acting.history import unsettled
from lookalike.acting.journal import Journal, read_entries
from lookalike.acting.plan import LINKS, Action, PlanOptions
from lookalike.acting.planning import make_plan
from lookalike.acting.undo import recover, undo
from lookalike.result import ScanResult
from tests.core.results import result_of
from tests.core.trees import contents_below

CHANGING = (
    *("open", "write", "fsync", "ftruncate", "link", "symlink", "unlink", "rename", "replace"),
    *("mkdir", "rmdir", "utime", "chmod", "chown", "setxattr"),
)


MEMORY = "/dev/shm"
"""The other volume: in memory, and writable for everybody."""
SIDECAR = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="5"/></rdf:RDF></x:xmpmeta>"""


class Laboratory:
    """One tree, on one volume or with the target on another, and what is done with it."""

    def __init__(self, base: Path, far: Path, name: str) -> None:
        self.rescue = name == "rescue"
        self.base, self.far, self.action = base, far, Action.TRASH if self.rescue else Action(name)
        self.photos = base / "photos"
        self.target = far / "target"
        self.times: dict[str, int] = {}
        os.environ["XDG_DATA_HOME"] = str(base / "home")
        os.environ["LOOKALIKE_DATA_DIR"] = str(base / "data")
        self.groups = [["a/keep.jpg", "a/copy.jpg", "b/copy.jpg"]]
        self.companions = {"a/copy.jpg": ["a/copy.mov", "a/copy.jpg.xmp"] if self.rescue else ["a/copy.mov"]}

    def build(self) -> ScanResult:
        for folder in (self.base, self.target):
            shutil.rmtree(folder, ignore_errors=True)
        identical = self.action in LINKS or self.action is Action.DELETE
        for number, group in enumerate(self.groups):
            for name in group:
                self._write(name, b"group %d" % number if identical else b"photo " + name.encode())
        for names in self.companions.values():
            for name in names:
                self._write(name, SIDECAR if name.endswith(".xmp") else b"companion " + name.encode())
        (self.target / "photos" / "a").mkdir(parents=True)
        (self.target / "photos" / "a" / "copy.jpg").write_bytes(b"was here before")
        paths = [[str(self.photos / name) for name in group] for group in self.groups]
        joined = {str(self.photos / k): [str(self.photos / n) for n in v] for k, v in self.companions.items()}
        return result_of(paths, self.photos, companions=joined)

    def _write(self, name: str, content: bytes) -> None:
        path = self.photos / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, ns=(1_600_000_000_123_456_789, 1_500_000_000_987_654_321))
        self.times[f"photos/{name}"] = os.lstat(path).st_mtime_ns  # FAT keeps whole seconds only

    @property
    def marked(self) -> set[str]:
        return {str(self.photos / name) for group in self.groups for name in group[1:]}

    def act(self, result: ScanResult) -> None:
        with Journal() as journal:
            plan = make_plan(result, self.marked, self.action, PlanOptions(target=str(self.target), rescue=self.rescue))
            assert not plan.skipped and bool(plan.rescues) is self.rescue, plan
            outcome = apply(plan, journal)
            assert not outcome.left, outcome.left

    @staticmethod
    def undo() -> None:
        with Journal() as journal:
            undo(journal)

    @staticmethod
    def recover() -> None:
        with Journal() as journal:
            recover(journal)

    def everything(self) -> dict[str, bytes]:
        far = {} if self.far == self.base else contents_below(self.target)
        near = {name: content for name, content in contents_below(self.base).items() if not name.startswith("data/")}
        return near | {f"far/{name}": content for name, content in far.items()}

    def check(self, before: dict[str, bytes]) -> None:
        """What must hold whatever happened, once recovered."""
        now = self.everything()
        assert not unsettled(read_entries()), "the journal is not settled"
        lost = set(before.values()) - set(now.values())
        if self.action is Action.DELETE:
            lost = {content for content in lost if not content.startswith(b"companion")}
        assert not lost, f"lost: {lost}"
        for group in self.groups:
            assert now[f"photos/{group[0]}"] == before[f"photos/{group[0]}"], "a keeper is not as it was"
        litter = [name for name in now if os.path.basename(name).startswith(".lookalike-")]
        assert not litter, f"litter: {litter}"
        empty = [name for name, content in now.items() if not content]
        assert not empty, f"empty files: {empty}"
        self._check_together(now)
        self._check_once(before, now)
        self._check_trash(now)

    def _check_together(self, now: dict[str, bytes]) -> None:
        if self.action not in LINKS:
            for photo, companions in self.companions.items():
                for companion in companions:
                    assert (f"photos/{photo}" in now) == (f"photos/{companion}" in now), "halves were parted"

    def _check_once(self, before: dict[str, bytes], now: dict[str, bytes]) -> None:
        """No content lies about more often than before, but for copies that were asked for."""
        if self.action not in (Action.COPY, *LINKS):
            for content in set(before.values()):
                count, was = list(now.values()).count(content), list(before.values()).count(content)
                assert count <= was, f"there twice: {content!r}"

    def _check_trash(self, now: dict[str, bytes]) -> None:
        files = {name.split("/")[-1] for name in now if "/Trash/files/" in name}
        records = {name.split("/")[-1].removesuffix(".trashinfo") for name in now if "/Trash/info/" in name}
        assert files == records, f"the trash's records do not fit: {files} {records}"

    def check_undone(self, before: dict[str, bytes]) -> None:
        """After an undo everything is as it was, but for what was deleted for good."""
        if self.action is not Action.DELETE:
            assert self.everything() == before
            for name in before:
                if name.startswith("photos/"):
                    assert os.lstat(self.base / name).st_mtime_ns == self.times[name], name


def run_child(work: Callable[[], None], kill_at: int = 0, *, torn: bool = False) -> bool:
    """Run in a forked child that kills itself at its changing call number `kill_at`. Returns whether it was killed."""
    child = os.fork()
    if child == 0:
        try:
            if kill_at:
                _arm(kill_at, torn)
            work()
            os._exit(0)
        finally:
            # Only an exception comes here: print it, and do not go on as a second laboratory.
            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL, status
        return True
    assert os.WEXITSTATUS(status) == 0, "the child failed"
    return False


def _arm(kill_at: int, torn: bool) -> None:
    calls = iter(range(1, 1_000_000))

    def armed(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **keywords: Any) -> Any:
            reading = real is real_open and not args[1] & os.O_CREAT
            if not reading and next(calls) == kill_at:
                if torn and real is real_write:
                    real(args[0], bytes(args[1])[: len(args[1]) // 2])
                _die()
            return real(*args, **keywords)

        return call

    real_open, real_write = os.open, os.write
    for name in CHANGING:
        setattr(os, name, armed(getattr(os, name)))


def _die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def boundaries(laboratory: Laboratory, *, undoing: bool, every: int) -> Iterator[int]:
    """One experiment for each call, or for every third and so on, until the child comes through alive."""
    for kill_at in range(1, 10_000, every):
        result = laboratory.build()
        before = laboratory.everything()
        if undoing:
            laboratory.act(result)
        work = laboratory.undo if undoing else partial(laboratory.act, result)
        killed = run_child(work, kill_at, torn=kill_at % 2 == 0)
        # The recovery is killed, too, at a call that differs from experiment to experiment.
        run_child(laboratory.recover, 1 + kill_at * 7 % 19)
        laboratory.recover()
        laboratory.check(before)
        laboratory.undo()
        laboratory.check_undone(before)
        yield kill_at
        if not killed:
            return


def at_random(laboratory: Laboratory, count: int) -> Iterator[int]:
    """Kill from outside after a random time."""
    longest = 0.0
    for number in range(count + 1):
        result = laboratory.build()
        before = laboratory.everything()
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            laboratory.act(result)
            laboratory.undo()
            os._exit(0)
        if number:
            time.sleep(random.uniform(0, longest))
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        longest = longest or time.monotonic() - started  # The first one is left alive, to see how long it takes.
        laboratory.recover()
        laboratory.check(before)
        while _has_something_done():
            laboratory.undo()
        laboratory.check_undone(before)
        yield number


def _has_something_done() -> bool:
    from lookalike.acting.history import UnitState, read_runs

    return any(run.in_state(UnitState.DONE) for run in read_runs(read_entries()))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("experiments", nargs="+", help="ACTION[+undo][@far][/N]: at every Nth call, to another volume")
    parser.add_argument("--random", type=int, metavar="N", help="kill N times at a random moment instead")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=MEMORY if os.path.isdir(MEMORY) else None) as far:
        for experiment in args.experiments:
            count = sum(1 for _ in experiments_of(experiment, args.folder, Path(far), args.random))
            print(f"{experiment}: {count} experiments, nothing lost")
    return 0


def experiments_of(text: str, near: Path, far: Path, at_random_moments: int) -> Iterator[int]:
    name, _, every = text.partition("/")
    name, _, where = name.partition("@")
    name, _, undoing = name.partition("+")
    laboratory = Laboratory(near / "lab", far / "lab" if where else near / "lab", name)
    if at_random_moments:
        return at_random(laboratory, at_random_moments)
    return boundaries(laboratory, undoing=bool(undoing), every=int(every or 1))


if __name__ == "__main__":
    sys.exit(main())
