from dataclasses import replace

import pytest

from lookalike.types import Decider, Evidence, Match, Proposer, Quality, Relation, Scores
from lookalike_gui.review.sentences import Named, advantages, better, decided, headline

ORIGINAL = Quality(4000, 3000, "JPEG", 200.0, 95, "2024-05-01T10:00:00", 20)
ONE = Named("IMG_1.jpg", ORIGINAL)


def other(**changes: object) -> Named:
    return Named("IMG_2.jpg", replace(ORIGINAL, **changes))  # type: ignore[arg-type]


def pair(*relations: Relation, **facts: object) -> Match:
    values: dict[str, object] = {
        "inliers": 158,
        "match_count": 201,
        "keypoints": (600, 500),
        "orb": 0.3,
        "correlation": 0.9,
        "overlap": 1.0,
        "spread": 0.8,
        "agreeing": 0.97,
    }
    evidence = Evidence(relations, **{**values, **facts})  # type: ignore[arg-type]
    return Match(0, 1, Scores(confidence=0.99), (Proposer.HASH,), Decider.ORB, relations[0], evidence)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_sentence_that_the_review_is_there_for() -> None:
    match = pair(Relation.ROTATED, Relation.CROPPED, Relation.RESIZED, cropped=0.38, rotation=90.0)
    copy = other(width=1800, height=1900, compression=70)
    assert plain(headline(match, ONE, copy)) == (
        "Same photo: IMG_2.jpg is a 62 % crop of IMG_1.jpg, rotated by 90° to the left, resized, "
        "saved again at lower quality."
    )


def test_a_name_from_the_web_is_said_as_it_is() -> None:
    match = pair(Relation.IDENTICAL_FILE)
    names = (Named("sea%20side.jpg"), Named("50%1.jpg"))
    assert headline(match, *names) == "Same file: sea%20side.jpg and 50%1.jpg are equal byte for byte."


def test_seen_from_the_crop_the_sentence_is_the_same_and_the_turn_goes_the_other_way() -> None:
    match = pair(Relation.ROTATED, Relation.CROPPED, cropped=-0.38, rotation=-90.0)
    crop = Named("IMG_2.jpg", replace(ORIGINAL, width=1800, height=1900))
    assert plain(headline(match, crop, ONE)) == (
        "Same photo: IMG_2.jpg is a 62 % crop of IMG_1.jpg, rotated by 90° to the left."
    )


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        (Relation.IDENTICAL_FILE, "Same file: IMG_1.jpg and IMG_2.jpg are equal byte for byte."),
        (Relation.IDENTICAL_PIXELS, "Same pixels: IMG_1.jpg and IMG_2.jpg differ in the file alone."),
        (Relation.RE_ENCODED, "Same photo: IMG_2.jpg is a copy of IMG_1.jpg."),
        (Relation.RESIZED, "Same photo: IMG_2.jpg is a copy of IMG_1.jpg, at 100 % of its width and height."),
        (Relation.RECOLOURED, "Same photo: IMG_2.jpg is a copy of IMG_1.jpg, in other colours."),
        (Relation.CROPPED, "Same photo: IMG_2.jpg is a copy of IMG_1.jpg, cropped a little."),
        (Relation.ROTATED, "Same photo: IMG_2.jpg is a copy of IMG_1.jpg."),
        (Relation.MIRRORED, "Same photo: IMG_2.jpg is a copy of IMG_1.jpg, mirrored."),
        (Relation.ADDED, "Same photo: IMG_2.jpg is a copy of IMG_1.jpg, with something added."),
        (Relation.SAME_SCENE, "Same scene: IMG_1.jpg and IMG_2.jpg are two shots of it, not one photo."),
        (Relation.LOOKS_ALIKE, "Alike by hash: IMG_1.jpg and IMG_2.jpg; nothing else was compared."),
        (Relation.UNRELATED, "Probably two different photos: IMG_1.jpg and IMG_2.jpg."),
    ],
)
def test_every_relation_has_its_sentence(relation: Relation, expected: str) -> None:
    assert plain(headline(pair(relation), ONE, other())) == expected


def test_no_relation_is_left_without_words() -> None:
    for relation in Relation:
        assert "%1" not in headline(pair(relation), Named("a"), Named("b"))


