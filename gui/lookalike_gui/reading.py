"""Painting by hand in both reading directions: a row is laid out from the left, mirrored for who reads from the right.

Qt mirrors layouts and the alignment of text by itself; it knows nothing of what a delegate puts beside each other.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter


def seen(direction: Qt.LayoutDirection, whole: QRectF, part: QRectF) -> QRectF:
    """Where a part of a row stands for the reader, if `part` is its place for those who read from the left."""
    if direction != Qt.LayoutDirection.RightToLeft:
        return part
    return QRectF(whole.left() + whole.right() - part.right(), part.top(), part.width(), part.height())


def draw_name(
    painter: QPainter, area: QRectF, text: str, mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle
) -> None:
    """Draw a file's name or a path in one line, at the side where one begins to read.

    It runs from left to right in every language: else a slash at its begin would be seen at its end.
    """
    elided = painter.fontMetrics().elidedText(text, mode, int(area.width()))
    direction = painter.layoutDirection()
    from_right = direction == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | side, elided)
    painter.setLayoutDirection(direction)
