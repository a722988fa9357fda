"""MobileNet's threads are as patient as the scan that they work for, whichever scan came first."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from lookalike.priority import give_way
from lookalike.session import Session
from lookalike.settings import EngineChoice, ScanOptions
from tests.photos import photo, save


def threads() -> dict[str, int]:
    """The niceness of every thread of this process; other systems than Linux do not tell it."""
    found = {}
    for name in os.listdir("/proc/self/task") if sys.platform == "linux" else ():
        with suppress(ProcessLookupError):  # A thread may end at any moment.
            found[name] = os.getpriority(os.PRIO_PROCESS, int(name))
    return found


def scan(session: Session, folder: Path, *, patient: bool) -> set[int]:
    """Scan in a thread of its own; the niceness of the threads that were begun for it."""
    niceness: set[int] = set()

    def work() -> None:
        if patient:
            give_way()
        before = threads()
        session.scan(ScanOptions(roots=(str(folder),), engine=EngineChoice.LITERT))
        niceness.update(nice for name, nice in threads().items() if name not in before)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return niceness


@pytest.mark.parametrize("first", [True, False])
def test_a_scan_after_one_of_another_priority_runs_the_network_with_its_own(tmp_path: Path, first: bool) -> None:
    usual = threads().get(str(os.getpid()))
    expected = {True: {max(15, usual)}, False: {usual}} if usual is not None else {True: set(), False: set()}
    begun: set[int] = set()
    with Session(str(tmp_path / "cache"), engine_threads=2) as session:
        for number, patient in enumerate([first, not first]):
            save(photo("coffee").resize((300 + number, 200)), tmp_path / f"photos{number}" / "a.jpg")
            begun |= scan(session, tmp_path / f"photos{number}", patient=patient)
            assert begun >= expected[patient]
