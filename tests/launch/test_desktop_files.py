"""What desktops and stores are told of the program, and its manual, agree with the program."""

from __future__ import annotations

import configparser
import importlib.util
import re
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from PIL import Image

from lookalike.cli import build_parser
from lookalike.files.formats import FORMATS
from lookalike_gui.sessions import SUFFIX

TREE = Path(__file__).parents[2]
LINUX = TREE / "packaging/linux"
PICTURES = TREE / "resources/lookalike_resources/guide/images"
METAINFO = ElementTree.parse(LINUX / "org.lookalike.Lookalike.metainfo.xml")
TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "DIB": "image/bmp",
    "PPM": "image/x-portable-pixmap",
    "TGA": "image/x-tga",
    "ICO": "image/vnd.microsoft.icon",
    "QOI": "image/qoi",
    "TIFF": "image/tiff",
    "PSD": "image/vnd.adobe.photoshop",
    "JPEG2000": "image/jp2",
    "AVIF": "image/avif",
    "HEIF": "image/heif",
    "JXL": "image/jxl",
    "RAW": "image/x-adobe-dng",
}


@pytest.fixture(scope="module")
def entry() -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(delimiters="=")
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(LINUX / "lookalike.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def packaging(name: str) -> ModuleType:
    """A script of the folder that makes packages."""
    found = importlib.util.spec_from_file_location(name, TREE / f"packaging/{name}.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def manual() -> str:
    page: str = packaging("manpage").page()
    return page


def test_folders_and_photos_of_every_format_can_be_opened_with_it(entry: configparser.SectionProxy) -> None:
    offered = set(entry["MimeType"].split(";"))
    assert {"inode/directory", *(TYPES[form.name] for form in FORMATS)} <= offered
    assert entry["Exec"].endswith("%F")


def test_a_saved_review_opens_with_a_double_click(entry: configparser.SectionProxy) -> None:
    space = {"mime": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = ElementTree.parse(LINUX / "lookalike-mime.xml").find("mime:mime-type", space)
    assert kind is not None
    assert kind.attrib["type"] in entry["MimeType"].split(";")
    pattern = kind.find("mime:glob", space)
    assert pattern is not None and pattern.attrib["pattern"] == f"*{SUFFIX}"


@pytest.mark.parametrize("side", [16, 256])
def test_the_icon_is_painted_sharply_in_its_sizes_on_nothing(side: int) -> None:
    icon = packaging("icons").paint(side)
    assert (icon.mode, icon.size) == ("RGBA", (side, side))
    assert icon.getpixel((0, 0))[3] == 0
    assert icon.getchannel("A").getextrema()[1] == 255
    assert len(icon.convert("RGB").quantize(16).getcolors()) > 3


def test_the_store_is_told_the_same_types(entry: configparser.SectionProxy) -> None:
    told = [element.text for element in METAINFO.iterfind("provides/mediatype")]
    assert told == entry["MimeType"].strip(";").split(";")


def test_the_screenshots_of_the_store_are_pictures_of_the_guide_at_their_size() -> None:
    shown = list(METAINFO.iterfind("screenshots/screenshot/image"))
    assert len(shown) >= 3
    for image in shown:
        with Image.open(PICTURES / str(image.text).rpartition("/")[2]) as picture:
            assert picture.size == (int(image.attrib["width"]), int(image.attrib["height"])), image.text


def test_the_manual_explains_every_verb_and_option_as_the_program_does(manual: str) -> None:
    (verbs,) = (action.choices for action in build_parser()._actions if isinstance(action.choices, dict))
    for name, parser in verbs.items():
        section = re.search(rf"^\.SS {name}\b.*?(?=^\.S[SH])", manual, re.MULTILINE | re.DOTALL)
        assert section, name
        plain = section[0].replace("\\-", "-")
        for option in (option for action in parser._actions for option in action.option_strings):
            assert option in plain or option in ("-h", "--help"), f"{name} {option}"


def test_every_verb_and_every_argument_says_what_it_is_for() -> None:
    (verbs,) = (action.choices for action in build_parser()._actions if isinstance(action.choices, dict))
    for name, parser in verbs.items():
        assert parser.description, name
        assert not [action.dest for action in parser._actions if not action.help], name


def test_the_manual_of_the_window_names_its_options() -> None:
    page = (LINUX / "lookalike-gui.1").read_text("utf-8").replace("\\-", "-")
    options = re.findall(r'add_argument\("(--[a-z-]+)"', (TREE / "gui/lookalike_gui/app.py").read_text("utf-8"))
    assert options and all(option in page for option in options)
