"""How far hashes look for candidates, and how many pairs are asked about where all photos are alike."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lookalike.matching.candidates import LARGE_LIBRARY, PAIRS_A_PHOTO, propose, radius_for
from lookalike.matching.likelihood import ALONE_ALIKE, bystanders, likely
from lookalike.settings import ScanOptions, Scope
from lookalike.types import Fingerprint, Photo, Proposer, Quality


def versions_of_one_photo(count: int, *, bits: int, noise: float) -> tuple[list[Photo], list[Fingerprint]]:
    """Photos whose hashes differ in a few bits, and whose vectors in a little noise."""
    random = np.random.default_rng(0)
    hashes = random.integers(0, 2, (8, 256), np.uint8)
    direction = random.standard_normal(256)
    fingerprints = []
    for _ in range(count):
        turned = hashes.copy()
        turned[:, random.integers(0, 256, random.poisson(bits))] ^= 1
        vector = direction + noise * random.standard_normal(256)
        proposal = (vector / np.linalg.norm(vector)).astype(np.float16).tobytes()
        quality = Quality(4000, 3000, "JPEG", 100.0)
        packed = np.packbits(turned, axis=1).tobytes()
        fingerprints.append(Fingerprint(1, 2, 3, 4, packed, quality, 30.0, b"vector", proposal))
    photos = [Photo(f"/{number % 7}/{number}.jpg", 1000, 0, 0, number) for number in range(count)]
    return photos, fingerprints


def test_hashes_look_farther_where_they_are_alone() -> None:
    for photos in (100, LARGE_LIBRARY):
        assert radius_for(photos, 256, alone=True) > radius_for(photos, 256, alone=False)


def test_hashes_look_less_far_in_a_large_library() -> None:
    for alone in (False, True):
        assert radius_for(LARGE_LIBRARY, 256, alone=alone) < radius_for(LARGE_LIBRARY - 1, 256, alone=alone)


@pytest.mark.parametrize("bits", [0, 1, 5])
@pytest.mark.parametrize("noise", [0.0, 0.05])
def test_many_versions_of_one_photo_ask_for_few_pairs_each(bits: int, noise: float) -> None:
    photos, fingerprints = versions_of_one_photo(600, bits=bits, noise=noise)
    proposals = propose(photos, fingerprints, ScanOptions(roots=("/",)))
    assert len(proposals) <= PAIRS_A_PHOTO * len(photos)
    assert {index for one in proposals for index in (one.first, one.second)} == set(range(600))


def test_tens_of_thousands_of_copies_cost_no_more_than_one_pair_each() -> None:
    photos, (fingerprint,) = versions_of_one_photo(1, bits=0, noise=0)
    photos = [Photo(f"/{number}.jpg", 1000, 0, 0, number) for number in range(30_000)]
    proposals = propose(photos, [fingerprint] * len(photos), ScanOptions(roots=("/",)))
    assert [(one.first, one.second) for one in proposals] == [(0, number) for number in range(1, 30_000)]
    assert {one.proposers for one in proposals} == {(Proposer.HASH, Proposer.MOBILENET)}


@pytest.mark.parametrize("count", [14, 4000])
@pytest.mark.parametrize("distinct", [1, 3])
@pytest.mark.parametrize(
    "options",
    [
        {"scope": Scope.WITHIN_FOLDER},
        {"scope": Scope.ACROSS_FOLDERS},
        {"reference": ("/5",)},
        {"reference": ("/5", "/6"), "scope": Scope.ACROSS_FOLDERS},
    ],
)
def test_every_copy_is_asked_about_with_a_photo_that_it_may_be_matched_with(
    count: int, distinct: int, options: dict[str, Any]
) -> None:
    photos, different = versions_of_one_photo(distinct, bits=2, noise=0.01)
    photos = [Photo(f"/{number % 7}/{number}.jpg", 1000, 0, 0, number) for number in range(count)]
    fingerprints = [different[number // 7 % distinct] for number in range(count)]
    proposals = propose(photos, fingerprints, ScanOptions(roots=("/",), **options))
    assert {index for one in proposals for index in (one.first, one.second)} == set(range(count))
    assert len(proposals) <= PAIRS_A_PHOTO * count


def test_being_alike_says_less_of_photos_that_are_like_many_others() -> None:
    similarity, cosine = np.array([0.6]), np.array([0.7])
    assert likely(similarity, cosine, 0.25) > 0.5 > likely(similarity, cosine, 0.65)


def test_hashes_that_are_clearly_alike_say_enough_where_mobilenet_sees_something_else() -> None:
    similarity, cosine = np.array([0.6, 0.75, 0.85]), np.full(3, 0.15)
    vaguely, clearly, surely = likely(similarity, cosine, 0.5)
    assert vaguely < 0.02
    assert 0.1 < clearly < surely
    assert surely > 0.5


def test_with_few_photos_there_are_no_bystanders_to_learn_from() -> None:
    nobody = np.full(3, -np.inf)
    unknown, far, near = bystanders(np.array([-np.inf, 0.3, 0.6]), nobody)
    assert unknown == ALONE_ALIKE
    assert far < near


def test_copies_of_a_photo_are_no_bystanders_however_many_they_are() -> None:
    among_strangers, among_copies, in_a_crowd = bystanders(np.array([0.35, 0.8, 0.8]), np.array([0.33, 0.33, 0.78]))
    assert among_copies < among_strangers + 0.1 < in_a_crowd
