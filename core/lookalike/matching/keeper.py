"""Which photo of a group should stay: a ranking by criteria that a person can reorder, with its reasons as numbers.

Pixels alone are easily fooled: an enlarged copy and one with a border have more of them than the photo they came from.
What a scan knows anyway sees through much of that: a match's geometry says where something plain was added around a
picture, a larger photo that is no sharper than its small match at one size shows no more, and neither does one that
takes hardly more bytes at the same JPEG quality. An enlarged copy of a photo that was large already can still win:
small copies of large photos are so much more common that the checks must not take one for the other. In a corpus of 185
photos with five edits each, 114 originals are kept, 66 lossless copies of them, and 5 copies that lost something: those
were saved at a higher JPEG quality than the original, or have nothing but their date against them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from lookalike.files.archives import archive_of
from lookalike.files.states import is_below
from lookalike.fingerprints.quality import LOW_SHARPNESS, SHARPNESS_SIDE
from lookalike.matching.arrays import Flags, Indices, Numbers
from lookalike.settings import KeeperCriterion, ScanOptions
from lookalike.types import Decider, Fingerprint, Match, Photo, Quality, Relation

MATCHED = 0.5
"""Confidence from which a match may say that a photo was enlarged, padded or blurred."""

ENLARGED_GROWTH = 0.5
"""A photo counts as enlarged if its bytes grew, from its match to itself, by less than its pixels to this power.

On 90 photos with JPEG qualities of 50 to 95, true larger photos grew by the power 0.88 (median; 1 to 3 % of them by
less than 0.5), copies enlarged 2 and 4 times by 0.65 (a tenth of them by less than 0.5), bordered ones by 0.1 to
0.3."""

SMALL_SIDE = 0.75 * SHARPNESS_SIDE
"""Photos of fewer pixels on their longest side were enlarged themselves when their sharpness was measured, …"""

ENLARGED_SHARPNESS = 2.0
"""… so that a larger photo which shows more is sharper; by less than this factor, it counts as enlarged. Of 181
true larger photos one was, which is so soft that it shows no more, and half were 12 times as sharp."""

UNCROPPED = 0.03
"""Missing share of a photo's area that is no crop but rounding."""

_RELATIVE_BYTES = ((1, 0.05), (15, 0.184), (30, 0.279), (50, 0.376), (60, 0.436), (70, 0.512), (80, 0.672), (90, 1.0),
                   (95, 1.345), (97, 1.616), (100, 2.5))  # fmt: skip
# Bytes of a photo by JPEG quality, as a multiple of those at 90: medians of the same 90 photos.

BLURRED_COPY = 4.0
"""A copy is blurred if it is of low detail and its match this many times as sharp: 43 of 51 blurred copies of our
photos are, and no original. What has detail enough may have a copy that was sharpened, is full of noise, or has a
caption."""

DRAINED = 0.8
"""A photo that lost this share of a match's colours counts as grey: all grey copies of 89 photos, most sepia ones, and
none that is only darker, paler or of less saturation (`relation.drained`)."""

BLURRED_TAKE = 1.5
"""The same for two takes of one scene, where no editing explains the difference."""

LOSSLESS = frozenset({"PNG", "BMP", "DIB", "PPM", "TGA", "QOI", "TIFF", "RAW"})
UNKNOWN_COMPRESSION = 90
"""Formats that do not tell their quality are ranked as a good JPEG, lossless ones as 100."""

_NOWHERE = 1_000_000  # the rank of a photo in no preferred folder, behind all ranks


@dataclass(frozen=True, slots=True)
class KeeperReason:
    """A criterion that tells two photos apart, and what it saw in each.

    The values are: FOLDER the place in the list of preferred folders, from 0 (None: in none), RESOLUTION pixels that
    show something, UNPADDED, CLEAN and COLOUR 1 or 0, SHARPNESS and COMPRESSION as in `Quality` (None: unknown),
    METADATA fields, OLDER and NEWER seconds since 1970 (EXIF's local time where there is one), the file criteria bytes.
    """

    criterion: KeeperCriterion
    first: float | None
    second: float | None
    favours_first: bool


