"""A search that remembers the last one finds exactly what a search of everything finds, whatever came or went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lookalike.cache.cachefile import NoFile
from lookalike.cache.searches import KeptSearches, Table, pack_tables, unpack_tables
from lookalike.cache.store import NoStore, Store
from lookalike.job import CancelToken
from lookalike.matching.arrays import Vectors
from lookalike.matching.candidates import propose
from lookalike.matching.hamming import FEW, Packed, Pairs, near_pairs
from lookalike.matching.neighbours import Neighbours, nearest
from lookalike.settings import Preset, ScanOptions
from lookalike.types import Fingerprint, Photo
from tests.core.values import FINGERPRINT

LIBRARY = 150


def searches() -> KeptSearches:
    return KeptSearches(Store(NoFile()), ["/photos"])


@st.composite
def changed_library(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Numbers of photos, before and after a few of them came, went, were moved or copied."""
    before = draw(st.permutations(range(LIBRARY)))
    gone = draw(st.integers(0, 30))
    new = draw(st.integers(0, 6))
    after = [*before[gone:], *range(LIBRARY, LIBRARY + new), *before[-draw(st.integers(0, 3)) :]]
    moves = draw(st.integers(0, 3))
    noise = np.random.default_rng(draw(st.integers(0, 99)))
    for _ in range(moves):
        after.insert(int(noise.integers(0, len(after))), after.pop(int(noise.integers(0, len(after)))))
    return before, after


def crowded_hashes(bits: int, orientations: int, seed: int) -> Packed:
    """Hashes many of which are near others, some of them equal."""
    noise = np.random.default_rng(seed)
    count = LIBRARY + 10
    families = noise.random((12, orientations, bits)) < 0.5
    hashes = families[noise.integers(0, 12, count)] ^ (noise.random((count, orientations, bits)) < 0.03)
    hashes[noise.integers(0, count, 10)] = hashes[noise.integers(0, count, 10)]
    return np.packbits(hashes, axis=2)


def assert_same_pairs(one: Pairs, other: Pairs) -> None:
    for column in ("first", "second", "distance", "same"):
        assert (getattr(one, column) == getattr(other, column)).all()
    assert one.radius == other.radius


@given(changed_library(), st.sampled_from([(64, 1), (64, 8), (256, 8)]), st.integers(0, 12), st.integers(0, 99))
@settings(max_examples=100)
def test_pairs_of_near_hashes(change: tuple[list[int], list[int]], shape: tuple[int, int], far: int, seed: int) -> None:
    hashes, earlier = crowded_hashes(*shape, seed), searches()
    for photos in (*change, change[0]):
        assert_same_pairs(near_pairs(hashes[photos], far, earlier=earlier), near_pairs(hashes[photos], far))


def test_more_pairs_than_are_wanted_lower_the_radius_in_the_same_way() -> None:
    hashes, earlier = crowded_hashes(64, 1, 0), searches()
    near_pairs(hashes[:LIBRARY], 16, earlier=earlier)
    found = near_pairs(hashes[: LIBRARY + 1], 16, earlier=earlier, max_pairs=200)
    assert found.radius < 16
    assert_same_pairs(found, near_pairs(hashes[: LIBRARY + 1], 16, max_pairs=200))
    for limit in (200, 5000):
        again = near_pairs(hashes[:LIBRARY], 16, earlier=earlier, max_pairs=limit)
        assert_same_pairs(again, near_pairs(hashes[:LIBRARY], 16, max_pairs=limit))


def coarse_vectors(seed: int) -> Vectors:
    """Vectors many of which are equally near to others, some of them equal."""
    noise = np.random.default_rng(seed)
    vectors = noise.integers(-1, 2, (LIBRARY + 10, 6)) + noise.choice([0, 0.25], (LIBRARY + 10, 1))
    vectors[:, 0] += 1.5
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def assert_same_neighbours(one: Neighbours, other: Neighbours) -> None:
    assert (one.indices == other.indices).all()
    assert (one.cosines == other.cosines).all()
    assert (one.same == other.same).all()


