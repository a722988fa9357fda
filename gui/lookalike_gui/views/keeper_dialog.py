"""Which photo of a group is suggested to stay: the criteria in their order, and the folders that are preferred."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lookalike.settings import DEFAULT_KEEPER_ORDER, KeeperCriterion, ScanOptions
from lookalike_gui import texts
from lookalike_gui.basics.controls import button, label, text_list
from lookalike_gui.basics.wording import tip

_ROOM_FOR_ALL = 260
"""Height, in pixels, at which all criteria are seen at once."""
_VALUE = Qt.ItemDataRole.UserRole


class OrderedList(QWidget):
    """A list whose entries are dragged, or moved by two buttons."""

    def __init__(self, name: str, spoken: str) -> None:
        super().__init__()
        self.list = text_list(name, spoken)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.up = button(f"{name}Up", self.tr("Up"))
        self.down = button(f"{name}Down", self.tr("Down"))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(6)
        for control, step in ((self.up, -1), (self.down, 1)):
            control.setAutoDefault(False)
            control.clicked.connect(lambda _=False, step=step: self._move(step))
            self.buttons.addWidget(control)
        self.buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.list, 1)
        layout.addLayout(self.buttons)
        self.list.currentRowChanged.connect(self._refresh)
        self.list.model().rowsInserted.connect(self._refresh)
        self.list.model().rowsRemoved.connect(self._refresh)
        self._refresh()

    def add(self, text: str, value: str, *, checked: bool | None = None) -> None:
        """Put an entry at the end; with a tick if `checked` is not None."""
        item = QListWidgetItem(text)
        item.setData(_VALUE, value)
        item.setToolTip(tip(text) if checked is None else "")
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
        if checked is not None:
            item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    @property
    def values(self) -> tuple[str, ...]:
        """The values in their order, without those that are not ticked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            item.data(_VALUE)
            for item in items
            if item.data(Qt.ItemDataRole.CheckStateRole) is None or item.checkState() == Qt.CheckState.Checked
        )

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        item = self.list.takeItem(row)
        self.list.insertItem(row + step, item)
        self.list.setCurrentRow(row + step)

    @Slot()
    def _refresh(self) -> None:
        row = self.list.currentRow()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.list.count() - 1)


class KeeperDialog(QDialog):
    """Edits `keeper_order` and `preferred` of a ScanOptions."""

    def __init__(self, options: ScanOptions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self.setObjectName("keeperDialog")
        self.setWindowTitle(self.tr("Which photo is kept"))
        self.order = OrderedList("keeperOrder", self.tr("Criteria; the first by which two photos differ decides"))
        self.folders = OrderedList("preferredFolders", self.tr("Preferred folders, the first counts most"))
        self.order.list.setMinimumHeight(_ROOM_FOR_ALL)
        self.add_button = button("addPreferred", self.tr("Add folder…"), "folder-plus")
        self.remove_button = button("removePreferred", self.tr("Remove"))
        for place, control in enumerate((self.add_button, self.remove_button)):
            control.setAutoDefault(False)
            self.folders.buttons.insertWidget(place, control)
        self.reset_button = button("defaultKeeperOrder", self.tr("As suggested"))
        self.reset_button.setAutoDefault(False)
        self.reset_button.clicked.connect(lambda: self._show_order(DEFAULT_KEEPER_ORDER))
        self.order.buttons.addWidget(self.reset_button)
        self.add_button.clicked.connect(self._choose_folder)
        self.remove_button.clicked.connect(lambda: self.folders.list.takeItem(self.folders.list.currentRow()))
        self.remove_button.setEnabled(False)
        self.folders.list.currentRowChanged.connect(lambda row: self.remove_button.setEnabled(row >= 0))
        self._lay_out()
        self._show_order(options.keeper_order)
        for folder in options.preferred:
            self.prefer(folder)

    @property
    def options(self) -> ScanOptions:
        """The options as they are edited."""
        order = tuple(KeeperCriterion(value) for value in self.order.values)
        return replace(self._options, keeper_order=order, preferred=self.folders.values)

    def prefer(self, folder: str) -> None:
        """Add a preferred folder."""
        if folder not in self.folders.values:
            self.folders.add(texts.shown(folder), folder)

    def sizeHint(self) -> QSize:
        """Room for all criteria."""
        return QSize(520, 640)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Keep the photo that …"), "heading"))
        layout.addWidget(label(self.tr("The first criterion by which two photos differ decides."), "muted", wrap=True))
        layout.addWidget(self.order, 3)
        layout.addWidget(label(self.tr("Preferred folders"), "heading"))
        layout.addWidget(self.folders, 1)
        layout.addWidget(label(self.tr("Groups on screen follow at once."), "muted"))
        answers = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        answers.accepted.connect(self.accept)
        answers.rejected.connect(self.reject)
        layout.addWidget(answers)

    def _show_order(self, order: tuple[KeeperCriterion, ...]) -> None:
        self.order.list.clear()
        others = (criterion for criterion in KeeperCriterion if criterion not in order)
        for criterion in (*order, *others):
            self.order.add(texts.keeper_criterion(criterion), criterion, checked=criterion in order)
        self.order.list.setCurrentRow(0)

    @Slot()
    def _choose_folder(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self, self.tr("Preferred folder")):
            self.prefer(folder)
