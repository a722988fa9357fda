"""What goes into the cache comes out of it unchanged, to the last bit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookalike.cache import packing
from lookalike.types import Evidence, Fingerprint, Problem, ProblemReason, Quality
from tests.core.values import EVIDENCE, FINGERPRINT, QUALITY, unset_fields


def test_every_field_is_tried() -> None:
    assert not unset_fields(FINGERPRINT)
    assert not unset_fields(QUALITY)
    assert unset_fields(EVIDENCE) == {"matches"}


BARE_QUALITY = Quality(1, 1, "", 0.0)
BARE = Fingerprint(0, 0, 0, 0, b"", BARE_QUALITY, 0.0)


@pytest.mark.parametrize("photo", [FINGERPRINT, BARE, replace(FINGERPRINT, quality=replace(QUALITY, taken=""))])
def test_fingerprints_survive(photo: Fingerprint) -> None:
    reading = packing.unpack_reading(packing.pack_reading(photo))
    assert reading == replace(photo, vector=b"", proposal_vector=b"", labels=())
    vectors = packing.unpack_vectors(packing.pack_vectors(photo))
    assert packing.unpack_reading(packing.pack_reading(photo), vectors) == photo


READINGS = st.builds(
    Fingerprint,
    **dict.fromkeys(("ahash", "phash", "dhash", "whash"), st.integers(0, 2**64 - 1)),
    orientations=st.binary(max_size=40),
    inner_orientations=st.binary(max_size=40),
    detail=st.floats(allow_nan=False),
    quality=st.builds(
        Quality,
        width=st.integers(0, 2**32 - 1),
        height=st.integers(0, 2**32 - 1),
        format=st.sampled_from(["JPEG", "PNG", "", "é"]),
        sharpness=st.floats(allow_nan=False),
        compression=st.none() | st.integers(0, 100),
        taken=st.sampled_from([None, "", "2024-05-01T12:00:00"]),
        metadata_fields=st.integers(0, 2**32 - 1),
    ),
)


@given(st.lists(READINGS, min_size=1, max_size=5))
def test_many_readings_are_unpacked_as_each_of_them(photos: list[Fingerprint]) -> None:
    vectors = [packing.NO_VECTORS if photo.ahash % 2 else (b"1", b"2", FINGERPRINT.labels) for photo in photos]
    packed = [packing.pack_reading(photo) for photo in photos]
    each = [packing.unpack_reading(data, known) for data, known in zip(packed, vectors, strict=True)]
    assert packing.unpack_readings(packed, vectors) == each
    assert [replace(one, vector=b"", proposal_vector=b"", labels=()) for one in each] == photos


@given(st.lists(READINGS, min_size=1, max_size=3), st.integers(0, 2), st.integers(1, 200), st.booleans())
def test_a_reading_of_another_length_is_noticed(
    photos: list[Fingerprint], number: int, length: int, longer: bool
) -> None:
    packed = [packing.pack_reading(photo) for photo in photos]
    one = packed[number % len(packed)]
    packed[number % len(packed)] = one + bytes(length) if longer else one[:-length]
    with pytest.raises(ValueError, match="damaged"):
        packing.unpack_readings(packed, [packing.NO_VECTORS] * len(packed))


@pytest.mark.parametrize(
    "evidence", [EVIDENCE, replace(EVIDENCE, transform=None, outline=()), replace(EVIDENCE, relations=())]
)
def test_evidence_survives(evidence: Evidence) -> None:
    assert packing.unpack_evidence(packing.pack_evidence(evidence)) == evidence


def test_problems_survive() -> None:
    problem = Problem("/photos/a.jpg", "fingerprint", ProblemReason.DAMAGED, "image file is truncated (é)")
    assert Problem("/photos/a.jpg", *packing.unpack_problem(packing.pack_problem(problem))) == problem


def test_the_content_key_depends_on_what_the_photo_shows_and_not_on_its_vectors() -> None:
    key = packing.content_key(FINGERPRINT, 1000)
    assert key == packing.content_key(replace(FINGERPRINT, vector=b"", labels=()), 1000)
    assert key != packing.content_key(FINGERPRINT, 1001)
    assert key != packing.content_key(replace(FINGERPRINT, detail=0.5), 1000)
