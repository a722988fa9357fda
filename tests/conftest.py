"""What holds for every test: folders of its own, no stray log lines, nothing skipped in silence."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "the same every time",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("the same every time")  # `--hypothesis-profile=default` tries other examples at each run.

ONLY_ON = {
    "e2e": ("linux",),
    "freedesktop": ("linux",),
    "launch": ("linux", "darwin"),
    "test_drives.py": ("linux",),
}
"""Tests whose means, an X server, a POSIX shell or a kernel that describes its drives, only these systems have."""

CANNOT_BE_TESTED_HERE = "cannot be tested here: "
"""How the reason of the only skips begins that do not fail a run: the system forbids what the test needs, for example
mounts in a container. They are listed at the end of the run."""

_home = pytest.StashKey[tempfile.TemporaryDirectory[str]]()
_tally = pytest.StashKey["Tally"]()


class Tally:
    """Counts what was skipped and how many tests met a real X server."""

    def __init__(self) -> None:
        self.skipped: list[str] = []
        self.impossible: list[str] = []
        self.x11 = 0

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._count_skip(report)

    def _count_skip(self, report: pytest.CollectReport | pytest.TestReport) -> None:
        if report.skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
            (self.impossible if CANNOT_BE_TESTED_HERE in reason else self.skipped).append(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._count_skip(report)
        if report.when == "call" and report.passed and "x11" in report.keywords:
            self.x11 += 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--core-only",
        action="store_true",
        help="run the engine's tests where neither PySide6 nor TensorFlow is installed",
    )


def pytest_configure(config: pytest.Config) -> None:
    _never_touch_the_developers_own_files(config)
    if config.getoption("--core-only"):
        present = [name for name in ("PySide6", "tensorflow") if find_spec(name)]
        if present:
            raise pytest.UsageError(f"--core-only, but installed here: {', '.join(present)}")
    config.stash[_tally] = Tally()
    config.pluginmanager.register(config.stash[_tally])


def _never_touch_the_developers_own_files(config: pytest.Config) -> None:
    """Qt, GTK and send2trash read these once, at import, so they are set for the whole run."""
    config.stash[_home] = tempfile.TemporaryDirectory(prefix="lookalike-home-", ignore_cleanup_errors=True)
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[variable] = os.path.join(config.stash[_home].name, variable.removeprefix("XDG_").lower())
    # A Qt that finds no display must not abort the run; the X server's tests start their own programs.
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_unconfigure(config: pytest.Config) -> None:
    if home := config.stash.get(_home, None):
        home.cleanup()


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    return True if sys.platform not in ONLY_ON.get(collection_path.name, (sys.platform,)) else None


def left_out(config: pytest.Config) -> list[str]:
    """What this run should have tested and did not, in words."""
    tally = config.stash[_tally]
    if config.getoption("--core-only"):
        return []
    everything = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not (
        config.option.keyword or config.option.markexpr or config.option.collectonly
    )
    sins = [f"{name} was skipped" for name in tally.skipped]
    if everything and not tally.x11 and sys.platform == "linux":
        sins.append("no test met a real X server")
    return sins


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not config.getoption("--core-only"):
        terminalreporter.write_line(f"tests in a real X server: {config.stash[_tally].x11} passed")
    for name in config.stash[_tally].impossible:
        terminalreporter.write_line(f"NOT TESTED: {name} (the reason stands below)", yellow=True)
    for sin in left_out(config):
        terminalreporter.write_line(f"FAILED: {sin}, and nothing may be left out", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if exitstatus == pytest.ExitCode.OK and left_out(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Cache, data, config and log folders that no other test has seen; inherited by programs that a test starts."""
    folder = tmp_path_factory.mktemp("lookalike")
    for name in ("cache", "data", "config", "log"):
        monkeypatch.setenv(f"LOOKALIKE_{name.upper()}_DIR", str(folder / name))
    return folder


@pytest.fixture(autouse=True)
def no_stray_log_lines(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in our own log fails the test, unless it is marked `logs_warnings` because it provokes one."""
    yield
    if request.node.get_closest_marker("logs_warnings"):
        return
    stray = [
        f"{record.name}: {record.getMessage()}"
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.startswith("lookalike")
    ]
    if stray:
        pytest.fail("stray log lines:\n" + "\n".join(stray))
