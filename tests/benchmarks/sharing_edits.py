"""Edits that messengers, networks, offices, kiosks and generators make and that no other corpus has.

Written before any of them was tried. Each edit takes an RGB picture and a random generator and gives a picture.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import cv2
import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps
from tests.benchmarks import sharing_pages as pages
from tests.benchmarks.everyday_edits import grid
from tests.benchmarks.lookalikes import Edit, Picture, noisy, part, words, write
from tests.benchmarks.outside_lookalikes import clouds
from tests.benchmarks.unseen_edits import as_floats, as_picture, curves, far_from_middle, jpeg


def chain(image: Picture, rng: random.Random) -> Picture:
    """Forwarded five times: each program shrinks and compresses in its own way."""
    for longest in (1000, 960, 800, 720, 640):
        image = jpeg(ImageOps.contain(image, (longest, longest)), rng.randint(35, 65))
    return image


def deep_fried(image: Picture, _: random.Random) -> Picture:
    image = ImageEnhance.Color(ImageEnhance.Contrast(image).enhance(2)).enhance(3)
    return jpeg(image.filter(ImageFilter.UnsharpMask(3, 300, 0)), 8)


def beauty(image: Picture, _: random.Random) -> Picture:
    """Skin made smooth, all of it light and glowing."""
    smooth = np.asarray(image)
    for _pass in range(2):
        smooth = cv2.bilateralFilter(smooth, 9, 45, 9)
    light = curves(Image.fromarray(smooth), 0.75, 0.8, 0.8)
    glow = light.filter(ImageFilter.GaussianBlur(max(image.size) / 60))
    return Image.blend(light, ImageChops.screen(light, glow), 0.35)


def film_preset(image: Picture, rng: random.Random) -> Picture:
    """Lifted blacks, green shadows, warm lights, grain, dark corners, a leak of light."""
    values = 30 + as_floats(image) * 0.82
    light = values.mean(axis=-1, keepdims=True) / 255
    values += (1 - light) * np.array([-6, 10, 4], np.float32) + light * np.array([14, 6, -16], np.float32)
    values *= 1 - 0.35 * far_from_middle(image) ** 2
    leak = np.clip(1 - np.abs(grid(image)[0] - rng.choice([-0.9, 0.9])) * 2.5, 0, 1)[..., None]
    return noisy(as_picture(values + leak * np.array([120, 50, 10], np.float32)), rng, 9)


def bleached(image: Picture, _: random.Random) -> Picture:
    """Bleach bypass: a grey copy laid over as hard light."""
    grey = ImageOps.grayscale(image).convert("RGB")
    return ImageChops.overlay(ImageEnhance.Color(image).enhance(0.6), grey)


def upscaled(image: Picture, _: random.Random) -> Picture:
    """From a thumbnail of 220 px, enlarged to five times that, made crisp."""
    small = ImageOps.contain(image, (220, 220))
    large = small.resize((small.width * 5, small.height * 5), Image.Resampling.LANCZOS)
    return large.filter(ImageFilter.MedianFilter(5)).filter(ImageFilter.UnsharpMask(4, 250, 2))


def glossy_print(image: Picture, rng: random.Random) -> Picture:
    """A print on a table, seen from the side, a lamp's glare across it."""
    table = Image.new("RGB", (1200, 1000), rng.choice(["#6b4a2f", "#c9c4ba", "#2e2e33"]))
    table = as_picture(as_floats(table) * (0.8 + 0.4 * clouds(rng, 1200, 1000, 5))[..., None])
    shown = ImageOps.expand(ImageOps.contain(image, (900, 700)), 24, "#fbfaf6")
    across, down = shown.size
    left, top = (1200 - across) // 2, (1000 - down) // 2
    corners = [
        (left + x + rng.uniform(-0.09, 0.09) * across, top + y + rng.uniform(-0.09, 0.09) * down)
        for x, y in ((0, 0), (across, 0), (across, down), (0, down))
    ]
    matrix = cv2.getPerspectiveTransform(
        np.array([(0, 0), (across, 0), (across, down), (0, down)], np.float32), np.array(corners, np.float32)
    )
    scene = cv2.warpPerspective(np.asarray(shown), matrix, (1200, 1000), dst=np.asarray(table).copy(),
                                borderMode=cv2.BORDER_TRANSPARENT)  # fmt: skip
    x, y = grid(Image.fromarray(scene))
    far = x * rng.uniform(0.4, 1) + y * rng.uniform(0.3, 1) + rng.uniform(-0.3, 0.3)
    return as_picture(scene + 190 * np.exp(-((far / 0.14) ** 2))[..., None])


