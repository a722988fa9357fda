"""What is going to be done, before anything is: frozen, shown to the person, saved, run dry, and then applied."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from enum import StrEnum

from lookalike.errors import LookalikeError
from lookalike.files.safefiles import write_durably
from lookalike.files.states import FileState
from lookalike.plain import from_plain

FORMAT = "lookalike plan"
VERSION = 1


class Action(StrEnum):
    """What can be done with marked photos."""

    TRASH = "trash"
    """Into the system's trash."""
    QUARANTINE = "quarantine"
    """Into a folder on the same volume, where there is no trash."""
    MOVE = "move"
    """To another folder, keeping the tree."""
    COPY = "copy"
    """Copied to another folder, keeping the tree."""
    HARD_LINK = "hard-link"
    """Replaced by a hard link to the keeper; the replaced file goes to the trash or the quarantine."""
    SYMBOLIC_LINK = "symbolic-link"
    """Replaced by a symbolic link to the keeper; the replaced file goes to the trash or the quarantine."""
    DELETE = "delete"
    """Deleted for good."""


LINKS = frozenset({Action.HARD_LINK, Action.SYMBOLIC_LINK})


class Reason(StrEnum):
    """Why a file is left alone."""

    PROTECTED = "protected"
    SYSTEM_FOLDER = "system-folder"
    IN_ARCHIVE = "in-archive"
    NOT_IN_RESULT = "not-in-result"
    NOT_IN_GROUP = "not-in-group"
    LAST_OF_GROUP = "last-of-group"
    COMPANION_SHARED = "companion-shared"
    """Another photo, which stays, needs the companion, too."""
    COMPANION_UNIQUE = "companion-unique"
    """A camera RAW would be deleted for good with it, and the keeper has none that is equal."""
    NOT_IDENTICAL = "not-identical"
    """Only byte-identical files are replaced by links."""
    VANISHED = "vanished"
    CHANGED = "changed"
    NOT_A_FILE = "not-a-file"
    """A symbolic link, or something else that is no ordinary file."""
    KEEPER_VANISHED = "keeper-vanished"
    KEEPER_CHANGED = "keeper-changed"
    KEEPER_UNREADABLE = "keeper-unreadable"
    KEEPER_IN_ARCHIVE = "keeper-in-archive"
    """Only photos in archives would stay, and those are not watched: an archive is easily thrown away whole."""
    SAME_FILE = "same-file"
    """It and its keeper are one file with two names."""
    RESCUE_FAILED = "rescue-failed"
    OTHER_VOLUME = "other-volume"
    LINKS_UNSUPPORTED = "links-unsupported"
    NO_TRASH = "no-trash"
    PERMISSION_DENIED = "permission-denied"
    READ_ONLY = "read-only"
    DISK_FULL = "disk-full"
    IN_USE = "in-use"
    TARGET_TAKEN = "target-taken"
    NAME_TOO_LONG = "name-too-long"
    NOT_VERIFIED = "not-verified"
    """Afterwards the files were not where they should be; the step was taken back."""
    READ_ERROR = "read-error"
    GONE_FOR_GOOD = "gone-for-good"
    """Deleted for good, or the trash has been emptied: nothing to restore from."""
    KEPT_BY_SYSTEM = "kept-by-system"
    """It lies in the system's own trash, and only the system can restore it."""
    STEP_UNKNOWN = "step-unknown"
    """The journal's record is damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOptions:
    """How to act. `target` is the folder for MOVE and COPY.

    `allow_whole_groups` is the person's explicit word, for this run only, that no photo of a group need stay.
    `rescue` carries dates, place, rating and keywords that the keeper lacks into its XMP sidecar first.
    """

    target: str = ""
    allow_whole_groups: bool = False
    rescue: bool = False


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One photo with the companions that travel with it.

    `keeper` is the photo for whose sake this one can go, None where a whole group was allowed to go. `target` is
    where the photo will lie if nothing is in the way: a path, the trash folder, or empty. `freed` counts the bytes
    of the photo and its companions that no other name keeps.
    """

    photo: FileState
    companions: tuple[FileState, ...]
    keeper: FileState | None
    target: str
    freed: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is left alone; `detail` may hold another path or the system's own message."""

    path: str
    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RescuedField:
    """One thing that the keeper lacks: "taken", "gps", "rating" or "keyword", its value, and where it comes from."""

    field: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Rescue:
    """What will be added to a keeper's XMP sidecar: its text before (None: no sidecar yet) and after."""

    keeper: FileState
    sidecar: str
    fields: tuple[RescuedField, ...]
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What `actions.apply` will do, photo by photo.

    `roots` are the scanned folders, `protected` those whose photos are never touched.
    """

    action: Action
    options: PlanOptions
    roots: tuple[str, ...]
    protected: tuple[str, ...]
    items: tuple[PlanItem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    rescues: tuple[Rescue, ...] = ()

    @property
    def freed(self) -> int:
        """Bytes that leave their place; with a trash or quarantine they are free once that is emptied."""
        return 0 if self.action is Action.COPY else sum(item.freed for item in self.items)

    @property
    def paths(self) -> tuple[str, ...]:
        """The photos that will be acted on, for a list to copy."""
        return tuple(item.photo.path for item in self.items)


def save_plan(plan: Plan, target: str) -> None:
    """Write a plan as JSON."""
    values = {"format": FORMAT, "version": VERSION, **dataclasses.asdict(plan)}
    write_durably(target, (json.dumps(values, indent=1) + "\n").encode("ascii"))


def load_plan(source: str) -> Plan:
    """Read a plan back. Raises LookalikeError if the file is no plan of ours."""
    with open(source, "rb") as file:
        content = file.read()
    try:
        values = json.loads(content)
        if values["format"] != FORMAT or values["version"] != VERSION:
            raise LookalikeError(f"{source}: this is no plan that this version of Lookalike can read")
        return from_plain(Plan, values)
    except (ValueError, TypeError, KeyError) as error:
        raise LookalikeError(f"{source}: this is no plan saved by Lookalike ({error!r})") from error
