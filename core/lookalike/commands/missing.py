"""`lookalike missing`: which photos of a folder have no copy elsewhere, before it is wiped."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from lookalike.commands.arguments import existing_path, output_file
from lookalike.commands.common import add_work_options, work
from lookalike.commands.words import counted, print_remarks, shown
from lookalike.coverage import COVERED, Held, Standing, coverage, write_coverage
from lookalike.files.archives import archive_of
from lookalike.files.companions import companions_in
from lookalike.result import Notice, ScanResult
from lookalike.session import Session
from lookalike.settings import Preset, ScanOptions

WORDS = {
    Standing.NOWHERE: "no copy",
    Standing.NOT_COMPARED: "not compared",
    Standing.WITHOUT_COMPANION: "no copy of its RAW file, film or sidecar",
    Standing.SMALLER: "only a smaller copy",
    Standing.ANOTHER_VERSION: "another version",
    Standing.SAME_FILE: "same file",
}


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = verbs.add_parser(
        "missing",
        help="find the photos of a folder that are nowhere else, before it is wiped",
        description="Find the photos of FOLDER, a camera's card for example, that have no copy in ELSEWHERE. Also "
        "named are photos with a smaller copy only, without a copy of their RAW file or sidecar, and files that could "
        "not be compared. Films and other files are counted, not looked at. Exit code 0: every photo is elsewhere; 1: "
        "look at what is named.",
    )
    parser.add_argument("folder", type=existing_path, metavar="FOLDER", help="what may go")
    parser.add_argument("elsewhere", type=existing_path, nargs="+", metavar="ELSEWHERE", help="where copies must be")
    parser.add_argument("--all", action="store_true", help="also name the photos that have a copy, with its path")
    parser.add_argument("--csv", type=output_file, metavar="FILE", help="write the list there ('-': standard output)")
    parser.add_argument(
        "--preset",
        choices=[str(Preset.EXACT), str(Preset.SAME_PHOTO)],
        default=str(Preset.SAME_PHOTO),
        help="what counts as a copy: equal bytes, or also edited copies (default)",
    )
    parser.add_argument("--exclude", action="append", default=[], metavar="GLOB", help="skip names or paths like this")
    parser.add_argument("--hidden", action="store_true", help="also look into hidden files and folders")
    parser.add_argument("--archives", action="store_true", help="also look into ZIP archives")
    add_work_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Scan, name what has no copy, summarise; exit code 1 where there is something to look at."""
    options = ScanOptions(
        roots=(args.folder, *args.elsewhere),
        hidden=args.hidden,
        archives=args.archives,
        exclude=tuple(args.exclude),
        preset=Preset(args.preset),
    )
    with Session(use_cache=not args.no_cache) as session, work(args) as (report, cancel, runner):
        result = session.scan(options, report=report, cancel=cancel, runner=runner)
    held = coverage(result, (args.folder,))
    open_ones = [each for each in held if each.standing not in COVERED]
    if args.csv:
        write_coverage(held if args.all else open_ones, args.csv)
    stream = sys.stderr if args.csv == "-" else sys.stdout
    if args.csv != "-":
        _name(held if args.all else open_ones, stream)
    if not args.quiet:
        are = "is" if len(held) == 1 else "are"
        print(f"{len(held) - len(open_ones)} of {counted(len(held), 'photo')} {are} also elsewhere", file=stream)
        if others := _others(args.folder, result, held):
            print(f"{counted(others, 'other file')} there: no photos, so not looked at", file=stream)
        print_remarks(result.notices, result.problems, verbose=args.verbose, stream=stream)
    if Notice.CANCELLED in result.notices:
        return 130
    return 1 if open_ones else 0


def _name(held: Iterable[Held], stream: TextIO) -> None:
    for each in held:
        copy = f"  ({shown(each.copy)})" if each.copy else ""
        print(f"{WORDS[each.standing]}: {shown(each.path)}{copy}", file=stream)


def _others(folder: str, result: ScanResult, held: Iterable[Held]) -> int:
    """How many files of the folder are neither photos nor what belongs to one: films, most likely."""
    known = {each.path for each in held}
    for photo in result.photos:
        known.update(photo.links, photo.companions, (archive_of(photo.path) or photo.path,))
    for place in {os.path.dirname(link) for photo in result.photos for link in photo.links}:
        known.update(*companions_in(place).values())
    files = (os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)
    return sum(file not in known for file in files)
