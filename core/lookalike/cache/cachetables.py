"""The tables of the cache, and every SQL statement about them. `store` owns the connection and the transactions."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

from lookalike.errors import UnreadableError
from lookalike.files.reading import open_photo
from lookalike.types import Photo

SCHEMA = 4
"""Raised when the tables change."""

KINDS = ("readings", "vectors", "digests", "problems")
"""The tables with one value a photo."""

FINGERPRINTS = ("readings", "vectors")
"""Those that make a fingerprint."""

Key: TypeAlias = tuple[bytes, bytes]
"""The content keys of two photos."""

Version: TypeAlias = tuple[str, str]
"""What made a value: the program, of which only the last one's values are kept of a photo, and which of its ways, whose
values are kept side by side."""

_SHIFT = 40
"""A value's place is the number of its version and, in so many lower bits, that of its photo: so the values of one
version lie together, and are found as fast as if there were no others."""

_TABLES = (
    "CREATE TABLE folders (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, used INTEGER NOT NULL)",
    """CREATE TABLE photos (id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, name BLOB NOT NULL,
       size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, device INTEGER NOT NULL, inode INTEGER NOT NULL,
       samples BLOB, UNIQUE (folder, name))""",
    "CREATE INDEX photos_by_size ON photos (size, mtime_ns)",
    """CREATE TABLE versions (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, program TEXT NOT NULL, way TEXT NOT NULL,
       UNIQUE (kind, program, way))""",
    *(f"CREATE TABLE {kind} (place INTEGER PRIMARY KEY, value BLOB NOT NULL)" for kind in KINDS),
    "CREATE TABLE evidence (pair INTEGER PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL)",
    *(
        f"CREATE TABLE {table} (digest BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL)"
        for table in ("answers", "searches")
    ),
    # An answer rests on fingerprints: where one of them is changed or dropped, no answer is kept that could want it.
    *(
        f"""CREATE TRIGGER {kind}_changed BEFORE INSERT ON {kind}
        WHEN EXISTS (SELECT 1 FROM {kind} WHERE place = NEW.place AND value <> NEW.value)
        BEGIN DELETE FROM answers; END"""
        for kind in FINGERPRINTS
    ),
    *(f"CREATE TRIGGER {kind}_dropped AFTER DELETE ON {kind} BEGIN DELETE FROM answers; END" for kind in FINGERPRINTS),
)
_RARE = ("digests", "problems")  # few photos have one
_SAMPLE_BYTES = 1 << 14  # of the beginning, the middle and the end: enough to know a moved file again
_CLOCK_NS = 2_000_000_000  # FAT keeps modification times to two seconds
_LONG_AGO_NS = -(2**62)  # the year 1823: what is kept as earlier is later than 2262
_FEW = 8  # up to so many photos of a folder are asked for one by one
_MANY = 500  # pairs in one question
_EVIDENCE = 2**62  # stands for all evidence of a time where folders have their ids
_ANSWERS = _EVIDENCE - 1  # the same for answers
_SEARCHES = _EVIDENCE - 2  # and for searches
_WHOLES = {_EVIDENCE: "evidence", _ANSWERS: "answers", _SEARCHES: "searches"}
_KEPT = 8  # answers and searches, of as many scans with different folders or options
_MOST_BYTES = 1 << 26  # a larger answer or search is not kept
_DAY = 86_400  # a use is noted once a day, so that a scan seldom writes where nothing changed


def create(database: sqlite3.Connection) -> None:
    """Make the tables in an empty file."""
    for statement in _TABLES:
        database.execute(statement)
    database.execute(f"PRAGMA user_version = {SCHEMA}")


def complete(database: sqlite3.Connection) -> bool:
    """Whether all tables are there and as `create` made them: damage to a definition makes every value doubtful."""
    found = {sql for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    return found == set(_TABLES)


def values(
    database: sqlite3.Connection, kind: str, version: Version, photos: Sequence[Photo]
) -> Iterator[tuple[int, bytes]]:
    """The values of one kind and version that are known, with the index of their photo."""
    first = _first_place(database, kind, version)
    if first is None:
        return
    if kind in _RARE and database.execute(f"SELECT count(*) FROM {kind}").fetchone()[0] < len(photos) // 4:
        rows = _rare_rows(database, photos, kind, first)
    else:
        rows = _rows(database, photos, f"JOIN {kind} v ON v.place = p.id + ?", "v.value", first)
    for index, value in rows:
        if isinstance(value, bytes):  # SQLite keeps any type in any column, and a damaged disk changes types as well.
            yield index, value


def _first_place(database: sqlite3.Connection, kind: str, version: Version) -> int | None:
    """What the number of a photo is added to for the place of its value; None where there is no such value yet."""
    sql = f"SELECT id << {_SHIFT} FROM versions WHERE kind = ? AND program = ? AND way = ?"
    row = database.execute(sql, (kind, *version)).fetchone()
    return None if row is None else int(row[0])


def unknown(database: sqlite3.Connection, photos: Sequence[Photo]) -> list[Photo]:
    """The photos that have no row for their path, size and modification time."""
    known = {index for index, _ in _rows(database, photos, "", "0")}
    return [photo for index, photo in enumerate(photos) if index not in known]


def photos(database: sqlite3.Connection) -> Iterator[Photo]:
    """All photos that have a row."""
    sql = "SELECT f.path, p.name, p.size, p.mtime_ns, p.device, p.inode FROM folders f JOIN photos p ON p.folder = f.id"
    for folder, name, *numbers in database.execute(sql):
        if isinstance(folder, bytes) and isinstance(name, bytes) and all(type(number) is int for number in numbers):
            size, kept_time, device, inode = numbers
            mtime_ns = kept_time if kept_time > _LONG_AGO_NS else kept_time + 2**64
            path = os.path.join(os.fsdecode(folder), os.fsdecode(name))
            yield Photo(path, size, mtime_ns, device % 2**64, inode % 2**64)


def _rows(
    database: sqlite3.Connection, photos: Sequence[Photo], join: str, column: str, *parameters: int
) -> Iterator[tuple[int, object]]:
    """One column for each photo whose row still fits it, asked for by folder."""
    sql = (
        f"SELECT p.name, p.size, p.mtime_ns, {column} FROM folders f JOIN photos p ON p.folder = f.id {join} "
        "WHERE f.path = ? AND p.name BETWEEN ? AND ?"
    )
    for folder, wanted in _by_folder(photos).items():
        ranges = [(name, name) for name in wanted] if len(wanted) <= _FEW else [(min(wanted), max(wanted))]
        found = [row for names in ranges for row in database.execute(sql, (*parameters, folder, *names))]
        for name, size, mtime_ns, value in found:
            index = wanted.get(name)
            if index is not None and (size, mtime_ns) == _state(photos[index]):
                yield index, value


def _rare_rows(
    database: sqlite3.Connection, photos: Sequence[Photo], kind: str, first: int
) -> Iterator[tuple[int, object]]:
    """The same for a table with few rows: all of them are looked at, rather than all folders."""
    places = {photo.path: index for index, photo in enumerate(photos)}
    sql = (
        f"SELECT f.path, p.name, p.size, p.mtime_ns, v.value FROM {kind} v CROSS JOIN photos p ON p.id = v.place - ? "
        f"CROSS JOIN folders f ON f.id = p.folder WHERE v.place BETWEEN ? AND ? + (1 << {_SHIFT})"
    )
    for folder, name, size, mtime_ns, value in database.execute(sql, (first,) * 3):
        if not isinstance(folder, bytes) or not isinstance(name, bytes):
            continue
        index = places.get(os.path.join(os.fsdecode(folder), os.fsdecode(name)))
        if index is not None and (size, mtime_ns) == _state(photos[index]):
            yield index, value


def _by_folder(photos: Sequence[Photo]) -> dict[bytes, dict[bytes, int]]:
    """The indices by folder and name."""
    folders: dict[str, dict[bytes, int]] = {}
    for index, photo in enumerate(photos):
        folder, _, name = photo.path.rpartition(os.sep)  # four times faster than os.path.split
        folders.setdefault(folder, {})[os.fsencode(name)] = index
    return {os.fsencode(folder or os.sep): names for folder, names in folders.items()}


def touch(database: sqlite3.Connection, photos: Sequence[Photo], now: int) -> None:
    """Note that the folders of these photos are in use."""
    folders = {photo.path.rpartition(os.sep)[0] or os.sep for photo in photos}  # five times faster than dirname
    rows = [(now, os.fsencode(folder), now - _DAY) for folder in folders]
    database.executemany("UPDATE folders SET used = ? WHERE path = ? AND used < ?", rows)


def insert(
    database: sqlite3.Connection,
    kind: str,
    version: Version,
    items: Iterable[tuple[Photo, bytes]],
    *,
    samples: Mapping[str, bytes | None],
    now: int,
) -> None:
    """Keep one value for each photo, and drop those of other programs; `samples` are by path, for the `unknown`."""
    database.execute("INSERT OR IGNORE INTO versions (kind, program, way) VALUES (?, ?, ?)", (kind, *version))
    first = _first_place(database, kind, version)
    others = f"SELECT id << {_SHIFT} FROM versions WHERE kind = ? AND program <> ?"
    outdated = database.execute(others, (kind, version[0])).fetchall()
    for photo, value in items:
        row = _row(database, photo, samples.get(photo.path), now)
        database.execute(f"INSERT OR REPLACE INTO {kind} VALUES (? + ?, ?)", (first, row, value))
        database.executemany(f"DELETE FROM {kind} WHERE place = ? + {row}", outdated)


def _row(database: sqlite3.Connection, photo: Photo, samples: bytes | None, now: int) -> int:
    """The id of the photo's row; a row of another content at the same path is begun anew."""
    path = os.fsencode(photo.folder)
    database.execute("INSERT OR IGNORE INTO folders (path, used) VALUES (?, ?)", (path, now))
    (folder,) = database.execute("SELECT id FROM folders WHERE path = ?", (path,)).fetchone()
    name = os.fsencode(photo.name)
    row = database.execute(
        "SELECT id, size, mtime_ns FROM photos WHERE folder = ? AND name = ?", (folder, name)
    ).fetchone()
    if row is not None:
        if row[1:] == _state(photo):
            return int(row[0])
        _delete(database, "id", row[0])
    cursor = database.execute(
        "INSERT INTO photos (folder, name, size, mtime_ns, device, inode, samples) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (folder, name, *_state(photo), _signed(photo.device), _signed(photo.inode), samples),
    )
    return int(cursor.lastrowid or 0)


