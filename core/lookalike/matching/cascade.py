"""The graded search: what verification makes of a proposed pair, which pairs are accepted, and what to ask next.

Hashes and MobileNet propose (`candidates`); ORB, geometry and aligned pixels decide (`verify`). A second round asks
about the pairs that the first one implies: A~B and B~C raise the question of A and C. All functions are pure; the
session streams pairs through them with whatever runner it was given:

    proposals = propose(photos, fingerprints, options)
    evidence = verify(features[a], features[b], proposal.hint)      # for each, in parallel
    match = judge(proposal, fingerprints, evidence)
    more = complete(matches, fingerprints, options)                 # verified and judged like the others
    matches += implied(matches, unaccepted, fingerprints)           # where both could only be seen through a third
    Grouping(photos, fingerprints, matches, options).groups()
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np

from lookalike.fingerprints.embed import cosine
from lookalike.fingerprints.hashing import similarity
from lookalike.matching.candidates import Proposal
from lookalike.matching.confidence import CONTRADICTED, ONE_PHOTO, confidence
from lookalike.matching.parts import Parts
from lookalike.matching.scene import shares_scene, two_exposures
from lookalike.matching.verify import Hint
from lookalike.matching.views import Views
from lookalike.settings import Preset, ScanOptions
from lookalike.types import Decider, Evidence, Fingerprint, HashKind, Match, Proposer, Relation, Scores

SMALL_CLUSTER = 12
"""In clusters up to this size every pair is asked about, in larger ones each photo with the best connected one."""

LEAST_KEPT = 0.02
"""Matches of less confidence are dropped: no sensible threshold brings them back."""

IDENTICAL = Scores(ahash=1.0, phash=1.0, dhash=1.0, whash=1.0, confidence=1.0)
"""The scores of byte copies: what no stage had to find out."""

MIN_CONFIDENCE = {Preset.EXACT: 1.0, Preset.SAME_PHOTO: ONE_PHOTO, Preset.SIMILAR_SCENE: 0.3, Preset.HASH: 0.0}
"""The presets' own thresholds."""

SCENE_LIKENESS = 0.5
"""What a shared scene counts in the SIMILAR_SCENE preset, where the confidence of one photo is less."""


def likeness(match: Match, fingerprints: Sequence[Fingerprint | None], preset: Preset) -> float:
    """The confidence, 0 to 1, that the preset's threshold is held against."""
    sure = match.scores.confidence or 0.0
    if preset is not Preset.SIMILAR_SCENE or sure >= SCENE_LIKENESS or not shares_scene(match, fingerprints):
        return sure
    return SCENE_LIKENESS


def judge(
    proposal: Proposal,
    fingerprints: Sequence[Fingerprint | None],
    evidence: Evidence | None,
    proposing: HashKind = HashKind.PHASH,
) -> Match:
    """All scores of a pair. Without evidence (HASH preset) the hashes alone have decided.

    `proposing` is the kind of hash that the fingerprints hold in eight orientations. Raises ValueError if one of the
    photos has no fingerprint.
    """
    first, second = fingerprints[proposal.first], fingerprints[proposal.second]
    if first is None or second is None:
        raise ValueError(f"photos {proposal.first} and {proposal.second} must have fingerprints")
    hint = proposal.hint if proposal.hint.hash is not None else hint_for(first, second)
    alike = _hash_scores(first, second, hint, proposing)
    if evidence is None:
        alike[proposing.value] = hint.hash
        scores = Scores(**alike, mobilenet=_mobilenet(first, second))
        return Match(
            proposal.first, proposal.second, scores, proposal.proposers, Decider.HASH, Relation.LOOKS_ALIKE, None
        )
    sure, decider, headline = confidence(evidence), Decider.ORB, evidence.relations[0]
    if sure >= ONE_PHOTO and headline is not Relation.IDENTICAL_PIXELS and two_exposures(first, second):
        sure, decider, headline = CONTRADICTED, Decider.TAKEN, Relation.SAME_SCENE
    scores = Scores(
        **alike,
        mobilenet=_mobilenet(first, second),
        orb=evidence.orb,
        correlation=evidence.correlation,
        confidence=sure,
    )
    return Match(proposal.first, proposal.second, scores, proposal.proposers, decider, headline, evidence)


def judge_by_hash(
    proposals: Sequence[Proposal], fingerprints: Sequence[Fingerprint | None], options: ScanOptions
) -> tuple[Match, ...]:
    """The HASH preset: proposals are matches, and so are the pairs that they imply, as far as the distance allows."""
    kind = options.hash.kind
    matches = [judge(proposal, fingerprints, None, kind) for proposal in proposals]
    least = 1 - options.hash_distance / options.hash.bits
    for proposal in complete(matches, fingerprints, options):
        if (proposal.hint.hash or 0.0) >= least:
            matches.append(judge(proposal, fingerprints, None, kind))
    return tuple(matches)


