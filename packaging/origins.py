"""Where each file of a bundle came from: a Python package, Python itself, a package of the system, or this project."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import Distribution, distributions
from pathlib import Path

TREE = Path(__file__).resolve().parent.parent
TABLES = (TREE / "build" / "lookalike" / "PYZ-00.toc", TREE / "build" / "lookalike" / "COLLECT-00.toc")
"""What PyInstaller writes down of every module and file that it takes."""


class UnknownOriginError(Exception):
    """A file is in the bundle, and nobody knows under which licence."""


@dataclass(frozen=True, slots=True)
class SystemPackage:
    """A Debian package of which a library was taken; `text` is its file of licences."""

    name: str
    version: str
    text: Path


@dataclass(slots=True)
class Origins:
    """What a bundle is made of. `files`: a Python package's name -> its files in the bundle, without modules."""

    distributions: dict[str, Distribution] = field(default_factory=dict)
    packages: list[SystemPackage] = field(default_factory=list)
    files: dict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))


def origins(bundle: Path) -> Origins:
    """Find out from what the bundle was just made. Raises UnknownOriginError where a file's maker is not known."""
    owners = {
        os.path.realpath(str(file.locate())): found
        for found in distributions()
        for file in found.files or ()
        if found.name != "lookalike"
    }
    answer, system = Origins(), []
    for target, source in taken():
        real = os.path.realpath(source)
        if owner := owners.get(real):
            answer.distributions[owner.name] = owner
            if (bundle / "_internal" / target).is_file():
                answer.files[owner.name].append(bundle / "_internal" / target)
        elif not Path(real).is_relative_to(TREE) and not Path(real).is_relative_to(os.path.realpath(sys.base_prefix)):
            system.append(source)
    if sys.platform == "linux":  # elsewhere PyInstaller takes nothing of the system
        answer.packages = sorted({package_of(source) for source in system}, key=lambda package: package.name)
    return answer


def taken() -> Iterable[tuple[str, str]]:
    """Each module and file that PyInstaller took: its name in the bundle, and where it lay."""
    for table in TABLES:
        entries = next(part for part in ast.literal_eval(table.read_text("utf-8")) if isinstance(part, list))
        for target, source, kind in entries:
            if kind != "SYMLINK" and source not in ("", "-"):
                yield target, source


def package_of(source: str) -> SystemPackage:
    """The Debian package that a file belongs to. Raises UnknownOriginError."""
    if not shutil.which("dpkg-query"):
        raise UnknownOriginError(f"{source}: of what package? Only Debian's are known.")
    for path in (source, os.path.realpath(source), source.removeprefix("/usr"), os.path.realpath(source)[4:]):
        asked = subprocess.run(["dpkg-query", "--search", path], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            name = re.split(r"[:,]", asked.stdout, maxsplit=1)[0]
            break
    else:
        raise UnknownOriginError(f"{source} belongs to no package")
    shown = ["dpkg-query", "--show", "--showformat=${Version}\n", name]
    version = subprocess.run(shown, capture_output=True, text=True, check=True).stdout.split()[0]
    return SystemPackage(name, version, Path("/usr/share/doc", name, "copyright").resolve())
