"""Photoshop documents, small (PSD) and large (PSB): the picture that Photoshop merges for other programs.

Pillow's plugin knows no PSB and 8 bits alone, takes every stored selection for transparency, and shows bitmaps as
negatives. After Adobe's "Photoshop File Formats Specification" (November 2019).
"""

from __future__ import annotations

import struct

import numpy as np
import numpy.typing as npt
from PIL import Image

from lookalike.decoding.decodedonce import DecodedOnceImageFile
from lookalike.decoding.opened import UnsupportedVariantError

_Plane = npt.NDArray[np.uint8]

_BITMAP, _GREY, _INDEXED, _RGB, _CMYK, _MULTICHANNEL, _DUOTONE, _LAB = 0, 1, 2, 3, 4, 7, 8, 9
_MODES = {
    _BITMAP: ("L", 1),
    _GREY: ("L", 1),
    _INDEXED: ("RGB", 1),
    _RGB: ("RGB", 3),
    _CMYK: ("CMYK", 4),
    _DUOTONE: ("L", 1),
    _LAB: ("LAB", 3),
}
"""Photoshop's mode -> Pillow's, and how many channels it takes."""
_WITH_ALPHA = {"L": "LA", "RGB": "RGBA"}

_IPTC, _PROFILE, _VERSION, _EXIF, _XMP = 0x0404, 0x040F, 0x0421, 0x0422, 0x0424
_STORED, _PACKED, _ZIPPED = 0, 1, (2, 3)
_MAX_RESOURCES = 64 << 20
_LONG_BLOCKS = (
    b"LMsk", b"Lr16", b"Lr32", b"Layr", b"Mt16", b"Mt32", b"Mtrn", b"Alph", b"FMsk", b"lnk2", b"FEid", b"FXid", b"PxSD",
)  # fmt: skip
"""What has lengths of 8 bytes in a PSB."""


