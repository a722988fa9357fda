"""Whoever tries one preset after another waits for each of them once, and gets what a first scan would give."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lookalike.decoding.decode import Limits
from lookalike.fingerprints.fingerprint import fingerprint_photo
from lookalike.fingerprints.hashing import PROPOSAL, SMALL
from lookalike.settings import Preset
from lookalike.types import HashKind, HashSpec
from tests.core.desk import Choice, Desk, make_desk
from tests.formats import write
from tests.photos import photo

LARGE_DHASH = {"preset": Preset.HASH, "hash": HashSpec(HashKind.DHASH, 16), "hash_distance": 40}
BY_SMALL_HASHES = [{"preset": Preset.HASH, "hash": spec} for spec in SMALL]
CHOICES: list[Choice] = [
    {},
    {"min_confidence": 0.9},
    {"preset": Preset.SIMILAR_SCENE},
    {"preset": Preset.EXACT},
    {"preset": Preset.HASH, "hash": PROPOSAL, "hash_distance": 20},
    {"preset": Preset.HASH, "orientations": False},
    {"max_pixels": 100_000},
    {"preset": Preset.HASH, "max_pixels": 100_000},
    LARGE_DHASH,
    *BY_SMALL_HASHES,
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(make_desk(tmp_path_factory.mktemp("desk") / "photos"), Path())


@pytest.fixture
def begun(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    desk.cache = tmp_path / "cache"
    yield desk


@pytest.mark.parametrize("other", [LARGE_DHASH, BY_SMALL_HASHES[0], {"preset": Preset.EXACT}])
def test_going_back_to_an_earlier_preset_decodes_nothing_and_finds_the_same(begun: Desk, other: Choice) -> None:
    first, decoded = begun.scan({})
    assert decoded > 0
    second, _ = begun.scan(other)
    assert begun.scan({}) == (first, 0)
    assert begun.scan(other) == (second, 0)
    assert begun.scan({"min_confidence": 0.99})[1] == 0


@pytest.mark.parametrize("choice", [*BY_SMALL_HASHES, {"preset": Preset.HASH, "hash": PROPOSAL}])
def test_after_a_thorough_scan_one_by_a_hash_decodes_nothing(begun: Desk, choice: Choice) -> None:
    begun.scan({})
    assert begun.scan(choice) == (begun.fresh(choice), 0)


@pytest.mark.parametrize("first", [BY_SMALL_HASHES[1], LARGE_DHASH])
def test_after_a_scan_by_one_hash_those_by_the_small_ones_decode_nothing(begun: Desk, first: Choice) -> None:
    begun.scan(first)
    for choice in BY_SMALL_HASHES:
        assert begun.scan(choice) == (begun.fresh(choice), 0)


def test_whoever_has_deleted_copies_does_not_wait_for_those_that_stayed(begun: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    shutil.copytree(begun.folder, folder)
    smaller = Desk(folder, begun.cache)
    smaller.scan({})
    (folder / "rocket.jpg").unlink()
    (folder / "broken.jpg").unlink()
    assert smaller.scan(BY_SMALL_HASHES[0]) == (smaller.fresh(BY_SMALL_HASHES[0]), 0)


@settings(max_examples=12)
@given(choices=st.lists(st.sampled_from(range(len(CHOICES))), min_size=2, max_size=6))
def test_any_sequence_of_presets_gives_the_answers_of_first_scans(desk: Desk, choices: list[int]) -> None:
    with tempfile.TemporaryDirectory() as cache:
        desk.cache = Path(cache)
        tried = set()
        for number in choices:
            result, decoded = desk.scan(CHOICES[number])
            assert result == desk.fresh(CHOICES[number])
            passing = sum(problem.reason == "too-large" for problem in result.problems)
            assert number not in tried or decoded <= passing  # what was too large may have become smaller
            tried.add(number)


@pytest.mark.parametrize("ending", [".jpg", ".png", ".webp", ".heic", ".jxl", ".psd", ".dng", ".tif", ".gif"])
def test_a_thorough_reading_holds_what_scans_by_a_small_hash_read(tmp_path: Path, ending: str) -> None:
    path = str(write(photo("chelsea").resize((600, 420)), tmp_path / f"photo{ending}", orientation=6))
    thorough = fingerprint_photo(path, Limits(), PROPOSAL)
    assert thorough.fingerprint == fingerprint_photo(path, Limits(), PROPOSAL, hashes_only=True).fingerprint
    for spec in SMALL:
        assert thorough.by_hash[spec] == fingerprint_photo(path, Limits(), spec, hashes_only=True).fingerprint
