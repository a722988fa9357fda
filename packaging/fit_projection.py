"""Fit the projection from GeM-pooled features to proposal vectors. Needs an engine; see packaging/MODELS.md.

    python packaging/fit_projection.py FOLDER…

Every photo of the folders, and those that scikit-image ships, is seen in several views (turned, mirrored, cropped,
darkened, blurred), so that directions in which copies of one photo differ are not taken for differences between
photos. Only the mean and the basis are written: resources/lookalike_resources/models/proposal_projection.npz.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import skimage.data
from PIL import Image, ImageOps, UnidentifiedImageError

from lookalike.fingerprints.embed import PROPOSAL_LENGTH, engine_input
from lookalike.fingerprints.engines import FloatArray, load_engine
from lookalike.settings import EngineChoice
from lookalike.types import Raster
from lookalike_resources.models import ModelFile

MODELS = Path(__file__).parents[1] / "resources" / "lookalike_resources" / "models"
WHITENING = 0.25
"""Components are divided by their variance to this power: 0 is plain PCA, 0.5 full whitening. A quarter measured best:
full whitening blows up directions that a few hundred photos cannot tell from chance."""
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


def views(raster: Raster) -> Iterator[Raster]:
    """The photo as its copies look."""
    for turns in range(4):
        yield np.rot90(raster, turns)
    yield raster[:, ::-1]
    height, width = raster.shape[:2]
    for top, left in ((0, 0), (0, 0.3), (0.3, 0), (0.3, 0.3), (0.15, 0.15)):
        y, x = int(top * height), int(left * width)
        yield raster[y : y + int(0.7 * height) + 1, x : x + int(0.7 * width) + 1]
    yield (raster * 0.6).astype(np.uint8)
    yield cv2.GaussianBlur(raster, (0, 0), max(height, width) / 200)


def features(rasters: Iterator[Raster]) -> FloatArray:
    """L2-normalised GeM-pooled features of every view."""
    engine = load_engine(EngineChoice.AUTO, 2)
    rows = []
    for raster in rasters:
        inputs = np.stack([engine_input(np.ascontiguousarray(view)) for view in views(raster)])
        for start in range(0, len(inputs), engine.batch):
            rows.append(np.cbrt(engine.run(inputs[start : start + engine.batch]).cubes))
    found = np.concatenate(rows)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def fit(rows: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The mean (1024) and the basis (1024, 256) of the rows."""
    mean = rows.mean(axis=0)
    variances, directions = np.linalg.eigh(np.cov(rows, rowvar=False))
    order = np.argsort(-variances)[:PROPOSAL_LENGTH]
    return mean, (directions[:, order] / variances[order] ** WHITENING).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of photos, all different")
    parser.add_argument("--out", type=Path, default=MODELS / ModelFile.PROJECTION)
    arguments = parser.parse_args()
    mean, basis = fit(features(photos(arguments.folders)))
    np.savez(arguments.out, mean=mean.astype(np.float32), basis=basis.astype(np.float16))
    print(f"{arguments.out}: {mean.shape} and {basis.shape}")


if __name__ == "__main__":
    main()
