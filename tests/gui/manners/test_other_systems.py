"""What Windows and macOS are asked, as far as it can be seen from elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from lookalike_gui.manners.macos import MacOutside
from lookalike_gui.manners.outside import outside
from lookalike_gui.manners.windows import WindowsOutside

CAFFEINATE = """#!/bin/sh
echo "$@" > "$0.asked"
exec sleep 60
"""


@pytest.fixture
def caffeinate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "caffeinate"
    program.write_text(CAFFEINATE)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return program


def test_macos_stays_awake_while_its_own_tool_runs(qtbot: QtBot, caffeinate: Path) -> None:
    parent = QObject()
    mac = MacOutside(parent)
    mac.keep_awake("A scan is running")
    asked = Path(f"{caffeinate}.asked")
    qtbot.waitUntil(lambda: asked.exists() and bool(asked.read_text()))
    assert asked.read_text().split() == ["-i", "-w", str(os.getpid())]
    pid = mac._caffeinate.processId()
    mac.close()
    qtbot.waitUntil(lambda: not is_there(pid))


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_windows_stays_awake_from_the_one_state_to_the_other(qtbot: QtBot) -> None:
    states: list[int] = []
    parent = QObject()
    windows = WindowsOutside(parent, lambda state: states.append(state) or 0)
    windows.keep_awake("A scan is running")
    windows.close()
    assert states == [0x80000001, 0x80000000]


def test_a_message_without_a_tray_is_no_trouble(qtbot: QtBot) -> None:
    parent = QObject()
    mac = MacOutside(parent)
    mac.notify("The scan is done", "3 groups")
    mac.show_progress(0.5)
    mac.close()


def test_each_system_gets_its_own(qtbot: QtBot) -> None:
    parent = QObject()
    chosen = outside(parent, "darwin")
    assert isinstance(chosen, MacOutside)
    chosen.close()
