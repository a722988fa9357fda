"""How things are said on the command line: sizes, counts, paths, reasons and errors."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterable
from typing import TextIO

from lookalike.errors import UnreadableError
from lookalike.result import Notice
from lookalike.types import Problem, ProblemReason

REASONS = {
    ProblemReason.NOT_FOUND: "no such file or folder",
    ProblemReason.PERMISSION_DENIED: "no permission to read",
    ProblemReason.READ_ERROR: "read error",
    ProblemReason.CHANGED: "changed during the scan",
    ProblemReason.EMPTY: "empty file",
    ProblemReason.UNKNOWN_FORMAT: "not a photo, whatever its name says",
    ProblemReason.MISSING_DECODER: "needs a decoder that is not installed",
    ProblemReason.UNSUPPORTED: "an unsupported variant of its format",
    ProblemReason.DAMAGED: "damaged",
    ProblemReason.TOO_LARGE: "over the size limit",
    ProblemReason.DECODER_CRASHED: "its decoder crashed",
    ProblemReason.DECODER_TIMEOUT: "its decoder took too long",
    ProblemReason.SPECIAL_FILE: "a folder, a pipe or a device",
    ProblemReason.LINK_LOOP: "link that leads nowhere or round in a circle",
    ProblemReason.CLOUD_PLACEHOLDER: "only in the cloud",
    ProblemReason.ENCRYPTED: "protected by a password",
}

NOTICES = {
    Notice.NO_ENGINE: "No MobileNet engine (pip install 'lookalike[litert]'): hashes and ORB worked alone.",
    Notice.ENGINE_FAILED: "The MobileNet engine did not start: hashes and ORB worked alone.",
    Notice.CACHE_UNUSABLE: "The cache could not be used: every photo was read again.",
    Notice.CANCELLED: "Stopped early: only the photos that had been read by then were compared.",
}

_NEVER_SHOWN = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Unicode's categories of control characters, lone surrogates (bytes that are no UTF-8), line and paragraph ends."""


def human_size(count: float) -> str:
    """Bytes for people: 1.5 MB, powers of 1000 as drives are sold."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if round(count, 1) < 1000:
            return f"{count:.0f} {unit}" if unit == "bytes" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"


def counted(number: int, one: str) -> str:
    """A number with its noun: 1 photo, 2 photos."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def print_remarks(notices: Iterable[Notice], problems: Collection[Problem], *, verbose: bool, stream: TextIO) -> None:
    """What is to be known about a whole scan or search, and which files it could not use."""
    for notice in notices:
        print(NOTICES[notice], file=stream)
    if problems:
        _print_problems(problems, verbose=verbose, stream=stream)


def _print_problems(problems: Collection[Problem], *, verbose: bool, stream: TextIO) -> None:
    """How many files could not be used, by reason; each by name with `verbose`, or where it is the only one."""
    by_reason: dict[ProblemReason, list[Problem]] = {}
    for problem in problems:
        by_reason.setdefault(problem.reason, []).append(problem)
    hint = "" if verbose or len(problems) == len(by_reason) else " (-v names each)"
    print(f"{counted(len(problems), 'file')} could not be used{hint}:", file=stream)
    for reason, alike in sorted(by_reason.items(), key=lambda entry: -len(entry[1])):
        only = f": {shown(alike[0].path)}" if len(alike) == 1 and not verbose else ""
        print(f"  {len(alike):6}  {REASONS[reason]}{only}", file=stream)
    for problem in problems if verbose else ():
        detail = f" ({problem.detail})" if problem.detail else ""
        print(f"  {shown(problem.path)}: {REASONS[problem.reason]}{detail}", file=stream)


def shown(path: str) -> str:
    """A path as a person may see it: on one line, and without anything that a terminal takes for a command.

    Control characters, and bytes that are no UTF-8, become escapes such as `\\n` and `\\xff`.
    """
    return "".join(_escaped(letter) if unicodedata.category(letter) in _NEVER_SHOWN else letter for letter in path)


def _escaped(letter: str) -> str:
    raw = os.fsencode(letter) if unicodedata.category(letter) == "Cs" else letter.encode("unicode_escape")
    return f"\\x{raw[0]:02x}" if len(raw) == 1 else raw.decode("ascii")


def sentence(error: Exception) -> str:
    """What went wrong, for people: the file, then what is the matter with it."""
    if isinstance(error, UnreadableError):
        detail = f" ({error.detail})" if error.detail and error.reason is not ProblemReason.NOT_FOUND else ""
        return f"{shown(error.path)}: {REASONS[error.reason]}{detail}"
    if isinstance(error, OSError) and error.strerror and isinstance(error.filename, str | bytes):
        return f"{shown(os.fsdecode(error.filename))}: {error.strerror}"
    return str(error)
