"""Byte-identical files."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest

from lookalike.errors import UnreadableError
from lookalike.files import reading
from lookalike.files.discover import discover
from lookalike.files.exact import content_digest, exact_groups
from lookalike.job import CancelToken, Progress, ThreadRunner
from lookalike.settings import ScanOptions
from lookalike.types import Photo, ProblemReason
from tests.core.badsector import opening

BIG = 200_000


def photos_of(folder: Path) -> tuple[Photo, ...]:
    return discover(ScanOptions(roots=(str(folder),))).photos


def groups(folder: Path) -> list[list[str]]:
    photos = photos_of(folder)
    return [[photos[index].name for index in group] for group in exact_groups(photos).groups]


def fill(folder: Path, **contents: bytes) -> None:
    for name, content in contents.items():
        (folder / f"{name}.jpg").write_bytes(content)


def test_files_with_the_same_bytes_are_grouped(tmp_path: Path) -> None:
    fill(tmp_path, a=b"one", b=b"two", c=b"one", d=b"longer", e=b"two", f=b"one")
    assert groups(tmp_path) == [["a.jpg", "c.jpg", "f.jpg"], ["b.jpg", "e.jpg"]]


@pytest.mark.parametrize("place", [0, 100, BIG // 2, BIG - 100, BIG - 1])
def test_one_different_byte_anywhere_is_a_different_file(tmp_path: Path, place: int) -> None:
    content = bytearray(os.urandom(BIG))
    fill(tmp_path, a=bytes(content), b=bytes(content))
    content[place] ^= 1
    fill(tmp_path, c=bytes(content))
    assert groups(tmp_path) == [["a.jpg", "b.jpg"]]


def test_empty_files_match_nothing_and_are_problems(tmp_path: Path) -> None:
    fill(tmp_path, a=b"", b=b"")
    result = exact_groups(photos_of(tmp_path))
    assert result.groups == ()
    assert [problem.reason for problem in result.problems] == [ProblemReason.EMPTY] * 2


def test_two_paths_to_one_file_are_not_two_copies(tmp_path: Path) -> None:
    fill(tmp_path, a=b"content")
    (photo,) = photos_of(tmp_path)
    assert exact_groups([photo, photo]).groups == ()


def test_where_the_file_system_numbers_no_files_each_path_is_a_file(tmp_path: Path) -> None:
    fill(tmp_path, a=b"content", b=b"content")
    unnumbered = [replace(photo, inode=0) for photo in photos_of(tmp_path)]
    assert exact_groups(unnumbered).groups == ((0, 1),)


def test_threads_find_the_same_groups(tmp_path: Path) -> None:
    fill(tmp_path, **{f"n{number:03}": bytes([number % 7]) * 50_000 for number in range(60)})
    photos = photos_of(tmp_path)
    with ThreadRunner(4) as runner:
        assert exact_groups(photos, runner=runner) == exact_groups(photos)


def test_a_file_that_vanished_is_a_problem_and_the_others_are_compared(tmp_path: Path) -> None:
    fill(tmp_path, a=b"same", b=b"same", c=b"same")
    photos = photos_of(tmp_path)
    (tmp_path / "b.jpg").unlink()
    result = exact_groups(photos)
    assert result.groups == ((0, 2),)
    assert [(problem.path, problem.reason) for problem in result.problems] == [
        (str(tmp_path / "b.jpg"), ProblemReason.NOT_FOUND)
    ]


@pytest.mark.parametrize("bad", [0, BIG // 2, BIG - 1])
def test_a_file_that_the_disk_cannot_read_is_a_problem_and_the_others_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: int
) -> None:
    fill(tmp_path, a=b"x" * BIG, b=b"x" * BIG, c=b"x" * BIG)
    monkeypatch.setattr("lookalike.files.exact.open_photo", opening("b.jpg", bad))
    result = exact_groups(photos_of(tmp_path))
    assert result.groups == ((0, 2),)
    assert [(problem.path, problem.reason) for problem in result.problems] == [
        (str(tmp_path / "b.jpg"), ProblemReason.READ_ERROR)
    ]


class TestKnownDigests:
    def test_digests_of_an_earlier_scan_spare_the_reading(self, tmp_path: Path) -> None:
        fill(tmp_path, a=b"same", b=b"same", c=b"else")
        photos = photos_of(tmp_path)
        first = exact_groups(photos)
        for path in tmp_path.iterdir():
            path.unlink()
        known = {0: first.digests[0], 1: first.digests[1], 2: "0" * 40}
        again = exact_groups(photos, known=known)
        assert again.groups == first.groups
        assert (again.problems, again.digests) == ((), {})

    def test_a_new_file_is_compared_with_known_ones(self, tmp_path: Path) -> None:
        fill(tmp_path, a=b"same", b=b"same")
        first = exact_groups(photos_of(tmp_path))
        fill(tmp_path, c=b"same")
        again = exact_groups(photos_of(tmp_path), known=first.digests)
        assert again.groups == ((0, 1, 2),)
        assert set(again.digests) == {2}


def test_progress_ends_at_its_total(tmp_path: Path) -> None:
    fill(tmp_path, a=b"same", b=b"same", c=b"else", d=b"unique size")
    seen: list[Progress] = []
    exact_groups(photos_of(tmp_path), report=seen.append)
    assert [progress.done for progress in seen] == sorted(progress.done for progress in seen)
    assert seen[-1].done == seen[-1].total


def test_a_cancelled_search_keeps_what_it_read(tmp_path: Path) -> None:
    fill(tmp_path, **{f"n{number:03}": b"same" for number in range(40)})
    cancel = CancelToken()

    def report(progress: Progress) -> None:
        if progress.done == 60:  # 40 heads and tails, and 20 of the digests
            cancel.cancel()

    (group,) = exact_groups(photos_of(tmp_path), cancel=cancel, report=report).groups
    assert len(group) == 20


class TestDigest:
    def test_it_depends_on_the_content_alone(self, tmp_path: Path) -> None:
        fill(tmp_path, a=b"x" * BIG, b=b"x" * BIG, c=b"x" * (BIG - 1))
        assert content_digest(str(tmp_path / "a.jpg")) == content_digest(str(tmp_path / "b.jpg"))
        assert content_digest(str(tmp_path / "a.jpg")) != content_digest(str(tmp_path / "c.jpg"))
        assert len(content_digest(str(tmp_path / "a.jpg"))) == 40

    @pytest.mark.parametrize(
        ("prepare", "reason"),
        [
            (lambda path: None, ProblemReason.NOT_FOUND),
            (Path.touch, ProblemReason.EMPTY),
            (os.mkfifo, ProblemReason.SPECIAL_FILE),
            (Path.mkdir, ProblemReason.SPECIAL_FILE),
        ],
    )
    def test_what_cannot_be_read_has_a_reason(
        self, tmp_path: Path, prepare: Callable[[Path], None], reason: ProblemReason
    ) -> None:
        prepare(tmp_path / "a.jpg")
        with pytest.raises(UnreadableError) as raised:
            content_digest(str(tmp_path / "a.jpg"))
        assert raised.value.reason is reason

    def test_a_file_that_changes_while_it_is_read_has_no_digest(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "a.jpg"
        path.write_bytes(b"x" * BIG)
        real = reading.has_changed

        def written_to_meanwhile(file: BinaryIO, before: os.stat_result) -> bool:
            path.write_bytes(b"y")
            return real(file, before)

        monkeypatch.setattr("lookalike.files.exact.has_changed", written_to_meanwhile)
        with pytest.raises(UnreadableError) as raised:
            content_digest(str(path))
        assert raised.value.reason is ProblemReason.CHANGED
