"""Pictures that look alike and are not the same: other photos in one template, and other content in one layout.

A `Template` puts a photo into surroundings that are drawn from a seed, the same for every photo of the corpus. `DRAWN`
pictures share a layout and differ in what they say.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps
from tests.benchmarks.lookalikes import Edit, Picture, noisy, words, write

COLOURS = ("#e4572e", "#17bebb", "#ffc914", "#2e282a", "#76b041", "#8338ec")


def confetti(image: Picture, layout: random.Random) -> Picture:
    """A party frame: a busy border around the photo."""
    card = Image.new("RGB", (1000, 800), "#fff4d6")
    pen = ImageDraw.Draw(card)
    for _ in range(700):
        x, y, size = layout.uniform(0, 1000), layout.uniform(0, 800), layout.uniform(4, 16)
        pen.regular_polygon((x, y, size), layout.choice([3, 4, 5]), layout.uniform(0, 90), layout.choice(COLOURS))
    card.paste(ImageOps.fit(image, (700, 500)), (150, 150))
    write(pen, (330, 40), "HAPPY BIRTHDAY", 44, "#2e282a")
    return card


def watermark(image: Picture, layout: random.Random) -> Picture:
    image = ImageOps.fit(image, (900, 600))
    mask = Image.new("L", (1600, 1600), 0)
    text = f"{words(layout, 2).upper()} AGENCY"
    for row in range(16):
        write(ImageDraw.Draw(mask), (40 - 60 * (row % 3), row * 100), (text + "   ") * 4, 34, "white")
    mask = mask.rotate(25).crop((350, 500, 1250, 1100)).point(lambda value: value * 2 // 3)
    return Image.composite(Image.new("RGB", image.size, "white"), image, mask)


def news(image: Picture, layout: random.Random) -> Picture:
    """A television picture: the channel's logo and its band."""
    image = ImageOps.fit(image, (960, 540))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 410, 960, 500), "#b00020")
    pen.rectangle((0, 500, 960, 540), "#f5f5f5")
    write(pen, (30, 425), words(layout, 4)[:34], 48, "white")
    write(pen, (20, 506), words(layout, 12)[:90], 22, "#202020")
    pen.rectangle((810, 20, 930, 80), "#b00020")
    write(pen, (825, 30), "NEWS", 36, "white")
    return image


