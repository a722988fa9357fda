"""Carries a plan out, file by file: look once more, write down what is going to happen, do it, look, write it down.

Whatever is not as expected concerns one photo: it is left alone with its companions, and reported.
"""

from __future__ import annotations

import dataclasses
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from lookalike.acting import systemtrash
from lookalike.acting.changes import change_to_plain, make
from lookalike.acting.guard import check_file, check_item
from lookalike.acting.history import unsettled
from lookalike.acting.journal import Journal
from lookalike.acting.plan import Action, Plan, PlanItem, Reason, Rescue, Skipped
from lookalike.acting.refusal import RefusedError, refused
from lookalike.acting.steps import Step, all_made, place_of, rescue_step, steps_of, take_back
from lookalike.acting.trash import Trash, probe, probe_paths, system_has_own_trash, trash_of
from lookalike.errors import LookalikeError
from lookalike.files.mounts import mount_of
from lookalike.files.states import FileState, stands
from lookalike.job import CancelToken, Progress, Report, Stage, silent


@dataclass(frozen=True, slots=True)
class Done:
    """A photo that was acted on, and where it lies now (its replaced original, for links); empty: nowhere."""

    path: str
    place: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a plan.

    `run` names it in the journal. `left` are the files that were left alone, those of the plan included. `freed` is
    in bytes, see `Plan.freed`. `stopped` says why the run ended early, other than by the person.
    """

    run: str
    done: tuple[Done, ...] = ()
    left: tuple[Skipped, ...] = ()
    freed: int = 0
    rescued: tuple[str, ...] = ()
    cancelled: bool = False
    stopped: Skipped | None = None


def rehearse(plan: Plan, *, report: Report = silent, cancel: CancelToken | None = None) -> Outcome:
    """A dry run: everything is looked at as `apply` would, and nothing is changed."""
    done, left, freed, cancelled = [], list(plan.skipped), 0, False
    for number, item in enumerate(plan.items):
        report(Progress(Stage.ACT, number, len(plan.items)))
        if cancel is not None and cancel.stop_now():
            cancelled = True
            break
        try:
            check_item(item, plan.action, plan.protected)
        except RefusedError as refusal:
            left.append(refusal.skipped)
            continue
        done.append(Done(item.photo.path, item.target))
        freed += 0 if plan.action is Action.COPY else item.freed
    return Outcome("", tuple(done), tuple(left), freed, cancelled=cancelled)


def apply(
    plan: Plan,
    journal: Journal,
    *,
    report: Report = silent,
    cancel: CancelToken | None = None,
    redo_of: str = "",
) -> Outcome:
    """Carry out a plan.

    Raises LookalikeError if a crash left the journal with a step in the middle: call `undo.recover` first. `redo_of`
    is for `undo.redo`: the run that this one repeats.
    """
    require_rest(journal)
    return _Run(plan, journal, redo_of).work(report, cancel)


def require_rest(journal: Journal) -> None:
    """Raise LookalikeError if a run was interrupted and nobody has called `undo.recover` since."""
    if not journal.rests() and unsettled(journal.entries()):
        raise LookalikeError(f"{journal.path}: the last run was interrupted, recover it before acting again")


class _Run:
    """One run of a plan: acts on its rescues and items in turn, and gathers what became of them."""

    def __init__(self, plan: Plan, journal: Journal, redo_of: str) -> None:
        self._plan = plan
        self._journal = journal
        self._redo_of = redo_of
        self._id = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
        self._unit = 0
        self._done: list[Done] = []
        self._left: list[Skipped] = list(plan.skipped)
        self._freed = 0
        self._rescued: list[str] = []
        self._unrescued: set[str] = set()
        self._volumes: dict[tuple[str, str], RefusedError | None] = {}

    def work(self, report: Report, cancel: CancelToken | None) -> Outcome:
        cancelled, stopped = False, None
        try:
            self._begin()
            for number, thing in enumerate(self._things()):
                report(Progress(Stage.ACT, number, len(self._plan.items) + len(self._plan.rescues)))
                if cancel is not None and cancel.stop_now():
                    cancelled = True
                    break
                self._try(thing)
            self._write({"t": "end", "run": self._id, "cancelled": cancelled})
        except _JournalError as error:
            stopped = refused(self._journal.path, error.cause).skipped
        return Outcome(
            self._id, tuple(self._done), tuple(self._left), self._freed, tuple(self._rescued), cancelled, stopped
        )

    def _begin(self) -> None:
        plan = self._plan
        entry = {"t": "run", "run": self._id, "time": datetime.now(UTC).isoformat(timespec="seconds")}
        header = {"action": plan.action, "options": dataclasses.asdict(plan.options)}
        self._write(entry | header | {"roots": plan.roots, "protected": plan.protected, "redo_of": self._redo_of})

    def _things(self) -> Iterator[Rescue | PlanItem]:
        yield from self._plan.rescues
        yield from self._plan.items

    def _try(self, thing: Rescue | PlanItem) -> None:
        try:
            if isinstance(thing, Rescue):
                self._rescue(thing)
            else:
                self._act(thing)
        except RefusedError as refusal:
            self._left.append(refusal.skipped)
            self._write({"t": "left", "run": self._id, **dataclasses.asdict(refusal.skipped)}, sync=False)
            if isinstance(thing, Rescue):
                self._unrescued.add(thing.keeper.path)

    def _rescue(self, rescue: Rescue) -> None:
        check_file(rescue.keeper)
        thing = {"rescue": dataclasses.asdict(rescue)}
        unit = self._make(rescue.sidecar, (rescue_step(rescue),), thing, rescue.keeper)
        self._rescued.append(rescue.sidecar)
        self._write({"t": "done", **unit}, sync=False)

    def _act(self, item: PlanItem) -> None:
        if item.keeper is not None and item.keeper.path in self._unrescued:
            raise RefusedError(item.photo.path, Reason.RESCUE_FAILED, item.keeper.path)
        check_item(item, self._plan.action, self._plan.protected)
        if self._plan.action is Action.TRASH:
            self._try_trash(item.photo.path)
        steps = steps_of(item, self._plan)
        unit = self._make(item.photo.path, steps, {"item": dataclasses.asdict(item)}, item.keeper)
        self._done.append(Done(item.photo.path, place_of(steps[0][-1])))
        if self._plan.action is not Action.COPY:
            self._freed += item.freed
        self._write({"t": "done", **unit}, sync=False)

    def _try_trash(self, path: str) -> None:
        """Try each volume's trash with a file of our own before the first photo goes there."""
        folder = os.path.dirname(path)
        trash = None if system_has_own_trash() else trash_of(path)
        volume = (mount_of(folder).top, trash.folder if trash else "")
        if volume not in self._volumes:
            name = f"{self._id}-{len(self._volumes)}"
            paths = probe_paths(trash or Trash(""), folder, name)
            self._write({"t": "probe", "run": self._id, "paths": paths if trash else paths[:1]})
            try:
                if trash:
                    probe(trash, folder, name)
                else:
                    systemtrash.probe(folder, name)
            except OSError as error:
                raise refused(path, error) from error
            except RefusedError as refusal:
                if refusal.reason is not Reason.NO_TRASH:
                    raise RefusedError(path, refusal.reason, refusal.detail) from refusal
                self._volumes[volume] = refusal
            else:
                self._volumes[volume] = None
        broken = self._volumes[volume]
        if broken is not None:
            raise RefusedError(path, Reason.NO_TRASH, broken.detail)

    def _make(
        self, path: str, steps: tuple[Step, ...], thing: dict[str, Any], keeper: FileState | None
    ) -> dict[str, Any]:
        """Write down what is going to happen, and do it. Returns by what the journal calls it."""
        self._unit += 1
        unit = {"run": self._id, "unit": self._unit}
        plain = [[change_to_plain(change) for change in step] for step in steps]
        self._write({"t": "do", **unit, "path": path, "steps": plain, **thing})
        begun: list[Step] = []
        try:
            for step in steps:
                begun.append(())
                for change in step:
                    begun[-1] = (*begun[-1], change)
                    make(change)
            if not all_made(steps):
                raise RefusedError(path, Reason.NOT_VERIFIED)
            if keeper is not None and not stands(keeper):
                # The system did not say so, but both names were one file: bring it back.
                raise RefusedError(path, Reason.SAME_FILE, keeper.path)
        except (OSError, RefusedError) as error:
            self._take_back(path, begun, unit, error)
        return unit

    def _take_back(self, path: str, begun: list[Step], unit: dict[str, Any], error: OSError | RefusedError) -> NoReturn:
        """Undo what was begun for one photo, and say why it was left alone."""
        if isinstance(error, FileExistsError):
            begun[-1] = begun[-1][:-1]  # Of this change nothing was made: what is there is another's.
        _, stuck = take_back(tuple(step for step in begun if step))
        self._write({"t": "back", **unit, "stuck": [dataclasses.asdict(entry) for entry in stuck]}, sync=False)
        self._left += stuck
        raise error if isinstance(error, RefusedError) else refused(path, error)

    def _write(self, entry: dict[str, Any], *, sync: bool = True) -> None:
        try:
            self._journal.append(entry, sync=sync)
        except OSError as error:
            raise _JournalError(error) from error


class _JournalError(Exception):
    """The journal cannot be written, so nothing more may be done."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause
