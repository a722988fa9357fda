"""What people, programs and services do to photos, beyond the edits that the engine was developed with.

Each edit takes an RGB picture and a random generator and gives a picture; `SAVED` names the file that some end up in.
"""

from __future__ import annotations

import io
import random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps
from tests.benchmarks.lookalikes import Edit, Picture, Saver, noisy, part, words, write

Floats = npt.NDArray[np.float32]


def as_picture(values: npt.NDArray[np.generic]) -> Picture:
    return Image.fromarray(np.asarray(values, np.float32).round().clip(0, 255).astype(np.uint8))


def as_floats(image: Picture) -> Floats:
    return np.asarray(image, np.float32)


def toned(image: Picture, dark: str, light: str) -> Picture:
    return ImageOps.colorize(ImageOps.grayscale(image), dark, light)


def curves(image: Picture, *powers: float) -> Picture:
    return as_picture(255 * (as_floats(image) / 255) ** np.array(powers, np.float32))


def far_from_middle(image: Picture) -> Floats:
    """0 in the middle, 1 in the corners."""
    y, x = np.mgrid[-1 : 1 : image.height * 1j, -1 : 1 : image.width * 1j]
    return np.asarray(np.sqrt((x * x + y * y) / 2)[..., None], np.float32)


def vignette(image: Picture, _: random.Random) -> Picture:
    return as_picture(as_floats(image) * (1 - 0.9 * far_from_middle(image) ** 1.5))


def faded(image: Picture, _: random.Random) -> Picture:
    washed = ImageEnhance.Color(image).enhance(0.5)
    return as_picture(as_floats(washed) * 0.45 + np.array([115, 105, 90], np.float32))


def crossed(image: Picture, _: random.Random) -> Picture:
    values = as_floats(ImageEnhance.Contrast(image).enhance(1.5)) / 255
    red, green, blue = np.moveaxis(values, -1, 0)
    mixed = np.stack([red**0.7, green, 0.25 + 0.5 * blue], -1)
    return as_picture(255 * mixed)


def light_leak(image: Picture, rng: random.Random) -> Picture:
    x = np.linspace(0, 1, image.width, dtype=np.float32)[None, :, None]
    glow = np.exp(-((x - rng.choice([0.0, 1.0])) ** 2) / 0.15) * np.array([255, 140, 60], np.float32)
    return as_picture(255 - (255 - as_floats(image)) * (255 - 0.8 * glow) / 255)


def halftone(image: Picture, _: random.Random) -> Picture:
    grey = np.asarray(ImageOps.grayscale(image), np.float32)
    y, x = np.mgrid[: image.height, : image.width] * (2 * np.pi / max(4.0, max(image.size) / 160))
    dots = 127 + 64 * (np.sin(x + y) + np.sin(x - y))
    return as_picture(np.where(grey > dots, 255, 0)).convert("RGB")


def local_contrast(image: Picture, _: random.Random) -> Picture:
    values = cv2.cvtColor(np.asarray(image), cv2.COLOR_RGB2LAB)
    values[..., 0] = cv2.createCLAHE(6.0, (8, 8)).apply(values[..., 0])
    return ImageEnhance.Color(Image.fromarray(cv2.cvtColor(values, cv2.COLOR_LAB2RGB))).enhance(1.6)


def smoothed(image: Picture, _: random.Random) -> Picture:
    values = np.asarray(image)
    for _round in range(3):
        values = cv2.bilateralFilter(values, 9, 60, 7)
    return Image.fromarray(values)


def drawn(image: Picture, _: random.Random) -> Picture:
    flat = np.asarray(smoothed(ImageOps.posterize(image, 3), random.Random()))
    grey = cv2.cvtColor(flat, cv2.COLOR_RGB2GRAY)
    lines = cv2.adaptiveThreshold(cv2.medianBlur(grey, 5), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 9, 6)
    return Image.fromarray(flat & lines[..., None])


def jpeg(image: Picture, quality: int) -> Picture:
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=quality)
    return Image.open(kept).convert("RGB")


def messenger(image: Picture, rng: random.Random) -> Picture:
    for _ in range(4):
        image = ImageOps.contain(image, (640 - rng.randrange(40),) * 2, Image.Resampling.BILINEAR)
        image = jpeg(image, rng.randint(35, 60))
    return image


def moved(image: Picture, rng: random.Random) -> Picture:
    length = max(5, max(image.size) // 60) | 1
    line = np.zeros((length, length), np.float32)
    cv2.line(line, (0, rng.randrange(length)), (length - 1, rng.randrange(length)), 1.0)
    return Image.fromarray(cv2.filter2D(np.asarray(image), -1, line / line.sum()))


def enlarged(image: Picture, _: random.Random) -> Picture:
    small = image.resize([max(16, side // 3) for side in image.size], Image.Resampling.BICUBIC)
    return small.resize([2 * side for side in image.size], Image.Resampling.BICUBIC)


def stretched(image: Picture, rng: random.Random) -> Picture:
    across, down = rng.choice([(1.3, 1.0), (1.0, 1.25), (0.75, 1.0), (1.0, 0.75)])
    return image.resize((round(image.width * across), round(image.height * down)), Image.Resampling.BICUBIC)


def turned(image: Picture, rng: random.Random) -> Picture:
    return image.rotate(rng.uniform(15, 345), Image.Resampling.BICUBIC, expand=True)


def straightened(image: Picture, rng: random.Random) -> Picture:
    """Turned by some degrees and cut to the largest upright frame inside, about half of the area, then shrunk."""
    angle = rng.uniform(5, 15) * rng.choice([-1, 1])
    cut = image.rotate(angle, Image.Resampling.BICUBIC)
    left, top = (round(0.14 * side) for side in image.size)
    return part(cut.crop((left, top, image.width - left, image.height - top)), rng, 0.9)


def warped(image: Picture, rng: random.Random, most: float, ground: tuple[int, int, int]) -> Picture:
    width, height = image.size
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    inwards = np.array([(1, 1), (-1, 1), (-1, -1), (1, -1)])
    shifts = np.array([(rng.uniform(0.02, most) * width, rng.uniform(0.02, most) * height) for _ in range(4)])
    matrix = cv2.getPerspectiveTransform(corners, (corners + shifts * inwards).astype(np.float32))
    return Image.fromarray(cv2.warpPerspective(np.asarray(image), matrix, (width, height), borderValue=ground))


def print_on_desk(image: Picture, rng: random.Random) -> Picture:
    desk = Image.new("RGB", (round(image.width * 1.3), round(image.height * 1.3)), rng.choice(["#8a6a4c", "#3c3a38"]))
    desk = noisy(desk, rng, 12).filter(ImageFilter.GaussianBlur(2))
    desk.paste(ImageOps.expand(image, max(image.size) // 40, "#f4f0e8"), (round(image.width * 0.13),) * 2)
    shot = as_floats(warped(desk.rotate(rng.uniform(-6, 6), Image.Resampling.BICUBIC), rng, 0.08, (40, 36, 34)))
    light = np.linspace(0.7, 1.15, shot.shape[1], dtype=np.float32)[None, :, None]
    return noisy(as_picture(shot * light * np.array([1.05, 1.0, 0.88], np.float32)), rng, 4)


def monitor(image: Picture, rng: random.Random) -> Picture:
    """A photo of a screen: moiré, a reflection, a dark frame, held at an angle."""
    values = as_floats(ImageOps.expand(image, max(image.size) // 25, "#0c0c0e"))
    y, x = np.mgrid[: values.shape[0], : values.shape[1]].astype(np.float32)
    fine = np.sin(x * 2.1 + y * 0.13) * np.sin(y * 2.05 - x * 0.11)
    shine = np.exp(-(((x / x.max() - rng.random()) / 0.2) ** 2 + ((y / y.max() - rng.random()) / 0.25) ** 2))
    lit = values * (1 + 0.25 * fine[..., None]) * 0.85 + 110 * shine[..., None]
    return warped(as_picture(lit), rng, 0.09, (25, 25, 28)).filter(ImageFilter.GaussianBlur(0.8))


def tiled_mark(image: Picture, rng: random.Random) -> Picture:
    mark = Image.new("L", [2 * max(image.size)] * 2, 0)
    pen, size = ImageDraw.Draw(mark), max(image.size) / 22
    text = f"{words(rng, 1).upper()} STOCK"
    for row, y in enumerate(range(0, mark.height, round(4 * size))):
        for x in range(-round(5 * size) * (row % 2), mark.width, round(10 * size)):
            write(pen, (x, y), text, size, "white")
    mark = mark.rotate(30)
    left, top = ((mark.width - image.width) // 2, (mark.height - image.height) // 2)
    mask = mark.crop((left, top, left + image.width, top + image.height)).point(lambda value: value // 2)
    return Image.composite(Image.new("RGB", image.size, "white"), image, mask)


def meme(image: Picture, rng: random.Random) -> Picture:
    band = image.height // 4
    paper = Image.new("RGB", (image.width, image.height + 2 * band), rng.choice(["white", "black"]))
    paper.paste(image, (0, band))
    ink = "black" if paper.getpixel((0, 0)) == (255, 255, 255) else "white"
    for y in (band * 0.2, image.height + band * 1.2):
        write(ImageDraw.Draw(paper), (image.width * 0.03, y), words(rng, 3).upper()[:22], image.width / 14, ink)
    return paper


def smileys(image: Picture, rng: random.Random) -> Picture:
    image, side = image.copy(), min(image.size)
    pen = ImageDraw.Draw(image)
    for _ in range(3):
        radius, x, y = side * rng.uniform(0.09, 0.16), rng.uniform(0, image.width), rng.uniform(0, image.height)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), "#ffcf33", "#8a5a00", 2)
        for eye in (-0.4, 0.4):
            pen.ellipse((x + eye * radius - 4, y - radius / 2, x + eye * radius + 4, y - radius / 4), "black")
        pen.arc((x - radius / 2, y - radius / 3, x + radius / 2, y + radius / 2), 20, 160, "black", 4)
    return image


def blurred_face(image: Picture, rng: random.Random) -> Picture:
    image, radius = image.copy(), min(image.size) // 4
    x, y = rng.randint(radius, image.width - radius), rng.randint(radius, image.height - radius)
    box = (x - radius, y - radius, x + radius, y + radius)
    image.paste(image.crop(box).resize((6, 6), Image.Resampling.BOX).resize((2 * radius,) * 2, 0), box)
    return image


def covered(image: Picture, rng: random.Random) -> Picture:
    """A third of the photo under a plain surface: a thumb before the lens, a note, a blacked out part."""
    image, (width, height) = image.copy(), (round(side * 0.58) for side in image.size)
    x, y = rng.choice([0, image.width - width]), rng.choice([0, image.height - height])
    ImageDraw.Draw(image).rectangle((x, y, x + width, y + height), rng.choice(["black", "#d8b08c", "#e8e4d0"]))
    return image


def polaroid(image: Picture, rng: random.Random) -> Picture:
    square = ImageOps.fit(image, (min(image.size),) * 2)
    card = Image.new("RGB", (round(square.width * 1.14), round(square.width * 1.4)), "#f6f4ee")
    card.paste(ImageEnhance.Color(square).enhance(0.7), (round(square.width * 0.07),) * 2)
    write(ImageDraw.Draw(card), (card.width * 0.2, card.height * 0.87), words(rng, 2)[:18], card.width / 14, "#303050")
    return card.rotate(rng.choice([0, -5, 6]), Image.Resampling.BICUBIC, expand=True, fillcolor="#b8a890")


def chat(image: Picture, rng: random.Random) -> Picture:
    """A screenshot of a chat in which the photo was sent, as small as chats show it."""
    screen = Image.new("RGB", (720, 1440), "#e5ddd5")
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, 720, 110), "#075e54")
    write(pen, (110, 40), words(rng, 2)[:24], 30, "white")
    shown = ImageOps.contain(image.resize((image.width * 3, image.height * 3)), (470, 620))
    y = 150
    for _ in range(rng.randint(1, 3)):
        wide, left = rng.randint(250, 480), rng.choice([20, 220])
        pen.rounded_rectangle((left, y, left + wide, y + 70), 14, "white" if left == 20 else "#dcf8c6")
        write(pen, (left + 16, y + 18), words(rng, 4)[: wide // 15], 25, "#202020")
        y += 95
    pen.rounded_rectangle((230, y, 250 + shown.width, y + 20 + shown.height), 14, "#dcf8c6")
    screen.paste(shown, (240, y + 10))
    pen.rounded_rectangle((20, y + 60 + shown.height, 420, y + 130 + shown.height), 14, "white")
    write(pen, (36, y + 78 + shown.height), words(rng, 3)[:24], 25, "#202020")
    return screen


def blurred_frame(image: Picture, _: random.Random) -> Picture:
    """A story: the photo over its own enlarged, blurred copy."""
    story = ImageOps.fit(image, (720, 1280)).filter(ImageFilter.GaussianBlur(30))
    shown = ImageOps.contain(image.resize((image.width * 3, image.height * 3)), (720, 1280))
    story.paste(shown, ((720 - shown.width) // 2, (1280 - shown.height) // 2))
    return story


def cut_out(image: Picture, _: random.Random) -> Picture:
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, image.width, image.height), min(image.size) // 5, 255)
    image = image.copy()
    image.putalpha(mask)
    return image


def dated(image: Picture, rng: random.Random) -> Picture:
    image, size = image.copy(), image.width / 18
    text = f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/{rng.randint(1990, 2020)} {rng.randint(0, 23)}:15"
    write(ImageDraw.Draw(image), (image.width * 0.55, image.height * 0.9), text, size, "#ff8c1a")
    return image


def in_sixteen_bits(image: Picture, _: random.Random) -> Picture:
    return Image.fromarray(np.asarray(ImageOps.grayscale(image), np.uint16) * 257)


def resized(longest: int) -> Edit:
    return lambda image, _: ImageOps.contain(image, (longest, longest))


def cut(share: float) -> Edit:
    return lambda image, rng: part(image, rng, share)


def turned_part(image: Picture, rng: random.Random) -> Picture:
    return part(image, rng, rng.uniform(0.5, 0.7)).transpose(rng.choice(TURNS))


TURNS = (
    Image.Transpose.ROTATE_90,
    Image.Transpose.ROTATE_180,
    Image.Transpose.ROTATE_270,
    Image.Transpose.TRANSPOSE,
)


def same(image: Picture, _: random.Random) -> Picture:
    return image


EDITS: dict[str, Edit] = {
    "sepia": lambda image, _: toned(image, "#1a0f05", "#ffeccb"),
    "duotone": lambda image, _: toned(image, "#1c0f6e", "#ff9a76"),
    "black and white": lambda image, _: ImageEnhance.Contrast(ImageOps.grayscale(image)).enhance(1.8).convert("RGB"),
    "inverted": lambda image, _: ImageChops.invert(image),
    "posterised to 4": lambda image, _: ImageOps.posterize(image, 2),
    "hue turned": lambda image, _: Image.merge("RGB", [image.split()[band] for band in (1, 2, 0)]),
    "brightened": lambda image, _: curves(image, 0.4, 0.4, 0.4),
    "darkened": lambda image, _: curves(image, 2.6, 2.6, 2.6),
    "warm": lambda image, _: curves(image, 0.7, 1.0, 1.6),
    "sharpened": lambda image, _: image.filter(ImageFilter.UnsharpMask(3, 300, 0)),
    "blurred": lambda image, _: image.filter(ImageFilter.GaussianBlur(max(image.size) / 200)),
    "blurred strongly": lambda image, _: image.filter(ImageFilter.GaussianBlur(max(image.size) / 100)),
    "high ISO": lambda image, rng: noisy(image, rng, 40),
    "vignette": vignette, "faded": faded, "cross process": crossed, "light leak": light_leak, "halftone": halftone,
    "local contrast": local_contrast, "smoothed": smoothed, "drawn": drawn, "motion blur": moved,
    "JPEG 5": lambda image, _: jpeg(image, 5), "JPEG 12": lambda image, _: jpeg(image, 12), "messenger": messenger,
    "96 px": resized(96), "128 px": resized(128), "enlarged": enlarged, "stretched": stretched,
    "turned": turned, "straightened": straightened, "turned part": turned_part,
    "part 40 %": cut(0.4), "part 30 %": cut(0.3), "part 25 %": cut(0.25),
    "mirrored and tilted": lambda image, rng: ImageOps.mirror(image).rotate(rng.uniform(-12, 12), expand=True),
    "perspective": lambda image, rng: warped(image, rng, 0.15, (0, 0, 0)),
    "print on desk": print_on_desk, "monitor": monitor, "tiled watermark": tiled_mark, "meme": meme,
    "smileys": smileys, "blurred face": blurred_face, "covered": covered, "polaroid": polaroid, "chat": chat,
    "blurred frame": blurred_frame, "cut out": cut_out, "date stamp": dated,
    "gif": same, "palette": same, "CMYK": same, "16 bits": in_sixteen_bits, "WebP 8": same, "AVIF 15": same,
}  # fmt: skip

SAVED: dict[str, Saver] = {
    "gif": lambda image: (image.quantize(16, dither=Image.Dither.FLOYDSTEINBERG), "gif", {}),
    "palette": lambda image: (image.quantize(256), "png", {}),
    "CMYK": lambda image: (image.convert("CMYK"), "jpg", {"quality": 85}),
    "16 bits": lambda image: (image, "tif", {}),
    "WebP 8": lambda image: (image, "webp", {"quality": 8}),
    "AVIF 15": lambda image: (image, "avif", {"quality": 15}),
    "cut out": lambda image: (image, "png", {}),
}  # fmt: skip
