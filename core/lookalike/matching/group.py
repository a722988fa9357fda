"""Matches -> groups, without chaining, again and again for other thresholds, without reading a photo.

A group is a star: its hub is the photo with the most and surest matches, and everything in it matches the hub. A
photo that was compared with most of the others in vain is put out again: A~B and B~C do not bring A together with
an unlike C. The keeper is the best photo among those that match all the others, so every member is scored against it.

All work is on numpy columns, made once: 100,000 photos with 300,000 matches regroup in less than 0.2 s
(`tests/benchmarks/regroup.py`). The result depends on nothing but the matches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from lookalike.matching.arrays import Flags, Indices, Numbers
from lookalike.matching.candidates import allowed
from lookalike.matching.cascade import IDENTICAL, MIN_CONFIDENCE, SMALL_CLUSTER, likeness
from lookalike.matching.keeper import KeeperRanking
from lookalike.matching.parts import Parts
from lookalike.settings import Preset, ScanOptions
from lookalike.types import Decider, Fingerprint, Group, HashKind, Match, Member, Photo, Proposer, Relation


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least scores a match needs, 0 to 1; None asks nothing. A score that is missing counts as 0."""

    confidence: float | None = None
    hash: float | None = None
    mobilenet: float | None = None
    orb: float | None = None

    @classmethod
    def of(cls, options: ScanOptions) -> Thresholds:
        """Those of a preset, with the options' own ones put over them."""
        if options.preset is Preset.HASH:
            return cls(hash=1 - options.hash_distance / options.hash.bits)
        least = MIN_CONFIDENCE[options.preset] if options.min_confidence is None else options.min_confidence
        return cls(least, options.min_hash, options.min_mobilenet, options.min_orb)


