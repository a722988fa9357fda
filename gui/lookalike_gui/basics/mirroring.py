"""Painting by hand in both reading directions: laid out from the left, mirrored for right-to-left languages.

Qt mirrors layouts and the alignment of text by itself, but not what a delegate paints.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter


def seen(direction: Qt.LayoutDirection, whole: QRectF, part: QRectF) -> QRectF:
    """Where to paint `part` of the row `whole`; `part` is its place in a left-to-right layout."""
    if direction != Qt.LayoutDirection.RightToLeft:
        return part
    return QRectF(whole.left() + whole.right() - part.right(), part.top(), part.width(), part.height())


def draw_name(
    painter: QPainter, area: QRectF, text: str, mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle
) -> None:
    """Draw a file's name or a path in one line, aligned to the side where the language begins to read.

    It runs from left to right in every language: otherwise a leading slash would be painted at the end.
    """
    elided = painter.fontMetrics().elidedText(text, mode, int(area.width()))
    direction = painter.layoutDirection()
    from_right = direction == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | side, elided)
    painter.setLayoutDirection(direction)
