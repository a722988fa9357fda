"""Two starts of the program, one window."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.program import Program
from tests.e2e.xserver import PATIENCE, Rect, XServer, wait_until

pytestmark = pytest.mark.x11

GUI = "lookalike_gui"


def start_again(screen: XServer, *arguments: str) -> int:
    """The exit code of a second start, which must end by itself."""
    command = [sys.executable, "-m", GUI, *arguments]
    return subprocess.run(command, env=screen.variables, timeout=PATIENCE, check=False).returncode


def folder(parent: Path, name: str) -> Path:
    made = parent / name
    made.mkdir()
    return made


def test_a_second_start_hands_its_folders_to_the_open_window(screen: XServer, tmp_path: Path) -> None:
    first, second = folder(tmp_path, "first"), folder(tmp_path, "second, ö")
    with Program(screen, GUI, [first]) as program:
        program.wait_for(str(first), role="ListItem")
        screen.xdotool("windowminimize", program.window)
        assert start_again(screen, second.as_uri()) == 0
        program.wait_for(str(second), role="ListItem")
        program.wait_for_window()
        assert not [thing for thing in program.look() if thing.window == "failure"]


def test_a_place_that_cannot_be_read_is_answered_in_the_open_window(screen: XServer) -> None:
    with Program(screen, GUI) as program:
        screen.place(program.window, Rect(20, 40, 1000, 640))
        assert start_again(screen, "mtp://Phone/DCIM") == 0
        program.wait_for("mtp://Phone/DCIM is on a phone", role="StaticText")


def test_after_a_crash_the_next_start_opens_a_window(screen: XServer, tmp_path: Path) -> None:
    with Program(screen, GUI) as program:
        os.kill(program._process.pid, signal.SIGKILL)
        wait_until(lambda: program._process.poll() is not None, "the end")
    with Program(screen, GUI, [tmp_path]) as program:
        program.wait_for(str(tmp_path), role="ListItem")
