"""Fit the projection from GeM-pooled features to proposal vectors. Needs an engine; see packaging/MODELS.md.

    python packaging/fit_projection.py FOLDER…

Every photo of the folders, and those that scikit-image ships, is seen in many views (parts, turned, recoloured, worn,
framed): directions in which the copies of one photo differ are made to count less than those in which photos do. Only
the mean and the basis are written: resources/lookalike_resources/models/proposal_projection.npz.
"""

from __future__ import annotations

import argparse
import io
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import skimage.data
from PIL import Image, ImageEnhance, ImageOps, UnidentifiedImageError

from lookalike.fingerprints.embed import PROPOSAL_LENGTH, engine_input
from lookalike.fingerprints.engines import load_engine
from lookalike.fingerprints.network import FloatArray
from lookalike.settings import EngineChoice
from lookalike.types import Raster
from lookalike_resources.models import ModelFile

MODELS = Path(__file__).parents[1] / "resources" / "lookalike_resources" / "models"
SHRINKAGE = 0.5
"""How far the scatter of one photo's views is drawn towards an even one: a few hundred photos do not tell 1024
directions apart. Between 0.2 and 0.8 it hardly matters (packaging/MODELS.md)."""
VIEWS = 24
SEED = 1
SIDE = 512
SHIPPED_WITH_SCIKIT_IMAGE = [
    "astronaut.png",
    "brick.png",
    "camera.png",
    "chelsea.png",
    "coffee.png",
    "coins.png",
    "grass.png",
    "gravel.png",
    "hubble_deep_field.jpg",
    "ihc.png",
    "moon.png",
    "motorcycle_left.png",
    "page.png",
    "retina.jpg",
    "rocket.jpg",
    "text.png",
]


def photos(folders: list[Path]) -> Iterator[Raster]:
    """The folders' photos in the order of their names, then scikit-image's, at most 512 pixels wide and high."""
    shipped = Path(skimage.data.__file__).parent
    for path in [path for folder in folders for path in sorted(folder.iterdir())] + [
        shipped / name for name in SHIPPED_WITH_SCIKIT_IMAGE
    ]:
        try:
            with Image.open(path) as file:
                image = ImageOps.exif_transpose(file).convert("RGB")
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
            continue
        image.thumbnail((SIDE, SIDE), Image.Resampling.BICUBIC)
        yield np.asarray(image)


def views(raster: Raster, rng: random.Random) -> Iterator[Raster]:
    """The photo, and then as copies of it look: parts, turned and mirrored, recoloured, worn, framed, or all of it."""
    yield raster
    for _ in range(VIEWS - 1):
        view = raster
        for change in (_shape, _colours, _wear, _frame):
            view = change(view, rng)
        yield view


def _shape(raster: Raster, rng: random.Random) -> Raster:
    if rng.random() < 0.6:
        height, width = raster.shape[:2]
        side = rng.uniform(0.25, 0.9) ** 0.5
        top, left = int(rng.uniform(0, 1 - side) * height), int(rng.uniform(0, 1 - side) * width)
        raster = raster[top : top + int(side * height) + 1, left : left + int(side * width) + 1]
    if rng.random() < 0.3:
        raster = raster[:, ::-1]
    if rng.random() < 0.5:
        raster = np.rot90(raster, rng.choice([1, 2, 3]))
    if rng.random() < 0.35:
        angle = rng.uniform(-180, 180) if rng.random() < 0.4 else rng.uniform(-15, 15)
        turned = Image.fromarray(np.ascontiguousarray(raster))
        raster = np.asarray(turned.rotate(angle, Image.Resampling.BICUBIC, expand=rng.random() < 0.6))
    return np.ascontiguousarray(raster)


