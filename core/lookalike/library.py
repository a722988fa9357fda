"""The photos below some folders with their fingerprints: recalled from the cache, or decoded once.

Reading streams: workers decode and hash ahead while the calling thread runs the network on what they have finished, and
memory holds fingerprints only. What was read is kept when the user stops.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lookalike.cache.recalled import RecalledFingerprints
from lookalike.cache.store import LASTING, Store, Versions
from lookalike.decoding.decode import Limits
from lookalike.decoding.scratch import Scratch
from lookalike.errors import EngineUnavailableError, UnreadableError
from lookalike.files.discover import discover
from lookalike.files.drives import Drives
from lookalike.files.exact import exact_groups
from lookalike.files.settling import is_unchanged, wait_until_settled
from lookalike.fingerprints import hashing
from lookalike.fingerprints.embed import Embedder
from lookalike.fingerprints.engines import installed_engines
from lookalike.fingerprints.fingerprint import Reading, completed, fingerprint_photo
from lookalike.garbage import collector_paused
from lookalike.job import CancelToken, Progress, Report, Runner, Stage
from lookalike.result import Notice, ScanResult
from lookalike.settings import EngineChoice, Preset, ScanOptions
from lookalike.types import Fingerprint, HashSpec, Photo, Problem

READING_VERSION = "7"
VECTORS_VERSION = "3"
"""Raise one when decoding, hashing or the network come to give other values: the cache then forgets the old ones."""

BATCH = 32
"""Photos that go through the network together; larger batches gain nothing on a processor."""

READ_AHEAD = 2 * BATCH
"""Photos decoded before the network has taken them; also covers the seconds in which the engine loads."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a face hands to a job: where progress goes, what stops it, who runs its parts, who wants partial results."""

    report: Report
    cancel: CancelToken
    runner: Runner
    found: Callable[[ScanResult], None] | None = None


