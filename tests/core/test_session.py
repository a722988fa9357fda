"""What a scan finds, seen from the one door that both faces use."""

import os
from dataclasses import replace

import pytest

from lookalike.job import CancelToken, SerialRunner, Stage, ThreadRunner
from lookalike.matching.group import Thresholds
from lookalike.result import Notice
from lookalike.session import Session
from lookalike.settings import EngineChoice, KeeperCriterion, Preset, ScanOptions, Scope
from lookalike.types import Decider, HashKind, HashSpec, ProblemReason, Relation
from tests.photos import EASY_EDITS, EDITS, cropped, make_photos, photo, resized, rotated, save, with_age

WITHOUT_NETWORK = tuple(edit for edit in EDITS if edit != "cropped")
"""Edits that the hashes propose; crops are proposed by MobileNet (tests/engines)."""


@pytest.fixture
def session(tmp_path):
    with Session(str(tmp_path / "cache")) as session:
        yield session


@pytest.fixture
def truth(tmp_path):
    return make_photos(tmp_path / "photos", edits=WITHOUT_NETWORK)


def options_for(truth_or_folder, **values):
    folder = getattr(truth_or_folder, "folder", truth_or_folder)
    return ScanOptions(roots=(str(folder),), engine=EngineChoice.NONE, **values)


def groups_of(result):
    return {frozenset(result.photos[index].path for index in group.photos) for group in result.groups}


def test_copies_and_edits_are_grouped_and_unrelated_photos_left_alone(session, truth):
    result = session.scan(options_for(truth))
    assert groups_of(result) == truth.as_sets
    assert len(result.photos) == len(truth.paths)
    assert not result.problems


def test_a_plain_hash_finds_the_easy_edits(session, tmp_path):
    truth = make_photos(tmp_path / "photos", edits=EASY_EDITS)
    result = session.scan(options_for(truth, preset=Preset.HASH, hash=HashSpec(HashKind.DHASH, 8), hash_distance=6))
    assert groups_of(result) == truth.as_sets
    assert {match.decider for match in result.matches} == {
        Decider.EXACT,
        Decider.HASH,
    }


def test_the_exact_preset_groups_byte_copies_only(session, truth):
    result = session.scan(options_for(truth, preset=Preset.EXACT))
    assert len(result.groups) == len(truth.groups)
    for group in result.groups:
        assert [member.match.relation for member in group.members] == [Relation.IDENTICAL_FILE]
        assert all(member.match.scores.confidence == 1.0 for member in group.members)


def test_the_biggest_original_is_suggested_as_keeper(session, tmp_path):
    save(photo("coffee"), tmp_path / "photos/big.png")
    save(photo("coffee").resize((150, 100)), tmp_path / "photos/small.png")
    result = session.scan(options_for(tmp_path / "photos"))
    assert [result.photos[group.keeper].name for group in result.groups] == ["big.png"]


def test_a_damaged_file_is_reported_and_the_others_are_compared(session, tmp_path):
    truth = make_photos(tmp_path / "photos", originals=["coffee"], edits=EASY_EDITS, unrelated=[])
    broken = tmp_path / "photos/broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 this is no photo")
    result = session.scan(options_for(truth))
    assert groups_of(result) == truth.as_sets
    assert [problem.path for problem in result.problems] == [str(broken)]
    assert result.problems[0].reason in (ProblemReason.DAMAGED, ProblemReason.UNKNOWN_FORMAT)


def test_a_file_that_vanishes_during_the_scan_is_a_problem(session, truth):
    victim = next(iter(sorted(truth.unrelated)))

    def remove_victim(progress):
        if progress.stage is Stage.FINGERPRINT and progress.done == 0:
            victim.unlink(missing_ok=True)

    result = session.scan(options_for(truth), report=remove_victim)
    assert [(problem.path, problem.reason) for problem in result.problems] == [(str(victim), ProblemReason.NOT_FOUND)]
    assert groups_of(result) == truth.as_sets


