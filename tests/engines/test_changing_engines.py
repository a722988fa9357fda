"""Whoever tries scans with MobileNet and without waits for each of them once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lookalike.result import Notice
from lookalike.settings import EngineChoice, Preset
from tests.core.desk import Desk, make_desk

WITH, WITHOUT, BY_HASH = {"engine": EngineChoice.LITERT}, {"engine": EngineChoice.NONE}, {"preset": Preset.HASH}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(make_desk(tmp_path / "photos"), tmp_path / "cache")


def test_a_scan_without_the_network_knows_what_one_with_it_has_read(desk: Desk) -> None:
    first, decoded = desk.scan(WITH)
    assert decoded > 0
    assert desk.scan(WITHOUT) == (desk.fresh(WITHOUT), 0)
    assert desk.scan(BY_HASH) == (desk.fresh(BY_HASH), 0)
    assert desk.scan(WITH) == (first, 0)


def test_a_scan_with_the_network_takes_nothing_from_one_without_it(desk: Desk) -> None:
    first, _ = desk.scan(WITHOUT)
    assert desk.scan(WITH)[0] == desk.fresh(WITH)
    assert desk.scan(WITHOUT) == (first, 0)
    assert desk.scan(WITH) == (desk.fresh(WITH), 0)


def test_where_the_engine_does_not_start_photos_are_not_decoded_again_in_vain(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "lookalike.fingerprints.engine_litert", None)
    first, decoded = desk.scan(WITH)
    assert decoded > 0
    assert first.notices == (Notice.ENGINE_FAILED,)
    assert desk.scan(WITH) == (first, 0)
    monkeypatch.undo()
    assert desk.scan(WITH)[0] == desk.fresh(WITH)
