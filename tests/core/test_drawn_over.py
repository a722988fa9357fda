"""Which photo has something drawn over it, so that the clean one is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from lookalike.matching.keeper import KeeperRanking
from lookalike.matching.verify import extract, verify
from lookalike.session import Session
from lookalike.settings import KeeperCriterion, ScanOptions
from tests.photos import lettered, photo, save

Edit = Callable[[Image.Image], Image.Image]
NAMES = ("astronaut", "chelsea", "coffee")


def watermarked(image: Image.Image) -> Image.Image:
    layer = Image.new("RGBA", image.size)
    font = ImageFont.load_default(image.width / 12)
    for row in (1, 3, 5):
        at = (image.width / 2, image.height * row / 6)
        ImageDraw.Draw(layer).text(at, "(c) Some Photographer", (255, 255, 255, 110), font, "mm")
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def blurred_in_one_place(image: Image.Image) -> Image.Image:
    box = (image.width // 4, image.height // 4, image.width // 2, image.height // 2)
    edited = image.copy()
    edited.paste(image.crop(box).filter(ImageFilter.GaussianBlur(8)), box)
    return edited


def covered_in_one_place(image: Image.Image) -> Image.Image:
    edited = image.copy()
    ImageDraw.Draw(edited).rectangle(
        (image.width // 4, image.height // 4, image.width // 2, image.height // 2), "black"
    )
    return edited


def sharpened(image: Image.Image) -> Image.Image:
    return image.filter(ImageFilter.UnsharpMask(3, 200))


def brightened(image: Image.Image) -> Image.Image:
    return image.point(lambda value: min(255, round(1.5 * value)))


def drawn_over(first: Image.Image, second: Image.Image) -> float:
    return verify(extract(np.asarray(first)), extract(np.asarray(second))).drawn_over


@pytest.mark.parametrize("edit", [lettered, watermarked])
@pytest.mark.parametrize("name", NAMES)
def test_it_is_the_copy_with_the_writing_whichever_comes_first(name: str, edit: Edit) -> None:
    original = photo(name)
    copy = edit(original)
    assert drawn_over(original, copy) > 0
    assert drawn_over(copy, original) == -drawn_over(original, copy)


@pytest.mark.parametrize("name", NAMES)
def test_a_smaller_darker_turned_copy_is_told_from_it_all_the_same(name: str) -> None:
    original = photo(name)
    copy = lettered(original).resize((original.width // 2, original.height // 2)).rotate(90, expand=True)
    assert drawn_over(original, copy.point(lambda value: round(0.8 * value))) > 0


@pytest.mark.parametrize("edit", [blurred_in_one_place, covered_in_one_place, sharpened, brightened])
@pytest.mark.parametrize("name", NAMES)
def test_an_original_is_not_taken_for_the_one_with_a_drawing(name: str, edit: Edit) -> None:
    original = photo(name)
    assert drawn_over(original, edit(original)) >= 0


@pytest.mark.parametrize("edit", [lettered, watermarked])
def test_the_photo_without_it_is_kept_though_all_else_speaks_for_the_other(tmp_path: Path, edit: Edit) -> None:
    clean = save(photo("coffee"), tmp_path / "clean.jpg", quality=80)
    edited = save(edit(photo("coffee")), tmp_path / "edited.png")
    with Session(str(tmp_path / "cache")) as session:
        result = session.scan(ScanOptions(roots=(str(tmp_path),)))
    (group,) = result.groups
    assert result.photos[group.keeper].path == str(clean)
    ranking = KeeperRanking(result.photos, result.fingerprints, result.matches, result.options)
    paths = [one.path for one in result.photos]
    reason = ranking.reasons(paths.index(str(clean)), paths.index(str(edited)))[0]
    assert (reason.criterion, reason.first, reason.second) == (KeeperCriterion.CLEAN, 1, 0)
