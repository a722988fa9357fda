"""All pairs of hashes within a radius: none is lost, whatever the hashes look like."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lookalike.job import CancelToken, SerialRunner, ThreadRunner
from lookalike.matching import hamming, pigeonhole
from lookalike.matching.hamming import Packed, Pairs, near_pairs

Distances = dict[tuple[int, int], int]


def all_distances(hashes: Packed, radius: int) -> Distances:
    """Every pair within the radius, found by comparing everything with everything."""
    shaped = hashes if hashes.ndim == 3 else hashes[:, None]
    found: Distances = {}
    for second in range(len(shaped)):
        there = np.bitwise_count(shaped[:second, :1] ^ shaped[second][None]).sum(axis=2, dtype=np.int64)
        back = np.bitwise_count(shaped[:second] ^ shaped[second][None, :1]).sum(axis=2, dtype=np.int64)
        nearest = np.minimum(there.min(axis=1), back.min(axis=1)) if second else np.empty(0, np.int64)
        found.update({(int(first), second): int(nearest[first]) for first in np.flatnonzero(nearest <= radius)})
    return found


def as_dict(pairs: Pairs) -> Distances:
    return {
        (int(first), int(second)): int(distance)
        for first, second, distance in zip(pairs.first, pairs.second, pairs.distance, strict=True)
    }


def assert_complete(pairs: Pairs, expected: Distances) -> None:
    """Each expected pair is there itself, or as the pair of the photos whose hashes are the same as theirs."""
    found = as_dict(pairs)
    assert found.items() <= expected.items()
    for (first, second), distance in expected.items():
        one, other = sorted((int(pairs.same[first]), int(pairs.same[second])))
        assert one == other or found[one, other] == distance


def flipped(row: Packed, count: int, noise: np.random.Generator) -> Packed:
    bits = np.unpackbits(row)
    bits[noise.choice(len(bits), count, replace=False)] ^= 1
    return np.packbits(bits)


def planted(count: int, bits: int, orientations: int, farthest: int, seed: int = 0) -> Packed:
    """Random hashes, and for every fifth photo a near copy of it in one of its orientations."""
    noise = np.random.default_rng(seed)
    hashes = noise.integers(0, 256, (count, orientations, bits // 8), dtype=np.uint8)
    for copy in range(count - count // 5, count):
        original = hashes[noise.integers(0, count // 2), noise.integers(0, orientations)]
        hashes[copy, 0] = flipped(original, int(noise.integers(0, farthest + 1)), noise)
    return hashes


def found_by_chunks(hashes: Packed, radius: int, chunks: tuple[pigeonhole.Chunk, ...]) -> Distances:
    photos, orientations, width = hashes.shape
    values = hashes.reshape(photos, orientations * width).view(">u8").astype(np.uint64)
    found: Distances = {}
    shaped = values.reshape(photos, orientations, width // 8)
    for batch in pigeonhole.search(shaped, lambda: radius, CancelToken(), SerialRunner(), chunks):
        for first, second, distance in zip(batch.first, batch.second, batch.distance, strict=True):
            pair = (int(min(first, second)), int(max(first, second)))
            found[pair] = min(int(distance), found.get(pair, 999))
    return found


def test_no_pair_is_lost_among_thousands() -> None:
    hashes = planted(5000, 64, 1, farthest=6)
    assert pigeonhole.plan(64, 4, 5000, 5000), "brute force would prove nothing"
    expected = all_distances(hashes, 4)
    assert len(expected) > 500
    assert_complete(near_pairs(hashes, 4), expected)


@pytest.mark.parametrize(
    ("bits", "orientations", "radius", "chunks"),
    [(64, 1, 4, 5), (64, 1, 10, 4), (256, 1, 10, 11), (256, 1, 31, 16), (64, 8, 8, 4), (256, 8, 20, 13)],
)
def test_tables_lose_no_pair(bits: int, orientations: int, radius: int, chunks: int) -> None:
    hashes = planted(1000, bits, orientations, farthest=radius + 2)
    expected = all_distances(hashes, radius)
    assert len(expected) > 100
    assert found_by_chunks(hashes, radius, pigeonhole.cut(bits, radius, chunks, 16)) == expected


@st.composite
def crowded_hashes(draw: st.DrawFn) -> Packed:
    """Few photos whose hashes differ in few places only, so that a table's rows overflow."""
    bits, orientations = draw(st.sampled_from([64, 256])), draw(st.sampled_from([1, 2, 8]))
    count, loose = draw(st.integers(0, 40)), draw(st.integers(1, bits))
    noise = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    places = noise.permutation(bits) < loose
    random_bits = noise.random((count, orientations, bits)) < draw(st.sampled_from([0.02, 0.1, 0.5]))
    return np.packbits(random_bits & places, axis=2)


