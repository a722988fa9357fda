"""The facts about the compared photos as rows: what differs comes first, and which value is the worse one."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from lookalike.metadata import Metadata
from lookalike_gui.review.values import Subject
from lookalike_gui.review.wording import decimal, percent
from lookalike_gui.texts import shown

_MISSING = "–"


class Standing(IntEnum):
    """How a value compares with the others of its row."""

    WORSE = -1
    EQUAL = 0
    BETTER = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in words and how it stands."""

    text: str
    standing: Standing = Standing.EQUAL


@dataclass(frozen=True, slots=True)
class Row:
    """One fact about every photo."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether the photos do not agree on it."""
        return len({cell.text for cell in self.cells}) > 1


@dataclass(frozen=True, slots=True)
class Facts:
    """A photo and what it says about itself, None while that is still to be read."""

    subject: Subject
    metadata: Metadata | None = None


Worth = Callable[[Facts], float | None]
Words = Callable[[Facts], str]


def rows(photos: Sequence[Facts]) -> tuple[Row, ...]:
    """All facts that at least one photo has, those that differ first."""
    made = [_row(name, photos, words, worth) for name, words, worth in _facts()]
    known = [row for row in made if any(cell.text != _MISSING for cell in row.cells)]
    return tuple(sorted(known, key=lambda row: not row.differs))


def as_text(found: Sequence[Row], names: Sequence[str]) -> str:
    """The table as tab-separated lines, for the clipboard."""
    lines = [["", *names], *([row.name, *(cell.text for cell in row.cells)] for row in found)]
    return "\n".join("\t".join(line) for line in lines)


def _row(name: str, photos: Sequence[Facts], words: Words, worth: Worth | None) -> Row:
    texts = [words(photo) or _MISSING for photo in photos]
    if worth is None:
        return Row(name, tuple(map(Cell, texts)))
    standings = _standings([worth(photo) for photo in photos])
    return Row(name, tuple(map(Cell, texts, standings)))


def _standings(values: list[float | None]) -> list[Standing]:
    """Less than the best is worse, and the best is better where something is worse."""
    best = max((value for value in values if value is not None), default=0.0)
    if all(value in (None, best) for value in values):
        return [Standing.EQUAL] * len(values)
    named = {True: Standing.BETTER, False: Standing.WORSE}
    return [Standing.EQUAL if value is None else named[value == best] for value in values]


def _facts() -> list[tuple[str, Words, Worth | None]]:
    translate = QCoreApplication.translate
    return [
        (translate("Facts", "Pixels"), _pixels, lambda facts: _quality(facts, "pixels")),
        (translate("Facts", "File size"), _size, None),
        (translate("Facts", "Format"), lambda facts: _text(_quality(facts, "format")), None),
        (translate("Facts", "JPEG quality"), _compression, lambda facts: _quality(facts, "compression")),
        (translate("Facts", "Sharpness"), _sharpness, lambda facts: _quality(facts, "sharpness")),
        (translate("Facts", "Taken"), _taken, lambda facts: _there(facts, "taken")),
        (translate("Facts", "Modified"), _modified, None),
        (translate("Facts", "Camera"), lambda facts: _said(facts, "camera"), lambda facts: _there(facts, "camera")),
        (translate("Facts", "Lens"), lambda facts: _said(facts, "lens"), lambda facts: _there(facts, "lens")),
        (translate("Facts", "Exposure"), _exposure, lambda facts: _there(facts, "exposure")),
        (translate("Facts", "Place"), _place, lambda facts: _there(facts, "latitude")),
        (translate("Facts", "Rating"), _rating, lambda facts: _said_number(facts, "rating")),
        (translate("Facts", "Title"), lambda facts: _said(facts, "title"), lambda facts: _there(facts, "title")),
        (translate("Facts", "Description"), lambda facts: _said(facts, "description"), None),
        (translate("Facts", "Keywords"), _keywords, lambda facts: _there(facts, "keywords")),
        (translate("Facts", "Creator"), lambda facts: _said(facts, "creator"), None),
        (translate("Facts", "Software"), lambda facts: _said(facts, "software"), None),
        (translate("Facts", "Metadata fields"), _fields, lambda facts: _quality(facts, "metadata_fields")),
        (translate("Facts", "Name"), lambda facts: shown(facts.subject.photo.name), None),
        (translate("Facts", "Folder"), lambda facts: shown(facts.subject.photo.folder), None),
        (translate("Facts", "Travels with"), _companions, None),
    ]


def _quality(facts: Facts, field: str) -> float | None:
    fingerprint = facts.subject.fingerprint
    value: float | None = getattr(fingerprint.quality, field) if fingerprint else None
    return value


def _said(facts: Facts, field: str) -> str:
    return _text(getattr(facts.metadata, field, None))


def _said_number(facts: Facts, field: str) -> float | None:
    value: float | None = getattr(facts.metadata, field, None)
    return value


def _there(facts: Facts, field: str) -> float | None:
    """A value that is missing is worse than any value; which of two values is better nobody knows."""
    if facts.metadata is None:
        return None
    return 1.0 if getattr(facts.metadata, field) not in (None, "", ()) else 0.0


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _pixels(facts: Facts) -> str:
    size = facts.subject.size
    return f"{size[0]} × {size[1]}" if size else ""


def _size(facts: Facts) -> str:
    return QLocale().formattedDataSize(facts.subject.photo.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def _compression(facts: Facts) -> str:
    value = _quality(facts, "compression")
    return "" if value is None else percent(value / 100)


def _sharpness(facts: Facts) -> str:
    value = _quality(facts, "sharpness")
    return "" if value is None else QLocale().toString(round(value))


def _taken(facts: Facts) -> str:
    iso = facts.metadata.taken if facts.metadata else _text(_quality(facts, "taken"))
    if not iso:
        return ""
    try:
        return _moment(datetime.fromisoformat(iso).timestamp())
    except ValueError:
        return iso


def _modified(facts: Facts) -> str:
    return _moment(facts.subject.photo.mtime_ns / 1e9)


def _moment(seconds: float) -> str:
    when = QDateTime.fromMSecsSinceEpoch(round(seconds * 1000))
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)


def _exposure(facts: Facts) -> str:
    said = facts.metadata
    if said is None:
        return ""
    parts = []
    if said.exposure:
        shutter = f"1/{round(1 / said.exposure)}" if said.exposure < 0.4 else decimal(said.exposure, 1)
        parts.append(f"{shutter} s")
    if said.aperture:
        parts.append(f"f/{decimal(said.aperture, 1)}")
    if said.iso:
        parts.append(f"ISO {said.iso}")
    if said.focal_length:
        parts.append(f"{round(said.focal_length)} mm")
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
    return ", ".join(facts.metadata.keywords) if facts.metadata else ""


def _fields(facts: Facts) -> str:
    value = _quality(facts, "metadata_fields")
    return "" if value is None else QLocale().toString(int(value))


def _companions(facts: Facts) -> str:
    return ", ".join(shown(os.path.basename(path)) for path in facts.subject.photo.companions)
