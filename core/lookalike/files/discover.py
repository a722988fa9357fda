"""Folders and files -> photos.

Every photo is counted once, however often the roots name it: nested and repeated roots, hard links, bind mounts and
links are recognised by device and inode. Nothing is opened here but archives, where they are wanted, and files that are
no photos are not counted; a photo that cannot be used is a `Problem`.

Exclude patterns are shell globs (`fnmatch`, where `*` also crosses `/`). One without a slash is tried on the name of
every file and folder below the roots, one with a slash on the whole path, from its start if it begins with `/` or
`~` and from any folder otherwise. An excluded folder is not entered; an excluded file is not even a companion.
"""

from __future__ import annotations

import dataclasses
import fnmatch
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType

from lookalike.files.archives import ARCHIVE_ENDINGS, ArchiveError, members_of
from lookalike.files.companions import RAW_ENDINGS, SIDECAR_ENDINGS, find_companions
from lookalike.files.formats import PHOTO_ENDINGS, ending_of
from lookalike.files.reading import problem_with, reason_of
from lookalike.files.windowspaths import plain_path, system_path
from lookalike.job import CancelToken, Progress, Report, Stage, silent
from lookalike.settings import ScanOptions
from lookalike.types import Photo, Problem, ProblemReason

_PHOTOS_PER_LOOK = 2000
"""How many photos of one folder are taken between two looks at the cancel token."""
_ON_WINDOWS = sys.platform == "win32"
_WINDOWS_HIDDEN = 0x2
_CLOUD_STUB_ENDING = ".icloud"
# What Windows tells while listing a folder lacks device, inode and the number of links.
_status_of: Callable[[os.DirEntry[str]], os.stat_result] = os.stat if _ON_WINDOWS else os.DirEntry.stat

FileKey = tuple[int, int]
"""Device and inode: what makes two paths the same file."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found, both sorted by path."""

    photos: tuple[Photo, ...]
    problems: tuple[Problem, ...]


def discover(options: ScanOptions, *, report: Report = silent, cancel: CancelToken | None = None) -> Discovery:
    """Find the photos below `options.roots`, which may be folders, files and links to either.

    The answer does not depend on the order of the roots. After a cancel it holds what was found until then.
    A root itself may be hidden, excluded or a link; the rules hold for what lies below it.
    """
    walk = _Walk(options, report, cancel or CancelToken())
    walk.run()
    photos = _count_once(walk.photos, walk.shared, walk.linked)
    owned = {companion for photo in photos for companion in photo.companions}
    if owned:  # A RAW file that is a root of its own, beside its JPEG in another root.
        photos = tuple(photo for photo in photos if photo.path not in owned)
    return Discovery(photos, tuple(sorted(walk.problems, key=attrgetter("path"))))


def exclusion(patterns: Iterable[str]) -> Callable[[str, str], bool] | None:
    """A test `(name, path) -> excluded?` for the patterns described above, None where there are none."""
    names, paths = [], []
    for given in patterns:
        pattern = os.path.normcase(os.path.expanduser(given)).rstrip(os.sep)
        if os.sep not in pattern:
            names.append(fnmatch.translate(pattern))
        else:
            paths.append(fnmatch.translate(pattern if os.path.isabs(pattern) else f"*{os.sep}{pattern}"))
    if not names and not paths:
        return None
    match_name = re.compile("|".join(names) or r"(?!)").match
    match_path = re.compile("|".join(paths) or r"(?!)").match
    normal = os.path.normcase

    def excluded(name: str, path: str) -> bool:
        return bool(match_name(normal(name)) or match_path(normal(path)))

    return excluded


