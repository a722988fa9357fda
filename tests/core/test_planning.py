"""What a plan says before anything is done: where photos will go, what travels along, and what may not go at all."""

from __future__ import annotations

import dataclasses
import os

import pytest

from lookalike.acting import guard
from lookalike.acting.actions import apply, rehearse
from lookalike.acting.journal import Journal
from lookalike.acting.plan import LINKS, Action, PlanOptions, Reason
from lookalike.acting.planning import make_plan
from lookalike.errors import CancelledError
from lookalike.job import CancelToken, Progress
from tests.core.results import result_of
from tests.core.trees import Tree, contents_below, reasons


class TestPlaces:
    @pytest.mark.parametrize(
        ("action", "place"),
        [
            (Action.TRASH, "home/Trash"),
            (Action.QUARANTINE, "photos/.lookalike-quarantine/photos/2019/copy.jpg"),
            (Action.MOVE, "target/photos/2019/copy.jpg"),
            (Action.COPY, "target/photos/2019/copy.jpg"),
            (Action.HARD_LINK, "photos/keep.jpg"),
            (Action.SYMBOLIC_LINK, "photos/keep.jpg"),
        ],
    )
    def test_a_plan_names_the_place_where_each_photo_will_be(self, tree: Tree, action: Action, place: str) -> None:
        result = tree.group("keep.jpg", "2019/copy.jpg", content=b"same")
        options = PlanOptions(target=str(tree.base / "target"))
        plan = make_plan(result, {tree.path("2019/copy.jpg")}, action, options)
        assert [item.target for item in plan.items] == [str(tree.base / place)]
        assert [done.place for done in rehearse(plan).done] == [str(tree.base / place)]

    def test_and_none_for_what_is_deleted_for_good(self, tree: Tree) -> None:
        plan = make_plan(tree.group("keep.jpg", "copy.jpg"), {tree.path("copy.jpg")}, Action.DELETE)
        assert [item.target for item in plan.items] == [""]

    def test_a_photo_that_was_scanned_alone_goes_below_the_name_of_its_folder(self, tree: Tree) -> None:
        tree.group("keep.jpg", "2019/copy.jpg")
        alone = result_of([tree.paths("keep.jpg", "2019/copy.jpg")], tree.path("2019/copy.jpg"))
        options = PlanOptions(target=str(tree.base / "target"))
        plan = make_plan(alone, {tree.path("2019/copy.jpg")}, Action.MOVE, options)
        assert [item.target for item in plan.items] == [str(tree.base / "target/2019/copy.jpg")]


class TestFreedSpace:
    def test_a_photo_that_has_another_name_elsewhere_frees_nothing(self, tree: Tree) -> None:
        tree.group("keep.jpg", "copy.jpg", "backed up.jpg")
        os.link(tree.path("backed up.jpg"), tree.base / "backup.jpg")
        result = result_of([tree.paths("keep.jpg", "copy.jpg", "backed up.jpg")], tree.root)
        plan = make_plan(result, set(tree.paths("copy.jpg", "backed up.jpg")), Action.TRASH)
        assert plan.freed == rehearse(plan).freed == len(b"photo copy.jpg")

    def test_copying_frees_nothing(self, tree: Tree) -> None:
        options = PlanOptions(target=str(tree.base / "target"))
        plan = make_plan(tree.group("keep.jpg", "copy.jpg"), {tree.path("copy.jpg")}, Action.COPY, options)
        assert plan.freed == rehearse(plan).freed == 0


class TestStopping:
    def test_stopping_while_the_plan_is_made_leaves_no_plan(self, tree: Tree) -> None:
        cancel = CancelToken()
        result = tree.group("keep.jpg", "first.jpg", "second.jpg")
        with pytest.raises(CancelledError, match="nothing was changed"):
            make_plan(
                result,
                set(tree.paths("first.jpg", "second.jpg")),
                Action.TRASH,
                report=lambda progress: cancel.cancel(),
                cancel=cancel,
            )

    def test_a_dry_run_counts_on_and_says_that_it_was_stopped(self, tree: Tree) -> None:
        cancel, seen = CancelToken(), []

        def stop_at_the_second(progress: Progress) -> None:
            seen.append((progress.done, progress.total))
            if progress.done == 1:
                cancel.cancel()

        names = [f"copy {number}.jpg" for number in range(3)]
        plan = make_plan(tree.group("keep.jpg", *names), set(tree.paths(*names)), Action.TRASH)
        outcome = rehearse(plan, report=stop_at_the_second, cancel=cancel)
        assert outcome.cancelled and len(outcome.done) == 1 and seen == [(0, 3), (1, 3)]
        assert not rehearse(plan).cancelled


