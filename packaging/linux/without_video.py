"""Takes FFmpeg out of a bundle: OpenCV's wheel brings it for videos, which Lookalike never opens.

    python packaging/linux/without_video.py dist/lookalike

It is 35 MB, and it comes with OpenSSL 1.1.1, whose licence the GPL does not allow beside it in one program. OpenCV's
module is linked to FFmpeg, so empty libraries take its place: they have the names and versions of the functions that
OpenCV asks for, and end the program if one is called. Needs nm and a C compiler; `check_bundle.py` shows that nothing
else is missing.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

REPLACED = {"avcodec": "LIBAVCODEC", "avformat": "LIBAVFORMAT", "avutil": "LIBAVUTIL", "swscale": "LIBSWSCALE"}
"""Library -> how the version of its symbols begins."""
LEFT_OUT = ("libswresample-*", "libvpx-*", "libssl-*", "libcrypto-*", "libdrm-*")
"""What only FFmpeg needs."""


def main(bundle: Path) -> int:
    libraries = bundle / "_internal" / "opencv_python_headless.libs"
    wanted = symbols_by_version(bundle / "_internal" / "cv2" / "cv2.abi3.so")
    for name, prefix in REPLACED.items():
        (real,) = libraries.glob(f"lib{name}-*")
        (version,) = (version for version in wanted if version.startswith(prefix + "_"))
        write_empty_library(real, version, wanted[version])
    for pattern in LEFT_OUT:
        for file in libraries.glob(pattern):
            file.unlink()
    return 0


def symbols_by_version(module: Path) -> dict[str, list[str]]:
    """The FFmpeg functions that a module is linked to: version -> names."""
    answer = subprocess.run(["nm", "-D", "--undefined-only", str(module)], capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = defaultdict(list)
    for name, version in re.findall(r"U (\w+)@(LIB(?:AV|SW)\w+)", answer.stdout):
        found[version].append(name)
    return found


def write_empty_library(target: Path, version: str, names: list[str]) -> None:
    """Replace a library by one whose functions all abort."""
    with tempfile.TemporaryDirectory() as folder:
        source, symbols = Path(folder, "empty.c"), Path(folder, "symbols.map")
        functions = "".join(f"void {name}(void) {{ __builtin_trap(); }}\n" for name in names)
        source.write_text(functions, encoding="ascii")
        symbols.write_text(f"{version} {{ global: {'; '.join(names)}; local: *; }};\n", encoding="ascii")
        target.unlink()
        command = ["cc", "-shared", "-fPIC", "-fno-builtin", "-Os", "-s", str(source), "-o", str(target)]
        subprocess.run([*command, f"-Wl,-soname,{target.name},--version-script,{symbols}"], check=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
