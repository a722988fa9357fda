"""Decides when the desktop is told what: while a scan or an action runs, and when a long scan ends out of sight."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

from lookalike.job import Progress
from lookalike_gui import texts
from lookalike_gui.basics.wording import percent
from lookalike_gui.controller import Controller, State
from lookalike_gui.manners.outside import Outside
from lookalike_gui.manners.share import Share

LONG = 30.0
"""Seconds from which on a scan is long: a person has turned to something else."""


class Manners(QObject):
    """Title, sleep, task bar and notification of a window, from what its controller does.

    `clock` gives seconds, and runs on while the program is paused.
    """

    def __init__(
        self,
        window: QMainWindow,
        controller: Controller,
        outside: Outside,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._outside = outside
        self._clock = clock
        self._share = Share()
        self._percent = -1
        self._since: float | None = None
        self._acting = False
        self._awake = False
        controller.state_changed.connect(self._state_changed)
        controller.progressed.connect(self._progressed)

    @Slot(bool)
    def set_acting(self, acting: bool) -> None:
        """Files are acted on now, or no longer."""
        self._acting = acting
        self._look_after_sleep()

    def close(self) -> None:
        """Take everything back."""
        self._outside.close()

    @Slot()
    def _state_changed(self) -> None:
        if self._controller.scanning and self._since is None:
            self._begin()
        elif not self._controller.scanning and self._since is not None:
            self._end(self._clock() - self._since)
        self._look_after_sleep()
        self._show_title()

    def _begin(self) -> None:
        self._since = self._clock()
        self._share, self._percent = Share(), 0
        self._outside.show_progress(0.0)

    def _end(self, seconds: float) -> None:
        self._since, self._percent = None, -1
        self._outside.show_progress(None)
        if seconds >= LONG and QApplication.activeWindow() is None and not self._controller.was_cancelled:
            self._outside.notify(*self._outcome())
            QApplication.alert(self._window)

    def _outcome(self) -> tuple[str, str]:
        groups = self._controller.groups
        if self._controller.state == State.START:
            return self.tr("The scan has failed"), self.tr("The window says why.")
        if not groups.result.groups:
            text = self.tr("{photos} were compared.").format(photos=texts.photos(len(groups.result.photos)))
            return self.tr("No duplicates found"), text
        shown, photos, gain = groups.totals
        text = self.tr("{groups}, {photos}, {size} recoverable")
        return self.tr("The scan is done"), text.format(
            groups=texts.groups(shown), photos=texts.photos(photos), size=texts.size(gain)
        )

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        share = self._share.after(progress)
        if int(100 * share) != self._percent:
            self._percent = int(100 * share)
            self._outside.show_progress(share)
            self._show_title()

    def _show_title(self) -> None:
        if self._percent < 0:
            self._window.setWindowTitle("Lookalike")
            return
        title = (
            self.tr("{percent} (paused) – Lookalike") if self._controller.paused else self.tr("{percent} – Lookalike")
        )
        self._window.setWindowTitle(title.format(percent=percent(self._percent / 100)))

    def _look_after_sleep(self) -> None:
        wanted = self._acting or (self._controller.scanning and not self._controller.paused)
        if wanted == self._awake:
            return
        self._awake = wanted
        if not wanted:
            self._outside.let_sleep()
        elif self._acting:
            self._outside.keep_awake(self.tr("Photos are being moved or linked"))
        else:
            self._outside.keep_awake(self.tr("A scan is running"))
