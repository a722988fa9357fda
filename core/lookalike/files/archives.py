"""Photos inside ZIP archives: listed and read, never changed, and nothing is unpacked onto a disk.

A member's path is that of its archive with the member's name behind it, as if the archive were a folder:
`/photos/2019.zip/summer/a.jpg`. No file can have such a path, so there is nothing to mix it up with, and whoever tries
to act on it finds no file. Archives within archives are not entered.

Against bombs, the size of the directory, the number of members and what all of them claim to hold are bounded before
one is read, and a member is unpacked up to its bound only, into memory.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType
from typing import BinaryIO

from lookalike.files.formats import PHOTO_ENDINGS, ending_of
from lookalike.types import ProblemReason

ARCHIVE_ENDINGS = (".zip", ".cbz")
"""Lower case, with the dot. A .cbz is a comic book: a ZIP of pictures."""

MAX_MEMBERS = 200_000
MAX_DIRECTORY = 64 << 20
"""Bytes of an archive's table of contents."""
MAX_MEMBER = 256 << 20
"""Bytes of one photo: it is held in memory."""
MAX_RATIO = 200
"""Bytes that all members together may claim, per byte of archive. Photos have 1, drawings without compression 50."""

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_END = struct.Struct("<4s8xII2x")
_END_REACH = (1 << 16) + 22  # the end record, and the longest comment that may follow it
_END_64 = struct.Struct("<4s36xQ8x")
_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, UnicodeDecodeError, ValueError, EOFError,
    OverflowError, IndexError,
)  # fmt: skip
"""What the standard library was seen, or is documented, to raise for damaged archives; and OSError."""


class ArchiveError(Exception):
    """An archive or a member of it that cannot be read."""

    def __init__(self, reason: ProblemReason, detail: str = "") -> None:
        super().__init__(detail or reason.value)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class ArchivedPhoto:
    """A photo in an archive: its path, its size in bytes, and why it cannot be read, if that is known already."""

    path: str
    size: int
    problem: ProblemReason | None = None


def archive_of(path: str) -> str | None:
    """The archive that holds the photo; None for a file of its own."""
    folded = path.lower()
    for ending in ARCHIVE_ENDINGS:
        at = folded.find(ending + os.sep)
        while at >= 0:
            archive = path[: at + len(ending)]
            if os.path.isfile(archive):
                return archive
            at = folded.find(ending + os.sep, at + 1)
    return None


def is_there(path: str) -> bool:
    """Whether a photo's file has its name still, or the archive that holds it has; nothing is opened."""
    return os.path.lexists(archive_of(path) or path)


def members_of(archive: str) -> tuple[ArchivedPhoto, ...]:
    """The photos in an archive, in its order, by their endings. Raises ArchiveError and OSError."""
    found = []
    for name, info in _contents(archive).items():
        if ending_of(name) in PHOTO_ENDINGS:
            found.append(ArchivedPhoto(os.path.join(archive, name), info.file_size, _problem_with(info)))
    return tuple(found)


def open_member(path: str) -> tuple[BinaryIO, os.stat_result]:
    """The bytes of a photo in an archive, and its status. Raises ArchiveError and OSError."""
    archive, info = _find(path)
    with open(archive, "rb") as file:
        try:
            return BytesIO(_unpacked(file, info)), _status(archive, info)
        except _BROKEN as error:
            raise ArchiveError(ProblemReason.DAMAGED, str(error)) from error


def member_status(path: str) -> os.stat_result:
    """Size of a photo in an archive, and the archive's modification time. Raises ArchiveError and OSError."""
    return _status(*_find(path))


def _find(path: str) -> tuple[str, zipfile.ZipInfo]:
    archive = archive_of(path)
    info = _contents(archive).get(path[len(archive) + 1 :].replace(os.sep, "/")) if archive else None
    if archive is None or info is None:
        raise ArchiveError(ProblemReason.NOT_FOUND)
    return archive, info


