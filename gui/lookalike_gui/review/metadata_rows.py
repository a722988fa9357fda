"""The facts about the compared photos as rows: what differs comes first, and which value is the worse one."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QCoreApplication, QLocale

from lookalike.decoding.decode import Header
from lookalike.decoding.metadata import Metadata
from lookalike.types import Quality
from lookalike_gui.basics.wording import decimal, listed, percent
from lookalike_gui.review.values import Subject
from lookalike_gui.texts import from_left, moment, pixels, plain, shown, size, taken

_MISSING = "–"
_SEEN = 0.1
"""Share of sharpness below which a difference comes from saving again and cannot be seen."""


class Verdict(IntEnum):
    """How a value compares with the others of its row."""

    WORSE = -1
    EQUAL = 0
    BETTER = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in words and how it stands."""

    text: str
    verdict: Verdict = Verdict.EQUAL


@dataclass(frozen=True, slots=True)
class Row:
    """One fact about every photo. `breaks`: where it is too long, its first words say as much as its last ones."""

    name: str
    cells: tuple[Cell, ...]
    breaks: bool = True

    @property
    def differs(self) -> bool:
        """Whether the photos do not agree on it."""
        return len({cell.text for cell in self.cells}) > 1


@dataclass(frozen=True, slots=True)
class Facts:
    """A photo and what it says about itself, None while that is still to be read."""

    subject: Subject
    header: Header | None = None

    @property
    def metadata(self) -> Metadata | None:
        """EXIF, XMP and IPTC."""
        return self.header.metadata if self.header else None

    @property
    def quality(self) -> Quality | None:
        """What the scan measured, or else what the header says; its sharpness is then not a number."""
        if self.subject.fingerprint is not None:
            return self.subject.fingerprint.quality
        said = self.header
        if said is None:
            return None
        told = said.metadata
        return Quality(said.width, said.height, said.format, math.nan, said.compression, told.taken, told.fields)


Worth = Callable[[Facts], float | None]
Words = Callable[[Facts], str]


def rows(photos: Sequence[Facts]) -> tuple[Row, ...]:
    """All facts that at least one photo has, those that differ first."""
    made = [_row(fact, photos) for fact in _facts()]
    known = [row for row in made if any(cell.text != _MISSING for cell in row.cells)]
    return tuple(sorted(known, key=lambda row: not row.differs))


def as_text(found: Sequence[Row], names: Sequence[str]) -> str:
    """The table as tab-separated lines, for the clipboard."""
    lines = [["", *names], *([row.name, *(cell.text for cell in row.cells)] for row in found)]
    return "\n".join("\t".join(line) for line in lines)


@dataclass(frozen=True, slots=True)
class _Fact:
    """One row to be: its name, what it says of a photo, and what that is worth; larger is better.

    Values that fall short of the best by no more than the share `tolerance` are as good.
    """

    name: str
    words: Words
    worth: Worth | None = None
    tolerance: float = 0.0
    breaks: bool = True


def _row(fact: _Fact, photos: Sequence[Facts]) -> Row:
    texts = [fact.words(photo) or _MISSING for photo in photos]
    if fact.worth is None:
        return Row(fact.name, tuple(map(Cell, texts)), fact.breaks)
    verdicts = _verdicts([fact.worth(photo) for photo in photos], fact.tolerance)
    return Row(fact.name, tuple(map(Cell, texts, verdicts)), fact.breaks)


def _verdicts(values: list[float | None], tolerance: float) -> list[Verdict]:
    """Clearly less than the best is worse, and the others are better where something is worse."""
    enough = max((value for value in values if value is not None), default=0.0) * (1 - tolerance)
    if all(value is None or value >= enough for value in values):
        return [Verdict.EQUAL] * len(values)
    named = {True: Verdict.BETTER, False: Verdict.WORSE}
    return [Verdict.EQUAL if value is None else named[value >= enough] for value in values]


