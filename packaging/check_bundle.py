"""Shows that a bundle works: engine, every decoder, MobileNet and window. Linux; run in the development environment.

    PYTHONPATH=.:core:gui:resources python packaging/check_bundle.py [FOLDER_OF_THE_BUNDLE]

It prints sizes and start times and leaves a screenshot in `build/bundle-window.png`. Needs what the tests need.
"""

from __future__ import annotations

import csv
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import skimage
from PIL import Image
from tests.e2e.xserver import XServer, end, wait_until
from tests.formats import ENDINGS, write

from lookalike import __version__

TREE = Path(__file__).resolve().parent.parent
STARTS = 5


class Bundle:
    """The bundled program, with folders of its own."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        self.folder = folder
        kinds = ("CACHE", "DATA", "CONFIG", "LOG")
        own = {f"LOOKALIKE_{kind}_DIR": str(scratch / kind.lower()) for kind in kinds}
        bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        self.variables = bare | own

    def run(self, *arguments: str | Path, expected: int = 0) -> str:
        """What the command line prints. Raises AssertionError where it does not end as expected."""
        command = [str(self.folder / "lookalike"), *map(str, arguments)]
        done = subprocess.run(command, env=self.variables, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == expected, f"{command} ended with {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TREE / "dist" / "lookalike"
    with tempfile.TemporaryDirectory() as scratch:
        bundle = Bundle(folder.resolve(), Path(scratch))
        photos = make_photos(Path(scratch, "photos"))
        check("it says its version", lambda: check_version(bundle))
        check("no library is missing", lambda: check_libraries(bundle))
        check("the guide, the licences and the languages are there", lambda: check_data(bundle))
        check("every part is listed with its licence", lambda: check_parts(bundle))
        check(f"a scan groups one photo in {len(ENDINGS)} formats", lambda: check_scan(bundle, photos))
        check("it explains a match", lambda: check_compare(bundle, photos))
        check("MobileNet names HEIC, AVIF, JPEG XL and RAW", lambda: check_classify(bundle, photos))
        with XServer(_folder(scratch, "screen"), TREE / "build" / "failed.png") as screen:
            check("the window opens and scans", lambda: check_window(bundle, screen, photos))
            report_starts(bundle, screen)
    megabytes = sum(file.lstat().st_size for file in folder.rglob("*")) / 1e6
    print(f"size: {megabytes:.0f} MB in {sum(1 for _ in folder.rglob('*'))} files")
    return 0


def check(what: str, do: Callable[[], object]) -> None:
    do()
    print(f"ok: {what}")


def make_photos(folder: Path) -> Path:
    """One photo in every format, another one, and a flat picture, of whose hash `imagehash` itself decides the bits."""
    folder.mkdir()
    shipped = Path(skimage.__file__).parent / "data"
    cat = Image.open(shipped / "chelsea.png").convert("RGB")
    for ending in ENDINGS:
        write(cat.resize((256, 170)) if ending == ".ico" else cat, folder / named(ending))
    Image.open(shipped / "coffee.png").convert("RGB").save(folder / "coffee.jpg")
    Image.new("RGB", (300, 200), (120, 130, 140)).save(folder / "flat.png")
    return folder


def named(ending: str) -> str:
    """A name for the cat in this format; a RAW file named as its JPEG would be that photo's companion."""
    return f"cat-{ending[1:]}{ending}"


def check_version(bundle: Bundle) -> None:
    assert bundle.run("--version").split() == ["lookalike", __version__]


def check_libraries(bundle: Bundle) -> None:
    own = {"LD_LIBRARY_PATH": str(bundle.folder / "_internal")}
    files = [str(file) for file in bundle.folder.rglob("*.so*")]
    answer = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False, env=bundle.variables | own)
    missing = {line.split()[0] for line in answer.stdout.splitlines() if line.endswith("not found")}
    assert not missing, missing


