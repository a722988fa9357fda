"""Paints the rows of the grid: a group's header, a photo with its badges and lines."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lookalike_gui import icons
from lookalike_gui.basics.mirroring import draw_name, seen
from lookalike_gui.basics.rows import Index
from lookalike_gui.models.groups import GroupModel, Row
from lookalike_gui.theme import Colours, colours
from lookalike_gui.thumbnails import Thumbnails

PADDING = 8
LINES = 4
HEADER = 44
_RADIUS = 8.0


class GridDelegate(QStyledItemDelegate):
    """Knows how big a cell is and how it looks. `side` is the size of a thumbnail in pixels."""

    def __init__(self, model: GroupModel, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.side = 160
        self._model = model
        self._thumbnails = thumbnails

    def cell(self, font: QFont) -> QSize:
        """The size of a photo's cell."""
        text = LINES * QFontMetrics(font).lineSpacing()
        return QSize(self.side + 4 * PADDING, self.side + text + 5 * PADDING)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """See QAbstractItemDelegate."""
        del index
        return self.cell(option.font)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row into `option.rect`."""
        row = self._model.row(index.row())
        theme = colours(option.palette)
        painter.save()
        if row.is_header:
            self._paint_header(painter, option, row, theme)
        else:
            self._paint_photo(painter, option, row, theme)
        painter.restore()

    # Headers

    def _paint_header(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, theme: Colours) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(theme.hover))
        painter.setPen(QColor(theme.line))
        painter.drawLine(area.topLeft(), area.topRight())
        arrow = "chevron-right" if row.group in self._model.collapsed else "chevron-down"
        whole, middle = QRectF(area), area.center().y() - 8

        def at(left: float, top: float, width: float, height: float) -> QRectF:
            return seen(option.direction, whole, QRectF(left, top, width, height))

        icons.draw(painter, arrow, at(area.left() + 12, middle, 16, 16), theme.muted)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        title = self._model.texts.title(row.group)
        left = area.left() + 36
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        painter.drawText(at(left, area.top(), area.width() - 44, area.height()), Qt.AlignmentFlag.AlignVCenter, title)
        left += QFontMetrics(font).horizontalAdvance(title) + 2 * PADDING
        right = area.right() - 2 * PADDING
        if self._model.decisions.is_settled(self._model.paths(row.group)):
            icons.draw(painter, "circle-check", at(right - 16, middle, 16, 16), theme.good)
            right -= 24
        painter.setFont(option.font)
        painter.setPen(QColor(theme.muted))
        summary = at(left, area.top(), right - left, area.height())
        _line(painter, summary.toRect(), self._model.texts.summary(row.group))
        if state & QStyle.StateFlag.State_HasFocus:
            _frame(painter, QRectF(area).adjusted(4, 4, -4, -4), theme.accent, 2)

    # Photos

    def _paint_photo(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, theme: Colours) -> None:
        cell = option.rect.adjusted(PADDING // 2, PADDING // 2, -PADDING // 2, -PADDING // 2)
        state: QStyle.StateFlag = option.state
        photo = self._model.photo(row)
        if photo is None:
            return
        marked = photo.path in self._model.decisions.marked
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = _ground(theme, state, marked)
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(cell, _RADIUS, _RADIUS)
        place = QRect(cell.left() + (cell.width() - self.side) // 2, cell.top() + PADDING, self.side, self.side)
        shown = self._paint_thumbnail(painter, place, photo.path, theme, faded=marked)
        self._paint_badges(painter, shown, row, photo.path, theme)
        self._paint_lines(painter, option, place, row, theme)
        if state & QStyle.StateFlag.State_HasFocus:
            _frame(painter, QRectF(cell).adjusted(1, 1, -1, -1), theme.accent, 2)
        elif marked:
            _frame(painter, QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5), theme.danger, 1)

    def _paint_thumbnail(self, painter: QPainter, place: QRect, path: str, theme: Colours, *, faded: bool) -> QRect:
        image = self._thumbnails.get(path)
        if image is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(place, 4, 4)
            if self._thumbnails.failed(path):
                middle = QRectF(place.center().x() - 16, place.center().y() - 16, 32, 32)
                icons.draw(painter, "image-off", middle, theme.muted)
            return place
        painter.setOpacity(0.45 if faded else 1)
        shown = paint_fitted(painter, image, place)
        painter.setOpacity(1)
        return shown

    def _paint_badges(self, painter: QPainter, shown: QRect, row: Row, path: str, theme: Colours) -> None:
        corner = shown.topLeft() + QPoint(PADDING // 2, PADDING // 2)
        badges = [
            ("star", theme.accent, theme.on_accent, row.place == 0),
            ("trash-2", theme.danger, theme.surface, path in self._model.decisions.marked),
            ("shield", theme.good, theme.surface, self._model.texts.is_protected(path)),
        ]
        for name, ground, line, wanted in badges:
            if not wanted:
                continue
            round_ = seen(painter.layoutDirection(), QRectF(shown), QRectF(corner.x(), corner.y(), 24, 24))
            painter.setPen(QPen(QColor(theme.surface), 1.5))
            painter.setBrush(QColor(ground))
            painter.drawEllipse(round_)
            icons.draw(painter, name, round_.adjusted(5, 5, -5, -5), line)
            corner += QPoint(28, 0)

    def _paint_lines(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, row: Row, theme: Colours
    ) -> None:
        lines = self._model.texts.photo(row.group, row.place)
        font = QFont(option.font)
        height = QFontMetrics(font).lineSpacing()
        line = QRect(place.left(), place.bottom() + PADDING, place.width(), height)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        photo = self._model.photo(row)
        bold.setStrikeOut(photo is not None and photo.path in self._model.decisions.marked)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        draw_name(painter, QRectF(line), lines.name)
        painter.setFont(font)
        if row.place == 0:
            painter.setPen(QColor(theme.accent))
            _line(painter, line.translated(0, height), self.tr("Keeper"))
        else:
            painter.setPen(QColor(theme.text))
            _line(painter, line.translated(0, height), " · ".join(filter(None, (lines.similarity, lines.relation))))
        painter.setPen(QColor(theme.muted))
        _line(painter, line.translated(0, 2 * height), " · ".join(filter(None, (lines.pixels, lines.size))))
        draw_name(painter, QRectF(line.translated(0, 3 * height)), lines.folder, Qt.TextElideMode.ElideLeft)


def _ground(theme: Colours, state: QStyle.StateFlag, marked: bool) -> str:
    if state & QStyle.StateFlag.State_Selected:
        return theme.selection
    if marked:
        return theme.danger_soft
    return theme.hover if state & QStyle.StateFlag.State_MouseOver else ""


def paint_fitted(painter: QPainter, image: QImage, place: QRect) -> QRect:
    """Paint a picture whole and centred into `place`; where it landed."""
    shown = QRect(QPoint(0, 0), image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio))
    shown.moveCenter(place.center())
    exact = shown.size() * painter.device().devicePixelRatioF() == image.size()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
    painter.drawImage(shown, image)
    return shown


def _line(painter: QPainter, area: QRect, text: str) -> None:
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)


def _frame(painter: QPainter, area: QRectF, colour: str, width: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, _RADIUS, _RADIUS)
