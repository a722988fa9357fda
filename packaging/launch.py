"""Sets Lookalike up in `.venv`, once, and starts it. `run` and `run.cmd` call this; it needs Python alone.

    launch.py [FOLDER...]                 the window
    launch.py scan|search|... ARGUMENTS   the command line, `python -m lookalike`
    launch.py test [PYTEST ARGUMENT...]   all tests
    launch.py setup [EXTRA...]            only install, with these extras of pyproject.toml

What it installs is what `packaging/locks` names, to the last byte; `packaging/lock.py` renews that.

Environment: `LOOKALIKE_VENV` is the environment's folder (default `.venv` beside pyproject.toml), `PYTHON` the
interpreter that `run` starts this with. Exit codes of its own: 69 no display, 70 set-up failed, 72 system packages
are missing (as in sysexits.h); all others are those of the program it starts.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

TREE = Path(__file__).resolve().parent.parent
LOCKS = TREE / "packaging" / "locks"
WINDOWS = sys.platform == "win32"
LINUX = sys.platform == "linux"

NO_DISPLAY, SETUP_FAILED, PACKAGES_MISSING = 69, 70, 72

COMMANDS = frozenset(
    ["scan", "search", "missing", "compare", "classify", "mark", "apply", "undo", "export", "cache", "completion"]
)
"""Words that mean a command even where a folder of that name exists; `./scan` is the folder."""

QT_PACKAGES = (
    "libglib2.0-0",
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libfontconfig1",
    "libdbus-1-3",
    "fonts-dejavu-core",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
)
"""What Qt's wheels leave to the system, by Debian's names; found by adding one at a time to a bare Debian 12."""

TEST_PROGRAMS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "setpriv": "util-linux"}
"""What the tests in a real X server call, and the Debian package that brings it."""


class LaunchError(Exception):
    """The program cannot be started; the message says what to do about it."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def main(arguments: Sequence[str]) -> int:
    """Prepare what the arguments need, then hand over to it."""
    environment = Environment(Path(os.environ.get("LOOKALIKE_VENV") or TREE / ".venv"))
    first, rest = (arguments[0], arguments[1:]) if arguments else ("", ())
    if first == "setup":
        environment.prepare(rest or ["all"])
        return 0
    if first == "test":
        environment.prepare(["all", "test"])
        provide_for_tests(environment)
        os.chdir(TREE)
        return environment.hand_over("pytest", rest)
    if first and (first in COMMANDS or first.startswith("-") or not os.path.exists(first)):
        environment.prepare(["all"])
        return environment.hand_over("lookalike", arguments)
    require_display()
    environment.prepare(["all"])
    provide_for_qt(environment)
    return environment.hand_over("lookalike_gui", arguments)


def require_display() -> None:
    """Say so plainly where no window can open."""
    if LINUX and not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise LaunchError(
            NO_DISPLAY,
            "There is no display here, so no window can open: `./run scan FOLDER --csv FILE` does the same job "
            "without one.",
        )


@dataclass
class Stamp:
    """What an environment was made from; it is used again only where nothing of this has changed."""

    requirements: str = ""
    tree: str = ""
    python: str = ""
    extras: list[str] = field(default_factory=list)


