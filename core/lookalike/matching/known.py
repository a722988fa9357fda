"""What of an earlier search among photos holds now: which of its photos are still there, and which ones are new."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lookalike.cache.searches import KeptSearches, Table
from lookalike.matching.arrays import Indices

_ROW_BYTES = 16

Rows: TypeAlias = npt.NDArray[np.uint64]
"""128 bits for what each photo was searched by, of shape (photos, 2)."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """`tables` are those of the earlier search, `now` is where each of its photos is now (-1: nowhere), `place` where
    each photo of now was then (-1: it is new), and `fresh` are those that are new."""

    tables: Mapping[str, Table]
    now: Indices
    place: Indices
    fresh: Indices

    @classmethod
    def recall(cls, earlier: KeptSearches, kind: str, rows: Rows) -> Known | None:
        """None where there is no earlier search. `rows` are as `rows_of` gives them; those of the earlier search are
        expected in its table `rows`. If any is there twice, nothing counts as known."""
        tables = earlier.recall(kind)
        if tables is None or _repeats(rows) or _repeats(tables["rows"]):
            return None
        place = _places(tables["rows"], rows)
        there = np.flatnonzero(place >= 0)
        now = np.full(len(tables["rows"]), -1, np.int64)
        now[place[there]] = there
        return cls(tables, now, place, np.flatnonzero(place < 0))


def rows_of(values: npt.NDArray[Any]) -> Rows:
    """Names for the rows of a table: two rows that differ have different ones."""
    data, width = values.tobytes(), values.shape[1] * values.itemsize
    places = range(0, len(data), width)
    made = [hashlib.blake2b(data[place : place + width], digest_size=_ROW_BYTES).digest() for place in places]
    return np.frombuffer(b"".join(made), np.uint64).reshape(-1, 2)


def _repeats(rows: Rows) -> bool:
    """Whether the first 64 bits of two rows are the same, which tell the rows apart that `_places` looks for."""
    ordered = np.sort(rows[:, 0])
    return bool((ordered[1:] == ordered[:-1]).any())


def _places(rows: Rows, wanted: Rows) -> Indices:
    """Where each wanted row is among the rows; -1: nowhere."""
    if not len(rows):
        return np.full(len(wanted), -1, np.int64)
    order = np.argsort(rows[:, 0])
    place = order[np.minimum(np.searchsorted(rows[order, 0], wanted[:, 0]), len(rows) - 1)]
    return np.where((rows[place] == wanted).all(axis=1), place, -1)
