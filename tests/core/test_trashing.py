"""Photos go to the trash and come back, with hard links and without."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from lookalike.acting.actions import apply
from lookalike.acting.journal import Journal
from lookalike.acting.plan import Action, Reason
from lookalike.acting.planning import make_plan
from lookalike.acting.undo import redo, undo
from lookalike.files import safefiles
from tests.core.trees import Tree, contents_below, reasons


class TestTrash:
    def test_a_trashed_photo_lies_in_the_trash_where_file_managers_find_it(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy one.jpg")
        outcome = apply(make_plan(result, {tree.path("copy one.jpg")}, Action.TRASH), journal)
        (done,) = outcome.done
        assert not tree.exists("copy one.jpg")
        assert Path(done.place) == tree.trash / "files" / "copy one.jpg"
        record = (tree.trash / "info" / "copy one.jpg.trashinfo").read_text()
        path = re.escape(quote(tree.path("copy one.jpg")))
        assert re.fullmatch(rf"\[Trash Info\]\nPath={path}\nDeletionDate=\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\n", record)
        assert outcome.freed == len(b"photo copy one.jpg")
        assert outcome.left == ()

    def test_undo_brings_it_back_with_its_times_and_permissions(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        os.chmod(tree.path("copy.jpg"), 0o640)
        before = os.stat(tree.path("copy.jpg"))
        apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal)
        undone = undo(journal)
        after = os.stat(tree.path("copy.jpg"))
        assert [entry.place for entry in undone.restored] == [tree.path("copy.jpg")]
        assert (after.st_mode, after.st_mtime_ns, after.st_atime_ns) == (
            before.st_mode,
            before.st_mtime_ns,
            before.st_atime_ns,
        )
        assert contents_below(tree.trash) == {}

    def test_redo_trashes_it_again_and_undo_brings_it_back_again(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal)
        undo(journal)
        outcome = redo(journal)
        assert outcome is not None and [done.path for done in outcome.done] == [tree.path("copy.jpg")]
        assert not tree.exists("copy.jpg")
        assert redo(journal) is None
        undo(journal)
        assert tree.exists("copy.jpg")

    def test_undo_and_redo_go_through_the_runs_in_order_also_after_a_restart(self, tree: Tree) -> None:
        result = tree.group("keep.jpg", "first.jpg", "second.jpg")
        for name in ("first.jpg", "second.jpg"):
            with Journal() as journal:
                apply(make_plan(result, {tree.path(name)}, Action.TRASH), journal)
        seen = []
        for step in (undo, undo, redo, redo, undo):
            with Journal() as journal:
                step(journal)
            seen.append((tree.exists("first.jpg"), tree.exists("second.jpg")))
        assert seen == [(False, True), (True, True), (False, True), (False, False), (False, True)]

    def test_one_photo_of_a_run_can_be_undone_alone(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "first.jpg", "second.jpg")
        apply(make_plan(result, set(tree.paths("first.jpg", "second.jpg")), Action.TRASH), journal)
        undo(journal, only={tree.path("first.jpg")})
        assert (tree.exists("first.jpg"), tree.exists("second.jpg")) == (True, False)
        undo(journal)
        assert tree.exists("second.jpg")

    def test_undo_never_overwrites_a_newer_file(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal)
        tree.write("copy.jpg", b"something newer")
        undone = undo(journal)
        assert [entry.place for entry in undone.restored] == [tree.path("copy (1).jpg")]
        assert tree.read("copy.jpg") == b"something newer"
        assert tree.read("copy (1).jpg") == b"photo copy.jpg"

    def test_two_photos_of_one_name_do_not_meet_in_the_trash(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "a/same.jpg", "b/same.jpg")
        marked = set(tree.paths("a/same.jpg", "b/same.jpg"))
        apply(make_plan(result, marked, Action.TRASH), journal)
        assert sorted(contents_below(tree.trash / "files").values()) == [b"photo a/same.jpg", b"photo b/same.jpg"]
        undo(journal)
        assert tree.read("a/same.jpg") == b"photo a/same.jpg" and tree.read("b/same.jpg") == b"photo b/same.jpg"

    def test_undo_after_the_trash_was_emptied_says_what_is_gone(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        (done,) = apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal).done
        os.unlink(done.place)
        undone = undo(journal)
        assert [(entry.path, entry.reason) for entry in undone.left] == [(tree.path("copy.jpg"), Reason.GONE_FOR_GOOD)]
        assert undone.restored == ()

    def test_a_name_of_any_bytes_and_any_length_is_trashed_and_restored(self, tree: Tree, journal: Journal) -> None:
        names = [os.fsdecode(b"caf\xe9 \n%41.jpg"), "x" * 251 + ".jpg"]
        result = tree.group("keep.jpg", *names)
        outcome = apply(make_plan(result, set(tree.paths(*names)), Action.TRASH), journal)
        assert [os.path.basename(done.place)[:3] for done in outcome.done] == ["caf", "xxx"]
        undo(journal)
        assert all(tree.exists(name) for name in names)

    @pytest.mark.parametrize("remains", ["files/copy.jpg", "info/copy.jpg.trashinfo"])
    def test_half_an_entry_that_another_program_left_in_the_trash_stays(
        self, tree: Tree, journal: Journal, remains: str
    ) -> None:
        (tree.trash / remains).parent.mkdir(parents=True)
        (tree.trash / remains).write_bytes(b"another's")
        (done,) = apply(
            make_plan(tree.group("keep.jpg", "copy.jpg"), {tree.path("copy.jpg")}, Action.TRASH), journal
        ).done
        assert (tree.trash / remains).read_bytes() == b"another's"
        assert Path(done.place).name.startswith("copy.") and Path(done.place).read_bytes() == b"photo copy.jpg"


class TestWithoutHardLinks:
    """As on FAT and many network shares: the system refuses `link`."""

    @pytest.fixture(autouse=True, params=["renameat2", "neither"])
    def no_links(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_source: str, target: str) -> None:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), target)

        monkeypatch.setattr(os, "link", refuse)
        if request.param == "neither":
            monkeypatch.setattr(safefiles, "_rename_exclusively", lambda *_: False)

    def test_photos_go_to_the_trash_and_come_back(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal)
        assert contents_below(tree.trash / "files") == {"copy.jpg": b"photo copy.jpg"}
        undo(journal)
        assert contents_below(tree.root) == {"keep.jpg": b"photo keep.jpg", "copy.jpg": b"photo copy.jpg"}

    def test_undo_does_not_overwrite_what_is_newer(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal)
        tree.write("copy.jpg", b"something newer")
        undo(journal)
        assert tree.read("copy.jpg") == b"something newer" and tree.read("copy (1).jpg") == b"photo copy.jpg"

    def test_hard_links_are_said_not_to_exist(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg", content=b"same")
        outcome = apply(make_plan(result, {tree.path("copy.jpg")}, Action.HARD_LINK), journal)
        assert reasons(outcome) == {"copy.jpg": Reason.LINKS_UNSUPPORTED} and tree.read("copy.jpg") == b"same"
