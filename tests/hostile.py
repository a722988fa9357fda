"""Files that want to break a photo program, made from one small photograph.

    make_hostile(folder)          # every kind below, each under a name that says what it is

For each of them there are two right answers: the right picture, or one Problem. `python -m tests.hostile FOLDER` makes
them for trying out by hand.
"""

from __future__ import annotations

import random
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from tests.formats import ENDINGS, encoded, long, short, text, tiff
from tests.photos import photo

SIZE = (160, 120)


def picture() -> Image.Image:
    """What the whole files show."""
    return photo("coffee").resize(SIZE, Image.Resampling.LANCZOS)


def progressive(folder: Path) -> bytes:
    """The photograph as a progressive JPEG."""
    picture().save(folder / "progressive.jpg", quality=90, progressive=True)
    return (folder / "progressive.jpg").read_bytes()


def truncated(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every format cut off at each 5 percent."""
    for ending in ENDINGS:
        data = encoded(picture(), ending, folder)
        for percent in range(5, 100, 5):
            yield f"cut-{percent:02}{ending}", data[: len(data) * percent // 100]
    data = progressive(folder)
    for percent in range(5, 100, 5):
        yield f"progressive-cut-{percent:02}.jpg", data[: len(data) * percent // 100]


def flipped(folder: Path, *, copies: int = 6, seed: int = 7) -> Iterator[tuple[str, bytes]]:
    """Every format with single bits turned over, in the header and anywhere."""
    dice = random.Random(seed)
    for ending in ENDINGS:
        whole = encoded(picture(), ending, folder)
        for number in range(copies):
            data = bytearray(whole)
            for _ in range(1 + number):
                reach = min(200, len(data)) if number % 2 else len(data)
                data[dice.randrange(reach)] ^= 1 << dice.randrange(8)
            yield f"flipped-{number}{ending}", bytes(data)


def misnamed(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every format under other formats' names, and things that are no pictures."""
    for ending in ENDINGS:
        data = encoded(picture(), ending, folder)
        for other in (".jpg", ".png", ".tif", ".heic", ".dng"):
            yield f"really{ending.replace('.', '-')}{other}", data
    for ending in ENDINGS:
        yield f"text{ending}", b"Dear Sir or Madam, this is a letter.\n" * 50
        yield f"nothing{ending}", b""
        yield f"one-byte{ending}", b"\xff"
        yield f"zeros{ending}", bytes(5000)
        yield f"noise{ending}", random.Random(ending).randbytes(5000)
        yield f"magic-only{ending}", encoded(picture(), ending, folder)[:12]
        yield f"magic-and-noise{ending}", encoded(picture(), ending, folder)[:12] + random.Random(1).randbytes(5000)


def chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *extra: bytes, bits: int = 8, kind: int = 0) -> bytes:
    """A PNG of zeros, as small as deflate makes it."""
    samples = {0: 1, 2: 3, 6: 4}[kind]
    packer = zlib.compressobj(9)
    row = bytes(1 + (width * bits * samples + 7) // 8)
    rows_at_once = max(1, (1 << 20) // len(row))
    data = b"".join(packer.compress(row * min(rows_at_once, height - at)) for at in range(0, height, rows_at_once))
    head = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), *extra, chunk(b"IDAT", data + packer.flush()), chunk(b"IEND", b""))
    )


def gif(width: int, height: int) -> bytes:
    """A GIF that claims a size and ends."""
    return (
        b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6) + b","
        + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\x00;"
    )  # fmt: skip


def jpeg(width: int, height: int, *, scans: int = 1) -> bytes:
    """A flat progressive JPEG that claims a size; its first scan is repeated."""
    buffer = BytesIO()
    Image.new("L", (16, 16), 128).save(buffer, "JPEG", progressive=True, quality=50)
    data = buffer.getvalue()
    frame = data.index(b"\xff\xc2")
    data = data[: frame + 5] + struct.pack(">HH", height, width) + data[frame + 9 :]
    # One byte of ones is a whole scan of end-of-block runs for a decoder that forgives.
    first = data.index(b"\xff\xda")
    second = data.index(b"\xff", first + 10)
    return data[:second] + data[first:second] * (scans - 1) + data[second:]


