"""One layout, frame or template with other content is not one photo; a copy of a plain document is."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, ImageOps

from lookalike.matching.confidence import ONE_PHOTO, confidence
from lookalike.matching.verify import extract, verify
from tests.photos import photo

MONTHS = ("LORVEN", "DORMIS", "SANTAS", "BRUNEL")


def calendar(month: int) -> Image.Image:
    paper = Image.new("RGB", (900, 700), "#fffdf8")
    pen, first = ImageDraw.Draw(paper), 2 * month % 7
    pen.text((60, 30), f"{MONTHS[month]} {2019 + month}", "#b03030", _font(60))
    for day in range(31):
        column, row = (day + first) % 7, (day + first) // 7
        left, top = 40 + 118 * column, 150 + 86 * row
        pen.rectangle((left, top, left + 110, top + 80), outline="#999999", width=2)
        pen.text((left + 10, top + 5), str(day + 1), "#333333", _font(30))
    return paper


def table(seed: int) -> Image.Image:
    sheet, numbers = Image.new("RGB", (1200, 800), "white"), random.Random(seed)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, 1200, 90), "#217346")
    for row in range(27):
        pen.line((0, 100 + 26 * row, 1200, 100 + 26 * row), "#d4d4d4")
        for column in range(10):
            pen.text((10 + 120 * column, 103 + 26 * row), f"{numbers.uniform(0, 9999):.2f}", "#222222", _font(18))
    return sheet


def party(name: str) -> Image.Image:
    """A photo in a busy frame, the same for all."""
    card, places = Image.new("RGB", (1000, 800), "#fff4d6"), random.Random(7)
    pen = ImageDraw.Draw(card)
    for _ in range(700):
        circle = (places.uniform(0, 1000), places.uniform(0, 800), places.uniform(4, 16))
        pen.regular_polygon(
            circle, places.choice([3, 4, 5]), places.uniform(0, 90), places.choice(["#e4572e", "#17bebb"])
        )
    card.paste(ImageOps.fit(photo(name), (700, 500)), (150, 150))
    return card


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def sure(one: Image.Image, other: Image.Image) -> float:
    first, second = (extract(np.asarray(ImageOps.contain(image, (512, 512)))) for image in (one, other))
    return confidence(verify(first, second))


@pytest.mark.parametrize("month", [1, 2, 3])
def test_two_months_of_one_calendar_are_not_one_photo(month: int) -> None:
    assert sure(calendar(0), calendar(month)) < ONE_PHOTO


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_tables_with_other_numbers_are_not_one_photo(seed: int) -> None:
    assert sure(table(0), table(seed)) < ONE_PHOTO


@pytest.mark.parametrize("name", ["coffee", "rocket", "astronaut"])
def test_other_photos_in_one_frame_are_not_one_photo(name: str) -> None:
    assert sure(party("chelsea"), party(name)) < ONE_PHOTO


@pytest.mark.parametrize("make", [lambda: calendar(0), lambda: table(0), lambda: party("chelsea")])
def test_a_smaller_copy_of_a_page_in_another_light_is_the_same(make: Callable[[], Image.Image]) -> None:
    page = make()
    copy = page.resize((page.width // 2, page.height // 2)).point(lambda value: value * 0.8)
    assert sure(page, copy) >= ONE_PHOTO


def chart(seed: int) -> Image.Image:
    """A slide of one deck, with bars of other heights."""
    slide, heights = Image.new("RGB", (1280, 720), "white"), random.Random(seed)
    pen = ImageDraw.Draw(slide)
    pen.rectangle((0, 0, 1280, 100), "#2b2d42")
    pen.ellipse((1150, 15, 1220, 85), "#ef233c")
    pen.text((40, 25), "QUARTERLY REPORT", "white", _font(46))
    pen.text((40, 680), "Lorven & Sons - confidential", "#8d99ae", _font(24))
    for bar in range(8):
        pen.rectangle((120 + 135 * bar, 620 - heights.uniform(40, 460), 210 + 135 * bar, 620), "#8d99ae")
    return slide


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_charts_of_one_deck_are_not_one_photo(seed: int) -> None:
    assert sure(chart(0), chart(seed)) < ONE_PHOTO


def bottle(seed: int) -> Image.Image:
    """A shop's picture of a bottle on white, with a label of its own."""
    picture, words = Image.new("RGB", (900, 900), "white"), random.Random(seed)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((300, 800, 620, 850), "#dddddd")
    pen.rounded_rectangle((330, 300, 570, 830), 40, "#20603d")
    pen.rectangle((400, 120, 500, 320), "#20603d")
    pen.rectangle((395, 90, 505, 140), "#c9a227")
    pen.rectangle((340, 450, 560, 700), "#f5f0e1")
    for row in range(4):
        pen.text((352, 470 + 55 * row), _word(words), "#222222", _font(40))
    return picture


