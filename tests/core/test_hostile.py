"""Files that want to break us: each one is the right picture, or one Problem with a reason."""

import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lookalike.decoding.decode import Decoded, decode, embedded_preview, read_header, thumbnail
from lookalike.errors import UnreadableError
from lookalike.types import ProblemReason
from tests import hostile, malice
from tests.formats import ENDINGS
from tests.photos import stored_for

# Pillow warns about much of this as well. What a person should know is in the Problem.
pytestmark = pytest.mark.filterwarnings("ignore")

DAMAGED = {ProblemReason.DAMAGED, ProblemReason.UNKNOWN_FORMAT}
Kind = Callable[[Path], Iterator[tuple[str, bytes]]]
LOOKS: tuple[Callable[[str], object], ...] = (
    read_header,
    embedded_preview,
    partial(thumbnail, side=64),
    partial(decode, colours=False),
)
"""What else a program wants of a file."""


def answers(kind: Kind, folder: Path) -> Iterator[tuple[str, Decoded | ProblemReason]]:
    """What the program makes of each file of a kind. Anything but an UnreadableError ends the test."""
    workshop = folder / "workshop"
    workshop.mkdir()
    for name, data in kind(workshop):
        path = folder / name
        path.write_bytes(data)
        try:
            yield name, decode(str(path))
        except UnreadableError as error:
            assert error.path == str(path)
            yield name, error.reason
        for look in LOOKS if len(data) < 1 << 20 else ():
            try:
                look(str(path))
            except UnreadableError as error:
                assert error.path == str(path)
        path.unlink()


def is_right(answer: Decoded | ProblemReason, expected: Image.Image) -> bool:
    if not isinstance(answer, Decoded) or (answer.width, answer.height) != expected.size:
        return False
    return float(np.abs(answer.raster.astype(int) - np.asarray(expected.convert("RGB")).astype(int)).mean()) < 6


def test_a_file_that_was_cut_off_is_never_half_a_photo(tmp_path: Path) -> None:
    for name, answer in answers(hostile.truncated, tmp_path):
        assert answer in DAMAGED or is_right(answer, hostile.picture()), name


def test_single_wrong_bits_end_no_scan(tmp_path: Path) -> None:
    for name, answer in answers(hostile.flipped, tmp_path):
        # A checksum shows what a lossy format cannot know.
        assert not name.endswith(".png") or answer in DAMAGED or is_right(answer, hostile.picture()), name


def test_a_wrong_ending_changes_nothing(tmp_path: Path) -> None:
    for name, answer in answers(hostile.misnamed, tmp_path):
        if name.startswith("nothing"):
            assert answer is ProblemReason.EMPTY, name
        elif name.startswith("really") and "-tga" not in name and "-dng" not in name:
            assert is_right(answer, hostile.picture()), name
        elif name.startswith(("text", "one-byte", "zeros")):
            assert answer in DAMAGED, name


def test_bombs_do_not_go_off(tmp_path: Path) -> None:
    found = dict(answers(hostile.bombs, tmp_path))
    for beside_a_picture in ("bomb-text.png", "bomb-profile.png"):
        assert isinstance(found.pop(beside_a_picture), Decoded)
    assert set(found.values()) <= {ProblemReason.TOO_LARGE, ProblemReason.DAMAGED}
    damaged = {name for name, answer in found.items() if answer is ProblemReason.DAMAGED}
    assert damaged == {"bomb-claimed.png"}  # Its header's checksum is wrong.


def test_numbers_that_lie_are_not_believed(tmp_path: Path) -> None:
    for name, answer in answers(malice.lying_numbers, tmp_path):
        if name in ("tiles.jp2", "claims-arithmetic.jpg"):
            assert isinstance(answer, Decoded), (
                name
            )  # Small tiles are allowed, and the other is a valid picture of noise.
        elif name == "entries-whole.ico":
            assert isinstance(answer, Decoded) and (answer.width, answer.height) == (16, 16)
        elif name in ("claims-lossless.jpg", "claims-hierarchical.jpg", "claims-twelve-bits.jpg"):
            assert answer is ProblemReason.UNSUPPORTED, name
        else:
            assert answer in {ProblemReason.DAMAGED, ProblemReason.TOO_LARGE}, name


