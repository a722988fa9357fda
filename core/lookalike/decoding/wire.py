"""How a request travels to a decoder process, and its answer back: a line of JSON, then pixels.

Nothing is unpickled: a decoder that was taken over by a file may answer what it likes, and can at worst give a wrong
picture.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import os
import struct
from io import BufferedReader
from typing import Any, BinaryIO, cast

import numpy as np

from lookalike.decoding.imaging import Answer, Decoded, Header, Limits, Request, Task
from lookalike.decoding.metadata import Metadata
from lookalike.errors import UnreadableError
from lookalike.types import ProblemReason, Raster

_LENGTH = struct.Struct(">I")
_MAX_FACTS = 64 << 20  # bytes; no photo says that much of itself


class BrokenAnswerError(Exception):
    """The other side ended, or said what it should not."""


def send_request(stream: BinaryIO, request: Request) -> None:
    """Write a request."""
    facts = dataclasses.asdict(request)
    facts["path"] = base64.b64encode(os.fsencode(request.path)).decode("ascii")
    _send(stream, facts)


def receive_request(stream: BinaryIO) -> Request | None:
    """Read a request; None at the end of the stream."""
    facts = _receive(stream)
    if facts is None:
        return None
    path = os.fsdecode(base64.b64decode(facts["path"]))
    return Request(Task(facts["task"]), path, Limits(**facts["limits"]), facts["max_side"])


def send_answer(stream: BinaryIO, answer: Answer | UnreadableError) -> None:
    """Write an answer, or why there is none."""
    raster: Raster | None = None
    facts: dict[str, Any] = {"kind": type(answer).__name__}
    if isinstance(answer, UnreadableError):
        facts |= {"reason": answer.reason.value, "detail": answer.detail}
    elif isinstance(answer, Header):
        facts |= {"header": dataclasses.asdict(answer)}
    elif isinstance(answer, Decoded):
        raster = answer.raster
        named = ((entry.name, getattr(answer, entry.name)) for entry in dataclasses.fields(answer))
        facts |= {"decoded": {name: value for name, value in named if name not in ("raster", "plane")}}
    elif answer is not None:
        raster = answer
    facts["shape"] = None if raster is None else raster.shape
    _send(stream, facts)
    if raster is not None:
        stream.write(np.ascontiguousarray(raster).data)
    stream.flush()


def receive_answer(stream: BinaryIO, request: Request) -> Answer:
    """Read the answer to a request.

    Raises:
        UnreadableError: the decoder says so.
        BrokenAnswerError: the stream ended, or holds nonsense.
    """
    facts = _receive(stream)
    if facts is None:
        raise BrokenAnswerError("no answer")
    try:
        raster = None if facts["shape"] is None else _receive_raster(stream, facts["shape"], request.limits)
        if "reason" in facts:
            raise UnreadableError(request.path, ProblemReason(facts["reason"]), str(facts["detail"]))
        if "decoded" in facts and raster is not None:
            return Decoded(raster=raster, **_plain(facts["decoded"]))
        if "header" in facts:
            header = dict(facts["header"])
            metadata = dict(header.pop("metadata"))
            keywords = tuple(str(word) for word in metadata.pop("keywords"))
            return Header(metadata=Metadata(keywords=keywords, **_plain(metadata)), **_plain(header))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise BrokenAnswerError(str(error)) from error
    except MemoryError as error:
        raise UnreadableError(request.path, ProblemReason.TOO_LARGE, "not enough memory for the picture") from error
    return raster


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """The facts, if they are what facts are made of."""
    for name, value in values.items():
        expected = int if name in ("width", "height") else (str, int, float, type(None))
        if not isinstance(value, expected):
            raise BrokenAnswerError(f"{name} is a {type(value).__name__}")
    return values


def _send(stream: BinaryIO, facts: dict[str, Any]) -> None:
    data = json.dumps(facts).encode("ascii")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def _receive(stream: BinaryIO) -> dict[str, Any] | None:
    length = stream.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    size = _LENGTH.unpack(length)[0]
    data = stream.read(size) if size <= _MAX_FACTS else b""
    try:
        facts = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BrokenAnswerError(str(error)) from error
    if len(data) < size or not isinstance(facts, dict):
        raise BrokenAnswerError("not a whole message")
    return facts


def _receive_raster(stream: BinaryIO, shape: Any, limits: Limits) -> Raster:
    height, width, channels = (int(side) for side in shape)
    if height < 1 or width < 1 or channels != 3 or height * width > limits.max_pixels:
        raise BrokenAnswerError(f"a raster of shape {shape}")
    raster: Raster = np.empty((height, width, 3), np.uint8)
    if cast(BufferedReader, stream).readinto(raster.data.cast("B")) != raster.nbytes:
        raise BrokenAnswerError("half a raster")
    return raster
