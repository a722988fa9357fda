"""`Outside` for Windows."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

from PySide6.QtCore import QObject

from lookalike_gui.manners.tray import TrayOutside

_CONTINUOUS, _SYSTEM_REQUIRED = 0x80000000, 0x00000001
"""https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-setthreadexecutionstate"""

SetState = Callable[[int], int]


class WindowsOutside(TrayOutside):
    """See `Outside`. The state belongs to the thread that sets it, so the GUI thread does, which lives longest.

    Progress is a number on the icon of the task bar: a bar behind it would want a COM interface.
    """

    def __init__(self, parent: QObject | None = None, set_state: SetState | None = None) -> None:
        super().__init__(parent)
        self._set_state = set_state or _set_state()

    def keep_awake(self, reason: str) -> None:
        """Windows shows no reason."""
        del reason
        self._set_state(_CONTINUOUS | _SYSTEM_REQUIRED)

    def let_sleep(self) -> None:
        """See `Outside`."""
        self._set_state(_CONTINUOUS)


def _set_state() -> SetState:
    kernel: ctypes.CDLL = getattr(ctypes, "windll").kernel32  # noqa: B009 (only Windows has it)
    function = kernel.SetThreadExecutionState
    function.argtypes, function.restype = [ctypes.c_uint], ctypes.c_uint
    return lambda state: int(function(state))
