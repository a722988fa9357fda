"""`lookalike completion`: makes the shell complete verbs, options and file names."""

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
        help="print what makes a shell complete this program's words",
        description="Print what makes a shell complete this program's verbs and options.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("shell", choices=shtab.SUPPORTED_SHELLS, help="the shell that it is for")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the script for the shell."""
    print(shtab.complete(args.grammar(), args.shell))
    return 0
