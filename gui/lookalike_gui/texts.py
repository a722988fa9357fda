"""Words for the engine's enums and numbers, in the user's language and number format."""

from __future__ import annotations

import os
import re

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QObject, Qt
from PySide6.QtGui import QGuiApplication

from lookalike.coverage import Standing
from lookalike.errors import UnreadableError
from lookalike.job import Progress, Stage
from lookalike.result import Notice
from lookalike.settings import KeeperCriterion, Preset
from lookalike.types import HashKind, Match, ProblemReason, Relation
from lookalike_gui.basics.wording import QT_TRANSLATE_NOOP, labelled, percent

translate = QCoreApplication.translate

_LONG_NAME = 32
"""Characters of a file's name that a sentence can bear."""


def number(value: int) -> str:
    """A whole number with the locale's separators."""
    return QLocale().toString(value)


def plain(value: int) -> str:
    """A whole number in the locale's digits without separators, as pixels, ISO and the like are written."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(value)


def size(count: int) -> str:
    """Bytes as kB, MB or GB (powers of ten, as file managers show them)."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def pixels(width: int, height: int) -> str:
    """The measures of a photo."""
    return f"{plain(width)} × {plain(height)}"


def moment(seconds: float) -> str:
    """A date and time, given in seconds since 1970, in the locale's short form.

    Where no country is set, whatever the language, Qt writes "3 2 2026", which may be February or March: it is written
    as ISO 8601 then.
    """
    return _written(QDateTime.fromMSecsSinceEpoch(round(seconds * 1000)))


def _written(when: QDateTime) -> str:
    locale, short = QLocale(), QLocale.FormatType.ShortFormat
    if locale.dateFormat(short) == QLocale.c().dateFormat(short):
        return when.toString("yyyy-MM-dd HH:mm")
    return locale.toString(when, short)


def taken(iso: str | None) -> str:
    """When a photo was taken, as its EXIF says; empty where it does not.

    Nobody knows in which zone, so it is not held against this one, where that hour may have been left out.
    """
    when = QDateTime.fromString(f"{iso}Z", Qt.DateFormat.ISODate)
    return _written(when) if when.isValid() else iso or ""


class Counts(QObject):
    """Texts with a plural: lupdate finds those in `tr` alone."""

    def photos(self, count: int) -> str:
        """So many photos."""
        return self.tr("%Ln photo(s)", None, count)

    def groups(self, count: int) -> str:
        """So many groups."""
        return self.tr("%Ln group(s)", None, count)

    def seconds_left(self, count: int) -> str:
        """So many seconds to come."""
        return self.tr("about %Ln second(s) left", None, count)

    def minutes_left(self, count: int) -> str:
        """So many minutes to come."""
        return self.tr("about %Ln minute(s) left", None, count)

    def hours_left(self, count: int) -> str:
        """So many hours to come."""
        return self.tr("about %Ln hour(s) left", None, count)


def time_left(seconds: float) -> str:
    """A rough time to come."""
    if seconds < 10:
        return translate("Progress", "a few seconds left")
    if seconds < 90:
        return Counts().seconds_left(round(seconds / 10) * 10)
    if seconds < 5400:
        return Counts().minutes_left(round(seconds / 60))
    return Counts().hours_left(round(seconds / 3600))


def progress(value: Progress, seconds_left: float | None) -> str:
    """How far a stage is, and how long it still takes where that can be told."""
    if not value.total:
        return number(value.done) if value.done else ""
    far = translate("Progress", "{done} of {total}").format(done=number(value.done), total=number(value.total))
    return far if seconds_left is None or value.done >= value.total else f"{far} · {time_left(seconds_left)}"


def shown(path: str) -> str:
    """A path as it can be painted: bytes that are no UTF-8 become a replacement character."""
    return os.fsencode(path).decode("utf-8", "replace") if os.name != "nt" else path


def short_name(name: str) -> str:
    """A file's name for a sentence: on one line, and both ends of one that would fill the sentence alone."""
    line = re.sub(r"[\x00-\x1f\x7f\u2028\u2029]", " ", shown(name))
    return line if len(line) <= _LONG_NAME else f"{line[: _LONG_NAME - 12]}…{line[-11:]}"


def from_left(path: str) -> str:
    """A path for a table, which runs from left to right there also where the window does not."""
    from_right = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return f"\N{LEFT-TO-RIGHT MARK}{shown(path)}" if from_right else shown(path)


def photos(count: int) -> str:
    """So many photos."""
    return Counts().photos(count)


def groups(count: int) -> str:
    """So many groups."""
    return Counts().groups(count)