class Grouping:
    """All matches of a scan as columns, ready to be grouped for any thresholds.

    The photo that `keeper` ranks highest stays.
    """

    def __init__(
        self,
        photos: Sequence[Photo],
        fingerprints: Sequence[Fingerprint | None],
        matches: Sequence[Match],
        options: ScanOptions,
    ) -> None:
        self._matches = tuple(matches)
        self._members: dict[int, Member] = {}
        self._options = options
        self._count = len(photos)
        matched = {match.first for match in self._matches} | {match.second for match in self._matches}
        # Byte copies are alike in all that a fingerprint says, whether or not an earlier scan has made it.
        known = fingerprints if options.preset is not Preset.EXACT else [None] * len(photos)
        ranking = KeeperRanking(photos, known, self._matches, options, among=matched)
        self._ranks = np.asarray(ranking.ranks(), np.int64)
        rows = [_row(match, fingerprints, options) for match in self._matches]
        table = np.array(rows, np.float64).reshape(-1, 7)
        self._first, self._second = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
        self._scores = dict(zip(("confidence", "hash", "mobilenet", "orb"), table[:, 3:].T, strict=True))
        exact = table[:, 2] == 1
        self._root = np.arange(self._count)
        self._root[self._second[exact]] = self._first[exact]
        self._open = ~exact & allowed(photos, options, self._first, self._second)
        parts = Parts(self._matches, fingerprints)
        self._open[parts.strangers()] = False
        self._apart = parts.apart()
        self._exposures = np.array([match.decider is Decider.TAKEN for match in self._matches], np.bool_)
        keys = self._first * self._count + self._second
        self._by_key = np.lexsort((-self._scores["confidence"], keys))  # the surest of each pair first
        self._keys = keys[self._by_key]
        self._open[self._by_key[1:][self._keys[1:] == self._keys[:-1]]] = False

    def groups(self, thresholds: Thresholds | None = None) -> tuple[Group, ...]:
        """The groups under the thresholds (default: those of the options), in the order of their keepers."""
        accepted = self._accepted(thresholds or Thresholds.of(self._options))
        first, second = self._first[accepted], self._second[accepted]
        weight = (
            self._scores["confidence"][accepted] if self._options.preset is not Preset.HASH else np.ones(len(first))
        )
        divided = self._exposures & ~accepted
        two = np.column_stack([self._first[divided], self._second[divided]])
        stars = Stars(Accepted(first, second, weight), self._ranks, self._apart, two)
        return self._assemble(stars)

    def _accepted(self, thresholds: Thresholds) -> Flags:
        if self._options.preset is Preset.EXACT:
            return np.zeros(len(self._matches), np.bool_)
        accepted: Flags = self._open.copy()
        for name, scores in self._scores.items():
            least = getattr(thresholds, name)
            if least is not None:
                accepted &= scores >= least
        return accepted

    def _assemble(self, stars: Stars) -> tuple[Group, ...]:
        """Groups of photos from stars of their byte-identical representatives."""
        group = stars.group[self._root]
        alone = group < 0
        group[alone] = self._root[alone]
        sizes = np.bincount(group, minlength=self._count)
        photos = np.flatnonzero(sizes[group] > 1)
        if not len(photos):
            return ()
        inside = group[photos]
        fit = stars.complete[self._root[photos]] | alone[photos]
        order = np.lexsort((self._ranks[photos], ~fit, inside))
        photos, inside = photos[order], inside[order]
        leads = np.flatnonzero(np.r_[True, inside[1:] != inside[:-1]])
        keeper = np.repeat(photos[leads], np.diff(np.r_[leads, len(photos)]))
        index, likeness = self._with_keeper(keeper, photos)
        order = np.lexsort((photos, -likeness, photos != keeper, keeper))
        keeper, photos, index = keeper[order], photos[order], index[order]
        starts = np.flatnonzero(photos == keeper)
        others = np.flatnonzero(photos != keeper)
        members = self._as_members(keeper[others], photos[others], index[others])
        ends = [*(starts[1:] - np.arange(1, len(starts))).tolist(), len(members)]  # keepers are no members
        found, start = [], 0
        for lead, end in zip(keeper[starts].tolist(), ends, strict=True):
            found.append(Group(lead, tuple(members[start:end])))
            start = end
        return tuple(found)

    def _as_members(self, keeper: Indices, photos: Indices, index: Indices) -> list[Member]:
        """Members beside their keepers; those made for other thresholds are used again."""
        borrowed = (index < 0) | (self._root[keeper] != keeper) | (self._root[photos] != photos)
        keys = np.where(borrowed, -1, 2 * index + (photos > keeper))
        members = list(map(self._members.get, keys.tolist()))
        for place in [place for place, member in enumerate(members) if member is None]:
            photo, number = int(photos[place]), int(index[place])
            members[place] = made = Member(photo, self._match(int(keeper[place]), photo, number))
            if keys[place] >= 0:
                self._members[int(keys[place])] = made
        return [member for member in members if member is not None]

    def _with_keeper(self, keeper: Indices, photos: Indices) -> tuple[Indices, Numbers]:
        """For each photo its match with the keeper (of their representatives, -1: none) and its confidence."""
        one, two = self._root[keeper], self._root[photos]
        same = one == two
        one, two = np.where(same, keeper, one), np.where(same, photos, two)
        keys = np.minimum(one, two) * self._count + np.maximum(one, two)
        if not len(self._keys):
            return np.full(len(photos), -1), np.ones(len(photos))
        place = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        index = np.where(self._keys[place] == keys, self._by_key[place], -1)
        return index, np.where(same, 1.0, self._scores["confidence"][index])

    def _match(self, keeper: int, photo: int, number: int) -> Match:
        """The match of a member with the keeper; byte copies borrow that of their representatives."""
        first, second = min(keeper, photo), max(keeper, photo)
        if number < 0:
            return Match(first, second, IDENTICAL, (Proposer.EXACT,), Decider.EXACT, Relation.IDENTICAL_FILE)
        match = self._matches[number]
        if match.first == first and match.second == second:
            return match
        turned = self._root[first] != match.first
        return replace(match, first=first, second=second, evidence=None if turned else match.evidence)


class Accepted(NamedTuple):
    """Matches that are accepted, as columns: two photos and how sure the match is."""

    first: Indices
    second: Indices
    weight: Numbers


