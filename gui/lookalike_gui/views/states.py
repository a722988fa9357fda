"""The page shown while there are no results: a picture, a title, a sentence, and buttons. The first is in `welcome`."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lookalike_gui import icons
from lookalike_gui.basics.controls import Paragraph, label
from lookalike_gui.theme import colours


class Picture(QWidget):
    """A large icon in a quiet colour, or the program's own."""

    def __init__(self, name: str, side: int = 64, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        del event
        painter = QPainter(self)
        icons.draw(painter, self._name, QRectF(self.rect()), colours(self.palette()).muted)


class MessageState(QWidget):
    """An icon, a title, a sentence, and up to two buttons below them."""

    def __init__(self, name: str, picture: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.title = label(title, "title")
        self.text = Paragraph(440)
        self.text.setText(text)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(Picture(picture), 0, centre)
        layout.addWidget(self.title, 0, centre)
        layout.addWidget(self.text, 0, centre)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addLayout(self.buttons)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addStretch(3)
