"""What the review is given and what it asks for: subjects, a comparison, modes and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from lookalike.decoding.decode import Header
from lookalike.settings import KeeperCriterion
from lookalike.types import Fingerprint, Match, Photo, Raster, Transform
from lookalike_gui.review import geometry

MOST_SUBJECTS = 4
"""How many photos are compared at a time."""


class Mode(StrEnum):
    """How the photos are shown."""

    SIDE_BY_SIDE = "side-by-side"
    WIPE = "wipe"
    OVERLAY = "overlay"
    FLICKER = "flicker"
    DIFFERENCE = "difference"
    ORB = "orb"


class Choice(StrEnum):
    """What a person decides about the photos under review."""

    KEEP_THIS = "keep-this"
    KEEP_ALL = "keep-all"
    NOT_A_MATCH = "not-a-match"
    MARK = "mark"
    UNMARK = "unmark"


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice, the photo it is about (the one in front) and the one it was compared with, by `Subject.index`."""

    choice: Choice
    photo: int
    other: int


@dataclass(frozen=True, slots=True)
class Subject:
    """A photo under review. `index` is the caller's own number for it, which `Match.first` and `second` refer to.

    `lost_by` is the criterion by which the keeper was preferred to this photo.
    """

    index: int
    photo: Photo
    fingerprint: Fingerprint | None = None
    keeper: bool = False
    protected: bool = False
    lost_by: KeeperCriterion | None = None

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height of the upright photo, None while unknown."""
        quality = self.fingerprint.quality if self.fingerprint else None
        return (quality.width, quality.height) if quality else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two to four photos and the matches between them; the first one is what the others are laid over."""

    subjects: tuple[Subject, ...]
    matches: tuple[Match, ...] = ()

    def __post_init__(self) -> None:
        if not 2 <= len(self.subjects) <= MOST_SUBJECTS:
            raise ValueError(f"{len(self.subjects)} photos: two to {MOST_SUBJECTS} can be compared")

    def match(self, one: int, other: int) -> Match | None:
        """The match between two positions in `subjects`, in whichever order it was made."""
        wanted = {self.subjects[one].index, self.subjects[other].index}
        return next((match for match in self.matches if {match.first, match.second} == wanted), None)

    def transform(self, source: int, target: int) -> Transform | None:
        """What maps pixels of one position onto another: found between the two, or by way of a third photo."""
        direct = self._direct(source, target)
        if direct is not None:
            return direct
        for between in range(len(self.subjects)):
            there, onward = self._direct(source, between), self._direct(between, target)
            if there is not None and onward is not None:
                return geometry.chained(there, onward)
        return None

    def with_match(self, found: Match) -> Comparison:
        """The same photos with `found` in the place of an earlier match of the same two."""
        kept = tuple(match for match in self.matches if {match.first, match.second} != {found.first, found.second})
        return Comparison(self.subjects, (*kept, found))

    def _direct(self, source: int, target: int) -> Transform | None:
        if source == target:
            return geometry.IDENTITY
        match = self.match(source, target)
        if match is None or match.evidence is None or match.evidence.transform is None:
            return None
        forward = match.first == self.subjects[source].index
        return match.evidence.transform if forward else geometry.inverted(match.evidence.transform)


class PhotoSource(Protocol):
    """Where pixels come from. Called in worker threads; raises `LookalikeError` or `OSError`."""

    def measure(self, photo: Photo) -> tuple[int, int]:
        """Width and height of the upright photo, from its header."""
        ...

    def preview(self, photo: Photo) -> Raster:
        """A small picture, quickly."""
        ...

    def full(self, photo: Photo) -> Raster:
        """Every pixel."""
        ...


class Services(PhotoSource, Protocol):
    """All that a review asks of the engine. Called in worker threads; raises `LookalikeError` or `OSError`."""

    def header(self, photo: Photo) -> Header:
        """What the file says about itself."""
        ...

    def compare(self, first: Photo, second: Photo) -> Match:
        """Every score of two photos, the evidence with its keypoint matches."""
        ...
