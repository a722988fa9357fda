"""May this folder go? What counts as a copy elsewhere, and what does not."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lookalike.coverage import Held, Standing, coverage, write_coverage
from lookalike.result import ScanResult
from lookalike.types import Problem, ProblemReason, Relation
from tests.core.results import quality_of, result_of


@pytest.fixture
def card(tmp_path: Path) -> Path:
    return tmp_path / "card"


def found(folder: Path, groups: Sequence[Sequence[str]], relation: Relation = Relation.RESIZED) -> ScanResult:
    """The result over files of `folder`, which are made, in these groups."""
    for name in (name for group in groups for name in group):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return result_of([[folder / name for name in group] for group in groups], folder, relation=relation)


def standings(held: Sequence[Held], folder: Path) -> dict[str, Standing]:
    return {str(Path(each.path).relative_to(folder)): each.standing for each in held}


@pytest.mark.parametrize(
    ("relation", "standing"),
    [
        (Relation.RESIZED, Standing.ANOTHER_VERSION),
        (Relation.CROPPED, Standing.ANOTHER_VERSION),
        (Relation.IDENTICAL_FILE, Standing.SAME_FILE),
        (Relation.SAME_SCENE, Standing.NOWHERE),
        (Relation.LOOKS_ALIKE, Standing.NOWHERE),
    ],
)
def test_a_photo_of_the_same_scene_or_one_that_looks_alike_is_no_copy(
    tmp_path: Path, card: Path, relation: Relation, standing: Standing
) -> None:
    result = found(tmp_path, [["library/a.jpg", "card/a.jpg"]], relation)
    assert standings(coverage(result, [str(card)]), tmp_path) == {"card/a.jpg": standing}


def test_of_several_copies_the_one_with_most_pixels_is_named(tmp_path: Path, card: Path) -> None:
    names = ("card/a.jpg", "library/small.jpg", "library/large.jpg", "library/medium.jpg")
    result = found(tmp_path, [names])
    sizes = (300, 100, 400, 200)
    fingerprints = tuple(
        replace(one, quality=quality_of(width=size))
        for one, size in zip(result.fingerprints, sizes, strict=True)
        if one
    )
    (held,) = coverage(replace(result, fingerprints=fingerprints), [str(card)])
    assert (held.standing, held.copy) == (Standing.ANOTHER_VERSION, str(tmp_path / "library/large.jpg"))


def test_without_folders_every_photo_is_held_against_all_others(tmp_path: Path) -> None:
    result = found(tmp_path, [["library/a.jpg", "card/a.jpg"], ["card/b.jpg"]])
    assert standings(coverage(result), tmp_path) == {
        "card/b.jpg": Standing.NOWHERE,
        "card/a.jpg": Standing.ANOTHER_VERSION,
        "library/a.jpg": Standing.ANOTHER_VERSION,
    }


def test_what_could_not_be_read_is_named_once_if_it_is_in_the_folder(tmp_path: Path, card: Path) -> None:
    result = found(tmp_path, [["library/a.jpg", "card/a.jpg"], ["card/known.jpg"], ["library/known.jpg"]])
    names = ("card/unknown.jpg", "card/known.jpg", "library/unknown.jpg", "library/known.jpg")
    problems = [Problem(str(tmp_path / name), "fingerprint", ProblemReason.DAMAGED) for name in names]
    held = coverage(replace(result, problems=tuple(problems)), [str(card)])
    assert [(Path(each.path).name, each.standing, each.size) for each in held] == [
        ("known.jpg", Standing.NOT_COMPARED, len("card/known.jpg")),
        ("unknown.jpg", Standing.NOT_COMPARED, 0),
        ("a.jpg", Standing.ANOTHER_VERSION, len("card/a.jpg")),
    ]


def test_photos_that_are_gone_since_the_scan_are_neither_asked_about_nor_copies(tmp_path: Path, card: Path) -> None:
    result = found(tmp_path, [["library/a.jpg", "card/a.jpg"], ["library/b.jpg", "card/b.jpg"]])
    (tmp_path / "library/a.jpg").unlink()
    (card / "b.jpg").unlink()
    assert standings(coverage(result, [str(card)]), tmp_path) == {"card/a.jpg": Standing.NOWHERE}


@pytest.mark.parametrize(
    ("link", "standing"),
    [
        ("library/again.jpg", Standing.SAME_FILE),
        ("library/gone.jpg", Standing.NOWHERE),
        ("card/b.jpg", Standing.NOWHERE),
    ],
)
def test_another_name_of_the_file_counts_where_it_is_elsewhere_and_still_there(
    tmp_path: Path, card: Path, link: str, standing: Standing
) -> None:
    result = found(tmp_path, [["card/a.jpg"], ["library/again.jpg"], ["card/b.jpg"]])
    named = replace(result.photos[0], links=(str(tmp_path / link),))
    held = coverage(replace(result, photos=(named, *result.photos[1:])), [str(card)])
    assert standings(held, tmp_path)["card/a.jpg"] is standing
    assert [each.copy for each in held if each.copy] == ([named.links[0]] if standing is Standing.SAME_FILE else [])


def test_the_list_as_csv_has_no_size_for_what_could_not_be_looked_at(tmp_path: Path) -> None:
    held = [
        Held("/card/a.jpg", 0, Standing.NOT_COMPARED),
        Held("/card/b.jpg", 7, Standing.NOT_COMPARED),
        Held("/card/c.jpg", 9, Standing.SMALLER, "/library/c.jpg"),
    ]
    write_coverage(held, str(tmp_path / "list.csv"))
    with open(tmp_path / "list.csv", newline="") as file:
        assert list(csv.reader(file)) == [
            ["path", "bytes", "elsewhere", "copy"],
            ["/card/a.jpg", "", "not-compared", ""],
            ["/card/b.jpg", "7", "not-compared", ""],
            ["/card/c.jpg", "9", "smaller", "/library/c.jpg"],
        ]
