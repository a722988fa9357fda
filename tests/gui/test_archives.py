"""Photos in archives in the window: wished for by a box, seen like others, and under a shield."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from lookalike.result import ScanResult
from lookalike.session import Session
from lookalike.settings import EngineChoice, ScanOptions
from lookalike_gui import desktop
from lookalike_gui.bridge import Background
from lookalike_gui.decisions import Decisions
from lookalike_gui.models.row_texts import RowTexts
from lookalike_gui.regrouping import Regrouping
from lookalike_gui.sessions import with_missing
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


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session(str(tmp_path / "cache")) as session:
        yield session


@pytest.fixture
def result(session: Session, archive: Path) -> ScanResult:
    return session.scan(ScanOptions(roots=(str(archive.parent),), engine=EngineChoice.NONE, archives=True))


def test_it_stands_under_a_shield(result: ScanResult) -> None:
    texts = RowTexts(result, Decisions())
    assert [texts.is_protected(photo.path) for photo in result.photos] == [False, True]


def test_it_is_missed_only_once_its_archive_is_gone(result: ScanResult, archive: Path) -> None:
    assert with_missing(result).problems == ()
    archive.unlink()
    assert [problem.path for problem in with_missing(result).problems] == [str(archive / "a.jpg")]


def test_its_group_stays_when_the_window_looks_which_photos_are_still_there(
    qtbot: QtBot, session: Session, result: ScanResult
) -> None:
    background = Background()
    regrouping = Regrouping(session, background)
    regrouping.adopt(result)
    gone: list[object] = []
    regrouping.gone.connect(gone.append)
    with qtbot.waitSignal(regrouping.regrouped) as regrouped:
        regrouping.look_anew(result.options)
    assert gone == [set()]
    assert regrouped.args[0].groups == result.groups
    background.close()
