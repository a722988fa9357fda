"""Which variant of its format a refused file is, so that a file that is merely rare is not called damaged.

Asked only after a failure, and answered from the first bytes alone.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

from lookalike.decoding.jpeg import find_frame
from lookalike.decoding.tiff import read_layout
from lookalike.files.formats import Format

_HEAD_BYTES = 1 << 16

_LOSSLESS = (0xC3, 0xC7, 0xCB, 0xCF)
_HIERARCHICAL = (0xC5, 0xC6, 0xC7, 0xCD, 0xCE, 0xCF)
_JPEG_LS = 0xF7

# As registered with Adobe, and as libtiff names them (tiff.h). What Pillow's libtiff unpacks is not here.
_TIFF_COMPRESSIONS = {
    34661: "JBIG", 34663: "Pixar film", 34664: "RasterPadding", 34712: "JPEG 2000", 34713: "Nikon NEF",
    34715: "JBIG2", 34718: "JPEG XR", 34887: "LERC", 34892: "lossy JPEG", 34933: "PNG", 34934: "JPEG XR",
    33003: "JPEG 2000", 33005: "JPEG 2000", 50001: "WebP", 50002: "JPEG XL", 52546: "JPEG XL", 32809: "ThunderScan",
    34676: "LogLuv", 34677: "LogLuv",
}  # fmt: skip
_TIFF_MODELS = {0: "grey", 1: "grey", 2: "RGB", 3: "a palette", 5: "CMYK", 6: "YCbCr", 8: "Lab", 9: "Lab"}
_TIFF_DEPTHS = (1, 2, 4, 6, 8, 10, 12, 14, 16, 24, 32, 64, 128)

_BMP_HEADERS = (40, 52, 56, 64, 108, 124)
_BMP_COMPRESSIONS = {4: "JPEG", 5: "PNG", 6: "bit fields with transparency", 11: "CMYK", 12: "CMYK", 13: "CMYK"}
_BMP_FIELDS = 3
_BMP_DEPTHS = (2, 64)

# What lies in a HEIF file beside HEVC pictures (ISO/IEC 23008-12 and its amendments).
_HEIF_CODECS = {
    b"av01": "AV1", b"vvc1": "VVC", b"evc1": "EVC", b"avc1": "AVC", b"j2k1": "JPEG 2000", b"jpeg": "JPEG",
    b"unci": "uncompressed pixels", b"mski": "a mask",
}  # fmt: skip


def rare_kind(file: BinaryIO, form: Format, message: str) -> str | None:
    """What about the file its decoder does not know; None where it is an ordinary one, which must be damaged.

    `message` is the decoder's own. Raises OSError.
    """
    if form.name == "JPEG":
        return _jpeg(file)
    if form.name == "TIFF":
        return _tiff(file, message)
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    if form.name == "BMP" and "Unsupported BMP" in message:
        return _bmp(head)
    if form.name == "PPM" and head.startswith(b"PF"):
        return "PFM in colour"
    return _heif(head) if form.name == "HEIF" else None


def _jpeg(file: BinaryIO) -> str | None:
    frame = find_frame(file)
    if frame is None:
        return None
    if frame.marker == _JPEG_LS:
        return "JPEG-LS"
    if frame.marker in _HIERARCHICAL:
        return "hierarchical JPEG"
    if frame.marker in _LOSSLESS:
        return "lossless JPEG"
    return f"JPEG with {frame.bits} bits a channel" if frame.bits in (12, 16) else None


def _tiff(file: BinaryIO, message: str) -> str | None:
    file.seek(0)
    if file.read(4) == b"MM\0+":
        return "BigTIFF with the highest byte first"
    layout = read_layout(file)
    if layout is None:
        return None
    if layout.compression in _TIFF_COMPRESSIONS:
        return f"TIFF compressed as {_TIFF_COMPRESSIONS[layout.compression]}"
    is_refused = any(words in message for words in ("unknown pixel mode", "unknown raw mode", "unknown data organi"))
    if not is_refused or not set(layout.bits) <= set(_TIFF_DEPTHS):
        return None
    model = _TIFF_MODELS.get(layout.photometric, "unknown colours")
    return f"TIFF with {' + '.join(map(str, layout.bits))} bits of {model}, {layout.kind}"


def _bmp(head: bytes) -> str | None:
    if len(head) < 34:
        return None
    (size,) = struct.unpack_from("<I", head, 14)
    depth, compression = struct.unpack_from("<HI", head, 28)
    if size not in _BMP_HEADERS:
        return None
    if compression in _BMP_COMPRESSIONS:
        return f"BMP with {_BMP_COMPRESSIONS[compression]}"
    if compression == _BMP_FIELDS and depth in (16, 32):
        return f"BMP with {depth} bits and colour fields of its own"
    return f"BMP with {depth} bits" if compression == 0 and depth in _BMP_DEPTHS else None


def _heif(head: bytes) -> str | None:
    if b"hvc1" in head:
        return None
    return next(
        (f"HEIF with {name} inside" for code, name in _HEIF_CODECS.items() if b"infe" in head and code in head), None
    )
