"""From folders to a list of duplicates, with the real program in a real X server."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from tests.e2e.conftest import DragSources
from tests.e2e.program import Program, Thing
from tests.e2e.xserver import Rect, XServer, wait_until
from tests.photos import Truth, make_photos

pytestmark = pytest.mark.x11

GUI = "lookalike_gui"
PLACE = Rect(20, 40, 1240, 660)


@pytest.fixture
def truth(tmp_path: Path) -> Truth:
    return make_photos(tmp_path / "My Photos")


def groups_in(file: Path) -> set[frozenset[str]]:
    """The groups that an exported CSV lists, read without any code of ours."""
    groups = defaultdict(set)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            groups[row["group"]].add(row["path"])
    return set(map(frozenset, groups.values()))


def type_into_file_dialog(program: Program, label: str, path: Path) -> None:
    """The name of something in the home folder: of a whole path, a busy machine may take a folder on the way, too."""
    wait_until(lambda: program.wait_for(label, role="EditableText").focused, "the keyboard in the file dialog")
    program.screen.keys("ctrl+a")
    program.screen.type(path.name)
    wait_until(lambda: program.wait_for(label, role="EditableText").value == path.name, "the typed name")
    program.screen.keys("Return")
    wait_until(lambda: not program.things(label, role="EditableText"), "the file dialog to close")


def name_of(thing: Thing | None, *, but: str = "") -> str:
    name = thing.name.partition(",")[0] if thing else ""
    return name if name != but else ""


def wait_for_groups(program: Program, summary: str) -> None:
    program.wait_for(summary, role="StaticText")
    program.wait_for("Groups of photos", role="List")


def test_a_folder_dropped_from_another_program_is_scanned_and_its_groups_are_exported(
    screen: XServer, drag_source: DragSources, tmp_path: Path, artifacts: Path
) -> None:
    truth, exported = make_photos(tmp_path / "Fotos für Oma"), tmp_path / "duplicates.csv"
    with Program(screen, GUI) as program:
        screen.place(program.window, PLACE)
        screen.screenshot(artifacts / "start.png")
        drag_source(truth.folder).drag_to(screen.rect(program.window).centre)
        program.wait_for(str(truth.folder), role="ListItem")

        screen.activate(program.window)
        program.click("Scan", role="Button")
        wait_for_groups(program, "3 groups")
        screen.screenshot(artifacts / "groups.png")

        program.click("File", role="MenuItem")
        program.click("Export CSV", role="MenuItem")
        type_into_file_dialog(program, "File name", exported)
        wait_until(exported.exists, "the exported file")
    assert groups_in(exported) == truth.as_sets


def test_the_same_by_keyboard_alone(screen: XServer, truth: Truth, tmp_path: Path) -> None:
    exported = tmp_path / "by keyboard.csv"
    with Program(screen, GUI) as program:
        screen.activate(program.window)
        screen.keys("ctrl+o")
        type_into_file_dialog(program, "Directory", truth.folder)
        program.wait_for(str(truth.folder), role="ListItem")

        screen.keys("F5")
        wait_for_groups(program, "3 groups")

        screen.keys("ctrl+e")
        type_into_file_dialog(program, "File name", exported)
        wait_until(exported.exists, "the exported file")
        screen.keys("ctrl+q")
        assert program.wait_for_end() == 0
    assert groups_in(exported) == truth.as_sets


def test_arrow_keys_walk_through_the_photos_of_a_group(screen: XServer, tmp_path: Path) -> None:
    truth = make_photos(
        tmp_path / "photos", originals=["coffee"], edits=["recompressed", "resized"], unrelated=["rocket"]
    )
    with Program(screen, GUI, [truth.folder, "--scan"]) as program:
        wait_for_groups(program, "1 group")
        screen.activate(program.window)
        visited = [wait_until(lambda: name_of(program.focus()), "the keyboard on a photo")]
        for key in ("Right", "Right"):
            screen.keys(key)
            visited.append(wait_until(lambda: name_of(program.focus(), but=visited[-1]), f"the focus to move by {key}"))
    assert set(visited) == {path.name for path in truth.groups["coffee"]}


def test_photos_that_all_differ_are_said_to_differ(screen: XServer, tmp_path: Path) -> None:
    truth = make_photos(tmp_path / "photos", originals=[], unrelated=["coffee", "rocket", "retina"])
    with Program(screen, GUI, [truth.folder, "--scan"]) as program:
        program.wait_for("No duplicates", role="StaticText")


def test_closing_while_scanning_ends_the_program_cleanly(screen: XServer, truth: Truth) -> None:
    with Program(screen, GUI, [truth.folder, "--scan"]) as program:
        program.wait_for("Stop", role="Button")
        screen.activate(program.window)
        screen.keys("alt+F4")
        assert program.wait_for_end() == 0
        assert "Traceback" not in program.output.read_text()