def adopt(database: sqlite3.Connection, photo: Photo, now: int) -> bool:
    """Copy what is known of the same content at another path.

    The same inode with the same size and modification time is the same file. Otherwise samples of the bytes must agree
    too: two pictures without compression can have one size, and one second of birth.
    """
    size, mtime_ns = _state(photo)
    around = (size, mtime_ns - _CLOCK_NS, mtime_ns + _CLOCK_NS)
    rows = database.execute(
        "SELECT id, device, inode, mtime_ns, samples FROM photos WHERE size = ? AND mtime_ns BETWEEN ? AND ?", around
    ).fetchall()
    if not rows:
        return False
    file = (_signed(photo.device), _signed(photo.inode), mtime_ns)
    same = [row for row in rows if row[1:4] == file and photo.inode != 0]
    mine = same[0][4] if same else sample(photo)
    same = same or [row for row in rows if mine is not None and row[4] == mine]
    if not same:
        return False
    _copy(database, KINDS, same[0][0], _row(database, photo, mine, now))
    return True


def share(
    database: sqlite3.Connection,
    pairs: Iterable[tuple[Photo, Photo]],
    *,
    samples: Mapping[str, bytes | None],
    now: int,
) -> None:
    """Copy the fingerprints of each pair's first photo, as far as they are known, to the second one; see `insert`."""
    for known, other in pairs:
        source, target = (_row(database, photo, samples.get(photo.path), now) for photo in (known, other))
        _copy(database, FINGERPRINTS, source, target)