def test_what_goes_on_without_end_is_read_once_or_refused(tmp_path: Path) -> None:
    found = dict(answers(malice.endless, tmp_path))
    refused = {name: answer for name, answer in found.items() if isinstance(answer, ProblemReason)}
    assert refused == {
        "strips.tif": ProblemReason.TOO_LARGE,
        "strips-claimed.tif": ProblemReason.TOO_LARGE,
        "comments.gif": ProblemReason.DAMAGED,
        "progressive-without-end.jpg": ProblemReason.DAMAGED,
    }
    for name in ("exif-itself.jpg", "restarts.jpg", "profile-16-MB.jpg"):
        assert is_right(found[name], hostile.picture()), name


def test_what_lies_behind_a_picture_does_not_change_it(tmp_path: Path) -> None:
    for name, answer in answers(malice.polyglots, tmp_path):
        if name.startswith("behind"):
            assert answer is ProblemReason.UNKNOWN_FORMAT, name
        else:
            assert is_right(answer, hostile.picture()) or name == "before-video.jp2", name


def test_a_number_that_leads_out_of_the_file_is_damage_and_no_read_error(tmp_path: Path) -> None:
    path = tmp_path / "a.ico"
    icon = struct.pack("<HHHBBBBHHII", 0, 1, 1, 16, 16, 2, 0, 1, 1, 176, 22)
    path.write_bytes(icon + struct.pack("<IIIHH", 40, 0xFFFF0000, 0xFFFF0000, 1, 1) + bytes(162))
    with pytest.raises(UnreadableError) as raised:
        decode(str(path))
    assert raised.value.reason is ProblemReason.DAMAGED


def test_the_smallest_and_the_longest_pictures(tmp_path: Path) -> None:
    found = dict(answers(hostile.extreme_sizes, tmp_path))
    assert {name for name, answer in found.items() if isinstance(answer, ProblemReason)} == {"none.png", "none.gif"}


def test_broken_exif_costs_neither_the_picture_nor_its_orientation(tmp_path: Path) -> None:
    turned_back = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}
    for name, answer in answers(hostile.broken_exif, tmp_path):
        asked = int(name.split("-")[1]) if name.endswith("-rest-broken.jpg") else 1
        assert is_right(answer, stored_for(hostile.picture(), turned_back[asked])), name


def test_a_hundred_megabytes_of_metadata(tmp_path: Path) -> None:
    for name, answer in answers(hostile.much_metadata, tmp_path):
        picture = Image.new("RGB", (64, 48)) if name.endswith(".png") else hostile.picture()
        assert answer is ProblemReason.TOO_LARGE or is_right(answer, picture), name


def test_unusual_but_honest_files_are_read(tmp_path: Path) -> None:
    grey = ("sixteen", "thirty-two", "float.tif")
    for name, answer in answers(hostile.unusual, tmp_path):
        assert isinstance(answer, Decoded), name
        if name.startswith(grey):
            assert is_right(answer, hostile.picture().convert("L")), name
        elif not name.startswith(("float-nan", "one-bit", "palette")):
            assert is_right(answer, hostile.picture()), name


def test_all_of_them_together_take_little_memory(tmp_path: Path) -> None:
    """Peak memory of a program that decodes them all, and of its decoder process, in MiB."""
    hostile.make_hostile(tmp_path / "hostile", kinds=(hostile.bombs, hostile.much_metadata, hostile.unusual))
    peaks = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _DECODE_ALL, str(tmp_path / "hostile")],
        capture_output=True,
        text=True,
        check=True,
    )
    own, child = map(int, peaks.stdout.split())
    assert own < 500
    assert child < 300


def test_the_command_line_counts_them_by_reason_and_prints_nothing_else(tmp_path: Path) -> None:
    hostile.make_hostile(tmp_path / "hostile", kinds=(hostile.broken_exif, hostile.extreme_sizes))
    command = [sys.executable, "-m", "lookalike", "scan", str(tmp_path / "hostile"), "--preset", "exact"]
    scanned = subprocess.run(command, capture_output=True, text=True)
    assert (scanned.returncode, scanned.stderr) == (0, "")
    command[-1] = "hash"
    scanned = subprocess.run(command, capture_output=True, text=True)
    assert scanned.returncode == 1
    assert "2  damaged" in scanned.stdout
    assert "Warning" not in scanned.stderr


_DECODE_ALL = """
import contextlib, pathlib, re, sys
from lookalike.decoding.decode import decode
from lookalike.errors import UnreadableError
from lookalike.decoding.sandbox import shared_pool
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")):
    with contextlib.suppress(UnreadableError):
        decode(str(path))
for process in ("self", *shared_pool().idle_processes()):
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    print(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024)
"""


def test_the_collection_covers_every_format(tmp_path: Path) -> None:
    names = [name for name, _ in hostile.truncated(tmp_path)]
    assert {Path(name).suffix for name in names} == set(ENDINGS)
