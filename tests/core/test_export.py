from __future__ import annotations

import csv
import dataclasses
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookalike.errors import LookalikeError
from lookalike.exporting.cells import escape_path, neutralise, restore, unescape_path
from lookalike.exporting.export import COLUMNS, RowRole, read_csv, write_csv
from lookalike.exporting.resultfile import Review, read_json, read_review, read_session, write_json, write_review
from lookalike.types import Problem, ProblemReason
from tests.core.results import result_of

NASTY_NAMES = [
    b"plain.jpg",
    b"two\nlines.jpg",
    b"carriage\rreturn.jpg",
    b'"quoted", and; separated\t.jpg',
    b"caf\xe9-not-utf8.jpg",
    "süß-写真.jpg".encode(),
    b"100%25.jpg",
    b" leading and trailing ",
    b"=cmd|' C calc'!A0.jpg",
    b"-1+1.jpg",
    b"@SUM(A1).jpg",
    b"'apostrophe.jpg",
    "\u2028separator\ufeff.jpg".encode(),
]


def make_photos(folder: Path, names: list[bytes]) -> list[str]:
    paths = []
    for number, name in enumerate(names):
        path = os.path.join(os.fsencode(folder), name)
        with open(path, "wb") as file:
            file.write(b"photo %d" % number)
        paths.append(os.fsdecode(path))
    return paths


def test_every_file_name_survives_the_round_trip_through_csv(tmp_path: Path) -> None:
    paths = make_photos(tmp_path, NASTY_NAMES)
    table = tmp_path / "groups.csv"
    write_csv(result_of([paths], tmp_path), str(table), marked={paths[1], paths[4]})
    rows = read_csv(str(table))
    assert [row.path for row in rows] == paths
    assert {row.path for row in rows if row.marked} == {paths[1], paths[4]}
    assert all(row.keeper == paths[0] and row.group == 1 for row in rows)
    assert [row.role for row in rows] == [RowRole.KEEPER] + [RowRole.MEMBER] * (len(paths) - 1)


@given(st.binary(min_size=1))
def test_any_bytes_in_a_name_come_back(name: bytes) -> None:
    path = os.fsdecode(name)
    text = escape_path(path)
    text.encode("utf-8")
    assert unescape_path(text) == path
    assert "\n" not in text and "\r" not in text


LONE_SURROGATES = "\ud800\udbff\udc00\udc7f\udc80\udce9\udcff\udd00\udfff"


@given(st.text(st.characters() | st.sampled_from("%uUdD8" + LONE_SURROGATES)))
def test_any_text_comes_back_also_with_lone_surrogates_of_windows(name: str) -> None:
    text = escape_path(name)
    text.encode("utf-8")
    assert unescape_path(text) == name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a%41", "a%2541"),
        (" a b ", "%20a b%20"),
        ("\u2028", "%E2%80%A8"),
        ("caf\udce9", "caf%E9"),
        ("\udc80\udcff", "%80%FF"),
        ("\udc7f\udd00", "%uDC7F%uDD00"),
        ("\ud800\udfff", "%uD800%uDFFF"),
    ],
)
def test_what_a_table_cannot_hold_is_written_as_documented(name: str, text: str) -> None:
    assert escape_path(name) == text
    assert unescape_path(text) == name


