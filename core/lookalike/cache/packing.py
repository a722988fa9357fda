"""Fingerprints, evidence and problems as compact bytes, exactly: what the cache keeps of them.

Floats keep all their bits, so that a scan from the cache gives the same result as one from the files. Whoever
adds a field to one of these values raises `FORMAT` and, unless it is a plain number of `Evidence`, adds it here; a test
fails until that is done.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Generic, TypeAlias, TypeVar

import numpy as np

from lookalike.cache.columns import made_of
from lookalike.types import Evidence, Fingerprint, Label, Problem, ProblemReason, Quality, Relation

FORMAT = 7
"""Raised whenever the bytes mean something else than before; older ones are then made anew."""

Number = TypeVar("Number", int, float)

Vectors: TypeAlias = tuple[bytes, bytes, tuple[Label, ...]]
"""What MobileNet gives: vector, proposal vector, labels."""

NO_VECTORS: Vectors = (b"", b"", ())

_READING_FIELDS = {
    **dict.fromkeys(("ahash", "phash", "dhash", "whash"), "Q"),
    **dict.fromkeys(("width", "height"), "I"),
    **dict.fromkeys(("sharpness", "detail"), "d"),
    **{"compression": "h", "metadata_fields": "I", "orientations": "H", "inner": "H", "form": "B", "taken": "B"},
}
_READING = struct.Struct(f"<{''.join(_READING_FIELDS.values())}")
_READINGS = np.dtype([(name, f"<{code}") for name, code in _READING_FIELDS.items()])
_VECTORS = struct.Struct("<IIB")
_LABEL = struct.Struct("<dBB")
_NO_COMPRESSION = -1
_NO_DATE = 255


class PlainFields(Generic[Number]):
    """The fields of `Evidence` that hold nothing but a number of one type: their names, and a function of their values.

    They are read from the class, so that a new field of this kind is packed without a change here.
    """

    def __init__(self, kind: type[Number]) -> None:
        self.names = tuple(field.name for field in fields(Evidence) if field.type == kind.__name__)
        self.of: Callable[[Evidence], tuple[Number, ...]] = attrgetter(*self.names)


WHOLE_NUMBERS: PlainFields[int] = PlainFields(int)
FRACTIONS: PlainFields[float] = PlainFields(float)

_EVIDENCE = struct.Struct(f"<{len(WHOLE_NUMBERS.names)}i{len(FRACTIONS.names)}d2i3BHH")
_UNPACKED = (
    *WHOLE_NUMBERS.names,
    *FRACTIONS.names,
    *("relations", "keypoints", "mirrored", "direct", "transform", "outline", "matches"),
)
_in_order_of_fields = itemgetter(*(_UNPACKED.index(field.name) for field in fields(Evidence)))


def pack_reading(photo: Fingerprint) -> bytes:
    """What decoding gives: hashes, orientations, quality and detail."""
    quality = photo.quality
    form = quality.format.encode()
    taken = b"" if quality.taken is None else quality.taken.encode()[: _NO_DATE - 1]
    head = _READING.pack(
        photo.ahash,
        photo.phash,
        photo.dhash,
        photo.whash,
        quality.width,
        quality.height,
        quality.sharpness,
        photo.detail,
        _NO_COMPRESSION if quality.compression is None else quality.compression,
        quality.metadata_fields,
        len(photo.orientations),
        len(photo.inner_orientations),
        len(form),
        _NO_DATE if quality.taken is None else len(taken),
    )
    return b"".join((head, photo.orientations, photo.inner_orientations, form, taken))


def unpack_reading(data: bytes, vectors: Vectors = NO_VECTORS) -> Fingerprint:
    """The inverse of `pack_reading`, with what `unpack_vectors` gave."""
    ahash, phash, dhash, whash, width, height, sharpness, detail, *numbers = _READING.unpack_from(data)
    compression, fields, orientations, inner, form, taken = numbers
    hashes_end = _READING.size + orientations
    inner_end = hashes_end + inner
    form_end = inner_end + form
    quality = Quality(
        width,
        height,
        sys.intern(data[inner_end:form_end].decode()),
        sharpness,
        None if compression == _NO_COMPRESSION else compression,
        None if taken == _NO_DATE else data[form_end:].decode(),
        fields,
    )
    whole, inside = data[_READING.size : hashes_end], data[hashes_end:inner_end]
    return Fingerprint(ahash, phash, dhash, whash, whole, quality, detail, *vectors, inner_orientations=inside)


def unpack_readings(packed: Sequence[bytes], vectors: Sequence[Vectors]) -> list[Fingerprint]:
    """What `unpack_reading` makes of each of at least one, sooner. Raises ValueError where any is damaged."""
    size, lengths = _READING.size, [len(data) for data in packed]
    if min(lengths) < size:
        raise ValueError("the bytes of a reading are damaged")
    heads = np.frombuffer(b"".join([data[:size] for data in packed]), _READINGS)
    column = {name: heads[name].tolist() for name in _READING_FIELDS}
    undated = heads["taken"] == _NO_DATE
    ends = np.cumsum([np.full(len(heads), size), heads["orientations"], heads["inner"], heads["form"]], axis=0)
    if (ends[-1] + np.where(undated, 0, heads["taken"]) != lengths).any():
        raise ValueError("the bytes of a reading are damaged")
    whole, inner, form = ends[1:].tolist()
    forms = [data[start:end] for data, start, end in zip(packed, inner, form, strict=True)]
    names = {name: sys.intern(name.decode()) for name in set(forms)}
    dates = [None if none else data[end:] for data, end, none in zip(packed, form, undated.tolist(), strict=True)]
    column |= {
        "format": [names[name] for name in forms],
        "compression": [None if number == _NO_COMPRESSION else number for number in column["compression"]],
        "taken": [None if date is None else date.decode() for date in dates],
        "orientations": [data[size:end] for data, end in zip(packed, whole, strict=True)],
        "inner_orientations": [data[start:end] for data, start, end in zip(packed, whole, inner, strict=True)],
        **dict(zip(("vector", "proposal_vector", "labels"), zip(*vectors, strict=True), strict=True)),
    }
    return made_of(Fingerprint, column | {"quality": made_of(Quality, column)})


def pack_vectors(photo: Fingerprint) -> bytes:
    """What MobileNet gives: both vectors and the labels."""
    parts = [_VECTORS.pack(len(photo.vector), len(photo.proposal_vector), len(photo.labels))]
    parts += [photo.vector, photo.proposal_vector]
    for label in photo.labels:
        wordnet_id, name = label.wordnet_id.encode(), label.name.encode()
        parts += [_LABEL.pack(label.score, len(wordnet_id), len(name)), wordnet_id, name]
    return b"".join(parts)


def unpack_vectors(data: bytes) -> Vectors:
    """The inverse of `pack_vectors`."""
    vector, proposal, count = _VECTORS.unpack_from(data)
    vector_end = _VECTORS.size + vector
    place = vector_end + proposal
    labels = []
    for _ in range(count):
        score, id_length, name_length = _LABEL.unpack_from(data, place)
        name_start = place + _LABEL.size + id_length
        wordnet_id = data[place + _LABEL.size : name_start].decode()
        place = name_start + name_length
        labels.append(Label(wordnet_id, data[name_start:place].decode(), score))
    return data[_VECTORS.size : vector_end], data[vector_end : vector_end + proposal], tuple(labels)


def content_key(photo: Fingerprint, size: int) -> bytes:
    """16 bytes that stand for a photo's content wherever it lies: its size in bytes and all that was read from it.

    Sharpness and detail are sums over all pixels of the working raster, so different pixels give different keys.
    """
    return hashlib.blake2b(pack_reading(photo) + size.to_bytes(8, "little"), digest_size=16).digest()


def pack_evidence(evidence: Evidence) -> bytes:
    """Evidence without its keypoint matches, which are made anew where a person looks at the pair."""
    relations = ",".join(evidence.relations).encode()
    head = _EVIDENCE.pack(
        *WHOLE_NUMBERS.of(evidence),
        *FRACTIONS.of(evidence),
        *evidence.keypoints,
        evidence.mirrored,
        evidence.direct,
        evidence.transform is not None,
        len(evidence.outline),
        len(relations),
    )
    numbers = (*(evidence.transform or ()), *(number for point in evidence.outline for number in point))
    return b"".join((head, relations, struct.pack(f"<{len(numbers)}d", *numbers)))


def unpack_evidence(data: bytes) -> Evidence:
    """The inverse of `pack_evidence`."""
    *numbers, first, second, mirrored, direct, has_transform, outline, relations = _EVIDENCE.unpack_from(data)
    relations_end = _EVIDENCE.size + relations
    values = struct.unpack_from(f"<{9 * has_transform + 2 * outline}d", data, relations_end)
    corners = values[9 * has_transform :]
    unpacked = (
        *numbers,
        _relations(data[_EVIDENCE.size : relations_end]),
        (first, second),
        bool(mirrored),
        bool(direct),
        values[:9] if has_transform else None,
        tuple(zip(corners[::2], corners[1::2], strict=True)),
        (),
    )
    return Evidence(*_in_order_of_fields(unpacked))


@lru_cache(maxsize=256)
def _relations(names: bytes) -> tuple[Relation, ...]:
    """Relations by their names. Kept, because a library's pairs have few different ones."""
    return tuple(Relation(name) for name in names.decode().split(",")) if names else ()


def pack_problem(problem: Problem) -> bytes:
    """A problem without its path, which is that of the photo."""
    return json.dumps([problem.stage, problem.reason.value, problem.detail]).encode()


def unpack_problem(data: bytes) -> tuple[str, ProblemReason, str]:
    """Stage, reason and detail of a problem."""
    stage, reason, detail = json.loads(data)
    return stage, ProblemReason(reason), detail
