"""The decoder process: reads requests, decodes, answers, until nobody asks any more.

    python -m lookalike.decoding.sandbox_child

Its first act is to give up what it does not need. The parent is `sandbox.py`.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from PIL import AvifImagePlugin, Image

from lookalike.decoding.imaging import Answer, Limits, Request, perform, recognise
from lookalike.decoding.sandbox import CHILD_ARGUMENT
from lookalike.decoding.wire import receive_request, send_answer
from lookalike.errors import UnreadableError
from lookalike.files.reading import open_photo


def serve_if_asked(arguments: list[str]) -> bool:
    """Serve if the program was started as decoder process. A bundled program calls this before anything else."""
    if arguments[1:2] != [CHILD_ARGUMENT]:
        return False
    main()
    return True


def main() -> None:
    """Serve on standard input and output until the parent closes them."""
    requests, answers = _take_over_streams()
    _forbid_writing()
    _use_one_thread()
    Image.MAX_IMAGE_PIXELS = None  # Pillow's limit for a whole program. `Limits` has one for each file.
    limited_to = 0
    while (request := receive_request(requests)) is not None:
        if request.limits.memory != limited_to:
            limited_to = request.limits.memory
            _limit_memory(request.limits)
        send_answer(answers, _answer(request))


def _answer(request: Request) -> Answer | UnreadableError:
    try:
        file, _status = open_photo(request.path, request.limits.max_bytes)
        with file:
            return perform(request, file, recognise(file, request.path), guarded=True)
    except UnreadableError as error:
        return error


def _take_over_streams() -> tuple[BinaryIO, BinaryIO]:
    """Our two streams, under numbers of their own: a library that prints must not print into an answer."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    return requests, answers


def _forbid_writing() -> None:
    """No file may grow, no core be dumped. (A pipe is no file.)"""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_memory(limits: Limits) -> None:
    """Let the address space grow by `limits.memory` bytes at most, where the system can do that."""
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        ceiling = pages * resource.getpagesize() + limits.memory
        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (ceiling if hard == -1 else min(ceiling, hard), hard))


def _use_one_thread() -> None:
    """The parent runs as many children as it wants threads, so none of them needs several."""
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    with suppress(ImportError):
        import pillow_heif

        pillow_heif.options.DECODE_THREADS = 1
    with suppress(ImportError):
        import pi_heif

        pi_heif.options.DECODE_THREADS = 1
    with suppress(ImportError):
        from pillow_jxl import JpegXLImagePlugin

        JpegXLImagePlugin.DECODE_THREADS = 0


if __name__ == "__main__":
    main()
