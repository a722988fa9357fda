"""Fuzzing the table that marks are read back from."""

from __future__ import annotations

from pathlib import Path

from lookalike.errors import LookalikeError
from lookalike.exporting.export import read_csv, write_csv
from lookalike.types import Problem, ProblemReason
from tests.core.results import result_of

_BY_HAND = (
    b"path;marked\r\n/photos/a.jpg;yes\r\n",
    b'"marked","path","group"\n"x","\'=cmd","1"\n',
    "\ufeffpath\tmarked\n/ü%E9%uD800\tno\n".encode("utf-16"),
)


def seeds(folder: Path) -> list[bytes]:
    """Tables of ours, and as spreadsheets make them."""
    photos = [folder / name for name in ("=a.jpg", "b,%.jpg", "c\n.jpg")]
    for path in photos:
        path.write_bytes(b"1")
    problems = [Problem(str(folder / "d.jpg"), "fingerprint", ProblemReason.DAMAGED, '"quoted"')]
    write_csv(result_of([photos], folder, problems=problems), str(folder / "seed.csv"), marked={str(photos[1])})
    return [(folder / "seed.csv").read_bytes(), *_BY_HAND]


def try_out(folder: Path, data: bytes) -> None:
    """Rows, or one sentence that names the file."""
    source = str(folder / "table.csv")
    Path(source).write_bytes(data)
    try:
        rows = read_csv(source)
    except LookalikeError as error:
        assert str(error).startswith(source)
        assert len(str(error)) < 1000
    else:
        for row in rows:
            assert isinstance(row.path, str)
            assert row.group is None or row.group >= 0
