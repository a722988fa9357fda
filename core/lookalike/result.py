"""What a scan gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lookalike.settings import ScanOptions
from lookalike.types import Fingerprint, Group, Match, Photo, Problem, Quality


class Notice(StrEnum):
    """What the user should know about a whole scan, once."""

    NO_ENGINE = "no-engine"
    """No MobileNet engine is installed: hashes and ORB worked alone."""
    ENGINE_FAILED = "engine-failed"
    """The MobileNet engine did not start: hashes and ORB worked alone."""
    CACHE_UNUSABLE = "cache-unusable"
    """The cache could not be opened: this scan neither used nor filled it."""
    CANCELLED = "cancelled"
    """The user stopped the scan: groups are of what was read until then."""


@dataclass(frozen=True, slots=True)
class ScanResult:
    """Photos with their fingerprints (same index; None where unread), all matches, and the groups they form.

    After a scan that found nothing changed, fingerprints are read from the cache when they are asked for.
    `plain` are the photos that have too little in them to be judged; they are in no group unless byte-identical.
    `provisional` results come from embedded previews and must not be acted on.
    """

    options: ScanOptions
    photos: tuple[Photo, ...] = ()
    fingerprints: Sequence[Fingerprint | None] = ()
    matches: tuple[Match, ...] = ()
    groups: tuple[Group, ...] = ()
    problems: tuple[Problem, ...] = ()
    plain: tuple[int, ...] = ()
    notices: tuple[Notice, ...] = ()
    provisional: bool = False

    @property
    def recoverable(self) -> int:
        """Bytes that would be free if every group kept its keeper alone."""
        return sum(self.photos[member.photo].size for group in self.groups for member in group.members)

    def fingerprint(self, photo: int) -> Fingerprint | None:
        """The fingerprint of the photo with this index; None where it was not read, or the result has none at all."""
        return self.fingerprints[photo] if photo < len(self.fingerprints) else None

    def quality(self, photo: int) -> Quality | None:
        """The quality of the photo with this index; None where there is no fingerprint."""
        fingerprint = self.fingerprint(photo)
        return fingerprint.quality if fingerprint else None


@dataclass(frozen=True, slots=True)
class Hit:
    """A photo of the library, by its index, and what it has in common with the query.

    In `match` the query is number 0 and the photo number 1, so a transform maps the query onto the photo. `confirmed`:
    ORB and the pixels say that both are the same photo.
    """

    photo: int
    match: Match
    confirmed: bool


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The photos of a library that may show what the query shows, the likeliest first."""

    query: str
    photos: tuple[Photo, ...] = ()
    hits: tuple[Hit, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
