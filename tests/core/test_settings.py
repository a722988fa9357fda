import json

import pytest

from lookalike.settings import Preset, ScanOptions, Scope
from lookalike.types import HashKind, HashSpec


def test_options_survive_a_round_trip_through_json():
    options = ScanOptions(
        roots=("/a", "/b"),
        exclude=("*.gif",),
        preset=Preset.HASH,
        hash=HashSpec(HashKind.WHASH, 16),
        hash_distance=20,
        scope=Scope.ACROSS_FOLDERS,
        min_confidence=0.9,
    )
    assert ScanOptions.from_dict(json.loads(json.dumps(options.to_dict()))) == options


def test_options_of_a_newer_program_still_open():
    values = {**ScanOptions(roots=("/a",)).to_dict(), "invented_later": True}
    assert ScanOptions.from_dict(values) == ScanOptions(roots=("/a",))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"hash": HashSpec(HashKind.PHASH, 12)}, "hash size 12"),
        ({"hash_distance": 33}, "choose 0 to 32 bits"),
        ({"min_confidence": 98}, "min_confidence 98"),
        ({"max_pixels": 0}, "must be positive"),
    ],
)
def test_values_that_make_no_sense_are_refused_in_one_sentence(values, words):
    with pytest.raises(ValueError, match=words):
        ScanOptions(roots=("/a",), **values)


@pytest.mark.parametrize(
    "values",
    [{"hash_distance": 0}, {"hash_distance": 32}, {"min_confidence": 0.0}, {"min_orb": 1.0}, {"max_bytes": 1}],
)
def test_the_ends_of_each_range_make_sense(values):
    assert ScanOptions.from_dict(ScanOptions(roots=("/a",), **values).to_dict()) == ScanOptions(roots=("/a",), **values)
