"""One picture in every format that the program reads, also in those that Pillow does not write.

write(image, tmp_path / "a.heic", orientation=6)     # must be turned to be seen upright
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pillow_jxl  # noqa: F401  (registers itself)
from PIL import Image, ImageCms

from tests.photos import ORIENTATION_TAG, stored_for

_OPTIONS: Mapping[str, dict[str, Any]] = {
    ".jpg": {"quality": 95},
    ".png": {},
    ".webp": {"quality": 95},
    ".gif": {},
    ".bmp": {},
    ".tif": {"compression": "tiff_lzw"},
    ".avif": {"quality": 90, "speed": 9},
    ".heic": {"quality": 90},
    ".jxl": {"quality": 95},
    ".jp2": {},
    ".tga": {},
    ".ico": {},
    ".ppm": {},
    ".qoi": {},
}
WITH_ORIENTATION = (".jpg", ".png", ".webp", ".tif", ".avif", ".heic")
"""Formats in which EXIF, or the format itself, says how to turn the picture, and for which we have a writer."""


def write(image: Image.Image, path: Path, *, orientation: int = 1) -> Path:
    """Write the RGB picture `image` in the format of the path's ending."""
    ending = path.suffix
    if ending == ".psd":
        path.write_bytes(psd(image))
    elif ending == ".dng":
        path.write_bytes(dng(image, preview=image, orientation=orientation))
    elif ending == ".heic":
        exif = _exif(orientation)
        pillow_heif.from_pillow(stored_for(image, orientation)).save(path, exif=exif, **_OPTIONS[ending])
    elif ending in WITH_ORIENTATION:
        stored_for(image, orientation).save(path, exif=_exif(orientation), **_OPTIONS[ending])
    elif ending == ".ico":
        image.save(path, sizes=[image.size])
    else:
        image.save(path, **_OPTIONS[ending])
    return path


def write_variants(image: Image.Image, folder: Path) -> list[Path]:
    """The RGB picture in other depths and colour models, with further pages or frames, and upside down in the file."""
    folder.mkdir()
    grey = image.convert("L")
    deep = np.asarray(image).astype(np.uint16) * 257
    lab = ImageCms.applyTransform(image, _to_lab())
    assert lab is not None
    other = Image.new("RGB", image.size, "teal")
    made: dict[str, Image.Image | bytes] = {
        "sixteen.png": Image.fromarray(np.asarray(grey).astype(np.uint16) * 257),
        "sixteen.tif": tiff(
            [
                long(256, image.width), long(257, image.height), short(258, 16, 16, 16), short(259, 1), short(262, 2),
                long(273, 0), short(277, 3), long(278, image.height), long(279, deep.nbytes),
            ],
            blobs=(deep.tobytes(),),
        ),
        "float.tif": Image.fromarray(np.asarray(grey) / np.float32(255)),
        "cmyk.tif": image.convert("CMYK"),
        "cmyk.jpg": image.convert("CMYK"),
        "lab.tif": lab,
        "grey.pgm": grey,
        "palette.png": image.quantize(256),
        "lossless.webp": image,
        "progressive.jpeg": image,
    }  # fmt: skip
    for name, content in made.items():
        if isinstance(content, bytes):
            (folder / name).write_bytes(content)
        else:
            more = {"lossless": True} if name == "lossless.webp" else {"quality": 95, "progressive": True}
            content.save(folder / name, **({} if name.endswith(("png", "tif", "pgm")) else more))
    for name in ("pages.tif", "animated.gif", "animated.webp", "animated.png"):
        image.save(folder / name, save_all=True, append_images=[other])
    return [folder / name for name in (*made, "pages.tif", "animated.gif", "animated.webp", "animated.png")]


def _to_lab() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")


ENDINGS = (*_OPTIONS, ".psd", ".dng")
"""Every format by one ending."""


def encoded(image: Image.Image, ending: str, folder: Path) -> bytes:
    """The bytes of the picture in a format."""
    return write(image, folder / f"encoded{ending}").read_bytes()


def _exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = orientation
    return exif.tobytes()


