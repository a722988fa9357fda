"""`Outside` for Linux and the BSDs: `Bus` in a thread of its own, since no desktop has to answer soon, or at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from lookalike_gui.bridge import Background

if TYPE_CHECKING:
    from lookalike_gui.manners.bus import Bus


class FreedesktopOutside(QObject):
    """See `Outside`. What is asked is done in a thread, in order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = Background(self)
        self._bus: Bus | None = None
        self._entry = QGuiApplication.desktopFileName()

    def keep_awake(self, reason: str) -> None:
        """See `Bus.hold`."""
        self._do(lambda bus: bus.hold(reason))

    def let_sleep(self) -> None:
        """See `Bus.release`."""
        self._do(lambda bus: bus.release())

    def show_progress(self, share: float | None) -> None:
        """See `Bus.show_progress`."""
        self._do(lambda bus: bus.show_progress(share))

    def notify(self, title: str, text: str) -> None:
        """See `Bus.notify`."""
        self._do(lambda bus: bus.notify(title, text))

    def close(self) -> None:
        """End the thread, then the connections."""
        self._thread.close()
        if self._bus is not None:
            self._bus.close()

    def _do(self, work: Callable[[Bus], None]) -> None:
        self._thread.run(lambda: work(self._reach()), lambda _: None, _unexpected)

    def _reach(self) -> Bus:
        if self._bus is None:
            from lookalike_gui.manners.bus import Bus  # 20 ms that the first window need not wait for

            self._bus = Bus(self._entry)
        return self._bus


def _unexpected(error: BaseException) -> None:
    raise error
