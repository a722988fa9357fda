"""Which photos of a folder are also elsewhere: may this card be wiped, this folder be deleted?

A group says that photos are one picture; it does not say that the one elsewhere is as good, nor that a RAW file or a
sidecar has a copy too. Both are looked at here, and what could not be compared counts as having no copy.
"""

from __future__ import annotations

import csv
import io
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lookalike.exporting.cells import escape_path, neutralise
from lookalike.exporting.export import emit
from lookalike.files.archives import archive_of
from lookalike.files.states import lying_in
from lookalike.result import ScanResult
from lookalike.settings import Preset
from lookalike.types import Decider, Group, Photo, Relation

COLUMNS = ("path", "bytes", "elsewhere", "copy")
"""Of the CSV: the photo, its size, a value of `Standing`, and the path of its best copy; paths as in `cells`."""


class Standing(StrEnum):
    """Whether a photo is elsewhere, too; what a person has to look at comes first."""

    NOWHERE = "nowhere"
    """No copy was found."""
    NOT_COMPARED = "not-compared"
    """It could not be read, or has too little in it to be told from others."""
    WITHOUT_COMPANION = "without-companion"
    """A copy was found, but not its RAW file, film or sidecar."""
    SMALLER = "smaller"
    """Only copies with fewer pixels were found."""
    ANOTHER_VERSION = "another-version"
    """A copy with as many pixels was found: another format, quality or edit."""
    SAME_FILE = "same-file"
    """A file that is equal byte for byte was found."""


COVERED = frozenset({Standing.ANOTHER_VERSION, Standing.SAME_FILE})
"""What nobody needs to look at before the photo goes."""

_ORDER = {standing: place for place, standing in enumerate(Standing)}
_ONE_PHOTO = frozenset(Relation) - {Relation.SAME_SCENE, Relation.LOOKS_ALIKE, Relation.UNRELATED}


@dataclass(frozen=True, slots=True)
class Held:
    """A file of the folder. `size` is in bytes (0: not known), `copy` the path of its best copy elsewhere, or ""."""

    path: str
    size: int
    standing: Standing
    copy: str = ""


def coverage(result: ScanResult, folders: Sequence[str] = ()) -> tuple[Held, ...]:
    """How each photo of `folders`, and each file there that could not be read, is covered by photos outside of them.

    Without folders, every photo is held against all others. Photos to look at come first, then by path. Photos that are
    merely of one scene, or alike by a hash and nothing else, are no copies; nor are files that are no longer there,
    which is looked up on the disk.
    """
    found = _Copies(result, folders)
    held = [found.of(index) for index, photo in enumerate(result.photos) if found.is_asked_about(photo)]
    unread = {problem.path for problem in result.problems if found.inside(problem.path)}
    unread -= {photo.path for photo in result.photos}
    held += [Held(path, 0, Standing.NOT_COMPARED) for path in unread]
    return tuple(sorted(held, key=lambda each: (_ORDER[each.standing], each.path)))


def write_coverage(held: Iterable[Held], target: str) -> None:
    """Write a row for each file as CSV to the file `target`, or to standard output for `-`. Raises OSError."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in held:
        size = "" if each.standing is Standing.NOT_COMPARED and not each.size else each.size
        writer.writerow((_cell(each.path), size, each.standing.value, _cell(each.copy)))
    emit(target, text.getvalue().encode())


def _cell(path: str) -> str:
    return neutralise(escape_path(path))


class _Copies:
    """Looks up what a result knows of copies outside the folders that are asked for."""

    def __init__(self, result: ScanResult, folders: Sequence[str]) -> None:
        self._result = result
        self._folders = tuple(folders)
        self._lies_inside = lying_in(folders)
        self._unjudged = _unjudged(result)
        self._same_photo: dict[int, list[int]] = {}
        for group in result.groups:
            one = list(_of_one_photo(group))
            self._same_photo |= dict.fromkeys(one, one)
        self._original: dict[int, int] = {}
        self._same_file: dict[int, list[int]] = defaultdict(list)
        for match in result.matches:
            if match.decider is Decider.EXACT:
                self._original[match.second] = match.first
                self._same_file[match.first].append(match.second)

    def inside(self, path: str) -> bool:
        """Whether a path is in the folders."""
        return not self._folders or path in self._folders or self._lies_inside(path)

    def is_asked_about(self, photo: Photo) -> bool:
        """Whether a photo is in the folders, and still there."""
        return self.inside(photo.path) and _is_there(photo.path)

    def of(self, index: int) -> Held:
        """How one photo is covered."""
        photo = self._result.photos[index]
        first = self._original.get(index, index)
        same_file = self._elsewhere(index, (first, *self._same_file.get(first, ())))
        copies = same_file or self._elsewhere(index, self._same_photo.get(index, ()))
        for link in photo.links:
            if self._folders and not self.inside(link) and _is_there(link):
                return Held(photo.path, photo.size, Standing.SAME_FILE, link)
        if not copies:
            standing = Standing.NOT_COMPARED if index in self._unjudged else Standing.NOWHERE
            return Held(photo.path, photo.size, standing)
        best = self._result.photos[max(copies, key=self._pixels)].path
        return Held(photo.path, photo.size, self._standing(index, copies, bool(same_file)), best)

    def _standing(self, index: int, copies: Sequence[int], same_file: bool) -> Standing:
        photos = self._result.photos
        if not _endings(photos[index]) <= set().union(*(_endings(photos[copy]) for copy in copies)):
            return Standing.WITHOUT_COMPANION
        if same_file:
            return Standing.SAME_FILE
        as_large = max(map(self._pixels, copies)) >= self._pixels(index)
        return Standing.ANOTHER_VERSION if as_large else Standing.SMALLER

    def _elsewhere(self, index: int, copies: Iterable[int]) -> list[int]:
        photos = self._result.photos
        others = (copy for copy in copies if copy != index)
        outside = (copy for copy in others if not (self._folders and self.inside(photos[copy].path)))
        return [copy for copy in outside if _is_there(photos[copy].path)]

    def _pixels(self, index: int) -> int:
        quality = self._result.quality(index)
        return quality.pixels if quality else 0


def _unjudged(result: ScanResult) -> frozenset[int]:
    """Photos of which nothing but their bytes could be compared, where more was asked for."""
    bytes_alone = result.options.preset is Preset.EXACT
    unread = {problem.path for problem in result.problems}
    return frozenset(
        index
        for index, (photo, fingerprint) in enumerate(zip(result.photos, result.fingerprints, strict=True))
        if photo.path in unread or (fingerprint is None and not bytes_alone)
    ) | frozenset(result.plain)


def _is_there(path: str) -> bool:
    return os.path.lexists(archive_of(path) or path)


def _of_one_photo(group: Group) -> Iterator[int]:
    yield group.keeper
    yield from (member.photo for member in group.members if member.match.relation in _ONE_PHOTO)


def _endings(photo: Photo) -> set[str]:
    return {os.path.splitext(companion)[1].lower() for companion in photo.companions}
