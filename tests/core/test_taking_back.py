"""What is found, kept and told when an action is undone, was interrupted, or did not do what the system said."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lookalike.acting import actions, trash
from lookalike.acting.actions import apply
from lookalike.acting.changes import Change, make
from lookalike.acting.journal import Journal
from lookalike.acting.plan import LINKS, Action, Plan, PlanOptions, Reason
from lookalike.acting.planning import make_plan
from lookalike.acting.steps import place_of
from lookalike.acting.undo import Recovery, Restored, Undone, recover, redo, undo
from lookalike.errors import LookalikeError
from lookalike.files import safefiles
from lookalike.files.safefiles import part_path
from lookalike.job import CancelToken, Progress
from tests.core.trees import Tree, contents_below, reasons

Killer = Callable[[int, Plan], None]
WITH_A_WAY_BACK = [action for action in Action if action is not Action.DELETE]


def plan_for(tree: Tree, action: Action) -> Plan:
    """A photo with a companion, which a link leaves where it is."""
    tree.write("copy.mov", b"live photo")
    result = tree.group("keep.jpg", "copy.jpg", content=b"same", companions={"copy.jpg": ["copy.mov"]})
    return make_plan(result, {tree.path("copy.jpg")}, action, PlanOptions(target=str(tree.base / "target")))


@pytest.fixture
def kill_after(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> Killer:
    """Carries a plan out, and is killed after so many changes of files."""

    def kill_after(changes: int, plan: Plan) -> None:
        made: list[Change] = []

        def make_and_die(change: Change) -> None:
            if len(made) < changes:
                make(change)
                made.append(change)
            if len(made) == changes:
                raise KeyboardInterrupt

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(actions, "make", make_and_die)
            apply(plan, journal)

    return kill_after


class TestAfterAnInterruption:
    @pytest.mark.parametrize("action", Action)
    def test_what_had_been_done_whole_is_kept_and_told(
        self,
        tree: Tree,
        journal: Journal,
        action: Action,
        kill_after: Killer,
    ) -> None:
        plan = plan_for(tree, action)
        changes = 4 if action is Action.TRASH else 2  # Into the trash goes a record of each file, too.
        kill_after(changes, plan)
        after = tree.contents()
        assert not journal.rests()
        recovery = recover(journal)
        assert recovery == Recovery(recovery.runs, finished=(tree.path("copy.jpg"),)) and len(recovery.runs) == 1
        assert tree.contents() == after and journal.rests()
        assert recover(journal) == Recovery(), "there is nothing left to look after"
        undo(journal)
        assert tree.read("copy.jpg") == b"same" if action is not Action.DELETE else not tree.exists("copy.jpg")

    @pytest.mark.parametrize("action", [action for action in WITH_A_WAY_BACK if action not in LINKS])
    @pytest.mark.parametrize("changes", [0, 1])
    def test_what_had_been_done_by_half_is_taken_back_and_told(
        self,
        tree: Tree,
        journal: Journal,
        action: Action,
        changes: int,
        kill_after: Killer,
    ) -> None:
        plan = plan_for(tree, action)
        before = tree.contents()
        kill_after(changes, plan)
        recovery = recover(journal)
        assert recovery.left == recovery.finished == ()
        assert set(recovery.returned) == {Restored(path, path) for path in tree.paths("copy.jpg", "copy.mov")}
        assert tree.contents() == before

    def test_a_deletion_that_had_begun_is_finished(self, tree: Tree, journal: Journal, kill_after: Killer) -> None:
        kill_after(1, plan_for(tree, Action.DELETE))
        assert not tree.exists("copy.jpg") and tree.exists("copy.mov")
        assert recover(journal).finished == (tree.path("copy.jpg"),)
        assert contents_below(tree.root) == {"keep.jpg": b"same"}

    @pytest.mark.parametrize("hidden", [False, True], ids=["edited", "edited behind an unchanged time"])
    def test_but_not_what_is_no_longer_as_it_was_judged(
        self,
        tree: Tree,
        journal: Journal,
        hidden: bool,
        kill_after: Killer,
    ) -> None:
        kill_after(1, plan_for(tree, Action.DELETE))
        write = tree.rewrite_keeping_time if hidden else tree.write
        write("copy.mov", b"LIVE PHOTO")
        recovery = recover(journal)
        assert [(entry.path, entry.reason) for entry in recovery.left] == [(tree.path("copy.mov"), Reason.CHANGED)]
        assert tree.read("copy.mov") == b"LIVE PHOTO"

    def test_nor_what_has_lost_its_keeper_meanwhile(self, tree: Tree, journal: Journal, kill_after: Killer) -> None:
        kill_after(1, plan_for(tree, Action.DELETE))
        os.unlink(tree.path("keep.jpg"))
        recovery = recover(journal)
        assert [entry.reason for entry in recovery.left] == [Reason.KEEPER_VANISHED]
        assert tree.read("copy.mov") == b"live photo"

    @pytest.mark.parametrize("hidden", [False, True], ids=["edited", "edited behind an unchanged time"])
    def test_of_two_copies_on_the_way_to_another_volume_one_that_was_edited_meanwhile_is_not_removed(
        self, tree: Tree, journal: Journal, hidden: bool, kill_after: Killer
    ) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        target = tree.base / "target"
        plan = make_plan(result, {tree.path("copy.jpg")}, Action.MOVE, PlanOptions(target=str(target)))
        kill_after(0, plan)
        (target / "photos").mkdir(parents=True)
        shutil.copy2(tree.path("copy.jpg"), target / "photos/copy.jpg")
        away = Tree(tree.base, target / "photos", tree.trash)
        (away.rewrite_keeping_time if hidden else away.write)("copy.jpg", b"PHOTO COPY.JPG")
        assert [entry.reason for entry in recover(journal).left] == [Reason.CHANGED]
        assert (away.read("copy.jpg"), tree.read("copy.jpg")) == (b"PHOTO COPY.JPG", b"photo copy.jpg")

    @pytest.mark.parametrize("action", [Action.COPY, *sorted(LINKS)])
    def test_what_an_earlier_crash_left_does_not_stand_in_the_way(
        self, tree: Tree, journal: Journal, action: Action
    ) -> None:
        plan = plan_for(tree, action)
        target = tree.path("copy.jpg") if action in LINKS else str(tree.base / "target/photos/copy.jpg")
        os.makedirs(os.path.dirname(target), exist_ok=True)
        Path(part_path(target)).write_bytes(b"half of")
        assert apply(plan, journal).left == () and not os.path.lexists(part_path(target))

    def test_an_undo_that_was_interrupted_is_finished_and_told(self, tree: Tree, journal: Journal) -> None:
        run = apply(plan_for(tree, Action.TRASH), journal).run
        journal.append({"t": "undo", "run": run, "unit": 1}, sync=True)
        recovery = recover(journal)
        assert recovery.runs == (run,) and recovery.finished == recovery.left == ()
        assert set(recovery.returned) == {Restored(path, path) for path in tree.paths("copy.jpg", "copy.mov")}
        assert redo(journal) is not None and not tree.exists("copy.jpg")


class TestUndo:
    def test_with_nothing_to_undo_or_to_do_again_nothing_happens(self, journal: Journal) -> None:
        assert undo(journal) == Undone() and redo(journal) is None and recover(journal) == Recovery()

    def test_any_run_can_be_undone_and_done_again_by_its_name(self, tree: Tree, journal: Journal) -> None:
        names = ("first.jpg", "second.jpg")
        result = tree.group("keep.jpg", *names)
        runs = [apply(make_plan(result, {tree.path(name)}, Action.TRASH), journal).run for name in names]
        assert undo(journal, runs[0]).run == runs[0]
        assert [tree.exists(name) for name in names] == [True, False]
        assert redo(journal, runs[0]) is not None
        assert [tree.exists(name) for name in names] == [False, False]
        nothing = apply(Plan(Action.TRASH, PlanOptions(), (), ()), journal)
        assert undo(journal, nothing.run) == Undone(nothing.run)
        with pytest.raises(LookalikeError, match="no run called 'nonsense'"):
            undo(journal, "nonsense")

    def test_what_it_could_not_bring_back_can_be_asked_for_again_by_the_runs_name(
        self, tree: Tree, journal: Journal
    ) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        outcome = apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal)
        os.rename(outcome.done[0].place, tree.base / "somewhere")
        assert [entry.reason for entry in undo(journal).left] == [Reason.GONE_FOR_GOOD]
        os.rename(tree.base / "somewhere", outcome.done[0].place)
        assert undo(journal) == Undone() and not tree.exists("copy.jpg")
        assert undo(journal, outcome.run).left == () and tree.exists("copy.jpg")

    @pytest.mark.parametrize("action", WITH_A_WAY_BACK)
    def test_it_tells_where_each_file_is_again(self, tree: Tree, journal: Journal, action: Action) -> None:
        apply(plan_for(tree, action), journal)
        names = ["copy.jpg"] if action in LINKS else ["copy.jpg", "copy.mov"]
        assert set(undo(journal).restored) == {Restored(path, path) for path in tree.paths(*names)}

    def test_it_can_be_stopped_and_taken_up_again_the_last_photo_first(self, tree: Tree, journal: Journal) -> None:
        names = [f"copy {number}.jpg" for number in range(3)]
        apply(make_plan(tree.group("keep.jpg", *names), set(tree.paths(*names)), Action.TRASH), journal)
        cancel, seen = CancelToken(), []

        def stop_at_the_second(progress: Progress) -> None:
            seen.append((progress.done, progress.total))
            if progress.done == 1:
                cancel.cancel()

        undone = undo(journal, report=stop_at_the_second, cancel=cancel)
        assert undone.cancelled and seen == [(0, 3), (1, 3)]
        assert [tree.exists(name) for name in names] == [False, False, True]
        assert not undo(journal).cancelled and all(tree.exists(name) for name in names)

    @pytest.mark.parametrize("hidden", [False, True], ids=["edited", "edited behind an unchanged time"])
    def test_a_copy_that_was_edited_since_stays(self, tree: Tree, journal: Journal, hidden: bool) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        options = PlanOptions(target=str(tree.base / "target"))
        apply(make_plan(result, {tree.path("copy.jpg")}, Action.COPY, options), journal)
        away = Tree(tree.base, tree.base / "target/photos", tree.trash)
        (away.rewrite_keeping_time if hidden else away.write)("copy.jpg", b"PHOTO COPY.JPG")
        assert [entry.reason for entry in undo(journal).left] == [Reason.CHANGED]
        assert away.read("copy.jpg") == b"PHOTO COPY.JPG"

    @pytest.mark.parametrize("action", sorted(LINKS))
    def test_what_has_taken_the_place_of_a_link_stays_and_the_photo_comes_back_beside_it(
        self, tree: Tree, journal: Journal, action: Action
    ) -> None:
        apply(plan_for(tree, action), journal)
        os.unlink(tree.path("copy.jpg"))
        tree.write("copy.jpg", b"newer")
        assert undo(journal).restored == (Restored(tree.path("copy.jpg"), tree.path("copy (1).jpg")),)
        assert (tree.read("copy.jpg"), tree.read("copy (1).jpg")) == (b"newer", b"same")

    @pytest.mark.parametrize("action", sorted(LINKS))
    def test_a_photo_comes_back_though_the_link_in_its_place_is_gone(
        self, tree: Tree, journal: Journal, action: Action
    ) -> None:
        apply(plan_for(tree, action), journal)
        os.unlink(tree.path("copy.jpg"))
        assert undo(journal).restored == (Restored(tree.path("copy.jpg"), tree.path("copy.jpg")),)
        assert tree.read("copy.jpg") == b"same"

    @pytest.mark.parametrize("action", sorted(LINKS))
    def test_a_link_stays_if_the_trash_was_emptied_of_the_photo(
        self, tree: Tree, journal: Journal, action: Action
    ) -> None:
        (done,) = apply(plan_for(tree, action), journal).done
        os.unlink(done.place)
        assert [entry.reason for entry in undo(journal).left] == [Reason.GONE_FOR_GOOD]
        assert os.path.samefile(tree.path("copy.jpg"), tree.path("keep.jpg"))

    @pytest.mark.parametrize("action", sorted(LINKS))
    def test_a_link_stays_if_the_photo_was_edited_in_the_trash(
        self, tree: Tree, journal: Journal, action: Action
    ) -> None:
        (done,) = apply(plan_for(tree, action), journal).done
        Path(done.place).write_bytes(b"edited there")
        assert [entry.reason for entry in undo(journal).left] == [Reason.CHANGED]
        assert os.path.samefile(tree.path("copy.jpg"), tree.path("keep.jpg"))
        assert Path(done.place).read_bytes() == b"edited there"

    def test_permissions_that_were_lost_on_the_way_come_back(self, tree: Tree, journal: Journal) -> None:
        """As on FAT, which has none."""
        result = tree.group("keep.jpg", "copy.jpg")
        os.chmod(tree.path("copy.jpg"), 0o640)
        (done,) = apply(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH), journal).done
        os.chmod(done.place, 0o666)
        undo(journal)
        assert os.stat(tree.path("copy.jpg")).st_mode & 0o777 == 0o640

    def test_a_photo_that_came_back_under_another_name_is_not_acted_on_again(
        self, tree: Tree, journal: Journal
    ) -> None:
        result = tree.group("keep.jpg", "copy.jpg", "other.jpg")
        apply(make_plan(result, set(tree.paths("copy.jpg", "other.jpg")), Action.TRASH), journal)
        tree.write("copy.jpg", b"newer")
        undo(journal)
        outcome = redo(journal)
        assert outcome is not None and [done.path for done in outcome.done] == [tree.path("other.jpg")]
        assert (tree.read("copy.jpg"), tree.read("copy (1).jpg")) == (b"newer", b"photo copy.jpg")


class TestASystemThatLies:
    """Some network shares answer that all went well, and it did not."""

    @pytest.mark.parametrize("action", Action)
    def test_what_was_not_done_is_told_and_not_counted(
        self,
        tree: Tree,
        journal: Journal,
        action: Action,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        plan = plan_for(tree, action)
        everything = tree.contents()
        monkeypatch.setattr(actions, "make", lambda change: None)
        outcome = apply(plan, journal)
        assert outcome.done == () and outcome.freed == 0
        assert reasons(outcome) == {"copy.jpg": Reason.NOT_VERIFIED}
        assert tree.contents() == everything

    def test_a_trash_that_swallows_a_file_of_ours_is_found_out_before_a_photo_goes_there(
        self, tree: Tree, journal: Journal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan = make_plan(tree.group("keep.jpg", "copy.jpg"), {tree.path("copy.jpg")}, Action.TRASH)
        monkeypatch.setattr(trash, "make", lambda change: None)
        assert reasons(apply(plan, journal)) == {"copy.jpg": Reason.NO_TRASH}
        assert contents_below(tree.root) == {"keep.jpg": b"photo keep.jpg", "copy.jpg": b"photo copy.jpg"}

    def test_a_copy_that_reads_back_otherwise_is_thrown_away(
        self, tree: Tree, journal: Journal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As from a worn-out card."""
        result = tree.group("keep.jpg", "copy.jpg")
        options = PlanOptions(target=str(tree.base / "target"))
        plan = make_plan(result, {tree.path("copy.jpg")}, Action.COPY, options)
        monkeypatch.setattr(safefiles, "write_all", lambda handle, content: os.write(handle, content.upper()))
        assert reasons(apply(plan, journal)) == {"copy.jpg": Reason.READ_ERROR}
        assert contents_below(tree.base / "target") == {}

    @pytest.mark.parametrize("action", [Action.MOVE, Action.COPY, Action.QUARANTINE])
    def test_a_file_that_arrived_incomplete_is_told(
        self, tree: Tree, journal: Journal, action: Action, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def make_and_cut(change: Change) -> None:
            make(change)
            Path(place_of(change)).write_bytes(b"ph")

        result = tree.group("keep.jpg", "copy.jpg")
        options = PlanOptions(target=str(tree.base / "target"))
        plan = make_plan(result, {tree.path("copy.jpg")}, action, options)
        monkeypatch.setattr(actions, "make", make_and_cut)
        outcome = apply(plan, journal)
        assert outcome.done == () and Reason.NOT_VERIFIED in {entry.reason for entry in outcome.left}