def chat_of_one(image: Picture, layout: random.Random) -> Picture:
    """One conversation, scrolled to another small photo."""
    screen = Image.new("RGB", (720, 1280), "#ece5dd")
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, 720, 110), "#075e54")
    write(pen, (110, 40), words(layout, 2)[:24], 30, "white")
    for y in (140, 240, 340, 880, 980, 1080):
        left, wide = layout.choice([20, 230]), layout.randint(240, 460)
        pen.rounded_rectangle((left, y, left + wide, y + 76), 14, "white" if left == 20 else "#dcf8c6")
        write(pen, (left + 16, y + 20), words(layout, 4)[: wide // 15], 26, "#202020")
    screen.paste(ImageOps.fit(image, (400, 400)), (40, 450))
    return screen


def catalogue(image: Picture, layout: random.Random) -> Picture:
    """A page of a shop: one design, another product."""
    paper = Image.new("RGB", (1000, 700), "white")
    pen = ImageDraw.Draw(paper)
    pen.rectangle((0, 0, 1000, 80), "#232f3e")
    write(pen, (30, 20), words(layout, 1).upper(), 40, "#ff9900")
    for row in range(8):
        write(pen, (560, 140 + 50 * row), words(layout, 4)[:32], 26, "#222222")
    pen.rounded_rectangle((560, 580, 860, 650), 10, "#ffd814")
    write(pen, (610, 595), "BUY NOW", 34, "#111111")
    paper.paste(ImageOps.contain(image, (480, 480)), (40, 140))
    return paper


def collage_page(image: Picture, layout: random.Random) -> Picture:
    """A page of a photo book: ornaments on paper, and two windows that show the same photo."""
    page = noisy(Image.new("RGB", (900, 900), "#d8c8a8"), layout, 10).filter(ImageFilter.GaussianBlur(1))
    pen = ImageDraw.Draw(page)
    for _ in range(120):
        x, y, size = layout.uniform(0, 900), layout.uniform(0, 900), layout.uniform(10, 40)
        pen.arc((x, y, x + size, y + size), layout.uniform(0, 180), 300, "#6b4a2b", 3)
    page.paste(ImageOps.fit(image, (380, 280)), (60, 80))
    page.paste(ImageOps.fit(ImageOps.mirror(image), (380, 280)), (460, 520))
    return page


TEMPLATES: dict[str, Edit] = {
    "party frame": confetti, "one watermark": watermark, "one channel": news, "one chat": chat_of_one,
    "one shop": catalogue, "one album": collage_page}  # fmt: skip


def calendar(rng: random.Random) -> Picture:
    paper = Image.new("RGB", (900, 700), "#fffdf8")
    pen = ImageDraw.Draw(paper)
    write(pen, (60, 30), f"{words(rng, 1).upper()} {rng.randint(2015, 2030)}", 60, "#b03030")
    first = rng.randrange(7)
    for day in range(31):
        column, row = (day + first) % 7, (day + first) // 7
        pen.rectangle(
            (40 + 118 * column, 150 + 86 * row, 150 + 118 * column, 230 + 86 * row), outline="#999999", width=2
        )
        write(pen, (50 + 118 * column, 155 + 86 * row), str(day + 1), 30, "#333333")
    return paper


def street_map(rng: random.Random) -> Picture:
    chart = Image.new("RGB", (1000, 800), "#f2efe9")
    pen = ImageDraw.Draw(chart)
    for _ in range(6):
        x, y = rng.uniform(0, 1000), rng.uniform(0, 800)
        pen.ellipse((x, y, x + rng.uniform(80, 300), y + rng.uniform(80, 220)), rng.choice(["#c8e6b4", "#aad3df"]))
    for width, colour, count in ((6, "white", 40), (12, "#fcd6a4", 8), (16, "#e892a2", 3)):
        for _ in range(count):
            points = [(rng.uniform(-100, 1100), rng.uniform(-100, 900)) for _ in range(2)]
            pen.line(points, "#b0a8a0", width + 3)
            pen.line(points, colour, width)
    for _ in range(18):
        write(pen, (rng.uniform(0, 900), rng.uniform(0, 780)), words(rng, 1), 20, "#444444")
    return chart


def icon(rng: random.Random) -> Picture:
    drawing = Image.new("RGB", (512, 512), "white")
    pen = ImageDraw.Draw(drawing)
    pen.rounded_rectangle((40, 40, 472, 472), 90, rng.choice(COLOURS))
    for _ in range(3):
        x, y, size = rng.uniform(120, 390), rng.uniform(120, 390), rng.uniform(40, 120)
        pen.regular_polygon((x, y, size), rng.randint(3, 8), rng.uniform(0, 90), rng.choice(["white", *COLOURS]))
    return drawing


def ticket(rng: random.Random) -> Picture:
    paper = Image.new("RGB", (700, 1100), "#ffffff")
    pen = ImageDraw.Draw(paper)
    pen.rectangle((0, 0, 700, 130), "#00508c")
    write(pen, (40, 35), "BOARDING PASS", 56, "white")
    for row, label in enumerate(("NAME", "FROM", "TO", "DATE", "SEAT", "GATE")):
        write(pen, (40, 170 + 80 * row), label, 22, "#777777")
        write(pen, (40, 196 + 80 * row), words(rng, 1).upper() + str(rng.randint(1, 99)), 36, "#111111")
    cells = np.random.default_rng(rng.randrange(2**32)).integers(0, 2, (29, 29)) * 255
    for top, left in ((0, 0), (0, 22), (22, 0)):
        cells[top : top + 7, left : left + 7] = 0
        cells[top + 1 : top + 6, left + 1 : left + 6] = 255
        cells[top + 2 : top + 5, left + 2 : left + 5] = 0
    code = Image.fromarray(cells.astype(np.uint8)).resize((380, 380), Image.Resampling.NEAREST)
    paper.paste(code.convert("RGB"), (160, 680))
    return paper


def deck(rng: random.Random) -> Picture:
    """Slides of one deck: logo, title bar, footer, and a chart of other numbers."""
    paper = Image.new("RGB", (1280, 720), "#ffffff")
    pen = ImageDraw.Draw(paper)
    pen.rectangle((0, 0, 1280, 100), "#2b2d42")
    pen.ellipse((1150, 15, 1220, 85), "#ef233c")
    write(pen, (40, 25), words(rng, 3)[:34], 46, "white")
    write(pen, (40, 680), "Quarterly report - confidential", 24, "#8d99ae")
    for bar in range(8):
        height = rng.uniform(40, 460)
        pen.rectangle((120 + 135 * bar, 620 - height, 210 + 135 * bar, 620), "#8d99ae")
    pen.line((100, 620, 1200, 620), "#2b2d42", 4)
    return paper


def spreadsheet(rng: random.Random) -> Picture:
    sheet = Image.new("RGB", (1200, 800), "white")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, 1200, 90), "#217346")
    for row in range(27):
        pen.line((0, 100 + 26 * row, 1200, 100 + 26 * row), "#d4d4d4")
        for column in range(10):
            text = f"{rng.uniform(0, 9999):.2f}" if row else "ABCDEFGHIJ"[column]
            write(pen, (10 + 120 * column, 103 + 26 * row), text, 18, "#222222")
    for column in range(11):
        pen.line((120 * column, 100, 120 * column, 800), "#d4d4d4")
    return sheet


