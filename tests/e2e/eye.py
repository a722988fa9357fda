"""Runs a program's module as it is, and tells what a screen reader would see of it.

`eye.py MODULE ARGUMENT...` runs `python -m MODULE ARGUMENT...` in this process. For each line on standard input it
prints one line of JSON: all visible things of all windows, each with role, name, value, state and place on the screen.
It only looks; what happens to the program comes through the X server.
"""

from __future__ import annotations

import json
import runpy
import sys
import threading
from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

answers = sys.stdout
sys.stdout = sys.stderr
"""Whatever the program prints must not mix with the answers."""


class Eye(QObject):
    """Looks when asked; asked from a thread, it looks in the GUI's."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self.look, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for _ in sys.stdin:
            self.asked.emit()

    @Slot()
    def look(self) -> None:
        """Answer one question."""
        QAccessible.setActive(True)  # otherwise views tell nobody that their rows are others now
        windows = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        things = [
            thing
            for window in windows
            for thing in described(QAccessible.queryAccessibleInterface(window), window.windowTitle())
        ]
        print(json.dumps(things), file=answers, flush=True)


def described(thing: QAccessibleInterface | None, window: str) -> Iterator[dict[str, object]]:
    """The thing and all that is in it, but for what is hidden."""
    if thing is None or not thing.isValid() or thing.state().invisible:
        return
    rect, state = thing.rect(), thing.state()
    yield {
        "window": window,
        "role": thing.role().name,
        "name": thing.text(QAccessible.Text.Name),
        "value": thing.text(QAccessible.Text.Value),
        "rect": [rect.x(), rect.y(), rect.width(), rect.height()],
        "enabled": not state.disabled,
        "focused": bool(state.focused),
        "checked": bool(state.checked),
        "offscreen": bool(state.offscreen),
    }
    for index in range(thing.childCount()):
        yield from described(thing.child(index), window)


eye = Eye()
module = sys.argv[1]
sys.argv = sys.argv[1:]
runpy.run_module(module, run_name="__main__", alter_sys=True)
