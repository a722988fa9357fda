"""Files whose names look like HTML are told as they are: Qt makes rich text of whatever holds a tag."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as QtText
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from lookalike.types import Problem, ProblemReason
from lookalike_gui.basics.controls import label, warning
from lookalike_gui.decisions import Decisions
from lookalike_gui.models.folders import FolderModel
from lookalike_gui.models.groups import GroupModel
from lookalike_gui.models.overview import Overview
from lookalike_gui.models.problems import ProblemModel
from tests.gui import made

NAMES = ("<b>bold.jpg", "a <i>b.jpg", "1 &lt; 2.jpg", "less < more.jpg", "plain & simple.jpg")


def seen(tip: str) -> str:
    """What a tool tip shows."""
    if not QtText.mightBeRichText(tip):
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


@pytest.mark.parametrize("name", NAMES)
def test_tool_tips_say_the_whole_path(qapp: object, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    path = str(folder / name)
    groups = GroupModel(Decisions())
    result = made.result([[made.photo(path), made.photo("/b.jpg")]])
    groups.show(result, Overview.of(result))
    problems = ProblemModel()
    problems.show([Problem(path, "fingerprint", ProblemReason.DAMAGED)])
    folders = FolderModel()
    folders.add([str(folder)])
    for model, row, said in ((groups, 1, path), (problems, 0, path), (folders, 0, str(folder))):
        assert seen(model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)) == said


def test_labels_and_warnings_are_plain(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = warning("failure", "/photos/<b>bold.jpg: no permission", parent)
    words = box.findChild(QLabel, "qt_msgbox_label")
    assert isinstance(words, QLabel)
    for shown in (words, label("<b>bold.jpg")):
        assert shown.textFormat() == Qt.TextFormat.PlainText