def to_square(image: Picture, _: random.Random) -> Picture:
    """Squeezed into a square, as careless web pages do."""
    return image.resize((800, 800))


def tilted_crop(image: Picture, rng: random.Random) -> Picture:
    """Turned by 6 to 11 degrees and cut to what has no corners, in other colours."""
    angle = rng.choice([-1, 1]) * rng.uniform(6, 11)
    turned = image.rotate(angle, Image.Resampling.BICUBIC)
    kept = 0.74
    wide, tall = round(image.width * kept), round(image.height * kept)
    left, top = (image.width - wide) // 2, (image.height - tall) // 2
    return ImageEnhance.Color(turned.crop((left, top, left + wide, top + tall))).enhance(1.6)


def grey_mirrored_part(image: Picture, rng: random.Random) -> Picture:
    return ImageEnhance.Contrast(ImageOps.mirror(ImageOps.grayscale(part(image, rng, 0.6)))).enhance(1.3).convert("RGB")


def sideways_cut(image: Picture, rng: random.Random) -> Picture:
    """Lying on its side, cut to 4:5, warmer."""
    turned = image.transpose(rng.choice([Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270]))
    return curves(ImageOps.fit(turned, (800, 1000)), 0.8, 1, 1.2)


def boxes(
    image: Picture, rng: random.Random, count: int, wide: tuple[float, float], tall: tuple[float, float]
) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of boxes in an image, whose sides are such shares of its own."""
    for _ in range(count):
        width, height = image.width * rng.uniform(*wide), image.height * rng.uniform(*tall)
        x, y = rng.uniform(0, image.width - width), rng.uniform(0, image.height - height)
        yield x, y, x + width, y + height


def redacted(image: Picture, rng: random.Random) -> Picture:
    """Black boxes over a third of it."""
    image = image.copy()
    pen = ImageDraw.Draw(image)
    for box in boxes(image, rng, 5, (0.2, 0.35), (0.15, 0.35)):
        pen.rectangle(box, "black")
    return image


def pixelated_faces(image: Picture, rng: random.Random) -> Picture:
    image = image.copy()
    for _ in range(4):
        side = round(min(image.size) * rng.uniform(0.15, 0.3))
        x, y = rng.randint(0, image.width - side), rng.randint(0, image.height - side)
        face = image.crop((x, y, x + side, y + side)).resize((6, 6), Image.Resampling.BOX)
        image.paste(face.resize((side, side), Image.Resampling.NEAREST), (x, y))
    return image


def detections(image: Picture, rng: random.Random) -> Picture:
    """What a detector draws: boxes with names."""
    image = image.copy()
    pen = ImageDraw.Draw(image)
    for x, y, right, bottom in boxes(image, rng, 9, (0.08, 0.4), (0.1, 0.5)):
        ink = rng.choice(["#00e676", "#ff1744", "#2979ff", "#ffea00"])
        pen.rectangle((x, y, right, bottom), outline=ink, width=4)
        pen.rectangle((x, y, x + 120, y + 24), ink)
        write(pen, (x + 4, y + 2), f"{words(rng, 1)[:8]} {rng.random():.2f}", 18, "black")
    return image


def erased(image: Picture, rng: random.Random) -> Picture:
    """Two things taken out, their places filled from around them."""
    mask = Image.new("L", image.size, 0)
    pen = ImageDraw.Draw(mask)
    for _ in range(2):
        x, y = rng.uniform(0.2, 0.8) * image.width, rng.uniform(0.3, 0.8) * image.height
        wide, tall = image.width * rng.uniform(0.05, 0.1), image.height * rng.uniform(0.08, 0.18)
        pen.ellipse((x - wide, y - tall, x + wide, y + tall), 255)
    return Image.fromarray(cv2.inpaint(np.asarray(image), np.asarray(mask), 7, cv2.INPAINT_TELEA))


def new_sky(image: Picture, rng: random.Random) -> Picture:
    """The upper third is another sky."""
    veil = clouds(rng, image.width, image.height, 5)[..., None]
    sky = veil * np.array([250, 240, 235], np.float32) + (1 - veil) * np.array([70, 120, 200], np.float32)
    kept = np.clip((grid(image)[1] * max(image.size) / image.height + 0.3) * 12, 0, 1)[..., None]
    return as_picture(as_floats(image) * kept + sky * (1 - kept))


def continued(image: Picture, _: random.Random) -> Picture:
    """A generator has painted on beyond the edges, here as soft reflections."""
    across, down = image.width // 3, image.height // 5
    wider = cv2.copyMakeBorder(np.asarray(image), down, down, across, across, cv2.BORDER_REFLECT)
    soft = cv2.GaussianBlur(wider, (0, 0), max(image.size) / 80)
    soft[down : down + image.height, across : across + image.width] = np.asarray(image)
    return Image.fromarray(soft)


def copier(image: Picture, rng: random.Random) -> Picture:
    """A black-and-white copier: hard, streaked, dark at one edge."""
    grey = np.asarray(ImageEnhance.Contrast(ImageOps.grayscale(image)).enhance(2.2), np.float32)
    streaks = np.random.default_rng(rng.randrange(2**32)).normal(0, 12, image.width).astype(np.float32)
    edge = np.clip((grid(image)[0] - 0.85) * 8, 0, 1) * 200
    return noisy(as_picture(grey + streaks - edge).convert("RGB"), rng, 14)


def scanner_app(image: Picture, _: random.Random) -> Picture:
    """What turns photos of paper white: brightness divided by that of the surroundings."""
    values = as_floats(image)
    around = cv2.GaussianBlur(values, (0, 0), max(image.size) / 25) + 8
    return as_picture(np.clip(values / around * 215, 0, 255))


def jigsaw(image: Picture, _: random.Random) -> Picture:
    image = image.copy()
    pen, step = ImageDraw.Draw(image), max(image.size) / 10
    for column in range(12):
        for row in range(12):
            x, y, r = column * step, row * step, step / 6
            pen.line((x, y, x + step, y), "#202020", 2)
            pen.line((x, y, x, y + step), "#202020", 2)
            pen.arc((x + step / 2 - r, y - r, x + step / 2 + r, y + r), 180, 360, "#202020", 2)
            pen.arc((x - r, y + step / 2 - r, x + r, y + step / 2 + r), 90, 270, "#202020", 2)
    return image


def video_frame(image: Picture, rng: random.Random) -> Picture:
    """480 lines, 16:9, interlaced and moving, a channel's name in the corner."""
    frame = np.array(ImageOps.fit(image, (854, 480)))
    frame[1::2] = np.roll(frame[1::2], rng.choice([-3, 3]), axis=1)
    frame = cv2.GaussianBlur(frame, (3, 3), 0.7)
    shown = Image.fromarray(frame)
    write(ImageDraw.Draw(shown), (730, 20), words(rng, 1)[:6].upper(), 30, "#f0f0f0")
    return jpeg(shown, 25)


