"""What both fuzzers do with a file: ask everything that can be asked of it, in this process."""

from __future__ import annotations

import warnings
from pathlib import Path

from PIL import Image

from lookalike.decoding.imaging import Decoded, Limits, Request, Task, perform, recognise
from lookalike.errors import UnreadableError
from lookalike.files.reading import open_photo
from tests.formats import ENDINGS, encoded
from tests.photos import photo

LIMITS = Limits(max_pixels=4_000_000)
"""A fuzzer finds a header that claims 500 million pixels at once, and would then do nothing but allocate them."""


def seeds(folder: Path) -> dict[str, bytes]:
    """A small photo in every format, by ending."""
    image = photo("coffee").resize((48, 36), Image.Resampling.LANCZOS)
    return {ending: encoded(image, ending, folder) for ending in ENDINGS}


def ask_everything(path: Path) -> None:
    """Decode a file and look into it. Raises whatever is neither an answer nor an UnreadableError."""
    for task in Task:
        request = Request(task, str(path), LIMITS, max_side=64)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                file, _status = open_photo(request.path)
                with file:
                    answer = perform(request, file, recognise(file, request.path), guarded=True)
        except UnreadableError as error:
            assert error.path == request.path
            assert len(error.detail) < 1000
        else:
            if isinstance(answer, Decoded):
                assert max(answer.raster.shape[:2]) <= 512
                assert answer.width * answer.height <= LIMITS.max_pixels
