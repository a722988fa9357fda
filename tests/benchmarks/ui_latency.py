"""How long the window keeps a person waiting: with 50,000 photos in 15,000 groups, and while a folder is scanned.

    python -m tests.benchmarks.ui_latency [--groups 15000] [--photos 50000 [--preset hash]] [--scan FOLDER]

`--photos` makes so many small JPEGs, in folders of 500, and scans them cold: a tenth are byte copies, a tenth copies
that were saved again. A timer ticks every 2 ms in the GUI thread; a stall is what passes between two ticks beyond that.
It depends on what else the machine does; the processor time that the GUI thread took meanwhile does not.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.gui import made
from tests.photos import photo, save

from lookalike.result import ScanResult
from lookalike.session import Session
from lookalike.settings import EngineChoice, Preset
from lookalike_gui import smoothness
from lookalike_gui.controller import Controller, State
from lookalike_gui.main_window import MainWindow
from lookalike_gui.models.overview import Arrangement, Order, Overview
from lookalike_gui.settings import Habits
from lookalike_gui.theme import Theme, ThemeChoice

TICK = 0.002
MOST_LINKS = 50_000
"""Names of one file; ext4 allows 65,000."""


class Stalls:
    """Records between two ticks of the event loop the time that passed, and the processor time of the GUI thread."""

    def __init__(self) -> None:
        self._passed: list[float] = []
        self._worked: list[float] = []
        self._last, self._last_work = time.perf_counter(), time.thread_time()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=int(TICK * 1000))
        self._timer.timeout.connect(self._tick)

    def _tick(self) -> None:
        now, work = time.perf_counter(), time.thread_time()
        self._passed.append(max(0.0, now - self._last - TICK))
        self._worked.append(work - self._last_work)
        self._last, self._last_work = now, work

    def during(self, work: Callable[[], None]) -> np.ndarray:
        """Seconds passed and seconds worked, a row each, while `work` runs the event loop."""
        self._passed, self._worked = [], []
        self._last, self._last_work = time.perf_counter(), time.thread_time()
        self._timer.start()
        work()
        QApplication.processEvents()
        self._tick()
        self._timer.stop()
        return np.array([self._passed, self._worked])


class Stages:
    """Remembers at what time each stage of a scan began."""

    def __init__(self, controller: Controller) -> None:
        self._began: list[tuple[float, str]] = []
        controller.progressed.connect(lambda progress, _: self._note(progress.stage))

    def _note(self, stage: str) -> None:
        if not self._began or self._began[-1][1] != stage:
            self._began.append((time.perf_counter(), stage))

    def at(self, moment: float) -> str:
        return next((stage for began, stage in reversed(self._began) if began <= moment), "start")


def show(controller: Controller, result: ScanResult, overview: Overview) -> None:
    controller.groups.show(result, overview)
    controller.state = State.RESULTS
    controller.result_changed.emit()
    controller.state_changed.emit(State.RESULTS)


def real_thumbnails(result: ScanResult, folder: Path) -> ScanResult:
    """Let every photo of a made-up result be a file that can be decoded: links to as few as possible."""
    shown = photo("coffee").resize((1200, 800))
    photos = []
    for number, entry in enumerate(result.photos):
        if number % MOST_LINKS == 0:
            one = save(shown, folder / f"of-{number}.jpg")
        path = folder / f"{number}.jpg"
        os.link(one, path)
        photos.append(replace(entry, path=str(path)))
    return replace(result, photos=tuple(photos))


def scroll(window: MainWindow, steps: int) -> None:
    """As with a fast wheel: three lines a step, drawn every time."""
    bar = window.results.grid.verticalScrollBar()
    for _ in range(steps):
        bar.setValue(bar.value() + 3 * bar.singleStep())
        QTest.qWait(16)


def jump(window: MainWindow, steps: int) -> None:
    """As with the scroll bar's handle: anywhere in the list."""
    bar = window.results.grid.verticalScrollBar()
    for step in range(steps):
        bar.setValue(bar.maximum() * (step * 37 % 100) // 100)
        QTest.qWait(30)


def keys(window: MainWindow, steps: int, key: Qt.Key = Qt.Key.Key_K) -> None:
    for _ in range(steps):
        QTest.keyClick(window.results.view, key)
        QTest.qWait(5)


def regroup_repeatedly(window: MainWindow, controller: Controller, result: ScanResult) -> None:
    for text in ("1", "12", "120", ""):
        controller.arrange(Arrangement(text=text))
        QTest.qWait(20)
    for order in Order:
        controller.arrange(Arrangement(order))
        QTest.qWait(20)


def make_photos(count: int, folder: Path) -> None:
    """Small JPEGs with something to see on each; a tenth are copies, a tenth were saved again, the others differ."""
    random = np.random.default_rng(1)
    for number in range(count):
        place = folder / f"{number // 500:04}" / f"IMG_{number:06}.jpg"
        place.parent.mkdir(exist_ok=True)
        if number % 10 < 8:
            shapes = Image.fromarray(random.integers(0, 256, (9, 12, 3), np.uint8))
            drawn = shapes.resize((240, 180), Image.Resampling.BICUBIC)
        drawn.save(place, quality=60 if number % 10 == 8 else 90)  # 9 is 7 once more, byte for byte


def wait_for_scan(window: MainWindow, controller: Controller) -> None:
    """Scan as somebody scrolls through what has come, a line every tenth of a second."""
    loop = QEventLoop()
    controller.state_changed.connect(lambda state: loop.quit() if state != State.SCANNING else None)
    bar = window.results.grid.verticalScrollBar()
    wheel = QTimer(interval=100)
    wheel.timeout.connect(lambda: bar.setValue(bar.value() + bar.singleStep()))
    wheel.start()
    controller.scan()
    loop.exec()


def measure_scan(window: MainWindow, controller: Controller, stalls: Stalls, folder: str) -> None:
    stages = Stages(controller)
    controller.folders.add([folder])
    start, worked = time.perf_counter(), time.process_time()
    gaps = stalls.during(lambda: wait_for_scan(window, controller))
    passed, worked = time.perf_counter() - start, time.process_time() - worked
    photos, groups = len(controller.groups.result.photos), len(controller.groups.result.groups)
    line(f"scan of {photos:,} photos, {groups:,} groups", gaps)
    print(f"the scan: {passed:.0f} s, {worked:.0f} s of processor time")
    ends = np.cumsum(gaps[0] + TICK)
    for name, row in (("passed", gaps[0]), ("worked", gaps[1])):
        worst = np.argsort(-row)[:6]
        places = ", ".join(f"{row[tick] * 1000:.0f} ms in {stages.at(start + ends[tick])}" for tick in worst)
        print(f"longest {name}: {places}")


def select_all(window: MainWindow) -> None:
    QTest.keyClick(window.results.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def order_all(window: MainWindow, controller: Controller) -> None:
    """Another order while all photos are selected, which they stay."""
    for order in (Order.FOLDER, Order.GAIN):
        controller.arrange(Arrangement(order))
        QTest.qWait(20)


def measure_all(window: MainWindow, controller: Controller, stalls: Stalls, groups: int) -> None:
    """What is done with all photos at once."""
    line("select all", stalls.during(lambda: select_all(window)))
    line("another order, all selected", stalls.during(lambda: order_all(window, controller)))
    line("mark all", stalls.during(lambda: keys(window, 1, Qt.Key.Key_Delete)))
    line("take it back", stalls.during(window.deciding.go_back))
    window.results.show_list(True)
    QTest.qWait(20)
    line("list view: select all", stalls.during(lambda: select_all(window)))
    copies = controller.groups.paths_of(range(groups))[1::2]
    line("mark half", stalls.during(lambda: window.deciding.mark(copies)))
    line("keep this, 20 times, half marked", stalls.during(lambda: keys(window, 20)))
    window.results.show_list(False)


def line(name: str, gaps: np.ndarray) -> None:
    figures = [(np.median(row), np.percentile(row, 99.9), row.max()) for row in gaps * 1000]
    numbers = "".join(f"{value:9.1f}" for row in figures for value in row)
    print(f"{name:44} {gaps.shape[1]:7} {numbers}", flush=True)


def measure_groups(window: MainWindow, controller: Controller, stalls: Stalls, groups: int, folder: Path) -> None:
    result = real_thumbnails(made.many(groups), folder)
    start = time.perf_counter()
    overview = Overview.of(result)
    gathered = time.perf_counter() - start
    photos = f"{len(result.photos):,} photos in {groups:,} groups"
    line(f"{photos}: open", stalls.during(lambda: show(controller, result, overview)))
    window.results.view.setFocus()
    line("scroll by wheel", stalls.during(lambda: scroll(window, 200)))
    line("jump along the list", stalls.during(lambda: jump(window, 60)))
    line("keep this, 100 times", stalls.during(lambda: keys(window, 100)))
    line("filter and sort", stalls.during(lambda: regroup_repeatedly(window, controller, result)))
    window.results.show_list(True)
    line("list view: open, decide", stalls.during(lambda: keys(window, 20)))
    window.results.show_list(False)
    measure_all(window, controller, stalls, groups)
    print(f"gathering what sorting needs, off the GUI thread: {gathered * 1000:.0f} ms")


def measure(given: argparse.Namespace) -> None:
    application = QApplication(["lookalike"])
    theme = Theme(application, ThemeChoice.LIGHT)
    stalls = Stalls()
    with tempfile.TemporaryDirectory() as place:
        controller = Controller(Session(os.path.join(place, "cache")))
        controller.options = replace(controller.options, engine=EngineChoice(given.engine), preset=Preset(given.preset))
        habits = Habits(os.path.join(place, "window.ini"))
        habits.keep("options", controller.options.to_dict())
        window = MainWindow(controller, habits, theme)
        window.resize(1280, 800)
        window.show()
        QTest.qWaitForWindowExposed(window)
        smoothness.set_up()
        print(f"{'':44} {'':7} {'milliseconds passed':>27}{'worked by the GUI thread':>27}")
        print(f"{'':44} {'ticks':>7} " + 2 * f"{'median':>9}{'99.9 %':>9}{'longest':>9}")
        if given.groups:
            measure_groups(window, controller, stalls, given.groups, Path(place))
        if given.photos:
            folder = Path(place, "photos")
            folder.mkdir()
            make_photos(given.photos, folder)
            measure_scan(window, controller, stalls, str(folder))
        if given.scan:
            measure_scan(window, controller, stalls, given.scan)
        print(f"thumbnails in memory: {controller.thumbnails.memory_used / 1e6:.0f} MB")
        window.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the window's stalls.")
    parser.add_argument("--groups", type=int, default=15_000)
    parser.add_argument("--photos", type=int, default=0)
    parser.add_argument("--engine", choices=list(EngineChoice), default=EngineChoice.NONE)
    parser.add_argument("--preset", choices=list(Preset), default=Preset.SAME_PHOTO)
    parser.add_argument("--scan", metavar="FOLDER")
    given = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    measure(given)


if __name__ == "__main__":
    main()
