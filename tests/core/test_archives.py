"""Photos inside ZIP archives are compared like others, and never acted on."""

from __future__ import annotations

import errno
import os
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from lookalike.acting.marking import MarkingRule, mark, mark_paths
from lookalike.acting.plan import Action, PlanOptions, Reason
from lookalike.acting.planning import make_plan
from lookalike.cli import main
from lookalike.decoding.decode import decode, thumbnail
from lookalike.errors import UnreadableError
from lookalike.exporting.export import read_csv, write_csv
from lookalike.exporting.resultfile import read_json, write_json
from lookalike.files import archives
from lookalike.files.archives import archive_of
from lookalike.files.discover import Discovery, discover
from lookalike.files.reading import open_photo
from lookalike.result import ScanResult
from lookalike.session import Session
from lookalike.settings import EngineChoice, Preset, ScanOptions
from lookalike.types import ProblemReason
from tests.formats import ENDINGS, encoded
from tests.photos import photo


@pytest.fixture
def jpeg(tmp_path: Path) -> bytes:
    return encoded(photo("coffee"), ".jpg", tmp_path)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


def pack(archive: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(archive, "w", method) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return archive


def options_for(folder: Path, **values: object) -> ScanOptions:
    options = ScanOptions(roots=(str(folder),), engine=EngineChoice.NONE, archives=True)
    return replace(options, **values)  # type: ignore[arg-type]


def scan(folder: Path, cache: Path, **values: object) -> ScanResult:
    with Session(str(cache)) as session:
        return session.scan(options_for(folder, **values))


def names_in(found: Discovery, folder: Path) -> set[str]:
    return {os.path.relpath(photo.path, folder) for photo in found.photos}


def problems_in(found: Discovery) -> dict[str, ProblemReason]:
    return {os.path.basename(problem.path): problem.reason for problem in found.problems}


def test_they_are_looked_for_only_where_a_person_wants_that(library: Path, jpeg: bytes) -> None:
    pack(library / "old.zip", {"2019/a.jpg": jpeg, "readme.txt": b"hello"})
    pack(library / "comic.CBZ", {"b.jpg": jpeg})
    assert names_in(discover(options_for(library)), library) == {"old.zip/2019/a.jpg", "comic.CBZ/b.jpg"}
    assert not discover(options_for(library, archives=False)).photos
    assert names_in(discover(options_for(library / "old.zip")), library) == {"old.zip/2019/a.jpg"}
    assert not discover(options_for(library, recursive=False)).photos


def test_hidden_and_excluded_members_are_left_out_as_files_are(library: Path, jpeg: bytes) -> None:
    pack(
        library / "a.zip",
        {"__MACOSX/._a.jpg": b"resource fork", ".thumbs/a.jpg": jpeg, "raw/a.jpg": jpeg, "b.jpg": jpeg},
    )
    assert names_in(discover(options_for(library, exclude=("*/raw/*",))), library) == {"a.zip/b.jpg"}
    assert len(discover(options_for(library, hidden=True)).photos) == 4


@pytest.mark.parametrize("pattern", ["raw", "2019/raw", "a.zip/2019"])
def test_an_excluded_folder_is_not_entered_inside_an_archive_either(library: Path, jpeg: bytes, pattern: str) -> None:
    pack(library / "a.zip", {"2019/raw/a.jpg": jpeg, "2019/raw/deep/a.jpg": jpeg, "b.jpg": jpeg})
    assert names_in(discover(options_for(library, exclude=(pattern,))), library) == {"a.zip/b.jpg"}


def test_copies_inside_and_outside_are_one_group_whose_keeper_is_a_file(
    library: Path, tmp_path: Path, jpeg: bytes
) -> None:
    pack(library / "old.zip", {"deep/a.jpg": jpeg, "small.png": encoded(photo("coffee"), ".png", tmp_path)})
    small = photo("coffee").resize((300, 200), Image.Resampling.LANCZOS)
    (library / "z.jpg").write_bytes(encoded(small, ".jpg", tmp_path))
    result = scan(library, tmp_path / "cache")
    assert not result.problems
    (group,) = result.groups
    assert len(group.photos) == 3
    assert result.photos[group.keeper].path == str(library / "z.jpg")
    assert thumbnail(str(library / "old.zip" / "deep" / "a.jpg"), 64).shape[1] == 64


def test_an_archive_that_did_not_change_is_not_read_again(
    library: Path, tmp_path: Path, jpeg: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack(library / "old.zip", {"a.jpg": jpeg})
    (library / "b.jpg").write_bytes(jpeg + b"behind")
    first = scan(library, tmp_path / "cache")
    monkeypatch.setattr("lookalike.library.fingerprint_photo", None)
    again = scan(library, tmp_path / "cache")
    assert len(again.groups) == len(first.groups) == 1
    assert tuple(again.fingerprints) == tuple(first.fingerprints)


def test_a_result_with_members_survives_csv_and_json(library: Path, tmp_path: Path, jpeg: bytes) -> None:
    pack(library / "old.zip", {"a.jpg": jpeg, "b.jpg": jpeg})
    result = scan(library, tmp_path / "cache")
    write_csv(result, str(tmp_path / "table.csv"))
    write_json(result, str(tmp_path / "saved.json"))
    inside = {str(library / "old.zip" / name) for name in ("a.jpg", "b.jpg")}
    assert {row.path for row in read_csv(str(tmp_path / "table.csv"))} == inside
    opened = read_json(str(tmp_path / "saved.json"))
    assert opened.options.archives and {one.path for one in opened.photos} == inside


@pytest.mark.parametrize("action", list(Action))
def test_what_is_in_an_archive_is_never_acted_on(library: Path, tmp_path: Path, jpeg: bytes, action: Action) -> None:
    archive = pack(library / "old.zip", {"a.jpg": jpeg})
    for name in ("b.jpg", "c.jpg"):
        (library / name).write_bytes(jpeg)
    before = archive.read_bytes()
    result = scan(library, tmp_path / "cache")
    inside = str(archive / "a.jpg")
    assert inside in mark_paths(result, [inside]).protected
    assert inside not in mark(result, MarkingRule("")).marked
    options = PlanOptions(target=str(tmp_path / "target") if action in (Action.MOVE, Action.COPY) else "")
    plan = make_plan(result, {inside, str(library / "c.jpg")}, action, options)
    assert [item.photo.path for item in plan.items] == [str(library / "c.jpg")]
    assert {one.path: one.reason for one in plan.skipped} == {inside: Reason.IN_ARCHIVE}
    assert archive.read_bytes() == before


def test_a_copy_in_an_archive_is_no_reason_to_let_the_file_go(library: Path, tmp_path: Path, jpeg: bytes) -> None:
    pack(library / "old.zip", {"a.jpg": jpeg})
    (library / "b.jpg").write_bytes(jpeg)
    result = scan(library, tmp_path / "cache")
    plan = make_plan(result, {str(library / "b.jpg")}, Action.TRASH)
    assert not plan.items
    assert [one.reason for one in plan.skipped] == [Reason.KEEPER_IN_ARCHIVE]


@pytest.mark.parametrize("name", ["../../a.jpg", "/etc/a.jpg", "..\\..\\a.jpg", "C:\\a.jpg", "ü/é.jpg", "a\x01.jpg"])
def test_names_of_members_cannot_climb_out_and_can_be_read(library: Path, jpeg: bytes, name: str) -> None:
    archive = pack(library / "a.zip", {name: jpeg})
    (found,) = discover(options_for(library)).photos
    assert found.path.startswith(f"{archive}{os.sep}") and ".." not in found.path
    assert archive_of(found.path) == str(archive)
    file, status = open_photo(found.path)
    with file:
        assert file.read() == jpeg
    assert (status.st_size, status.st_mtime_ns) == (found.size, found.mtime_ns)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_all_found(library: Path, jpeg: bytes) -> None:
    with zipfile.ZipFile(library / "a.zip", "w") as file:
        file.writestr("a.jpg", jpeg)
        file.writestr("a.jpg", jpeg + b"another")
    assert names_in(discover(options_for(library)), library) == {"a.zip/a.jpg", "a.zip/a (2).jpg"}


def test_a_name_that_is_no_utf8_is_read(library: Path, jpeg: bytes) -> None:
    archive = pack(library / "a.zip", {"aXXb.jpg": jpeg})
    archive.write_bytes(archive.read_bytes().replace(b"aXXb", b"a\xff\xe9b"))
    (found,) = discover(options_for(library)).photos
    with open_photo(found.path)[0] as file:
        assert file.read() == jpeg


def test_a_locked_member_is_a_problem_by_name(library: Path, jpeg: bytes) -> None:
    archive = pack(library / "a.zip", {"a.jpg": jpeg, "b.jpg": jpeg}, zipfile.ZIP_STORED)
    content = bytearray(archive.read_bytes())
    entry = content.index(b"PK\1\2")
    content[entry + 8] |= 1  # Bit 0 of the flags: encrypted.
    archive.write_bytes(content)
    found = discover(options_for(library))
    assert problems_in(found) == {"a.jpg": ProblemReason.ENCRYPTED}
    assert names_in(found, library) == {"a.zip/b.jpg"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_rare_compression_is_not_called_damage(library: Path, jpeg: bytes, method: int) -> None:
    archive = pack(library / "a.zip", {"a.jpg": jpeg}, method)
    assert problems_in(discover(options_for(library))) == {"a.jpg": ProblemReason.UNSUPPORTED}
    with pytest.raises(UnreadableError) as raised:
        decode(str(archive / "a.jpg"))
    assert raised.value.reason is ProblemReason.UNSUPPORTED


def in_64_bits(archive: Path, directory_bytes: int | None = None) -> None:
    """End an archive as those above 4 GB do (APPNOTE.TXT 4.3.14 to 4.3.16)."""
    content = archive.read_bytes()
    at = content.rindex(b"PK\5\6")
    count, length, offset = struct.unpack_from("<HII", content, at + 10)
    end = struct.pack(
        "<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, directory_bytes or length, offset
    ) + struct.pack("<4sIQI", b"PK\6\7", 0, at, 1)
    small = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, 0xFFFFFFFF, 0xFFFFFFFF, 9)
    archive.write_bytes(content[:at] + end + small + b"a comment")


def test_archives_of_many_gigabytes_are_read_like_others(library: Path, jpeg: bytes) -> None:
    archive = pack(library / "a.zip", {"a.jpg": jpeg})
    in_64_bits(archive)
    (found,) = discover(options_for(library)).photos
    with open_photo(found.path)[0] as file:
        assert file.read() == jpeg
    in_64_bits(pack(library / "bomb.zip", {"a.jpg": jpeg}), 2**40)
    assert problems_in(discover(options_for(library))) == {"bomb.zip": ProblemReason.TOO_LARGE}


def test_an_archive_in_an_archive_is_not_entered(library: Path, tmp_path: Path, jpeg: bytes) -> None:
    inner = pack(tmp_path / "inner.zip", {"a.jpg": jpeg})
    pack(library / "outer.zip", {"inner.zip": inner.read_bytes()})
    found = discover(options_for(library))
    assert not found.photos and not found.problems


def test_bombs_do_not_go_off(library: Path, jpeg: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    pack(library / "ratio.zip", {"a.bmp": bytes(50_000_000)})
    many = pack(library / "many.zip", {f"{number}.jpg": b"" for number in range(50)})
    monkeypatch.setattr(archives, "MAX_MEMBERS", 40)
    directory = pack(library / "directory.zip", {"a.jpg": jpeg})
    content = bytearray(directory.read_bytes())
    at = content.index(b"PK\5\6") + 12
    content[at : at + 4] = struct.pack("<I", 2**31)
    directory.write_bytes(content)
    assert many.is_file()
    found = discover(options_for(library))
    assert not found.photos
    assert problems_in(found) == dict.fromkeys(("ratio.zip", "many.zip", "directory.zip"), ProblemReason.TOO_LARGE)


def test_a_member_that_holds_more_than_it_says_is_unpacked_no_further(library: Path) -> None:
    archive = pack(library / "a.zip", {"a.bmp": bytes(10_000_000)})
    size = struct.pack("<I", 10_000_000)
    archive.write_bytes(archive.read_bytes().replace(size, struct.pack("<I", 1000)))
    (found,) = discover(options_for(library)).photos
    with pytest.raises(UnreadableError) as raised:
        open_photo(found.path)
    assert raised.value.reason is ProblemReason.DAMAGED


def test_damaged_archives_are_problems_wherever_they_are_cut_or_changed(
    library: Path, tmp_path: Path, jpeg: bytes
) -> None:
    whole = pack(tmp_path / "whole.zip", {"a.jpg": jpeg, "b.jpg": jpeg}).read_bytes()
    for number in range(60):
        cut = whole[: len(whole) * number // 60]
        changed = bytearray(whole)
        changed[-1 - number * 3] ^= 0xFF
        for name, content in (("cut", cut), ("changed", bytes(changed))):
            (library / f"{name}{number}.zip").write_bytes(content)
    found = discover(options_for(library))
    expected = {ProblemReason.DAMAGED, ProblemReason.TOO_LARGE, ProblemReason.ENCRYPTED}
    assert found.problems and {problem.reason for problem in found.problems} <= expected
    for one in found.photos:
        try:
            with open_photo(one.path)[0] as file:
                assert file.read() == jpeg
        except UnreadableError as error:
            assert error.reason in expected


def test_an_archive_that_cannot_be_opened_is_a_problem(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(library / "pipe.zip")
    assert problems_in(discover(options_for(library / "pipe.zip"))) == {"pipe.zip": ProblemReason.SPECIAL_FILE}
    pack(library / "locked.zip", {"a.jpg": b"photo"})

    def refuse(path: str) -> None:  # Root may read everything, and tests run as root in containers.
        raise PermissionError(errno.EACCES, "Permission denied", path)

    for place in ("lookalike.files.discover.members_of", "lookalike.files.reading.open_member"):
        monkeypatch.setattr(place, refuse)
    assert problems_in(discover(options_for(library))) == {"locked.zip": ProblemReason.PERMISSION_DENIED}
    with pytest.raises(UnreadableError) as raised:
        decode(str(library / "locked.zip" / "a.jpg"))
    assert raised.value.reason is ProblemReason.PERMISSION_DENIED


def test_empty_and_too_large_members_are_told_as_such_files_are(library: Path, jpeg: bytes) -> None:
    archive = pack(library / "a.zip", {"empty.jpg": b"", "large.jpg": jpeg})
    problems = {}
    for name in ("empty.jpg", "large.jpg"):
        with pytest.raises(UnreadableError) as raised:
            open_photo(str(archive / name), len(jpeg) - 1)
        problems[name] = (raised.value.reason, raised.value.detail)
    assert problems == {
        "empty.jpg": (ProblemReason.EMPTY, ""),
        "large.jpg": (ProblemReason.TOO_LARGE, f"{len(jpeg)} bytes"),
    }
    with open_photo(str(archive / "large.jpg"), len(jpeg))[0] as file:
        assert file.read() == jpeg


def test_an_archive_that_vanished_takes_its_photos_along(library: Path, jpeg: bytes) -> None:
    archive = pack(library / "a.zip", {"a.jpg": jpeg})
    (found,) = discover(options_for(library)).photos
    archive.unlink()
    with pytest.raises(UnreadableError) as raised:
        open_photo(found.path)
    assert raised.value.reason is ProblemReason.NOT_FOUND


def test_a_folder_that_is_called_like_an_archive_is_a_folder(library: Path, jpeg: bytes) -> None:
    (library / "photos.zip").mkdir()
    (library / "photos.zip" / "a.jpg").write_bytes(jpeg)
    (found,) = discover(options_for(library)).photos
    assert found.inode != 0 and archive_of(found.path) is None


def test_a_search_finds_photos_in_archives(
    library: Path, tmp_path: Path, jpeg: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = pack(library / "old.zip", {"a.jpg": jpeg})
    (tmp_path / "query.jpg").write_bytes(jpeg)
    assert main(["search", str(tmp_path / "query.jpg"), str(library), "--archives", "--engine", "none"]) == 0
    assert str(archive / "a.jpg") in capsys.readouterr().out
    assert main(["compare", str(tmp_path / "query.jpg"), str(archive / "a.jpg")]) == 0


def test_every_format_is_read_in_an_archive_also_by_decoder_processes(library: Path, tmp_path: Path) -> None:
    image = photo("coffee").resize((256, 192), Image.Resampling.LANCZOS)
    archive = pack(library / "all.zip", {f"a{ending}": encoded(image, ending, tmp_path) for ending in ENDINGS})
    for ending in ENDINGS:
        decoded = decode(str(archive / f"a{ending}"))
        assert (decoded.width, decoded.height) == image.size, ending


def test_a_comparison_by_hash_alone_reads_archives_as_well(library: Path, tmp_path: Path, jpeg: bytes) -> None:
    pack(library / "old.zip", {"a.jpg": jpeg, "b.png": encoded(photo("coffee"), ".png", tmp_path)})
    assert [len(group.photos) for group in scan(library, tmp_path / "cache", preset=Preset.HASH).groups] == [2]