class Environment:
    """A virtual environment that is either known to be whole or made again.

    Attributes:
        folder: where it lies.
        python: its interpreter.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.python = self.folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
        self._stamp = self.folder / "lookalike-installed.json"
        self._unfinished = self.folder / "lookalike-unfinished"

    def prepare(self, extras: Iterable[str]) -> None:
        """Make sure that the project is installed with at least these extras; at once where it already is."""
        version, known = self.version(), self._read_stamp()
        wanted = sorted({*known.extras, *extras})
        now = Stamp(_digest(TREE / "pyproject.toml", *locks_of(wanted)), str(TREE), version, wanted)
        if version and now == known and not self._unfinished.exists():
            return
        if not version or self._unfinished.exists() or known.python not in ("", version):
            self._create()
        self._install(now.extras)
        now.python = self.version()
        self._stamp.write_text(json.dumps(asdict(now), indent=1), encoding="utf-8")
        self._unfinished.unlink()

    def hand_over(self, module: str, arguments: Sequence[str]) -> int:
        """Run `python -m module` in the environment; on POSIX it takes this process's place.

        With -P nothing is imported from the folder we are called in, which may be a downloaded one.
        """
        command = [str(self.python), "-P", "-m", module, *arguments]
        if not WINDOWS:
            os.execve(command[0], command, clean_variables())
        return subprocess.call(command, env=clean_variables())

    def find(self, pattern: str) -> Path | None:
        """The first file in the installed packages that the pattern names."""
        return next(self.folder.glob(f"lib/python*/site-packages/{pattern}"), None)

    def version(self) -> str:
        """The interpreter's version; empty where it does not run."""
        try:
            answer = subprocess.run(
                [str(self.python), "-I", "-S", "-c", "import platform; print(platform.python_version())"],
                capture_output=True,
                text=True,
                check=True,
            )
        except (OSError, subprocess.CalledProcessError):
            return ""
        return answer.stdout.strip()

    def _read_stamp(self) -> Stamp:
        try:
            return Stamp(**json.loads(self._stamp.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Stamp()

    def _create(self) -> None:
        """Make the environment from nothing; Debian's Python without python3-venv can only make it without pip."""
        tell(f"Making {self.folder} with Python {sys.version.split()[0]} ...")
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._unfinished.touch()
        make = [sys.executable, "-m", "venv", str(self.folder)]
        if _call(make, quiet=True) != 0 and _call([*make, "--without-pip"]) != 0:
            raise LaunchError(SETUP_FAILED, f"Python could not make a virtual environment in {self.folder}.")

    def _install(self, extras: Sequence[str]) -> None:
        self._unfinished.touch()
        tell(
            f"Installing Lookalike{' with ' + ', '.join(extras) if extras else ''} (once; the downloads are large) ..."
        )
        talk = [] if sys.stderr.isatty() else ["--quiet"]
        install = [*self._pip(), "install", *talk, "--compile", "--disable-pip-version-check"]
        locked = [f"--requirement={file}" for file in locks_of(extras)]
        project = ["--no-deps", "--no-build-isolation", "--editable", str(TREE)]
        if _call([*install, "--require-hashes", *locked]) != 0 or _call([*install, *project]) != 0:
            raise LaunchError(SETUP_FAILED, "Installing failed, as pip says above. Run the same command to try again.")
        _call(
            [str(self.python), "-m", "compileall", "-q", *(str(TREE / part) for part in ("core", "gui", "resources"))]
        )

    def _pip(self) -> list[str]:
        """The environment's pip, or the system's working on the environment, or Debian's python3-venv for one."""
        own = [str(self.python), "-m", "pip"]
        if _call([*own, "--version"], quiet=True) == 0:
            return own
        system = [sys.executable, "-m", "pip", "--python", str(self.python)]
        if _call([*system, "--version"], quiet=True) == 0:
            return system
        provide([f"python{sys.version_info.major}.{sys.version_info.minor}-venv"], "Python came without pip and venv")
        if _call([str(self.python), "-m", "ensurepip"], quiet=True) != 0:
            raise LaunchError(SETUP_FAILED, "Python has neither pip nor ensurepip; install one of them and try again.")
        return own


def locks_of(extras: Iterable[str]) -> list[Path]:
    """The files that pin what these extras need. Raises LaunchError for an extra that has none."""
    files = [LOCKS / f"{extra}.txt" for extra in extras]
    if missing := [file.stem for file in files if not file.exists()]:
        known = ", ".join(sorted(file.stem for file in LOCKS.glob("*.txt")))
        raise LaunchError(SETUP_FAILED, f"There is no {', '.join(missing)} to set up; there is {known}.")
    return files


def provide_for_qt(environment: Environment) -> None:
    """Make sure that the system has the libraries that Qt's wheels leave to it."""
    if missing := missing_libraries(environment):
        provide(QT_PACKAGES, f"The window needs libraries of the system ({', '.join(missing)})")
        if missing := missing_libraries(environment):
            raise LaunchError(PACKAGES_MISSING, f"Qt still misses {', '.join(missing)}.")


def provide_for_tests(environment: Environment) -> None:
    """Make sure that the system has Qt's libraries and what a real X server's tests call."""
    if not LINUX:
        return
    programs = [name for name in TEST_PROGRAMS if not shutil.which(name)]
    if missing := [*programs, *missing_libraries(environment)]:
        packages = [*QT_PACKAGES, *TEST_PROGRAMS.values()]
        provide(packages, f"The tests in a real X server need more of the system ({', '.join(missing)})")
        provide_for_qt(environment)


def missing_libraries(environment: Environment) -> list[str]:
    """The shared libraries that Qt asks for and the system has not, sorted."""
    files = [environment.find(f"PySide6/Qt/{name}") for name in ("lib/libQt6Gui.so.6", "plugins/platforms/libqxcb.so")]
    present = [str(file) for file in files if file]
    if not (LINUX and present and shutil.which("ldd")):
        return []
    answer = subprocess.run(["ldd", *present], capture_output=True, text=True, check=False)
    return sorted({line.split()[0] for line in answer.stdout.splitlines() if line.endswith("=> not found")})


def provide(packages: Sequence[str], why: str) -> None:
    """Install Debian packages where we are root; elsewhere say which line installs them."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        raise LaunchError(
            PACKAGES_MISSING,
            f"{why}.\nInstall them with your package manager; on Debian they are in:\n  {' '.join(packages)}",
        )
    if os.geteuid() != 0:
        raise LaunchError(PACKAGES_MISSING, f"{why}.\nType this line once, then try again:\n  sudo {' '.join(install)}")
    tell(f"{why}: installing {' '.join(packages)} ...")
    quietly = {"DEBIAN_FRONTEND": "noninteractive"}
    if _call(["apt-get", "update", "-qq"], quietly) != 0 or _call([*install, "-qq"], quietly) != 0:
        raise LaunchError(PACKAGES_MISSING, f"apt-get failed, as it says above. The line was:\n  {' '.join(install)}")


def clean_variables() -> dict[str, str]:
    """This process's variables without those that would bend the environment's Python.

    PYTHONDONTWRITEBYTECODE would make each import of TensorFlow three seconds slower.
    """
    bending = {"PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONSTARTUP", "PIP_USER", "PIP_TARGET"}
    return {name: value for name, value in os.environ.items() if name not in bending}


def tell(message: str) -> None:
    """Say what is going on; standard output belongs to the program that is started."""
    print(message, file=sys.stderr, flush=True)


def _call(command: Sequence[str], variables: Mapping[str, str] | None = None, *, quiet: bool = False) -> int:
    """Run a command, its output on our standard error or nowhere, and return its exit code."""
    output = subprocess.DEVNULL if quiet else sys.stderr
    return subprocess.run(
        command, env=clean_variables() | dict(variables or {}), stdout=output, stderr=output, check=False
    ).returncode


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except LaunchError as error:
        tell(str(error))
        sys.exit(error.code)
    except OSError as error:
        tell(f"Lookalike could not be set up: {error}")
        sys.exit(SETUP_FAILED)
    except KeyboardInterrupt:
        sys.exit(130)