def small_gif(image: Picture, _: random.Random) -> Picture:
    small = ImageOps.contain(image, (320, 320))
    return small.quantize(32, dither=Image.Dither.ORDERED).convert("RGB")


EDITS: dict[str, Edit] = {
    "story": pages.story,
    "story fill": pages.story_fill,
    "phone gallery": pages.phone_gallery,
    "report page": pages.report_page,
    "calendar page": pages.calendar_page,
    "passport sheet": pages.passport_sheet,
    "two versions": pages.two_versions,
    "video preview": pages.video_preview,
    "news card": pages.news_card,
    "listing": pages.listing,
    "dark post": pages.dark_post,
    "scrolled viewer": pages.scrolled_viewer,
    "instant film": pages.instant_film,
    "quoted": pages.quoted,
    "chain": chain,
    "deep fried": deep_fried,
    "beauty": beauty,
    "film preset": film_preset,
    "bleached": bleached,
    "upscaled": upscaled,
    "glossy print": glossy_print,
    "to square": to_square,
    "tilted crop": tilted_crop,
    "grey mirrored part": grey_mirrored_part,
    "sideways cut": sideways_cut,
    "redacted": redacted,
    "pixelated faces": pixelated_faces,
    "detections": detections,
    "erased": erased,
    "new sky": new_sky,
    "continued": continued,
    "copier": copier,
    "scanner app": scanner_app,
    "jigsaw": jigsaw,
    "video frame": video_frame,
    "small gif": small_gif,
    "one bit": lambda image, _: image.convert("L").convert("1").convert("RGB"),
    "avatar": lambda image, _: jpeg(ImageOps.fit(image, (160, 160)), 70),
    "denoised": lambda image, _: image.filter(ImageFilter.MedianFilter(5)).filter(ImageFilter.ModeFilter(5)),
    "night sight": lambda image, rng: noisy(curves(curves(image, 2.5, 2.5, 2.5), 0.35, 0.35, 0.4), rng, 6),
}
