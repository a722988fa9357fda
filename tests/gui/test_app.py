"""Start, crash, and what is remembered."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from lookalike.session import Session
from lookalike_gui import app, crash
from lookalike_gui.settings import Habits


@pytest.fixture
def hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


def test_folders_and_a_scan_can_be_asked_for_on_the_command_line() -> None:
    given = app.parse(["/one", "/two", "--scan"])
    assert given.paths == ["/one", "/two"]
    assert given.scan


def test_everything_is_built_in_one_place(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    window = app.build(qapp, Session(), Habits(str(tmp_path / "window.ini")))
    qtbot.addWidget(window)
    window.show()
    assert window.windowTitle() == "Lookalike"
    window.close()
    qapp.setStyleSheet("")


def test_english_has_its_plurals(qapp: QApplication) -> None:
    app.install_translations(qapp)
    assert QCoreApplication.translate("Counts", "%Ln photo(s)", None, 1) == "1 photo"
    assert QCoreApplication.translate("Counts", "%Ln photo(s)", None, 3) == "3 photos"


@pytest.mark.parametrize(("language", "close"), [("zh_CN", "关闭"), ("ar_EG", "Close"), ("de_DE", "Close")])
def test_one_language_is_spoken_in_the_window_and_it_decides_from_where_one_reads(
    qapp: QApplication, qtbot: QtBot, language: str, close: str
) -> None:
    QLocale.setDefault(QLocale(language))
    app.install_translations(qapp)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    qtbot.addWidget(buttons)
    assert buttons.button(QDialogButtonBox.StandardButton.Close).text() == close
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_every_plural_in_the_window_has_its_english_forms(qapp: QApplication) -> None:
    gui = Path(app.__file__).parent
    sources = "".join(path.read_text("utf-8") for path in gui.rglob("*.py"))
    plurals = set(re.findall(r'tr\(\s*"([^"]*%L?n[^"]*)"', sources))
    file = gui.parent.parent / "resources/lookalike_resources/translations/lookalike_en.ts"
    translated = ElementTree.parse(file).getroot().iter("message")
    finished = {entry.findtext("source") for entry in translated if entry.find("translation[@type]") is None}
    assert plurals
    assert plurals <= finished


def test_a_damaged_settings_file_does_no_harm(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    file.write_text('[General]\ngeometry=nonsense\nthumbnail-side=large\ntheme=pink\noptions="{\\"preset\\": 7}"\n')
    window = app.build(qapp, Session(), Habits(str(file)))
    qtbot.addWidget(window)
    assert window.results.grid.thumbnail_side == 160
    window.close()
    qapp.setStyleSheet("")


@pytest.mark.logs_warnings
def test_an_unexpected_error_is_logged_and_shown_with_a_report_to_copy(
    qtbot: QtBot, hooks: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shown: list[crash.CrashDialog] = []
    monkeypatch.setattr(crash.CrashDialog, "exec", lambda dialog: shown.append(dialog) or dialog._copy())
    guard = crash.CrashGuard()
    guard.install()
    try:
        raise RuntimeError("nobody expected this")
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert len(shown) == 1
    assert "nobody expected this" in QGuiApplication.clipboard().text()
    assert "Lookalike 0" in QGuiApplication.clipboard().text()
    assert "nobody expected this" in caplog.text


@pytest.mark.logs_warnings
def test_an_error_in_another_thread_is_shown_in_the_gui_thread(
    qtbot: QtBot, hooks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(crash.CrashDialog, "exec", lambda _: seen.append(threading.get_ident()))
    guard = crash.CrashGuard()
    guard.install()
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [threading.get_ident()]
