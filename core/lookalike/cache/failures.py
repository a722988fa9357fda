"""Tells a damaged cache file from one that cannot be used at the moment, by what SQLite raises."""

from __future__ import annotations

import sqlite3

FAILURES = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What SQLite raises for a file; UnicodeDecodeError where its own message would repeat bytes that are no text."""

_CIRCUMSTANCES = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOLFS,
        sqlite3.SQLITE_AUTH,
    }
)


def is_damage(error: Exception) -> bool:
    """Whether the file itself is broken, rather than locked, read-only or on a full disk.

    What is broken shows itself in many ways: a table without one of its columns, a text that is not UTF-8 (which has no
    code), a row that an index calls unique.
    """
    return (getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF) not in _CIRCUMSTANCES
