"""Drawn pictures of one make each, all different: forms, cheques, coins, stamps, dice, signs, facades, bones, screens.

Written before any of them was tried. Each takes a random generator and gives a picture.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from tests.benchmarks.everyday_lookalikes import engraved
from tests.benchmarks.everyday_scenes import VIVID
from tests.benchmarks.lookalikes import Picture, noisy, words, write
from tests.benchmarks.outside_lookalikes import between, clouds
from tests.benchmarks.unseen_edits import as_floats, as_picture


def form(rng: random.Random) -> Picture:
    """A tax form: the same labels and boxes, other entries and crosses."""
    layout, page = random.Random("form"), Image.new("RGB", (1000, 1414), "white")
    pen = ImageDraw.Draw(page)
    write(pen, (60, 50), "Declaration of income", 44, "#004225")
    for row in range(20):
        top = 140 + 60 * row
        write(pen, (60, top), words(layout, 3)[:28], 20, "#333333")
        pen.rectangle((420, top - 8, 940, top + 36), outline="#004225", width=2)
        if row % 3 == 2:
            for box in range(5):
                pen.rectangle((440 + 100 * box, top, 466 + 100 * box, top + 26), outline="black", width=2)
            box = rng.randrange(5)
            pen.line((440 + 100 * box, top, 466 + 100 * box, top + 26), "#1a2a9c", 4)
            pen.line((466 + 100 * box, top, 440 + 100 * box, top + 26), "#1a2a9c", 4)
        else:
            entry = str(rng.randint(10, 99999)) if row % 3 else words(rng, 2)[:22]
            write(pen, (440, top - 4), entry, 30, "#1a2a9c")
    return page


def cheque(rng: random.Random) -> Picture:
    paper = Image.new("RGB", (1200, 540), "#e8f1ea")
    pen = ImageDraw.Draw(paper)
    engraved(pen, (40, 40, 1160, 500), "#a9c7b1", 3)
    write(pen, (90, 80), "BANK OF LORVEN", 44, "#1f4d36")
    for top in (200, 280, 420):
        pen.line((90, top + 44, 800, top + 44), "#555555", 2)
    write(pen, (110, 200), words(rng, 2)[:24], 36, "#1a2a6c")
    write(pen, (110, 280), words(rng, 4)[:34], 34, "#1a2a6c")
    pen.rectangle((860, 200, 1120, 270), "white", "#555555", 2)
    write(pen, (880, 212), f"{rng.randint(10, 9999)}.{rng.randint(0, 99):02}", 42, "#1a2a6c")
    write(pen, (110, 440), f"{rng.randint(10**7, 10**8)}  {rng.randint(10**5, 10**6)}", 30, "black")
    write(pen, (900, 90), f"{rng.randint(1, 28)}/{rng.randint(1, 12)}/{rng.randint(2001, 2024)}", 32, "#1a2a6c")
    return paper


def coin(rng: random.Random) -> Picture:
    """On black, turned: a rim with one legend, a worn head or a number, a year."""
    coin_, layout = Image.new("L", (700, 700), 20), random.Random("coin")
    pen = ImageDraw.Draw(coin_)
    pen.ellipse((30, 30, 670, 670), 150, 220, 10)
    for number in range(36):
        angle = math.radians(10 * number)
        x, y = 350 + 285 * math.cos(angle), 350 + 285 * math.sin(angle)
        write(pen, (x - 10, y - 14), layout.choice("REPVBLICA LORVENSIS"), 30, "#e0e0e0")
    if rng.random() < 0.5:
        x, y = 350 + rng.uniform(-25, 25), 320 + rng.uniform(-20, 20)
        pen.ellipse((x - 100, y - 130, x + 100, y + 120), 195, 240, 5)
        pen.polygon([(x - 60, y + 100), (x + 60, y + 100), (x + 140, y + 200), (x - 140, y + 200)], 190)
        pen.ellipse((x + 20, y - 40, x + 45, y - 20), 90)
    else:
        write(pen, (240, 210), str(rng.choice([1, 2, 5, 10, 20, 50])), 210, "#e6e6e6")
    write(pen, (300, 560), str(rng.randint(1900, 2020)), 46, "#e6e6e6")
    worn = coin_.filter(ImageFilter.EMBOSS).filter(ImageFilter.GaussianBlur(1.5)).rotate(rng.uniform(-12, 12))
    return noisy(worn.convert("RGB"), rng, 8)


def stamp(rng: random.Random) -> Picture:
    """A definitive series: one head, other values and colours, a postmark."""
    ink = rng.choice(["#7b1e3a", "#1d4e89", "#2e6f40", "#8f5d00", "#4b2e83", "#444444"])
    sheet = Image.new("RGB", (640, 760), "#15151a")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((50, 50, 590, 710), "#f7f1e3")
    for number in range(14):
        for x, y in ((50, 73 + 47 * number), (590, 73 + 47 * number), (70 + 39 * number, 50), (70 + 39 * number, 710)):
            pen.ellipse((x - 11, y - 11, x + 11, y + 11), "#15151a")
    pen.rectangle((90, 90, 550, 670), ink)
    pen.ellipse((200, 180, 430, 480), "#f7f1e3")
    pen.polygon([(230, 460), (400, 460), (500, 640), (140, 640)], "#f7f1e3")
    pen.ellipse((330, 270, 360, 295), ink)
    write(pen, (110, 100), "LORVEN", 52, "#f7f1e3")
    write(pen, (430, 570), str(rng.choice([5, 10, 20, 25, 40, 60, 80])), 80, "#f7f1e3")
    x, y = rng.randint(100, 540), rng.randint(100, 640)
    for r in (80, 88, 120):
        pen.ellipse((x - r, y - r, x + r, y + r), outline="#222222", width=4)
    return sheet


def domino(rng: random.Random) -> Picture:
    table = Image.new("RGB", (500, 900), "#2f5d3a")
    pen = ImageDraw.Draw(table)
    pen.rounded_rectangle((60, 50, 440, 850), 40, "#f5efdf", "#333333", 4)
    pen.line((80, 450, 420, 450), "#333333", 6)
    for half in range(2):
        for place in rng.sample(range(9), rng.randint(0, 9)):
            x, y = 150 + 100 * (place % 3), 150 + 400 * half + 100 * (place // 3)
            pen.ellipse((x - 34, y - 34, x + 34, y + 34), "#1b1b1b")
    return table


def traffic_sign(rng: random.Random) -> Picture:
    sign = Image.new("RGB", (700, 700), "#9fc5e8")
    pen = ImageDraw.Draw(sign)
    pen.rectangle((335, 560, 365, 700), "#777777")
    pen.ellipse((90, 40, 610, 560), "#c1121f")
    pen.ellipse((150, 100, 550, 500), "white")
    write(pen, (215, 170), str(rng.randint(10, 99)), 210, "#111111")
    return sign


def licence_plate(rng: random.Random) -> Picture:
    plate = Image.new("RGB", (1000, 260), "white")
    pen = ImageDraw.Draw(plate)
    pen.rounded_rectangle((8, 8, 992, 252), 26, outline="black", width=8)
    pen.rectangle((16, 16, 110, 244), "#003399")
    text = "".join(rng.choices("ABCDEFGHKLMNPRSTUVXZ", k=3)) + f" {rng.randint(100, 9999)}"
    write(pen, (150, 40), text, 160, "black")
    return plate


def facade(rng: random.Random) -> Picture:
    """One tower at night: the same windows, others lit."""
    wall = Image.new("RGB", (700, 1000), "#1c2030")
    pen = ImageDraw.Draw(wall)
    pen.rectangle((60, 40, 640, 1000), "#3b3f4d")
    for row in range(15):
        for column in range(9):
            light = rng.random()
            ink = "#ffd98a" if light < 0.35 else "#fff3cf" if light < 0.45 else "#20242f"
            x, y = 85 + 61 * column, 70 + 61 * row
            pen.rectangle((x, y, x + 42, y + 44), ink, "#15171f", 2)
    return noisy(wall, rng, 4)


def radiograph(rng: random.Random) -> Picture:
    """A chest: the same anatomy in another person."""
    light = np.asarray(between(clouds(rng, 800, 900, 5), (20, 20, 20), (70, 70, 70)).convert("L"), np.float32)
    picture = Image.fromarray(light.astype(np.uint8))
    pen, wide = ImageDraw.Draw(picture), rng.uniform(0.9, 1.1)
    pen.rectangle((400 - 28, 0, 400 + 28, 900), 170)
    for rib in range(9):
        top = 90 + rib * rng.uniform(74, 84)
        for side in (-1, 1):
            reach = side * 300 * wide
            box = sorted((400 + side * 20, 400 + reach))
            pen.arc((box[0], top - 60, box[1], top + 160), 190 if side < 0 else 270, 270 if side < 0 else 350, 150, 18)
    x, y = 450 + rng.uniform(-25, 25), 560 + rng.uniform(-30, 30)
    pen.ellipse((x - 130, y - 110, x + 120, y + 130), 140)
    soft = picture.filter(ImageFilter.GaussianBlur(9))
    write(ImageDraw.Draw(soft), (40, 30), "R", 60, "#dddddd")
    write(ImageDraw.Draw(soft), (520, 850), f"{rng.randint(10**6, 10**7)}", 28, "#dddddd")
    return noisy(soft.convert("RGB"), rng, 7)


def weather(rng: random.Random) -> Picture:
    """A phone's weather for a place."""
    screen = as_picture(
        as_floats(Image.new("RGB", (750, 1334), "#3a7bd5")) * np.linspace(0.6, 1.2, 1334)[:, None, None]
    )
    pen = ImageDraw.Draw(screen)
    write(pen, (220, 90), words(rng, 1)[:10], 70, "white")
    write(pen, (290, 190), f"{rng.randint(-9, 35)}°", 140, "white")
    for hour in range(6):
        write(pen, (40 + 118 * hour, 480), f"{hour + 9}:00", 28, "white")
        pen.ellipse((45 + 118 * hour, 530, 95 + 118 * hour, 580), rng.choice(["#ffd166", "#dddddd", "#aab7c4"]))
        write(pen, (45 + 118 * hour, 600), f"{rng.randint(-9, 35)}°", 32, "white")
    for day in range(7):
        write(pen, (50, 720 + 80 * day), ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day], 36, "white")
        low, high = sorted((rng.randint(-9, 30), rng.randint(-9, 35)))
        write(pen, (330, 720 + 80 * day), str(low), 36, "#cfe3ff")
        pen.line((400, 744 + 80 * day, 620, 744 + 80 * day), "#2a5aa5", 8)
        pen.line((400 + 4 * (low + 9), 744 + 80 * day, 404 + 4 * (high + 9), 744 + 80 * day), "#ffd166", 8)
        write(pen, (650, 720 + 80 * day), str(high), 36, "white")
    return screen