class TestGroups:
    @pytest.mark.parametrize("action", [action for action in Action if action is not Action.COPY])
    def test_a_photo_without_a_group_stays(self, tree: Tree, action: Action) -> None:
        alone = dataclasses.replace(tree.group("keep.jpg", "alone.jpg"), groups=())
        plan = make_plan(alone, {tree.path("alone.jpg")}, action, PlanOptions(target=str(tree.base / "target")))
        assert reasons(plan) == {"alone.jpg": Reason.NOT_IN_GROUP} and plan.items == ()

    def test_every_photo_may_be_copied_grouped_or_not_and_protected_or_not(self, tree: Tree, journal: Journal) -> None:
        tree.group("keep.jpg", "safe/copy.jpg", "alone.jpg")
        everything = tree.paths("keep.jpg", "safe/copy.jpg", "alone.jpg")
        result = result_of([everything[:2], everything[2:]], tree.root, protected=[tree.path("safe")])
        result = dataclasses.replace(result, groups=result.groups[:1])
        target = tree.base / "target"
        apply(make_plan(result, set(everything), Action.COPY, PlanOptions(target=str(target))), journal)
        assert sorted(contents_below(target / "photos")) == ["alone.jpg", "keep.jpg", "safe/copy.jpg"]

    def test_a_protected_photo_stays_though_marked_so_all_others_of_its_group_may_go(self, tree: Tree) -> None:
        tree.group("keep.jpg", "safe/copy.jpg")
        paths = tree.paths("keep.jpg", "safe/copy.jpg")
        plan = make_plan(result_of([paths], tree.root, protected=[tree.path("safe")]), set(paths), Action.TRASH)
        assert reasons(plan) == {"copy.jpg": Reason.PROTECTED}
        assert [(item.photo.path, item.keeper.path) for item in plan.items if item.keeper] == [tuple(paths)]


class TestCompanions:
    @pytest.mark.parametrize("action", sorted(LINKS))
    def test_they_stay_where_a_link_takes_the_place_of_their_photo(
        self, tree: Tree, journal: Journal, action: Action
    ) -> None:
        tree.write("copy.jpg.xmp", b"edits")
        companions = {"copy.jpg": ["copy.jpg.xmp"]}
        result = tree.group("keep.jpg", "copy.jpg", content=b"same", companions=companions)
        assert len(apply(make_plan(result, {tree.path("copy.jpg")}, action), journal).done) == 1
        assert tree.read("copy.jpg.xmp") == b"edits"

    def test_one_that_is_gone_does_not_hold_its_photo_up(self, tree: Tree) -> None:
        tree.write("copy.mov", b"live photo")
        result = tree.group("keep.jpg", "copy.jpg", companions={"copy.jpg": ["copy.mov"]})
        os.unlink(tree.path("copy.mov"))
        plan = make_plan(result, {tree.path("copy.jpg")}, Action.TRASH)
        assert [item.companions for item in plan.items] == [()] and plan.skipped == ()

    def test_one_that_has_become_a_link_holds_its_photo_up(self, tree: Tree) -> None:
        tree.write("copy.mov", b"live photo")
        result = tree.group("keep.jpg", "copy.jpg", companions={"copy.jpg": ["copy.mov"]})
        os.rename(tree.path("copy.mov"), tree.base / "elsewhere.mov")
        os.symlink(tree.base / "elsewhere.mov", tree.path("copy.mov"))
        plan = make_plan(result, {tree.path("copy.jpg")}, Action.TRASH)
        assert reasons(plan) == {"copy.mov": Reason.NOT_A_FILE} and plan.items == ()

    def test_a_sidecar_is_deleted_for_good_with_its_photo(self, tree: Tree, journal: Journal) -> None:
        tree.write("copy.jpg.xmp", b"edits")
        result = tree.group("keep.jpg", "copy.jpg", companions={"copy.jpg": ["copy.jpg.xmp"]})
        apply(make_plan(result, {tree.path("copy.jpg")}, Action.DELETE), journal)
        assert contents_below(tree.root) == {"keep.jpg": b"photo keep.jpg"}

    def test_a_raw_original_is_not_deleted_for_good_because_its_jpeg_has_a_copy(
        self, tree: Tree, journal: Journal
    ) -> None:
        tree.write("shot.nef", b"raw original")
        tree.write("keep.nef", b"raw original")
        both = tree.group("keep.jpg", "shot.jpg", companions={"keep.jpg": ["keep.nef"], "shot.jpg": ["shot.nef"]})
        keeper, shot = both.photos
        lone = dataclasses.replace(both, photos=(dataclasses.replace(keeper, companions=()), shot))
        marked = {shot.path}
        assert reasons(make_plan(lone, marked, Action.DELETE)) == {"shot.jpg": Reason.COMPANION_UNIQUE}
        assert make_plan(lone, marked, Action.TRASH).skipped == (), "there is a way back from the trash"
        os.rename(tree.path("keep.nef"), tree.path("away.nef"))
        assert reasons(make_plan(both, marked, Action.DELETE)) == {"shot.jpg": Reason.COMPANION_UNIQUE}
        os.rename(tree.path("away.nef"), tree.path("keep.nef"))
        assert len(apply(make_plan(both, marked, Action.DELETE), journal).done) == 1
        assert not tree.exists("shot.nef") and tree.read("keep.nef") == b"raw original"


def test_a_keeper_of_many_copies_is_read_once_for_the_plan_and_again_before_each_goes(
    tree: Tree, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["keep.jpg", *(f"copy {number}.jpg" for number in range(5))]
    result = tree.group(*names)
    read: list[str] = []
    read_edges = guard._read_edges

    def note(path: str) -> None:
        read.append(path)
        read_edges(path)

    monkeypatch.setattr(guard, "_read_edges", note)
    plan = make_plan(result, set(tree.paths(*names[1:])), Action.TRASH)
    assert read == [tree.path("keep.jpg")]
    assert len(apply(plan, journal).done) == 5
    assert read == [tree.path("keep.jpg")] * 6
