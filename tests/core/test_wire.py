"""What a decoder process answers: whole, or not believed."""

import io
import json
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lookalike.decoding.imaging import Answer, Decoded, Header, Limits, Request, Task
from lookalike.decoding.metadata import Metadata
from lookalike.decoding.wire import (
    BrokenAnswerError,
    receive_answer,
    receive_request,
    send_answer,
    send_request,
)
from lookalike.errors import UnreadableError
from lookalike.types import ProblemReason

REQUEST = Request(Task.DECODE, "/photos/caf\udce9\n.tif", Limits(max_pixels=1000), 64)
RASTER = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)


def received(data: bytes) -> Answer:
    return receive_answer(io.BufferedReader(io.BytesIO(data)), REQUEST)


def sent(answer: Answer | UnreadableError) -> bytes:
    stream = io.BytesIO()
    send_answer(stream, answer)
    return stream.getvalue()


def message(facts: Any) -> bytes:
    data = json.dumps(facts).encode()
    return struct.pack(">I", len(data)) + data


def test_a_request_comes_through_with_any_file_name() -> None:
    stream = io.BytesIO()
    send_request(stream, REQUEST)
    stream.seek(0)
    assert receive_request(stream) == REQUEST
    assert receive_request(stream) is None


def test_answers_come_through() -> None:
    decoded = received(sent(Decoded(RASTER, 70, 50, "TIFF", None, "2020-01-01T00:00:00", 3)))
    assert isinstance(decoded, Decoded)
    assert (decoded.width, decoded.taken, decoded.metadata_fields) == (70, "2020-01-01T00:00:00", 3)
    assert np.array_equal(decoded.raster, RASTER)
    header = Header(70, 50, "TIFF", Metadata(keywords=("a", "b"), iso=100, exposure=0.5, title="\udc80"))
    assert received(sent(header)) == header
    assert np.array_equal(received(sent(RASTER)), RASTER)  # type: ignore[arg-type]
    assert received(sent(None)) is None


def test_a_problem_comes_through_under_the_name_that_was_asked_for() -> None:
    with pytest.raises(UnreadableError) as raised:
        received(sent(UnreadableError("other", ProblemReason.DAMAGED, "why")))
    assert (raised.value.path, raised.value.reason, raised.value.detail) == (REQUEST.path, ProblemReason.DAMAGED, "why")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\0",
        b"\xff\xff\xff\xff",
        message([1, 2]),
        message({}),
        message({"shape": 7}),
        message({"shape": [5, 7, 4]}),
        message({"shape": [50, 70, 3]}),
        message({"shape": [float("inf"), 1, 3]}),
        message({"shape": [1, 1, 3]}) + b"xx",
        message({"shape": None, "reason": "no such reason", "detail": ""}),
        message({"shape": None, "header": {"metadata": {"keywords": []}}}),
        message({"shape": None, "header": {"width": "7", "height": 1, "format": "", "metadata": {"keywords": []}}}),
        message({"shape": [1, 1, 3], "decoded": {"width": [], "height": 1, "format": ""}}) + b"xxx",
        b"\0\0\x27\x10" + b"[" * 10_000,
    ],
)
def test_nonsense_is_not_believed(data: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        received(data)


@settings(max_examples=300)
@given(cut=some.integers(0, 400), piece=some.binary(max_size=6))
def test_a_damaged_answer_is_a_picture_or_not_believed(cut: int, piece: bytes) -> None:
    whole = sent(Decoded(RASTER, 70, 50, "TIFF"))
    try:
        received(whole[:cut] + piece + whole[cut + len(piece) :])
    except (BrokenAnswerError, UnreadableError):
        return
