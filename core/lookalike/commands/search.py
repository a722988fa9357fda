"""`lookalike search`: the photos that show what one photo shows."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys

from lookalike.commands import UsageError
from lookalike.commands.arguments import existing_path, whole_number
from lookalike.commands.common import ENGINE_HELP, add_work_options, work
from lookalike.commands.words import counted, print_remarks, shown
from lookalike.errors import LookalikeError
from lookalike.matching.confidence import whole_percent
from lookalike.result import Hit, Notice, SearchResult
from lookalike.session import Session
from lookalike.settings import EngineChoice, ScanOptions


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = verbs.add_parser(
        "search",
        help="find the photos that show what one photo shows",
        description="Find the photos that show what one photo shows, the surest first.",
    )
    parser.add_argument("query", metavar="QUERY", help="the photo to search for")
    parser.add_argument(
        "folders", type=existing_path, nargs="*", metavar="FOLDER", help="default: all photos that the cache knows"
    )
    parser.add_argument("--archives", action="store_true", help="also look into ZIP archives")
    parser.add_argument(
        "--top", type=whole_number(1), default=20, metavar="N", help="photos printed at most (default 20)"
    )
    parser.add_argument("--all", action="store_true", help="also those that merely look alike")
    parser.add_argument(
        "--engine", choices=[str(choice) for choice in EngineChoice], default=str(EngineChoice.AUTO), help=ENGINE_HELP
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_work_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Search and print; exit code 1 where some photos could not be read."""
    if args.no_cache and not args.folders:
        raise UsageError("without the cache no photos are known: name the folders to search")
    options = ScanOptions(
        roots=tuple(args.folders),
        archives=args.archives,
        engine=EngineChoice(args.engine),
    )
    with Session(use_cache=not args.no_cache) as session, work(args) as (report, cancel, runner):
        result = session.search(os.path.abspath(args.query), options, report=report, cancel=cancel, runner=runner)
    if not args.folders and Notice.CACHE_UNUSABLE in result.notices:
        raise LookalikeError("the cache cannot be used, so no photos are known: name the folders to search")
    hits = [hit for hit in result.hits if hit.confirmed or args.all][: args.top]
    if args.json:
        print(json.dumps([_plain(result, hit) for hit in hits]))
    else:
        _print(result, hits, verbose=args.verbose, quiet=args.quiet)
    if Notice.CANCELLED in result.notices:
        return 130
    return 1 if result.problems else 0


def _plain(result: SearchResult, hit: Hit) -> dict[str, object]:
    return {
        "path": result.photos[hit.photo].path,
        "confirmed": hit.confirmed,
        "relation": hit.match.relation,
        **dataclasses.asdict(hit.match.scores),
    }


def _print(result: SearchResult, hits: list[Hit], *, verbose: bool, quiet: bool) -> None:
    if hits:
        print(f"{'sure':>7} {'pHash':>6} {'Mobile':>6} {'ORB':>6}")
    for hit in hits:
        scores = hit.match.scores
        cells = ["" if score is None else f"{score:.2f}" for score in (scores.phash, scores.mobilenet, scores.orb)]
        sure = "" if scores.confidence is None else f"{whole_percent(scores.confidence)} %"
        print(f"{sure:>7} " + " ".join(f"{cell:>6}" for cell in cells) + f"  {shown(result.photos[hit.photo].path)}")
    if quiet:
        return
    print(f"{len(hits) or 'none'} of {counted(len(result.photos), 'photo')}")
    print_remarks(result.notices, result.problems, verbose=verbose, stream=sys.stdout)