class _Walk:
    """One walk over all roots: first real files and folders, then what links lead to."""

    def __init__(self, options: ScanOptions, report: Report, cancel: CancelToken) -> None:
        self._options = options
        self._report = report
        self._cancel = cancel
        self._hidden = options.hidden
        self._excluded = exclusion(options.exclude)
        self._seen_folders: set[FileKey] = set()
        self._folders: list[str] = []
        self._links: list[str] = []
        self._single_files: dict[str, set[str]] = {}
        self.photos: list[Photo] = []
        self.problems: list[Problem] = []
        self.shared: set[FileKey] = set()
        """Files to which more than one path may lead."""
        self.linked: set[str] = set()
        """Photos that were reached through a symbolic link."""

    def run(self) -> None:
        """Walk everything."""
        roots = sorted({os.path.abspath(root) for root in self._options.roots})
        for root in sorted(roots, key=_is_reached_by_link):
            self._enter(root)
            self._walk_folders()
        while self._links and not self._cancel.stop_now():
            waiting, self._links = sorted(self._links), []
            for link in waiting:
                self._enter(link)
                self._walk_folders()
        for folder, names in sorted(self._single_files.items()):
            if self._cancel.stop_now():
                break
            self._visit_for(folder, names)

    def _enter(self, path: str) -> None:
        """Take a root, or what a link leads to: a folder to walk, or a single file."""
        status = self._status(path)
        if status is None:
            return
        if stat.S_ISDIR(status.st_mode) or self._is_archive(ending_of(path)):
            self._folders.append(path)
        elif ending_of(path) not in PHOTO_ENDINGS:
            self._problem(path, problem_with(status) or ProblemReason.UNKNOWN_FORMAT)
        else:
            self.shared.add((status.st_dev, status.st_ino))
            folder, name = os.path.split(path)
            self._single_files.setdefault(folder, set()).add(name)

    def _walk_folders(self) -> None:
        while self._folders and not self._cancel.stop_now():
            folder = self._folders.pop()
            status = self._status(folder)
            if status is not None and (status.st_dev, status.st_ino) not in self._seen_folders:
                self._seen_folders.add((status.st_dev, status.st_ino))
                if stat.S_ISDIR(status.st_mode):
                    self._visit(folder)
                else:
                    self._take_members(folder, status)

    def _visit(self, folder: str) -> None:
        """Take the photos of one folder, and note its subfolders and links."""
        photos: list[os.DirEntry[str]] = []
        beside: list[str] = []
        company = False
        for entry in self._entries(folder):
            name = entry.name
            dot = name.rfind(".")
            ending = name[dot:].lower() if dot > 0 else ""
            is_photo = ending in PHOTO_ENDINGS
            if not entry.is_file(follow_symlinks=False):
                if self._is_wanted(entry, is_photo):
                    photos.append(entry)
            elif ending == _CLOUD_STUB_ENDING:
                self._note_stub(folder, name)
            elif self._is_archive(ending):
                if self._options.recursive and not self._is_left_out(entry):
                    self._folders.append(plain_path(entry.path))
            elif (is_photo or ending in SIDECAR_ENDINGS) and not self._is_left_out(entry):
                company = company or not is_photo or ending in RAW_ENDINGS
                if is_photo:
                    photos.append(entry)
                else:
                    beside.append(name)
        if company:
            self._take_with_companions(folder, photos, beside)
        else:
            self._take_all(photos)

    def _note_stub(self, folder: str, name: str) -> None:
        """iCloud keeps `.a.jpg.icloud` in the place of a photo whose content it has taken away."""
        original = name[1 : -len(_CLOUD_STUB_ENDING)]
        path = os.path.join(folder, original)
        if not name.startswith(".") or ending_of(original) not in PHOTO_ENDINGS:
            return
        if self._excluded is None or not self._excluded(original, path):
            self._problem(path, ProblemReason.CLOUD_PLACEHOLDER)

    def _is_wanted(self, entry: os.DirEntry[str], is_photo: bool) -> bool:
        """Note a folder or a link for later; whether something else, a pipe or a device, is named like a photo."""
        is_folder, is_link = entry.is_dir(follow_symlinks=False), entry.is_symlink()
        if not (is_photo or is_folder or is_link) or self._is_left_out(entry):
            return False
        if is_link:
            self._note_link(entry, is_photo)
        elif is_folder:
            if self._options.recursive:
                self._folders.append(plain_path(entry.path))
        else:
            return True
        return False

    def _visit_for(self, folder: str, wanted: set[str]) -> None:
        """Take the `wanted` photos of a folder; its other files are looked at as companions only."""
        photos: list[os.DirEntry[str]] = []
        beside: list[str] = []
        for entry in self._entries(folder):
            if entry.name in wanted:
                photos.append(entry)
                if entry.is_symlink():
                    self.linked.add(entry.path)
            elif entry.is_file(follow_symlinks=False):
                beside.append(entry.name)
        self._take_with_companions(folder, photos, beside)

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        """The entries of a folder; none and a problem if it cannot be listed."""
        try:
            with os.scandir(system_path(folder)) as entries:
                return list(entries)
        except OSError as error:
            self._problem(folder, reason_of(error), error.strerror)
            return []

    def _take_with_companions(self, folder: str, photos: list[os.DirEntry[str]], beside: list[str]) -> None:
        """Make photos of a folder's entries, with their companions."""
        companions = find_companions([entry.name for entry in photos], beside)
        owned = {name for group in companions.values() for name in group}
        paths = {owner: tuple(os.path.join(folder, name) for name in company) for owner, company in companions.items()}
        self._take_all([entry for entry in photos if entry.name not in owned], paths)

    def _take_all(
        self, photos: list[os.DirEntry[str]], companions: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    ) -> None:
        """Make photos of entries, or problems. What is done here is done for every photo of every scan."""
        found, shared = self.photos.append, self.shared.add
        for count, entry in enumerate(photos, 1):
            if count % _PHOTOS_PER_LOOK == 0 and self._cancel.stop_now():
                break
            path = plain_path(entry.path) if _ON_WINDOWS else entry.path
            try:
                status = _status_of(entry)
            except OSError as error:
                self._problem(path, reason_of(error), error.strerror)
                continue
            reason = problem_with(status)
            if reason is not None:
                self._problem(path, reason)
                continue
            device, inode = status.st_dev, status.st_ino
            if status.st_nlink > 1:
                shared((device, inode))
            beside = companions.get(entry.name, ()) if companions else ()
            found(Photo(path, status.st_size, status.st_mtime_ns, device, inode, (), beside))
        self._report(Progress(Stage.DISCOVER, len(self.photos)))

    def _is_archive(self, ending: str) -> bool:
        """Whether a file of this name is looked into like a folder."""
        return self._options.archives and ending in ARCHIVE_ENDINGS

    def _take_members(self, archive: str, status: os.stat_result) -> None:
        """Take the photos in an archive. They have no inode, and the modification time of the archive."""
        reason = problem_with(status)
        if reason is not None:
            self._problem(archive, reason)
            return
        try:
            members = members_of(archive)
        except ArchiveError as error:
            self._problem(archive, error.reason, error.detail)
            return
        except OSError as error:
            self._problem(archive, reason_of(error), error.strerror)
            return
        for member in members:
            if self._is_member_left_out(archive, member.path[len(archive) + 1 :].split(os.sep)):
                continue
            if member.problem is not None:
                self._problem(member.path, member.problem)
            else:
                self.photos.append(Photo(member.path, member.size, status.st_mtime_ns, status.st_dev, 0))

    def _is_member_left_out(self, archive: str, parts: list[str]) -> bool:
        """Whether a member, or one of the folders that it lies in, is hidden or excluded."""
        path = archive
        for part in parts:
            path = os.path.join(path, part)
            if not self._hidden and part.startswith("."):
                return True
            if self._excluded is not None and self._excluded(part, path):
                return True
        return False

    def _is_left_out(self, entry: os.DirEntry[str]) -> bool:
        """Whether an entry below a root is hidden or excluded."""
        if not self._hidden and (entry.name[0] == "." or (_ON_WINDOWS and _is_hidden_on_windows(entry))):
            return True
        return self._excluded is not None and self._excluded(entry.name, entry.path)

    def _note_link(self, entry: os.DirEntry[str], is_photo: bool) -> None:
        """Keep a link for later if links are followed; say so if it should be a photo and leads nowhere."""
        if not is_photo and not self._options.follow_symlinks:
            return
        try:
            status = os.stat(entry.path)
        except OSError as error:
            self._problem(plain_path(entry.path), reason_of(error), error.strerror)
            return
        if self._options.follow_symlinks and (is_photo or (self._options.recursive and stat.S_ISDIR(status.st_mode))):
            self._links.append(plain_path(entry.path))

    def _status(self, path: str) -> os.stat_result | None:
        try:
            return os.stat(system_path(path))
        except OSError as error:
            self._problem(path, reason_of(error), error.strerror)
        except ValueError as error:  # A NUL character in a path that was typed.
            self._problem(path, ProblemReason.NOT_FOUND, str(error))
        return None

    def _problem(self, path: str, reason: ProblemReason, detail: str | None = None) -> None:
        self.problems.append(Problem(path, Stage.DISCOVER, reason, detail or ""))


