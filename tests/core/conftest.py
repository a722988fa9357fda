"""A folder of photos with a trash beside it, and a journal, for tests that act on files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lookalike.acting.journal import Journal
from tests.core.trees import Tree


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    return Tree.make(tmp_path, monkeypatch)


@pytest.fixture
def journal(own_folders: Path) -> Iterator[Journal]:
    with Journal() as journal:
        yield journal
