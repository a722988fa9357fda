"""Which photos of each group are marked, and why: by a rule, by folder, by name, or all but the keeper.

Three things hold for all of them: a photo in a protected folder is never marked; every group keeps at least one photo
unless `allow_whole_groups` says otherwise; and only photos that are in a group are marked.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from lookalike.acting.criteria import Criterion, CriterionKind, Value, Values
from lookalike.decoding.metadata import Metadata
from lookalike.files.archives import archive_of
from lookalike.files.states import lying_in
from lookalike.job import CancelToken, Progress, Report, Stage, silent
from lookalike.result import ScanResult
from lookalike.types import Group


@dataclass(frozen=True, slots=True)
class MarkingRule:
    """Keep the best photo of each group, mark the others. The first criterion that tells two photos apart decides.

    Where none does, the suggested keeper is better than the others, and the earlier path than the later.
    """

    name: str
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """Why a photo is marked: the criterion by which it is worse than `kept`, and both values.

    `criterion` is None where no criterion told them apart, or where no rule was asked.
    """

    path: str
    kept: str
    criterion: Criterion | None = None
    value: Value = None
    kept_value: Value = None


@dataclass(frozen=True, slots=True)
class Marking:
    """The marked paths, why each of them, and which would have been marked had they not been spared.

    `protected` lie in protected folders, `last` would have left their group without a photo.
    """

    marked: frozenset[str] = frozenset()
    why: tuple[Why, ...] = ()
    protected: tuple[str, ...] = ()
    last: tuple[str, ...] = ()


RULES: tuple[MarkingRule, ...] = (
    MarkingRule("suggested", (Criterion(CriterionKind.SUGGESTED),)),
    MarkingRule(
        "best-quality",
        (
            Criterion(CriterionKind.RESOLUTION),
            Criterion(CriterionKind.UNPADDED),
            Criterion(CriterionKind.CLEAN),
            Criterion(CriterionKind.COLOUR),
            Criterion(CriterionKind.COMPRESSION),
            Criterion(CriterionKind.COMPANIONS),
            Criterion(CriterionKind.METADATA),
            Criterion(CriterionKind.FILE_SIZE),
        ),
    ),
    MarkingRule("oldest", (Criterion(CriterionKind.TAKEN), Criterion(CriterionKind.MODIFIED))),
    MarkingRule(
        "newest", (Criterion(CriterionKind.TAKEN, reverse=True), Criterion(CriterionKind.MODIFIED, reverse=True))
    ),
    MarkingRule("shortest-path", (Criterion(CriterionKind.PATH_DEPTH), Criterion(CriterionKind.NAME_LENGTH))),
)
"""The rules that come with the program."""


def mark(
    result: ScanResult,
    rule: MarkingRule,
    *,
    read: Callable[[str], Metadata] | None = None,
    report: Report = silent,
    cancel: CancelToken | None = None,
) -> Marking:
    """Mark all but the best photo of each group. `read` reads a photo's metadata where a criterion needs it.

    Progress counts groups. Raises CancelledError if stopped.
    """
    values = Values(result, read)
    is_protected = _protection(result)
    token = cancel or CancelToken()
    found = []
    for number, group in enumerate(result.groups):
        token.raise_if_stopped("stopped while marking; nothing was marked")
        report(Progress(Stage.ACT, number, len(result.groups)))
        best, *others = _ranked(result, group, rule, values)
        reasons = {result.photos[other].path: _why(result, other, best, rule, values) for other in others}
        found.append(_spare(result, group, reasons, is_protected, allow_whole_groups=False))
    return _joined(found)


def mark_folder(
    result: ScanResult,
    folder: str,
    marked: Collection[str] = frozenset(),
    *,
    recursive: bool = True,
    allow_whole_groups: bool = False,
) -> Marking:
    """Add all grouped photos in a folder to what is marked already."""

    within = lying_in((folder,))

    def chosen(index: int) -> bool:
        photo = result.photos[index]
        return photo.folder == folder or (recursive and within(photo.path))

    return _mark_if(result, chosen, marked, allow_whole_groups)


def mark_matching(
    result: ScanResult, pattern: str, marked: Collection[str] = frozenset(), *, allow_whole_groups: bool = False
) -> Marking:
    """Add all grouped photos whose path matches a regular expression somewhere. ValueError if it is none."""
    try:
        expression = re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"'{pattern}' is no regular expression: {error}") from error
    return _mark_if(
        result, lambda index: expression.search(result.photos[index].path) is not None, marked, allow_whole_groups
    )


def mark_paths(result: ScanResult, paths: Iterable[str], *, allow_whole_groups: bool = False) -> Marking:
    """Mark what a person chose, in a window or a spreadsheet."""
    wanted = frozenset(paths)
    return _mark_if(result, lambda index: result.photos[index].path in wanted, (), allow_whole_groups)


def invert(result: ScanResult, marked: Collection[str], *, allow_whole_groups: bool = False) -> Marking:
    """In every group that has marks, mark the others instead."""
    going = frozenset(marked)
    touched = {
        index for group in result.groups for index in group.photos
        if any(result.photos[other].path in going for other in group.photos)
    }  # fmt: skip
    return _mark_if(
        result, lambda index: index in touched and result.photos[index].path not in going, (), allow_whole_groups
    )


def whole_groups(result: ScanResult, marked: Collection[str]) -> tuple[int, ...]:
    """The groups, by index, of which every photo is marked: what a person has to confirm."""
    going = frozenset(marked)
    return tuple(
        number
        for number, group in enumerate(result.groups)
        if all(result.photos[index].path in going for index in group.photos)
    )


def _mark_if(
    result: ScanResult, chosen: Callable[[int], bool], marked: Collection[str], allow_whole_groups: bool
) -> Marking:
    going = frozenset(marked)
    is_protected = _protection(result)
    found = []
    for group in result.groups:
        paths = [
            result.photos[index].path for index in group.photos if result.photos[index].path in going or chosen(index)
        ]
        staying = [result.photos[index].path for index in group.photos if result.photos[index].path not in paths]
        kept = staying[0] if staying else result.photos[group.keeper].path
        reasons = {path: Why(path, kept) for path in paths}
        found.append(_spare(result, group, reasons, is_protected, allow_whole_groups=allow_whole_groups))
    return _joined(found)


def _protection(result: ScanResult) -> Callable[[str], bool]:
    """Whether a photo must stay because of where it lies: in a protected folder, or in an archive."""
    inside = lying_in(result.options.protected)
    return lambda path: inside(path) or archive_of(path) is not None


def _spare(
    result: ScanResult,
    group: Group,
    reasons: dict[str, Why],
    is_protected: Callable[[str], bool],
    *,
    allow_whole_groups: bool,
) -> Marking:
    """Take out what must not be marked."""
    protected = [path for path in reasons if is_protected(path)]
    going = {path: why for path, why in reasons.items() if path not in protected}
    last: tuple[str, ...] = ()
    if len(going) == len(group.photos) and not allow_whole_groups:
        last = (result.photos[group.keeper].path,)
        del going[last[0]]
    return Marking(frozenset(going), tuple(going.values()), tuple(protected), last)


def _joined(markings: list[Marking]) -> Marking:
    return Marking(
        frozenset().union(*(marking.marked for marking in markings)),
        tuple(why for marking in markings for why in marking.why),
        tuple(path for marking in markings for path in marking.protected),
        tuple(path for marking in markings for path in marking.last),
    )


def _ranked(result: ScanResult, group: Group, rule: MarkingRule, values: Values) -> list[int]:
    """The photos of a group, the best first."""

    packed = {index: archive_of(result.photos[index].path) is not None for index in group.photos}

    def compare(first: int, second: int) -> int:
        if packed[first] != packed[second]:
            return 1 if packed[first] else -1  # A photo in an archive stays anyway, and vouches for no other.
        for criterion in rule.criteria:
            order = _order(criterion, values.value(criterion, first), values.value(criterion, second))
            if order:
                return order
        first_key, second_key = ((index != group.keeper, result.photos[index].path) for index in (first, second))
        return (first_key > second_key) - (first_key < second_key)

    return sorted(group.photos, key=functools.cmp_to_key(compare))


def _order(criterion: Criterion, first: Value, second: Value) -> int:
    """Negative if the first value is better, positive if the second is, 0 if they tell nothing."""
    if first == second:
        return 0
    if first is None or second is None:
        return 1 if first is None else -1
    smaller = first < second  # type: ignore[operator]
    return -1 if smaller is criterion.smaller_is_better else 1


def _why(result: ScanResult, other: int, best: int, rule: MarkingRule, values: Values) -> Why:
    path, kept = result.photos[other].path, result.photos[best].path
    for criterion in rule.criteria:
        value, kept_value = values.value(criterion, other), values.value(criterion, best)
        if _order(criterion, kept_value, value):
            return Why(path, kept, criterion, value, kept_value)
    return Why(path, kept)
