"""Saves everything when the session ends: at a log-out, a shutdown, or Ctrl+C in the terminal.

Windows and macOS ask Qt, and so does a session manager under X11 where Qt was built with one (PySide6's wheels are
not). systemd, which ends most sessions of Linux, sends SIGTERM; a terminal that is closed sends SIGHUP.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

_LATENCY = 500
"""Milliseconds: Python sees signals only between Qt's events, so there must be some."""


class Farewell(QObject):
    """Calls `keep` when the session may end, and `leave` when this program is told to."""

    def __init__(self, application: QApplication, keep: Callable[[], object], leave: Callable[[], object]) -> None:
        super().__init__(application)
        self._application = application
        self._keep = keep
        self._leave = leave
        self._beat = QTimer(self)

    def install(self) -> None:
        """Take over the signals, and answer the session manager."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if number := getattr(signal, name, None):
                signal.signal(number, lambda *_: self._leave())
        self._beat.timeout.connect(lambda: None)
        self._beat.start(_LATENCY)
        self._application.commitDataRequest.connect(self.commit, Qt.ConnectionType.DirectConnection)
        self._application.saveStateRequest.connect(self.save_state, Qt.ConnectionType.DirectConnection)

    @Slot(QSessionManager)
    def commit(self, manager: QSessionManager) -> None:
        """The session is about to end, and may yet be held up by another program."""
        del manager
        self._keep()

    @Slot(QSessionManager)
    def save_state(self, manager: QSessionManager) -> None:
        """Say how this program is started again; what it shows then is in its own files."""
        frozen = getattr(sys, "frozen", False)
        manager.setRestartCommand([sys.argv[0]] if frozen else [sys.executable, "-m", "lookalike_gui"])
