"""Whatever is marked, done, undone and done again on whatever tree: the bytes of every content are still somewhere."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

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
CONTENTS = (b"sea", b"hill", b"town", b"a longer content")
COMPANIONS = {name: [name.replace(".jpg", ".mov")] for name in NAMES}
KINDS = st.sampled_from([action for action in Action if action is not Action.DELETE])


class Acting(RuleBasedStateMachine):
    """A person with a small collection, who may change their mind, and another program that writes in between."""

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

    @rule(split=st.integers(0, len(NAMES)))
    def scan(self, split: int) -> None:
        present = [str(self.photos / name) for name in NAMES if self.is_photo(name)]
        groups = [group for group in (present[:split], present[split:]) if len(group) > 1]
        companions = {
            str(self.photos / name): [str(self.photos / other) for other in others if (self.photos / other).exists()]
            for name, others in COMPANIONS.items()
        }
        self.result = result_of(groups, self.photos, companions=companions)

    def is_photo(self, name: str) -> bool:
        return (self.photos / name).is_file() and not (self.photos / name).is_symlink()

    @rule(name=st.sampled_from(NAMES), content=st.sampled_from(CONTENTS))
    def another_program_writes(self, name: str, content: bytes) -> None:
        self.write(name, content)

    @rule(name=st.sampled_from(NAMES))
    def another_program_deletes(self, name: str) -> None:
        (self.photos / name).unlink(missing_ok=True)

    @rule(action=KINDS, names=st.sets(st.sampled_from(NAMES), min_size=1))
    def act(self, action: Action, names: set[str]) -> None:
        self.carry_out(action, {str(self.photos / name) for name in names})

    @rule(name=st.sampled_from(NAMES))
    @precondition(lambda self: self.result is not None)
    def delete_a_copy_for_good(self, name: str) -> None:
        """Only where an equal photo stays: what is deleted on purpose is gone."""
        same = [other for other in NAMES if other != name and self.is_photo(other) and self.is_photo(name)
                and (self.photos / other).read_bytes() == (self.photos / name).read_bytes()
                and not os.path.samefile(self.photos / other, self.photos / name)]  # fmt: skip
        if same and not (self.photos / name).with_suffix(".mov").exists():
            self.carry_out(Action.DELETE, {str(self.photos / name)})

    def carry_out(self, action: Action, marked: set[str]) -> None:
        assert self.result is not None
        before, standing = self.contents(), self.standing_groups()
        plan = make_plan(self.result, marked, action, PlanOptions(target=str(self.base / "target")))
        with Journal() as journal:
            outcome = apply(plan, journal)
        assert {done.path for done in outcome.done} <= marked
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


TestActing = Acting.TestCase
TestActing.settings = settings(max_examples=40, stateful_step_count=15)
