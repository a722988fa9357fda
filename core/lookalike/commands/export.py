"""`lookalike export`: a saved result as a table or a page."""

from __future__ import annotations

import argparse

from lookalike.commands import UsageError
from lookalike.commands.arguments import output_file
from lookalike.commands.common import cancel_by_interrupt, terminal_report
from lookalike.exporting.export import write_csv
from lookalike.exporting.htmlreport import write_html
from lookalike.exporting.resultfile import read_review, write_review

_EPILOG = """examples:
  lookalike export result.json --csv result.csv --bom
  lookalike export result.json --html report.html
  lookalike export result.json --csv - | head
"""


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = verbs.add_parser(
        "export",
        help="write a saved result as CSV, JSON or HTML",
        description="Write a saved result, with its marks, as a table, as JSON or as a page that any browser shows.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("result", metavar="RESULT.json", help="written by `scan --json`")
    parser.add_argument(
        "--csv", type=output_file, metavar="FILE", help="a table, one row a photo ('-': standard output)"
    )
    parser.add_argument("--bom", action="store_true", help="begin the table so that Excel knows it is UTF-8")
    parser.add_argument("--json", type=output_file, metavar="FILE", help="the result itself ('-': standard output)")
    parser.add_argument(
        "--html",
        type=output_file,
        metavar="FILE",
        help="a page with thumbnails in it, in one file ('-': standard output)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write what is asked for."""
    if not (args.csv or args.json or args.html):
        raise UsageError("choose what to write: --csv FILE, --json FILE or --html FILE")
    if [args.csv, args.json, args.html].count("-") > 1:
        raise UsageError("only one of --csv, --json and --html can go to standard output")
    result, review = read_review(args.result)
    if args.csv:
        write_csv(result, args.csv, review.marked, bom=args.bom)
    if args.json:
        write_review(result, review, args.json)
    if args.html:
        with cancel_by_interrupt() as cancel, terminal_report(quiet=False) as report:
            write_html(result, args.html, review.marked, report=report, cancel=cancel)
    return 0
