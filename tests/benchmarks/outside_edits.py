"""Edits as somebody outside would think of them, written without a look at what the engine finds.

Crops and combinations, frames, filters of phones, screenshots, photos of screens and prints. Each edit takes an RGB
picture and a random generator and gives a picture; `SAVED` names the file that some end up in.
"""

from __future__ import annotations

import random

import cv2
import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps
from tests.benchmarks.lookalikes import Edit, Picture, Saver, noisy, part, words, write
from tests.benchmarks.unseen_edits import as_floats, as_picture, curves, far_from_middle, jpeg, same, toned, warped

RATIOS = {"1:1": 1.0, "4:5": 0.8, "16:9": 16 / 9, "9:16": 9 / 16, "2.39:1": 2.39}


def in_ratio(image: Picture, ratio: float, rng: random.Random) -> Picture:
    width, height = min(image.width, round(image.height * ratio)), min(image.height, round(image.width / ratio))
    left, top = rng.randint(0, image.width - width), rng.randint(0, image.height - height)
    return image.crop((left, top, left + width, top + height))


def to_ratio(name: str) -> Edit:
    return lambda image, rng: in_ratio(image, RATIOS[name], rng)


def resized(image: Picture, factor: float) -> Picture:
    return image.resize([max(24, round(side * factor)) for side in image.size], Image.Resampling.LANCZOS)


def recoloured(image: Picture, rng: random.Random) -> Picture:
    image = ImageEnhance.Color(image).enhance(rng.choice([0.3, 1.8]))
    image = ImageEnhance.Brightness(image).enhance(rng.uniform(0.7, 1.35))
    return ImageEnhance.Contrast(image).enhance(rng.uniform(0.75, 1.4))


def crop_and_more(image: Picture, rng: random.Random) -> Picture:
    return jpeg(resized(recoloured(part(image, rng, rng.uniform(0.45, 0.7)), rng), 0.5), rng.randint(30, 60))


def mirrored_crop(image: Picture, rng: random.Random) -> Picture:
    return ImageOps.mirror(part(image, rng, rng.uniform(0.35, 0.6)))


def turned(least: float, most: float, fill: str | None) -> Edit:
    """By so many degrees, either way; without a fill the frame stays and the corners are lost and black."""

    def edit(image: Picture, rng: random.Random) -> Picture:
        angle = rng.uniform(least, most) * rng.choice([-1, 1])
        return image.rotate(angle, Image.Resampling.BICUBIC, expand=fill is not None, fillcolor=fill or "black")

    return edit


def turned_inside(image: Picture, rng: random.Random) -> Picture:
    """Turned by up to 45 degrees, and the largest upright square inside."""
    side = round(min(image.size) * 0.7)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    whole = image.rotate(rng.uniform(10, 45) * rng.choice([-1, 1]), Image.Resampling.BICUBIC)
    return whole.crop((left, top, left + side, top + side))


def bordered(image: Picture, rng: random.Random) -> Picture:
    return ImageOps.expand(image, round(max(image.size) * rng.uniform(0.02, 0.12)), rng.choice(["white", "black"]))