@pytest.mark.parametrize(
    ("degrees", "words"),
    [(90, "by 90° to the left"), (-90, "by 90° to the right"), (180, "rotated by 180°."), (-3.4, "by 3° to the right")],
)
def test_turns_say_how_far_and_where_to(degrees: float, words: str) -> None:
    assert words in headline(pair(Relation.ROTATED, rotation=float(degrees)), ONE, other())


def test_the_smaller_photo_is_the_copy() -> None:
    half = other(width=2000, height=1500)
    assert plain(headline(pair(Relation.RESIZED), half, ONE)) == (
        "Same photo: IMG_2.jpg is a copy of IMG_1.jpg, at 50 % of its width and height."
    )


@pytest.mark.parametrize("shown_more", [0.44, -0.44])
def test_the_photo_with_something_around_it_is_the_copy(shown_more: float) -> None:
    framed, inside = other(width=4000, height=4000), ONE
    pictures = (framed, inside) if shown_more > 0 else (inside, framed)
    assert plain(headline(pair(Relation.ADDED, cropped=shown_more), *pictures)) == (
        "Same photo: IMG_2.jpg is a copy of IMG_1.jpg, with something added."
    )


def test_a_crop_with_a_caption_is_still_the_copy() -> None:
    crop = other(width=3000, height=2000)
    match = pair(Relation.CROPPED, Relation.ADDED, cropped=0.3)
    assert plain(headline(match, ONE, crop)) == (
        "Same photo: IMG_2.jpg is a 70 % crop of IMG_1.jpg, with something added."
    )


def test_another_format_is_named() -> None:
    assert "saved as WEBP" in headline(pair(Relation.RE_ENCODED), ONE, other(format="WEBP", compression=80))


def test_byte_copies_need_no_evidence() -> None:
    match = Match(0, 1, Scores(), (Proposer.EXACT,), Decider.EXACT, Relation.IDENTICAL_FILE)
    assert "byte for byte" in headline(match, Named("a"), Named("b"))
    assert decided(match) == "Decided by comparing every byte."


def test_what_decided_is_told_with_its_numbers() -> None:
    assert plain(decided(pair(Relation.CROPPED))) == (
        "Decided by ORB: 158 of 201 matched points agree, and so does 97 % of the picture under them."
    )
    assert "laid over each other" in decided(pair(Relation.RE_ENCODED, direct=True))
    assert "third photo" in decided(replace(pair(Relation.CROPPED), through=4))
    assert "two shots" in decided(replace(pair(Relation.SAME_SCENE), decider=Decider.TAKEN))


def test_what_makes_a_photo_better_comes_in_order_of_weight() -> None:
    small = replace(ORIGINAL, width=2000, height=1500, compression=70, sharpness=100.0, metadata_fields=2)
    assert advantages(ORIGINAL, small) == [
        "4.0 times the pixels",
        "less compressed (quality 95 against 70)",
        "sharper",
        "more metadata",
    ]
    assert advantages(small, ORIGINAL) == []


def test_both_sides_are_heard_where_each_has_something() -> None:
    sharper = other(width=2000, height=1500, sharpness=400.0)
    assert better(ONE, sharper) == ("In favour of IMG_1.jpg: 4.0 times the pixels. In favour of IMG_2.jpg: sharper.")


def test_one_side_is_heard_alone_where_the_other_has_nothing() -> None:
    small = other(width=2000, height=1500)
    assert better(ONE, small) == better(small, ONE) == "In favour of IMG_1.jpg: 4.0 times the pixels."


def test_of_two_of_one_size_the_more_compressed_one_is_the_copy() -> None:
    match, poor = pair(Relation.RE_ENCODED), other(compression=70)
    said = "Same photo: IMG_2.jpg is a copy of IMG_1.jpg, saved again at lower quality."
    assert headline(match, ONE, poor) == headline(match, poor, ONE) == said


def test_a_photo_that_was_not_read_is_spoken_of_by_name_alone() -> None:
    unread = Named("IMG_3.jpg")
    for match in (pair(Relation.RESIZED), pair(Relation.RE_ENCODED)):
        assert "IMG_3.jpg is a copy of IMG_1.jpg" in headline(match, ONE, unread)
        assert "IMG_1.jpg is a copy of IMG_3.jpg" in headline(match, unread, ONE)


def test_equals_are_called_equal() -> None:
    assert better(ONE, other()) == "Neither is better in pixels, sharpness or metadata."
    assert better(ONE, Named("unread")) == ""
