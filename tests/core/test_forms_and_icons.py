"""A form filled in again, and an icon in other colours, are not one photo; copies of them are."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFont, ImageOps

from lookalike.matching.confidence import ONE_PHOTO, confidence
from lookalike.matching.verify import extract, verify

LABELS = ("Name", "Income of the year", "Place of birth", "Street and number", "Deducted", "Paid before", "Number")


def sure(one: Image.Image, other: Image.Image) -> float:
    first, second = (extract(np.asarray(ImageOps.contain(image, (512, 512)))) for image in (one, other))
    return confidence(verify(first, second))


def write(pen: ImageDraw.ImageDraw, place: tuple[int, int], text: str, size: int, ink: str) -> None:
    pen.text(place, text, ink, ImageFont.load_default(size))


def form(seed: int) -> Image.Image:
    """The same labels and boxes, other entries and crosses."""
    page, entries = Image.new("RGB", (1000, 1414), "white"), random.Random(seed)
    pen = ImageDraw.Draw(page)
    write(pen, (60, 50), "Declaration of income", 44, "#004225")
    for row in range(20):
        top = 140 + 60 * row
        write(pen, (60, top), LABELS[row % 7], 20, "#333333")
        pen.rectangle((420, top - 8, 940, top + 36), outline="#004225", width=2)
        if row % 3 < 2:
            write(pen, (440, top - 4), "".join(entries.choices("abdegknoprtu0257", k=9)), 30, "#1a2a9c")
            continue
        for box in range(5):
            pen.rectangle((440 + 100 * box, top, 466 + 100 * box, top + 26), outline="black", width=2)
        left = 440 + 100 * entries.randrange(5)
        pen.line((left, top, left + 26, top + 26), "#1a2a9c", 4)
        pen.line((left + 26, top, left, top + 26), "#1a2a9c", 4)
    return page


def icon(*colours: str) -> Image.Image:
    """A flag of upright bands as one set of icons shows them all: rounded, shining, on black."""
    flag = Image.new("RGB", (640, 448))
    for number, colour in enumerate(colours):
        flag.paste(colour, (number * 640 // len(colours), 0, (number + 1) * 640 // len(colours), 448))
    shine = Image.radial_gradient("L").resize((900, 448)).crop((0, 0, 640, 448)).point(lambda value: value * 0.3)
    bright = ImageChops.subtract(flag, Image.merge("RGB", [shine] * 3))
    mask = Image.new("L", flag.size)
    ImageDraw.Draw(mask).rounded_rectangle((4, 4, 635, 443), 50, 255)
    sheet = Image.new("RGB", (720, 528))
    sheet.paste(bright, (40, 40), mask)
    ImageDraw.Draw(sheet).rounded_rectangle((44, 44, 675, 483), 50, outline="#888888", width=3)
    return sheet


TRICOLOUR, RED_EDGES = ("#0b2a7d", "#ffffff", "#f0233a"), ("#e01020", "#ffffff", "#e01020")
OTHERS = [TRICOLOUR, ("#0b8040", "#ffffff", "#0b8040"), ("#0b6b1c", "#ffffff", "#ff1010")]


def dark(picture: Image.Image) -> Image.Image:
    return picture.point(lambda value: value * 0.6)


def brown(picture: Image.Image) -> Image.Image:
    return ImageOps.colorize(ImageOps.grayscale(picture), "#1a0f05", "#ffeccb")


def messenger(picture: Image.Image) -> Image.Image:
    kept = io.BytesIO()
    ImageOps.contain(picture, (640, 640)).save(kept, "JPEG", quality=45)
    return Image.open(kept).convert("RGB")


def pale(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Color(picture).enhance(0.4)


def stamped(picture: Image.Image) -> Image.Image:
    picture = picture.copy()
    pen = ImageDraw.Draw(picture)
    pen.ellipse((560, 900, 860, 1200), outline="#b01020", width=8)
    write(pen, (610, 1010), "RECEIVED", 44, "#b01020")
    return picture


@pytest.mark.parametrize("seed", range(1, 7))
def test_a_form_filled_in_again_is_not_the_same(seed: int) -> None:
    assert sure(form(0), form(seed)) < ONE_PHOTO


@pytest.mark.parametrize("copy", [dark, brown, messenger, stamped])
def test_a_copy_of_a_filled_in_form_is_the_same(copy: Callable[[Image.Image], Image.Image]) -> None:
    assert sure(form(0), copy(form(0))) >= ONE_PHOTO


@pytest.mark.parametrize("colours", OTHERS)
def test_an_icon_in_other_colours_is_not_the_same(colours: tuple[str, str, str]) -> None:
    assert sure(icon(*RED_EDGES), icon(*colours)) < ONE_PHOTO


@pytest.mark.parametrize("copy", [dark, brown, messenger, pale, ImageOps.grayscale])
def test_a_copy_of_an_icon_in_other_light_is_the_same(copy: Callable[[Image.Image], Image.Image]) -> None:
    assert sure(icon(*TRICOLOUR), copy(icon(*TRICOLOUR)).convert("RGB")) >= ONE_PHOTO
