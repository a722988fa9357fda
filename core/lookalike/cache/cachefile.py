"""The file of the cache: opened, begun anew where it is broken, and replaced for a session where it cannot be used."""

from __future__ import annotations

import logging
import os
import sqlite3
from pathlib import Path

from lookalike.cache import cachetables as tables
from lookalike.cache.failures import FAILURES, is_damage

FILE_NAME = "photos.sqlite"
SET_ASIDE_NAME = "photos.damaged.sqlite"

_log = logging.getLogger(__name__)

_PAGE_BYTES = 16384  # vectors take 2.6 kB: on SQLite's usual 4 kB pages a third of the file would be air
_SIDE_FILES = ("-wal", "-shm", "-journal")


class _OtherVersionError(Exception):
    """The file was made by another version of the program; `newer` than this one, or older."""

    def __init__(self, version: int) -> None:
        super().__init__(f"the file has format {version}, this program's is {tables.SCHEMA}")
        self.newer = version > tables.SCHEMA


class CacheFile:
    """Where the cache is kept. `usable` turns False where a stand-in in memory, gone with the session, takes over."""

    def __init__(self, path: Path, patience: float) -> None:
        """`patience` is how many seconds to wait for another program's transaction to end."""
        self.usable = True
        self._path = path
        self._patience = patience

    def open(self) -> sqlite3.Connection:
        """Its tables, ready for use. Never raises for the state of the file."""
        try:
            return self._connect()
        except _OtherVersionError as error:
            _log.warning("cache %s: %s", self._path, error)
            return self._stand_in() if error.newer else self._begin_anew(keep=False)
        except (OSError, *FAILURES) as error:
            return self.after(error)

    def after(self, error: Exception) -> sqlite3.Connection:
        """What to go on with after this error: a new file where this one is broken, otherwise the stand-in."""
        _log.warning("cache %s: %s", self._path, error)
        return self._begin_anew() if not isinstance(error, OSError) and is_damage(error) else self._stand_in()

    def size(self) -> int:
        """Bytes that it takes on the disk."""
        files = [self._path, *(Path(f"{self._path}{end}") for end in _SIDE_FILES)]
        return sum(file.stat().st_size for file in files if file.is_file()) if self.usable else 0

    def _connect(self) -> sqlite3.Connection:
        """Open the file and make sure that it can be written. Raises whatever speaks against using it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._path, timeout=self._patience, check_same_thread=False)
        try:
            database.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version not in (0, tables.SCHEMA):
                raise _OtherVersionError(version)
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute("BEGIN IMMEDIATE")
            if version == 0:
                tables.create(database)
            elif not tables.complete(database):
                raise sqlite3.DatabaseError("its tables are not as they were made")
            database.commit()
        except BaseException:
            database.close()
            raise
        return database

    def _begin_anew(self, *, keep: bool = True) -> sqlite3.Connection:
        """Make a new file. A broken one is kept beside it for whoever wants to know why; an outdated one is not."""
        try:
            if keep:
                os.replace(self._path, self._path.with_name(SET_ASIDE_NAME))
            else:
                self._path.unlink()
            for end in _SIDE_FILES:
                Path(f"{self._path}{end}").unlink(missing_ok=True)
            return self._connect()
        except (OSError, *FAILURES, _OtherVersionError) as error:
            _log.warning("cache %s: %s", self._path, error)
            return self._stand_in()

    def _stand_in(self) -> sqlite3.Connection:
        self.usable = False
        return empty_tables()


class NoFile(CacheFile):
    """For those who want no cache, and miss nothing."""

    def __init__(self) -> None:
        super().__init__(Path(), 0.0)

    def open(self) -> sqlite3.Connection:
        """Tables in memory."""
        return empty_tables()

    def size(self) -> int:
        """Nothing."""
        return 0


def empty_tables() -> sqlite3.Connection:
    """Tables in memory, which end with their connection."""
    database = sqlite3.connect(":memory:", check_same_thread=False)
    tables.create(database)
    return database
