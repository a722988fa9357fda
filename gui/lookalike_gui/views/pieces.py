"""Small helpers that keep the panels short: named controls, headings, lists that speak when empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QListView, QPushButton, QToolButton, QWidget

from lookalike_gui.icons import draw, icon


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label; `role` picks its look in the style sheet (title, heading, muted, warning)."""
    result = QLabel(text)
    result.setProperty("role", role)
    result.setWordWrap(wrap)
    return result


def button(name: str, text: str, picture: str = "", *, primary: bool = False) -> QPushButton:
    """A push button with a name for tests, and an icon."""
    result = QPushButton(text)
    result.setProperty("primary", primary)
    _dress(result, name, picture)
    return result


def tool(name: str, spoken: str, picture: str, *, text: str = "") -> QToolButton:
    """A tool button: with a frame where it has a text, else an icon with `spoken` as tool tip."""
    result = QToolButton()
    _dress(result, name, picture)
    result.setAccessibleName(spoken)
    result.setToolTip(spoken)
    result.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if text:
        result.setText(text)
        result.setProperty("framed", True)
        result.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return result


def _dress(control: QAbstractButton, name: str, picture: str) -> None:
    control.setObjectName(name)
    if picture:
        control.setIcon(icon(picture))
        control.setIconSize(QSize(18, 18))


class Choice(QComboBox):
    """A combo box with our arrow: the style sheet takes the style's own away."""

    def __init__(self, name: str, spoken: str, entries: Mapping[Any, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        for value, text in entries.items():
            self.addItem(text, value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow on top."""
        super().paintEvent(event)
        place = QRectF(self.width() - 26, self.height() / 2 - 8, 16, 16)
        if self.isRightToLeft():
            place.moveLeft(10)
        draw(QPainter(self), "chevron-down", place, self.palette().placeholderText().color().name())


class PanelList(QListView):
    """A list that says something while it is empty."""

    def __init__(self, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = empty

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entries, or the words for none."""
        super().paintEvent(event)
        if self.model() is None or self.model().rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().placeholderText().color())
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.viewport().rect().adjusted(16, 16, -16, -16), flags, self._empty)
