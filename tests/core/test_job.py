import threading

import pytest

from lookalike.job import CancelToken, SerialRunner, ThreadRunner


@pytest.fixture(params=["serial", "threads"])
def runner(request):
    if request.param == "serial":
        yield SerialRunner()
    else:
        with ThreadRunner(3) as threads:
            yield threads


def test_results_come_in_the_order_of_the_items(runner):
    assert list(runner.map(lambda number: number * number, range(100))) == [number**2 for number in range(100)]


def test_items_are_taken_only_a_little_ahead_of_the_results_that_were_used():
    taken = []

    def items():
        for number in range(1000):
            taken.append(number)
            yield number

    with ThreadRunner(2) as threads:
        results = threads.map(lambda number: number, items(), ahead=8)
        assert [next(results) for _ in range(10)] == list(range(10))
        assert len(taken) <= 18
        results.close()  # type: ignore[attr-defined]


def test_an_error_is_raised_at_its_items_turn(runner):
    results = runner.map(lambda number: 1 // number, [2, 1, 0, 5])
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_a_closed_map_leaves_no_work_behind():
    started = []
    with ThreadRunner(2) as threads:
        results = threads.map(started.append, range(100), ahead=4)
        next(results)
        results.close()  # type: ignore[attr-defined]
        count = len(started)
        assert count <= 8
    assert len(started) == count


def test_a_paused_job_waits_and_goes_on_when_resumed():
    token, passed = CancelToken(), threading.Event()
    token.pause()

    def job():
        token.stop_now()
        passed.set()

    thread = threading.Thread(target=job)
    thread.start()
    assert token.paused
    assert not passed.wait(0.05)
    token.resume()
    assert passed.wait(60)
    thread.join()


def test_cancelling_frees_a_paused_job():
    token = CancelToken()
    token.pause()
    token.cancel()
    assert token.stop_now()
    token.pause()
    assert not token.paused
