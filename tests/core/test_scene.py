"""What belongs to one series, though it is not one photo: only the preset for similar scenes asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lookalike.matching.cascade import likeness, worth_keeping
from lookalike.matching.scene import shares_scene
from lookalike.settings import Preset
from lookalike.types import Decider, Fingerprint, Match, Proposer, Relation, Scores
from tests.core.values import EVIDENCE, FINGERPRINT

FRAMES = Match(
    0,
    1,
    Scores(phash=0.7, mobilenet=0.85, confidence=0.01),
    (Proposer.MOBILENET,),
    Decider.ORB,
    Relation.UNRELATED,
    replace(EVIDENCE, inliers=3, natural=0.0),
)


def taken(*dates: str | None) -> list[Fingerprint | None]:
    return [replace(FINGERPRINT, quality=replace(FINGERPRINT.quality, taken=date)) for date in dates]


def test_photos_that_are_alike_and_seconds_apart_are_a_series() -> None:
    assert shares_scene(FRAMES, taken("2024-02-29T23:59:50", "2024-03-01T00:00:05"))


@pytest.mark.parametrize("later", ["2024-03-01T12:05:00", None])
def test_photos_taken_minutes_apart_or_at_a_time_unknown_need_geometry(later: str | None) -> None:
    assert not shares_scene(FRAMES, taken("2024-03-01T12:00:00", later))


def test_photos_seconds_apart_that_show_other_things_are_no_series() -> None:
    other = replace(FRAMES, scores=replace(FRAMES.scores, mobilenet=0.5))
    assert not shares_scene(other, taken("2024-03-01T12:00:00", "2024-03-01T12:00:01"))


def test_a_series_counts_only_where_similar_scenes_are_asked_for() -> None:
    dates = taken("2024-03-01T12:00:00", "2024-03-01T12:00:01")
    assert likeness(FRAMES, dates, Preset.SAME_PHOTO) == FRAMES.scores.confidence
    assert likeness(FRAMES, dates, Preset.SIMILAR_SCENE) >= 0.5


def test_a_match_is_kept_as_long_as_some_threshold_or_preset_would_accept_it() -> None:
    apart = taken("2024-03-01T12:00:00", None)
    likelier = replace(FRAMES, scores=replace(FRAMES.scores, confidence=0.1))
    assert worth_keeping(likelier, apart)
    assert not worth_keeping(FRAMES, apart)
    assert worth_keeping(FRAMES, taken("2024-03-01T12:00:00", "2024-03-01T12:00:01"))
    assert worth_keeping(replace(FRAMES, evidence=None), apart)  # compared by hash alone
