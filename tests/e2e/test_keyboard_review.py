"""Fifty groups reviewed from end to end by keys alone, sent by a real X server."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.e2e.program import Program
from tests.e2e.test_main_journey import GUI, PLACE, groups_in, type_into_file_dialog, wait_for_groups
from tests.e2e.xserver import XServer, wait_until
from tests.photos import photo, save

pytestmark = pytest.mark.x11

GROUPS = 50
RICH = ("astronaut", "chelsea", "coffee", "hubble", "motorcycle", "retina", "rocket", "coins", "camera")
TILE = 128
LEAST_CONTRAST = 32
"""Standard deviation of a tile's luminance: skies and dark corners show too little to be compared."""

KEEP_THE_KEEPER, KEEP_THE_OTHER, KEEP_ALL, NO_MATCH = ("k",), ("Tab", "k"), ("a",), ("x",)
ROUND = (KEEP_THE_KEEPER, KEEP_THE_KEEPER, KEEP_THE_OTHER, KEEP_ALL, NO_MATCH)


def tiles(name: str) -> list[Image.Image]:
    whole = photo(name)
    corners = [
        (left, top)
        for top in range(0, whole.height - TILE + 1, TILE)
        for left in range(0, whole.width - TILE + 1, TILE)
    ]
    cut = [whole.crop((left, top, left + TILE, top + TILE)).resize((300, 300)) for left, top in corners]
    return [tile for tile in cut if np.asarray(tile.convert("L")).std() >= LEAST_CONTRAST]


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    """A folder of fifty photos, each with a smaller copy."""
    folder = tmp_path / "pairs"
    every = (tile for name in RICH for tile in tiles(name))
    for number, tile in enumerate(islice(every, GROUPS)):
        save(tile, folder / f"{number:02}.png")
        save(tile.resize((240, 240)), folder / f"{number:02} copy.jpg")
    assert len(list(folder.iterdir())) == 2 * GROUPS
    return folder


def marked_in(file: Path) -> list[tuple[str, str]]:
    """The group and the role of each marked photo, read without any code of ours."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [(row["group"], row["role"]) for row in csv.DictReader(lines) if row["marked"] == "yes"]


def test_fifty_groups_are_reviewed_by_keys_alone(screen: XServer, pairs: Path, tmp_path: Path, artifacts: Path) -> None:
    exported = tmp_path / "reviewed.csv"
    with Program(screen, GUI) as program:
        screen.place(program.window, PLACE)
        screen.activate(program.window)
        screen.keys("ctrl+o")
        type_into_file_dialog(program, "Directory", pairs)
        program.wait_for(str(pairs), role="ListItem")
        screen.keys("F5")
        wait_for_groups(program, f"{GROUPS} groups")

        screen.keys("Return")
        program.wait_for(f"Group 1 of {GROUPS}", role="StaticText")
        first, *others = ROUND * (GROUPS // len(ROUND))
        screen.keys(*first)
        program.wait_for(f"Group 2 of {GROUPS}", role="StaticText")
        screen.keys("BackSpace")
        program.wait_for(f"Group 1 of {GROUPS}", role="StaticText")
        screen.screenshot(artifacts / "keyboard-review.png")
        screen.keys(*first, *(key for decision in others for key in decision))
        program.wait_for("30 photos marked", role="StaticText")

        screen.keys("Escape")
        program.wait_for("Groups of photos", role="List")
        screen.screenshot(artifacts / "keyboard-reviewed.png")
        screen.keys("ctrl+e")
        type_into_file_dialog(program, "File name", exported)
        wait_until(exported.exists, "the exported file")
        screen.keys("ctrl+q")
        assert program.wait_for_end() == 0
    marked = marked_in(exported)
    assert Counter(role for _, role in marked) == {"member": 20, "keeper": 10}
    assert len({group for group, _ in marked}) == 30
    assert len(groups_in(exported)) == GROUPS * 4 // 5  # a fifth was called no match