def _facts() -> list[_Fact]:
    translate = QCoreApplication.translate
    return [
        _Fact(translate("Facts", "Pixels"), _pixels, _worth("pixels")),
        _Fact(translate("Facts", "File size"), _size),
        _Fact(translate("Facts", "Format"), lambda facts: _text(_quality(facts, "format"))),
        _Fact(translate("Facts", "JPEG quality"), _compression, _worth("compression")),
        _Fact(translate("Facts", "Sharpness"), _sharpness, _worth("sharpness"), _SEEN),
        _Fact(translate("Facts", "Taken"), _taken, _there("taken")),
        _Fact(translate("Facts", "Modified"), _modified),
        _Fact(translate("Facts", "Camera"), _said("camera"), _there("camera")),
        _Fact(translate("Facts", "Lens"), _said("lens"), _there("lens")),
        _Fact(translate("Facts", "Exposure"), _exposure, _there("exposure")),
        _Fact(translate("Facts", "Place"), _place, _there("latitude")),
        _Fact(translate("Facts", "Rating"), _rating, lambda facts: _said_number(facts, "rating")),
        _Fact(translate("Facts", "Title"), _said("title"), _there("title")),
        _Fact(translate("Facts", "Description"), _said("description")),
        _Fact(translate("Facts", "Keywords"), _keywords, _there("keywords")),
        _Fact(translate("Facts", "Creator"), _said("creator")),
        _Fact(translate("Facts", "Software"), _said("software")),
        _Fact(translate("Facts", "Metadata fields"), _fields, _worth("metadata_fields")),
        _Fact(translate("Facts", "Name"), lambda facts: shown(facts.subject.photo.name)),
        _Fact(translate("Facts", "Folder"), lambda facts: from_left(facts.subject.photo.folder), breaks=False),
        _Fact(translate("Facts", "Travels with"), _companions),
    ]


def _quality(facts: Facts, field: str) -> float | None:
    value: float | None = getattr(facts.quality, field, None)
    return None if isinstance(value, float) and math.isnan(value) else value


def _worth(field: str) -> Worth:
    return lambda facts: _quality(facts, field)


def _said(field: str) -> Words:
    return lambda facts: _text(getattr(facts.metadata, field, None))


def _said_number(facts: Facts, field: str) -> float | None:
    value: float | None = getattr(facts.metadata, field, None)
    return value


def _there(field: str) -> Worth:
    """A value that is missing is worse than any value; which of two values is better nobody knows."""

    def worth(facts: Facts) -> float | None:
        if facts.metadata is None:
            return None
        return 1.0 if getattr(facts.metadata, field) not in (None, "", ()) else 0.0

    return worth


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _pixels(facts: Facts) -> str:
    quality = facts.quality
    return pixels(quality.width, quality.height) if quality else ""


def _size(facts: Facts) -> str:
    return size(facts.subject.photo.size)


def _compression(facts: Facts) -> str:
    value = _quality(facts, "compression")
    return "" if value is None else percent(value / 100)


def _sharpness(facts: Facts) -> str:
    value = _quality(facts, "sharpness")
    return "" if value is None else QLocale().toString(round(value))


def _taken(facts: Facts) -> str:
    return taken(facts.metadata.taken if facts.metadata else _text(_quality(facts, "taken")))


def _modified(facts: Facts) -> str:
    return moment(facts.subject.photo.mtime_ns / 1e9)


def _exposure(facts: Facts) -> str:
    said = facts.metadata
    if said is None:
        return ""
    parts = []
    if said.exposure:
        shutter = f"1/{plain(round(1 / said.exposure))}" if said.exposure < 0.4 else decimal(said.exposure, 1)
        parts.append(f"{shutter} s")
    if said.aperture:
        parts.append(f"f/{decimal(said.aperture, 1)}")
    if said.iso:
        parts.append(f"ISO {plain(said.iso)}")
    if said.focal_length:
        parts.append(f"{plain(round(said.focal_length))} mm")
    return "  ".join(parts)


def _place(facts: Facts) -> str:
    said = facts.metadata
    if said is None or said.latitude is None or said.longitude is None:
        return ""
    return f"{decimal(said.latitude, 5)}, {decimal(said.longitude, 5)}"


def _rating(facts: Facts) -> str:
    value = _said_number(facts, "rating")
    if value is None:
        return ""
    return "★" * int(value) if value > 0 else QLocale().toString(int(value))


def _keywords(facts: Facts) -> str:
    return listed(facts.metadata.keywords) if facts.metadata else ""


def _fields(facts: Facts) -> str:
    value = _quality(facts, "metadata_fields")
    return "" if value is None else QLocale().toString(int(value))


def _companions(facts: Facts) -> str:
    return listed(shown(os.path.basename(path)) for path in facts.subject.photo.companions)
