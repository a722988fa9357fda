"""A decoder process that does on purpose what broken decoders do by accident. The file's name says what.

Run by `tests/core/test_sandbox.py`: python bad_child.py
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from typing import Any

from lookalike.decoding import imaging, sandbox_child
from lookalike.decoding.imaging import Answer, Request

poison: list[str] = []
honest = imaging.perform


def perform(request: Request, *arguments: Any, **options: Any) -> Answer:
    name = os.path.basename(request.path)
    if "crash" in name or poison:
        ctypes.string_at(0)
    if "poison" in name:
        poison.append(name)
    if "hang" in name:
        time.sleep(3600)
    if "greedy" in name:
        imaging.open_image = lambda *_: bytearray(request.limits.memory + (1 << 30))  # type: ignore
    if "talk" in name:
        os.write(1, b"a library prints to standard output")
    if "write" in name:
        with open(f"{request.path}.out", "wb", buffering=0) as file:
            file.write(b"x")
    if "nonsense" in name:
        os.write(int(os.environ["ANSWERS"]), b"\0\0\0\2{}")
    if "half" in name:
        os.write(int(os.environ["ANSWERS"]), b"\0\0\0\x1e" + b'{"kind": 1, "shape": [9, 9, 3]')
        os._exit(3)
    return honest(request, *arguments, **options)


def main() -> None:
    if "--without-optional-packages" in sys.argv:
        for package in ("pillow_heif", "pi_heif", "pillow_jxl", "pillow_jxl.JpegXLImagePlugin", "rawpy"):
            sys.modules[package] = None  # type: ignore[assignment]
    if "--without-heic-encoder" in sys.argv:
        sys.modules["pillow_heif"] = None  # type: ignore[assignment]
    sandbox_child.perform = perform  # type: ignore[attr-defined]
    os.environ["ANSWERS"] = str(os.dup(1))
    sandbox_child.main()


if __name__ == "__main__":
    main()
