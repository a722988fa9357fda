"""A scan's result as one JSON file: a saved session that opens again, and the export for scripts.

The top of the file is for scripts, and stays: `groups` are lists of paths, the keeper first; `marked` is a list of
paths. Below it are tables that point at each other by index, as `ScanResult` does: `photos` (each with its
`fingerprint`), `matches`, `group_matches` (for each group the index of every member's match), `problems`, `plain`,
`notices` and `options`. Names and meanings are those of the dataclasses in `types`. Hashes are hexadecimal text,
because 64 bits do not fit into a number of JavaScript. MobileNet's vectors are left out: the cache has them.
A saved review also has `settled`, a list of paths, and `rejected`, lists of paths that were called no match.

A file name that is not UTF-8 is written as Python holds it, with lone surrogates such as `\\udce9`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lookalike import __version__
from lookalike.errors import LookalikeError
from lookalike.exporting.export import emit
from lookalike.plain import check_path, from_plain
from lookalike.result import Notice, ScanResult
from lookalike.settings import ScanOptions
from lookalike.types import Fingerprint, Group, Match, Member, Photo, Problem

FORMAT = "lookalike result"
VERSION = 1
_HASHES = ("ahash", "phash", "dhash", "whash")
_TURNED_HASHES = ("orientations", "inner_orientations")
_ORIENTATIONS = 8
_WORD_BYTES = 8
_PIECE = 500
"""Entries that are encoded at a time, in some milliseconds."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a person decided about a result, by path.

    A group needs no further decision when all its photos are `settled`; `rejected` are groups that are no match.
    """

    marked: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    rejected: frozenset[frozenset[str]] = frozenset()

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "marked": sorted(self.marked),
            "settled": sorted(self.settled),
            "rejected": sorted(sorted(group) for group in self.rejected),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Review:
        """The inverse of `to_dict`. Raises KeyError and ValueError where the values are no review."""
        marked, settled = (
            from_plain(tuple[str, ...], found) for found in (values["marked"], values.get("settled", []))
        )
        named = values.get("rejected", values.get("refused", []))  # as it was called in files of earlier versions
        rejected = from_plain(tuple[tuple[str, ...], ...], named)
        return cls(frozenset(marked), frozenset(settled), frozenset(map(frozenset, rejected)))


def write_json(result: ScanResult, target: str, marked: Collection[str] = frozenset()) -> None:
    """Write the whole result, and which paths are marked, to the file `target`, or to standard output for `-`."""
    write_review(result, Review(frozenset(marked)), target)


def write_review(result: ScanResult, review: Review, target: str) -> None:
    """Write the whole result and what was decided about it, as `write_json` does."""
    emit(target, _encoded(_to_plain(result) | review.to_dict()))


def _encoded(values: Mapping[str, Any]) -> Iterator[bytes]:
    """JSON without blanks, piece by piece: for as long as one takes, nobody else has the interpreter."""
    encode = json.JSONEncoder(separators=(",", ":"), default=_fields).encode
    before = "{"
    for key, value in values.items():
        yield f"{before}{encode(key)}:".encode("ascii")
        pieces = _list_encoded(encode, value) if isinstance(value, list | tuple | Iterator) else (encode(value),)
        yield from (piece.encode("ascii") for piece in pieces)
        before = ","
    yield b"}\n"


def _list_encoded(encode: Callable[[Any], str], values: Iterable[Any]) -> Iterator[str]:
    entries, before = iter(values), "["
    while some := list(islice(entries, _PIECE)):
        yield before + encode(some)[1:-1]
        before = ","
    yield "[]" if before == "[" else "]"


def _fields(value: Any) -> dict[str, Any]:
    """A frozen value of `types` for the encoder; `dataclasses.asdict` copies everything and takes twice as long."""
    return {name: getattr(value, name) for name in value.__slots__}


def read_json(source: str) -> ScanResult:
    """Read a result back whole, but for the vectors. Raises LookalikeError if the file is no result of ours."""
    return _from_plain(_load(source), source)


def read_session(source: str) -> tuple[ScanResult, frozenset[str]]:
    """Read a result and the paths that were marked in it."""
    result, review = read_review(source)
    return result, review.marked


def read_review(source: str) -> tuple[ScanResult, Review]:
    """Read a result and all that was decided about it. Raises LookalikeError if the file is no result of ours."""
    values = _load(source)
    result = _from_plain(values, source)
    try:
        return result, Review.from_dict(values)
    except (KeyError, ValueError) as error:
        raise _damaged(source, error) from error


def _to_plain(result: ScanResult) -> dict[str, Any]:
    # A member's match is usually, but need not be, one of the result's matches.
    table = {id(match): index for index, match in enumerate(result.matches)}
    extra = [m.match for group in result.groups for m in group.members if id(m.match) not in table]
    table |= {id(match): len(result.matches) + index for index, match in enumerate(extra)}
    return {
        "format": FORMAT,
        "version": VERSION,
        "program": __version__,
        "groups": [[result.photos[index].path for index in group.photos] for group in result.groups],
        "recoverable": result.recoverable,
        "options": result.options.to_dict(),
        "provisional": result.provisional,
        "notices": result.notices,
        "problems": result.problems,
        "photos": (_photo_to_plain(result, index) for index in range(len(result.photos))),
        "match_count": len(result.matches),
        "matches": (*result.matches, *extra),
        "group_matches": [[table[id(member.match)] for member in group.members] for group in result.groups],
        "plain": result.plain,
    }


def _photo_to_plain(result: ScanResult, index: int) -> dict[str, Any]:
    fingerprint = result.fingerprint(index)
    return _fields(result.photos[index]) | {"fingerprint": fingerprint and _fingerprint_to_plain(fingerprint)}


def _fingerprint_to_plain(fingerprint: Fingerprint) -> dict[str, Any]:
    values = _fields(fingerprint)
    del values["vector"], values["proposal_vector"]
    values |= {name: f"{values[name]:016x}" for name in _HASHES}
    return values | {name: getattr(fingerprint, name).hex() for name in _TURNED_HASHES}


def _load(source: str) -> dict[str, Any]:
    with open(source, "rb") as file:
        content = file.read()
    try:
        values = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise LookalikeError(f"{source}: this is no JSON file ({error})") from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise LookalikeError(f"{source}: this is no result saved by Lookalike")
    if values.get("version") != VERSION:
        raise LookalikeError(f"{source}: a newer Lookalike saved this result, so please update")
    return values


def _from_plain(values: Mapping[str, Any], source: str) -> ScanResult:
    try:
        photos = tuple(_photo(entry) for entry in values["photos"])
        matches = tuple(_match(entry, len(photos)) for entry in values["matches"])
        index = {photo.path: number for number, photo in enumerate(photos)}
        groups = tuple(
            _group([index[path] for path in paths], [matches[_within(number, len(matches))] for number in numbers])
            for paths, numbers in zip(values["groups"], values["group_matches"], strict=True)
        )
        return ScanResult(
            options=ScanOptions.from_dict(values["options"]),
            photos=photos,
            fingerprints=_fingerprints(entry["fingerprint"] for entry in values["photos"]),
            matches=matches[: _within(values["match_count"], len(matches) + 1)],
            groups=groups,
            problems=from_plain(tuple[Problem, ...], values["problems"]),
            plain=tuple(_within(number, len(photos)) for number in values["plain"]),
            notices=from_plain(tuple[Notice, ...], values["notices"]),
            provisional=from_plain(bool, values["provisional"]),
        )
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise _damaged(source, error) from error


def _damaged(source: str, error: Exception) -> LookalikeError:
    return LookalikeError(f"{source}: this saved result is damaged ({error!r:.200})")


def _photo(values: dict[str, Any]) -> Photo:
    photo = from_plain(Photo, values)
    for path in (photo.path, *photo.links, *photo.companions):
        check_path(path)
    # What is done to a photo is done to them as well.
    if any(os.path.dirname(os.path.join(photo.folder, companion)) != photo.folder for companion in photo.companions):
        raise ValueError(f"{photo.path!r:.80} has companions in other folders")
    return photo


def _fingerprints(entries: Iterable[dict[str, Any] | None]) -> tuple[Fingerprint | None, ...]:
    found = tuple(None if entry is None else _fingerprint(entry) for entry in entries)
    known = [one for one in found if one is not None]
    inside = {len(one.inner_orientations) for one in known if one.inner_orientations}
    for lengths in ({len(one.orientations) for one in known}, inside):
        if len(lengths) > 1 or any(length % (_ORIENTATIONS * _WORD_BYTES) for length in lengths):
            raise ValueError(f"hashes of {sorted(lengths)[:5]} bytes")
    return found


def _fingerprint(values: dict[str, Any]) -> Fingerprint:
    hashes = {name: int(values[name], 16) for name in _HASHES}
    if not all(0 <= value < 2**64 for value in hashes.values()):
        raise ValueError("a hash has more than 64 bits")
    return from_plain(Fingerprint, values | hashes)


def _match(values: dict[str, Any], photos: int) -> Match:
    match = from_plain(Match, values)
    if not 0 <= match.first < match.second < photos or not 0 <= (match.through or 0) < photos:
        raise ValueError(f"a match of photos {match.first} and {match.second} among {photos}")
    return match


def _within(number: Any, count: int) -> int:
    if not 0 <= from_plain(int, number) < count:
        raise ValueError(f"number {number!r:.20} among {count}")
    return int(number)


def _group(photos: list[int], matches: list[Match]) -> Group:
    return Group(photos[0], tuple(Member(photo, match) for photo, match in zip(photos[1:], matches, strict=True)))
