"""What photos of a group can be compared by: each criterion gives a photo a value, and says which value is better."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from lookalike.decoding.decode import read_header
from lookalike.decoding.metadata import Metadata
from lookalike.errors import UnreadableError
from lookalike.files.states import lies_in
from lookalike.matching.keeper import KeeperRanking
from lookalike.result import ScanResult
from lookalike.settings import KeeperCriterion
from lookalike.types import Photo, Quality

Value: TypeAlias = int | float | str | None
"""A photo's value by one criterion; None where it is not known, which is worse than any value."""


class CriterionKind(StrEnum):
    """By what photos can be compared."""

    RESOLUTION = "resolution"
    """Pixels that show something: enlarged copies and added borders count as what they came from."""
    UNPADDED = "unpadded"
    """1 if the photo was neither enlarged nor given a border, else 0."""
    CLEAN = "clean"
    """0 if a caption, a watermark or another drawing lies over the photo and not over one that it matches, else 1."""
    COLOUR = "colour"
    """0 if the photo is grey or of one tone and another one that it matches is in colour, else 1."""
    FILE_SIZE = "file-size"
    """Bytes."""
    COMPRESSION = "compression"
    """Estimated JPEG quality, 1 to 100; a format without such loss counts as 101."""
    SHARPNESS = "sharpness"
    """Variance of the Laplacian of the working raster."""
    TAKEN = "taken"
    """Date on which the photo was taken, ISO 8601."""
    MODIFIED = "modified"
    """Date of the file, in nanoseconds since 1970."""
    FORMAT_ORDER = "format-order"
    """Place of the format in `values`, from 0; those that are not listed come after."""
    PATH_DEPTH = "path-depth"
    """Number of folders above the photo."""
    NAME_LENGTH = "name-length"
    """Characters of the file name."""
    NAME_PATTERN = "name-pattern"
    """1 if the file name matches the regular expression `values[0]` somewhere, regardless of case, else 0."""
    PATH_PATTERN = "path-pattern"
    """The same for the whole path."""
    FOLDER_ORDER = "folder-order"
    """Place in `values` of the first folder that the photo lies in, from 0; others come after."""
    METADATA = "metadata"
    """Number of EXIF, XMP and IPTC fields that a person may want to keep."""
    GPS = "gps"
    """1 if the photo says where it was taken, else 0. Reads the file."""
    RATING = "rating"
    """Stars, -1 (rejected) to 5; none counts as 0. Reads the file."""
    COMPANIONS = "companions"
    """Number of files that travel with the photo."""
    PROTECTED = "protected"
    """1 if the photo lies in a protected folder, else 0."""
    REFERENCE = "reference"
    """1 if the photo lies in a reference folder, else 0."""
    SUGGESTED = "suggested"
    """1 if the scan suggests the photo as keeper, else 0."""


