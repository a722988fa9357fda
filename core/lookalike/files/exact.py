"""Byte-identical files: same size, then the same head and tail, then the same digest of everything.

Most files of one size differ in their first or last bytes, so few are read whole.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from lookalike.errors import UnreadableError
from lookalike.files.drives import Drives
from lookalike.files.reading import has_changed, open_photo, unreadable
from lookalike.job import CancelToken, Progress, Report, Runner, SerialRunner, Stage, silent
from lookalike.types import Photo, Problem, ProblemReason

Key = TypeVar("Key", int, str)

_END_BYTES = 1 << 14
_PIECE = 1 << 20
_DIGEST_BYTES = 20
"""160 bits: among a billion files, two different ones share a digest with probability 1e-30."""


@dataclass(frozen=True, slots=True)
class ExactResult:
    """Groups of byte-identical photos.

    `groups` hold indices into the photos, sorted. `digests` are those that had to be made, by index; together with
    size and mtime they can be kept and given back as `known`.
    """

    groups: tuple[tuple[int, ...], ...] = ()
    problems: tuple[Problem, ...] = ()
    digests: Mapping[int, str] = field(default_factory=dict)


def content_digest(path: str) -> str:
    """The BLAKE2b digest of a file's bytes, 40 hexadecimal characters.

    Raises:
        UnreadableError: it cannot be read, is empty, or changed while it was read.
    """
    file, before = open_photo(path)
    with file:
        made = hashlib.blake2b(digest_size=_DIGEST_BYTES)
        try:
            while piece := file.read(_PIECE):
                made.update(piece)
            changed = has_changed(file, before)
        except OSError as error:
            raise unreadable(path, error) from error
    if changed:
        raise UnreadableError(path, ProblemReason.CHANGED)
    return made.hexdigest()


def same_content(first: str, second: str) -> bool:
    """Whether two files hold the same bytes. Raises UnreadableError."""
    return _ends(first) == _ends(second) and content_digest(first) == content_digest(second)


def exact_groups(
    photos: Sequence[Photo],
    *,
    runner: Runner | None = None,
    cancel: CancelToken | None = None,
    report: Report = silent,
    known: Mapping[int, str] | None = None,
    drives: Drives | None = None,
) -> ExactResult:
    """Find the photos that are the same, byte for byte.

    Empty files match nothing and are problems. Two paths to one inode are one file, not two copies. After a cancel,
    the groups hold what was read until then.

    Args:
        photos: as discovered.
        runner: reads several files at a time.
        cancel: looked at before each file.
        report: takes progress, in files of `Stage.EXACT`.
        known: digests of earlier scans by index, for photos whose size and mtime are unchanged.
        drives: says how many files may be read from a drive at a time.
    """
    search = _Search(
        photos,
        runner or SerialRunner(),
        cancel or CancelToken(),
        report,
        known=dict(known or {}),
        drives=drives or Drives(),
    )
    return search.run()


class _Search:
    """One search: candidates are split by size, by both ends, and by everything."""

    def __init__(
        self,
        photos: Sequence[Photo],
        runner: Runner,
        cancel: CancelToken,
        report: Report,
        *,
        known: dict[int, str],
        drives: Drives,
    ) -> None:
        self._photos = photos
        self._runner = runner
        self._cancel = cancel
        self._report = report
        self._known = known
        self._drives = drives
        self._problems: dict[int, Problem] = {}
        self._done = 0
        self._total = 0

    def run(self) -> ExactResult:
        """Split by size, by both ends, by everything."""
        for index, photo in enumerate(self._photos):
            if photo.size == 0:
                self._problems[index] = Problem(photo.path, Stage.EXACT, ProblemReason.EMPTY)
        same_size = [self._different_files(group) for group in self._split_by_size()]
        settled = [group for group in same_size if all(index in self._known for index in group)]
        open_groups = [group for group in same_size if not all(index in self._known for index in group)]
        open_files = [index for group in open_groups for index in group]
        self._total = 2 * len(open_files)
        ends = self._read(_ends, open_files)
        candidates = settled + [part for group in open_groups for part in _split(group, ends.get)]
        unread = [index for group in candidates for index in group if index not in self._known]
        self._done = self._total - len(unread)
        fresh = self._read(content_digest, unread)
        digests = {**self._known, **fresh}
        groups = sorted(part for group in candidates for part in _split(group, digests.get))
        problems = tuple(self._problems[index] for index in sorted(self._problems))
        return ExactResult(tuple(tuple(group) for group in groups), problems, fresh)

    def _split_by_size(self) -> list[list[int]]:
        sizes = Counter([photo.size for photo in self._photos])  # most files have one of their own
        full = [index for index, photo in enumerate(self._photos) if photo.size > 0 and sizes[photo.size] > 1]
        return _split(full, lambda index: self._photos[index].size)

    def _different_files(self, group: list[int]) -> list[int]:
        """One index for each file of a group: the first, where several are the same inode."""
        kept: dict[tuple[int, int, int], int] = {}
        for index in group:
            photo = self._photos[index]
            # Inode 0: the file system has none to tell.
            kept.setdefault((photo.device, photo.inode, index if photo.inode == 0 else -1), index)
        return list(kept.values())

    def _read(self, read: Callable[[str], str], indices: list[int]) -> dict[int, str]:
        """What `read` says of each file, without those that could not be read."""

        def one(index: int) -> tuple[int, str | UnreadableError]:
            photo = self._photos[index]
            try:
                with self._drives.turn(photo):
                    return index, read(photo.path)
            except UnreadableError as error:
                return index, error

        found: dict[int, str] = {}
        for index, answer in self._runner.map(one, self._cancel.until_cancelled(indices)):
            if isinstance(answer, UnreadableError):
                self._problems[index] = Problem(answer.path, Stage.EXACT, answer.reason, answer.detail)
            else:
                found[index] = answer
            self._done += 1
            self._report(Progress(Stage.EXACT, self._done, self._total))
        return found


def _split(group: Iterable[int], key: Callable[[int], Key | None]) -> list[list[int]]:
    """The parts of a group whose members share a key; single members and those without a key are dropped."""
    parts: dict[Key, list[int]] = {}
    for index in group:
        value = key(index)
        if value is not None:
            parts.setdefault(value, []).append(index)
    return [part for part in parts.values() if len(part) > 1]


def _ends(path: str) -> str:
    """A digest of a file's first and last bytes."""
    file, status = open_photo(path)
    with file:
        try:
            head = file.read(_END_BYTES)
            file.seek(max(_END_BYTES, status.st_size - _END_BYTES))
            tail = file.read(_END_BYTES)
        except OSError as error:
            raise unreadable(path, error) from error
    return hashlib.blake2b(head + tail, digest_size=_DIGEST_BYTES).hexdigest()
