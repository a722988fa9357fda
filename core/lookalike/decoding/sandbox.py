"""Decoder processes: what a crash, a hang or a greedy decoder costs is one file.

LibRaw, libheif, libjxl, OpenJPEG, libtiff and their like run in child processes, one for each thread that asks at the
same time. A child is asked many times; one that dies, hangs or answers nonsense is replaced. On Linux and macOS it can
write no file and its memory is limited; on Windows the time alone is.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import cache
from typing import BinaryIO, cast

from lookalike.decoding.imaging import Answer, Request
from lookalike.decoding.wire import BrokenAnswerError, receive_answer, send_request
from lookalike.errors import UnreadableError
from lookalike.types import ProblemReason

CHILD_ARGUMENT = "--decoder-process"
"""What a bundled program is started with when it is to serve as decoder process."""

FILES_PER_CHILD = 1000
"""After so many files a child is replaced, so that what its libraries leak does not grow."""


def child_command() -> list[str]:
    """What starts a decoder process: this interpreter, or the bundled program itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_ARGUMENT]
    # -P: a folder of photos that is the working folder must not offer modules of its own.
    return [sys.executable, "-B", "-P", "-m", "lookalike.decoding.sandbox_child"]


class DecoderProcess:
    """One child. Used by one thread at a time."""

    def __init__(self, command: list[str]) -> None:
        # The child finds our modules where we found them, whatever the folder and the settings it starts with.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.served = 0
        self.timed_out = False

    @property
    def process_id(self) -> int:
        """The child's number in the system."""
        return self._process.pid

    @property
    def exit_status(self) -> int | None:
        """How the child ended: its code, or minus the signal that ended it; None while it lives."""
        return self._process.poll()

    def ask(self, request: Request) -> Answer:
        """Let the child do the work. Raises UnreadableError, or BrokenAnswerError and OSError if the child fails."""
        to_child, from_child = self._process.stdin, self._process.stdout
        assert to_child is not None and from_child is not None
        watch = threading.Timer(request.limits.seconds, self._end_late)
        watch.daemon = True
        watch.start()
        try:
            send_request(cast(BinaryIO, to_child), request)
            return receive_answer(cast(BinaryIO, from_child), request)
        finally:
            watch.cancel()
            watch.join()  # It may be ending the child just now.
            self.served += 1

    def close(self) -> None:
        """End the child and wait for it."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue  # What was still to be written is not wanted any more.

    def _end_late(self) -> None:
        self.timed_out = True
        self._process.kill()


class DecoderPool:
    """Children that wait for work. Any number of threads may ask."""

    def __init__(self, start: Callable[[], DecoderProcess] = lambda: DecoderProcess(child_command())) -> None:
        self._start = start
        self._idle: list[DecoderProcess] = []
        self._lock = threading.Lock()

    def ask(self, request: Request) -> Answer:
        """Let a child do the work. Raises UnreadableError, also for a child that crashes or takes too long.

        A file at which a child dies that had served before is tried again with a fresh one: an earlier file may have
        done the damage.
        """
        while True:
            child = self._take(request)
            is_fresh = child.served == 0
            try:
                answer = child.ask(request)
            except UnreadableError:
                self._give_back(child)
                raise
            except (BrokenAnswerError, OSError) as error:
                child.close()
                if child.timed_out:
                    detail = f"no answer in {request.limits.seconds:g} s"
                    raise UnreadableError(request.path, ProblemReason.DECODER_TIMEOUT, detail) from error
                if is_fresh:
                    detail = f"the decoder ended with {child.exit_status}"
                    raise UnreadableError(request.path, ProblemReason.DECODER_CRASHED, detail) from error
            except BaseException:
                child.close()
                raise
            else:
                self._give_back(child)
                return answer

    def idle_processes(self) -> tuple[int, ...]:
        """The process numbers of the children that wait for work."""
        with self._lock:
            return tuple(child.process_id for child in self._idle)

    def close(self) -> None:
        """End the children that are idle. Later requests start new ones."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.close()

    def _take(self, request: Request) -> DecoderProcess:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        try:
            return self._start()
        except OSError as error:
            raise UnreadableError(request.path, ProblemReason.DECODER_CRASHED, str(error)) from error

    def _give_back(self, child: DecoderProcess) -> None:
        if child.served >= FILES_PER_CHILD or child.timed_out:
            child.close()
            return
        with self._lock:
            self._idle.append(child)


@cache
def shared_pool() -> DecoderPool:
    """The children of this program: like its processor cores, they are there once for all scans."""
    pool = DecoderPool()
    atexit.register(pool.close)
    return pool