def messages(rng: random.Random) -> Picture:
    screen = Image.new("RGB", (750, 1334), "#ece5dd")
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, 750, 110), "#075e54")
    pen.ellipse((80, 25, 145, 90), "#cccccc")
    write(pen, (165, 30), "Family", 40, "white")
    y = 140
    while y < 1180:
        mine, lines = rng.random() < 0.5, rng.randint(1, 3)
        wide = rng.randint(220, 500)
        left = 720 - wide if mine else 30
        pen.rounded_rectangle((left, y, left + wide, y + 30 + 36 * lines), 16, "#dcf8c6" if mine else "white")
        for line in range(lines):
            write(pen, (left + 18, y + 12 + 36 * line), words(rng, 6)[: wide // 15], 26, "#111111")
        y += 56 + 36 * lines
    pen.rounded_rectangle((20, 1250, 650, 1316), 33, "white")
    pen.ellipse((665, 1250, 735, 1320), "#075e54")
    return screen


def dashboard(rng: random.Random) -> Picture:
    """A program's overview: four numbers, a curve, a ring."""
    screen = Image.new("RGB", (1280, 800), "#f4f6f9")
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, 200, 800), "#343a40")
    for row in range(8):
        write(
            pen,
            (30, 90 + 60 * row),
            ("Home", "Sales", "Users", "Stock", "Mail", "Files", "Tools", "Help")[row],
            26,
            "white",
        )
    for tile in range(4):
        pen.rectangle((230 + 260 * tile, 40, 470 + 260 * tile, 160), VIVID[tile])
        write(pen, (250 + 260 * tile, 60), str(rng.randint(10, 9999)), 56, "white")
    pen.rectangle((230, 200, 850, 760), "white")
    heights = np.cumsum([rng.uniform(-40, 40) for _ in range(30)])
    pen.line([(250 + 20 * at, 480 + float(height)) for at, height in enumerate(heights)], "#118ab2", 5)
    pen.rectangle((880, 200, 1250, 760), "white")
    start = 0.0
    for ink in VIVID[:5]:
        end = start + rng.uniform(20, 110)
        pen.pieslice((930, 330, 1200, 600), start, end, ink)
        start = end
    return screen


