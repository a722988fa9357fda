"""The ordered criteria of a marking rule: add, remove, move up and down, turn round, fill in values."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lookalike.acting.criteria import Criterion, CriterionKind
from lookalike_gui.acting import wording
from lookalike_gui.basics.controls import button, choice, label, text_list

_ORDERS = (CriterionKind.FORMAT_ORDER, CriterionKind.FOLDER_ORDER)
_PATTERNS = (CriterionKind.NAME_PATTERN, CriterionKind.PATH_PATTERN)
_FIRST_VALUES = {
    CriterionKind.FORMAT_ORDER: ("HEIF", "TIFF", "PNG", "JPEG"),
    CriterionKind.FOLDER_ORDER: (os.path.expanduser("~"),),
    CriterionKind.NAME_PATTERN: (r"^(IMG|DSC)",),
    CriterionKind.PATH_PATTERN: ("",),
}


class CriteriaEditor(QWidget):
    """Signals: changed(): the criteria are others; invalid(str): what was typed makes no sense, in one sentence."""

    changed = Signal()
    invalid = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._criteria: list[Criterion] = []
        self.list = text_list("criteria", self.tr("Criteria; the first by which two photos differ decides"))
        self.list.setSpacing(2)
        self.list.currentRowChanged.connect(self._chosen)
        self.add_choice = choice(
            "addCriterion",
            self.tr("Add a criterion"),
            {None: self.tr("Add a criterion…"), **{kind: wording.keeps(kind) for kind in CriterionKind}},
        )
        self.add_choice.activated.connect(self._add)
        self.up = _button("criterionUp", self.tr("Up"), lambda: self._move(-1))
        self.down = _button("criterionDown", self.tr("Down"), lambda: self._move(1))
        self.turn = _button("criterionTurn", self.tr("Reverse"), self._turn)
        self.remove = _button("criterionRemove", self.tr("Remove"), self._remove)
        self.values = QLineEdit()
        self.values.setObjectName("criterionValues")
        self.values.editingFinished.connect(self._fill)
        self.folder = _button("criterionFolder", self.tr("Folder…"), self._choose_folder, "folder-plus")
        self._values_label = QLabel()
        self._values_label.setBuddy(self.values)
        self._build()
        self._chosen(-1)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria in their order."""
        return tuple(self._criteria)

    def show_criteria(self, criteria: tuple[Criterion, ...]) -> None:
        """Edit these from now on."""
        self._criteria = list(criteria)
        self._refresh(0)

    def _build(self) -> None:
        moves = QHBoxLayout()
        moves.setSpacing(6)
        for control in (self.up, self.down, self.turn, self.remove):
            moves.addWidget(control)
        moves.addStretch(1)
        fill = QHBoxLayout()
        fill.addWidget(self._values_label)
        fill.addWidget(self.values, 1)
        fill.addWidget(self.folder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("Keep the photo that is, or has, in this order:"), "muted", wrap=True))
        layout.addWidget(self.list, 1)
        layout.addLayout(fill)
        layout.addLayout(moves)
        layout.addWidget(self.add_choice)

    def _refresh(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for number, criterion in enumerate(self._criteria, 1):
            self.list.addItem(QListWidgetItem(f"{number}.  {wording.criterion(criterion)}"))
        self.list.setCurrentRow(min(row, len(self._criteria) - 1))
        self.list.blockSignals(False)
        self._chosen(self.list.currentRow())

    @Slot(int)
    def _chosen(self, row: int) -> None:
        criterion = self._criteria[row] if 0 <= row < len(self._criteria) else None
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < len(self._criteria) - 1)
        self.turn.setEnabled(criterion is not None)
        self.remove.setEnabled(criterion is not None)
        needs = criterion is not None and criterion.kind in (*_ORDERS, *_PATTERNS)
        self.values.setVisible(needs)
        self._values_label.setVisible(needs)
        self.folder.setVisible(criterion is not None and criterion.kind is CriterionKind.FOLDER_ORDER)
        if criterion is not None and needs:
            order = criterion.kind in _ORDERS
            self._values_label.setText(self.tr("Order:") if order else self.tr("Pattern:"))
            tip = self.tr("Separated by |") if order else self.tr("A regular expression")
            self.values.setToolTip(tip)
            self.values.setAccessibleName(tip)
            self.values.setText(" | ".join(criterion.values) if order else criterion.values[0])

    @Slot(int)
    def _add(self, place: int) -> None:
        kind = self.add_choice.itemData(place)
        self.add_choice.setCurrentIndex(0)
        if kind is not None:
            wanted = CriterionKind(kind)
            self._criteria.append(Criterion(wanted, values=_FIRST_VALUES.get(wanted, ())))
            self._changed(len(self._criteria) - 1)

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        other = row + step
        if 0 <= row < len(self._criteria) and 0 <= other < len(self._criteria):
            self._criteria[row], self._criteria[other] = self._criteria[other], self._criteria[row]
            self._changed(other)

    def _turn(self) -> None:
        row = self.list.currentRow()
        old = self._criteria[row]
        self._criteria[row] = Criterion(old.kind, not old.reverse, old.values)
        self._changed(row)

    def _remove(self) -> None:
        row = self.list.currentRow()
        del self._criteria[row]
        self._changed(row)

    @Slot()
    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Preferred folder"))
        if folder:
            kept = self.values.text().strip()
            self.values.setText(f"{kept} | {folder}" if kept else folder)
            self._fill()

    @Slot()
    def _fill(self) -> None:
        row, text = self.list.currentRow(), self.values.text()
        if not 0 <= row < len(self._criteria):
            return
        old = self._criteria[row]
        values = tuple(part.strip() for part in text.split("|") if part.strip()) if old.kind in _ORDERS else (text,)
        if values == old.values:
            return
        try:
            self._criteria[row] = Criterion(old.kind, old.reverse, values)
        except ValueError as error:
            self.invalid.emit(str(error))
            return
        self._changed(row)

    def _changed(self, row: int) -> None:
        self._refresh(row)
        self.changed.emit()


def _button(name: str, text: str, slot: Callable[[], None], picture: str = "") -> QPushButton:
    """A button of a dialog in which Return means something else."""
    control = button(name, text, picture)
    control.setAutoDefault(False)
    control.clicked.connect(slot)
    return control
