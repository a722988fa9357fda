"""Thumbnails for what is on screen: fetched by workers, what is seen first, and kept in bounded memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage

from lookalike.errors import LookalikeError

Loader = Callable[[str, int], QImage]
"""A photo's path and the longest side that is wanted -> its picture. Called in workers."""

MEMORY = 160_000_000
"""Bytes of pictures that are kept: some 1,500 at 160 pixels, thirty times what a screen shows."""

ASKING_DELAY = 15
"""Milliseconds after the last step of scrolling in which a view asks for the pictures on screen: about one frame."""


class Thumbnails(QObject):
    """Hands out pictures that are there, and loads those that are wanted.

    Only what was asked for last is loaded: `want` replaces the queue, so that what was scrolled away is never
    decoded. Signals: ready(path): there is a picture, or it is known that there is none.
    """

    ready = Signal(object)
    _loaded = Signal(object, int, object)

    def __init__(self, load: Loader, parent: QObject | None = None, *, workers: int = 2, memory: int = MEMORY) -> None:
        super().__init__(parent)
        self._load = load
        self._memory = memory
        self._used = 0
        self._kept: OrderedDict[str, tuple[int, QImage | None]] = OrderedDict()
        self._queue: OrderedDict[str, int] = OrderedDict()
        self._running: set[str] = set()
        self._lock = threading.Lock()
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(workers)
        self._workers = workers
        self._active = 0
        self._loaded.connect(self._keep)

    def get(self, path: str) -> QImage | None:
        """The picture of a photo, of whatever size; None while there is none. GUI thread only."""
        entry = self._kept.get(path)
        if entry is None:
            return None
        self._kept.move_to_end(path)
        return entry[1]

    def failed(self, path: str) -> bool:
        """Whether the photo was tried and cannot be shown."""
        entry = self._kept.get(path)
        return entry is not None and entry[1] is None

    def want(self, paths: Iterable[str], side: int, *, alone: bool = True) -> None:
        """Load these, the first one first, and nothing else that has not begun; not `alone`: the rest after them.

        GUI thread only.
        """
        missing = [path for path in paths if (entry := self._kept.get(path)) is None or entry[0] < side]
        with self._lock:
            waiting = () if alone else self._queue.items()
            wanted = OrderedDict((path, side) for path in missing if path not in self._running)
            self._queue = OrderedDict((*wanted.items(), *((path, own) for path, own in waiting if path not in wanted)))
            fresh = max(0, min(self._workers - self._active, len(self._queue)))
            self._active += fresh
        for _ in range(fresh):
            self._pool.start(self._work)

    @property
    def memory_used(self) -> int:
        """Bytes of all kept pictures."""
        return self._used

    def close(self) -> None:
        """Forget the queue and end the threads when their photo is done."""
        with self._lock:
            self._queue.clear()
        self._pool.waitForDone()

    def _work(self) -> None:
        while (entry := self._take()) is not None:
            path, side = entry
            try:
                image: QImage | None = self._load(path, side)
            except (LookalikeError, OSError, ValueError, MemoryError):
                image = None
            self._loaded.emit(path, side, image)

    def _take(self) -> tuple[str, int] | None:
        with self._lock:
            if not self._queue:
                self._active -= 1
                return None
            path, side = self._queue.popitem(last=False)
            self._running.add(path)
            return path, side

    @Slot(object, int, object)
    def _keep(self, path: str, side: int, image: QImage | None) -> None:
        with self._lock:
            self._running.discard(path)
        old = self._kept.pop(path, None)
        self._used += _bytes(image) - (_bytes(old[1]) if old else 0)
        self._kept[path] = (side, image)
        while self._used > self._memory and len(self._kept) > 1:
            _, (_, dropped) = self._kept.popitem(last=False)
            self._used -= _bytes(dropped)
        self.ready.emit(path)


def _bytes(image: QImage | None) -> int:
    return image.sizeInBytes() if image is not None else 0
