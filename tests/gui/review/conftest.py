"""A canvas over files that load when a test lets them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from lookalike_gui.review.canvas import CompareCanvas
from tests.gui.review.known import Files


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def canvas(qtbot: QtBot, files: Files) -> Iterator[CompareCanvas]:
    widget = CompareCanvas(files)
    qtbot.addWidget(widget)
    widget.resize(640, 480)
    widget.show()
    yield widget
    files.gate.set()
    widget.close_down()
