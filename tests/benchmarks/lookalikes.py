"""Write a hard corpus from a folder of photos: drastic edits, and pictures that look alike without being the same.

    python tests/benchmarks/lookalikes.py PHOTOS OUT [--seed 1]

Half of the photos get edited copies. The others become negatives: frames of bursts (each its own photo, of one scene),
strips of one film, screenshots of one program, pictures with one motto. Drawn ones join them: slides, receipts and
pages of one layout, night skies, brick walls. `truth.json` is as corpus.py reads it; one seed gives one corpus.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

Picture = Image.Image
Edit = Callable[[Picture, random.Random], Picture]
Saver = Callable[[Picture], tuple[Picture, str, dict[str, Any]]]
"""Gives the picture as its file holds it, the file's ending, and options for Pillow."""
SYLLABLES = (
    "lor", "ven", "tas", "mi", "dor", "quel", "san", "per", "ta", "bru", "nel", "cor",
    "ist", "fa", "gen", "ul",
)  # fmt: skip
LONGEST_SIDE = 1024
COPIES = 6


def words(rng: random.Random, count: int) -> str:
    return " ".join("".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) for _ in range(count)).capitalize()


def write(pen: ImageDraw.ImageDraw, place: tuple[float, float], text: str, size: float, fill: str) -> None:
    pen.text(place, text, fill, ImageFont.load_default(max(8, round(size))))


def noisy(image: Picture, rng: random.Random, strength: float) -> Picture:
    noise = np.random.default_rng(rng.randrange(2**32)).normal(0, strength, (image.height, image.width, 3))
    return Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype(np.uint8))


def part(image: Picture, rng: random.Random, share: float) -> Picture:
    width, height = (round(side * share**0.5) for side in image.size)
    left, top = rng.randint(0, image.width - width), rng.randint(0, image.height - height)
    return image.crop((left, top, left + width, top + height))


def stickers(image: Picture, rng: random.Random) -> Picture:
    image = image.copy()
    pen, side = ImageDraw.Draw(image), min(image.size)
    for _ in range(rng.choice([1, 3, 6])):
        radius = side * rng.uniform(0.08, 0.2)
        x, y = rng.uniform(0, image.width), rng.uniform(0, image.height)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), rng.choice(["#ffd93b", "#ff6b6b"]), "black", 3)
    return image


