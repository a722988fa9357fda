"""Functions that make labels, buttons, fields and lists with their names for tests and for screen readers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from lookalike_gui.icons import icon


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label; `role` picks its look in the style sheet (title, heading, muted, warning)."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)  # A file name may look like HTML.
    result.setProperty("role", role)
    result.setWordWrap(wrap)
    return result


def button(name: str, text: str, picture: str = "", *, primary: bool = False) -> QPushButton:
    """A push button with a name for tests, and an icon."""
    result = QPushButton(text)
    result.setProperty("primary", primary)
    _dress(result, name, picture, QPalette.ColorRole.HighlightedText if primary else QPalette.ColorRole.ButtonText)
    return result


def tool(name: str, spoken: str, picture: str, *, text: str = "") -> QToolButton:
    """A tool button: with a frame where it has a text, else an icon with `spoken` as tool tip."""
    result = QToolButton()
    _dress(result, name, picture, QPalette.ColorRole.ButtonText)
    result.setAccessibleName(spoken)
    result.setToolTip(spoken)
    result.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if text:
        result.setText(text)
        result.setProperty("framed", True)
        result.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return result


def _dress(control: QAbstractButton, name: str, picture: str, role: QPalette.ColorRole) -> None:
    control.setObjectName(name)
    if picture:
        control.setIcon(icon(picture, role))
        control.setIconSize(QSize(18, 18))


def filter_field(name: str, words: str) -> QLineEdit:
    """A field that filters as one types, with a button that empties it."""
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(words)
    field.setPlaceholderText(words)
    field.setClearButtonEnabled(True)
    for clear in field.findChildren(QToolButton):
        clear.setObjectName(f"{name}Clear")
        clear.setAccessibleName(QCoreApplication.translate("Pieces", "Clear the filter"))
    return field


class _Choice(QComboBox):
    """A combo box that ignores the wheel, so that scrolling a panel changes nothing under the pointer."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the panel."""
        event.ignore()


def choice(name: str, spoken: str, entries: Mapping[Any, str]) -> QComboBox:
    """A combo box; each entry's value is the item's data."""
    combo = _Choice()
    combo.setObjectName(name)
    combo.setAccessibleName(spoken)
    for value, text in entries.items():
        combo.addItem(text, value)
    return combo


def text_list(name: str, spoken: str) -> QListWidget:
    """A list of texts that looks like a panel."""
    texts = QListWidget()
    texts.setObjectName(name)
    texts.setAccessibleName(spoken)
    texts.setProperty("panel", True)
    return texts


def side_by_side(left: QWidget, right: QWidget, widths: tuple[int, int]) -> QSplitter:
    """Two panels with a line between them that can be dragged, but not so far that one disappears."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    splitter.addWidget(left)
    splitter.addWidget(right)
    splitter.setSizes(list(widths))
    return splitter


def warning(name: str, text: str, parent: QWidget) -> QMessageBox:
    """A box that says what did not work, in lines of 320 to 480 pixels.

    Left to itself, Qt breaks a sentence after two words, or has no room for the line after a path's last slash.
    """
    box = QMessageBox(QMessageBox.Icon.Warning, "Lookalike", text, QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setObjectName(name)
    words = box.findChild(QLabel, "qt_msgbox_label")
    if words is not None:
        words.ensurePolished()
        words.setWordWrap(True)
        width = min(max(words.fontMetrics().horizontalAdvance(text) + 8, 320), 480)
        words.setFixedWidth(width)
        words.setMinimumHeight(words.heightForWidth(width))
    return box


def scrolled(inside: QWidget) -> QScrollArea:
    """What scrolls up and down where there is no room for it; its controls take the keyboard, and come into view."""
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    return scroll


class Pages(QStackedWidget):
    """Pages of which only the one on show asks for room: the compare view needs more than is left beside a sidebar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """The least room for the page on show."""
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint().expandedTo(page.minimumSize())


class Paragraph(QLabel):
    """Muted, centred text of a fixed width in pixels, as high as its lines need."""

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "muted")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFixedWidth(width)

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at the width that is had: a centred layout asks for the whole room's."""
        return super().heightForWidth(min(width, self.maximumWidth()))

    def sizeHint(self) -> QSize:
        """Room for all lines."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """All of it."""
        return self.sizeHint()


class PanelList(QListView):
    """A list that shows the text `empty` while its model has no rows."""

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
