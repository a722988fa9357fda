"""Drawn pictures that look alike and are not the same: screens, boards, papers, products, skies of one make.

`DRAWN` gives another picture at each call; what a kind's pictures have in common is drawn from its name.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter
from tests.benchmarks.lookalikes import Picture, noisy, words, write
from tests.benchmarks.unseen_edits import as_picture

Floats = npt.NDArray[np.float32]
Draw = Callable[[random.Random], Picture]
FLAGS = ("#b22234", "#ffffff", "#3c3b6e", "#009246", "#ffcc00", "#000000", "#0052b4", "#d80027", "#f77f00")


def clouds(rng: random.Random, width: int, height: int, finest: int = 6) -> Floats:
    """Smooth noise in octaves, 0 to 1, shape (height, width)."""
    noise = np.random.default_rng(rng.randrange(2**32))
    total = np.zeros((height, width), np.float32)
    for octave in range(1, finest):
        small = noise.random((2**octave + 1, 2 ** (octave + 1) + 1)).astype(np.float32)
        total += cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC) / 2**octave
    return np.asarray((total - total.min()) / (total.max() - total.min()), np.float32)


def between(values: npt.NDArray[np.floating], dark: tuple[int, int, int], light: tuple[int, int, int]) -> Picture:
    ends = np.array([dark, light], np.float32)
    return as_picture(ends[0] + values[..., None] * (ends[1] - ends[0]))


def sky(rng: random.Random) -> Picture:
    return between(np.clip(clouds(rng, 1200, 800) * 1.6 - 0.5, 0, 1), (70, 130, 210), (250, 250, 252))


def sea(rng: random.Random) -> Picture:
    waves = clouds(rng, 1200, 400, 8) * 0.6 + 0.2 * np.sin(np.arange(400)[:, None] / 6 + 5 * clouds(rng, 1200, 400))
    picture = between(np.clip(np.vstack([np.ones((400, 1200)) * 0.9, waves]), 0, 1), (10, 60, 90), (190, 215, 235))
    return noisy(picture, rng, 3)


def night_street(rng: random.Random) -> Picture:
    picture = Image.new("RGB", (1200, 800), "#05060c")
    pen = ImageDraw.Draw(picture)
    for _ in range(60):
        x, y, r = rng.uniform(0, 1200), rng.uniform(350, 800), rng.uniform(3, 25)
        pen.ellipse((x - r, y - r, x + r, y + r), rng.choice(["#ffb347", "#fff1c9", "#d83a3a", "#4f8dd6"]))
    return noisy(picture.filter(ImageFilter.GaussianBlur(6)), rng, 6)


def fabric(rng: random.Random) -> Picture:
    y, x = np.mgrid[:800, :800].astype(np.float32)
    weave = 0.5 + 0.25 * np.sin(x / 2.3) + 0.25 * np.sin(y / 2.3)
    return noisy(between(weave * 0.7 + 0.3 * clouds(rng, 800, 800), (60, 70, 90), (150, 160, 180)), rng, 12)


def gravel(rng: random.Random) -> Picture:
    picture = Image.new("RGB", (900, 700), "#6d675f")
    pen = ImageDraw.Draw(picture)
    for _ in range(2600):
        x, y, r, shade = rng.uniform(0, 900), rng.uniform(0, 700), rng.uniform(4, 16), rng.randint(70, 190)
        pen.regular_polygon((x, y, r), rng.randint(4, 8), rng.uniform(0, 90), (shade, shade - 6, shade - 14))
    return noisy(picture, rng, 5)


def product(rng: random.Random) -> Picture:
    """A bottle on white, as a shop shows its wares: the same light, another label."""
    picture = Image.new("RGB", (900, 900), "white")
    pen, tone = ImageDraw.Draw(picture), rng.choice(["#20603d", "#5a2d0c", "#1b3b6f", "#7a1f2b"])
    pen.ellipse((300, 800, 620, 850), "#dddddd")
    pen.rounded_rectangle((330, 300, 570, 830), 40, tone)
    pen.rectangle((400, 120, 500, 320), tone)
    pen.rectangle((395, 90, 505, 140), "#c9a227")
    pen.rectangle((340, 450, 560, 700), rng.choice(["#f5f0e1", "#ffffff", "#f2d0a9"]))
    for row in range(4):
        write(pen, (352, 470 + 55 * row), words(rng, 1)[:9], rng.choice([28, 36, 44]), "#222222")
    pen.line((355, 320, 355, 800), "#ffffff", 6)
    return picture


def flag(rng: random.Random) -> Picture:
    picture = Image.new("RGB", (900, 600))
    pen, colours = ImageDraw.Draw(picture), rng.sample(FLAGS, 3)
    for band in range(3):
        box = (300 * band, 0, 300 * band + 300, 600) if rng.random() < 0.5 else (0, 200 * band, 900, 200 * band + 200)
        pen.rectangle(box, colours[band])
    if rng.random() < 0.5:
        pen.regular_polygon((450, 300, 120), rng.choice([3, 5, 6, 12]), fill=rng.choice(FLAGS))
    return picture


def badge(rng: random.Random) -> Picture:
    """Logos of one template: a ring, a shape, a name."""
    picture = Image.new("RGB", (800, 800), "#fafafa")
    pen, tone = ImageDraw.Draw(picture), rng.choice(FLAGS[:1] + FLAGS[2:4] + FLAGS[6:])
    pen.ellipse((100, 60, 700, 660), outline=tone, width=40)
    for _ in range(rng.randint(2, 4)):
        place = (rng.uniform(280, 520), rng.uniform(250, 470), rng.uniform(60, 150))
        pen.regular_polygon(place, rng.randint(3, 7), rng.uniform(0, 90), rng.choice(FLAGS))
    write(pen, (150, 690), words(rng, 2).upper()[:16], 58, tone)
    return picture


def passport(rng: random.Random) -> Picture:
    """Cartoon faces before one background."""
    picture = Image.new("RGB", (700, 900), "#cfd8e3")
    pen, skin = ImageDraw.Draw(picture), rng.choice(["#f1c27d", "#8d5524", "#ffdbac", "#c68642"])
    hair, wide = rng.choice(["#2b1b0e", "#b5651d", "#e6cc80", "#555555"]), rng.randint(130, 175)
    pen.ellipse((110, 690, 590, 1200), rng.choice(["#1f3a5f", "#6b2737", "#3f612d", "#333333"]))
    pen.ellipse((340 - wide, 180, 360 + wide, 560), hair)
    pen.ellipse((355 - wide, rng.randint(220, 270), 345 + wide, 700), skin)
    for side in (-1, 1):
        x, y = 350 + side * wide // 2.4, rng.randint(410, 440)
        pen.ellipse((x - 28, y - 14, x + 28, y + 14), "white")
        pen.ellipse((x - 11, y - 11, x + 11, y + 11), rng.choice(["#3b2314", "#3a6ea5", "#4f7942"]))
        pen.line((x - 36, y - 34, x + 36, y - 34 - rng.randint(-8, 10)), hair, 9)
    pen.polygon([(350, 450), (350 - rng.randint(18, 34), 545), (374, 545)], "#00000022")
    pen.arc((270, 540, 430, rng.randint(600, 650)), 15, 165, "#7a1c1c", rng.randint(5, 12))
    return noisy(picture.filter(ImageFilter.GaussianBlur(1)), rng, 4)


def chess(rng: random.Random) -> Picture:
    picture = Image.new("RGB", (800, 800), "#f0d9b5")
    pen = ImageDraw.Draw(picture)
    for field in range(64):
        x, y = field % 8 * 100, field // 8 * 100
        if (field + field // 8) % 2:
            pen.rectangle((x, y, x + 100, y + 100), "#b58863")
        if rng.random() < 0.4:
            tone = rng.choice(["#f8f8f8", "#202020"])
            pen.regular_polygon(
                (x + 50, y + 50, rng.choice([22, 30, 36])), rng.choice([3, 4, 5, 12]), 0, tone, "#777777"
            )
    return picture


def blocks(rng: random.Random) -> Picture:
    """A game of falling blocks: the same screen, another position."""
    picture = Image.new("RGB", (720, 960), "#1a1a2e")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((40, 40, 480, 920), "#0f0f1b", "#e0e0e0", 4)
    for row in range(20):
        for column in range(10):
            if rng.random() < row / 24:
                x, y = 40 + 44 * column, 40 + 44 * row
                tone = rng.choice(["#00f0f0", "#f0a000", "#a000f0", "#f00000", "#00f000"])
                pen.rectangle((x + 1, y + 1, x + 42, y + 42), tone, "#ffffff")
    for place, name in enumerate(("SCORE", "LEVEL", "LINES")):
        write(pen, (510, 80 + 180 * place), name, 36, "white")
        write(pen, (510, 130 + 180 * place), str(rng.randint(10, 99999)), 36, "#ffd700")
    return picture


def platform(rng: random.Random) -> Picture:
    """A game of one look: sky, hills, blocks, coins."""
    picture = Image.new("RGB", (1280, 720), "#5c94fc")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 640, 1280, 720), "#c84c0c")
    for x in range(0, 1280, 40):
        pen.rectangle((x, 640, x + 38, 678), "#e09050")
    for _ in range(rng.randint(8, 20)):
        x, y = rng.randrange(0, 1280, 40), rng.randrange(240, 600, 80)
        pen.rectangle((x, y, x + 38, y + 38), rng.choice(["#c84c0c", "#fcbc3c"]), "#000000")
    for _ in range(rng.randint(2, 5)):
        middle, r = rng.uniform(0, 1280), rng.uniform(60, 160)
        pen.pieslice((middle - r, 640 - r, middle + r, 640 + r), 180, 360, "#00a800", "#000000")
    write(pen, (40, 20), f"SCORE {rng.randint(0, 999999):06}   TIME {rng.randint(0, 400):03}", 34, "white")
    return picture


def street_map(rng: random.Random) -> Picture:
    picture = Image.new("RGB", (1000, 800), "#f2efe9")
    pen = ImageDraw.Draw(picture)
    for _ in range(5):
        x, y = rng.uniform(0, 900), rng.uniform(0, 700)
        pen.rectangle((x, y, x + rng.uniform(60, 300), y + rng.uniform(60, 250)), rng.choice(["#cdebb0", "#aad3df"]))
    for wide, tone, count in ((7, "#ffffff", 30), (12, "#f7fabf", 8), (16, "#e892a2", 2)):
        for _ in range(count):
            a, b = rng.uniform(-200, 1000), rng.uniform(-200, 800)
            pen.line((a, 0, a + rng.uniform(-300, 300), 800), tone, wide)
            pen.line((0, b, 1000, b + rng.uniform(-300, 300)), tone, wide)
    for _ in range(14):
        write(pen, (rng.uniform(0, 900), rng.uniform(0, 780)), words(rng, 2)[:16], 15, "#555555")
    return picture


def bar_chart(rng: random.Random) -> Picture:
    paper = Image.new("RGB", (1000, 700), "white")
    pen = ImageDraw.Draw(paper)
    write(pen, (300, 20), words(rng, 3)[:28], 30, "#333333")
    for y in range(100, 640, 60):
        pen.line((80, y, 960, y), "#dddddd", 2)
        write(pen, (30, y - 10), str((640 - y) // 6), 18, "#555555")
    for place in range(12):
        top = rng.randint(120, 620)
        pen.rectangle((100 + 72 * place, top, 148 + 72 * place, 640), "#4c72b0")
        write(pen, (104 + 72 * place, 650), "JFMAMJJASOND"[place], 20, "#333333")
    return paper


def line_chart(rng: random.Random) -> Picture:
    paper = Image.new("RGB", (1000, 700), "#eaeaf2")
    pen = ImageDraw.Draw(paper)
    for step in range(100, 1000, 100):
        pen.line((step, 40, step, 640), "white", 3)
        pen.line((80, step * 0.65, 960, step * 0.65), "white", 3)
    for tone in ("#4c72b0", "#dd8452", "#55a868"):
        height = rng.uniform(200, 500)
        points: list[tuple[float, float]] = []
        for across in range(80, 960, 8):
            height = min(630, max(50, height + rng.uniform(-16, 16)))
            points.append((across, height))
        pen.line(points, tone, 4)
    write(pen, (100, 60), words(rng, 2)[:20], 24, "#333333")
    return paper


def settings(rng: random.Random) -> Picture:
    """A phone's settings: rows with switches."""
    screen = Image.new("RGB", (720, 1440), "#f2f2f7")
    pen = ImageDraw.Draw(screen)
    write(pen, (40, 80), words(rng, 1)[:12], 54, "black")
    for row in range(13):
        y = 180 + 94 * row
        pen.rectangle((0, y, 720, y + 90), "white")
        pen.rounded_rectangle((28, y + 18, 82, y + 72), 12, rng.choice(["#ff3b30", "#34c759", "#007aff", "#ff9500"]))
        write(pen, (110, y + 26), words(rng, 2)[:22], 32, "black")
        lit = rng.random() < 0.5
        pen.rounded_rectangle((600, y + 20, 690, y + 70), 25, "#34c759" if lit else "#d1d1d6")
        pen.ellipse((642 if lit else 602, y + 22, 688 if lit else 648, y + 68), "white")
    return screen


