"""Work in the background: its threads give way, all others run on as before."""

import os
import sys
import threading

from lookalike.cli import main
from lookalike.job import ThreadRunner
from tests.photos import EASY_EDITS, make_photos


def niceness(_item=None):
    """Of the calling thread; other systems do not tell it."""
    return os.getpriority(os.PRIO_PROCESS, 0) if sys.platform == "linux" else 0


def in_a_thread(work):
    answers = []
    thread = threading.Thread(target=lambda: answers.append(work()))
    thread.start()
    thread.join()
    return answers[0]


def test_workers_of_low_priority_give_way_and_their_caller_does_not():
    before = niceness()
    with ThreadRunner(2, low_priority=True) as runner:
        assert set(runner.map(niceness, range(8))) == {max(before, 15) if sys.platform == "linux" else 0}
    with ThreadRunner(2) as runner:
        assert set(runner.map(niceness, range(8))) == {before}
    assert niceness() == before


def test_a_scan_of_low_priority_finds_the_same(tmp_path, capsys):
    make_photos(tmp_path / "photos", originals=["coffee"], edits=EASY_EDITS, unrelated=["rocket"])
    found = []
    for options in ([], ["--low-priority"]):
        command = ["scan", str(tmp_path / "photos"), "--engine", "none", "--no-cache", "--list", *options]
        assert in_a_thread(lambda command=command: main(command)) == 0
        found.append(capsys.readouterr().out)
    assert found[0] == found[1]
