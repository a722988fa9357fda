"""Search by image: the photos that show the query come first, whatever was done to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lookalike.decoding.decode import Limits
from lookalike.fingerprints.fingerprint import fingerprint_photo
from lookalike.fingerprints.hashing import PROPOSAL, hash_photo
from lookalike.matching.verify import Features, extract, verify
from lookalike.search import SearchIndex, rank, worth_verifying
from lookalike.types import Decider, Fingerprint, Proposer, Quality
from tests.photos import FILES, Edit, captioned, cropped, greyed, mirrored, photo, resized, rotated, save


def fingerprint_of(image: Image.Image) -> Fingerprint:
    hashes = hash_photo(np.asarray(image))
    quality = Quality(image.width, image.height, "JPEG", 500.0)
    return Fingerprint(
        hashes.ahash, hashes.phash, hashes.dhash, hashes.whash, hashes.orientations, quality, detail=50.0
    )


def with_vector(fingerprint: Fingerprint, *values: float) -> Fingerprint:
    vector = np.array(values, np.float16)
    return replace(fingerprint, proposal_vector=(vector / np.linalg.norm(vector)).astype(np.float16).tobytes())


@pytest.fixture(scope="module")
def library() -> list[Fingerprint]:
    return [fingerprint_of(photo(name)) for name in FILES]


@pytest.fixture(scope="module")
def features() -> Mapping[str, Features]:
    return {name: extract(np.asarray(photo(name))) for name in FILES}


def found_names(indices: Sequence[int]) -> list[str]:
    return [list(FILES)[index] for index in indices]


@pytest.mark.parametrize("edit", [resized, rotated, mirrored, greyed, captioned])
def test_the_photo_is_found_by_an_edited_copy(library: list[Fingerprint], edit: Edit) -> None:
    candidates = SearchIndex(library).candidates(fingerprint_of(edit(photo("coffee"))))
    assert found_names([candidate.photo for candidate in candidates])[0] == "coffee"
    assert candidates[0].likelihood > 0.5 > candidates[1].likelihood


@pytest.mark.parametrize("turned", [0, 90])
def test_a_photo_and_a_screenshot_of_it_find_each_other(
    library: list[Fingerprint], tmp_path: Path, turned: int
) -> None:
    screen = Image.new("RGB", (400, 900), "#101014")
    screen.paste(photo("coffee").resize((400, 267)), (0, 180))
    path = save(rotated(screen, turned), tmp_path / "screenshot.png")
    screenshot = fingerprint_photo(str(path), Limits(), PROPOSAL).fingerprint
    best, second, *_ = SearchIndex(library).candidates(screenshot)
    assert found_names([best.photo]) == ["coffee"]
    assert best.likelihood > 0.5 > second.likelihood
    place = list(FILES).index("coffee")
    searched = [*library[:place], screenshot, *library[place + 1 :]]
    best, second, *_ = SearchIndex(searched).candidates(library[place])
    assert best.photo == place
    assert best.likelihood > 0.5 > second.likelihood


def test_verification_confirms_the_copy_and_puts_it_first(
    library: list[Fingerprint], features: Mapping[str, Features]
) -> None:
    image = cropped(photo("chelsea"), 0.4)
    query, of_query = fingerprint_of(image), extract(np.asarray(image))
    candidates = SearchIndex(library).candidates(query)
    names = list(FILES)
    evidence = {
        candidate.photo: verify(of_query, features[names[candidate.photo]], candidate.hint) for candidate in candidates
    }
    hits = rank(query, library, candidates, evidence)
    assert names[hits[0].photo] == "chelsea"
    assert [hit.confirmed for hit in hits] == [True] + [False] * (len(hits) - 1)
    assert hits[0].match.decider is Decider.ORB
    assert hits[0].match.evidence is not None
    width, height = photo("chelsea").size
    assert all(0 <= x <= width and 0 <= y <= height for x, y in hits[0].match.evidence.outline)


def test_what_was_not_verified_stays_in_the_list_by_likelihood(library: list[Fingerprint]) -> None:
    query = library[0]
    candidates = SearchIndex(library).candidates(query)
    hits = rank(query, library, candidates, {})
    assert [hit.photo for hit in hits] == [candidate.photo for candidate in candidates]
    assert {hit.match.decider for hit in hits} == {Decider.HASH}
    assert hits[0].match.scores.phash == 1
    assert not hits[0].confirmed


def test_only_the_likeliest_candidates_cost_a_decoded_photo(library: list[Fingerprint]) -> None:
    embedded = [with_vector(one, *np.eye(len(library))[index]) for index, one in enumerate(library)]
    candidates = SearchIndex(embedded).candidates(embedded[3])
    assert len(candidates) == len(library)
    assert [candidate.photo for candidate in worth_verifying(candidates)] == [3]
    assert len(worth_verifying([candidates[0]] * 100)) == 12


def test_vectors_propose_what_hashes_miss(library: list[Fingerprint]) -> None:
    embedded = [with_vector(one, *np.eye(5)[index]) for index, one in enumerate(library[:5])]
    query = with_vector(library[9], *np.eye(5)[3])
    best = SearchIndex(embedded).candidates(query)[0]
    assert best.photo == 3
    assert best.proposers == (Proposer.MOBILENET,)
    (hit, *_) = rank(query, embedded, [best], {})
    assert hit.match.decider is Decider.MOBILENET


def test_photos_that_the_network_has_not_seen_are_found_by_their_hashes(library: list[Fingerprint]) -> None:
    mixed = [with_vector(library[0], 1, 0), None, library[2], with_vector(library[3], 0, 1)]
    best = SearchIndex(mixed).candidates(with_vector(library[2], 1, 1))[0]
    assert best.photo == 2
    assert best.proposers == (Proposer.HASH,)


def test_an_empty_library_has_no_candidates(library: list[Fingerprint]) -> None:
    assert SearchIndex([None]).candidates(library[0]) == ()
    assert rank(library[0], [None], (), {}) == ()


def test_a_query_made_in_another_way_is_refused(library: list[Fingerprint]) -> None:
    embedded = [with_vector(one, 1, 2, 3) for one in library]
    with pytest.raises(ValueError, match="bits"):
        SearchIndex(library).candidates(replace(library[0], orientations=bytes(64)))
    with pytest.raises(ValueError, match="network"):
        SearchIndex(embedded).candidates(with_vector(library[0], 1, 2))