def psd(image: Image.Image) -> bytes:
    """A flat Photoshop document (Adobe Photoshop File Formats Specification): header, empty sections, raw planes."""
    pixels = np.asarray(image.convert("RGB"))
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 1, 3, image.height, image.width, 8, 3)
    return head + struct.pack(">IIIH", 0, 0, 0, 0) + pixels.transpose(2, 0, 1).tobytes()


Entry = tuple[int, int, int, bytes]
"""Tag, type, count and value of a TIFF directory."""


def short(tag: int, *values: int) -> Entry:
    return tag, 3, len(values), struct.pack(f"<{len(values)}H", *values)


def long(tag: int, *values: int) -> Entry:
    return tag, 4, len(values), struct.pack(f"<{len(values)}I", *values)


def text(tag: int, value: str) -> Entry:
    data = value.encode() + b"\0"
    return tag, 2, len(data), data


def tiff(*directories: list[Entry], blobs: tuple[bytes, ...] = ()) -> bytes:
    """A little-endian TIFF of chained directories. Strip or JPEG offsets of directory n are set to blob n."""
    at = 8
    places = []
    for blob in blobs:
        places.append(at)
        at += len(blob) + len(blob) % 2
    body = b"".join(blob + b"\0" * (len(blob) % 2) for blob in blobs)
    tables = b""
    first = at
    for number, directory in enumerate(directories):
        entries = sorted(
            [
                long(tag, places[number]) if tag in (273, 513) else (tag, kind, count, data)
                for tag, kind, count, data in directory
            ]
        )
        start = first + len(tables)
        spill_at = start + 2 + 12 * len(entries) + 4
        table, spill = struct.pack("<H", len(entries)), b""
        for tag, kind, count, data in entries:
            if len(data) > 4:
                value = struct.pack("<I", spill_at + len(spill))
                spill += data + b"\0" * (len(data) % 2)
            else:
                value = data.ljust(4, b"\0")
            table += struct.pack("<HHI", tag, kind, count) + value
        following = spill_at + len(spill) if number + 1 < len(directories) else 0
        tables += table + struct.pack("<I", following) + spill
    return struct.pack("<2sHI", b"II", 42, first) + body + tables


def packed_tiff(picture: Image.Image, bits: int, *more: Entry) -> bytes:
    """Pixels of so many bits, one behind the other, each row from a new byte; numbers of whole bytes little-endian."""
    values = np.asarray(picture).astype(np.uint64) * (2**bits - 1) // 255
    if bits % 16 == 0:
        blob = values.astype(f"<u{bits // 8}").tobytes()
    else:
        digits = (values.reshape(picture.height, -1, 1) >> np.arange(bits - 1, -1, -1, dtype=np.uint64)) & 1
        blob = np.packbits(digits.astype(np.uint8).reshape(picture.height, -1), axis=1).tobytes()
    model = [] if any(tag == 262 for tag, *_rest in more) else [short(262, 2)]
    return tiff([*strip(picture, bits, blob), *model, *more], blobs=(blob,))


def strip(picture: Image.Image, bits: int, blob: bytes) -> list[Entry]:
    """The directory of an uncompressed picture, but for its colour model."""
    channels = len(picture.getbands())
    return [
        long(256, picture.width), long(257, picture.height), short(258, *[bits] * channels), short(259, 1),
        long(273, 0), short(277, channels), long(278, picture.height), long(279, len(blob)),
    ]  # fmt: skip