@given(changed_library(), st.integers(1, 12), st.integers(0, 99))
@settings(max_examples=100)
def test_nearest_neighbours(change: tuple[list[int], list[int]], count: int, seed: int) -> None:
    vectors, earlier = coarse_vectors(seed), searches()
    for photos in (*change, change[0]):
        found = nearest(vectors[photos], count, earlier=earlier)
        assert_same_neighbours(found, nearest(vectors[photos], count))


def test_only_new_photos_are_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def note(values: Packed, *args: object, fresh: Sequence[int] | None, **more: object) -> list[object]:
        looked_at.append(len(values) if fresh is None else len(fresh))
        return []

    hashes, earlier = crowded_hashes(64, 8, 0), searches()
    near_pairs(hashes[:LIBRARY], 8, earlier=earlier)
    monkeypatch.setattr("lookalike.matching.pigeonhole.search", note)
    near_pairs(hashes[5 : LIBRARY + 2], 8, earlier=earlier)
    near_pairs(hashes[5 : LIBRARY // FEW + LIBRARY], 8, earlier=searches())
    assert looked_at[0] <= 2
    assert looked_at[1] > 100


def library_of(numbers: Sequence[int], *, network: bool) -> tuple[list[Photo], list[Fingerprint | None]]:
    hashes, vectors = crowded_hashes(256, 8, 1), coarse_vectors(1).astype(np.float16)
    photos = [Photo(f"/photos/{place:03}.jpg", 1000 + number, 1, 1, 1) for place, number in enumerate(numbers)]
    prints = [
        replace(
            FINGERPRINT,
            orientations=hashes[number].tobytes(),
            inner_orientations=hashes[-1 - number % 3].tobytes() if number % 20 == 0 else b"",
            proposal_vector=vectors[number].tobytes() if network else b"",
            detail=0.0 if number % 17 == 3 else 30.0,
        )
        for number in numbers
    ]
    return photos, [None if number % 29 == 5 else one for number, one in zip(numbers, prints, strict=True)]


@pytest.mark.parametrize("network", [False, True])
@given(change=changed_library())
@settings(max_examples=25)
def test_the_same_pairs_are_proposed_in_the_same_order(network: bool, change: tuple[list[int], list[int]]) -> None:
    earlier, options = searches(), ScanOptions(roots=("/photos",), preset=Preset.SAME_PHOTO)
    for numbers in (*change, change[0]):
        photos, fingerprints = library_of(numbers, network=network)
        found = propose(photos, fingerprints, options, earlier=earlier)
        assert found
        assert found == propose(photos, fingerprints, options)


def test_a_search_that_was_stopped_is_not_remembered() -> None:
    hashes, vectors, earlier, cancel = crowded_hashes(64, 1, 0), coarse_vectors(0), searches(), CancelToken()
    cancel.cancel()
    near_pairs(hashes, 8, earlier=earlier, cancel=cancel)
    nearest(vectors, 3, earlier=earlier, cancel=cancel)
    assert_same_pairs(near_pairs(hashes, 8, earlier=earlier), near_pairs(hashes, 8))
    assert_same_neighbours(nearest(vectors, 3, earlier=earlier), nearest(vectors, 3))


def test_what_is_damaged_or_of_another_library_counts_as_nothing() -> None:
    tables: dict[str, Table] = {"rows": np.arange(6, dtype=np.uint64).reshape(3, 2), "none": np.empty(0, np.uint16)}
    packed = pack_tables(tables)
    again = unpack_tables(packed)
    assert {name: table.tolist() for name, table in again.items()} == {"rows": [[0, 1], [2, 3], [4, 5]], "none": []}
    for damaged in (b"", packed[:-1], packed[:20], packed[:-1] + b"x", bytes(len(packed))):
        with pytest.raises(ValueError, match="damaged"):
            unpack_tables(damaged)
    store = Store(NoFile())
    KeptSearches(store, ["/photos"]).keep("some", tables)
    assert KeptSearches(store, ["/photos"]).recall("some") is not None
    assert KeptSearches(store, ["/others"]).recall("some") is None
    assert KeptSearches(store, ["/photos"]).recall("others") is None
    forgetful = KeptSearches(NoStore(), ["/photos"])
    forgetful.keep("some", tables)
    assert forgetful.recall("some") is None
