"""A scan's result as CSV, and back: mark photos in a spreadsheet, read the marks in again. JSON is `resultfile`'s.

One row for each photo of a group and one for each file that could not be read. The columns:

| Column | Content |
| --- | --- |
| group | number of the group from 1; empty for a problem |
| path | the file, with percent escapes as `cells` describes them |
| role | `keeper`, `member` or `problem` |
| marked | `yes` or `no`: this column is read back |
| keeper | path of the group's suggested keeper |
| ahash phash dhash whash orb mobilenet correlation confidence | scores against the keeper, 0 to 1; empty: not run |
| relation | what the photo is to the keeper, a value of `types.Relation` |
| width height pixels | of the upright full-size photo |
| bytes | file size |
| format | of the content, whatever the name says |
| taken | EXIF's date as ISO 8601, without zone, with milliseconds where the camera wrote them |
| modified | the file's date as ISO 8601 in UTC, to the microsecond |
| digest | SHA-256 in hexadecimal where a caller knows it |
| stage reason detail | of a problem: where it arose, a value of `types.ProblemReason`, and the library's message |
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from lookalike.errors import LookalikeError
from lookalike.exporting.cells import escape_path, neutralise, restore, unescape_path
from lookalike.files.safefiles import write_pieces_durably
from lookalike.result import ScanResult
from lookalike.types import Match, Problem, Quality, Scores

_SCORES = tuple(entry.name for entry in fields(Scores))
COLUMNS = (
    *("group", "path", "role", "marked", "keeper"),
    *("ahash", "phash", "dhash", "whash", "orb", "mobilenet", "correlation", "confidence"),
    *("relation", "width", "height", "pixels", "bytes", "format", "taken", "modified", "digest"),
    *("stage", "reason", "detail"),
)
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0", ""})
_MAX_DIGITS = 9  # of a group number: more than there are photos anywhere
_SHOWN = 40
"""How much of a wrong cell a message repeats."""


class RowRole(StrEnum):
    """What a row is about."""

    KEEPER = "keeper"
    MEMBER = "member"
    PROBLEM = "problem"


_ROLES = {role.value: role for role in RowRole}


@dataclass(frozen=True, slots=True)
class Row:
    """What is read back from a row: the rest of its columns is for the eye. `group` is None for a problem."""

    group: int | None
    path: str
    role: RowRole
    marked: bool
    keeper: str = ""
    reason: str = ""


def write_csv(
    result: ScanResult,
    target: str,
    marked: Collection[str] = frozenset(),
    *,
    bom: bool = False,
    digests: Mapping[str, str] | None = None,
) -> None:
    """Write the groups and problems to the file `target`, or to standard output for `-`.

    Args:
        result: what to write.
        target: replaced as a whole, or, on OSError, left as it was.
        marked: paths whose `marked` column says yes.
        bom: begin with a byte order mark, by which Excel recognises UTF-8.
        digests: SHA-256 by path, where known.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for values in _rows(result, frozenset(marked), digests or {}):
        writer.writerow(values.get(column, "") for column in COLUMNS)
    emit(target, (text.getvalue().encode("utf-8-sig" if bom else "utf-8"),))


def emit(target: str, pieces: Iterable[bytes]) -> None:
    """Write an export, piece by piece, to a file, or to standard output for `-`."""
    if target == "-":
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    else:
        write_pieces_durably(target, pieces)


def read_csv(source: str) -> tuple[Row, ...]:
    """Read a CSV file of `write_csv`, also after a spreadsheet saved it with other separators or as UTF-16.

    Columns may be in any order, further ones are ignored, only `path` and `marked` are needed. Raises LookalikeError,
    naming file and line, where it makes no sense.
    """
    with open(source, "rb") as file:
        text = _decode(file.read(), source)
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
        for column in ("path", "marked"):
            if column not in reader.fieldnames:
                raise LookalikeError(f"{source}: the column '{column}' is missing, so no marks can be read from it")
        return tuple(_read_row(values, source, reader.line_num) for values in reader)
    except csv.Error as error:
        raise LookalikeError(f"{source}, line {reader.line_num}: {error}") from error


def _rows(result: ScanResult, marked: frozenset[str], digests: Mapping[str, str]) -> Iterator[dict[str, object]]:
    for number, group in enumerate(result.groups, 1):
        keeper = result.photos[group.keeper].path
        entries: list[tuple[int, Match | None]] = [(group.keeper, None)]
        entries += [(member.photo, member.match) for member in group.members]
        for index, match in entries:
            photo = result.photos[index]
            values: dict[str, object] = {"group": number, "role": RowRole.MEMBER if match else RowRole.KEEPER}
            values["path"] = neutralise(escape_path(photo.path))
            values["marked"] = "yes" if photo.path in marked else "no"
            values["keeper"] = neutralise(escape_path(keeper))
            values["bytes"] = photo.size
            values["modified"] = _iso(photo.mtime_ns)
            values["digest"] = digests.get(photo.path, "")
            yield values | _match_cells(match) | _quality_cells(result.quality(index))
    for problem in result.problems:
        yield _problem_cells(problem)


def _match_cells(match: Match | None) -> dict[str, object]:
    if match is None:
        return {}
    scores = {name: getattr(match.scores, name) for name in _SCORES}
    cells: dict[str, object] = {name: f"{value:.4f}" for name, value in scores.items() if value is not None}
    return cells | {"relation": match.relation.value}


def _quality_cells(quality: Quality | None) -> dict[str, object]:
    if quality is None:
        return {}
    cells: dict[str, object] = {"width": quality.width, "height": quality.height, "pixels": quality.pixels}
    return cells | {
        "format": neutralise(escape_path(quality.format)),
        "taken": neutralise(escape_path(quality.taken or "")),
    }


def _problem_cells(problem: Problem) -> dict[str, object]:
    return {
        "path": neutralise(escape_path(problem.path)),
        "role": RowRole.PROBLEM,
        "marked": "no",
        "stage": neutralise(escape_path(problem.stage)),
        "reason": problem.reason.value,
        "detail": neutralise(escape_path(problem.detail)),
    }


def _iso(time_ns: int) -> str:
    # Not fromtimestamp: it refuses years that a damaged file system may well report.
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=time_ns // 1000)
    except OverflowError:
        return ""
    return moment.isoformat().replace("+00:00", "Z")


def _decode(content: bytes, source: str) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise LookalikeError(f"{source}: save the table as CSV in UTF-8, this is another encoding") from error


def _read_row(values: Mapping[str, str | None], source: str, line: int) -> Row:
    def cell(column: str) -> str:
        return restore((values.get(column) or "").strip())

    answer = cell("marked").lower()
    if answer not in _YES | _NO:
        raise LookalikeError(f"{source}, line {line}: 'marked' is '{answer[:_SHOWN]}', write yes or no")
    group, role = cell("group"), cell("role").lower()
    if group and not (group.isdecimal() and len(group) <= _MAX_DIGITS):
        raise LookalikeError(f"{source}, line {line}: '{group[:_SHOWN]}' is no group number")
    return Row(
        group=int(group) if group else None,
        path=unescape_path(cell("path")),
        role=_ROLES.get(role, RowRole.MEMBER),
        marked=answer in _YES,
        keeper=unescape_path(cell("keeper")),
        reason=cell("reason"),
    )