def dng(image: Image.Image, *, preview: Image.Image | None, orientation: int = 1) -> bytes:
    """A camera RAW file as the DNG specification 1.4 has it: a Bayer mosaic and, if wanted, a JPEG preview of it."""
    stored = np.asarray(stored_for(image, orientation)).astype(np.uint16)
    height, width = (side - side % 2 for side in stored.shape[:2])
    linear = ((stored[:height, :width] / 255.0) ** 2.2 * 65535).astype(np.uint16)
    mosaic = linear[:, :, 1].copy()
    mosaic[0::2, 0::2] = linear[0::2, 0::2, 0]
    mosaic[1::2, 1::2] = linear[1::2, 1::2, 2]
    sensor = [
        long(254, 0), long(256, width), long(257, height), short(258, 16), short(259, 1), short(262, 32803),
        text(271, "Testmaker"), text(272, "Test 1"), long(273, 0), short(274, orientation), short(277, 1),
        long(278, height), long(279, mosaic.nbytes), short(33421, 2, 2), (33422, 1, 4, bytes([0, 1, 1, 2])),
        (50706, 1, 4, bytes([1, 4, 0, 0])), text(50708, "Test 1"), long(50717, 65535),
        (50721, 10, 9, _SRGB_TO_CAMERA), (50728, 5, 3, struct.pack("<6I", 1, 1, 1, 1, 1, 1)), short(50778, 21),
    ]  # fmt: skip
    if preview is None:
        return tiff(sensor, blobs=(mosaic.tobytes(),))
    buffer = io.BytesIO()
    small = stored_for(preview, orientation)
    small.save(buffer, "JPEG", quality=95)
    thumb = [
        long(254, 1), long(256, small.width), long(257, small.height), short(258, 8, 8, 8), short(259, 7),
        short(262, 6), long(273, 0), short(274, orientation), short(277, 3), long(278, small.height),
        long(279, buffer.tell()),
    ]  # fmt: skip
    return tiff(sensor, thumb, blobs=(mosaic.tobytes(), buffer.getvalue()))


def camera_raw(
    image: Image.Image, maker: str, model: str, *, preview: Image.Image | None, orientation: int = 1
) -> bytes:
    """A RAW file as NEF, ARW, PEF, SRW and their like are built (TIFF/EP, ISO 12234-2): a directory with the camera's
    JPEG, and one with the sensor's uncompressed mosaic. What real ones add, makers' notes and compression, is missing.
    """
    stored = np.asarray(stored_for(image, orientation)).astype(np.uint16)
    height, width = (side - side % 2 for side in stored.shape[:2])
    mosaic = (stored[:height, :width, 1] * 257).astype(np.uint16)
    camera = [text(271, maker), text(272, model), short(274, orientation)]
    sensor = [
        long(254, 0), long(256, width), long(257, height), short(258, 16), short(259, 1), short(262, 32803),
        long(273, 0), short(277, 1), long(278, height), long(279, mosaic.nbytes), short(33421, 2, 2),
        (33422, 1, 4, bytes([0, 1, 1, 2])), *camera,
    ]  # fmt: skip
    if preview is None:
        return tiff(sensor, blobs=(mosaic.tobytes(),))
    buffer = io.BytesIO()
    small = stored_for(preview, orientation)
    small.save(buffer, "JPEG", quality=95)
    thumb = [
        long(254, 1), long(256, small.width), long(257, small.height), short(259, 6), short(262, 6), long(513, 0),
        long(514, buffer.tell()), *camera,
    ]  # fmt: skip
    return tiff(thumb, sensor, blobs=(buffer.getvalue(), mosaic.tobytes()))


# XYZ to linear sRGB (IEC 61966-2-1), as a camera's colour matrix.
_SRGB_TO_CAMERA = b"".join(
    struct.pack("<ii", round(value * 10000), 10000)
    for value in (3.2406, -1.5372, -0.4986, -0.9689, 1.8758, 0.0415, 0.0557, -0.2040, 1.0570)
)


def exif_with_thumbnail(thumbnail: bytes) -> bytes:
    """The least EXIF block that holds one: IFD0 without entries, then IFD1 with place and length."""
    tail = 8 + 2 + 4
    entries = [(0x0103, 3, 1, 6), (0x0201, 4, 1, tail + 2 + 3 * 12 + 4), (0x0202, 4, 1, len(thumbnail))]
    block = b"II*\0" + (8).to_bytes(4, "little") + (0).to_bytes(2, "little") + tail.to_bytes(4, "little")
    block += len(entries).to_bytes(2, "little")
    for tag, kind, count, value in entries:
        block += tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + count.to_bytes(4, "little")
        block += value.to_bytes(4, "little")
    block += (0).to_bytes(4, "little") + thumbnail
    return b"Exif\0\0" + block


def matrix_profile(gamma: float | None) -> bytes:
    """An ICC profile with sRGB's primaries and a power curve (ICC.1:2010); gamma None: sRGB as Little CMS writes it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if gamma is None:
        return profile
    at = profile.index(b"para", 128)  # All three channels share the one parametric curve.
    curve = b"para" + bytes(4) + bytes(4) + round(gamma * 65536).to_bytes(4, "big")
    return profile[:at] + curve + profile[at + len(curve) :]
