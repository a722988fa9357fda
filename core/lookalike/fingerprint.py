"""One decode of a photo, and everything that comes from it: hashes, sharpness, network input, working raster."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from lookalike import decode, embed, hashing, quality, scratch
from lookalike.decode import Limits
from lookalike.embed import Embedding
from lookalike.types import Fingerprint, HashSpec, Quality


@dataclass(frozen=True, slots=True)
class Reading:
    """What one decode gave. `fingerprint` still lacks its vectors, which are made in batches from `network_input`.

    `network_input` is uint8 of shape (224, 224, 3); `working` the working raster as `scratch` encodes it.
    """

    fingerprint: Fingerprint
    network_input: npt.NDArray[np.uint8]
    working: bytes


def fingerprint_photo(path: str, limits: Limits, proposal: HashSpec) -> Reading:
    """Decode a photo once and make of it whatever the cascade needs. Raises UnreadableError."""
    decoded = decode.decode(path, limits)
    raster = decoded.raster
    hashes = hashing.hash_photo(raster, proposal)
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
            sharpness=quality.sharpness(raster),
            compression=decoded.compression,
            taken=decoded.taken,
            metadata_fields=decoded.metadata_fields,
        ),
        detail=quality.detail(raster),
    )
    return Reading(fingerprint, embed.engine_input(raster), scratch.encode(raster))


def completed(fingerprint: Fingerprint, embedding: Embedding) -> Fingerprint:
    """The fingerprint with what the network knows of the photo."""
    return replace(
        fingerprint,
        vector=embedding.vector,
        proposal_vector=embedding.proposal_vector,
        labels=embedding.labels,
    )
