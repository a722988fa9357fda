"""Where the bundled programs start: `lookalike` is the command line, `lookalike-gui` the window.

Without a verb, `lookalike` opens the window too, so that `lookalike FOLDER` does what a double click does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from lookalike.commands import VERBS
from lookalike.decoding.sandbox_child import serve_if_asked


def main() -> int:
    restore_library_path()
    if serve_if_asked(sys.argv):
        return 0
    arguments = sys.argv[1:]
    if Path(sys.argv[0]).stem == "lookalike-gui" or is_for_window(arguments):
        from lookalike_gui.app import main as window

        return window(arguments)
    from lookalike.cli import main as command_line

    return command_line(arguments)


def is_for_window(arguments: Sequence[str]) -> bool:
    """Whether these are no arguments at all, or folders and photos instead of a verb."""
    if not arguments:
        return True
    first = arguments[0]
    return first not in VERBS and not first.startswith("-") and ("://" in first or os.path.exists(first))


def restore_library_path() -> None:
    """Give the programs that we start (file manager, browser) their own libraries instead of the bundle's.

    The loader has read the variable before we run, so that we keep ours.
    """
    own = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if own is not None:
        os.environ["LD_LIBRARY_PATH"] = own
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


if __name__ == "__main__":
    sys.exit(main())
