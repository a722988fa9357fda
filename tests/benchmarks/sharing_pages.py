"""Pages, cards and screens that a photo is passed on in: stories, previews, reports, calendars, listings.

Written before any of them was tried. Each takes an RGB picture and a random generator and gives a picture.
"""

from __future__ import annotations

import random

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps
from tests.benchmarks.everyday_scenes import VIVID, fitted
from tests.benchmarks.lookalikes import Picture, noisy, words, write
from tests.benchmarks.unseen_edits import as_floats, as_picture


def soft_ground(image: Picture, width: int, height: int) -> Picture:
    ground = ImageOps.fit(image, (width // 8, height // 8)).filter(ImageFilter.GaussianBlur(6))
    return ImageEnhance.Brightness(ground.resize((width, height), Image.Resampling.BICUBIC)).enhance(0.7)


def sticker(pen: ImageDraw.ImageDraw, rng: random.Random, place: tuple[float, float], radius: float) -> None:
    """A star, a heart-like shape or a smiley."""
    x, y = place
    ink = rng.choice(VIVID)
    if rng.random() < 0.4:
        pen.regular_polygon((x, y, radius), rng.choice([3, 5, 6]), rng.uniform(0, 60), ink, "white")
        return
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), "#ffd93b", "#b58900", 4)
    for side in (-0.35, 0.35):
        eye = radius / 7
        pen.ellipse(
            (x + side * radius - eye, y - radius / 4 - eye, x + side * radius + eye, y - radius / 4 + eye), "black"
        )
    pen.arc((x - radius / 2, y - radius / 4, x + radius / 2, y + radius / 2), 20, 160, "black", 5)


