"""The cache: what earlier scans read and decided, in one SQLite file (`cachefile`), whose tables are `cachetables`'.

A photo is known again by its path, size and modification time; one that was moved or renamed by its inode, or by
samples of its bytes. Each kind of value carries the version of what made it, and is as good as absent under another.
Entries of folders that are gone stay, since they may lie on a drive that is not plugged in; `prune` drops what was not
used for longest.

A cache that cannot be used never stops a scan. A damaged file is set aside under another name and a new one begun; for
one that is locked, read-only, or of a newer program, a stand-in in memory serves this session, and `usable` says so.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from lookalike.cache import cachetables as tables
from lookalike.cache import packing
from lookalike.cache.answerpacking import pack_answer, unpack_answer
from lookalike.cache.answers import Answer
from lookalike.cache.cachefile import FILE_NAME, CacheFile, NoFile
from lookalike.cache.cachetables import Key
from lookalike.cache.failures import FAILURES
from lookalike.garbage import collector_paused
from lookalike.types import Evidence, Fingerprint, Photo, Problem, ProblemReason

MOST_BYTES = 8_000_000_000
"""The cache grows no larger, after a scan: about two million photos with their vectors."""

LASTING = frozenset(
    {
        ProblemReason.EMPTY,
        ProblemReason.UNKNOWN_FORMAT,
        ProblemReason.UNSUPPORTED,
        ProblemReason.DAMAGED,
        ProblemReason.DECODER_CRASHED,
        ProblemReason.DECODER_TIMEOUT,
    }
)
"""Problems that stay while the file does; after any other one the file is tried again."""

_log = logging.getLogger(__name__)

_BATCH = 500  # rows in one transaction

Item = TypeVar("Item")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Versions:
    """What makes the values: decoder and hashes for `reading`, engine and model for `vectors` ("": none wanted).

    The first word of each is the program's; where it changes, new values take the place of old ones. What follows is
    one of the program's ways to read, and the values of all its ways are kept side by side.
    """

    reading: str
    vectors: str = ""


@dataclass(frozen=True, slots=True)
class CacheStatistics:
    """What the cache holds; `size` is that of its files, in bytes."""

    folders: int
    photos: int
    evidence: int
    size: int


def open_store(folder: str | os.PathLike[str], *, patience: float = 2.0) -> Store:
    """The cache of a folder, made if need be. Never raises for the state of the file: see `Store.usable`.

    `patience` is how many seconds to wait for another program's transaction to end.
    """
    return Store(CacheFile(Path(folder) / FILE_NAME, patience))


class Store:
    """An open cache; may be used from several threads, which take turns. Close it, or use it as a context."""

    def __init__(self, file: CacheFile) -> None:
        self._file = file
        self._lock = threading.RLock()
        self._now = int(time.time())
        self._closed = False
        self._database = file.open()

    @property
    def usable(self) -> bool:
        """Whether the cache is a file; False: a stand-in in memory that ends with the session."""
        return self._file.usable

    def close(self) -> None:
        """End the session; nothing is lost that was kept. What is asked afterwards opens the file for the answer."""
        with self._lock:
            self._database.close()
            self._closed = True

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def recognise(self, photos: Sequence[Photo], doubtful: Sequence[Photo] | None = None) -> int:
        """Find the photos that moved, and note that all are in use; call it once, before a scan goes on.

        `doubtful`: those that may have moved, where of all others something is known; None: any. Returns how many
        photos are known from another path.
        """
        adopted = 0
        unknown: list[Photo] = []
        with self._transaction() as database:
            unknown = tables.unknown(database, photos if doubtful is None else doubtful)
            tables.touch(database, photos, self._now)
        for photo in unknown:
            with self._transaction() as database:
                adopted += tables.adopt(database, photo, self._now)
        return adopted

    def photos(self) -> tuple[Photo, ...]:
        """Every photo that the cache knows, sorted by path, whether or not its file is there now."""
        found: list[Photo] = []
        with self._transaction() as database:
            found = list(tables.photos(database))
        return tuple(sorted(found, key=lambda photo: photo.path))

    def fingerprints(self, photos: Sequence[Photo], versions: Versions) -> list[Fingerprint | None]:
        """What is known of each photo, None where nothing is; without vectors where those are missing."""
        vectors: dict[int, packing.Vectors] = {}
        found: list[Fingerprint | None] = [None] * len(photos)
        with collector_paused():
            if versions.vectors:
                vectors = dict(self._values("vectors", versions.vectors, photos, packing.unpack_vectors))
            rows = list(self._values("readings", versions.reading, photos, bytes))
            known = [vectors.get(index, packing.NO_VECTORS) for index, _ in rows]
            for (index, _), fingerprint in zip(rows, _unpacked([data for _, data in rows], known), strict=True):
                found[index] = fingerprint
        return found

    def keep_fingerprints(self, items: Iterable[tuple[Photo, Fingerprint]], versions: Versions) -> None:
        """Keep what was read, and the vectors where there are any."""
        for batch in _batches(items):
            self._keep("readings", versions.reading, [(photo, packing.pack_reading(one)) for photo, one in batch])
            if versions.vectors:
                vectors = [(photo, packing.pack_vectors(one)) for photo, one in batch if one.vector]
                self._keep("vectors", versions.vectors, vectors)

    def share_fingerprints(self, pairs: Iterable[tuple[Photo, Photo]]) -> None:
        """Keep of the second photo of each pair whatever is known of the first, which has the same bytes."""
        for batch in _batches(pairs):
            samples = self._samples([photo for pair in batch for photo in pair])
            with self._transaction() as database:
                tables.share(database, batch, samples=samples, now=self._now)

    def digests(self, photos: Sequence[Photo]) -> dict[int, str]:
        """Digests of whole files that are known, by index, as `exact_groups` takes them."""
        return dict(self._values("digests", "", photos, bytes.decode))

    def keep_digests(self, items: Iterable[tuple[Photo, str]]) -> None:
        """Keep digests of whole files."""
        for batch in _batches(items):
            self._keep("digests", "", [(photo, digest.encode()) for photo, digest in batch])

    def problems(self, photos: Sequence[Photo], version: str) -> dict[int, Problem]:
        """Photos that are known to be unreadable, by index."""
        found = self._values("problems", version, photos, packing.unpack_problem)
        return {index: Problem(photos[index].path, *problem) for index, problem in found}

    def keep_problems(self, items: Iterable[tuple[Photo, Problem]], version: str) -> None:
        """Keep those problems that last while the file does (`LASTING`)."""
        lasting = ((photo, packing.pack_problem(one)) for photo, one in items if one.reason in LASTING)
        for batch in _batches(lasting):
            self._keep("problems", version, batch)

    def evidence(self, pairs: Iterable[Key], version: str) -> dict[Key, Evidence]:
        """What verification found earlier, for pairs of content keys (`packing.content_key`) in this order."""
        found: list[tuple[Key, bytes]] = []
        with self._transaction() as database:
            found = tables.evidence(database, pairs, _full(version), self._now)
        known = ((key, _decoded(packing.unpack_evidence, data)) for key, data in found)
        return {key: value for key, value in known if value is not None}

    def keep_evidence(self, items: Mapping[Key, Evidence], version: str) -> None:
        """Keep evidence by the content keys of its pair."""
        packed = {key: packing.pack_evidence(value) for key, value in items.items()}
        with self._transaction() as database:
            tables.keep_evidence(database, packed, _full(version), self._now)

    def answer(self, digest: bytes, photos: Sequence[Photo]) -> Answer | None:
        """What a scan found under this digest (`answers.digest_of`), while all its fingerprints are still here."""
        data: bytes | None = None
        with self._transaction() as database:
            data = tables.answer(database, digest, photos, self._now)
        with collector_paused():
            return None if data is None else _decoded(partial(unpack_answer, photos=len(photos)), data)

    def keep_answer(self, digest: bytes, answer: Answer) -> None:
        """Keep what a scan found; call it when all its fingerprints are kept."""
        packed = pack_answer(answer)
        with self._transaction() as database:
            tables.keep_whole(database, "answers", digest, packed, self._now)

    def search(self, digest: bytes) -> bytes | None:
        """What a search found under this digest (`searches.KeptSearches`)."""
        data: bytes | None = None
        with self._transaction() as database:
            data, _ = tables.whole(database, "searches", digest, self._now)
        return data

    def keep_search(self, digest: bytes, data: bytes) -> None:
        """Keep what a search found."""
        with self._transaction() as database:
            tables.keep_whole(database, "searches", digest, data, self._now)

    def statistics(self) -> CacheStatistics:
        """What the cache holds."""
        folders = photos = pairs = 0
        with self._transaction() as database:
            folders, photos, pairs = tables.counts(database)
        return CacheStatistics(folders, photos, pairs, self._file.size())

    def prune(self, max_bytes: int) -> int:
        """Drop what was not used for longest until the cache is at most `max_bytes` large; returns the bytes freed."""
        before = self._file.size()
        with self._transaction() as database:
            for used, entry in tables.oldest_first(database):
                if tables.bytes_in_use(database) <= max_bytes:
                    break
                tables.drop(database, used, entry)
        with self._transaction() as database:
            database.execute("VACUUM")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return max(before - self._file.size(), 0)

    def bound(self) -> int:
        """Prune well below `MOST_BYTES` where the cache has outgrown it; returns the bytes freed."""
        return self.prune(MOST_BYTES * 3 // 4) if self._file.size() > MOST_BYTES else 0

    def clear(self) -> int:
        """Drop everything; returns the bytes freed."""
        return self.prune(0)

    def _values(
        self, kind: str, version: str, photos: Sequence[Photo], decode: Callable[[bytes], Value]
    ) -> Iterator[tuple[int, Value]]:
        found: list[tuple[int, bytes]] = []
        with self._transaction() as database:
            found = list(tables.values(database, kind, _version(version), photos))
        for index, data in found:
            value = _decoded(decode, data)
            if value is not None:
                yield index, value

    def _keep(self, kind: str, version: str, items: Sequence[tuple[Photo, bytes]]) -> None:
        samples = self._samples([photo for photo, _ in items])
        with self._transaction() as database:
            tables.insert(database, kind, _version(version), items, samples=samples, now=self._now)

    def _samples(self, photos: Sequence[Photo]) -> dict[str, bytes | None]:
        """Samples by path of the photos that the cache is about to know; no file is read during a transaction."""
        fresh: list[Photo] = []
        with self._transaction() as database:
            fresh = tables.unknown(database, photos)
        return {photo.path: tables.sample(photo) for photo in fresh}

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction. If the file fails, what was asked stays unanswered and a new file or stand-in takes over."""
        with self._lock:
            if self._closed:
                self._database = self._file.open()
            try:
                with self._database:
                    yield self._database
            except sqlite3.ProgrammingError:
                raise
            except FAILURES as error:
                self._database.close()
                self._database = self._file.after(error)
            finally:
                if self._closed:
                    self._database.close()


