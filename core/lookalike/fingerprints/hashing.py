"""From pixels to perceptual hashes: aHash, pHash, dHash and wHash, bit for bit as `imagehash` gives them.

`imagehash` converts to grey anew for every hash and runs general transforms; here the grey picture is made
once, resizing stays Pillow's, and the transforms are small matrix products (pHash) or block sums (wHash). Both
agree with `imagehash` wherever the median falls between two clearly different coefficients. Where it does not
(flat or symmetric pictures), rounding errors decide its bits, so `imagehash` itself is asked.

Definitions: https://github.com/JohannesBuchner/imagehash (version 4.3). Nothing here keeps state: all functions
may run on many threads, and Pillow lets go of the interpreter lock while it resizes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, TypeVar

import imagehash
import numpy as np
import numpy.typing as npt
from PIL import Image

from lookalike.types import HashKind, HashSpec, Luminance, Raster

PROPOSAL = HashSpec(HashKind.PHASH, 16)
"""The hash that proposes candidate pairs: 256 bits keep chance pairs away even among a million photos."""

SMALL = tuple(HashSpec(kind, 8) for kind in HashKind)
"""The 64-bit hashes."""

ORIENTATIONS = 8
"""The number of EXIF orientations: four quarter turns, each also mirrored."""

_Bits: TypeAlias = npt.NDArray[np.bool_]
_Floats: TypeAlias = npt.NDArray[np.float64]
_Pixels: TypeAlias = npt.NDArray[np.uint8]
_Scalar = TypeVar("_Scalar", bound=np.generic)

_PHASH_OVERSAMPLING = 4  # imagehash's highfreq_factor: the DCT sees a square of 4 times the side
_TIE = 1e-6  # DCT coefficients reach 1e6, so float64 rounding stays below 1e-8


@dataclass(frozen=True, slots=True)
class Hashes:
    """The four 64-bit hashes of a photo, and the proposing hash in the eight EXIF orientations.

    `orientations` holds eight times bits/8 bytes, most significant bit first. Entry k (from 0) is the hash of the photo
    as EXIF orientation k + 1 would have it shown. The first is imagehash's own value; the other seven come from the
    same small grey square, flipped and transposed, and may differ from imagehash's in a bit or two, because Pillow
    rounds rows before columns.

    `others` are further hashes that were asked for, packed in the same way.
    """

    ahash: int
    phash: int
    dhash: int
    whash: int
    orientations: bytes
    others: Mapping[HashSpec, bytes]


def hash_photo(raster: Raster, proposal: HashSpec = PROPOSAL) -> Hashes:
    """All hashes of a working raster of at least 1x1 pixels."""
    return _hashes(_Squares(Image.fromarray(raster).convert("L")), proposal)


def hash_luminance(luminance: Luminance, proposal: HashSpec = PROPOSAL, others: Iterable[HashSpec] = ()) -> Hashes:
    """All hashes of a luminance of at least 1x1 pixels."""
    return _hashes(_Squares(Image.fromarray(luminance)), proposal, others)


def luminance_orientations(luminance: Luminance, proposal: HashSpec = PROPOSAL) -> bytes:
    """`Hashes.orientations` alone, of a luminance of at least 1x1 pixels."""
    return _orientations(_Squares(Image.fromarray(luminance)), proposal)


def _hashes(squares: _Squares, proposal: HashSpec, others: Iterable[HashSpec] = ()) -> Hashes:
    values = {kind: _to_int(_bits(squares, HashSpec(kind, 8))) for kind in HashKind}
    return Hashes(
        ahash=values[HashKind.AHASH],
        phash=values[HashKind.PHASH],
        dhash=values[HashKind.DHASH],
        whash=values[HashKind.WHASH],
        orientations=_orientations(squares, proposal),
        others={spec: _orientations(squares, spec) for spec in others},
    )


def similarity(first: int, second: int, bits: int) -> float:
    """The share of equal bits of two hashes, 0 to 1: `1 - Hamming / bits`."""
    return 1.0 - (first ^ second).bit_count() / bits


class _Squares:
    """The small pictures of one grey picture that the hashes look at, each made once: resizing is most of the work."""

    def __init__(self, grey: Image.Image) -> None:
        self.shorter_side = min(grey.size)
        self._grey = grey
        self._made: dict[tuple[int, int], _Pixels] = {}

    def of(self, width: int, height: int) -> _Pixels:
        """The grey picture at this size, of shape (height, width)."""
        size = width, height
        if size not in self._made:
            self._made[size] = np.asarray(self._grey.resize(size, Image.Resampling.LANCZOS))
        return self._made[size]


def _bits(squares: _Squares, spec: HashSpec) -> _Bits:
    """The hash as a (side, side) array."""
    side = spec.side
    match spec.kind:
        case HashKind.AHASH:
            return _above_mean(squares.of(side, side))
        case HashKind.PHASH:
            return _phash_bits(_phash_square(squares, side), side)
        case HashKind.DHASH:
            return _rising(squares.of(side + 1, side))
        case HashKind.WHASH:
            return _whash_bits(_whash_square(squares, side), side)


def _orientations(squares: _Squares, spec: HashSpec) -> bytes:
    side = spec.side
    match spec.kind:
        case HashKind.AHASH | HashKind.WHASH:
            # Neither mean nor median depend on where pixels lie: the bits turn with the picture.
            turned = _turns(_bits(squares, spec))
        case HashKind.PHASH:
            square = _phash_square(squares, side)
            # Rounded, so that a coefficient that is zero but for noise gives the same bit on every processor.
            coefficients = _low_frequencies(square, side).round(6)
            turned = [_phash_bits(square, side), *_above_medians(np.stack(_turned_spectrum(coefficients)[1:]))]
        case HashKind.DHASH:
            wide = _turns(squares.of(side + 1, side))
            tall = _turns(squares.of(side, side + 1))
            turned = [_rising(turn) for turn in (*wide[:4], *tall[4:])]
    return np.packbits(np.stack(turned).reshape(ORIENTATIONS, -1), axis=1).tobytes()


def _turns(array: npt.NDArray[_Scalar]) -> list[npt.NDArray[_Scalar]]:
    """The array as EXIF orientations 1 to 8 would have it shown; the last four change rows for columns."""
    across = array.T
    return [
        array,
        array[:, ::-1],
        array[::-1, ::-1],
        array[::-1],
        across,
        across[:, ::-1],
        across[::-1, ::-1],
        across[::-1],
    ]


def _turned_spectrum(coefficients: _Floats) -> list[_Floats]:
    """The spectrum of the picture in EXIF orientations 1 to 8: mirroring negates the odd frequencies of that axis."""
    signs = np.where(np.arange(len(coefficients)) % 2, -1.0, 1.0)
    across, down = coefficients * signs, coefficients * signs[:, None]
    both = across * signs[:, None]
    upright = [coefficients, across, both, down]
    return [*upright, coefficients.T, down.T, both.T, across.T]


def _above_mean(pixels: _Pixels) -> _Bits:
    above: _Bits = pixels > pixels.mean()
    return above


def _rising(pixels: _Pixels) -> _Bits:
    return pixels[:, 1:] > pixels[:, :-1]


def _phash_square(squares: _Squares, side: int) -> _Pixels:
    return squares.of(side * _PHASH_OVERSAMPLING, side * _PHASH_OVERSAMPLING)


@lru_cache(maxsize=4)
def _cosines(side: int) -> _Floats:
    """The first `side` rows of the unnormalised DCT-II of length 4 * side, as scipy.fftpack defines it."""
    length = side * _PHASH_OVERSAMPLING
    frequency, sample = np.arange(side)[:, None], np.arange(length)[None, :]
    matrix: _Floats = 2 * np.cos(np.pi * frequency * (2 * sample + 1) / (2 * length))
    matrix.flags.writeable = False
    return matrix


def _low_frequencies(pixels: _Pixels, side: int) -> _Floats:
    cosines = _cosines(side)
    product: _Floats = cosines @ pixels.astype(np.float64) @ cosines.T
    return product


def _phash_bits(square: _Pixels, side: int) -> _Bits:
    coefficients = _low_frequencies(square, side)
    if _tied(coefficients, _TIE):
        by_imagehash: _Bits = imagehash.phash(Image.fromarray(square), side).hash
        return by_imagehash
    return _above_median(coefficients)


def _whash_square(squares: _Squares, side: int) -> _Pixels:
    """The grey picture at imagehash's image_scale: the greatest power of two within its smaller side."""
    scale = max(1 << (squares.shorter_side.bit_length() - 1), side)
    return squares.of(scale, scale)


