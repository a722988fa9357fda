"""Shows that the .deb works on a Debian that has nothing else: installs it in a clean root and uses it there.

    sudo debootstrap --variant=minbase bookworm ROOT
    sudo env PYTHONPATH=.:core:gui:resources python packaging/check_deb.py ROOT [PACKAGE.deb]

The root is changed; give it a copy. X server, window manager and file manager (Xvfb, openbox, pcmanfm, xdotool) run
outside: in the root is the package alone, with what it depends on. The program is started as its desktop entry says, a
folder is dropped onto it from the file manager's window with the mouse, scanned, and the groups are exported as CSV.
Screenshots: `build/deb-*.png`.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.e2e.xserver import Rect, XServer, wait_until
from tests.photos import make_photos

TREE = Path(__file__).resolve().parent.parent
PICTURES = TREE / "build"
SHARED = Path(tempfile.mkdtemp(prefix="lookalike-"))
"""The same path outside and in the root, so that what the file manager names is there."""
ENTRY = "usr/share/applications/lookalike.desktop"


def main() -> int:
    root = Path(sys.argv[1]).resolve()
    package = Path(sys.argv[2]) if len(sys.argv) > 2 else next(iter((TREE / "dist").glob("*.deb")))
    (SHARED / "screen").mkdir()
    make_photos(SHARED / "shelf" / "photos")
    with ExitStack() as stack:
        for source, target in (("/proc", "proc"), ("/dev", "dev"), (str(SHARED), str(SHARED)[1:])):
            mount(stack, source, root / target)
        install(root, package)
        screen = stack.enter_context(XServer(SHARED / "screen", PICTURES / "deb-failed.png"))
        use(screen, stack, root)
    remove(root)
    return 0


def mount(stack: ExitStack, source: str, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "--bind", source, target], check=True)
    stack.callback(lambda: subprocess.run(["umount", "--lazy", target], check=False))


def inside(root: Path, *command: str, **variables: str) -> list[str]:
    """The command as it runs in the root, with a login's environment."""
    login = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"} | variables
    return ["env", "-i", *(f"{name}={value}" for name, value in login.items()), "chroot", str(root), *command]


def install(root: Path, package: Path) -> None:
    shutil.copy(package, root / "tmp" / "lookalike.deb")
    shutil.copy("/etc/resolv.conf", root / "etc" / "resolv.conf")
    before = packages(root)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(inside(root, "apt-get", "update", "-qq"), check=True)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "/tmp/lookalike.deb"]
    subprocess.run(inside(root, *command, **quiet), check=True, stdout=subprocess.DEVNULL)
    print(f"ok: installed, with {len(packages(root) - before) - 1} packages that were missing")


def packages(root: Path) -> set[str]:
    asked = inside(root, "dpkg-query", "-f", "${Package}\n", "-W")
    return set(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split())


def use(screen: XServer, stack: ExitStack, root: Path) -> None:
    entry = (root / ENTRY).read_text("utf-8")
    (line,) = re.findall(r"^Exec=(.*)$", entry, re.MULTILINE)
    words = [word for word in line.split() if not word.startswith("%")]
    program = screen.start(stack, inside(root, *words, DISPLAY=screen.display))
    window = wait_until(lambda: find(screen, "Lookalike"), "the window")
    screen.place(window, Rect(20, 40, 1000, 640))
    time.sleep(2)
    screen.screenshot(PICTURES / "deb-1-start.png")
    print("ok: the desktop entry opens the window")
    drop_from_file_manager(screen, stack, window)
    screen.screenshot(PICTURES / "deb-2-dropped.png")
    screen.activate(window)
    screen.keys("F5")
    time.sleep(12)
    screen.screenshot(PICTURES / "deb-3-groups.png")
    export(screen, window)
    assert program.poll() is None, "the program has ended"


def find(screen: XServer, title: str) -> int | None:
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", title],
        env=screen.variables,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    return int(found[-1]) if found else None


def drop_from_file_manager(screen: XServer, stack: ExitStack, window: int) -> None:
    """Drag the one folder that the file manager shows onto the window."""
    home = SHARED / "screen" / "home"
    home.mkdir()
    screen.start(stack, ["dbus-run-session", "pcmanfm", str(SHARED / "shelf")], variables={"HOME": str(home)})
    manager = wait_until(lambda: find(screen, "shelf"), "the file manager")
    screen.place(manager, Rect(500, 480, 640, 380))
    screen.activate(manager)
    time.sleep(2)
    screen.screenshot(PICTURES / "deb-file-manager.png")
    inner = screen.rect(manager)
    for _ in range(3):  # A busy machine may miss the start of a drag; a folder is only taken once.
        screen.drag((inner.x + 207, inner.y + 100), (300, 300), lambda: True)
        time.sleep(2)


def export(screen: XServer, window: int) -> None:
    target = SHARED / "groups.csv"
    screen.activate(window)
    screen.keys("ctrl+e")
    time.sleep(2)
    screen.keys("ctrl+a")
    screen.type(str(target))
    screen.screenshot(PICTURES / "deb-4-export.png")
    screen.keys("Return")
    wait_until(target.exists, "the CSV")
    with target.open(encoding="utf-8-sig", newline="") as lines:
        groups = {row["group"] for row in csv.DictReader(lines)}
    assert groups, "the CSV has no group"
    print(f"ok: dropped from the file manager, scanned, exported: {len(groups)} groups")


def remove(root: Path) -> None:
    subprocess.run(inside(root, "dpkg", "--purge", "lookalike"), check=True, stdout=subprocess.DEVNULL)
    left = [name for name in ("usr/lib/lookalike", "usr/bin/lookalike", ENTRY) if os.path.lexists(root / name)]
    assert not left, left
    print("ok: nothing is left after it was removed")


if __name__ == "__main__":
    sys.exit(main())
