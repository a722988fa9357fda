"""The answers of earlier scans, and the digest of everything that an answer depends on.

Where nothing has changed since a scan, neither a photo nor an option nor the program, its answer is given again, and
neither fingerprints nor evidence have to be read for it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lookalike import __version__
from lookalike.result import Notice
from lookalike.types import Group, Match, Photo, Problem


@dataclass(frozen=True, slots=True)
class Answer:
    """What a scan found. Indices are into its photos, which discovery knows; their fingerprints are in the cache."""

    matches: tuple[Match, ...]
    groups: tuple[Group, ...]
    problems: tuple[Problem, ...]
    plain: tuple[int, ...]
    notices: tuple[Notice, ...]


def listing_of(photos: Sequence[Photo]) -> bytes:
    """32 bytes that stand for photos as discovery found them.

    Device and inode are left out: they say which paths are one file, which discovery has settled already, and change
    when a drive is plugged in again.
    """
    belongings = [(photo.path, photo.links, photo.companions) for photo in photos if photo.links or photo.companions]
    return _digest(
        repr(belongings).encode(),
        os.fsencode("\0".join([photo.path for photo in photos])),
        array("Q", [photo.size for photo in photos]).tobytes(),
        array("Q", [photo.mtime_ns % 2**64 for photo in photos]).tobytes(),
    )


def digest_of(listing: bytes, *circumstances: str) -> bytes:
    """32 bytes for a listing (`listing_of`), this program, and whatever else an answer depends on."""
    return _digest(listing, repr((_program(), circumstances)).encode())


def _digest(*parts: bytes) -> bytes:
    made = hashlib.blake2b(digest_size=32)
    for part in parts:
        made.update(len(part).to_bytes(8, "little"))
        made.update(part)
    return made.digest()


@cache
def _program() -> str:
    """Stands for this program: another version, or one edited module, may give another answer."""
    folder = Path(__file__).parents[1]
    files = sorted(folder.rglob("*.py")) or [Path(sys.executable)]  # a bundled program has no modules to look at
    states = [(file.name, status.st_size, status.st_mtime_ns) for file in files for status in (file.stat(),)]
    return f"{__version__} {hashlib.blake2b(repr(states).encode(), digest_size=16).hexdigest()}"
