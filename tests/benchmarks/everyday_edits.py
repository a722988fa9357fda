"""Edits that phones, programs and hands make every day and that the other corpora do not have.

Written before any of them was tried. Each edit takes an RGB picture and a random generator and gives a picture.
"""

from __future__ import annotations

import random

import cv2
import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps
from tests.benchmarks import everyday_scenes as scenes
from tests.benchmarks.everyday_scenes import VIVID
from tests.benchmarks.lookalikes import Edit, Picture, noisy, part, words
from tests.benchmarks.outside_lookalikes import clouds
from tests.benchmarks.unseen_edits import as_floats, as_picture, curves, far_from_middle, jpeg, toned


def grid(image: Picture) -> tuple[np.ndarray, np.ndarray]:
    """The columns and rows of all pixels, from -1 to 1 along the longer side."""
    y, x = np.mgrid[: image.height, : image.width].astype(np.float32)
    half = max(image.size) / 2
    return (x - image.width / 2) / half, (y - image.height / 2) / half


def remapped(image: Picture, x: np.ndarray, y: np.ndarray) -> Picture:
    """The picture with each pixel taken from where `x` and `y`, as of `grid`, say."""
    half = max(image.size) / 2
    columns, rows = (x * half + image.width / 2).astype(np.float32), (y * half + image.height / 2).astype(np.float32)
    return Image.fromarray(cv2.remap(np.asarray(image), columns, rows, cv2.INTER_LINEAR, borderValue=(0, 0, 0)))


def bent(strength: float) -> Edit:
    """A lens that bends straight lines: outwards (barrel) where `strength` is positive."""

    def edit(image: Picture, _: random.Random) -> Picture:
        x, y = grid(image)
        factor = 1 + strength * (x * x + y * y)
        return remapped(image, x * factor / (1 + strength / 2), y * factor / (1 + strength / 2))

    return edit


def rippled(image: Picture, rng: random.Random) -> Picture:
    """Seen through moving water or uneven glass."""
    x, y = grid(image)
    turn = rng.uniform(0, 6)
    return remapped(image, x + 0.008 * np.sin(14 * y + turn), y + 0.008 * np.sin(11 * x + turn))


