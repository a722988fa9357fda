"""`lookalike classify`: what is on a photo, by MobileNet's 1000 classes."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys

from lookalike.commands.arguments import whole_number
from lookalike.commands.words import sentence, shown
from lookalike.errors import UnreadableError
from lookalike.session import Session


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = verbs.add_parser(
        "classify",
        help="name what is on photos, by MobileNet's 1000 classes",
        description="Name what is on photos, by the thousand classes of ImageNet that MobileNet has learned.",
    )
    parser.add_argument("photos", nargs="+", metavar="PHOTO", help="the photos to look at")
    parser.add_argument(
        "--top", type=whole_number(1), default=5, metavar="N", help="classes named for each photo (default 5)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print class id, name and probability, the most probable first."""
    answers, unreadable = {}, 0
    with Session(use_cache=False) as session:
        for photo in args.photos:
            try:
                answers[photo] = session.classify(os.path.abspath(photo), top=args.top)
            except UnreadableError as error:
                print(f"lookalike: {sentence(error)}", file=sys.stderr)
                unreadable += 1
    if args.json:
        print(json.dumps({photo: [dataclasses.asdict(label) for label in labels] for photo, labels in answers.items()}))
    else:
        for photo, labels in answers.items():
            print(shown(photo))
            for label in labels:
                print(f"  {100 * label.score:6.1f} %  {label.wordnet_id}  {label.name}")
    return 1 if unreadable else 0
