from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lookalike.matching.cascade import MIN_CONFIDENCE
from lookalike.settings import KeeperCriterion, Preset, ScanOptions
from lookalike.types import Decider, Label, Match, Proposer, Relation, Scores
from lookalike_gui.review.evidence_panel import EvidencePanel
from lookalike_gui.review.loader import Loader
from lookalike_gui.review.score_bar import ScoreTable
from lookalike_gui.review.scores import ScoreThresholds, score_rows, thresholds_of
from lookalike_gui.review.stage import PhotoStage
from lookalike_gui.review.values import Comparison
from lookalike_gui.texts import short_name
from tests.gui.review.known import Files, match, original, subject

SAME = (1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0)


@pytest.fixture
def crop() -> Match:
    scores = Scores(0.61, 0.52, 0.55, 0.6, 0.93, 0.21, 0.98, 0.99)
    return replace(match(0, 1, SAME, [Relation.CROPPED], inliers=80, match_count=100), scores=scores)


def test_every_score_has_a_row_with_its_verdict(crop: Match) -> None:
    rows = {row.name: row.passed for row in score_rows(crop, ScoreThresholds())}
    assert rows == {
        "Confidence": True,
        "aHash": False,
        "pHash": False,
        "dHash": False,
        "wHash": False,
        "MobileNet": True,
        "ORB": True,
        "Correlation": True,
    }


def test_scores_are_written_as_their_field_writes_them(crop: Match) -> None:
    texts = {row.name: row.text.replace("\N{NO-BREAK SPACE}", " ") for row in score_rows(crop, ScoreThresholds())}
    assert texts["aHash"] == "61 %"
    assert texts["MobileNet"] == "0.93"
    assert texts["ORB"] == "80 of 100"


def test_what_was_not_compared_has_no_verdict() -> None:
    exact = Match(0, 1, Scores(confidence=1.0), (Proposer.EXACT,), Decider.EXACT, Relation.IDENTICAL_FILE)
    rows = {row.name: (row.text, row.passed) for row in score_rows(exact, ScoreThresholds())}
    assert rows["MobileNet"] == ("–", None)
    assert rows["ORB"] == ("–", None)
    assert rows["Confidence"][1] is True


def test_thresholds_are_those_of_the_scan() -> None:
    options = ScanOptions(roots=(), preset=Preset.SIMILAR_SCENE, min_mobilenet=0.7, min_orb=0.2)
    thresholds = thresholds_of(options)
    assert (thresholds.confidence, thresholds.mobilenet, thresholds.orb) == (
        MIN_CONFIDENCE[Preset.SIMILAR_SCENE],
        0.7,
        0.2,
    )
    assert thresholds_of(replace(options, min_confidence=0.8)).confidence == 0.8


def test_assistive_technology_hears_value_threshold_and_verdict(qtbot: QtBot, crop: Match) -> None:
    table = ScoreTable()
    qtbot.addWidget(table)
    table.show()
    table.show_rows(score_rows(crop, ScoreThresholds()))
    assert "MobileNet: 0.93, threshold 0.90 reached" in table.texts()
    assert any(text.startswith("pHash") and text.endswith("not reached") for text in table.texts())


def test_the_panel_explains_the_pair_and_names_what_the_network_sees(qtbot: QtBot, tmp_path: Path, crop: Match) -> None:
    path = original(tmp_path, 64)
    first, second = subject(0, path), subject(1, path)
    assert first.fingerprint is not None
    cup = (Label("n07930864", "coffee_mug", 0.61), Label("n07920052", "espresso", 0.2))
    labelled = replace(first, fingerprint=replace(first.fingerprint, labels=cup))
    panel = EvidencePanel()
    qtbot.addWidget(panel)
    panel.show_pair(PhotoStage(Comparison((labelled, second), (crop,)), Loader(Files())))
    assert panel.headline.text().startswith("Same photo: original.bmp (")
    assert "(A)" in panel.headline.text() and "(B)" in panel.headline.text()  # both have one name
    assert "coffee mug 61" in panel.labels.text()
    assert "80 of 100" in panel.decided.text()


def test_the_panel_says_so_where_two_are_not_compared_yet_or_cannot_be(qtbot: QtBot, tmp_path: Path) -> None:
    path = original(tmp_path, 64)
    panel = EvidencePanel()
    qtbot.addWidget(panel)
    stage = PhotoStage(Comparison((subject(0, path), subject(1, path))), Loader(Files()))
    panel.show_pair(stage)
    assert panel.headline.text() == "Comparing these two…"
    panel.show_pair(stage, failed=True)
    assert panel.headline.text() == "These two could not be compared."
    assert panel.scores.isHidden()


def test_a_very_long_name_leaves_the_scores_in_sight(qtbot: QtBot, tmp_path: Path, crop: Match) -> None:
    path, long = original(tmp_path, 64), tmp_path / ("x" * 200 + "-7.bmp")
    long.write_bytes(path.read_bytes())
    panel, usual = EvidencePanel(), EvidencePanel()
    for shown, other in ((panel, long), (usual, path)):
        qtbot.addWidget(shown)
        pair = subject(0, path, keeper=True), replace(subject(1, other), lost_by=KeeperCriterion.SHARPNESS)
        shown.show_pair(PhotoStage(Comparison(pair, (crop,)), Loader(Files())))
    assert "original.bmp" in panel.headline.text() and "x-7.bmp" in panel.headline.text()
    assert len(panel.headline.text()) < 120
    assert panel.minimumSizeHint().width() == usual.minimumSizeHint().width()


def test_a_name_with_a_line_break_stays_on_its_line() -> None:
    assert short_name("tab\tand\nline.jpg") == "tab and line.jpg"
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}.jpg"
    assert short_name(family) == family
