"""PNG files whose picture is sound and whose remarks are not: GIMP 2.10 stored profiles with a wrong checksum.

Every viewer passes over such a chunk, but Pillow gives up the picture.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import BinaryIO

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEAD = struct.Struct(">I4s")
_CHECKSUM = 4
_SHOWN = (b"tRNS", b"iCCP", b"eXIf")
"""Chunks that are no part of the picture and change how it is shown."""
_MAX_REMARK = 4 << 20
_MAX_PROFILE = 1 << 20
"""What Pillow unpacks at most."""
_MAX_BYTES = 500_000_000
"""A file beyond is not copied in memory."""


def without_remarks(file: BinaryIO) -> BytesIO | None:
    """The file with its picture, and of the rest only what is sound and changes how it is shown.

    None where the picture's own chunks are cut off or their lengths lead nowhere: the file is damaged indeed. Their
    checksums are left for the decoder to see.
    """
    length = file.seek(0, 2)
    file.seek(0)
    if length > _MAX_BYTES or file.read(len(_SIGNATURE)) != _SIGNATURE:
        return None
    kept = BytesIO()
    kept.write(_SIGNATURE)
    while len(head := file.read(_HEAD.size)) == _HEAD.size:
        size, name = _HEAD.unpack(head)
        if file.tell() + size + _CHECKSUM > length:
            return None
        is_critical = not name[0] & 0x20
        if not is_critical and (name not in _SHOWN or size > _MAX_REMARK):
            file.seek(size + _CHECKSUM, 1)
            continue
        content, checksum = file.read(size), file.read(_CHECKSUM)
        if is_critical or (_is_sound(name, content) and zlib.crc32(name + content) == int.from_bytes(checksum, "big")):
            kept.write(head + content + checksum)
        if name == b"IEND":
            break
    kept.seek(0)
    return kept


def _is_sound(name: bytes, content: bytes) -> bool:
    if name != b"iCCP":
        return True
    _name, _separator, packed = content.partition(b"\0")
    try:
        return len(zlib.decompressobj().decompress(packed[1:], _MAX_PROFILE + 1)) <= _MAX_PROFILE
    except zlib.error:
        return False
