"""What an argument may be: each function takes a word of the command line, or says plainly what is wrong with it.

They are argparse's `type=` functions: what they raise ends the program with exit code 2, before any work is done.
"""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from collections.abc import Callable

from lookalike.files.windowspaths import system_path


def whole_number(least: int) -> Callable[[str], int]:
    """Takes whole numbers from `least` on."""

    def take(word: str) -> int:
        try:
            number = int(word)
        except ValueError:
            number = least - 1
        if number < least:
            raise ArgumentTypeError(f"{word!r} is not a whole number of at least {least}")
        return number

    return take


def positive_number(word: str) -> float:
    """Takes numbers above zero."""
    try:
        number = float(word)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise ArgumentTypeError(f"{word!r} is not a number above zero")
    return number


def existing_path(word: str) -> str:
    """Takes a file or folder that is there, and makes its path absolute.

    What is there but cannot be looked at is for the scan to report, with its reason.
    """
    path = os.path.abspath(word)
    try:
        os.lstat(system_path(path))
    except FileNotFoundError as error:
        raise ArgumentTypeError(f"{word}: no such file or folder") from error
    except OSError:
        return path
    return path


def existing_folder(word: str) -> str:
    """Takes a folder that is there, and makes its path absolute."""
    path = existing_path(word)
    if os.path.isfile(system_path(path)):
        raise ArgumentTypeError(f"{word}: this is a file, not a folder")
    return path


def output_file(word: str) -> str:
    """Takes a file that can be written, or `-` for standard output.

    Nobody should have to wait for the end of a scan to learn that its result cannot be saved.
    """
    if word == "-":
        return word
    path = os.path.abspath(word)
    folder = os.path.dirname(path)
    if os.path.isdir(system_path(path)):
        raise ArgumentTypeError(f"{word}: this is a folder; name a file in it")
    if not os.path.isdir(system_path(folder)):
        raise ArgumentTypeError(f"{word}: there is no folder {folder}")
    if not os.access(system_path(folder), os.W_OK):
        raise ArgumentTypeError(f"{word}: no permission to write into {folder}")
    return word
