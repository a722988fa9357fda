"""Frozen values that travel through the engine and to its faces: Photo, Fingerprint, Match, Evidence, Group.

Enums and numbers only: sentences are made, and translated, in the faces. Arrays stay in the modules that own
them, with one exception, the `Raster` or `Luminance` that a decoder hands on.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Raster: TypeAlias = npt.NDArray[np.uint8]
"""Upright sRGB pixels, shape (height, width, 3)."""

Luminance: TypeAlias = npt.NDArray[np.uint8]
"""The brightness of upright pixels, 0 to 255, shape (height, width)."""

Point: TypeAlias = tuple[float, float]
"""x and y in pixels of the upright full-size photo, origin at its top left corner."""

Transform: TypeAlias = tuple[float, float, float, float, float, float, float, float, float]
"""A 3x3 homography, row by row, that maps points of the first photo onto the second (last entry 1)."""


class HashKind(StrEnum):
    """The perceptual hashes, named as in the field and in `imagehash`."""

    AHASH = "ahash"
    PHASH = "phash"
    DHASH = "dhash"
    WHASH = "whash"


@dataclass(frozen=True, slots=True)
class HashSpec:
    """A hash and its side: 8 gives 64 bits, 16 gives 256."""

    kind: HashKind
    side: int

    @property
    def bits(self) -> int:
        """The number of bits of one hash."""
        return self.side * self.side


@dataclass(frozen=True, slots=True)
class Photo:
    """A file on disk, as discovery found it.

    `path` is absolute and may hold surrogate escapes where the name is not UTF-8; that of a photo in an archive begins
    with the archive's (`files.archives`). `links` are further names of the same file (hard links), `companions` are
    files that must travel with it (RAW beside JPEG, sidecars).
    """

    path: str
    size: int
    mtime_ns: int
    device: int
    inode: int
    links: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return os.path.basename(self.path)

    @property
    def folder(self) -> str:
        """The folder that holds the file."""
        return os.path.dirname(self.path)


class ProblemReason(StrEnum):
    """Why a file could not be compared, or could only be compared in part."""

    NOT_FOUND = "not-found"
    PERMISSION_DENIED = "permission-denied"
    READ_ERROR = "read-error"
    CHANGED = "changed-during-scan"
    EMPTY = "empty-file"
    UNKNOWN_FORMAT = "unknown-format"
    MISSING_DECODER = "missing-decoder"
    UNSUPPORTED = "unsupported"
    """A kind of a known format that is not read; the file may well be sound."""
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    DECODER_CRASHED = "decoder-crashed"
    DECODER_TIMEOUT = "decoder-timeout"
    SPECIAL_FILE = "special-file"
    LINK_LOOP = "link-loop"
    CLOUD_PLACEHOLDER = "cloud-placeholder"
    ENCRYPTED = "encrypted"


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read. `stage` is a `job.Stage` value; `detail` is the library's own message."""

    path: str
    stage: str
    reason: ProblemReason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Quality:
    """What the keeper ranking looks at.

    `width` and `height` are of the upright full-size photo. `sharpness` is the variance of the Laplacian of the
    working raster's luminance. `compression` estimates the JPEG quality from the quantisation tables, 1 to 100,
    None for other formats. `taken` is EXIF's date as ISO 8601 without zone, with milliseconds where the camera
    wrote them. `metadata_fields` counts EXIF, XMP and IPTC fields that a person may want to keep.
    """

    width: int
    height: int
    format: str
    sharpness: float
    compression: int | None = None
    taken: str | None = None
    metadata_fields: int = 0

    @property
    def pixels(self) -> int:
        """Width times height."""
        return self.width * self.height

    @property
    def second(self) -> str | None:
        """`taken` without milliseconds, which programs drop: a copy without them is not earlier than its original."""
        return self.taken and self.taken.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Hashes, vector and quality of one photo.

    `ahash`, `phash`, `dhash` and `whash` are the 64-bit values of `imagehash`, most significant bit first.
    `orientations` holds the hash that proposes candidates, for the eight orientations in EXIF order, each packed
    to bits/8 bytes, most significant bit first. `vector` is the L2-normalised average-pooled MobileNet feature
    (1024 float16) and `proposal_vector` the one that neighbours are sought with; both are empty without an engine.
    `detail` says how much there is to compare: the standard deviation, 0 to 127, of the luminance after a smooth
    ramp is taken away. `inner_orientations` is like `orientations`, of the picture inside plain surroundings (a
    screenshot, a letterbox, a page), and empty where there are none.
    """

    ahash: int
    phash: int
    dhash: int
    whash: int
    orientations: bytes
    quality: Quality
    detail: float
    vector: bytes = b""
    proposal_vector: bytes = b""
    labels: tuple[Label, ...] = ()
    inner_orientations: bytes = b""


class Proposer(StrEnum):
    """The stage that proposed a pair."""

    EXACT = "exact"
    HASH = "hash"
    MOBILENET = "mobilenet"
    TRANSITIVE = "transitive"


class Decider(StrEnum):
    """The stage at which the cascade stopped for a pair."""

    EXACT = "exact"
    HASH = "hash"
    MOBILENET = "mobilenet"
    ORB = "orb"
    TAKEN = "taken"
    """The pixels say one photo; the times at which both were taken say two."""


class Relation(StrEnum):
    """What one photo is to the other."""

    IDENTICAL_FILE = "identical-file"
    IDENTICAL_PIXELS = "identical-pixels"
    RE_ENCODED = "re-encoded"
    RESIZED = "resized"
    RECOLOURED = "recoloured"
    CROPPED = "cropped"
    ROTATED = "rotated"
    MIRRORED = "mirrored"
    ADDED = "something-added"
    SAME_SCENE = "same-scene"
    LOOKS_ALIKE = "looks-alike"
    """Only the hashes were compared."""
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores of a pair, 0 to 1, None where a stage did not run.

    Hash similarities are `1 - Hamming / bits`, the best over the eight orientations, and of the pictures inside
    plain surroundings, where those were compared.
    `orb` is RANSAC inliers over the smaller keypoint count, `mobilenet` the cosine of the pooled features,
    `correlation` that of the aligned luminance in the overlap, `confidence` the calibrated probability that both
    are the same photo.
    """

    ahash: float | None = None
    phash: float | None = None
    dhash: float | None = None
    whash: float | None = None
    mobilenet: float | None = None
    orb: float | None = None
    correlation: float | None = None
    confidence: float | None = None

    def hash(self, kind: HashKind) -> float | None:
        """The similarity by one kind of hash."""
        value: float | None = getattr(self, kind.value)
        return value

    @property
    def best_hash(self) -> float | None:
        """The best of the four hash similarities; None where none was compared."""
        return max((value for kind in HashKind if (value := self.hash(kind)) is not None), default=None)