def code(rng: random.Random) -> Picture:
    """An editor's window."""
    screen = Image.new("RGB", (1280, 800), "#1e1e1e")
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, 60, 800), "#333333")
    pen.rectangle((60, 0, 280, 800), "#252526")
    for row in range(20):
        write(pen, (80, 40 + 30 * row), words(rng, 1).lower()[:14] + ".py", 17, "#cccccc")
    indent = 0
    for row in range(34):
        indent = max(0, min(4, indent + rng.choice([-1, 0, 0, 1])))
        write(pen, (295, 12 + 23 * row), str(row + 1), 15, "#858585")
        tone = rng.choice(["#d4d4d4", "#569cd6", "#ce9178", "#6a9955", "#dcdcaa"])
        write(pen, (340 + 36 * indent, 12 + 23 * row), words(rng, rng.randint(1, 8)).lower()[:80], 15, tone)
    return screen


def letter(rng: random.Random) -> Picture:
    """A company's letter: head, address and foot are the same."""
    paper = Image.new("RGB", (930, 1315), "white")
    pen, head = ImageDraw.Draw(paper), random.Random("letter")
    pen.rectangle((80, 60, 160, 140), "#00539b")
    write(pen, (180, 70), words(head, 2).upper()[:20], 44, "#00539b")
    for row in range(4):
        write(pen, (80, 220 + 26 * row), words(rng, 3)[:30], 19, "#222222")
    for row in range(rng.randint(14, 26)):
        write(pen, (80, 400 + 28 * row), words(rng, 14)[: rng.randint(50, 78)], 19, "#222222")
    for row in range(3):
        write(pen, (80, 1220 + 22 * row), words(head, 12)[:90], 15, "#777777")
    return noisy(paper, rng, 2)


