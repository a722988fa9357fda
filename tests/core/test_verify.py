"""Two photos compared in depth: the same one is recognised whatever was done to it, others are told apart."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

from lookalike.matching.confidence import ONE_PHOTO, confidence
from lookalike.matching.verify import Features, Hint, extract, verify
from lookalike.types import Evidence, Relation
from tests.photos import (
    brightened,
    captioned,
    cropped,
    framed,
    greyed,
    mirrored,
    photo,
    resized,
    rotated,
    stereo_pair,
)


@cache
def features_of(name: str) -> Features:
    return features(photo(name))


def features(image: Image.Image) -> Features:
    return extract(np.asarray(image.convert("RGB")))


def compared(first: Image.Image, second: Image.Image, hint: Hint | None = None) -> Evidence:
    return verify(features(first), features(second), hint)


def same(evidence: Evidence) -> bool:
    return confidence(evidence) >= ONE_PHOTO


def blurred(image: Image.Image) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(4))


def saved(image: Image.Image, quality: int) -> Image.Image:
    file = BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(file)


def tilted(image: Image.Image) -> Image.Image:
    return image.rotate(8, Image.Resampling.BICUBIC, expand=True)


def darkened(image: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(image).enhance(0.3)


def on_a_screen(image: Image.Image) -> Image.Image:
    screen = Image.new("RGB", (540, 1100), "#101014")
    pen, font = ImageDraw.Draw(screen), ImageFont.load_default(26)
    pen.rectangle((0, 0, 540, 90), "#1976d2")
    pen.text((20, 30), "Pictures of the week", "white", font)
    screen.paste(image.resize((540, round(540 * image.height / image.width))), (0, 120))
    for row in range(8):
        pen.text((20, 760 + 40 * row), f"Comment number {row}, and some more of it", "#dddddd", font)
    return screen


def stickered(image: Image.Image) -> Image.Image:
    result = image.copy()
    side = min(image.size)
    ImageDraw.Draw(result).ellipse((side * 0.1, side * 0.1, side * 0.45, side * 0.45), "#ffd93b", "black", 4)
    return result


EDITS = [
    *(resized, cropped, rotated, mirrored, brightened, greyed, captioned, framed),
    *(blurred, tilted, darkened, on_a_screen, stickered),
]


@pytest.mark.parametrize("name", ["astronaut", "chelsea", "coffee"])
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_edited_copy_is_the_same_photo(name: str, edit: Callable[[Image.Image], Image.Image]) -> None:
    assert same(verify(features_of(name), features(edit(photo(name))), Hint(hash=0.8)))


@pytest.mark.parametrize("name", ["brick", "gravel", "grass"])
def test_a_captioned_wall_is_no_other_page_of_one_layout(name: str) -> None:
    assert same(verify(features(brightened(photo(name))), features(captioned(photo(name)))))


def test_different_photos_are_not_the_same() -> None:
    names = ["astronaut", "camera", "chelsea", "coffee", "coins", "rocket", "brick", "gravel", "grass"]
    for place, first in enumerate(names):
        for second in names[place + 1 :]:
            assert not same(verify(features_of(first), features_of(second))), (first, second)


def test_a_scene_seen_twice_is_not_one_photo_but_the_same_scene() -> None:
    evidence = compared(*stereo_pair())
    assert not same(evidence)
    assert evidence.relations == (Relation.SAME_SCENE,)


def test_a_smooth_background_that_was_cropped_away_is_no_border() -> None:
    background = Image.linear_gradient("L").resize((700, 500)).convert("RGB")
    subject, mask = photo("chelsea").resize((380, 280)), Image.new("L", (380, 280))
    ImageDraw.Draw(mask).ellipse((40, 40, 340, 240), 255)
    background.paste(subject, (160, 110), mask.filter(ImageFilter.GaussianBlur(15)))
    evidence = compared(background, background.crop((120, 80, 580, 420)))
    assert evidence.relations == (Relation.CROPPED,)


def test_a_single_line_of_text_is_something_added() -> None:
    original = photo("rocket")
    noted = original.copy()
    ImageDraw.Draw(noted).text((20, original.height - 40), "Cape Canaveral", "white", ImageFont.load_default(20))
    assert compared(original, noted).relations == (Relation.ADDED,)
    assert compared(original, blurred(original)).relations == (Relation.RE_ENCODED,)


@pytest.mark.parametrize("qualities", [(90, 95), (95, 90), (85, 80), (70, 60)])
def test_a_scene_seen_twice_stays_two_photos_however_they_were_saved(qualities: tuple[int, int]) -> None:
    left, right = (saved(image, quality) for image, quality in zip(stereo_pair(), qualities, strict=True))
    assert not same(compared(left, right))


def test_the_outline_of_a_turned_crop_lies_where_it_was_cut() -> None:
    original = photo("astronaut")
    box = (60, 100, 400, 420)
    part = original.crop(box).transpose(Image.Transpose.ROTATE_90)
    evidence = compared(part, original)
    left, top, right, bottom = box
    expected = [(right, top), (right, bottom), (left, bottom), (left, top)]
    for found, wanted in zip(evidence.outline, expected, strict=True):
        assert np.hypot(*np.subtract(found, wanted)) < 0.02 * original.width
    assert abs(evidence.rotation) == pytest.approx(90, abs=1)
    assert {Relation.ROTATED, Relation.CROPPED} <= set(evidence.relations)
    kept = (right - left) * (bottom - top) / (original.width * original.height)
    assert evidence.cropped == pytest.approx(-(1 - kept), abs=0.03)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (mirrored, lambda width, _height: ((-1, 0, width), (0, 1, 0))),
        (rotated, lambda width, _height: ((0, 1, 0), (-1, 0, width))),
    ],
)
def test_a_mirror_and_a_turn_are_found_to_a_fraction_of_a_pixel(
    edit: Callable[[Image.Image], Image.Image], expected: Callable[[int, int], tuple[tuple[int, ...], ...]]
) -> None:
    # An error of position that is the same in all photos shows where directions are reversed.
    original = photo("coffee")
    transform = compared(original, edit(original)).transform
    assert transform is not None
    found, wanted = np.reshape(transform, (3, 3)), np.array([*expected(*original.size), (0, 0, 1)])
    spots = np.array([(x, y, 1) for x in (100, 256, 400) for y in (80, 170, 260)], np.float64).T
    mapped = found @ spots
    assert np.abs(mapped / mapped[2] - wanted @ spots).max() < 0.35


def test_coordinates_are_those_of_the_full_size_photo() -> None:
    raster = np.asarray(photo("coffee"))
    full = (raster.shape[1] * 8, raster.shape[0] * 8)
    evidence = verify(extract(raster, full), extract(raster))
    assert evidence.scale == pytest.approx(1 / 8, rel=0.01)
    assert evidence.outline[2] == pytest.approx((raster.shape[1], raster.shape[0]), abs=2)


def squeezed(image: Image.Image) -> Image.Image:
    """As many pixels as before, in another shape."""
    return image.resize((round(image.width * 0.8), round(image.height * 1.25)))


@pytest.mark.parametrize(
    ("edit", "relation"),
    [
        (mirrored, Relation.MIRRORED),
        (rotated, Relation.ROTATED),
        (cropped, Relation.CROPPED),
        (resized, Relation.RESIZED),
        (squeezed, Relation.RESIZED),
        (framed, Relation.ADDED),
        (captioned, Relation.ADDED),
        (darkened, Relation.RECOLOURED),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_what_was_done_is_named(edit: Callable[[Image.Image], Image.Image], relation: Relation) -> None:
    assert relation in compared(photo("chelsea"), edit(photo("chelsea"))).relations


def test_a_grey_copy_of_a_photo_that_is_mostly_black_is_recoloured() -> None:
    night = Image.new("RGB", (600, 400), "black")
    night.paste(photo("coffee").resize((280, 190)), (160, 100))
    assert Relation.RECOLOURED in compared(night, ImageOps.grayscale(night).convert("RGB")).relations


def test_equal_pixels_are_said_to_be_equal() -> None:
    assert compared(photo("coffee"), photo("coffee")).relations == (Relation.IDENTICAL_PIXELS,)


def test_the_verdict_does_not_depend_on_which_photo_comes_first() -> None:
    one, two = features_of("astronaut"), features(rotated(cropped(photo("astronaut"), 0.4)))
    forth, back = verify(one, two, Hint(orientation=6, hash=0.6)), verify(two, one, Hint(orientation=8, hash=0.6))
    assert confidence(forth) == confidence(back)
    assert forth.inliers == back.inliers
    there = np.array(forth.transform).reshape(3, 3)
    again = np.array(back.transform).reshape(3, 3)
    assert np.allclose(there @ again / (there @ again)[2, 2], np.eye(3), atol=1e-6)


def test_keypoint_matches_come_when_asked_for_and_the_transform_explains_its_inliers() -> None:
    one, two = features_of("coffee"), features(resized(photo("coffee"), 0.7))
    assert verify(one, two).matches == ()
    evidence = verify(one, two, details=True)
    assert sum(match.inlier for match in evidence.matches) == evidence.inliers > 100
    matrix = np.array(evidence.transform).reshape(3, 3)
    for match in evidence.matches:
        if match.inlier:
            mapped = matrix @ (*match.first, 1.0)
            assert np.hypot(*(mapped[:2] / mapped[2] - match.second)) == pytest.approx(match.residual, abs=1e-6)


SYLLABLES = (
    "lor", "ven", "tas", "mi", "dor", "quel", "san", "per", "ta", "bru", "nel", "cor",
    "ist", "fa", "gen", "ul", "mar",
)  # fmt: skip


def page(seed: int) -> Image.Image:
    rng = random.Random(seed)
    paper = Image.new("RGB", (620, 877), "white")
    pen, font = ImageDraw.Draw(paper), ImageFont.load_default(15)
    for row in range(40):
        text = " ".join("".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) for _ in range(9))
        pen.text((60, 50 + 19 * row), text[: rng.randint(40, 60)], "#222222", font)
    return paper


def slide(seed: int) -> Image.Image:
    rng = random.Random(seed)
    paper = Image.new("RGB", (640, 360), "white")
    pen, font = ImageDraw.Draw(paper), ImageFont.load_default(18)
    pen.rectangle((0, 0, 640, 50), "#1f4e79")
    pen.rectangle((0, 340, 640, 360), "#1f4e79")
    pen.text((20, 12), "Quarterly report", "white", ImageFont.load_default(24))
    for row in range(5):
        pen.ellipse((30, 85 + 45 * row, 38, 93 + 45 * row), "#1f4e79")
        pen.text((50, 78 + 45 * row), " ".join(rng.choices(SYLLABLES, k=rng.randint(5, 9))), "#222222", font)
    return paper


def filmed(image: Image.Image) -> Image.Image:
    strip = Image.new("RGB", (500, 380), "#0a0806")
    strip.paste(image.resize((440, 290)), (30, 45))
    pen = ImageDraw.Draw(strip)
    for x in range(10, 490, 30):
        for y in (10, 345):
            pen.rounded_rectangle((x, y, x + 17, y + 22), 4, "#e8e2d0")
    pen.text((40, 30), "SAFETY FILM 400   12A", "#e8a33d")
    return strip


@pytest.mark.parametrize(
    "pictures",
    [
        [page(1), page(2)],
        [slide(1), slide(2)],
        [filmed(photo("coffee")), filmed(photo("rocket"))],
        [on_a_screen(photo("coffee")), on_a_screen(photo("chelsea"))],
    ],
    ids=["pages", "slides", "film frames", "screenshots"],
)
def test_a_shared_layout_or_frame_is_no_match(pictures: list[Image.Image]) -> None:
    one, other = pictures
    assert not same(compared(one, other, Hint(hash=0.95, mobilenet=0.95)))


def sky(seed: int) -> Image.Image:
    clouds = np.random.default_rng(seed).random((4, 5), np.float32)
    soft = np.asarray(Image.fromarray(clouds).resize((400, 300), Image.Resampling.BICUBIC))
    ramp = np.linspace(90, 170, 300, dtype=np.float32)[:, None]
    return Image.fromarray((ramp + 30 * soft).clip(0, 255).astype(np.uint8)).convert("RGB")


def test_skies_with_nothing_but_soft_shapes_are_not_the_same() -> None:
    assert not any(same(compared(sky(seed), sky(seed + 1), Hint(hash=0.9, mobilenet=0.9))) for seed in range(0, 10, 2))


def test_a_photo_without_anything_in_it_matches_nothing() -> None:
    blank = Image.new("RGB", (400, 300), "#88aacc")
    assert not same(compared(blank, blank.resize((300, 300))))
    assert not same(compared(blank, photo("coffee")))


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (400, 2), (17, 17)])
def test_the_smallest_pictures_are_compared_too(size: tuple[int, int]) -> None:
    tiny = photo("coffee").resize(size)
    assert not same(compared(tiny, photo("rocket")))


@pytest.mark.parametrize("edit", [resized, cropped, mirrored, rotated])
def test_a_negative_is_recognised_where_the_hashes_say_so(edit: Callable[[Image.Image], Image.Image]) -> None:
    positive, negative = photo("coffee"), ImageOps.invert(edit(photo("coffee")))
    evidence = compared(positive, negative, Hint(negative=True))
    assert confidence(evidence) > 0.9
    assert Relation.RECOLOURED in evidence.relations
    assert same(compared(negative, positive, Hint(negative=True)))
