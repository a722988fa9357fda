"""Loads photos in the background: a preview of each first, then every pixel, within a budget of memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from lookalike.types import Photo
from lookalike_gui.bridge import Background
from lookalike_gui.review.pyramid import Pyramid, build
from lookalike_gui.review.values import PhotoSource
from lookalike_gui.texts import failure

BUDGET = 1 << 30
"""Bytes of pixels that are held. The photos on show are kept whatever they take."""

Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What there is of a photo. `error` is the decoder's message where it cannot be read.

    `size` is that of the upright photo in full, which a preview alone does not tell.
    """

    size: tuple[int, int] | None = None
    preview: Pyramid | None = None
    full: Pyramid | None = None
    preview_failed: bool = False
    error: str = ""

    @property
    def best(self) -> Pyramid | None:
        """The most pixels there are."""
        return self.full or self.preview


def key_of(photo: Photo) -> Key:
    """A file in one state: a file that has changed since is another one, so that no stale picture is shown."""
    return photo.path, photo.mtime_ns, photo.size


class Loader(QObject):
    """Signals: changed(Photo) when there is more of a photo than before, or an error."""

    changed = Signal(object)

    def __init__(self, source: PhotoSource, parent: QObject | None = None, budget: int = BUDGET) -> None:
        super().__init__(parent)
        self._source = source
        self._budget = budget
        self._held: OrderedDict[Key, Loaded] = OrderedDict()
        self._wanted: list[Photo] = []
        self._ahead: list[Photo] = []
        self._lanes = {"preview": Background(self), "full": Background(self)}
        self._running: dict[str, Key | None] = {"preview": None, "full": None}

    def state(self, photo: Photo) -> Loaded:
        """What there is of a photo now."""
        return self._held.get(key_of(photo), Loaded())

    def offer(self, photo: Photo, picture: QImage) -> None:
        """Take a picture of the photo that is at hand already, a thumbnail say, as its preview."""
        if self.state(photo).best is None and not picture.isNull():
            image = picture.convertToFormat(QImage.Format.Format_RGB32)
            self._held[key_of(photo)] = replace(self.state(photo), preview=Pyramid((image,)))

    def show(self, photos: Iterable[Photo]) -> None:
        """Load these, and forget what was asked for before and has not begun."""
        self._wanted = list(photos)
        self._ahead = []
        self._go_on()

    def load_ahead(self, photos: Iterable[Photo]) -> None:
        """Load these when the photos on show are complete."""
        self._ahead = list(photos)
        self._go_on()

    def close(self) -> None:
        """End the threads."""
        self._wanted, self._ahead = [], []
        for lane in self._lanes.values():
            lane.close()

    def _go_on(self) -> None:
        for lane in self._lanes:
            photo = self._next(lane) if self._running[lane] is None else None
            if photo is not None:
                self._start(lane, photo)

    def _next(self, lane: str) -> Photo | None:
        ahead = self._ahead if self._total() < self._budget // 2 else []
        if lane == "preview":
            return next((photo for photo in (*self._wanted, *ahead) if self._needs_preview(photo)), None)
        # Every pixel of one photo must not hold up the first sight of another.
        if any(map(self._needs_preview, self._wanted)):
            return None
        return next((photo for photo in (*self._wanted, *ahead) if self._needs_pixels(photo)), None)

    def _needs_preview(self, photo: Photo) -> bool:
        state = self.state(photo)
        known = state.best is not None and state.size is not None
        return not known and not state.preview_failed and not state.error

    def _needs_pixels(self, photo: Photo) -> bool:
        state = self.state(photo)
        return state.full is None and not state.error

    def _start(self, lane: str, photo: Photo) -> None:
        offered = self.state(photo).preview
        self._running[lane] = key_of(photo)

        def work() -> Loaded:
            return self._read_full(photo) if lane == "full" else self._read_preview(photo, offered)

        self._lanes[lane].run(work, partial(self._take, lane, photo), partial(self._fail, lane, photo))

    def _read_preview(self, photo: Photo, offered: Pyramid | None) -> Loaded:
        return Loaded(size=self._source.measure(photo), preview=offered or build(self._source.preview(photo)))

    def _read_full(self, photo: Photo) -> Loaded:
        raster = self._source.full(photo)
        return Loaded(size=(raster.shape[1], raster.shape[0]), full=build(raster))

    def _take(self, lane: str, photo: Photo, found: object) -> None:
        assert isinstance(found, Loaded)
        # Where every pixel came first, the preview has nothing to add.
        kept = self.state(photo) if lane == "preview" and self.state(photo).full else found
        self._finish(lane, photo, kept)

    def _fail(self, lane: str, photo: Photo, error: BaseException) -> None:
        # A photo without a preview may still open in full: only that failure is the last word.
        state = self.state(photo)
        if lane == "preview":
            self._finish(lane, photo, replace(state, preview_failed=True))
        else:
            self._finish(lane, photo, replace(state, error=failure(error)))

    def _finish(self, lane: str, photo: Photo, state: Loaded) -> None:
        self._running[lane] = None
        self._held[key_of(photo)] = state
        self._held.move_to_end(key_of(photo))
        self._drop_oldest()
        self.changed.emit(photo)
        self._go_on()

    def _total(self) -> int:
        return sum(_bytes(state) for state in self._held.values())

    def _drop_oldest(self) -> None:
        shown = {key_of(photo) for photo in self._wanted}
        total = self._total()
        for key in list(self._held):
            if total <= self._budget:
                return
            if key not in shown:
                total -= _bytes(self._held.pop(key))


def _bytes(state: Loaded) -> int:
    return sum(pyramid.bytes for pyramid in (state.preview, state.full) if pyramid is not None)
