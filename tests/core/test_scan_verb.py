"""`lookalike scan` and its sisters, as typed."""

import csv
import json
import signal
from contextlib import contextmanager

import pytest

from lookalike.cli import main
from lookalike.commands import common
from lookalike.job import Stage
from tests.photos import EASY_EDITS, make_photos, photo, save


@pytest.fixture
def truth(tmp_path):
    return make_photos(tmp_path / "photos", edits=EASY_EDITS)


def scan(folder, *options):
    return main(["scan", str(folder), "--engine", "none", *options])


def test_the_summary_counts_photos_groups_and_the_space_to_gain(truth, capsys):
    assert scan(truth.folder) == 0
    words = capsys.readouterr().out
    assert words.startswith("21 photos, 3 groups with 15 photos, ")
    assert "kB recoverable" in words


def test_the_csv_file_has_a_row_for_each_photo_of_a_group(truth, tmp_path):
    scan(truth.folder, "--quiet", "--csv", str(tmp_path / "groups.csv"))
    with open(tmp_path / "groups.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    groups = {}
    for row in rows:
        groups.setdefault(row["group"], set()).add(row["path"])
    assert {frozenset(group) for group in groups.values()} == truth.as_sets
    assert [row["role"] for row in rows].count("keeper") == 3


def test_groups_are_printed_where_they_are_asked_for_and_a_hint_says_how_where_not(truth, capsys):
    scan(truth.folder)
    assert "`--list` names them" in capsys.readouterr().out
    scan(truth.folder, "--list", "--quiet")
    words = capsys.readouterr().out
    assert [line for line in words.splitlines() if line.startswith("Group")] == ["Group 1", "Group 2", "Group 3"]
    assert words.count("  keep   ") == 3 and "recoverable" not in words


def test_a_folder_without_photos_is_said_to_have_none(tmp_path, capsys):
    assert scan(tmp_path) == 0
    assert capsys.readouterr().out == "no photos found\n"


def test_csv_on_standard_output_is_not_mixed_with_words(truth, capfdbinary):
    scan(truth.folder, "--csv", "-")
    out, err = capfdbinary.readouterr()
    assert out.startswith(b"group,path,")
    assert b"recoverable" not in out
    assert b"recoverable" in err


def test_files_that_cannot_be_used_change_the_exit_code_and_are_counted_by_reason(truth, capsys):
    (truth.folder / "empty.jpg").touch()
    (truth.folder / "note.png").write_text("no photo")
    assert scan(truth.folder, "--verbose") == 1
    words = capsys.readouterr().out
    assert "2 files could not be used:" in words
    assert f"{truth.folder / 'empty.jpg'}: empty file\n" in words
    assert str(truth.folder / "note.png") in words


def test_the_only_file_of_its_kind_that_cannot_be_used_is_named_without_being_asked_for(truth, capsys):
    (truth.folder / "empty.jpg").touch()
    assert scan(truth.folder) == 1
    assert f"1 file could not be used:\n       1  empty file: {truth.folder / 'empty.jpg'}\n" in capsys.readouterr().out
    (truth.folder / "empty too.jpg").touch()
    assert scan(truth.folder) == 1
    assert "2 files could not be used (-v names each):\n       2  empty file\n" in capsys.readouterr().out


def test_exclude_patterns_leave_files_out(truth, capsys):
    scan(truth.folder, "--exclude", "edited", "--exclude", "*.png")
    assert capsys.readouterr().out.startswith("9 photos, none of them alike")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--hash", "phash", "--threshold", "40"), "--threshold 40: choose a whole number of bits, 0 to 32"),
        (("--hash", "phash", "--threshold", "6.5"), "--threshold 6.5: choose a whole number of bits"),
        (("--threshold", "120"), "--threshold 120: choose a confidence of 0 to 100 percent"),
        (("--threshold", "90", "--preset", "exact"), "byte copies have none"),
        (("--hash", "phash", "--preset", "exact"), "choose one of them"),
        (("--csv", "-", "--json", "-"), "only one of --csv and --json"),
    ],
)
def test_options_that_make_no_sense_are_refused_in_one_sentence(truth, capsys, options, words):
    assert scan(truth.folder, *options) == 2
    message = capsys.readouterr().err
    assert words in message
    assert len(message.splitlines()) == 1


def test_the_hash_may_be_chosen_with_its_distance(truth, tmp_path):
    assert scan(truth.folder, "-q", "--hash", "whash", "--threshold", "4", "--json", str(tmp_path / "a.json")) == 0
    result = json.loads((tmp_path / "a.json").read_text())
    assert {frozenset(group) for group in result["groups"]} == truth.as_sets


@contextmanager
def pressing_ctrl_c(**_options):
    """Instead of a progress bar: somebody who has seen enough at the fifth photo."""
    presses = iter([lambda: signal.raise_signal(signal.SIGINT)])

    def report(progress):
        if progress.stage is Stage.FINGERPRINT and progress.done >= 5:
            next(presses, lambda: None)()

    yield report


def test_ctrl_c_ends_early_and_prints_what_was_found(tmp_path, capsys, monkeypatch):
    coffee = photo("coffee")
    for number in range(40):
        save(coffee.crop((number, 0, 212 + number, 200)), tmp_path / f"photos/{number}.png")
    monkeypatch.setattr(common, "terminal_report", pressing_ctrl_c)
    assert scan(tmp_path / "photos", "--workers", "1", "--no-cache") == 130
    words = capsys.readouterr().out
    assert words.startswith("40 photos, ")
    assert "Stopped early" in words
    query = str(tmp_path / "photos/0.png")
    assert main(["search", query, str(tmp_path / "photos"), "--engine", "none", "--workers", "1"]) == 130
    assert "Stopped early" in capsys.readouterr().out


def test_what_a_scan_has_read_shows_in_the_cache_and_can_be_cleared(truth, capsys):
    scan(truth.folder, "--quiet")
    main(["cache"])
    assert "21 photos in 2 folders" in capsys.readouterr().out
    main(["cache", "clear"])
    assert "0 photos" in capsys.readouterr().out
