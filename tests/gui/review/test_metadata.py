from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from lookalike.decoding.decode import Header
from lookalike.decoding.metadata import Metadata
from lookalike.types import Fingerprint, Photo, Quality
from lookalike_gui.review.metadata_rows import Facts, Verdict, rows
from lookalike_gui.review.metadata_table import MetadataTable
from lookalike_gui.review.values import Subject


def facts(index: int, name: str, metadata: Metadata | None = None, **quality: object) -> Facts:
    base = Quality(4000, 3000, "JPEG", 200.0, 95, None, 20)
    fingerprint = Fingerprint(0, 0, 0, 0, b"", replace(base, **quality), 40.0)  # type: ignore[arg-type]
    photo = Photo(f"/photos/{name}", 2_500_000, 1_700_000_000_000_000_000, 0, index)
    header = None if metadata is None else Header(base.width, base.height, base.format, metadata)
    return Facts(Subject(index, photo, fingerprint), header)


@pytest.fixture
def pair() -> list[Facts]:
    full = Metadata(
        taken="2024-05-01T10:00:00",
        camera="X100",
        exposure=1 / 250,
        aperture=2.8,
        iso=200,
        latitude=48.2,
        longitude=16.4,
        rating=4,
        keywords=("lake", "summer"),
    )
    return [
        facts(0, "a.jpg", full),
        facts(1, "b.jpg", Metadata(camera="X100"), width=2000, height=1500, compression=70, metadata_fields=2),
    ]


def by_name(found: list[Facts]) -> dict[str, tuple[tuple[str, Verdict], ...]]:
    return {row.name: tuple((cell.text, cell.verdict) for cell in row.cells) for row in rows(found)}


def test_differences_come_first(pair: list[Facts]) -> None:
    differs = [row.differs for row in rows(pair)]
    assert differs == sorted(differs, reverse=True)
    assert {"Camera", "Format", "Sharpness"} <= {row.name for row in rows(pair) if not row.differs}


def test_the_worse_value_is_known(pair: list[Facts]) -> None:
    table = by_name(pair)
    assert table["Pixels"] == (("4000 × 3000", Verdict.BETTER), ("2000 × 1500", Verdict.WORSE))
    assert [verdict for _, verdict in table["JPEG quality"]] == [Verdict.BETTER, Verdict.WORSE]
    assert table["Sharpness"][0][1] is Verdict.EQUAL


def test_missing_is_worse_than_there(pair: list[Facts]) -> None:
    table = by_name(pair)
    assert table["Place"] == (("48.20000, 16.40000", Verdict.BETTER), ("–", Verdict.WORSE))
    assert table["Keywords"][0] == ("lake, summer", Verdict.BETTER)


def test_exposure_reads_as_photographers_write_it(pair: list[Facts]) -> None:
    assert by_name(pair)["Exposure"][0][0] == "1/250 s  f/2.8  ISO 200"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Metadata(exposure=2.5, focal_length=49.7), "2.5 s  50 mm"),
        (Metadata(aperture=11.0, iso=12800), "f/11.0  ISO 12800"),
    ],
)
def test_of_an_exposure_is_said_what_is_known(told: Metadata, said: str) -> None:
    assert by_name([facts(0, "a.jpg", told), facts(1, "b.jpg", Metadata())])["Exposure"][0][0] == said


def test_stars_are_counted_and_a_rejected_photo_has_none(pair: list[Facts]) -> None:
    rejected = facts(2, "c.jpg", Metadata(rating=-1))
    assert [text for text, _ in by_name([*pair, rejected])["Rating"]] == ["★★★★", "–", "-1"]


def test_what_travels_with_a_photo_is_named(pair: list[Facts]) -> None:
    subject = pair[0].subject
    photo = replace(subject.photo, companions=("/photos/a.cr2", "/photos/a.xmp"))
    found = by_name([replace(pair[0], subject=replace(subject, photo=photo)), pair[1]])
    assert [text for text, _ in found["Travels with"]] == ["a.cr2, a.xmp", "–"]


def test_what_no_photo_has_takes_no_row(pair: list[Facts]) -> None:
    assert "Lens" not in by_name(pair)


