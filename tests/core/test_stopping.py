"""Whatever reads many photos to prepare an action can be stopped at the next of them, and says how far it is."""

from __future__ import annotations

import pytest

from lookalike.acting.criteria import Criterion, CriterionKind
from lookalike.acting.marking import MarkingRule, mark
from lookalike.acting.plan import Action, PlanOptions
from lookalike.acting.planning import make_plan
from lookalike.acting.rescue import plan_rescues
from lookalike.coverage import coverage
from lookalike.decoding.metadata import Metadata
from lookalike.errors import CancelledError
from lookalike.job import CancelToken, Progress
from tests.core.results import result_of
from tests.core.test_rescue import plan_for, save_photo
from tests.core.trees import Tree

PAIRS = [("a.jpg", "a copy.jpg"), ("b.jpg", "b copy.jpg"), ("c.jpg", "c copy.jpg")]


def test_a_rule_that_reads_photos_stops_at_the_next_group(tree: Tree) -> None:
    for path in (path for pair in PAIRS for path in tree.paths(*pair)):
        save_photo(path)
    result = result_of([tree.paths(*pair) for pair in PAIRS], tree.root)
    cancel, read = CancelToken(), list[str]()
    told: list[Progress] = []

    def look(path: str) -> Metadata:
        read.append(path)
        cancel.cancel()
        return Metadata()

    with pytest.raises(CancelledError):
        rule = MarkingRule("stars", (Criterion(CriterionKind.RATING),))
        mark(result, rule, read=look, report=told.append, cancel=cancel)
    assert set(read) == set(tree.paths(*PAIRS[0]))
    assert [(one.done, one.total) for one in told] == [(0, 3)]


def test_a_plan_that_reads_dates_and_keywords_stops_at_the_next_keeper(tree: Tree) -> None:
    for path in (path for pair in PAIRS for path in tree.paths(*pair)):
        save_photo(path, keywords=(path,))
    result = result_of([tree.paths(*pair) for pair in PAIRS], tree.root)
    copies = {path for pair in PAIRS for path in tree.paths(pair[1])}
    cancel, told = CancelToken(), list[Progress]()

    def note(progress: Progress) -> None:
        told.append(progress)
        if len(told) == len(copies) + 2:  # Each copy is looked at first, then each keeper.
            cancel.cancel()

    with pytest.raises(CancelledError):
        make_plan(result, copies, Action.TRASH, PlanOptions(rescue=True), report=note, cancel=cancel)
    assert [one.done for one in told] == [0, 1, 2, 0, 1]


def test_looking_for_copies_stops_at_the_next_photo(tree: Tree) -> None:
    for path in (path for pair in PAIRS for path in tree.paths(*pair)):
        save_photo(path)
    result = result_of([tree.paths(*pair) for pair in PAIRS], tree.root)
    cancel, told = CancelToken(), list[Progress]()

    def note(progress: Progress) -> None:
        told.append(progress)
        if progress.done == 2:
            cancel.cancel()

    with pytest.raises(CancelledError):
        coverage(result, report=note, cancel=cancel)
    assert [(one.done, one.total) for one in told] == [(0, 6), (1, 6), (2, 6)]


def test_progress_counts_keepers(tree: Tree) -> None:
    save_photo(tree.paths("a.jpg")[0])
    save_photo(tree.paths("b.jpg")[0], keywords=("lake",))
    told: list[Progress] = []
    plan_rescues(plan_for(tree, "a.jpg", "b.jpg").items, report=told.append)
    assert [(one.done, one.total) for one in told] == [(0, 1)]
