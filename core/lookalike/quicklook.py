"""Quick look: likely groups by hash alone, of the photos that were read so far and of the previews that cameras embed.

A preview costs a hundredth of decoding. It may be stale, since programs that edit a photo sometimes leave the old one
behind, so these groups are for the eye only: nothing can be acted on until the real pass has replaced them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from lookalike.decoding import decode
from lookalike.errors import UnreadableError
from lookalike.fingerprints import hashing, quality
from lookalike.library import Library, proposing_hash
from lookalike.matching import cascade
from lookalike.matching.candidates import propose
from lookalike.matching.group import Grouping
from lookalike.settings import Preset
from lookalike.types import Fingerprint, Group, Match, Quality

LEAST_PHOTOS = 48
"""Fewer unread photos than this are decoded before a quick look would pay."""

DISTANCE = 24
"""Bits of 256 in which previews of one photo may differ. Generous enough for another size or quality; crops and turns
by hand wait for the real pass."""

UNKNOWN = Quality(width=0, height=0, format="", sharpness=0.0)
"""A preview says nothing of the photo's own quality."""


class QuickLook:
    """Looks at a library while it is read. `look` goes through the previews, once; what is read takes their place."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._previews: dict[int, Fingerprint] = {}
        options = library.options
        if options.preset is not Preset.HASH:
            options = replace(
                options, preset=Preset.HASH, hash=hashing.PROPOSAL, hash_distance=DISTANCE, orientations=False
            )
        self._options = options

    def look(self) -> Iterator[int]:
        """Take the hashes of all previews, and tell after each photo how many were looked at.

        A file that cannot be read is left to the real pass to report.
        """
        library = self._library
        looked = library.work.runner.map(
            lambda index: (index, self._preview(index)), library.work.cancel.until_cancelled(library.unread())
        )
        for looked_at, (index, fingerprint) in enumerate(looked, 1):
            if fingerprint is not None:
                self._previews[index] = fingerprint
            yield looked_at

    def matches(self) -> tuple[Match, ...]:
        """Pairs that are alike by hash, of the photos that are known by now."""
        library, fingerprints, work = self._library, self._fingerprints(), self._library.work
        copies = {index for same in library.twins for index in same[1:]}
        proposals = propose(
            library.photos, fingerprints, self._options, skip=copies, cancel=work.cancel, runner=work.runner
        )
        return cascade.judge_by_hash(proposals, fingerprints, self._options)

    def groups(self, matches: Sequence[Match]) -> tuple[Group, ...]:
        """The groups of these matches."""
        return Grouping(self._library.photos, self._fingerprints(), matches, self._options).groups()

    def _fingerprints(self) -> list[Fingerprint | None]:
        return [one or self._previews.get(index) for index, one in enumerate(self._library.fingerprints)]

    def _preview(self, index: int) -> Fingerprint | None:
        photo = self._library.photos[index]
        try:
            with self._library.drives.turn(photo):
                raster = decode.embedded_preview(photo.path, self._library.limits)
        except UnreadableError:
            return None
        if raster is None:
            return None
        hashes = hashing.hash_photo(raster, proposing_hash(self._library.options))
        return Fingerprint(
            ahash=hashes.ahash,
            phash=hashes.phash,
            dhash=hashes.dhash,
            whash=hashes.whash,
            orientations=hashes.orientations,
            quality=UNKNOWN,
            detail=quality.detail(np.asarray(cv2.cvtColor(raster, cv2.COLOR_RGB2GRAY), np.uint8)),
        )
