"""Photos whose transforms are known exactly, and where their pixels come from."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from threading import Event

import numpy as np
from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lookalike.errors import UnreadableError
from lookalike.types import (
    Decider,
    Evidence,
    Fingerprint,
    KeypointMatch,
    Match,
    Photo,
    ProblemReason,
    Proposer,
    Quality,
    Raster,
    Relation,
    Scores,
    Transform,
)
from lookalike_gui.review.canvas import CompareCanvas
from lookalike_gui.review.values import Comparison, Subject
from tests.photos import photo, save

Affine = tuple[tuple[float, float, float], tuple[float, float, float]]
FULL_SIDE = 1024


class Files:
    """Reads photos from disk with Pillow. `gate` holds back full pixels until it is set."""

    def __init__(self) -> None:
        self.gate = Event()
        self.gate.set()
        self.reads: list[str] = []

    def measure(self, wanted: Photo) -> tuple[int, int]:
        with Image.open(wanted.path) as image:
            return image.size

    def preview(self, wanted: Photo) -> Raster:
        with Image.open(wanted.path) as image:
            small = image.convert("RGB")
        small.thumbnail((128, 128))
        return np.asarray(small)

    def full(self, wanted: Photo) -> Raster:
        self.reads.append(wanted.name)
        assert self.gate.wait(60)
        if not os.path.exists(wanted.path):
            raise UnreadableError(wanted.path, ProblemReason.NOT_FOUND, "the file is gone")
        with Image.open(wanted.path) as image:
            return np.asarray(image.convert("RGB"))


def photo_at(path: Path) -> Photo:
    status = path.stat()
    return Photo(str(path), status.st_size, status.st_mtime_ns, status.st_dev, status.st_ino)


def subject(index: int, path: Path, *, keeper: bool = False, compression: int | None = 90) -> Subject:
    with Image.open(path) as image:
        quality = Quality(image.width, image.height, image.format or "", 200.0, compression, None, 0)
    return Subject(index, photo_at(path), Fingerprint(0, 0, 0, 0, b"", quality, 40.0), keeper=keeper)


def match(
    first: int, second: int, transform: Transform | None, relations: Iterable[Relation], **facts: object
) -> Match:
    values: dict[str, object] = {
        "inliers": 80,
        "match_count": 100,
        "keypoints": (400, 380),
        "orb": 0.21,
        "correlation": 0.98,
        "overlap": 1.0,
        "spread": 0.8,
        "transform": transform,
    }
    evidence = Evidence(tuple(relations), **{**values, **facts})  # type: ignore[arg-type]
    scores = Scores(0.9, 0.9, 0.9, 0.9, 0.95, 0.21, 0.98, 0.99)
    return Match(first, second, scores, (Proposer.HASH,), Decider.ORB, evidence.relations[0], evidence)


def keypoints(transform: Transform, size: tuple[int, int]) -> tuple[KeypointMatch, ...]:
    a, b, c, d, e, f, *_ = transform
    spots = [(x * size[0], y * size[1]) for x in (0.3, 0.5, 0.7) for y in (0.3, 0.5, 0.7)]
    return tuple(KeypointMatch((x, y), (a * x + b * y + c, d * x + e * y + f), True, 0.5) for x, y in spots)


def original(folder: Path, side: int = FULL_SIDE) -> Path:
    """A photo of `side` pixels: enough to tell a shift of one pixel, quick to make."""
    image = photo("coffee")
    image = image.resize((side, side * image.height // image.width), Image.Resampling.BICUBIC)
    return save(image, folder / "original.bmp")


def edits(path: Path) -> dict[str, tuple[Image.Image, Transform]]:
    """Edits of a photo with what maps the original's pixels onto theirs."""
    with Image.open(path) as opened:
        image = opened.convert("RGB")
    width, height = image.size
    left, top, right, bottom = width // 8, height // 5, width - width // 6, height - height // 10
    crop = image.crop((left, top, right, bottom))
    half = image.resize((width // 2, height // 2), Image.Resampling.LANCZOS)
    odd = image.resize((width + 1, height), Image.Resampling.LANCZOS)
    return {
        "crop": (crop, (1, 0, -left, 0, 1, -top, 0, 0, 1)),
        "half": (half, (0.5, 0, 0, 0, 0.5, 0, 0, 0, 1)),
        "one-pixel-wider": (odd, ((width + 1) / width, 0, 0, 0, 1, 0, 0, 0, 1)),
        "turned": (image.transpose(Image.Transpose.ROTATE_90), (0, 1, 0, -1, 0, width, 0, 0, 1)),
        "mirrored": (image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (-1, 0, width, 0, 1, 0, 0, 0, 1)),
        "turned-crop": (crop.transpose(Image.Transpose.ROTATE_90), (0, 1, -top, -1, 0, right, 0, 0, 1)),
    }


def pair(folder: Path, edit: str, **facts: object) -> Comparison:
    """The original and one of its edits, on disk."""
    path = original(folder)
    image, transform = edits(path)[edit]
    other = save(image, folder / f"{edit}.bmp")
    found = match(0, 1, transform, [Relation.CROPPED], **facts)
    return Comparison((subject(0, path, keeper=True), subject(1, other)), (found,))


def grey(image: QImage) -> np.ndarray:
    """A picture of the screen as luminance, shape (height, width)."""
    converted = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(converted.constBits(), np.uint8).reshape(converted.height(), converted.bytesPerLine())
    pixels = rows[:, : converted.width() * 3].reshape(converted.height(), converted.width(), 3)
    return np.asarray(pixels.astype(np.float32).mean(axis=2))


def area(widget: QWidget) -> QRectF:
    """The widget in device pixels, so that tests hold at every scale factor."""
    ratio = widget.devicePixelRatioF()
    return QRectF(0, 0, round(widget.width() * ratio), round(widget.height() * ratio))


def middle(screen: np.ndarray, share: float = 0.3) -> np.ndarray:
    """The middle of a picture, `share` of its width and height."""
    height, width = screen.shape
    across, down = round(width * share / 2), round(height * share / 2)
    return screen[height // 2 - down : height // 2 + down, width // 2 - across : width // 2 + across]


def show(qtbot: QtBot, canvas: CompareCanvas, comparison: Comparison) -> None:
    """Show photos and wait until all their pixels are there."""
    canvas.show_comparison(comparison)
    photos = [found.photo for found in comparison.subjects]
    qtbot.waitUntil(lambda: all(canvas.loader.state(photo).full for photo in photos))
