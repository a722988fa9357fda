"""A release is one command, and is refused where anything speaks against it. One version for all."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lookalike import __version__

TREE = Path(__file__).parents[2]
SOURCE = Path("core/lookalike/__init__.py")
METAINFO = Path("packaging/linux/org.lookalike.Lookalike.metainfo.xml")
COPIED = (SOURCE, METAINFO, Path("packaging/release.py"), Path("pyproject.toml"), Path("changes/README.md"))


class Repository:
    """A repository with all that a release touches, of version 1.0.0, on a clean main."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for file in COPIED:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TREE / file, folder / file)
        log = (TREE / "CHANGELOG.md").read_text("utf-8")
        (folder / "CHANGELOG.md").write_text(log[: log.index("-->") + 4], "utf-8")
        self.edit(SOURCE, r'__version__ = ".*"', '__version__ = "1.0.0"')
        self.edit(METAINFO, r"<release version.*/>", '<release version="1.0.0" date="2026-01-01"/>')
        (folder / "changes/+wings.added.md").write_text("Photos may have wings.\n")
        (folder / "changes/+feet.fixed.md").write_text("Photos do not stumble.\n")
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "A Developer")
        self.git("config", "user.email", "developer@example.invalid")
        self.commit()
        self.git("tag", "v0.9.0")

    def edit(self, file: Path, pattern: str, text: str) -> None:
        path = self.folder / file
        path.write_text(re.sub(pattern, text, path.read_text("utf-8"), count=1), "utf-8")

    def git(self, *arguments: str) -> str:
        command = ["git", *arguments]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=True).stdout.strip()

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "A change")

    def release(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "packaging/release.py", *arguments]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)

    def refusal(self, *arguments: str) -> str:
        """Why a release was refused; nothing may have changed."""
        before = self.git("rev-parse", "HEAD"), self.git("status", "--porcelain"), self.git("tag")
        done = self.release(*arguments)
        assert done.returncode == 1, done.stdout
        assert before == (self.git("rev-parse", "HEAD"), self.git("status", "--porcelain"), self.git("tag"))
        return done.stderr


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Whatever the developer has told git, and also where git itself runs the tests, from a hook."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return Repository(tmp_path)


def test_a_release_writes_version_change_log_and_metainfo_and_tags_them(repository: Repository) -> None:
    done = repository.release("1.1.0")
    assert done.returncode == 0, done.stderr
    assert '__version__ = "1.1.0"' in repository.git("show", f"v1.1.0:{SOURCE}")
    log = repository.git("show", "v1.1.0:CHANGELOG.md")
    assert re.search(
        r"## \[1\.1\.0\] - \d{4}-\d\d-\d\d\n\n### Added\n\n- Photos may have wings\.\n\n### Fixed\n\n- Photos do not",
        log,
    )
    assert re.findall(r'release version="(.+?)"', repository.git("show", f"v1.1.0:{METAINFO}")) == ["1.1.0", "1.0.0"]
    assert repository.git("ls-files", "changes") == "changes/README.md"
    assert repository.git("status", "--porcelain") == ""
    assert repository.git("cat-file", "-t", "v1.1.0") == "tag"


def test_the_first_release_may_have_the_version_that_is_there(repository: Repository) -> None:
    repository.git("tag", "--delete", "v0.9.0")
    repository.git("rm", "--quiet", "changes/+feet.fixed.md")
    repository.commit()
    assert repository.release("1.0.0").returncode == 0
    assert re.findall(r'release version="(.+?)"', repository.git("show", f"v1.0.0:{METAINFO}")) == ["1.0.0"]


def test_in_the_first_release_nothing_can_have_been_fixed(repository: Repository) -> None:
    repository.git("tag", "--delete", "v0.9.0")
    assert "+feet.fixed.md: nothing can be fixed in the first release" in repository.refusal("1.0.0")


def test_a_dry_run_shows_the_change_log_and_changes_nothing(repository: Repository) -> None:
    head = repository.git("rev-parse", "HEAD")
    done = repository.release("1.1.0", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "Photos may have wings." in done.stdout
    assert (repository.git("rev-parse", "HEAD"), repository.git("status", "--porcelain")) == (head, "")


def test_changes_that_are_not_committed_are_refused(repository: Repository) -> None:
    (repository.folder / "stray").touch()
    assert "not committed:\n?? stray" in repository.refusal("1.1.0")


def test_another_branch_is_refused(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "side")
    assert "this is side" in repository.refusal("1.1.0")


def test_a_version_that_is_none_or_not_newer_is_refused(repository: Repository) -> None:
    assert "is not a version" in repository.refusal("next")
    assert "says 1.0.0 already" in repository.refusal("0.9.5")
    repository.git("tag", "v1.1.0")
    assert "v1.1.0 is there already" in repository.refusal("1.1.0")


def test_without_a_fragment_there_is_nothing_to_release(repository: Repository) -> None:
    repository.git("rm", "--quiet", "changes/+wings.added.md", "changes/+feet.fixed.md")
    repository.commit()
    assert "nothing to release" in repository.refusal("1.1.0")


def test_a_fragment_that_the_change_log_would_leave_out_is_refused(repository: Repository) -> None:
    (repository.folder / "changes/wings.md").write_text("Photos may have wings.\n")
    repository.commit()
    assert "+NAME.KIND.md" in repository.refusal("1.1.0")


def test_versions_that_disagree_are_refused(repository: Repository) -> None:
    repository.edit(METAINFO, 'version="1.0.0"', 'version="0.9.0"')
    repository.commit()
    assert "says 1.0.0, and" in repository.refusal("1.1.0")


def test_the_version_stands_in_one_place_and_in_the_list_of_releases() -> None:
    assert re.findall(r'release version="(.+?)"', (TREE / METAINFO).read_text("utf-8"))[0] == __version__
    for page in (TREE / "packaging/linux").glob("*.1"):
        assert __version__ not in page.read_text("utf-8"), page


def test_every_change_that_waits_for_a_release_has_a_kind() -> None:
    fragments = {file.name for file in (TREE / "changes").iterdir()} - {"README.md"}
    odd = [
        name for name in fragments if not re.fullmatch(r"\+[\w-]+\.(added|changed|fixed|removed|security)\.md", name)
    ]
    assert not odd


def test_the_change_log_is_written_by_releases_alone() -> None:
    heading, released = (TREE / "CHANGELOG.md").read_text("utf-8").split("-->")
    assert "changes/" in heading
    assert "Unreleased" not in released, "a change is a file in changes/, see changes/README.md"
