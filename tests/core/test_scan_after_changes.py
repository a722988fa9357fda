"""After a few photos came, went or changed, a scan with a cache finds exactly what one without it finds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from lookalike.matching import hamming
from lookalike.result import ScanResult
from lookalike.session import Session
from lookalike.settings import EngineChoice, Preset, ScanOptions
from tests.core.kept import tampered
from tests.photos import with_age


def draw(path: Path, seed: int, side: int = 160) -> None:
    """A cloudy picture of its own for each seed, in any size."""
    noise = np.random.default_rng(seed).integers(0, 256, (12, 12, 3), dtype=np.uint8)
    cloudy = Image.fromarray(noise).resize((320, 320), Image.Resampling.BICUBIC).filter(ImageFilter.SHARPEN)
    cloudy.resize((side, side), Image.Resampling.LANCZOS).save(path)
    with_age(path, 1)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for seed in range(40):
        draw(folder / f"{seed:02}.png", seed)
        if seed % 4 == 0:
            draw(folder / f"{seed:02} small.png", seed, side=120)
    return folder


def change(library: Path) -> None:
    draw(library / "new.png", seed=13, side=140)
    (library / "00 small.png").unlink()
    (library / "01.png").rename(library / "moved.png")
    draw(library / "02.png", seed=3, side=130)


def scan(library: Path, cache: Path | None, preset: Preset) -> ScanResult:
    with Session(str(cache), use_cache=cache is not None) as session:
        options = ScanOptions(roots=(str(library),), preset=preset, engine=EngineChoice.NONE)
        result = session.scan(options)
        return replace(result, fingerprints=tuple(result.fingerprints))


@pytest.mark.parametrize("preset", [Preset.HASH, Preset.SAME_PHOTO, Preset.SIMILAR_SCENE])
def test_the_answer_is_that_of_a_first_scan(
    library: Path, tmp_path: Path, preset: Preset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hamming, "FEW", 8)  # of so small a library
    first = scan(library, tmp_path / "cache", preset)
    assert len(first.groups) == 10
    change(library)
    second = scan(library, tmp_path / "cache", preset)
    assert second != first
    assert second == scan(library, None, preset)


DAMAGES = ("x'00'", "substr(value, 1, length(value) - 1)", "zeroblob(length(value))", "value || x'00'", "17")


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.logs_warnings
def test_no_damage_to_what_is_remembered_of_searches_changes_it(
    library: Path, tmp_path: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hamming, "FEW", 8)
    scan(library, tmp_path / "cache", Preset.HASH)
    change(library)
    tampered(tmp_path / "cache", f"UPDATE searches SET value = {damage}")
    assert scan(library, tmp_path / "cache", Preset.HASH) == scan(library, None, Preset.HASH)
