"""The command line. Each verb is a module of `lookalike.commands`.

Exit codes: 0 done; 1 done, but some files could not be read (the summary says how many and why) or some actions
were refused; 2 the command makes no sense (argparse's own code); 3 failed, the sentence on standard error says why;
130 stopped by the user (Ctrl+C), after printing what was found until then.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
import warnings
from collections.abc import Iterable, Sequence

from lookalike import __version__
from lookalike.commands import VERBS
from lookalike.errors import LookalikeError

DONE, WITH_PROBLEMS, FAILED, INTERRUPTED = 0, 1, 3, 130

_EPILOG = """exit codes:
  0 done   1 done, some files could not be read   2 wrong usage   3 failed   130 stopped by Ctrl+C

examples:
  lookalike scan ~/Pictures --csv duplicates.csv
  lookalike scan ~/Pictures /media/card --preset similar-scene --exclude '*.gif'
  lookalike compare a.jpg b.jpg --overlay matches.png
  lookalike search query.jpg ~/Pictures
  lookalike classify photo.jpg
  lookalike scan ~/Pictures --json result.json
  lookalike mark result.json --rule best-quality --why
  lookalike apply result.json --dry-run
  lookalike apply result.json
  lookalike undo
"""


def build_parser(names: Iterable[str] = VERBS) -> argparse.ArgumentParser:
    """The grammar of some verbs; of all of them it is what shell completion is made from."""
    parser = argparse.ArgumentParser(
        prog="lookalike",
        description="Find duplicate and similar photos, and see why they match. Everything runs on this machine.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for name in names:
        importlib.import_module(f"lookalike.commands.{name}").add_parser(verbs)
    parser.set_defaults(grammar=build_parser)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # file names of any bytes can be shown
    arguments = sys.argv[1:] if arguments is None else arguments
    args = build_parser(_verbs_for(arguments)).parse_args(arguments)
    level = logging.ERROR if getattr(args, "quiet", False) else logging.WARNING
    logging.basicConfig(level=logging.INFO if getattr(args, "verbose", False) else level, format="%(message)s")
    if not getattr(args, "verbose", False):
        warnings.filterwarnings("ignore", module=r"PIL\.")  # What a person should know of a file is in its problem.
    try:
        code: int = args.run(args)
    except (LookalikeError, OSError, ValueError) as error:
        print(f"lookalike: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _verbs_for(arguments: Sequence[str]) -> Sequence[str]:
    """The verbs whose grammar is needed: the one that is asked for, or all for help and complaints."""
    first = arguments[0] if arguments else ""
    if first == "--version":
        return ()
    return (first,) if first in VERBS else VERBS