def test_cancelling_keeps_what_was_found(session, tmp_path):
    truth = make_photos(tmp_path / "photos", unrelated=[])
    cancel = CancelToken()

    def stop_half_way(progress):
        if progress.stage is Stage.FINGERPRINT and progress.done >= 2 * len(truth.paths) // 3:
            cancel.cancel()

    result = session.scan(options_for(truth), report=stop_half_way, cancel=cancel)
    assert Notice.CANCELLED in result.notices
    assert result.groups
    for group in groups_of(result):
        assert any(group <= wanted for wanted in truth.as_sets)


def test_the_answer_does_not_depend_on_workers_order_or_cache(tmp_path):
    truth = make_photos(tmp_path / "photos", edits=WITHOUT_NETWORK)
    folders = (str(truth.folder / "edited"), str(truth.folder))

    def answer(cache, runner, roots):
        with Session(cache) as session:
            options = ScanOptions(roots=roots, engine=EngineChoice.NONE)
            result = session.scan(options, runner=runner)
        return result.photos, result.groups, result.matches

    first = answer(str(tmp_path / "a"), SerialRunner(), folders)
    with ThreadRunner(3) as threads:
        assert answer(str(tmp_path / "b"), threads, folders[::-1]) == first
        assert answer(str(tmp_path / "a"), threads, folders) == first


def test_regrouping_for_another_threshold_reads_no_photo(session, truth):
    result = session.scan(options_for(truth))
    for path in truth.paths:
        os.unlink(path)
    stricter = session.regroup(result, Thresholds(confidence=0.999999))
    assert sum(len(group.photos) for group in stricter.groups) < sum(len(group.photos) for group in result.groups)
    assert session.regroup(stricter).groups == result.groups


def test_comparing_two_photos_runs_every_stage_and_says_where_one_lies_in_the_other(session, tmp_path):
    whole = photo("chelsea")
    first = save(whole, tmp_path / "whole.png")
    second = save(rotated(cropped(whole, 0.3)), tmp_path / "part.png")
    match = session.compare(str(first), str(second))
    assert match.relation in (Relation.CROPPED, Relation.ROTATED)
    assert match.evidence.matches
    assert match.evidence.cropped == pytest.approx(0.3, abs=0.03)
    assert abs(match.evidence.rotation) == pytest.approx(90, abs=2)
    for kind in HashKind:
        assert 0 <= match.scores.hash(kind) <= 1


@pytest.mark.parametrize(("preset", "name"), [(Preset.SAME_PHOTO, "coffee.jpg"), (Preset.EXACT, "coffee.png")])
def test_matches_only_with_a_reference_folder_are_shown_when_there_is_one(session, tmp_path, preset, name):
    coffee, cat = photo("coffee"), photo("chelsea")
    known = save(coffee, tmp_path / "library" / name)
    for other, image in (("coffee", coffee), ("cat", cat), ("cat-again", cat)):
        save(image, tmp_path / f"card/{other}.png")
    options = ScanOptions(
        roots=(str(tmp_path / "library"), str(tmp_path / "card")),
        reference=(str(tmp_path / "library"),),
        engine=EngineChoice.NONE,
        preset=preset,
    )
    assert groups_of(session.scan(options)) == {frozenset({str(known), str(tmp_path / "card/coffee.png")})}


@pytest.mark.parametrize("preset", [Preset.SAME_PHOTO, Preset.EXACT])
def test_the_scope_decides_which_folders_may_share_a_group(session, tmp_path, preset):
    coffee, cat = photo("coffee"), photo("chelsea")
    for name, image in (("coffee", coffee), ("cat", cat), ("cat-again", cat)):
        save(image, tmp_path / f"photos/a/{name}.png")
    save(coffee, tmp_path / "photos/b/coffee.png")
    across = session.scan(options_for(tmp_path / "photos", preset=preset, scope=Scope.ACROSS_FOLDERS))
    within = session.scan(options_for(tmp_path / "photos", preset=preset, scope=Scope.WITHIN_FOLDER))
    assert [{os.path.basename(path) for path in group} for group in groups_of(across)] == [{"coffee.png"}]
    assert [{os.path.basename(path) for path in group} for group in groups_of(within)] == [{"cat.png", "cat-again.png"}]


