"""What a person decided about pairs: "these two are no match". Kept for good, by content, wherever the files go."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lookalike.errors import LookalikeError

FILE_NAME = "decisions.sqlite"

_TABLES = (
    "CREATE TABLE IF NOT EXISTS no_match"
    " (first TEXT NOT NULL, second TEXT NOT NULL, PRIMARY KEY (first, second)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS place (content TEXT NOT NULL PRIMARY KEY, path BLOB NOT NULL) WITHOUT ROWID",
)

_WAIT_S = 5.0  # for another program that is writing; a decision takes milliseconds


class DecisionsUnusableError(LookalikeError):
    """The file of decisions cannot be read or written; nothing was changed in it."""


class DecisionFile:
    """The pairs that are no match, by the digests of both contents (any text that stands for a content).

    The file lies in the data folder and is never pruned. Every call is a transaction of its own: what returned is on
    the disk. May be used from several threads. Raises DecisionsUnusableError.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._path = Path(folder) / FILE_NAME
        self._lock = threading.Lock()

    def reject(self, pairs: Iterable[tuple[str, str]], places: Mapping[str, str] | None = None) -> None:
        """Note that the photos of each pair are no match; `places` says in which file a content was seen."""
        seen = [(content, os.fsencode(path)) for content, path in (places or {}).items()]
        self._run("INSERT OR REPLACE INTO place VALUES (?, ?)", seen)
        self._run("INSERT OR IGNORE INTO no_match VALUES (?, ?)", [_ordered(*pair) for pair in pairs])

    def restore(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Forget that they are no match."""
        self._run("DELETE FROM no_match WHERE first = ? AND second = ?", [_ordered(*pair) for pair in pairs])
        unused = "DELETE FROM place WHERE content NOT IN (SELECT first FROM no_match UNION SELECT second FROM no_match)"
        self._run(unused, [()])

    def places(self) -> dict[str, str]:
        """Where the rejected contents were last seen, as far as that was said: for the eye only."""
        if not self._path.exists():
            return {}
        return {content: os.fsdecode(path) for content, path in self._run("SELECT content, path FROM place")}

    def rejected(self) -> frozenset[tuple[str, str]]:
        """All pairs that are no match, each with the smaller digest first."""
        if not self._path.exists():
            return frozenset()
        return frozenset((first, second) for first, second in self._run("SELECT first, second FROM no_match"))

    def _run(self, sql: str, rows: list[tuple[Any, ...]] | None = None) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                database = sqlite3.connect(self._path, timeout=_WAIT_S)
                try:
                    with database:
                        for table in _TABLES:
                            database.execute(table)
                        return database.execute(sql).fetchall() if rows is None else _each(database, sql, rows)
                finally:
                    database.close()
            except (OSError, sqlite3.DatabaseError) as error:
                raise DecisionsUnusableError(f"{self._path}: decisions cannot be kept or read: {error}.") from error


def _each(database: sqlite3.Connection, sql: str, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    database.executemany(sql, rows)
    return []


def _ordered(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first <= second else (second, first)
