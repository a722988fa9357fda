from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lookalike.acting import marking
from lookalike.acting.criteria import Criterion, CriterionKind
from lookalike.acting.marking import RULES, MarkingRule, mark
from lookalike.acting.rules import delete_rule, find_rule, load_rules, save_rule
from lookalike.decoding.metadata import Metadata
from lookalike.errors import LookalikeError
from lookalike.result import ScanResult
from lookalike.session import Session
from lookalike.settings import EngineChoice, ScanOptions
from lookalike.types import Quality
from tests.core.results import quality_of, result_of
from tests.core.test_rescue import save_photo
from tests.photos import framed, photo, resized, save


def scan(tmp_path: Path, qualities: dict[str, Quality], *, protected: tuple[str, ...] = ()) -> ScanResult:
    """One group of the named photos, the first of them the suggested keeper."""
    paths = {}
    for name, quality in qualities.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * 10)
        os.utime(path, (1_000_000, 1_000_000))
        paths[str(path)] = quality
    folders = [tmp_path / folder for folder in protected]
    return result_of([list(paths)], tmp_path, qualities=paths, protected=folders)


def names(tmp_path: Path, paths: frozenset[str] | tuple[str, ...]) -> list[str]:
    return sorted(os.path.relpath(path, tmp_path) for path in paths)


def kept_by(tmp_path: Path, qualities: dict[str, Quality], *criteria: Criterion) -> str:
    result = scan(tmp_path, qualities)
    (kept,) = {photo.path for photo in result.photos} - mark(result, MarkingRule("test", criteria)).marked
    return os.path.relpath(kept, tmp_path)


@pytest.mark.parametrize(
    ("kind", "better"),
    [
        (CriterionKind.RESOLUTION, {"width": 800}),
        (CriterionKind.SHARPNESS, {"sharpness": 300.0}),
        (CriterionKind.COMPRESSION, {"compression": 99}),
        (CriterionKind.METADATA, {"metadata_fields": 12}),
        (CriterionKind.TAKEN, {"taken": "1999-12-31T23:59:59"}),
    ],
)
def test_the_photo_with_the_better_quality_is_kept(
    tmp_path: Path, kind: CriterionKind, better: dict[str, object]
) -> None:
    worse = quality_of(compression=50, taken="2020-01-01T00:00:00")
    best = quality_of(**({"compression": 50, "taken": "2020-01-01T00:00:00"} | better))
    assert kept_by(tmp_path, {"a.jpg": worse, "b.jpg": best}, Criterion(kind)) == "b.jpg"
    assert kept_by(tmp_path, {"a.jpg": worse, "b.jpg": best}, Criterion(kind, reverse=True)) == "a.jpg"


def test_orders_patterns_and_paths_decide_as_a_person_would_say_it(tmp_path: Path) -> None:
    png, jpeg = quality_of(format="PNG"), quality_of(format="JPEG")
    by_format = Criterion(CriterionKind.FORMAT_ORDER, values=("tiff", "png", "jpeg"))
    assert kept_by(tmp_path, {"a.jpg": jpeg, "b.png": png}, by_format) == "b.png"
    by_pattern = Criterion(CriterionKind.NAME_PATTERN, values=(r"^img_\d+\.",))
    assert kept_by(tmp_path, {"copy of img_1.jpg": jpeg, "IMG_1.jpg": jpeg}, by_pattern) == "IMG_1.jpg"
    by_folder = Criterion(CriterionKind.FOLDER_ORDER, values=(str(tmp_path / "best"), str(tmp_path / "good")))
    assert kept_by(tmp_path, {"x/a.jpg": jpeg, "good/b.jpg": jpeg}, by_folder) == "good/b.jpg"
    assert kept_by(tmp_path, {"x/y/a.jpg": jpeg, "z/b.jpg": jpeg}, Criterion(CriterionKind.PATH_DEPTH)) == "z/b.jpg"
    assert kept_by(tmp_path, {"long.jpg": jpeg, "b.jpg": jpeg}, Criterion(CriterionKind.NAME_LENGTH)) == "b.jpg"


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("suggested", "2020/suggested.jpg"),
        ("best-quality", "2020/large.jpg"),
        ("oldest", "2020/oldest.jpg"),
        ("newest", "2020/newest.jpg"),
        ("shortest-path", "short.jpg"),
    ],
)
def test_each_rule_that_comes_with_the_program_keeps_what_its_name_says(tmp_path: Path, rule: str, kept: str) -> None:
    qualities = {
        "2020/suggested.jpg": quality_of(taken="2020-01-01T00:00:00"),
        "2020/large.jpg": quality_of(width=900, taken="2020-01-01T00:00:00"),
        "2020/oldest.jpg": quality_of(taken="2019-01-01T00:00:00"),
        "2020/newest.jpg": quality_of(taken="2021-01-01T00:00:00"),
        "short.jpg": quality_of(taken="2020-01-01T00:00:00"),
    }
    found = mark(scan(tmp_path, qualities), find_rule(rule))
    assert names(tmp_path, found.marked) == sorted(qualities.keys() - {kept})


