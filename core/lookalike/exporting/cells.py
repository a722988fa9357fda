"""Text that survives a round trip through a spreadsheet: any file name, and no cell that is run as a formula.

**Paths** are written with percent escapes. `%` itself, control characters, line separators and blanks at either end
become `%XX`, byte by byte in UTF-8; a byte of a name that is not UTF-8 (a surrogate escape of Python's) becomes `%XX`,
too; a lone UTF-16 surrogate in a name of Windows becomes `%uXXXX`. Everything else stays readable as it is.

**Formulas**: a text cell that begins with `=`, `+`, `-`, `@`, a tab or a line end, or one of the first four in full
width, gets an apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection). A text that begins with
an apostrophe gets another one, so that reading can take exactly one away.
"""

from __future__ import annotations

import re

_UNSAFE = re.compile("[%\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]|^ | $")
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+|%u[Dd][89A-Fa-f][0-9A-Fa-f]{2}")
_FORMULA = tuple("=+-@\t\r\n'＝＋－＠")


def escape_path(path: str) -> str:
    """The path as text that is valid UTF-8 without control characters; `unescape_path` gives the path back."""
    return _UNSAFE.sub(_escape, path)


def unescape_path(text: str) -> str:
    """The inverse of `escape_path`. A percent sign that begins no escape stays as it is."""
    return _ESCAPED.sub(_unescape, text)


def neutralise(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula."""
    return "'" + text if text.startswith(_FORMULA) else text


def restore(cell: str) -> str:
    """The inverse of `neutralise`; a cell that a person typed without an apostrophe stays as it is."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    if "\udc80" <= character <= "\udcff":
        return f"%{ord(character) - 0xDC00:02X}"
    if "\ud800" <= character <= "\udfff":
        return f"%u{ord(character):04X}"
    return "".join(f"%{byte:02X}" for byte in character.encode())


def _unescape(found: re.Match[str]) -> str:
    text = found.group()
    if text[1] in "uU":
        return chr(int(text[2:], 16))
    return bytes.fromhex(text.replace("%", "")).decode("utf-8", "surrogateescape")