def _copy(database: sqlite3.Connection, kinds: Iterable[str], source: int, target: int) -> None:
    """Copy the values that a photo has, of all versions."""
    for kind in kinds:
        database.execute(
            f"""INSERT OR REPLACE INTO {kind} SELECT (v.id << {_SHIFT}) + ?, value FROM versions v
            JOIN {kind} ON place = (v.id << {_SHIFT}) + ? WHERE v.kind = ?""",
            (target, source, kind),
        )


def sample(photo: Photo) -> bytes | None:
    """16 bytes for what a file has at its head, in its middle and at its tail; None where it cannot be read."""
    try:
        file, status = open_photo(photo.path)
        with file:
            if (status.st_size, status.st_mtime_ns) != (photo.size, photo.mtime_ns):
                return None
            made = hashlib.blake2b(digest_size=16)
            for place in (0, photo.size // 2, max(photo.size - _SAMPLE_BYTES, 0)):
                file.seek(place)
                made.update(file.read(_SAMPLE_BYTES))
            return made.digest()
    except (OSError, UnreadableError):
        return None  # it will be reported by whoever needs its content


def evidence(database: sqlite3.Connection, pairs: Iterable[Key], version: str, now: int) -> list[tuple[Key, bytes]]:
    """What is known of these pairs."""
    wanted = {_pair_number(pair, version): pair for pair in pairs}
    found, stale = [], []
    numbers = iter(sorted(wanted))
    while some := list(islice(numbers, _MANY)):
        sql = f"SELECT pair, value, used FROM evidence WHERE pair IN ({','.join('?' * len(some))})"
        for number, value, used in database.execute(sql, some):
            if isinstance(value, bytes):
                found.append((wanted[number], value))
            if _moment(used) < now - _DAY:
                stale.append((now, number))
    database.executemany("UPDATE evidence SET used = ? WHERE pair = ?", stale)
    return found


def keep_evidence(database: sqlite3.Connection, items: Mapping[Key, bytes], version: str, now: int) -> None:
    """Keep the evidence of pairs."""
    rows = sorted((_pair_number(pair, version), value, now) for pair, value in items.items())
    database.executemany("INSERT OR REPLACE INTO evidence VALUES (?, ?, ?)", rows)


def _pair_number(pair: Key, version: str) -> int:
    """64 bits for a pair and a version. Among a million pairs, two share one with a probability of 3e-8."""
    first, second = pair
    joined = b"%d %s%s%s" % (len(first), first, second, version.encode())
    return int.from_bytes(hashlib.blake2b(joined, digest_size=8).digest(), "big", signed=True)


def answer(database: sqlite3.Connection, digest: bytes, photos: Sequence[Photo], now: int) -> bytes | None:
    """The answer that was kept under a digest of these photos; they count as used."""
    value, noted = whole(database, "answers", digest, now)
    if noted:
        touch(database, photos, now)
    return value


def whole(database: sqlite3.Connection, table: str, digest: bytes, now: int) -> tuple[bytes | None, bool]:
    """What was kept under a digest, and whether its use was noted now. `table` is one of answers or of searches."""
    row = database.execute(f"SELECT value, used FROM {table} WHERE digest = ?", (digest,)).fetchone()
    value, used = row or (None, None)
    if not isinstance(value, bytes):
        return None, False
    stale = _moment(used) < now - _DAY
    if stale:
        database.execute(f"UPDATE {table} SET used = ? WHERE digest = ?", (now, digest))
    return value, stale


def keep_whole(database: sqlite3.Connection, table: str, digest: bytes, value: bytes, now: int) -> None:
    """Keep an answer or what a search found, and of the older ones a few."""
    if len(value) <= _MOST_BYTES:
        database.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", (digest, value, now))
    last = f"SELECT digest FROM {table} ORDER BY used DESC, rowid DESC LIMIT ?"
    database.execute(f"DELETE FROM {table} WHERE digest NOT IN ({last})", (_KEPT,))


def counts(database: sqlite3.Connection) -> tuple[int, int, int]:
    """Folders, photos, and pairs with evidence."""
    folders, photos, pairs = (
        int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in ("folders", "photos", "evidence")
    )
    return folders, photos, pairs


def bytes_in_use(database: sqlite3.Connection) -> int:
    """The size that the file would have without its empty pages."""
    pages, free, page = (
        int(database.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * page


def oldest_first(database: sqlite3.Connection) -> list[tuple[int, int]]:
    """What `drop` can drop, in the order of its last use: folders, and the evidence, answers and searches of a day."""
    wholes = " ".join(f"UNION SELECT used, {entry} FROM {table}" for entry, table in _WHOLES.items())
    rows = database.execute(f"SELECT used, id FROM folders {wholes}")
    return sorted((_moment(used), int(entry)) for used, entry in rows)


def drop(database: sqlite3.Connection, used: int, entry: int) -> None:
    """Drop one entry of `oldest_first`."""
    if entry in _WHOLES:
        database.execute(f"DELETE FROM {_WHOLES[entry]} WHERE used <= ? OR typeof(used) <> 'integer'", (used,))
        return
    _delete(database, "folder", entry)
    database.execute("DELETE FROM folders WHERE id = ?", (entry,))


def _delete(database: sqlite3.Connection, column: str, number: int) -> None:
    """Delete the photos with this number in this column, and their values."""
    for kind in KINDS:
        places = f"SELECT (v.id << {_SHIFT}) + p.id FROM photos p, versions v WHERE p.{column} = ? AND v.kind = ?"
        database.execute(f"DELETE FROM {kind} WHERE place IN ({places})", (number, kind))
    database.execute(f"DELETE FROM photos WHERE {column} = ?", (number,))


def _state(photo: Photo) -> tuple[int, int]:
    """Size and modification time as they are kept. Nanoseconds since 1970 outgrow 63 bits in the year 2262."""
    return photo.size, _signed(photo.mtime_ns)


def _moment(used: object) -> int:
    """When an entry was last used, in seconds; long ago where a damaged disk no longer tells."""
    return used if isinstance(used, int) else 0


def _signed(number: int) -> int:
    """Device and inode numbers may have 64 bits without sign, or more; SQLite's integers have 63 and a sign."""
    return (number + 2**63) % 2**64 - 2**63
