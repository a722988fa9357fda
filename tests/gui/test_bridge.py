"""Work off the GUI thread."""

from __future__ import annotations

import os
import threading
import time

import pytest
from pytestqt.qtbot import QtBot

from lookalike.job import Progress, Stage
from lookalike_gui.bridge import Background, Latest, ProgressFeed, QtRunner, TimeLeft


def failed(error: BaseException) -> None:
    pytest.fail(str(error))


def test_a_runner_keeps_the_order_whatever_takes_longest(qapp: object) -> None:
    runner = QtRunner(4)
    items = [0.02, 0.0, 0.01, 0.0, 0.03, 0.0]
    assert list(runner.map(lambda pause: time.sleep(pause) or pause, items)) == items
    runner.close()


def test_an_error_is_raised_at_its_items_turn(qapp: object) -> None:
    runner = QtRunner(2)
    results = runner.map(lambda item: 1 // item, [1, 1, 0, 1])
    assert [next(results), next(results)] == [1, 1]
    with pytest.raises(ZeroDivisionError):
        next(results)
    runner.close()


def test_a_runner_takes_no_more_than_it_was_told_ahead(qapp: object) -> None:
    taken: list[int] = []
    runner = QtRunner(2)
    results = runner.map(lambda item: item, (taken.append(n) or n for n in range(100)), ahead=5)
    next(results)
    assert len(taken) <= 6
    results.close()  # type: ignore[attr-defined]
    runner.close()


def test_threads_give_way_and_come_back(qapp: object) -> None:
    runner = QtRunner(2)

    def niceness() -> int:
        return next(iter(runner.map(lambda _: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()), [0])))

    usual = niceness()
    runner.threads.set_low_priority(True)
    assert niceness() == max(usual, 15)
    runner.threads.set_low_priority(False)
    assert niceness() == usual
    runner.close()


def test_results_come_back_in_the_gui_thread(qtbot: QtBot) -> None:
    background = Background()
    here, seen = threading.get_ident(), []
    background.run(threading.get_ident, lambda worker: seen.append((worker, threading.get_ident())), failed)
    qtbot.waitUntil(lambda: bool(seen))
    worker, receiver = seen[0]
    assert worker != here
    assert receiver == here
    background.close()


def test_an_error_comes_back_too(qtbot: QtBot) -> None:
    background = Background()
    errors: list[BaseException] = []
    background.run(lambda: 1 // 0, lambda _: pytest.fail("no result was expected"), errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ZeroDivisionError)
    background.close()


def test_after_closing_nothing_arrives(qtbot: QtBot) -> None:
    background = Background()
    background.run(lambda: time.sleep(0.05), lambda _: pytest.fail("arrived"), failed)
    background.close()
    qtbot.wait(20)


def test_progress_is_thinned_but_no_stage_nor_end_is_lost(qtbot: QtBot) -> None:
    feed = ProgressFeed()
    seen: list[Progress] = []
    feed.arrived.connect(seen.append)
    for done in range(1, 10_001):
        feed(Progress(Stage.FINGERPRINT, done, 10_000))
    feed(Progress(Stage.GROUP, 0, 3))
    assert len(seen) < 100
    assert seen[-2:] == [Progress(Stage.FINGERPRINT, 10_000, 10_000), Progress(Stage.GROUP, 0, 3)]


def test_the_time_left_does_not_count_a_pause() -> None:
    now = 0.0
    left = TimeLeft(lambda: now)
    assert left.seconds_left(Progress(Stage.FINGERPRINT, 0, 100)) is None
    now = 10.0
    assert left.seconds_left(Progress(Stage.FINGERPRINT, 50, 100)) == pytest.approx(10)
    left.hold()
    now = 100.0
    left.go_on()
    assert left.seconds_left(Progress(Stage.FINGERPRINT, 50, 100)) == pytest.approx(10)


def test_a_stage_that_is_gone_through_a_second_time_is_timed_anew() -> None:
    now = 0.0
    left = TimeLeft(lambda: now)
    left.seconds_left(Progress(Stage.ACT, 0, 100))
    now = 60.0
    left.seconds_left(Progress(Stage.ACT, 99, 100))
    assert left.seconds_left(Progress(Stage.ACT, 0, 50)) is None
    now = 65.0
    assert left.seconds_left(Progress(Stage.ACT, 25, 50)) == pytest.approx(5)


def post_many(latest: Latest) -> list[int]:
    """A hundred numbers, one after another, from another thread; those that arrive."""
    arrived: list[int] = []
    latest.arrived.connect(arrived.append)
    thread = threading.Thread(target=lambda: [latest.post(number) for number in range(100)])
    thread.start()
    thread.join()
    return arrived


def test_of_many_values_the_newest_arrives(qtbot: QtBot) -> None:
    latest = Latest(20)
    arrived = post_many(latest)
    qtbot.waitUntil(lambda: 99 in arrived)
    assert arrived == [0, 99]


def test_after_a_value_none_arrives_for_a_while(qtbot: QtBot) -> None:
    latest = Latest(1_000_000)
    arrived = post_many(latest)
    qtbot.wait(20)
    assert arrived == [0]
