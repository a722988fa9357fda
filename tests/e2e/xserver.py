"""A real X server with a window manager, and hands that move its pointer and press its keys."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

HERE = Path(__file__).parent
TREE = HERE.parent.parent
SCREEN = "1280x900x24"
PATIENCE = 240.0
"""Seconds after which something that should have happened has not."""
WITH_THE_TESTS = ("setpriv", "--pdeathsig", "TERM")
"""The server ends, and with it all its programs, where the tests are killed."""
NO_REPEAT = "-r"
"""Else a key repeats itself when a busy machine keeps xdotool from letting it go for half a second."""

Found = TypeVar("Found")


def wait_until(question: Callable[[], Found | None], what: str, *, patience: float = PATIENCE) -> Found:
    """Ask until the answer is true, and return it. Raises AssertionError, naming `what`, when patience ends."""
    end = time.monotonic() + patience
    while not (answer := question()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience:.0f} s in vain for {what}")
        time.sleep(0.05)
    return answer


@dataclass(frozen=True)
class Rect:
    """A rectangle of the screen, in its pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2


class XServer:
    """Xvfb with openbox, for one test.

    Attributes:
        display: its name, such as ":99".
        variables: the environment for programs that shall meet this server.
        folder: where what its programs say is kept.
        picture_of_failure: where the screen is saved when a test fails.
        size: width, height and depth of the screen, joined by "x".
    """

    def __init__(self, folder: Path, picture_of_failure: Path, size: str = SCREEN) -> None:
        self.folder = folder
        self.size = size
        self.picture_of_failure = picture_of_failure
        self.display = ""
        self.variables: dict[str, str] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self.display = self._start_server(stack)
            self.variables = self._variables()
            self.start(stack, ["openbox", "--sm-disable"])
            wait_until(lambda: self._xdotool("get_desktop").returncode == 0, "the window manager")
            # The first key tells all programs of a new keyboard, and openbox is deaf while it takes that in.
            self.keys("shift")
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _start_server(self, stack: ExitStack) -> str:
        """Let the server choose a free display and say which."""
        reader, writer = os.pipe()
        with os.fdopen(reader) as answer:
            options = ["-screen", "0", self.size, "-nolisten", "tcp", "-noreset", NO_REPEAT]
            command = [*WITH_THE_TESTS, "Xvfb", "-displayfd", str(writer), *options]
            log = stack.enter_context((self.folder / "xvfb.log").open("wb"))
            server = subprocess.Popen(command, pass_fds=[writer], stdout=log, stderr=log)
            stack.callback(end, server)
            os.close(writer)
            number = answer.readline().strip()
        assert number, (self.folder / "xvfb.log").read_text()
        return f":{number}"

    def _variables(self) -> dict[str, str]:
        private = self.folder / "runtime"
        private.mkdir(mode=0o700)
        dropped = ("WAYLAND_DISPLAY", "QT_SCALE_FACTOR", "QT_QPA_PLATFORMTHEME")
        inherited = {name: value for name, value in os.environ.items() if name not in dropped}
        ours = {
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_RUNTIME_DIR": str(private),
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",  # else Qt starts a bus that outlives the test
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join(str(TREE / part) for part in (".", "core", "gui", "resources")),
        }
        return inherited | ours

    def start(
        self, stack: ExitStack, command: list[str], *, variables: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a program on this server; the stack ends it. What it says goes to a file named after it."""
        log = stack.enter_context((self.folder / f"{Path(command[0]).name}.log").open("ab"))
        program = subprocess.Popen(command, env=self.variables | dict(variables or {}), stdout=log, stderr=log)
        stack.callback(end, program)
        return program

    def _xdotool(self, *arguments: str | int) -> subprocess.CompletedProcess[str]:
        command = ["xdotool", *map(str, arguments)]
        return subprocess.run(
            command, env=self.variables, capture_output=True, text=True, check=False, timeout=PATIENCE
        )

    def xdotool(self, *arguments: str | int) -> str:
        """Run xdotool and return what it prints."""
        answer = self._xdotool(*arguments)
        assert answer.returncode == 0, f"xdotool {arguments}: {answer.stderr}"
        return answer.stdout.strip()

    def find_window(self, pid: int, title: str = ".") -> int | None:
        """The id of the newest visible window of the process whose title matches the pattern, or None."""
        found = self._xdotool("search", "--all", "--onlyvisible", "--pid", pid, "--name", title).stdout.split()
        return int(found[-1]) if found else None

    def rect(self, window: int) -> Rect:
        """Where the window's inside is."""
        answer = self.xdotool("getwindowgeometry", "--shell", window)
        values = dict(re.findall(r"^(X|Y|WIDTH|HEIGHT)=(-?\d+)$", answer, re.MULTILINE))
        return Rect(*(int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")))

    def place(self, window: int, rect: Rect) -> None:
        """Move and resize the window, and wait until the window manager has done so."""
        self.xdotool("windowsize", "--sync", window, rect.width, rect.height)
        self.xdotool("windowmove", window, rect.x, rect.y)
        wait_until(
            lambda: abs(self.rect(window).x - rect.x) < 20 and self.rect(window).width == rect.width,
            "the window's place",
        )

    def activate(self, window: int) -> None:
        """Give the window the keyboard."""
        self.xdotool("windowactivate", "--sync", window)

    def click(self, at: tuple[int, int], *, times: int = 1, button: int = 1) -> None:
        """Click there."""
        self.xdotool("mousemove", *at, "sleep", "0.05", "click", "--repeat", times, "--delay", 60, button)

    def drag(self, start: tuple[int, int], goal: tuple[int, int], may_let_go: Callable[[], object]) -> None:
        """Drag with the left button as a hand does: press, start slowly, travel, wait to be welcome, let go."""
        self.xdotool("mousemove", *start, "sleep", "0.1", "mousedown", 1)
        for step in range(1, 6):
            self.xdotool("mousemove", start[0] + 5 * step, start[1] + 2 * step, "sleep", "0.05")
        for step in range(1, 11):
            x, y = (begin + (finish - begin) * step // 10 for begin, finish in zip(start, goal, strict=True))
            self.xdotool("mousemove", x, y, "sleep", "0.03")

        def welcome() -> object:
            self.xdotool("mousemove_relative", "--", -1, 0, "mousemove_relative", 1, 0)  # no hand is ever quite still
            return may_let_go()

        wait_until(welcome, "a window that takes what is dragged")
        self.xdotool("mouseup", 1)

    def keys(self, *names: str) -> None:
        """Press keys one after another, such as "ctrl+o" or "Return"."""
        self.xdotool("key", "--delay", 40, *names)

    def type(self, text: str) -> None:
        """Type text."""
        self.xdotool("type", "--delay", 15, text)

    def screenshot(self, target: Path) -> Path:
        """Save the whole screen, with frames and pointers of drags, as PNG."""
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, HERE / "screenshot.py", target], env=self.variables, check=True)
        return target


def end(program: subprocess.Popen[bytes]) -> None:
    """Ask the program to end, then insist."""
    program.terminate()
    try:
        program.wait(5)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()
