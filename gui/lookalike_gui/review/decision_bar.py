"""The buttons under the photos: decide, and move on. Each says its key where there is room for it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from lookalike_gui.review.shortcuts import BY_COMMAND, Command, ShortcutTable

_DECIDE = (Command.KEEP_THIS, Command.MARK, Command.KEEP_ALL, Command.NOT_A_MATCH)
_MOVE = (Command.GO_BACK, Command.PREVIOUS, Command.NEXT)
_MARGIN, _SPACING = 8, 6


class DecisionBar(QWidget):
    """Signals: pressed(Command)."""

    pressed = Signal(object)

    def __init__(self, keys: ShortcutTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._buttons: dict[Command, QPushButton] = {}
        self._marked = False
        self.place = QLabel()
        self.place.setAccessibleDescription(self.tr("Place in the review"))
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 6, _MARGIN, 8)
        row.setSpacing(_SPACING)
        for command in _DECIDE:
            row.addWidget(self._button(command))
        row.addStretch(1)
        row.addWidget(self.place)
        for command in _MOVE:
            row.addWidget(self._button(command))
        keys.changed.connect(self.refresh)
        self.refresh()

    def button(self, command: Command) -> QPushButton:
        """The button of a command."""
        return self._buttons[command]

    def show_state(self, *, marked: bool, protected: bool) -> None:
        """Say how the photo in front stands."""
        self._marked = marked
        self._buttons[Command.MARK].setEnabled(not protected)
        self.refresh()

    def _button(self, command: Command) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"review-{command}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.pressed.emit(command))
        self._buttons[command] = button
        return button

    @Slot()
    def refresh(self) -> None:
        """Write titles and keys."""
        titles = {
            Command.KEEP_THIS: self.tr("Keep this"),
            Command.MARK: self.tr("Unmark") if self._marked else self.tr("Mark"),
            Command.KEEP_ALL: self.tr("Keep all"),
            Command.NOT_A_MATCH: self.tr("Not a match"),
            Command.GO_BACK: self.tr("Undo"),
            Command.PREVIOUS: self.tr("Previous"),
            Command.NEXT: self.tr("Next"),
        }
        for command, button in self._buttons.items():
            button.setText(titles[command])
            button.setMinimumWidth(button.sizeHint().width())
            button.setAccessibleName(titles[command])
            tip = self._keys.tip(command) if command is not Command.MARK else BY_COMMAND[command].title
            button.setToolTip(tip)
        self._write_keys(titles)

    def _write_keys(self, titles: dict[Command, str]) -> None:
        """All keys, or those that decide, or none, as there is room."""
        for shown in ((*_DECIDE, *_MOVE), _DECIDE, ()):
            for command, button in self._buttons.items():
                hint = self._keys.hint(command) if command in shown else ""
                button.setText(f"{titles[command]}  {hint}" if hint else titles[command])
            needed = sum(item.sizeHint().width() + _SPACING for item in (*self._buttons.values(), self.place))
            if needed + 2 * _MARGIN <= self.width():
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keys come and go with the room there is."""
        super().resizeEvent(event)
        self.refresh()
