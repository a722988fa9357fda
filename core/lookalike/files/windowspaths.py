r"""How Windows must be given a path that its ordinary interface refuses or takes for something else.

Paths of 260 characters and more, names that stand for devices since DOS (`CON.jpg`), and names that end in a dot or a
blank are reached with the prefix `\\?\` alone ("Naming Files, Paths, and Namespaces", learn.microsoft.com). Photos keep
their plain paths; the prefix is put on where a file is opened or changed, and nowhere seen. Elsewhere nothing happens.
"""

from __future__ import annotations

import ntpath
import sys

_PREFIX = "\\\\?\\"
_UNC_PREFIX = "\\\\?\\UNC\\"
_DEVICES = "\\\\.\\"
_LONGEST = 247
"""Of a folder's path; a file's may have 259 characters, but a temporary name beside it may be longer."""
_RESERVED = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"),
    )
)

_ON_WINDOWS = sys.platform == "win32"


def system_path(path: str, *, on_windows: bool = _ON_WINDOWS) -> str:
    """The path as the system's calls take it: the same, but for those on Windows that need the prefix."""
    if not on_windows or path.startswith((_PREFIX, _DEVICES)) or not ntpath.isabs(path):
        return path
    drive, rest = ntpath.splitdrive(path)
    if not drive or not (len(path) > _LONGEST or any(map(is_awkward, rest.replace("/", "\\").split("\\")))):
        return path
    # With the prefix nothing is interpreted any more, neither `..` nor forward slashes.
    parts = _resolved(rest)
    if drive.startswith(("\\\\", "//")):
        return _UNC_PREFIX + drive[2:].replace("/", "\\") + "\\" + parts
    return _PREFIX + drive + "\\" + parts


def plain_path(path: str) -> str:
    """The inverse of `system_path`, for the paths that the system gives back."""
    if path.startswith(_UNC_PREFIX):
        return "\\\\" + path[len(_UNC_PREFIX) :]
    return path.removeprefix(_PREFIX)


def is_awkward(name: str) -> bool:
    """Whether Windows would take a file's name for a device, or cut its end off."""
    if name.endswith((".", " ")) and name.strip("."):
        return True
    return name.split(".", 1)[0].rstrip(" ").lower() in _RESERVED


def _resolved(rest: str) -> str:
    parts: list[str] = []
    for part in rest.replace("/", "\\").split("\\"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "\\".join(parts)
