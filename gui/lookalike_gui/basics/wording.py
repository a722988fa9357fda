"""Filling in and joining translated texts, and numbers as the locale writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QCoreApplication, QLocale

from lookalike.matching.confidence import whole_percent


def QT_TRANSLATE_NOOP(_context: str, source: str) -> str:
    """Mark a text for lupdate, which looks for this very name; PySide6's own one returns a plain object."""
    return source


def tip(text: str) -> str:
    """A tool tip that says the text as it is: Qt takes one for HTML that seems to hold a tag, as a file name may."""
    if "<" not in text and "&lt;" not in text:
        return text
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")


def filled(text: str, *values: str) -> str:
    """A translated text with its %1, %2, … filled in. What looks so in a value, as in `sea%20side.jpg`, stays."""
    parts = re.split(r"%([1-9])", text)
    parts[1::2] = (values[int(number) - 1] for number in parts[1::2])
    return "".join(parts)


def listed(parts: Iterable[str]) -> str:
    """Several texts in one line, with the separator of the language."""
    return QCoreApplication.translate("Lists", ", ").join(parts)


def labelled(name: str, value: str) -> str:
    """A name and its value, as in "Size: 3 MB"."""
    return QCoreApplication.translate("Lists", "{name}: {value}").format(name=name, value=value)


def decimal(value: float, places: int = 2) -> str:
    """A number with `places` decimals, as the locale writes it."""
    return QLocale().toString(value, "f", places)


def score(value: float) -> str:
    """A confidence or a similarity, 0 to 1, in whole per cent, by the rule that all faces share (`whole_percent`)."""
    return _in_percent(whole_percent(value))


def percent(share: float) -> str:
    """A share, 0 to 1, in whole per cent; 100 only where nothing is missing, 0 only where nothing is there."""
    value = share * 100
    return _in_percent(99 if 99 < value < 100 else 1 if 0 < value < 1 else round(value))


def _in_percent(number: int) -> str:
    """As the language writes it, with nothing in it at which a line could end."""
    text = QCoreApplication.translate("Numbers", "{number} %").format(number=QLocale().toString(number))
    return text.replace(" ", "\N{NO-BREAK SPACE}")