def till_slip(rng: random.Random) -> Picture:
    """Receipts of one shop, photographed on one table."""
    table = noisy(Image.new("RGB", (800, 1200), "#6e5138"), random.Random("table"), 14)
    table = table.filter(ImageFilter.GaussianBlur(2))
    pen, rows = ImageDraw.Draw(table), rng.randint(8, 20)
    pen.rectangle((200, 80, 600, 1120), "#f7f6f2")
    write(pen, (270, 110), "TORVEN MARKT", 36, "#222222")
    write(pen, (250, 160), "Bahnhofstrasse 4, 80331", 20, "#333333")
    for row in range(rows):
        write(pen, (225, 220 + 36 * row), words(rng, 2)[:18], 21, "#222222")
        write(pen, (510, 220 + 36 * row), f"{rng.uniform(0.5, 60):.2f}", 21, "#222222")
    write(pen, (225, 250 + 36 * rows), f"TOTAL   {rng.uniform(10, 400):.2f}", 34, "#111111")
    return table


def bar_code(rng: random.Random) -> Picture:
    paper = Image.new("RGB", (900, 500), "white")
    pen, x = ImageDraw.Draw(paper), 60
    while x < 820:
        wide = rng.choice([4, 8, 12])
        pen.rectangle((x, 60, x + wide, 380), "black")
        x += wide + rng.choice([4, 8, 12])
    write(pen, (180, 400), str(rng.randrange(10**12, 10**13)), 54, "black")
    return paper


