"""The verbs of the command line, a module each: `add_parser(verbs)` registers it, `run(args)` returns the exit code."""

from types import ModuleType

from lookalike.commands import cache, classify, compare, scan

VERBS: tuple[ModuleType, ...] = (scan, compare, classify, cache)
