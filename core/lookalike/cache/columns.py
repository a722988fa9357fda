"""Many frozen values at once, from a column for each of their fields."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import TypeVar

from lookalike.types import Evidence, Fingerprint, Match, Member, Quality, Scores

Made = TypeVar("Made", Match, Member, Scores, Evidence, Fingerprint, Quality)


def made_of(kind: type[Made], columns: Mapping[str, Iterable[object]]) -> list[Made]:
    """Values of a frozen class, from a column for each of its fields, by name.

    Set column by column through their slots they take a third of the time: the `__init__` of a frozen value looks up
    and calls `object.__setattr__` for each of its fields.
    """
    columns = {name: list(columns[name]) for name in kind.__slots__}
    made = [kind.__new__(kind) for _ in columns[kind.__slots__[0]]]
    for name, column in columns.items():
        deque(map(getattr(kind, name).__set__, made, column), maxlen=0)
    return made
