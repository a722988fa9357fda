"""Fuzzing the decoder: everything that can be asked of a file, in this process.

The first byte of an input chooses the file's ending, the rest is its content.
"""

from __future__ import annotations

import os
import struct
import warnings
from pathlib import Path

import numpy as np
from PIL import Image

from lookalike.decoding.imaging import Decoded, Limits, NotHereError, Request, Task, perform, recognise
from lookalike.errors import UnreadableError
from lookalike.files.reading import open_photo
from tests.documents import BITMAP, INDEXED, document
from tests.formats import ENDINGS, encoded, packed_tiff, short
from tests.photos import photo

LIMITS = Limits(max_pixels=4_000_000)
"""A fuzzer finds a header that claims 500 million pixels at once, and would then do nothing but allocate them."""

LEFT_OUT = frozenset(os.environ.get("LEAVE_OUT", "").split(","))
"""Endings whose C library crashed, so that the run can go on without it."""


def seeds(folder: Path) -> list[bytes]:
    """A small photo in every format, and in the rarer kinds that have readers of their own."""
    image = photo("coffee").resize((48, 36), Image.Resampling.LANCZOS)
    common = [bytes([number]) + encoded(image, ending, folder) for number, ending in enumerate(ENDINGS)]
    planes = np.asarray(image).transpose(2, 0, 1)
    transparent = np.concatenate([planes, planes[:1]])
    rare = [
        (".psd", document(planes, is_packed=True, resources={0x0421: struct.pack(">I?II", 1, False, 0, 0)})),
        (".psd", document(transparent.astype(int) * 257, depth=16, is_large=True, layers=-1, in_blocks=True)),
        (".psd", document(planes / 255, depth=32, is_packed=True, layers=-2)),
        (".psd", document(planes[:1] > 99, mode=BITMAP, depth=1, is_packed=True)),
        (".psd", document(planes[:1], mode=INDEXED, palette=bytes(range(256)) * 3)),
        (".tif", packed_tiff(image, 12, short(274, 6))),
        (".tif", packed_tiff(image.convert("L"), 32, short(262, 0))),
    ]
    return common + [bytes([ENDINGS.index(ending)]) + data for ending, data in rare]


def try_out(folder: Path, data: bytes) -> None:
    """Decode a file and look into it. Raises whatever is neither an answer nor an UnreadableError."""
    ending = ENDINGS[data[0] % len(ENDINGS)] if data else ".jpg"
    if ending in LEFT_OUT:
        return
    path = folder / f"a{ending}"
    path.write_bytes(data[1:])
    requests = [(Request(task, str(path), LIMITS, max_side=64), True) for task in Task]
    requests += [(Request(Task.DECODE, str(path), LIMITS, colours=colours), False) for colours in (True, False)]
    for request, guarded in requests:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                file, _status = open_photo(request.path)
                with file:
                    answer = perform(request, file, recognise(file, request.path), guarded=guarded)
        except NotHereError:
            assert not guarded
        except UnreadableError as error:
            assert error.path == request.path
            assert len(error.detail) < 1000
        else:
            if isinstance(answer, Decoded):
                assert max(answer.raster.shape[:2]) <= 512
                assert answer.width * answer.height <= LIMITS.max_pixels
