"""Whatever is wrong with a command is said before any work is done, in a sentence that names it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lookalike.cli import main
from tests.photos import photo, save


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(photo("coffee"), tmp_path / "photos/a.jpg")
    return tmp_path / "photos"


def complaint(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """The exit code of a command and what it says on standard error; nothing is said elsewhere."""
    try:
        code: object = main([str(argument) for argument in arguments])
    except SystemExit as end:
        code = end.code
    out, error = capsys.readouterr()
    assert out == "" and "Traceback" not in error and "usage:" not in error
    assert isinstance(code, int)
    return code, error


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("scan", "photos", "missing"), "missing: no such file or folder"),
        (("scan", "photos", "--protected", "typo"), "typo: no such file or folder"),
        (("scan", "photos", "--reference", "typo"), "typo: no such file or folder"),
        (("scan", "photos", "--protected", "photos/a.jpg"), "photos/a.jpg: this is a file, not a folder"),
        (("scan", "photos", "--csv", "nowhere/a.csv"), "nowhere/a.csv: there is no folder"),
        (("scan", "photos", "--json", "photos"), "photos: this is a folder; name a file in it"),
        (("scan", "photos", "--workers", "0"), "'0' is not a whole number of at least 1"),
        (("scan", "photos", "--threshold", "much"), "invalid float value: 'much'"),
        (("search", "photos/a.jpg", "photos", "--top", "-2"), "'-2' is not a whole number of at least 1"),
        (("search", "photos/a.jpg", "missing"), "missing: no such file or folder"),
        (("classify", "photos/a.jpg", "--top", "few"), "'few' is not a whole number of at least 1"),
        (("compare", "photos/a.jpg", "photos/a.jpg", "--overlay", "no/o.png"), "no/o.png: there is no folder"),
        (("mark",), "name a result"),
        (("mark", "result.json", "--save-rule", "mine"), "give at least one --keep"),
        (("apply", "result.json", "--action", "move"), "--action move needs --to FOLDER"),
        (("apply", "result.json", "--to", "photos"), "--to goes with --action move"),
        (("cache", "prune", "--max-size", "-5"), "'-5' is not a number above zero"),
        (("cache", "show", "--max-size", "5"), "--max-size goes with `lookalike cache prune`"),
        (("sacn", "photos"), "there is no command 'sacn'; did you mean `scan`?"),
        (("photos",), "type `lookalike scan photos`"),
        (("missing/folder",), "missing/folder: no such file or folder"),
        (("help",), "there is no command 'help'"),
    ],
)
def test_wrong_usage_ends_with_code_2(folder, monkeypatch, capsys, arguments, words) -> None:
    monkeypatch.chdir(folder.parent)
    code, error = complaint(capsys, *arguments)
    assert code == 2
    assert words in error


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("compare", "photos/a.jpg", "photos"), "photos: a folder, a pipe or a device"),
        (("compare", "photos/a.jpg", "note.txt"), "note.txt: not a photo, whatever its name says"),
        (("compare", "photos/a.jpg", "missing.jpg"), "missing.jpg: no such file or folder\n"),
        (("mark", "missing.json"), "missing.json: No such file or directory"),
        (("mark", "photos"), "photos: Is a directory"),
        (("apply", "note.txt"), "note.txt: this is no JSON file"),
    ],
)
def test_a_file_that_will_not_do_is_named_with_what_is_wrong(folder, monkeypatch, capsys, arguments, words) -> None:
    monkeypatch.chdir(folder.parent)
    Path("note.txt").write_text("no photo")
    code, error = complaint(capsys, *arguments)
    assert code == 3
    assert words in error


def test_a_criterion_that_there_is_not_is_refused(folder, capsys) -> None:
    saved = folder.parent / "result.json"
    main(["scan", str(folder), "--engine", "none", "--quiet", "--json", str(saved)])
    code, error = complaint(capsys, "mark", saved, "--keep", "beauty")
    assert code == 2
    assert "--keep beauty: there is no such criterion" in error


def test_a_name_cannot_send_commands_to_the_terminal_nor_break_a_line(folder, capsys) -> None:
    for name in ("red\x1b[31m\nline.jpg", os.fsdecode(b"caf\xe9.jpg")):
        (folder / name).write_bytes((folder / "a.jpg").read_bytes())
    assert main(["scan", str(folder), "--engine", "none", "--list"]) == 0
    words = capsys.readouterr().out
    assert "red\\x1b[31m\\nline.jpg" in words and "caf\\xe9.jpg" in words
    assert "\x1b" not in words


def test_output_that_nobody_reads_any_more_ends_the_program_quietly(folder) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "lookalike", "scan", str(folder), "--engine", "none"]
    with open(writing, "wb") as nobody:
        done = subprocess.run(command, stdout=nobody, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (141, b"")
