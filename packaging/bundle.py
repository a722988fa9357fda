"""Builds the bundled program, `dist/lookalike`, in an environment of its own (`.venv-bundle`).

    python packaging/bundle.py

The environment has what the program needs and nothing else, so that nothing else gets into the bundle.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parent.parent
ENVIRONMENT = TREE / ".venv-bundle"
EXTRAS = ["gui", "litert", "formats", "bundle"]


def main() -> int:
    launch = [sys.executable, str(TREE / "packaging" / "launch.py"), "setup", *EXTRAS]
    subprocess.run(launch, check=True, env={**os.environ, "LOOKALIKE_VENV": str(ENVIRONMENT)})
    python = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN"]
    command += ["--distpath", str(TREE / "dist"), "--workpath", str(TREE / "build")]
    done = subprocess.run([*command, str(TREE / "packaging" / "lookalike.spec")], check=False, cwd=TREE)
    if done.returncode == 0 and sys.platform != "win32":
        (TREE / "dist" / "lookalike" / "lookalike-gui").symlink_to("lookalike")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
