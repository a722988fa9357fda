"""`Outside` for macOS."""

from __future__ import annotations

import os

from PySide6.QtCore import QObject, QProcess

from lookalike_gui.manners.tray import TrayOutside


class MacOutside(TrayOutside):
    """See `Outside`. `caffeinate` is part of the system, and ends with this program even where that crashes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._caffeinate = QProcess(self)

    def keep_awake(self, reason: str) -> None:
        """macOS shows no reason."""
        del reason
        if self._caffeinate.state() == QProcess.ProcessState.NotRunning:
            self._caffeinate.start("caffeinate", ["-i", "-w", str(os.getpid())])

    def let_sleep(self) -> None:
        """See `Outside`."""
        if self._caffeinate.state() != QProcess.ProcessState.NotRunning:
            self._caffeinate.terminate()
            self._caffeinate.waitForFinished(1000)
