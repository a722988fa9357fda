"""The command line. Each verb is a module of `lookalike.commands`.

Exit codes: 0 done; 1 done, but some files could not be read (the summary says how many and why) or some actions
were refused; 2 the command makes no sense (argparse's own code); 3 failed, the sentence on standard error says why;
130 stopped by the user (Ctrl+C), after printing what was found by then; 141 whoever read the output has gone.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys
import warnings
from collections.abc import Iterable, Sequence
from typing import NoReturn

from lookalike import __version__
from lookalike.commands import VERBS, UsageError
from lookalike.errors import CancelledError, LookalikeError

WRONG_USAGE, FAILED, INTERRUPTED, NOBODY_READS = 2, 3, 130, 141
"""Exit codes; the last two are what a shell says of programs that SIGINT and SIGPIPE end."""

_EPILOG = """exit codes:
  0 done   1 done, some files could not be read   2 wrong usage   3 failed   130 stopped by Ctrl+C

examples:
  lookalike scan ~/Pictures --csv duplicates.csv
  lookalike scan ~/Pictures /media/card --preset similar-scene --exclude '*.gif'
  lookalike compare a.jpg b.jpg --overlay matches.png
  lookalike search query.jpg ~/Pictures
  lookalike missing /media/card ~/Pictures
  lookalike classify photo.jpg
  lookalike scan ~/Pictures --json result.json
  lookalike mark result.json --rule best-quality --why
  lookalike apply result.json --dry-run
  lookalike apply result.json
  lookalike undo
"""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong and where help is, without the whole usage, which takes 13 lines for `scan`."""

    def error(self, message: str) -> NoReturn:
        """Print one sentence and end with exit code 2."""
        self.exit(WRONG_USAGE, f"{self.prog}: {message}\nTry `{self.prog} --help`.\n")


def build_parser(names: Iterable[str] = VERBS) -> argparse.ArgumentParser:
    """The grammar of some verbs; of all of them it is what shell completion is made from."""
    parser = _Parser(
        prog="lookalike",
        description="Find duplicate and similar photos, and see why they match. Everything runs on this machine.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
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
    try:
        parser = build_parser(_verbs_for(arguments))
        if arguments and not arguments[0].startswith("-") and arguments[0] not in VERBS:
            parser.error(_no_command(arguments[0]))
        args = parser.parse_args(arguments)
        _set_up_logging(args)
        code: int = args.run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        _write_nothing_more()
        return NOBODY_READS
    except (LookalikeError, OSError, ValueError) as error:
        from lookalike.commands.words import sentence  # Here, because `--version` and `--help` need none of it.

        print(f"lookalike: {sentence(error)}", file=sys.stderr)
        if isinstance(error, CancelledError):
            return INTERRUPTED
        return WRONG_USAGE if isinstance(error, UsageError) else FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _no_command(word: str) -> str:
    """What to say of a word that stands where a command should."""
    if os.path.lexists(word):
        return f"{word}: to look for duplicates there, type `lookalike scan {word}`"
    if os.path.dirname(word):
        return f"{word}: no such file or folder"
    import difflib  # Here, because only who mistypes waits for it.

    near = difflib.get_close_matches(word, VERBS, 1)
    return f"there is no command '{word}'" + (f"; did you mean `{near[0]}`?" if near else "")


def _set_up_logging(args: argparse.Namespace) -> None:
    """As loud as the verb's options ask for."""
    verbose = getattr(args, "verbose", False)
    level = logging.ERROR if getattr(args, "quiet", False) else logging.WARNING
    logging.basicConfig(level=logging.INFO if verbose else level, format="%(message)s")
    if not verbose:
        warnings.filterwarnings("ignore", module=r"PIL\.")  # What a person should know of a file is in its problem.


def _write_nothing_more() -> None:
    """Let Python's own flush at the end go nowhere: it would complain about the broken pipe once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _verbs_for(arguments: Sequence[str]) -> Sequence[str]:
    """The verbs whose grammar is needed: the one that is asked for, or all for help and complaints."""
    first = arguments[0] if arguments else ""
    if first == "--version":
        return ()
    return (first,) if first in VERBS else VERBS
