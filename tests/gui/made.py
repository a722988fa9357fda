"""Results made of nothing: for tests of models and views that read no file."""

from __future__ import annotations

from collections.abc import Sequence

from lookalike.result import ScanResult
from lookalike.settings import ScanOptions
from lookalike.types import (
    Decider,
    Evidence,
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

DAY = 86_400_000_000_000


def photo(path: str, size: int = 1000, day: int = 0) -> Photo:
    return Photo(path, size, day * DAY, 1, 1)


def fingerprint(width: int = 400, height: int = 300, form: str = "JPEG") -> Fingerprint:
    return Fingerprint(1, 2, 3, 4, bytes(64), Quality(width, height, form, 100.0), 20.0)


def evidence(cropped: float = 0.0, rotation: float = 0.0) -> Evidence:
    return Evidence((), 50, 80, (500, 500), 0.5, 0.9, 1.0, 0.8, cropped=cropped, rotation=rotation)


def match(first: int, second: int, confidence: float = 0.97, relation: Relation = Relation.RE_ENCODED) -> Match:
    low, high = sorted((first, second))
    scores = Scores(phash=confidence, confidence=confidence)
    return Match(low, high, scores, (Proposer.HASH,), Decider.ORB, relation)


def result(
    groups: Sequence[Sequence[Photo]],
    *,
    confidence: Sequence[float] = (),
    relation: Relation = Relation.RE_ENCODED,
    protected: Sequence[str] = (),
    problems: Sequence[Problem] = (),
) -> ScanResult:
    """Groups of these photos, the first of each the keeper; `confidence` by group."""
    photos = [entry for group in groups for entry in group]
    made, first = [], 0
    for number, group in enumerate(groups):
        share = confidence[number] if confidence else 0.97
        others = range(first + 1, first + len(group))
        made.append(Group(first, tuple(Member(other, match(first, other, share, relation)) for other in others)))
        first += len(group)
    return ScanResult(
        ScanOptions(roots=("/photos",), protected=tuple(protected)),
        tuple(photos),
        tuple(fingerprint() for _ in photos),
        tuple(member.match for group in made for member in group.members),
        tuple(made),
        tuple(problems),
    )


def holiday() -> ScanResult:
    """Three groups: two cats, three lakes, two dogs."""
    return result(
        [
            [photo("/photos/cat.jpg", 3000, 1), photo("/photos/cat copy.jpg", 2000, 2)],
            [photo("/photos/lake.jpg", 9000, 9), photo("/backup/lake.jpg", 9000, 3), photo("/backup/lake 2.png", 500)],
            [photo("/backup/dog.jpg", 4000, 4), photo("/photos/dog.jpg", 100, 5)],
        ],
        confidence=[0.99, 0.85, 0.9],
    )


def many(groups: int) -> ScanResult:
    """A large result, as a big library gives: every third group has four photos, the others three."""
    return result(
        [
            [
                photo(f"/photos/{group % 200}/IMG_{group:05}_{place}.jpg", 1000 + group * 7 % 991)
                for place in range(4 if group % 3 == 2 else 3)
            ]
            for group in range(groups)
        ]
    )
