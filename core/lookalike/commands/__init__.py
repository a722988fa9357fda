"""The verbs of the command line, a module each: `add_parser(verbs)` registers it, `run(args)` returns the exit code.

A module is loaded when its verb is asked for: all of them together take twice as long as what a scan needs.
"""

from lookalike.errors import LookalikeError

VERBS = ("scan", "search", "missing", "compare", "classify", "mark", "apply", "undo", "export", "cache", "completion")
"""In the order of the help; also the names of the modules."""


class UsageError(LookalikeError):
    """Options that do not go together, or values that make no sense with them; the message says what would."""
