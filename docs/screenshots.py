"""Makes the documentation's screenshots from the real program in a real X server.

    python docs/screenshots.py [SCENE...]      # all of them, or those scenes alone

Needs what the end-to-end tests need (Xvfb, openbox, xdotool) and the extra `test`. The photographs are those that ship
inside scikit-image's wheel. Pictures get a palette of their own, so that the whole folder stays small.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

TREE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TREE))

from tests import photos  # noqa: E402
from tests.e2e.program import Program  # noqa: E402
from tests.e2e.xserver import Rect, XServer, wait_until  # noqa: E402

IMAGES = TREE / "resources" / "lookalike_resources" / "guide" / "images"
GUI = "lookalike_gui"
HOME = Path(tempfile.gettempdir()) / "anna"
"""Always the same place, so that pictures change only when the program does."""

WINDOW = (1280, 800)
COLOURS = 256
MODES = ("side-by-side", "wipe", "overlay", "flicker", "difference", "orb")
"""In the order of the keys S, W, O, F, D, E."""


def make_album(folder: Path) -> Path:
    """A library as people have it: a camera's folder, a phone's, and what was saved again for other purposes."""
    coffee, cat, crew, rocket = (photos.photo(name) for name in ("coffee", "chelsea", "astronaut", "rocket"))
    bike, sharper = photos.stereo_pair()
    pictures = {
        "Camera/DSC_0412.jpg": (coffee, 95),
        "Camera/DSC_0413.jpg": (cat, 95),
        "Camera/DSC_0414.jpg": (crew, 95),
        "Camera/DSC_0415.jpg": (rocket, 95),
        "Camera/DSC_0416.jpg": (photos.photo("motorcycle"), 95),
        "Camera/DSC_0417.jpg": (photos.photo("hubble"), 93),
        "Camera/DSC_0418.jpg": (photos.photo("retina"), 93),
        "Camera/DSC_0419.jpg": (photos.photo("coins"), 93),
        "Phone/coffee small.jpg": (photos.resized(coffee, 0.6), 80),
        "Phone/coffee turned crop.jpg": (photos.rotated(photos.cropped(coffee, 0.35)), 88),
        "Phone/cat.jpg": (photos.brightened(cat), 85),
        "Phone/cat mirrored.jpg": (photos.mirrored(cat), 85),
        "For print/coffee.png": (coffee, 0),
        "For print/launch crop.jpg": (photos.cropped(rocket, 0.3), 90),
        "For print/crew captioned.jpg": (photos.captioned(crew, "Crew portrait"), 90),
        "For print/crew framed.jpg": (photos.framed(crew), 90),
        "For print/crew grey.jpg": (photos.greyed(crew), 90),
        "For print/other side.jpg": (sharper, 90),
    }
    for day, (name, (image, quality)) in enumerate(pictures.items()):
        photos.with_age(photos.save(image, folder / name, quality=quality), day * 11)
    assert bike.size == sharper.size
    for name in ("DSC_0414.jpg", "DSC_0415.jpg"):
        (folder / "Backup").mkdir(exist_ok=True)
        photos.with_age(Path(shutil.copy(folder / "Camera" / name, folder / "Backup")), 300)
    (folder / "Camera" / "DSC_0420.jpg").write_bytes(b"\xff\xd8\xff\xe0 half a file")
    return folder


@dataclass(frozen=True)
class Shot:
    """The program on a screen of its own. `factor` is the scale; coordinates of things are in units of it."""

    program: Program
    factor: int

    def keys(self, *names: str) -> None:
        """Press keys one after another."""
        self.program.screen.keys(*names)

    def save(self, name: str, *, settled: bool = True) -> None:
        """Keep what the main window covers, dialogs included, once nothing moves any more."""
        if settled:
            self._settle()
        screen = self.program.screen
        windows = self.program.things(role="Window")
        place = next(window.rect for window in windows if window.name.endswith("Lookalike"))  # "37 % – Lookalike"
        left, top = place.x * self.factor, place.y * self.factor
        right, bottom = left + place.width * self.factor, top + place.height * self.factor
        with Image.open(screen.screenshot(screen.folder / "screen.png")) as picture:
            part = picture.crop((left, top, right, bottom)).convert("RGB")
        IMAGES.mkdir(parents=True, exist_ok=True)
        part.quantize(COLOURS).save(IMAGES / f"{name}.png", optimize=True)

    def _settle(self) -> None:
        """Wait until two pictures in a row are the same."""
        seen: list[bytes] = [b""]

        def still() -> bool:
            self.program.screen.xdotool("sleep", "0.4")
            seen.append(self.program.screen.screenshot(self.program.screen.folder / "now.png").read_bytes())
            return seen[-1] == seen[-2]

        wait_until(still, "a screen that stands still")

    def found(self) -> None:
        """Wait for the end of the scan."""
        self.program.wait_for("Groups of photos", role="List")
        self.program.wait_for("Scan", role="Button")


@contextmanager
def lookalike(*arguments: Path | str, factor: int = 1, language: str = "en_US") -> Iterator[Shot]:
    """The program without memory of earlier runs, on a screen just large enough for its window and the frame."""
    width, height = (side * factor for side in WINDOW)
    with ExitStack() as stack:
        memory = stack.enter_context(tempfile.TemporaryDirectory(prefix="lookalike-"))
        size = f"{width + 20}x{height + 60}x24"
        screen = stack.enter_context(XServer(Path(memory), Path(memory) / "failed.png", size))
        screen.variables |= {
            "HOME": str(HOME),
            "XDG_CONFIG_HOME": f"{memory}/config",
            **{f"LOOKALIKE_{name}_DIR": f"{memory}/{name}" for name in ("CACHE", "DATA", "CONFIG", "LOG")},
            "LC_ALL": f"{language}.UTF-8",
            "LANGUAGE": language,
            "QT_SCALE_FACTOR": str(factor),
        }
        program = stack.enter_context(Program(screen, GUI, arguments))
        screen.place(program.window, Rect(10, 30, width, height))
        screen.activate(program.window)
        yield Shot(program, factor)


def starting(album: Path) -> None:
    """An empty window, and a scan at work."""
    with lookalike() as shot:
        shot.save("start")
    archive = photos.make_photos(HOME / "Archive", originals=photos.FILES).folder
    with lookalike(album, archive, "--scan") as shot:
        shot.program.wait_for("Checking pairs", role="StaticText")
        shot.program.screen.xdotool("sleep", 3)
        shot.save("scanning", settled=False)


def results(album: Path) -> None:
    """The grid, the list, the folders, the dialogs that mark and act."""
    with lookalike(album, "--scan") as shot:
        shot.found()
        shot.save("grid")
        shot.keys("ctrl+2")
        shot.save("list")
        shot.keys("ctrl+1", "ctrl+d")
        shot.save("folders")
        shot.keys("Escape", "ctrl+m")
        shot.save("rules")
        shot.keys("Return")
        shot.save("marked")
        shot.keys("ctrl+Delete")
        shot.save("plan")
        shot.keys("Escape", "question")
        shot.save("keys")


def comparing(album: Path) -> None:
    """The compare view: with a whole group, and in each mode on a crop that was turned."""
    with lookalike(album, "--scan") as shot:
        shot.found()
        shot.keys("Return", "period")
        shot.save("compare-group")
    pair = [album / "Camera" / "DSC_0412.jpg", album / "Phone" / "coffee turned crop.jpg"]
    with lookalike(*pair, "--scan") as shot:
        shot.found()
        shot.keys("Return")
        for key, name in zip("swofde", MODES, strict=True):
            shot.keys(key)
            shot.save(f"compare-{name}")


def searching(album: Path) -> None:
    """Search by image."""
    with lookalike(album, "--scan") as shot:
        shot.found()
        shot.keys("ctrl+i")
        shot.program.click("Choose a picture", role="Button")
        shot.program.wait_for("File name", role="EditableText")
        shot.program.screen.type(str(album / "Phone" / "coffee turned crop.jpg"))
        shot.keys("Return")
        shot.program.wait_for("What was found", role="Table")
        shot.save("search")


def looking(album: Path) -> None:
    """The dark theme, a screen of double density, and both of them in Chinese."""
    with lookalike(album, "--scan") as shot:
        shot.found()
        shot.keys("alt+v", "h", "d")
        shot.save("dark")
    with lookalike(album, "--scan", factor=2) as shot:
        shot.found()
        shot.save("double")
    with lookalike(album, "--scan", factor=2, language="zh_CN") as shot:
        shot.program.wait_for("DSC_0414.jpg", role="ListItem")
        shot.keys("alt+v", "h", "d")
        shot.save("chinese")


SCENES: tuple[Callable[[Path], None], ...] = (starting, results, comparing, searching, looking)


def main() -> None:
    """Make the scenes that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [scene.__name__ for scene in SCENES]
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=f"of {', '.join(names)}; all unless named")
    wanted = parser.parse_args().scenes or names
    HOME.mkdir()
    try:
        album = make_album(HOME / "Pictures")
        for scene in SCENES:
            if scene.__name__ in wanted:
                scene(album)
    finally:
        shutil.rmtree(HOME)


if __name__ == "__main__":
    main()
