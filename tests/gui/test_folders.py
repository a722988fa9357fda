"""The list of folders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from lookalike.settings import ScanOptions
from lookalike_gui.models.folders import FolderModel, Role, photos_in
from tests.gui import made


@pytest.fixture
def folders(qapp: object, tmp_path: Path) -> FolderModel:
    model = FolderModel()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    model.add([str(tmp_path / "a"), str(tmp_path / "b")])
    return model


def test_a_folder_is_taken_once_and_only_if_it_exists(folders: FolderModel, tmp_path: Path) -> None:
    assert folders.add([str(tmp_path / "a" / ".." / "b"), str(tmp_path / "none")]) == []
    assert folders.paths() == (str(tmp_path / "a"), str(tmp_path / "b"))


def test_roles_are_given_and_told(folders: FolderModel, tmp_path: Path) -> None:
    assert folders.index(0).data(Qt.ItemDataRole.ToolTipRole) == str(tmp_path / "a")
    assert folders.details(0) == str(tmp_path)
    folders.assign([1], Role.PROTECTED)
    assert folders.paths(Role.PROTECTED) == (str(tmp_path / "b"),)
    assert folders.details(1) == "Protected"
    assert "Protected" in folders.index(1).data(Qt.ItemDataRole.AccessibleTextRole)


def test_folders_of_one_name_are_told_apart_by_where_they_lie(folders: FolderModel, tmp_path: Path) -> None:
    (tmp_path / "disk" / "a").mkdir(parents=True)
    folders.add([str(tmp_path / "disk" / "a")])
    folders.show_counts(dict.fromkeys(folders.paths(), 45))
    assert folders.details(2) == f"{tmp_path / 'disk'} · 45 photo(s)"
    assert folders.details(0) == f"{tmp_path} · 45 photo(s)"
    assert folders.details(1) == "45 photo(s)"


def test_after_a_scan_each_folder_shows_its_number_of_photos(qapp: object, tmp_path: Path) -> None:
    model = FolderModel()
    (tmp_path / "a").mkdir()
    (tmp_path / "ab").mkdir()
    model.add([str(tmp_path / "a"), str(tmp_path / "ab")])
    result = made.result([[made.photo(f"{tmp_path}/a/1.jpg"), made.photo(f"{tmp_path}/ab/2.jpg")]])
    model.show_counts(photos_in(replace(result, options=ScanOptions(roots=model.paths()))))
    assert [root.count for root in model.roots] == [1, 1]


def test_folders_are_removed_from_the_list_alone(folders: FolderModel, tmp_path: Path) -> None:
    folders.remove([0])
    assert folders.paths() == (str(tmp_path / "b"),)
    assert (tmp_path / "a").exists()


def test_the_model_keeps_qts_rules(folders: FolderModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(folders)
