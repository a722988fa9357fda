"""Frames that a camera took one after another from a tripod: as alike as copies, and no copies."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from PIL.ExifTags import IFD, Base

from lookalike.result import ScanResult
from lookalike.session import Session
from lookalike.settings import EngineChoice, Preset, ScanOptions
from lookalike.types import Decider, Relation
from tests.photos import photo, resized

FIRST, NEXT = "2024:05:01 10:00:00", "2024:05:01 10:00:02"


def frame(number: int) -> Image.Image:
    """The same view, in which something small has moved on, and with noise of its own."""
    picture = photo("coffee").convert("RGB")
    ImageDraw.Draw(picture).ellipse((40 + 60 * number, 30, 60 + 60 * number, 60), fill=(40, 30, 30))
    noise = np.random.default_rng(number).normal(0, 2, (picture.height, picture.width, 3))
    return Image.fromarray((np.asarray(picture) + noise).clip(0, 255).astype(np.uint8))


def taken(picture: Image.Image, path: Path, date: str | None, subsecond: str | None = None, quality: int = 92) -> None:
    exif = Image.Exif()
    if date:
        exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = date
    if subsecond:
        exif.get_ifd(IFD.Exif)[Base.SubsecTimeOriginal] = subsecond
    picture.save(path, quality=quality, exif=exif)


def scan(folder: Path, preset: Preset = Preset.SAME_PHOTO) -> ScanResult:
    return Session(use_cache=False).scan(ScanOptions(roots=(str(folder),), preset=preset, engine=EngineChoice.NONE))


def grouped(result: ScanResult) -> list[set[str]]:
    return [{Path(result.photos[index].path).stem for index in group.photos} for group in result.groups]


def test_frames_taken_seconds_apart_are_no_copies_however_alike(tmp_path: Path) -> None:
    taken(frame(0), tmp_path / "first.jpg", FIRST)
    taken(frame(1), tmp_path / "next.jpg", NEXT)
    assert grouped(scan(tmp_path)) == []
    (match,) = scan(tmp_path).matches
    assert (match.relation, match.decider) == (Relation.SAME_SCENE, Decider.TAKEN)


def test_frames_of_one_second_are_told_apart_by_their_milliseconds(tmp_path: Path) -> None:
    taken(frame(0), tmp_path / "first.jpg", FIRST, "10")
    taken(frame(1), tmp_path / "next.jpg", FIRST, "43")
    assert grouped(scan(tmp_path)) == []


def test_similar_scenes_bring_them_together(tmp_path: Path) -> None:
    taken(frame(0), tmp_path / "first.jpg", FIRST)
    taken(frame(1), tmp_path / "next.jpg", NEXT)
    assert grouped(scan(tmp_path, Preset.SIMILAR_SCENE)) == [{"first", "next"}]


@pytest.mark.parametrize(
    ("date", "subsecond"),
    [(FIRST, "250"), (FIRST, None), (None, None), ("2024:05:01 11:00:00", None), ("2024:06:11 18:30:05", None)],
    ids=["kept", "without milliseconds", "without a date", "another zone", "when it was edited"],
)
def test_a_copy_is_found_whatever_its_program_made_of_the_date(
    tmp_path: Path, date: str | None, subsecond: str | None
) -> None:
    taken(frame(0), tmp_path / "original.jpg", FIRST, "25")
    taken(resized(frame(0)), tmp_path / "copy.jpg", date, subsecond, quality=70)
    assert grouped(scan(tmp_path)) == [{"original", "copy"}]


def test_a_photo_whose_date_alone_was_corrected_is_a_copy(tmp_path: Path) -> None:
    taken(frame(0), tmp_path / "slow clock.jpg", FIRST)
    taken(frame(0), tmp_path / "corrected.jpg", NEXT)
    assert grouped(scan(tmp_path)) == [{"slow clock", "corrected"}]


def test_a_copy_without_a_date_does_not_bring_two_frames_together(tmp_path: Path) -> None:
    taken(frame(0), tmp_path / "first.jpg", FIRST)
    taken(frame(1), tmp_path / "next.jpg", NEXT)
    for number, quality in enumerate((85, 70, 55)):
        taken(frame(0), tmp_path / f"sent {number}.jpg", None, quality=quality)
    assert grouped(scan(tmp_path)) == [{"first", "sent 0", "sent 1", "sent 2"}]


def test_frames_come_together_again_where_the_threshold_is_lowered(tmp_path: Path) -> None:
    taken(frame(0), tmp_path / "first.jpg", FIRST)
    taken(frame(1), tmp_path / "next.jpg", NEXT)
    options = ScanOptions(roots=(str(tmp_path),), engine=EngineChoice.NONE, min_confidence=0.05)
    assert grouped(Session(use_cache=False).scan(options)) == [{"first", "next"}]
