"""How the window's tables look and are filtered, and how dialogs with a table are laid out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QSize, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLayout,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

Part = QWidget | QLayout
_FRAME = QSize(16, 40)
"""Pixels that a window manager puts around a dialog, roughly."""


class ColumnTitles(QHeaderView):
    """Titles that do not show what is selected: to find out, Qt's ask every row of each column whether it could be."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def setSelectionModel(self, chosen: QItemSelectionModel) -> None:
        """Take one in which nothing is ever selected instead."""
        super().setSelectionModel(QItemSelectionModel(chosen.model(), self))


def dress_table(view: QTableView, name: str, spoken: str, *, row: int = 28) -> None:
    """Let a table show whole lines, `row` pixels high, without a grid; long texts lose their middle."""
    view.setObjectName(name)
    view.setAccessibleName(spoken)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(row)
    view.setHorizontalHeader(ColumnTitles(view))


def filtered(model: QAbstractItemModel, field: QLineEdit) -> QSortFilterProxyModel:
    """The rows of a model that hold, in any column and in any case, what is typed into the field."""
    rows = QSortFilterProxyModel(field)
    rows.setSourceModel(model)
    rows.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    rows.setFilterKeyColumn(-1)
    field.textChanged.connect(rows.setFilterFixedString)
    return rows


def open_with(dialog: QDialog, width: int, height: int) -> None:
    """Let a dialog open in this size, in pixels, or as large as the screen allows."""
    room = dialog.screen().availableSize() - _FRAME
    dialog.resize(QSize(width, height).boundedTo(room))


def foot_with(dialog: QDialog, control: QPushButton) -> QHBoxLayout:
    """The last row of a dialog: a button of its own, and one that closes it."""
    closing = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    closing.rejected.connect(dialog.reject)
    foot = QHBoxLayout()
    foot.addWidget(control)
    foot.addWidget(closing, 1)
    return foot


def stack(dialog: QDialog, parts: Sequence[Part], stretched: QWidget) -> None:
    """Lay out a dialog's parts, one below the other; `stretched` takes what room there is."""
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(16, 16, 16, 16)
    layout.setSpacing(12)
    for part in parts:
        if isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part, int(part is stretched))
