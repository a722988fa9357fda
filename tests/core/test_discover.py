"""Folders and files -> photos: what is found, what is not, and what is said about the rest."""

import errno
import os
import random
from pathlib import Path

import pytest

from lookalike.files.discover import Discovery, discover
from lookalike.job import CancelToken, Progress
from lookalike.settings import ScanOptions
from lookalike.types import ProblemReason


def make(folder: Path, *names: str) -> None:
    for name in names:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(name.encode("utf-8", "surrogateescape"))


def found_in(*roots: Path, **options: object) -> Discovery:
    return discover(ScanOptions(roots=tuple(map(str, roots)), **options))  # type: ignore[arg-type]


def names(discovery: Discovery, folder: Path) -> list[str]:
    return [os.path.relpath(photo.path, folder) for photo in discovery.photos]


def test_photos_of_all_folders_are_found_by_their_ending_in_any_case(tmp_path: Path) -> None:
    make(tmp_path, "b.JPG", "a.png", "trip/day 1/c.HeIc", "trip/day 1/d.nef", "notes.txt", "noending", ".jpg")
    assert names(found_in(tmp_path), tmp_path) == ["a.png", "b.JPG", "trip/day 1/c.HeIc", "trip/day 1/d.nef"]


def test_size_and_time_are_those_of_the_file(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg")
    os.utime(tmp_path / "a.jpg", ns=(1, 1_700_000_000_123_456_789))
    (photo,) = found_in(tmp_path).photos
    assert (photo.size, photo.mtime_ns) == (5, 1_700_000_000_123_456_789)
    assert (photo.name, photo.folder) == ("a.jpg", str(tmp_path))


def test_without_recursion_only_the_named_folders_are_looked_at(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg", "sub/b.jpg")
    assert names(found_in(tmp_path, recursive=False), tmp_path) == ["a.jpg"]


def test_hidden_files_and_folders_are_left_out_unless_wanted(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg", ".b.jpg", ".trash/c.jpg")
    assert names(found_in(tmp_path), tmp_path) == ["a.jpg"]
    assert names(found_in(tmp_path, hidden=True), tmp_path) == [".b.jpg", ".trash/c.jpg", "a.jpg"]


def test_a_hidden_folder_that_was_named_is_searched(tmp_path: Path) -> None:
    make(tmp_path, ".secret/a.jpg")
    assert names(found_in(tmp_path / ".secret"), tmp_path) == [".secret/a.jpg"]


@pytest.mark.parametrize("order", range(6))
def test_nested_and_repeated_roots_count_each_photo_once_in_whatever_order(tmp_path: Path, order: int) -> None:
    make(tmp_path, "a.jpg", "sub/b.jpg", "sub/deep/c.jpg")
    roots = [tmp_path, tmp_path / "sub", tmp_path / "sub/deep/c.jpg", tmp_path / "sub" / ".." / "sub", tmp_path]
    random.Random(order).shuffle(roots)
    discovery = found_in(*roots)
    assert names(discovery, tmp_path) == ["a.jpg", "sub/b.jpg", "sub/deep/c.jpg"]
    assert not any(photo.links for photo in discovery.photos)


def test_single_files_can_be_named(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg", "b.jpg", "c.jpg")
    assert names(found_in(tmp_path / "a.jpg", tmp_path / "c.jpg"), tmp_path) == ["a.jpg", "c.jpg"]


def test_a_single_file_that_is_no_photo_is_a_problem(tmp_path: Path) -> None:
    make(tmp_path, "letter.doc")
    (problem,) = found_in(tmp_path / "letter.doc").problems
    assert problem.reason is ProblemReason.UNKNOWN_FORMAT


def test_a_root_that_does_not_exist_is_a_problem_and_the_others_are_searched(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg")
    discovery = found_in(tmp_path / "gone", tmp_path)
    assert [problem.reason for problem in discovery.problems] == [ProblemReason.NOT_FOUND]
    assert names(discovery, tmp_path) == ["a.jpg"]


class TestExcludePatterns:
    @pytest.mark.parametrize(
        ("pattern", "left"),
        [
            ("*.png", ["a.jpg", "cache/c.jpg", "sub/cache/d.jpg"]),
            ("cache", ["a.jpg", "b.png"]),
            ("sub/cache", ["a.jpg", "b.png", "cache/c.jpg"]),
            ("sub/*", ["a.jpg", "b.png", "cache/c.jpg"]),
            ("?.jpg", ["b.png"]),
            ("[ab].*", ["cache/c.jpg", "sub/cache/d.jpg"]),
            ("nothing*", ["a.jpg", "b.png", "cache/c.jpg", "sub/cache/d.jpg"]),
        ],
    )
    def test_globs_are_tried_on_names_and_with_a_slash_on_paths(
        self, tmp_path: Path, pattern: str, left: list[str]
    ) -> None:
        make(tmp_path, "a.jpg", "b.png", "cache/c.jpg", "sub/cache/d.jpg")
        assert names(found_in(tmp_path, exclude=(pattern,)), tmp_path) == left

    def test_a_whole_path_excludes_that_folder_only(self, tmp_path: Path) -> None:
        make(tmp_path, "cache/a.jpg", "sub/cache/b.jpg")
        assert names(found_in(tmp_path, exclude=(f"{tmp_path}/cache/",)), tmp_path) == ["sub/cache/b.jpg"]

    def test_the_home_folder_can_be_written_as_a_tilde(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        make(tmp_path, "a.jpg", "Screenshots/b.jpg")
        assert names(found_in(tmp_path, exclude=("~/Screenshots",)), tmp_path) == ["a.jpg"]

    def test_a_root_inside_an_excluded_folder_is_searched_as_it_was_named(self, tmp_path: Path) -> None:
        make(tmp_path, "cache/keep/a.jpg", "cache/b.jpg")
        discovery = found_in(tmp_path, tmp_path / "cache/keep", exclude=("ca*",))
        assert names(discovery, tmp_path) == ["cache/keep/a.jpg"]


class TestLinks:
    def test_hard_links_are_one_photo_with_further_names(self, tmp_path: Path) -> None:
        make(tmp_path, "b.jpg")
        (tmp_path / "sub").mkdir()
        os.link(tmp_path / "b.jpg", tmp_path / "sub/z.jpg")
        os.link(tmp_path / "b.jpg", tmp_path / "a.jpg")
        (photo,) = found_in(tmp_path).photos
        assert photo.path == str(tmp_path / "a.jpg")
        assert photo.links == (str(tmp_path / "b.jpg"), str(tmp_path / "sub/z.jpg"))

    def test_symbolic_links_are_left_alone_unless_they_are_followed(self, tmp_path: Path) -> None:
        make(tmp_path, "photos/a.jpg", "elsewhere/b.jpg", "elsewhere/c.jpg")
        (tmp_path / "photos/folder").symlink_to(tmp_path / "elsewhere")
        (tmp_path / "photos/z.jpg").symlink_to(tmp_path / "elsewhere/b.jpg")
        assert names(found_in(tmp_path / "photos"), tmp_path) == ["photos/a.jpg"]
        followed = found_in(tmp_path / "photos", follow_symlinks=True)
        assert names(followed, tmp_path) == ["photos/a.jpg", "photos/folder/b.jpg", "photos/folder/c.jpg"]

    def test_a_linked_photo_goes_by_its_real_path_if_that_is_in_the_scan(self, tmp_path: Path) -> None:
        make(tmp_path, "z/real.jpg")
        (tmp_path / "a").symlink_to(tmp_path / "z")
        (tmp_path / "a.jpg").symlink_to(tmp_path / "z/real.jpg")
        (photo,) = found_in(tmp_path, follow_symlinks=True).photos
        assert photo.path == str(tmp_path / "z/real.jpg")
        assert photo.links == ()

    def test_a_root_may_be_a_link(self, tmp_path: Path) -> None:
        make(tmp_path, "real/a.jpg")
        (tmp_path / "link").symlink_to(tmp_path / "real")
        assert names(found_in(tmp_path / "link"), tmp_path) == ["link/a.jpg"]
        assert names(found_in(tmp_path / "link", tmp_path / "real"), tmp_path) == ["real/a.jpg"]

    def test_a_loop_of_folders_ends(self, tmp_path: Path) -> None:
        make(tmp_path, "a/b/c.jpg")
        (tmp_path / "a/b/up").symlink_to(tmp_path / "a")
        assert names(found_in(tmp_path, follow_symlinks=True), tmp_path) == ["a/b/c.jpg"]

    def test_links_that_lead_nowhere_are_problems_if_they_should_be_photos(self, tmp_path: Path) -> None:
        (tmp_path / "dangling.jpg").symlink_to(tmp_path / "gone.jpg")
        (tmp_path / "itself.jpg").symlink_to(tmp_path / "itself.jpg")
        (tmp_path / "dangling").symlink_to(tmp_path / "gone")
        problems = {Path(problem.path).name: problem.reason for problem in found_in(tmp_path).problems}
        assert problems == {"dangling.jpg": ProblemReason.NOT_FOUND, "itself.jpg": ProblemReason.LINK_LOOP}


class TestWhatMustNotBeOpened:
    def test_a_named_pipe_is_a_problem(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.jpg")
        discovery = found_in(tmp_path)
        assert not discovery.photos
        assert [problem.reason for problem in discovery.problems] == [ProblemReason.SPECIAL_FILE]

    def test_a_device_that_was_named_is_a_problem(self) -> None:
        (problem,) = found_in(Path("/dev/null")).problems
        assert problem.reason is ProblemReason.SPECIAL_FILE

    def test_system_folders_end_by_themselves(self) -> None:
        assert found_in(Path("/dev"), Path("/proc/self"), hidden=True, exclude=("/dev/shm",)).photos == ()

    def test_a_folder_that_may_not_be_read_is_a_problem_and_the_others_are_searched(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path, "a.jpg", "locked/b.jpg")
        real = os.scandir

        def scandir(path: str) -> object:  # Root may read everything, and tests run as root in containers.
            if path.endswith("locked"):
                raise PermissionError(errno.EACCES, "Permission denied", path)
            return real(path)

        monkeypatch.setattr(os, "scandir", scandir)
        discovery = found_in(tmp_path)
        assert names(discovery, tmp_path) == ["a.jpg"]
        assert [(p.path, p.reason) for p in discovery.problems] == [
            (str(tmp_path / "locked"), ProblemReason.PERMISSION_DENIED)
        ]


class TestStrangeTrees:
    def test_file_names_of_any_bytes(self, tmp_path: Path) -> None:
        odd = [b"caf\xe9.jpg", b"new\nline.jpg", "snow\N{SNOWMAN}\N{PILE OF POO}.jpg".encode(), b"-rf.jpg", b" .jpg"]
        for name in odd:
            with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
                file.write(b"x")
        discovery = found_in(tmp_path)
        assert sorted(os.fsencode(photo.name) for photo in discovery.photos) == sorted(odd)

    def test_five_hundred_levels(self, tmp_path: Path) -> None:
        deep = tmp_path.joinpath(*["d"] * 500)
        deep.mkdir(parents=True)
        make(deep, "bottom.jpg")
        assert [photo.name for photo in found_in(tmp_path).photos] == ["bottom.jpg"]

    def test_paths_that_the_system_cannot_hold_are_a_problem(self, tmp_path: Path) -> None:
        discovery = found_in(tmp_path.joinpath(*["x" * 200] * 30), Path("nul\0byte"))
        assert len(discovery.problems) == 2

    def test_many_files_in_one_folder(self, tmp_path: Path) -> None:
        for number in range(2500):
            (tmp_path / f"{number}.jpg").touch()
        assert len(found_in(tmp_path).photos) == 2500


def test_progress_grows_to_the_number_of_photos(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg", "sub/b.jpg", "sub/c.jpg")
    seen: list[Progress] = []
    discover(ScanOptions(roots=(str(tmp_path),)), report=seen.append)
    assert [progress.done for progress in seen] == sorted(progress.done for progress in seen)
    assert seen[-1].done == 3


def test_a_cancelled_search_gives_what_it_has(tmp_path: Path) -> None:
    make(tmp_path, *(f"{number:02}/a.jpg" for number in range(50)))
    cancel = CancelToken()

    def report(progress: Progress) -> None:
        if progress.done == 10:
            cancel.cancel()

    assert len(discover(ScanOptions(roots=(str(tmp_path),)), report=report, cancel=cancel).photos) == 10


def test_answers_are_alike_on_every_run(tmp_path: Path) -> None:
    make(tmp_path, *(f"{number % 7}/{number}.jpg" for number in range(100)))
    assert found_in(tmp_path) == found_in(tmp_path)
    assert [photo.path for photo in found_in(tmp_path).photos] == sorted(p.path for p in found_in(tmp_path).photos)


def test_photos_that_icloud_has_taken_away_are_listed_by_their_own_names(tmp_path: Path) -> None:
    for name in (".IMG_1.HEIC.icloud", ".notes.txt.icloud", "IMG_2.JPG.icloud"):
        (tmp_path / name).write_bytes(b"bplist00")
    found = discover(ScanOptions(roots=(str(tmp_path),)))
    assert [(problem.path, problem.reason) for problem in found.problems] == [
        (str(tmp_path / "IMG_1.HEIC"), ProblemReason.CLOUD_PLACEHOLDER)
    ]
    assert not found.photos
    assert discover(ScanOptions(roots=(str(tmp_path),), exclude=("*.mov",))).problems == found.problems
    assert discover(ScanOptions(roots=(str(tmp_path),), exclude=("IMG_*",))).problems == ()
