"""What goes into the cache comes out of it unchanged, to the last bit."""

from __future__ import annotations

from dataclasses import replace

import pytest

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