def letter(seed: int) -> Image.Image:
    """A letter of one company: its head and foot are the same, as are the places of the lines."""
    paper, words = Image.new("RGB", (930, 1315), "white"), random.Random(seed)
    pen, head = ImageDraw.Draw(paper), random.Random("head")
    pen.rectangle((80, 60, 160, 140), "#00539b")
    pen.text((180, 70), "LORVEN & SONS", "#00539b", _font(44))
    for row in range(24):
        pen.text((80, 400 + 28 * row), " ".join(_word(words) for _ in range(9)), "#222222", _font(19))
    for row in range(3):
        pen.text((80, 1220 + 22 * row), " ".join(_word(head) for _ in range(12)), "#777777", _font(15))
    return paper


def visiting_card(seed: int) -> Image.Image:
    card, words = Image.new("RGB", (900, 500), "#dbe9f4"), random.Random(seed)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, 900, 90), "#1c4e80")
    pen.text((40, 18), "UNIVERSITY OF LORVEN", "white", _font(46))
    for row, name in enumerate(("Name", "Born", "Number")):
        pen.text((60, 120 + 120 * row), name, "#556677", _font(26))
        pen.text((60, 155 + 120 * row), f"{_word(words)} {words.randint(100, 999)}", "#111111", _font(44))
    pen.ellipse((600, 160, 840, 400), "#1c4e80")
    return card


def editor(seed: int) -> Image.Image:
    """A program's window: the same project, another of its files."""
    screen, words, files = Image.new("RGB", (1280, 800), "#1e1e1e"), random.Random(seed), random.Random("files")
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, 60, 800), "#333333")
    pen.rectangle((60, 0, 280, 800), "#252526")
    for row in range(20):
        pen.text((80, 40 + 30 * row), f"{_word(files)}.py", "#cccccc", _font(17))
    for row in range(34):
        indent, many = words.randint(0, 4), words.randint(1, 8)
        pen.text((295, 12 + 23 * row), str(row + 1), "#858585", _font(15))
        line = " ".join(_word(words) for _ in range(many))
        pen.text((340 + 36 * indent, 12 + 23 * row), line, words.choice(["#d4d4d4", "#569cd6", "#ce9178"]), _font(15))
    return screen


def _word(letters: random.Random) -> str:
    return "".join(letters.choices("abdefghilmnoprstuv", k=letters.randint(4, 8)))


@pytest.mark.parametrize("make", [bottle, letter, visiting_card])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_drawn_by_one_pattern_is_not_one_photo(make: Callable[[int], Image.Image], seed: int) -> None:
    assert sure(make(0), make(seed)) < ONE_PHOTO


@pytest.mark.parametrize("make", [bottle, letter, visiting_card])
def test_a_recompressed_copy_of_a_drawing_is_the_same(make: Callable[[int], Image.Image]) -> None:
    kept = io.BytesIO()
    ImageOps.contain(make(0), (600, 600)).save(kept, "JPEG", quality=40)
    assert sure(make(0), Image.open(kept).convert("RGB")) >= ONE_PHOTO


