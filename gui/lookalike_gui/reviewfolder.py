"""The review at hand, kept in the data folder as one goes, so that a crash or a restart loses nothing.

`review.json` holds what was decided and names the file of the result that it is about. The result is large and changes
seldom; it is written first, under a new name, so that at every moment the two on the disk belong together.
`previous.json` is the same about the review before, if anything was decided in it: a new scan must not throw that away.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lookalike import paths
from lookalike.errors import LookalikeError
from lookalike.exporting.resultfile import Review, read_json, write_json
from lookalike.files.safefiles import discard, make_folders, write_durably
from lookalike.result import ScanResult

log = logging.getLogger(__name__)
_STANDING = "review.json"
_PREVIOUS = "previous.json"
_RESULTS = "result-*.json"


@dataclass(frozen=True, slots=True)
class Offer:
    """A review that one can go on with: its number of groups, and how many of them are decided."""

    groups: int
    decided: int


class ReviewFolder:
    """Writes and reads the one review that is kept. Not for several threads at once."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or paths.data_folder() / "review"
        self._result: ScanResult | None = None
        self._name = ""

    def save(self, result: ScanResult, review: Review) -> None:
        """Keep a review instead of the one before. Raises OSError; then the one before is still there."""
        make_folders(str(self._folder))
        if result != self._result:
            self._name = f"result-{secrets.token_hex(4)}.json"
            write_json(result, str(self._folder / self._name))
            self._result = result
        offer = offer_of(result, review)
        values = {"result": self._name, "groups": offer.groups, "decided": offer.decided, **review.to_dict()}
        write_durably(str(self._folder / _STANDING), json.dumps(values).encode("ascii"))
        self._discard_results(but=self._name)

    def discard(self) -> None:
        """Keep no review any more."""
        discard(str(self._folder / _STANDING))
        self._discard_results()
        self._result = None

    def put_aside(self) -> bool:
        """Make the review that is kept the previous one; False where there is none, or nothing is decided in it."""
        values = self._read(_STANDING)
        if not values or not (values.get("decided") or values.get("marked")):
            return False
        os.replace(self._folder / _STANDING, self._folder / _PREVIOUS)
        self._result = None
        return True

    def has_previous(self) -> bool:
        """Whether there is a review that was put aside."""
        return (self._folder / _PREVIOUS).is_file()

    def swap(self) -> tuple[ScanResult, Review]:
        """The previous review; the one that is kept takes its place. Raises LookalikeError and OSError."""
        found = self._load(_PREVIOUS)
        self.put_aside()
        return found

    def offer(self) -> Offer | None:
        """What there is to go on with, without reading the result."""
        values = self._read(_STANDING)
        try:
            there = bool(values) and bool(values["groups"]) and (self._folder / values["result"]).is_file()
            return Offer(int(values["groups"]), int(values["decided"])) if there else None
        except (ValueError, KeyError, TypeError) as error:
            log.warning("The review of last time cannot be read: %s", error)
            return None

    def load(self) -> tuple[ScanResult, Review]:
        """The review of last time. Raises LookalikeError and OSError."""
        return self._load(_STANDING)

    def _load(self, file: str) -> tuple[ScanResult, Review]:
        place = self._folder / file
        try:
            values = json.loads(place.read_bytes())
            name, review = os.path.basename(values["result"]), Review.from_dict(values)
        except (ValueError, KeyError, TypeError) as error:
            raise LookalikeError(f"{place}: the review of last time is damaged ({error!r})") from error
        return read_json(str(self._folder / name)), review

    def _read(self, file: str) -> dict[str, Any]:
        """What one of the two small files says, empty where it says nothing."""
        try:
            values = json.loads((self._folder / file).read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            log.warning("The review of last time cannot be read: %s", error)
            return {}
        return values if isinstance(values, dict) else {}

    def _discard_results(self, but: str = "") -> None:
        kept = {but, self._read(_PREVIOUS).get("result")}
        for file in self._folder.glob(_RESULTS):
            if file.name not in kept:
                discard(str(file))


def offer_of(result: ScanResult, review: Review) -> Offer:
    """How far a review is."""
    groups = [frozenset(result.photos[photo].path for photo in group.photos) for group in result.groups]
    return Offer(len(groups), sum(group <= review.settled or group in review.rejected for group in groups))