def framed(image: Picture, rng: random.Random) -> Picture:
    """In a wooden frame, on a wall."""
    thick = max(image.size) // 16
    inner = ImageOps.expand(ImageOps.expand(image, thick // 2, "#efe8d8"), thick, rng.choice(["#6b4423", "#caa14a"]))
    wall = Image.new("RGB", (inner.width + 4 * thick, inner.height + 4 * thick), rng.choice(["#d8cfc0", "#9fb1b5"]))
    ImageDraw.Draw(wall).rectangle((2.3 * thick, 2.3 * thick, inner.width + 2.3 * thick, inner.height + 2.3 * thick),
                                   "#555555")  # fmt: skip
    wall.paste(inner, (2 * thick, 2 * thick))
    return noisy(wall, rng, 3)


def mounted(image: Picture, rng: random.Random) -> Picture:
    """A passe-partout: a wide mat of one colour with a thin line around the photo."""
    line = ImageOps.expand(image, 4, "#806030")
    return ImageOps.expand(line, round(max(image.size) * rng.uniform(0.18, 0.3)), rng.choice(["#f3efe6", "#2b2b33"]))


def caption_below(image: Picture, rng: random.Random) -> Picture:
    band = max(40, image.height // 6)
    paper = Image.new("RGB", (image.width, image.height + band), rng.choice(["white", "#202020"]))
    paper.paste(image, (0, 0))
    ink = "black" if paper.getpixel((1, image.height + 1)) == (255, 255, 255) else "white"
    write(ImageDraw.Draw(paper), (12, image.height + band * 0.2), words(rng, 6)[:40], band * 0.4, ink)
    return paper


def lower_third(image: Picture, rng: random.Random) -> Picture:
    """A caption inside, on a half transparent band."""
    image = image.copy()
    top = round(image.height * rng.uniform(0.6, 0.75))
    box = (0, top, image.width, top + image.height // 6)
    image.paste(Image.blend(image.crop(box), Image.new("RGB", (image.width, image.height // 6), "#0a2a66"), 0.7), box)
    write(ImageDraw.Draw(image), (image.width * 0.04, top + 6), words(rng, 5)[:34], image.height / 12, "white")
    return image


def logo(image: Picture, rng: random.Random) -> Picture:
    image = image.copy()
    pen, side = ImageDraw.Draw(image), min(image.size) * 0.16
    x, y = rng.choice([side * 0.3, image.width - side * 1.3]), rng.choice([side * 0.3, image.height - side * 1.3])
    pen.rounded_rectangle((x, y, x + side, y + side), side / 5, rng.choice(["#d62828", "#1d3557", "white"]))
    pen.regular_polygon((x + side / 2, y + side / 2, side / 3), rng.choice([3, 5, 6]), fill="#ffb703")
    return image


def emoji(image: Picture, rng: random.Random) -> Picture:
    """Some faces and hearts, one of them large."""
    image, side = image.copy(), min(image.size)
    pen = ImageDraw.Draw(image)
    for size in (0.24, 0.1, 0.12, 0.08):
        r, x, y = side * size, rng.uniform(0.1, 0.9) * image.width, rng.uniform(0.1, 0.9) * image.height
        pen.ellipse((x - r, y - r, x + r, y + r), rng.choice(["#ffcc00", "#ff4d6d"]), "#7a4a00", 2)
        pen.ellipse((x - r * 0.5, y - r * 0.4, x - r * 0.2, y), "black")
        pen.ellipse((x + r * 0.2, y - r * 0.4, x + r * 0.5, y), "black")
        pen.arc((x - r * 0.6, y - r * 0.5, x + r * 0.6, y + r * 0.6), 20, 160, "black", max(2, round(r / 8)))
    return image


def hidden(image: Picture, rng: random.Random, how: str) -> Picture:
    """One region pixelated, blurred or blacked out."""
    image = image.copy()
    width, height = (round(side * rng.uniform(0.25, 0.4)) for side in image.size)
    left, top = rng.randint(0, image.width - width), rng.randint(0, image.height - height)
    box = (left, top, left + width, top + height)
    if how == "pixelated":
        shown = image.crop(box).resize((8, 8), Image.Resampling.BOX).resize((width, height), Image.Resampling.NEAREST)
    elif how == "blurred":
        shown = image.crop(box).filter(ImageFilter.GaussianBlur(width / 8))
    else:
        shown = Image.new("RGB", (width, height), "black")
    image.paste(shown, box)
    return image


def lomo(image: Picture, _: random.Random) -> Picture:
    """An app's filter: cross-processed colours, contrast, dark corners."""
    image = ImageEnhance.Contrast(curves(image, 0.85, 1.0, 1.25)).enhance(1.5)
    return as_picture(as_floats(image) * (1 - 0.8 * far_from_middle(image) ** 2))


def tone_mapped(image: Picture, _: random.Random) -> Picture:
    """HDR as phones overdo it: local contrast and colours."""
    values = as_floats(image)
    soft = cv2.GaussianBlur(values, (0, 0), max(image.size) / 40)
    return ImageEnhance.Color(as_picture(128 + 1.8 * (values - soft) + 0.4 * (soft - 128))).enhance(1.7)


def hue_turned(image: Picture, rng: random.Random) -> Picture:
    hue, saturation, value = image.convert("HSV").split()
    by = rng.randint(60, 196)
    return Image.merge("HSV", [hue.point(lambda level: (level + by) % 256), saturation, value]).convert("RGB")


def old_film(image: Picture, rng: random.Random) -> Picture:
    image = noisy(toned(image, "#20160c", "#f0dcb4"), rng, 18)
    pen = ImageDraw.Draw(image)
    for _ in range(12):
        x = rng.uniform(0, image.width)
        pen.line((x, 0, x + rng.uniform(-9, 9), image.height), rng.choice(["#f7ecd2", "#2a1c10"]), rng.choice([1, 2]))
    return image


def speckled(image: Picture, rng: random.Random) -> Picture:
    """Salt and pepper."""
    values, noise = np.array(image), np.random.default_rng(rng.randrange(2**32)).random((image.height, image.width))
    values[noise < 0.03] = 0
    values[noise > 0.97] = 255
    return Image.fromarray(values)


def sketched(image: Picture, _: random.Random) -> Picture:
    grey = ImageOps.grayscale(image)
    soft = ImageOps.invert(grey).filter(ImageFilter.GaussianBlur(max(image.size) / 120))
    values = np.asarray(grey, np.float32) * 255 / np.maximum(255 - np.asarray(soft, np.float32), 1)
    return as_picture(values).convert("RGB")


def in_gallery(image: Picture, rng: random.Random) -> Picture:
    """A phone's gallery in full screen: black, with the time above and buttons below."""
    screen = Image.new("RGB", (720, 1520), "black")
    pen = ImageDraw.Draw(screen)
    write(pen, (30, 20), f"{rng.randint(0, 23)}:{rng.randint(10, 59)}", 28, "white")
    shown = ImageOps.contain(resized(image, 4), (720, 1180))
    screen.paste(shown, (0, (1520 - shown.height) // 2))
    for number in range(5):
        pen.ellipse((50 + 140 * number, 1430, 100 + 140 * number, 1480), outline="white", width=3)
    return screen


def in_browser(image: Picture, rng: random.Random) -> Picture:
    """An article in a browser window, the photo in its column."""
    window = Image.new("RGB", (1366, 768), "white")
    pen = ImageDraw.Draw(window)
    pen.rectangle((0, 0, 1366, 76), "#dee1e6")
    pen.rounded_rectangle((110, 42, 1200, 70), 12, "white")
    write(pen, (130, 46), f"https://www.{words(rng, 1).lower()}.com/{words(rng, 2).lower()}", 18, "#333333")
    write(pen, (80, 96), words(rng, 6)[:44], 36, "#111111")
    shown = ImageOps.contain(resized(image, 4), (760, 540))
    window.paste(shown, (80, 160))
    for y in range(160, 740, 26):
        write(pen, (880, y), words(rng, 6)[:42], 17, "#222222")
    return window


def in_viewer(image: Picture, rng: random.Random) -> Picture:
    """A viewer on a desktop: menu, a strip of grey thumbnails, the photo on dark ground."""
    window = Image.new("RGB", (1280, 800), "#2b2b2b")
    pen = ImageDraw.Draw(window)
    pen.rectangle((0, 0, 1280, 60), "#3c3f41")
    for number, name in enumerate(("File", "Edit", "View", "Image", "Tools", "Help")):
        write(pen, (20 + 80 * number, 34), name, 16, "#dddddd")
    write(pen, (480, 8), f"{words(rng, 1)}.jpg", 16, "#dddddd")
    shown = ImageOps.contain(resized(image, 4), (1240, 600))
    window.paste(shown, ((1280 - shown.width) // 2, 72))
    for number in range(9):
        shade = rng.randint(60, 160)
        pen.rectangle((40 + 135 * number, 690, 160 + 135 * number, 780), (shade, shade, shade + 10))
    return window


def photo_of_screen(image: Picture, rng: random.Random) -> Picture:
    """Moiré, a bright spot, a bezel, seen at an angle."""
    values = as_floats(ImageOps.expand(image, max(image.size) // 20, "#141416"))
    y, x = np.mgrid[: values.shape[0], : values.shape[1]].astype(np.float32)
    stripes = 1 + 0.12 * np.sin(x * 1.9 + y * 0.21) + 0.1 * np.sin(y * 1.7 - x * 0.17)
    cx, cy = rng.random() * values.shape[1], rng.random() * values.shape[0]
    glare = 160 * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (0.12 * max(image.size)) ** 2)
    return jpeg(warped(as_picture(values * stripes[..., None] * 0.9 + glare[..., None]), rng, 0.12, (30, 28, 26)), 70)


def photo_of_print(image: Picture, rng: random.Random) -> Picture:
    """Lying on a table, in yellow light, a little turned and out of focus."""
    sheet = ImageOps.expand(image, max(image.size) // 30, "#fbf8f0")
    table = noisy(Image.new("RGB", (round(sheet.width * 1.25), round(sheet.height * 1.25)), "#7b5b3a"), rng, 10)
    table.paste(sheet, (table.width // 10, table.height // 10))
    shot = warped(table.rotate(rng.uniform(-8, 8), Image.Resampling.BICUBIC), rng, 0.07, (50, 40, 30))
    lit = as_floats(shot.filter(ImageFilter.GaussianBlur(1))) * np.array([1.0, 0.92, 0.72], np.float32)
    return noisy(as_picture(lit), rng, 5)


def big_text(image: Picture, rng: random.Random) -> Picture:
    image = image.copy()
    for row in (0.12, 0.42, 0.72):
        write(ImageDraw.Draw(image), (image.width * 0.04, image.height * row), words(rng, 2).upper()[:11],
              image.width / 8, rng.choice(["white", "#ffea00", "black"]))  # fmt: skip
    return image


def watermarked(image: Picture, rng: random.Random) -> Picture:
    """A word repeated all over, half transparent."""
    mask = Image.new("L", (image.width * 2, image.height * 2), 0)
    text, size = words(rng, 1).upper() + "  ", max(image.size) / 16
    for y in range(0, mask.height, round(size * 3)):
        write(ImageDraw.Draw(mask), (0, y), text * 20, size, "white")
    mask = mask.rotate(rng.choice([-35, 35])).crop((image.width // 2, image.height // 2, image.width // 2 + image.width,
                                                    image.height // 2 + image.height))  # fmt: skip
    return Image.composite(Image.new("RGB", image.size, "white"), image, mask.point(lambda level: level * 2 // 5))


def squeezed(image: Picture, rng: random.Random) -> Picture:
    ratio = rng.choice([1.0, 4 / 3, 16 / 9])
    return image.resize((round((image.width * image.height * ratio) ** 0.5),
                         round((image.width * image.height / ratio) ** 0.5)))  # fmt: skip


def on_blurred_ground(image: Picture, _: random.Random) -> Picture:
    ground = ImageOps.fit(image, (1080, 1080)).filter(ImageFilter.GaussianBlur(40))
    shown = ImageOps.contain(resized(image, 4), (1080, 820))
    ground.paste(shown, ((1080 - shown.width) // 2, (1080 - shown.height) // 2))
    return ground


def round_portrait(image: Picture, _: random.Random) -> Picture:
    """Cut to a disc, as a profile's picture."""
    side = min(image.size)
    square, mask = ImageOps.fit(image, (side, side)), Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).ellipse((0, 0, side, side), 255)
    square.putalpha(mask)
    return square.resize((400, 400))


def newspaper(image: Picture, rng: random.Random) -> Picture:
    """Printed coarsely on greyish paper with text around it, and scanned."""
    grey = ImageOps.contain(ImageOps.grayscale(image), (560, 560)).convert("1").convert("L")
    paper = Image.new("L", (900, 1200), 225)
    paper.paste(grey.filter(ImageFilter.GaussianBlur(0.8)).point(lambda level: 40 + level * 185 // 255), (40, 120))
    pen = ImageDraw.Draw(paper)
    write(pen, (40, 40), words(rng, 4)[:30], 54, "#202020")
    for y in [*range(120, 1180, 22)]:
        write(pen, (40 if y > 700 else 640, y), words(rng, 16)[: 84 if y > 700 else 26], 15, "#303030")
    return noisy(paper.convert("RGB"), rng, 5)


def exif_turned(image: Picture, _: random.Random) -> Picture:
    return image.transpose(Image.Transpose.ROTATE_90)


def with_orientation(image: Picture) -> tuple[Picture, str, dict[str, int]]:
    """The pixels lie on their side, and EXIF says so: viewers show the photo upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    image.info["exif"] = exif.tobytes()
    return image, "jpg", {"quality": 90, "exif": exif}  # type: ignore[dict-item]


def cut(share: float) -> Edit:
    return lambda image, rng: part(image, rng, share)


EDITS: dict[str, Edit] = {
    **{f"crop {name}": to_ratio(name) for name in RATIOS},
    "crop 90 %": cut(0.9), "crop 75 %": cut(0.75), "crop 50 %": cut(0.5), "crop 33 %": cut(0.33),
    "crop, resize, recolour": crop_and_more, "mirrored crop": mirrored_crop,
    "mirrored": lambda image, _: ImageOps.mirror(image), "flipped": lambda image, _: ImageOps.flip(image),
    "by 90": lambda image, _: image.transpose(Image.Transpose.ROTATE_90),
    "by 1 to 5": turned(1, 5, None), "by 5 to 15 on white": turned(5, 15, "white"),
    "by 15 to 45": turned(15, 45, None), "by 15 to 45 on black": turned(15, 45, "black"),
    "turned inside": turned_inside,
    "border": bordered, "frame": framed, "passe-partout": mounted, "caption below": caption_below,
    "lower third": lower_third, "logo": logo, "emoji": emoji,
    "pixelated part": lambda image, rng: hidden(image, rng, "pixelated"),
    "blurred part": lambda image, rng: hidden(image, rng, "blurred"),
    "black bar": lambda image, rng: hidden(image, rng, "black"),
    "lomo": lomo, "HDR": tone_mapped, "hue turned": hue_turned, "old film": old_film, "recoloured": recoloured,
    "sepia": lambda image, _: toned(image, "#120a02", "#fff0d0"),
    "grey": lambda image, _: ImageOps.grayscale(image).convert("RGB"),
    "two tones": lambda image, _: ImageOps.grayscale(image).point(lambda level: 255 * (level > 120)).convert("RGB"),
    "high contrast": lambda image, _: ImageEnhance.Contrast(image).enhance(2.5),
    "low contrast": lambda image, _: ImageEnhance.Contrast(image).enhance(0.3),
    "overexposed": lambda image, _: ImageEnhance.Brightness(image).enhance(1.9),
    "underexposed": lambda image, _: ImageEnhance.Brightness(image).enhance(0.3),
    "posterised": lambda image, _: ImageOps.posterize(image, 3),
    "solarised": lambda image, _: ImageOps.solarize(image, 128),
    "negative": lambda image, _: ImageChops.invert(image),
    "equalised": lambda image, _: ImageOps.equalize(image),
    "noise": lambda image, rng: noisy(image, rng, 30), "speckled": speckled, "sketched": sketched,
    "blurred": lambda image, _: image.filter(ImageFilter.GaussianBlur(max(image.size) / 150)),
    "box blurred": lambda image, _: image.filter(ImageFilter.BoxBlur(max(image.size) / 130)),
    "sharpened": lambda image, _: image.filter(ImageFilter.UnsharpMask(4, 250, 2)),
    "median": lambda image, _: image.filter(ImageFilter.MedianFilter(7)),
    "gallery": in_gallery, "browser": in_browser, "viewer": in_viewer, "photo of screen": photo_of_screen,
    "photo of print": photo_of_print, "newspaper": newspaper, "big text": big_text, "watermarked": watermarked,
    "JPEG 10": lambda image, _: jpeg(image, 10), "JPEG 25": lambda image, _: jpeg(image, 25),
    "half": lambda image, _: resized(image, 0.5), "quarter": lambda image, _: resized(image, 0.25),
    "twice": lambda image, _: resized(image, 2), "100 px": lambda image, _: ImageOps.contain(image, (100, 100)),
    "squeezed": squeezed, "letterbox": lambda image, _: ImageOps.pad(image, (1280, 720), color="black"),
    "blurred ground": on_blurred_ground, "round": round_portrait,
    "GIF": same, "PNG palette": same, "PNG": same, "CMYK": same, "TIFF 16": same, "WebP 20": same, "AVIF 30": same,
    "EXIF 6": exif_turned,
}  # fmt: skip


def sixteen(image: Picture) -> tuple[Picture, str, dict[str, int]]:
    return Image.fromarray(np.asarray(ImageOps.grayscale(image), np.uint16) * 257), "tif", {}


SAVED: dict[str, Saver] = {
    "GIF": lambda image: (image.quantize(64), "gif", {}),
    "PNG palette": lambda image: (image.quantize(32), "png", {}),
    "PNG": lambda image: (image, "png", {}),
    "CMYK": lambda image: (image.convert("CMYK"), "jpg", {"quality": 80}),
    "TIFF 16": sixteen,
    "WebP 20": lambda image: (image, "webp", {"quality": 20}),
    "AVIF 30": lambda image: (image, "avif", {"quality": 30}),
    "round": lambda image: (image, "png", {}),
    "EXIF 6": with_orientation,
}  # fmt: skip
