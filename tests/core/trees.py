"""Small trees of files to act on. To the acting code a photo is bytes, so these are a few bytes each."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from lookalike.acting.actions import Outcome
from lookalike.acting.plan import Plan, Reason
from lookalike.exporting.resultfile import read_session
from lookalike.result import ScanResult
from lookalike.types import Relation
from tests.core.results import result_of


def contents_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path within; symbolic links are named by what they point at."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            found[str(path.relative_to(folder))] = b"-> " + os.fsencode(os.readlink(path))
        elif path.is_file():
            found[str(path.relative_to(folder))] = path.read_bytes()
    return found


@dataclass(frozen=True)
class Tree:
    """A folder `photos`, and a home with its own trash beside it."""

    base: Path
    root: Path
    trash: Path

    @classmethod
    def make(cls, base: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
        monkeypatch.setenv("XDG_DATA_HOME", str(base / "home"))
        root = base / "photos"
        root.mkdir()
        return cls(base, root, base / "home" / "Trash")

    def path(self, name: str) -> str:
        return os.path.join(self.root, name)

    def paths(self, *names: str) -> list[str]:
        return [self.path(name) for name in names]

    def exists(self, name: str) -> bool:
        return os.path.lexists(self.path(name))

    def read(self, name: str) -> bytes:
        return Path(self.path(name)).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def make_file(self, name: str) -> str:
        self.write(name, b"photo " + os.fsencode(name))
        return self.path(name)

    def group(
        self,
        *names: str,
        content: bytes | None = None,
        companions: Mapping[str, Sequence[str]] | None = None,
        relation: Relation = Relation.RESIZED,
    ) -> ScanResult:
        """Write the files, all with `content` or each with its own, and return them as one group, the keeper first."""
        for name in names:
            self.write(name, b"photo " + os.fsencode(name) if content is None else content)
        joined = {self.path(name): self.paths(*others) for name, others in (companions or {}).items()}
        return result_of([self.paths(*names)], self.root, companions=joined, relation=relation)

    def contents(self) -> dict[str, bytes]:
        return contents_below(self.base)

    def replace_by_twin(self, name: str) -> None:
        """Another file of the same size and time under the same name."""
        status = os.stat(self.path(name))
        self.write(name + ".new", b"?" * status.st_size)
        os.utime(self.path(name + ".new"), ns=(status.st_atime_ns, status.st_mtime_ns))
        os.replace(self.path(name + ".new"), self.path(name))

    def rewrite_keeping_time(self, name: str, content: bytes) -> None:
        """Another content of the same length in the same file, with the old time."""
        status = os.stat(self.path(name))
        assert len(content) == status.st_size
        self.write(name, content)
        os.utime(self.path(name), ns=(status.st_atime_ns, status.st_mtime_ns))


def reasons(outcome: Outcome | Plan) -> dict[str, Reason]:
    left = outcome.left if isinstance(outcome, Outcome) else outcome.skipped
    return {os.path.basename(entry.path): entry.reason for entry in left}


def marked_in(saved: str) -> set[str]:
    """The names of the photos that are marked in a saved result of a tree."""
    return {os.path.relpath(name, os.path.dirname(saved) + "/photos") for name in read_session(saved)[1]}
