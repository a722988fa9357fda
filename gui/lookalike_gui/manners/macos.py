"""macOS as the desktop around the window."""

from __future__ import annotations

import os

from PySide6.QtCore import QObject, QProcess

from lookalike_gui.manners.tray import TrayMessages, show_badge


class MacOutside(QObject):
    """See `Outside`. `caffeinate` is part of the system, and ends with this program even where that crashes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._caffeinate = QProcess(self)
        self._messages = TrayMessages(self)

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

    def show_progress(self, share: float | None) -> None:
        """Percent as the badge in the dock."""
        show_badge(share)

    def notify(self, title: str, text: str) -> None:
        """A message in the notification centre."""
        self._messages.show(title, text)

    def close(self) -> None:
        """See `Outside`."""
        self.let_sleep()
        self.show_progress(None)
        self._messages.close()