def crossword(rng: random.Random) -> Picture:
    paper = Image.new("RGB", (800, 800), "white")
    pen = ImageDraw.Draw(paper)
    for field in range(225):
        x, y = 25 + field % 15 * 50, 25 + field // 15 * 50
        pen.rectangle((x, y, x + 50, y + 50), "black" if rng.random() < 0.2 else "white", "black", 2)
        if rng.random() < 0.5:
            write(pen, (x + 14, y + 8), rng.choice("ABCDEFGHIKLMNOPRSTU"), 30, "#1a3c8c")
    return paper


def cover(rng: random.Random) -> Picture:
    """Books of one series."""
    picture = Image.new("RGB", (640, 960), rng.choice(["#f28c28", "#f4f1de", "#f4f1de"]))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 330, 640, 630), "#f4f1de")
    write(pen, (200, 350), "TORVEN BOOKS", 30, "#222222")
    write(pen, (80, 430), words(rng, 2).upper()[:18], 48, "#222222")
    write(pen, (80, 520), words(rng, 2)[:22], 38, "#444444")
    pen.ellipse((270, 860, 370, 930), "#222222")
    return picture


DRAWN: dict[str, Draw] = {
    "sky": sky, "sea": sea, "night street": night_street, "fabric": fabric, "gravel": gravel, "product": product,
    "flag": flag, "badge": badge, "passport": passport, "chess": chess, "blocks": blocks, "platform": platform,
    "street map": street_map, "bar chart": bar_chart, "line chart": line_chart, "settings": settings, "code": code,
    "letter": letter, "till slip": till_slip, "bar code": bar_code, "crossword": crossword, "cover": cover,
}  # fmt: skip
