"""Search by image: one query photo -> the photos of a library that show it, ranked, in the same graded way as a scan.

Hashes in eight orientations, of whole photos and of pictures inside plain surroundings, and MobileNet look at every
photo of the library, which costs milliseconds; the likeliest are then verified by ORB and their pixels, which costs a
decoded photo each. Photos that merely look alike stay in the list, below those that were confirmed.

    index = SearchIndex(fingerprints)                       # once a library
    candidates = index.candidates(query)                    # at once
    evidence = verify(query_features, features_of(path), candidate.hint)        # for `worth_verifying(candidates)`
    hits = rank(query, fingerprints, candidates, {candidate.photo: evidence})
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from lookalike.fingerprints.embed import stack
from lookalike.matching import cascade
from lookalike.matching.arrays import Indices, Numbers, Words
from lookalike.matching.candidates import HASH_SHARE, Proposal
from lookalike.matching.likelihood import BYSTANDER, FAR_BYSTANDER, bystanders, likely
from lookalike.matching.verify import Hint
from lookalike.matching.views import INSIDE_SHARE
from lookalike.result import Hit
from lookalike.settings import Preset
from lookalike.types import Decider, Evidence, Fingerprint, HashKind, Match, Proposer

LISTED = 60
"""Candidates of a query: a few screens full."""

VERIFIED = 12
"""Candidates that are verified at most. In the benchmark the copies of a photo are among the first of them, and so many
take well under a second, reading and decoding included."""

LEAST_LIKELY = 0.02
"""Candidates of less likelihood are not worth a decoded photo; in a scan they would be beyond the budget, too."""

CONFIRMED = cascade.MIN_CONFIDENCE[Preset.SAME_PHOTO]
"""Confidence from which a hit is taken for the query's photo."""

_BLOCK = 16_384  # photos whose vectors are widened to float32 at a time


@dataclass(frozen=True, slots=True)
class Candidate:
    """A photo of the library, by its index, that may show the query. `likelihood` is 0 to 1."""

    photo: int
    likelihood: float
    proposers: tuple[Proposer, ...]
    hint: Hint


class SearchIndex:
    """The fingerprints of a library in the form that a query runs through. It does not change afterwards."""

    def __init__(self, fingerprints: Sequence[Fingerprint | None]) -> None:
        """Photos without a fingerprint are never found."""
        known = [(index, one) for index, one in enumerate(fingerprints) if one is not None]
        self._photos: Indices = np.array([index for index, _ in known], np.int64)
        self._known = [one for _, one in known]
        self._upright = _upright([one.orientations for one in self._known])
        framed = [(row, one.inner_orientations) for row, (_, one) in enumerate(known) if one.inner_orientations]
        self._framed: Indices = np.array([row for row, _ in framed], np.int64)
        self._inside = _upright([hashes for _, hashes in framed])
        seen = [(row, one.proposal_vector) for row, (_, one) in enumerate(known) if one.proposal_vector]
        self._seen: Indices = np.array([row for row, _ in seen], np.int64)
        self._vectors = _half_precision([vector for _, vector in seen])

    def candidates(self, query: Fingerprint, count: int = LISTED) -> tuple[Candidate, ...]:
        """The `count` likeliest photos, the likeliest first; of equals the one that comes first in the library.

        Raises ValueError where query and library were hashed or embedded in different ways.
        """
        if not self._known:
            return ()
        similarity = self._similarity(query)
        chance = likely(similarity)
        compared = np.zeros(len(chance), np.bool_)
        if query.proposal_vector and len(self._seen):
            cosines = self._cosine(query)
            nearest = np.r_[np.sort(cosines)[::-1][:FAR_BYSTANDER], np.full(FAR_BYSTANDER, -np.inf)]
            crowd = bystanders(nearest[[BYSTANDER - 1]], nearest[[FAR_BYSTANDER - 1]])
            chance[self._seen] = likely(similarity[self._seen], cosines, crowd)
            compared[self._seen] = True
        best = np.argsort(-chance, kind="stable")[:count]
        return tuple(self._candidate(query, row, float(chance[row]), bool(compared[row])) for row in best.tolist())

    def _similarity(self, query: Fingerprint) -> Numbers:
        """Of each photo with the query in its eight orientations, 0 to 1; of what is inside plain surroundings, too,
        where that is as alike as `Views.alike` wants it."""
        whole, everything = _words(query.orientations, 8), np.arange(len(self._known))
        if whole.shape[1] != self._upright.shape[1]:
            raise ValueError("the query was hashed with another number of bits than the library")
        best = _nearest(whole, self._upright)
        views = [(whole, self._inside, self._framed)]
        if query.inner_orientations:
            inside = _words(query.inner_orientations, 8)
            views += [(inside, self._upright, everything), (inside, self._inside, self._framed)]
        for turned, hashes, rows in views:
            if len(rows):
                similarity = _nearest(turned, hashes)
                similarity[similarity < 1 - INSIDE_SHARE] = 0
                best[rows] = np.maximum(best[rows], similarity)
        return best

    def _cosine(self, query: Fingerprint) -> Numbers:
        """Of the proposal vectors that the library has with the query's."""
        wanted = stack([query.proposal_vector])[0]
        if len(wanted) != self._vectors.shape[1]:
            raise ValueError("the query was embedded by another network than the library")
        blocks = (self._vectors[start : start + _BLOCK] for start in range(0, len(self._vectors), _BLOCK))
        return np.concatenate([block.astype(np.float32) @ wanted for block in blocks]).astype(np.float64)

    def _candidate(self, query: Fingerprint, row: int, likelihood: float, compared: bool) -> Candidate:
        hint = cascade.hint_for(query, self._known[row])
        near = hint.hash is not None and hint.hash >= 1 - HASH_SHARE
        proposers = [Proposer.HASH] if near or not compared else []
        if compared:
            proposers.append(Proposer.MOBILENET)
        return Candidate(int(self._photos[row]), likelihood, tuple(proposers), hint)


