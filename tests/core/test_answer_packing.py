"""The answer of a scan goes into the cache and comes back as it was."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookalike.cache.answerpacking import pack_answer, unpack_answer
from lookalike.cache.answers import Answer
from lookalike.job import Stage
from lookalike.result import Notice
from lookalike.types import (
    Decider,
    Group,
    Match,
    Member,
    Problem,
    ProblemReason,
    Proposer,
    Relation,
    Scores,
)
from tests.core.values import EVIDENCE, unset_fields

scores = st.none() | st.floats(0, 1)


@given(
    st.lists(st.builds(Scores, *[scores] * 8), max_size=4),
    st.sampled_from([(), (Proposer.HASH,), (Proposer.MOBILENET, Proposer.HASH)]),
    st.none() | st.integers(0, 9),
    st.booleans(),
)
def test_an_answer_is_packed_exactly(
    all_scores: list[Scores], proposers: tuple[Proposer, ...], through: int | None, verified: bool
) -> None:
    evidence = EVIDENCE if verified else None
    matches = tuple(
        Match(index, index + 1, one, proposers, Decider.ORB, Relation.CROPPED, evidence, through)
        for index, one in enumerate(all_scores)
    )
    borrowed = Match(3, 9, Scores(confidence=1.0), (Proposer.EXACT,), Decider.EXACT, Relation.IDENTICAL_FILE)
    groups = (
        *(Group(match.second, (Member(match.first, match),)) for match in matches),
        Group(3, (Member(9, borrowed), *(Member(match.first, match) for match in matches))),
        Group(4, ()),
    )
    problems = (Problem("/a/\udcff\n\u20ac.jpg", Stage.FINGERPRINT, ProblemReason.DAMAGED, "caf\u00e9 \x00"),)
    for answer in (
        Answer(matches, groups, problems, (0, 7), (Notice.NO_ENGINE,)),
        Answer((), (), (), (), ()),
    ):
        assert unpack_answer(pack_answer(answer), 10) == answer


def test_no_field_of_a_match_is_left_out() -> None:
    scores = Scores(*[0.5] * len(dataclasses.fields(Scores)))
    match = Match(1, 5, scores, (Proposer.HASH,), Decider.ORB, Relation.CROPPED, EVIDENCE, 3)
    assert not unset_fields(scores)
    assert not unset_fields(match)
    assert unpack_answer(pack_answer(Answer((match,), (), (), (), ())), 6).matches == (match,)


@pytest.mark.parametrize("photos", [0, 5])
def test_an_answer_that_points_beyond_the_photos_is_refused(photos: int) -> None:
    match = Match(1, 5, Scores(), (), Decider.HASH, Relation.LOOKS_ALIKE)
    packed = pack_answer(Answer((match,), (Group(1, (Member(5, match),)),), (), (), ()))
    assert unpack_answer(packed, 6).matches == (match,)
    with pytest.raises(ValueError, match="points at"):
        unpack_answer(packed, photos)