def sudoku(rng: random.Random) -> Picture:
    page = Image.new("RGB", (820, 900), "#fdfcf6")
    pen = ImageDraw.Draw(page)
    write(pen, (60, 20), f"No. {rng.randint(1, 999)}", 44, "#222222")
    for line in range(10):
        thick = 6 if line % 3 == 0 else 2
        pen.line((50 + 80 * line, 90, 50 + 80 * line, 810), "black", thick)
        pen.line((50, 90 + 80 * line, 770, 90 + 80 * line), "black", thick)
    for cell in range(81):
        if rng.random() < 0.4:
            write(pen, (76 + 80 * (cell % 9), 100 + 80 * (cell // 9)), str(rng.randint(1, 9)), 54, "#222222")
    return page


def clock(rng: random.Random) -> Picture:
    """One station clock at another time."""
    wall = Image.new("RGB", (700, 700), "#c9b79c")
    pen = ImageDraw.Draw(wall)
    pen.ellipse((60, 60, 640, 640), "white", "#222222", 18)
    for number in range(60):
        angle, long = math.radians(6 * number), 50 if number % 5 == 0 else 20
        x, y = math.cos(angle), math.sin(angle)
        pen.line(
            (350 + 260 * x, 350 + 260 * y, 350 + (260 - long) * x, 350 + (260 - long) * y),
            "black",
            10 if long > 20 else 4,
        )
    minute = rng.randrange(60)
    for angle, long, thick in (
        (math.radians(6 * minute - 90), 230, 14),
        (math.radians(30 * rng.uniform(0, 12) - 90), 150, 22),
    ):
        pen.line((350, 350, 350 + long * math.cos(angle), 350 + long * math.sin(angle)), "black", thick)
    return wall


def bottle(rng: random.Random) -> Picture:
    """A product on white: one bottle, another label."""
    sheet = Image.new("RGB", (600, 900), "white")
    pen = ImageDraw.Draw(sheet)
    glass = rng.choice(["#3b5323", "#5a2d0c", "#2d3e50"])
    pen.rectangle((265, 60, 335, 300), glass)
    pen.rounded_rectangle((190, 270, 410, 860), 50, glass)
    pen.rectangle((255, 50, 345, 130), rng.choice(VIVID))
    pen.rectangle((190, 450, 410, 740), rng.choice(["#fdf6e3", "#111111", "#f1e0c5"]))
    pen.regular_polygon(
        (300, 540, rng.randint(30, 70)), rng.choice([3, 4, 5, 6]), rng.uniform(0, 90), rng.choice(VIVID)
    )
    write(pen, (215, 640), words(rng, 1)[:9].upper(), 36, rng.choice(VIVID))
    write(pen, (260, 690), str(rng.randint(1990, 2023)), 30, rng.choice(VIVID))
    return sheet.filter(ImageFilter.GaussianBlur(0.8))


DRAWN: dict[str, Callable[[random.Random], Picture]] = {
    "form": form, "cheque": cheque, "coin": coin, "stamp": stamp, "domino": domino, "traffic sign": traffic_sign,
    "licence plate": licence_plate, "facade": facade, "radiograph": radiograph, "weather": weather,
    "messages": messages, "dashboard": dashboard, "sudoku": sudoku, "clock": clock, "bottle": bottle,
}  # fmt: skip
