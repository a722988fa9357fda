"""Small folders of real photographs whose duplicates are known.

The photographs are those that ship inside scikit-image's wheel; nothing is downloaded. Edits are made with Pillow.

    truth = make_photos(tmp_path)             # three originals with all edits, and unrelated photos
    truth.groups                              # {"astronaut": {path, path, ...}, ...}
    truth.unrelated                           # {path, ...}
    truth.same(first, second)                 # whether both show the same photo

A single picture: `save(photo("coffee"), tmp_path / "a.jpg", quality=80)`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

FILES = {
    "astronaut": "astronaut.png",
    "brick": "brick.png",
    "camera": "camera.png",
    "chelsea": "chelsea.png",
    "coffee": "coffee.png",
    "coins": "coins.png",
    "grass": "grass.png",
    "gravel": "gravel.png",
    "hubble": "hubble_deep_field.jpg",
    "ihc": "ihc.png",
    "moon": "moon.png",
    "motorcycle": "motorcycle_left.png",
    "retina": "retina.jpg",
    "rocket": "rocket.jpg",
}
"""The photographs by name. Brick, grass, gravel, moon and the microscope's `ihc` are textures: poor in landmarks."""

STEREO_PAIR = ("motorcycle_left.png", "motorcycle_right.png")
"""Two photographs of one scene, taken side by side: alike, but not the same photo."""

ORIGINALS = ("astronaut", "chelsea", "coffee")
"""What `make_photos` edits unless told otherwise: people, an animal, a thing."""

UNRELATED = ("camera", "coins", "hubble", "motorcycle", "retina", "rocket")
"""What `make_photos` adds unless told otherwise."""

LONGEST_SIDE = 512
"""Every photograph is shrunk to this, so that a whole folder is made in well under a second."""


def _bundled(file_name: str) -> Path:
    spec = find_spec("skimage")
    if spec is None or spec.origin is None:
        raise RuntimeError("the tests' photographs are in scikit-image: install the extra `test-core`")
    return Path(spec.origin).parent / "data" / file_name


@cache
def _load(file_name: str) -> Image.Image:
    with Image.open(_bundled(file_name)) as image:
        upright = image.convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return upright


def photo(name: str) -> Image.Image:
    """A photograph of `FILES`, RGB, at most 512 pixels on its longest side. The copy is yours to change."""
    return _load(FILES[name]).copy()


def stereo_pair() -> tuple[Image.Image, Image.Image]:
    """Two photographs of one scene from two places."""
    left, right = STEREO_PAIR
    return _load(left).copy(), _load(right).copy()


def save(image: Image.Image, path: Path | str, *, quality: int = 92, exif: Image.Exif | bytes | None = None) -> Path:
    """Write `image` in the format that the name's ending asks for, and return the path."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    options: dict[str, Any] = {"quality": quality} if target.suffix.lower() in {".jpg", ".jpeg", ".webp"} else {}
    if exif is not None:
        options["exif"] = exif
    image.save(target, **options)
    return target


def with_age(path: Path, days: float) -> Path:
    """Set the file's modification time to noon of 2024-01-01 plus `days`, so that sorting by date is known."""
    moment = 1_704_110_400 + days * 86_400
    os.utime(path, (moment, moment))
    return path


# Edits, each the kind of thing that people and programs do to a photo.


def resized(image: Image.Image, factor: float = 0.5) -> Image.Image:
    """The whole photo in other pixels."""
    size = (round(image.width * factor), round(image.height * factor))
    return image.resize(size, Image.Resampling.LANCZOS)


def cropped(image: Image.Image, share: float = 0.25) -> Image.Image:
    """The photo without `share` of its area, cut from all four sides evenly."""
    kept = (1 - share) ** 0.5
    across, down = image.width * (1 - kept) / 2, image.height * (1 - kept) / 2
    return image.crop((round(across), round(down), round(image.width - across), round(image.height - down)))


def rotated(image: Image.Image, degrees: int = 90) -> Image.Image:
    """Turned counter-clockwise, canvas and all."""
    return image.rotate(degrees, expand=True)


def mirrored(image: Image.Image) -> Image.Image:
    """Left and right swapped."""
    return ImageOps.mirror(image)


def brightened(image: Image.Image, factor: float = 1.25) -> Image.Image:
    """Brighter, as a phone's one-tap improvement does it."""
    return ImageEnhance.Brightness(image).enhance(factor)


def greyed(image: Image.Image) -> Image.Image:
    """Black and white."""
    return ImageOps.grayscale(image).convert("RGB")


