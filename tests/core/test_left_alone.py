"""What is never acted on: what changed, what would be the last photo, what is protected, what has no way back."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from lookalike.acting.actions import apply
from lookalike.acting.journal import Journal
from lookalike.acting.plan import Action, Plan, PlanOptions, Reason
from lookalike.acting.planning import make_plan
from lookalike.errors import LookalikeError
from lookalike.files.states import same_name
from tests.core.results import result_of
from tests.core.trees import Tree, contents_below, reasons


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

    @pytest.mark.parametrize("action", [Action.DELETE, Action.HARD_LINK, Action.SYMBOLIC_LINK])
    @pytest.mark.parametrize(("changed", "reason"), [("copy.jpg", Reason.CHANGED), ("keep.jpg", Reason.KEEPER_CHANGED)])
    def test_a_photo_if_it_or_its_keeper_changed_behind_an_unchanged_time_and_there_is_no_way_back(
        self, tree: Tree, journal: Journal, action: Action, changed: str, reason: Reason
    ) -> None:
        result = tree.group("keep.jpg", "copy.jpg", content=b"the same")
        plan = make_plan(result, {tree.path("copy.jpg")}, action)
        tree.rewrite_keeping_time(changed, b"THE SAME")
        everything = tree.contents()
        assert reasons(apply(plan, journal)) == {"copy.jpg": reason}
        assert tree.contents() == everything

    def test_a_photo_that_changed_or_vanished_before_the_plan_was_made(self, tree: Tree) -> None:
        result = tree.group("keep.jpg", "edited.jpg", "vanished.jpg")
        tree.write("edited.jpg", b"edited since the scan")
        os.unlink(tree.path("vanished.jpg"))
        plan = make_plan(result, set(tree.paths("edited.jpg", "vanished.jpg")), Action.TRASH)
        assert reasons(plan) == {"edited.jpg": Reason.CHANGED, "vanished.jpg": Reason.VANISHED}

    def test_a_photo_in_a_folder_that_cannot_be_looked_into_holds_up_no_other(
        self, tree: Tree, journal: Journal
    ) -> None:
        result = tree.group("keep.jpg", "lost/copy.jpg", "open/other.jpg")
        marked = set(tree.paths("lost/copy.jpg", "open/other.jpg"))
        plan = make_plan(result, marked, Action.TRASH)
        os.rename(tree.path("lost"), tree.base / "lost")
        os.symlink("lost", tree.path("lost"))  # A link that leads to itself, as a broken drive may leave one.
        for outcome in (make_plan(result, marked, Action.TRASH), apply(plan, journal)):
            assert reasons(outcome) == {"copy.jpg": Reason.READ_ERROR}
        assert not tree.exists("open/other.jpg")

    def test_a_photo_whose_keeper_vanished_or_changed(self, tree: Tree, journal: Journal) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        plan = make_plan(result, {tree.path("copy.jpg")}, Action.TRASH)
        tree.write("keep.jpg", b"edited since")
        assert reasons(apply(plan, journal)) == {"copy.jpg": Reason.KEEPER_CHANGED}
        os.unlink(tree.path("keep.jpg"))
        assert reasons(apply(plan, journal)) == {"copy.jpg": Reason.KEEPER_VANISHED}
        os.symlink("keep.jpg", tree.path("keep.jpg"))  # A link that leads to itself.
        assert reasons(apply(plan, journal)) == {"copy.jpg": Reason.KEEPER_UNREADABLE}
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

    @pytest.mark.parametrize("two", [False, True])
    def test_a_protected_folder_in_another_spelling_unless_that_is_a_folder_of_its_own(
        self, tree: Tree, two: bool
    ) -> None:
        """Where a folder knows but one of both spellings, the drive may well not tell them apart."""
        result = tree.group("keep.jpg", "safe/copy.jpg")
        if two:
            tree.make_file("SAFE/other.jpg")
        guarded = replace(result, options=replace(result.options, protected=(tree.path("SAFE"),)))
        plan = make_plan(guarded, {tree.path("safe/copy.jpg")}, Action.TRASH)
        assert reasons(plan) == ({} if two else {"copy.jpg": Reason.PROTECTED})

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

    def test_photos_of_the_system(self, tree: Tree) -> None:
        drawing = next(Path("/usr/share").rglob("*.*"))
        result = result_of([[tree.make_file("keep.jpg"), str(drawing)]], "/")
        assert set(reasons(make_plan(result, {str(drawing)}, Action.TRASH)).values()) == {Reason.SYSTEM_FOLDER}

    def test_paths_that_are_not_in_the_result(self, tree: Tree) -> None:
        tree.make_file("stranger.jpg")
        plan = make_plan(tree.group("keep.jpg", "copy.jpg"), {tree.path("stranger.jpg")}, Action.TRASH)
        assert reasons(plan) == {"stranger.jpg": Reason.NOT_IN_RESULT}

    def test_a_provisional_result_is_not_acted_on(self, tree: Tree) -> None:
        result = replace(tree.group("keep.jpg", "copy.jpg"), provisional=True)
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
