"""May the card be wiped? `lookalike missing`, as typed."""

from __future__ import annotations

import csv
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from lookalike.cli import main
from tests.photos import cropped, photo, resized, save


@pytest.fixture
def card(tmp_path: Path) -> Path:
    return tmp_path / "card"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


def missing(card: Path, library: Path, *options: str) -> int:
    return main(["missing", str(card), str(library), *options])


def named(card: Path, library: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What is said of each photo of the card that is to be looked at."""
    assert missing(card, library, "--quiet") == 1
    lines = capsys.readouterr().out.splitlines()
    return {Path(path.partition("  (")[0]).name: words for words, _, path in (line.partition(": ") for line in lines)}


def test_a_card_that_was_copied_may_go(card: Path, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("coffee", "rocket"):
        save(photo(name), card / f"{name}.jpg")
    shutil.copytree(card, library / "2026")
    assert missing(card, library) == 0
    assert capsys.readouterr().out.splitlines()[0] == "2 of 2 photos are also elsewhere"


def test_what_is_on_the_card_alone_is_named(card: Path, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(save(photo("coffee"), card / "copied.jpg").parent, library)
    save(photo("rocket"), card / "new.jpg")
    assert missing(card, library) == 1
    assert capsys.readouterr().out.splitlines()[:2] == [
        f"no copy: {card / 'new.jpg'}",
        "1 of 2 photos are also elsewhere",
    ]


def test_two_copies_on_the_card_are_none_elsewhere(
    card: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(photo("coffee"), card / "one.jpg")
    shutil.copy(card / "one.jpg", card / "two.jpg")
    save(photo("rocket"), library / "other.jpg")
    assert named(card, library, capsys) == {"one.jpg": "no copy", "two.jpg": "no copy"}


def test_a_smaller_copy_or_a_crop_does_not_stand_for_the_photo(
    card: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(photo("coffee"), card / "shrunk.jpg")
    save(resized(photo("coffee")), library / "a.jpg")
    save(photo("astronaut"), card / "cropped.jpg")
    save(cropped(photo("astronaut"), 0.1), library / "b.jpg")  # so little that hashes find it without a network
    save(photo("chelsea"), card / "saved again.jpg", quality=70)
    save(photo("chelsea"), library / "c.png")
    assert named(card, library, capsys) == {"shrunk.jpg": "only a smaller copy", "cropped.jpg": "only a smaller copy"}


def test_a_raw_file_without_a_copy_is_not_forgotten(
    card: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(save(photo("coffee"), card / "IMG_1.jpg").parent, library)
    (card / "IMG_1.CR2").write_bytes(b"the negative")
    assert named(card, library, capsys) == {"IMG_1.jpg": "no copy of its RAW file, film or sidecar"}
    shutil.copy(card / "IMG_1.CR2", library)
    assert missing(card, library) == 0


def test_what_cannot_be_compared_counts_as_missing(
    card: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(save(photo("coffee"), card / "fine.jpg").parent, library)
    (card / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut off")
    save(photo("coffee").crop((0, 0, 1, 1)).resize((300, 200)), card / "one colour.jpg")
    assert named(card, library, capsys) == {"broken.jpg": "not compared", "one colour.jpg": "not compared"}


def test_films_and_other_files_are_counted(card: Path, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(save(photo("coffee"), card / "a.jpg").parent, library)
    for name in ("CLIP0001.MP4", "notes.txt", "a.xmp"):
        (card / name).touch()
    shutil.copy(card / "a.xmp", library)
    assert missing(card, library) == 0
    assert "2 other files there: no photos, so not looked at" in capsys.readouterr().out


def test_a_card_that_is_not_there_is_no_card_that_may_go(card: Path, library: Path) -> None:
    save(photo("coffee"), library / "a.jpg")
    with pytest.raises(SystemExit, match="2"):
        missing(card, library)


def test_a_second_name_of_the_file_elsewhere_is_enough(card: Path, library: Path) -> None:
    save(photo("coffee"), card / "a.jpg")
    library.mkdir()
    os.link(card / "a.jpg", library / "b.jpg")
    assert missing(card, library) == 0


def test_an_archive_that_was_looked_into_is_no_other_file(
    card: Path, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(photo("coffee"), library / "a.jpg")
    card.mkdir()
    with zipfile.ZipFile(card / "old.zip", "w") as archive:
        archive.write(library / "a.jpg", "a.jpg")
    assert missing(card, library, "--archives") == 0
    assert capsys.readouterr().out.splitlines()[0] == "1 of 1 photo is also elsewhere"


@pytest.mark.parametrize(("folder", "elsewhere"), [("card", "library"), ("library", "card")])
def test_a_photo_with_a_second_name_elsewhere_may_lack_its_raw_file_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: str, elsewhere: str
) -> None:
    save(photo("coffee"), tmp_path / folder / "a.jpg")
    (tmp_path / elsewhere).mkdir()
    os.link(tmp_path / folder / "a.jpg", tmp_path / elsewhere / "a.jpg")
    (tmp_path / folder / "a.cr2").write_bytes(b"raw")
    assert named(tmp_path / folder, tmp_path / elsewhere, capsys) == {
        "a.jpg": "no copy of its RAW file, film or sidecar"
    }
    shutil.copy(tmp_path / folder / "a.cr2", tmp_path / elsewhere)
    assert missing(tmp_path / folder, tmp_path / elsewhere) == 0
    assert capsys.readouterr().out.splitlines()[0] == "1 of 1 photo is also elsewhere"


def test_a_folder_inside_of_the_library_is_held_against_the_rest(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(photo("coffee"), library / "card" / "a.jpg")
    save(photo("rocket"), library / "card" / "b.jpg")
    shutil.copy(library / "card" / "a.jpg", library)
    assert named(library / "card", library, capsys) == {"b.jpg": "no copy"}


def test_another_name_of_the_card_is_not_elsewhere(
    card: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(photo("coffee"), card / "a.jpg")
    (tmp_path / "alias").symlink_to(card)
    assert named(tmp_path / "alias", card, capsys) == {"a.jpg": "no copy"}
    assert named(card, tmp_path / "alias", capsys) == {"a.jpg": "no copy"}


def test_the_list_goes_out_as_csv_with_the_copies(card: Path, library: Path, tmp_path: Path) -> None:
    shutil.copytree(save(photo("coffee"), card / "=copied, twice.jpg").parent, library)
    save(photo("rocket"), card / "new.jpg")
    missing(card, library, "--all", "--quiet", "--csv", str(tmp_path / "list.csv"))
    with open(tmp_path / "list.csv", newline="") as file:
        rows = [
            (Path(row["path"]).name, row["elsewhere"], Path(row["copy"]).parent.name) for row in csv.DictReader(file)
        ]
    assert rows == [("new.jpg", "nowhere", ""), ("=copied, twice.jpg", "same-file", "library")]


def test_equal_bytes_may_be_asked_for(card: Path, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(photo("coffee"), card / "a.jpg")
    save(photo("coffee"), library / "a.png")
    assert missing(card, library, "--quiet", "--preset", "exact") == 1
    assert capsys.readouterr().out == f"no copy: {card / 'a.jpg'}\n"
