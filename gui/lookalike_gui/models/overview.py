"""What sorting and filtering need to know about each group, gathered once per result and off the GUI thread."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from lookalike.fingerprints.quality import LOW_SHARPNESS
from lookalike.matching.arrays import Flags, Indices, Numbers
from lookalike.matching.confidence import whole_percent
from lookalike.result import ScanResult
from lookalike.types import Fingerprint, Group, Relation
from lookalike_gui import texts

ANY_SIMILARITY = (0, 100)
MOST_LABELS = 20
"""Classes of MobileNet that are offered to choose from: the commonest."""


class Order(StrEnum):
    """How groups are sorted."""

    GAIN = "gain"
    SIMILARITY = "similarity"
    DATE = "date"
    FOLDER = "folder"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Which groups are shown, and in which order.

    `text` must occur in the path of one of a group's photos, or in what MobileNet sees in it; `formats`, `relations`
    and `labels`, the likeliest classes (empty: all), must hold one of the group's; in each of `folders` (empty: all),
    or below it, must lie one of its photos; `similarity` (from and to, whole percents as they are shown) must hold
    that of its most similar pair. `marked`, `undecided`, `blurred`: only groups with marked photos, only those that
    wait for a decision, only those with a photo of low detail.
    """

    order: Order = Order.GAIN
    text: str = ""
    formats: frozenset[str] = frozenset()
    relations: frozenset[Relation] = frozenset()
    folders: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()
    similarity: tuple[int, int] = ANY_SIMILARITY
    marked: bool = False
    undecided: bool = False
    blurred: bool = False

    @property
    def filters(self) -> bool:
        """Whether some groups may be hidden."""
        return replace(self, order=Order.GAIN) != Arrangement()


