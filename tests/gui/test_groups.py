"""The result as rows: headers and photos, sorted, filtered, collapsed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from lookalike.fingerprints.quality import LOW_SHARPNESS
from lookalike.result import ScanResult
from lookalike.types import Label, Relation
from lookalike_gui.decisions import Decisions
from lookalike_gui.models.folder_pairs import folder_pairs
from lookalike_gui.models.groups import Column, GroupModel
from lookalike_gui.models.overview import Arrangement, Order, Overview
from tests.gui import made


def show(result: ScanResult) -> GroupModel:
    model = GroupModel(Decisions())
    model.show(result, Overview.of(result))
    return model


def keepers(model: GroupModel) -> list[str]:
    return [model.paths(group)[0] for group in model.shown_groups]


@pytest.fixture
def model(qapp: object) -> GroupModel:
    return show(made.holiday())


def test_every_group_has_a_header_and_its_photos_below_it(model: GroupModel) -> None:
    assert [model.row(row).is_header for row in range(4)] == [True, False, False, False]
    assert model.rowCount() == 3 + 2 + 3 + 2


def test_what_frees_most_space_comes_first(model: GroupModel) -> None:
    assert keepers(model) == ["/photos/lake.jpg", "/photos/cat.jpg", "/backup/dog.jpg"]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (Order.SIMILARITY, "/photos/cat.jpg"),
        (Order.DATE, "/photos/lake.jpg"),
        (Order.FOLDER, "/backup/dog.jpg"),
        (Order.SIZE, "/photos/lake.jpg"),
    ],
)
def test_groups_can_be_ordered_otherwise(model: GroupModel, order: Order, first: str) -> None:
    model.arrange(Arrangement(order))
    assert keepers(model)[0] == first


def test_a_text_filters_by_name_and_folder_of_any_photo_of_a_group(model: GroupModel) -> None:
    model.arrange(Arrangement(text="LAKE 2"))
    assert keepers(model) == ["/photos/lake.jpg"]
    model.arrange(Arrangement(text="/backup"))
    assert len(keepers(model)) == 2


def test_a_text_finds_what_mobilenet_sees(qapp: object) -> None:
    result = made.holiday()
    seen = replace(made.fingerprint(), labels=(Label("n02123045", "tabby_cat", 0.8),))
    model = show(replace(result, fingerprints=(seen, *result.fingerprints[1:])))
    model.arrange(Arrangement(text="tabby cat"))
    assert keepers(model) == ["/photos/cat.jpg"]


def test_a_folder_does_not_take_its_namesake_along(model: GroupModel) -> None:
    model.arrange(Arrangement(folders=("/back",)))
    assert keepers(model) == []
    model.arrange(Arrangement(folders=("/backup",)))
    assert len(keepers(model)) == 2


def test_two_folders_leave_the_groups_that_have_photos_in_both(model: GroupModel) -> None:
    model.arrange(Arrangement(folders=("/photos", "/backup")))
    assert keepers(model) == ["/photos/lake.jpg", "/backup/dog.jpg"]


def test_the_overview_counts_duplicates_between_folders() -> None:
    pairs = folder_pairs(made.holiday())
    assert [(pair.kept, pair.other, pair.photos, pair.size) for pair in pairs] == [
        ("/photos", "/backup", 2, 9500),
        ("/photos", "/photos", 1, 2000),
        ("/backup", "/photos", 1, 100),
    ]


def test_groups_without_a_wanted_relation_are_hidden(model: GroupModel) -> None:
    model.arrange(Arrangement(relations=frozenset({Relation.CROPPED})))
    assert keepers(model) == []


def test_groups_without_a_wanted_format_are_hidden(qapp: object) -> None:
    result = made.result([[made.photo("/a.jpg"), made.photo("/b.jpg")], [made.photo("/c.heic"), made.photo("/d.png")]])
    first, _, _, fourth = result.fingerprints
    model = show(replace(result, fingerprints=(first, made.fingerprint(form="WEBP"), None, fourth)))
    assert model.overview.all_formats == ("HEIC", "JPEG", "WEBP"), "by content, and by name where none was read"
    for wanted, found in (({"WEBP"}, ["/a.jpg"]), ({"HEIC"}, ["/c.heic"]), ({"JPEG"}, ["/a.jpg", "/c.heic"])):
        model.arrange(Arrangement(formats=frozenset(wanted)))
        assert keepers(model) == found


def test_an_order_hides_nothing_and_every_wish_may(model: GroupModel) -> None:
    assert not Arrangement(Order.DATE).filters
    assert Arrangement(text="lake").filters and Arrangement(Order.DATE, marked=True).filters


def test_groups_with_marks_and_groups_to_decide_can_be_singled_out(model: GroupModel) -> None:
    model.decisions.keep(["/photos/cat.jpg"], ["/photos/cat.jpg", "/photos/cat copy.jpg"])
    model.arrange(Arrangement(marked=True))
    assert keepers(model) == ["/photos/cat.jpg"]
    model.arrange(Arrangement(undecided=True))
    assert keepers(model) == ["/photos/lake.jpg", "/backup/dog.jpg"]


@pytest.mark.parametrize(
    ("span", "found"),
    [((0, 89), ["/photos/lake.jpg"]), ((90, 98), ["/backup/dog.jpg"]), ((99, 100), ["/photos/cat.jpg"])],
)
def test_groups_of_some_similarity_can_be_singled_out(
    model: GroupModel, span: tuple[int, int], found: list[str]
) -> None:
    model.arrange(Arrangement(similarity=span))
    assert keepers(model) == found


def test_groups_with_a_blurred_photo_can_be_singled_out(qapp: object) -> None:
    result = made.holiday()
    soft = replace(made.fingerprint(), quality=replace(made.fingerprint().quality, sharpness=LOW_SHARPNESS - 1))
    model = show(replace(result, fingerprints=(*result.fingerprints[:1], soft, *result.fingerprints[2:])))
    model.arrange(Arrangement(blurred=True))
    assert keepers(model) == ["/photos/cat.jpg"]


def test_groups_can_be_singled_out_by_what_is_on_them(qapp: object) -> None:
    result = made.holiday()
    cat = replace(made.fingerprint(), labels=(Label("n02123045", "tabby_cat", 0.8), Label("n1", "sofa", 0.1)))
    model = show(replace(result, fingerprints=(cat, *result.fingerprints[1:])))
    assert model.overview.common_labels == ("tabby cat",)
    model.arrange(Arrangement(labels=frozenset({"tabby cat"})))
    assert keepers(model) == ["/photos/cat.jpg"]


def test_a_collapsed_group_is_its_header_alone(model: GroupModel) -> None:
    lake = model.shown_groups[0]
    model.toggle(lake)
    assert model.rowCount() == 3 + 2 + 2
    assert model.row_of("/backup/lake.jpg") == 0
    model.toggle(lake)
    assert model.photo(model.row(model.row_of("/backup/lake.jpg"))) is not None


def test_the_date_of_a_file_is_not_passed_off_as_the_day_a_photo_was_taken(qapp: object) -> None:
    result = made.result([[made.photo("/a.jpg", day=1), made.photo("/b.jpg", day=2)]])
    first, second = result.fingerprints
    assert first is not None
    dated = replace(first, quality=replace(first.quality, taken="2001-02-03T04:05:06"))
    model = show(replace(result, fingerprints=(dated, second)))
    assert "01" in model.index(1, Column.TAKEN).data()
    assert model.index(2, Column.TAKEN).data() == ""
    assert "70" in model.index(2, Column.MODIFIED).data()


def test_a_photo_is_found_by_its_path_and_strangers_are_not(model: GroupModel) -> None:
    row = model.row_of("/backup/lake 2.png")
    assert model.index(row, Column.NAME).data() == "lake 2.png"
    assert model.row_of("/nowhere.jpg") == -1


def test_the_next_undecided_group_comes_round_again_from_the_top(model: GroupModel) -> None:
    last = model.header_row(model.shown_groups[-1])
    assert model.paths(model.row(model.next_undecided(last)).group)[0] == "/photos/lake.jpg"
    for group in model.shown_groups:
        model.decisions.keep(model.paths(group), model.paths(group))
    assert model.next_undecided(last) == -1


def test_a_mark_is_seen_at_once(model: GroupModel) -> None:
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.decisions.mark(["/backup/lake.jpg"])
    assert told == [(0, model.rowCount() - 1)]


def test_the_columns_of_the_list_have_names(model: GroupModel) -> None:
    names = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert names == ["Name", "Similarity", "To the keeper", "Pixels", "Size", "Taken", "Modified", "Folder"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_the_tool_tip_of_a_photo_is_its_whole_path(model: GroupModel) -> None:
    tips = [model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in (0, 1)]
    assert tips == [None, "/photos/lake.jpg"]


def test_another_scan_collapses_nothing(model: GroupModel) -> None:
    model.collapse({0, 2})
    other = made.result([[made.photo("/a.jpg"), made.photo("/b.jpg")]])
    model.show(other, Overview.of(other))
    assert model.collapsed == frozenset() and model.rowCount() == 3


def test_a_header_says_what_could_be_freed(model: GroupModel) -> None:
    assert "3 photo" in model.index(0, 0).data()
    assert "9.5 kB" in model.index(0, 0).data()


def test_a_screen_reader_hears_keeper_marks_and_protection(qapp: object) -> None:
    result = made.result([[made.photo("/safe/a.jpg"), made.photo("/b.jpg")]], protected=["/safe"])
    model = show(result)
    model.decisions.mark(["/b.jpg"])
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in (1, 2)]
    assert "keeper" in spoken[0]
    assert "protected" in spoken[0]
    assert "97 %" in spoken[1]
    assert "marked" in spoken[1]


def test_a_name_that_is_no_text_is_shown_with_a_replacement(qapp: object) -> None:
    model = show(made.result([[made.photo("/a\udcff.jpg"), made.photo("/b.jpg")]]))
    assert model.index(1, Column.NAME).data() == "a\ufffd.jpg"
    assert model.row_of("/a\udcff.jpg") == 1


def test_the_model_keeps_qts_rules(model: GroupModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_a_large_library_has_a_row_for_every_photo(qapp: object) -> None:
    model = show(made.many(15_000))
    assert model.rowCount() == 65_000
    last = model.photo(model.row(64_999))
    assert last is not None
    assert model.row_of(last.path) == 64_999
