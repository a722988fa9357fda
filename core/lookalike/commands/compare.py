"""`lookalike compare`: every score of two photos side by side, and their ORB matches as a picture."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os

from lookalike.commands.arguments import output_file
from lookalike.matching.confidence import whole_percent
from lookalike.matching.overlay import write_overlay
from lookalike.session import Session
from lookalike.types import Match, Relation


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = verbs.add_parser(
        "compare",
        help="show every score of two photos side by side",
        description="Show every score of two photos, how one lies on the other, and what decides whether they match.",
    )
    parser.add_argument("first", metavar="A", help="a photo")
    parser.add_argument("second", metavar="B", help="another one")
    parser.add_argument(
        "--overlay", type=output_file, metavar="OUT.png", help="draw the ORB matches between both photos there"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Compare as the cascade would, but run every stage."""
    first, second = os.path.abspath(args.first), os.path.abspath(args.second)
    with Session(use_cache=False) as session:
        match = session.compare(first, second)
    if args.json:
        print(json.dumps(dataclasses.asdict(match)))
    else:
        print("\n".join(_lines(match)))
    if args.overlay and match.evidence is not None:
        write_overlay(first, second, match.evidence, args.overlay)
    return 0


def _lines(match: Match) -> list[str]:
    scores, evidence = match.scores, match.evidence
    lines = [f"relation     {', '.join(_relations(match))}", f"decided by   {match.decider}"]
    if scores.confidence is not None:
        lines.append(f"confidence   {whole_percent(scores.confidence)} %")
    for name in ("ahash", "phash", "dhash", "whash", "mobilenet", "orb", "correlation"):
        value = getattr(scores, name)
        lines.append(f"{name:12} " + ("not available" if value is None else f"{value:.3f}"))
    if evidence is not None:
        lines.append(f"inliers      {evidence.inliers} of {evidence.match_count} matches")
        lines.append(f"keypoints    {evidence.keypoints[0]} and {evidence.keypoints[1]}")
        if evidence.transform is not None:
            turned = f"{round(evidence.rotation, 1) + 0.0:+.1f} degrees" + (", mirrored" if evidence.mirrored else "")
            lines.append(f"overlap      {100 * evidence.overlap:.1f} % of the smaller photo")
            lines.append(f"cropped      {_cropped(evidence.cropped)}")
            lines.append(f"turned       {turned}, scale {evidence.scale:.3f}")
    return lines


def _relations(match: Match) -> tuple[Relation, ...]:
    """What was done to the copy, the headline first; one word where the photos are alike as wholes, or not at all."""
    found = match.evidence.relations if match.evidence else ()
    return found if match.relation in found else (match.relation,)


def _cropped(share: float) -> str:
    """How much of the first photo the second one lacks, or what it shows beyond it."""
    percent = round(100 * share, 1) + 0.0
    return f"B shows {-percent} % more than A" if percent < 0 else f"{percent} % of A is not on B"
