"""How an action on one photo is made of single changes; names are chosen by what is free at this moment."""

from __future__ import annotations

import os
from typing import TypeAlias

from lookalike.acting.changes import Change, Copy, Delete, Link, Move, SystemTrash, Write, is_made, put_back
from lookalike.acting.plan import Action, Plan, PlanItem, Reason, Rescue, Skipped
from lookalike.acting.planning import tree_path
from lookalike.acting.refusal import RefusedError, refused
from lookalike.acting.trash import quarantine_of, ready, system_has_own_trash, trash_of
from lookalike.files.safefiles import part_path
from lookalike.files.states import FileState, present

Step: TypeAlias = tuple[Change, ...]
"""The changes that belong to one file, in order: they are put back from the last to the first."""


def steps_of(item: PlanItem, plan: Plan) -> tuple[Step, ...]:
    """The steps for a photo and its companions. Raises RefusedError."""
    states = (item.photo, *item.companions)
    match plan.action:
        case Action.TRASH:
            return tuple((SystemTrash(s),) if system_has_own_trash() else _into_trash(s) for s in states)
        case Action.QUARANTINE:
            return _to_tree(states, quarantine_of(item.photo.path, plan.roots), plan)
        case Action.MOVE | Action.COPY:
            return _to_tree(states, plan.options.target, plan)
        case Action.HARD_LINK | Action.SYMBOLIC_LINK:
            return (_link(item, plan),)
        case Action.DELETE:
            return tuple((Delete(state, going_path(state.path), item.keeper),) for state in states)


def going_path(path: str) -> str:
    """The hidden name that a file has in the moment before it is deleted."""
    return part_path(path).removesuffix(".part") + ".going"


def rescue_step(rescue: Rescue) -> Step:
    """The step that writes a keeper's sidecar."""
    return (Write(rescue.sidecar, rescue.before, rescue.after),)


def take_back(steps: tuple[Step, ...]) -> tuple[list[tuple[str, str]], list[Skipped]]:
    """Put all steps back, the last first.

    Returns which file lies where now, as (its own path, its place), and what could not be put back. A change that
    cannot be put back keeps the changes of the same file before it: the trash's record of a file stays with it.
    """
    places: list[tuple[str, str]] = []
    stuck: list[Skipped] = []
    for step in reversed(steps):
        place = ""
        for change in reversed(step):
            try:
                where = put_back(change)
            except RefusedError as refusal:
                stuck.append(refusal.skipped)
                break
            except OSError as error:
                stuck.append(refused(path_of(change), error).skipped)
                break
            place = where if change is step[-1] else place
        else:
            places.append((path_of(step[-1]), place))
    return places, stuck


def all_made(steps: tuple[Step, ...]) -> bool:
    """Whether every file is where the steps should have brought it."""
    return all(is_made(change) for step in steps for change in step)


def path_of(change: Change) -> str:
    """The file that a change is about."""
    return change.path if isinstance(change, Write) else change.state.path


def place_of(change: Change) -> str:
    """Where a change brings the file; empty where it is gone."""
    match change:
        case Move() | Copy():
            return change.target
        case Link():
            return change.aside
        case Write():
            return change.path
        case Delete() | SystemTrash():
            return ""


def _into_trash(state: FileState) -> tuple[Write, Move]:
    if system_has_own_trash():
        raise RefusedError(state.path, Reason.NO_TRASH)  # None in which we could give the file a name of our choice.
    trash = trash_of(state.path)
    try:
        ready(trash)
    except OSError as error:
        raise RefusedError(state.path, Reason.NO_TRASH, str(error)) from error
    return trash.entry(state)


def _to_tree(states: tuple[FileState, ...], target: str, plan: Plan) -> tuple[Step, ...]:
    kind = Copy if plan.action is Action.COPY else Move
    places = _free_in_tree(states, target, plan)
    return tuple((kind(state, place),) for state, place in zip(states, places, strict=True))


def _free_in_tree(states: tuple[FileState, ...], target: str, plan: Plan) -> list[str]:
    """Places in a tree; if one name is taken, all companions get the same number behind their name."""
    wanted = [tree_path(state.path, plan.roots, target) for state in states]
    number = 0
    while any(present(numbered(path, number)) is not None for path in wanted):
        number += 1
    return [numbered(path, number) for path in wanted]


def numbered(path: str, number: int) -> str:
    """The path itself for 0, otherwise with the number behind its first part: `IMG_1 (2).jpg.xmp`."""
    if not number:
        return path
    folder, name = os.path.split(path)
    stem, dot, endings = name.partition(".") if not name.startswith(".") else (name, "", "")
    return os.path.join(folder, f"{stem} ({number}){dot}{endings}")


def _link(item: PlanItem, plan: Plan) -> Step:
    """The replaced file goes to the trash or, where there is none, to the quarantine: undo takes it from there."""
    if item.keeper is None:
        raise RefusedError(item.photo.path, Reason.NOT_IDENTICAL)
    text = item.keeper.path if plan.action is Action.SYMBOLIC_LINK else ""
    try:
        record, move = _into_trash(item.photo)
    except RefusedError:
        aside = _free_in_tree((item.photo,), quarantine_of(item.photo.path, plan.roots), plan)[0]
        return (Link(item.photo, aside, item.keeper, text),)
    return (record, Link(item.photo, move.target, item.keeper, text))
