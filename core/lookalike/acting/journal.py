"""The journal: what was going to be done and what was done, in one file that only grows.

Each line is the CRC-32 of what follows in eight hexadecimal digits, a blank, and a JSON object. `append` with `sync`
returns only when the line is on the disk; the line that says a step is done is synced together with the intent of
the next one, so before a step begins, everything before it is on the disk. A last line that a crash tore off is cut
off when the journal is opened again: nothing was begun on its word.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from lookalike import paths
from lookalike.errors import LookalikeError
from lookalike.files.safefiles import make_folders, sync_folder, write_all

FILE = "journal.jsonl"
_LOCK = "journal.lock"
_TAIL = 4096  # bytes, far more than the line that ends a run


class JournalBusyError(LookalikeError):
    """Another instance is acting at this moment."""


class Journal:
    """The journal, open for one instance. Use it as a context manager.

    Raises JournalBusyError if another instance has it open, OSError if it cannot be opened.
    """

    def __init__(self, folder: str | None = None) -> None:
        self.folder = folder or str(paths.data_folder())
        make_folders(os.path.abspath(self.folder))
        self._lock = _lock(os.path.join(self.folder, _LOCK))
        try:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
            self._size = _whole_length(self.path)
            if os.fstat(self._file).st_size > self._size:
                os.ftruncate(self._file, self._size)
            os.fsync(self._file)
            sync_folder(self.folder)
        except OSError:
            os.close(self._lock)
            raise

    @property
    def path(self) -> str:
        """The journal's file."""
        return os.path.join(self.folder, FILE)

    def append(self, entry: dict[str, Any], *, sync: bool) -> None:
        """Add a line. Raises OSError, on a full disk for one; then the line is not in the journal."""
        content = json.dumps(entry, separators=(",", ":")).encode("ascii")
        line = b"%08x %s\n" % (zlib.crc32(content), content)
        try:
            write_all(self._file, line)
        except OSError:
            os.ftruncate(self._file, self._size)
            raise
        self._size += len(line)
        if sync:
            os.fsync(self._file)

    def entries(self) -> Iterator[dict[str, Any]]:
        """All lines in order, as far as they are whole."""
        return read_entries(self.folder)

    def rests(self) -> bool:
        """Whether the last line says that everything before it is finished, so that nobody need read the rest."""
        tail = min(self._size, _TAIL)
        last = os.pread(self._file, tail, self._size - tail) if hasattr(os, "pread") else b""
        entry = _parse(last[last[:-1].rfind(b"\n") + 1 :]) if last else None
        return self._size == 0 or (entry is not None and entry["t"] == "end")

    def close(self) -> None:
        """Let others in."""
        os.fsync(self._file)
        os.close(self._file)
        os.close(self._lock)

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_entries(folder: str | None = None) -> Iterator[dict[str, Any]]:
    """All whole lines of a journal, in order, without opening it for writing. A damaged line is left out."""
    try:
        with open(os.path.join(folder or str(paths.data_folder()), FILE), "rb") as file:
            for line in file:
                entry = _parse(line)
                if entry is not None:
                    yield entry
    except FileNotFoundError:
        return


def _parse(line: bytes) -> dict[str, Any] | None:
    if not line.endswith(b"\n") or line[8:9] != b" ":
        return None
    content = line[9:-1]
    if line[:8] != b"%08x" % zlib.crc32(content):
        return None
    entry: dict[str, Any] = json.loads(content)
    return entry


def _whole_length(path: str) -> int:
    """The length up to the end of the last line that has an end."""
    with open(path, "rb") as file:
        end = file.seek(0, os.SEEK_END)
        while end:
            start = max(0, end - 65536)
            file.seek(start)
            found = file.read(end - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            end = start
    return 0


def _lock(path: str) -> int:
    """Open and lock a file; the system unlocks it when the process ends, however it does."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:  # What Linux and Windows answer where it is locked.
        os.close(handle)
        raise JournalBusyError(f"{path}: another Lookalike is acting, please wait until it has finished") from error
    except OSError:
        os.close(handle)
        raise
    return handle
