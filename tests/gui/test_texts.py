"""Words and figures as a person reads them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from lookalike.errors import LookalikeError, UnreadableError
from lookalike.job import Stage
from lookalike.result import Notice
from lookalike.settings import Preset
from lookalike.types import HashKind, ProblemReason, Relation
from lookalike_gui import app, texts
from lookalike_gui.basics.wording import labelled, listed, percent, score
from tests.gui import made


@pytest.fixture(autouse=True)
def american(qapp: object) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))


def test_only_equal_photos_show_100_percent() -> None:
    assert [score(value) for value in (0.999, 1.0, 0.57)] == ["99 %", "100 %", "57 %"]


def test_a_share_is_100_percent_only_where_nothing_is_missing_and_0_only_where_nothing_is_there() -> None:
    shares = [percent(share) for share in (0.0, 0.001, 0.576, 0.999, 1.0)]
    assert shares == ["0 %", "1 %", "58 %", "99 %", "100 %"]


def test_numbers_and_sizes_follow_the_language() -> None:
    assert texts.number(15000) == "15,000"
    assert texts.size(2_134_567) == "2.1 MB"
    QLocale.setDefault(QLocale(QLocale.Language.German))
    assert texts.number(15000) == "15.000"
    assert texts.size(2_134_567) == "2,1 MB"


def test_a_date_says_which_number_is_the_month_even_where_no_language_is_set() -> None:
    noon = datetime(2026, 3, 2, 12, 5).timestamp()
    assert texts.moment(noon).startswith("3/2/26")
    QLocale.setDefault(QLocale.c())
    assert texts.moment(noon) == "2026-03-02 12:05"
    assert texts.taken("2026-03-02T12:05:00") == "2026-03-02 12:05"


def test_a_date_is_as_plain_where_a_language_is_set_but_no_country() -> None:
    code = "from lookalike_gui import texts; print(texts.moment(86_400 * 365 * 30))"
    surroundings = os.environ | {"LC_ALL": "C.UTF-8", "LANGUAGE": "en", "TZ": "UTC"}
    said = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "1999-12-25 00:00"


def test_a_photo_was_taken_when_its_camera_says_whatever_summer_time_does_here() -> None:
    code = "from lookalike_gui import texts; print(texts.taken('2026-03-29T02:30:00'))"
    surroundings = os.environ | {"LC_ALL": "C.UTF-8", "LANGUAGE": "en", "TZ": "CET-1CEST,M3.5.0,M10.5.0"}
    said = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "2026-03-29 02:30"
    assert texts.taken(None) == ""


def test_a_failure_names_the_file_and_says_in_words_what_is_the_matter() -> None:
    assert texts.failure(PermissionError(13, "Permission denied", "/card/a.csv")) == "/card/a.csv: Permission denied"
    damaged = UnreadableError("/card/\udce9.jpg", ProblemReason.DAMAGED, "ends early")
    assert texts.failure(damaged) == "/card/\ufffd.jpg: The picture is damaged (ends early)"
    assert texts.failure(LookalikeError("there is no run called 'x'")) == "there is no run called 'x'"


def test_pixels_are_written_without_separators_in_the_digits_of_the_language() -> None:
    assert texts.pixels(12000, 9000) == "12000 × 9000"
    QLocale.setDefault(QLocale("ar_EG"))
    assert texts.pixels(12, 9) == "١٢ × ٩"


def test_large_counts_follow_the_language_too(qapp: QApplication) -> None:
    QLocale.setDefault(QLocale("zh_CN"))
    app.install_translations(qapp)
    assert texts.photos(12345) == "12,345 张照片"
    assert listed(["缩放", "裁剪"]) == "缩放、裁剪"
    assert labelled("适中", "50 %") == "适中：50 %"


@pytest.mark.parametrize(
    ("cropped", "keeper_first", "said"),
    [(0.35, True, "cropped 35 %"), (0.35, False, "shows 35 % more"), (-0.2, True, "shows 20 % more")],
)
def test_a_crop_says_how_much_and_on_which_side(cropped: float, keeper_first: bool, said: str) -> None:
    pair = replace(made.match(0, 1, relation=Relation.CROPPED), evidence=made.evidence(cropped=cropped))
    assert texts.relation(pair, 1.0, keeper_first=keeper_first) == said


def test_a_turned_photo_says_by_how_much() -> None:
    pair = replace(made.match(0, 1, relation=Relation.ROTATED), evidence=made.evidence(rotation=-90.0))
    assert texts.relation(pair, 1.0, keeper_first=True) == "rotated 90°"


def test_a_resized_photo_says_in_which_direction() -> None:
    pair = made.match(0, 1, relation=Relation.RESIZED)
    assert texts.relation(pair, 0.25, keeper_first=True) == "smaller"
    assert texts.relation(pair, 4.0, keeper_first=True) == "bigger"


def test_a_threshold_has_a_word() -> None:
    words = [texts.strictness(share, texts.CONFIDENCE_STEPS) for share in (1.0, 0.8, 0.5, 0.2, 0.0)]
    assert words == ["Very strict", "Strict", "Balanced", "Loose", "Very loose"]


def test_time_left_is_rough() -> None:
    assert texts.time_left(4) == "a few seconds left"
    assert "40" in texts.time_left(43)
    assert "3 minute" in texts.time_left(170)
    assert "2 hour" in texts.time_left(7000)


def test_every_value_of_the_engine_has_words() -> None:
    for stage in Stage:
        assert texts.stage(stage)
    for preset in Preset:
        assert texts.preset(preset) != preset
        assert texts.preset_explained(preset)
    for kind in HashKind:
        assert texts.hash_kind(kind)
    for reason in ProblemReason:
        assert texts.problem(reason) != reason
    for relation in Relation:
        assert texts.relation_name(relation)
    for notice in Notice:
        assert texts.notice(notice) != notice


def test_a_name_that_is_no_text_can_still_be_shown() -> None:
    assert texts.shown("/a\udcff.jpg") == "/a\ufffd.jpg"
