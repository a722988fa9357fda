"""What the window asks of a desktop, as a protocol, and its implementation for the system at hand.

Every call returns at once, and does nothing where the desktop has nothing for it: a scan never waits for a desktop.
"""

from __future__ import annotations

import sys
from typing import Protocol

from PySide6.QtCore import QObject


class Outside(Protocol):
    """The desktop around the window."""

    def keep_awake(self, reason: str) -> None:
        """Ask the computer not to fall asleep by itself until `let_sleep`; the screen may go dark."""
        ...

    def let_sleep(self) -> None:
        """Take that back."""
        ...

    def show_progress(self, share: float | None) -> None:
        """Show how far the work is, 0 to 1, where the program's icon stands; None shows nothing."""
        ...

    def notify(self, title: str, text: str) -> None:
        """Say something outside the window."""
        ...

    def close(self) -> None:
        """Take everything back; nothing may be asked afterwards."""
        ...


def outside(parent: QObject, system: str = sys.platform) -> Outside:
    """The desktop of this system (`sys.platform`)."""
    if system == "win32":
        from lookalike_gui.manners.windows import WindowsOutside

        return WindowsOutside(parent)
    if system == "darwin":
        from lookalike_gui.manners.macos import MacOutside

        return MacOutside(parent)
    from lookalike_gui.manners.freedesktop import FreedesktopOutside

    return FreedesktopOutside(parent)
