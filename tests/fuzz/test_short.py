"""Good files with random damage: whatever it is, there is an answer or a sentence that says why not."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.formats import ENDINGS
from tests.fuzz.damage import Edit, damaged, edits
from tests.fuzz.targets import TARGETS

brief = settings(suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("work")


@pytest.fixture(scope="module")
def good(folder: Path) -> dict[str, list[bytes]]:
    return {name: target.seeds(folder) for name, target in TARGETS.items()}


@pytest.mark.parametrize("number", range(len(ENDINGS)), ids=ENDINGS)
@settings(brief, max_examples=25)
@given(changes=edits)
def test_a_damaged_photo(folder: Path, good: dict[str, list[bytes]], number: int, changes: list[Edit]) -> None:
    whole = good["decoder"][number]
    TARGETS["decoder"].try_out(folder, whole[:1] + damaged(whole[1:], changes))


@pytest.mark.parametrize("name", [name for name in TARGETS if name != "decoder"])
@settings(brief, max_examples=100)
@given(number=some.integers(0, 99), changes=edits)
def test_a_damaged_file_of_ours(
    folder: Path, good: dict[str, list[bytes]], name: str, number: int, changes: list[Edit]
) -> None:
    TARGETS[name].try_out(folder, damaged(good[name][number % len(good[name])], changes))


@pytest.mark.parametrize("name", TARGETS)
@settings(brief, max_examples=100)
@given(content=some.binary(max_size=200))
def test_any_bytes_at_all(folder: Path, good: dict[str, list[bytes]], name: str, content: bytes) -> None:
    TARGETS[name].try_out(folder, content)
