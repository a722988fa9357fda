from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from lookalike.acting.actions import apply
from lookalike.acting.history import unsettled
from lookalike.acting.journal import Journal
from lookalike.acting.plan import Action, PlanOptions, Reason
from lookalike.acting.planning import make_plan
from lookalike.acting.undo import recover, undo
from tests.benchmarks.acting import trash_and_restore
from tests.core.mounted.conftest import Mount, make_read_only
from tests.core.results import result_of
from tests.core.trees import Tree, contents_below, reasons

LARGE = os.urandom(300_000)
UID = os.getuid()


def on_volume(tree: Tree, volume: Path) -> Tree:
    """The same home, with the photos on a volume of their own."""
    root = volume / "photos"
    root.mkdir()
    return Tree(tree.base, root, tree.trash)


def test_hundreds_of_photos_come_back_from_the_trash_with_content_times_and_permissions(tree: Tree) -> None:
    trash_and_restore(tree.base, 500)


class TestFullDisk:
    @pytest.mark.parametrize("action", [Action.MOVE, Action.COPY])
    def test_a_photo_that_does_not_fit_stays_and_leaves_no_litter(
        self, tree: Tree, journal: Journal, mount: Mount, action: Action
    ) -> None:
        small = mount("small", size="100k")
        result = tree.group("keep.jpg", "small.jpg", "large.jpg")
        tree.write("large.jpg", LARGE)
        result = result_of([tree.paths("keep.jpg", "large.jpg", "small.jpg")], tree.root)
        marked = set(tree.paths("large.jpg", "small.jpg"))
        outcome = apply(make_plan(result, marked, action, PlanOptions(target=str(small))), journal)
        assert [(entry.path, entry.reason) for entry in outcome.left] == [(tree.path("large.jpg"), Reason.DISK_FULL)]
        assert tree.read("large.jpg") == LARGE
        assert contents_below(small) == {"photos/small.jpg": b"photo small.jpg"}

    def test_where_the_journal_cannot_grow_nothing_is_done(
        self, tree: Tree, mount: Mount, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        full = mount("full", size="64k")
        names = [f"{number}.jpg" for number in range(60)]
        result = tree.group("keep.jpg", *names)
        plan = make_plan(result, set(tree.paths(*names)), Action.TRASH)
        with Journal(str(full)) as journal:
            outcome = apply(plan, journal)
            assert outcome.stopped is not None and outcome.stopped.reason is Reason.DISK_FULL
            assert 0 < len(outcome.done) < 60
            assert sum(not tree.exists(name) for name in names) == len(outcome.done)
        shutil.copy(full / "journal.jsonl", tree.base)
        with Journal(str(tree.base)) as journal:
            recover(journal)
            assert not unsettled(journal.entries())
            undo(journal)
        assert all(tree.exists(name) for name in names)

    def test_a_full_trash_volume_leaves_the_photo(self, tree: Tree, journal: Journal, mount: Mount) -> None:
        volume = mount("card", size="64k")
        photos = on_volume(tree, volume)
        result = photos.group("keep.jpg", "copy.jpg")
        (volume / "ballast").write_bytes(b"x" * (os.statvfs(volume).f_bavail * os.statvfs(volume).f_frsize))
        outcome = apply(make_plan(result, {photos.path("copy.jpg")}, Action.TRASH), journal)
        assert [entry.reason for entry in outcome.left] == [Reason.DISK_FULL]
        assert photos.read("copy.jpg") == b"photo copy.jpg"


class TestReadOnly:
    @pytest.mark.parametrize("action", [Action.TRASH, Action.MOVE, Action.DELETE, Action.QUARANTINE])
    def test_a_photo_in_a_read_only_folder_stays(
        self, tree: Tree, journal: Journal, mount: Mount, action: Action
    ) -> None:
        result = tree.group("keep.jpg", "copy.jpg")
        plan = make_plan(result, {tree.path("copy.jpg")}, action, PlanOptions(target=str(tree.base / "moved")))
        make_read_only(mount("photos", bind=tree.root))
        outcome = apply(plan, journal)
        assert [entry.reason for entry in outcome.left] == [Reason.READ_ONLY]
        assert tree.read("copy.jpg") == b"photo copy.jpg" and outcome.done == ()
        assert contents_below(tree.base / "moved") == {}

    def test_one_read_only_folder_does_not_hold_up_the_others(self, tree: Tree, journal: Journal, mount: Mount) -> None:
        result = tree.group("keep.jpg", "locked/copy.jpg", "open/copy.jpg")
        marked = set(tree.paths("locked/copy.jpg", "open/copy.jpg"))
        make_read_only(mount("photos/locked", bind=Path(tree.path("locked"))))
        outcome = apply(make_plan(result, marked, Action.TRASH), journal)
        assert [done.path for done in outcome.done] == [tree.path("open/copy.jpg")]

    @pytest.mark.parametrize("action", [Action.HARD_LINK, Action.SYMBOLIC_LINK])
    def test_no_link_replaces_a_photo_in_a_read_only_folder(
        self, tree: Tree, journal: Journal, mount: Mount, action: Action
    ) -> None:
        result = tree.group("keep.jpg", "copy.jpg", content=b"same")
        plan = make_plan(result, {tree.path("copy.jpg")}, action)
        make_read_only(mount("photos", bind=tree.root))
        outcome = apply(plan, journal)
        assert outcome.done == () and not os.path.islink(tree.path("copy.jpg"))
        assert tree.read("copy.jpg") == b"same" and contents_below(tree.trash) == {}


def test_a_photo_stays_if_the_disk_no_longer_gives_its_keeper(tree: Tree) -> None:
    """The memory of a program is a file whose beginning the system refuses to read."""
    tree.group("keep.jpg", "copy.jpg")
    subprocess.run(["mount", "--bind", f"/proc/{os.getpid()}/mem", tree.path("keep.jpg")], check=True)
    try:
        result = result_of([tree.paths("keep.jpg", "copy.jpg")], tree.root)
        assert reasons(make_plan(result, {tree.path("copy.jpg")}, Action.TRASH)) == {
            "copy.jpg": Reason.KEEPER_UNREADABLE
        }
    finally:
        subprocess.run(["umount", "--lazy", tree.path("keep.jpg")], check=True)


class TestTrashOfAnotherVolume:
    def test_a_photo_goes_to_the_trash_at_the_top_of_its_own_volume(
        self, tree: Tree, journal: Journal, mount: Mount
    ) -> None:
        volume = mount("card")
        photos = on_volume(tree, volume)
        result = photos.group("keep.jpg", "a b/copy.jpg")
        outcome = apply(make_plan(result, {photos.path("a b/copy.jpg")}, Action.TRASH), journal)
        assert outcome.done[0].place == str(volume / f".Trash-{UID}/files/copy.jpg")
        assert "Path=photos/a%20b/copy.jpg\n" in (volume / f".Trash-{UID}/info/copy.jpg.trashinfo").read_text()
        assert stat.S_IMODE(os.stat(volume / f".Trash-{UID}").st_mode) == 0o700
        assert not tree.trash.exists()
        undo(journal)
        assert photos.read("a b/copy.jpg") == b"photo a b/copy.jpg"

    def test_the_shared_trash_of_a_volume_is_used_if_the_administrator_made_one(
        self, tree: Tree, journal: Journal, mount: Mount
    ) -> None:
        volume = mount("card")
        (volume / ".Trash").mkdir()
        os.chmod(volume / ".Trash", 0o1777)
        photos = on_volume(tree, volume)
        result = photos.group("keep.jpg", "copy.jpg")
        outcome = apply(make_plan(result, {photos.path("copy.jpg")}, Action.TRASH), journal)
        assert outcome.done[0].place == str(volume / f".Trash/{UID}/files/copy.jpg")

    @pytest.mark.parametrize("unsafe", ["folder that everybody may empty", "symbolic link"])
    def test_but_not_one_that_is_none_of_the_administrators(
        self, tree: Tree, journal: Journal, mount: Mount, unsafe: str
    ) -> None:
        volume = mount("card")
        shared = volume / "elsewhere" if unsafe == "symbolic link" else volume / ".Trash"
        shared.mkdir()
        os.chmod(shared, 0o1777 if unsafe == "symbolic link" else 0o777)
        if unsafe == "symbolic link":
            os.symlink(shared, volume / ".Trash")
        photos = on_volume(tree, volume)
        result = photos.group("keep.jpg", "copy.jpg")
        outcome = apply(make_plan(result, {photos.path("copy.jpg")}, Action.TRASH), journal)
        assert outcome.done[0].place == str(volume / f".Trash-{UID}/files/copy.jpg")

    def test_photos_of_several_volumes_go_each_to_their_own_trash(
        self, tree: Tree, journal: Journal, mount: Mount
    ) -> None:
        card = on_volume(tree, mount("card"))
        card.group("copy.jpg")
        tree.group("keep.jpg", "copy.jpg")
        marked = [tree.path("copy.jpg"), card.path("copy.jpg")]
        result = result_of([[tree.path("keep.jpg"), *marked]], tree.base)
        outcome = apply(make_plan(result, set(marked), Action.TRASH), journal)
        assert {done.place for done in outcome.done} == {
            str(tree.trash / "files/copy.jpg"),
            str(card.root.parent / f".Trash-{UID}/files/copy.jpg"),
        }


class TestNoTrash:
    @pytest.mark.parametrize("obstacle", ["file", "symbolic link"])
    def test_a_volume_that_can_have_none_says_so_before_anything_is_touched(
        self, tree: Tree, journal: Journal, mount: Mount, obstacle: str
    ) -> None:
        volume = mount("share")
        if obstacle == "file":
            (volume / f".Trash-{UID}").write_bytes(b"")
        else:
            os.symlink(tree.base, volume / f".Trash-{UID}")
        photos = on_volume(tree, volume)
        result = photos.group("keep.jpg", "copy.jpg")
        plan = make_plan(result, {photos.path("copy.jpg")}, Action.TRASH)
        assert [entry.reason for entry in plan.skipped] == [Reason.NO_TRASH]
        outcome = apply(make_plan(result, {photos.path("copy.jpg")}, Action.QUARANTINE), journal)
        assert outcome.done[0].place == photos.path(".lookalike-quarantine/photos/copy.jpg")
        undo(journal)
        assert photos.exists("copy.jpg")

    def test_a_trash_that_only_fails_when_it_is_used_is_found_out_by_a_file_of_ours(
        self, tree: Tree, journal: Journal, mount: Mount
    ) -> None:
        photos = on_volume(tree, mount("share"))
        result = photos.group("keep.jpg", "copy.jpg")
        plan = make_plan(result, {photos.path("copy.jpg")}, Action.TRASH)
        trash = photos.root.parent / f".Trash-{UID}"
        (trash / "files").mkdir(parents=True)
        (trash / "info").mkdir()
        make_read_only(mount(f"share/.Trash-{UID}", bind=trash))
        outcome = apply(plan, journal)
        assert [entry.reason for entry in outcome.left] == [Reason.NO_TRASH]
        assert contents_below(photos.root) == {"keep.jpg": b"photo keep.jpg", "copy.jpg": b"photo copy.jpg"}

    def test_a_link_keeps_the_replaced_photo_in_the_quarantine(
        self, tree: Tree, journal: Journal, mount: Mount
    ) -> None:
        volume = mount("share")
        (volume / f".Trash-{UID}").write_bytes(b"")
        photos = on_volume(tree, volume)
        result = photos.group("keep.jpg", "copy.jpg", content=b"same")
        outcome = apply(make_plan(result, {photos.path("copy.jpg")}, Action.HARD_LINK), journal)
        assert outcome.done[0].place == photos.path(".lookalike-quarantine/photos/copy.jpg")
        undo(journal)
        assert not os.path.samefile(photos.path("copy.jpg"), photos.path("keep.jpg"))


class TestSeveralVolumes:
    def test_a_move_to_another_volume_keeps_times_and_permissions_and_is_undone(
        self, tree: Tree, journal: Journal, mount: Mount
    ) -> None:
        far = mount("far")
        tree.group("keep.jpg", "copy.jpg")
        os.chmod(tree.path("copy.jpg"), 0o604)
        os.utime(tree.path("copy.jpg"), ns=(1_000_000_000_123_456_789, 1_100_000_000_987_654_321))
        result = result_of([tree.paths("keep.jpg", "copy.jpg")], tree.root)
        marked = {tree.path("copy.jpg")}
        outcome = apply(make_plan(result, marked, Action.MOVE, PlanOptions(target=str(far))), journal)
        moved = os.stat(outcome.done[0].place)
        assert (stat.S_IMODE(moved.st_mode), moved.st_mtime_ns) == (0o604, 1_100_000_000_987_654_321)
        assert not tree.exists("copy.jpg")
        os.utime(outcome.done[0].place, ns=(0, 1_100_000_000_000_000_000))  # As FAT keeps them.
        os.chmod(outcome.done[0].place, 0o777)
        undo(journal)
        back = os.stat(tree.path("copy.jpg"))
        assert (stat.S_IMODE(back.st_mode), back.st_mtime_ns) == (0o604, 1_100_000_000_987_654_321)
        assert contents_below(far) == {}

    def test_hard_links_across_volumes_are_refused_and_symbolic_ones_made(
        self, tree: Tree, journal: Journal, mount: Mount
    ) -> None:
        card = on_volume(tree, mount("card"))
        card.group("copy.jpg", content=b"same")
        tree.group("keep.jpg", content=b"same")
        result = result_of([[tree.path("keep.jpg"), card.path("copy.jpg")]], tree.base)
        plan = make_plan(result, {card.path("copy.jpg")}, Action.HARD_LINK)
        assert [entry.reason for entry in plan.skipped] == [Reason.OTHER_VOLUME]
        apply(make_plan(result, {card.path("copy.jpg")}, Action.SYMBOLIC_LINK), journal)
        assert os.readlink(card.path("copy.jpg")) == tree.path("keep.jpg")

    def test_a_volume_mounted_twice_does_not_make_two_photos_of_one(self, tree: Tree, mount: Mount) -> None:
        tree.group("keep.jpg")
        again = mount("again", bind=tree.root)
        result = result_of([[tree.path("keep.jpg"), again / "keep.jpg"]], tree.base)
        plan = make_plan(result, {str(again / "keep.jpg")}, Action.DELETE)
        assert [entry.reason for entry in plan.skipped] == [Reason.SAME_FILE]

    @pytest.mark.parametrize("action", [action for action in Action if action is not Action.COPY])
    def test_one_photo_under_two_names_that_nothing_gives_away_is_kept(
        self, tree: Tree, journal: Journal, mount: Mount, action: Action
    ) -> None:
        """Of an overlay and the folder below it, as of a share mounted twice, device numbers say nothing."""
        layers = mount("layers")
        below, merged = layers / "below", layers / "merged"
        for folder in (below, merged, layers / "work", layers / "lower"):
            folder.mkdir()
        (below / "keep.jpg").write_bytes(b"the only one")
        mounted = f"lowerdir={layers}/lower,upperdir={below},workdir={layers}/work"
        subprocess.run(["mount", "-t", "overlay", "-o", mounted, "overlay", str(merged)], check=True)
        try:
            other_name = str(merged / "keep.jpg")
            assert not os.path.samefile(below / "keep.jpg", other_name)
            result = result_of([[below / "keep.jpg", other_name]], layers)
            options = PlanOptions(target=str(layers / "target"))
            outcome = apply(make_plan(result, {other_name}, action, options), journal)
            assert outcome.done == ()
            assert (below / "keep.jpg").read_bytes() == b"the only one"
            assert not (below / "keep.jpg").is_symlink()
        finally:
            subprocess.run(["umount", "--lazy", str(merged)], check=True)

    def test_a_protected_folder_is_protected_through_a_second_mount(self, tree: Tree, mount: Mount) -> None:
        tree.group("keep.jpg", "safe/copy.jpg")
        again = mount("again", bind=Path(tree.path("safe")))
        paths = [tree.path("keep.jpg"), str(again / "copy.jpg")]
        plan = make_plan(result_of([paths], tree.base, protected=[tree.path("safe")]), {paths[1]}, Action.TRASH)
        assert [entry.reason for entry in plan.skipped] == [Reason.PROTECTED]
