"""These tests mount things, so they run in a mount namespace only: see `test_mounted`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

IN_OWN_MOUNTS = "LOOKALIKE_TEST_IN_OWN_MOUNTS"
collect_ignore_glob = [] if os.environ.get(IN_OWN_MOUNTS) else ["test_*"]

Mount = Callable[..., Path]


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts a small volume in memory, or binds a folder, at a name in the test's folder."""
    mounted: list[Path] = []

    def mount(name: str, *, size: str = "4m", bind: Path | None = None) -> Path:
        place = tmp_path / name
        place.mkdir(parents=True, exist_ok=True)
        how = ["--bind", str(bind)] if bind else ["-t", "tmpfs", "-o", f"size={size}", "tmpfs"]
        subprocess.run(["mount", *how, str(place)], check=True)
        mounted.append(place)
        return place

    yield mount
    for place in reversed(mounted):
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def make_read_only(place: Path) -> None:
    subprocess.run(["mount", "-o", "remount,bind,ro", str(place)], check=True)
