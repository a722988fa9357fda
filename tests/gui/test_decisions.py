"""Marks, settled groups, and the way back."""

from __future__ import annotations

import pytest

from lookalike_gui.decisions import Decisions

CATS = ("/cat.jpg", "/cat copy.jpg", "/cat small.jpg")


@pytest.fixture
def decisions(qapp: object) -> Decisions:
    return Decisions()


def test_keeping_one_marks_the_others_and_settles_the_group(decisions: Decisions) -> None:
    decisions.keep(["/cat copy.jpg"], CATS)
    assert decisions.marked == {"/cat.jpg", "/cat small.jpg"}
    assert decisions.is_settled(CATS)


def test_protected_photos_are_never_marked(decisions: Decisions) -> None:
    decisions.keep(["/cat copy.jpg"], CATS, protected=["/cat.jpg"])
    assert decisions.marked == {"/cat small.jpg"}


def test_keeping_all_takes_marks_away(decisions: Decisions) -> None:
    decisions.mark(CATS[:1])
    decisions.keep(CATS, CATS)
    assert not decisions.marked
    assert decisions.is_settled(CATS)


def test_every_step_can_be_taken_back_in_turn(decisions: Decisions) -> None:
    decisions.mark(["/cat.jpg"])
    decisions.keep(["/cat.jpg"], CATS)
    decisions.refuse(CATS)
    assert decisions.go_back() == CATS
    assert decisions.marked == set(CATS[1:])
    assert not decisions.refused
    decisions.go_back()
    assert decisions.marked == {"/cat.jpg"}
    assert not decisions.is_settled(CATS)
    decisions.go_back()
    assert not decisions.marked
    assert decisions.go_back() == ()


def test_a_group_is_settled_only_when_all_its_photos_are(decisions: Decisions) -> None:
    decisions.keep(["/cat.jpg"], CATS)
    assert not decisions.is_settled((*CATS, "/another.jpg"))


def test_another_scan_starts_with_a_clean_desk(decisions: Decisions) -> None:
    decisions.keep(["/cat.jpg"], CATS)
    decisions.forget()
    assert not decisions.marked
    assert decisions.go_back() == ()