def test_of_three_only_the_best_is_better(pair: list[Facts]) -> None:
    three = [*pair, facts(2, "c.jpg", width=1000, height=750)]
    verdicts = [verdict for _, verdict in by_name(three)["Pixels"]]
    assert verdicts == [Verdict.BETTER, Verdict.WORSE, Verdict.WORSE]


def test_unread_metadata_is_neither_better_nor_worse(pair: list[Facts]) -> None:
    unread = [pair[0], replace(pair[1], header=None)]
    assert by_name(unread)["Place"][1] == ("–", Verdict.EQUAL)


def test_a_photo_that_was_never_scanned_shows_what_its_header_says(pair: list[Facts]) -> None:
    stranger = Facts(replace(pair[1].subject, fingerprint=None), Header(800, 600, "PNG", Metadata(fields=3)))
    table = by_name([pair[0], stranger])
    assert table["Pixels"][1] == ("800 × 600", Verdict.WORSE)
    assert table["Format"][1][0] == "PNG"
    assert table["Sharpness"][1] == ("–", Verdict.EQUAL)


def test_the_table_marks_by_sign_and_by_colour(qtbot: QtBot, pair: list[Facts]) -> None:
    table = MetadataTable()
    qtbot.addWidget(table)
    table.show_facts(pair)
    better, worse = table.facts.index(0, 1), table.facts.index(0, 2)
    assert better.data() == "▲ 4000 × 3000"
    assert worse.data() == "▼ 2000 × 1500"
    role = Qt.ItemDataRole.ForegroundRole
    assert better.data(role) != worse.data(role)
    assert worse.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "worse"


def test_the_table_can_be_copied_whole_and_in_part(qtbot: QtBot, pair: list[Facts]) -> None:
    table = MetadataTable()
    qtbot.addWidget(table)
    table.show_facts(pair)
    table.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "\ta.jpg\tb.jpg"
    assert "Pixels\t4000 × 3000\t2000 × 1500" in lines
    table.selectionModel().select(table.facts.index(0, 2), table.selectionModel().SelectionFlag.Select)
    table.copy()
    assert QGuiApplication.clipboard().text() == "2000 × 1500"


def test_words_that_are_too_long_for_a_column_get_a_second_line(qtbot: QtBot, pair: list[Facts]) -> None:
    table = MetadataTable()
    qtbot.addWidget(table)
    table.show_facts(pair)
    names = [row.name for row in table.facts.found]
    table.resize(2000, 100)
    table.show()
    qtbot.waitExposed(table)
    assert len({table.rowHeight(row) for row in range(len(names))}) == 1
    table.resize(260, 100)
    assert table.rowHeight(names.index("Modified")) > table.rowHeight(names.index("Folder"))
    assert table.height() > sum(table.rowHeight(row) for row in range(len(names)))


def test_a_name_of_any_bytes_can_be_shown(qtbot: QtBot) -> None:
    table = MetadataTable()
    qtbot.addWidget(table)
    table.show_facts([facts(0, "bad\udcff.jpg"), facts(1, "good.jpg")])
    name = next(row for row in range(table.facts.rowCount()) if table.facts.index(row, 0).data() == "Name")
    table.facts.index(name, 1).data().encode("utf-8")
    assert Path(table.facts.index(name, 2).data()).suffix == ".jpg"


def test_where_there_is_no_room_for_four_the_two_that_are_looked_at_are_compared(
    qtbot: QtBot, pair: list[Facts]
) -> None:
    def letters() -> str:
        titles = [table.facts.headerData(at, Qt.Orientation.Horizontal) for at in range(1, table.facts.columnCount())]
        return "".join(titles)

    table = MetadataTable()
    qtbot.addWidget(table)
    table.show_facts([*pair, facts(2, "c.jpg", width=1000, height=750), facts(3, "d.jpg", width=500)])
    table.resize(table.comfortable_width, 100)
    table.show()
    qtbot.waitExposed(table)
    assert letters() == "ABCD"
    table.show_pair(2, 1)
    table.resize(300, 100)
    assert letters() == "BC"
    assert table.facts.index(0, 1).data().startswith("▲")  # worse than A, and better than C
    table.show_pair(3, 2)
    assert letters() == "CD"
    table.resize(2000, 100)
    assert letters() == "ABCD"
