"""What the journal's lines add up to: runs, and in each run its units, a photo with its companions or a sidecar."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lookalike.acting.changes import change_from_plain
from lookalike.acting.plan import Action
from lookalike.acting.steps import Step


class UnitState(StrEnum):
    """How far a unit is."""

    BEGUN = "begun"
    DONE = "done"
    TAKEN_BACK = "taken-back"
    UNDOING = "undoing"
    UNDONE = "undone"
    STUCK = "stuck"
    """Undo could not bring everything back; asking for this run by name tries again."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One photo with its companions, or one sidecar; `item` or `rescue` is the plan's entry as plain values.

    `states` are, after an undo, the states of the restored files, by path.
    """

    number: int
    path: str
    steps: tuple[Step, ...]
    state: UnitState
    item: Mapping[str, Any] | None = None
    rescue: Mapping[str, Any] | None = None
    states: Mapping[str, Mapping[str, Any]] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """One plan that was applied. `began` and `undone_at` count the journal's lines."""

    id: str
    time: str
    action: Action
    header: Mapping[str, Any]
    began: int
    units: Mapping[int, Unit]
    ended: bool = False
    undone_at: int = -1
    redo_of: str = ""
    redone: bool = False
    probes: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """How many units the journal's damaged lines have taken away."""
        return max(self.units, default=0) - len(self.units)

    def in_state(self, *states: UnitState) -> tuple[Unit, ...]:
        """The units that are in one of the states, in order."""
        return tuple(unit for unit in self.units.values() if unit.state in states)


_NEXT = {"done": UnitState.DONE, "back": UnitState.TAKEN_BACK, "undo": UnitState.UNDOING}


def read_runs(entries: Iterable[Mapping[str, Any]]) -> tuple[Run, ...]:
    """All runs, the oldest first. Lines of a run whose own first line is damaged are left out."""
    runs: dict[str, Run] = {}
    units: dict[str, dict[int, Unit]] = {}
    for number, entry in enumerate(entries):
        name = entry["run"]
        if entry["t"] == "run":
            units[name] = {}
            runs[name] = _begin(entry, number, units[name])
            if runs[name].redo_of in runs:
                runs[runs[name].redo_of] = dataclasses.replace(runs[runs[name].redo_of], redone=True)
        elif name in runs:
            runs[name] = _follow(runs[name], units[name], entry, number)
    return tuple(runs.values())


def unsettled(entries: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a run was interrupted and nobody has looked after it since."""
    return any(not run.ended or run.in_state(UnitState.BEGUN, UnitState.UNDOING) for run in read_runs(entries))


def _begin(entry: Mapping[str, Any], number: int, units: Mapping[int, Unit]) -> Run:
    return Run(entry["run"], entry["time"], Action(entry["action"]), entry, number, units, redo_of=entry["redo_of"])


def _follow(run: Run, units: dict[int, Unit], entry: Mapping[str, Any], number: int) -> Run:
    """Take one more line of a run; `units` is what `run.units` shows."""
    kind = entry["t"]
    if kind == "end":
        return dataclasses.replace(run, ended=True)
    if kind == "probe":
        return dataclasses.replace(run, probes=(*run.probes, *entry["paths"]))
    unit = units.get(entry.get("unit", 0))
    if kind == "do":
        steps = tuple(tuple(change_from_plain(change) for change in step) for step in entry["steps"])
        units[entry["unit"]] = Unit(
            entry["unit"], entry["path"], steps, UnitState.BEGUN, entry.get("item"), entry.get("rescue")
        )
    elif unit is not None and kind == "undone":
        state = UnitState.STUCK if entry["stuck"] else UnitState.UNDONE
        units[unit.number] = dataclasses.replace(unit, state=state, states=entry["states"])
        return dataclasses.replace(run, undone_at=number)
    elif unit is not None and kind in _NEXT:
        units[unit.number] = dataclasses.replace(unit, state=_NEXT[kind])
    return run
