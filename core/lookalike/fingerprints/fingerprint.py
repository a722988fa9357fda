"""One decode of a photo, and everything that comes from it: hashes, sharpness, network input, working raster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import numpy.typing as npt

from lookalike.decoding import decode, scratch
from lookalike.decoding.decode import Limits
from lookalike.fingerprints import embed, hashing, quality, surroundings
from lookalike.fingerprints.embed import Embedding
from lookalike.types import Fingerprint, HashSpec, Luminance, Quality

HASHED_MAX = 384
"""Longest side of a raster, in pixels, that is hashed as it is; larger ones are halved first, which changes a bit or
two of 256 and makes hashing four times faster (`tests/benchmarks/hashes.py`)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one decode gave. `fingerprint` still lacks its vectors, which are made in batches from `network_input`.

    `network_input` is uint8 of shape (224, 224, 3); `working` the working raster as `scratch` encodes it. Both are
    None where only hashes were asked for. `by_hash` are the fingerprints that scans by the other 64-bit hashes would
    make: all of them cost less than 1 % of a reading, and whoever tries those scans next need not wait for another.
    """

    fingerprint: Fingerprint
    network_input: npt.NDArray[np.uint8] | None = None
    working: bytes | None = None
    by_hash: Mapping[HashSpec, Fingerprint] = field(default_factory=dict)


def fingerprint_photo(path: str, limits: Limits, proposal: HashSpec, *, hashes_only: bool = False) -> Reading:
    """Decode a photo once and make of it whatever the cascade needs. Raises UnreadableError."""
    decoded = decode.decode(path, limits, colours=not hashes_only)
    luminance = decoded.luminance()
    small = to_be_hashed(luminance)
    hashes = hashing.hash_luminance(small, proposal, [spec for spec in hashing.SMALL if spec != proposal])
    fingerprint = Fingerprint(
        ahash=hashes.ahash,
        phash=hashes.phash,
        dhash=hashes.dhash,
        whash=hashes.whash,
        orientations=hashes.orientations,
        quality=Quality(
            width=decoded.width,
            height=decoded.height,
            format=decoded.format,
            sharpness=quality.sharpness(luminance),
            compression=decoded.compression,
            taken=decoded.taken,
            metadata_fields=decoded.metadata_fields,
        ),
        detail=quality.detail(small),
        inner_orientations=_inner_orientations(small, proposal),
    )
    by_hash = {
        spec: replace(fingerprint, orientations=packed, inner_orientations=b"")
        for spec, packed in hashes.others.items()
    }
    if hashes_only:
        return Reading(fingerprint, by_hash=by_hash)
    return Reading(fingerprint, embed.engine_input(decoded.raster), scratch.encode(decoded.raster), by_hash)


def to_be_hashed(luminance: Luminance) -> Luminance:
    """The luminance that is hashed: halved where it is large."""
    height, width = luminance.shape
    if max(height, width) <= HASHED_MAX:
        return luminance
    size = (max(1, round(width / 2)), max(1, round(height / 2)))
    return np.asarray(cv2.resize(luminance, size, interpolation=cv2.INTER_AREA), np.uint8)


def _inner_orientations(luminance: Luminance, proposal: HashSpec) -> bytes:
    """The hash of what plain surroundings hold. By a hash that a person chose, photos are compared as wholes."""
    box = surroundings.inside(luminance) if proposal == hashing.PROPOSAL else None
    if box is None:
        return b""
    left, top, right, bottom = box
    return hashing.luminance_orientations(luminance[top:bottom, left:right], proposal)


def completed(fingerprint: Fingerprint, embedding: Embedding) -> Fingerprint:
    """The fingerprint with what the network knows of the photo."""
    return replace(
        fingerprint,
        vector=embedding.vector,
        proposal_vector=embedding.proposal_vector,
        labels=embedding.labels,
    )
