"""Builds the bundled program, `dist/lookalike`, in an environment of its own (`.venv-bundle`).

    python packaging/bundle.py

The environment has what the program needs and nothing else, so that nothing else gets into the bundle.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parent.parent
ENVIRONMENT = TREE / ".venv-bundle"
BUNDLE = TREE / "dist" / "lookalike"

WITH_DEBUG_SYMBOLS = ("libpython3*.so*", "python3*/lib-dynload/*.so")
"""What a Python built from source brings its debug symbols in. Libraries from wheels stay as they are: stripping breaks
those whose header was rewritten, such as OpenBLAS."""


def main() -> int:
    launch = [sys.executable, str(TREE / "packaging" / "launch.py"), "setup", "bundle"]
    subprocess.run(launch, check=True, env={**os.environ, "LOOKALIKE_VENV": str(ENVIRONMENT)})
    python = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    subprocess.run([str(python), str(TREE / "packaging" / "icons.py")], check=True)
    manual = TREE / "build" / "man" / "lookalike.1"
    subprocess.run([str(python), str(TREE / "packaging" / "manpage.py"), str(manual)], check=True)
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=ERROR"]
    command += ["--distpath", str(BUNDLE.parent), "--workpath", str(TREE / "build")]
    subprocess.run([*command, str(TREE / "packaging" / "lookalike.spec")], check=True, cwd=TREE)
    if sys.platform != "win32":
        (BUNDLE / "lookalike-gui").symlink_to("lookalike")
        strip_python()
        leave_out_video()
        remove_links_to_nothing()
    subprocess.run([str(python), str(TREE / "packaging" / "sbom.py"), str(BUNDLE)], check=True)
    return 0


def strip_python() -> None:
    """Leave out the debug symbols of Python itself, where the tool for it is installed."""
    if sys.platform == "linux" and (strip := shutil.which("strip")):
        files = [str(file) for pattern in WITH_DEBUG_SYMBOLS for file in (BUNDLE / "_internal").glob(pattern)]
        subprocess.run([strip, "--strip-unneeded", *files], check=True)


def leave_out_video() -> None:
    """Take OpenCV's FFmpeg and OpenSSL 1.1.1 out; a C compiler makes what takes their place."""
    if sys.platform == "linux":
        script = TREE / "packaging" / "linux" / "without_video.py"
        subprocess.run([sys.executable, str(script), str(BUNDLE)], check=True)


def remove_links_to_nothing() -> None:
    """Remove the links that PyInstaller makes to libraries that were then left out."""
    for link in (BUNDLE / "_internal").iterdir():
        if link.is_symlink() and not link.exists():
            link.unlink()


if __name__ == "__main__":
    sys.exit(main())