class NoStore(Store):
    """For those who want no cache: it knows nothing and keeps nothing."""

    def __init__(self) -> None:
        super().__init__(NoFile())

    def recognise(self, photos: Sequence[Photo], doubtful: Sequence[Photo] | None = None) -> int:
        """No photo is known."""
        return 0

    def keep_evidence(self, items: Mapping[Key, Evidence], version: str) -> None:
        """Nothing is kept."""

    def keep_answer(self, digest: bytes, answer: Answer) -> None:
        """Nothing is kept."""

    def keep_search(self, digest: bytes, data: bytes) -> None:
        """Nothing is kept."""

    def share_fingerprints(self, pairs: Iterable[tuple[Photo, Photo]]) -> None:
        """Nothing is kept."""

    def _keep(self, kind: str, version: str, items: Sequence[tuple[Photo, bytes]]) -> None:
        """Nothing is kept."""


def _full(version: str) -> str:
    return f"{packing.FORMAT} {version}"


def _version(version: str) -> tables.Version:
    program, _, way = version.partition(" ")
    return _full(program), way


def _decoded(decode: Callable[[bytes], Value], data: bytes) -> Value | None:
    """The value, None where a damaged disk has changed its bytes: it is then made anew."""
    try:
        return decode(data)
    except (struct.error, ValueError, TypeError) as error:
        _log.warning("cache entry: %s", error)
        return None


def _unpacked(packed: Sequence[bytes], vectors: Sequence[packing.Vectors]) -> Sequence[Fingerprint | None]:
    """Readings with their vectors; one by one if any is damaged."""
    if not packed:
        return ()
    try:
        return packing.unpack_readings(packed, vectors)
    except ValueError:
        return [
            _decoded(partial(packing.unpack_reading, vectors=known), data)
            for data, known in zip(packed, vectors, strict=True)
        ]


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
