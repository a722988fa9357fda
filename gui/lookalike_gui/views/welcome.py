"""The first page: drop folders, go on where one stopped, and, until the first scan, three pictures of what comes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lookalike_gui import icons, texts
from lookalike_gui.basics.controls import Paragraph, button, label
from lookalike_gui.reviewfolder import Offer
from lookalike_gui.theme import colours
from lookalike_gui.views.states import Picture

_SCENE = QSize(220, 140)
_ROOM = QSize(760, 620)
_ROOM_FOR_ICON = 440
"""What the page must measure for the pictures to be shown: below that, what one can do comes first."""


class Scene(QWidget):
    """One of the drawn pictures, crisp at any density."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(_SCENE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the theme's colours."""
        del event
        icons.draw_scene(QPainter(self), self._name, QRectF(self.rect()), colours(self.palette()))


class Steps(QWidget):
    """Three pictures: what a person does first, then, and at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("steps")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        steps = (
            ("drop", self.tr("1. Drop folders"), self.tr("Files are only read.")),
            ("look", self.tr("2. Look"), self.tr("Side by side, with the evidence.")),
            ("let-go", self.tr("3. Let go safely"), self.tr("To the trash, and back if you want.")),
        )
        for column, (name, title, text) in enumerate(steps):
            words = Paragraph(_SCENE.width())
            words.setText(text)
            for row, widget in enumerate((Scene(name), label(title, "heading"), words)):
                place = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
                grid.addWidget(widget, row, column, place)


class OfferStrip(QFrame):
    """The review of last time, offered in one line. Signals: taken()."""

    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("offer")
        self.text = label("", "muted")
        self.button = button("emptyGoOn", self.tr("&Go on where you stopped"), "play")
        self.button.clicked.connect(self.taken)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 8, 8)
        line.setSpacing(12)
        line.addWidget(label(self.tr("Your last review is kept"), "heading"))
        line.addWidget(self.text)
        line.addStretch(1)
        line.addWidget(self.button)
        self.hide()

    def show_offer(self, offer: Offer) -> None:
        """Say how far it is."""
        text = self.tr("{groups}, {decided} decided").format(
            groups=texts.groups(offer.groups), decided=texts.number(offer.decided)
        )
        self.text.setText(text)
        self.button.setAccessibleDescription(text)
        self.show()


class Welcome(QWidget):
    """Before a scan: drop folders here, or go on where one stopped.

    Signals: add_wanted(), scan_wanted(), go_on_wanted().
    """

    add_wanted = Signal()
    scan_wanted = Signal()
    go_on_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.title = label("", "title")
        self.text = Paragraph(540)
        self.add_button = button("emptyAdd", self.tr("&Add folders…"), "folder-plus", primary=True)
        self.add_button.clicked.connect(self.add_wanted)
        self.scan_button = button("emptyScan", self.tr("&Scan"), "search", primary=True)
        self.scan_button.clicked.connect(self.scan_wanted)
        self.offer = OfferStrip()
        self.offer.taken.connect(self.go_on_wanted)
        self.icon = Picture("lookalike", 112)
        self.steps = Steps()
        self._steps_wanted = False
        frame = QFrame()
        frame.setObjectName("dropFrame")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(24, 32, 24, 32)
        inside.setSpacing(16)
        inside.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        for widget in (self.icon, self.title, self.text, self.add_button, self.scan_button):
            inside.addWidget(widget, 0, centre)
        inside.addStretch(1)
        inside.addWidget(self.steps, 0, centre)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 32)
        layout.setSpacing(16)
        layout.addWidget(self.offer)
        layout.addWidget(frame, 1)
        self.show_folders(0)
        self._lay_out()

    def show_folders(self, count: int) -> None:
        """Say what to do next: add folders, or scan those that are there."""
        if count:
            self.title.setText(self.tr("Ready to scan"))
            self.text.setText(self.tr("%Ln folder(s) in the list. You can still drop more here.", None, count))
        else:
            self.title.setText(self.tr("Drop folders here"))
            self.text.setText(self.tr("Lookalike finds duplicate and similar photos in them. A scan changes nothing."))
        self.add_button.setVisible(not count)
        self.scan_button.setVisible(bool(count))

    def show_steps(self, wanted: bool) -> None:
        """Show the three pictures, where there is room: to somebody who has never scanned."""
        self._steps_wanted = wanted
        self._lay_out()

    @Slot(object)
    def show_offer(self, offer: Offer) -> None:
        """Offer the review of last time."""
        self.offer.show_offer(offer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A small window shows what matters."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.width() >= _ROOM.width() and self.height() >= _ROOM.height()
        self.steps.setVisible(self._steps_wanted and room)
        self.icon.setVisible(self.height() >= _ROOM_FOR_ICON)

    def minimumSizeHint(self) -> QSize:
        """The pictures ask for no room: they go where there is none."""
        return QSize(540, 340)