@dataclass(frozen=True, slots=True)
class KeypointMatch:
    """One ORB match: where it lies in both photos, and how far (pixels of the second) the transform misses it."""

    first: Point
    second: Point
    inlier: bool
    residual: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two photos match: what ORB, its geometric check and the pixels under the transform found.

    Shares are 0 to 1 unless they say otherwise. What is measured in blocks is explained in `matching.aligned`.
    """

    relations: tuple[Relation, ...]
    """Sorted by importance, the first one is the headline."""
    inliers: int
    """Keypoint matches that agree with the transform."""
    match_count: int
    """All keypoint matches."""
    keypoints: tuple[int, int]
    """How many keypoints of each photo were compared."""
    orb: float
    """Inliers over the smaller number of keypoints."""
    correlation: float
    """Of the aligned luminance: the median over blocks of the overlap."""
    overlap: float
    """Share of the smaller photo that the other one shows."""
    spread: float
    """Share of the overlap over which the inliers are scattered."""
    cropped: float = 0.0
    """Share of the first photo that is missing from the second. Negative: share of the second that the first lacks."""
    rotation: float = 0.0
    """Degrees, counter-clockwise, -180 to 180."""
    mirrored: bool = False
    scale: float = 1.0
    """How many times as large the second photo shows the first one, in pixels of the full-size photos."""
    transform: Transform | None = None
    """Maps the first photo onto the second; None where no geometry was found."""
    outline: tuple[Point, ...] = ()
    """The first photo's frame drawn in the second."""
    matches: tuple[KeypointMatch, ...] = ()
    """Empty unless asked for."""
    agreeing: float = 0.0
    """Share of the textured blocks whose pixels correlate."""
    blocks: int = 0
    """How many textured blocks there are."""
    direct: bool = False
    """Whether the photos were aligned by their pixels, because keypoints were too few."""
    fine: float = 0.0
    """Share of the fine blocks with edges in both photos whose edges correlate."""
    fine_blocks: int = 0
    """How many of those there are."""
    natural: float = 0.0
    """Natural texture, not of text, frames or screens, that agrees; counted in blocks."""
    conflicting: float = 0.0
    """Natural texture that does not agree, counted in blocks."""
    drained: float = 0.0
    """Share of the first photo's colours that the second one lost. Negative: the first lost it."""
    drawn_over: float = 0.0
    """Share of the overlap in which the second photo has a caption, a watermark or another drawing that the first has
    not. Negative: the first has it."""
    rewritten: int = 0
    """Fine blocks that hold other writing, beside the largest place of such blocks."""
    entries: int = 0
    """The same of finer writing; 0 unless all else lies exactly on each other."""
    repainted: float = 0.0
    """Share of the overlap whose colours no edit of all colours explains; 0 unless both are drawings."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two photos and their scores. `first` < `second` are indices into the photos of the result.

    `through` is the photo that shows both, where they are too different to be compared directly.
    """

    first: int
    second: int
    scores: Scores
    proposers: tuple[Proposer, ...]
    decider: Decider
    relation: Relation
    evidence: Evidence | None = None
    through: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A photo of a group beside its keeper. `match` is the pair with the keeper."""

    photo: int
    match: Match


@dataclass(frozen=True, slots=True)
class Group:
    """Photos that belong together: the suggested keeper, and the others, most similar first."""

    keeper: int
    members: tuple[Member, ...]

    @property
    def photos(self) -> tuple[int, ...]:
        """All photos of the group, the keeper first."""
        return (self.keeper, *(member.photo for member in self.members))


@dataclass(frozen=True, slots=True)
class Label:
    """One of ImageNet's 1000 classes, as `decode_predictions` names it: WordNet id, name, probability."""

    wordnet_id: str
    name: str
    score: float
