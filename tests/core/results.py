"""Scan results over real files, made by hand: for the tests of marking, acting and exporting."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from lookalike.result import ScanResult
from lookalike.settings import ScanOptions
from lookalike.types import (
    Decider,
    Fingerprint,
    Group,
    Match,
    Member,
    Photo,
    Problem,
    Proposer,
    Quality,
    Relation,
    Scores,
)


def photo_of(path: str | Path, companions: Sequence[str] = ()) -> Photo:
    """What discovery would say about a file."""
    path = os.fspath(path)
    status = os.stat(path)
    return Photo(
        path, status.st_size, status.st_mtime_ns, status.st_dev, status.st_ino, companions=tuple(map(str, companions))
    )


def quality_of(**values: object) -> Quality:
    return Quality(**{"width": 400, "height": 300, "format": "JPEG", "sharpness": 100.0} | values)  # type: ignore[arg-type]


def match_of(first: int, second: int, relation: Relation = Relation.RESIZED) -> Match:
    decider = Decider.EXACT if relation is Relation.IDENTICAL_FILE else Decider.ORB
    low, high = sorted((first, second))
    scores = Scores(ahash=1.0, phash=0.9844, orb=0.5, confidence=0.97)
    return Match(low, high, scores, (Proposer.HASH,), decider, relation)


def result_of(
    groups: Sequence[Sequence[str | Path]],
    root: str | Path,
    *,
    qualities: Mapping[str, Quality] | None = None,
    companions: Mapping[str, Sequence[str]] | None = None,
    relation: Relation = Relation.RESIZED,
    protected: Sequence[str | Path] = (),
    problems: Sequence[Problem] = (),
) -> ScanResult:
    """The result of a scan of `root` that found these groups, the keeper of each first."""
    paths = [os.fspath(path) for group in groups for path in group]
    index = {path: number for number, path in enumerate(paths)}
    made = []
    for group in groups:
        keeper, *others = (index[os.fspath(path)] for path in group)
        made.append(Group(keeper, tuple(Member(other, match_of(keeper, other, relation)) for other in others)))
    known = qualities or {}
    return ScanResult(
        options=ScanOptions(roots=(os.fspath(root),), protected=tuple(str(folder) for folder in protected)),
        photos=tuple(photo_of(path, (companions or {}).get(path, ())) for path in paths),
        fingerprints=tuple(
            Fingerprint(1, 2, 3, 4, b"\x01" * 64, known.get(path, quality_of()), 12.5) for path in paths
        ),
        matches=tuple(member.match for group in made for member in group.members),
        groups=tuple(made),
        problems=tuple(problems),
    )
