"""Words for what the engine's rules, plans and journal say in enums and numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from lookalike.acting.criteria import Criterion, CriterionKind, Value
from lookalike.acting.marking import Why
from lookalike.acting.plan import Action, Reason, Skipped
from lookalike_gui.basics.wording import QT_TRANSLATE_NOOP, filled, labelled, listed
from lookalike_gui.texts import moment, shown, size, taken

_RULES = {
    "suggested": QT_TRANSLATE_NOOP("Rules", "Keep what is suggested"),
    "best-quality": QT_TRANSLATE_NOOP("Rules", "Keep the best quality"),
    "oldest": QT_TRANSLATE_NOOP("Rules", "Keep the oldest"),
    "newest": QT_TRANSLATE_NOOP("Rules", "Keep the newest"),
    "shortest-path": QT_TRANSLATE_NOOP("Rules", "Keep the shortest path"),
}

# What is kept, and what is kept when the criterion is turned round.
_KEEPS: dict[CriterionKind, tuple[str, str]] = {
    CriterionKind.RESOLUTION: (
        QT_TRANSLATE_NOOP("Criteria", "more pixels"),
        QT_TRANSLATE_NOOP("Criteria", "fewer pixels"),
    ),
    CriterionKind.UNPADDED: (
        QT_TRANSLATE_NOOP("Criteria", "no border, not enlarged"),
        QT_TRANSLATE_NOOP("Criteria", "a border, or enlarged"),
    ),
    CriterionKind.CLEAN: (
        QT_TRANSLATE_NOOP("Criteria", "no writing over it"),
        QT_TRANSLATE_NOOP("Criteria", "writing over it"),
    ),
    CriterionKind.COLOUR: (
        QT_TRANSLATE_NOOP("Criteria", "in colour"),
        QT_TRANSLATE_NOOP("Criteria", "without colours"),
    ),
    CriterionKind.FILE_SIZE: (
        QT_TRANSLATE_NOOP("Criteria", "the larger file"),
        QT_TRANSLATE_NOOP("Criteria", "the smaller file"),
    ),
    CriterionKind.COMPRESSION: (
        QT_TRANSLATE_NOOP("Criteria", "less compressed"),
        QT_TRANSLATE_NOOP("Criteria", "more compressed"),
    ),
    CriterionKind.SHARPNESS: (QT_TRANSLATE_NOOP("Criteria", "sharper"), QT_TRANSLATE_NOOP("Criteria", "less sharp")),
    CriterionKind.TAKEN: (
        QT_TRANSLATE_NOOP("Criteria", "taken earlier"),
        QT_TRANSLATE_NOOP("Criteria", "taken later"),
    ),
    CriterionKind.MODIFIED: (
        QT_TRANSLATE_NOOP("Criteria", "the older file"),
        QT_TRANSLATE_NOOP("Criteria", "the newer file"),
    ),
    CriterionKind.FORMAT_ORDER: (
        QT_TRANSLATE_NOOP("Criteria", "format, in this order"),
        QT_TRANSLATE_NOOP("Criteria", "format, against this order"),
    ),
    CriterionKind.PATH_DEPTH: (
        QT_TRANSLATE_NOOP("Criteria", "fewer folders above"),
        QT_TRANSLATE_NOOP("Criteria", "more folders above"),
    ),
    CriterionKind.NAME_LENGTH: (
        QT_TRANSLATE_NOOP("Criteria", "the shorter name"),
        QT_TRANSLATE_NOOP("Criteria", "the longer name"),
    ),
    CriterionKind.NAME_PATTERN: (
        QT_TRANSLATE_NOOP("Criteria", "name matches"),
        QT_TRANSLATE_NOOP("Criteria", "name does not match"),
    ),
    CriterionKind.PATH_PATTERN: (
        QT_TRANSLATE_NOOP("Criteria", "path matches"),
        QT_TRANSLATE_NOOP("Criteria", "path does not match"),
    ),
    CriterionKind.FOLDER_ORDER: (
        QT_TRANSLATE_NOOP("Criteria", "folder, in this order"),
        QT_TRANSLATE_NOOP("Criteria", "folder, against this order"),
    ),
    CriterionKind.METADATA: (
        QT_TRANSLATE_NOOP("Criteria", "more metadata"),
        QT_TRANSLATE_NOOP("Criteria", "less metadata"),
    ),
    CriterionKind.GPS: (
        QT_TRANSLATE_NOOP("Criteria", "says where it was taken"),
        QT_TRANSLATE_NOOP("Criteria", "does not say where"),
    ),
    CriterionKind.RATING: (QT_TRANSLATE_NOOP("Criteria", "more stars"), QT_TRANSLATE_NOOP("Criteria", "fewer stars")),
    CriterionKind.COMPANIONS: (
        QT_TRANSLATE_NOOP("Criteria", "more companions"),
        QT_TRANSLATE_NOOP("Criteria", "fewer companions"),
    ),
    CriterionKind.PROTECTED: (
        QT_TRANSLATE_NOOP("Criteria", "in a protected folder"),
        QT_TRANSLATE_NOOP("Criteria", "not in a protected folder"),
    ),
    CriterionKind.REFERENCE: (
        QT_TRANSLATE_NOOP("Criteria", "in a reference folder"),
        QT_TRANSLATE_NOOP("Criteria", "not in a reference folder"),
    ),
    CriterionKind.SUGGESTED: (
        QT_TRANSLATE_NOOP("Criteria", "what the scan suggests"),
        QT_TRANSLATE_NOOP("Criteria", "not what the scan suggests"),
    ),
}

_ACTIONS = {
    Action.TRASH: QT_TRANSLATE_NOOP("Actions", "Move to the trash"),
    Action.QUARANTINE: QT_TRANSLATE_NOOP("Actions", "Set aside in a folder on the same disk"),
    Action.MOVE: QT_TRANSLATE_NOOP("Actions", "Move to a folder"),
    Action.COPY: QT_TRANSLATE_NOOP("Actions", "Copy to a folder"),
    Action.HARD_LINK: QT_TRANSLATE_NOOP("Actions", "Replace by hard links"),
    Action.SYMBOLIC_LINK: QT_TRANSLATE_NOOP("Actions", "Replace by symbolic links"),
    Action.DELETE: QT_TRANSLATE_NOOP("Actions", "Delete for good"),
}

_REASONS = {
    Reason.PROTECTED: QT_TRANSLATE_NOOP("Reasons", "in a protected folder"),
    Reason.SYSTEM_FOLDER: QT_TRANSLATE_NOOP("Reasons", "in a folder of the system"),
    Reason.IN_ARCHIVE: QT_TRANSLATE_NOOP("Reasons", "in an archive"),
    Reason.NOT_IN_RESULT: QT_TRANSLATE_NOOP("Reasons", "not among the scanned photos"),
    Reason.NOT_IN_GROUP: QT_TRANSLATE_NOOP("Reasons", "in no group any more"),
    Reason.LAST_OF_GROUP: QT_TRANSLATE_NOOP("Reasons", "the last photo of its group"),
    Reason.COMPANION_SHARED: QT_TRANSLATE_NOOP("Reasons", "another photo, which stays, needs it too"),
    Reason.COMPANION_UNIQUE: QT_TRANSLATE_NOOP("Reasons", "its RAW file would be gone, and its keeper has none"),
    Reason.NOT_IDENTICAL: QT_TRANSLATE_NOOP("Reasons", "not identical byte for byte, so no link can take its place"),
    Reason.VANISHED: QT_TRANSLATE_NOOP("Reasons", "no longer there"),
    Reason.CHANGED: QT_TRANSLATE_NOOP("Reasons", "changed since the scan"),
    Reason.NOT_A_FILE: QT_TRANSLATE_NOOP("Reasons", "a link, or not an ordinary file"),
    Reason.KEEPER_VANISHED: QT_TRANSLATE_NOOP("Reasons", "the photo that was to stay is gone"),
    Reason.KEEPER_CHANGED: QT_TRANSLATE_NOOP("Reasons", "the photo that was to stay has changed since the scan"),
    Reason.KEEPER_UNREADABLE: QT_TRANSLATE_NOOP("Reasons", "the photo that was to stay cannot be read"),
    Reason.KEEPER_IN_ARCHIVE: QT_TRANSLATE_NOOP("Reasons", "only a copy in an archive would stay"),
    Reason.SAME_FILE: QT_TRANSLATE_NOOP("Reasons", "the same file as the one that stays, under another name"),
    Reason.RESCUE_FAILED: QT_TRANSLATE_NOOP("Reasons", "its metadata could not be saved beside the keeper"),
    Reason.OTHER_VOLUME: QT_TRANSLATE_NOOP("Reasons", "on another disk than the photo that stays"),
    Reason.LINKS_UNSUPPORTED: QT_TRANSLATE_NOOP("Reasons", "this disk does not support such links"),
    Reason.NO_TRASH: QT_TRANSLATE_NOOP("Reasons", "this disk has no trash: set it aside in a folder instead"),
    Reason.PERMISSION_DENIED: QT_TRANSLATE_NOOP("Reasons", "no permission"),
    Reason.READ_ONLY: QT_TRANSLATE_NOOP("Reasons", "the disk is read-only"),
    Reason.DISK_FULL: QT_TRANSLATE_NOOP("Reasons", "the disk is full"),
    Reason.IN_USE: QT_TRANSLATE_NOOP("Reasons", "in use by another program"),
    Reason.TARGET_TAKEN: QT_TRANSLATE_NOOP("Reasons", "something else already has its name there"),
    Reason.NAME_TOO_LONG: QT_TRANSLATE_NOOP("Reasons", "the name would be too long there"),
    Reason.NOT_VERIFIED: QT_TRANSLATE_NOOP("Reasons", "not where it should be afterwards; taken back"),
    Reason.READ_ERROR: QT_TRANSLATE_NOOP("Reasons", "the disk could not read it"),
    Reason.GONE_FOR_GOOD: QT_TRANSLATE_NOOP("Reasons", "gone for good: nothing to bring back"),
    Reason.KEPT_BY_SYSTEM: QT_TRANSLATE_NOOP("Reasons", "in the system's trash: restore it there"),
    Reason.STEP_UNKNOWN: QT_TRANSLATE_NOOP("Reasons", "its record in the journal is damaged"),
}

_PLAIN_NUMBERS = (
    CriterionKind.SHARPNESS,
    CriterionKind.PATH_DEPTH,
    CriterionKind.NAME_LENGTH,
    CriterionKind.METADATA,
    CriterionKind.RATING,
    CriterionKind.COMPANIONS,
)


def rule_name(name: str) -> str:
    """The name of a rule: ours translated, a person's own as it is."""
    return QCoreApplication.translate("Rules", _RULES[name]) if name in _RULES else name


