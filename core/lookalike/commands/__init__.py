"""The verbs of the command line, a module each: `add_parser(verbs)` registers it, `run(args)` returns the exit code."""

from types import ModuleType

from lookalike.commands import apply, cache, classify, compare, completion, export, mark, scan, search, undo

VERBS: tuple[ModuleType, ...] = (scan, search, compare, classify, mark, apply, undo, export, cache, completion)
