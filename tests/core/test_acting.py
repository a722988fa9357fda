from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lookalike.acting import actions
from lookalike.acting.actions import Outcome, apply, rehearse
from lookalike.acting.changes import Change, Write, make
from lookalike.acting.journal import Journal, JournalBusyError
from lookalike.acting.plan import Action, Plan, PlanOptions, Reason, load_plan, save_plan
from lookalike.acting.planning import make_plan
from lookalike.acting.undo import recover, redo, undo
from lookalike.errors import LookalikeError
from lookalike.files import safefiles
from lookalike.files.states import same_name
from lookalike.job import CancelToken, Progress
from lookalike.types import Relation
from tests.core.results import result_of
from tests.core.trees import Tree, contents_below


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    return Tree.make(tmp_path, monkeypatch)


@pytest.fixture
def journal(own_folders: Path) -> Iterator[Journal]:
    with Journal() as journal:
        yield journal


def reasons(outcome: Outcome | Plan) -> dict[str, Reason]:
    left = outcome.left if isinstance(outcome, Outcome) else outcome.skipped
    return {os.path.basename(entry.path): entry.reason for entry in left}


class TestTrash:
    def test_a_trashed_photo_lies_in_the_trash_where_file_managers_find_it(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy one.jpg")
        outcome = apply(make_plan(result, {tree.path("copy one.jpg")}, Action.TRASH), journal)
        (done,) = outcome.done
        assert not tree.exists("copy one.jpg")
        assert Path(done.place) == tree.trash / "files" / "copy one.jpg"
        record = (tree.trash / "info" / "copy one.jpg.trashinfo").read_text()
        assert record.startswith("[Trash Info]\nPath=" + tree.path("copy one.jpg").replace(" ", "%20") + "\n")
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
        assert len(outcome.done) == 2
        undo(journal)
        assert all(tree.exists(name) for name in names)


class TestOtherActions:
    def test_move_keeps_the_tree_and_renames_on_a_clash(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "2019/may/copy.jpg", "2020/copy.jpg")
        target = tree.base / "moved"
        (target / "photos/2020").mkdir(parents=True)
        (target / "photos/2020/copy.jpg").write_bytes(b"already there")
        options = PlanOptions(target=str(target))
        marked = set(tree.paths("2019/may/copy.jpg", "2020/copy.jpg"))
        apply(make_plan(result, marked, Action.MOVE, options), journal)
        assert contents_below(target) == {
            "photos/2019/may/copy.jpg": b"photo 2019/may/copy.jpg",
            "photos/2020/copy.jpg": b"already there",
            "photos/2020/copy (1).jpg": b"photo 2020/copy.jpg",
        }
        undo(journal)
        assert contents_below(target) == {"photos/2020/copy.jpg": b"already there"}
        assert tree.read("2019/may/copy.jpg") == b"photo 2019/may/copy.jpg"

    def test_copy_leaves_the_photos_and_undo_removes_only_the_copies(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        target = tree.base / "copies"
        plan = make_plan(result, {tree.path("copy.jpg")}, Action.COPY, PlanOptions(target=str(target)))
        assert apply(plan, journal).freed == 0
        assert contents_below(target) == {"photos/copy.jpg": b"photo copy.jpg"} and tree.exists("copy.jpg")
        undo(journal)
        assert contents_below(target) == {} and tree.exists("copy.jpg")

    def test_undo_of_a_copy_keeps_the_copy_if_the_photo_is_gone_meanwhile(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        target = tree.base / "copies"
        apply(make_plan(result, {tree.path("copy.jpg")}, Action.COPY, PlanOptions(target=str(target))), journal)
        os.unlink(tree.path("copy.jpg"))
        undone = undo(journal)
        assert [entry.reason for entry in undone.left] == [Reason.CHANGED]
        assert contents_below(target) == {"photos/copy.jpg": b"photo copy.jpg"}

    @pytest.mark.parametrize("action", [Action.HARD_LINK, Action.SYMBOLIC_LINK])
    def test_a_copy_becomes_a_link_to_its_keeper_and_comes_back(
        self, tree: Tree, journal: Journal, action: Action
    ) -> None:
        result = tree.group("keep.jpg", "copy.jpg", content=b"the same")
        before = os.stat(tree.path("copy.jpg"))
        outcome = apply(make_plan(result, {tree.path("copy.jpg")}, action), journal)
        assert os.path.samefile(tree.path("copy.jpg"), tree.path("keep.jpg"))
        assert os.path.islink(tree.path("copy.jpg")) == (action is Action.SYMBOLIC_LINK)
        assert Path(outcome.done[0].place).read_bytes() == b"the same"
        undo(journal)
        after = os.lstat(tree.path("copy.jpg"))
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
        assert contents_below(tree.trash) == {}
        assert redo(journal).left == ()  # type: ignore[union-attr]
        assert os.path.samefile(tree.path("copy.jpg"), tree.path("keep.jpg"))

    @pytest.mark.parametrize("action", [Action.HARD_LINK, Action.SYMBOLIC_LINK])
    def test_only_identical_files_become_links(self, tree: Tree, action: Action) -> None:
        result = tree.group("keep.jpg", "similar.jpg")
        plan = make_plan(result, {tree.path("similar.jpg")}, action)
        assert reasons(plan) == {"similar.jpg": Reason.NOT_IDENTICAL} and plan.items == ()

    def test_quarantine_keeps_the_files_on_their_volume_out_of_the_way(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "2019/copy.jpg")
        outcome = apply(make_plan(result, {tree.path("2019/copy.jpg")}, Action.QUARANTINE), journal)
        assert outcome.done[0].place == tree.path(".lookalike-quarantine/photos/2019/copy.jpg")
        undo(journal)
        assert tree.read("2019/copy.jpg") == b"photo 2019/copy.jpg"

    def test_deleting_for_good_is_for_good_and_undo_says_so(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        outcome = apply(make_plan(result, {tree.path("copy.jpg")}, Action.DELETE), journal)
        assert [done.place for done in outcome.done] == [""]
        assert not tree.exists("copy.jpg")
        assert [entry.reason for entry in undo(journal).left] == [Reason.GONE_FOR_GOOD]


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


class TestCompanions:
    def test_they_travel_with_their_photo_and_come_back_with_it(self, tree: Tree, journal: Journal) -> None:
        tree.write("copy.mov", b"live photo")
        tree.write("copy.jpg.xmp", b"")
        result = tree.group("keep.jpg", "copy.jpg", companions={"copy.jpg": ["copy.mov", "copy.jpg.xmp"]})
        outcome = apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal)
        assert not any(tree.exists(name) for name in ("copy.jpg", "copy.mov", "copy.jpg.xmp"))
        assert outcome.freed == len(b"photo copy.jpg") + len(b"live photo")
        undo(journal)
        assert tree.read("copy.mov") == b"live photo" and tree.read("copy.jpg.xmp") == b""

    def test_if_one_half_cannot_go_the_other_stays(self, tree: Tree, journal: Journal) -> None:
        tree.write("copy.mov", b"live photo")
        result = tree.group("keep.jpg", "copy.jpg", companions={"copy.jpg": ["copy.mov"]})
        plan = make_plan(result, {tree.path("copy.jpg")}, Action.TRASH)
        tree.write("copy.mov", b"edited since")
        outcome = apply(plan, journal)
        assert reasons(outcome) == {"copy.mov": Reason.CHANGED}
        assert tree.exists("copy.jpg") and outcome.done == ()

    def test_one_that_another_photo_needs_stays(self, tree: Tree, journal: Journal) -> None:
        tree.write("shot.xmp", b"edits")
        companions = {"shot.jpg": ["shot.xmp"], "shot.heic": ["shot.xmp"]}
        result = tree.group("keep.jpg", "shot.jpg", "shot.heic", companions=companions)
        outcome = apply(make_plan(result, {tree.path("shot.jpg")}, Action.TRASH), journal)
        assert tree.exists("shot.xmp") and not tree.exists("shot.jpg")
        assert reasons(outcome) == {"shot.xmp": Reason.COMPANION_SHARED}

    def test_a_raw_original_is_not_deleted_for_good_because_its_jpeg_has_a_copy(
        self, tree: Tree, journal: Journal
    ) -> None:
        tree.write("shot.nef", b"raw original")
        result = tree.group("keep.jpg", "shot.jpg", companions={"shot.jpg": ["shot.nef"]})
        plan = make_plan(result, {tree.path("shot.jpg")}, Action.DELETE)
        assert reasons(plan) == {"shot.jpg": Reason.COMPANION_UNIQUE}
        tree.write("keep.nef", b"raw original")
        companions = {"keep.jpg": ["keep.nef"], "shot.jpg": ["shot.nef"]}
        both = tree.group("keep.jpg", "shot.jpg", companions=companions)
        assert len(apply(make_plan(both, {tree.path("shot.jpg")}, Action.DELETE), journal).done) == 1
        assert not tree.exists("shot.nef") and tree.read("keep.nef") == b"raw original"

    def test_moved_companions_keep_the_same_name_as_their_photo_on_a_clash(self, tree: Tree, journal: Journal) -> None:
        tree.write("copy.mov", b"live photo")
        result = tree.group("keep.jpg", "copy.jpg", companions={"copy.jpg": ["copy.mov"]})
        target = tree.base / "moved"
        (target / "photos").mkdir(parents=True)
        (target / "photos/copy.mov").write_bytes(b"another film")
        apply(make_plan(result, {tree.path("copy.jpg")}, Action.MOVE, PlanOptions(target=str(target))), journal)
        assert sorted(contents_below(target)) == ["photos/copy (1).jpg", "photos/copy (1).mov", "photos/copy.mov"]


class TestWhatIsLeftAlone:
    """Between review and action the world goes on."""

    @pytest.mark.parametrize("action", [Action.TRASH, Action.MOVE, Action.DELETE, Action.QUARANTINE])
    def test_a_photo_that_changed_or_vanished(self, tree: Tree, journal: Journal, action: Action) -> None:
        result = tree.group("keep.jpg", "edited.jpg", "touched.jpg", "replaced.jpg", "vanished.jpg")
        marked = set(tree.paths("edited.jpg", "touched.jpg", "replaced.jpg", "vanished.jpg"))
        plan = make_plan(result, marked, action, PlanOptions(target=str(tree.base / "moved")))
        tree.write("edited.jpg", b"edited since")
        os.utime(tree.path("touched.jpg"))
        tree.replace_by_twin("replaced.jpg")
        os.unlink(tree.path("vanished.jpg"))
        everything = tree.contents()
        outcome = apply(plan, journal)
        assert reasons(outcome) == {
            "edited.jpg": Reason.CHANGED,
            "touched.jpg": Reason.CHANGED,
            "replaced.jpg": Reason.CHANGED,
            "vanished.jpg": Reason.VANISHED,
        }
        assert outcome.done == () and tree.contents() == everything

    def test_a_content_that_changed_behind_an_unchanged_time_is_not_deleted(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        plan = make_plan(result, {tree.path("copy.jpg")}, Action.DELETE)
        tree.rewrite_keeping_time("copy.jpg", b"PHOTO COPY.JPG")
        assert reasons(apply(plan, journal)) == {"copy.jpg": Reason.CHANGED}
        assert tree.read("copy.jpg") == b"PHOTO COPY.JPG"

    def test_a_photo_that_changed_before_the_plan_was_made(self, tree: Tree) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        tree.write("copy.jpg", b"edited since the scan")
        assert reasons(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH)) == {"copy.jpg": Reason.CHANGED}

    def test_a_photo_whose_keeper_vanished_or_changed(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        plan = make_plan(result, {tree.path("copy.jpg")}, Action.TRASH)
        tree.write("keep.jpg", b"edited since")
        assert reasons(apply(plan, journal)) == {"copy.jpg": Reason.KEEPER_CHANGED}
        os.unlink(tree.path("keep.jpg"))
        assert reasons(apply(plan, journal)) == {"copy.jpg": Reason.KEEPER_VANISHED}
        assert tree.exists("copy.jpg")

    def test_a_second_name_of_the_keeper(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        plan = make_plan(result, {tree.path("copy.jpg")}, Action.TRASH)
        os.unlink(tree.path("copy.jpg"))
        os.link(tree.path("keep.jpg"), tree.path("copy.jpg"))
        linked = result_of([tree.paths("keep.jpg", "copy.jpg")], tree.root)
        assert reasons(make_plan(linked, {tree.path("copy.jpg")}, Action.DELETE)) == {"copy.jpg": Reason.SAME_FILE}
        assert reasons(apply(plan, journal)) == {"copy.jpg": Reason.CHANGED}
        assert tree.exists("keep.jpg") and tree.exists("copy.jpg")

    def test_a_symbolic_link_to_the_keeper(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        plan = make_plan(result, {tree.path("copy.jpg")}, Action.DELETE)
        os.unlink(tree.path("copy.jpg"))
        os.symlink("keep.jpg", tree.path("copy.jpg"))
        assert reasons(apply(plan, journal)) == {"copy.jpg": Reason.NOT_A_FILE}
        linked = result_of([tree.paths("keep.jpg", "copy.jpg")], tree.root)
        assert reasons(make_plan(linked, {tree.path("copy.jpg")}, Action.DELETE)) == {"copy.jpg": Reason.NOT_A_FILE}
        assert os.path.islink(tree.path("copy.jpg")) and tree.exists("keep.jpg")

    def test_the_keeper_itself_reached_through_another_name_of_its_folder(self, tree: Tree) -> None:
        """What a case-insensitive folder or a volume mounted twice looks like: two paths, one device and inode."""
        tree.group("keep.jpg")
        os.symlink(tree.root, tree.base / "Photos")
        twice = result_of([[tree.path("keep.jpg"), str(tree.base / "Photos/keep.jpg")]], tree.base)
        plan = make_plan(twice, {str(tree.base / "Photos/keep.jpg")}, Action.DELETE)
        assert reasons(plan) == {"keep.jpg": Reason.SAME_FILE} and plan.items == ()

    def test_two_spellings_are_one_name_where_the_folder_knows_but_one_of_them(self, tree: Tree) -> None:
        """As exFAT and NTFS answer; their drivers may give each spelling an inode number of its own."""
        tree.make_file("Summer/Grüße.jpg")
        assert same_name(tree.path("Summer/Grüße.jpg"), tree.path("SUMMER/GRÜSSE.JPG"))
        assert same_name(tree.path("Summer/Grüße.jpg"), tree.path("Summer/Gru\u0308ße.jpg"))
        assert not same_name(tree.path("Summer/Grüße.jpg"), tree.path("Summer/Gruesse.jpg"))
        tree.make_file("summer/Grüße.jpg")
        assert not same_name(tree.path("Summer/Grüße.jpg"), tree.path("summer/Grüße.jpg"))

    def test_a_protected_photo_even_if_marked_and_even_through_a_link(self, tree: Tree, journal: Journal) -> None:
        tree.group("keep.jpg", "safe/copy.jpg", "other.jpg")
        os.symlink(tree.path("safe"), tree.path("door"))
        paths = tree.paths("keep.jpg", "door/copy.jpg", "other.jpg")
        result = result_of([paths], tree.root, protected=[tree.path("safe")])
        plan = make_plan(result, set(paths[1:]), Action.TRASH)
        assert reasons(plan) == {"copy.jpg": Reason.PROTECTED}
        loose = make_plan(result_of([paths], tree.root), set(paths[1:]), Action.TRASH)
        tightened = Plan(loose.action, loose.options, loose.roots, (tree.path("safe"),), loose.items)
        assert reasons(apply(tightened, journal)) == {"copy.jpg": Reason.PROTECTED}
        assert tree.exists("safe/copy.jpg") and not tree.exists("other.jpg")

    def test_the_last_photo_of_a_group_unless_the_person_said_so_for_this_run(
        self, tree: Tree, journal: Journal
    ) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        everything = set(tree.paths("keep.jpg", "copy.jpg"))
        plan = make_plan(result, everything, Action.TRASH)
        assert reasons(plan) == {"keep.jpg": Reason.LAST_OF_GROUP}
        assert plan.items[0].keeper is not None and plan.items[0].keeper.path == tree.path("keep.jpg")
        allowed = make_plan(result, everything, Action.TRASH, PlanOptions(allow_whole_groups=True))
        assert len(apply(allowed, journal).done) == 2

    def test_a_protected_photo_keeps_the_group_so_all_others_may_go(self, tree: Tree) -> None:
        tree.group("keep.jpg", "safe/copy.jpg")
        paths = tree.paths("keep.jpg", "safe/copy.jpg")
        plan = make_plan(result_of([paths], tree.root, protected=[tree.path("safe")]), {paths[0]}, Action.TRASH)
        assert plan.items[0].keeper is not None and plan.items[0].keeper.path == paths[1]

    def test_photos_of_the_system(self, tree: Tree) -> None:
        drawing = next(Path("/usr/share").rglob("*.*"))
        result = result_of([[tree.make_file("keep.jpg"), str(drawing)]], "/")
        assert set(reasons(make_plan(result, {str(drawing)}, Action.TRASH)).values()) == {Reason.SYSTEM_FOLDER}

    def test_paths_that_are_in_no_group_or_not_in_the_result(self, tree: Tree) -> None:
        tree.make_file("stranger.jpg")
        plan = make_plan(tree.group("keep.jpg", "copy.jpg"), {tree.path("stranger.jpg")}, Action.TRASH)
        assert reasons(plan) == {"stranger.jpg": Reason.NOT_IN_RESULT}

    def test_a_provisional_result_is_not_acted_on(self, tree: Tree) -> None:
        import dataclasses

        result = dataclasses.replace(tree.group("keep.jpg", "copy.jpg"), provisional=True)
        with pytest.raises(LookalikeError, match="previews"):
            make_plan(result, {tree.path("copy.jpg")}, Action.TRASH)

    def test_a_photo_whose_copy_does_not_fit_on_the_disk(self, tree: Tree, journal: Journal) -> None:
        tree.group("keep.jpg", "small.jpg", "large.jpg")
        tree.write("large.jpg", b"x" * 300_000)
        result = result_of([tree.paths("keep.jpg", "large.jpg", "small.jpg")], tree.root)
        target = tree.base / "copies"
        marked = set(tree.paths("large.jpg", "small.jpg"))
        plan = make_plan(result, marked, Action.COPY, PlanOptions(target=str(target)))
        import resource  # Windows has none.

        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        try:
            outcome = apply(plan, journal)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert reasons(outcome) == {"large.jpg": Reason.DISK_FULL}
        assert contents_below(target) == {"photos/small.jpg": b"photo small.jpg"}

    def test_a_photo_for_which_there_is_no_trash_though_a_quarantine_can_be_had(
        self, tree: Tree, journal: Journal
    ) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        tree.trash.parent.mkdir()
        tree.trash.write_bytes(b"a file where the trash should be")
        outcome = apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal)
        assert reasons(outcome) == {"copy.jpg": Reason.NO_TRASH} and tree.exists("copy.jpg")
        assert len(apply(make_plan(result, {tree.path("copy.jpg")}, Action.QUARANTINE), journal).done) == 1


class TestPlanAndRun:
    def test_a_plan_is_saved_and_loaded_whole(self, tree: Tree, tmp_path: Path) -> None:
        result = tree.group("keep.jpg", os.fsdecode(b"caf\xe9.jpg"), content=b"same", relation=Relation.IDENTICAL_FILE)
        marked = {*tree.paths("keep.jpg", os.fsdecode(b"caf\xe9.jpg")), "/nowhere.jpg"}
        plan = make_plan(result, marked, Action.DELETE)
        save_plan(plan, str(tmp_path / "plan.json"))
        assert load_plan(str(tmp_path / "plan.json")) == plan
        assert len(plan.items) == 1 and len(plan.skipped) == 2

    def test_a_dry_run_changes_nothing_and_says_what_would_happen(self, tree: Tree) -> None:
        result = tree.group("keep.jpg", "copy.jpg", "vanished.jpg")
        plan = make_plan(result, set(tree.paths("copy.jpg", "vanished.jpg")), Action.TRASH)
        os.unlink(tree.path("vanished.jpg"))
        everything = tree.contents()
        outcome = rehearse(plan)
        assert [done.path for done in outcome.done] == [tree.path("copy.jpg")]
        assert reasons(outcome) == {"vanished.jpg": Reason.VANISHED}
        assert tree.contents() == everything and not tree.trash.exists()

    def test_cancelling_stops_at_the_next_photo_and_keeps_what_is_done(self, tree: Tree, journal: Journal) -> None:
        names = [f"copy {number}.jpg" for number in range(5)]
        result = tree.group("keep.jpg", *names)
        cancel = CancelToken()

        def stop_after_two(progress: Progress) -> None:
            if progress.done == 2:
                cancel.cancel()

        plan = make_plan(result, set(tree.paths(*names)), Action.TRASH)
        outcome = apply(plan, journal, report=stop_after_two, cancel=cancel)
        assert outcome.cancelled and len(outcome.done) == 2
        assert len(undo(journal).restored) == 2 and all(tree.exists(name) for name in names)

    def test_after_an_interruption_nothing_is_done_or_undone_until_it_was_looked_after(
        self, tree: Tree, journal: Journal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The second Ctrl+C ends the program at once, here in the middle of the second photo."""
        result = tree.group("keep.jpg", "first.jpg", "second.jpg")
        plan = make_plan(result, set(tree.paths("first.jpg", "second.jpg")), Action.TRASH)

        def interrupted(change: Change) -> None:
            make(change)
            if isinstance(change, Write) and "second" in change.path:
                raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(actions, "make", interrupted)
            with pytest.raises(KeyboardInterrupt):
                apply(plan, journal)
        for again in (lambda: apply(plan, journal), lambda: undo(journal)):
            with pytest.raises(LookalikeError, match="interrupted"):
                again()
        recovery = recover(journal)
        assert [entry.path for entry in recovery.returned] == [tree.path("second.jpg")] and recovery.left == ()
        assert len(contents_below(tree.trash)) == 2 and recover(journal).runs == ()
        undo(journal)
        assert tree.exists("first.jpg") and contents_below(tree.trash) == {}

    def test_two_instances_cannot_act_at_once(self, journal: Journal) -> None:
        with pytest.raises(JournalBusyError, match="another Lookalike"):
            Journal()

    def test_a_line_that_a_crash_tore_off_does_no_harm(self, tree: Tree) -> None:
        result = tree.group("keep.jpg", "copy.jpg", "other.jpg")
        with Journal() as journal:
            apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal)
            path = journal.path
        with open(path, "ab") as file:
            file.write(b'0badc0de {"t":"do","run":"torn')
        with Journal() as journal:
            apply(make_plan(result, {tree.path("other.jpg")}, Action.TRASH), journal)
            undo(journal)
            undo(journal)
        assert tree.exists("copy.jpg") and tree.exists("other.jpg")

    def test_a_damaged_line_hides_one_photo_and_undo_brings_back_the_others_and_says_so(self, tree: Tree) -> None:
        result = tree.group("keep.jpg", "first.jpg", "second.jpg")
        with Journal() as journal:
            apply(make_plan(result, set(tree.paths("first.jpg", "second.jpg")), Action.TRASH), journal)
            path = Path(journal.path)
        lines = path.read_bytes().splitlines(keepends=True)
        broken = next(number for number, line in enumerate(lines) if b'"t":"do"' in line)
        lines[broken] = lines[broken].replace(b"first.jpg", b"fjrst.jpg", 1)
        path.write_bytes(b"".join(lines))
        with Journal() as journal:
            undone = undo(journal)
        assert [entry.place for entry in undone.restored] == [tree.path("second.jpg")]
        assert [entry.reason for entry in undone.left] == [Reason.STEP_UNKNOWN]