def keeps(kind: CriterionKind, *, reverse: bool = False) -> str:
    """What a criterion keeps, in two or three words."""
    return QCoreApplication.translate("Criteria", _KEEPS[kind][reverse])


def criterion(wanted: Criterion) -> str:
    """A criterion with its values."""
    text = keeps(wanted.kind, reverse=wanted.reverse)
    return labelled(text, listed(map(shown, wanted.values))) if wanted.values else text


def value(kind: CriterionKind, found: Value) -> str:
    """A photo's value by a criterion; "" for those that only say yes or no."""
    if found is None:
        return QCoreApplication.translate("Criteria", "unknown")
    speak = _VALUES.get(kind)
    return speak(found) if speak else ""


def why(reason: Why) -> str:
    """What speaks for the photo that is kept against the one that is marked."""
    if reason.criterion is None:
        return QCoreApplication.translate("Criteria", "nothing tells them apart")
    text = criterion(reason.criterion)
    theirs = value(reason.criterion.kind, reason.kept_value)
    ours = value(reason.criterion.kind, reason.value)
    return filled(QCoreApplication.translate("Criteria", "%1 (%2 against %3)"), text, theirs, ours) if theirs else text


def action(wanted: Action) -> str:
    """What is done, as a choice."""
    return QCoreApplication.translate("Actions", _ACTIONS[wanted])


