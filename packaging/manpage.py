"""Writes the manual page `lookalike.1`: what `packaging/linux/lookalike.1` says, with every verb and option in it.

.venv-bundle/bin/python packaging/manpage.py build/man/lookalike.1       (bundle.py calls it)
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from lookalike.cli import build_parser

TEMPLATE = Path(__file__).resolve().parent / "linux" / "lookalike.1"
PLACE = '.\\" The commands.\n'


def main(target: Path) -> int:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(), encoding="utf-8")
    return 0


def page() -> str:
    """The whole page."""
    before, after = TEMPLATE.read_text("utf-8").split(PLACE)
    return before + "".join(f"{line}\n" for line in verbs()) + after


def verbs() -> Iterator[str]:
    """A section for each verb, with what its own `--help` says."""
    (choices,) = (action.choices for action in build_parser()._actions if isinstance(action.choices, dict))
    for name, parser in choices.items():
        words = [argument(action) for action in parser._actions if not action.option_strings]
        yield f".SS {name} {roff(' '.join(words))}".rstrip()
        yield roff(" ".join((parser.description or "").split()))
        for action in parser._actions:
            if action.help and action.dest != "help":
                yield ".TP"
                yield heading(action)
                yield roff(action.help)


def heading(action: argparse.Action) -> str:
    """An option with its value, or the name of an argument."""
    names = ", ".join(rf"\fB{roff(name)}\fR" for name in action.option_strings)
    value = argument(action) if action.nargs != 0 else ""
    return f"{names} \\fI{roff(value)}\\fR" if names and value else names or f"\\fI{roff(value)}\\fR"


def argument(action: argparse.Action) -> str:
    word = str(action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper()))
    return {"+": f"{word}...", "*": f"[{word}]...", "?": f"[{word}]"}.get(str(action.nargs), word)


def roff(text: str) -> str:
    """Text that means itself."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("%%", "%")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
