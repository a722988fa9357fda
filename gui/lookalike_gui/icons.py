"""Icons from our resources, drawn in the colours of the palette at the moment of painting.

The line icons are Lucide's. Because an icon asks the palette each time it is painted, a change of theme needs
no new icons.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from lookalike_gui.theme import Colours

_DIRECTED = frozenset({"arrow-left", "chevron-right", "list", "undo-2"})
"""Icons that point along the text."""


@cache
def _source(name: str) -> str:
    return (resources.files("lookalike_resources") / "icons" / f"{name}.svg").read_text("utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


def draw(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw the icon `name` into `rect`, its lines in `colour` (`#rrggbb`); mirrored where it points along the text."""
    mirrored = name in _DIRECTED and painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    before = painter.transform()
    if mirrored:
        painter.translate(2 * rect.center().x(), 0)
        painter.scale(-1, 1)
    _renderer(name, colour).render(painter, rect)
    painter.setTransform(before)


@cache
def _scene(name: str, theme: Colours) -> QSvgRenderer:
    source = (resources.files("lookalike_resources") / "scenes" / f"{name}.svg").read_text("utf-8")
    for colour in Colours.__dataclass_fields__:
        source = source.replace(f'"@{colour}"', f'"{getattr(theme, colour)}"')
    return QSvgRenderer(QByteArray(source.encode()))


def draw_scene(painter: QPainter, name: str, rect: QRectF, theme: Colours) -> None:
    """Draw the picture `name` of the first page into `rect`, in the colours of a theme."""
    _scene(name, theme).render(painter, rect)


class TintedEngine(QIconEngine):
    """Draws one SVG in the palette's text colour, or in a colour of one's own."""

    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon for `mode`; disabled icons take the palette's disabled colour."""
        del state
        disabled = mode == QIcon.Mode.Disabled
        group = QPalette.ColorGroup.Disabled if disabled else QPalette.ColorGroup.Active
        colour = QGuiApplication.palette().color(group, self._role)
        side = min(rect.width(), rect.height())
        place = QRectF(0, 0, side, side)
        place.moveCenter(QRectF(rect).center())
        painter.setLayoutDirection(QGuiApplication.layoutDirection())
        draw(painter, self._name, place, colour.name())

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon as a picture with a clear background."""
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return QPixmap.fromImage(image)

    def clone(self) -> QIconEngine:
        """A copy, for QIcon."""
        return TintedEngine(self._name, self._role)


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
    """The line icon `name` in the palette's colour of `role`."""
    return QIcon(TintedEngine(name, role))


def application_icon() -> QIcon:
    """The program's own icon, in the sizes that window managers ask for."""
    result = QIcon()
    renderer = QSvgRenderer(QByteArray(_source("lookalike").encode()))
    for side in (16, 24, 32, 48, 64, 128, 256):
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        result.addPixmap(QPixmap.fromImage(image))
    return result