# Smaller is what a person means by "first in order" and "shorter"; otherwise more is better.
_SMALLER_FIRST = frozenset(
    {
        CriterionKind.TAKEN,
        CriterionKind.MODIFIED,
        CriterionKind.FORMAT_ORDER,
        CriterionKind.FOLDER_ORDER,
        CriterionKind.PATH_DEPTH,
        CriterionKind.NAME_LENGTH,
    }
)
_NEEDS_VALUES = frozenset(
    {
        CriterionKind.FORMAT_ORDER,
        CriterionKind.FOLDER_ORDER,
        CriterionKind.NAME_PATTERN,
        CriterionKind.PATH_PATTERN,
    }
)
_PATTERNS = frozenset({CriterionKind.NAME_PATTERN, CriterionKind.PATH_PATTERN})


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a rule. Raises ValueError, in one sentence, for values that make no sense.

    Unless `reverse`, the better photo is the larger, sharper, older, higher in the tree, shorter named, the first in
    an order, the one that matches a pattern, the one that has what is asked for.
    """

    kind: CriterionKind
    reverse: bool = False
    values: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind in _NEEDS_VALUES and not self.values:
            raise ValueError(f"the criterion {self.kind.value} needs a value")
        if self.kind in _PATTERNS:
            try:
                re.compile(self.values[0])
            except re.error as error:
                raise ValueError(f"'{self.values[0]}' is no regular expression: {error}") from error

    @property
    def smaller_is_better(self) -> bool:
        """Whether the photo with the smaller value is kept."""
        return (self.kind in _SMALLER_FIRST) is not self.reverse


class Values:
    """The values of a result's photos. `read` reads a file's metadata, once for each photo that needs it."""

    def __init__(self, result: ScanResult, read: Callable[[str], Metadata] | None = None) -> None:
        self._result = result
        self._read = read or read_metadata_or_none
        self._metadata: dict[str, Metadata] = {}
        self._suggested = frozenset(group.keeper for group in result.groups)

    @cached_property
    def _ranking(self) -> KeeperRanking:
        """Sees through borders and enlargements, which have pixels that show nothing."""
        result = self._result
        grouped = [photo for group in result.groups for photo in group.photos]
        return KeeperRanking(result.photos, result.fingerprints, result.matches, result.options, among=grouped)

    def value(self, criterion: Criterion, index: int) -> Value:
        """The value of one photo."""
        photo = self._result.photos[index]
        if by_photo := _BY_PHOTO.get(criterion.kind):
            return by_photo(photo, criterion.values)
        if by_quality := _BY_QUALITY.get(criterion.kind):
            quality = self._result.quality(index)
            return by_quality(quality, criterion.values) if quality else None
        if by_ranking := _BY_RANKING.get(criterion.kind):
            return self._ranked(by_ranking, index)
        return self._looked_up(criterion.kind, index)

    def _looked_up(self, kind: CriterionKind, index: int) -> int:
        photo = self._result.photos[index]
        match kind:
            case CriterionKind.GPS:
                return int(self._metadata_of(photo.path).latitude is not None)
            case CriterionKind.RATING:
                return self._metadata_of(photo.path).rating or 0
            case CriterionKind.PROTECTED:
                return int(lies_in(photo.path, self._result.options.protected))
            case CriterionKind.REFERENCE:
                return int(lies_in(photo.path, self._result.options.reference))
            case _:
                return int(index in self._suggested)

    def _ranked(self, criterion: KeeperCriterion, index: int) -> int | None:
        value = self._ranking.value(criterion, index) if self._result.quality(index) else None
        return None if value is None else round(value)

    def _metadata_of(self, path: str) -> Metadata:
        if path not in self._metadata:
            self._metadata[path] = self._read(path)
        return self._metadata[path]


def read_metadata_or_none(path: str) -> Metadata:
    """What a photo says about itself; nothing if it cannot be read, which is no reason not to mark its twins."""
    try:
        return read_header(path).metadata
    except UnreadableError:
        return Metadata()


def _place(found: str, order: tuple[str, ...]) -> int:
    lowered = [value.lower() for value in order]
    return lowered.index(found.lower()) if found.lower() in lowered else len(order)


def _folder_place(photo: Photo, folders: tuple[str, ...]) -> int:
    return next((place for place, folder in enumerate(folders) if lies_in(photo.path, (folder,))), len(folders))


def _depth(photo: Photo) -> int:
    return len([part for part in photo.folder.replace("\\", "/").split("/") if part])


def _matches(text: str, pattern: str) -> int:
    return int(re.search(pattern, text, re.IGNORECASE) is not None)


_BY_PHOTO: dict[CriterionKind, Callable[[Photo, tuple[str, ...]], Value]] = {
    CriterionKind.FILE_SIZE: lambda photo, _: photo.size,
    CriterionKind.MODIFIED: lambda photo, _: photo.mtime_ns,
    CriterionKind.PATH_DEPTH: lambda photo, _: _depth(photo),
    CriterionKind.NAME_LENGTH: lambda photo, _: len(os.path.basename(photo.path)),
    CriterionKind.NAME_PATTERN: lambda photo, values: _matches(photo.name, values[0]),
    CriterionKind.PATH_PATTERN: lambda photo, values: _matches(photo.path, values[0]),
    CriterionKind.FOLDER_ORDER: _folder_place,
    CriterionKind.COMPANIONS: lambda photo, _: len(photo.companions),
}
_BY_QUALITY: dict[CriterionKind, Callable[[Quality, tuple[str, ...]], Value]] = {
    CriterionKind.COMPRESSION: lambda quality, _: 101 if quality.compression is None else quality.compression,
    CriterionKind.SHARPNESS: lambda quality, _: quality.sharpness,
    CriterionKind.TAKEN: lambda quality, _: quality.second,
    CriterionKind.METADATA: lambda quality, _: quality.metadata_fields,
    CriterionKind.FORMAT_ORDER: lambda quality, values: _place(quality.format, values),
}
_BY_RANKING = {
    CriterionKind.RESOLUTION: KeeperCriterion.RESOLUTION,
    CriterionKind.UNPADDED: KeeperCriterion.UNPADDED,
    CriterionKind.CLEAN: KeeperCriterion.CLEAN,
    CriterionKind.COLOUR: KeeperCriterion.COLOUR,
}