def stage(value: Stage) -> str:
    """What the program is doing."""
    return {
        Stage.DISCOVER: translate("Stage", "Looking for photos"),
        Stage.EXACT: translate("Stage", "Comparing files"),
        Stage.FINGERPRINT: translate("Stage", "Reading photos"),
        Stage.PROPOSE: translate("Stage", "Looking for lookalikes"),
        Stage.VERIFY: translate("Stage", "Checking pairs"),
        Stage.GROUP: translate("Stage", "Building groups"),
        Stage.ACT: translate("Stage", "Acting on photos"),
        Stage.EXPORT: translate("Stage", "Writing the page"),
    }[value]


def standing(value: Standing) -> str:
    """Whether a photo is elsewhere, too."""
    return {
        Standing.NOWHERE: translate("Standing", "none"),
        Standing.NOT_COMPARED: translate("Standing", "not compared"),
        Standing.WITHOUT_COMPANION: translate("Standing", "not of its RAW file, film or sidecar"),
        Standing.SMALLER: translate("Standing", "with fewer pixels"),
        Standing.ANOTHER_VERSION: translate("Standing", "another version"),
        Standing.SAME_FILE: translate("Standing", "the same file"),
    }[value]


def preset(value: Preset) -> str:
    """The name of a preset."""
    return {
        Preset.EXACT: translate("Preset", "Exact copies"),
        Preset.SAME_PHOTO: translate("Preset", "Same photo"),
        Preset.SIMILAR_SCENE: translate("Preset", "Similar scene"),
        Preset.HASH: translate("Preset", "One hash"),
    }[value]


def preset_explained(value: Preset) -> str:
    """What a preset finds."""
    return {
        Preset.EXACT: translate("Preset", "Files that are the same byte for byte."),
        Preset.SAME_PHOTO: translate("Preset", "Copies and edits of one photo: resized, re-saved, cropped, turned."),
        Preset.SIMILAR_SCENE: translate("Preset", "Also bursts, series and second takes of a scene."),
        Preset.HASH: translate("Preset", "One perceptual hash and a distance in bits, nothing else."),
    }[value]


def hash_kind(value: HashKind) -> str:
    """The name of a hash, as the field writes it."""
    return {HashKind.AHASH: "aHash", HashKind.PHASH: "pHash", HashKind.DHASH: "dHash", HashKind.WHASH: "wHash"}[value]


HASH_STEPS = (0.97, 0.9, 0.82, 0.75)
"""Shares of equal bits at which a threshold gets the next looser word. Of 64 bits: 1, 6, 11 and 16 may differ."""

CONFIDENCE_STEPS = (0.95, 0.75, 0.4, 0.15)
"""The same for a confidence, which is a probability: half is balanced."""


def keeper_criterion(value: KeeperCriterion) -> str:
    """What makes a photo stay, as the end of “Keep the photo that …”."""
    table = {
        KeeperCriterion.FOLDER: translate("KeeperCriterion", "is in a preferred folder"),
        KeeperCriterion.RESOLUTION: translate(
            "KeeperCriterion", "has more pixels, not counting borders and enlargement"
        ),
        KeeperCriterion.UNPADDED: translate("KeeperCriterion", "was neither enlarged nor given a border"),
        KeeperCriterion.CLEAN: translate("KeeperCriterion", "has no writing over it"),
        KeeperCriterion.COLOUR: translate("KeeperCriterion", "kept its colours"),
        KeeperCriterion.SHARPNESS: translate("KeeperCriterion", "is not blurred"),
        KeeperCriterion.METADATA: translate("KeeperCriterion", "kept more metadata"),
        KeeperCriterion.COMPRESSION: translate("KeeperCriterion", "lost less to compression"),
        KeeperCriterion.OLDER: translate("KeeperCriterion", "is older"),
        KeeperCriterion.NEWER: translate("KeeperCriterion", "is newer"),
        KeeperCriterion.LARGER_FILE: translate("KeeperCriterion", "is the larger file"),
        KeeperCriterion.SMALLER_FILE: translate("KeeperCriterion", "is the smaller file"),
    }
    return table[value]


def strictness(share: float, steps: tuple[float, ...]) -> str:
    """A threshold from 0 (anything goes) to 1 (equal only) in a word."""
    words = (
        translate("Threshold", "Very strict"),
        translate("Threshold", "Strict"),
        translate("Threshold", "Balanced"),
        translate("Threshold", "Loose"),
        translate("Threshold", "Very loose"),
    )
    return words[sum(share < step for step in steps)]


