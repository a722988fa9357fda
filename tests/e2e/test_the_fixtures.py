"""The end-to-end fixtures do what the tests rely on, shown on a toy program."""

from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.conftest import DragSources
from tests.e2e.program import Program
from tests.e2e.xserver import Rect, XServer, wait_until

pytestmark = pytest.mark.x11


def text(toy: Program) -> str:
    return toy.things(role="StaticText")[0].name


def test_a_drop_from_another_process_delivers_all_paths(
    screen: XServer, drag_source: DragSources, tmp_path: Path
) -> None:
    folder, file = tmp_path / "My Photos", tmp_path / "größe.jpg"
    folder.mkdir()
    file.touch()
    with Program(screen, "tests.e2e.toy_window") as toy:
        screen.place(toy.window, Rect(500, 60, 600, 400))
        drag_source(folder, file).drag_to(screen.rect(toy.window).centre)
        wait_until(lambda: text(toy) == f"dropped {folder} {file}", "the drop")


def test_mouse_and_keyboard_reach_the_program(screen: XServer) -> None:
    with Program(screen, "tests.e2e.toy_window") as toy:
        toy.click("Press me", role="Button")
        wait_until(lambda: text(toy) == "pressed", "the click")
        screen.keys("Tab")
        screen.type("hello there")
        wait_until(
            lambda: [thing.value for thing in toy.things(role="EditableText")] == ["hello there"], "the typed text"
        )


def test_a_key_that_is_held_too_long_on_a_busy_machine_does_not_repeat_itself(screen: XServer) -> None:
    with Program(screen, "tests.e2e.toy_window") as toy:
        toy.click("Press me", role="Button")
        screen.keys("Tab")
        screen.xdotool("keydown", "a", "sleep", "1", "keyup", "a")
        wait_until(lambda: [thing.value for thing in toy.things(role="EditableText")] == ["a"], "the letter")


def test_a_screenshot_shows_the_window_and_its_frame(screen: XServer, artifacts: Path) -> None:
    with Program(screen, "tests.e2e.toy_window") as toy:
        screen.place(toy.window, Rect(300, 200, 500, 300))
        toy.wait_for("Press me", role="Button")
        with Image.open(screen.screenshot(artifacts / "toy.png")) as picture:
            assert picture.size == (1280, 900)
            inside, outside = picture.getpixel((320, 220)), picture.getpixel((10, 10))
        assert inside != outside


def test_a_program_that_is_asked_to_close_ends_by_itself(screen: XServer) -> None:
    with Program(screen, "tests.e2e.toy_window") as toy:
        screen.activate(toy.window)
        screen.keys("alt+F4")
        assert toy.wait_for_end() == 0
