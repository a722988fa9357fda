"""The trash of Windows and macOS, as far as it can be had elsewhere: their records, and send2trash itself."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from lookalike.acting import actions, planning, steps, systemtrash
from lookalike.acting.actions import apply
from lookalike.acting.journal import Journal
from lookalike.acting.plan import Action, Reason
from lookalike.acting.planning import make_plan
from lookalike.acting.undo import undo
from lookalike.files.states import FileState, state_of
from tests.core.trees import Tree


@pytest.fixture
def foreign_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A system whose trash is its own affair; returns the home, which has no `.Trash` yet."""
    for module in (actions, planning, steps):
        monkeypatch.setattr(module, "system_has_own_trash", lambda: True)
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    (tmp_path / "user").mkdir()
    return tmp_path / "user"


def test_what_lies_in_the_systems_trash_is_said_to_lie_there(
    tree: Tree, journal: Journal, foreign_system: Path
) -> None:
    result = tree.group("keep.jpg", "copy.jpg")
    outcome = apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal)
    assert len(outcome.done) == 1 and not tree.exists("copy.jpg")
    assert [entry.reason for entry in undo(journal).left] == [Reason.KEPT_BY_SYSTEM]


def test_what_can_be_found_there_comes_back(tree: Tree, journal: Journal, foreign_system: Path) -> None:
    os.symlink(os.path.join(systemtrash_folder(), "files"), foreign_system / ".Trash")
    result = tree.group("keep.jpg", "copy.jpg")
    apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal)
    assert [entry.place for entry in undo(journal).restored] == [tree.path("copy.jpg")]
    assert tree.read("copy.jpg") == b"photo copy.jpg"


def test_a_trash_that_refuses_a_file_of_ours_is_none(
    tree: Tree, journal: Journal, foreign_system: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise OSError(f"no trash for {path}")

    result = tree.group("keep.jpg", "copy.jpg")
    monkeypatch.setattr(systemtrash, "send2trash", refuse)
    outcome = apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal)
    assert [entry.reason for entry in outcome.left] == [Reason.NO_TRASH]
    assert sorted(os.listdir(tree.root)) == ["copy.jpg", "keep.jpg"]


def test_what_the_person_took_out_of_it_is_back_already(tree: Tree, journal: Journal, foreign_system: Path) -> None:
    result = tree.group("keep.jpg", "copy.jpg")
    os.rename(tree.path("copy.jpg"), tree.base / "same file")
    os.link(tree.base / "same file", tree.path("copy.jpg"))
    apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal)
    os.link(tree.base / "same file", tree.path("copy.jpg"))
    assert [entry.place for entry in undo(journal).restored] == [tree.path("copy.jpg")]


def test_a_newer_file_in_its_place_is_not_taken_for_it(tree: Tree, journal: Journal, foreign_system: Path) -> None:
    result = tree.group("keep.jpg", "copy.jpg")
    apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal)
    tree.write("copy.jpg", b"newer")
    assert [entry.reason for entry in undo(journal).left] == [Reason.KEPT_BY_SYSTEM]


def test_what_a_link_replaces_goes_to_the_quarantine_from_where_undo_can_take_it(
    tree: Tree, journal: Journal, foreign_system: Path
) -> None:
    result = tree.group("keep.jpg", "copy.jpg", content=b"same")
    (done,) = apply(make_plan(result, {tree.path("copy.jpg")}, Action.HARD_LINK), journal).done
    assert done.place == tree.path(".lookalike-quarantine/photos/copy.jpg")
    undo(journal)
    assert not os.path.samefile(tree.path("copy.jpg"), tree.path("keep.jpg"))


def systemtrash_folder() -> str:
    """Where send2trash puts files here; it looked once, when it was imported."""
    from send2trash.plat_other import HOMETRASH

    os.makedirs(os.path.join(HOMETRASH, "files"), exist_ok=True)
    return str(HOMETRASH)


def record(path: str, size: int, deleted: int, version: int) -> bytes:
    text = (path + "\0").encode("utf-16-le")
    length = struct.pack("<i", len(path) + 1) if version == 2 else b""
    return struct.pack("<qqq", version, size, deleted) + length + (text if version == 2 else text.ljust(520, b"\0"))


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_is_found_in_windows_recycle_bin_by_its_record(tmp_path: Path, version: int) -> None:
    user = tmp_path / "S-1-5-21-1"
    user.mkdir()
    (tmp_path / "S-1-5-18").write_bytes(b"not a folder")
    path = "C:\\Users\\me\\Größe 📷.jpg"
    for name, size, deleted in (("OLD", 7, 100), ("NEW", 7, 200), ("OTHER", 9, 300), ("EMPTIED", 7, 400)):
        (user / f"$I{name}.jpg").write_bytes(record(path, size, deleted, version))
        if name != "EMPTIED":
            (user / f"$R{name}.jpg").write_bytes(b"x" * size)
    (user / "$ITORN.jpg").write_bytes(b"\2\0")
    found = systemtrash.find_in_bin(str(tmp_path), FileState(path, 7, 0, 0))
    assert [os.path.basename(place) for place in found] == ["$RNEW.jpg", "$ROLD.jpg"]
    systemtrash.forget(found[0])
    assert not (user / "$INEW.jpg").exists() and (user / "$IOLD.jpg").exists()


def test_a_file_is_found_in_macos_trash_by_its_inode_under_any_name(tmp_path: Path) -> None:
    trash = tmp_path / ".Trash"
    trash.mkdir()
    (tmp_path / "photo.jpg").write_bytes(b"one")
    (trash / "photo.jpg").write_bytes(b"two")
    state = state_of(str(tmp_path / "photo.jpg"))
    os.rename(tmp_path / "photo.jpg", trash / "photo 10.15.30.jpg")
    folders = (str(trash), str(tmp_path / "no such folder"))
    assert systemtrash.find_by_inode(folders, state) == [str(trash / "photo 10.15.30.jpg")]
