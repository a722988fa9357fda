"""The trash: where a volume's trash is, what an entry in it looks like, and whether it works.

On Linux and the BSDs the trash is the one that freedesktop.org specifies
(https://specifications.freedesktop.org/trash-spec/1.0/), which every file manager there shows and restores from. It
is made here rather than by `send2trash` for three reasons: the journal has to know the place of a file before it is
moved, and the library does not tell it even afterwards; the library renames without reserving the name, so two
programs can overwrite each other's file; and where a rename is impossible it copies into the home trash without
comparing. Windows and macOS are left to `send2trash` in `systemtrash`.
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from lookalike.acting.changes import Move, Write, is_made, make, put_back
from lookalike.acting.plan import Reason
from lookalike.acting.refusal import RefusedError, refused
from lookalike.files.mounts import mount_of, same_mount
from lookalike.files.safefiles import discard, make_folders, write_new
from lookalike.files.states import FileState, present, state_of

QUARANTINE = ".lookalike-quarantine"
"""Name of the folder where files go on a volume without trash; hidden, so a scan does not look into it."""

_NAME_BYTES = 255 - len(".trashinfo")


@dataclass(frozen=True, slots=True)
class Trash:
    """A trash folder, and the top of the volume that paths in it are relative to (empty: they are absolute)."""

    folder: str
    top: str = ""

    def entry(self, state: FileState) -> tuple[Write, Move]:
        """The two changes that bring a file into the trash under a name that is free now: its record, then itself."""
        name = self._free_name(os.path.basename(state.path))
        path = os.path.relpath(os.path.realpath(os.path.dirname(state.path)), self.top) if self.top else ""
        path = os.path.join(path, os.path.basename(state.path)) if self.top else os.path.abspath(state.path)
        text = f"[Trash Info]\nPath={quote(os.fsencode(os.path.normpath(path)))}\nDeletionDate={_now()}\n"
        record = Write(os.path.join(self.folder, "info", name + ".trashinfo"), None, text)
        return record, Move(state, os.path.join(self.folder, "files", name))

    def _free_name(self, name: str) -> str:
        stem, ending = os.path.splitext(name)
        while len(os.fsencode(stem + ending)) > _NAME_BYTES - 9:
            stem = stem[:-1]
        candidate = stem + ending
        while self._is_taken(candidate):
            candidate = f"{stem}.{secrets.token_hex(4)}{ending}"  # Counting up is slow with thousands of IMG_0001.
        return candidate

    def _is_taken(self, name: str) -> bool:
        record = os.path.join(self.folder, "info", name + ".trashinfo")
        return present(record) is not None or present(os.path.join(self.folder, "files", name)) is not None


def system_has_own_trash() -> bool:
    """Whether the system keeps a trash that only its own calls reach: Windows and macOS."""
    return sys.platform in ("win32", "darwin")


def trash_of(path: str) -> Trash:
    """The trash for a file: the home trash if that is on the file's volume, else the one at the volume's top.

    Nothing is created. Raises `RefusedError` with NO_TRASH where the specification allows none.
    """
    home = home_trash()
    folder = os.path.dirname(os.path.abspath(path))
    top = mount_of(folder).top
    if top == mount_of(home).top:
        return Trash(home)
    user = str(os.getuid())
    shared = os.path.join(top, ".Trash")
    status = present(shared)
    if status and stat.S_ISDIR(status.st_mode) and status.st_mode & stat.S_ISVTX:
        return Trash(os.path.join(shared, user), top)
    own = os.path.join(top, f".Trash-{user}")
    status = present(own)
    if status and (not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid()):
        raise RefusedError(path, Reason.NO_TRASH, own)
    return Trash(own, top)


def home_trash() -> str:
    """The user's home trash folder."""
    data = os.environ.get("XDG_DATA_HOME", "")
    if not os.path.isabs(data):
        data = os.path.expanduser("~/.local/share")
    return os.path.join(data, "Trash")


def quarantine_of(path: str, roots: tuple[str, ...]) -> str:
    """The quarantine folder for a file: in the scanned folder that holds it or, on another volume, at its top."""
    folder = os.path.dirname(os.path.abspath(path))
    holding = [root for root in map(os.path.abspath, roots) if folder == root or folder.startswith(root + os.sep)]
    root = max(holding, key=len, default=folder)
    return os.path.join(root if same_mount(root, folder) else mount_of(folder).top, QUARANTINE)


def ready(trash: Trash) -> None:
    """Make the folders of a trash. Raises OSError."""
    if not os.path.isdir(trash.folder):
        make_folders(os.path.dirname(trash.folder))
        os.mkdir(trash.folder, 0o700)
    for name in ("files", "info"):
        folder = os.path.join(trash.folder, name)
        if not os.path.isdir(folder):
            os.mkdir(folder, 0o700)


def probe_paths(trash: Trash, folder: str, name: str) -> tuple[str, str, str]:
    """Where the file that tries a trash will lie: in `folder`, then in the trash, and its record there."""
    name = f".lookalike-probe-{name}"
    record = os.path.join(trash.folder, "info", name + ".trashinfo")
    return os.path.join(folder, name), os.path.join(trash.folder, "files", name), record


def probe(trash: Trash, folder: str, name: str) -> None:
    """Trash a small file of our own from `folder`, look where it lies, and take it out again.

    `name` must be new. Raises `RefusedError`: NO_TRASH if the volume's trash does not work, otherwise what is wrong
    with `folder`.
    """
    path, target, _ = probe_paths(trash, folder, name)
    try:
        write_new(path, b"Lookalike tries the trash.\n")
    except OSError as error:
        raise refused(path, error) from error
    try:
        ready(trash)
        changes = trash.entry(state_of(path))
        try:
            for change in changes:
                make(change)
            works = all(is_made(change) for change in changes) and changes[1].target == target
        finally:
            for change in reversed(changes):
                put_back(change)
    except OSError as error:
        raise RefusedError(folder, Reason.NO_TRASH, str(error)) from error
    finally:
        discard(path)
    if not works:
        raise RefusedError(folder, Reason.NO_TRASH, trash.folder)


def _now() -> str:
    return datetime.now().strftime("%Y-%m-%dT%H:%M:%S")
