"""A real X server for each test; the screen is kept as a picture when a test fails."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.xserver import HERE, Rect, XServer, wait_until

ARTIFACTS = HERE.parent.parent / "test-artifacts"


@pytest.fixture
def artifacts() -> Path:
    """Where pictures are kept for people to look at."""
    ARTIFACTS.mkdir(exist_ok=True)
    return ARTIFACTS


@pytest.fixture
def screen(request: pytest.FixtureRequest, own_folders: Path, artifacts: Path, tmp_path: Path) -> Iterator[XServer]:
    """An X server with a window manager, empty; to its programs the test's folder is the home folder."""
    folder = own_folders / "screen"
    folder.mkdir()
    picture = artifacts / f"FAILED-{request.node.name}.png"
    picture.unlink(missing_ok=True)
    with XServer(folder, picture) as server:
        server.variables["HOME"] = str(tmp_path)
        yield server


class DragSource:
    """Another program's window, from which paths can be dragged."""

    def __init__(self, screen: XServer, stack: ExitStack, paths: tuple[Path, ...]) -> None:
        self._screen = screen
        self._process = screen.start(stack, [sys.executable, str(HERE / "drag_source.py"), *map(str, paths)])
        self.window = wait_until(lambda: self._find("Drag source"), "the drag source")
        screen.place(self.window, Rect(20, 720, 360, 140))

    def drag_to(self, goal: tuple[int, int]) -> None:
        """Drag the paths there with the mouse, and let go."""
        self._screen.activate(self.window)
        self._screen.drag(self._screen.rect(self.window).centre, goal, lambda: self._find("Welcome"))

    def _find(self, title: str) -> int | None:
        return self._screen.find_window(self._process.pid, title)


class DragSources:
    """Makes them; they end with the test."""

    def __init__(self, screen: XServer, stack: ExitStack) -> None:
        self._screen, self._stack = screen, stack

    def __call__(self, *paths: Path) -> DragSource:
        return DragSource(self._screen, self._stack, paths)


@pytest.fixture
def drag_source(screen: XServer) -> Iterator[DragSources]:
    """`drag_source(path, ...)` opens a window of another program that holds these paths."""
    with ExitStack() as stack:
        yield DragSources(screen, stack)
