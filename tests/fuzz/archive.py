"""Fuzzing the reader of ZIP archives: what is listed can be opened, or there is a reason why not."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from lookalike.errors import UnreadableError
from lookalike.files.archives import ArchiveError, members_of
from lookalike.files.reading import look_at, open_photo


def seeds(_folder: Path) -> list[bytes]:
    """Archives of stored, deflated and many members, and one with the 64-bit fields that large ones have."""
    found = []
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as archive:
            archive.writestr("a.jpg", b"first photo" * 20)
            archive.writestr("ü/../b.jpg", b"second")
            with archive.open("c.jpg", "w", force_zip64=True) as member:
                member.write(b"third")
            archive.comment = b"a comment"
        found.append(buffer.getvalue())
    return found


def try_out(folder: Path, data: bytes) -> None:
    """List and open everything. Whatever is opened has the size that was listed."""
    archive = folder / f"{zlib.crc32(data)}.zip"  # What is known of an archive is kept by name, size and time.
    archive.write_bytes(data)
    try:
        _open_all(archive)
    finally:
        archive.unlink()


def _open_all(archive: Path) -> None:
    try:
        members = members_of(str(archive))
    except ArchiveError as error:
        assert len(error.detail) < 1000
        return
    for member in members[:20]:
        assert member.path.startswith(f"{archive}/") and "/../" not in member.path
        try:
            file, status = open_photo(member.path)
        except UnreadableError as error:
            assert error.path == member.path
        else:
            with file:
                assert len(file.read()) == member.size == status.st_size == look_at(member.path).st_size
