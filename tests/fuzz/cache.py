"""Fuzzing the cache: corrupt pages of its file, and any value in any column.

The first byte of an input chooses: (0) a whole file, (1) one value of a good file that is overwritten, which takes a
byte for the column and one for the type of the value, then the value; (2) single bytes of a good file that are
overwritten, which takes two bytes for each place and one for what is put there.
"""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import fields
from pathlib import Path

import numpy as np

from lookalike.cache.answers import Answer
from lookalike.cache.cachefile import FILE_NAME, SET_ASIDE_NAME
from lookalike.cache.cachetables import SCHEMA
from lookalike.cache.searches import KeptSearches
from lookalike.cache.store import Versions, open_store
from lookalike.result import Notice
from lookalike.types import (
    Decider,
    Evidence,
    Fingerprint,
    Group,
    Match,
    Member,
    Photo,
    Problem,
    ProblemReason,
    Proposer,
    Relation,
    Scores,
)
from tests.core.values import EVIDENCE, FINGERPRINT

VERSIONS = Versions("reading 1", "vectors 1")
PAIR = (b"1" * 16, b"2" * 16)
PHOTOS = [Photo(f"/nowhere/{name}", size, 1_700_000_000_000_000_000, 1, size) for size, name in enumerate("abcd", 1)]
MOVED = Photo("/elsewhere/a", 1, 1_700_000_000_000_000_000, 1, 1)
BAD = Problem(PHOTOS[1].path, "fingerprint", ProblemReason.DAMAGED, "truncated")
COLUMNS = (
    *("folders.path", "folders.used", "photos.folder", "photos.name", "photos.size", "photos.mtime_ns"),
    *("photos.device", "photos.inode", "photos.samples", "versions.kind", "versions.program", "versions.way"),
    *("readings.place", "readings.value", "vectors.value", "digests.value", "problems.value"),
    *("evidence.pair", "evidence.value", "evidence.used", "answers.digest", "answers.value", "answers.used"),
    *("searches.digest", "searches.value", "searches.used"),
)
DIGEST = b"3" * 32
MATCH = Match(0, 1, Scores(phash=0.5), (Proposer.HASH,), Decider.ORB, Relation.CROPPED, EVIDENCE)
ANSWER = Answer((MATCH,), (Group(0, (Member(1, MATCH),)),), (BAD,), (2,), (Notice.NO_ENGINE,))
_SMALL_PAGES = ("PRAGMA journal_mode = DELETE", "PRAGMA page_size = 512", "VACUUM")


def seeds(folder: Path) -> list[bytes]:
    """A good cache on pages so small that a fuzzer reaches all of them, and its own values for every column."""
    logging.disable(logging.WARNING)
    _fill(folder / "seed")
    database = sqlite3.connect(folder / "seed" / FILE_NAME)
    for statement in _SMALL_PAGES:
        database.execute(statement)
    found = [b"\0" + (folder / "seed" / FILE_NAME).read_bytes()]
    for number, column in enumerate(COLUMNS):
        table, name = column.split(".")
        (value,) = database.execute(f"SELECT {name} FROM {table}").fetchone()
        found.append(bytes([1, number, 0]) + (value if isinstance(value, bytes) else str(value).encode()))
    database.close()
    return [*found, b"\2\0\x64\1", b"\2\2\x08\xff\2\x09\xff"]


def try_out(folder: Path, data: bytes) -> None:
    """Use a damaged cache as a scan does. Whatever is in it, the next session has one that works."""
    file = folder / FILE_NAME
    for name in (FILE_NAME, SET_ASIDE_NAME):
        for end in ("", "-wal", "-shm", "-journal"):
            Path(folder, name + end).unlink(missing_ok=True)
    good = (folder / "seed" / FILE_NAME).read_bytes()
    match data[0] % 3 if data else 0:
        case 0:
            file.write_bytes(data[1:])
        case 1:
            file.write_bytes(good)
            _overwrite(file, data[1:])
        case 2:
            file.write_bytes(_with_bytes(good, data[1:]))
    for _session in range(2):
        usable = _use(folder)
    assert usable or _is_newer(file)


def _is_newer(file: Path) -> bool:
    """Whether it looks like the file of a newer program or a newer SQLite, which is left alone."""
    head = file.read_bytes()[:64]
    return int.from_bytes(head[60:64], "big", signed=True) > SCHEMA or head[18] > 2


def _fill(folder: Path) -> None:
    with open_store(folder) as store:
        store.keep_fingerprints([(photo, FINGERPRINT) for photo in PHOTOS], VERSIONS)
        store.keep_digests([(photo, "0" * 40) for photo in PHOTOS])
        store.keep_problems([(PHOTOS[1], BAD)], VERSIONS.reading)
        store.keep_evidence({PAIR: EVIDENCE}, "1")
        store.keep_answer(DIGEST, ANSWER)
        KeptSearches(store, []).keep("some", {"rows": np.arange(3)})


def _with_bytes(content: bytes, data: bytes) -> bytes:
    changed = bytearray(content)
    for at in range(0, len(data) - 2, 3):
        changed[int.from_bytes(data[at : at + 2], "big") % len(changed)] = data[at + 2]
    return bytes(changed)


def _overwrite(file: Path, data: bytes) -> None:
    table, name = COLUMNS[data[0] % len(COLUMNS) if data else 0].split(".")
    kind, content = data[1:2], data[2:]
    value: object = content
    match kind[0] % 5 if kind else 0:
        case 1:
            value = content.decode("utf-8", "replace")
        case 2:
            value = int.from_bytes(content[:8], "big", signed=True)
        case 3:
            value = float(len(content)) if len(content) % 2 else float("inf")
        case 4:
            value = None
    database = sqlite3.connect(file)
    try:
        cast = "CAST(? AS TEXT)" if kind and kind[0] % 10 == 5 else "?"
        database.execute(f"UPDATE OR IGNORE {table} SET {name} = {cast}", (value,))
        database.commit()
    except sqlite3.Error:
        pass  # A primary key takes nothing but numbers.
    finally:
        database.close()


def _use(folder: Path) -> bool:
    """Everything that a scan asks and keeps; whether the cache could be used to the end."""
    photos = [*PHOTOS, MOVED]
    with open_store(folder, patience=0) as store:
        store.recognise(photos)
        for photo in store.photos():
            _check(photo)
        for fingerprint in store.fingerprints(photos, VERSIONS):
            _check(fingerprint)
        assert all(isinstance(digest, str) for digest in store.digests(photos).values())
        assert all(isinstance(one.detail, str) for one in store.problems(photos, VERSIONS.reading).values())
        for evidence in store.evidence([PAIR], "1").values():
            _check(evidence)
        assert store.answer(DIGEST, PHOTOS) in (None, ANSWER)
        search = KeptSearches(store, []).recall("some")
        assert search is None or search["rows"].tolist() == [0, 1, 2]
        store.keep_answer(DIGEST, ANSWER)
        store.keep_fingerprints([(MOVED, FINGERPRINT)], VERSIONS)
        store.keep_digests([(PHOTOS[0], "1" * 40)])
        store.statistics()
        store.prune(5000)
        return store.usable


def _check(value: Photo | Fingerprint | Evidence | None) -> None:
    """What comes out has the types that its class promises."""
    for field in fields(value) if value is not None else ():
        content = getattr(value, field.name)
        expected = {"int": int, "str": str, "bytes": bytes, "float": float, "bool": bool}.get(str(field.type))
        assert expected is None or type(content) is expected, (field.name, content)