def tiff_of(width: int, height: int) -> bytes:
    """A TIFF whose one deflated strip holds far less than its header says."""
    strip = zlib.compress(bytes(1 << 20), 9)
    return tiff(
        [
            long(256, width), long(257, height), short(258, 8), short(259, 8), short(262, 1), long(273, 0),
            short(277, 1), long(278, height), long(279, len(strip)),
        ],
        blobs=(strip,),
    )  # fmt: skip


_FLAT_WEBP = "524946461a000000574542505650384c0e0000002ffebfff0f071011fd0f4444ff03"
"""A whole lossless WebP of 16383 x 16383 black pixels."""


def bombs(_folder: Path) -> Iterator[tuple[str, bytes]]:
    """Small files that unpack to a great deal."""
    yield "bomb-30000.png", png(30000, 30000, bits=1)
    yield "bomb-20000-rgb.png", png(20000, 20000, bits=1)
    yield "bomb-claimed.png", png(8, 8).replace(struct.pack(">II", 8, 8), struct.pack(">II", 2**31 - 1, 2**31 - 1))
    yield "bomb.gif", gif(65535, 65535)
    yield "bomb.tif", tiff_of(2**31, 2**31)
    yield "bomb-60000.tif", tiff_of(60000, 60000)
    yield "bomb.webp", bytes.fromhex(_FLAT_WEBP)
    # SizeHeader, lowest bit first: not small, 30 bits for the height, a ratio of 1 to 1.
    yield "bomb.jxl", b"\xff\x0a" + (0b11 << 1 | (2**30 - 2) << 3 | 1 << 33).to_bytes(5, "little") + bytes(20)
    yield "bomb.jpg", jpeg(65500, 65500)
    yield "many-scans.jpg", jpeg(8000, 8000, scans=3000)
    yield "bomb-text.png", png(8, 8, chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9)))
    yield "bomb-profile.png", png(8, 8, chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(100_000_000), 9)))
    yield "bomb.bmp", b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, 2**30, 2**30, 1, 24, 0, 0, 0, 0, 0, 0)
    yield "bomb.ppm", b"P6 4000000000 4000000000 255\n"
    yield "bomb.qoi", b"qoif" + struct.pack(">IIBB", 2**32 - 1, 2**32 - 1, 3, 0) + bytes(100)
    yield "bomb.psd", struct.pack(">4sH6xHIIHHIIIH", b"8BPS", 1, 3, 300000, 300000, 8, 3, 0, 0, 0, 0)
    yield "bomb.tga", struct.pack("<BBBHHBHHHHBB", 0, 0, 2, 0, 0, 0, 0, 0, 65535, 65535, 24, 0)


