"""Who logs out in the middle of a review finds it again."""

import signal
from pathlib import Path

import pytest

from tests.e2e.program import Program
from tests.e2e.xserver import XServer
from tests.photos import make_photos

pytestmark = pytest.mark.x11

GUI = "lookalike_gui"


def test_a_review_that_a_logout_interrupted_is_offered_and_gone_on_with(screen: XServer, tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    make_photos(photos, originals=("coffee", "rocket"), edits=("resized",), unrelated=())
    with Program(screen, GUI, [photos, "--scan"]) as program:
        program.wait_for("Groups of photos", role="List")
        program.wait_for("Scan", role="Button")
        screen.activate(program.window)
        screen.keys("k")
        program.wait_for("1 photo marked", role="StaticText")
        program.send(signal.SIGTERM)
        assert program.wait_for_end() == 0
    with Program(screen, GUI) as program:
        program.wait_for(str(photos), role="ListItem")
        program.wait_for("2 groups, 1 decided", role="StaticText")
        program.click("Go on where you stopped", role="Button")
        program.wait_for("1 photo marked", role="StaticText")
