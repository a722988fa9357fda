"""A photo shown inside plain surroundings is found there, and its copy with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from lookalike.decoding.decode import Limits
from lookalike.fingerprints.fingerprint import fingerprint_photo
from lookalike.fingerprints.hashing import PROPOSAL
from lookalike.fingerprints.surroundings import inside
from lookalike.matching.candidates import propose
from lookalike.matching.confidence import ONE_PHOTO, confidence
from lookalike.matching.verify import extract, verify
from lookalike.settings import Preset, ScanOptions
from lookalike.types import Fingerprint, Photo
from tests.photos import photo


def on_a_screen(picture: Image.Image, ground: str) -> Image.Image:
    screen = Image.new("L", (256, 512), ground)
    shown = picture.convert("L").resize((256, 170))
    screen.paste(shown, (0, 60))
    pen = ImageDraw.Draw(screen)
    for row in range(250, 500, 16):
        pen.text((10, row), "the quick brown fox jumps", "gray")
    return screen


@pytest.mark.parametrize("ground", ["white", "black"])
def test_the_photo_of_a_screenshot_is_told_from_its_text(ground: str) -> None:
    box = inside(np.asarray(on_a_screen(photo("chelsea"), ground)))
    assert box is not None
    assert np.abs(np.array(box) - (0, 60, 256, 230)).max() <= 2


def test_a_letterbox_is_taken_away() -> None:
    framed = ImageOps.pad(photo("chelsea").convert("L").resize((240, 160)), (240, 240), color="black")
    box = inside(np.asarray(framed))
    assert box is not None
    assert np.abs(np.array(box) - (0, 40, 240, 200)).max() <= 2


def test_a_photo_without_surroundings_an_empty_one_and_a_single_pixel_have_no_inside() -> None:
    for picture in (photo("chelsea").convert("L"), Image.new("L", (300, 200)), Image.new("L", (1, 1))):
        assert inside(np.asarray(picture)) is None


def read(path: Path, picture: Image.Image) -> tuple[Photo, Fingerprint]:
    picture.convert("RGB").save(path)
    found = path.stat()
    known = Photo(str(path), found.st_size, found.st_mtime_ns, found.st_dev, found.st_ino)
    return known, fingerprint_photo(str(path), Limits(), PROPOSAL).fingerprint


def test_hashes_propose_a_photo_and_the_screenshots_that_show_it(tmp_path: Path) -> None:
    pictures = [photo("chelsea"), on_a_screen(photo("chelsea"), "white"), on_a_screen(photo("chelsea"), "black")]
    known = [read(tmp_path / f"{number}.png", picture) for number, picture in enumerate([*pictures, photo("coffee")])]
    photos, prints = zip(*known, strict=True)
    proposed = propose(photos, prints, ScanOptions(roots=(str(tmp_path),)))
    assert {0, 1, 2} == {photo for one in proposed for photo in (one.first, one.second)}
    assert all((one.hint.hash or 0) > 0.8 for one in proposed)


def test_the_hash_preset_compares_whole_photos_only(tmp_path: Path) -> None:
    known = [
        read(tmp_path / "a.png", photo("chelsea")),
        read(tmp_path / "b.png", on_a_screen(photo("chelsea"), "white")),
    ]
    photos, prints = zip(*known, strict=True)
    assert not propose(photos, prints, ScanOptions(roots=(str(tmp_path),), preset=Preset.HASH))


def sure(one: Image.Image, other: Image.Image) -> float:
    first, second = (extract(np.asarray(picture.convert("RGB"))) for picture in (one, other))
    return confidence(verify(first, second))


def in_a_program(picture: Image.Image) -> Image.Image:
    screen = Image.new("L", (640, 480), "white")
    pen = ImageDraw.Draw(screen)
    for row in range(6, 480, 14):
        pen.text((6, row), " ".join(f"{row * column % 9973:06}" for column in range(7, 21)), "gray")
    pen.rectangle((180, 100, 400, 320), "white")
    screen.paste(picture.convert("L").resize((200, 200)), (190, 110))
    return screen


def test_screenshots_of_one_program_are_one_photo_only_if_they_show_one() -> None:
    shown = in_a_program(photo("chelsea"))
    assert sure(shown, in_a_program(photo("coffee"))) < ONE_PHOTO
    assert sure(shown, in_a_program(photo("chelsea")).point(lambda level: level * 0.9)) >= ONE_PHOTO