def test_a_second_scan_reads_no_photo_again(session, truth):
    session.scan(options_for(truth))
    read = []
    session.scan(options_for(truth), report=read.append)
    assert [progress for progress in read if progress.stage is Stage.FINGERPRINT and progress.total] == []


def test_photos_called_no_match_stay_apart_wherever_they_go(session, tmp_path):
    save(photo("coffee"), tmp_path / "photos/a.png")
    save(photo("coffee"), tmp_path / "photos/b.jpg")
    save(photo("rocket"), tmp_path / "others/c.png")
    save(photo("rocket"), tmp_path / "others/d.jpg")
    result = session.scan(options_for(tmp_path / "photos"))
    assert len(result.groups) == 1
    session.reject(*result.photos)
    assert len(session.scan(options_for(tmp_path)).groups) == 1, "the other photos are a match as before"
    (tmp_path / "photos").rename(tmp_path / "moved")
    (tmp_path / "moved/a.png").rename(tmp_path / "moved/z.png")
    moved = session.scan(options_for(tmp_path / "moved"))
    assert not moved.groups
    (pair,) = session.rejected()
    assert {os.path.basename(path) for path in pair.paths} == {"a.png", "b.jpg"}
    session.forget_rejected([pair])
    assert not session.rejected()
    assert len(session.scan(options_for(tmp_path / "moved")).groups) == 1
    session.reject(*moved.photos)
    session.accept(*moved.photos)
    assert len(session.scan(options_for(tmp_path / "moved")).groups) == 1


def test_the_score_of_the_chosen_hash_is_that_of_the_orientation_that_matched(session, tmp_path):
    cat = photo("chelsea")
    save(cat, tmp_path / "photos/cat.png")
    save(rotated(cat), tmp_path / "photos/turned.png")
    options = options_for(tmp_path / "photos", preset=Preset.HASH, hash=HashSpec(HashKind.DHASH, 16), hash_distance=16)
    (match,) = session.scan(options).matches
    assert match.scores.dhash >= 1 - 16 / 256
    assert match.scores.phash < 0.9


def test_after_a_scan_by_one_hash_its_threshold_can_be_moved(session, tmp_path):
    truth = make_photos(tmp_path / "photos", edits=["brightened", "recompressed"], unrelated=[])
    options = options_for(truth, preset=Preset.HASH, hash=HashSpec(HashKind.AHASH, 16), hash_distance=60)
    result = session.scan(options)
    stricter = session.regroup(result, Thresholds(hash=1.0))
    assert sum(len(group.photos) for group in stricter.groups) < sum(len(group.photos) for group in result.groups)


def test_a_smaller_distance_after_the_scan_gives_what_a_scan_with_it_would_give(session, tmp_path):
    truth = make_photos(tmp_path / "photos", edits=["brightened", "recompressed", "resized"])
    loose, strict = (
        options_for(truth, preset=Preset.HASH, hash=HashSpec(HashKind.PHASH, 16), hash_distance=bits)
        for bits in (40, 4)
    )
    found = session.scan(loose)
    regrouped = session.regroup(replace(found, options=strict))
    assert regrouped.groups == session.scan(strict).groups != found.groups


def test_another_order_for_the_keeper_takes_effect_without_a_scan(session, tmp_path):
    with_age(save(photo("coffee"), tmp_path / "photos/large.png"), days=1)
    with_age(save(resized(photo("coffee")), tmp_path / "photos/small.png"), days=9)
    result = session.scan(options_for(tmp_path / "photos"))
    order = replace(result.options, keeper_order=(KeeperCriterion.SMALLER_FILE,))
    regrouped = session.regroup(replace(result, options=order))
    kept = [result.photos[each.groups[0].keeper].name for each in (result, regrouped, session.regroup(result))]
    assert kept == ["large.png", "small.png", "large.png"]
