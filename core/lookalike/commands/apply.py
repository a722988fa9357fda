"""`lookalike apply`: act on what is marked, after showing the plan."""

from __future__ import annotations

import argparse
import os
import sys

from lookalike.acting.actions import Outcome, apply, rehearse
from lookalike.acting.journal import Journal
from lookalike.acting.plan import Action, Plan, PlanOptions, load_plan, save_plan
from lookalike.acting.planning import make_plan
from lookalike.commands import UsageError
from lookalike.commands.acting import (
    add_show_options,
    outcome_lines,
    plan_lines,
    print_json,
    print_lines,
    recover_first,
)
from lookalike.commands.arguments import output_file
from lookalike.commands.common import cancel_by_interrupt, terminal_report
from lookalike.errors import LookalikeError
from lookalike.exporting.resultfile import read_session
from lookalike.job import CancelToken, Report

_EPILOG = """exit codes:
  0 all done   1 some files were left alone (named with their reason)   3 failed   130 stopped by Ctrl+C

examples:
  lookalike apply result.json --dry-run
  lookalike apply result.json --yes
  lookalike apply result.json --action move --to ~/Duplicates
  lookalike apply result.json --rescue --save-plan plan.json --dry-run
  lookalike apply --plan plan.json
"""


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = verbs.add_parser(
        "apply",
        help="trash, move or link the photos that are marked in a result",
        description="Act on the photos that are marked in a result. Each one and its keeper are read again right\n"
        "before; a journal records each step, so that `lookalike undo` can take it back.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("result", nargs="?", metavar="RESULT.json", help="a result with marks, see `lookalike mark`")
    what.add_argument("--plan", metavar="PLAN.json", help="a plan that --save-plan wrote")
    parser.add_argument(
        "--action",
        choices=[action.value for action in Action],
        default=Action.TRASH.value,
        help="what to do with them (default: trash); only delete cannot be taken back",
    )
    parser.add_argument("--to", metavar="FOLDER", default="", help="where to move or copy; subfolders are kept")
    parser.add_argument("--rescue", action="store_true", help="first write what a keeper lacks into its XMP sidecar")
    parser.add_argument("--allow-whole-groups", action="store_true", help="a group need not keep a photo")
    parser.add_argument("-n", "--dry-run", action="store_true", help="look at every file, but change nothing")
    parser.add_argument("--save-plan", type=output_file, metavar="FILE", help="write the plan there")
    parser.add_argument("-y", "--yes", action="store_true", help="do not ask")
    add_show_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Plan, show, ask, act."""
    if args.action in (Action.MOVE, Action.COPY) and not (args.to or args.plan):
        raise UsageError(f"--action {args.action} needs --to FOLDER")
    if args.to and (args.plan or args.action not in (Action.MOVE, Action.COPY)):
        raise UsageError("--to goes with --action move and --action copy")
    with cancel_by_interrupt() as cancel, terminal_report(quiet=args.quiet) as report:
        plan = load_plan(args.plan) if args.plan else _plan(args, report, cancel)
    if not (plan.items or plan.skipped):
        print("nothing is marked; see `lookalike mark --help`", file=sys.stderr)
        return 0
    if args.save_plan:
        save_plan(plan, args.save_plan)
    if not args.quiet:
        print_lines(plan_lines(plan, verbose=args.verbose), sys.stderr if args.json else sys.stdout)
    if not args.dry_run and not args.yes and not _agreed(plan):
        print("nothing was changed", file=sys.stderr)
        return 1
    with cancel_by_interrupt() as cancel, terminal_report(quiet=args.quiet) as report:
        outcome = rehearse(plan, report=report, cancel=cancel) if args.dry_run else _apply(plan, report, cancel)
    if args.json:
        print_json(outcome)
    elif not args.quiet:
        for_good = plan.action is Action.DELETE
        print_lines(outcome_lines(outcome, verbose=args.verbose, dry=args.dry_run, for_good=for_good))
    if outcome.cancelled:
        return 130
    if outcome.stopped:
        return 3
    return 1 if outcome.left else 0


def _plan(args: argparse.Namespace, report: Report, cancel: CancelToken) -> Plan:
    result, marked = read_session(args.result)
    target = os.path.abspath(os.path.expanduser(args.to)) if args.to else ""
    options = PlanOptions(target=target, allow_whole_groups=args.allow_whole_groups, rescue=args.rescue)
    return make_plan(result, marked, Action(args.action), options, report=report, cancel=cancel)


def _apply(plan: Plan, report: Report, cancel: CancelToken) -> Outcome:
    with Journal() as journal:
        recover_first(journal)
        return apply(plan, journal, report=report, cancel=cancel)


def _agreed(plan: Plan) -> bool:
    """Ask a person; deleting for good wants more than one letter. Without a terminal nobody agreed."""
    if not plan.items:
        return True
    if not sys.stdin.isatty():
        raise LookalikeError("there is no terminal to ask at: add --yes to act, or --dry-run to look")
    wanted = "delete" if plan.action is Action.DELETE else "y"
    return input(f"Type {wanted} to go on: ").strip().lower() == wanted
