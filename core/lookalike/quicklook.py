"""Quick look: provisional groups from the previews that cameras embed, within seconds, while the real pass goes on.

A preview costs a hundredth of decoding. It may be stale, since programs that edit a photo sometimes leave the old one
behind, so these groups are for the eye only: nothing can be acted on until the real pass has replaced them.
"""

from __future__ import annotations

from dataclasses import replace

from lookalike.decoding import decode
from lookalike.errors import UnreadableError
from lookalike.fingerprints import hashing, quality
from lookalike.library import Library
from lookalike.matching import cascade
from lookalike.matching.candidates import propose
from lookalike.matching.group import Grouping
from lookalike.result import ScanResult
from lookalike.settings import Preset
from lookalike.types import Fingerprint, Quality

LEAST_PHOTOS = 48
"""Fewer unread photos than this are decoded before a quick look would pay."""

DISTANCE = 24
"""Bits of 256 in which previews of one photo may differ. Generous enough for another size or quality; crops and turns
by hand wait for the real pass."""

UNKNOWN = Quality(width=0, height=0, format="", sharpness=0.0)
"""A preview says nothing of the photo's own quality."""


def quick_look(library: Library) -> ScanResult | None:
    """Provisional groups among all photos that are known or have a preview; None where it is not worth it."""
    unread = library.unread()
    if len(unread) < LEAST_PHOTOS:
        return None
    fingerprints = list(library.fingerprints)
    looked = library.work.runner.map(lambda index: (index, _preview(library, index)), library.until_cancelled(unread))
    for index, fingerprint in looked:
        fingerprints[index] = fingerprint
    options = replace(
        library.options, preset=Preset.HASH, hash=hashing.PROPOSAL, hash_distance=DISTANCE, orientations=False
    )
    work = library.work
    proposals = propose(library.photos, fingerprints, options, cancel=work.cancel, runner=work.runner)
    matches = (*cascade.exact_matches(library.twins), *cascade.judge_by_hash(proposals, fingerprints, options))
    groups = Grouping(library.photos, fingerprints, matches, options).groups()
    if not groups:
        return None
    return ScanResult(
        library.options, library.photos, tuple(fingerprints), matches, groups, provisional=True,
        problems=tuple(library.problems.values()),
    )  # fmt: skip


def _preview(library: Library, index: int) -> Fingerprint | None:
    """A fingerprint of the embedded preview; a file that cannot be read is left to the real pass to report."""
    try:
        raster = decode.embedded_preview(library.photos[index].path, library.limits)
    except UnreadableError:
        return None
    if raster is None:
        return None
    hashes = hashing.hash_photo(raster)
    return Fingerprint(
        ahash=hashes.ahash,
        phash=hashes.phash,
        dhash=hashes.dhash,
        whash=hashes.whash,
        orientations=hashes.orientations,
        quality=UNKNOWN,
        detail=quality.detail(raster),
    )
