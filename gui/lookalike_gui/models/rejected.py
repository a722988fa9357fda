"""The pairs that were called no match, a row each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QImage, QPainter

from lookalike.cache.rejections import RejectedPair
from lookalike_gui import texts
from lookalike_gui.basics.rows import RowsModel
from lookalike_gui.basics.timers import single_shot
from lookalike_gui.thumbnails import ASKING_DELAY, Thumbnails

_SIDE = 40
_DENSITY = 2
"""Pictures are as fine as screens of double density show them."""


class RejectedModel(RowsModel[RejectedPair]):
    """Both photos of each pair, where they were when it was decided, with the pictures of those that are asked for."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._missing: dict[str, None] = {}
        self._ask = single_shot(self, ASKING_DELAY, self._want)
        thumbnails.ready.connect(self._show_picture)

    def titles(self) -> tuple[str, ...]:
        """One photo and the other."""
        return self.tr("This photo"), self.tr("and this one")

    def cell(self, value: RejectedPair, column: int, role: int) -> Any:
        """The path, or what else is known of a photo."""
        path, size = value.paths[column], value.sizes[column]
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(path)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if not path:
            return self.tr("a file of {size}").format(size=texts.size(size))
        return texts.from_left(path) if role == Qt.ItemDataRole.DisplayRole else texts.shown(path)

    def _picture(self, path: str) -> QImage:
        """The photo in the middle of a square; an empty square until it is there, and where there is none."""
        image = self._thumbnails.get(path)
        if image is None and path and not self._thumbnails.failed(path):
            self._missing[path] = None
            self._ask.start()
        side = _SIDE * _DENSITY
        square = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        square.fill(Qt.GlobalColor.transparent)
        if image is not None and not image.isNull():
            place = QRect(QPoint(), image.size().scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
            place.moveCenter(square.rect().center())
            painter = QPainter(square)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, image)
            painter.end()
        square.setDevicePixelRatio(_DENSITY)
        return square

    def _want(self) -> None:
        self._thumbnails.want(self._missing, _SIDE * _DENSITY, alone=False)
        self._missing.clear()

    @Slot(object)
    def _show_picture(self, path: str) -> None:
        for row, pair in enumerate(self.rows):
            if path in pair.paths:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 1), [Qt.ItemDataRole.DecorationRole])
