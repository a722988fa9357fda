"""What is handed over and cannot be scanned gets an answer that names it and says what helps."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QMessageBox

from lookalike_gui.controller import Controller
from lookalike_gui.elsewhere import complaint, refusal
from lookalike_gui.main_window import MainWindow


@pytest.mark.parametrize(
    ("place", "helps"),
    [
        ("trash:///photo.jpg", "Put the photos back"),
        ("mtp://Phone/DCIM", "Copy its photos to this computer"),
        ("gphoto2://Camera/store", "Copy its photos to this computer"),
        ("smb://nas/photos", "Mount it as a folder"),
        ("file://nas/photos", "Mount it as a folder"),
        ("sftp://anna@nas/photos", "Mount it as a folder"),
        ("https://example.org/cat.jpg", "Save it to a folder"),
        ("recent:///", "Copy the photos here"),
    ],
)
def test_a_place_is_named_with_what_helps(place: str, helps: str) -> None:
    assert place in refusal(place)
    assert helps in refusal(place)


def test_a_picture_that_a_browser_hands_over_whole_does_not_fill_the_screen() -> None:
    assert len(refusal("data:image/png;base64," + 5000 * "A")) < 250


def test_a_picture_without_a_file_leads_to_the_search_by_image() -> None:
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert "Search by image" in complaint(data)


def test_what_can_be_scanned_is_added_and_the_rest_is_named(
    window: MainWindow, controller: Controller, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("trash:///old.jpg")])
    QGuiApplication.clipboard().setMimeData(data)
    window.paste()
    assert controller.folders.paths() == (str(tmp_path),)
    (box,) = window.findChildren(QMessageBox, "failure")
    assert "trash:///old.jpg" in box.text()
    box.close()


def test_what_was_there_when_it_was_copied_may_be_gone(window: MainWindow, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "gone"))])
    QGuiApplication.clipboard().setMimeData(data)
    window.paste()
    (box,) = window.findChildren(QMessageBox, "failure")
    assert box.text() == f"There is nothing at {tmp_path}/gone."
    box.close()


def test_an_empty_clipboard_is_said_too(window: MainWindow) -> None:
    window.paste()
    assert window.totals.currentMessage() == "There is no folder or photo in it"
