"""Drawn pictures of one make each, all different: certificates, tickets, scores, boards, plans, cards, pages."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw
from tests.benchmarks.lookalikes import Picture, noisy, words, write


def engraved(pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int], ink: str, waves: int) -> None:
    """A border of interlaced waves, as on certificates and money."""
    left, top, right, bottom = box
    along = np.linspace(0, 1, 900)
    for number in range(waves):
        swing = 22 * np.sin(along * 2 * np.pi * 40 + number * np.pi / waves * 2)
        across, down = left + along * (right - left), top + along * (bottom - top)
        for y in (top, bottom):
            pen.line(list(zip(across.tolist(), (y + swing).tolist(), strict=True)), ink, 1)
        for x in (left, right):
            pen.line(list(zip((x + swing).tolist(), down.tolist(), strict=True)), ink, 1)


def certificate(rng: random.Random) -> Picture:
    paper = Image.new("RGB", (1200, 850), "#fbf7ea")
    pen = ImageDraw.Draw(paper)
    engraved(pen, (60, 60, 1140, 790), "#2f6f4f", 6)
    write(pen, (330, 150), "CERTIFICATE", 84, "#1f3f2f")
    write(pen, (420, 270), "is awarded to", 32, "#333333")
    write(pen, (330, 350), words(rng, 2)[:20], 66, "#111111")
    write(pen, (250, 470), f"for {words(rng, 5)}"[:44], 30, "#333333")
    write(pen, (180, 640), f"{rng.randint(1, 28)}.{rng.randint(1, 12)}.{rng.randint(2001, 2024)}", 30, "#333333")
    x, y = 800.0, 660.0
    for _ in range(14):
        to = x + rng.uniform(2, 22), 650 + rng.uniform(-30, 30)
        pen.line((x, y, *to), "#1a2a6c", 3)
        x, y = to
    pen.ellipse((560, 600, 660, 700), outline="#a02020", width=8)
    return noisy(paper, rng, 2)


def ticket(rng: random.Random) -> Picture:
    """Of one concert hall: a fine ground, another name, seat and number."""
    paper = Image.new("RGB", (1100, 420), "#eef3f8")
    pen = ImageDraw.Draw(paper)
    x = np.linspace(0, 1100, 500)
    for row in range(0, 420, 7):
        pen.line(list(zip(x.tolist(), (row + 5 * np.sin(x / 30 + row)).tolist(), strict=True)), "#b9cbe0", 1)
    pen.rectangle((0, 0, 1100, 70), "#7a1022")
    write(pen, (30, 12), "GRAND HALL", 44, "white")
    write(pen, (40, 110), words(rng, 3)[:28], 52, "#111111")
    write(pen, (40, 210), f"{rng.randint(1, 28)}.{rng.randint(1, 12)}. {rng.randint(17, 21)}:30", 42, "#111111")
    write(pen, (40, 310), f"Row {rng.randint(1, 40)}  Seat {rng.randint(1, 60)}", 42, "#111111")
    for bar in range(60):
        if rng.random() < 0.5:
            pen.rectangle((820 + 4 * bar, 110, 823 + 4 * bar, 360), "black")
    return paper


def score(rng: random.Random) -> Picture:
    """A page of music."""
    paper = Image.new("RGB", (900, 1200), "#fdfcf7")
    pen = ImageDraw.Draw(paper)
    write(pen, (250, 40), words(rng, 2)[:18], 54, "black")
    for staff in range(8):
        top = 150 + 128 * staff
        for line in range(5):
            pen.line((60, top + 12 * line, 840, top + 12 * line), "black", 2)
        for bar in range(5):
            pen.line((60 + 195 * bar, top, 60 + 195 * bar, top + 48), "black", 2)
        for note in range(22):
            x, y = 90 + 34 * note, top + 6 * rng.randint(-2, 9)
            pen.ellipse((x, y - 6, x + 16, y + 6), "black")
            pen.line((x + 15, y, x + 15, y - 40), "black", 2)
    return paper


def crossword(rng: random.Random) -> Picture:
    paper = Image.new("RGB", (900, 900), "white")
    pen = ImageDraw.Draw(paper)
    for row in range(15):
        for column in range(15):
            box = (30 + 56 * column, 30 + 56 * row, 86 + 56 * column, 86 + 56 * row)
            black = rng.random() < 0.22
            pen.rectangle(box, "black" if black else "white", "black", 2)
            if not black and rng.random() < 0.6:
                write(pen, (box[0] + 16, box[1] + 10), chr(rng.randint(65, 90)), 34, "#1a1a6e")
    return paper


def chessboard(rng: random.Random) -> Picture:
    """A game's positions: discs and letters on one board."""
    board = Image.new("RGB", (880, 880), "#5a3a22")
    pen = ImageDraw.Draw(board)
    for row in range(8):
        for column in range(8):
            box = (40 + 100 * column, 40 + 100 * row, 140 + 100 * column, 140 + 100 * row)
            pen.rectangle(box, "#f0d9b5" if (row + column) % 2 == 0 else "#b58863")
            if rng.random() < 0.35:
                light = rng.random() < 0.5
                pen.ellipse(
                    (box[0] + 18, box[1] + 18, box[0] + 82, box[1] + 82), "white" if light else "#222222", "black", 3
                )
                write(pen, (box[0] + 38, box[1] + 30), rng.choice("KQRBNP"), 40, "black" if light else "white")
    return board


