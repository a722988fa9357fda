"""Photos in archives in the window: wished for by a box, seen like others, and under a shield."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from lookalike.session import Session
from lookalike.settings import EngineChoice, ScanOptions
from lookalike_gui import desktop
from lookalike_gui.decisions import Decisions
from lookalike_gui.models.row_texts import RowTexts
from lookalike_gui.views.options_panel import OptionsPanel
from tests.formats import encoded
from tests.photos import photo


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    jpeg = encoded(photo("coffee"), ".jpg", tmp_path)
    (folder / "a.jpg").write_bytes(jpeg)
    with zipfile.ZipFile(folder / "old.zip", "w") as file:
        file.writestr("a.jpg", jpeg)
    return folder / "old.zip"


def test_a_box_among_the_options_asks_for_them(qtbot: QtBot) -> None:
    panel = OptionsPanel(ScanOptions(roots=()))
    qtbot.addWidget(panel)
    assert not panel.archives.isChecked()
    with qtbot.waitSignal(panel.changed) as changed:
        panel.archives.click()
    assert changed.args == [replace(ScanOptions(roots=()), archives=True)]
    panel.show_options(ScanOptions(roots=()))
    assert not panel.archives.isChecked()


def test_opening_one_opens_its_archive(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    assert desktop.open_photo(str(archive / "a.jpg"))
    assert desktop.open_photo(str(archive.parent / "a.jpg"))
    assert opened == [str(archive), str(archive.parent / "a.jpg")]


def test_it_stands_under_a_shield(archive: Path, tmp_path: Path) -> None:
    options = ScanOptions(roots=(str(archive.parent),), engine=EngineChoice.NONE, archives=True)
    with Session(str(tmp_path / "cache")) as session:
        result = session.scan(options)
    texts = RowTexts(result, Decisions())
    assert [texts.is_protected(photo.path) for photo in result.photos] == [False, True]
