"""From matches to groups: without chaining, with the best photo as keeper, for any thresholds, in any order."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from lookalike.matching.cascade import exact_matches
from lookalike.matching.group import Grouping, Thresholds
from lookalike.settings import Preset, ScanOptions
from lookalike.types import Decider, Group, Match, Photo, Proposer, Relation, Scores

OPTIONS = ScanOptions(roots=("/photos",))


def match(first: int, second: int, confidence: float = 0.99) -> Match:
    scores = Scores(phash=0.9, mobilenet=0.9, orb=0.4, correlation=0.9, confidence=confidence)
    return Match(first, second, scores, (Proposer.HASH,), Decider.ORB, Relation.RESIZED)


def photos(count: int, sizes: Mapping[int, int] | None = None) -> list[Photo]:
    return [Photo(f"/photos/{index:03}.jpg", (sizes or {}).get(index, 1000), 0, 0, index) for index in range(count)]


def grouped(
    count: int, matches: Sequence[Match], *, best: Sequence[int] = (), options: ScanOptions = OPTIONS
) -> tuple[Group, ...]:
    """Groups of `count` photos; those in `best` are the better keepers, in that order."""
    sizes = {photo: 9000 - place for place, photo in enumerate(best)}
    return Grouping(photos(count, sizes), [None] * count, matches, options).groups()


def members(groups: Sequence[Group]) -> list[set[int]]:
    return [set(group.photos) for group in groups]


def test_photos_that_all_match_form_one_group() -> None:
    assert members(grouped(4, [match(0, 1), match(0, 2), match(1, 2)])) == [{0, 1, 2}]


def test_likeness_does_not_chain() -> None:
    assert members(grouped(3, [match(0, 1, 0.99), match(1, 2, 0.9)])) == [{0, 1}]
    assert members(grouped(3, [match(0, 1, 0.9), match(1, 2, 0.99)])) == [{1, 2}]


def test_a_long_chain_falls_into_pairs_that_match() -> None:
    chain = [match(index, index + 1) for index in range(9)]
    found = {(one.first, one.second) for one in chain}
    groups = grouped(10, chain)
    assert len(groups) > 2
    for group in groups:
        assert {(min(group.keeper, one.photo), max(group.keeper, one.photo)) for one in group.members} <= found
        assert len(group.photos) == 2


def test_a_group_that_is_whole_stays_so_while_another_falls_apart() -> None:
    whole = [match(10, 11), match(10, 12), match(11, 12)]
    assert {10, 11, 12} in members(grouped(13, [*whole, *(match(index, index + 1) for index in range(6))]))


def test_one_missing_pair_does_not_split_a_group() -> None:
    known = [match(0, 1), match(0, 2), match(0, 3), match(1, 2), match(1, 3)]
    assert members(grouped(4, known)) == [{0, 1, 2, 3}]


def test_one_weak_match_with_another_family_takes_no_photo_from_its_own() -> None:
    first = [match(one, other) for other in range(6) for one in range(other)]
    second = [match(one, other) for other in range(6, 13) for one in range(6, other)]
    assert members(grouped(13, [*first, *second, match(0, 6, 0.57)])) == [set(range(6)), set(range(6, 13))]


def test_every_member_is_scored_against_the_keeper() -> None:
    (group,) = grouped(3, [match(0, 1, 0.91), match(0, 2, 0.92), match(1, 2, 0.93)], best=[1])
    assert group.keeper == 1
    assert [(one.photo, one.match.scores.confidence) for one in group.members] == [(2, 0.93), (0, 0.91)]


def test_a_better_photo_that_does_not_match_all_others_is_no_keeper() -> None:
    known = [match(0, 1), match(0, 2), match(0, 3), match(1, 2), match(1, 3)]  # 2 and 3 do not match
    (group,) = grouped(4, known, best=[3, 1])
    assert group.keeper == 1


def test_byte_copies_come_along_with_the_scores_of_their_twin() -> None:
    (group,) = grouped(4, [*exact_matches([(1, 2, 3)]), match(0, 1, 0.8)], best=[0])
    by_photo = {one.photo: one.match for one in group.members}
    assert by_photo.keys() == {1, 2, 3}
    assert all(one.scores.confidence == 0.8 for one in by_photo.values())
    assert (by_photo[3].first, by_photo[3].second) == (0, 3)


def test_byte_copies_alone_form_a_group_in_every_preset() -> None:
    for preset in Preset:
        options = ScanOptions(roots=("/photos",), preset=preset)
        (group,) = grouped(3, exact_matches([(0, 1, 2)]), options=options)
        assert all(one.match.relation is Relation.IDENTICAL_FILE for one in group.members)


def test_a_higher_threshold_only_takes_matches_away() -> None:
    grouping = Grouping(photos(4), [None] * 4, [match(0, 1, 0.95), match(2, 3, 0.6)], OPTIONS)
    assert members(grouping.groups()) == [{0, 1}, {2, 3}]
    assert members(grouping.groups(Thresholds(0.9))) == [{0, 1}]
    assert members(grouping.groups(Thresholds(0.5, orb=0.5))) == []


def test_groups_formed_again_are_the_same_byte_copies_included() -> None:
    known = [*exact_matches([(1, 2, 3), (4, 5)]), match(0, 1, 0.8), match(4, 6, 0.9)]
    grouping = Grouping(photos(7), [None] * 7, known, OPTIONS)
    first = grouping.groups()
    assert members(first) == [{0, 1, 2, 3}, {4, 5, 6}]
    assert members(grouping.groups(Thresholds(0.85))) == [{1, 2, 3}, {4, 5, 6}]
    assert grouping.groups() == first


def two_of(rng: random.Random, photos: int) -> tuple[int, int]:
    first, second = sorted(rng.sample(range(photos), 2))
    return first, second


def test_the_order_of_matches_does_not_matter() -> None:
    rng = random.Random(7)
    known = [match(*two_of(rng, 60), rng.choice([0.55, 0.7, 0.9, 0.99])) for _ in range(150)]
    first = grouped(60, known)
    for _ in range(5):
        rng.shuffle(known)
        assert members(grouped(60, known)) == members(first)


def test_no_photo_is_in_two_groups() -> None:
    rng = random.Random(3)
    known = [match(*two_of(rng, 80), rng.random()) for _ in range(300)]
    found = [photo for group in grouped(80, known) for photo in group.photos]
    assert len(found) == len(set(found)) > 20
