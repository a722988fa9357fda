"""One plain sentence about a pair, and what makes one photo better. Pure functions over core's enums and numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from lookalike.types import Decider, Evidence, Match, Quality, Relation
from lookalike_gui.basics.wording import QT_TRANSLATE_NOOP, decimal, filled, listed, percent

_LEAST_TURN = 1.0  # degrees
_LEAST_CROP = 0.01
_SAME_QUALITY = 3  # points of JPEG quality within which two estimates are called equal
_SHARPER = 1.25  # ratio of sharpness from which a difference can be seen


@dataclass(frozen=True, slots=True)
class Named:
    """A photo as a sentence speaks of it."""

    name: str
    quality: Quality | None = None


@dataclass(frozen=True, slots=True)
class _Roles:
    """Which photo is the copy, and the evidence as seen from original to copy."""

    copy: Named
    original: Named
    cropped: float
    rotation: float


def _say(source: str, *values: str) -> str:
    """A translated text with its %1, %2, … filled in."""
    return filled(QCoreApplication.translate("Sentences", source), *values)


def headline(match: Match, first: Named, second: Named) -> str:
    """What the two photos are to each other, in one sentence with figures."""
    whole = _WHOLE.get(match.relation)
    if whole is not None:
        return _say(whole, first.name, second.name)
    roles = _roles(match.evidence, first, second)
    relations = match.evidence.relations if match.evidence else (match.relation,)
    what = _what(relations, roles)
    extras = [part for relation in relations for part in _extra(relation, roles)]
    quality = _saved_again(roles)
    return _say(QT_TRANSLATE_NOOP("Sentences", "Same photo: %1."), listed([what, *extras, *quality]))


def decided(match: Match) -> str:
    """Which stage decided, and on what."""
    if match.through is not None:
        return _say(
            QT_TRANSLATE_NOOP("Sentences", "Too different to compare directly; a third photo of the group shows both.")
        )
    if match.decider is Decider.ORB and match.evidence is not None:
        return _by_pixels(match.evidence)
    return _say(_DECIDED[match.decider])


def advantages(one: Quality, other: Quality) -> list[str]:
    """In what `one` is better than `other`, most important first; empty where it is not."""
    found = []
    if one.pixels > other.pixels * 1.02:
        ratio = decimal(one.pixels / other.pixels, 1)
        found.append(_say(QT_TRANSLATE_NOOP("Sentences", "%1 times the pixels"), ratio))
    if one.compression and other.compression and one.compression > other.compression + _SAME_QUALITY:
        found.append(
            _say(
                QT_TRANSLATE_NOOP("Sentences", "less compressed (quality %1 against %2)"),
                str(one.compression),
                str(other.compression),
            )
        )
    if one.sharpness > other.sharpness * _SHARPER:
        found.append(_say(QT_TRANSLATE_NOOP("Sentences", "sharper")))
    if one.metadata_fields > other.metadata_fields:
        found.append(_say(QT_TRANSLATE_NOOP("Sentences", "more metadata")))
    if one.second and other.second and one.second < other.second:
        found.append(_say(QT_TRANSLATE_NOOP("Sentences", "the earlier date")))
    return found


def better(first: Named, second: Named) -> str:
    """Which of two is better and in what, in a sentence each; both sides where it is not one-sided. "" if neither."""
    if first.quality is None or second.quality is None:
        return ""
    ours, theirs = advantages(first.quality, second.quality), advantages(second.quality, first.quality)
    if not ours and not theirs:
        return _say(QT_TRANSLATE_NOOP("Sentences", "Neither is better in pixels, sharpness or metadata."))
    parts = [
        _say(QT_TRANSLATE_NOOP("Sentences", "In favour of %1: %2."), named.name, listed(points))
        for named, points in ((first, ours), (second, theirs))
        if points
    ]
    return " ".join(parts)


_WHOLE = {
    Relation.IDENTICAL_FILE: QT_TRANSLATE_NOOP("Sentences", "Same file: %1 and %2 are equal byte for byte."),
    Relation.IDENTICAL_PIXELS: QT_TRANSLATE_NOOP("Sentences", "Same pixels: %1 and %2 differ in the file alone."),
    Relation.SAME_SCENE: QT_TRANSLATE_NOOP("Sentences", "Same scene: %1 and %2 are two shots of it, not one photo."),
    Relation.LOOKS_ALIKE: QT_TRANSLATE_NOOP("Sentences", "Alike by hash: %1 and %2; nothing else was compared."),
    Relation.UNRELATED: QT_TRANSLATE_NOOP("Sentences", "Probably two different photos: %1 and %2."),
}
_DECIDED = {
    Decider.EXACT: QT_TRANSLATE_NOOP("Sentences", "Decided by comparing every byte."),
    Decider.HASH: QT_TRANSLATE_NOOP("Sentences", "Decided by the perceptual hash."),
    Decider.MOBILENET: QT_TRANSLATE_NOOP("Sentences", "Decided by MobileNet."),
    Decider.ORB: QT_TRANSLATE_NOOP("Sentences", "Decided by ORB."),
    Decider.TAKEN: QT_TRANSLATE_NOOP(
        "Sentences", "Decided by the times in the photos: taken seconds apart, they are two shots, however alike."
    ),
}


def _by_pixels(evidence: Evidence) -> str:
    agreeing = percent(evidence.agreeing)
    if evidence.direct:
        return _say(
            QT_TRANSLATE_NOOP("Sentences", "Decided by the pixels: laid over each other, %1 of the picture agrees."),
            agreeing,
        )
    return _say(
        QT_TRANSLATE_NOOP(
            "Sentences", "Decided by ORB: %1 of %2 matched points agree, and so does %3 of the picture under them."
        ),
        str(evidence.inliers),
        str(evidence.match_count),
        agreeing,
    )


def _roles(evidence: Evidence | None, first: Named, second: Named) -> _Roles:
    """The smaller, cropped or more compressed one is called the copy, or that with something put around it."""
    cropped = evidence.cropped if evidence else 0.0
    rotation = evidence.rotation if evidence else 0.0
    framed = evidence is not None and Relation.ADDED in evidence.relations and not _is_crop(evidence)
    if _first_is_copy(-cropped if framed else cropped, first.quality, second.quality):
        # A mirrored copy turns the same way from both sides.
        back = rotation if evidence and evidence.mirrored else -rotation
        return _Roles(first, second, -cropped, back)
    return _Roles(second, first, cropped, rotation)


def _is_crop(evidence: Evidence) -> bool:
    return Relation.CROPPED in evidence.relations


def _first_is_copy(cropped: float, first: Quality | None, second: Quality | None) -> bool:
    if abs(cropped) > _LEAST_CROP:
        return cropped < 0
    if first is None or second is None:
        return False
    if first.pixels != second.pixels:
        return first.pixels < second.pixels
    return (first.compression or 100) < (second.compression or 100)


def _what(relations: tuple[Relation, ...], roles: _Roles) -> str:
    if Relation.CROPPED in relations and roles.cropped > _LEAST_CROP:
        kept = percent(1 - roles.cropped)
        return _say(QT_TRANSLATE_NOOP("Sentences", "%1 is a %3 crop of %2"), roles.copy.name, roles.original.name, kept)
    return _say(QT_TRANSLATE_NOOP("Sentences", "%1 is a copy of %2"), roles.copy.name, roles.original.name)


def _extra(relation: Relation, roles: _Roles) -> list[str]:
    """What a relation adds to the sentence; nothing for the crop, which `_what` has said."""
    if relation is Relation.ROTATED:
        return _turned(roles.rotation)
    if relation is Relation.RESIZED:
        return _resized(roles)
    if relation is Relation.CROPPED and abs(roles.cropped) <= _LEAST_CROP:
        return [_say(QT_TRANSLATE_NOOP("Sentences", "cropped a little"))]
    plain = {
        Relation.MIRRORED: QT_TRANSLATE_NOOP("Sentences", "mirrored"),
        Relation.RECOLOURED: QT_TRANSLATE_NOOP("Sentences", "in other colours"),
        Relation.ADDED: QT_TRANSLATE_NOOP("Sentences", "with something added"),
    }
    return [_say(plain[relation])] if relation in plain else []


def _turned(degrees: float) -> list[str]:
    amount = QLocale().toString(round(abs(degrees))) + "°"
    if abs(degrees) < _LEAST_TURN:
        return []
    if abs(degrees) > 179:
        return [_say(QT_TRANSLATE_NOOP("Sentences", "rotated by %1"), amount)]
    if degrees > 0:
        return [_say(QT_TRANSLATE_NOOP("Sentences", "rotated by %1 to the left"), amount)]
    return [_say(QT_TRANSLATE_NOOP("Sentences", "rotated by %1 to the right"), amount)]


def _resized(roles: _Roles) -> list[str]:
    if roles.copy.quality is None or roles.original.quality is None:
        return [_say(QT_TRANSLATE_NOOP("Sentences", "resized"))]
    if abs(roles.cropped) > _LEAST_CROP:
        return [_say(QT_TRANSLATE_NOOP("Sentences", "resized"))]
    ratio = math.sqrt(roles.copy.quality.pixels / roles.original.quality.pixels)
    return [_say(QT_TRANSLATE_NOOP("Sentences", "at %1 of its width and height"), percent(ratio))]


def _saved_again(roles: _Roles) -> list[str]:
    copy, original = roles.copy.quality, roles.original.quality
    if copy is None or original is None:
        return []
    if copy.format != original.format and copy.format:
        return [_say(QT_TRANSLATE_NOOP("Sentences", "saved as %1"), copy.format)]
    if not copy.compression or not original.compression:
        return []
    step = copy.compression - original.compression
    if step < -_SAME_QUALITY:
        return [_say(QT_TRANSLATE_NOOP("Sentences", "saved again at lower quality"))]
    if step > _SAME_QUALITY:
        return [_say(QT_TRANSLATE_NOOP("Sentences", "saved again at higher quality, which brings nothing back"))]
    return []