@pytest.mark.parametrize(("rule", "kept"), [("oldest", "old.jpg"), ("newest", "new.jpg")])
def test_where_no_date_of_taking_is_known_the_files_date_decides(tmp_path: Path, rule: str, kept: str) -> None:
    result = scan(tmp_path, {"middle.jpg": quality_of(), "old.jpg": quality_of(), "new.jpg": quality_of()})
    days = {"old.jpg": 1, "middle.jpg": 2, "new.jpg": 3}
    photos = (replace(photo, mtime_ns=days[os.path.basename(photo.path)]) for photo in result.photos)
    found = mark(replace(result, photos=tuple(photos)), find_rule(rule))
    assert names(tmp_path, found.marked) == sorted(days.keys() - {kept})


def enlarged(image: Image.Image) -> Image.Image:
    return image.resize((2 * image.width, 2 * image.height), Image.Resampling.BICUBIC)


@pytest.mark.parametrize("worse", [framed, enlarged])
def test_the_best_quality_is_not_a_copy_with_more_pixels_that_show_nothing(
    tmp_path: Path, worse: Callable[[Image.Image], Image.Image]
) -> None:
    original = resized(photo("chelsea"), 0.6)
    save(original, tmp_path / "photos/b original.jpg")
    save(worse(original), tmp_path / "photos/a copy.jpg")
    with Session(str(tmp_path / "cache")) as session:
        result = session.scan(ScanOptions(roots=(str(tmp_path / "photos"),), engine=EngineChoice.NONE))
    rule = next(rule for rule in RULES if rule.name == "best-quality")
    assert names(tmp_path / "photos", mark(result, rule).marked) == ["a copy.jpg"]


def test_the_place_and_the_rating_are_read_from_the_photos_and_a_broken_one_has_none(tmp_path: Path) -> None:
    save_photo(str(tmp_path / "a.jpg"), rating=5)
    save_photo(str(tmp_path / "b.jpg"), rating=3, gps=(47.0, 8.0))
    save_photo(str(tmp_path / "c.jpg"), rating=4, gps=(47.0, 8.0))
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff")
    result = result_of([[tmp_path / name for name in ("broken.jpg", "a.jpg", "b.jpg", "c.jpg")]], tmp_path)
    for kinds, kept in (((CriterionKind.GPS, CriterionKind.RATING), "c.jpg"), ((CriterionKind.RATING,), "a.jpg")):
        found = mark(result, MarkingRule("test", tuple(map(Criterion, kinds))))
        assert names(tmp_path, found.marked) == sorted({"broken.jpg", "a.jpg", "b.jpg", "c.jpg"} - {kept})


def test_the_next_criterion_breaks_a_tie_and_the_reason_is_told_with_both_values(tmp_path: Path) -> None:
    qualities = {
        "a.jpg": quality_of(sharpness=10.0),
        "b.jpg": quality_of(sharpness=90.0),
        "c.jpg": quality_of(width=200, sharpness=999.0),
    }
    rule = MarkingRule("test", (Criterion(CriterionKind.RESOLUTION), Criterion(CriterionKind.SHARPNESS)))
    found = mark(scan(tmp_path, qualities), rule)
    reasons = {os.path.basename(why.path): why for why in found.why}
    assert names(tmp_path, found.marked) == ["a.jpg", "c.jpg"]
    assert reasons["a.jpg"].criterion == rule.criteria[1]
    assert (reasons["a.jpg"].value, reasons["a.jpg"].kept_value) == (10.0, 90.0)
    assert reasons["c.jpg"].criterion == rule.criteria[0]
    assert (reasons["c.jpg"].value, reasons["c.jpg"].kept_value) == (60_000, 120_000)
    assert all(why.kept.endswith("b.jpg") for why in found.why)


def test_where_nothing_tells_photos_apart_the_suggested_keeper_stays(tmp_path: Path) -> None:
    result = scan(tmp_path, {"z.jpg": quality_of(), "a.jpg": quality_of()})
    found = mark(result, MarkingRule("test", (Criterion(CriterionKind.RESOLUTION),)))
    assert names(tmp_path, found.marked) == ["a.jpg"] and found.why[0].criterion is None
    assert mark(result, MarkingRule("test")).marked == found.marked


def test_a_photo_of_unknown_date_is_worse_than_any_known_one(tmp_path: Path) -> None:
    dated, undated = quality_of(taken="2020-01-01T00:00:00"), quality_of()
    for reverse in (False, True):
        criterion = Criterion(CriterionKind.TAKEN, reverse)
        assert kept_by(tmp_path, {"a.jpg": undated, "b.jpg": dated}, criterion) == "b.jpg"


