"""Plans are made, saved, rehearsed and carried out; every action but the trash, and what travels along."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lookalike.acting import actions
from lookalike.acting.actions import apply, rehearse
from lookalike.acting.changes import Change, Write, make
from lookalike.acting.journal import Journal, JournalBusyError
from lookalike.acting.plan import Action, PlanOptions, Reason, load_plan, save_plan
from lookalike.acting.planning import make_plan
from lookalike.acting.undo import recover, redo, undo
from lookalike.errors import LookalikeError
from lookalike.files.safefiles import part_path
from lookalike.job import CancelToken, Progress
from lookalike.types import Relation
from tests.core.trees import Tree, contents_below, reasons


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
        assert contents_below(tree.root) == {"keep.jpg": b"photo keep.jpg"}
        undo(journal)
        assert contents_below(target) == {"photos/2020/copy.jpg": b"already there"}
        assert tree.read("2019/may/copy.jpg") == b"photo 2019/may/copy.jpg"

    def test_copy_leaves_the_photos_and_undo_removes_only_the_copies(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        target = tree.base / "copies"
        os.chmod(tree.path("copy.jpg"), 0o604)
        before = os.stat(tree.path("copy.jpg"))
        plan = make_plan(result, {tree.path("copy.jpg")}, Action.COPY, PlanOptions(target=str(target)))
        outcome = apply(plan, journal)
        assert outcome.freed == 0 and [done.place for done in outcome.done] == [str(target / "photos/copy.jpg")]
        assert contents_below(target) == {"photos/copy.jpg": b"photo copy.jpg"} and tree.exists("copy.jpg")
        after = os.stat(target / "photos/copy.jpg")
        assert (after.st_mode, after.st_mtime_ns) == (before.st_mode, before.st_mtime_ns)
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
        assert redo(journal).left == ()
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
        assert not tree.exists("2019/copy.jpg")
        undo(journal)
        assert tree.read("2019/copy.jpg") == b"photo 2019/copy.jpg"

    def test_deleting_for_good_is_for_good_and_undo_says_so(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        outcome = apply(make_plan(result, {tree.path("copy.jpg")}, Action.DELETE), journal)
        assert [done.place for done in outcome.done] == [""]
        assert not tree.exists("copy.jpg")
        assert [entry.reason for entry in undo(journal).left] == [Reason.GONE_FOR_GOOD]


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

    def test_moved_companions_keep_the_same_name_as_their_photo_on_a_clash(self, tree: Tree, journal: Journal) -> None:
        tree.write("copy.mov", b"live photo")
        result = tree.group("keep.jpg", "copy.jpg", companions={"copy.jpg": ["copy.mov"]})
        target = tree.base / "moved"
        (target / "photos").mkdir(parents=True)
        (target / "photos/copy.mov").write_bytes(b"another film")
        apply(make_plan(result, {tree.path("copy.jpg")}, Action.MOVE, PlanOptions(target=str(target))), journal)
        assert sorted(contents_below(target)) == ["photos/copy (1).jpg", "photos/copy (1).mov", "photos/copy.mov"]


class TestPlanAndRun:
    def test_a_plan_is_saved_and_loaded_whole(self, tree: Tree, tmp_path: Path) -> None:
        result = tree.group("keep.jpg", os.fsdecode(b"caf\xe9.jpg"), content=b"same", relation=Relation.IDENTICAL_FILE)
        marked = {*tree.paths("keep.jpg", os.fsdecode(b"caf\xe9.jpg")), "/nowhere.jpg"}
        plan = make_plan(result, marked, Action.DELETE)
        Path(part_path(str(tmp_path / "plan.json"))).write_bytes(b"left by a crash")
        save_plan(plan, str(tmp_path / "plan.json"))
        assert load_plan(str(tmp_path / "plan.json")) == plan
        assert len(plan.items) == 1 and len(plan.skipped) == 2

    @pytest.mark.parametrize(
        "content",
        ["", "[]", "{}", '{"format": "lookalike plan", "version": 2}', '{"format": "shopping", "version": 1}'],
    )
    def test_what_is_no_plan_is_refused_by_name(self, tmp_path: Path, content: str) -> None:
        (tmp_path / "plan.json").write_text(content)
        with pytest.raises(LookalikeError, match=r"plan\.json: this is no plan"):
            load_plan(str(tmp_path / "plan.json"))

    def test_a_plan_of_another_kind_is_refused_though_all_that_a_plan_has_is_in_it(
        self, tree: Tree, tmp_path: Path
    ) -> None:
        """A newer program may mean something else by it."""
        file = tmp_path / "plan.json"
        save_plan(make_plan(tree.group("keep.jpg", "copy.jpg"), {tree.path("copy.jpg")}, Action.TRASH), str(file))
        saved = file.read_text()
        for old, new in (('"version": 1', '"version": 2'), ('"lookalike plan"', '"lookalike result"')):
            assert old in saved
            file.write_text(saved.replace(old, new))
            with pytest.raises(LookalikeError, match="no plan that this version"):
                load_plan(str(file))

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
            file.write(b'0badc0de {"t":"do","run":"torn"' + b" " * 200_000)
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
