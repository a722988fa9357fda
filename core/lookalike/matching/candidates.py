"""Which pairs of photos are worth verifying: near hashes, near MobileNet vectors, ranked and cut to a budget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from lookalike.cache.searches import KeptSearches
from lookalike.files.states import is_below
from lookalike.job import CancelToken, Runner
from lookalike.matching import hamming, neighbours
from lookalike.matching.arrays import Flags, Indices, Numbers, Vectors
from lookalike.matching.equals import Class, spelled_out
from lookalike.matching.likelihood import BYSTANDER, FAR_BYSTANDER, bystanders, likely
from lookalike.matching.verify import Hint
from lookalike.matching.views import Views
from lookalike.settings import Preset, ScanOptions, Scope
from lookalike.types import Fingerprint, Photo, Proposer

HASH_SHARE = 0.29
"""Share of bits in which the proposing hashes (pHash, 256 bits) of a candidate pair may differ, in the best of the
eight orientations. Our benchmark: it finds 76 % of the true pairs of edited photos, with one wrong pair in 100; the
others come from MobileNet. Without an engine `HASH_SHARE_ALONE` looks a little further."""

HASH_SHARE_ALONE = 0.3125

LARGE_LIBRARY = 20_000
"""From so many photos on, hashes look less far: among 100,000, looking as far as in a small library takes minutes of
processor time at every scan (`hamming.near_pairs`)."""

HASH_SHARE_LARGE, HASH_SHARE_LARGE_ALONE = 0.125, 0.15625
"""The shares in a large library. Of our benchmark's 8,325 true pairs, one more was then proposed neither by the hashes
nor by MobileNet; without an engine 75 % of the true pairs are proposed instead of 83 %."""

NEIGHBOURS = 12
"""Nearest neighbours by MobileNet that each photo proposes. Where each photo has eight copies, twelve reach 96 % of the
true pairs of `tests/benchmarks/unseen.py`, hashes included, and eight 93 %."""

WRONG_A_PHOTO = 1.5
"""Expected wrong proposals a photo that are verified; less likely ones are dropped. In two folders of unrelated photos
(335 and 312 of them) this gives 1.85 and 1.88 verifications a photo, and more than two are not worth their time."""

PAIRS_A_PHOTO = 16
"""A pair that is not among so many likeliest ones of either photo is not verified. Otherwise a thousand frames of one
time-lapse, which are all alike, would ask for half a million verifications, and their groups would come out the same:
they form around one photo, and `cascade.complete` asks about that one. On two corpora of 1,260 photos, 16 lose 2 of
4,100 pairs, of likelihood 0.08, 12 lose 23, and 4 a third."""

LEAST_DETAIL = 2.0
"""`Fingerprint.detail` below which a photo is too plain to be judged: fog, night, a wall, an empty frame. The least
of our 185 test photos and their edits has 4.3; drawn gradients without structure reach 0.5."""

_HASH, _NETWORK = 1, 2
_PROPOSERS = {
    _HASH: (Proposer.HASH,),
    _NETWORK: (Proposer.MOBILENET,),
    _HASH | _NETWORK: (Proposer.HASH, Proposer.MOBILENET),
}

_PAIRS_AT_ONCE = 1 << 16  # both rows of so many pairs take 128 MiB


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair worth verifying; `first` < `second`. `likelihood`, 0 to 1, is that of being one photo."""

    first: int
    second: int
    proposers: tuple[Proposer, ...]
    hint: Hint = field(default_factory=Hint)
    likelihood: float = 0.0


def plain(fingerprint: Fingerprint) -> bool:
    """Whether there is too little in a photo to judge it by anything but its bytes."""
    return fingerprint.detail < LEAST_DETAIL


def allowed(photos: Sequence[Photo], options: ScanOptions, first: Indices, second: Indices) -> Flags:
    """Which pairs the options' scope and reference folders let through."""
    keep = np.ones(len(first), np.bool_)
    if options.scope is not Scope.ALL:
        numbers: dict[str, int] = {}
        folder = np.array([numbers.setdefault(photo.folder, len(numbers)) for photo in photos], np.int64)
        same = folder[first] == folder[second]
        keep &= same if options.scope is Scope.WITHIN_FOLDER else ~same
    if options.reference:
        inside = np.array([_is_reference(photo, options) for photo in photos], np.bool_)
        keep &= inside[first] | inside[second]
    return keep


def permitted_copies(
    photos: Sequence[Photo], options: ScanOptions, groups: Iterable[Sequence[int]]
) -> tuple[tuple[int, ...], ...]:
    """Groups of byte copies, cut to what the options' scope and reference folders let into one group."""
    permitted: list[tuple[int, ...]] = []
    for group in groups:
        folders: dict[str, list[int]] = {}
        for index in group:
            folders.setdefault(photos[index].folder, []).append(index)
        if options.reference and not any(_is_reference(photos[index], options) for index in group):
            continue
        if options.scope is Scope.WITHIN_FOLDER:
            permitted += [tuple(part) for part in folders.values() if len(part) > 1]
        elif options.scope is Scope.ALL or len(folders) > 1:
            permitted.append(tuple(group))
    return tuple(permitted)


