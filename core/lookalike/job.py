"""Long work: its stages, its progress, how it is stopped, and who runs its parts.

The engine starts no thread of its own. A face hands it a `Runner`: the command line a `ThreadRunner`,
the window one over QThreadPool, a test a `SerialRunner`.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from lookalike.errors import CancelledError
from lookalike.priority import give_way

Item = TypeVar("Item")
Result = TypeVar("Result")


class Stage(StrEnum):
    """The stages of a scan, in the order in which they start."""

    DISCOVER = "discover"
    EXACT = "exact"
    FINGERPRINT = "fingerprint"
    PROPOSE = "propose"
    VERIFY = "verify"
    GROUP = "group"
    ACT = "act"
    """Not of a scan: marking, planning, applying, undoing, looking for copies."""
    EXPORT = "export"
    """Not of a scan: writing a page with thumbnails."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` items of a stage; `total` is None while it is not known yet."""

    stage: Stage
    done: int
    total: int | None = None


class Report(Protocol):
    """Takes progress; called from the thread that runs the job, often, so it must return at once."""

    def __call__(self, progress: Progress, /) -> None:
        """Take one piece of progress."""
        ...


def silent(_progress: Progress, /) -> None:
    """A `Report` for callers that do not care."""


class CancelToken:
    """A flag that one thread raises and the job looks at before each item. It also pauses the job."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._running = threading.Event()
        self._running.set()

    def cancel(self) -> None:
        """Stop the job at its next item. What it has found is kept."""
        self._cancelled.set()
        self._running.set()

    def pause(self) -> None:
        """Hold the job at its next item until `resume` or `cancel`."""
        if not self.cancelled:
            self._running.clear()

    def resume(self) -> None:
        """Let a paused job go on."""
        self._running.set()

    @property
    def cancelled(self) -> bool:
        """Whether the job was told to stop."""
        return self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        """Whether the job is held."""
        return not self._running.is_set()

    def stop_now(self) -> bool:
        """Wait while paused, then say whether to stop. Jobs call this before each item."""
        self._running.wait()
        return self.cancelled

    def raise_if_stopped(self, message: str) -> None:
        """For jobs that have no partial result to keep. Raises CancelledError."""
        if self.stop_now():
            raise CancelledError(message)

    def until_cancelled(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, one by one, until the job is told to stop; waits while it is paused."""
        for item in items:
            if self.stop_now():
                return
            yield item


class Runner(Protocol):
    """Applies a function to many items, possibly on several threads."""

    @property
    def workers(self) -> int:
        """How many items are worked on at a time."""
        ...

    def map(self, function: Callable[[Item], Result], items: Iterable[Item], *, ahead: int = 0) -> Iterator[Result]:
        """Yield `function(item)` in the order of the items.

        At most `ahead` items (0: four times the workers) are taken from `items` before their results are
        consumed, so that memory stays bounded. An exception of `function` is raised at its item's turn.
        Closing the iterator drops what has not started and waits for what has.
        """
        ...


class SerialRunner:
    """Runs everything in the calling thread."""

    workers = 1

    def map(self, function: Callable[[Item], Result], items: Iterable[Item], *, ahead: int = 0) -> Iterator[Result]:
        """See `Runner.map`."""
        del ahead
        return map(function, items)


class ThreadRunner:
    """Runs on a pool of threads: decoders, OpenCV and numpy let go of the interpreter lock."""

    def __init__(self, workers: int, *, low_priority: bool = False) -> None:
        """With `low_priority` the threads give way to everything else that runs on the machine."""
        if workers < 1:
            raise ValueError("workers must be at least 1")
        self._workers = workers
        self._pool = ThreadPoolExecutor(
            workers, thread_name_prefix="lookalike", initializer=give_way if low_priority else None
        )

    @property
    def workers(self) -> int:
        """How many threads the pool has."""
        return self._workers

    def map(self, function: Callable[[Item], Result], items: Iterable[Item], *, ahead: int = 0) -> Iterator[Result]:
        """See `Runner.map`."""
        return windowed_map(self._pool.submit, function, items, ahead or 4 * self._workers)

    def close(self) -> None:
        """Wait for the running items and end the threads."""
        self._pool.shutdown(cancel_futures=True)

    def __enter__(self) -> ThreadRunner:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def windowed_map(
    submit: Callable[[Callable[[Item], Result], Item], Future[Result]],
    function: Callable[[Item], Result],
    items: Iterable[Item],
    ahead: int,
) -> Iterator[Result]:
    """Map through `submit` with at most `ahead` futures in flight, yielding in order. For writing runners."""
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(submit(function, item))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        running = [future for future in waiting if not future.cancel()]
        for future in running:
            future.exception()
