"""Why a group's keeper is suggested to stay, rather than another of its photos."""

from __future__ import annotations

from dataclasses import replace

from lookalike.matching.keeper import KeeperRanking
from lookalike.result import ScanResult
from lookalike.settings import KeeperCriterion
from lookalike.types import Group


def deciding_criteria(result: ScanResult, group: Group) -> dict[int, KeeperCriterion]:
    """For each photo but the keeper the criterion that the keeper won by; without those where only the path decided."""
    numbers = group.photos
    place = {number: place for place, number in enumerate(numbers)}
    matches = [
        replace(match, first=place[match.first], second=place[match.second])
        for match in result.matches
        if match.first in place and match.second in place
    ]
    photos = [result.photos[number] for number in numbers]
    fingerprints = [result.fingerprints[number] for number in numbers]
    ranking = KeeperRanking(photos, fingerprints, matches, result.options)
    reasons = {number: ranking.reasons(0, place[number]) for number in numbers[1:]}
    return {number: found[0].criterion for number, found in reasons.items() if found and found[0].favours_first}
