"""A scan from folders to groups: photos are found, byte twins set apart, the rest read once and compared.

Work streams: workers decode and hash ahead while this thread runs the network on what they have finished, and memory
holds fingerprints only. What a stage has found is kept when the user stops.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lookalike import cascade
from lookalike.candidates import Proposal, permitted_copies, plain, propose
from lookalike.decode import Limits
from lookalike.discover import discover
from lookalike.embed import Embedder
from lookalike.engines import installed_engines
from lookalike.errors import EngineUnavailableError, UnreadableError
from lookalike.exact import exact_groups
from lookalike.fingerprint import Reading, completed, fingerprint_photo
from lookalike.group import Grouping
from lookalike.hashing import PROPOSAL
from lookalike.job import CancelToken, Progress, Report, Runner, Stage
from lookalike.rejections import Rejections
from lookalike.result import Notice, ScanResult
from lookalike.scratch import Scratch
from lookalike.settings import EngineChoice, Preset, ScanOptions
from lookalike.store import Store, Versions
from lookalike.types import Fingerprint, HashSpec, Match, Photo, Problem
from lookalike.verification import Verification

READING_VERSION = "1"
VECTORS_VERSION = "1"
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


class Scan:
    """One scan. Make a new one for each; `run` may be called once."""

    def __init__(
        self, options: ScanOptions, store: Store, rejections: Rejections, engine: Callable[[], Embedder], work: Work
    ) -> None:
        self._options = options
        self._store = store
        self._rejections = rejections
        self._versions = Versions(f"{READING_VERSION} {_proposal(options)}", _vectors_version(options))
        self._limits = Limits(options.max_pixels, options.max_bytes)
        self._engine = engine
        self._work = work
        self._photos: tuple[Photo, ...] = ()
        self._fingerprints: list[Fingerprint | None] = []
        self._problems: dict[str, Problem] = {}
        self._twins: tuple[tuple[int, ...], ...] = ()  # byte-identical photos
        self._copies: tuple[tuple[int, ...], ...] = ()  # those of them that the options let into one group
        self._notices: list[Notice] = []

    def run(self) -> ScanResult:
        """Discover, read, compare, group."""
        found = discover(self._options, report=self._work.report, cancel=self._work.cancel)
        self._photos = found.photos
        self._problems = {problem.path: problem for problem in found.problems}
        self._recall()
        self._find_twins()
        matches: Sequence[Match] = ()
        if self._options.preset is not Preset.EXACT:
            with Scratch() as scratch:
                self._read(scratch)
                matches = self._match(scratch)
        return self._result(matches)

    def _recall(self) -> None:
        """Take what the cache knows of the photos."""
        self._store.recognise(self._photos)
        self._fingerprints = self._store.fingerprints(self._photos, self._versions)
        self._add_problems(self._store.problems(self._photos, self._versions.reading).values())

    def _find_twins(self) -> None:
        work = self._work
        known = self._store.digests(self._photos)
        exact = exact_groups(self._photos, runner=work.runner, cancel=work.cancel, report=work.report, known=known)
        self._store.keep_digests((self._photos[index], digest) for index, digest in exact.digests.items())
        self._twins = exact.groups
        self._copies = permitted_copies(self._photos, self._options, exact.groups)
        self._add_problems(exact.problems)

    def _add_problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self._problems.setdefault(problem.path, problem)

    def _read(self, scratch: Scratch) -> None:
        """Fingerprint one photo of each set of twins; the others share what was found."""
        copies = {index for twins in self._twins for index in twins[1:]}
        wanted = [
            index
            for index, photo in enumerate(self._photos)
            if index not in copies and self._is_unread(index) and photo.path not in self._problems
        ]
        proposal, hashes_only = _proposal(self._options), self._options.preset is Preset.HASH

        def read(index: int) -> tuple[int, Reading | Problem]:
            try:
                return index, fingerprint_photo(
                    self._photos[index].path, self._limits, proposal, hashes_only=hashes_only
                )
            except UnreadableError as error:
                return index, Problem(error.path, Stage.FINGERPRINT, error.reason, error.detail)

        if wanted:
            self._work.report(Progress(Stage.FINGERPRINT, 0, len(wanted)))
        pending: list[tuple[int, Reading]] = []
        readings = self._work.runner.map(read, self._until_cancelled(wanted), ahead=READ_AHEAD)
        for done, (index, reading) in enumerate(readings, 1):
            if isinstance(reading, Problem):
                self._add_problems([reading])
                self._store.keep_problems([(self._photos[index], reading)], self._versions.reading)
            else:
                if reading.working is not None:
                    scratch.put(index, reading.working)
                pending.append((index, reading))
            if len(pending) == BATCH:
                self._embed(pending)
                pending = []
            self._work.report(Progress(Stage.FINGERPRINT, done, len(wanted)))
        self._embed(pending)
        for twins in self._twins:
            for index in twins[1:]:
                self._fingerprints[index] = self._fingerprints[twins[0]]

    def _embed(self, readings: Sequence[tuple[int, Reading]]) -> None:
        """Complete the fingerprints of a batch with vectors and labels, where there is an engine."""
        embedder = self._embedder() if readings else None
        made = [reading.fingerprint for _, reading in readings]
        if embedder is not None:
            inputs = [reading.network_input for _, reading in readings if reading.network_input is not None]
            embeddings = embedder.embed(inputs)
            made = [completed(one, embedding) for one, embedding in zip(made, embeddings, strict=True)]
        for (index, _), fingerprint in zip(readings, made, strict=True):
            self._fingerprints[index] = fingerprint
        self._store.keep_fingerprints(
            [(self._photos[index], one) for (index, _), one in zip(readings, made, strict=True)], self._versions
        )

    def _is_unread(self, index: int) -> bool:
        known = self._fingerprints[index]
        return known is None or bool(self._versions.vectors and not known.vector)

    def _embedder(self) -> Embedder | None:
        """The engine, None where it is not wanted or cannot be had; the latter is noted once."""
        if not _wants_engine(self._options) or self._notices:
            return None
        try:
            return self._engine()
        except EngineUnavailableError as error:
            self._notices.append(Notice.ENGINE_FAILED if error.installed else Notice.NO_ENGINE)
            return None

    def _match(self, aside: Scratch) -> list[Match]:
        """Propose pairs, verify them, then those that the accepted ones imply."""
        copies = {index for same in self._copies for index in same[1:]}
        work = self._work
        work.report(Progress(Stage.PROPOSE, 0))
        proposals = propose(
            self._photos, self._fingerprints, self._options, skip=copies, cancel=work.cancel, runner=work.runner
        )
        if self._options.preset is Preset.HASH:
            return self._judge_by_hash(proposals)
        verification = Verification(
            self._photos,
            self._fingerprints,
            aside,
            self._limits,
            self._store,
            report=work.report,
            cancel=work.cancel,
            runner=work.runner,
        )
        matches = verification.run(proposals)
        more = verification.run(cascade.complete(matches, self._fingerprints, self._options))
        matches += more
        matches += cascade.implied(matches, more, self._fingerprints)
        self._add_problems(verification.problems)
        return [match for match in matches if cascade.worth_keeping(match)]

    def _judge_by_hash(self, proposals: Sequence[Proposal]) -> list[Match]:
        """Proposals are matches; those that they imply are too, as far as the distance allows."""
        matches = [cascade.judge(proposal, self._fingerprints, None) for proposal in proposals]
        least = 1 - self._options.hash_distance / self._options.hash.bits
        for proposal in cascade.complete(matches, self._fingerprints, self._options):
            if (proposal.hint.hash or 0.0) >= least:
                matches.append(cascade.judge(proposal, self._fingerprints, None))
        return matches

    def _result(self, matches: Sequence[Match]) -> ScanResult:
        self._work.report(Progress(Stage.GROUP, 0))
        everything = self._rejections.without((*cascade.exact_matches(self._copies), *matches), self._photos)
        groups = Grouping(self._photos, self._fingerprints, everything, self._options).groups()
        if not self._store.usable:
            self._notices.append(Notice.CACHE_UNUSABLE)
        if self._work.cancel.cancelled:
            self._notices.append(Notice.CANCELLED)
        return ScanResult(
            options=self._options,
            photos=self._photos,
            fingerprints=tuple(self._fingerprints),
            matches=everything,
            groups=groups,
            problems=tuple(self._problems[path] for path in sorted(self._problems)),
            plain=tuple(index for index, one in enumerate(self._fingerprints) if one is not None and plain(one)),
            notices=tuple(self._notices),
        )

    def _until_cancelled(self, indices: Iterable[int]) -> Iterator[int]:
        for index in indices:
            if self._work.cancel.stop_now():
                return
            yield index


def _proposal(options: ScanOptions) -> HashSpec:
    """The hash that proposes pairs, in eight orientations."""
    return options.hash if options.preset is Preset.HASH else PROPOSAL


def _wants_engine(options: ScanOptions) -> bool:
    return options.preset not in (Preset.HASH, Preset.EXACT) and options.engine is not EngineChoice.NONE


def _vectors_version(options: ScanOptions) -> str:
    """The cache's name for what the engine makes; empty where no engine is wanted or installed."""
    if not _wants_engine(options):
        return ""
    kind = next(iter(installed_engines()), "") if options.engine is EngineChoice.AUTO else options.engine
    return f"{VECTORS_VERSION} {kind}" if kind else ""
