"""Low priority for a thread: it gets the processor and the disk only when no other program wants them."""

from __future__ import annotations

import ctypes
import logging
import os
import platform
import sys

log = logging.getLogger(__name__)

_NICENESS = 15
"""Of 19. The last step would leave a scan no time at all beside another busy program."""

_IOPRIO_SET = {"x86_64": 251, "aarch64": 30, "riscv64": 30, "ppc64le": 273, "s390x": 282}
"""Number of the system call by machine; the C library has no function for it (ioprio_set(2))."""
_ONE_THREAD = 1  # IOPRIO_WHO_PROCESS, which means a thread
_IDLE = 3 << 13  # IOPRIO_CLASS_IDLE

_DARWIN_THREAD, _DARWIN_BACKGROUND = 3, 0x1000  # PRIO_DARWIN_THREAD and PRIO_DARWIN_BG of sys/resource.h
_THREAD_MODE_BACKGROUND_BEGIN = 0x10000  # of winbase.h


def give_way() -> None:
    """Lower the priority of the calling thread for good; on Linux also of threads and processes that it starts later.

    Where a system knows no priority of threads, that of the whole process is lowered. Where it refuses, the thread
    runs on as it was; that is worth a line in the log and nothing more.
    """
    try:
        if sys.platform == "win32":
            _give_way_on_windows()
        elif sys.platform == "darwin":
            os.setpriority(_DARWIN_THREAD, 0, _DARWIN_BACKGROUND)
        else:
            # Linux takes 0 for the calling thread, others for the process.
            os.setpriority(os.PRIO_PROCESS, 0, max(_NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
            _read_when_idle()
    except OSError as error:
        log.info("The priority stays as it is: %s", error)


def inherited_niceness() -> int:
    """What the threads that the calling thread starts take over from it; 0 where they take over nothing."""
    return os.getpriority(os.PRIO_PROCESS, 0) if sys.platform == "linux" else 0


def _read_when_idle() -> None:
    number = _IOPRIO_SET.get(platform.machine())
    if sys.platform == "linux" and number is not None:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.syscall(number, _ONE_THREAD, 0, _IDLE) != 0:
            raise OSError(ctypes.get_errno(), "ioprio_set")


def _give_way_on_windows() -> None:
    if sys.platform == "win32":  # for the type checker of other systems
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.GetCurrentThread.restype = ctypes.c_void_p
        kernel.SetThreadPriority.argtypes = (ctypes.c_void_p, ctypes.c_int)
        if not kernel.SetThreadPriority(kernel.GetCurrentThread(), _THREAD_MODE_BACKGROUND_BEGIN):
            raise ctypes.WinError(ctypes.get_last_error())
