"""Answers as compact bytes, exactly, in columns: tens of thousands of matches are packed and made again quickly.

Whoever adds a field to Match or Evidence adds it here, unless it is a plain number of Evidence; a test fails until that
is done.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from math import isnan, nan
from operator import attrgetter
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lookalike.cache.answers import Answer
from lookalike.cache.columns import made_of
from lookalike.cache.packing import FRACTIONS, WHOLE_NUMBERS
from lookalike.result import Notice
from lookalike.types import (
    Decider,
    Evidence,
    Group,
    Match,
    Member,
    Problem,
    ProblemReason,
    Proposer,
    Relation,
    Scores,
)

_CHECKSUM_BYTES = 16
_LENGTHS = struct.Struct("<10Q")
_NONE = -1

Buffer: TypeAlias = bytes | memoryview
Integers: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]


def pack_answer(answer: Answer) -> bytes:
    """The bytes of an answer, exactly, but for the keypoint matches of its evidence; they begin with a checksum."""
    numbers = {id(match): number for number, match in enumerate(answer.matches)}
    members = [member for group in answer.groups for member in group.members]
    borrowed = [member.match for member in members if id(member.match) not in numbers]
    numbers |= {id(match): number for number, match in enumerate(borrowed, len(answer.matches))}
    matches = (*answer.matches, *borrowed)
    evidence = [match.evidence for match in matches if match.evidence is not None]
    kinds = _numbered(map(_kind, matches))
    evidence_kinds = _numbered(map(_evidence_kind, evidence))
    problems = [(one.path, one.stage, one.reason, one.detail) for one in answer.problems]
    parts = (
        json.dumps((len(answer.matches), problems, answer.notices, list(kinds), list(evidence_kinds))).encode(),
        _integers((one.first, one.second, _or_none(one.through), kinds[_kind(one)]) for one in matches),
        _floats(map(_or_nan, map(attrgetter(*Scores.__slots__), [match.scores for match in matches]))),
        *_evidence_parts(evidence, evidence_kinds),
        _integers((group.keeper, len(group.members)) for group in answer.groups),
        _integers((member.photo, numbers[id(member.match)]) for member in members),
        _integers((index,) for index in answer.plain),
    )
    body = _LENGTHS.pack(*map(len, parts)) + b"".join(parts)
    return _checksum(body) + body


def unpack_answer(data: bytes, photos: int) -> Answer:
    """The inverse of `pack_answer`, for so many photos. Raises ValueError or TypeError for other bytes."""
    body = memoryview(data)[_CHECKSUM_BYTES:]
    if len(body) < _LENGTHS.size or _checksum(body) != data[:_CHECKSUM_BYTES]:
        raise ValueError("the bytes of an answer are damaged")
    head, pairs, scores, *of_evidence, of_groups, of_members, of_plain = _parts(body)
    count, problems, notices, kinds, evidence_kinds = json.loads(bytes(head))
    matches = _matches(kinds, pairs, scores, _evidence(evidence_kinds, *of_evidence), photos)
    members, numbers = _columns(of_members, 2)
    keepers, sizes = _columns(of_groups, 2)
    (plain,) = _columns(of_plain, 1)
    _check(numbers, len(matches))
    for indices in (members, keepers, plain):
        _check(indices, photos)
    made = made_of(Member, {"photo": members.tolist(), "match": map(matches.__getitem__, numbers.tolist())})
    shares = [tuple(made[start:end]) for start, end in _spans(sizes)]
    return Answer(
        matches[:count],
        tuple(map(Group, keepers.tolist(), shares)),
        tuple(Problem(path, stage, ProblemReason(reason), detail) for path, stage, reason, detail in problems),
        tuple(plain.tolist()),
        tuple(Notice(notice) for notice in notices),
    )


# What many have in common is written once


def _kind(match: Match) -> tuple[tuple[Proposer, ...], Decider, Relation, bool]:
    return match.proposers, match.decider, match.relation, match.evidence is not None


def _evidence_kind(evidence: Evidence) -> tuple[tuple[Relation, ...], bool, bool]:
    return evidence.relations, evidence.mirrored, evidence.direct


def _matches(
    kinds: list[Any], pairs: Buffer, scores: Buffer, evidence: Iterator[Evidence], photos: int
) -> tuple[Match, ...]:
    first, second, through, kind = _columns(pairs, 4)
    for indices in (first, second):
        _check(indices, photos)
    _check(through + 1, photos + 1)
    _check(kind, len(kinds))
    proposers = [tuple(Proposer(name) for name in names) for names, *_ in kinds]
    deciders = [Decider(name) for _, name, _, _ in kinds]
    relations = [Relation(name) for _, _, name, _ in kinds]
    verified = [has for *_, has in kinds]
    of_kind = kind.tolist()
    table = _or_nothing(np.frombuffer(scores, "<f8").reshape(-1, len(Scores.__slots__)))
    columns = {
        "first": first.tolist(),
        "second": second.tolist(),
        "scores": made_of(Scores, dict(zip(Scores.__slots__, table, strict=True))),
        "proposers": [proposers[number] for number in of_kind],
        "decider": [deciders[number] for number in of_kind],
        "relation": [relations[number] for number in of_kind],
        "evidence": [next(evidence) if verified[number] else None for number in of_kind],
        "through": [None if number == _NONE else number for number in through.tolist()],
    }
    return tuple(made_of(Match, columns))


def _evidence_parts(evidence: Sequence[Evidence], kinds: dict[Any, int]) -> tuple[bytes, bytes, bytes, bytes]:
    return (
        _integers(
            (kinds[_evidence_kind(one)], *one.keypoints, len(one.outline), *WHOLE_NUMBERS.of(one)) for one in evidence
        ),
        _floats(FRACTIONS.of(one) for one in evidence),
        _floats(one.transform or (nan,) * 9 for one in evidence),
        _floats(point for one in evidence for point in one.outline),
    )


def _evidence(
    kinds: list[Any], counts: Buffer, numbers: Buffer, transforms: Buffer, outlines: Buffer
) -> Iterator[Evidence]:
    kind, first, second, corners, *whole = _columns(counts, 4 + len(WHOLE_NUMBERS.names))
    _check(kind, len(kinds))
    relations = [tuple(Relation(name) for name in names) for names, _, _ in kinds]
    of_kind = kind.tolist()
    fractions = np.frombuffer(numbers, "<f8").reshape(-1, len(FRACTIONS.names)).T.tolist()
    matrices = zip(*np.frombuffer(transforms, "<f8").reshape(-1, 9).T.tolist(), strict=True)
    points = list(zip(*np.frombuffer(outlines, "<f8").reshape(-1, 2).T.tolist(), strict=True))
    columns: dict[str, Iterable[object]] = {
        "relations": [relations[number] for number in of_kind],
        "keypoints": zip(first.tolist(), second.tolist(), strict=True),
        "mirrored": [kinds[number][1] for number in of_kind],
        "direct": [kinds[number][2] for number in of_kind],
        "transform": [None if isnan(matrix[0]) else matrix for matrix in matrices],
        "outline": [tuple(points[start:end]) for start, end in _spans(corners)],
        "matches": [()] * len(of_kind),
    }
    columns |= zip(WHOLE_NUMBERS.names, (column.tolist() for column in whole), strict=True)
    columns |= zip(FRACTIONS.names, fractions, strict=True)
    return iter(made_of(Evidence, columns))


def _numbered(kinds: Iterable[Any]) -> dict[Any, int]:
    return {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}


def _or_none(number: int | None) -> int:
    return _NONE if number is None else number


def _or_nan(numbers: tuple[float | None, ...]) -> tuple[float, ...]:
    return tuple([nan if number is None else number for number in numbers])


def _or_nothing(table: Floats) -> list[list[float | None]]:
    """The columns of a table in which NaN stands for None."""
    columns: list[Any] = table.T.tolist()
    for number in np.flatnonzero(np.isnan(table).any(axis=0)).tolist():
        columns[number] = [None if isnan(value) else value for value in columns[number]]
    return columns


def _integers(rows: Iterable[tuple[int, ...]]) -> bytes:
    return np.fromiter(chain.from_iterable(rows), "<i8").tobytes()


def _floats(rows: Iterable[tuple[float, ...]]) -> bytes:
    return np.fromiter(chain.from_iterable(rows), "<f8").tobytes()


def _columns(data: Buffer, count: int) -> Integers:
    return np.frombuffer(data, "<i8").reshape(-1, count).T


def _spans(sizes: Integers) -> Iterable[tuple[int, int]]:
    return pairwise(accumulate(sizes.tolist(), initial=0))


def _check(indices: Integers, count: int) -> None:
    if indices.size and not 0 <= indices.min() <= indices.max() < count:
        raise ValueError("an answer points at what is not there")


def _parts(body: memoryview) -> list[memoryview]:
    parts, place = [], _LENGTHS.size
    for length in _LENGTHS.unpack_from(body):
        parts.append(body[place : place + length])
        place += length
    return parts


def _checksum(body: Buffer) -> bytes:
    return hashlib.blake2b(body, digest_size=_CHECKSUM_BYTES).digest()