def _block_sums(pixels: _Pixels, side: int) -> _Floats:
    """Sums over side x side blocks.

    imagehash removes the mean by a full Haar transform and back, and then takes the approximation at this side:
    up to a factor and an offset, neither of which changes what lies above the median, those are these sums.
    """
    block = pixels.shape[0] // side
    rows = pixels.reshape(side, block, -1).sum(axis=1, dtype=np.uint32)
    sums: _Floats = rows.reshape(side, side, block).sum(axis=2).astype(np.float64)
    return sums


def _whash_bits(square: _Pixels, side: int) -> _Bits:
    sums = _block_sums(square, side)
    if _tied(sums, 0):
        by_imagehash: _Bits = imagehash.whash(Image.fromarray(square), side).hash
        return by_imagehash
    return _above_median(sums)


def _middle(values: _Floats) -> tuple[float, float]:
    """The two values that the median of an even number lies between."""
    ordered = np.sort(values, axis=None)
    half = ordered.size // 2
    return float(ordered[half - 1]), float(ordered[half])


def _tied(values: _Floats, tolerance: float) -> bool:
    lower, upper = _middle(values)
    return upper - lower <= tolerance


def _above_median(values: _Floats) -> _Bits:
    lower, upper = _middle(values)
    return values > (lower + upper) / 2


def _above_medians(pictures: _Floats) -> _Bits:
    """`_above_median` of each of several pictures, shape (n, side, side)."""
    flat = pictures.reshape(len(pictures), -1)
    half = flat.shape[1] // 2
    ordered = np.sort(flat, axis=1)
    above: _Bits = flat > (ordered[:, half - 1 : half] + ordered[:, half : half + 1]) / 2
    return above.reshape(pictures.shape)


def _to_int(bits: _Bits) -> int:
    return int.from_bytes(np.packbits(bits).tobytes(), "big")
