"""The program under test: a process of its own, met through the X server only."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from select import select
from types import TracebackType
from typing import IO, Self

from tests.e2e.xserver import PATIENCE, TREE, Rect, XServer, end, wait_until


@dataclass(frozen=True)
class Thing:
    """Something on the screen, as a screen reader sees it. `role` is the name of a `QAccessible.Role`."""

    window: str
    role: str
    name: str
    value: str
    rect: Rect
    enabled: bool
    focused: bool
    checked: bool
    offscreen: bool


class Program:
    """`python -m MODULE` on the server. What it says is in `output`; leaving the block ends it."""

    def __init__(self, screen: XServer, module: str, arguments: Iterable[str | Path] = ()) -> None:
        self.screen = screen
        self.output = screen.folder / f"{module}.log"
        self._command = [sys.executable, "-m", "tests.e2e.eye", module, *map(str, arguments)]
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            log = stack.enter_context(self.output.open("wb"))
            pipe = subprocess.PIPE
            self._process = stack.enter_context(
                subprocess.Popen(
                    self._command, env=self.screen.variables, stdin=pipe, stdout=pipe, stderr=log, cwd=TREE
                )
            )
            stack.callback(end, self._process)
            self.window = self.wait_for_window()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error:
            self.screen.screenshot(self.screen.picture_of_failure)
            sys.stderr.write(self.output.read_text(errors="replace"))
        self._stack.close()

    def wait_for_window(self, title: str = ".") -> int:
        """Wait for a window of the program, and return its id."""

        def window() -> int | None:
            assert self._process.poll() is None, f"the program has ended:\n{self.output.read_text(errors='replace')}"
            return self.screen.find_window(self._process.pid, title)

        return wait_until(window, f"a window titled {title!r}")

    def send(self, number: signal.Signals) -> None:
        """Send the program a signal, as the system does."""
        self._process.send_signal(number)

    def wait_for_end(self) -> int:
        """Wait until the program has ended by itself, and return its exit code."""
        return self._process.wait(PATIENCE)

    def look(self) -> list[Thing]:
        """Everything visible in the program's windows."""
        asked, answered = self._pipes()
        asked.write(b"\n")
        asked.flush()
        assert select([answered], [], [], PATIENCE)[0], "the program hangs"
        line = answered.readline()
        assert line, f"the program has ended:\n{self.output.read_text(errors='replace')}"
        return [Thing(**(thing | {"rect": Rect(*thing["rect"])})) for thing in json.loads(line)]

    def things(self, name: str | None = None, *, role: str | None = None) -> list[Thing]:
        """What is visible with this name (as far as it starts so) and role."""
        return [
            thing
            for thing in self.look()
            if (name is None or thing.name.startswith(name)) and (role is None or thing.role == role)
        ]

    def wait_for(self, name: str | None = None, *, role: str | None = None, enabled: bool = True) -> Thing:
        """Wait until something with this name and role is there, and return it."""

        def found() -> list[Thing]:
            return [thing for thing in self.things(name, role=role) if thing.enabled or not enabled]

        return wait_until(found, f"{role or 'anything'} named {name!r}")[0]

    def click(self, name: str, *, role: str | None = None, times: int = 1, button: int = 1) -> None:
        """Click the middle of it with the mouse."""
        self.screen.click(self.wait_for(name, role=role).rect.centre, times=times, button=button)

    def focus(self) -> Thing | None:
        """What has the keyboard."""
        return next((thing for thing in reversed(self.look()) if thing.focused), None)

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout
