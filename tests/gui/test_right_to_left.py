"""The window for those who read from the right: everything mirrored that is read, nothing that is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lookalike_gui import texts
from lookalike_gui.basics.mirroring import draw_name, seen
from lookalike_gui.icons import icon
from lookalike_gui.main_window import MainWindow
from lookalike_gui.theme import LIGHT, style_sheet
from tests.gui import made
from tests.gui.driving import press, show


@pytest.fixture(autouse=True)
def from_the_right(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def ink(image: QImage) -> float:
    """Where the middle of what is painted lies, 0 at the left edge and 1 at the right one."""
    ground = image.pixel(0, 0)
    columns = [x for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) != ground]
    return sum(columns) / len(columns) / image.width()


def test_the_keeper_of_a_group_stands_at_the_right(window: MainWindow) -> None:
    controller = show(window, made.holiday())
    grid, groups = window.results.grid, controller.groups
    first, second = (grid.visualRect(groups.index(row, 0)) for row in (1, 2))
    assert first.left() > second.right()
    assert grid.indexAt(first.center()).row() == 1
    assert grid.indexAt(second.center()).row() == 2


def test_the_left_arrow_goes_on_to_the_next_photo(window: MainWindow, qtbot: QtBot) -> None:
    show(window, made.holiday())
    before = window.results.grid.currentIndex().row()
    press(window, qtbot, Qt.Key.Key_Left)
    assert window.results.grid.currentIndex().row() == before + 1
    press(window, qtbot, Qt.Key.Key_Right)
    assert window.results.grid.currentIndex().row() == before


@pytest.mark.parametrize("listing", [False, True])
def test_a_header_begins_at_the_right(window: MainWindow, listing: bool) -> None:
    controller = show(window, made.holiday())
    window.results.show_list(listing)
    view = window.results.view
    row = view.visualRect(controller.groups.index(0, 0))
    line = view.viewport().grab(QRect(2, row.top() + 4, view.viewport().width() - 4, row.height() - 8)).toImage()
    assert ink(line) > 0.6


def test_a_folder_has_its_picture_at_the_right(window: MainWindow) -> None:
    window.add(["/"])
    view = window.sidebar.folders.view
    row = view.visualRect(view.model().index(0, 0))
    picture = view.viewport().grab(QRect(row.right() - 28, row.top() + 4, 24, row.height() - 8)).toImage()
    assert ink(picture) < 1
    name = view.viewport().grab(QRect(row.left() + 2, row.top() + 4, 30, row.height() - 8)).toImage()
    assert len({name.pixel(x, y) for x in range(name.width()) for y in range(name.height())}) == 1


def test_an_arrow_back_points_to_where_one_came_from(qapp: QApplication) -> None:
    assert ink(icon("arrow-left").pixmap(QSize(64, 64)).toImage()) > 0.52
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert ink(icon("arrow-left").pixmap(QSize(64, 64)).toImage()) < 0.48


def test_pictures_of_things_are_not_mirrored(qapp: QApplication) -> None:
    pictures = []
    for direction in (Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight):
        qapp.setLayoutDirection(direction)
        pictures.append(icon("search").pixmap(QSize(32, 32)).toImage())
    assert pictures[0] == pictures[1]


def test_a_path_keeps_its_first_slash_first(qapp: QApplication) -> None:
    image = QImage(200, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    draw_name(painter, QRectF(0, 0, 200, 20), "//////////.")
    painter.end()
    assert ink(image) > 0.7
    upper, lower = (ink(image.copy(0, top, 200, 10)) for top in (0, 10))
    assert upper > lower, "the dot stands before the slashes"
    assert texts.from_left("/home/anna") == "\N{LEFT-TO-RIGHT MARK}/home/anna"


def test_what_stands_at_the_left_of_a_row_is_seen_at_its_right() -> None:
    row, picture = QRectF(100, 0, 50, 10), QRectF(104, 2, 8, 8)
    assert seen(Qt.LayoutDirection.RightToLeft, row, picture) == QRectF(138, 2, 8, 8)
    assert seen(Qt.LayoutDirection.LeftToRight, row, picture) == picture


def test_a_slider_is_filled_from_the_right() -> None:
    assert "QSlider::add-page:horizontal { background: #2463c9" in style_sheet(LIGHT)
