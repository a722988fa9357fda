"""What the bundled program takes for folders, and what for verbs."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

from lookalike.cli import build_parser

ENTRY = Path(__file__).parents[2] / "packaging/entry.py"


@pytest.fixture(scope="module")
def entry() -> ModuleType:
    found = importlib.util.spec_from_file_location("entry", ENTRY)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_nothing_folders_and_addresses_open_the_window(
    entry: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "photos").mkdir()
    monkeypatch.chdir(tmp_path)
    for arguments in ([], ["photos"], [str(tmp_path)], ["file:///nowhere"], ["mtp://Phone/DCIM"]):
        assert entry.is_for_window(arguments), arguments


def test_verbs_and_options_do_not_even_where_a_folder_has_their_name(
    entry: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scan").mkdir()
    monkeypatch.chdir(tmp_path)
    for arguments in (["scan", "photos"], ["--version"], ["nonsense"], [""]):
        assert not entry.is_for_window(arguments), arguments


def test_every_verb_is_known(entry: ModuleType) -> None:
    verbs = next(action.choices for action in build_parser()._actions if isinstance(action.choices, dict))
    assert all(not entry.is_for_window([verb]) for verb in verbs)


def test_other_programs_get_their_own_libraries(entry: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/theirs")
    entry.restore_library_path()
    assert os.environ["LD_LIBRARY_PATH"] == "/theirs"
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    entry.restore_library_path()
    assert "LD_LIBRARY_PATH" not in os.environ
