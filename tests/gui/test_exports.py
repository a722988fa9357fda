"""Groups leave the window as files, and marks come back from a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lookalike_gui.controller import Controller
from lookalike_gui.main_window import MainWindow
from tests.gui import made
from tests.gui.driving import scan, show


def edited(source: Path, answers: dict[str, str]) -> Path:
    """The table as a spreadsheet saves it after these photos' answers were typed in."""
    with source.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["marked"] = answers.get(row["path"], row["marked"])
    target = source.with_name("edited.csv")
    with target.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return target


def exported(controller: Controller, qtbot: QtBot, target: Path) -> Path:
    with qtbot.waitSignal(controller.said):
        controller.exports.csv(str(target))
    return target


def test_marks_of_an_edited_table_are_taken(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    controller = show(window, made.holiday())
    controller.decisions.mark(["/photos/cat copy.jpg", "/photos/dog.jpg"])
    table = exported(controller, qtbot, tmp_path / "found.csv")
    with qtbot.waitSignal(controller.said):
        controller.exports.read_marks(
            str(edited(table, {"/photos/dog.jpg": "no", "/backup/dog.jpg": "yes", "/backup/lake.jpg": "yes"}))
        )
    assert controller.decisions.marked == {"/photos/cat copy.jpg", "/backup/dog.jpg", "/backup/lake.jpg"}
    window.deciding.go_back()
    assert controller.decisions.marked == {"/photos/cat copy.jpg", "/photos/dog.jpg"}


def test_a_table_cannot_mark_a_whole_group_or_what_is_not_here(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    controller = show(window, made.holiday())
    said: list[str] = []
    controller.said.connect(said.append)
    table = tmp_path / "typed.csv"
    table.write_text("path,marked\n/photos/cat.jpg,yes\n/photos/cat copy.jpg,yes\n/nowhere.jpg,yes\n", encoding="utf-8")
    with qtbot.waitSignal(controller.said):
        controller.exports.read_marks(str(table))
    assert controller.decisions.marked == {"/photos/cat copy.jpg"}
    assert "not found here" in said[-1] and "last of a group" in said[-1]


@pytest.mark.logs_warnings
def test_a_file_that_is_no_table_is_named(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    controller = show(window, made.holiday())
    controller.failed.disconnect(window.dialogs.show_failure)
    other = tmp_path / "letter.csv"
    other.write_text("Dear Anna", encoding="utf-8")
    with qtbot.waitSignal(controller.failed) as failure:
        controller.exports.read_marks(str(other))
    assert "letter.csv" in failure.args[0]


def test_a_web_page_shows_the_photos_in_the_words_of_the_window(
    window: MainWindow, qtbot: QtBot, library: Path, tmp_path: Path
) -> None:
    controller, target = scan(window, qtbot, library), tmp_path / "found.html"
    window.deciding.reject(controller.groups.paths(controller.groups.shown_groups[0]))
    with qtbot.waitSignal(controller.said, check_params_cb=lambda text: text.startswith("Saved")):
        controller.exports.page(str(target))
    page = target.read_text(encoding="utf-8")
    assert page.count("<section>") == 1  # the other group is no match
    assert page.count("<img ") == 3
    assert "resized" in page


def test_the_menu_offers_it_once_there_are_groups(window: MainWindow) -> None:
    actions = (window.menus.csv, window.menus.page, window.menus.json, window.menus.read_marks)
    assert not any(action.isEnabled() for action in actions)
    show(window, made.holiday())
    assert all(action.isEnabled() for action in actions)


def test_a_page_says_how_far_it_is_and_can_be_stopped(
    window: MainWindow, qtbot: QtBot, library: Path, tmp_path: Path
) -> None:
    controller, target = scan(window, qtbot, library), tmp_path / "found.html"
    said: list[str] = []
    controller.said.connect(said.append)
    controller.exports.page(str(target))
    assert window.totals.writing.isVisible()
    assert window.totals.writing.text() == "Writing the page"
    window.totals.stop_button.click()
    controller.exports.page(str(tmp_path / "other.html"))
    assert said == ["Another page is still being written"]
    qtbot.waitUntil(window.totals.writing.isHidden)
    # Whether it was told in time or not: nothing is half written.
    assert said[1:] == ["Stopped; no page was saved"] or target.read_text(encoding="utf-8").endswith("</html>\n")
    assert not (tmp_path / "other.html").exists()
