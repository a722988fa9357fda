"""Work off the GUI thread: a `Runner` over QThreadPool, background tasks, and progress slow enough to watch.

Nothing here waits for a pool from inside that pool: a scan occupies the one thread of its own `Background`
while its items run in the pool of `QtRunner`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from lookalike.job import Progress, windowed_map
from lookalike.priority import give_way
from lookalike_gui.basics.timers import single_shot

Item = TypeVar("Item")
Result = TypeVar("Result")
Then = Callable[[object], None]
Otherwise = Callable[[BaseException], None]

PROGRESS_INTERVAL = 0.12
"""Seconds between two pieces of progress, so that the window repaints eight times a second at most."""


class Threads:
    """So many threads in a QThreadPool, with the priority of all others or a lower one."""

    def __init__(self, count: int) -> None:
        self.low_priority = False
        self._count = count
        self._pool = self._made()

    def set_low_priority(self, low: bool) -> None:
        """Let what is started from now on give way to all other programs, or no longer."""
        if low != self.low_priority:
            self.close()  # A thread that gave way once cannot come back.
            self.low_priority = low
            self._pool = self._made()

    def start(self, work: Callable[[], None]) -> None:
        """Let the next free thread do it."""
        self._pool.start(self._with_low_priority(work) if self.low_priority else work)

    def forget(self) -> None:
        """Drop what no thread has begun."""
        self._pool.clear()

    def close(self) -> None:
        """Wait for what was started."""
        self._pool.waitForDone()

    def _made(self) -> QThreadPool:
        self._known = threading.local()
        pool = QThreadPool()
        pool.setMaxThreadCount(self._count)
        return pool

    def _with_low_priority(self, work: Callable[[], None]) -> Callable[[], None]:
        known = self._known

        def lowered() -> None:
            if not hasattr(known, "low"):
                give_way()
                known.low = True
            work()

        return lowered


class QtRunner:
    """A `job.Runner` on threads of its own."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self.threads = Threads(workers)

    @property
    def workers(self) -> int:
        """How many threads the pool has."""
        return self._workers

    def map(self, function: Callable[[Item], Result], items: Iterable[Item], *, ahead: int = 0) -> Iterator[Result]:
        """See `job.Runner.map`."""
        return windowed_map(self._submit, function, items, ahead or 4 * self._workers)

    def close(self) -> None:
        """Wait for what runs and end the threads."""
        self.threads.close()

    def _submit(self, function: Callable[[Item], Result], item: Item) -> Future[Result]:
        future: Future[Result] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = function(item)
            except BaseException as error:  # noqa: BLE001 (handed on: raised where the result is asked for)
                future.set_exception(error)
            else:
                future.set_result(result)

        self.threads.start(work)
        return future


class Background(QObject):
    """Runs functions one after another in a thread and hands their results to the GUI thread."""

    _finished = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.threads = Threads(1)
        self._waiting: dict[int, tuple[Then, Otherwise]] = {}
        self._last = 0
        self._finished.connect(self._deliver)

    @property
    def busy(self) -> bool:
        """Whether a result is still to come."""
        return bool(self._waiting)

    def run(self, function: Callable[[], object], then: Then, otherwise: Otherwise) -> None:
        """Call `function` in the thread, then `then(result)` or `otherwise(error)` in the GUI thread."""
        self._last += 1
        ticket = self._last
        self._waiting[ticket] = (then, otherwise)

        def work() -> None:
            try:
                result = function()
            except Exception as error:  # noqa: BLE001 (handed on to `otherwise`)
                self._finished.emit(ticket, None, error)
            else:
                self._finished.emit(ticket, result, None)

        self.threads.start(work)

    def wait(self) -> None:
        """Come back when every function has returned; their results come later, as always."""
        self.threads.close()

    def close(self) -> None:
        """Forget what was waited for, and end the thread when its function has returned."""
        self._waiting.clear()
        self.threads.forget()
        self.threads.close()

    @Slot(int, object, object)
    def _deliver(self, ticket: int, result: object, error: BaseException | None) -> None:
        entry = self._waiting.pop(ticket, None)
        if entry is None:
            return
        then, otherwise = entry
        if error is None:
            then(result)
        else:
            otherwise(error)


class ProgressFeed(QObject):
    """A `job.Report` for the scan's thread that passes on what is worth painting.

    Signals: arrived(Progress): at a new stage, at a stage's end, and otherwise at most every PROGRESS_INTERVAL.
    """

    arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = ""
        self._due = 0.0

    def __call__(self, progress: Progress, /) -> None:
        """Take progress; may be called from any thread, thousands of times a second."""
        now = time.monotonic()
        if now < self._due and progress.stage == self._stage and progress.done != progress.total:
            return
        self._stage = progress.stage
        self._due = now + PROGRESS_INTERVAL
        self.arrived.emit(progress)


class Latest(QObject):
    """Hands values from any thread to the GUI thread, the newest one only, and no more often than every `interval` ms.

    Signals: arrived(value).
    """

    arrived = Signal(object)
    _posted = Signal(object)

    def __init__(self, interval: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[object] = []
        self._pause = single_shot(self, interval, self._deliver)
        self._posted.connect(self._take)

    def post(self, value: object) -> None:
        """Take a value; it may be dropped for a newer one."""
        self._posted.emit(value)

    def forget(self) -> None:
        """Drop what has not been handed over yet."""
        self._waiting.clear()

    @Slot(object)
    def _take(self, value: object) -> None:
        self._waiting[:] = [value]
        if not self._pause.isActive():
            self._deliver()

    @Slot()
    def _deliver(self) -> None:
        if self._waiting:
            self._pause.start()
            self.arrived.emit(self._waiting.pop())


class TimeLeft:
    """Estimates how long a stage still takes from how it went so far."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stage = ""
        self._done = 0
        self._since = 0.0
        self._held = 0.0
        self._held_since: float | None = None

    def hold(self) -> None:
        """Stop the clock: the job is paused."""
        self._held_since = self._clock()

    def go_on(self) -> None:
        """Let the clock run again."""
        if self._held_since is not None:
            self._held += self._clock() - self._held_since
            self._held_since = None

    def seconds_left(self, progress: Progress) -> float | None:
        """Seconds until the end of the stage of `progress`, None while that cannot be told yet."""
        now = self._clock()
        if progress.stage != self._stage or progress.done < self._done:  # Some jobs go through a stage twice.
            self._stage, self._since, self._held = progress.stage, now, 0.0
        self._done = progress.done
        elapsed = now - self._since - self._held
        if not progress.total or progress.done <= 0 or elapsed < 1:
            return None
        return elapsed / progress.done * (progress.total - progress.done)