@given(crowded_hashes(), st.integers(0, 40), st.integers(1, 12), st.integers(1, 8))
@settings(max_examples=200)
def test_every_cut_into_chunks_finds_the_same_pairs(hashes: Packed, radius: int, count: int, widest: int) -> None:
    chunks = pigeonhole.cut(8 * hashes.shape[2], radius, min(count, radius + 1), widest)
    if sum(chunk.mask_count for chunk in chunks) > 300:
        chunks = ()
    assert found_by_chunks(hashes, radius, chunks) == all_distances(hashes, radius)


@given(crowded_hashes(), st.integers(0, 64))
@settings(max_examples=100)
def test_pairs_and_copies_together_give_every_pair(hashes: Packed, radius: int) -> None:
    assert_complete(near_pairs(hashes, radius), all_distances(hashes, radius))


def test_the_order_of_the_photos_does_not_matter() -> None:
    hashes = planted(1500, 64, 8, farthest=8)
    order = np.random.default_rng(5).permutation(len(hashes))
    shuffled = as_dict(near_pairs(hashes[order], 8))
    back = {tuple(sorted((int(order[a]), int(order[b])))): distance for (a, b), distance in shuffled.items()}
    assert back == as_dict(near_pairs(hashes, 8))


def test_threads_find_what_one_finds() -> None:
    hashes = planted(4000, 256, 1, farthest=20)
    with ThreadRunner(3) as runner:
        assert as_dict(near_pairs(hashes, 20, runner=runner)) == as_dict(near_pairs(hashes, 20))


@pytest.mark.parametrize("orientations", [1, 8])
def test_a_hundred_thousand_black_frames_cost_no_more_than_one(orientations: int) -> None:
    hashes = np.zeros((100_000, orientations, 8), np.uint8)
    hashes[70_000] = 255
    pairs = near_pairs(hashes, 8)
    assert len(pairs) == 99_998
    assert set(pairs.first.tolist()) == {0}
    assert 70_000 not in pairs.second
    assert pairs.same[70_000] == 70_000


def test_a_senseless_radius_is_lowered_until_the_pairs_can_be_counted() -> None:
    hashes = planted(2000, 64, 1, farthest=4)[:, 0]
    pairs = near_pairs(hashes, 32, max_pairs=5000)
    assert len(pairs) <= 5000
    assert pairs.radius < 32
    assert len(all_distances(hashes, pairs.radius + 1)) > 5000
    assert as_dict(pairs) == as_dict(near_pairs(hashes, pairs.radius))


def test_a_cancelled_search_ends_with_what_it_has() -> None:
    cancel = CancelToken()
    cancel.cancel()
    pairs = near_pairs(planted(3000, 64, 1, farthest=4), 8, cancel=cancel)
    assert len(pairs) <= 600


@pytest.mark.parametrize("count", [0, 1])
def test_no_photo_and_one_photo_have_no_pair(count: int) -> None:
    assert len(near_pairs(np.zeros((count, 8), np.uint8), 8)) == 0


def test_hashes_come_in_as_integers_or_as_packed_orientations() -> None:
    assert hamming.pack([1, 2**63], 64).tolist() == [[0] * 7 + [1], [128] + [0] * 7]
    assert hamming.unpack_orientations([bytes(256), bytes(256)], 256).shape == (2, 8, 32)
    pairs = near_pairs(hamming.pack([0b111, 0b001, 2**64 - 1], 64), 2)
    assert as_dict(pairs) == {(0, 1): 2}


def test_a_hash_of_an_odd_length_is_refused() -> None:
    with pytest.raises(ValueError, match="multiple of 64"):
        near_pairs(np.zeros((2, 3), np.uint8), 1)