class Stars:
    """Photos gathered around hubs.

    `group` names each photo's hub (-1: in no star), `complete` says whether it matches all others of its star.
    """

    def __init__(self, accepted: Accepted, ranks: Indices, apart: Indices, divided: Indices) -> None:
        """`apart`, shape (n, 3): a hub, and two photos that need not be alike in its star; `divided`, shape (n, 2):
        photos that may not be in one."""
        first, second, weight = accepted
        self.count = len(ranks)
        self._apart = apart
        self._divided = divided
        self.group = np.full(self.count, -1, np.int64)
        strength = np.bincount(first, weight, self.count) + np.bincount(second, weight, self.count)
        self._strength = strength.round(9)
        self._place = np.empty(self.count, np.int64)
        self._place[np.lexsort((ranks, -self._strength))] = np.arange(self.count)
        free = np.ones(len(first), np.bool_)
        while free.any():
            self._gather(first[free], second[free], weight[free])
            self._put_out(first, second, weight)
            before = int(free.sum())
            free = (self.group[first] < 0) & (self.group[second] < 0)
            if int(free.sum()) == before:
                break
        self._take_back(first, second, weight)
        self._put_out(first, second, weight)
        same = (self.group[first] >= 0) & (self.group[first] == self.group[second])
        degree = np.bincount(first[same], minlength=self.count) + np.bincount(second[same], minlength=self.count)
        sizes = np.bincount(self.group[self.group >= 0], minlength=self.count)
        self.complete = (self.group >= 0) & (degree == sizes[self.group] - 1)
        self.complete |= self.group == np.arange(self.count)

    def _gather(self, first: Indices, second: Indices, weight: Numbers) -> None:
        """Rounds in which each photo with no better neighbour becomes a hub and takes its free neighbours."""
        while len(first):
            rival = np.full(self.count, self.count)
            np.minimum.at(rival, first, self._place[second])
            np.minimum.at(rival, second, self._place[first])
            hub = (self._place < rival) & (rival < self.count)
            start = np.concatenate([first[hub[first]], second[hub[second]]])
            end = np.concatenate([second[hub[first]], first[hub[second]]])
            sure = np.concatenate([weight[hub[first]], weight[hub[second]]])
            order = np.lexsort((-self._place[start], sure))  # the last one written wins: surest, then best hub
            self.group[end[order]] = start[order]
            self.group[start] = start
            left = (self.group[first] < 0) & (self.group[second] < 0)
            first, second, weight = first[left], second[left], weight[left]

    def _take_back(self, first: Indices, second: Indices, weight: Numbers) -> None:
        """Let photos that were put out join the star whose hub and most of whose photos they match, if there is one.

        A match with the hub of a larger family, however weak, draws a photo there before its own family has a hub.
        """
        photo, other = np.concatenate([first, second]), np.concatenate([second, first])
        outside = (self.group[photo] < 0) & (self.group[other] >= 0)
        photo, star, hub = photo[outside], self.group[other[outside]], (self.group[other] == other)[outside]
        pairs, pair = np.unique(photo * self.count + star, return_inverse=True)
        photo, star = np.divmod(pairs, self.count)
        degree = np.bincount(pair, minlength=len(pairs))
        ties = np.bincount(pair, np.concatenate([weight, weight])[outside], len(pairs)).round(9)
        sizes = np.bincount(self.group[self.group >= 0], minlength=self.count)
        fits = (np.bincount(pair, hub, len(pairs)) > 0) & (2 * degree > sizes[star])
        photo, star, ties = photo[fits], star[fits], ties[fits]
        order = np.lexsort((-self._place[star], ties))  # the last one written wins: surest, then best hub
        self.group[photo[order]] = star[order]

    def _put_out(self, first: Indices, second: Indices, weight: Numbers) -> None:
        """While a small group holds photos unlike at least half of the others, put out its least similar one.

        Small is what `cascade.complete` has asked about in full, so that there a pair without a match is unlike. Of two
        photos that may not be together the less similar one goes, from groups of any size.
        """
        hubs = np.arange(self.count)
        troubled = np.ones(self.count, np.bool_)  # groups to look at: all, then those that lost a photo
        while len(first):
            same = (self.group[first] >= 0) & (self.group[first] == self.group[second])
            first, second, weight = first[same], second[same], weight[same]
            excused = self._apart[(self.group[self._apart[:, 1:]] == self._apart[:, :1]).all(axis=1), 1:].ravel()
            degree = np.bincount(np.concatenate([first, second, excused]), minlength=self.count)
            sizes = np.bincount(self.group[self.group >= 0], minlength=self.count)
            others = sizes[self.group] - 1
            unlike = (self.group >= 0) & (self.group != hubs) & (others < SMALL_CLUSTER)
            unlike &= 2 * (others - degree) >= others
            unlike &= others > 1
            star = self.group[self._divided]
            together = self._divided[(star[:, 0] >= 0) & (star[:, 0] == star[:, 1])].ravel()
            unlike[together] = self.group[together] != together
            unlike &= troubled[self.group]
            worst = np.flatnonzero(unlike)
            if not len(worst):
                return
            troubled[:] = False
            troubled[self.group[worst]] = True
            inside = troubled[self.group[first]]
            first, second, weight = first[inside], second[inside], weight[inside]
            ties = np.bincount(first, weight, self.count) + np.bincount(second, weight, self.count)
            worst = worst[np.lexsort((-self._place[worst], ties[worst].round(9), degree[worst], self.group[worst]))]
            lead = np.r_[True, self.group[worst[1:]] != self.group[worst[:-1]]]
            self.group[worst[lead]] = -1


def _row(match: Match, fingerprints: Sequence[Fingerprint | None], options: ScanOptions) -> tuple[float, ...]:
    scores, exact = match.scores, match.decider is Decider.EXACT
    kind = options.hash.kind if options.preset is Preset.HASH else HashKind.PHASH
    hashes, mobilenet, orb = scores.hash(kind) or 0.0, scores.mobilenet or 0.0, scores.orb or 0.0
    return match.first, match.second, exact, likeness(match, fingerprints, options.preset), hashes, mobilenet, orb
