"""What the verbs that act share: their words, and how a plan, an outcome and an undo are shown."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from lookalike.acting.actions import Outcome
from lookalike.acting.journal import Journal
from lookalike.acting.plan import Action, Plan, Reason, Skipped
from lookalike.acting.undo import Recovery, Undone, recover
from lookalike.commands.words import counted, human_size, shown

REASONS = {
    Reason.PROTECTED: "in a protected folder",
    Reason.SYSTEM_FOLDER: "in a folder of the system",
    Reason.IN_ARCHIVE: "in an archive",
    Reason.NOT_IN_RESULT: "not in this result",
    Reason.NOT_IN_GROUP: "in no group",
    Reason.LAST_OF_GROUP: "the last of its group (--allow-whole-groups to act on it, too)",
    Reason.COMPANION_SHARED: "needed by another photo that stays",
    Reason.COMPANION_UNIQUE: "its RAW file would be deleted for good, and its keeper has none",
    Reason.NOT_IDENTICAL: "not byte-identical with its keeper, so no link can stand for it",
    Reason.VANISHED: "not there any more",
    Reason.CHANGED: "changed since it was judged",
    Reason.NOT_A_FILE: "a link, or not an ordinary file",
    Reason.KEEPER_VANISHED: "its keeper is not there any more",
    Reason.KEEPER_CHANGED: "its keeper changed since it was judged",
    Reason.KEEPER_UNREADABLE: "its keeper cannot be read",
    Reason.KEEPER_IN_ARCHIVE: "only a copy in an archive would stay",
    Reason.SAME_FILE: "it and its keeper are one file with two names",
    Reason.RESCUE_FAILED: "its dates, place, rating or keywords could not be carried over",
    Reason.OTHER_VOLUME: "on another volume than its keeper",
    Reason.LINKS_UNSUPPORTED: "this volume has no such links",
    Reason.NO_TRASH: "no trash on this volume (--action quarantine keeps files out of the way)",
    Reason.PERMISSION_DENIED: "no permission",
    Reason.READ_ONLY: "on a read-only volume or in a read-only folder",
    Reason.DISK_FULL: "the disk is full",
    Reason.IN_USE: "in use by another program",
    Reason.TARGET_TAKEN: "something has its name already",
    Reason.NAME_TOO_LONG: "the name is too long",
    Reason.NOT_VERIFIED: "not where it should be afterwards, so the step was taken back",
    Reason.READ_ERROR: "read error",
    Reason.GONE_FOR_GOOD: "deleted for good, or the trash was emptied",
    Reason.KEPT_BY_SYSTEM: "in the system's trash: restore it from there",
    Reason.STEP_UNKNOWN: "the journal's record of it is damaged",
}

DOES = {
    Action.TRASH: "to the trash",
    Action.QUARANTINE: "to the quarantine folder",
    Action.MOVE: "to be moved",
    Action.COPY: "to be copied",
    Action.HARD_LINK: "to become hard links to their keepers",
    Action.SYMBOLIC_LINK: "to become symbolic links to their keepers",
    Action.DELETE: "to be deleted FOR GOOD",
}


def add_show_options(parser: argparse.ArgumentParser) -> None:
    """How much is printed, and in which form."""
    parser.add_argument("--json", action="store_true", help="print JSON")
    volume = parser.add_mutually_exclusive_group()
    volume.add_argument("-q", "--quiet", action="store_true", help="print nothing but errors")
    volume.add_argument("-v", "--verbose", action="store_true", help="also name every file")


def plan_lines(plan: Plan, *, verbose: bool) -> list[str]:
    """A plan for people."""
    lines = [f"{counted(len(plan.items), 'photo')} {DOES[plan.action]}, {human_size(plan.freed)}"]
    travelling = sum(len(item.companions) for item in plan.items)
    if travelling:
        lines.append(f"{counted(travelling, 'companion')} of theirs {'goes' if travelling == 1 else 'go'} along")
    if verbose:
        lines += [_arrow(item.photo.path, item.target) for item in plan.items]
    for rescue in plan.rescues:
        lines.append(f"  {shown(rescue.sidecar)}: gets what only its copies know")
        lines += [f"    {entry.field}: {entry.value}  (from {shown(entry.source)})" for entry in rescue.fields]
    return lines + left_lines(plan.skipped, verbose=verbose)


def outcome_lines(outcome: Outcome, *, verbose: bool, dry: bool = False, for_good: bool = False) -> list[str]:
    """What became of a plan, for people; `for_good`: one that deleted photos."""
    verb, end = ("would be acted on", "; nothing was changed") if dry else ("done", "")
    lines = [f"{counted(len(outcome.done), 'photo')} {verb}, {human_size(outcome.freed)}{end}"]
    if verbose:
        lines += [_arrow(done.path, done.place) for done in outcome.done]
    lines += left_lines(outcome.left, verbose=verbose)
    if outcome.stopped:
        lines.append(f"stopped: the journal cannot be written, {REASONS[outcome.stopped.reason]}")
    if outcome.done and not dry and not for_good:
        lines.append(f"`lookalike undo` takes it back (run {outcome.run})")
    return lines


def undone_lines(undone: Undone, *, verbose: bool) -> list[str]:
    """What an undo did, for people."""
    if not undone.run:
        return ["there is nothing to undo"]
    beside = [entry for entry in undone.restored if entry.place != entry.path]
    lines = [f"{counted(len(undone.restored), 'file')} brought back"]
    for entry in beside:
        lines.append(f"  {shown(entry.path)}: something newer is there now, so it became {shown(entry.place)}")
    if verbose:
        lines += [f"  {shown(entry.path)}" for entry in undone.restored if entry.place == entry.path]
    return lines + left_lines(undone.left, verbose=True)


def recovery_lines(recovery: Recovery) -> list[str]:
    """What was found after a crash, for people; nothing if there was none."""
    if not recovery.runs:
        return []
    lines = ["The last run was interrupted."]
    lines += [f"  {shown(path)}: had been done" for path in recovery.finished]
    lines += [f"  {shown(entry.path)}: taken back, it is at {shown(entry.place)}" for entry in recovery.returned]
    return lines + left_lines(recovery.left, verbose=True)


def left_lines(left: Sequence[Skipped], *, verbose: bool) -> list[str]:
    """How many files are left alone, by reason; with `verbose` each by name."""
    lines = [f"{counted(len(left), 'file')} left alone:"] if left else []
    for reason, count in Counter(entry.reason for entry in left).most_common():
        lines.append(f"  {count:6}  {REASONS[reason]}")
    if verbose:
        lines += [f"  {shown(entry.path)}: {REASONS[entry.reason]}" + _detail(entry) for entry in left]
    return lines


def recover_first(journal: Journal) -> Recovery:
    """Look after an interrupted run before anything else, and say so on standard error."""
    recovery = recover(journal)
    print_lines(recovery_lines(recovery), sys.stderr)
    return recovery


def print_lines(lines: Iterable[str], stream: Any = None) -> None:
    """Print line by line."""
    for line in lines:
        print(line, file=stream or sys.stdout)


def print_json(value: Any) -> None:
    """Print a dataclass, or a list of them, as JSON."""
    plain = [dataclasses.asdict(entry) for entry in value] if isinstance(value, list) else dataclasses.asdict(value)
    print(json.dumps(plain))


def _arrow(path: str, place: str) -> str:
    return f"  {shown(path)} -> {shown(place)}" if place else f"  {shown(path)}"


def _detail(entry: Skipped) -> str:
    return f" ({entry.detail})" if entry.detail else ""