class KeeperRanking:
    """Ranks the photos of a scan; groups then keep the one that comes first among their photos.

    Of a large library most photos match nothing: where `among` names those that do, only these are ranked well.
    The result depends neither on the order of photos nor on that of matches; equal photos go by path.
    """

    def __init__(
        self,
        photos: Sequence[Photo],
        fingerprints: Sequence[Fingerprint | None],
        matches: Sequence[Match],
        options: ScanOptions,
        among: Collection[int] | None = None,
    ) -> None:
        self._order = options.keeper_order
        self._photos = photos
        columns = _Columns(photos, fingerprints, range(len(photos)) if among is None else among)
        pairs = _Pairs(matches)
        self._shown = _shown_pixels(columns, pairs)
        self._columns = columns
        padded = self._shown < columns.pixels
        blurred = _blurred(columns, pairs)
        self._drawn_over = _flagged(columns, pairs, pairs.drawn_over < 0, pairs.drawn_over > 0)
        self._drained = _flagged(columns, pairs, pairs.drained <= -DRAINED, pairs.drained >= DRAINED)
        folder = _folder_places(photos, (*options.preferred, *options.protected))
        best_first = {
            KeeperCriterion.FOLDER: folder,
            KeeperCriterion.RESOLUTION: -self._shown,
            KeeperCriterion.UNPADDED: padded.astype(np.float64),
            KeeperCriterion.CLEAN: self._drawn_over.astype(np.float64),
            KeeperCriterion.COLOUR: self._drained.astype(np.float64),
            KeeperCriterion.SHARPNESS: blurred.astype(np.float64),
            KeeperCriterion.METADATA: -columns.metadata,
            KeeperCriterion.COMPRESSION: -columns.compression,
            KeeperCriterion.OLDER: columns.moment,
            KeeperCriterion.NEWER: -columns.moment,
            KeeperCriterion.LARGER_FILE: -columns.size,
            KeeperCriterion.SMALLER_FILE: columns.size,
        }
        self._keys = {criterion: best_first[criterion] for criterion in self._order}
        self._folder = folder

    def ranks(self) -> list[int]:
        """The place of each photo, from 0, when the best keeper comes first."""
        count = len(self._photos)
        by_path = np.empty(count)
        by_path[sorted(range(count), key=[photo.path for photo in self._photos].__getitem__)] = np.arange(count)
        # A photo in an archive is never acted on and vouches for no other, so it is suggested last.
        packed = np.array([photo.inode == 0 and archive_of(photo.path) is not None for photo in self._photos])
        order = np.lexsort((by_path, *reversed(self._keys.values()), packed))
        places = np.empty(count, np.int64)
        places[order] = np.arange(count)
        return [int(place) for place in places]

    def reasons(self, first: int, second: int) -> tuple[KeeperReason, ...]:
        """All criteria that tell two photos apart, by weight: the first one decides. Empty: the path decides."""
        return tuple(
            KeeperReason(
                criterion,
                self.value(criterion, first),
                self.value(criterion, second),
                favours_first=bool(key[first] < key[second]),
            )
            for criterion, key in self._keys.items()
            if key[first] != key[second]
        )

    def value(self, criterion: KeeperCriterion, photo: int) -> float | None:
        """What a criterion sees in a photo: see `KeeperReason`."""
        columns = self._columns
        if criterion is KeeperCriterion.FOLDER:
            return None if self._folder[photo] == _NOWHERE else float(self._folder[photo])
        if criterion is KeeperCriterion.UNPADDED:
            return float(self._shown[photo] == columns.pixels[photo])
        if criterion is KeeperCriterion.CLEAN:
            return float(not self._drawn_over[photo])
        if criterion is KeeperCriterion.COLOUR:
            return float(not self._drained[photo])
        if criterion is KeeperCriterion.COMPRESSION and not columns.known_compression[photo]:
            return None
        seen = {
            KeeperCriterion.RESOLUTION: self._shown,
            KeeperCriterion.SHARPNESS: columns.sharpness,
            KeeperCriterion.METADATA: columns.metadata,
            KeeperCriterion.COMPRESSION: columns.compression,
            KeeperCriterion.OLDER: columns.moment,
            KeeperCriterion.NEWER: columns.moment,
            KeeperCriterion.LARGER_FILE: columns.size,
            KeeperCriterion.SMALLER_FILE: columns.size,
        }
        return float(seen[criterion][photo])


