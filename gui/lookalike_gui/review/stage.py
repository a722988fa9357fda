"""The comparison on show: which photo is in front, where each one lies, and how closely one looks."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from lookalike.types import Match
from lookalike_gui.review import geometry, viewport
from lookalike_gui.review.loader import Loaded, Loader
from lookalike_gui.review.values import Comparison, Mode, Subject
from lookalike_gui.review.viewport import Viewport

_UNKNOWN_SIZE = (1024, 768)
PANE_GAP = 8
"""Device pixels between two panes."""

PANED = (Mode.SIDE_BY_SIDE, Mode.ORB)
"""The modes that give each photo a pane of its own."""


@dataclass(slots=True)
class Look:
    """What the controls of the modes set: shares are 0 to 1, `gain` multiplies differences."""

    wipe: float = 0.5
    opacity: float = 0.5
    gain: float = 4.0
    even_out: bool = True
    lines: bool = True
    outliers: bool = False
    aligned: dict[Mode, bool] = field(default_factory=lambda: {mode: mode is not Mode.ORB for mode in Mode})


class PhotoStage:
    """Everything that painting needs to know. `front` and `back` are positions in the comparison.

    `header` is the height, in device pixels, that is left free above each pane.
    """

    def __init__(self, comparison: Comparison, loader: Loader) -> None:
        self.comparison = comparison
        self.loader = loader
        self.mode = Mode.SIDE_BY_SIDE
        self.look = Look()
        self.front, self.back = 0, 1
        self.marked: frozenset[int] = frozenset()
        self.view = Viewport(1.0, QPointF())
        self.header = 0.0

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """The photos under review."""
        return self.comparison.subjects

    @property
    def match(self) -> Match | None:
        """The match between the photo in front and the one behind."""
        return self.comparison.match(self.front, self.back)

    @property
    def aligned(self) -> bool:
        """Whether photos lie over each other in the present mode."""
        return self.look.aligned[self.mode]

    @property
    def shown(self) -> tuple[int, ...]:
        """The positions that the present mode shows, in the order of their panes."""
        if self.mode is Mode.SIDE_BY_SIDE:
            return tuple(range(len(self.subjects)))
        if self.mode is Mode.ORB:
            return tuple(sorted((self.front, self.back)))
        return (self.front,) if self.mode is Mode.FLICKER else (self.front, self.back)

    def loaded(self, position: int) -> Loaded:
        """What there is of a photo's pixels."""
        return self.loader.state(self.subjects[position].photo)

    def size(self, position: int) -> geometry.Size:
        """Width and height in full-size pixels; a guess while nothing is known."""
        return self.subjects[position].size or self.loaded(position).size or _UNKNOWN_SIZE

    def placement(self, position: int) -> QTransform:
        """Maps the photo's full-size pixels onto the canvas."""
        transform = self.comparison.transform(position, 0) if self.aligned else None
        if position == 0:
            transform = geometry.IDENTITY
        return geometry.placement(transform, self.size(position), self.size(0))

    def placed_frame(self, position: int) -> QRectF:
        """The smallest upright rectangle around the photo on the canvas."""
        return self.placement(position).mapRect(geometry.frame(self.size(position)))

    def density(self, position: int) -> float:
        """Canvas units per pixel of the photo, in its middle."""
        middle = geometry.frame(self.size(position)).center()
        return geometry.scale_at(self.placement(position), middle)

    @property
    def full_scale(self) -> float:
        """The scale at which the finest of the shown photos appears pixel by pixel and no other one is shrunk."""
        return 1 / min(self.density(position) for position in self._compared)

    @property
    def _compared(self) -> tuple[int, ...]:
        return tuple(range(len(self.subjects))) if self.mode is Mode.SIDE_BY_SIDE else (self.front, self.back)

    def zoom(self, position: int) -> float:
        """Device pixels per pixel of the photo."""
        return self.view.scale * self.density(position)

    def scene(self) -> QRectF:
        """What the fitted view shows: all photos that are compared."""
        return geometry.united([self.placed_frame(position) for position in self._compared])

    def panes(self, area: QRectF) -> list[QRectF]:
        """Where each of `shown` is painted, in device pixels, below its header."""
        if self.mode not in PANED:
            return [area.adjusted(0, self.header, 0, 0) for _ in self.shown]
        count = len(self.shown)
        columns = self._best_columns(count, area)
        rows = -(-count // columns)
        width = (area.width() - PANE_GAP * (columns - 1)) // columns
        height = (area.height() - PANE_GAP * (rows - 1)) // rows
        return [
            QRectF(
                area.x() + (number % columns) * (width + PANE_GAP),
                area.y() + (number // columns) * (height + PANE_GAP) + self.header,
                width,
                height - self.header,
            )
            for number in range(count)
        ]

    def _best_columns(self, count: int, area: QRectF) -> int:
        """How many panes beside each other show the photos largest; where it hardly matters, all of them."""
        scene = self.scene()
        if scene.isEmpty():
            return count

        def scale(columns: int) -> float:
            rows = -(-count // columns)
            return min(area.width() / columns / scene.width(), area.height() / rows / scene.height())

        best = max(range(1, count + 1), key=scale)
        return count if scale(count) * 1.15 > scale(best) else best

    def fit(self, area: QRectF) -> Viewport:
        """The view that shows everything."""
        return viewport.fit(self.scene(), self.panes(area)[0].size())

    def zoom_limits(self, area: QRectF) -> tuple[float, float]:
        """The smallest and the largest scale of the view."""
        return viewport.limits(self.fit(area).scale, self.full_scale)

    def to_device(self, position: int, pane: QRectF) -> QTransform:
        """Full-size pixels of a photo to device pixels of a pane."""
        return self.placement(position) * self.view.to_device(pane)

    def next_after(self, position: int) -> int:
        """The position after this one, in a circle."""
        return (position + 1) % len(self.subjects)
