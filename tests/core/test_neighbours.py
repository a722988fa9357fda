"""Every vector finds those that are nearest to it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lookalike.job import CancelToken
from lookalike.matching.arrays import Vectors
from lookalike.matching.neighbours import STEPS, Neighbours, nearest


def unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def random_vectors(count: int, dimensions: int, seed: int = 0) -> Vectors:
    return unit(np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32))


def with_near_copies(count: int, dimensions: int, cosine: float) -> Vectors:
    """The second half are the first half's near copies."""
    originals = random_vectors(count // 2, dimensions)
    noise = random_vectors(count // 2, dimensions, seed=1)
    return np.concatenate([originals, unit(cosine * originals + np.sqrt(1 - cosine**2) * noise)])


def in_steps(vectors: Vectors) -> Vectors:
    """The vectors as they are compared, without repetition."""
    return np.asarray(np.unique(np.rint(vectors * STEPS), axis=0) / STEPS, np.float32)


def assert_nearest(vectors: Vectors, found: Neighbours, tolerance: float = 1e-5) -> None:
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -np.inf)
    count = found.indices.shape[1]
    expected = -np.sort(-np.partition(cosines, -count, axis=1)[:, -count:], axis=1)
    np.testing.assert_allclose(found.cosines, expected, atol=tolerance)
    named = np.take_along_axis(cosines, found.indices, axis=1)
    np.testing.assert_allclose(named, expected, atol=tolerance)


@given(st.integers(10, 300), st.integers(2, 64), st.integers(1, 8), st.integers(0, 99))
@settings(max_examples=40)
def test_the_nearest_are_found(count: int, dimensions: int, wanted: int, seed: int) -> None:
    vectors = in_steps(random_vectors(count, dimensions, seed))
    assert_nearest(vectors, nearest(vectors, wanted))


def test_the_nearest_are_found_across_blocks() -> None:
    vectors = in_steps(random_vectors(4200, 16))
    assert_nearest(vectors, nearest(vectors, 5))


def test_vectors_are_rounded_by_less_than_a_thousandth_of_a_cosine() -> None:
    vectors = random_vectors(2000, 256)
    assert_nearest(vectors, nearest(vectors, 12), tolerance=5e-4)


def test_the_order_of_the_vectors_does_not_matter_even_where_many_are_equally_near() -> None:
    coarse = np.random.default_rng(3).integers(-2, 3, (5000, 4)).astype(np.float32)
    vectors = in_steps(unit(coarse + np.array([0.5, 0, 0, 0], np.float32)))
    order = np.random.default_rng(4).permutation(len(vectors))
    one, other = nearest(vectors, 6), nearest(vectors[order], 6)
    assert (order[other.indices] == one.indices[order]).all()


@pytest.mark.parametrize("dimensions", [63, 64])
@pytest.mark.parametrize("exact_limit", [50, 10_000])
def test_equal_vectors_are_searched_for_once(dimensions: int, exact_limit: int) -> None:
    distinct = random_vectors(300, dimensions)
    copies = np.concatenate([distinct, np.repeat(distinct[7:8], 20_000, axis=0), distinct[:5]])
    found = nearest(copies, 4, exact_limit=exact_limit)
    alone = nearest(distinct, 4, exact_limit=exact_limit)
    assert (found.indices[:300] == alone.indices).all()
    assert found.same[300:].tolist() == [7] * 20_000 + [0, 1, 2, 3, 4]
    assert (found.indices[300:, 0] == found.same[300:]).all()
    assert (found.cosines[300:, 0] == 1).all()
    assert (found.indices[300:, 1:] == -1).all()


def test_a_picture_in_many_hardly_different_versions_is_no_burden() -> None:
    versions = unit(random_vectors(1, 64) + 1e-4 * random_vectors(6000, 64, seed=2))
    found = nearest(versions, 8)
    assert all(len({index, *row}) == 9 for index, row in enumerate(found.indices.tolist()))


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