@given(st.text())
def test_no_cell_is_a_formula_and_every_cell_comes_back(text: str) -> None:
    cell = neutralise(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert restore(cell) == text


def test_the_columns_are_the_documented_ones_and_hold_scores_sizes_and_dates(tmp_path: Path) -> None:
    paths = make_photos(tmp_path, [b"a.jpg", b"b.jpg"])
    os.utime(paths[1], ns=(0, 1_000_000_000_123_456_789))
    table = tmp_path / "groups.csv"
    write_csv(result_of([paths], tmp_path), str(table), digests={paths[1]: "ab12"})
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8"))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["confidence"] == "" and rows[1]["confidence"] == "0.9700"
    assert (rows[1]["width"], rows[1]["height"], rows[1]["pixels"], rows[1]["bytes"]) == ("400", "300", "120000", "7")
    assert rows[1]["modified"] == "2001-09-09T01:46:40.123456Z"
    assert rows[1]["relation"] == "resized"
    assert rows[1]["digest"] == "ab12"


def test_every_file_that_could_not_be_read_is_listed_with_its_reason(tmp_path: Path) -> None:
    table = tmp_path / "groups.csv"
    problem = Problem("/photos/broken\udce9.jpg", "fingerprint", ProblemReason.DAMAGED, "=image file is truncated")
    write_csv(result_of([], tmp_path, problems=[problem]), str(table))
    (row,) = read_csv(str(table))
    assert (row.role, row.path, row.reason) == (RowRole.PROBLEM, problem.path, "damaged")
    assert "'=image file is truncated" in table.read_text("utf-8")


def test_a_byte_order_mark_is_written_on_request_and_read_back(tmp_path: Path) -> None:
    paths = make_photos(tmp_path, [b"a.jpg", b"b.jpg"])
    table = tmp_path / "groups.csv"
    write_csv(result_of([paths], tmp_path), str(table), bom=True)
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [row.path for row in read_csv(str(table))] == paths


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16")])
def test_a_table_that_a_spreadsheet_saved_its_own_way_is_read(tmp_path: Path, separator: str, encoding: str) -> None:
    table = tmp_path / "saved.csv"
    lines = [["Marked", "Notes", "Path"], ["TRUE", "blurred", "/photos/a.jpg"], ["", "", "/photos/b.jpg"]]
    table.write_text("\r\n".join(separator.join(line) for line in lines), encoding)
    assert [(row.path, row.marked) for row in read_csv(str(table))] == [
        ("/photos/a.jpg", True),
        ("/photos/b.jpg", False),
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("path\r\n/a.jpg\r\n", "'marked' is missing"),
        ("path,marked\r\n/a.jpg,perhaps\r\n", "line 2: 'marked' is 'perhaps'"),
        ("group,path,marked\r\nfirst,/a.jpg,yes\r\n", "line 2: 'first' is no group number"),
        (f"group,path,marked\r\n{'7' * 5000},/a.jpg,yes\r\n", "line 2: '7{40}' is no group number"),
        ('path,"marked"ed\r\n/a.jpg,yes\r\n', "line 0: ',' expected after '\"'"),
        (f"path,marked,{'x' * 200_000}\r\n", "line 0: field larger than field limit"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused_with_file_and_line(tmp_path: Path, text: str, complaint: str) -> None:
    table = tmp_path / "bad.csv"
    table.write_text(text)
    with pytest.raises(LookalikeError, match=complaint) as refusal:
        read_csv(str(table))
    assert str(table) in str(refusal.value)


def test_a_failed_export_leaves_the_old_file_whole(tmp_path: Path) -> None:
    folder = tmp_path / "target"
    folder.mkdir()
    with pytest.raises(OSError, match="directory"):
        write_csv(result_of([], tmp_path), str(folder))
    assert sorted(tmp_path.iterdir()) == [folder]


def test_an_export_over_a_link_writes_the_file_behind_it_and_keeps_its_permissions(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    real.chmod(0o600)
    link.symlink_to(real)
    write_csv(result_of([], tmp_path), str(link))
    assert link.is_symlink() and real.read_text().startswith("group,path")
    assert real.stat().st_mode & 0o777 == 0o600


def test_a_result_opens_again_as_it_was_saved(tmp_path: Path) -> None:
    paths = make_photos(tmp_path, NASTY_NAMES)
    problem = Problem(paths[-1], "fingerprint", ProblemReason.DAMAGED, "truncated")
    result = result_of([paths[:4], paths[4:7]], tmp_path, problems=[problem], protected=[tmp_path / "safe"])
    saved = tmp_path / "session.json"
    write_json(result, str(saved), marked={paths[1], paths[4]})
    assert read_json(str(saved)) == result
    assert read_session(str(saved)) == (result, {paths[1], paths[4]})


def test_a_result_is_written_while_its_photos_are_looked_up(tmp_path: Path) -> None:
    photos, target = tmp_path / "photos", tmp_path / "saved"
    photos.mkdir()
    target.mkdir()
    few = result_of([make_photos(photos, [b"a.jpg", b"b.jpg"])], photos)
    written: list[int] = []

    class Looked(tuple[None, ...]):
        def __getitem__(self, index: object) -> None:  # type: ignore[override]
            written.append(sum(entry.stat().st_size for entry in os.scandir(target)))

    many = dataclasses.replace(few, photos=few.photos * 1000, fingerprints=Looked((None,) * 2000), groups=())
    write_json(many, str(target / "result.json"))
    assert len(written) == 2000
    assert len(set(written)) > 2, "it grew on the disk meanwhile"
    assert len(read_json(str(target / "result.json")).photos) == 2000


def test_a_review_opens_again_with_all_that_was_decided(tmp_path: Path) -> None:
    paths = make_photos(tmp_path, NASTY_NAMES)
    result = result_of([paths[:4], paths[4:7]], tmp_path)
    third = dataclasses.replace(result.matches[0], through=2)
    result = dataclasses.replace(result, matches=(third, *result.matches[1:]))
    review = Review(frozenset({paths[1]}), frozenset(paths[:4]), frozenset({frozenset(paths[4:7])}))
    saved = tmp_path / "session.json"
    write_review(result, review, str(saved))
    assert read_review(str(saved)) == (result, review)


def test_groups_that_an_earlier_version_wrote_down_as_no_match_are_still_none(tmp_path: Path) -> None:
    paths = make_photos(tmp_path, [b"cat.jpg", b"dog.jpg"])
    result = result_of([paths], tmp_path)
    review = Review(rejected=frozenset({frozenset(paths)}))
    saved = tmp_path / "session.json"
    write_review(result, review, str(saved))
    saved.write_text(saved.read_text().replace('"rejected"', '"refused"'))
    assert read_review(str(saved)) == (result, review)


def test_a_match_of_photos_that_are_not_in_the_file_is_refused(tmp_path: Path) -> None:
    saved = tmp_path / "session.json"
    write_json(result_of([make_photos(tmp_path, [b"a.jpg", b"b.jpg"])], tmp_path), str(saved))
    saved.write_text(saved.read_text().replace('"second":1', '"second":7'))
    with pytest.raises(LookalikeError, match="damaged"):
        read_json(str(saved))


def test_scripts_find_the_groups_as_lists_of_paths(tmp_path: Path) -> None:
    import json

    paths = make_photos(tmp_path, [b"a.jpg", b"b.jpg", b"c.jpg"])
    saved = tmp_path / "session.json"
    write_json(result_of([paths], tmp_path), str(saved))
    assert json.loads(saved.read_text())["groups"] == [paths]


@pytest.mark.parametrize(
    ("saved", "changed"),
    [
        ('"size":7', '"size":"1"'),
        ('"size":7', '"size":1e999'),
        ('"size":7', '"size":true'),
        ('"second":1', '"second":-1'),
        ('"second":1', '"second":0'),
        ('"through":null', '"through":2'),
        ('"match_count":1', '"match_count":-1'),
        ('"group_matches":[[0]]', '"group_matches":[[-1]]'),
        ('"plain":[]', '"plain":[2]'),
        ('"notices":[]', '"notices":["rain"]'),
        ('"provisional":false', '"provisional":0'),
        ('"marked":[]', '"marked":"a.jpg"'),
        ('"companions":[]', '"companions":["/etc/passwd"]'),
        ('"links":[]', '"links":["\\u0000"]'),
        ('"phash":"0000000000000002"', '"phash":"-2"'),
        ('"phash":"0000000000000002"', '"phash":"10000000000000002"'),
        ('"orientations":"', '"orientations":"00'),
        ('"inner_orientations":"', '"inner_orientations":"00'),
        ('"recursive":true', '"recursive":null'),
        ('"confidence":0.97', '"confidence":NaN'),
    ],
)
def test_a_result_with_values_that_would_break_the_program_later_is_refused(
    tmp_path: Path, saved: str, changed: str
) -> None:
    file = tmp_path / "session.json"
    write_json(result_of([make_photos(tmp_path, [b"a.jpg", b"b.jpg"])], tmp_path), str(file))
    text = file.read_text()
    assert saved in text
    file.write_text(text.replace(saved, changed))
    with pytest.raises(LookalikeError, match="damaged"):
        read_session(str(file))


@pytest.mark.parametrize(
    "content", ["[" * 100_000, "", "[]", '{"format": "lookalike result", "version": 1}', '{"format": "other"}']
)
def test_a_file_that_is_no_result_is_refused_by_name(tmp_path: Path, content: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(content)
    with pytest.raises(LookalikeError, match=r"other\.json"):
        read_json(str(file))
