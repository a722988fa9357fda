"""What the command line says of files that could not be used, of its cache, and of where one photo lies in another."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from lookalike.cli import main
from lookalike.commands.words import print_remarks
from lookalike.types import Problem, ProblemReason
from tests.photos import photo, save


def said_of(problems: list[Problem], *, verbose: bool = False) -> list[str]:
    stream = io.StringIO()
    print_remarks((), problems, verbose=verbose, stream=stream)
    return stream.getvalue().splitlines()


def problem(name: str, reason: ProblemReason, detail: str = "") -> Problem:
    return Problem(f"/photos/{name}", "fingerprint", reason, detail)


def test_files_that_could_not_be_used_are_counted_by_reason_and_one_alone_is_named() -> None:
    empty = problem("empty.jpg", ProblemReason.EMPTY)
    damaged = [problem(name, ProblemReason.DAMAGED, "ends early") for name in ("a.jpg", "b.jpg")]
    assert said_of([empty, *damaged]) == [
        "3 files could not be used (-v names each):",
        "       2  damaged",
        "       1  empty file: /photos/empty.jpg",
    ]
    assert said_of([empty]) == ["1 file could not be used:", "       1  empty file: /photos/empty.jpg"]
    assert said_of([empty, *damaged], verbose=True) == [
        "3 files could not be used:",
        "       2  damaged",
        "       1  empty file",
        "  /photos/empty.jpg: empty file",
        "  /photos/a.jpg: damaged (ends early)",
        "  /photos/b.jpg: damaged (ends early)",
    ]


def test_a_cache_is_pruned_to_the_size_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(3):
        save(photo("coffee").crop((number, 0, 100 + number, 80)), tmp_path / f"photos/{number}.png")
    main(["scan", str(tmp_path / "photos"), "--engine", "none", "--quiet"])
    assert main(["cache", "prune"]) == 0
    said = capsys.readouterr().out
    assert "3 photos in 1 folder" in said and "0 bytes freed" in said
    assert main(["cache", "prune", "--max-size", "0.001", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["photos"] == 0


@pytest.mark.logs_warnings
def test_a_cache_that_cannot_be_used_is_told(own_folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own_folders / "cache").write_bytes(b"in the way")
    assert main(["cache"]) == 3
    assert "the cache cannot be used" in capsys.readouterr().out


def test_a_crop_is_told_from_either_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = save(photo("coffee"), tmp_path / "whole.png")
    width, height = photo("coffee").size
    part = save(photo("coffee").crop((0, 0, width * 3 // 4, height)), tmp_path / "part.png")
    for pair, words in (((whole, part), "% of A is not on B"), ((part, whole), "% more than A")):
        assert main(["compare", *map(str, pair)]) == 0
        (line,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("cropped"))
        assert line.endswith(words) and "-" not in line
