"""The single changes to the file system that an action is made of. Each can be made, and put back.

A change is recorded in the journal before it is begun. `put_back` looks at what is there and brings the files back
to how they were, whether the change was made whole, in part or not at all: undo and the recovery after a crash are
the same code. It may itself be interrupted anywhere and called again. It never overwrites a file that appeared
since, and removes a second copy of a content only after it has compared both.

`make` and `put_back` raise OSError, or `RefusedError` where what they find is not what they left.
"""

from __future__ import annotations

import dataclasses
import os
import stat
from dataclasses import dataclass
from errno import EXDEV
from typing import Any, TypeAlias

from lookalike.acting import systemtrash
from lookalike.acting.plan import Reason
from lookalike.acting.refusal import RefusedError
from lookalike.files.safefiles import (
    NO_LINKS,
    copy_new,
    discard,
    make_folders,
    part_path,
    rename_new,
    sha256_of,
    sync_folder,
    write_durably,
    write_new,
)
from lookalike.files.states import FileState, is_judged, is_same_content, present, same_file, stands
from lookalike.files.windowspaths import system_path
from lookalike.plain import from_plain

_NO_PRIVILEGE = 1314  # Windows: symbolic links need the developer mode or an administrator


@dataclass(frozen=True, slots=True)
class Move:
    """A file goes from `state.path` to `target`: renamed, or copied, compared and then removed across volumes."""

    state: FileState
    target: str


