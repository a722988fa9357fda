"""What stands where results will be: nothing yet, a scan at work, nothing found."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lookalike_gui import icons, texts
from lookalike_gui.reviewfolder import Offer
from lookalike_gui.theme import colours
from lookalike_gui.views.pieces import Paragraph, button, label


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


class EmptyState(QWidget):
    """Before the first scan: drop folders here, or go on where one stopped.

    Signals: add_wanted(), scan_wanted(), go_on_wanted().
    """

    add_wanted = Signal()
    scan_wanted = Signal()
    go_on_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyState")
        self.frame = QFrame()
        self.frame.setObjectName("dropFrame")
        self.title = label("", "title")
        self.text = Paragraph(440)
        self.add_button = button("emptyAdd", self.tr("&Add Folders…"), "folder-plus", primary=True)
        self.add_button.clicked.connect(self.add_wanted)
        self.scan_button = button("emptyScan", self.tr("&Scan"), "search", primary=True)
        self.scan_button.clicked.connect(self.scan_wanted)
        self.go_on_button = button("emptyGoOn", self.tr("&Go on where you stopped"), "play")
        self.go_on_button.clicked.connect(self.go_on_wanted)
        self.offer = label("", "muted")
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(48, 48, 48, 48)
        inside.setSpacing(16)
        inside.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        for widget in (Picture("lookalike", 112), self.title, self.text, self.add_button, self.scan_button):
            inside.addWidget(widget, 0, centre)
        inside.addSpacing(16)
        inside.addWidget(self.go_on_button, 0, centre)
        inside.addWidget(self.offer, 0, centre)
        inside.addStretch(1)
        self.go_on_button.hide()
        self.offer.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.addWidget(self.frame)
        self.show_folders(0)

    def show_folders(self, count: int) -> None:
        """Say what to do next: add folders, or scan those that are there."""
        if count:
            self.title.setText(self.tr("Ready to scan"))
            self.text.setText(self.tr("%n folder(s) in the list. You can still drop more here.", None, count))
        else:
            self.title.setText(self.tr("Drop folders here"))
            self.text.setText(
                self.tr("Lookalike finds duplicate and similar photos in them. Nothing is changed by a scan.")
            )
        self.add_button.setVisible(not count)
        self.scan_button.setVisible(bool(count))

    @Slot(object)
    def show_offer(self, offer: Offer) -> None:
        """Offer the review of last time."""
        text = self.tr("{groups}, {decided} decided").format(
            groups=texts.groups(offer.groups), decided=texts.number(offer.decided)
        )
        self.offer.setText(text)
        self.go_on_button.setAccessibleDescription(text)
        self.go_on_button.show()
        self.offer.show()


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
