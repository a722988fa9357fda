"""The guide is there, offline and whole, and the About box leads to the licences."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QDialog
from pytestqt.qtbot import QtBot

from lookalike_gui.main_window import MainWindow
from lookalike_gui.views.guide_window import CONTENTS, LICENCES, GuideWindow

GUIDE = Path(str(resources.files("lookalike_resources"))) / "guide"
PAGES = sorted(GUIDE.glob("*.md"))
LINK = re.compile(r"\]\(([^)#]+)")


def links(page: Path) -> set[str]:
    return set(LINK.findall(page.read_text(encoding="utf-8")))


def guide_of(window: MainWindow) -> GuideWindow:
    guide = window.findChild(GuideWindow)
    assert guide is not None
    return guide


def test_f1_opens_the_guide_at_its_contents(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    guide = guide_of(window)
    assert guide.isVisible()
    assert "In one minute" in guide.page.toPlainText()


def test_a_link_leads_to_its_page_and_back_returns(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    guide = guide_of(window)
    guide.page.anchorClicked.emit(QUrl("scores.md"))
    assert guide.page.toPlainText().startswith("What the scores mean")
    guide.back_button.click()
    assert guide.page.toPlainText().startswith("Lookalike: the guide")


def test_the_text_of_a_licence_is_shown_line_by_line(qtbot: QtBot, tmp_path: Path) -> None:
    text = tmp_path / "LICENSE"
    text.write_text("Copyright <someone>\n    * Redistribution\n", encoding="utf-8")
    guide = GuideWindow()
    qtbot.addWidget(guide)
    guide.show_page(LICENCES)
    guide.page.anchorClicked.emit(QUrl.fromLocalFile(str(text)))
    assert guide.page.toPlainText().splitlines()[:2] == ["Copyright <someone>", "    * Redistribution"]


def test_pictures_are_made_to_fit_the_text(qtbot: QtBot) -> None:
    guide = GuideWindow()
    qtbot.addWidget(guide)
    guide.show_page(CONTENTS)
    picture = guide.page.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("images/grid.png"))
    assert isinstance(picture, QImage)
    assert 0 < picture.width() / picture.devicePixelRatio() < guide.sizeHint().width()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_all_that_a_page_points_at_is_there(page: Path) -> None:
    missing = [link for link in links(page) if not (page.parent / link).exists()]
    assert not missing


def test_every_page_can_be_reached_from_the_contents() -> None:
    assert {page.name for page in PAGES} - {CONTENTS} <= links(GUIDE / CONTENTS)


def test_every_picture_is_shown_somewhere() -> None:
    shown = set[str]().union(*map(links, PAGES)) | links(GUIDE.parents[2] / "README.md")
    unused = [picture.name for picture in GUIDE.glob("images/*.png") if not any(picture.name in link for link in shown)]
    assert not unused


def test_about_leads_to_licences_that_name_every_dependency(window: MainWindow, qtbot: QtBot) -> None:
    window.dialogs.show_about()
    about = window.findChild(QDialog, "about")
    assert about is not None
    about.findChild(QAbstractButton, "licences").click()
    text = guide_of(window).page.toPlainText().lower()
    project = tomllib.loads((GUIDE.parents[2] / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["gui"], *extras["tensorflow"], *extras["litert"], *extras["formats"]]
    names = {re.split(r"[>=<;\[ ]", requirement)[0].lower() for requirement in wanted}
    assert [name for name in sorted(names) if name not in text] == []