@dataclass(frozen=True, slots=True)
class SystemTrash:
    """The file `state.path` goes to the trash of Windows or macOS."""

    state: FileState


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the file `state.path` is made at `target`."""

    state: FileState
    target: str


@dataclass(frozen=True, slots=True)
class Write:
    """A small text file of ours: `before` is None where it is new. Non-UTF-8 bytes travel as surrogate escapes."""

    path: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Link:
    """The file `state.path` gets the further name `aside`, and a link to `keeper` takes its place.

    `text` is the content of a symbolic link, empty for a hard link.
    """

    state: FileState
    aside: str
    keeper: FileState
    text: str


@dataclass(frozen=True, slots=True)
class Delete:
    """The file `state.path` is removed for good, by way of the name `aside`, to see whether its keeper stands alone."""

    state: FileState
    aside: str
    keeper: FileState | None


Change: TypeAlias = Move | SystemTrash | Copy | Write | Link | Delete
_KINDS: dict[str, type[Any]] = {kind.__name__.lower(): kind for kind in (Move, SystemTrash, Copy, Write, Link, Delete)}


def change_to_plain(change: Change) -> dict[str, Any]:
    """A change as plain values for the journal."""
    return {"change": type(change).__name__.lower(), **dataclasses.asdict(change)}


def change_from_plain(values: dict[str, Any]) -> Change:
    """The inverse of `change_to_plain`. Raises KeyError or ValueError for what is none."""
    change: Change = from_plain(_KINDS[values["change"]], values)
    return change


def make(change: Change) -> None:
    """Make a change; the caller has checked the file just before."""
    match change:
        case Move():
            _move(change.state, change.target)
        case SystemTrash(state):
            systemtrash.send(state.path)
        case Copy():
            make_folders(os.path.dirname(change.target))
            copy_new(change.state.path, change.target)
        case Write():
            _write(change)
        case Link():
            _link(change)
        case Delete():
            _delete(change)


def is_made(change: Change) -> bool:
    """Whether the files are now where the change should have brought them."""
    match change:
        case Move(state, target):
            there = present(target)
            return present(state.path) is None and there is not None and is_same_content(state, there)
        case SystemTrash(state):
            return present(state.path) is None
        case Copy(state, target):
            there = present(target)
            return there is not None and is_same_content(state, there)
        case Write(path, _, after):
            return _read(path) == _bytes(after)
        case Link(state, aside):
            there = present(aside)
            return there is not None and is_same_content(state, there) and _is_our_link(change)
        case Delete(state, aside):
            return present(state.path) is None and present(aside) is None


def tidy(change: Change) -> None:
    """Remove what a crash may have left beside a change that was made whole: a second name of the new file."""
    if isinstance(change, Move | Copy):
        discard(part_path(change.target))


def put_back(change: Change) -> str:
    """Bring the files back to how they were; returns the path where the file lies now."""
    match change:
        case Move(state, target):
            return _move_back(state, target)
        case SystemTrash(state):
            return _restore(state)
        case Copy():
            _uncopy(change)
            return change.state.path
        case Write():
            return _unwrite(change)
        case Link():
            return _unlink_link(change)
        case Delete(state, aside):
            return _move_back(state, aside)


def _move(state: FileState, target: str) -> None:
    make_folders(os.path.dirname(target))
    try:
        rename_new(state.path, target)
    except OSError as error:
        if error.errno != EXDEV:
            raise
        copy_new(state.path, target)
        _remove_second_copy(state.path, target, state)


def _remove_second_copy(path: str, copy: str, state: FileState) -> None:
    """Remove `path` after looking once more: it is what was copied, and the copy is whole."""
    there = present(path)
    if there is None or not is_same_content(state, there) or sha256_of(path) != sha256_of(copy):
        raise RefusedError(path, Reason.CHANGED)
    os.unlink(system_path(path))
    sync_folder(os.path.dirname(path))


def _move_back(state: FileState, target: str) -> str:
    discard(part_path(target))
    discard(part_path(state.path))
    here, there = present(state.path), present(target)
    at_home = here is not None and is_same_content(state, here)
    if there is None:
        if at_home:
            return state.path
        raise RefusedError(state.path, Reason.GONE_FOR_GOOD, target)
    if at_home and here is not None:
        if os.path.samestat(here, there):
            discard(target)
        else:
            _remove_second_copy(target, state.path, state)
        return state.path
    if not is_same_content(state, there):
        raise RefusedError(state.path, Reason.CHANGED, target)
    return _bring_home(target, state)


def _restore(state: FileState) -> str:
    """Take a file out of the trash of Windows or macOS, as far as it can be found there."""
    here = present(state.path)
    if here is not None and is_judged(state, here):
        return state.path
    place = systemtrash.find(state)
    if place is None:
        raise RefusedError(state.path, Reason.KEPT_BY_SYSTEM)
    home = _bring_home(place, state)
    systemtrash.forget(place)
    return home


def _bring_home(place: str, state: FileState) -> str:
    """Move a file from `place` to `state.path`, or beside it if something newer is there; returns where it lies."""
    make_folders(os.path.dirname(state.path))
    home = state.path
    for number in range(1, 10_000):
        try:
            _move(dataclasses.replace(state, path=place), home)
        except FileExistsError:
            home = beside(state.path, number)
            continue
        _restore_attributes(home, state)
        return home
    raise RefusedError(state.path, Reason.TARGET_TAKEN)


def beside(path: str, number: int) -> str:
    """A free-looking name in the same folder, for a file whose own name is taken."""
    stem, ending = os.path.splitext(path)
    return f"{stem} ({number}){ending}"


def _restore_attributes(path: str, state: FileState) -> None:
    """A rename keeps everything; a copy by way of FAT loses permissions and the last digits of the time."""
    status = os.lstat(system_path(path))
    if status.st_mtime_ns != state.mtime_ns:
        os.utime(system_path(path), ns=(status.st_atime_ns, state.mtime_ns))
    if stat.S_IMODE(status.st_mode) != state.mode:
        os.chmod(system_path(path), state.mode)


def _delete(change: Delete) -> None:
    """If the keeper goes when the photo is renamed, both were one file, whatever the system says of its names."""
    rename_new(change.state.path, change.aside)
    if change.keeper is not None and not stands(change.keeper):
        rename_new(change.aside, change.state.path)
        raise RefusedError(change.state.path, Reason.SAME_FILE, change.keeper.path)
    os.unlink(system_path(change.aside))
    sync_folder(os.path.dirname(change.aside))


def _uncopy(change: Copy) -> None:
    discard(part_path(change.target))
    there, source = present(change.target), present(change.state.path)
    if there is None:
        return
    if source is None or not is_same_content(change.state, there):
        raise RefusedError(change.target, Reason.CHANGED)
    _remove_second_copy(change.target, change.state.path, change.state)


def _write(change: Write) -> None:
    make_folders(os.path.dirname(change.path))
    if change.before is None:
        write_new(change.path, _bytes(change.after))
    elif _read(change.path) != _bytes(change.before):
        raise RefusedError(change.path, Reason.CHANGED)
    else:
        write_durably(change.path, _bytes(change.after))


def _unwrite(change: Write) -> str:
    discard(part_path(change.path))
    now = _read(change.path)
    if now is None or (change.before is not None and now == _bytes(change.before)):
        return change.path
    after = _bytes(change.after)
    # Killed while a new file was being written: what is there is a beginning of it.
    if now != after and not (change.before is None and after.startswith(now)):
        raise RefusedError(change.path, Reason.CHANGED)
    if change.before is None:
        discard(change.path)
        sync_folder(os.path.dirname(change.path))
    else:
        write_durably(change.path, _bytes(change.before))
    return change.path


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _read(path: str) -> bytes | None:
    try:
        with open(system_path(path), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _link(change: Link) -> None:
    path, made = change.state.path, part_path(change.state.path)
    make_folders(os.path.dirname(change.aside))
    discard(made)
    try:
        _make_link(change, made)
        if not same_file(made, change.keeper.path):
            raise RefusedError(path, Reason.NOT_VERIFIED, made)
        # From here on the original has two names, and the swap takes the first.
        os.link(system_path(path), system_path(change.aside))
        sync_folder(os.path.dirname(change.aside))
        os.replace(system_path(made), system_path(path))
    except (OSError, RefusedError):
        discard(made)
        raise
    sync_folder(os.path.dirname(path))


def _make_link(change: Link, path: str) -> None:
    try:
        if change.text:
            os.symlink(change.text, system_path(path))
        else:
            os.link(system_path(change.keeper.path), system_path(path))
    except OSError as error:
        if error.errno in NO_LINKS or getattr(error, "winerror", None) == _NO_PRIVILEGE:
            raise RefusedError(change.state.path, Reason.LINKS_UNSUPPORTED, str(error)) from error
        raise


def _is_our_link(change: Link) -> bool:
    path = change.state.path
    here = present(path)
    if here is None:
        return False
    if change.text:
        return stat.S_ISLNK(here.st_mode) and os.readlink(system_path(path)) == change.text
    return here.st_ino == change.keeper.inode and here.st_ino != change.state.inode


def _unlink_link(change: Link) -> str:
    state = change.state
    discard(part_path(state.path))
    aside, here = present(change.aside), present(state.path)
    if aside is None:
        if here is not None and is_judged(state, here):
            return state.path
        raise RefusedError(state.path, Reason.GONE_FOR_GOOD, change.aside)
    if here is not None and os.path.samestat(here, aside):
        discard(change.aside)
        return state.path
    if not is_same_content(state, aside):
        raise RefusedError(state.path, Reason.CHANGED, change.aside)
    if not _is_our_link(change):
        return _bring_home(change.aside, state)
    os.replace(system_path(change.aside), system_path(state.path))
    sync_folder(os.path.dirname(state.path))
    sync_folder(os.path.dirname(change.aside))
    return state.path