def _colours(raster: Raster, rng: random.Random) -> Raster:
    way = rng.random()
    if way < 0.15:
        return (255 * (raster / 255) ** rng.uniform(0.4, 2.5)).astype(np.uint8)
    if way < 0.25:
        return np.asarray(cv2.cvtColor(cv2.cvtColor(raster, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB), np.uint8)
    if way < 0.3:
        return 255 - raster
    if way < 0.35:
        return np.ascontiguousarray(raster[..., [1, 2, 0]])
    if way < 0.45:
        contrast = ImageEnhance.Contrast(Image.fromarray(raster)).enhance(rng.uniform(0.5, 1.8))
        return np.asarray(ImageEnhance.Color(contrast).enhance(rng.uniform(0.2, 2.0)))
    return raster


def _wear(raster: Raster, rng: random.Random) -> Raster:
    way = rng.random()
    if way < 0.15:
        return np.asarray(cv2.GaussianBlur(raster, (0, 0), max(raster.shape) / rng.uniform(80, 250)), np.uint8)
    if way < 0.3:
        noise = np.random.default_rng(rng.randrange(2**32)).normal(0, rng.uniform(5, 35), raster.shape)
        return (raster + noise).clip(0, 255).astype(np.uint8)
    if way < 0.4:
        file = io.BytesIO()
        Image.fromarray(raster).save(file, "JPEG", quality=rng.randint(5, 25))
        return np.asarray(Image.open(file))
    return raster


def _frame(raster: Raster, rng: random.Random) -> Raster:
    if rng.random() > 0.2:
        return raster
    top, bottom = (int(rng.uniform(0, 0.45) * raster.shape[0]) for _ in range(2))
    left, right = (int(rng.uniform(0, 0.45) * raster.shape[1]) for _ in range(2))
    level = rng.choice([0, 20, 128, 235, 255])
    return np.pad(raster, ((top, bottom), (left, right), (0, 0)), constant_values=level)


def features(rasters: Iterable[Raster]) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """L2-normalised GeM-pooled features of every view, and the number of the photo that each one shows."""
    engine = load_engine(EngineChoice.AUTO, 2)
    rng = random.Random(SEED)
    rows, labels = [], []
    for label, raster in enumerate(rasters):
        inputs = np.stack([engine_input(view) for view in views(raster, rng)])
        for start in range(0, len(inputs), engine.batch):
            rows.append(np.cbrt(engine.run(inputs[start : start + engine.batch]).cubes))
        labels += [label] * len(inputs)
    found = np.concatenate(rows)
    return found / np.linalg.norm(found, axis=1, keepdims=True), np.array(labels)


def fit(rows: FloatArray, labels: npt.NDArray[np.int64]) -> tuple[FloatArray, FloatArray]:
    """The mean (1024) and the basis (1024, 256) of rows whose labels say which photo each one shows.

    The space is scaled so that the views of one photo scatter alike in all directions, and then turned to where all
    rows differ most: "learned whitening" (Mikolajczyk and Matas, 2007; Radenović, Tolias and Chum, 2018, section 3.3).
    """
    rows = rows.astype(np.float64)
    mean = rows.mean(axis=0)
    middles = np.stack([rows[labels == label].mean(axis=0) for label in range(int(labels.max()) + 1)])
    apart = rows - middles[labels]
    scatter = apart.T @ apart / len(rows)
    even = np.eye(len(scatter)) * np.trace(scatter) / len(scatter)
    variances, directions = np.linalg.eigh((1 - SHRINKAGE) * scatter + SHRINKAGE * even)
    scaling = directions / np.sqrt(variances)
    spread, turn = np.linalg.eigh(np.cov((rows - mean) @ scaling, rowvar=False))
    basis = scaling @ turn[:, np.argsort(-spread)[:PROPOSAL_LENGTH]]
    return mean.astype(np.float32), basis.astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of photos, all different")
    parser.add_argument("--out", type=Path, default=MODELS / ModelFile.PROJECTION)
    arguments = parser.parse_args()
    mean, basis = fit(*features(photos(arguments.folders)))
    basis /= np.abs(basis).max()  # only directions count, and float16 holds no large numbers
    np.savez(arguments.out, mean=mean, basis=basis.astype(np.float16))
    print(f"{arguments.out}: {mean.shape} and {basis.shape}")


if __name__ == "__main__":
    main()