class PsdImageFile(DecodedOnceImageFile):
    """The merged picture, with 8 bits for each channel whatever the file has; its header alone until `load`."""

    format = "PSD"
    format_description = "Adobe Photoshop"

    def _open(self) -> None:
        head = struct.unpack(">4sH6xHIIHH", self._take(26))
        signature, version, self._channels, height, width, self._depth, self._colours = head
        if signature != b"8BPS" or version not in (1, 2):
            raise SyntaxError("not a Photoshop document")
        self._is_large = version == 2
        self._mode, self._needed = self._layout()
        self._size = width, height
        self._palette = self._take(self._length())
        self._read_resources()
        if self._has_transparency() and self._channels > self._needed and self._mode in _WITH_ALPHA:
            self._mode = _WITH_ALPHA[self._mode]
            self._needed += 1
        self._start = self._file.tell()

    def _decoded(self) -> Image.Image:
        planes = self._planes()
        if not self._is_merged and all(plane.min() == plane.max() for plane in planes):
            raise UnsupportedVariantError("saved without a picture for other programs")
        return self._picture(planes)

    def _take(self, count: int) -> bytes:
        data: bytes = self._file.read(count)
        if len(data) < count:
            raise EOFError("the file ends early")
        return data

    def _length(self, *, is_long: bool = False) -> int:
        size = 8 if is_long else 4
        return int.from_bytes(self._take(size), "big")

    def _layout(self) -> tuple[str, int]:
        if self._colours == _MULTICHANNEL:  # Inks of the printer's choice; the first ones are usually the four.
            mode, needed = ("CMYK", min(self._channels, 4)) if self._channels >= 3 else ("L", 1)
        else:
            mode, needed = _MODES.get(self._colours, ("", 0))
        if not mode or self._depth not in (1, 8, 16, 32) or (self._depth == 1) != (self._colours == _BITMAP):
            raise SyntaxError(f"colour mode {self._colours} with {self._depth} bits a channel")
        if self._channels < needed:
            raise SyntaxError("not enough channels")
        return mode, needed

    def _read_resources(self) -> None:
        self._is_merged = True
        end = self._length() + self._file.tell()
        data = self._take(end - self._file.tell()) if end <= _MAX_RESOURCES else b""
        self._file.seek(end)
        at = 0
        while at + 12 <= len(data):
            number = int.from_bytes(data[at + 4 : at + 6], "big")
            at += 6 + (data[at + 6] + 2) // 2 * 2  # A name with its length, padded.
            size = int.from_bytes(data[at : at + 4], "big")
            self._keep(number, data[at + 4 : at + 4 + size])
            at += 4 + (size + 1) // 2 * 2

    def _keep(self, number: int, content: bytes) -> None:
        if number == _PROFILE:
            self.info["icc_profile"] = content
        elif number == _EXIF:
            self.info["exif"] = content
        elif number == _XMP:
            self.info["xmp"] = content
        elif number == _IPTC:
            self.info["photoshop"] = {_IPTC: content}
        elif number == _VERSION and len(content) > 4:
            self._is_merged = content[4] != 0

    def _has_transparency(self) -> bool:
        """Whether the first channel beyond the colours is the picture's transparency, and not somebody's selection.

        A number of layers below zero says so, wherever it is stored. The file is left behind all layers.
        """
        length = self._length(is_long=self._is_large)
        start = self._file.tell()
        end = start + length
        found = False
        if length:
            layers = self._length(is_long=self._is_large)
            at = self._file.tell() + layers
            found = layers >= 2 and self._take(2) >= b"\x80"
            self._file.seek(at)
            if not layers and at + 4 <= end:
                found = self._is_said_in_blocks(end)
        self._file.seek(end)
        return found

    def _is_said_in_blocks(self, end: int) -> bool:
        """The same of the blocks that hold the layers of documents with 16 and 32 bits."""
        self._file.seek(self._length(), 1)  # The mask that is common to all layers.
        while self._file.tell() + 12 <= end:
            _signature, key = struct.unpack(">4s4s", self._take(8))
            length = self._length(is_long=self._is_large and key in _LONG_BLOCKS)
            if key in (b"Mtrn", b"Mt16", b"Mt32"):
                return True
            following = self._file.tell() + (length + 3) // 4 * 4
            if key in (b"Layr", b"Lr16", b"Lr32") and length >= 2 and self._take(2) >= b"\x80":
                return True
            self._file.seek(following)
        return False

    def _planes(self) -> list[_Plane]:
        """The channels that are shown, each uint8 of shape (height, width)."""
        self._file.seek(self._start)
        compression = int.from_bytes(self._take(2), "big")
        if compression in _ZIPPED:
            raise UnsupportedVariantError("the merged picture is zipped")
        if compression not in (_STORED, _PACKED):
            raise SyntaxError(f"compression {compression}")
        row = (self.width * self._depth + 7) // 8
        if compression == _STORED:
            return [self._eight_bits(self._take(row * self.height), row) for _ in range(self._needed)]
        size = 4 if self._is_large else 2
        table = self._take(size * self.height * self._channels)
        lengths = np.frombuffer(table, f">u{size}").reshape(self._channels, self.height).sum(axis=1, dtype=np.int64)
        planes = []
        for length in lengths[: self._needed].tolist():
            packed = self._file.read(length)
            unpacked = Image.frombytes("L", (row, self.height), packed, "packbits", "L")
            planes.append(self._eight_bits(unpacked.tobytes(), row))
        return planes

    def _eight_bits(self, data: bytes, row: int) -> _Plane:
        rows = np.frombuffer(data, np.uint8).reshape(self.height, row)
        if self._depth == 1:
            return (1 - np.unpackbits(rows, axis=1)[:, : self.width]) * np.uint8(255)
        if self._depth == 16:
            return np.ascontiguousarray(rows[:, ::2])
        return rows if self._depth == 8 else _from_light(rows.view(">f4"))

    def _picture(self, planes: list[_Plane]) -> Image.Image:
        if self._depth == 32:
            self.info.pop("icc_profile", None)  # It describes the light, and what we have is sRGB.
        if self._colours == _INDEXED:
            table = np.frombuffer(self._palette[:768].ljust(768, b"\0"), np.uint8).reshape(3, 256)
            planes = [*(table[channel][planes[0]] for channel in range(3)), *planes[1:]]
        if self.mode == "CMYK":
            planes = [255 - plane for plane in planes]
            planes += [np.zeros_like(planes[0])] * (4 - len(planes))
        return Image.merge(self.mode, [Image.fromarray(plane) for plane in planes])


def _from_light(light: npt.NDArray[np.floating]) -> _Plane:
    """Amounts of light, where 1 is white, as sRGB (IEC 61966-2-1). Photoshop's 32 bits always mean light."""
    clipped = np.clip(np.nan_to_num(light.astype(np.float32), nan=0.0), 0, 1)
    curved = np.where(clipped <= 0.0031308, clipped * 12.92, 1.055 * clipped ** (1 / 2.4) - 0.055)
    return (curved * 255 + 0.5).astype(np.uint8)
