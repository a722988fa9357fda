"""Writes `packaging/locks/*.txt`: every package that `./run` installs, at one version, with the hashes of its files.

    ./run setup release && .venv/bin/python packaging/lock.py [--upgrade]

One file for each extra that is installed by itself, for Linux, macOS and Windows and every Python from 3.11 on. All
files name the same versions. Without `--upgrade` only what `pyproject.toml` asks for anew is changed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import uv

TREE = Path(__file__).resolve().parent.parent
LOCKS = TREE / "packaging" / "locks"
EXTRAS = ("all", "test", "test-core", "lint", "bundle", "release")
BUILD = LOCKS / "build.in"
"""What builds our own editable install; in every lock, because pip does not look for it by itself there."""


def main(options: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        together = Path(folder, "together.txt")
        known = sorted(LOCKS.glob("*.txt")) if "--upgrade" not in options else []
        together.write_text("".join(file.read_text("utf-8") for file in known), encoding="utf-8")
        resolve(together, "--all-extras")
        for extra in EXTRAS:
            target = LOCKS / f"{extra}.txt"
            target.unlink(missing_ok=True)
            resolve(target, "--extra", extra, "--constraint", str(together), "--generate-hashes")
    return 0


def resolve(target: Path, *options: str) -> None:
    """Let uv choose the versions; those that the target already names stay."""
    command = [
        uv.find_uv_bin(),
        "pip",
        "compile",
        "pyproject.toml",
        str(BUILD.relative_to(TREE)),
        "--output-file",
        str(target),
    ]
    command += ["--universal", "--python-version", "3.11", "--no-annotate", "--quiet", *options]
    subprocess.run([*command, "--custom-compile-command", "python packaging/lock.py"], check=True, cwd=TREE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
