"""Values with something in every field, for tests about keeping and restoring them."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

from lookalike.types import Evidence, Fingerprint, Label, Match, Photo, Quality, Relation, Scores

QUALITY = Quality(4000, 3000, "JPEG", 123.456, 87, "2024-02-29T12:30:00", 42)

FINGERPRINT = Fingerprint(
    ahash=2**64 - 1,
    phash=0x0123456789ABCDEF,
    dhash=2**63,
    whash=7,
    orientations=bytes(range(256)),
    quality=QUALITY,
    detail=1 / 3,
    vector=b"vector" * 100,
    proposal_vector=b"proposal",
    labels=(Label("n02123045", "tabby", 0.625), Label("n02124075", "chat égyptien", 0.1)),
    inner_orientations=bytes(range(255, -1, -1)),
)

EVIDENCE = Evidence(
    relations=(Relation.CROPPED, Relation.ROTATED),
    inliers=120,
    match_count=150,
    keypoints=(800, 640),
    orb=0.1875,
    correlation=1 / 3,
    overlap=0.5,
    spread=0.4,
    cropped=-0.25,
    rotation=-90.5,
    mirrored=True,
    scale=0.5,
    transform=(1 / 3, 0.0, 3.0, 0.0, 1.5, 2.0, 1e-7, 0.0, 1.0),
    outline=((0.0, 0.5), (10.0, 0.25), (10.0, 20.0), (0.0, 20.0)),
    agreeing=0.75,
    blocks=12,
    direct=True,
    fine=0.875,
    fine_blocks=60,
    natural=12.5,
    conflicting=0.25,
    drained=-0.75,
    drawn_over=-0.125,
    rewritten=5,
    entries=7,
    repainted=0.375,
)


def unset_fields(value: Fingerprint | Quality | Evidence | Match | Scores) -> set[str]:
    """Fields that have their default: a test of all fields would not see them get lost."""
    return {field.name for field in dataclasses.fields(value) if getattr(value, field.name) == field.default}


def photo_of(path: str | os.PathLike[str]) -> Photo:
    """A file as discovery would find it."""
    status = Path(path).stat()
    return Photo(os.fspath(path), status.st_size, status.st_mtime_ns, status.st_dev, status.st_ino)
