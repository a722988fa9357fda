"""What must be true of a file in the moment before it is acted on. Nothing here changes anything."""

from __future__ import annotations

import os
import stat
import sys

from lookalike.acting.plan import LINKS, Action, PlanItem, Reason
from lookalike.acting.refusal import RefusedError, refused
from lookalike.files.safefiles import sha256_of
from lookalike.files.states import FileState, is_judged, lies_in, present, same_file
from lookalike.files.windowspaths import system_path

_EDGE = 65536  # bytes of each end that are read to see whether the disk still gives them

_SYSTEM_FOLDERS = {
    "win32": (os.environ.get("SYSTEMROOT", r"C:\Windows"), os.environ.get("PROGRAMFILES", r"C:\Program Files")),
    "darwin": ("/System", "/Library", "/Applications", "/usr", "/bin", "/sbin", "/private/etc"),
}
_UNIX_FOLDERS = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc", "/boot", "/proc", "/sys", "/snap")


def check_place(path: str, protected: tuple[str, ...]) -> None:
    """Refuse files of protected folders and of the system's own."""
    if lies_in(path, protected):
        raise RefusedError(path, Reason.PROTECTED)
    if lies_in(path, _SYSTEM_FOLDERS.get(sys.platform, _UNIX_FOLDERS)):
        raise RefusedError(path, Reason.SYSTEM_FOLDER)


def check_file(state: FileState) -> None:
    """Refuse a file that is gone, is no ordinary file, or is not the one that was judged."""
    status = present(state.path)
    if status is None:
        raise RefusedError(state.path, Reason.VANISHED)
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError(state.path, Reason.NOT_A_FILE)
    if not is_judged(state, status):
        raise RefusedError(state.path, Reason.CHANGED)


def check_keeper(path: str, keeper: FileState, *, read: bool = True) -> None:
    """Refuse to act on `path` unless its keeper is there, is the one that was judged, can be read, and is another file.

    With a digest the keeper is read whole and compared, otherwise its beginning and end are read; neither without
    `read`, for a caller who has just done so for another of its copies.
    """
    try:
        status = os.stat(system_path(keeper.path))
        if not stat.S_ISREG(status.st_mode) or not is_judged(keeper, status):
            raise RefusedError(path, Reason.KEEPER_CHANGED, keeper.path)
        if read and keeper.digest and sha256_of(keeper.path) != keeper.digest:
            raise RefusedError(path, Reason.KEEPER_CHANGED, keeper.path)
        if read:
            _read_edges(keeper.path)
    except FileNotFoundError as error:
        raise RefusedError(path, Reason.KEEPER_VANISHED, keeper.path) from error
    except OSError as error:
        raise RefusedError(path, Reason.KEEPER_UNREADABLE, str(error)) from error
    if same_file(path, keeper.path):
        raise RefusedError(path, Reason.SAME_FILE, keeper.path)


def check_item(item: PlanItem, action: Action, protected: tuple[str, ...]) -> None:
    """All that must be true before a photo is acted on. Raises `RefusedError` with what is not."""
    try:
        for state in (item.photo, *item.companions):
            if action is not Action.COPY:
                check_place(state.path, protected)
            check_file(state)
        if item.keeper is not None:
            check_keeper(item.photo.path, item.keeper)
        if action is Action.DELETE or action in LINKS:
            _check_contents(item)
    except OSError as error:
        raise refused(item.photo.path, error) from error


def _check_contents(item: PlanItem) -> None:
    for state in (item.photo, *item.companions):
        if sha256_of(state.path) != state.digest:
            raise RefusedError(state.path, Reason.CHANGED)
        check_file(state)  # Reading took a while.


def _read_edges(path: str) -> None:
    with open(system_path(path), "rb", buffering=0) as file:
        file.read(_EDGE)
        file.seek(max(0, os.fstat(file.fileno()).st_size - _EDGE))
        file.read(_EDGE)
