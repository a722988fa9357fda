"""`lookalike mark`: choose what `apply` acts on, in a saved result."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys

from lookalike.acting import marking
from lookalike.acting.criteria import Criterion, CriterionKind
from lookalike.acting.marking import Marking, MarkingRule, Why
from lookalike.acting.rules import find_rule, load_rules, save_rule
from lookalike.commands import UsageError
from lookalike.commands.acting import add_show_options, print_lines
from lookalike.commands.arguments import output_file
from lookalike.commands.words import counted, human_size, shown
from lookalike.exporting.export import read_csv
from lookalike.exporting.resultfile import read_review, write_review
from lookalike.result import ScanResult

_EPILOG = """examples:
  lookalike scan ~/Pictures --json result.json
  lookalike mark result.json --rule best-quality --why
  lookalike mark result.json --keep resolution --keep taken --keep folder-order=~/Pictures,~/Downloads
  lookalike mark result.json --folder ~/Downloads
  lookalike mark result.json --from-csv result.csv
"""


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = verbs.add_parser(
        "mark",
        help="mark photos of a saved result by rule, folder, name or spreadsheet",
        description="Mark the photos of a saved result that `lookalike apply` is to act on. No photo is touched.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("result", nargs="?", metavar="RESULT.json", help="written by `scan --json`; marks go into it")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--rule", metavar="NAME", help="keep the best of each group by a saved rule (see --list-rules)")
    how.add_argument(
        "--keep",
        action="append",
        metavar="CRITERION",
        help="keep the best by this; give it again to break ties. KIND, KIND:reverse or KIND=VALUE,VALUE; kinds: "
        + ", ".join(kind.value for kind in CriterionKind),
    )
    how.add_argument("--folder", metavar="FOLDER", help="also mark all grouped photos in a folder")
    how.add_argument("--match", metavar="REGEX", help="also mark all grouped photos whose path matches")
    how.add_argument("--from-csv", metavar="FILE", help="take the marks of a table that `export --csv` wrote")
    how.add_argument("--invert", action="store_true", help="in groups with marks, mark the others instead")
    how.add_argument("--clear", action="store_true", help="take all marks away")
    how.add_argument("--list-rules", action="store_true", help="print the saved rules")
    parser.add_argument("--save-rule", metavar="NAME", help="with --keep: save the criteria under a name")
    parser.add_argument("--allow-whole-groups", action="store_true", help="a group need not keep a photo")
    parser.add_argument("--why", action="store_true", help="print for each photo why it is marked")
    parser.add_argument(
        "-o", "--output", type=output_file, metavar="FILE", help="write there instead of back into RESULT.json"
    )
    add_show_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Mark, save, and say what and why."""
    if args.list_rules:
        print_lines(f"{rule.name}: {', '.join(map(_spell, rule.criteria))}" for rule in load_rules())
        return 0
    if args.result is None:
        raise UsageError("name a result that `lookalike scan --json FILE` wrote")
    if args.save_rule and not args.keep:
        raise UsageError("--save-rule saves what --keep says: give at least one --keep CRITERION")
    result, review = read_review(args.result)
    found = _marking(args, result, review.marked)
    if (args.folder or args.match) and found == Marking(review.marked, why=found.why):
        print("no further photo was marked: is the folder or pattern mistyped?", file=sys.stderr)
    write_review(result, dataclasses.replace(review, marked=found.marked), args.output or args.result)
    if args.json:
        plain = {"marked": sorted(found.marked), "protected": found.protected, "last": found.last}
        print(json.dumps(plain | {"why": [dataclasses.asdict(why) for why in found.why]}))
    elif not args.quiet:
        _show(result, found, why=args.why or args.verbose)
    return 0


def _marking(args: argparse.Namespace, result: ScanResult, marked: frozenset[str]) -> Marking:
    whole = args.allow_whole_groups
    if args.clear:
        return Marking()
    if args.folder:
        return marking.mark_folder(result, os.path.abspath(args.folder), marked, allow_whole_groups=whole)
    if args.match:
        return marking.mark_matching(result, args.match, marked, allow_whole_groups=whole)
    if args.invert:
        return marking.invert(result, marked, allow_whole_groups=whole)
    if args.from_csv:
        rows = read_csv(args.from_csv)
        known = {photo.path for photo in result.photos}
        unknown = [row.path for row in rows if row.marked and row.path not in known]
        print_lines((f"not in this result, so not marked: {shown(path)}" for path in unknown), sys.stderr)
        return marking.mark_paths(result, (row.path for row in rows if row.marked), allow_whole_groups=whole)
    return marking.mark(result, _rule(args))


def _rule(args: argparse.Namespace) -> MarkingRule:
    if not args.keep:
        return find_rule(args.rule or "suggested")
    rule = MarkingRule(args.save_rule or "", tuple(_criterion(text) for text in args.keep))
    if args.save_rule:
        save_rule(rule)
    return rule


def _criterion(text: str) -> Criterion:
    head, _, values = text.partition("=")
    kind, _, reverse = head.partition(":")
    if reverse not in ("", "reverse"):
        raise UsageError(f"--keep {text}: write KIND, KIND:reverse or KIND=VALUE,VALUE")
    if kind not in {known.value for known in CriterionKind}:
        raise UsageError(f"--keep {text}: there is no such criterion; `lookalike mark --help` lists them")
    known = CriterionKind(kind)
    listed = (values,) if known in (CriterionKind.NAME_PATTERN, CriterionKind.PATH_PATTERN) else values.split(",")
    if known is CriterionKind.FOLDER_ORDER:
        listed = [os.path.abspath(os.path.expanduser(folder)) for folder in listed]
    return Criterion(known, bool(reverse), tuple(listed) if values else ())


def _spell(criterion: Criterion) -> str:
    text = criterion.kind.value + (":reverse" if criterion.reverse else "")
    return text + ("=" + ",".join(criterion.values) if criterion.values else "")


def _show(result: ScanResult, found: Marking, *, why: bool) -> None:
    if why:
        for reason in found.why:
            print(f"{shown(reason.path)}\n  kept instead: {shown(reason.kept)}{_what_decided(reason)}")
    size = sum(photo.size for photo in result.photos if photo.path in found.marked)
    print(f"{len(found.marked)} of {counted(len(result.photos), 'photo')} marked, {human_size(size)}")
    if found.protected:
        print(f"{counted(len(found.protected), 'photo')} not marked, because of a protected folder")
    if found.last:
        print(f"{counted(len(found.last), 'photo')} not marked, because nothing would be left of the group")


def _what_decided(reason: Why) -> str:
    if reason.criterion is None:
        return ""
    kept, own = (_value(value, reason.criterion.kind) for value in (reason.kept_value, reason.value))
    return f" ({_spell(reason.criterion)}: {kept} against {own})"


def _value(value: object, kind: CriterionKind) -> str:
    if kind is CriterionKind.COMPRESSION and isinstance(value, int | float) and value > 100:
        return "lossless"
    return "nothing" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
