"""What a person has ruled out stays ruled out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lookalike.cache.decisions import FILE_NAME, DecisionFile, DecisionsUnusableError
from lookalike.cache.rejections import Rejections
from tests.core.results import result_of


def test_a_rejected_pair_stays_rejected_in_any_order(tmp_path: Path) -> None:
    DecisionFile(tmp_path / "data").reject([("b", "a"), ("c", "d")])
    assert DecisionFile(tmp_path / "data").rejected() == {("a", "b"), ("c", "d")}


def test_a_rejection_can_be_taken_back(tmp_path: Path) -> None:
    decisions = DecisionFile(tmp_path)
    decisions.reject([("a", "b"), ("a", "b"), ("c", "d")])
    decisions.restore([("b", "a"), ("x", "y")])
    assert decisions.rejected() == {("c", "d")}


def test_it_is_known_where_a_rejected_photo_was_whatever_its_name(tmp_path: Path) -> None:
    decisions = DecisionFile(tmp_path)
    decisions.reject([("a", "b")], {"a": "/photos/\udce4.jpg", "b": "/photos/b.jpg"})
    decisions.reject([("a", "c")], {"a": "/moved/a.jpg", "c": "/photos/c.jpg"})
    assert DecisionFile(tmp_path).places() == {"a": "/moved/a.jpg", "b": "/photos/b.jpg", "c": "/photos/c.jpg"}
    decisions.restore([("a", "c")])
    assert decisions.places() == {"a": "/moved/a.jpg", "b": "/photos/b.jpg"}


def test_decisions_of_earlier_versions_are_known_without_places(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as database, database:
        database.execute("CREATE TABLE no_match (first TEXT, second TEXT, PRIMARY KEY (first, second)) WITHOUT ROWID")
        database.execute("INSERT INTO no_match VALUES ('a', 'b')")
    assert DecisionFile(tmp_path).rejected() == {("a", "b")}
    assert DecisionFile(tmp_path).places() == {}


def test_looking_makes_no_file(tmp_path: Path) -> None:
    assert DecisionFile(tmp_path / "data").rejected() == frozenset()
    assert not (tmp_path / "data").exists()


def test_a_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database" * 500)
    with pytest.raises(DecisionsUnusableError, match=FILE_NAME):
        DecisionFile(tmp_path).rejected()
    assert (tmp_path / FILE_NAME).read_bytes() == b"no database" * 500


def test_where_the_file_cannot_be_used_every_match_counts_and_a_new_decision_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    paths = [tmp_path / "photos" / name for name in ("a.jpg", "b.jpg")]
    for path in paths:
        path.write_bytes(path.name.encode())
    result = result_of([paths], tmp_path)
    (tmp_path / FILE_NAME).mkdir()
    rejections = Rejections(DecisionFile(tmp_path))
    assert rejections.without(result.matches, result.photos) == result.matches
    assert rejections.state() is None
    with pytest.raises(DecisionsUnusableError, match=FILE_NAME):
        rejections.reject(*result.photos)