def _is_reference(photo: Photo, options: ScanOptions) -> bool:
    return any(is_below(photo.path, folder) for folder in options.reference)


def radius_for(photos: int, bits: int, *, alone: bool) -> int:
    """How many bits the hashes of a candidate pair may differ in; `alone`: without MobileNet beside them."""
    if photos < LARGE_LIBRARY:
        return round(bits * (HASH_SHARE_ALONE if alone else HASH_SHARE))
    return round(bits * (HASH_SHARE_LARGE_ALONE if alone else HASH_SHARE_LARGE))


def propose(
    photos: Sequence[Photo],
    fingerprints: Sequence[Fingerprint | None],
    options: ScanOptions,
    *,
    skip: Iterable[int] = (),
    cancel: CancelToken | None = None,
    runner: Runner | None = None,
    earlier: KeptSearches | None = None,
) -> tuple[Proposal, ...]:
    """Pairs worth verifying, most likely first.

    Photos without a fingerprint, plain ones and those to `skip` (byte copies of one that takes part) propose nothing.
    Hashes compare whole photos and pictures inside plain surroundings. In the HASH preset the pairs are the answer
    already: all whole photos within `options.hash_distance`. With what `earlier` searches found they come sooner.
    """
    left_out = set(skip)
    taking_part = {
        i: one for i, one in enumerate(fingerprints) if one is not None and i not in left_out and not plain(one)
    }
    if len(taking_part) < 2:
        return ()
    usable, chosen = np.array(list(taking_part), np.int64), list(taking_part.values())
    views = Views.of(chosen, turned=options.orientations, inside=options.preset is not Preset.HASH)
    bits = 8 * views.hashes.shape[2]
    alone = not chosen[0].proposal_vector
    radius = options.hash_distance if options.preset is Preset.HASH else radius_for(len(usable), bits, alone=alone)
    near = hamming.near_pairs(views.hashes, radius, cancel=cancel, runner=runner, earlier=earlier)
    restricted = options.scope is not Scope.ALL or bool(options.reference)
    classes = _classes([photos[index] for index in usable], options) if restricted else []
    first, second = near.first, near.second
    if restricted:
        first, second = spelled_out(first, second, near.same, [classes[photo] for photo in views.photo])
    pairs = {_HASH: _keys(views.photo[first], views.photo[second], len(usable))}
    network = None if options.preset is Preset.HASH else _Network.of(chosen, cancel, classes, earlier)
    if network is not None:
        pairs[_NETWORK] = network.keys
    keys = _distinct(np.concatenate(list(pairs.values())))
    keys = keys[allowed(photos, options, usable[keys // len(usable)], usable[keys % len(usable)])]
    budget = np.inf if options.preset is Preset.HASH else WRONG_A_PHOTO * len(usable)
    return _ranked(usable, views, network, keys, proposers=_proposers(keys, pairs), budget=budget)


def _classes(photos: Sequence[Photo], options: ScanOptions) -> list[Class]:
    """What of each photo decides with which others the options allow it to be matched."""
    any_reference, folders = bool(options.reference), options.scope is not Scope.ALL
    return [(any_reference and not _is_reference(photo, options), photo.folder if folders else "") for photo in photos]


def _keys(first: Indices, second: Indices, count: int) -> Indices:
    """Each unordered pair of two photos as one number, without repetition."""
    keys = np.minimum(first, second) * count + np.maximum(first, second)
    return _distinct(keys[first != second])


def _distinct(keys: Indices) -> Indices:
    """The keys, sorted, without repetition; for millions of them four times faster than numpy's `unique`."""
    ordered = np.sort(keys)
    return np.asarray(ordered[np.r_[True, ordered[1:] != ordered[:-1]][: len(ordered)]], np.int64)


def _proposers(keys: Indices, pairs: Mapping[int, Indices]) -> list[tuple[Proposer, ...]]:
    marks = np.zeros(len(keys), np.int64)
    for mark, found in pairs.items():
        marks += mark * np.isin(keys, found)
    return [_PROPOSERS[mark] for mark in marks.tolist()]


def _ranked(
    usable: Indices,
    views: Views,
    network: _Network | None,
    keys: Indices,
    *,
    proposers: Sequence[tuple[Proposer, ...]],
    budget: float,
) -> tuple[Proposal, ...]:
    """The pairs by likelihood, as far as the expected number of wrong ones stays within the budget."""
    first, second = keys // len(usable), keys % len(usable)
    similarity, orientation = views.alike(first, second)
    likelihood = likely(similarity) if network is None else network.likely(similarity, first, second)
    order = np.lexsort((keys, -likelihood))
    if np.isfinite(budget):
        order = order[_among_the_best(first[order], second[order], PAIRS_A_PHOTO)]
    order = order[: int(np.searchsorted(np.cumsum(1 - likelihood[order]), budget, side="right"))]
    negative, turned = views.negative(first[order], second[order])
    return tuple(
        Proposal(one, two, proposers[pair], Hint(turn, alike, negative=inverted), chance)
        for pair, one, two, turn, alike, inverted, chance in zip(
            order.tolist(),
            usable[first[order]].tolist(),
            usable[second[order]].tolist(),
            np.where(negative, turned, orientation[order]).tolist(),
            similarity[order].tolist(),
            negative.tolist(),
            likelihood[order].tolist(),
            strict=True,
        )
    )


def _cosines(vectors: Vectors, first: Indices, second: Indices) -> Vectors:
    """The products of pairs of rows, some at a time: of millions of pairs, the rows alone would take gigabytes."""
    found = np.empty(len(first), np.float32)
    for start in range(0, len(first), _PAIRS_AT_ONCE):
        some = slice(start, start + _PAIRS_AT_ONCE)
        found[some] = (vectors[first[some]] * vectors[second[some]]).sum(axis=1)
    return found


def _among_the_best(first: Indices, second: Indices, count: int) -> Flags:
    """Which of the pairs, the best ones first, are among the first `count` of one of their photos."""
    photos = np.column_stack([first, second]).ravel()
    order = np.argsort(photos, kind="stable")
    starts = np.r_[True, photos[order][1:] != photos[order][:-1]]
    lengths = np.diff(np.r_[np.flatnonzero(starts), len(photos)])
    places = np.empty(len(photos), np.int64)
    places[order] = np.arange(len(photos)) - np.repeat(np.flatnonzero(starts), lengths)
    return np.asarray(places.reshape(-1, 2).min(axis=1) < count, np.bool_)


def _vectors(chosen: Sequence[Fingerprint]) -> Vectors | None:
    """The proposal vectors, shape (photos, dimensions), zeros for photos that the engine has not seen."""
    sizes = {len(one.proposal_vector) for one in chosen} - {0}
    if not sizes:
        return None
    blank = bytes(max(sizes))
    joined = b"".join(one.proposal_vector or blank for one in chosen)
    return np.frombuffer(joined, np.float16).reshape(len(chosen), -1).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Network:
    """What MobileNet says of photos: their proposal vectors, the keys of the pairs of each photo with its nearest
    neighbours, and how alike each one's bystanders are."""

    vectors: Vectors
    keys: Indices
    crowd: Numbers

    @classmethod
    def of(
        cls,
        chosen: Sequence[Fingerprint],
        cancel: CancelToken | None,
        classes: Sequence[Class],
        earlier: KeptSearches | None,
    ) -> _Network | None:
        """None where no engine has seen any of the photos; `classes` are empty where all pairs are allowed."""
        vectors = _vectors(chosen)
        if vectors is None:
            return None
        count = len(vectors)
        near = neighbours.nearest(vectors, min(NEIGHBOURS, count - 1), cancel=cancel, earlier=earlier)
        found = near.indices.ravel() >= 0
        first = np.repeat(np.arange(count), near.indices.shape[1])[found]
        second = near.indices.ravel()[found]
        if classes:
            first, second = spelled_out(first, second, near.same, classes)
        return cls(vectors, _keys(first, second, count), _crowd(vectors, near.indices)[near.same])

    def likely(self, similarity: Numbers, first: Indices, second: Indices) -> Numbers:
        """The likelihood of each pair, whose hashes are that similar."""
        crowd = (self.crowd[first] + self.crowd[second]) / 2
        return likely(similarity, _cosines(self.vectors, first, second), crowd)


def _crowd(vectors: Vectors, neighbour: Indices) -> Numbers:
    """How alike each photo's bystanders are; `neighbour` are the nearest ones of each, nearest first."""
    return bystanders(
        _with_neighbour(vectors, neighbour, BYSTANDER), _with_neighbour(vectors, neighbour, FAR_BYSTANDER)
    )


def _with_neighbour(vectors: Vectors, neighbour: Indices, number: int) -> Vectors:
    """The cosine of each photo with its neighbour of this number, counted from 1; -inf where it has not so many."""
    count, width = neighbour.shape
    other = neighbour[:, number - 1] if width >= number else np.full(count, -1)
    # Made anew: a product of matrices gives other last bits where the photos come in another order.
    cosines = _cosines(vectors, np.arange(count), np.maximum(other, 0))
    return np.where(other < 0, np.float32(-np.inf), cosines)