class _Columns:
    """What the ranking looks at, one array of the length of the photos each.

    Zeros stand for photos that are unread or not `among` those to be ranked.
    """

    def __init__(
        self, photos: Sequence[Photo], fingerprints: Sequence[Fingerprint | None], among: Collection[int]
    ) -> None:
        qualities: list[Quality | None] = [None] * len(photos)
        moment = [0.0] * len(photos)
        for index in among:
            fingerprint = fingerprints[index]
            qualities[index] = fingerprint.quality if fingerprint else None
            moment[index] = _moment(photos[index], fingerprint.quality.second if fingerprint else None)
        self.pixels = _numbers([0 if each is None else each.pixels for each in qualities])
        self.longest = _numbers([0 if each is None else max(each.width, each.height) for each in qualities])
        self.sharpness = _numbers([0 if each is None else each.sharpness for each in qualities])
        self.metadata = _numbers([0 if each is None else each.metadata_fields for each in qualities])
        self.size = _numbers([photo.size for photo in photos])
        self.moment = _numbers(moment)
        known = [None if each is None else each.compression for each in qualities]
        lossless = np.array([each is not None and each.format in LOSSLESS for each in qualities], np.bool_)
        self.jpeg_quality = _numbers([np.nan if value is None else value for value in known])
        self.known_compression = ~np.isnan(self.jpeg_quality) | lossless
        self.compression = np.where(np.isnan(self.jpeg_quality), UNKNOWN_COMPRESSION, self.jpeg_quality)
        self.compression[lossless] = 100


class _Pairs:
    """Matches that are sure enough, as columns. `padded` is 1 or 2 for the photo with something plain around it,
    `framed` says that all it has more than the other is plain, `whole` that neither photo is a part of the other.

    Of byte copies only the `copied` one was compared with other photos; what is found of it holds for its `copies`.
    """

    def __init__(self, matches: Sequence[Match]) -> None:
        sure = [match for match in matches if match.decider is Decider.HASH or (match.scores.confidence or 0) > MATCHED]
        self.first: Indices = np.array([match.first for match in sure], np.int64)
        self.second: Indices = np.array([match.second for match in sure], np.int64)
        copies = [match for match in matches if match.decider is Decider.EXACT]
        self.copied: Indices = np.array([match.first for match in copies], np.int64)
        self.copies: Indices = np.array([match.second for match in copies], np.int64)
        self.take = np.array([match.relation is Relation.SAME_SCENE for match in sure], np.bool_)
        self.added = np.array([_has_added(match) for match in sure], np.bool_)
        cropped = _numbers([match.evidence.cropped if match.evidence else 0.0 for match in sure])
        self.whole = ~self.take & np.array([_shows_all(match) for match in sure], np.bool_)
        self.drained = _numbers([match.evidence.drained if match.evidence else 0.0 for match in sure])
        drawn_over = _numbers([match.evidence.drawn_over if match.evidence else 0.0 for match in sure])
        self.drawn_over = np.where(self.take, 0, drawn_over)
        self.padded = np.where(self.added & (cropped > 0), 1, np.where(self.added & (cropped < 0), 2, 0))
        self.framed = (
            self.added & (abs(cropped) >= UNCROPPED) & ~np.array([_is_crop(match) for match in sure], np.bool_)
        )


def _shows_all(match: Match) -> bool:
    """Whether geometry says that both photos show the whole of each other."""
    evidence = match.evidence
    return evidence is not None and not _is_crop(match) and abs(evidence.cropped) < UNCROPPED