class Library:
    """Photos (sorted by path), their fingerprints (None where unread) and what went wrong, filled step by step.

    `problems` are by path; `twins` are groups of byte-identical photos, of which only the first is decoded. `settled`:
    no photo was seen to change while it was read. `engine_notice`: why a wanted engine cannot be had. `drives` gives
    turns to whoever reads a photo.
    """

    def __init__(self, options: ScanOptions, store: Store, engine: Callable[[], Embedder], work: Work) -> None:
        self.options = options
        self.work = work
        self.limits = Limits(options.max_pixels, options.max_bytes)
        self.photos: tuple[Photo, ...] = ()
        self.fingerprints: list[Fingerprint | None] = []
        self.settled = True
        self.problems: dict[str, Problem] = {}
        self.twins: tuple[tuple[int, ...], ...] = ()
        self.engine_notice: Notice | None = None
        self.drives = Drives()
        self._store = store
        self._engine = engine
        self._versions = versions(options)
        self._problems_version = _problems_version(options)

    def find(self) -> None:
        """Discover the photos."""
        with collector_paused():
            found = discover(self.options, report=self.work.report, cancel=self.work.cancel)
        self.photos = found.photos
        self.problems = {problem.path: problem for problem in found.problems}

    def recall(self) -> None:
        """Take what the cache knows of the photos."""
        wait_until_settled(self.photos)
        if _wants_engine(self.options) and not self._versions.vectors:
            self.engine_notice = Notice.NO_ENGINE
        if self.options.preset is Preset.EXACT:  # byte copies are found without looking at a picture
            self._store.recognise(self.photos)
            self.fingerprints = [None] * len(self.photos)
            return
        self._recall_fingerprints()
        if self._versions.vectors and any(known is not None and not known.vector for known in self.fingerprints):
            self._embedder()  # If it does not start, there is no need to decode those photos for it.
        self.add_problems(self._store.problems(self.photos, self._problems_version).values())

    def _recall_fingerprints(self) -> None:
        self.fingerprints = self._store.fingerprints(self.photos, self._versions)
        missing = [index for index, known in enumerate(self.fingerprints) if known is None]
        doubtful = [self.photos[index] for index in missing]
        if self._store.recognise(self.photos, doubtful):
            for index, found in zip(missing, self._store.fingerprints(doubtful, self._versions), strict=True):
                self.fingerprints[index] = found

    def still_has(self, problems: Iterable[Problem]) -> bool:
        """Note the problems that this library had when nothing else was different.

        Those that may have passed are looked at again; False says that one has, and nothing is noted.
        """
        known = {problem.path: problem for problem in problems}
        passing = {path: problem for path, problem in known.items() if problem.reason not in LASTING}
        doubtful = [photo for photo in self.photos if photo.path in passing] if passing else []
        for photo, found in zip(doubtful, self.work.runner.map(self._read, doubtful), strict=True):
            if found != passing[photo.path]:
                return False
        self.add_problems(known.values())
        return True

    def recalled_one_by_one(self) -> Sequence[Fingerprint | None]:
        """The fingerprints of a library that needs none now: each is read from the cache when it is asked for."""

        def recall(some: Sequence[Photo]) -> list[Fingerprint | None]:
            found = self._store.fingerprints(some, self._versions)
            return [fingerprint or self._read_again(photo) for photo, fingerprint in zip(some, found, strict=True)]

        return RecalledFingerprints(self.photos, recall)

    def _read_again(self, photo: Photo) -> Fingerprint | None:
        """What a scan has read, and another program has dropped from the cache since; without vectors."""
        was_read = self.options.preset is not Preset.EXACT and photo.path not in self.problems
        reading = self._read(photo) if was_read and is_unchanged(photo) else None
        return reading.fingerprint if isinstance(reading, Reading) else None

    def recall_everything(self) -> None:
        """Take all photos that the cache knows and that are still there as it knows them."""
        self.photos = self._store.photos()
        self.fingerprints = self._store.fingerprints(self.photos, self._versions)

    def find_twins(self) -> None:
        """Set byte-identical photos apart."""
        work = self.work
        known = self._store.digests(self.photos)
        exact = exact_groups(
            self.photos,
            runner=work.runner,
            cancel=work.cancel,
            report=work.report,
            known=known,
            drives=self.drives,
        )
        self._store.keep_digests((self.photos[index], digest) for index, digest in exact.digests.items())
        self.twins = exact.groups
        self.add_problems(exact.problems)

    def unread(self) -> list[int]:
        """The photos that have to be decoded."""
        copies = {index for twins in self.twins for index in twins[1:]}
        return [
            index
            for index, photo in enumerate(self.photos)
            if index not in copies and self._is_unread(index) and photo.path not in self.problems
        ]

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Note problems; the first one of a file stands."""
        for problem in problems:
            self.problems.setdefault(problem.path, problem)

    def read(self, scratch: Scratch | None = None, read_more: Callable[[], None] = lambda: None) -> None:
        """Fingerprint what is unread, one photo of each set of twins; the others share what was found.

        Working rasters are set aside in `scratch`. `read_more` is called after every few photos.
        """
        wanted = self.unread()

        def read(index: int) -> tuple[int, Reading | Problem]:
            return index, self._read(self.photos[index])

        if wanted:
            self.work.report(Progress(Stage.FINGERPRINT, 0, len(wanted)))
        pending: list[tuple[int, Reading]] = []
        readings = self.work.runner.map(read, self.work.cancel.until_cancelled(wanted), ahead=READ_AHEAD)
        for done, (index, reading) in enumerate(readings, 1):
            if isinstance(reading, Problem):
                self.add_problems([reading])
                if self._is_as_found(index):
                    self._store.keep_problems([(self.photos[index], reading)], self._problems_version)
            else:
                if scratch is not None and reading.working is not None:
                    scratch.put(index, reading.working)
                pending.append((index, reading))
            if len(pending) == BATCH:
                self._embed(pending)
                pending = []
                read_more()
            self.work.report(Progress(Stage.FINGERPRINT, done, len(wanted)))
        self._embed(pending)
        self._share_among_twins()

    def notices(self) -> tuple[Notice, ...]:
        """What a person should know of the reading as a whole."""
        found = [self.engine_notice] if self.engine_notice else []
        if not self._store.usable:
            found.append(Notice.CACHE_UNUSABLE)
        if self.work.cancel.cancelled:
            found.append(Notice.CANCELLED)
        return tuple(found)

    def _read(self, photo: Photo) -> Reading | Problem:
        proposal, hashes_only = proposing_hash(self.options), self.options.preset is Preset.HASH
        try:
            with self.drives.turn(photo):
                return fingerprint_photo(photo.path, self.limits, proposal, hashes_only=hashes_only)
        except UnreadableError as error:
            return Problem(error.path, Stage.FINGERPRINT, error.reason, error.detail)

    def _share_among_twins(self) -> None:
        shared = []
        for first, *others in self.twins:
            fingerprint = self.fingerprints[first]
            for index in others:
                if fingerprint is not None and self._is_unread(index):
                    self.fingerprints[index] = fingerprint
                    shared.append((self.photos[first], self.photos[index]))
        self._store.share_fingerprints(shared)

    def _embed(self, readings: Sequence[tuple[int, Reading]]) -> None:
        """Complete the fingerprints of a batch with vectors and labels, where there is an engine."""
        embedder = self._embedder() if readings else None
        made = [reading.fingerprint for _, reading in readings]
        if embedder is not None:
            inputs = [reading.network_input for _, reading in readings if reading.network_input is not None]
            embeddings = embedder.embed(inputs)
            made = [completed(one, embedding) for one, embedding in zip(made, embeddings, strict=True)]
        for (index, _), fingerprint in zip(readings, made, strict=True):
            self.fingerprints[index] = fingerprint
        found = [
            (self.photos[index], one, reading.by_hash)
            for (index, reading), one in zip(readings, made, strict=True)
            if self._is_as_found(index)
        ]
        self._store.keep_fingerprints([(photo, one) for photo, one, _ in found], self._versions)
        for spec in hashing.SMALL:
            by_hash = [(photo, others[spec]) for photo, _, others in found if spec in others]
            self._store.keep_fingerprints(by_hash, Versions(_reading_version(self.options, spec)))

    def _is_as_found(self, index: int) -> bool:
        """Whether a photo that was read is still what discovery saw; nothing is kept of others."""
        unchanged = is_unchanged(self.photos[index])
        self.settled = self.settled and unchanged
        return unchanged

    def _is_unread(self, index: int) -> bool:
        known = self.fingerprints[index]
        lacks_vector = known is not None and not known.vector and self._versions.vectors
        return known is None or bool(lacks_vector and not self.engine_notice)

    def _embedder(self) -> Embedder | None:
        """The engine, None where it is not wanted or cannot be had; the latter is noted once."""
        if not _wants_engine(self.options) or self.engine_notice:
            return None
        try:
            return self._engine()
        except EngineUnavailableError as error:
            self.engine_notice = Notice.ENGINE_FAILED if error.installed else Notice.NO_ENGINE
            return None


def versions(options: ScanOptions) -> Versions:
    """The cache's names for what a scan with these options makes of a photo."""
    return Versions(_reading_version(options, proposing_hash(options)), _vectors_version(options))


def proposing_hash(options: ScanOptions) -> HashSpec:
    """The hash that proposes pairs, in eight orientations."""
    return options.hash if options.preset is Preset.HASH else hashing.PROPOSAL


def _reading_version(options: ScanOptions, proposal: HashSpec) -> str:
    """The cache's name for a reading by this proposing hash; the limits say which photos could be read at all."""
    return f"{READING_VERSION} {proposal.kind} {proposal.side} {options.max_pixels} {options.max_bytes}"


def _problems_version(options: ScanOptions) -> str:
    """The cache's name for what cannot be read, which is the same with colours and without."""
    return f"{READING_VERSION} {options.max_pixels} {options.max_bytes}"


def _wants_engine(options: ScanOptions) -> bool:
    return options.preset not in (Preset.HASH, Preset.EXACT) and options.engine is not EngineChoice.NONE


def _vectors_version(options: ScanOptions) -> str:
    """The cache's name for what the engine makes; empty where no engine is wanted or installed."""
    if not _wants_engine(options):
        return ""
    wanted = [kind for kind in installed_engines() if options.engine in (EngineChoice.AUTO, kind)]
    kind = next(iter(wanted), "")
    return f"{VECTORS_VERSION} {kind}" if kind else ""