def _is_reached_by_link(path: str) -> bool:
    try:
        return os.path.realpath(path) != path
    except (OSError, ValueError):  # A path that is none will be a problem when it is entered.
        return False


def _is_hidden_on_windows(entry: os.DirEntry[str]) -> bool:
    if sys.platform == "win32":
        return bool(entry.stat(follow_symlinks=False).st_file_attributes & _WINDOWS_HIDDEN)
    return False


def _count_once(photos: list[Photo], shared: set[FileKey], linked: set[str]) -> tuple[Photo, ...]:
    """Sort by path, and make one photo of all paths to the same file.

    The first path that is no symbolic link names it, and the further ones become its `links`.
    """
    photos.sort(key=attrgetter("path"))
    if not shared:
        return tuple(photos)
    files: dict[FileKey, list[Photo]] = {}
    result = []
    for photo in photos:
        key = (photo.device, photo.inode)
        if key in shared:
            files.setdefault(key, []).append(photo)
        else:
            result.append(photo)
    for same in files.values():
        first = next((photo for photo in same if photo.path not in linked), same[0])
        others = {photo.path for photo in same if photo.path not in linked} - {first.path}
        result.append(dataclasses.replace(first, links=tuple(sorted(others))))
    return tuple(sorted(result, key=attrgetter("path")))