def worth_verifying(candidates: Sequence[Candidate], count: int = VERIFIED) -> tuple[Candidate, ...]:
    """The candidates for which it is worth to decode a photo."""
    return tuple(candidate for candidate in candidates[:count] if candidate.likelihood >= LEAST_LIKELY)


def rank(
    query: Fingerprint,
    fingerprints: Sequence[Fingerprint | None],
    candidates: Sequence[Candidate],
    evidence: Mapping[int, Evidence],
    proposing: HashKind = HashKind.PHASH,
) -> tuple[Hit, ...]:
    """All candidates with their scores: confirmed ones first, by confidence, then the others by likelihood.

    `evidence` is by photo; it may hold some of the candidates only. `proposing` is as in `cascade.judge`.
    """
    likelihood = {candidate.photo: candidate.likelihood for candidate in candidates}

    def judged(candidate: Candidate) -> Match:
        pair = (query, fingerprints[candidate.photo])
        return _judge(pair, candidate, evidence.get(candidate.photo), proposing)

    hits = [_hit(candidate.photo, judged(candidate)) for candidate in candidates]

    def best_first(hit: Hit) -> tuple[float, float, int]:
        confidence = hit.match.scores.confidence or 0.0
        return -confidence if hit.confirmed else 0.0, -likelihood[hit.photo], hit.photo

    return tuple(sorted(hits, key=best_first))


def _hit(photo: int, match: Match) -> Hit:
    return Hit(photo, match, match.evidence is not None and (match.scores.confidence or 0.0) >= CONFIRMED)


def _judge(
    pair: tuple[Fingerprint, Fingerprint | None], candidate: Candidate, evidence: Evidence | None, proposing: HashKind
) -> Match:
    proposal = Proposal(0, 1, candidate.proposers, candidate.hint, candidate.likelihood)
    match = cascade.judge(proposal, pair, evidence, proposing)
    if evidence is None and Proposer.HASH not in candidate.proposers:
        return replace(match, decider=Decider.MOBILENET)
    return match


def _upright(orientations: Sequence[bytes]) -> Words:
    """The upright ones of hashes in eight orientations, shape (photos, words)."""
    return _words(b"".join(hashes[: len(hashes) // 8] for hashes in orientations), len(orientations))


def _nearest(turned: Words, hashes: Words) -> Numbers:
    """How alike, 0 to 1, each of the hashes is to the most similar orientation of another photo."""
    bits = 64 * turned.shape[1]
    distance = np.full(len(hashes), bits, np.int64)
    for words in turned:
        np.minimum(distance, np.bitwise_count(hashes ^ words).sum(axis=1, dtype=np.int64), out=distance)
    return np.asarray(1 - distance / bits, np.float64)


def _words(hashes: bytes, count: int) -> Words:
    return np.frombuffer(hashes, np.uint64).reshape(count, -1) if count else np.zeros((0, 0), np.uint64)


def _half_precision(vectors: Sequence[bytes]) -> npt.NDArray[np.float16]:
    if not vectors:
        return np.zeros((0, 0), np.float16)
    return np.frombuffer(b"".join(vectors), np.float16).reshape(len(vectors), -1)
