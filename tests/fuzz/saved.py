"""Fuzzing the reader of saved results: what it lets in must be fit for everything that is done with a result.

The first byte of an input chooses: a whole file, or (odd) a good file in which values are exchanged. The latter takes
three bytes for each of them, two for the place and one for what is put there.
"""

from __future__ import annotations

import copy
import json
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from lookalike.acting.plan import Action
from lookalike.acting.planning import make_plan
from lookalike.cache.decisions import DecisionFile
from lookalike.cache.rejections import Rejections
from lookalike.errors import LookalikeError
from lookalike.exporting.export import write_csv
from lookalike.exporting.htmlreport import write_html
from lookalike.exporting.resultfile import Review, read_review, write_review
from lookalike.matching.group import Grouping
from lookalike.result import ScanResult
from lookalike.search import SearchIndex
from lookalike.types import Problem, ProblemReason, Raster
from tests.core.results import result_of
from tests.core.values import EVIDENCE, FINGERPRINT


def seeds(folder: Path) -> list[bytes]:
    """A bare result, and one with something in every field."""
    photos = [folder / name for name in ("a.jpg", "b.jpg", "c.jpg")]
    for path in photos:
        path.write_bytes(b"1")
    bare = result_of([photos[:2]], folder)
    rich = result_of([photos], folder, problems=[Problem("/d.jpg", "exact", ProblemReason.EMPTY)])
    matches = tuple(replace(match, evidence=EVIDENCE, through=0) for match in rich.matches)
    rich = replace(rich, fingerprints=(FINGERPRINT, None, FINGERPRINT), matches=matches, plain=(1,))
    found = []
    for result in (bare, rich):
        marked = frozenset({str(photos[1])})
        write_review(result, Review(marked, marked, frozenset({marked})), str(folder / "seed.json"))
        found.append(b"\0" + (folder / "seed.json").read_bytes())
    return [*found, b"\1\0\0\0"]


def try_out(folder: Path, data: bytes) -> None:
    """A result that can be used, or one sentence that names the file."""
    source = str(folder / "saved.json")
    Path(source).write_bytes(_operated(folder, data[1:]) if data[:1] and data[0] % 2 else data[1:])
    try:
        result, review = read_review(source)
    except LookalikeError as error:
        assert str(error).startswith(source)
        assert len(str(error)) < 1000
    else:
        with warnings.catch_warnings():  # Scores of 1e308 overflow.
            warnings.simplefilter("ignore")
            _use(folder, result, review)


_EXCHANGES = 5
_STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2, 2**63, 2**127, 10**30, 0.5, -0.5, 1e308, 1e999, float("nan")),
    *(
        "",
        "a",
        "/",
        "/nowhere/a.jpg",
        "\0",
        "\ud800",
        "\udcff",
        "0" * 16,
        "f" * 17,
        "ab",
        [],
        {},
        [None],
        [[]],
        {"a": 1},
    ),
)


def _operated(folder: Path, data: bytes) -> bytes:
    """The richest good result with values exchanged for strange ones, or for others of its own."""
    values = json.loads((folder / "seed.json").read_bytes())
    for at in range(0, min(len(data) - 2, 3 * _EXCHANGES), 3):
        places = list(_places(values))
        place, key = places[int.from_bytes(data[at : at + 2], "big") % len(places)]
        choice = data[at + 2]
        if choice < len(_STRANGE):
            place[key] = copy.deepcopy(_STRANGE[choice])
        elif choice < 200:
            other, other_key = places[(choice * 7) % len(places)]
            place[key] = copy.deepcopy(other[other_key])
        elif isinstance(place, dict):
            del place[key]
        else:
            place.insert(key, copy.deepcopy(place[key]))
    return json.dumps(values).encode()


def _places(values: Any) -> Iterator[tuple[Any, Any]]:
    """Every value, as the list or dict that holds it and its key."""
    for key in list(values) if isinstance(values, dict) else range(len(values)):
        yield values, key
        if isinstance(values[key], (dict, list)):
            yield from _places(values[key])


def _use(folder: Path, result: ScanResult, review: Review) -> None:
    """What the window and the verbs do with a result that was opened."""
    hash((result, review))
    Grouping(result.photos, result.fingerprints, result.matches, result.options).groups()
    Rejections(DecisionFile(folder / "decisions")).without(result.matches, result.photos)
    SearchIndex(result.fingerprints)
    write_csv(result, str(folder / "out.csv"), review.marked)
    write_html(result, str(folder / "out.html"), review.marked, picture=_no_picture)
    write_review(result, review, str(folder / "out.json"))
    assert read_review(str(folder / "out.json")) == (result, review)
    for action in (Action.TRASH, Action.DELETE):
        try:
            make_plan(result, review.marked, action)
        except LookalikeError:
            continue


def _no_picture(_path: str, _side: int) -> Raster:
    return np.zeros((1, 1, 3), np.uint8)
