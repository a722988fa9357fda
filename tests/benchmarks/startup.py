"""How long the program takes to be there: the command line's first word, and the window until it takes input.

    python tests/benchmarks/startup.py [--rounds 5]

The window counts as usable when its first paint is done and the event loop answers; Qt's platform is the one of the
environment (`QT_QPA_PLATFORM=offscreen` without a display). Times are wall seconds of whole processes, medians; one
run before them warms the disk. Processor seconds are of the same processes. It also says whether TensorFlow was
imported before it was needed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

WINDOW = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import lookalike_gui.main_window as module
show = module.MainWindow.showEvent
def ready():
    print(time.time(), 'tensorflow' in sys.modules, flush=True)
    QApplication.quit()
def shown(window, event):
    show(window, event)
    QTimer.singleShot(0, lambda: (window.repaint(), QTimer.singleShot(0, ready)))
module.MainWindow.showEvent = shown
from lookalike_gui.app import main
main([])
"""


def timed(command: list[str], environment: dict[str, str], *, to_first_line: bool) -> tuple[float, float, str]:
    """Wall seconds until the line that the process prints (or its end), processor seconds, and the line's rest."""
    start = time.time()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True)
    assert process.stdout is not None
    words = process.stdout.read().split()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.time() - start
    if os.waitstatus_to_exitcode(status) != 0 or not words:
        sys.exit(f"{command} failed")
    if to_first_line:
        wall = float(words[0]) - start
    return wall, usage.ru_utime + usage.ru_stime, words[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    python = [sys.executable, "-c"]
    with tempfile.TemporaryDirectory() as home:
        # Byte code is written here even where the environment forbids it: installed programs have theirs.
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment |= {f"LOOKALIKE_{name}_DIR": home for name in ("CACHE", "DATA", "CONFIG", "LOG")}
        environment |= {"XDG_CONFIG_HOME": home, "PYTHONPYCACHEPREFIX": os.path.join(home, "bytecode")}
        rows = {
            "Python alone": ([*python, "print(0)"], False),
            "lookalike --version": ([sys.executable, "-m", "lookalike", "--version"], False),
            "window usable": ([*python, WINDOW], True),
        }
        print(f"{'':24}{'wall s':>8}{'CPU s':>8}")
        for name, (command, to_first_line) in rows.items():
            timed(command, environment, to_first_line=to_first_line)
            runs = [timed(command, environment, to_first_line=to_first_line) for _ in range(args.rounds)]
            wall, cpu = statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs)
            note = "   TensorFlow was imported" if runs[0][2] == "True" else ""
            print(f"{name:24}{wall:8.2f}{cpu:8.2f}{note}")


if __name__ == "__main__":
    main()
