"""What Windows is given for paths that it would refuse or take for something else; pure, so that it shows anywhere."""

import pytest

from lookalike.files.reading import is_in_the_cloud
from lookalike.files.windowspaths import is_awkward, plain_path, system_path

LONG = "a" * 200


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("C:\\photos\\a.jpg", "C:\\photos\\a.jpg"),
        (f"C:\\{LONG}\\{LONG}.jpg", f"\\\\?\\C:\\{LONG}\\{LONG}.jpg"),
        (f"C:/{LONG}/./b/../{LONG}.jpg", f"\\\\?\\C:\\{LONG}\\{LONG}.jpg"),
        (f"\\\\nas\\share\\{LONG}\\{LONG}.jpg", f"\\\\?\\UNC\\nas\\share\\{LONG}\\{LONG}.jpg"),
        (f"\\\\?\\C:\\{LONG}\\{LONG}.jpg", f"\\\\?\\C:\\{LONG}\\{LONG}.jpg"),
        (f"{LONG}\\{LONG}.jpg", f"{LONG}\\{LONG}.jpg"),
        ("C:\\photos\\CON.jpg", "\\\\?\\C:\\photos\\CON.jpg"),
        ("C:\\aux\\a.jpg", "\\\\?\\C:\\aux\\a.jpg"),
        ("C:\\holiday. \\a.jpg", "\\\\?\\C:\\holiday. \\a.jpg"),
        ("C:\\photos\\.\\a.jpg", "C:\\photos\\.\\a.jpg"),
        ("C:\\", "C:\\"),
    ],
)
def test_windows_gets_the_prefix_where_it_needs_it(path: str, given: str) -> None:
    assert system_path(path, on_windows=True) == given
    assert system_path(path, on_windows=False) == path


def test_a_person_never_sees_the_prefix() -> None:
    for path in (f"C:\\{LONG}\\{LONG}.jpg", f"\\\\nas\\share\\{LONG}\\{LONG}.jpg", "C:\\photos\\NUL.jpg"):
        assert plain_path(system_path(path, on_windows=True)) == path
    assert plain_path("C:\\photos\\a.jpg") == "C:\\photos\\a.jpg"


@pytest.mark.parametrize(
    "name", ["con", "CON.jpg", "nul.tar.gz", "com1.jpg", "LPT9", "COM¹.png", "a.", "a ", "prn .jpg"]
)
def test_names_that_windows_keeps_for_itself(name: str) -> None:
    assert is_awkward(name)


@pytest.mark.parametrize("name", ["console.jpg", "a.con", "com0.jpg", "com10.jpg", "a b.jpg", ".", "..", "", ".a"])
def test_names_that_only_look_like_those(name: str) -> None:
    assert not is_awkward(name)


@pytest.mark.parametrize(
    ("platform", "attributes", "flags", "expected"),
    [
        ("win32", 0x400000, 0, True),  # FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS: OneDrive
        ("win32", 0x40000, 0, True),  # FILE_ATTRIBUTE_RECALL_ON_OPEN
        ("win32", 0x1000, 0, True),  # FILE_ATTRIBUTE_OFFLINE: older providers, tape archives
        ("win32", 0x20 | 0x1, 0, False),  # archive, read-only
        ("win32", 0x80000, 0, False),  # FILE_ATTRIBUTE_PINNED: kept on this disk
        ("darwin", 0, 0x40000000, True),  # SF_DATALESS
        ("darwin", 0, 0x8000, False),  # UF_HIDDEN
        ("linux", 0x400000, 0x40000000, False),
    ],
)
def test_a_file_whose_content_is_in_the_cloud_is_known_by_its_flags(
    platform: str, attributes: int, flags: int, expected: bool
) -> None:
    assert is_in_the_cloud(platform, attributes, flags) is expected
