"""Folders for the tests of the engine: photos with a trash beside them, a journal, a library with its cache."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lookalike.acting.journal import Journal
from lookalike.exporting.resultfile import write_json
from tests.core.trees import Tree


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    return Tree.make(tmp_path, monkeypatch)


@pytest.fixture
def journal(own_folders: Path) -> Iterator[Journal]:
    with Journal() as journal:
        yield journal


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


@pytest.fixture
def saved(tree: Tree) -> str:
    """A saved result: one group of three photos of equal quality, the suggested keeper first."""
    path = str(tree.base / "result.json")
    write_json(tree.group("keep.jpg", "old/copy.jpg", "new/copy.jpg"), path)
    return path