@pytest.mark.parametrize("seed", [11, 12, 17, 22])
def test_two_files_in_one_editor_are_not_one_photo(seed: int) -> None:
    assert sure(editor(0), editor(seed)) < ONE_PHOTO


def certificate(seed: int) -> Image.Image:
    """Of one school: within an engraved border, another name, another course, another date."""
    paper, words = Image.new("RGB", (1200, 850), "#fbf7ea"), random.Random(seed)
    pen, along = ImageDraw.Draw(paper), np.linspace(0, 1, 900)
    for wave in range(6):
        swing = 22 * np.sin(along * 80 * np.pi + wave * np.pi / 3)
        for low in (60, 790):
            pen.line(list(zip(60 + 1080 * along, low + swing, strict=True)), "#2f6f4f")
        for left in (60, 1140):
            pen.line(list(zip(left + swing, 60 + 730 * along, strict=True)), "#2f6f4f")
    pen.text((330, 150), "CERTIFICATE", "#1f3f2f", _font(84))
    pen.text((330, 350), f"{_word(words)} {_word(words)}", "#111111", _font(66))
    pen.text((250, 470), f"for {_word(words)} {_word(words)} {_word(words)}", "#333333", _font(36))
    pen.text(
        (180, 640), f"{words.randint(1, 28)}.{words.randint(1, 12)}.{words.randint(2001, 2024)}", "#333", _font(36)
    )
    pen.text((750, 640), _word(words), "#1a2a6c", _font(44))
    pen.ellipse((560, 600, 660, 700), outline="#a02020", width=8)
    noise = np.random.default_rng(seed).normal(0, 2, (850, 1200, 3))
    return Image.fromarray((np.asarray(paper) + noise).clip(0, 255).astype(np.uint8))


@pytest.mark.parametrize("seed", range(1, 7))
def test_certificates_of_one_school_are_not_one_photo(seed: int) -> None:
    assert sure(certificate(0), certificate(seed)) < ONE_PHOTO


@pytest.mark.parametrize("size", [1000, 600, 400])
def test_a_copy_of_a_certificate_is_the_same(size: int) -> None:
    kept = io.BytesIO()
    ImageOps.contain(certificate(0), (size, size)).point(lambda value: value * 0.85).save(kept, "JPEG", quality=40)
    assert sure(certificate(0), Image.open(kept).convert("RGB")) >= ONE_PHOTO


def greeting(picture: Image.Image) -> Image.Image:
    """A postcard: the same words, stamp and postmark on another picture."""
    card = ImageOps.expand(ImageOps.fit(picture, (960, 640)), 26, "#fffdf5")
    pen = ImageDraw.Draw(card)
    pen.text((60, 60), "Greetings from Lorven", "#8338ec", _font(64))
    pen.rectangle((840, 50, 960, 200), "#2a9d8f", "white", 5)
    for radius in (60, 66, 72):
        pen.ellipse((820 - radius, 180 - radius, 820 + radius, 180 + radius), outline="#222222", width=2)
    return card


def soft(seed: int) -> Image.Image:
    """Clouds, dunes, water: a picture without edges."""
    noise = np.random.default_rng(seed)
    shapes = Image.fromarray(noise.random((9, 12), np.float32)).resize((960, 640), Image.Resampling.BICUBIC)
    values = 110 + 64 * np.asarray(shapes) + noise.normal(0, 3, (640, 960))
    return Image.fromarray(values.clip(0, 255).astype(np.uint8)).convert("RGB")


@pytest.mark.parametrize("seed", range(1, 7))
def test_soft_pictures_under_one_greeting_are_not_one_photo(seed: int) -> None:
    assert sure(greeting(soft(0)), greeting(soft(seed))) < ONE_PHOTO


@pytest.mark.parametrize("name", ["coffee", "astronaut", "grass"])
def test_a_photo_and_its_greeting_are_one_photo(name: str) -> None:
    assert sure(photo(name), greeting(photo(name))) >= ONE_PHOTO
