"""Of the photos that are seen in one picture, a collage goes with one family only."""

from __future__ import annotations

from dataclasses import replace

from lookalike.matching.group import Grouping
from lookalike.matching.parts import Parts
from lookalike.settings import ScanOptions
from lookalike.types import Decider, Evidence, Fingerprint, Match, Photo, Proposer, Quality, Relation, Scores, Transform

COLLAGE = 9
PLAIN = Evidence((Relation.CROPPED,), 40, 50, (400, 400), 0.5, 0.9, 1.0, 0.8)


def fingerprint(width: int, height: int) -> Fingerprint:
    return Fingerprint(1, 2, 3, 4, bytes(64), Quality(width, height, "JPEG", 100.0), 20.0)


FINGERPRINTS = [fingerprint(400, 300)] * COLLAGE + [fingerprint(400, 150)]


def at(left: float, scale: float = 0.5) -> Transform:
    return (scale, 0.0, left, 0.0, scale, 0.0, 0.0, 0.0, 1.0)


def seen(photo: int, where: Transform, *, more: float = -0.5) -> Match:
    """The photo is shown in the collage, which shows that much more, as a share of itself."""
    evidence = replace(PLAIN, transform=where, cropped=more)
    return Match(photo, COLLAGE, Scores(confidence=0.95), (Proposer.HASH,), Decider.ORB, Relation.CROPPED, evidence)


def turned_round(match: Match) -> Match:
    """The same match, seen from the collage, half of which the photo shows at twice the size."""
    assert match.evidence is not None and match.evidence.transform is not None
    scale, _, left = match.evidence.transform[:3]
    back = (1 / scale, 0.0, -left / scale, 0.0, 1 / scale, 0.0, 0.0, 0.0, 1.0)
    evidence = replace(match.evidence, transform=back, cropped=0.5, scale=1 / scale)
    return replace(match, first=match.second, second=match.first, evidence=evidence)


def alike(first: int, second: int) -> Match:
    return Match(first, second, Scores(confidence=0.99), (Proposer.HASH,), Decider.ORB, Relation.RESIZED, PLAIN)


def left_out(*matches: Match) -> set[int]:
    """The photos whose match with the collage does not count."""
    return {matches[number].first for number in Parts(matches, FINGERPRINTS).strangers()}


def grouped(*matches: Match) -> list[set[int]]:
    photos = [Photo(f"/photos/{number}.jpg", 1000, 0, 0, number) for number in range(COLLAGE + 1)]
    groups = Grouping(photos, FINGERPRINTS, matches, ScanOptions(roots=("/photos",))).groups()
    return [set(group.photos) for group in groups]


def test_a_collage_goes_with_the_family_of_which_it_shows_most() -> None:
    left = [seen(photo, at(0)) for photo in (0, 1, 2)]
    right = [seen(photo, at(200)) for photo in (3, 4)]
    assert left_out(*left, *right, alike(0, 1), alike(0, 2), alike(3, 4)) == {3, 4}


def test_a_collage_brings_no_two_of_its_photos_into_one_group() -> None:
    assert grouped(seen(0, at(0)), seen(1, at(0)), seen(2, at(200)), alike(0, 1)) == [{0, 1, COLLAGE}]


def test_a_copy_with_much_around_it_does_not_join_the_places_of_two_photos() -> None:
    left = [seen(photo, at(0)) for photo in (0, 1, 2, 6)]
    right = [seen(photo, at(200)) for photo in (3, 4)]
    family = [alike(0, photo) for photo in (1, 2, 6)]
    on_a_monitor = seen(5, at(0, scale=1.0), more=-0.4)  # shows photo 3, and covers the whole collage
    assert left_out(*left, *right, on_a_monitor, *family, alike(3, 4), alike(3, 5)) == {3, 4, 5}


def test_a_crop_is_seen_at_the_place_of_its_photo() -> None:
    whole, crop = seen(0, at(0)), seen(1, at(50, scale=0.25))
    assert left_out(whole, crop, alike(0, 1)) == set()
    assert left_out(whole, crop) == {1}


def test_it_does_not_matter_which_photo_of_a_match_is_the_collage() -> None:
    left = [seen(photo, at(0)) for photo in (0, 1)]
    right = [seen(photo, at(200)) for photo in (3, 4)]
    turned = [turned_round(match) for match in right]
    family = [alike(0, 1), alike(3, 4)]
    surer = replace(left[0], scores=Scores(confidence=0.99))
    assert Parts([surer, left[1], *right, *family], FINGERPRINTS).strangers() == [2, 3]
    assert Parts([surer, left[1], *turned, *family], FINGERPRINTS).strangers() == [2, 3]


def test_what_was_seen_through_a_stranger_is_a_stranger() -> None:
    left = [seen(photo, at(0)) for photo in (0, 1, 2)]
    right = [seen(photo, at(200)) for photo in (3, 4)]
    through = replace(seen(5, at(0)), evidence=replace(PLAIN, relations=(Relation.UNRELATED,)), through=3)
    assert left_out(*left, *right, through, alike(0, 1), alike(0, 2), alike(3, 4)) == {3, 4, 5}


def test_crops_of_one_photo_are_no_collage() -> None:
    opposite = seen(0, at(0, scale=1.0)), seen(1, at(400, scale=1.0))
    assert left_out(*opposite) == set()
    assert grouped(*opposite) == [{0, 1, COLLAGE}]
