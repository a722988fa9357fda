"""The one door for both faces: scan, regroup, compare, classify, search."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from lookalike import paths
from lookalike.cache.decisions import DecisionFile
from lookalike.cache.rejections import RejectedPair, Rejections
from lookalike.cache.store import CacheStatistics, NoStore, open_store
from lookalike.decoding import decode
from lookalike.decoding.decode import Limits
from lookalike.errors import BytesAloneError, EngineUnavailableError, UnreadableError
from lookalike.files.exact import same_content
from lookalike.files.states import same_file
from lookalike.fingerprints.embed import Embedder
from lookalike.fingerprints.engines import installed_engines, load_engine
from lookalike.fingerprints.fingerprint import completed, fingerprint_photo
from lookalike.fingerprints.hashing import PROPOSAL
from lookalike.job import CancelToken, Report, Runner, SerialRunner, Stage, silent
from lookalike.library import Library, Work, proposing_hash
from lookalike.matching import cascade
from lookalike.matching.candidates import Proposal
from lookalike.matching.group import Grouping, Thresholds
from lookalike.matching.verification import features_from, features_of
from lookalike.matching.verify import Features, verify
from lookalike.priority import inherited_niceness
from lookalike.result import ScanResult, SearchResult
from lookalike.scan import Scan
from lookalike.search import Candidate, SearchIndex, rank, worth_verifying
from lookalike.settings import EngineChoice, Preset, ScanOptions
from lookalike.types import Evidence, Fingerprint, HashSpec, Label, Match, Photo, Problem


class EngineHolder:
    """Loads the MobileNet engine when it is first asked for, once, and remembers why it could not.

    An engine's threads take after the one that loads it, for good. So LiteRT is loaded once more (0.05 s) for whoever
    asks with another priority. TensorFlow has one set of threads for the whole process: there is nothing to be gained.
    """

    def __init__(self, threads: int) -> None:
        self._threads = threads or os.cpu_count() or 1
        self._loaded: dict[tuple[EngineChoice, int], Embedder | EngineUnavailableError] = {}
        self._lock = threading.Lock()

    def get(self, choice: EngineChoice) -> Embedder:
        """The engine. Raises EngineUnavailableError, the same one at every call, where there is none."""
        with self._lock:
            litert = choice is not EngineChoice.TENSORFLOW and EngineChoice.LITERT in installed_engines()
            wanted = choice, inherited_niceness() if litert else 0
            if wanted not in self._loaded:
                try:
                    self._loaded[wanted] = Embedder(load_engine(choice, self._threads))
                except EngineUnavailableError as error:
                    self._loaded[wanted] = error
            entry = self._loaded[wanted]
        if isinstance(entry, EngineUnavailableError):
            raise entry
        return entry


class Session:
    """Holds what outlives a scan: the cache and the MobileNet engine, loaded when first needed.

    Usable from several threads, with one scan at a time.
    """

    def __init__(self, cache_folder: str | None = None, *, use_cache: bool = True, engine_threads: int = 0) -> None:
        """`cache_folder` None: the platform's own; `engine_threads` 0: as many as there are cores."""
        self._engine = EngineHolder(engine_threads)
        self._store = open_store(cache_folder or paths.cache_folder()) if use_cache else NoStore()
        self._rejections = Rejections(DecisionFile(paths.data_folder()))
        self._indexed: tuple[Sequence[Fingerprint | None], SearchIndex] | None = None
        self._grouping: tuple[tuple[Match, ...], ScanOptions, Grouping] | None = None

    def scan(
        self,
        options: ScanOptions,
        *,
        report: Report = silent,
        cancel: CancelToken | None = None,
        runner: Runner | None = None,
        found: Callable[[ScanResult], None] | None = None,
    ) -> ScanResult:
        """Find groups. What cannot be read is a Problem in the result; after a cancel it holds what was found.

        `found` is called, from the thread that calls `scan`, with provisional results while the scan goes on.
        """
        work = Work(report, cancel or CancelToken(), runner or SerialRunner(), found)
        result = Scan(self._library(options, work), self._store, self._rejections).run()
        self._store.bound()
        return result

    def regroup(self, result: ScanResult, thresholds: Thresholds | None = None) -> ScanResult:
        """The same matches grouped for other thresholds (None: those of the result's options). Reads no photo.

        The keepers are those of the options' `keeper_order` and `preferred` folders, which may be others than those
        of the scan; so may the `hash_distance`, as long as it is not larger.
        """
        known, lasting = self._grouping, replace(result.options, min_confidence=None, hash_distance=0)
        if known is None or known[0] is not result.matches or known[1] != lasting:
            grouping = Grouping(result.photos, result.fingerprints, result.matches, lasting)
            known = self._grouping = (result.matches, lasting, grouping)
        return replace(result, groups=known[2].groups(thresholds or Thresholds.of(result.options)))

    def compare(self, first: str, second: str, options: ScanOptions | None = None) -> Match:
        """Every score of two photos on disk, whatever stage the cascade would have stopped at.

        The first photo is number 0, the second number 1. Keypoint matches are in the evidence. Raises UnreadableError.
        """
        options = options or ScanOptions(roots=())
        limits = Limits(options.max_pixels, options.max_bytes)
        (one, features), (other, other_features) = (
            self._look_at(path, limits, options.engine) for path in (first, second)
        )
        fingerprints = [one, other]
        evidence = verify(features, other_features, cascade.hint_for(one, other), details=True)
        match = cascade.judge(Proposal(0, 1, ()), fingerprints, evidence)
        if not same_content(first, second):
            return match
        (twins,) = cascade.exact_matches(((0, 1),))  # What a scan says of byte copies, with the evidence beside it.
        sure = replace(match.scores, confidence=twins.scores.confidence)
        return replace(match, scores=sure, decider=twins.decider, relation=twins.relation)

    def classify(self, path: str, top: int = 5) -> tuple[Label, ...]:
        """The likeliest of MobileNet's 1000 classes. Raises UnreadableError and EngineUnavailableError."""
        return self._engine.get(EngineChoice.AUTO).classify(decode.decode(path).raster, top)

    def search(
        self,
        query: str,
        options: ScanOptions,
        *,
        report: Report = silent,
        cancel: CancelToken | None = None,
        runner: Runner | None = None,
    ) -> SearchResult:
        """The photos below `options.roots`, or without roots all that the cache knows, that show what `query` shows.

        `options.preset` HASH and EXACT make no sense here and count as SAME_PHOTO. After a cancel, the photos are those
        that had been read by then. Raises UnreadableError for the query.
        """
        if options.preset in (Preset.HASH, Preset.EXACT):
            options = replace(options, preset=Preset.SAME_PHOTO)
        runner = runner or SerialRunner()
        library = self._library(options, Work(report, cancel or CancelToken(), runner))
        if options.roots:
            library.find()
            library.recall()
            library.read()
        else:
            library.recall_everything()
        result = ScanResult(
            options,
            library.photos,
            tuple(library.fingerprints),
            problems=tuple(library.problems.values()),
            notices=library.notices(),
        )
        return self.search_in(query, result, runner=runner)

    def search_in(self, query: str, result: ScanResult, *, runner: Runner | None = None) -> SearchResult:
        """The photos of a scan's result that show what `query` shows; quick, since all of them are in memory.

        A photo of the result that is the query's own file is left out, byte copies of it are not. Where the scan went
        by one hash, the query is compared by that. Raises UnreadableError for the query, and BytesAloneError where the
        scan compared bytes alone.
        """
        options = result.options
        if options.preset is Preset.EXACT:
            raise BytesAloneError("this scan compared bytes alone; scan for the same photo to search in its photos")
        proposal = proposing_hash(options)
        wanted, features = self._look_at(query, Limits(options.max_pixels, options.max_bytes), options.engine, proposal)
        likely = self._index_of(result.fingerprints).candidates(wanted)
        candidates = [one for one in likely if not _is_file(query, result.photos[one.photo].path)]
        evidence, problems = self._look_closely(features, candidates, result, runner or SerialRunner())
        hits = rank(wanted, result.fingerprints, candidates, evidence, proposal.kind)
        return SearchResult(query, result.photos, hits, (*result.problems, *problems), result.notices)

    def _index_of(self, fingerprints: Sequence[Fingerprint | None]) -> SearchIndex:
        """The index of a result's fingerprints; the last one is kept. Another thread may replace it meanwhile."""
        known = self._indexed
        if known is None or known[0] is not fingerprints:
            known = self._indexed = (fingerprints, SearchIndex(fingerprints))
        return known[1]

    def _look_closely(
        self, features: Features, candidates: Sequence[Candidate], result: ScanResult, runner: Runner
    ) -> tuple[dict[int, Evidence], list[Problem]]:
        """Verify the likeliest candidates against the query's features; evidence by photo."""
        limits = Limits(result.options.max_pixels, result.options.max_bytes)

        def verified(candidate: Candidate) -> Evidence | Problem:
            path = result.photos[candidate.photo].path
            try:
                return verify(features, features_of(path, limits), candidate.hint)
            except UnreadableError as error:
                return Problem(path, Stage.VERIFY, error.reason, error.detail)

        chosen = worth_verifying(candidates)
        evidence: dict[int, Evidence] = {}
        problems: list[Problem] = []
        for candidate, found in zip(chosen, runner.map(verified, chosen), strict=True):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                evidence[candidate.photo] = found
        return evidence, problems

    def _library(self, options: ScanOptions, work: Work) -> Library:
        return Library(options, self._store, lambda: self._engine.get(options.engine), work)

    def reject(self, first: Photo, second: Photo) -> None:
        """Remember for good, by content, that two photos are no match. Raises UnreadableError, LookalikeError."""
        self._rejections.reject(first, second)

    def accept(self, first: Photo, second: Photo) -> None:
        """Take `reject` back."""
        self._rejections.restore(first, second)

    def rejected(self) -> tuple[RejectedPair, ...]:
        """All pairs that are kept apart. Raises LookalikeError."""
        return self._rejections.pairs()

    def forget_rejected(self, pairs: Iterable[RejectedPair]) -> None:
        """Let these pairs match again, from the next scan on. Raises LookalikeError."""
        self._rejections.forget(pairs)

    def _look_at(
        self, path: str, limits: Limits, engine: EngineChoice, proposal: HashSpec = PROPOSAL
    ) -> tuple[Fingerprint, Features]:
        """Fingerprint and features of one photo, from one decode."""
        reading = fingerprint_photo(path, limits, proposal)
        assert reading.network_input is not None and reading.working is not None  # only hashes_only leaves them out
        features = features_from(reading.working, reading.fingerprint)
        try:
            (embedding,) = self._engine.get(engine).embed([reading.network_input])
        except EngineUnavailableError:
            return reading.fingerprint, features
        return completed(reading.fingerprint, embedding), features

    @property
    def cache_usable(self) -> bool:
        """Whether the cache is a file that this session reads and writes, or none was wanted."""
        return self._store.usable

    def cache_statistics(self) -> CacheStatistics:
        """What the cache holds."""
        return self._store.statistics()

    def prune_cache(self, max_bytes: int, *, showing: ScanResult | None = None) -> int:
        """Drop what was not used for longest until the cache is at most that large; returns the bytes freed.

        Not while a scan runs. Of the result that somebody is looking at (`showing`), all fingerprints are read before
        they go.
        """
        if showing:
            tuple(showing.fingerprints)
        return self._store.prune(max_bytes)

    def close(self) -> None:
        """Give back what the session holds."""
        self._store.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _is_file(query: str, path: str) -> bool:
    try:
        return same_file(query, path)
    except OSError:
        return False
