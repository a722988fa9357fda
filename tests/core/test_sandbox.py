"""Decoder processes: real children that really die."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from lookalike.decoding import sandbox
from lookalike.decoding.decode import Decoded, Limits, decode
from lookalike.decoding.imaging import Answer, Request, Task
from lookalike.decoding.sandbox import CHILD_ARGUMENT, DecoderPool, DecoderProcess, child_command, shared_pool
from lookalike.errors import UnreadableError
from lookalike.types import ProblemReason
from tests import bad_child
from tests.formats import write
from tests.photos import photo

FAST = Limits(seconds=120, memory=1 << 30)


@pytest.fixture
def pool() -> Iterator[DecoderPool]:
    """Children that misbehave when a file's name says so."""
    made = DecoderPool(lambda: DecoderProcess([sys.executable, bad_child.__file__]))
    yield made
    made.close()


def ask(pool: DecoderPool, path: Path, limits: Limits = FAST) -> Answer:
    return pool.ask(Request(Task.DECODE, str(path), limits))


def reason(pool: DecoderPool, path: Path, limits: Limits = FAST) -> ProblemReason:
    with pytest.raises(UnreadableError) as raised:
        ask(pool, path, limits)
    assert raised.value.path == str(path)
    return raised.value.reason


def picture(folder: Path, name: str) -> Path:
    return write(photo("coffee").resize((64, 48)), folder / name)


def test_a_crash_costs_one_file(pool: DecoderPool, tmp_path: Path) -> None:
    good, bad = picture(tmp_path, "good.tif"), picture(tmp_path, "crash.tif")
    assert isinstance(ask(pool, good), Decoded)
    assert reason(pool, bad) is ProblemReason.DECODER_CRASHED
    assert isinstance(ask(pool, good), Decoded)


