"""Photos that a cache keeps: for the tests of the cache."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from lookalike.cache.answers import Answer
from lookalike.cache.cachefile import FILE_NAME
from lookalike.cache.store import Versions, open_store
from lookalike.types import Fingerprint, Photo
from tests.core.values import FINGERPRINT, photo_of

NOTHING_FOUND = Answer((), (), (), (), ())
VERSIONS = Versions(reading="hashes 1", vectors="model 1")


def make_photo(folder: Path, name: str = "a.jpg", content: bytes = b"some bytes of a photo" * 5000) -> Photo:
    path = folder / name
    path.write_bytes(content)
    return photo_of(path)


def keep(cache: Path, *photos: Photo, fingerprint: Fingerprint = FINGERPRINT) -> None:
    with open_store(cache) as store:
        store.keep_fingerprints([(photo, fingerprint) for photo in photos], VERSIONS)


def known(cache: Path, *photos: Photo, versions: Versions = VERSIONS) -> list[Fingerprint | None]:
    with open_store(cache) as store:
        assert store.usable
        store.recognise(photos)
        return store.fingerprints(photos, versions)


def tampered(cache: Path, statement: str) -> None:
    """Run a statement in the file of a cache that nobody has open."""
    with closing(sqlite3.connect(cache / FILE_NAME)) as database, database:
        database.execute(statement)
