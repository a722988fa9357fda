from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lookalike_gui.review.cheat_sheet import CheatSheet, KeyButton
from lookalike_gui.review.shortcuts import SHORTCUTS, Command, ShortcutTable


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "keys.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def table(settings: QSettings) -> ShortcutTable:
    return ShortcutTable(settings)


def test_every_command_is_in_the_table_once() -> None:
    assert [shortcut.command for shortcut in SHORTCUTS] == sorted(Command, key=list(Command).index)


def test_no_default_key_has_two_commands() -> None:
    keys = Counter(QKeySequence(key).toString() for shortcut in SHORTCUTS for key in shortcut.keys)
    assert "" not in keys
    assert [key for key, count in keys.items() if count > 1] == []


def test_changed_keys_survive_a_restart(settings: QSettings, table: ShortcutTable) -> None:
    table.set_keys(Command.KEEP_THIS, ["J", "Ctrl+K"])
    table.set_keys(Command.WIPE, [])
    again = ShortcutTable(settings)
    assert again.keys(Command.KEEP_THIS) == ("J", "Ctrl+K")
    assert again.keys(Command.WIPE) == ()
    assert again.keys(Command.KEEP_ALL) == ("A",)


def test_a_key_given_to_one_command_is_taken_from_the_other(table: ShortcutTable) -> None:
    table.set_keys(Command.KEEP_THIS, ["A"])
    assert table.owner("A") is Command.KEEP_THIS
    assert table.keys(Command.KEEP_ALL) == ()


def test_reset_brings_the_defaults_back(settings: QSettings, table: ShortcutTable) -> None:
    table.set_keys(Command.KEEP_THIS, ["A"])
    table.reset()
    assert table.keys(Command.KEEP_ALL) == ("A",)
    assert ShortcutTable(settings).keys(Command.KEEP_THIS) == ("K",)


def test_a_bound_action_follows_its_key(qtbot: QtBot, table: ShortcutTable) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    calls: list[str] = []
    table.bind(Command.KEEP_THIS, widget, lambda: calls.append("kept"))
    widget.show()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    qtbot.keyClick(widget, Qt.Key.Key_K)
    table.set_keys(Command.KEEP_THIS, ["J"])
    qtbot.keyClick(widget, Qt.Key.Key_K)
    qtbot.keyClick(widget, Qt.Key.Key_J)
    assert calls == ["kept", "kept"]


def test_space_still_presses_a_button_beside_the_photos(qtbot: QtBot, table: ShortcutTable) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    box = QCheckBox("tick", widget)
    QVBoxLayout(widget).addWidget(box)
    calls: list[str] = []
    table.bind(Command.MARK, widget, lambda: calls.append("marked"))
    widget.show()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    assert calls == []


def test_the_cheat_sheet_shows_every_command_and_rebinds_by_a_key_press(qtbot: QtBot, table: ShortcutTable) -> None:
    sheet = CheatSheet(table)
    qtbot.addWidget(sheet)
    sheet.show()
    buttons = sheet.findChildren(KeyButton)
    assert len(buttons) == len(SHORTCUTS)
    keep = next(button for button in buttons if button.accessibleName().startswith("Keep this"))
    keep.click()
    edit = keep.findChild(QWidget)
    assert edit is not None
    qtbot.keyClick(edit, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: table.keys(Command.KEEP_THIS) == ("J",))
    assert keep.text() == "J"