def test_a_protected_photo_is_never_marked_and_can_be_what_the_others_are_marked_for(tmp_path: Path) -> None:
    qualities = {"a.jpg": quality_of(width=900), "safe/b.jpg": quality_of(), "c.jpg": quality_of()}
    result = scan(tmp_path, qualities, protected=("safe",))
    found = mark(result, MarkingRule("test", (Criterion(CriterionKind.RESOLUTION),)))
    assert names(tmp_path, found.marked) == ["c.jpg"]
    assert names(tmp_path, found.protected) == ["safe/b.jpg"]
    first = mark(result, MarkingRule("test", (Criterion(CriterionKind.PROTECTED),)))
    assert names(tmp_path, first.marked) == ["a.jpg", "c.jpg"]


def test_all_from_a_folder_are_marked_but_each_group_keeps_one(tmp_path: Path) -> None:
    qualities = {"old/a.jpg": quality_of(), "old/sub/b.jpg": quality_of(), "new/c.jpg": quality_of()}
    result = scan(tmp_path, qualities)
    old = str(tmp_path / "old")
    assert names(tmp_path, marking.mark_folder(result, old).marked) == ["old/a.jpg", "old/sub/b.jpg"]
    only = marking.mark_folder(result, old, recursive=False)
    assert names(tmp_path, only.marked) == ["old/a.jpg"]
    assert [(why.path, why.kept) for why in only.why] == [(f"{old}/a.jpg", f"{old}/sub/b.jpg")]
    everything = marking.mark_folder(result, str(tmp_path))
    assert names(tmp_path, everything.marked) == ["new/c.jpg", "old/sub/b.jpg"]
    assert names(tmp_path, everything.last) == ["old/a.jpg"]
    assert marking.whole_groups(result, everything.marked) == ()
    allowed = marking.mark_folder(result, str(tmp_path), allow_whole_groups=True)
    assert len(allowed.marked) == 3 and marking.whole_groups(result, allowed.marked) == (0,)


def test_marks_by_a_regular_expression_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    result = scan(tmp_path, {"a.jpg": quality_of(), "a (1).jpg": quality_of(), "a (2).jpg": quality_of()})
    assert names(tmp_path, marking.mark_matching(result, r"\(\d\)\.jpg$").marked) == ["a (1).jpg", "a (2).jpg"]
    with pytest.raises(ValueError, match="is no regular expression"):
        marking.mark_matching(result, "(")
    with pytest.raises(ValueError, match="is no regular expression"):
        Criterion(CriterionKind.NAME_PATTERN, values=("[",))


def test_inverting_swaps_within_the_groups_that_have_marks(tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d"):
        (tmp_path / name).write_bytes(b"x")
    result = result_of([[tmp_path / "a", tmp_path / "b"], [tmp_path / "c", tmp_path / "d"]], tmp_path)
    found = marking.invert(result, {str(tmp_path / "b")})
    assert names(tmp_path, found.marked) == ["a"]


def test_rules_are_saved_by_name_and_loaded_again(own_folders: Path) -> None:
    rule = MarkingRule("my own", (Criterion(CriterionKind.FOLDER_ORDER, True, ("/a\udce9", "/b")),))
    save_rule(rule)
    save_rule(MarkingRule("other"))
    assert find_rule("my own") == rule
    save_rule(MarkingRule("my own"))
    assert find_rule("my own") == MarkingRule("my own")
    delete_rule("other")
    assert [rule.name for rule in load_rules()][-1] == "my own"
    with pytest.raises(LookalikeError, match="no marking rule 'other'"):
        find_rule("other")


def test_a_damaged_rule_file_is_named_and_never_overwritten(own_folders: Path) -> None:
    file = own_folders / "config" / "marking-rules.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text("[{]")
    with pytest.raises(LookalikeError, match=r"marking-rules\.json"):
        save_rule(MarkingRule("mine"))
    assert file.read_text() == "[{]"


@given(
    st.lists(st.sampled_from([kind for kind in CriterionKind if not kind.value.endswith(("order", "pattern"))])),
    st.lists(st.tuples(st.integers(1, 3), st.none() | st.integers(1, 3)), min_size=2, max_size=6),
    st.data(),
)
def test_whatever_the_rule_every_group_keeps_exactly_one(
    tmp_path_factory: pytest.TempPathFactory,
    kinds: list[CriterionKind],
    sizes: list[tuple[int, int | None]],
    data: st.DataObject,
) -> None:
    folder = tmp_path_factory.getbasetemp()
    qualities = {
        f"{number}.jpg": quality_of(width=width, compression=compression)
        for number, (width, compression) in enumerate(sizes)
    }
    rule = MarkingRule("any", tuple(Criterion(kind, data.draw(st.booleans())) for kind in kinds))
    result = scan(folder, qualities)
    assert len(mark(result, rule, read=lambda _: Metadata()).marked) == len(sizes) - 1
