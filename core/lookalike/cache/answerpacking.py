"""Answers as compact bytes, exactly, in columns: tens of thousands of matches are packed and made again quickly.

Whoever adds a field to Match, Scores or Evidence adds it here; a test fails until that is done.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from math import isnan, nan
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from lookalike.cache.answers import Answer
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
_FLOATS = (
    "orb",
    "correlation",
    "overlap",
    "spread",
    "cropped",
    "rotation",
    "scale",
    "agreeing",
    "fine",
    "natural",
    "conflicting",
    "drained",
    "drawn_over",
)
"""The fields of `Evidence` that are plain numbers with a fraction."""

Made = TypeVar("Made", Match, Member, Scores, Evidence)
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
        _floats([getattr(match.scores, name) for name in Scores.__slots__] for match in matches),
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
    made = _made(Member, [members.tolist(), map(matches.__getitem__, numbers.tolist())])
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
    columns = (
        first.tolist(),
        second.tolist(),
        _made(Scores, _or_nothing(np.frombuffer(scores, "<f8").reshape(-1, len(Scores.__slots__)))),
        [proposers[number] for number in of_kind],
        [deciders[number] for number in of_kind],
        [relations[number] for number in of_kind],
        [next(evidence) if verified[number] else None for number in of_kind],
        [None if number == _NONE else number for number in through.tolist()],
    )
    return tuple(_made(Match, columns))


def _evidence_parts(evidence: Sequence[Evidence], kinds: dict[Any, int]) -> tuple[bytes, bytes, bytes, bytes]:
    return (
        _integers(
            (
                kinds[_evidence_kind(one)],
                one.inliers,
                one.match_count,
                *one.keypoints,
                one.blocks,
                one.fine_blocks,
                one.rewritten,
                len(one.outline),
            )
            for one in evidence
        ),
        _floats([getattr(one, name) for name in _FLOATS] for one in evidence),
        _floats(one.transform or (None,) * 9 for one in evidence),
        _floats(point for one in evidence for point in one.outline),
    )


def _evidence(
    kinds: list[Any], counts: Buffer, numbers: Buffer, transforms: Buffer, outlines: Buffer
) -> Iterator[Evidence]:
    kind, inliers, match_count, first, second, blocks, fine_blocks, rewritten, corners = _columns(counts, 9)
    _check(kind, len(kinds))
    relations = [tuple(Relation(name) for name in names) for names, _, _ in kinds]
    of_kind = kind.tolist()
    values = np.frombuffer(numbers, "<f8").reshape(-1, len(_FLOATS)).T.tolist()
    orb, correlation, overlap, spread, cropped, rotation, scale, agreeing, fine, natural, *more = values
    conflicting, drained, drawn = more
    matrices = zip(*np.frombuffer(transforms, "<f8").reshape(-1, 9).T.tolist(), strict=True)
    points = list(zip(*np.frombuffer(outlines, "<f8").reshape(-1, 2).T.tolist(), strict=True))
    columns = (
        [relations[number] for number in of_kind],
        inliers.tolist(),
        match_count.tolist(),
        zip(first.tolist(), second.tolist(), strict=True),
        orb,
        correlation,
        overlap,
        spread,
        cropped,
        rotation,
        [kinds[number][1] for number in of_kind],
        scale,
        [None if isnan(matrix[0]) else matrix for matrix in matrices],
        [tuple(points[start:end]) for start, end in _spans(corners)],
        [()] * len(of_kind),
        agreeing,
        blocks.tolist(),
        [kinds[number][2] for number in of_kind],
        fine,
        fine_blocks.tolist(),
        natural,
        conflicting,
        drained,
        drawn,
        rewritten.tolist(),
    )
    return iter(_made(Evidence, columns))


def _made(kind: type[Made], columns: Sequence[Iterable[object]]) -> list[Made]:
    """Values of a frozen class, from a column for each of its fields.

    Set column by column through their slots they take a third of the time: the `__init__` of a frozen value looks up
    and calls `object.__setattr__` for each of its fields.
    """
    columns = [list(column) for column in columns]
    made = [kind.__new__(kind) for _ in columns[0]]
    for name, column in zip(kind.__slots__, columns, strict=True):
        deque(map(getattr(kind, name).__set__, made, column), maxlen=0)
    return made


def _numbered(kinds: Iterable[Any]) -> dict[Any, int]:
    return {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}


def _or_none(number: int | None) -> int:
    return _NONE if number is None else number


def _or_nothing(table: Floats) -> list[list[float | None]]:
    """The columns of a table in which NaN stands for None."""
    columns: list[Any] = table.T.tolist()
    for number in np.flatnonzero(np.isnan(table).any(axis=0)).tolist():
        columns[number] = [None if isnan(value) else value for value in columns[number]]
    return columns


def _integers(rows: Iterable[tuple[int, ...]]) -> bytes:
    return np.array(list(rows), "<i8").tobytes()


def _floats(rows: Iterable[Sequence[float | None]]) -> bytes:
    return np.array([[nan if value is None else value for value in row] for row in rows], "<f8").tobytes()


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
