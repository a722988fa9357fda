"""`./run` sets itself up where only Python is there, says what it lacks, and hands over to the program."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from lookalike.cli import build_parser
from tests.launch import tiny_backend

HERE = Path(__file__).parent
TREE = HERE.parent.parent

MAIN = """
import sys
print(sys.argv[1:])
sys.exit(3 if "fail" in sys.argv else 0)
"""


class Clone:
    """A clone of a tiny project that is started as Lookalike is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "core/lookalike").mkdir(parents=True)
        (folder / "packaging/locks").mkdir(parents=True)
        for extra in ("all", "test"):
            (folder / f"packaging/locks/{extra}.txt").touch()
        shutil.copy(TREE / "run", folder)
        shutil.copy(TREE / "packaging/launch.py", folder / "packaging")
        shutil.copy(HERE / "tiny_backend.py", folder)
        (folder / "core/lookalike/__init__.py").touch()
        (folder / "core/lookalike/__main__.py").write_text(MAIN)
        (folder / "pyproject.toml").write_text(
            '[build-system]\nrequires = []\nbuild-backend = "tiny_backend"\nbackend-path = ["."]\n'
            '[project]\nname = "lookalike"\nversion = "1"\n'
        )

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("LOOKALIKE", "QT_"))}
        inherited = {name: value for name, value in inherited.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        return subprocess.run(
            [self.folder / "run", *arguments],
            env=inherited | {"PYTHON": sys.executable, "PYTHONDONTWRITEBYTECODE": "1"} | variables,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A clone that was started once."""
    clone = Clone(tmp_path_factory.mktemp("a clone"))
    first = clone.run("scan", "My Photos")
    assert first.returncode == 0, first.stderr
    assert first.stdout == "['scan', 'My Photos']\n"
    assert "Installing" in first.stderr
    return clone


@pytest.fixture
def launch() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lookalike_launch", TREE / "packaging/launch.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_a_second_start_hands_over_at_once(clone: Clone) -> None:
    again = clone.run("scan", "--csv", "x.csv")
    assert again.stdout == "['scan', '--csv', 'x.csv']\n"
    assert again.stderr == ""


def test_python_files_in_the_folder_it_is_called_in_are_not_run(clone: Clone) -> None:
    trap = clone.folder / "lookalike.py"
    trap.write_text("print('trapped')")
    assert clone.run("scan").stdout == "['scan']\n"
    trap.unlink()


def test_the_exit_code_is_the_programs(clone: Clone) -> None:
    assert clone.run("scan", "fail").returncode == 3


def test_the_first_start_leaves_compiled_bytecode(clone: Clone) -> None:
    assert list((clone.folder / "core/lookalike/__pycache__").glob("__main__.*.pyc"))


def test_a_command_is_a_command_even_where_a_folder_has_its_name(clone: Clone) -> None:
    (clone.folder / "scan").mkdir()
    assert clone.run("scan").stdout == "['scan']\n"


def test_without_a_display_it_says_so_and_names_the_way_without_one(clone: Clone) -> None:
    refused = clone.run()
    assert refused.returncode == 69
    assert "no display" in refused.stderr
    assert "./run scan" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_an_environment_left_half_made_is_made_again(clone: Clone) -> None:
    (clone.folder / ".venv/lookalike-unfinished").touch()
    (clone.folder / ".venv/leftover").touch()
    mended = clone.run("--help")
    assert mended.stdout == "['--help']\n", mended.stderr
    assert not (clone.folder / ".venv/leftover").exists()
    assert clone.run("--help").stderr == ""


def test_an_environment_whose_python_is_gone_is_not_taken_for_whole(launch: ModuleType, tmp_path: Path) -> None:
    gone = launch.Environment(tmp_path / ".venv")
    gone.python.parent.mkdir(parents=True)
    gone.python.symlink_to(tmp_path / "uninstalled")
    assert not gone.version()


def test_changed_requirements_are_installed(clone: Clone) -> None:
    with (clone.folder / "pyproject.toml").open("a") as project:
        project.write("# changed\n")
    changed = clone.run("--help")
    assert "Installing" in changed.stderr
    assert "Making" not in changed.stderr
    assert clone.run("--help").stderr == ""


def test_renewed_locks_are_installed_and_a_file_that_is_not_the_locked_one_is_refused(
    clone: Clone, tmp_path: Path
) -> None:
    wheel = tiny_backend.write_wheel(tmp_path, "helper")
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path)}
    (clone.folder / "packaging/locks/all.txt").write_text(f"helper==1 --hash=sha256:{sha256(wheel)}\n")
    assert "Installing" in clone.run("--help", **offline).stderr
    assert clone.run("--help", **offline).stderr == ""

    (clone.folder / "packaging/locks/test.txt").write_text(f"other==1 --hash=sha256:{sha256(wheel)}\n")
    tiny_backend.write_wheel(tmp_path, "other")
    refused = clone.run("setup", "test", **offline)
    assert refused.returncode == 70
    assert "DO NOT MATCH THE HASHES" in refused.stderr
    for extra in ("all", "test"):
        (clone.folder / f"packaging/locks/{extra}.txt").write_text("")
    assert clone.run("--help").returncode == 0


def test_an_extra_without_a_lock_is_refused_by_name(clone: Clone) -> None:
    refused = clone.run("setup", "nonsense")
    assert refused.returncode == 70
    assert refused.stderr.splitlines()[-1] == "There is no nonsense to set up; there is all, test."


def test_without_a_python_it_says_which_one_it_needs(clone: Clone, tmp_path: Path) -> None:
    for tool in ("dirname", "sh", "env"):
        (tmp_path / tool).symlink_to(shutil.which(tool) or tool)
    refused = clone.run("--help", PATH=str(tmp_path), PYTHON="nowhere")
    assert refused.returncode == 70
    assert "Python 3.11" in refused.stderr


def test_who_may_not_install_is_told_the_one_line_to_type(launch: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(launch.os, "geteuid", lambda: 1000)
    with pytest.raises(launch.LaunchError) as refusal:
        launch.provide(["libgl1", "libegl1"], "The window needs libraries")
    assert refusal.value.code == 72
    assert str(refusal.value).splitlines()[-1].strip() == (
        "sudo apt-get install -y --no-install-recommends libgl1 libegl1"
    )


def test_where_there_is_no_apt_the_missing_things_are_named(
    launch: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch.shutil, "which", lambda _: None)
    with pytest.raises(launch.LaunchError, match=r"libGL\.so\.1"):
        launch.provide(["libgl1"], "The window needs libraries of the system (libGL.so.1)")


def test_every_verb_of_the_program_is_known_as_a_command(launch: ModuleType) -> None:
    verbs = next(action.choices for action in build_parser()._actions if isinstance(action.choices, dict))
    assert set(verbs) <= launch.COMMANDS
