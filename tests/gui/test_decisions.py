"""Marks, settled groups, and the way back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lookalike.exporting.resultfile import Review
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
    decisions.reject(CATS)
    assert decisions.go_back() == CATS
    assert decisions.marked == set(CATS[1:])
    assert not decisions.rejected
    decisions.go_back()
    assert decisions.marked == {"/cat.jpg"}
    assert not decisions.is_settled(CATS)
    decisions.go_back()
    assert not decisions.marked
    assert decisions.go_back() == ()


def test_a_group_is_settled_only_when_all_its_photos_are(decisions: Decisions) -> None:
    decisions.keep(["/cat.jpg"], CATS)
    assert not decisions.is_settled((*CATS, "/another.jpg"))


def test_what_is_no_match_loses_its_marks_and_needs_no_decision(decisions: Decisions) -> None:
    decisions.mark([CATS[0], "/dog.jpg"])
    decisions.reject(CATS)
    assert decisions.marked == {"/dog.jpg"}
    assert decisions.is_settled(CATS) and decisions.rejected == {frozenset(CATS)}


def test_a_step_back_leaves_what_was_decided_before(decisions: Decisions) -> None:
    decisions.keep(CATS[:1], CATS)
    decisions.keep(CATS[1:2], CATS)
    decisions.go_back()
    assert decisions.marked == set(CATS[1:]) and decisions.is_settled(CATS)


def test_photos_that_are_gone_are_marked_no_more_and_no_step_leads_back_to_them(decisions: Decisions) -> None:
    decisions.mark(["/dog.jpg"])
    decisions.mark(CATS)
    decisions.drop({CATS[0]})
    assert decisions.marked == {*CATS[1:], "/dog.jpg"}
    assert decisions.go_back() == ("/dog.jpg",)
    assert decisions.go_back() == ()


def test_a_review_is_gone_on_with_as_it_was_and_no_step_leads_behind_it(decisions: Decisions) -> None:
    decisions.mark(["/dog.jpg"])
    decisions.keep(CATS[:1], CATS)
    decisions.reject(["/a.jpg", "/b.jpg"])
    review = decisions.review
    assert review == Review(
        frozenset({"/dog.jpg", *CATS[1:]}),
        frozenset({*CATS, "/a.jpg", "/b.jpg"}),
        frozenset({frozenset({"/a.jpg", "/b.jpg"})}),
    )
    later = Decisions()
    later.mark(["/other.jpg"])
    later.restore(review)
    assert later.review == review and later.go_back() == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda decisions: decisions.mark(["/dog.jpg"]),
        lambda decisions: decisions.keep(CATS[:1], CATS),
        lambda decisions: decisions.reject(CATS),
        lambda decisions: decisions.go_back(),
        lambda decisions: decisions.drop({"/cat.jpg"}),
        lambda decisions: decisions.restore(Review()),
        lambda decisions: decisions.forget(),
    ],
    ids=["mark", "keep", "reject", "go_back", "drop", "restore", "forget"],
)
def test_every_change_is_told_once(decisions: Decisions, change: Callable[[Decisions], object]) -> None:
    told: list[bool] = []
    decisions.mark(["/cat.jpg"])
    decisions.changed.connect(lambda: told.append(True))
    decisions.drop(set())
    assert not told
    change(decisions)
    assert told == [True]


def test_another_scan_starts_with_a_clean_desk(decisions: Decisions) -> None:
    decisions.keep(["/cat.jpg"], CATS)
    decisions.reject(["/a.jpg", "/b.jpg"])
    decisions.forget()
    assert decisions.review == Review()
    assert decisions.go_back() == ()
