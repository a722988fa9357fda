"""Folders that other programs hand over by drop or paste."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from lookalike_gui import drops


def urls(*texts: bytes) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromEncoded(text) for text in texts])
    return data


def test_folders_and_photos_come_as_urls(tmp_path: Path) -> None:
    folder = tmp_path / "My Photos #1 100%"
    folder.mkdir()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder)), QUrl.fromLocalFile(str(folder))])
    assert drops.paths_in(data) == [str(folder)]


def test_a_name_that_is_no_text_arrives_whole(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/odd\xff name"
    os.mkdir(name)
    url = drops.url_of(os.fsdecode(name))
    data = QMimeData()
    data.setUrls([url])
    assert drops.paths_in(data) == [os.fsdecode(name)]


def test_lines_of_text_are_read_as_paths(tmp_path: Path) -> None:
    data = QMimeData()
    data.setText(f"{tmp_path}\n'{tmp_path}'\nfile://{tmp_path}\nnot a path\n/nowhere/at/all\n")
    assert drops.paths_in(data) == [str(tmp_path)]


def test_what_is_not_on_this_computer_is_named() -> None:
    data = urls(b"trash:///photo.jpg", b"mtp://phone/DCIM", b"file://server/share")
    assert drops.paths_in(data) == []
    assert drops.foreign_in(data) == ["trash:///photo.jpg", "mtp://phone/DCIM", "file://server/share"]