def story(image: Picture, rng: random.Random) -> Picture:
    """Upright, over its own blurred copy, with stickers, a place and a name."""
    screen = soft_ground(image, 720, 1280)
    shown = fitted(image, 720, 900)
    top = (1280 - shown.height) // 2
    screen.paste(shown, ((720 - shown.width) // 2, top))
    pen = ImageDraw.Draw(screen)
    for bar in range(4):
        pen.line((20 + 172 * bar, 24, 180 + 172 * bar, 24), "white", 5)
    pen.ellipse((24, 48, 88, 112), rng.choice(VIVID))
    write(pen, (104, 62), words(rng, 1).lower()[:14], 30, "white")
    pen.rounded_rectangle((220, top - 40, 500, top + 24), 20, "white")
    write(pen, (240, top - 30), words(rng, 2)[:16], 30, rng.choice(VIVID))
    for _ in range(3):
        sticker(pen, rng, (rng.uniform(60, 660), rng.uniform(top, top + shown.height)), rng.uniform(35, 70))
    pen.rounded_rectangle((24, 1190, 560, 1256), 33, outline="white", width=3)
    return screen


def story_fill(image: Picture, rng: random.Random) -> Picture:
    """Cut to 9:16, a shade below, large words, stickers."""
    screen = ImageOps.fit(image, (720, 1280))
    shade = as_floats(screen)
    shade[800:] *= 0.45
    screen = as_picture(shade)
    pen = ImageDraw.Draw(screen)
    for row in range(2):
        write(pen, (50, 900 + 90 * row), words(rng, 2)[:15], 80, "white")
    for _ in range(2):
        sticker(pen, rng, (rng.uniform(60, 660), rng.uniform(100, 780)), rng.uniform(40, 80))
    return screen


def phone_gallery(image: Picture, rng: random.Random) -> Picture:
    """Open in a phone's gallery: date above, a strip of other pictures and symbols below."""
    light = rng.random() < 0.5
    ground, ink = ("white", "black") if light else ("black", "white")
    screen = Image.new("RGB", (828, 1792), ground)
    pen = ImageDraw.Draw(screen)
    write(pen, (50, 24), f"{rng.randint(0, 23)}:{rng.randint(10, 59)}", 34, ink)
    write(pen, (280, 110), f"{rng.randint(1, 28)}. {words(rng, 1)[:9]} {rng.randint(2015, 2025)}", 34, ink)
    shown = fitted(image, 828, 1200)
    screen.paste(shown, ((828 - shown.width) // 2, 200 + (1280 - shown.height) // 2))
    for number in range(14):
        pen.rectangle((10 + 58 * number, 1530, 62 + 58 * number, 1610), rng.choice(VIVID))
    for number in range(5):
        pen.ellipse((60 + 165 * number, 1670, 110 + 165 * number, 1720), outline="#0a84ff", width=5)
    return screen


def report_page(image: Picture, rng: random.Random) -> Picture:
    """A page of a report: a heading, two paragraphs, the photo at half the width, its caption."""
    page = Image.new("RGB", (1000, 1414), "white")
    pen = ImageDraw.Draw(page)
    write(pen, (90, 80), words(rng, 3)[:28], 44, "#1f3864")
    for row in range(8):
        write(pen, (90, 170 + 32 * row), words(rng, 12)[:70], 22, "#222222")
    shown = fitted(image, 560, 420)
    top = 470
    page.paste(shown, ((1000 - shown.width) // 2, top))
    write(pen, (230, top + shown.height + 14), f"Figure {rng.randint(1, 30)}: {words(rng, 5)}"[:46], 20, "#444444")
    for row in range(12):
        write(pen, (90, top + shown.height + 80 + 32 * row), words(rng, 12)[:70], 22, "#222222")
    write(pen, (490, 1360), str(rng.randint(2, 90)), 20, "#222222")
    return page


def calendar_page(image: Picture, rng: random.Random) -> Picture:
    page = Image.new("RGB", (1000, 1414), "#fffdf8")
    page.paste(ImageOps.fit(image, (920, 690)), (40, 40))
    pen = ImageDraw.Draw(page)
    write(pen, (60, 760), f"{words(rng, 1)[:10].upper()} {rng.randint(2020, 2027)}", 64, "#333333")
    first, days = rng.randrange(7), rng.randint(28, 31)
    for day in range(days):
        row, column = divmod(first + day, 7)
        write(pen, (70 + 128 * column, 880 + 82 * row), str(day + 1), 40, "#c1121f" if column == 6 else "#222222")
    return page


def passport_sheet(image: Picture, _: random.Random) -> Picture:
    """Eight small prints of the middle on one sheet, to be cut apart."""
    sheet, small = Image.new("RGB", (1200, 800), "white"), ImageOps.fit(image, (270, 350))
    for number in range(8):
        sheet.paste(small, (30 + 290 * (number % 4), 30 + 380 * (number // 4)))
    return sheet


def two_versions(image: Picture, _: random.Random) -> Picture:
    """As it was on the left, edited on the right."""
    edited = ImageEnhance.Contrast(ImageEnhance.Color(image).enhance(1.8)).enhance(1.25)
    sheet = Image.new("RGB", (2 * image.width + 12, image.height + 70), "#111111")
    sheet.paste(image, (0, 70))
    sheet.paste(edited, (image.width + 12, 70))
    pen = ImageDraw.Draw(sheet)
    write(pen, (30, 12), "BEFORE", 40, "white")
    write(pen, (image.width + 42, 12), "AFTER", 40, "white")
    return sheet


def video_preview(image: Picture, rng: random.Random) -> Picture:
    """16:9 with a play button, a bar and a length."""
    shown = ImageOps.fit(image, (1280, 720))
    pen = ImageDraw.Draw(shown)
    pen.ellipse((550, 270, 730, 450), "#202020")
    pen.polygon([(610, 310), (610, 410), (690, 360)], "white")
    pen.rectangle((0, 700, 1280, 712), "#777777")
    pen.rectangle((0, 700, rng.randint(100, 1100), 712), "#ff0033")
    pen.rectangle((1140, 630, 1260, 680), "black")
    write(pen, (1156, 636), f"{rng.randint(1, 59)}:{rng.randint(10, 59)}", 34, "white")
    return shown


def news_card(image: Picture, rng: random.Random) -> Picture:
    """4:5, a headline on a dark band, the paper's name."""
    card = ImageOps.fit(image, (1080, 1350))
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 950, 1080, 1350), "#14213d")
    pen.rectangle((60, 920, 330, 980), "#e63946")
    write(pen, (80, 926), words(rng, 1)[:10].upper(), 44, "white")
    for row in range(3):
        write(pen, (60, 1010 + 90 * row), words(rng, 4)[:24], 72, "white")
    write(pen, (60, 1295), "DAILY LORVEN", 34, "#fca311")
    return card


def listing(image: Picture, rng: random.Random) -> Picture:
    """A house or a thing for sale: a price, a telephone number, a frame in the firm's colour."""
    shown = ImageOps.fit(image, (1160, 780))
    sheet = Image.new("RGB", (1200, 900), "#0b6e4f")
    sheet.paste(shown, (20, 20))
    pen = ImageDraw.Draw(sheet)
    pen.polygon([(20, 20), (420, 20), (20, 260)], "#f4a261")
    write(pen, (40, 50), f"{rng.randint(10, 990)}.{rng.randint(100, 999)}", 60, "#222222")
    write(pen, (40, 825), f"{words(rng, 2)[:18]}  0{rng.randint(100, 999)} {rng.randint(10000, 99999)}", 46, "white")
    pen.regular_polygon((1110, 850, 40), 5, fill="#f4a261")
    return sheet


def dark_post(image: Picture, rng: random.Random) -> Picture:
    """A short message with a photo in rounded corners, in a dark theme."""
    screen = Image.new("RGB", (1080, 1500), "#15202b")
    pen = ImageDraw.Draw(screen)
    pen.ellipse((40, 60, 140, 160), rng.choice(VIVID))
    write(pen, (170, 70), words(rng, 2)[:20], 40, "white")
    write(pen, (170, 118), "@" + words(rng, 1).lower()[:12], 32, "#8899a6")
    for row in range(3):
        write(pen, (40, 190 + 56 * row), words(rng, 6)[:44], 42, "white")
    shown = ImageOps.fit(image, (1000, 720))
    mask = Image.new("L", shown.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, 999, 719), 40, 255)
    screen.paste(shown, (40, 380), mask)
    for number in range(4):
        write(pen, (60 + 260 * number, 1330), f"{rng.randint(2, 990)}", 36, "#8899a6")
    return screen


def scrolled_viewer(image: Picture, rng: random.Random) -> Picture:
    """A window in which the photo is too large: a part of it, bars at two edges."""
    screen = Image.new("RGB", (1366, 768), "#2b2b2b")
    large = ImageOps.fit(image, (1900, 1300))
    left, top = rng.randint(0, 560), rng.randint(0, 590)
    screen.paste(large.crop((left, top, left + 1340, top + 690)), (0, 54))
    pen = ImageDraw.Draw(screen)
    write(pen, (20, 10), f"{words(rng, 1)}.jpg", 26, "#dddddd")
    pen.rectangle((1346, 54 + top // 2, 1362, 400 + top // 2), "#888888")
    pen.rectangle((left // 2, 748, left // 2 + 900, 764), "#888888")
    return screen


def instant_film(image: Picture, rng: random.Random) -> Picture:
    """A small instant print on wood, askew: wide below, pale, written on."""
    print_ = Image.new("RGB", (640, 780), "#f6f4ee")
    pale = ImageEnhance.Color(ImageEnhance.Contrast(ImageOps.fit(image, (560, 560))).enhance(0.8)).enhance(0.7)
    print_.paste(pale, (40, 40))
    write(ImageDraw.Draw(print_), (90, 650), words(rng, 2)[:16], 56, "#2b3a67")
    wood = Image.new("RGB", (1000, 1000), "#8a5a36")
    pen = ImageDraw.Draw(wood)
    for row in range(0, 1000, 9):
        pen.line((0, row, 1000, row + rng.randint(-14, 14)), rng.choice(["#7a4e2d", "#95643e", "#81532f"]), 4)
    turned = print_.convert("RGBA").rotate(rng.uniform(-14, 14), Image.Resampling.BICUBIC, expand=True)
    wood.paste(turned, ((1000 - turned.width) // 2, (1000 - turned.height) // 2), turned)
    return noisy(wood, rng, 4)


def quoted(image: Picture, rng: random.Random) -> Picture:
    """A saying over the darkened, softened photo."""
    shown = ImageEnhance.Brightness(image.filter(ImageFilter.GaussianBlur(max(image.size) / 250))).enhance(0.5)
    pen, size = ImageDraw.Draw(shown), shown.width / 14
    for row in range(4):
        write(pen, (shown.width * 0.08, shown.height * 0.22 + row * size * 1.4), words(rng, 4)[:22], size, "white")
    return shown
