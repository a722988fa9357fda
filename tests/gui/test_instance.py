"""What a start of the program wants, and to whom it says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from lookalike_gui.controller import Controller
from lookalike_gui.instance import Asked, Instance, understand
from lookalike_gui.main_window import MainWindow


def test_folders_are_understood_as_paths_and_as_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("plain", "mit Umlaut ä", "mtp:"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    address = QUrl.fromLocalFile(str(tmp_path / "mit Umlaut ä")).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    asked = understand(["plain", address, "mtp:"])
    assert asked.paths == tuple(str(tmp_path / name) for name in ("plain", "mit Umlaut ä", "mtp:"))
    assert not asked.foreign and not asked.missing


@pytest.mark.parametrize("place", ["trash:///", "mtp://Phone/DCIM", "smb://nas/photos", "file://nas/photos"])
def test_places_that_are_not_on_this_computer_are_known_as_such(place: str) -> None:
    assert understand([place]).foreign == (place,)


def test_what_is_not_there_is_told_apart(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    assert understand([gone, f"file://{gone}"]).missing == (gone, gone)


def test_the_window_says_what_it_cannot_read(window: MainWindow, controller: Controller, tmp_path: Path) -> None:
    window.answer(Asked(paths=(str(tmp_path),), foreign=("trash:///",)))
    assert controller.folders.paths() == (str(tmp_path),)
    (box,) = window.findChildren(QMessageBox, "failure")
    assert "trash:///" in box.text()
    box.close()


def test_a_second_start_hands_over_and_a_later_one_is_first_again(qtbot: QtBot) -> None:
    first, second = Instance(), Instance()
    assert first.is_first()
    assert not second.is_first()
    first.close()
    assert second.is_first()
    second.close()


def test_a_second_start_that_finds_the_first_one_ending_takes_its_place(qtbot: QtBot) -> None:
    ending, second, third = Instance(), Instance(), Instance()
    assert ending.is_first()
    assert not second.is_first()
    ending.close()
    assert not second.hand_over(Asked())
    assert not third.is_first()
    second.close()


@pytest.mark.logs_warnings
@pytest.mark.parametrize("nonsense", [b"hello\n", b"{}\n", b'{"paths": 1}\n', b"[]\n", b"\xff\n"])
def test_nonsense_from_another_program_is_not_answered(qtbot: QtBot, nonsense: bytes) -> None:
    instance = Instance()
    assert instance.is_first()
    stranger = QLocalSocket()
    stranger.connectToServer(instance.place)
    with qtbot.waitSignal(stranger.disconnected), qtbot.assertNotEmitted(instance.asked):
        stranger.write(nonsense)
        stranger.flush()
    instance.close()
