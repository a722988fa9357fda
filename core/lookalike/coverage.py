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
from functools import lru_cache

from lookalike.exporting.cells import escape_path, neutralise
from lookalike.exporting.export import emit
from lookalike.files.archives import is_there
from lookalike.files.companions import companions_in
from lookalike.files.formats import ending_of
from lookalike.files.states import lying_in
from lookalike.job import CancelToken, Progress, Report, Stage, silent
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


def coverage(
    result: ScanResult, folders: Sequence[str] = (), *, report: Report = silent, cancel: CancelToken | None = None
) -> tuple[Held, ...]:
    """How each photo of `folders`, and each file there that could not be read, is covered by photos outside of them.

    Without folders, every photo is held against all others. Photos to look at come first, then by path. Photos that are
    merely of one scene, or alike by a hash and nothing else, are no copies; nor are files that are no longer there,
    which is looked up on the disk. Progress counts photos. Raises OSError where the folder of a photo's further name
    cannot be listed, CancelledError if stopped.
    """
    found, token = _Copies(result, folders), cancel or CancelToken()
    held = []
    for index, photo in enumerate(result.photos):
        token.raise_if_stopped("stopped while looking for copies")
        report(Progress(Stage.ACT, index, len(result.photos)))
        if names := found.names_inside(photo):
            held.append(found.of(index, names))
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
    emit(target, (text.getvalue().encode(),))


def _cell(path: str) -> str:
    return neutralise(escape_path(path))


class _Copies:
    """Looks up what a result knows of copies outside the folders that are asked for."""

    def __init__(self, result: ScanResult, folders: Sequence[str]) -> None:
        self._result = result
        self._folders = tuple(folders)
        self._lies_inside = lying_in(folders)
        self._companions_in = lru_cache(companions_in)
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

    def names_inside(self, photo: Photo) -> list[str]:
        """The names of a photo that are in the folders, and still there."""
        return [name for name in (photo.path, *photo.links) if self.inside(name) and is_there(name)]

    def of(self, index: int, names: Sequence[str]) -> Held:
        """How one photo is covered that has these names in the folders."""
        photos = self._result.photos
        photo = photos[index]
        first = self._original.get(index, index)
        same_file = self._elsewhere(index, (first, *self._same_file.get(first, ())))
        further = [name for name in (photo.path, *photo.links) if not self.inside(name) and is_there(name)]
        copies = same_file if same_file or further else self._elsewhere(index, self._same_photo.get(index, ()))
        if not copies and not further:
            standing = Standing.NOT_COMPARED if index in self._unjudged else Standing.NOWHERE
            return Held(names[0], photo.size, standing)
        there = [self._endings(photo, name) for name in further]
        there += [self._endings(photos[copy], photos[copy].path) for copy in copies]
        if not set().union(*(self._endings(photo, name) for name in names)) <= set().union(*there):
            standing = Standing.WITHOUT_COMPANION
        elif same_file or further:
            standing = Standing.SAME_FILE
        else:
            as_large = max(map(self._pixels, copies)) >= self._pixels(index)
            standing = Standing.ANOTHER_VERSION if as_large else Standing.SMALLER
        best = further[0] if further else photos[max(copies, key=self._pixels)].path
        return Held(names[0], photo.size, standing, best)

    def _endings(self, photo: Photo, name: str) -> set[str]:
        """Of the companions that a photo has beside one of its names; a scan notes those of the path alone."""
        companions = (
            photo.companions if name == photo.path else self._companions_in(os.path.dirname(name)).get(name, ())
        )
        return {ending_of(companion) for companion in companions}

    def _elsewhere(self, index: int, copies: Iterable[int]) -> list[int]:
        photos = self._result.photos
        others = (copy for copy in copies if copy != index)
        outside = (copy for copy in others if not (self._folders and self.inside(photos[copy].path)))
        return [copy for copy in outside if is_there(photos[copy].path)]

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


def _of_one_photo(group: Group) -> Iterator[int]:
    yield group.keeper
    yield from (member.photo for member in group.members if member.match.relation in _ONE_PHOTO)
