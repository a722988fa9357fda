"""One long piece of the engine's work at a time, with progress and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from lookalike.job import CancelToken, Progress, Report
from lookalike_gui.bridge import Background, ProgressFeed, TimeLeft


class Work(Protocol):
    """What is run in the thread: it reports its progress and stops when told to."""

    def __call__(self, report: Report, cancel: CancelToken, /) -> object:
        """Do it."""
        ...


class Job(QObject):
    """Signals: progressed(Progress, seconds left or None); busy_changed(bool)."""

    progressed = Signal(object, object)
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._feed = ProgressFeed(self)
        self._feed.arrived.connect(self._pass_on)
        self._time_left = TimeLeft()
        self._cancel = CancelToken()
        self._number = 0

    @property
    def busy(self) -> bool:
        """Whether work goes on."""
        return self._background.busy

    def run(self, work: Work, then: Callable[[object], None], otherwise: Callable[[BaseException], None]) -> None:
        """Start `work`, and stop what still runs: its result is not waited for any more."""
        self._cancel.cancel()
        cancel = self._cancel = CancelToken()
        self._time_left = TimeLeft()
        self._number += 1
        number = self._number

        def done(result: object) -> None:
            if number == self._number:
                self.busy_changed.emit(False)
                then(result)

        def failed(error: BaseException) -> None:
            if number == self._number:
                self.busy_changed.emit(False)
                otherwise(error)

        self._background.run(lambda: work(self._feed, cancel), done, failed)
        self.busy_changed.emit(True)

    def forget(self) -> None:
        """Stop what runs; its result is not waited for any more."""
        self._cancel.cancel()
        self._number += 1
        self.busy_changed.emit(False)

    def stop(self) -> None:
        """Stop at the next photo; what was done until then is kept, and the result still comes."""
        self._cancel.cancel()

    def close(self) -> None:
        """Stop, and end the thread."""
        self._cancel.cancel()
        self._background.close()

    @Slot(object)
    def _pass_on(self, progress: Progress) -> None:
        self.progressed.emit(progress, self._time_left.seconds_left(progress))