@pytest.mark.parametrize("ending", [".tif", ".psd", ".jp2", ".avif", ".heic", ".jxl", ".dng"])
def test_no_decoder_with_a_poor_record_runs_in_the_program_itself(
    pool: DecoderPool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = picture(tmp_path, f"crash{ending}")
    monkeypatch.setattr("lookalike.decoding.decode.shared_pool", lambda: pool)
    with pytest.raises(UnreadableError) as raised:
        decode(str(path))
    assert raised.value.reason is ProblemReason.DECODER_CRASHED


def test_the_problem_says_how_the_decoder_ended(pool: DecoderPool, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=str(-signal.SIGSEGV.value)):
        ask(pool, picture(tmp_path, "crash.tif"))


def test_a_file_does_not_pay_for_the_damage_of_an_earlier_one(pool: DecoderPool, tmp_path: Path) -> None:
    assert isinstance(ask(pool, picture(tmp_path, "poison.tif")), Decoded)
    assert isinstance(ask(pool, picture(tmp_path, "innocent.tif")), Decoded)


def test_a_decoder_that_hangs_is_ended(pool: DecoderPool, tmp_path: Path) -> None:
    assert reason(pool, picture(tmp_path, "hang.tif"), Limits(seconds=2)) is ProblemReason.DECODER_TIMEOUT
    assert isinstance(ask(pool, picture(tmp_path, "good.tif")), Decoded)


def test_a_file_does_not_pay_for_an_earlier_one_that_was_answered_at_the_last_moment(tmp_path: Path) -> None:
    class JustInTime(DecoderProcess):
        def ask(self, request: Request) -> Answer:
            try:
                return super().ask(request)
            finally:
                self._end_late()

    pool = DecoderPool(lambda: JustInTime(child_command()))
    for name in ("first.tif", "second.tif"):
        assert isinstance(ask(pool, picture(tmp_path, name)), Decoded)
    pool.close()


@pytest.mark.parametrize("name", ["nonsense.tif", "half.tif"])
def test_a_decoder_that_answers_nonsense_is_not_believed(pool: DecoderPool, tmp_path: Path, name: str) -> None:
    assert reason(pool, picture(tmp_path, name)) is ProblemReason.DECODER_CRASHED
    assert isinstance(ask(pool, picture(tmp_path, "good.tif")), Decoded)


def test_what_a_library_prints_does_not_end_up_in_the_picture(pool: DecoderPool, tmp_path: Path) -> None:
    assert isinstance(ask(pool, picture(tmp_path, "talk.tif")), Decoded)


def test_a_decoder_that_wants_too_much_memory_does_not_get_it(pool: DecoderPool, tmp_path: Path) -> None:
    assert reason(pool, picture(tmp_path, "greedy.tif")) is ProblemReason.TOO_LARGE


def test_a_decoder_cannot_write_files(pool: DecoderPool, tmp_path: Path) -> None:
    reason(pool, picture(tmp_path, "write.tif"))
    assert (tmp_path / "write.tif.out").stat().st_size == 0


def test_a_decoder_that_does_not_start_is_a_problem(tmp_path: Path) -> None:
    pool = DecoderPool(lambda: DecoderProcess([str(tmp_path / "no such program")]))
    assert reason(pool, picture(tmp_path, "good.tif")) is ProblemReason.DECODER_CRASHED


@pytest.mark.parametrize("ending", [".heic", ".jxl", ".dng"])
def test_an_optional_package_that_is_missing_is_named(tmp_path: Path, ending: str) -> None:
    pool = DecoderPool(lambda: DecoderProcess([sys.executable, bad_child.__file__, "--without-optional-packages"]))
    with pytest.raises(UnreadableError, match=r"lookalike\[formats\]") as raised:
        ask(pool, picture(tmp_path, f"a{ending}"))
    assert raised.value.reason is ProblemReason.MISSING_DECODER
    pool.close()


def test_heic_needs_no_encoder(tmp_path: Path) -> None:
    pool = DecoderPool(lambda: DecoderProcess([sys.executable, bad_child.__file__, "--without-heic-encoder"]))
    assert ask(pool, picture(tmp_path, "a.heic"))
    pool.close()


def test_a_bundled_program_serves_as_its_own_decoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command() == [sys.executable, CHILD_ARGUMENT]
    program = (
        "import sys; from lookalike.decoding.sandbox_child import serve_if_asked;"
        "serve_if_asked(sys.argv) or sys.exit(9)"
    )
    pool = DecoderPool(lambda: DecoderProcess([sys.executable, "-c", program, CHILD_ARGUMENT]))
    assert isinstance(ask(pool, picture(tmp_path, "good.tif")), Decoded)
    pool.close()


def test_a_module_in_the_working_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = picture(tmp_path, "good.tif")
    (tmp_path / "PIL.py").write_text("raise SystemExit('run by mistake')")
    monkeypatch.chdir(tmp_path)
    pool = DecoderPool(lambda: DecoderProcess(child_command()))
    assert isinstance(ask(pool, path), Decoded)
    pool.close()


def test_a_child_serves_many_files_and_is_replaced_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "FILES_PER_CHILD", 3)
    started = []

    def start() -> DecoderProcess:
        started.append(1)
        return DecoderProcess(child_command())

    pool = DecoderPool(start)
    for number in range(7):
        ask(pool, picture(tmp_path, f"{number}.tif"))
    assert len(started) == 3
    pool.close()


def test_pictures_come_through_unchanged(tmp_path: Path) -> None:
    image = photo("coffee")
    image.save(tmp_path / "a.tif")
    assert np.array_equal(decode(str(tmp_path / "a.tif")).raster, np.asarray(image))


def test_children_end_with_their_program_even_if_it_is_killed(tmp_path: Path) -> None:
    path = picture(tmp_path, "a.tif")
    code = (
        "import sys, time; from lookalike.decoding.decode import decode;"
        "from lookalike.decoding.sandbox import shared_pool;"
        "decode(sys.argv[1]); print(shared_pool().idle_processes()[0], flush=True); time.sleep(60)"
    )
    program = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    child = int(program.stdout.readline())
    program.kill()
    program.wait()
    program.stdout.close()
    until = time.monotonic() + 60
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_alive(child)


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_child_that_is_killed_while_idle_is_replaced(tmp_path: Path) -> None:
    path = str(picture(tmp_path, "a.tif"))
    decode(path)
    for process in shared_pool().idle_processes():
        os.kill(process, signal.SIGKILL)
    assert decode(path).width == 64
