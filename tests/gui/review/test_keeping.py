"""Why a suggested keeper is preferred to the other photos of its group."""

from __future__ import annotations

from dataclasses import replace

from lookalike.settings import KeeperCriterion
from lookalike_gui.review.keeping import deciding_criteria
from tests.gui import made


def test_each_photo_that_lost_has_the_criterion_that_it_lost_by() -> None:
    names = ("keeper", "small", "captioned", "zz equal", "larger")
    result = made.result(
        [
            [made.photo("/other/a.jpg"), made.photo("/other/b.jpg")],
            [made.photo(f"/photos/{name}.jpg") for name in names],
        ]
    )
    keeper, small, captioned, equal, larger = result.groups[1].photos
    fingerprints = list(result.fingerprints)
    fingerprints[small], fingerprints[larger] = made.fingerprint(200, 150), made.fingerprint(800, 600)
    drawn = replace(made.match(keeper, captioned), evidence=replace(made.evidence(), drawn_over=0.1))
    matches = tuple(drawn if {match.first, match.second} == {keeper, captioned} else match for match in result.matches)
    found = deciding_criteria(replace(result, fingerprints=tuple(fingerprints), matches=matches), result.groups[1])
    assert found == {small: KeeperCriterion.RESOLUTION, captioned: KeeperCriterion.CLEAN}
    assert equal not in found  # the path alone decides