@dataclass(frozen=True, slots=True)
class Overview:
    """Figures of all groups (index: the group) and of all photos (index: the photo, -1 for none).

    `members` are the photos of the first group, its keeper first, then those of the second, and so on; those of a group
    begin at `begins`; `places` say for each photo where in its group it stands. `weights` are the photos' sizes in
    bytes. `gain` and `largest` are bytes, `newest` nanoseconds, `sizes` numbers of photos, `by_folder` an order of the
    groups; `all_formats` and `all_relations` are what occurs at all, sorted, `common_labels` the commonest classes;
    `dated` says whether any grouped photo knows when it was taken.
    """

    gain: Numbers
    similarity: Numbers
    newest: Numbers
    largest: Numbers
    sizes: Indices
    members: Indices
    begins: Indices
    places: Indices
    weights: Indices
    by_folder: Indices
    words: tuple[str, ...]
    formats: tuple[frozenset[str], ...]
    relations: tuple[frozenset[Relation], ...]
    all_formats: tuple[str, ...]
    all_relations: tuple[Relation, ...]
    labels: tuple[frozenset[str], ...]
    common_labels: tuple[str, ...]
    blurred: Flags
    dated: bool
    group_of: Indices
    photo_of: dict[str, int] = field(repr=False)

    @classmethod
    def of(cls, result: ScanResult) -> Overview:
        """Gather the figures of a result."""
        photos, groups = result.photos, result.groups
        formats = tuple(frozenset(format_of(result, photo) for photo in group.photos) for group in groups)
        relations = tuple(frozenset(member.match.relation for member in group.members) for group in groups)
        labels = tuple(frozenset(_labels(result, group)) for group in groups)
        common = Counter(name for names in labels for name in names).most_common(MOST_LABELS)
        sizes = np.fromiter((len(group.members) + 1 for group in groups), np.int64)
        members = np.fromiter((photo for group in groups for photo in group.photos), np.int64)
        begins = np.cumsum(sizes) - sizes
        group_of, places = np.full(len(photos), -1, np.int64), np.full(len(photos), -1, np.int64)
        places[members] = np.arange(len(members)) - np.repeat(begins, sizes)
        group_of[members] = np.repeat(np.arange(len(groups)), sizes)
        return cls(
            gain=_numbers(sum(photos[member.photo].size for member in group.members) for group in groups),
            similarity=_numbers(max(_similarities(group), default=0.0) for group in groups),
            newest=_numbers(max(photos[photo].mtime_ns for photo in group.photos) for group in groups),
            largest=_numbers(max(photos[photo].size for photo in group.photos) for group in groups),
            sizes=sizes,
            members=members,
            begins=begins,
            places=places,
            weights=np.fromiter((photo.size for photo in photos), np.int64),
            by_folder=np.array(
                sorted(range(len(groups)), key=lambda group: photos[groups[group].keeper].folder), np.int64
            ),
            words=tuple(_words(result, group).casefold() for group in groups),
            formats=formats,
            relations=relations,
            all_formats=tuple(sorted(frozenset().union(*formats) - {""})),
            all_relations=tuple(sorted(frozenset().union(*relations))),
            labels=labels,
            common_labels=tuple(sorted(name for name, _ in common)),
            blurred=np.fromiter((_has_blurred(result, group) for group in groups), np.bool_),
            dated=any(one.quality.taken for group in groups for one in _fingerprints(result, group)),
            group_of=group_of,
            photo_of={photo.path: number for number, photo in enumerate(photos)},
        )

    def arranged(self, wanted: Arrangement, marked: set[str], settled: set[str], result: ScanResult) -> Indices:
        """The numbers of the groups to show, in order. Equal groups keep the engine's order."""
        order = self._order(wanted.order)
        if not wanted.filters:
            return order
        keep = np.ones(len(self.gain), bool)
        if wanted.text:
            text = wanted.text.casefold()
            keep &= np.fromiter((text in words for words in self.words), bool, len(keep))
        if wanted.formats:
            keep &= np.fromiter((not wanted.formats.isdisjoint(some) for some in self.formats), bool, len(keep))
        if wanted.relations:
            keep &= np.fromiter((not wanted.relations.isdisjoint(some) for some in self.relations), bool, len(keep))
        if wanted.labels:
            keep &= np.fromiter((not wanted.labels.isdisjoint(some) for some in self.labels), bool, len(keep))
        if wanted.similarity != ANY_SIMILARITY:
            least, most = wanted.similarity
            shown = np.fromiter(map(whole_percent, self.similarity.tolist()), np.int64)
            keep &= (shown >= least) & (shown <= most)
        if wanted.blurred:
            keep &= self.blurred
        for folder in wanted.folders:
            keep &= self._in_folder(folder, result)
        if wanted.marked:
            keep &= self._with_any(marked)
        if wanted.undecided:
            keep &= ~self._with_any(settled)
        return order[keep[order]]

    def groups_of(self, paths: set[str]) -> set[int]:
        """The groups that hold any of `paths`."""
        found = {int(self.group_of[photo]) for path in paths if (photo := self.photo_of.get(path)) is not None}
        return found - {-1}

    def weight(self, paths: Iterable[str]) -> int:
        """How many bytes these photos have together."""
        known = [photo for photo in map(self.photo_of.get, paths) if photo is not None]
        return int(self.weights[known].sum())

    def _with_any(self, paths: set[str]) -> Flags:
        mask = np.zeros(len(self.gain), bool)
        mask[list(self.groups_of(paths))] = True
        return mask

    def _in_folder(self, folder: str, result: ScanResult) -> Flags:
        inside = folder.rstrip(os.sep) + os.sep
        groups = result.groups
        found = (any(result.photos[photo].path.startswith(inside) for photo in group.photos) for group in groups)
        return np.fromiter(found, bool, len(groups))

    def _order(self, order: Order) -> Indices:
        if order == Order.FOLDER:
            return self.by_folder
        key = {
            Order.GAIN: self.gain,
            Order.SIMILARITY: self.similarity,
            Order.DATE: self.newest,
            Order.SIZE: self.largest,
        }[order]
        return np.argsort(-key, kind="stable")


def format_of(result: ScanResult, photo: int) -> str:
    """The format of a photo, by its content where it was read, else by its name."""
    quality = result.quality(photo)
    if quality is not None and quality.format:
        return quality.format
    return os.path.splitext(result.photos[photo].path)[1].lstrip(".").upper()


def _words(result: ScanResult, group: Group) -> str:
    """All that the text filter looks in: paths, and the names of classes."""
    parts = [result.photos[photo].path for photo in group.photos]
    for fingerprint in _fingerprints(result, group):
        parts.extend(entry.name.replace("_", " ") for entry in fingerprint.labels)
    return "\n".join(parts)


def _fingerprints(result: ScanResult, group: Group) -> Iterator[Fingerprint]:
    for photo in group.photos:
        fingerprint = result.fingerprint(photo)
        if fingerprint is not None:
            yield fingerprint


def _labels(result: ScanResult, group: Group) -> Iterator[str]:
    """What MobileNet most likely sees in the photos of a group."""
    for fingerprint in _fingerprints(result, group):
        if fingerprint.labels:
            yield fingerprint.labels[0].name.replace("_", " ")


def _has_blurred(result: ScanResult, group: Group) -> bool:
    return any(fingerprint.quality.sharpness < LOW_SHARPNESS for fingerprint in _fingerprints(result, group))


def _similarities(group: Group) -> list[float]:
    return [texts.similarity(member.match) or 0.0 for member in group.members]


def _numbers(values: Iterable[float]) -> Numbers:
    return np.fromiter(values, np.float64)