def scratched(image: Picture, rng: random.Random) -> Picture:
    """An old photo: faded brown, scratches, dust, stains and a fold."""
    image = as_picture(as_floats(toned(image, "#2b1d0e", "#ead9b5")) * 0.8 + 30)
    pen, side = ImageDraw.Draw(image), max(image.size)
    for _ in range(14):
        x, y, long = rng.uniform(0, image.width), rng.uniform(0, image.height), rng.uniform(0.05, 0.5) * side
        pen.line((x, y, x + rng.uniform(-0.2, 0.2) * long, y + long), "#f4ead2", rng.choice([1, 1, 2]))
    for _ in range(120):
        x, y, r = rng.uniform(0, image.width), rng.uniform(0, image.height), rng.uniform(0.5, 2.5)
        pen.ellipse((x - r, y - r, x + r, y + r), rng.choice(["#f4ead2", "#1a120a"]))
    pen.line((0, image.height * 0.47, image.width, image.height * 0.5), "#f7efdc", max(2, side // 200))
    stains = np.clip(clouds(rng, image.width, image.height, 5) * 2 - 1, 0, 1)[..., None]
    return noisy(as_picture(as_floats(image) * (1 - 0.35 * stains)), rng, 8)


def with_ghost(image: Picture, rng: random.Random) -> Picture:
    """A double exposure: faintly, the same roll's other picture, here drawn."""
    other = Image.new("RGB", image.size, "black")
    pen = ImageDraw.Draw(other)
    for _ in range(25):
        x, y, r = rng.uniform(0, image.width), rng.uniform(0, image.height), rng.uniform(0.03, 0.2) * max(image.size)
        pen.regular_polygon((x, y, r), rng.randint(3, 9), rng.uniform(0, 90), rng.choice(VIVID))
    return Image.blend(image, other.filter(ImageFilter.GaussianBlur(2)), 0.25)


def glitched(image: Picture, rng: random.Random) -> Picture:
    """Bands of rows moved sideways, channels apart."""
    values = np.array(image)
    for _ in range(8):
        top = rng.randrange(image.height)
        band = slice(top, top + rng.randint(4, max(5, image.height // 12)))
        values[band] = np.roll(values[band], rng.randint(-image.width // 6, image.width // 6), axis=1)
    values[..., 0] = np.roll(values[..., 0], max(3, image.width // 120), axis=1)
    return Image.fromarray(values)


def scanned_print(image: Picture, rng: random.Random) -> Picture:
    """Printed in four colours, each with its screen of dots, scanned: moiré, paper's white, a little askew."""
    x, y = (axis * max(image.size) / 2 for axis in grid(image))
    inks = 255 - as_floats(image)
    period = max(3.0, max(image.size) / 300)
    for band, degrees in enumerate((15, 75, 0)):
        turn = np.radians(degrees)
        dots = np.cos((x * np.cos(turn) + y * np.sin(turn)) * 2 * np.pi / period)
        dots = dots * np.cos((y * np.cos(turn) - x * np.sin(turn)) * 2 * np.pi / period)
        inks[..., band] = np.clip((inks[..., band] - 127 + 110 * dots) * 3 + 127, 0, 255)
    sheet = as_picture((255 - inks) * 0.9 + 18).filter(ImageFilter.GaussianBlur(period / 3))
    return noisy(sheet.rotate(rng.uniform(-1.5, 1.5), Image.Resampling.BICUBIC, fillcolor="white"), rng, 4)


def ruled(image: Picture, rng: random.Random) -> Picture:
    """A stock agency's: thin lines across and a word at each crossing."""
    image, step = image.convert("RGB"), max(image.size) / rng.choice([4, 6])
    layer = Image.new("RGBA", image.size)
    pen, text = ImageDraw.Draw(layer), words(rng, 1).lower()
    for number in range(-8, 16):
        pen.line((number * step, 0, number * step + image.height, image.height), (255, 255, 255, 120), 2)
        pen.line((number * step, 0, number * step - image.height, image.height), (255, 255, 255, 120), 2)
    for row in range(1, 6):
        for column in range(1, 6):
            pen.text((column * step, row * step), text, (255, 255, 255, 150))
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def grainy_film(image: Picture, rng: random.Random) -> Picture:
    """Pushed black-and-white film: contrast, coarse grain."""
    grey = ImageEnhance.Contrast(ImageOps.grayscale(image)).enhance(1.4)
    noise = np.random.default_rng(rng.randrange(2**32)).normal(0, 55, (image.height, image.width)).astype(np.float32)
    return as_picture(np.asarray(grey, np.float32) + cv2.GaussianBlur(noise, (0, 0), 0.9)).convert("RGB")


def split_toned(image: Picture, _: random.Random) -> Picture:
    """Teal shadows and orange lights, as films are graded."""
    values = as_floats(image)
    light = values.mean(axis=-1, keepdims=True) / 255
    teal, orange = np.array([-25, 10, 30], np.float32), np.array([30, 8, -30], np.float32)
    return ImageEnhance.Contrast(as_picture(values + (1 - light) * teal + light * orange)).enhance(1.2)


def chroma_noise(image: Picture, rng: random.Random) -> Picture:
    """A small sensor at night: blotches of colour, less of brightness."""
    values = cv2.cvtColor(np.asarray(image), cv2.COLOR_RGB2YCrCb).astype(np.float32)
    blotches = np.random.default_rng(rng.randrange(2**32)).normal(0, 60, values.shape)
    values += cv2.GaussianBlur(np.asarray(blotches, np.float32), (0, 0), 1.5) * np.array([0.4, 1.6, 1.6], np.float32)
    return Image.fromarray(cv2.cvtColor(values.clip(0, 255).astype(np.uint8), cv2.COLOR_YCrCb2RGB))


def by_night(image: Picture, rng: random.Random) -> Picture:
    """Day for night: dark, blue, a bright window or two."""
    image = curves(image, 2.4, 2.0, 1.3)
    image = as_picture(as_floats(image) * np.array([0.45, 0.6, 0.95], np.float32))
    pen = ImageDraw.Draw(image)
    for _ in range(2):
        x, y, side = rng.uniform(0, image.width), rng.uniform(0, image.height), max(image.size) / 40
        pen.rectangle((x, y, x + side, y + side * 1.4), "#ffd27a")
    return image


def restored(image: Picture, _: random.Random) -> Picture:
    """Shrunk, then enlarged and cleaned as a neural network would: smooth areas, hard edges."""
    small = image.resize([max(16, side // 4) for side in image.size], Image.Resampling.BICUBIC)
    large = np.asarray(small.resize([side * 4 for side in small.size], Image.Resampling.LANCZOS))
    clean = cv2.bilateralFilter(cv2.bilateralFilter(large, 9, 40, 9), 9, 40, 9)
    return Image.fromarray(clean).filter(ImageFilter.UnsharpMask(2, 180, 2))


def portrait_mode(image: Picture, rng: random.Random) -> Picture:
    """All but an ellipse out of focus."""
    mask = Image.new("L", image.size, 0)
    x, y = rng.uniform(0.35, 0.65) * image.width, rng.uniform(0.4, 0.7) * image.height
    wide, tall = image.width * 0.22, image.height * 0.35
    ImageDraw.Draw(mask).ellipse((x - wide, y - tall, x + wide, y + tall), 255)
    soft = image.filter(ImageFilter.GaussianBlur(max(image.size) / 70))
    return Image.composite(image, soft, mask.filter(ImageFilter.GaussianBlur(max(image.size) / 50)))


def tilt_shift(image: Picture, _: random.Random) -> Picture:
    soft = image.filter(ImageFilter.GaussianBlur(max(image.size) / 90))
    y = grid(image)[1]
    mask = Image.fromarray((255 * np.clip(np.abs(y) * 4 - 0.4, 0, 1)).astype(np.uint8))
    return ImageEnhance.Color(Image.composite(soft, image, mask)).enhance(1.5)


def compared(image: Picture, _: random.Random) -> Picture:
    """Before and after: the left half grey and dull, a line between."""
    image = image.copy()
    middle = image.width // 2
    left = ImageEnhance.Contrast(ImageOps.grayscale(image.crop((0, 0, middle, image.height)))).enhance(0.6)
    image.paste(left.convert("RGB"), (0, 0))
    ImageDraw.Draw(image).line((middle, 0, middle, image.height), "white", max(3, image.width // 150))
    return image


def creased(image: Picture, rng: random.Random) -> Picture:
    """Paper that was crumpled: facets lighter and darker."""
    values, (width, height) = as_floats(image), image.size
    light = np.ones((height, width), np.float32)
    for _ in range(10):
        slope, offset = rng.uniform(-2, 2), rng.uniform(-1, 1)
        x, y = grid(image)
        far = y - slope * x - offset
        light += np.where(far > 0, 1, -1) * rng.uniform(0.01, 0.05) + 0.25 * np.exp(-((far / 0.006) ** 2))
    return as_picture(values * light[..., None])


def oil(image: Picture, _: random.Random) -> Picture:
    """A painting program's brush: the commonest of near colours."""
    values = np.asarray(image)
    for size in (7, 5, 5):
        values = cv2.medianBlur(values, size)
    return ImageEnhance.Color(ImageOps.posterize(Image.fromarray(values), 4)).enhance(1.4)


def coarse_pixels(image: Picture, _: random.Random) -> Picture:
    small = ImageOps.contain(image, (80, 80), Image.Resampling.BOX)
    return small.resize((small.width * 10, small.height * 10), Image.Resampling.NEAREST)


def in_rain(image: Picture, rng: random.Random) -> Picture:
    noise = np.random.default_rng(rng.randrange(2**32)).random((image.height, image.width))
    drops = (noise > 0.997).astype(np.float32) * 255
    line = np.eye(max(9, max(image.size) // 40), dtype=np.float32)
    streaks = np.clip(cv2.filter2D(drops, -1, line / 4), 0, 255)[..., None]
    return as_picture(as_floats(image) * 0.85 + streaks * 0.6)


def in_fog(image: Picture, rng: random.Random) -> Picture:
    veil = 0.35 + 0.45 * clouds(rng, image.width, image.height, 5)[..., None]
    return as_picture(as_floats(image) * (1 - veil) + 225 * veil)


def one_colour_left(image: Picture, rng: random.Random) -> Picture:
    hue = np.asarray(image.convert("HSV"))[..., 0].astype(np.int32)
    near = np.abs((hue - rng.choice([0, 40, 90, 150]) + 128) % 256 - 128) < 24
    return Image.fromarray(np.where(near[..., None], np.asarray(image), np.asarray(image.convert("L").convert("RGB"))))


def thermal(image: Picture, _: random.Random) -> Picture:
    coloured = cv2.applyColorMap(np.asarray(ImageOps.grayscale(image)), cv2.COLORMAP_JET)
    return Image.fromarray(cv2.cvtColor(coloured, cv2.COLOR_BGR2RGB))


def saved_often(image: Picture, rng: random.Random) -> Picture:
    """Ten generations of JPEG, each a pixel off."""
    for _ in range(10):
        image = jpeg(image.crop((1, 1, image.width, image.height)), rng.randint(30, 75))
    return image


def scan_lines(image: Picture, _: random.Random) -> Picture:
    """An old tube: dark lines, colour fringes, glow."""
    values = as_floats(ImageEnhance.Brightness(image).enhance(1.3))
    values[1::3] *= 0.35
    values[..., 0] = np.roll(values[..., 0], 2, axis=1)
    return as_picture(values * (1 - 0.4 * far_from_middle(image) ** 2))


def web_colours(image: Picture, _: random.Random) -> Picture:
    return image.convert("P", palette=Image.Palette.WEB, dither=Image.Dither.FLOYDSTEINBERG).convert("RGB")


def reflected(image: Picture, _: random.Random) -> Picture:
    """Standing on a mirror that fades to black."""
    tall = image.height // 3
    sheet = Image.new("RGB", (image.width, image.height + tall))
    sheet.paste(image, (0, 0))
    below = as_floats(ImageOps.flip(image).crop((0, 0, image.width, tall)))
    sheet.paste(as_picture(below * np.linspace(0.5, 0, tall, dtype=np.float32)[:, None, None]), (0, image.height))
    return sheet


def panorama(image: Picture, rng: random.Random) -> Picture:
    """A strip of two fifths of the height."""
    height = round(image.height * 0.4)
    top = rng.randint(0, image.height - height)
    return image.crop((0, top, image.width, top + height))


def carousel(image: Picture, rng: random.Random) -> Picture:
    """One of the three parts that a wide photo is posted in."""
    width, number = image.width // 3, rng.randrange(3)
    return image.crop((number * width, 0, (number + 1) * width, image.height))


def squeezed_middle(image: Picture, _: random.Random) -> Picture:
    """Content-aware scaling: the middle loses a fifth of its width, the sides keep theirs."""
    cut = image.resize((round(image.width * 0.85), image.height))
    x, y = grid(cut)
    place = x * max(cut.size) / cut.width
    columns = (np.sign(place) * (1.25 * np.abs(place) - 0.25 * place**2) + 1) / 2 * image.width
    rows = y * max(cut.size) / 2 + cut.height / 2
    values = cv2.remap(np.asarray(image), columns.astype(np.float32), rows.astype(np.float32), cv2.INTER_LINEAR)
    return Image.fromarray(values)


EDITS: dict[str, Edit] = {
    "barrel": bent(0.25),
    "pincushion": bent(-0.15),
    "fisheye": bent(0.6),
    "ripples": rippled,
    "post": scenes.post,
    "tablet": scenes.tablet,
    "raw developer": scenes.developing,
    "slide": scenes.on_slide,
    "poster": scenes.poster,
    "magazine": scenes.magazine,
    "rounded": scenes.rounded,
    "deckled": scenes.deckled,
    "scratched": scratched,
    "double exposure": with_ghost,
    "glitch": glitched,
    "printed and scanned": scanned_print,
    "ruled watermark": ruled,
    "pushed film": grainy_film,
    "split toned": split_toned,
    "chroma noise": chroma_noise,
    "by night": by_night,
    "restored": restored,
    "portrait mode": portrait_mode,
    "tilt shift": tilt_shift,
    "annotated": scenes.annotated,
    "speech bubbles": scenes.speech_bubbles,
    "ribbon": scenes.ribbon,
    "before and after": compared,
    "creased": creased,
    "oil": oil,
    "coarse pixels": coarse_pixels,
    "rain": in_rain,
    "fog": in_fog,
    "one colour": one_colour_left,
    "thermal": thermal,
    "saved often": saved_often,
    "scan lines": scan_lines,
    "web colours": web_colours,
    "reflection": reflected,
    "panorama": panorama,
    "carousel": carousel,
    "billboard": scenes.billboard,
    "postcard": scenes.postcard,
    "squeezed middle": squeezed_middle,
    "red channel": lambda image, _: Image.merge("RGB", image.split()[:1] * 3),
    "emboss": lambda image, _: Image.blend(image, image.filter(ImageFilter.EMBOSS), 0.6),
    "cold": lambda image, _: curves(image, 1.5, 1.0, 0.7),
    "over itself": lambda image, _: Image.blend(image, ImageOps.mirror(image), 0.25),
    "screened": lambda image, _: ImageChops.screen(image, Image.new("RGB", image.size, "#704030")),
    "upside down part": lambda image, rng: part(image, rng, 0.5).transpose(Image.Transpose.ROTATE_180),
    "half size and border": lambda image, rng: ImageOps.expand(
        image.resize((max(16, image.width // 2), max(16, image.height // 2))), 30, rng.choice(VIVID)
    ),
}
