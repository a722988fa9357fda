"""Full disks, read-only volumes, a trash on another volume, one volume mounted twice: with real mounts.

The tests in `mounted` run in a pytest of their own, in a mount namespace that ends with it: ordinary users may have
one of those, too. Where the system forbids that, as many containers do, the run says so at its end. Killing the
program and trying any sequence of actions works there as well, only slower, on the disk.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CANNOT_BE_TESTED_HERE
from tests.core.mounted.conftest import IN_OWN_MOUNTS

ROOT = Path(__file__).parents[2]
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
WAYS_IN = ("unshare --mount", "unshare --map-root-user --mount", "sudo -n -E unshare --mount")


def way_in() -> list[str]:
    """How to start a program in a mount namespace of its own; empty where the system forbids it."""
    for way in WAYS_IN:
        try:
            tried = subprocess.run([*way.split(), "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True)
        except FileNotFoundError:
            continue
        if tried.returncode == 0:
            return way.split()
    return []


def run_apart(folder: Path, *arguments: str) -> str:
    """Run Python with its temporary files in `folder`, which is a volume in memory where that is allowed."""
    environment = os.environ | {IN_OWN_MOUNTS: "1", "PYTHONPATH": os.pathsep.join(["core", "gui", "resources"])}
    environment["TMPDIR"] = str(folder)
    way = way_in()
    script = 'mount -t tmpfs -o size=512m tmpfs "$0" && exec "$@"'
    wrapped = [*way, "sh", "-c", script, str(folder)] if way else []
    command = [*wrapped, sys.executable, *arguments]
    finished = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


if sys.platform == "linux":

    def test_volumes_that_are_full_read_only_foreign_or_mounted_twice_lose_nothing(tmp_path: Path) -> None:
        if not way_in():
            pytest.skip(f"{CANNOT_BE_TESTED_HERE}mounts; allow `unshare --map-root-user --mount`, or run as root")
        output = run_apart(tmp_path, *PYTEST, "tests/core/mounted/test_volumes.py")
        assert " passed" in output

    def test_whatever_is_done_undone_and_done_again_no_content_is_lost(tmp_path: Path) -> None:
        assert "1 passed" in run_apart(tmp_path, *PYTEST, "tests/core/mounted/test_nothing_is_lost.py")

    def test_killed_at_any_step_of_an_action_or_its_undo_no_photo_is_lost(tmp_path: Path) -> None:
        every_step = ["rescue", "hard-link", "delete", "move@far"]
        some_steps = ["rescue+undo/3", "hard-link+undo/3", "move+undo@far/3", "move/4", "copy@far/4", "copy+undo/4"]
        some_steps += ["symbolic-link/4", "symbolic-link+undo/4", "quarantine/4", "quarantine+undo/4"]
        program = ["-m", "tests.core.crash_lab", str(tmp_path), *every_step, *some_steps]
        assert run_apart(tmp_path, *program).count("nothing lost") == len(every_step) + len(some_steps)

    def test_killed_at_random_moments_no_photo_is_lost(tmp_path: Path) -> None:
        program = ["-m", "tests.core.crash_lab", str(tmp_path), "trash", "move@far", "--random", "10"]
        assert run_apart(tmp_path, *program).count("nothing lost") == 2