def problem(reason: ProblemReason) -> str:
    """Why a file could not be compared, and what may help."""
    table = {
        ProblemReason.NOT_FOUND: translate("Problem", "The file is no longer there"),
        ProblemReason.PERMISSION_DENIED: translate("Problem", "No permission to read it"),
        ProblemReason.READ_ERROR: translate("Problem", "The disk could not read it"),
        ProblemReason.CHANGED: translate("Problem", "It changed during the scan"),
        ProblemReason.EMPTY: translate("Problem", "The file is empty"),
        ProblemReason.UNKNOWN_FORMAT: translate("Problem", "Not a picture that can be read"),
        ProblemReason.MISSING_DECODER: translate("Problem", "The decoder for this format is not installed"),
        ProblemReason.UNSUPPORTED: translate("Problem", "An unsupported variant of its format"),
        ProblemReason.DAMAGED: translate("Problem", "The picture is damaged"),
        ProblemReason.TOO_LARGE: translate("Problem", "Larger than the limit"),
        ProblemReason.DECODER_CRASHED: translate("Problem", "Its decoder crashed"),
        ProblemReason.DECODER_TIMEOUT: translate("Problem", "Its decoder took too long"),
        ProblemReason.SPECIAL_FILE: translate("Problem", "Not an ordinary file"),
        ProblemReason.LINK_LOOP: translate("Problem", "Links that lead in a circle"),
        ProblemReason.CLOUD_PLACEHOLDER: translate("Problem", "Its content is in the cloud, not on this disk"),
        ProblemReason.ENCRYPTED: translate("Problem", "Protected by a password"),
    }
    return table.get(reason, str(reason))


def failure(error: BaseException) -> str:
    """What went wrong, in one line: the file, what is the matter with it, and the library's own words in brackets."""
    if isinstance(error, UnreadableError):
        detail = f" ({error.detail})" if error.detail else ""
        return labelled(shown(error.path), problem(error.reason) + detail)
    if isinstance(error, OSError) and error.strerror and isinstance(error.filename, str | bytes):
        return labelled(shown(os.fsdecode(error.filename)), error.strerror)
    return shown(str(error)) or type(error).__name__


def notice(value: Notice) -> str:
    """What the user should know about the whole scan."""
    table = {
        Notice.NO_ENGINE: translate("Notice", "No MobileNet engine is installed: hashes and ORB worked alone."),
        Notice.ENGINE_FAILED: translate("Notice", "The MobileNet engine did not start: hashes and ORB worked alone."),
        Notice.CACHE_UNUSABLE: translate("Notice", "The cache could not be opened: this scan did without it."),
        Notice.CANCELLED: translate("Notice", "You stopped the scan: only what had been read by then was compared."),
    }
    return table.get(value, str(value))


_RELATIONS = {
    Relation.IDENTICAL_FILE: QT_TRANSLATE_NOOP("Relation", "same file"),
    Relation.IDENTICAL_PIXELS: QT_TRANSLATE_NOOP("Relation", "same pixels"),
    Relation.RE_ENCODED: QT_TRANSLATE_NOOP("Relation", "re-saved"),
    Relation.RESIZED: QT_TRANSLATE_NOOP("Relation", "resized"),
    Relation.RECOLOURED: QT_TRANSLATE_NOOP("Relation", "recoloured"),
    Relation.CROPPED: QT_TRANSLATE_NOOP("Relation", "cropped"),
    Relation.ROTATED: QT_TRANSLATE_NOOP("Relation", "rotated"),
    Relation.MIRRORED: QT_TRANSLATE_NOOP("Relation", "mirrored"),
    Relation.ADDED: QT_TRANSLATE_NOOP("Relation", "something added"),
    Relation.SAME_SCENE: QT_TRANSLATE_NOOP("Relation", "same scene"),
    Relation.LOOKS_ALIKE: QT_TRANSLATE_NOOP("Relation", "looks alike"),
    Relation.UNRELATED: QT_TRANSLATE_NOOP("Relation", "unrelated"),
}


def relation_name(value: Relation) -> str:
    """What one photo is to another, in a word."""
    return translate("Relation", _RELATIONS[value])


def relation(match: Match, pixel_ratio: float, *, keeper_first: bool) -> str:
    """What a photo is to its keeper, in two or three words, with a figure where there is one.

    `pixel_ratio` is the photo's pixel count over the keeper's; `keeper_first` says which photo of the match it is.
    """
    evidence = match.evidence
    if match.relation == Relation.RESIZED:
        return translate("Relation", "bigger") if pixel_ratio > 1 else translate("Relation", "smaller")
    if evidence is None:
        return relation_name(match.relation)
    if match.relation == Relation.CROPPED and evidence.cropped:
        cropped = evidence.cropped if keeper_first else -evidence.cropped
        template = (
            translate("Relation", "cropped {share}") if cropped > 0 else translate("Relation", "shows {share} more")
        )
        return template.format(share=percent(abs(cropped)))
    if match.relation == Relation.ROTATED:
        return translate("Relation", "rotated {degrees}°").format(degrees=number(abs(round(evidence.rotation))))
    return relation_name(match.relation)


def similarity(match: Match) -> float | None:
    """The confidence of a pair, or else the best score there is, 0 to 1."""
    scores = match.scores
    return scores.best_hash if scores.confidence is None else scores.confidence
