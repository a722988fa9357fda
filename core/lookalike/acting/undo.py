"""Undo, redo, and what has to be done at the next start after a crash; all of it from the journal."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from lookalike.acting.actions import Outcome, apply, require_rest
from lookalike.acting.changes import Delete, is_made, make, put_back, tidy
from lookalike.acting.guard import check_file, check_keeper
from lookalike.acting.history import Run, Unit, UnitState, read_runs
from lookalike.acting.journal import Journal
from lookalike.acting.plan import Plan, PlanItem, PlanOptions, Reason, Rescue, Skipped
from lookalike.acting.refusal import RefusedError, refused
from lookalike.acting.steps import all_made, take_back
from lookalike.errors import LookalikeError
from lookalike.files.safefiles import discard, sha256_of
from lookalike.files.states import present, state_of
from lookalike.job import CancelToken, Progress, Report, Stage, silent
from lookalike.plain import from_plain


@dataclass(frozen=True, slots=True)
class Restored:
    """A file that is back: at its own path or, where something newer was there, at another place beside it."""

    path: str
    place: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did to a run; empty `run`: there was nothing to undo."""

    run: str = ""
    restored: tuple[Restored, ...] = ()
    left: tuple[Skipped, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was found after a crash. `finished` had been done whole, `returned` are back where they were."""

    runs: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()
    returned: tuple[Restored, ...] = ()
    left: tuple[Skipped, ...] = ()


def undo(
    journal: Journal,
    run: str = "",
    *,
    only: Collection[str] | None = None,
    report: Report = silent,
    cancel: CancelToken | None = None,
) -> Undone:
    """Take a run back, the last one that is not undone unless named, or only some of its photos.

    The last photo comes first. Nothing newer is overwritten. Raises LookalikeError if there is no such run, or
    if a crash left one with a step in the middle: call `recover` first.
    """
    require_rest(journal)
    chosen = _run_named(journal, run) if run else next(iter(undoable(journal)), None)
    if chosen is None:
        return Undone()
    states = (UnitState.DONE, UnitState.STUCK) if run else (UnitState.DONE,)
    units = [unit for unit in chosen.in_state(*states) if only is None or unit.path in only]
    restored: list[Restored] = []
    left = [] if only is not None else [Skipped(journal.path, Reason.STEP_UNKNOWN, chosen.id)] * chosen.missing
    cancelled = False
    for number, unit in enumerate(reversed(units)):
        report(Progress(Stage.ACT, number, len(units)))
        if cancel is not None and cancel.stop_now():
            cancelled = True
            break
        journal.append({"t": "undo", "run": chosen.id, "unit": unit.number}, sync=True)
        places, stuck = _undo_unit(journal, chosen, unit)
        restored += places
        left += stuck
    journal.append({"t": "end", "run": chosen.id, "cancelled": cancelled}, sync=True)
    return Undone(chosen.id, tuple(restored), tuple(left), cancelled)


def redo(
    journal: Journal, run: str = "", *, report: Report = silent, cancel: CancelToken | None = None
) -> Outcome | None:
    """Act once more on what the last undo brought back, with all checks of `actions.apply`; None: nothing to redo."""
    chosen = _run_named(journal, run) if run else next(iter(redoable(journal)), None)
    if chosen is None:
        return None
    return apply(_plan_again(chosen), journal, report=report, cancel=cancel, redo_of=chosen.id)


def undoable(journal: Journal) -> tuple[Run, ...]:
    """The runs that can be undone, the next one first."""
    return tuple(run for run in reversed(read_runs(journal.entries())) if run.in_state(UnitState.DONE))


def redoable(journal: Journal) -> tuple[Run, ...]:
    """The runs that can be done again, the next one first. A new run after an undo ends this, as in an editor."""
    runs = read_runs(journal.entries())
    newest = max((run.began for run in runs if not run.redo_of), default=-1)
    found = [run for run in runs if run.in_state(UnitState.UNDONE) and not run.redone and run.undone_at > newest]
    return tuple(sorted(found, key=lambda run: run.undone_at, reverse=True))


def recover(journal: Journal) -> Recovery:
    """Look after what a crash interrupted: what was done whole is kept, the rest is taken back.

    A deletion that had begun cannot be taken back, so it is finished if all is still as it was judged. Cheap where
    nothing was interrupted. To be called at every start.
    """
    found = Recovery()
    if journal.rests():
        return found
    for run in read_runs(journal.entries()):
        begun = run.in_state(UnitState.BEGUN, UnitState.UNDOING)
        if run.ended and not begun:
            continue
        for probe in run.probes:
            discard(probe)
        for unit in begun:
            found = _recover_unit(journal, run, unit, found)
        journal.append({"t": "end", "run": run.id, "cancelled": False, "recovered": True}, sync=True)
        found = dataclasses.replace(found, runs=(*found.runs, run.id))
    return found


def _recover_unit(journal: Journal, run: Run, unit: Unit, found: Recovery) -> Recovery:
    entry: dict[str, Any] = {"run": run.id, "unit": unit.number}
    if unit.state is UnitState.UNDOING:
        places, stuck = _undo_unit(journal, run, unit)
        return dataclasses.replace(found, returned=(*found.returned, *places), left=(*found.left, *stuck))
    deletions = [change for step in unit.steps for change in step if isinstance(change, Delete)]
    if all_made(unit.steps) or any(is_made(change) for change in deletions):
        for change in (change for step in unit.steps for change in step):
            tidy(change)
        left = _finish(unit, [change for change in deletions if not is_made(change)])
        journal.append({"t": "done", **entry}, sync=True)
        return dataclasses.replace(found, finished=(*found.finished, unit.path), left=(*found.left, *left))
    pairs, stuck = take_back(unit.steps)
    journal.append({"t": "back", **entry, "stuck": [dataclasses.asdict(one) for one in stuck]}, sync=True)
    returned = tuple(Restored(path, place) for path, place in pairs)
    return dataclasses.replace(found, returned=(*found.returned, *returned), left=(*found.left, *stuck))


def _finish(unit: Unit, deletions: list[Delete]) -> list[Skipped]:
    left: list[Skipped] = []
    keeper = from_plain(PlanItem, unit.item).keeper if unit.item else None
    for change in deletions:
        path = change.state.path
        try:
            if present(change.aside) is not None:
                put_back(change)
            check_file(change.state)
            if sha256_of(path) != change.state.digest:
                raise RefusedError(path, Reason.CHANGED)
            if keeper is not None:
                check_keeper(path, keeper)
            make(change)
        except RefusedError as refusal:
            left.append(refusal.skipped)
        except OSError as error:
            left.append(refused(path, error).skipped)
    return left


def _undo_unit(journal: Journal, run: Run, unit: Unit) -> tuple[list[Restored], list[Skipped]]:
    """Put a unit back and write down how the files are now, by which a redo knows them again."""
    places, stuck = take_back(unit.steps)
    states = {
        path: dataclasses.asdict(state_of(path)) for path, place in places if path == place and os.path.exists(path)
    }
    entry = {"t": "undone", "run": run.id, "unit": unit.number, "states": states}
    journal.append(entry | {"stuck": [dataclasses.asdict(one) for one in stuck]}, sync=False)
    return [Restored(path, place) for path, place in places], stuck


def _run_named(journal: Journal, name: str) -> Run:
    for run in read_runs(journal.entries()):
        if run.id == name:
            return run
    raise LookalikeError(f"{journal.path}: there is no run called '{name}'")


def _plan_again(run: Run) -> Plan:
    items, rescues = [], []
    for unit in run.in_state(UnitState.UNDONE):
        if unit.rescue:
            rescues.append(from_plain(Rescue, unit.rescue))
        elif unit.item:
            item = from_plain(PlanItem, unit.item)
            files = (item.photo, *item.companions)
            if all(state.path in unit.states for state in files):
                photo, *companions = (
                    dataclasses.replace(state, **{k: unit.states[state.path][k] for k in ("mtime_ns", "inode", "mode")})
                    for state in files
                )
                items.append(dataclasses.replace(item, photo=photo, companions=tuple(companions)))
    header = run.header
    return Plan(
        action=run.action,
        options=from_plain(PlanOptions, header["options"]),
        roots=tuple(header["roots"]),
        protected=tuple(header["protected"]),
        items=tuple(items),
        rescues=tuple(rescues),
    )