def on_screen(image: Picture, rng: random.Random) -> Picture:
    dark = rng.random() < 0.5
    screen = Image.new("RGB", (720, 1440), "#101010" if dark else "#ffffff")
    pen, ink = ImageDraw.Draw(screen), "#e0e0e0" if dark else "#202020"
    write(pen, (20, 15), f"12:{rng.randint(10, 59)}", 24, ink)
    pen.ellipse((20, 60, 80, 120), "#1976d2")
    write(pen, (100, 75), words(rng, 2), 26, ink)
    shown = ImageOps.contain(image.resize((image.width * 4, image.height * 4)), (720, 900))
    screen.paste(shown, ((720 - shown.width) // 2, 150))
    for y in range(190 + shown.height, 1400, 40):
        write(pen, (20, y), words(rng, 5)[:46], 24, ink)
    return screen


def film(image: Picture, _: random.Random) -> Picture:
    strip = Image.new("RGB", (1000, 760), "#0a0806")
    strip.paste(ImageOps.fit(image, (900, 600)), (50, 80))
    pen = ImageDraw.Draw(strip)
    for x in range(20, 1000, 60):
        for y in (18, 700):
            pen.rounded_rectangle((x, y, x + 34, y + 42), 8, "#e8e2d0")
    write(pen, (60, 62), "SAFETY FILM 400", 16, "#e8a33d")
    return strip


def motto(image: Picture, _: random.Random) -> Picture:
    image = image.copy()
    write(ImageDraw.Draw(image), (image.width * 0.1, image.height * 0.82), "NEVER GIVE UP", image.height / 8, "white")
    return image


def tilted(image: Picture, rng: random.Random) -> Picture:
    return image.rotate(rng.choice([-8, -3, 4, 10]), Image.Resampling.BICUBIC, expand=True)


def photographed(image: Picture, rng: random.Random) -> Picture:
    width, height = image.size
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    moved = corners + np.array([(rng.uniform(0, 0.07) * width, rng.uniform(0, 0.07) * height) for _ in range(4)]) * [
        (1, 1), (-1, 1), (-1, -1), (1, -1)]  # fmt: skip
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    turned = cv2.warpPerspective(np.asarray(image), matrix, (width, height), borderValue=(40, 35, 30))
    return noisy(Image.fromarray(turned).filter(ImageFilter.GaussianBlur(1)), rng, 6)


EDITS: dict[str, Edit] = {
    "stickers": stickers,
    "screen": on_screen,
    "film": film,
    "motto": motto,
    "tilted": tilted,
    "photographed": photographed,
    "corner": lambda image, rng: part(image, rng, 0.35),
    "mirrored part": lambda image, rng: ImageOps.mirror(part(image, rng, 0.6)),
    "turned part": lambda image, rng: part(image, rng, 0.6).transpose(Image.Transpose.ROTATE_90),
    "stretched": lambda image, _: image.resize((round(image.width * 1.3), image.height)),
    "dark": lambda image, rng: noisy(ImageEnhance.Brightness(image).enhance(0.25), rng, 3),
    "posterised": lambda image, _: ImageOps.posterize(image, 2),
    "equalised": lambda image, _: ImageOps.equalize(image),
    "tiny": lambda image, _: ImageOps.contain(image, (110, 110)),
    "grainy": lambda image, rng: noisy(image, rng, 25),
    "soft": lambda image, _: image.filter(ImageFilter.GaussianBlur(max(image.size) / 130)),
    "story": lambda image, _: ImageOps.pad(image, (720, 1280), color="#303840"),
}


def burst(image: Picture, rng: random.Random) -> Picture:
    """The next frame: the camera has moved, near things more than far ones, and so have people."""
    pixels = np.asarray(image)
    height, width = pixels.shape[:2]
    noise = np.random.default_rng(rng.randrange(2**32))
    amount = rng.uniform(0.008, 0.03) * width
    y, x = np.mgrid[:height, :width].astype(np.float32)
    shifts = [
        cv2.resize(noise.standard_normal((6, 6), np.float32), (width, height), interpolation=cv2.INTER_CUBIC) * amount
        for _ in range(2)
    ]
    across, down = (x + shifts[0]).astype(np.float32), (y + shifts[1]).astype(np.float32)
    moved = cv2.remap(pixels, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return noisy(ImageEnhance.Brightness(Image.fromarray(moved)).enhance(rng.uniform(0.93, 1.07)), rng, 3)


def slide(rng: random.Random) -> Picture:
    paper = Image.new("RGB", (1280, 720), "white")
    pen = ImageDraw.Draw(paper)
    pen.rectangle((0, 0, 1280, 90), "#1f4e79")
    pen.rectangle((0, 680, 1280, 720), "#1f4e79")
    write(pen, (40, 22), words(rng, 4), 40, "white")
    for row in range(rng.randint(3, 6)):
        pen.ellipse((60, 160 + 80 * row, 76, 176 + 80 * row), "#1f4e79")
        write(pen, (100, 150 + 80 * row), words(rng, 6)[:60], 30, "#333333")
    return paper


def receipt(rng: random.Random) -> Picture:
    paper = Image.new("RGB", (600, 1500), "#f4f2ee")
    pen = ImageDraw.Draw(paper)
    write(pen, (90, 40), "SUPERMARKET LORVEN", 40, "#222222")
    for y in range(160, 1200, 40):
        write(pen, (40, y), words(rng, 2)[:22], 26, "#333333")
        write(pen, (480, y), f"{rng.uniform(1, 99):.2f}", 26, "#333333")
    write(pen, (160, 1380), "THANK YOU", 50, "#222222")
    return noisy(paper, rng, 4)


def page(rng: random.Random) -> Picture:
    paper = Image.new("RGB", (930, 1315), "#fdfdfb")
    pen = ImageDraw.Draw(paper)
    for y in range(80, rng.randint(900, 1230), 26):
        write(pen, (90, y), words(rng, 12)[: rng.randint(40, 64)], 18, "#222222")
    return paper


def night(rng: random.Random) -> Picture:
    sky = Image.new("RGB", (1200, 800), "#0c0e16")
    pen = ImageDraw.Draw(sky)
    for _ in range(rng.choice([80, 400, 1200])):
        x, y, size = rng.uniform(0, 1200), rng.uniform(0, 800), rng.uniform(0.4, 2)
        pen.ellipse((x - size, y - size, x + size, y + size), "#e8ecff")
    return noisy(sky, rng, 4)


def bricks(rng: random.Random) -> Picture:
    wall = Image.new("RGB", (1200, 900), "#b8b0a4")
    pen, (width, height) = ImageDraw.Draw(wall), rng.choice([(90, 34), (110, 42)])
    for row, y in enumerate(range(-10, 900, height)):
        for x in range(-150 + (row % 2) * width // 2, 1200, width):
            shade = rng.randint(-25, 25)
            pen.rectangle((x, y, x + width - 7, y + height - 7), (150 + shade, 70 + shade // 2, 55 + shade // 2))
    return noisy(wall, rng, 6)


DRAWN: dict[str, Callable[[random.Random], Picture]] = {
    "slide": slide, "receipt": receipt, "page": page, "night": night, "bricks": bricks}  # fmt: skip
EACH_DRAWN = 12
FRAMES = 3
"""Of a series of one scene."""


def as_jpeg(image: Picture) -> tuple[Picture, str, dict[str, int]]:
    return image.convert("RGB"), "jpg", {"quality": 88}


class Writer:
    """Puts pictures into the folder, and what they are into the truth."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.rng = random.Random(seed)
        self.files: dict[str, dict[str, str]] = {}
        self.scenes: list[list[str]] = []
        self.shows: dict[str, list[str]] = {}
        folder.mkdir(parents=True)

    def put(self, image: Picture, base: str, kind: str, save: Saver = as_jpeg) -> None:
        saved, ending, options = save(image)
        name = f"{len(self.files):05}.{ending}"
        saved.save(self.folder / name, **options)
        self.files[name] = {"base": base, "kind": kind}

    def positives(self, path: Path, edits: Mapping[str, Edit], copies: int, savers: Mapping[str, Saver]) -> None:
        image = opened(path)
        self.put(image, path.name, "original")
        for kind in self.rng.sample(sorted(edits), copies):
            self.put(edits[kind](image, self.rng), path.name, kind, savers.get(kind, as_jpeg))

    def negatives(self, paths: list[Path]) -> None:
        layout = self.rng.randrange(2**32)
        for number, path in enumerate(paths):
            image, kind = opened(path), ("burst", "film frame", "one program", "one motto")[number % 4]
            if kind == "burst":
                self.series(path)
            else:
                edit = {"film frame": film, "one program": on_screen, "one motto": motto}[kind]
                self.put(edit(image, random.Random(layout)), path.name, kind)
        self.drawings(DRAWN, EACH_DRAWN)

    def series(self, path: Path) -> None:
        """Frames of one scene."""
        image = opened(path)
        self.scenes.append([f"{path.name} {frame}" for frame in range(FRAMES)])
        for base in self.scenes[-1]:
            self.put(burst(image, self.rng), base, "burst")

    def drawings(self, kinds: Mapping[str, Callable[[random.Random], Picture]], each: int) -> None:
        """Drawn pictures, `each` of every kind."""
        for kind, draw in kinds.items():
            for number in range(each):
                self.put(draw(self.rng), f"{kind} {number}", kind)

    def strangers(self, folder: Path | None) -> None:
        """Pictures that are all different; their kind is what stands before `__` in their names."""
        for path in pictures(folder) if folder else []:
            self.put(opened(path), path.name, path.name.partition("__")[0])

    def close(self) -> None:
        truth = {"same_scene": self.scenes, "shows": self.shows, "files": self.files}
        (self.folder / "truth.json").write_text(json.dumps(truth, indent=0))


def opened(path: Path) -> Picture:
    with Image.open(path) as file:
        image = ImageOps.exif_transpose(file).convert("RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return image


def make(paths: list[Path], out: Path, seed: int) -> int:
    """Write the corpus; half of the photos are edited, the others are look-alikes. How many files it has."""
    writer = Writer(out, seed)
    writer.rng.shuffle(paths)
    for path in paths[: len(paths) // 2]:
        writer.positives(path, EDITS, COPIES, {})
    writer.negatives(paths[len(paths) // 2 :])
    writer.close()
    return len(writer.files)


def pictures(folder: Path) -> list[Path]:
    """The files of a folder that a corpus is made from, by name."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in {".jpg", ".jpeg", ".png", ".webp"})


def asked_for(description: str | None, copies: int | None = None, *, others: bool = False) -> argparse.ArgumentParser:
    """What a script that writes a corpus is told; `copies` are its usual edits of each photo, if one may choose.

    With `others`, one may name pictures to put beside them (`Writer.strangers`).
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("out", type=Path, help="folder to write; must not exist")
    parser.add_argument("--seed", type=int, default=1)
    if copies is not None:
        parser.add_argument("--copies", type=int, default=copies)
    if others:
        parser.add_argument("--others", type=Path, help="a folder of pictures that are all different")
    return parser


def main() -> None:
    arguments = asked_for(__doc__).parse_args()
    print(f"{make(pictures(arguments.photos), arguments.out, arguments.seed)} files in {arguments.out}")


if __name__ == "__main__":
    main()