def _status(archive: str, info: zipfile.ZipInfo) -> os.stat_result:
    outside = os.stat(archive)
    seconds = int(outside.st_mtime)
    plain = (stat.S_IFREG | 0o444, 0, outside.st_dev, 1, 0, 0, info.file_size, seconds, seconds, seconds)
    return os.stat_result(plain, {"st_mtime_ns": outside.st_mtime_ns})


def _contents(archive: str) -> Mapping[str, zipfile.ZipInfo]:
    status = os.stat(archive)
    return _read_contents(archive, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=8)
def _read_contents(archive: str, size: int, _mtime_ns: int) -> Mapping[str, zipfile.ZipInfo]:
    """The members by name. Kept for a while, because every photo of an archive asks for them."""
    with open(archive, "rb") as file:
        try:
            if _directory_bytes(file, size) > MAX_DIRECTORY:
                raise ArchiveError(ProblemReason.TOO_LARGE, f"a table of contents above {MAX_DIRECTORY} bytes")
            with zipfile.ZipFile(file) as opened:
                infos = [info for info in opened.infolist() if not info.is_dir()]
        except _BROKEN as error:
            raise ArchiveError(ProblemReason.DAMAGED, str(error)) from error
    claimed = sum(info.file_size for info in infos)
    if len(infos) > MAX_MEMBERS or claimed > MAX_RATIO * size:
        raise ArchiveError(ProblemReason.TOO_LARGE, f"{len(infos)} members of {claimed} bytes in {size} bytes")
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        found[_free_name(_harmless_name(info.filename), found)] = info
    return MappingProxyType(found)


def _directory_bytes(file: BinaryIO, size: int) -> int:
    """What the table of contents takes, as its end record says (APPNOTE.TXT 4.3.14 and 4.3.16); 0 if there is none."""
    start = max(0, size - _END_REACH)
    file.seek(start)
    tail = file.read(_END_REACH)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or at + _END.size > len(tail):
        return 0
    _magic, length, offset = _END.unpack_from(tail, at)
    at_64 = tail.rfind(b"PK\6\6", 0, at)
    if 0xFFFFFFFF in (length, offset) and at_64 >= 0 and at_64 + _END_64.size <= len(tail):
        return int(_END_64.unpack_from(tail, at_64)[1])
    return int(length)


def _problem_with(info: zipfile.ZipInfo) -> ProblemReason | None:
    """Why a member cannot be read, as far as the table of contents tells."""
    if info.flag_bits & _ENCRYPTED:
        return ProblemReason.ENCRYPTED
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return ProblemReason.UNSUPPORTED
    return None


def _harmless_name(name: str) -> str:
    """A member's name as one below its archive: it can neither climb out of it nor begin anew."""
    parts = name.replace("\\", "/").replace("\0", "").split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "_"


def _free_name(name: str, taken: Mapping[str, zipfile.ZipInfo]) -> str:
    """An archive may hold several members of one name."""
    stem, ending = os.path.splitext(name)
    number = 1
    while name in taken:
        number += 1
        name = f"{stem} ({number}){ending}"
    return name


def _unpacked(file: BinaryIO, info: zipfile.ZipInfo) -> bytes:
    if problem := _problem_with(info):
        raise ArchiveError(problem)
    if max(info.file_size, info.compress_size) > MAX_MEMBER:
        raise ArchiveError(ProblemReason.TOO_LARGE, f"{info.file_size} bytes")
    file.seek(max(0, info.header_offset))
    magic, name_length, extra_length = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if magic != b"PK\3\4":
        raise ArchiveError(ProblemReason.DAMAGED, "no member where the table of contents says")
    file.seek(name_length + extra_length, os.SEEK_CUR)
    content = file.read(info.compress_size)
    if info.compress_type == zipfile.ZIP_DEFLATED:
        content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, info.file_size + 1)
    if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
        raise ArchiveError(ProblemReason.DAMAGED, "size or checksum do not agree")
    return content
