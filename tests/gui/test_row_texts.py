"""What the list says of each photo, and the tables beside it of each pair."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from lookalike.cache.rejections import RejectedPair
from lookalike.types import Fingerprint, Group, Match, Member, Photo, Problem, ProblemReason, Relation, Scores
from lookalike_gui.decisions import Decisions
from lookalike_gui.models.folder_pairs import FolderPairModel, folder_pairs
from lookalike_gui.models.groups import Column, GroupModel
from lookalike_gui.models.overview import Overview
from lookalike_gui.models.problems import ProblemModel
from lookalike_gui.models.rejected import RejectedModel
from lookalike_gui.models.row_texts import RowTexts
from lookalike_gui.thumbnails import Thumbnails
from tests.gui import made

pytestmark = pytest.mark.usefixtures("qapp")

SMALL, LARGE = made.fingerprint(200, 150), made.fingerprint(400, 300)


def pair(
    match: Match, keeper: int, *, of: tuple[Fingerprint | None, Fingerprint | None] = (LARGE, SMALL)
) -> GroupModel:
    """A group of photos 0 and 1, one of which is the keeper."""
    photos = (made.photo("/photos/a.jpg", 2500), made.photo("/photos/b.jpg", 1500))
    groups = (Group(keeper, (Member(1 - keeper, match),)),)
    result = replace(made.result([]), photos=photos, fingerprints=of, matches=(match,), groups=groups)
    model = GroupModel(Decisions())
    model.show(result, Overview.of(result))
    return model


def cells(model: GroupModel, row: int, *columns: Column) -> list[str]:
    return [model.index(row, column).data().replace("\N{NO-BREAK SPACE}", " ") for column in columns]


def test_each_photo_has_its_own_measures_and_only_a_member_is_compared_with_the_keeper() -> None:
    model = pair(made.match(0, 1, relation=Relation.RE_ENCODED), 0)
    columns = (Column.NAME, Column.PIXELS, Column.SIZE, Column.SIMILARITY, Column.RELATION, Column.FOLDER)
    assert cells(model, 1, *columns) == ["a.jpg", "400 × 300", "2.5 kB", "", "", "/photos"]
    assert cells(model, 2, *columns) == ["b.jpg", "200 × 150", "1.5 kB", "97 %", "re-saved", "/photos"]


@pytest.mark.parametrize(("keeper", "said"), [(0, ("smaller", "cropped 25 %")), (1, ("bigger", "shows 25 % more"))])
def test_the_relation_is_told_from_the_keepers_side(keeper: int, said: tuple[str, str]) -> None:
    resized = made.match(0, 1, relation=Relation.RESIZED)
    cropped = replace(resized, relation=Relation.CROPPED, evidence=made.evidence(cropped=0.25))
    assert [cells(pair(match, keeper), 2, Column.RELATION)[0] for match in (resized, cropped)] == list(said)


def test_of_a_photo_that_was_not_read_nothing_is_made_up() -> None:
    copies = replace(made.match(0, 1, relation=Relation.IDENTICAL_FILE), scores=Scores())
    model = pair(copies, 0, of=(LARGE, None))
    assert cells(model, 2, Column.PIXELS, Column.TAKEN, Column.SIMILARITY, Column.RELATION) == ["", "", "", "same file"]
    assert ", ," not in model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_where_only_hashes_were_compared_the_best_of_them_is_the_similarity() -> None:
    by_hash = replace(made.match(0, 1), scores=Scores(phash=0.9, dhash=0.8))
    assert cells(pair(by_hash, 0), 2, Column.SIMILARITY) == ["90 %"]


def test_a_group_is_summed_up_by_its_most_frequent_relations() -> None:
    result = made.result([[made.photo(f"/photos/{name}.jpg") for name in "abcd"]])
    (group,) = result.groups
    relations = (Relation.CROPPED, Relation.RESIZED, Relation.RESIZED)
    members = tuple(
        Member(member.photo, replace(member.match, relation=relation))
        for member, relation in zip(group.members, relations, strict=True)
    )
    texts = RowTexts(replace(result, groups=(Group(group.keeper, members),)), Decisions())
    assert texts.summary(0) == "resized, cropped"


def test_what_lies_in_an_archive_counts_as_protected_and_a_namesake_of_a_protected_folder_does_not(
    tmp_path: Path,
) -> None:
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as file:
        file.writestr("a.jpg", b"photo")
    inside = str(tmp_path / "old.zip" / "a.jpg")
    result = made.result([[Photo(inside, 5, 0, 1, 0), made.photo("/safety/b.jpg")]], protected=["/safe"])
    texts = RowTexts(replace(result, options=replace(result.options, archives=True)), Decisions())
    assert texts.is_protected(inside) and texts.is_protected("/safe/a.jpg")
    assert not texts.is_protected("/safety/b.jpg")
    assert "protected" not in texts.spoken(0, 1)


def test_duplicates_between_folders_are_told_with_their_number_and_size() -> None:
    model = FolderPairModel()
    model.show(folder_pairs(made.holiday()))
    assert [[model.index(row, column).data() for column in range(4)] for row in range(3)] == [
        ["/photos", "/backup", "2", "9.5 kB"],
        ["/photos", "the same folder", "1", "2.0 kB"],
        ["/backup", "/photos", "1", "100 bytes"],
    ]
    assert [model.index(0, column).data(Qt.ItemDataRole.ToolTipRole) for column in (0, 1)] == ["/photos", "/backup"]
    assert model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None


def test_of_a_pair_that_is_no_match_each_photo_is_told_by_its_path_or_its_size() -> None:
    model = RejectedModel(Thumbnails(lambda _path, _side: QImage()))
    model.show([RejectedPair(("1-a", "2500-b"), ("/photos/a.jpg", ""), (1, 2500))])
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
        assert [model.index(0, column).data(role) for column in (0, 1)] == ["/photos/a.jpg", "a file of 2.5 kB"]


def test_a_file_that_could_not_be_compared_is_told_with_its_reason() -> None:
    model = ProblemModel()
    damaged = Problem("/photos/a.jpg", "fingerprint", ProblemReason.DAMAGED, "ends early")
    model.show([damaged, Problem("/photos/b.jpg", "fingerprint", ProblemReason.NOT_FOUND)])
    assert [model.index(0, column).data() for column in (0, 1)] == ["/photos/a.jpg", "The picture is damaged"]
    assert [model.index(row, 1).data(Qt.ItemDataRole.ToolTipRole) for row in (0, 1)] == ["ends early", "/photos/b.jpg"]
    assert model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None