def lettered(image: Image.Image, text: str = "One fine morning by the lake") -> Image.Image:
    """A white line of text with black outlines, over the photo itself."""
    result = image.copy()
    font = ImageFont.load_default(image.height / 12)
    at = (image.width / 2, 0.9 * image.height)
    ImageDraw.Draw(result).text(at, text, "white", font, "mm", stroke_width=2, stroke_fill="black")
    return result


def captioned(image: Image.Image, text: str = "Summer at the lake") -> Image.Image:
    """A white line of text on a dark band at the foot."""
    result = image.copy()
    band = max(24, image.height // 9)
    pen = ImageDraw.Draw(result)
    pen.rectangle((0, image.height - band, image.width, image.height), fill=(20, 20, 24))
    font = ImageFont.load_default(size=band * 0.6)
    pen.text((image.width / 2, image.height - band / 2), text, fill="white", font=font, anchor="mm")
    return result


def framed(image: Image.Image, share: float = 0.06) -> Image.Image:
    """A white border around the whole photo."""
    return ImageOps.expand(image, border=round(max(image.size) * share), fill="white")


Edit = Callable[[Image.Image], Image.Image]


def _untouched(image: Image.Image) -> Image.Image:
    return image


EDITS: Mapping[str, tuple[Edit, str, int]] = {
    "copy": (_untouched, "", 0),
    "recompressed": (_untouched, ".jpg", 40),
    "png": (_untouched, ".png", 0),
    "resized": (resized, ".jpg", 88),
    "brightened": (brightened, ".jpg", 88),
    "rotated": (rotated, ".jpg", 90),
    "mirrored": (mirrored, ".jpg", 90),
    "cropped": (cropped, ".jpg", 90),
    "captioned": (captioned, ".jpg", 90),
}
"""Name of an edit: what it does to the pixels, the ending of its file, its quality. `copy` is byte for byte."""

EASY_EDITS = ("copy", "recompressed", "png", "resized")
"""Edits that any perceptual hash finds."""


@dataclass(frozen=True)
class Truth:
    """What lies in a folder: the files that show the same photo, by the name of the original, and the others."""

    folder: Path
    groups: Mapping[str, frozenset[Path]]
    unrelated: frozenset[Path]

    @property
    def paths(self) -> frozenset[Path]:
        """Every file."""
        return self.unrelated.union(*self.groups.values())

    @property
    def as_sets(self) -> set[frozenset[str]]:
        """The groups as sets of paths in text, to be compared with a program's answer."""
        return {frozenset(map(str, group)) for group in self.groups.values()}

    def same(self, first: Path | str, second: Path | str) -> bool:
        """Whether both files show the same photo."""
        pair = {Path(first), Path(second)}
        return any(pair <= group for group in self.groups.values())


def make_photos(
    folder: Path,
    *,
    originals: Iterable[str] = ORIGINALS,
    edits: Iterable[str] = tuple(EDITS),
    unrelated: Iterable[str] = UNRELATED,
) -> Truth:
    """Fill `folder` with `NAME.jpg`, `edited/NAME-EDIT.…` for each original and edit, and unrelated photos."""
    wanted = tuple(edits)
    groups = {name: frozenset(_original_and_edits(folder, name, wanted)) for name in originals}
    others = frozenset(save(photo(name), folder / f"{name}.jpg") for name in unrelated)
    return Truth(folder, groups, others)


def _original_and_edits(folder: Path, name: str, edits: Iterable[str]) -> Iterable[Path]:
    image = photo(name)
    original = save(image, folder / f"{name}.jpg", quality=95)
    yield original
    for edit_name in edits:
        edit, ending, quality = EDITS[edit_name]
        target = folder / "edited" / f"{name}-{edit_name}{ending or original.suffix}"
        if edit_name == "copy":
            target.parent.mkdir(parents=True, exist_ok=True)
            yield Path(shutil.copyfile(original, target))
        else:
            yield save(edit(image), target, quality=quality)


ORIENTATION_TAG = 0x0112
_STORED_FOR: Mapping[int, Image.Transpose | None] = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def stored_for(image: Image.Image, orientation: int) -> Image.Image:
    """The pixels as they must be stored to be upright once EXIF orientation 1 to 8 is obeyed."""
    turn = _STORED_FOR[orientation]
    return image if turn is None else image.transpose(turn)


def save_with_orientation(image: Image.Image, path: Path | str, orientation: int, *, quality: int = 92) -> Path:
    """Write the file so that its EXIF orientation, 1 to 8, must be obeyed to see `image` upright."""
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = orientation
    return save(stored_for(image, orientation), path, quality=quality, exif=exif)
