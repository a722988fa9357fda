"""From the folder to the window: a person never wonders why a photo is missing."""

from __future__ import annotations

import csv
import os
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from lookalike.cli import main
from lookalike.commands.words import REASONS
from lookalike.exporting.resultfile import read_json
from lookalike.types import ProblemReason
from lookalike_gui.models.problems import ProblemModel
from tests.formats import encoded
from tests.hostile import png
from tests.photos import photo

SKIPPED = {
    "empty.jpg": ProblemReason.EMPTY,
    "letter.png": ProblemReason.UNKNOWN_FORMAT,
    "cut.jpg": ProblemReason.DAMAGED,
    "cut.heic": ProblemReason.DAMAGED,
    "bomb.png": ProblemReason.TOO_LARGE,
    "pipe.jpg": ProblemReason.SPECIAL_FILE,
    "dangling.jpg": ProblemReason.NOT_FOUND,
    "circle.jpg": ProblemReason.LINK_LOOP,
    "away.jpg": ProblemReason.CLOUD_PLACEHOLDER,
    "broken.zip": ProblemReason.DAMAGED,
    "locked.jpg": ProblemReason.ENCRYPTED,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Photos that can be read, one in a folder called like a photo, and everything that cannot."""
    folder = tmp_path / "photos"
    (folder / "album.jpg").mkdir(parents=True)
    whole = {ending: encoded(photo("coffee"), ending, tmp_path) for ending in (".jpg", ".heic")}
    (folder / "good.jpg").write_bytes(whole[".jpg"])
    (folder / "album.jpg" / "good too.heic").write_bytes(whole[".heic"])
    (folder / "empty.jpg").touch()
    (folder / "letter.png").write_text("Dear Sir or Madam")
    for ending in whole:
        (folder / f"cut{ending}").write_bytes(whole[ending][: len(whole[ending]) // 2])
    (folder / "bomb.png").write_bytes(png(30000, 30000, bits=1))
    os.mkfifo(folder / "pipe.jpg")
    (folder / "dangling.jpg").symlink_to("nowhere.jpg")
    (folder / "circle.jpg").symlink_to("circle.jpg")
    (folder / ".away.jpg.icloud").write_bytes(b"bplist00")
    (folder / "broken.zip").write_bytes(b"PK\3\4 and then nothing")
    with zipfile.ZipFile(folder / "locked.zip", "w") as archive:
        archive.writestr("locked.jpg", whole[".jpg"])
    content = bytearray((folder / "locked.zip").read_bytes())
    content[content.index(b"PK\1\2") + 8] |= 1
    (folder / "locked.zip").write_bytes(content)
    return folder


def test_every_file_is_a_photo_or_listed_with_its_reason(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, saved, page = (tmp_path / name for name in ("table.csv", "saved.json", "page.html"))
    files = ["--csv", str(table), "--json", str(saved)]
    code = main(["scan", str(folder), "--engine", "none", "--archives", "--verbose", *files])

    assert code == 1
    said = capsys.readouterr().out
    assert f"{len(SKIPPED)} files could not be used:" in said
    for name, reason in SKIPPED.items():
        assert any(name in line and REASONS[reason] in line for line in said.splitlines()), name

    with open(table, newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["role"] == "problem"]
    assert {os.path.basename(row["path"]): row["reason"] for row in rows} == SKIPPED

    result = read_json(str(saved))
    assert {os.path.basename(problem.path): problem.reason for problem in result.problems} == SKIPPED
    read = {one.name for one, known in zip(result.photos, result.fingerprints, strict=True) if known}
    assert read == {"good.jpg", "good too.heic"}

    assert main(["export", str(saved), "--html", str(page)]) == 0
    assert all(name in page.read_text() for name in SKIPPED)

    model = ProblemModel()
    model.show(result.problems)
    shown = [
        " ".join(
            str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole)) for column in range(model.columnCount())
        )
        for row in range(model.rowCount())
    ]
    assert len(shown) == len(SKIPPED)
    for name in SKIPPED:
        assert any(name in line for line in shown), name
