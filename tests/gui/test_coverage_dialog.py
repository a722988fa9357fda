"""Which photos would be lost if a folder went: asked in the window, after a scan."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from lookalike.coverage import Held, Standing
from lookalike_gui.controller import State
from lookalike_gui.main_window import MainWindow
from lookalike_gui.models.coverage import CoverageModel
from lookalike_gui.views.coverage_dialog import CoverageDialog
from tests.photos import photo, save


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A card with two photos, one of which is in the library, too."""
    save(photo("coffee"), tmp_path / "card" / "copied.jpg")
    save(photo("rocket"), tmp_path / "card" / "new.jpg")
    save(photo("chelsea"), tmp_path / "library" / "cat.jpg")
    shutil.copy(tmp_path / "card" / "copied.jpg", tmp_path / "library")
    return tmp_path / "card"


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, card: Path) -> CoverageDialog:
    window.add([str(card), str(card.parent / "library")])
    with qtbot.waitSignal(window.controller.state_changed, check_params_cb=lambda state: state is State.RESULTS):
        window.scan()
    return opened(qtbot, window)


def opened(qtbot: QtBot, window: MainWindow) -> CoverageDialog:
    window.menus.coverage.trigger()
    dialog = window.findChild(CoverageDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: " of " in dialog.says.text())
    return dialog


def listed(dialog: CoverageDialog) -> dict[str, str]:
    model = dialog.view.model()
    rows = range(model.rowCount())
    return {Path(model.index(row, 0).data()).name: model.index(row, 1).data() for row in rows}


def test_the_photos_that_are_on_the_card_alone_are_listed(dialog: CoverageDialog) -> None:
    assert dialog.says.text().startswith("Also elsewhere: 1 of 2 photo")
    assert listed(dialog) == {"new.jpg": "none"}


def test_those_with_a_copy_are_shown_on_demand_with_the_place_of_it(dialog: CoverageDialog, card: Path) -> None:
    dialog.all.click()
    assert listed(dialog) == {"new.jpg": "none", "copied.jpg": "the same file"}
    assert dialog.view.model().index(1, 2).data() == str(card.parent / "library" / "copied.jpg")


def test_another_folder_or_all_of_them_may_be_chosen(qtbot: QtBot, dialog: CoverageDialog, card: Path) -> None:
    dialog.folder.setCurrentIndex(dialog.folder.findData(str(card.parent / "library")))
    qtbot.waitUntil(lambda: listed(dialog) == {"cat.jpg": "none"})
    dialog.folder.setCurrentIndex(0)
    qtbot.waitUntil(lambda: dialog.says.text().startswith("With a copy: 2 of 4 photo"))
    assert listed(dialog) == {"new.jpg": "none", "cat.jpg": "none"}


def test_a_copy_that_has_gone_since_the_scan_counts_no_longer(
    qtbot: QtBot, dialog: CoverageDialog, window: MainWindow, card: Path
) -> None:
    dialog.close()
    qtbot.waitUntil(lambda: window.findChild(CoverageDialog) is None)
    (card.parent / "library" / "copied.jpg").unlink()
    assert listed(opened(qtbot, window)) == {"copied.jpg": "none", "new.jpg": "none"}


def test_the_list_is_saved_as_csv(
    qtbot: QtBot, dialog: CoverageDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "list.csv"
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(target)])
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Saved list.csv" in dialog.says.text())
    with target.open(newline="") as file:
        assert [Path(row["path"]).name for row in csv.DictReader(file)] == ["new.jpg"]


def test_typing_filters_the_list(dialog: CoverageDialog) -> None:
    dialog.filter.setText("nothing like this")
    assert listed(dialog) == {}
    assert not dialog.save_button.isEnabled()
    dialog.filter.setText("NEW.jp")
    assert listed(dialog) == {"new.jpg": "none"}
    dialog.all.click()
    dialog.filter.setText("library")
    assert listed(dialog) == {"copied.jpg": "the same file"}  # Its copy lies there.


def test_typing_does_not_ask_for_the_text_of_every_cell(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    model, asked = CoverageModel(), list[Held]()
    monkeypatch.setattr(CoverageModel, "cell", lambda _model, held, *_: asked.append(held))
    held = tuple(Held(f"/card/{number}.jpg", 1, Standing.NOWHERE) for number in range(1000))
    model.show_held(held, covered=False)
    model.show_held(held, covered=False, text="/99")
    assert [each.path for each in model.rows] == [
        "/card/99.jpg",
        *(f"/card/{number}.jpg" for number in range(990, 1000)),
    ]
    assert not asked


def test_the_model_keeps_qts_rules(qapp: object, qtmodeltester: ModelTester) -> None:
    model = CoverageModel()
    model.show_held(
        (Held("/a.jpg", 1, Standing.NOWHERE), Held("/b.jpg", 1, Standing.SAME_FILE, "/c.jpg")), covered=True
    )
    qtmodeltester.check(model)
