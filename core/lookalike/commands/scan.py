"""`lookalike scan`: folders in, groups out."""

from __future__ import annotations

import argparse
import sys

from lookalike.commands.common import (
    NOTICES,
    add_scan_options,
    cancel_by_interrupt,
    counted,
    human_size,
    print_problems,
    scan_options,
    terminal_report,
    work_runner,
)
from lookalike.exporting.export import write_csv
from lookalike.exporting.resultfile import write_json
from lookalike.matching.confidence import whole_percent
from lookalike.result import Notice, ScanResult
from lookalike.session import Session
from lookalike.types import Group


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = verbs.add_parser(
        "scan",
        help="find groups of photos that belong together",
        description="Find groups of photos that belong together. No photo is changed. What was read is kept in the "
        "cache, so that the next scan is fast.",
    )
    parser.add_argument("folders", nargs="+", metavar="FOLDER", help="folders, or single photos")
    parser.add_argument("--csv", metavar="FILE", help="write the groups there ('-': standard output)")
    parser.add_argument("--json", metavar="FILE", help="write the whole result there ('-': standard output)")
    parser.add_argument("--list", action="store_true", help="print every group, not only the totals")
    add_scan_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Scan, export, summarise; see `cli` for the exit codes."""
    options = scan_options(args, args.folders)
    with (
        Session(use_cache=not args.no_cache) as session,
        work_runner(args) as runner,
        cancel_by_interrupt() as cancel,
        terminal_report(args.quiet) as report,
    ):
        result = session.scan(options, report=report, cancel=cancel, runner=runner)
    if args.csv:
        write_csv(result, args.csv)
    if args.json:
        write_json(result, args.json)
    to_stdout = "-" in (args.csv, args.json)
    if not args.quiet or args.list:
        _summarise(result, verbose=args.verbose, groups=args.list, to_error=to_stdout)
    if Notice.CANCELLED in result.notices:
        return 130
    return 1 if result.problems else 0


def _summarise(result: ScanResult, *, verbose: bool, groups: bool, to_error: bool) -> None:
    stream = sys.stderr if to_error else sys.stdout
    if groups:
        for number, group in enumerate(result.groups, 1):
            print(f"Group {number}", file=stream)
            for line in _group_lines(result, group):
                print(f"  {line}", file=stream)
    count = sum(len(group.photos) for group in result.groups)
    print(
        f"{counted(len(result.photos), 'photo')}, {counted(len(result.groups), 'group')} with "
        f"{counted(count, 'photo')}, {human_size(result.recoverable)} recoverable",
        file=stream,
    )
    if result.plain:
        print(f"too plain to be judged: {counted(len(result.plain), 'photo')}", file=stream)
    for notice in result.notices:
        print(NOTICES[notice], file=stream)
    if result.problems:
        print(f"{counted(len(result.problems), 'file')} could not be used:", file=stream)
        print_problems(result.problems, verbose=verbose, stream=stream)


def _group_lines(result: ScanResult, group: Group) -> list[str]:
    lines = [f"keep   {result.photos[group.keeper].path}"]
    for member in group.members:
        confidence = member.match.scores.confidence
        score = "" if confidence is None else f"{whole_percent(confidence):3} % "
        lines.append(f"{score}{member.match.relation}   {result.photos[member.photo].path}")
    return lines
