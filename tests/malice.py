"""More files that want to break us: containers whose numbers lie, and whole pictures in strange company."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from PIL import Image

from tests.formats import encoded, long, short, tiff
from tests.hostile import chunk, jpeg_with_exif, picture, png, progressive

_HUGE = struct.pack(">I", 2**31 - 1)


def _patched(data: bytes, place: bytes, offset: int, patch: bytes) -> bytes:
    """The data with other bytes at `offset` behind the first `place`."""
    at = data.index(place) + offset
    return data[:at] + patch + data[at + len(patch) :]


def lying_numbers(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Sizes, counts and offsets that are larger than the file, or than the world."""
    jpg, j2k = encoded(picture(), ".jpg", folder), encoded(picture(), ".jp2", folder)
    for ending in (".avif", ".heic"):
        data = encoded(picture(), ending, folder)
        yield f"size{ending}", _patched(data, b"ispe", 8, _HUGE + _HUGE)
        yield f"items{ending}", _patched(data, b"iinf", 8, b"\xff\xff")
        yield f"box{ending}", _patched(data, b"meta", -4, b"\xff\xff\xff\xff")
        yield f"locations{ending}", _patched(data, b"iloc", 10, b"\xff\xff")
    yield "size.webp", b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0" + b"\xff" * 6 + bytes(8)
    yield "size.jp2", _patched(j2k, b"\xff\x51", 6, _HUGE + _HUGE)
    yield "tiles.jp2", _patched(j2k, b"\xff\x51", 22, struct.pack(">II", 1, 1))
    yield "tiles-huge.jp2", _patched(_patched(j2k, b"\xff\x51", 6, _HUGE + _HUGE), b"\xff\x51", 22, b"\0\0\0\1" * 2)
    for name, at in (("colours", 26), ("resources", 30), ("layers", 34)):
        data = encoded(picture(), ".psd", folder)
        yield f"{name}.psd", data[:at] + b"\xff\xff\xff\xf0" + data[at + 4 :]
    yield "entries.ico", struct.pack("<HHH", 0, 1, 65535)
    icon = png(16, 16)
    entry = struct.pack("<BBBBHHII", 16, 16, 0, 0, 1, 32, len(icon), 6 + 16 * 65535)
    yield "entries-whole.ico", struct.pack("<HHH", 0, 1, 65535) + entry * 65535 + icon
    yield "offset.ico", struct.pack("<HHHBBBBHHII", 0, 1, 1, 16, 16, 0, 0, 1, 32, 0xFFFFFFFF, 0xFFFFFFF0)
    for name, marker in (("arithmetic", b"\xff\xc9"), ("lossless", b"\xff\xc3"), ("hierarchical", b"\xff\xc5")):
        yield f"claims-{name}.jpg", jpg.replace(b"\xff\xc0", marker, 1)
    yield "claims-twelve-bits.jpg", _patched(jpg, b"\xff\xc0", 4, b"\x0c")
    yield "claims-255-parts.jpg", _patched(jpg, b"\xff\xc0", 9, b"\xff")


def endless(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What points at itself, or goes on and on."""
    row = [long(256, 8), short(258, 8), short(259, 1), short(262, 1), short(277, 1)]
    whole = tiff([*row, long(257, 8), long(273, 0), long(278, 8), long(279, 64)], blobs=(bytes(64),))
    yield "directory-loop.tif", whole[:-4] + whole[4:8]
    for name, count in (("strips", 1_000_000), ("strips-claimed", 2**28)):
        here = min(count, 1_000_000)
        offsets = (274, 4, count, struct.pack("<I", 8) * here)  # The neighbour's number, since `tiff` sets its own 273.
        lengths = (279, 4, count, struct.pack("<I", 8) * here)
        made = tiff([*row, long(257, count), offsets, long(278, 1), lengths], blobs=(bytes(8),))
        yield f"{name}.tif", made.replace(struct.pack("<HHI", 274, 4, count), struct.pack("<HHI", 273, 4, count))
    yield "exif-itself.jpg", jpeg_with_exif(tiff([short(274, 1), long(0x8769, 8), long(0x8825, 8)]), folder)
    frame = b"!\xf9\4\0\1\0\0\0," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x4c\x01\x00"
    yield "frames.gif", b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6) + frame * 200_000 + b";"
    yield "comments.gif", b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0, 0, 0) + b"!\xfe\1a\0" * 500_000 + b";"
    yield "chunks.png", png(8, 8, *[chunk(b"tEXt", b"a\0b")] * 300_000)
    yield "restarts.jpg", encoded(picture(), ".jpg", folder)[:-2] + b"\xff\xd0\xff\xd1" * 2_000_000
    data = progressive(folder)
    yield "progressive-without-end.jpg", data[: data.rindex(b"\xff\xda")]
    profile = b"ICC_PROFILE\0\1\xff" + bytes(65_000)
    segment = b"\xff\xe2" + struct.pack(">H", len(profile) + 2) + profile
    jpg = encoded(picture(), ".jpg", folder)
    yield "profile-16-MB.jpg", jpg[:2] + segment * 255 + jpg[2:]


def polyglots(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Whole pictures with something else before or behind them."""
    archive = BytesIO()
    with ZipFile(archive, "w") as file:
        file.writestr("a.txt", "a")
    behind = {"zip": archive.getvalue(), "script": b"<script>alert(1)</script>", "video": b"\0\0\0\x18ftypmp42" * 99}
    for ending in (".jpg", ".png", ".gif", ".webp", ".tif", ".heic", ".avif", ".jxl", ".jp2", ".psd"):
        data = encoded(picture(), ending, folder)
        for name, other in behind.items():
            yield f"before-{name}{ending}", data + other
        yield f"behind-text{ending}", b"%PDF-1.4\n" + data
    appended = BytesIO()
    Image.new("RGB", (64, 64), "red").save(appended, "JPEG")
    yield "before-picture.jpg", encoded(picture(), ".jpg", folder) + appended.getvalue()
