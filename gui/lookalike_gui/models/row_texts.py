"""The words of one row of the results: a group's header, a photo's lines."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from lookalike.files.archives import archive_of
from lookalike.result import ScanResult
from lookalike_gui import texts
from lookalike_gui.basics.wording import listed, score
from lookalike_gui.decisions import Decisions

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PhotoLines:
    """What is written about a photo. `similarity` and `relation` are empty for the keeper."""

    name: str
    folder: str
    pixels: str
    size: str
    taken: str
    modified: str
    similarity: str
    relation: str


class RowTexts:
    """Makes the words of rows when they are asked for, and keeps those of the last screens."""

    def __init__(self, result: ScanResult, decisions: Decisions) -> None:
        self._result = result
        self._decisions = decisions
        self.photo = lru_cache(maxsize=2000)(self._photo)
        self.summary = lru_cache(maxsize=500)(self._summary)
        self._protected = tuple(folder.rstrip(os.sep) + os.sep for folder in result.options.protected)

    def title(self, group: int) -> str:
        """A group's header: photos, and what could be freed."""
        value = self._result.groups[group]
        gain = sum(self._result.photos[member.photo].size for member in value.members)
        count = texts.photos(len(value.members) + 1)
        return translate("Group", "{photos} · {size} recoverable").format(photos=count, size=texts.size(gain))

    def _summary(self, group: int) -> str:
        """What the photos of a group are to their keeper, most frequent first."""
        value = self._result.groups[group]
        counted = Counter(texts.relation_name(member.match.relation) for member in value.members)
        return listed(name for name, _ in counted.most_common(3))

    def _photo(self, group: int, place: int) -> PhotoLines:
        """What is written about a photo."""
        value = self._result.groups[group]
        number = value.photos[place]
        photo = self._result.photos[number]
        quality = self._result.quality(number)
        similarity = relation = ""
        if place:
            match = value.members[place - 1].match
            share = texts.similarity(match)
            similarity = score(share) if share is not None else ""
            ratio = self._pixel_ratio(number, value.keeper)
            relation = texts.relation(match, ratio, keeper_first=match.first == value.keeper)
        return PhotoLines(
            name=texts.shown(photo.name),
            folder=texts.shown(photo.folder),
            pixels=texts.pixels(quality.width, quality.height) if quality else "",
            size=texts.size(photo.size),
            taken=texts.taken(quality.taken if quality else None),
            modified=texts.moment(photo.mtime_ns / 1e9),
            similarity=similarity,
            relation=relation,
        )

    def spoken(self, group: int, place: int) -> str:
        """A row for a screen reader."""
        if place < 0:
            return self.title(group)
        lines = self.photo(group, place)
        path = self._result.photos[self._result.groups[group].photos[place]].path
        states = [translate("Photo", "keeper")] if place == 0 else [lines.similarity, lines.relation]
        if path in self._decisions.marked:
            states.append(translate("Photo", "marked"))
        if self.is_protected(path):
            states.append(translate("Photo", "protected"))
        return ", ".join(part for part in (lines.name, *states, lines.pixels, lines.size, lines.folder) if part)

    def is_protected(self, path: str) -> bool:
        """Whether a photo lies in a protected folder, or in an archive."""
        if self._protected and path.startswith(self._protected):
            return True
        return self._result.options.archives and archive_of(path) is not None

    def _pixel_ratio(self, photo: int, keeper: int) -> float:
        one, other = self._result.quality(photo), self._result.quality(keeper)
        return one.pixels / other.pixels if one and other and other.pixels else 1.0
