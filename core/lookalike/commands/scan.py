"""`lookalike scan`: folders in, groups out."""

from __future__ import annotations

import argparse
import sys
from typing import TextIO

from lookalike.commands import UsageError
from lookalike.commands.arguments import existing_path, output_file
from lookalike.commands.common import add_scan_options, scan_options, work
from lookalike.commands.words import counted, human_size, print_remarks, shown
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
    parser.add_argument("folders", type=existing_path, nargs="+", metavar="FOLDER", help="folders, or single photos")
    parser.add_argument("--csv", type=output_file, metavar="FILE", help="write the groups there ('-': standard output)")
    parser.add_argument(
        "--json", type=output_file, metavar="FILE", help="write the whole result there ('-': standard output)"
    )
    parser.add_argument("--list", action="store_true", help="print every group, not only the totals")
    add_scan_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Scan, export, summarise; see `cli` for the exit codes."""
    options = scan_options(args, args.folders)
    to_stdout = [args.csv, args.json].count("-")
    if to_stdout > 1:
        raise UsageError("only one of --csv and --json can go to standard output")
    with Session(use_cache=not args.no_cache) as session, work(args) as (report, cancel, runner):
        result = session.scan(options, report=report, cancel=cancel, runner=runner)
    if args.csv:
        from lookalike.exporting.export import write_csv  # Here, because few scans need it, nor the other one.

        write_csv(result, args.csv)
    if args.json:
        from lookalike.exporting.resultfile import write_json

        write_json(result, args.json)
    stream = sys.stderr if to_stdout else sys.stdout
    if args.list:
        _print_groups(result, stream)
    if not args.quiet:
        _summarise(result, verbose=args.verbose, stream=stream)
        if result.groups and not (args.list or args.csv or args.json):
            print("`--list` names them; `--json FILE` saves them for `lookalike mark` and the window", file=stream)
    if Notice.CANCELLED in result.notices:
        return 130
    return 1 if result.problems else 0


def _print_groups(result: ScanResult, stream: TextIO) -> None:
    for number, group in enumerate(result.groups, 1):
        print(f"Group {number}", file=stream)
        for line in _group_lines(result, group):
            print(f"  {line}", file=stream)


def _summarise(result: ScanResult, *, verbose: bool, stream: TextIO) -> None:
    print(_totals(result), file=stream)
    if result.plain:
        print(f"{counted(len(result.plain), 'photo')} too plain to be compared", file=stream)
    print_remarks(result.notices, result.problems, verbose=verbose, stream=stream)


def _totals(result: ScanResult) -> str:
    """What was found, in one line."""
    if not result.photos:
        return "no photos found"
    photos = counted(len(result.photos), "photo")
    if not result.groups:
        return f"{photos}, none of them alike"
    count = sum(len(group.photos) for group in result.groups)
    groups = f"{counted(len(result.groups), 'group')} with {counted(count, 'photo')}"
    return f"{photos}, {groups}, {human_size(result.recoverable)} recoverable"


def _group_lines(result: ScanResult, group: Group) -> list[str]:
    lines = [f"keep   {shown(result.photos[group.keeper].path)}"]
    for member in group.members:
        confidence = member.match.scores.confidence
        score = "" if confidence is None else f"{whole_percent(confidence):3} % "
        lines.append(f"{score}{member.match.relation}   {shown(result.photos[member.photo].path)}")
    return lines
