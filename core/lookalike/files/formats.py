"""Which files are photos, and what is really inside a file: the one table of formats.

A new format is one line here, and a decoder in `decoders.py` if Pillow does not read it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

CAMERA_RAW = "RAW"

# fmt: off
_CAMERA_RAW_ENDINGS = (
    ".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".fff", ".iiq", ".kdc", ".mef", ".mos",
    ".mrw", ".nef", ".nrw", ".orf", ".pef", ".raf", ".rw2", ".rwl", ".sr2", ".srf", ".srw", ".x3f",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Format:
    """One image format.

    `name` is Pillow's own where Pillow reads it. `endings` are lower case with their dot. `isolated` formats
    are decoded in a child process, because their decoders are large, little fuzzed or known for memory errors.
    `extra` names the pip extra with the optional decoder.
    """

    name: str
    endings: tuple[str, ...]
    isolated: bool = False
    extra: str | None = None


FORMATS = (
    # Every browser shows these to strangers' files all day; their decoders are the best fuzzed there are.
    Format("JPEG", (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo")),
    Format("PNG", (".png", ".apng")),
    Format("WEBP", (".webp",)),
    Format("GIF", (".gif",)),
    # Plain pixels behind a small header, read by Pillow itself.
    Format("BMP", (".bmp",)),
    Format("DIB", (".dib",)),
    Format("PPM", (".ppm", ".pgm", ".pbm", ".pnm", ".pfm")),
    Format("TGA", (".tga", ".icb", ".vda", ".vst")),
    Format("ICO", (".ico",)),
    Format("QOI", (".qoi",)),
    # libtiff, OpenJPEG, libheif, dav1d, libjxl and LibRaw have had memory errors in every year of the last ten.
    Format("TIFF", (".tif", ".tiff"), isolated=True),
    Format("PSD", (".psd", ".psb", ".pdd"), isolated=True),
    Format("JPEG2000", (".jp2", ".j2k", ".j2c", ".jpc", ".jpf", ".jpx"), isolated=True),
    Format("AVIF", (".avif",), isolated=True),
    Format("HEIF", (".heic", ".heif", ".hif"), isolated=True, extra="formats"),
    Format("JXL", (".jxl",), isolated=True, extra="formats"),
    Format(CAMERA_RAW, _CAMERA_RAW_ENDINGS, isolated=True, extra="formats"),
)

_BY_NAME = {form.name: form for form in FORMATS}
_BY_ENDING = {ending: form for form in FORMATS for ending in form.endings}

PHOTO_ENDINGS = frozenset(_BY_ENDING)
"""Lower case, with the dot: files with one of these endings are photos."""

HEADER_BYTES = 64
"""How much of a file `sniff` needs."""

_MAGIC = (
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"GIF87a", "GIF"),
    (0, b"GIF89a", "GIF"),
    (8, b"WEBP", "WEBP"),
    (0, b"BM", "BMP"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"II+\0", "TIFF"),
    (0, b"MM\0+", "TIFF"),
    (0, b"8BPS", "PSD"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG2000"),
    (0, b"\xff\x4f\xff\x51", "JPEG2000"),
    (0, b"\xff\x0a", "JXL"),
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", "JXL"),
    (0, b"qoif", "QOI"),
    (0, b"\0\0\1\0", "ICO"),
    (0, b"FUJIFILMCCD-RAW", CAMERA_RAW),
    (0, b"IIRO", CAMERA_RAW),
    (0, b"IIRS", CAMERA_RAW),
    (0, b"MMOR", CAMERA_RAW),
    (0, b"IIU\0", CAMERA_RAW),
    (0, b"FOVb", CAMERA_RAW),
    (0, b"\0MRM", CAMERA_RAW),
    (6, b"HEAPCCDR", CAMERA_RAW),
    *((0, b"P" + kind, "PPM") for kind in (b"1", b"2", b"3", b"4", b"5", b"6", b"F", b"f")),
)

# ISO base media files name what they conform to, the most important brand first. The last ones hold any codec, so that
# the others are asked before.
_BRANDS = (
    (b"avi", "AVIF"),
    (b"crx ", CAMERA_RAW),
    (b"hei", "HEIF"),
    (b"hev", "HEIF"),
    (b"mif1", "HEIF"),
    (b"msf1", "HEIF"),
)


def ending_of(name: str) -> str:
    """The ending of a file name, lower case with its dot; empty where there is none."""
    return os.path.splitext(name)[1].lower()


def by_name(name: str) -> Format:
    """The format called `name`. Raises KeyError for a name that is not in the table."""
    return _BY_NAME[name]


def sniff(head: bytes, name: str) -> Format | None:
    """What a file holds, by its first bytes; its name only tells apart what the bytes do not.

    Most camera RAW files are TIFF by their first bytes, and TGA has none. None: no format that we read.
    """
    claimed = _BY_ENDING.get(ending_of(name))
    for offset, magic, found in _MAGIC:
        if head.startswith(magic, offset):
            if found == "TIFF" and claimed is not None and claimed.name == CAMERA_RAW:
                return claimed
            return _BY_NAME[found]
    if head.startswith(b"ftyp", 4):
        return _by_brands(head)
    return claimed if claimed is not None and claimed.name in ("TGA", "DIB") else None


def _by_brands(head: bytes) -> Format | None:
    end = min(int.from_bytes(head[:4], "big"), len(head) - 3)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, end, 4))]
    for beginning, name in _BRANDS:
        if any(brand.startswith(beginning) for brand in brands):
            return _BY_NAME[name]
    return None
