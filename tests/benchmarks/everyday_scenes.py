"""Surroundings that a photo is seen in every day: screens, covers, boards, cards, and what is drawn over it.

Written before any of them was tried. Each takes an RGB picture and a random generator and gives a picture.
"""

from __future__ import annotations

import random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps
from tests.benchmarks.lookalikes import Picture, noisy, words, write
from tests.benchmarks.unseen_edits import as_floats, as_picture, toned

VIVID = ("#e63946", "#2a9d8f", "#f4a261", "#8338ec", "#118ab2", "#ffd166")


def fitted(image: Picture, width: int, height: int) -> Picture:
    """As large as it fits, enlarged if need be."""
    return ImageOps.contain(image.resize((image.width * 4, image.height * 4)), (width, height))


def post(image: Picture, rng: random.Random) -> Picture:
    """A post in a network: a name above, hearts and comments below."""
    screen = Image.new("RGB", (1080, 2000), "white")
    pen = ImageDraw.Draw(screen)
    write(pen, (40, 20), f"{rng.randint(0, 23)}:{rng.randint(10, 59)}", 34, "#111111")
    pen.ellipse((30, 110, 130, 210), rng.choice(VIVID))
    write(pen, (160, 135), words(rng, 2)[:22], 40, "#111111")
    shown = ImageOps.fit(image, (1080, rng.choice([1080, 1350, 720])))
    screen.paste(shown, (0, 240))
    y = 270 + shown.height
    for number in range(3):
        pen.ellipse((40 + 110 * number, y, 110 + 110 * number, y + 70), outline="#111111", width=6)
    for row in range(y + 110, 1940, 60):
        write(pen, (40, row), words(rng, 5)[:42], 36, "#333333")
    return screen


