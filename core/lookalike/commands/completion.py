"""`lookalike completion`: a script that lets a shell complete commands and options."""

from __future__ import annotations

import argparse

import shtab

_EPILOG = """examples:
  lookalike completion bash > ~/.local/share/bash-completion/completions/lookalike
  lookalike completion zsh > ~/.zfunc/_lookalike      (with ~/.zfunc in $fpath)
"""


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = verbs.add_parser(
        "completion",
        help="print a completion script for a shell",
        description="Print a script that lets a shell complete this program's commands and options.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    shells = shtab.SUPPORTED_SHELLS
    parser.add_argument("shell", metavar="SHELL", choices=shells, help=f"one of {', '.join(shells)}")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the script for the shell."""
    print(shtab.complete(args.grammar(), args.shell))
    return 0