def hint_for(first: Fingerprint, second: Fingerprint, *, inside: bool = True) -> Hint:
    """Orientation and similarity of the proposing hashes, for pairs that no hash proposed. `inside`: also of the
    pictures inside plain surroundings."""
    views, one, two = Views.of((first, second), inside=inside), np.array([0]), np.array([1])
    alike, orientation = views.alike(one, two)
    negative, turned = views.negative(one, two)
    turn = turned if negative[0] else orientation
    return Hint(int(turn[0]), float(alike[0]), _mobilenet(first, second), bool(negative[0]))


def _hash_scores(first: Fingerprint, second: Fingerprint, hint: Hint, proposing: HashKind) -> dict[str, float | None]:
    """Similarities by kind of hash; the proposing hash's is the best over the orientations if that is higher."""
    alike: dict[str, float | None] = {
        "ahash": similarity(first.ahash, second.ahash, 64),
        "phash": similarity(first.phash, second.phash, 64),
        "dhash": similarity(first.dhash, second.dhash, 64),
        "whash": similarity(first.whash, second.whash, 64),
    }
    if hint.hash is not None:
        alike[proposing.value] = max(alike[proposing.value] or 0.0, hint.hash)
    return alike


def _mobilenet(first: Fingerprint, second: Fingerprint) -> float | None:
    """The cosine of the photos' vectors, 0 to 1; None where one engine has not seen both."""
    comparable = first.vector and len(first.vector) == len(second.vector)
    return cosine(first.vector, second.vector) if comparable else None


def exact_matches(groups: Iterable[Sequence[int]]) -> tuple[Match, ...]:
    """Byte copies, each with the first of its group; only that first one is compared with other photos."""
    return tuple(
        Match(group[0], other, IDENTICAL, (Proposer.EXACT,), Decider.EXACT, Relation.IDENTICAL_FILE)
        for group in groups
        for other in group[1:]
    )


def worth_keeping(match: Match, fingerprints: Sequence[Fingerprint | None]) -> bool:
    """Whether some threshold could still accept the match."""
    sure = match.scores.confidence or 0.0
    return match.evidence is None or sure >= LEAST_KEPT or shares_scene(match, fingerprints)


def accept(match: Match, fingerprints: Sequence[Fingerprint | None], options: ScanOptions) -> bool:
    """Whether a match counts under the options' preset and thresholds. Byte copies always do."""
    if match.decider is Decider.EXACT:
        return True
    if options.preset in (Preset.EXACT, Preset.HASH):
        return options.preset is Preset.HASH
    scores = match.scores
    limits = (
        (
            likeness(match, fingerprints, options.preset),
            MIN_CONFIDENCE[options.preset] if options.min_confidence is None else options.min_confidence,
        ),
        (scores.phash, options.min_hash),
        (scores.mobilenet, options.min_mobilenet),
        (scores.orb, options.min_orb),
    )
    return all(limit is None or (score or 0.0) >= limit for score, limit in limits)


def complete(
    matches: Sequence[Match], fingerprints: Sequence[Fingerprint | None], options: ScanOptions
) -> tuple[Proposal, ...]:
    """Pairs that accepted matches imply but nobody has asked about. `matches` may hold others too."""
    asked = {(match.first, match.second) for match in matches}
    neighbours: dict[int, dict[int, float]] = defaultdict(dict)
    apart = set(Parts(matches, fingerprints).strangers())
    for number, match in enumerate(matches):
        if number not in apart and match.decider is not Decider.EXACT and accept(match, fingerprints, options):
            neighbours[match.first][match.second] = neighbours[match.second][match.first] = match.scores.confidence or 0
    found = []
    for cluster in _clusters(neighbours):
        if len(cluster) <= SMALL_CLUSTER:
            wanted: Iterable[tuple[int, int]] = combinations(cluster, 2)
        else:
            hub = max(cluster, key=lambda photo: (sum(neighbours[photo].values()), -photo))
            wanted = ((min(hub, other), max(hub, other)) for other in cluster if other != hub)
        for one, two in wanted:
            first, second = fingerprints[one], fingerprints[two]
            if (one, two) not in asked and first is not None and second is not None:
                hint = hint_for(first, second, inside=options.preset is not Preset.HASH)
                found.append(Proposal(one, two, (Proposer.TRANSITIVE,), hint, 1.0))
    return tuple(found)


def _clusters(neighbours: dict[int, dict[int, float]]) -> list[list[int]]:
    """Connected photos, each cluster sorted."""
    seen: set[int] = set()
    clusters = []
    for start in sorted(neighbours):
        if start in seen:
            continue
        seen.add(start)
        cluster, waiting = [], [start]
        while waiting:
            photo = waiting.pop()
            cluster.append(photo)
            fresh = [other for other in neighbours[photo] if other not in seen]
            seen.update(fresh)
            waiting += fresh
        clusters.append(sorted(cluster))
    return clusters