def _is_crop(match: Match) -> bool:
    return match.evidence is not None and Relation.CROPPED in match.evidence.relations


def _has_added(match: Match) -> bool:
    return match.evidence is not None and Relation.ADDED in match.evidence.relations


def _shown_pixels(columns: _Columns, pairs: _Pairs) -> Numbers:
    """The pixels of each photo that show something: those of the photo it was enlarged from or put a border around."""
    swap = columns.pixels[pairs.first] > columns.pixels[pairs.second]
    large = np.where(swap, pairs.first, pairs.second)
    small = np.where(swap, pairs.second, pairs.first)
    worth = columns.size / np.interp(columns.jpeg_quality, *np.array(_RELATIVE_BYTES).T)
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = np.log(worth[large] / worth[small]) / np.log(columns.pixels[large] / columns.pixels[small])
    thin = growth < ENLARGED_GROWTH
    tiny = (columns.longest[small] <= SMALL_SIDE) & (columns.longest[large] >= 1.25 * columns.longest[small])
    soft = tiny & (columns.sharpness[large] < ENLARGED_SHARPNESS * columns.sharpness[small])
    drawn_on_small = np.where(swap, pairs.drawn_over, -pairs.drawn_over) > 0  # What was added is not around the large.
    bordered = (pairs.padded == np.where(swap, 1, 2)) & ~drawn_on_small
    larger = columns.pixels[large] > columns.pixels[small]
    found = np.flatnonzero(larger & (((thin | pairs.framed) & bordered) | ((thin | soft) & pairs.whole)))
    shown = columns.pixels.copy()
    for pair in found[np.argsort(columns.pixels[large[found]], kind="stable")]:
        shown[large[pair]] = min(shown[large[pair]], shown[small[pair]])
    shown[pairs.copies] = shown[pairs.copied]
    return shown


def _blurred(columns: _Columns, pairs: _Pairs) -> Flags:
    """Which photos are clearly less sharp than one they match. What was added to a photo may be sharp by itself."""
    blurred = np.zeros(len(columns.pixels), np.bool_)
    factor = np.where(pairs.take, BLURRED_TAKE, BLURRED_COPY)
    for one, other in ((pairs.first, pairs.second), (pairs.second, pairs.first)):
        softer = columns.sharpness[one] * factor < columns.sharpness[other]
        softer &= pairs.take | (columns.sharpness[one] < LOW_SHARPNESS)
        blurred[one[softer & ~pairs.added]] = True
    blurred[pairs.copies] = blurred[pairs.copied]
    return blurred


def _flagged(columns: _Columns, pairs: _Pairs, in_first: Flags, in_second: Flags) -> Flags:
    """Which photos have what some pairs show in their first, others in their second photo; their byte copies, too."""
    flagged = np.zeros(len(columns.pixels), np.bool_)
    flagged[pairs.first[in_first]] = True
    flagged[pairs.second[in_second]] = True
    flagged[pairs.copies] = flagged[pairs.copied]
    return flagged


def _folder_places(photos: Sequence[Photo], preferred: Sequence[str]) -> Numbers:
    """For each photo the place in the list of the first folder that holds it."""
    if not preferred:
        return np.full(len(photos), _NOWHERE, np.float64)
    folders = [photo.folder for photo in photos]
    places: dict[str, int] = {}
    for folder in set(folders):
        inside = (place for place, root in enumerate(preferred) if is_below(folder, root))
        places[folder] = next(inside, _NOWHERE)
    return _numbers([places[folder] for folder in folders])


def _moment(photo: Photo, taken: str | None) -> float:
    """Seconds since 1970 of EXIF's date, taken as UTC for want of a zone, or else of the file's."""
    if taken:
        try:
            return datetime.fromisoformat(taken).replace(tzinfo=UTC).timestamp()
        except ValueError:
            return photo.mtime_ns / 1e9  # cameras write dates such as 0000-00-00
    return photo.mtime_ns / 1e9


def _numbers(values: Sequence[float]) -> Numbers:
    return np.array(values, np.float64)