def code_square(rng: random.Random) -> Picture:
    """A QR code on a sheet with one shop's name."""
    paper = Image.new("RGB", (700, 860), "white")
    pen = ImageDraw.Draw(paper)
    for row in range(29):
        for column in range(29):
            if rng.random() < 0.5:
                pen.rectangle((60 + 20 * column, 40 + 20 * row, 79 + 20 * column, 59 + 20 * row), "black")
    for x, y in ((60, 40), (500, 40), (60, 480)):
        pen.rectangle((x, y, x + 139, y + 139), "black")
        pen.rectangle((x + 20, y + 20, x + 119, y + 119), "white")
        pen.rectangle((x + 40, y + 40, x + 99, y + 99), "black")
    write(pen, (150, 700), "SCAN TO PAY", 60, "#0a5c36")
    write(pen, (150, 780), words(rng, 2)[:20], 36, "#333333")
    return paper


def floor_plan(rng: random.Random) -> Picture:
    paper = Image.new("RGB", (1100, 800), "#0f3d6e")
    pen = ImageDraw.Draw(paper)
    for x in range(0, 1100, 25):
        pen.line((x, 0, x, 800), "#1d5088")
    for y in range(0, 800, 25):
        pen.line((0, y, 1100, y), "#1d5088")
    pen.rectangle((100, 75, 1000, 675), outline="white", width=8)
    for _ in range(7):
        x, y, long = rng.randrange(150, 950, 25), rng.randrange(100, 650, 25), rng.randrange(100, 400, 25)
        pen.line((x, y, min(1000, x + long), y) if rng.random() < 0.5 else (x, y, x, min(675, y + long)), "white", 6)
        pen.arc((x - 40, y - 40, x + 40, y + 40), 0, 90, "white", 2)
        write(pen, (x + 10, y + 10), words(rng, 1)[:8], 22, "white")
    write(pen, (700, 710), f"PLAN {rng.randint(1, 99)}  1:{rng.choice([50, 100, 200])}", 40, "white")
    return paper


def business_card(rng: random.Random) -> Picture:
    """Of one firm."""
    card = Image.new("RGB", (1050, 600), "#ffffff")
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, 300, 600), "#14213d")
    pen.regular_polygon((150, 200, 90), 6, fill="#fca311")
    write(pen, (50, 330), "LORVEN", 52, "white")
    write(pen, (360, 120), words(rng, 2)[:20], 60, "#14213d")
    write(pen, (360, 210), words(rng, 2)[:24], 34, "#555555")
    for row in range(3):
        write(pen, (360, 360 + 60 * row), f"{words(rng, 1)} {rng.randint(100, 99999)}", 32, "#222222")
    return card


def playing_card(rng: random.Random) -> Picture:
    card = Image.new("RGB", (640, 900), "#fffef9")
    pen, red = ImageDraw.Draw(card), rng.random() < 0.5
    ink, sides, count = "#c1121f" if red else "#111111", rng.choice([3, 4, 5]), rng.randint(1, 10)
    pen.rounded_rectangle((12, 12, 628, 888), 40, outline="#333333", width=4)
    for place in rng.sample(range(10), count):
        x, y = 200 + 240 * (place % 2), 150 + 150 * (place // 2)
        pen.regular_polygon((x, y, 55), sides, fill=ink)
    for x, y in ((40, 30), (560, 800)):
        write(pen, (x, y), str(count), 64, ink)
    return card


def comic(rng: random.Random) -> Picture:
    """A page of one strip: the same panels, other figures and words."""
    page = Image.new("RGB", (900, 1200), "white")
    pen = ImageDraw.Draw(page)
    for row in range(3):
        for column in range(2):
            box = (30 + 430 * column, 30 + 385 * row, 440 + 430 * column, 395 + 385 * row)
            pen.rectangle(box, rng.choice(["#bde0fe", "#ffc8dd", "#fdf0d5", "#caffbf"]), "black", 5)
            x, y = box[0] + rng.randint(80, 300), box[1] + rng.randint(200, 280)
            pen.ellipse((x - 45, y - 45, x + 45, y + 45), "#ffe0bd", "black", 4)
            pen.line((x, y + 45, x + rng.randint(-30, 30), box[3]), "black", 6)
            pen.ellipse((box[0] + 30, box[1] + 20, box[0] + 330, box[1] + 110), "white", "black", 3)
            write(pen, (box[0] + 70, box[1] + 48), words(rng, 3)[:18], 24, "black")
    return page


def code_editor(rng: random.Random) -> Picture:
    screen = Image.new("RGB", (1280, 800), "#282c34")
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, 220, 800), "#21252b")
    pen.rectangle((0, 0, 1280, 40), "#181a1f")
    for row in range(14):
        write(pen, (20, 60 + 32 * row), f"{words(rng, 1).lower()}.py", 18, "#9da5b4")
    indent = 0
    for row in range(30):
        indent = max(0, indent + rng.choice([-1, 0, 0, 1]))
        write(pen, (240, 52 + 25 * row), str(row + 1), 16, "#4b5263")
        ink = rng.choice(["#abb2bf", "#98c379", "#c678dd", "#61afef"])
        write(pen, (290 + 30 * indent, 52 + 25 * row), words(rng, rng.randint(1, 7)).lower()[:70], 17, ink)
    return screen


DRAWN: dict[str, Callable[[random.Random], Picture]] = {
    "certificate": certificate, "ticket": ticket, "score": score, "crossword": crossword, "chessboard": chessboard,
    "code square": code_square, "floor plan": floor_plan, "business card": business_card,
    "playing card": playing_card, "comic": comic, "code editor": code_editor,
}  # fmt: skip
