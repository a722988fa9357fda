"""Whole answers of scans: kept under a digest of everything they were made from, and packed into few bytes.

A library changes little between two scans. Where nothing at all has changed, neither a photo nor an option nor the
program, the answer is the old one, and neither fingerprints nor evidence have to be read to know it.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import isnan, nan
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from lookalike import __version__
from lookalike.cache.packing import pack_evidence, unpack_evidence
from lookalike.result import Notice
from lookalike.types import (
    Decider,
    Evidence,
    Group,
    Match,
    Member,
    Photo,
    Problem,
    ProblemReason,
    Proposer,
    Relation,
    Scores,
)

_CHECKSUM_BYTES = 16
_LENGTHS = struct.Struct("<8Q")
_NONE = -1

Integers: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a scan found. Indices are into its photos, which discovery knows; their fingerprints are in the cache."""

    matches: tuple[Match, ...]
    groups: tuple[Group, ...]
    problems: tuple[Problem, ...]
    plain: tuple[int, ...]
    notices: tuple[Notice, ...]


def digest_of(photos: Sequence[Photo], *circumstances: str) -> bytes:
    """32 bytes for a listing, as discovery made it, and whatever else an answer depends on.

    Device and inode are left out: they say which paths are one file, which discovery has settled already, and change
    when a drive is plugged in again.
    """
    made = hashlib.blake2b(digest_size=32)
    belongings = [(photo.path, photo.links, photo.companions) for photo in photos if photo.links or photo.companions]
    for part in (
        repr((_program(), circumstances, belongings)).encode(),
        os.fsencode("\0".join([photo.path for photo in photos])),
        repr([photo.size for photo in photos]).encode(),
        repr([photo.mtime_ns for photo in photos]).encode(),
    ):
        made.update(len(part).to_bytes(8, "little"))
        made.update(part)
    return made.digest()


@cache
def _program() -> str:
    """Stands for this program: another version, or one edited module, may give another answer."""
    folder = Path(__file__).parents[1]
    files = sorted(folder.rglob("*.py")) or [Path(sys.executable)]  # a bundled program has no modules to look at
    states = [(file.name, status.st_size, status.st_mtime_ns) for file in files for status in (file.stat(),)]
    return f"{__version__} {hashlib.blake2b(repr(states).encode(), digest_size=16).hexdigest()}"


def pack_answer(answer: Answer) -> bytes:
    """The bytes of an answer, exactly, but for the keypoint matches of its evidence; they begin with a checksum."""
    numbers = {id(match): number for number, match in enumerate(answer.matches)}
    members = [member for group in answer.groups for member in group.members]
    borrowed = [member.match for member in members if id(member.match) not in numbers]
    numbers |= {id(match): number for number, match in enumerate(borrowed, len(answer.matches))}
    matches = (*answer.matches, *borrowed)
    kinds = {kind: number for number, kind in enumerate(dict.fromkeys(map(_kind, matches)))}
    problems = [(one.path, one.stage, one.reason, one.detail) for one in answer.problems]
    head = (len(answer.matches), list(kinds), problems, answer.notices)
    evidence = [b"" if match.evidence is None else pack_evidence(match.evidence) for match in matches]
    parts = (
        json.dumps(head).encode(),
        _integers((match.first, match.second, _or(match.through), kinds[_kind(match)]) for match in matches),
        np.array([_numbers(match.scores) for match in matches], "<f8").tobytes(),
        _integers((len(data),) for data in evidence),
        b"".join(evidence),
        _integers((group.keeper, len(group.members)) for group in answer.groups),
        _integers((member.photo, numbers[id(member.match)]) for member in members),
        _integers((index,) for index in answer.plain),
    )
    body = _LENGTHS.pack(*map(len, parts)) + b"".join(parts)
    return _checksum(body) + body


def unpack_answer(data: bytes, photos: int) -> Answer:
    """The inverse of `pack_answer`, for so many photos. Raises ValueError or TypeError for other bytes."""
    body = data[_CHECKSUM_BYTES:]
    if len(body) < _LENGTHS.size or _checksum(body) != data[:_CHECKSUM_BYTES]:
        raise ValueError("the bytes of an answer are damaged")
    head_part, pairs, scores, lengths, evidence, groups, members, plain = _parts(body)
    count, kinds, problems, notices = json.loads(head_part)
    matches = tuple(_matches(kinds, pairs, scores, _evidence(lengths, evidence), photos))
    of_members = _table(members, 2)
    _check(of_members[:, 0], photos)
    _check(of_members[:, 1], len(matches))
    made = [Member(photo, matches[number]) for photo, number in of_members.tolist()]
    of_groups = _table(groups, 2)
    _check(of_groups[:, 0], photos)
    ends = np.cumsum(of_groups[:, 1]).tolist()
    starts = [0, *ends[:-1]]
    plain_ones = _table(plain, 1)[:, 0]
    _check(plain_ones, photos)
    return Answer(
        matches[:count],
        tuple(
            Group(keeper, tuple(made[start:end]))
            for keeper, start, end in zip(of_groups[:, 0].tolist(), starts, ends, strict=False)
        ),
        tuple(Problem(path, stage, ProblemReason(reason), detail) for path, stage, reason, detail in problems),
        tuple(plain_ones.tolist()),
        tuple(Notice(notice) for notice in notices),
    )


def _matches(
    kinds: list[tuple[list[str], str, str]], pairs: bytes, scores: bytes, evidence: list[Evidence | None], photos: int
) -> Iterator[Match]:
    known = [
        (tuple(Proposer(name) for name in proposers), Decider(decider), Relation(relation))
        for proposers, decider, relation in kinds
    ]
    table = _table(pairs, 4)
    _check(table[:, :2], photos)
    _check(table[:, 2] + 1, photos + 1)
    _check(table[:, 3], len(known))
    values = np.frombuffer(scores, "<f8").reshape(-1, len(Scores.__slots__)).tolist()
    for (first, second, through, kind), row, found in zip(table.tolist(), values, evidence, strict=True):
        numbers = Scores(*[None if isnan(value) else value for value in row])
        proposers, decider, relation = known[kind]
        by = None if through == _NONE else through
        yield Match(first, second, numbers, proposers, decider, relation, found, by)


def _evidence(lengths: bytes, data: bytes) -> list[Evidence | None]:
    ends = np.cumsum(_table(lengths, 1)[:, 0]).tolist()
    starts = [0, *ends[:-1]]
    return [unpack_evidence(data[start:end]) if end > start else None for start, end in zip(starts, ends, strict=False)]


def _kind(match: Match) -> tuple[tuple[Proposer, ...], Decider, Relation]:
    """What many matches have in common."""
    return match.proposers, match.decider, match.relation


def _numbers(scores: Scores) -> list[float]:
    return [nan if (value := getattr(scores, name)) is None else value for name in Scores.__slots__]


def _or(number: int | None) -> int:
    return _NONE if number is None else number


def _integers(rows: Iterable[tuple[int, ...]]) -> bytes:
    return np.array(list(rows), "<i8").tobytes()


def _table(data: bytes, columns: int) -> Integers:
    return np.frombuffer(data, "<i8").reshape(-1, columns)


def _check(indices: Integers, count: int) -> None:
    if indices.size and not 0 <= indices.min() <= indices.max() < count:
        raise ValueError("an answer points at what is not there")


def _parts(body: bytes) -> list[bytes]:
    parts, place = [], _LENGTHS.size
    for length in _LENGTHS.unpack_from(body):
        parts.append(body[place : place + length])
        place += length
    return parts


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_CHECKSUM_BYTES).digest()
