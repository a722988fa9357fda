"""`lookalike cache`: what the cache holds, and how to make it smaller."""

from __future__ import annotations

import argparse
import dataclasses
import json

from lookalike import paths
from lookalike.cache.store import open_store
from lookalike.commands import UsageError
from lookalike.commands.arguments import positive_number
from lookalike.commands.words import counted, human_size

_MAX_MEGABYTES = 1000


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = verbs.add_parser(
        "cache",
        help="show, prune or clear what earlier scans have read",
        description="Look after the cache, which holds what scans have read of photos. Nothing is lost when it is "
        "cleared: the next scan reads the photos again.",
    )
    parser.add_argument(
        "action",
        choices=("show", "prune", "clear"),
        nargs="?",
        default="show",
        help="show its place and size (default), prune what was not used for longest, or clear all of it",
    )
    parser.add_argument(
        "--max-size", type=positive_number, metavar="MB", help=f"prune to this size (default {_MAX_MEGABYTES})"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Act, then print what the cache holds. No photo is touched; a cleared cache is filled by the next scan."""
    if args.max_size is not None and args.action != "prune":
        raise UsageError("--max-size goes with `lookalike cache prune`")
    with open_store(paths.cache_folder()) as store:
        freed = 0
        if args.action == "prune":
            freed = store.prune(round((args.max_size or _MAX_MEGABYTES) * 1e6))
        elif args.action == "clear":
            freed = store.clear()
        held, usable = store.statistics(), store.usable
    if args.json:
        print(json.dumps({"folder": str(paths.cache_folder()), "freed": freed, **dataclasses.asdict(held)}))
    elif not usable:
        print(f"{paths.cache_folder()}: the cache cannot be used; another program may hold it, or it is read-only")
    else:
        held_there = f"{counted(held.photos, 'photo')} in {counted(held.folders, 'folder')}"
        print(f"{paths.cache_folder()}: {human_size(held.size)}, {held_there}")
        if args.action != "show":
            print(f"{human_size(freed)} freed")
    return 0 if usable else 3