def check_data(bundle: Bundle) -> None:
    data = bundle.folder / "_internal"
    for wanted in (
        "lookalike_resources/guide/*",
        "lookalike_resources/translations/lookalike_zh_CN.qm",
        "LICENSE",
        "licenses/numpy/*",
        "lookalike_resources/guide/bundled.md",
    ):
        assert next(data.glob(wanted), None), f"{wanted} is missing"


def check_parts(bundle: Bundle) -> None:
    """What lies in the bundle is named in its list of parts, and FFmpeg and OpenSSL 1.1.1 are in neither."""
    data = bundle.folder / "_internal"
    parts = json.loads((data / "sbom.cdx.json").read_text("utf-8"))["components"]
    named = {part["name"] for part in parts} | {inner["name"] for part in parts for inner in part.get("components", [])}
    assert named >= {"Python", "numpy", "PySide6_Essentials", "MobileNet V1, trained on ImageNet", "jpegxl-src"}, named
    libraries = {file.name for folder in data.glob("*.libs") for file in folder.iterdir()}
    assert libraries <= named, libraries - named
    for gone in ("openssl-libs", "libssl-*", "libcrypto-*", "libvpx-*", "libswresample-*"):
        assert gone not in named and not next(data.rglob(gone), None), gone
    for page in data.glob("lookalike_resources/guide/bundled.md"):
        broken = [
            link for link in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")) if not (page.parent / link).exists()
        ]
        assert not broken, broken


def check_scan(bundle: Bundle, photos: Path) -> None:
    table = photos.parent / "groups.csv"
    bundle.run("scan", photos, "--csv", table)
    with table.open(encoding="utf-8-sig", newline="") as lines:
        found = {Path(row["path"]).name for row in csv.DictReader(lines)}
    assert found == {named(ending) for ending in ENDINGS}, found


def check_compare(bundle: Bundle, photos: Path) -> None:
    told = bundle.run("compare", photos / named(".jpg"), photos / named(".heic"))
    assert "re-encoded" in told, told


def check_classify(bundle: Bundle, photos: Path) -> None:
    for ending in (".heic", ".avif", ".jxl", ".dng"):
        told = bundle.run("classify", photos / named(ending))
        assert "cat" in told.split("\n", 1)[1], told


def check_window(bundle: Bundle, screen: XServer, photos: Path) -> None:
    with ExitStack() as stack:
        command = [str(bundle.folder / "lookalike-gui"), "--scan", str(photos)]
        window = screen.start(stack, command, variables=_without_screen(bundle))
        wait_until(lambda: screen.find_window(window.pid, "Lookalike"), "the window")
        wait_until(lambda: _log_of(bundle), "the log")
        time.sleep(10)
        screen.screenshot(TREE / "build" / "bundle-window.png")
        assert window.poll() is None, "the window has gone"
        said = _log_of(bundle)
        assert "ERROR" not in said and "Traceback" not in said, said


def report_starts(bundle: Bundle, screen: XServer) -> None:
    """Print how long a warm start takes until the window is on the screen."""
    seconds, work = [], []
    for _ in range(STARTS):
        before, begin = _work_of_children(), time.monotonic()
        program = subprocess.Popen(
            [str(bundle.folder / "lookalike-gui")], env=screen.variables | _without_screen(bundle)
        )
        wait_until(partial(screen.find_window, program.pid, "Lookalike"), "the window")
        seconds.append(time.monotonic() - begin)
        end(program)
        work.append(_work_of_children() - before)
    print(
        f"window on the screen after {min(seconds):.2f} s at best, {sorted(seconds)[STARTS // 2]:.2f} s in the middle"
    )
    print(f"processor time until then, with xdotool's: {min(work):.2f} s at best")


def _work_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _log_of(bundle: Bundle) -> str:
    log = Path(bundle.variables["LOOKALIKE_LOG_DIR"], "lookalike.log")
    return log.read_text("utf-8") + " " if log.exists() else ""


def _without_screen(bundle: Bundle) -> dict[str, str]:
    return {name: value for name, value in bundle.variables.items() if name.startswith("LOOKALIKE_")}


def _folder(parent: str, name: str) -> Path:
    folder = Path(parent, name)
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(main())
