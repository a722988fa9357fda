"""Whatever is marked, done, undone and done again on whatever tree: the bytes of every content are still somewhere."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lookalike.acting.actions import apply
from lookalike.acting.history import unsettled
from lookalike.acting.journal import Journal
from lookalike.acting.plan import Action, PlanOptions
from lookalike.acting.planning import make_plan
from lookalike.acting.undo import recover, redo, undo
from lookalike.result import ScanResult
from tests.core.results import result_of
from tests.core.trees import contents_below

NAMES = ("a.jpg", "b.jpg", "c/a.jpg", "c/b.jpg", "d/a.jpg")
CONTENTS = (b"sea", b"hill", b"a longer content")
COMPANIONS = {name: [name.replace(".jpg", ".mov")] for name in NAMES}
FOR_ANY_PHOTO = st.sampled_from([Action.TRASH, Action.QUARANTINE, Action.MOVE, Action.COPY])
FOR_EQUAL_PHOTOS = st.sampled_from([Action.HARD_LINK, Action.SYMBOLIC_LINK, Action.DELETE])


class Acting(RuleBasedStateMachine):
    """A person with a small collection, who may change their mind, and another program that writes in between."""

    done: ClassVar[Counter[Action]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="lookalike-acting-"))
        self.photos = self.base / "photos"
        self.result: ScanResult | None = None
        self.patch = pytest.MonkeyPatch()
        self.patch.setenv("XDG_DATA_HOME", str(self.base / "home"))
        self.patch.setenv("LOOKALIKE_DATA_DIR", str(self.base / "journal"))

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.base)

    @initialize(contents=st.lists(st.sampled_from(CONTENTS), min_size=len(NAMES), max_size=len(NAMES)))
    def build(self, contents: list[bytes]) -> None:
        for name, content in zip(NAMES, contents, strict=True):
            self.write(name, content)
        self.write("a.mov", b"live photo of a")
        self.scan(split=3)

    def write(self, name: str, content: bytes) -> None:
        path = self.photos / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content)

    @rule(split=st.sampled_from([0, 2, 3]))
    def scan(self, split: int) -> None:
        present = [name for name in NAMES if self.is_photo(name)]
        self.find([group for group in (present[:split], present[split:]) if len(group) > 1])

    def find(self, groups: list[list[str]]) -> None:
        companions = {
            str(self.photos / name): [str(self.photos / other) for other in others if (self.photos / other).exists()]
            for name, others in COMPANIONS.items()
        }
        found = [[str(self.photos / name) for name in group] for group in groups]
        self.result = result_of(found, self.photos, companions=companions)

    def is_photo(self, name: str) -> bool:
        return (self.photos / name).is_file() and not (self.photos / name).is_symlink()

    @rule(name=st.sampled_from(NAMES), content=st.sampled_from(CONTENTS))
    def another_program_writes(self, name: str, content: bytes) -> None:
        self.write(name, content)

    @rule(name=st.sampled_from(NAMES))
    def another_program_deletes(self, name: str) -> None:
        (self.photos / name).unlink(missing_ok=True)

    @rule(action=FOR_ANY_PHOTO, names=st.sets(st.sampled_from(NAMES), min_size=1, max_size=3), stale=st.booleans())
    def act(self, action: Action, names: set[str], stale: bool) -> None:
        """Also on what an older scan found, before another program wrote or photos went."""
        if not stale:
            self.scan(0)
        self.carry_out(action, {str(self.photos / name) for name in names})

    @rule(action=FOR_EQUAL_PHOTOS, name=st.sampled_from(NAMES))
    def act_on_one_of_two_equal_photos(self, action: Action, name: str) -> None:
        """What is deleted on purpose is gone, so only where another name has the same bytes, and no companion goes."""
        same = [other for other in NAMES if other != name and self.is_photo(other) and self.is_photo(name)
                and (self.photos / other).read_bytes() == (self.photos / name).read_bytes()
                and not os.path.samefile(self.photos / other, self.photos / name)]  # fmt: skip
        if same and not (action is Action.DELETE and (self.photos / name).with_suffix(".mov").exists()):
            self.find([[same[0], name]])
            self.carry_out(action, {str(self.photos / name)})

    def carry_out(self, action: Action, marked: set[str]) -> None:
        assert self.result is not None
        before, standing = self.contents(), self.standing_groups()
        plan = make_plan(self.result, marked, action, PlanOptions(target=str(self.base / "target")))
        with Journal() as journal:
            outcome = apply(plan, journal)
        assert {done.path for done in outcome.done} <= marked
        self.done[action] += len(outcome.done)
        assert self.contents() >= before
        assert self.standing_groups() >= standing, "a group was left without a photo"

    def contents(self) -> set[bytes]:
        """Of all files but the journal, the trash's records and symbolic links."""
        return {
            content
            for name, content in contents_below(self.base).items()
            if not name.startswith("journal/") and not name.endswith(".trashinfo") and not content.startswith(b"-> ")
        }

    def standing_groups(self) -> set[int]:
        assert self.result is not None
        return {
            number
            for number, group in enumerate(self.result.groups)
            if any(os.path.isfile(self.result.photos[index].path) for index in group.photos)
        }

    @rule(again=st.booleans())
    def change_my_mind(self, again: bool) -> None:
        before = self.contents()
        with Journal() as journal:
            if again:
                redo(journal)
            else:
                undo(journal)
        assert self.contents() >= before

    @invariant()
    def the_journal_is_settled_and_nothing_lies_about(self) -> None:
        with Journal() as journal:
            assert not unsettled(journal.entries())
            assert recover(journal).runs == ()
        assert not [name for name in contents_below(self.base) if os.path.basename(name).startswith(".lookalike-")]


def test_whatever_is_done_undone_and_done_again() -> None:
    run_state_machine_as_test(Acting, settings=settings(max_examples=80, stateful_step_count=15))
    assert {action for action, count in Acting.done.items() if count} == set(Action), "an action was never tried"
