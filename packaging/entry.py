"""Where the bundled programs start: `lookalike` is the command line, `lookalike-gui` the window.

Without a verb, `lookalike` opens the window too, so that `lookalike FOLDER` does what a double click does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from lookalike.decoding.sandbox_child import serve_if_asked


def main() -> int:
    if serve_if_asked(sys.argv):
        return 0
    arguments = sys.argv[1:]
    name = Path(sys.argv[0]).stem
    wants_window = not arguments or (arguments[0][0] != "-" and os.path.exists(arguments[0]))
    if name == "lookalike-gui" or wants_window:
        from lookalike_gui.app import main as window

        return window(arguments)
    from lookalike.cli import main as command_line

    return command_line(arguments)


if __name__ == "__main__":
    sys.exit(main())
