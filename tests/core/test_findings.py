"""Groups appear while a scan goes on: first the byte copies, then what looks alike, then what was verified."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lookalike import findings
from lookalike.findings import Pace
from lookalike.job import CancelToken
from lookalike.result import ScanResult
from lookalike.session import Session
from lookalike.settings import EngineChoice, Preset, ScanOptions
from lookalike.types import Decider, HashKind, HashSpec
from tests.core.test_quicklook import with_preview
from tests.photos import FILES, photo, save


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Photos without embedded previews, more than one batch: one copied, one saved again, one turned by hand."""
    folder = tmp_path / "photos"
    for name in FILES:
        for turn, side in enumerate((240, 210, 180)):
            save(photo(name).resize((256, side)).rotate(90 * turn, expand=True), folder / f"{name}-{turn}.png")
    save(photo("coffee").resize((256, 240)), folder / "coffee again.jpg")
    save(photo("rocket").resize((256, 240)).rotate(9), folder / "rocket turned.jpg")
    shutil.copy(folder / "camera-0.png", folder / "camera copy.png")
    return folder


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few photos there are, and without pauses between two results."""
    monkeypatch.setattr(findings, "LEAST_PHOTOS", 1)
    monkeypatch.setattr(findings, "LEAST_PAUSE", 0.0)
    monkeypatch.setattr(findings, "DEAREST_SHARE", float("inf"))


def scanned(folder: Path, cache: Path, found: Callable[[ScanResult], None], **values: object) -> ScanResult:
    with Session(str(cache)) as session:
        options = ScanOptions(roots=(str(folder),), engine=EngineChoice.NONE, **values)  # type: ignore[arg-type]
        return session.scan(options, found=found)


def names(result: ScanResult) -> set[frozenset[str]]:
    return {frozenset(result.photos[index].name for index in group.photos) for group in result.groups}


def test_byte_copies_are_there_before_anything_is_decoded(folder: Path, tmp_path: Path) -> None:
    seen: list[ScanResult] = []
    scanned(folder, tmp_path / "cache", seen.append)
    assert names(seen[0]) == {frozenset({"camera-0.png", "camera copy.png"})}
    assert not any(seen[0].fingerprints)


def test_what_the_previews_say_is_shown_once_when_all_of_them_were_looked_at(folder: Path, tmp_path: Path) -> None:
    seen: list[ScanResult] = []
    result = scanned(folder, tmp_path / "cache", seen.append)
    before_reading = [early for early in seen if not any(early.fingerprints)]
    copies = 1
    assert len(before_reading) == 1 + len(result.photos) - copies  # the first are the byte copies


def test_likely_groups_come_while_photos_are_read_and_verified_ones_take_their_place(
    folder: Path, tmp_path: Path
) -> None:
    seen: list[ScanResult] = []
    result = scanned(folder, tmp_path / "cache", seen.append)
    coffee = [next((group for group in names(early) if "coffee again.jpg" in group), None) for early in seen]
    reading = next(number for number, group in enumerate(coffee) if group)
    assert not all(seen[reading].fingerprints)
    assert all(coffee[reading:])
    deciders = {match.decider for match in seen[reading].matches}, {match.decider for match in seen[-1].matches}
    assert deciders == ({Decider.EXACT, Decider.HASH}, {Decider.EXACT, Decider.ORB})
    assert names(seen[-1]) == names(result)
    assert all(early.provisional for early in seen) and not result.provisional


def test_a_scan_that_is_stopped_returns_nothing_that_was_only_likely(folder: Path, tmp_path: Path) -> None:
    token, seen = CancelToken(), []

    def found(early: ScanResult) -> None:
        seen.append(early)
        if any(early.fingerprints):
            token.cancel()

    with Session(str(tmp_path / "cache")) as session:
        options = ScanOptions(roots=(str(folder),), engine=EngineChoice.NONE)
        result = session.scan(options, found=found, cancel=token)
    assert len(seen[-1].groups) > len(result.groups)
    assert names(result) == {frozenset({"camera-0.png", "camera copy.png"})}


def test_a_scan_by_one_hash_goes_by_that_hash_from_the_beginning(folder: Path, tmp_path: Path) -> None:
    options = {"preset": Preset.HASH, "hash": HashSpec(HashKind.DHASH, 8), "hash_distance": 6}
    scanned(folder, tmp_path / "cache", lambda _: None, **options)
    with_preview(photo("coffee"), folder / "coffee from the camera.jpg")
    seen: list[ScanResult] = []
    scanned(folder, tmp_path / "cache", seen.append, **options)
    likely = [match for early in seen for match in early.matches if match.decider is Decider.HASH]
    assert likely and all((match.scores.dhash or 0) >= 1 - 6 / 64 for match in likely)


def test_gathering_takes_no_more_than_its_share_of_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    now = [100.0]
    pace = Pace(lambda: now[0])

    def second_of_work() -> bool:
        now[0] += 1.0
        return True

    assert pace.due
    pace.work(second_of_work)
    due_after = 1.0 / findings.DEAREST_SHARE
    now[0] += due_after - 0.5
    assert not pace.due
    now[0] += 0.6
    assert pace.due
    pace.work(lambda: True)
    now[0] += findings.LEAST_PAUSE / 2
    assert not pace.due
    now[0] += findings.LEAST_PAUSE
    pace.work(lambda: False)
    assert pace.due
