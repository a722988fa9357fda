"""How clicks and keys open photos and groups, in both views of the results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from lookalike_gui.models.groups import GroupModel

if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    _View = object  # Qt's own classes cannot have one of ours between them


class OpensRows(_View):
    """Mixed into a view, before Qt's class: a photo is opened, a group's header opens or closes its group."""

    opened: SignalInstance
    _groups: GroupModel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens. Letters are commands, never a search by name."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._open(index.row())
        elif event.text().isalpha() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a header opens or closes its group."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and self._groups.row(index.row()).is_header:
            self._groups.toggle(self._groups.row(index.row()).group)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the photo."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._open(index.row())

    def _open(self, row: int) -> None:
        entry = self._groups.row(row)
        if entry.is_header:
            self._groups.toggle(entry.group)
        else:
            self.opened.emit(row)
