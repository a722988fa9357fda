"""`lookalike undo`: take back what `apply` did, or do it again."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence

from lookalike.acting.history import UnitState, read_runs
from lookalike.acting.journal import Journal
from lookalike.acting.undo import Undone, redo, undo, undoable
from lookalike.commands.acting import (
    add_show_options,
    outcome_lines,
    print_json,
    print_lines,
    recover_first,
    undone_lines,
)
from lookalike.commands.common import cancel_by_interrupt, terminal_report
from lookalike.commands.words import shown

_EPILOG = """exit codes:
  0 all back   1 some files could not be brought back (named with their reason)   3 failed   130 stopped by Ctrl+C

examples:
  lookalike undo
  lookalike undo --list
  lookalike undo --run 20261122T101500Z-1a2b3c4d --only ~/Pictures/a.jpg
  lookalike undo --redo
"""


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = verbs.add_parser(
        "undo",
        help="take back what `apply` did, or do it again",
        description="Take back what `lookalike apply` or the window did, by the journal: the last run,\n"
        "unless told otherwise.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--all", action="store_true", help="take back all runs, the last one first")
    what.add_argument("--redo", action="store_true", help="do the last undone run again")
    what.add_argument("--list", action="store_true", help="print the runs in the journal")
    parser.add_argument("--run", dest="run_id", default="", metavar="RUN", help="this run instead of the last one")
    parser.add_argument("--only", action="append", metavar="PHOTO", help="take back these photos only")
    add_show_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Recover if need be, then undo or redo."""
    with Journal() as journal:
        recovery = recover_first(journal)
        if args.list:
            _list(journal, as_json=args.json)
            return 0
        code = _redo(args, journal) if args.redo else _undo(args, journal)
    return code or (1 if recovery.left else 0)


def _undo(args: argparse.Namespace, journal: Journal) -> int:
    names = [run.id for run in undoable(journal)] if args.all else [args.run_id]
    only = None if args.only is None else {os.path.abspath(path) for path in args.only}
    left = cancelled = False
    with cancel_by_interrupt() as cancel, terminal_report(quiet=args.quiet) as report:
        found = [undo(journal, name, only=only, report=report, cancel=cancel) for name in names]
    for undone in found:
        left, cancelled = left or bool(undone.left), cancelled or undone.cancelled
        if not args.quiet and not args.json:
            print_lines(undone_lines(undone, verbose=args.verbose))
    unknown = _not_in(found, only or ())
    print_lines((f"not among what that run did: {shown(path)}" for path in unknown), sys.stderr)
    left = left or bool(unknown)
    if args.json:
        print_json(found)
    return 130 if cancelled else int(left)


def _not_in(found: Sequence[Undone], only: Iterable[str]) -> list[str]:
    """The photos asked for of which no run that was undone knows."""
    known = {entry.path for undone in found for part in (undone.restored, undone.left) for entry in part}
    return sorted(set(only) - known)


def _redo(args: argparse.Namespace, journal: Journal) -> int:
    with cancel_by_interrupt() as cancel, terminal_report(quiet=args.quiet) as report:
        outcome = redo(journal, args.run_id, report=report, cancel=cancel)
    if args.json:
        print_json([outcome] if outcome else [])
    elif not args.quiet:
        found = outcome_lines(outcome, verbose=args.verbose) if outcome else ["there is nothing to redo"]
        print_lines(found)
    return 0 if outcome is None else 130 if outcome.cancelled else int(bool(outcome.left))


def _list(journal: Journal, *, as_json: bool) -> None:
    runs = read_runs(journal.entries())
    if not runs and not as_json:
        print("nothing has been done yet")
    counts = [
        {state.value: len(found.in_state(state)) for state in UnitState if found.in_state(state)} for found in runs
    ]
    if as_json:
        rows = [
            {"run": found.id, "time": found.time, "action": found.action.value, "units": units}
            for found, units in zip(runs, counts, strict=True)
        ]
        print(json.dumps(rows))
        return
    for found, units in zip(runs, counts, strict=True):
        told = ", ".join(f"{count} {state}" for state, count in units.items())
        print(f"{found.id}  {found.time}  {found.action.value:13}  {told or 'nothing'}")