def texture(rng: random.Random) -> Picture:
    """Grass, gravel or cloth: noise of one spectrum."""
    noise = np.random.default_rng(rng.randrange(2**32)).normal(0, 1, (700, 900))
    falling = np.hypot(*np.meshgrid(np.fft.fftfreq(900), np.fft.fftfreq(700))) + 0.01
    values = np.fft.ifft2(np.fft.fft2(noise) / falling**0.8).real
    values = 128 + 45 * (values - values.mean()) / values.std()
    tone = np.array(rng.choice([(0.7, 1.0, 0.5), (1.0, 0.9, 0.8), (0.8, 0.8, 0.85)]))
    return Image.fromarray((values[..., None] * tone).clip(0, 255).astype(np.uint8))


def sea(rng: random.Random) -> Picture:
    """A beach: sky above the horizon, water, sand; soft shapes only."""
    y = np.linspace(0, 1, 700)[:, None, None]
    horizon, shore = rng.uniform(0.35, 0.5), rng.uniform(0.7, 0.85)
    sky, water, sand = (np.array(colour) for colour in ((120, 180, 240), (30, 110, 150), (225, 200, 155)))
    picture = np.where(y < horizon, sky + 80 * y, np.where(y < shore, water + 60 * y, sand + 0 * y))
    picture = np.repeat(picture, 1000, axis=1)
    clouds = np.random.default_rng(rng.randrange(2**32)).normal(0, 1, (14, 20))
    soft = np.asarray(Image.fromarray(clouds.astype(np.float32)).resize((1000, 700), Image.Resampling.BICUBIC))
    picture += np.where(y < horizon, 22, 6) * soft[..., None]
    return noisy(Image.fromarray(picture.clip(0, 255).astype(np.uint8)), rng, 4)


DRAWN: dict[str, Callable[[random.Random], Picture]] = {
    "calendar": calendar, "map": street_map, "icon": icon, "ticket": ticket, "deck": deck, "spreadsheet": spreadsheet,
    "texture": texture, "sea": sea}  # fmt: skip