def tablet(image: Picture, rng: random.Random) -> Picture:
    """A gallery on a tablet in a light theme, thumbnails of other pictures along its side."""
    screen = Image.new("RGB", (1440, 1080), "#f2f2f7")
    pen = ImageDraw.Draw(screen)
    write(pen, (40, 24), words(rng, 2)[:20], 40, "#111111")
    for row in range(6):
        pen.rectangle((30, 120 + 150 * row, 180, 250 + 150 * row), rng.choice(VIVID))
    shown = fitted(image, 1200, 900)
    screen.paste(shown, (210 + (1200 - shown.width) // 2, 110 + (900 - shown.height) // 2))
    return screen


def developing(image: Picture, rng: random.Random) -> Picture:
    """In the window of a raw developer: dark panels, a histogram, sliders."""
    window = Image.new("RGB", (1600, 900), "#1e1e1e")
    pen = ImageDraw.Draw(window)
    heights = [rng.randint(5, 110) for _ in range(60)]
    for number, height in enumerate(heights):
        pen.line((1300 + 4 * number, 150, 1300 + 4 * number, 150 - height), "#9a9a9a", 4)
    for row in range(14):
        write(pen, (1290, 190 + 48 * row), words(rng, 1)[:12], 18, "#c8c8c8")
        pen.line((1290, 222 + 48 * row, 1560, 222 + 48 * row), "#555555", 3)
        x = rng.randint(1290, 1560)
        pen.ellipse((x - 7, 215 + 48 * row, x + 7, 229 + 48 * row), "#dddddd")
    shown = fitted(image, 1200, 820)
    window.paste(shown, (30 + (1200 - shown.width) // 2, 40 + (820 - shown.height) // 2))
    return window


def on_slide(image: Picture, rng: random.Random) -> Picture:
    """On a page of a talk, beside its points."""
    slide = Image.new("RGB", (1280, 720), rng.choice(["#ffffff", "#10243e", "#f7efe2"]))
    ink = "#ffffff" if slide.getpixel((0, 0)) == (16, 36, 62) else "#222222"
    pen = ImageDraw.Draw(slide)
    write(pen, (60, 40), words(rng, 4)[:34], 54, ink)
    for row in range(5):
        write(pen, (60, 180 + 90 * row), "- " + words(rng, 4)[:26], 32, ink)
    shown = fitted(image, 620, 480)
    slide.paste(shown, (620, 160 + (480 - shown.height) // 2))
    return slide


def poster(image: Picture, rng: random.Random) -> Picture:
    """A film's or a concert's: the photo under a title and small print."""
    sheet = ImageOps.fit(image, (800, 1130))
    shade = np.linspace(1, 0.15, 1130, dtype=np.float32)[:, None, None]
    sheet = as_picture(as_floats(sheet) * shade)
    pen = ImageDraw.Draw(sheet)
    write(pen, (60, 820), words(rng, 2).upper()[:14], 90, rng.choice(VIVID))
    for row in range(4):
        write(pen, (60, 960 + 36 * row), words(rng, 6).upper()[:54], 24, "#dddddd")
    return sheet


def magazine(image: Picture, rng: random.Random) -> Picture:
    cover = ImageOps.fit(image, (820, 1080))
    pen = ImageDraw.Draw(cover)
    write(pen, (40, 20), words(rng, 1).upper()[:8], 170, rng.choice(VIVID))
    for row in range(4):
        write(pen, (40, 330 + 170 * row), words(rng, 2)[:16], 56, "white")
        write(pen, (40, 395 + 170 * row), words(rng, 4)[:26], 30, "#ffe680")
    return cover


def rounded(image: Picture, rng: random.Random) -> Picture:
    """A coloured border, and round corners within it."""
    thick = round(max(image.size) * rng.uniform(0.04, 0.1))
    card = Image.new("RGB", (image.width + 2 * thick, image.height + 2 * thick), rng.choice(VIVID))
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *image.size), min(image.size) * rng.uniform(0.06, 0.15), 255)
    card.paste(image, (thick, thick), mask)
    return card


def deckled(image: Picture, rng: random.Random) -> Picture:
    """An old print with a wavy white edge, lying on cloth."""
    thick = max(image.size) // 18
    card = Image.new("RGB", (image.width + 2 * thick, image.height + 2 * thick), rng.choice(["#8b2f2f", "#2f3f5b"]))
    pen = ImageDraw.Draw(card)
    pen.rectangle((thick // 2, thick // 2, card.width - thick // 2, card.height - thick // 2), "#f3ead6")
    for x in range(0, card.width, thick // 2 or 1):
        for y in (thick // 2, card.height - thick // 2):
            pen.ellipse((x - thick // 5, y - thick // 5, x + thick // 5, y + thick // 5), "#f3ead6")
    card.paste(toned(image, "#1c1208", "#f2e2bf"), (thick, thick))
    return noisy(card, rng, 5)


def billboard(image: Picture, rng: random.Random) -> Picture:
    """On a board in a street: small, seen from the side, sky and houses around."""
    street = Image.new("RGB", (1200, 900), "#9fc3e6")
    pen = ImageDraw.Draw(street)
    for number in range(9):
        top = rng.randint(150, 600)
        pen.rectangle((140 * number, top, 140 * number + 130, 900), rng.choice(["#8d8577", "#b9a893", "#6e7075"]))
        for y in range(top + 20, 880, 60):
            pen.rectangle((140 * number + 25, y, 140 * number + 55, y + 34), "#3a4650")
            pen.rectangle((140 * number + 75, y, 140 * number + 105, y + 34), "#3a4650")
    shown = ImageOps.expand(fitted(image, 700, 520), 14, "#222222")
    tall, wide = shown.height, shown.width
    corners = np.array([(0, 0), (wide, 0), (wide, tall), (0, tall)], np.float32)
    lean = round(rng.uniform(0.06, 0.14) * tall)
    x, y, far = rng.randint(100, 400), rng.randint(80, 250), round(wide * 0.9)
    there = [(x, y), (x + far, y + lean), (x + far, y + tall - lean), (x, y + tall)]
    matrix = cv2.getPerspectiveTransform(corners, np.array(there, np.float32))
    board = cv2.warpPerspective(np.asarray(shown), matrix, street.size)
    mask = cv2.warpPerspective(np.full((tall, wide), 255, np.uint8), matrix, street.size)
    street.paste(Image.fromarray(board), (0, 0), Image.fromarray(mask))
    return noisy(street.filter(ImageFilter.GaussianBlur(0.8)), rng, 4)


def postcard(image: Picture, rng: random.Random) -> Picture:
    """Greetings written across, a stamp and a postmark."""
    card = ImageOps.expand(ImageOps.fit(image, (960, 640)), 26, "#fffdf5")
    pen = ImageDraw.Draw(card)
    write(pen, (60, 60), f"Greetings from {words(rng, 1)}"[:26], 64, rng.choice(VIVID))
    pen.rectangle((840, 50, 960, 200), rng.choice(VIVID), "white", 5)
    for r in (60, 66, 72):
        pen.ellipse((820 - r, 180 - r, 820 + r, 180 + r), outline="#222222", width=2)
    return card


def ribbon(image: Picture, rng: random.Random) -> Picture:
    """A shop's: a ribbon across a corner, a price on a disc."""
    image, side = image.copy(), min(image.size)
    pen = ImageDraw.Draw(image)
    wide = side * 0.45
    pen.polygon([(0, wide * 0.5), (wide * 0.5, 0), (wide, 0), (0, wide)], "#d90429")
    x, y, r = image.width - side * 0.22, image.height - side * 0.22, side * 0.18
    pen.ellipse((x - r, y - r, x + r, y + r), "#ffd166")
    write(pen, (x - r * 0.6, y - r * 0.3), f"{rng.randint(5, 99)}.-", r * 0.6, "#111111")
    return image


def speech_bubbles(image: Picture, rng: random.Random) -> Picture:
    image = image.copy()
    pen = ImageDraw.Draw(image)
    for _ in range(2):
        x, y = rng.uniform(0.05, 0.55) * image.width, rng.uniform(0.05, 0.6) * image.height
        wide, tall = image.width * 0.38, image.height * 0.2
        pen.ellipse((x, y, x + wide, y + tall), "white", "black", 3)
        pen.polygon([(x + wide * 0.4, y + tall * 0.95), (x + wide * 0.55, y + tall * 0.9),
                     (x + wide * 0.3, y + tall * 1.4)], "white", "black")  # fmt: skip
        write(pen, (x + wide * 0.15, y + tall * 0.35), words(rng, 2)[:14], tall * 0.22, "black")
    return image


def annotated(image: Picture, rng: random.Random) -> Picture:
    """Marked by hand: circles, arrows, a note."""
    image = image.copy()
    pen, side = ImageDraw.Draw(image), max(image.size)
    colour, thick = rng.choice(["#ff0000", "#ffee00", "#00c853"]), max(3, side // 120)
    for _ in range(3):
        x, y, r = rng.uniform(0.2, 0.8) * image.width, rng.uniform(0.2, 0.8) * image.height, side * 0.09
        pen.ellipse((x - r, y - r * 0.8, x + r, y + r * 0.8), outline=colour, width=thick)
        pen.line((x + r, y, x + 2.4 * r, y - 1.2 * r), colour, thick)
        write(pen, (x + 2.4 * r, y - 1.6 * r), words(rng, 1)[:9], side / 26, colour)
    return image
