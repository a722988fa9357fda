"""The graded search over a folder: what it proposes, accepts, and how it puts photos together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageOps

from lookalike.fingerprints.hashing import hash_photo
from lookalike.fingerprints.quality import detail
from lookalike.matching.candidates import Proposal, plain, propose
from lookalike.matching.cascade import accept, complete, exact_matches, hint_for, judge
from lookalike.matching.implied import implied
from lookalike.matching.verify import extract, verify
from lookalike.settings import Preset, ScanOptions, Scope
from lookalike.types import Decider, Fingerprint, Match, Photo, Proposer, Quality, Relation
from tests.photos import captioned, greyed, mirrored, photo, resized, rotated, stereo_pair

OPTIONS = ScanOptions(roots=("/photos",))


def fingerprint_of(image: Image.Image) -> Fingerprint:
    raster = np.asarray(image.convert("RGB"))
    hashes = hash_photo(raster)
    return Fingerprint(
        hashes.ahash,
        hashes.phash,
        hashes.dhash,
        hashes.whash,
        hashes.orientations,
        Quality(image.width, image.height, "JPEG", 500.0),
        detail(np.asarray(image.convert("L"))),
    )


class Library:
    """Pictures as a scan without an engine sees them."""

    def __init__(self, images: Sequence[Image.Image], folders: Sequence[str] = ()) -> None:
        self.images = images
        names = folders or ["/photos"] * len(images)
        self.photos = [Photo(f"{names[i]}/{i}.jpg", 1000, 0, 0, i) for i in range(len(images))]
        self.fingerprints = [fingerprint_of(image) for image in images]
        self.features = [extract(np.asarray(image.convert("RGB"))) for image in images]

    def propose(self, options: ScanOptions = OPTIONS) -> tuple[Proposal, ...]:
        return propose(self.photos, self.fingerprints, options)

    def judge(self, proposals: Sequence[Proposal]) -> list[Match]:
        return [
            judge(one, self.fingerprints, verify(self.features[one.first], self.features[one.second], one.hint))
            for one in proposals
        ]


def pairs(found: Sequence[Proposal] | Sequence[Match]) -> set[tuple[int, int]]:
    return {(one.first, one.second) for one in found}


@pytest.fixture(scope="module")
def library() -> Library:
    coffee, cat = photo("coffee"), photo("chelsea")
    return Library([coffee, rotated(coffee), mirrored(coffee), cat, captioned(greyed(resized(cat))), photo("rocket")])


def test_copies_are_proposed_likeliest_first_and_strangers_are_not(library: Library) -> None:
    proposals = library.propose()
    assert pairs(proposals) == {(0, 1), (0, 2), (1, 2), (3, 4)}
    likelihoods = [one.likelihood for one in proposals]
    assert likelihoods == sorted(likelihoods, reverse=True)
    assert all(one.proposers == (Proposer.HASH,) for one in proposals)


def test_the_hint_names_the_orientation_in_which_the_hashes_agree(library: Library) -> None:
    hints = {(one.first, one.second): one.hint.orientation for one in library.propose()}
    assert hints[0, 2] == 2  # mirrored
    assert hints[0, 1] in (6, 8)  # a quarter turn


def test_matches_carry_all_scores_and_the_stage_that_decided(library: Library) -> None:
    matches = library.judge(library.propose())
    assert matches
    for match in matches:
        scores = match.scores
        assert match.decider is Decider.ORB
        assert None not in (scores.ahash, scores.phash, scores.dhash, scores.whash, scores.orb, scores.correlation)
        assert scores.mobilenet is None  # no engine ran
        assert scores.confidence is not None
        assert scores.confidence > 0.9
        assert accept(match, library.fingerprints, OPTIONS)


def test_thresholds_of_ones_own_reject_what_the_preset_accepts(library: Library) -> None:
    match = library.judge(library.propose())[0]
    strict = ScanOptions(roots=("/photos",), min_orb=1.0)
    assert accept(match, library.fingerprints, OPTIONS)
    assert not accept(match, library.fingerprints, strict)
    assert not accept(match, library.fingerprints, ScanOptions(roots=("/photos",), min_mobilenet=0.5))


def test_the_exact_preset_accepts_byte_copies_only(library: Library) -> None:
    exact = ScanOptions(roots=("/photos",), preset=Preset.EXACT)
    assert not any(accept(match, library.fingerprints, exact) for match in library.judge(library.propose()))
    (twin,) = exact_matches([(0, 3)])
    assert twin.relation is Relation.IDENTICAL_FILE
    assert accept(twin, library.fingerprints, exact)


def test_the_hash_preset_answers_by_distance_alone() -> None:
    coffee = photo("coffee")
    library = Library([coffee, resized(coffee), photo("rocket")])
    by_hash = ScanOptions(roots=("/photos",), preset=Preset.HASH, hash_distance=8)
    proposals = library.propose(by_hash)
    assert pairs(proposals) == {(0, 1)}
    match = judge(proposals[0], library.fingerprints, None)
    assert (match.decider, match.relation) == (Decider.HASH, Relation.LOOKS_ALIKE)
    assert accept(match, library.fingerprints, by_hash)


@pytest.mark.parametrize(
    ("scope", "found"),
    [(Scope.ALL, {(0, 1), (0, 2)}), (Scope.WITHIN_FOLDER, {(0, 1)}), (Scope.ACROSS_FOLDERS, {(0, 2), (1, 2)})],
)
def test_the_scope_says_which_folders_are_compared(scope: Scope, found: set[tuple[int, int]]) -> None:
    coffee = photo("coffee")
    library = Library([coffee, coffee, greyed(coffee)], ["/photos/a", "/photos/a", "/photos/b"])
    assert pairs(library.propose(ScanOptions(roots=("/photos",), scope=scope))) == found


def test_plain_pictures_are_called_plain_and_propose_nothing() -> None:
    sky = Image.linear_gradient("L").resize((400, 300)).convert("RGB")
    library = Library([sky, sky.resize((200, 150)), photo("coffee")])
    assert [plain(one) for one in library.fingerprints] == [True, True, False]
    assert library.propose() == ()


def test_two_matches_raise_the_question_of_the_third_pair(library: Library) -> None:
    known = [match for match in library.judge(library.propose()) if (match.first, match.second) != (1, 2)]
    more = complete(known, library.fingerprints, OPTIONS)
    assert pairs(more) == {(1, 2)}
    assert more[0].proposers == (Proposer.TRANSITIVE,)


def test_two_takes_of_a_scene_belong_together_only_where_that_is_asked_for() -> None:
    library = Library(stereo_pair())
    (match,) = library.judge([Proposal(0, 1, (Proposer.MOBILENET,))])
    assert match.relation is Relation.SAME_SCENE
    assert not accept(match, library.fingerprints, OPTIONS)
    assert accept(match, library.fingerprints, ScanOptions(roots=("/photos",), preset=Preset.SIMILAR_SCENE))


def left_part(image: Image.Image, share: float) -> Image.Image:
    return image.crop((0, 0, round(image.width * share), image.height))


def right_part(image: Image.Image, share: float) -> Image.Image:
    return image.crop((image.width - round(image.width * share), 0, image.width, image.height))


def asked_about(*images: Image.Image) -> tuple[Library, list[Match], Match]:
    """The original's matches with two parts of it, and an unaccepted match of the parts."""
    library = Library(images)
    proposals = [Proposal(0, 1, (Proposer.HASH,)), Proposal(0, 2, (Proposer.HASH,))]
    blank = verify(extract(np.zeros((90, 90, 3), np.uint8)), extract(np.zeros((80, 90, 3), np.uint8)))
    unaccepted = judge(Proposal(1, 2, (Proposer.TRANSITIVE,)), library.fingerprints, blank)
    return library, library.judge(proposals), unaccepted


def test_what_a_third_photo_shows_of_both_joins_them() -> None:
    coffee = photo("coffee")
    library, matches, unaccepted = asked_about(coffee, left_part(coffee, 0.8), right_part(coffee, 0.8))
    (found,) = implied(matches, [unaccepted], library.fingerprints)
    assert found.through == 0
    assert accept(found, library.fingerprints, OPTIONS)


def test_opposite_parts_of_a_photo_are_not_joined_through_it() -> None:
    coffee = photo("coffee")
    library, matches, unaccepted = asked_about(coffee, left_part(coffee, 0.45), right_part(coffee, 0.45))
    assert implied(matches, [unaccepted], library.fingerprints) == ()


def test_a_negative_is_verified_as_one() -> None:
    library = Library([photo("coffee"), ImageOps.invert(photo("coffee").resize((300, 200)))])
    hint = hint_for(*map(fingerprint_of, library.images))
    assert hint.negative
    (match,) = library.judge([Proposal(0, 1, (Proposer.MOBILENET,), hint)])
    assert accept(match, library.fingerprints, OPTIONS)


def test_other_photos_are_no_negatives() -> None:
    assert not hint_for(fingerprint_of(photo("coffee")), fingerprint_of(photo("rocket"))).negative
