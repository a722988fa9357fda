"""Verifies proposed pairs on all workers: each photo's ORB features are made once, its pixels decoded at most twice."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from lookalike.cache.cachetables import Key
from lookalike.cache.packing import content_key
from lookalike.cache.store import Store
from lookalike.decoding import scratch
from lookalike.decoding.decode import Limits, decode
from lookalike.decoding.scratch import Scratch
from lookalike.errors import UnreadableError
from lookalike.job import CancelToken, Progress, Report, Runner, Stage
from lookalike.matching import cascade
from lookalike.matching.candidates import Proposal
from lookalike.matching.verify import Features, extract, verify
from lookalike.types import Evidence, Fingerprint, Match, Photo, Problem

VERSION = "16"
"""Raise it when verification comes to give other evidence: the cache then forgets the old one."""

KEPT_TOGETHER = 500
"""Pairs of one transaction."""

FEATURES_KEPT = 1500
"""Photos whose features stay in memory, at about 0.3 MB each."""


class FeatureCache:
    """Features of the photos used last. Threads that ask for the same photo at once wait for the one that makes it."""

    def __init__(self, make: Callable[[int], Features], limit: int = FEATURES_KEPT) -> None:
        self._make = make
        self._limit = limit
        self._entries: OrderedDict[int, Future[Features]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, index: int) -> Features:
        """The features of a photo. Raises what making them raised, for everyone who asks."""
        with self._lock:
            entry = self._entries.get(index)
            ours = entry is None
            if entry is None:
                entry = self._entries[index] = Future()
                if len(self._entries) > self._limit:
                    self._entries.popitem(last=False)
            else:
                self._entries.move_to_end(index)
        if ours:
            try:
                entry.set_result(self._make(index))
            except UnreadableError as error:
                entry.set_exception(error)
        return entry.result()


class Verification:
    """The verification of one scan's pairs. `problems` are photos that could be read earlier and now cannot."""

    def __init__(
        self,
        photos: Sequence[Photo],
        fingerprints: Sequence[Fingerprint | None],
        aside: Scratch,
        limits: Limits,
        store: Store,
        *,
        report: Report,
        cancel: CancelToken,
        runner: Runner,
        judged: Callable[[Sequence[Match]], None] = lambda _: None,
    ) -> None:
        """`judged` is called with all matches so far, those of earlier runs too, after each; it must return soon."""
        self._photos = photos
        self._fingerprints = fingerprints
        self._aside = aside
        self._limits = limits
        self._store = store
        self._report = report
        self._cancel = cancel
        self._runner = runner
        self._judged = judged
        self._all: list[Match] = []
        self._features = FeatureCache(self._make_features)
        self._content_keys: dict[int, bytes] = {}
        self.problems: list[Problem] = []

    def run(self, proposals: Sequence[Proposal]) -> list[Match]:
        """Judge pairs, verifying those that the cache does not know. After a cancel, those judged until then."""
        keys = [self._key(proposal) for proposal in proposals]
        known = self._store.evidence(keys, VERSION)
        matches = []
        unknown = []
        for proposal, key in zip(proposals, keys, strict=True):
            if key in known:
                matches.append(cascade.judge(proposal, self._fingerprints, known[key]))
            else:
                unknown.append(proposal)
        self._all += matches
        unknown.sort(key=lambda proposal: (proposal.first, proposal.second))  # neighbours share features
        fresh: dict[Key, Evidence] = {}
        answers = self._runner.map(self._verify, self._cancel.until_cancelled(unknown))
        for done, (proposal, evidence) in enumerate(answers, 1):
            if isinstance(evidence, Problem):
                self.problems.append(evidence)
            else:
                matches.append(cascade.judge(proposal, self._fingerprints, evidence))
                self._all.append(matches[-1])
                fresh[self._key(proposal)] = evidence
            if len(fresh) >= KEPT_TOGETHER:
                self._store.keep_evidence(fresh, VERSION)
                fresh = {}
            self._report(Progress(Stage.VERIFY, done, len(unknown)))
            self._judged(self._all)
        self._store.keep_evidence(fresh, VERSION)
        return sorted(matches, key=lambda match: (match.first, match.second))

    def _key(self, proposal: Proposal) -> Key:
        return self._content_key(proposal.first), self._content_key(proposal.second)

    def _content_key(self, index: int) -> bytes:
        key = self._content_keys.get(index)
        if key is None:
            fingerprint = self._fingerprints[index]
            if fingerprint is None:
                raise ValueError(f"photo {index} has no fingerprint")
            key = self._content_keys[index] = content_key(fingerprint, self._photos[index].size)
        return key

    def _verify(self, proposal: Proposal) -> tuple[Proposal, Evidence | Problem]:
        try:
            first, second = self._features.get(proposal.first), self._features.get(proposal.second)
        except UnreadableError as error:
            return proposal, Problem(error.path, Stage.VERIFY, error.reason, error.detail)
        return proposal, verify(first, second, proposal.hint)

    def _make_features(self, index: int) -> Features:
        fingerprint = self._fingerprints[index]
        encoded = self._aside.get(index)
        if encoded is None or fingerprint is None:
            return features_of(self._photos[index].path, self._limits)
        return features_from(encoded, fingerprint)


def features_from(working: bytes, fingerprint: Fingerprint) -> Features:
    """Features of a photo that was decoded for its fingerprint; `working` is its raster as `scratch` encodes it."""
    return extract(scratch.restore(working), (fingerprint.quality.width, fingerprint.quality.height))


def features_of(path: str, limits: Limits) -> Features:
    """Features of a photo on disk, the same as those that a scan makes. Raises UnreadableError."""
    decoded = decode(path, limits)
    return extract(scratch.restore(scratch.encode(decoded.raster)), (decoded.width, decoded.height))