def extreme_sizes(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Pictures of one pixel, and lines."""
    yield "line-wide.png", png(65535, 1)
    yield "line-high.png", png(1, 65535)
    yield "one.png", png(1, 1)
    yield "none.png", png(8, 8).replace(struct.pack(">II", 8, 8), struct.pack(">II", 0, 8), 1)
    yield "none.gif", gif(0, 0)
    for ending in (".jpg", ".webp", ".tif", ".avif", ".heic"):
        yield f"one{ending}", encoded(Image.new("RGB", (1, 1), "red"), ending, folder)


def jpeg_with_exif(block: bytes, folder: Path) -> bytes:
    """The photograph with these bytes as its EXIF."""
    data = encoded(picture(), ".jpg", folder)
    body = b"Exif\0\0" + block
    start = data.index(b"\xff\xdb")
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[start:]


def broken_exif(folder: Path) -> Iterator[tuple[str, bytes]]:
    """EXIF that claims nonsense around a good picture."""
    for value in (0, 9, 255, 65535):
        yield f"orientation-{value}.jpg", jpeg_with_exif(tiff([short(274, value)]), folder)
    for value in range(1, 9):
        broken = tiff([short(274, value), long(0x8769, 0xFFFFFFF0), long(0x8825, 3)])
        yield f"orientation-{value}-rest-broken.jpg", jpeg_with_exif(broken, folder)
    yield "orientation-text.jpg", jpeg_with_exif(tiff([text(274, "upside down")]), folder)
    yield "orientation-twice.jpg", jpeg_with_exif(tiff([short(274, 1, 2, 3)]), folder)
    yield "orientation-none.jpg", jpeg_with_exif(tiff([(274, 3, 0, b"")]), folder)
    yield "exif-cut.jpg", jpeg_with_exif(tiff([short(274, 1), text(306, "2020:01:01 00:00:00")])[:20], folder)
    yield "exif-noise.jpg", jpeg_with_exif(random.Random(3).randbytes(500), folder)
    yield "exif-empty.jpg", jpeg_with_exif(b"", folder)
    loop = bytearray(tiff([short(274, 1)]))
    loop[-4:] = struct.pack("<I", 8)
    yield "exif-loop.jpg", jpeg_with_exif(bytes(loop), folder)
    yield "exif-huge-count.jpg", jpeg_with_exif(tiff([short(274, 1), (37500, 7, 0xFFFFFFFF, bytes(8))]), folder)
    yield "exif-date.jpg", jpeg_with_exif(tiff([text(306, "0000:00:00 99:99:99"), text(36867, "soon")]), folder)


def much_metadata(folder: Path) -> Iterator[tuple[str, bytes]]:
    """A hundred megabytes beside the picture."""
    data = encoded(picture(), ".jpg", folder)
    segment = b"\xff\xef" + struct.pack(">H", 65535) + bytes(65533)
    yield "metadata.jpg", data[:2] + segment * 1600 + data[2:]
    yield "metadata.png", png(64, 48, chunk(b"tEXt", b"Comment\0" + b"x" * 100_000_000))
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + b"<a>" * 20_000 + b"</x:xmpmeta>"
    body = b"http://ns.adobe.com/xap/1.0/\0" + xmp[:60_000]
    yield "deep-xmp.jpg", data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]
    entities = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("k"))
    ) + b"]><a>&j;</a>"  # fmt: skip
    body = b"http://ns.adobe.com/xap/1.0/\0" + entities
    yield "laughing-xmp.jpg", data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]


def unusual(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Honest files that few programs read."""
    image = picture()
    grey = np.asarray(image.convert("L"))
    for name, made in {
        "cmyk.jpg": image.convert("CMYK"),
        "cmyk.tif": image.convert("CMYK"),
        "lab.tif": Image.fromarray(np.asarray(image.convert("YCbCr")), "YCbCr"),
        "sixteen.png": Image.fromarray(grey.astype(np.uint16) * 257),
        "sixteen.tif": Image.fromarray(grey.astype(np.uint16) * 257),
        "thirty-two.tif": Image.fromarray(grey.astype(np.int32) * 8_000_000),
        "float.tif": Image.fromarray(grey / np.float32(255)),
        "float-nan.tif": Image.fromarray(np.full((40, 40), np.nan, np.float32)),
        "one-bit.tif": image.convert("1"),
        "palette.png": image.quantize(7),
    }.items():
        made.save(folder / name)
        yield name, (folder / name).read_bytes()
    for ending in (".gif", ".png", ".webp", ".tif", ".avif"):
        others = [Image.new("RGB", SIZE, colour) for colour in ("red", "blue")]
        image.save(folder / f"animated{ending}", save_all=True, append_images=others)
        yield f"animated{ending}", (folder / f"animated{ending}").read_bytes()


Kind = Callable[[Path], Iterator[tuple[str, bytes]]]
KINDS: tuple[Kind, ...] = (
    truncated, flipped, misnamed, bombs, extreme_sizes, broken_exif, much_metadata, unusual,
)  # fmt: skip


def make_hostile(folder: Path, kinds: tuple[Kind, ...] = KINDS) -> None:
    """Write every kind into a folder of its own."""
    workshop = folder / ".workshop"
    workshop.mkdir(parents=True)
    for kind in kinds:
        (folder / kind.__name__).mkdir()
        for name, data in kind(workshop):
            (folder / kind.__name__ / name).write_bytes(data)


if __name__ == "__main__":
    make_hostile(Path(sys.argv[1]))
