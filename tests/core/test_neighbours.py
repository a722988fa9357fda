"""Every vector finds those that are nearest to it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lookalike.job import CancelToken
from lookalike.matching.neighbours import Neighbours, Vectors, nearest


def unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def random_vectors(count: int, dimensions: int, seed: int = 0) -> Vectors:
    return unit(np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32))


def with_near_copies(count: int, dimensions: int, cosine: float) -> Vectors:
    """The second half are the first half's near copies."""
    originals = random_vectors(count // 2, dimensions)
    noise = random_vectors(count // 2, dimensions, seed=1)
    return np.concatenate([originals, unit(cosine * originals + np.sqrt(1 - cosine**2) * noise)])


def assert_nearest(vectors: Vectors, found: Neighbours) -> None:
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -np.inf)
    count = found.indices.shape[1]
    expected = -np.sort(-np.partition(cosines, -count, axis=1)[:, -count:], axis=1)
    np.testing.assert_allclose(found.cosines, expected, atol=1e-5)
    named = np.take_along_axis(cosines, found.indices, axis=1)
    np.testing.assert_allclose(named, expected, atol=1e-5)


@given(st.integers(10, 300), st.integers(2, 64), st.integers(1, 8), st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_the_nearest_are_found(count: int, dimensions: int, wanted: int, seed: int) -> None:
    vectors = random_vectors(count, dimensions, seed)
    assert_nearest(vectors, nearest(vectors, wanted))


def test_the_nearest_are_found_across_blocks() -> None:
    vectors = random_vectors(4200, 16)
    assert_nearest(vectors, nearest(vectors, 5))


def test_no_vector_is_its_own_neighbour_even_among_copies() -> None:
    vectors = np.repeat(random_vectors(1, 64), 500, axis=0)
    found = nearest(vectors, 8)
    assert (found.indices != np.arange(500)[:, None]).all()
    assert (found.indices >= 0).all()
    assert all(len(set(row)) == 8 for row in found.indices.tolist())


@pytest.mark.parametrize("count", [0, 1, 4])
def test_places_without_a_neighbour_are_empty(count: int) -> None:
    found = nearest(random_vectors(count, 8), 5)
    assert found.indices.shape == (count, 5)
    assert (found.indices >= 0).sum() == count * max(count - 1, 0)
    assert np.isneginf(found.cosines[found.indices < 0]).all()


def test_near_copies_are_found_in_a_library_too_large_to_compare_everything() -> None:
    vectors = with_near_copies(3000, 64, cosine=0.9)
    found = nearest(vectors, 3, exact_limit=1000, probes=16)
    partner = (np.arange(3000) + 1500) % 3000
    assert (found.indices == partner[:, None]).any(axis=1).mean() > 0.99


def test_the_same_vectors_give_the_same_neighbours() -> None:
    vectors = random_vectors(1000, 32)
    one, other = (nearest(vectors, 4, exact_limit=100, probes=4) for _ in range(2))
    assert (one.indices == other.indices).all()


def test_a_cancelled_search_leaves_places_empty() -> None:
    cancel = CancelToken()
    cancel.cancel()
    for limit in (10, 1000):
        assert (nearest(random_vectors(100, 8), 3, cancel=cancel, exact_limit=limit).indices == -1).all()