def skipped(left: Skipped) -> str:
    """Why a file is left alone, with the system's own words where there are any."""
    text = QCoreApplication.translate("Reasons", _REASONS[left.reason])
    return f"{text} ({shown(left.detail)})" if left.detail else text


def run_time(iso: str) -> str:
    """When a run was started, in the person's own time zone."""
    return moment(datetime.fromisoformat(iso).timestamp())


def _megapixels(pixels: Value) -> str:
    millions = float(pixels or 0) / 1e6
    megapixels = QLocale().toString(millions, "f", 1 if millions >= 1 else 2)
    return filled(QCoreApplication.translate("Criteria", "%1 megapixels"), megapixels)


def _quality(found: Value) -> str:
    lossless = float(found or 0) > 100
    return QCoreApplication.translate("Criteria", "no loss") if lossless else _number(found)


def _number(found: Value) -> str:
    return QLocale().toString(round(float(found or 0)))


_VALUES: dict[CriterionKind, Callable[[Value], str]] = {
    **dict.fromkeys(_PLAIN_NUMBERS, _number),
    CriterionKind.COMPRESSION: _quality,
    CriterionKind.RESOLUTION: _megapixels,
    CriterionKind.FILE_SIZE: lambda found: size(int(found or 0)),
    CriterionKind.MODIFIED: lambda found: moment(float(found or 0) / 1e9),
    CriterionKind.TAKEN: lambda found: taken(str(found or "")),
}
