"""Searching by one photo, through the door that both faces use."""

import json
import os
from dataclasses import replace

import pytest

from lookalike.cli import main
from lookalike.errors import BytesAloneError, UnreadableError
from lookalike.session import Session
from lookalike.settings import EngineChoice, Preset, ScanOptions
from lookalike.types import HashKind, HashSpec
from tests.photos import EDITS, make_photos, photo, resized, rotated, save

WITHOUT_NETWORK = tuple(edit for edit in EDITS if edit != "cropped")


@pytest.fixture
def truth(tmp_path):
    return make_photos(tmp_path / "photos", edits=WITHOUT_NETWORK)


@pytest.fixture
def query(tmp_path):
    return save(rotated(resized(photo("coffee"), 0.6)), tmp_path / "elsewhere/query.jpg")


def options_for(truth):
    return ScanOptions(roots=(str(truth.folder),), engine=EngineChoice.NONE)


def confirmed(result):
    return {result.photos[hit.photo].path for hit in result.hits if hit.confirmed}


def test_all_copies_and_edits_of_the_query_are_confirmed_and_come_first(tmp_path, truth, query):
    with Session(str(tmp_path / "cache")) as session:
        result = session.search(str(query), options_for(truth))
    wanted = {str(path) for path in truth.groups["coffee"]}
    assert confirmed(result) == wanted
    assert {result.photos[hit.photo].path for hit in result.hits[: len(wanted)]} == wanted


def test_the_transform_says_how_the_query_lies_in_the_hit(tmp_path, truth, query):
    with Session(str(tmp_path / "cache")) as session:
        result = session.search(str(query), options_for(truth))
    hit = next(hit for hit in result.hits if result.photos[hit.photo].name == "coffee.jpg")
    assert abs(hit.match.evidence.rotation) == pytest.approx(90, abs=1)
    assert hit.match.evidence.scale == pytest.approx(1 / 0.6, rel=0.02)


def test_without_folders_everything_that_the_cache_knows_is_searched(tmp_path, truth, query):
    with Session(str(tmp_path / "cache")) as session:
        session.scan(options_for(truth))
        result = session.search(str(query), ScanOptions(roots=(), engine=EngineChoice.NONE))
    assert confirmed(result) == {str(path) for path in truth.groups["coffee"]}


@pytest.mark.parametrize(
    "spec", [HashSpec(HashKind.PHASH, 8), HashSpec(HashKind.DHASH, 16), HashSpec(HashKind.AHASH, 8)]
)
def test_the_result_of_a_scan_by_one_hash_can_be_searched_too(tmp_path, truth, query, spec):
    options = replace(options_for(truth), preset=Preset.HASH, hash=spec)
    with Session(str(tmp_path / "cache")) as session:
        result = session.search_in(str(query), session.scan(options))
    found = next(hit for hit in result.hits if hit.confirmed)
    assert confirmed(result) == {str(path) for path in truth.groups["coffee"]}
    assert getattr(found.match.scores, spec.kind.value) > 0.9


def test_where_a_scan_compared_bytes_alone_there_is_nothing_to_search_in(tmp_path, truth, query):
    options = replace(options_for(truth), preset=Preset.EXACT)
    with Session(str(tmp_path / "cache")) as session, pytest.raises(BytesAloneError, match="bytes alone"):
        session.search_in(str(query), session.scan(options))


def test_a_hit_that_has_vanished_is_a_problem_and_not_confirmed(tmp_path, truth, query):
    victim = truth.folder / "coffee.jpg"
    with Session(str(tmp_path / "cache")) as session:
        scanned = session.scan(options_for(truth))
        victim.unlink()
        result = session.search_in(str(query), scanned)
    assert str(victim) in {problem.path for problem in result.problems}
    assert str(victim) not in confirmed(result)


def test_the_query_itself_is_not_among_the_answers_but_its_copies_are(tmp_path, truth):
    original, copy = truth.folder / "coffee.jpg", truth.folder / "again.jpg"
    copy.write_bytes(original.read_bytes())
    (tmp_path / "elsewhere").symlink_to(truth.folder)
    wanted = {*map(str, truth.groups["coffee"]), str(copy)} - {str(original)}
    with Session(str(tmp_path / "cache")) as session:
        for name in (original, tmp_path / "elsewhere/coffee.jpg"):
            result = session.search(str(name), options_for(truth))
            assert confirmed(result) == wanted
            assert str(original) not in {result.photos[hit.photo].path for hit in result.hits}


def test_a_query_that_is_no_photo_is_refused_by_name(tmp_path, truth):
    text = tmp_path / "note.jpg"
    text.write_text("no photo")
    with Session(str(tmp_path / "cache")) as session, pytest.raises(UnreadableError, match=r"note\.jpg"):
        session.search(str(text), options_for(truth))


def test_the_command_line_lists_hits_with_their_scores(truth, query, capsys):
    assert main(["search", str(query), str(truth.folder), "--engine", "none", "--quiet"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["sure", "pHash", "Mobile", "ORB"]
    assert {line.split("  ")[-1] for line in lines[1:]} == {str(path) for path in truth.groups["coffee"]}


def test_the_command_line_gives_json(truth, query, capsys):
    main(["search", str(query), str(truth.folder), "--engine", "none", "--json", "--top", "3"])
    hits = json.loads(capsys.readouterr().out)
    assert len(hits) == 3
    assert all(hit["confirmed"] and os.path.exists(hit["path"]) and hit["orb"] > 0 for hit in hits)


def test_without_a_cache_the_command_line_wants_to_know_where_to_search(query, capsys):
    assert main(["search", str(query), "--no-cache"]) == 2
    assert "name the folders" in capsys.readouterr().err


@pytest.mark.logs_warnings
def test_with_a_cache_that_cannot_be_used_it_does_as_well(own_folders, query, capsys):
    (own_folders / "cache").write_bytes(b"in the way")
    assert main(["search", str(query), "--engine", "none"]) == 3
    assert "name the folders" in capsys.readouterr().err
