"""Photos with random damage: whatever it is, the answer is a picture or a Problem."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.formats import ENDINGS
from tests.fuzz.decoding import ask_everything, seeds

# Damage is more than single bits: lengths and offsets of a header are what parsers trust.
edits = some.lists(
    some.tuples(
        some.floats(0, 1, exclude_max=True),
        some.sampled_from(["replace", "insert", "cut", "repeat"]),
        some.one_of(some.binary(min_size=1, max_size=8), some.sampled_from([b"\xff" * 4, b"\0" * 4, b"\x7f\xff"])),
    ),
    min_size=1,
    max_size=6,
)


def damaged(data: bytes, changes: list[tuple[float, str, bytes]]) -> bytes:
    for place, change, piece in changes:
        at = int(place**3 * len(data))  # Headers are at the front.
        if change == "replace":
            data = data[:at] + piece + data[at + len(piece) :]
        elif change == "insert":
            data = data[:at] + piece + data[at:]
        elif change == "cut":
            data = data[:at] + data[at + 16 * len(piece) :]
        else:
            data = data[:at] + data[at : at + 64] * 2 + data[at + 64 :]
    return data


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return seeds(tmp_path_factory.mktemp("seeds"))


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=25, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(changes=edits)
def test_a_damaged_photo(
    tmp_path: Path, whole: dict[str, bytes], ending: str, changes: list[tuple[float, str, bytes]]
) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(damaged(whole[ending], changes))
    ask_everything(path)


@settings(max_examples=100, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(content=some.binary(max_size=200), ending=some.sampled_from(ENDINGS))
def test_any_bytes_at_all(tmp_path: Path, content: bytes, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(content)
    ask_everything(path)
