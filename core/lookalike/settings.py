"""Everything that changes a scan's answer, in one frozen, validated value."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lookalike.plain import from_plain
from lookalike.types import HashKind, HashSpec


class Preset(StrEnum):
    """How alike photos must be to share a group."""

    EXACT = "exact"
    """Byte copies only."""
    SAME_PHOTO = "same-photo"
    """Copies and edits of one photo, in any orientation and crop."""
    SIMILAR_SCENE = "similar-scene"
    """Also series, bursts and re-takes."""
    HASH = "hash"
    """One perceptual hash and its distance, as other programs do."""


class EngineChoice(StrEnum):
    """Which MobileNet engine runs."""

    AUTO = "auto"
    TENSORFLOW = "tensorflow"
    LITERT = "litert"
    NONE = "none"


class Scope(StrEnum):
    """Which photos may be matched with which."""

    ALL = "all"
    ACROSS_FOLDERS = "across-folders"
    WITHIN_FOLDER = "within-folder"


class KeeperCriterion(StrEnum):
    """What makes one photo of a group a better keeper than another; see `keeper`."""

    FOLDER = "folder"
    """It lies in a preferred folder (`ScanOptions.preferred`, the first one counts most) or a protected one."""
    RESOLUTION = "resolution"
    """It has more pixels that show something: enlarged copies and added borders count as what they came from."""
    UNPADDED = "unpadded"
    """It was neither enlarged nor given a border."""
    CLEAN = "clean"
    """No caption, watermark or other drawing lies over it that another photo of its group has not."""
    COLOUR = "colour"
    """It did not lose its colours: another photo of its group is in colour, and this one grey or sepia."""
    SHARPNESS = "sharpness"
    """It is not clearly more blurred than another photo of its group."""
    METADATA = "metadata"
    """It kept more of EXIF, XMP and IPTC."""
    COMPRESSION = "compression"
    """It lost less to its format's compression."""
    OLDER = "older"
    NEWER = "newer"
    LARGER_FILE = "larger-file"
    SMALLER_FILE = "smaller-file"


DEFAULT_KEEPER_ORDER = (
    KeeperCriterion.FOLDER,
    KeeperCriterion.RESOLUTION,
    KeeperCriterion.UNPADDED,
    KeeperCriterion.CLEAN,
    KeeperCriterion.COLOUR,
    KeeperCriterion.SHARPNESS,
    KeeperCriterion.METADATA,
    KeeperCriterion.COMPRESSION,
    KeeperCriterion.OLDER,
    KeeperCriterion.LARGER_FILE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanOptions:
    """What to scan and how to compare. Raises ValueError, in one sentence, for values that make no sense.

    `archives`: photos in ZIP archives are read as well, and never acted on.
    `hash` and `hash_distance` (bits) rule the HASH preset. `min_confidence` (0 to 1, None: the preset's own) and
    the further `min_…` scores are thresholds of the other presets. `reference` folders: only matches with a
    photo in one of them are kept. `protected` folders: their photos are never acted on. `keeper_order` ranks the
    photos of a group, the first criterion that tells two of them apart decides; `preferred` folders are for its
    FOLDER. `max_pixels` and `max_bytes` bound one file; larger ones become a `Problem`.
    """

    roots: tuple[str, ...]
    recursive: bool = True
    hidden: bool = False
    follow_symlinks: bool = False
    archives: bool = False
    exclude: tuple[str, ...] = ()
    preset: Preset = Preset.SAME_PHOTO
    hash: HashSpec = field(default=HashSpec(HashKind.PHASH, 8))
    hash_distance: int = 8
    orientations: bool = True
    min_confidence: float | None = None
    min_hash: float | None = None
    min_mobilenet: float | None = None
    min_orb: float | None = None
    engine: EngineChoice = EngineChoice.AUTO
    protected: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()
    keeper_order: tuple[KeeperCriterion, ...] = DEFAULT_KEEPER_ORDER
    scope: Scope = Scope.ALL
    max_pixels: int = 500_000_000
    max_bytes: int = 2_000_000_000

    def __post_init__(self) -> None:
        if self.hash.side not in (8, 16):
            raise ValueError(f"hash size {self.hash.side}: choose 8 (64 bits) or 16 (256 bits)")
        if not 0 <= self.hash_distance <= self.hash.bits // 2:
            raise ValueError(f"hash distance {self.hash_distance}: choose 0 to {self.hash.bits // 2} bits")
        for name in ("min_confidence", "min_hash", "min_mobilenet", "min_orb"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 1:
                raise ValueError(f"{name} {value}: choose 0 to 1")
        if len(set(self.keeper_order)) != len(self.keeper_order):
            raise ValueError("a criterion for the keeper is named twice")
        if self.max_pixels < 1 or self.max_bytes < 1:
            raise ValueError("the limits for pixels and bytes must be positive")

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> ScanOptions:
        """The inverse of `to_dict`; a newer file with further keys still opens. Raises ValueError."""
        return from_plain(cls, values)
