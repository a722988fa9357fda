"""The files that could not be compared: each with its reason, to be filtered and copied."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QWidget

from lookalike_gui import desktop
from lookalike_gui.basics.controls import button, filter_field, label
from lookalike_gui.basics.tables import dress_table, filtered, foot_with, open_with, stack
from lookalike_gui.models.problems import ProblemModel


class ProblemsDialog(QDialog):
    """Lists problems; the scan went on without these files."""

    def __init__(self, model: ProblemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("problemsDialog")
        self.setWindowTitle(self.tr("Files that could not be compared"))
        open_with(self, 760, 480)
        self.filter = filter_field("problemFilter", self.tr("Filter by file or reason"))
        self._shown = filtered(model, self.filter)
        self.view = self._build_view()
        self.copy_button = button("copyProblems", self.tr("&Copy list"), "copy")
        self.copy_button.clicked.connect(self.copy)
        text = self.tr("%Ln file(s) could not be compared. They were left as they are.", None, len(model.rows))
        stack(self, (label(text, "muted"), self.filter, self.view, foot_with(self, self.copy_button)), self.view)

    def _build_view(self) -> QTableView:
        view = QTableView()
        dress_table(view, "problemList", self.tr("Files and reasons"), row=32)
        view.setProperty("panel", True)
        view.setModel(self._shown)
        view.setSortingEnabled(True)
        view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        header = view.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, 280)
        view.doubleClicked.connect(self._reveal)
        return view

    @Slot()
    def copy(self) -> None:
        """Copy the selected lines, or all that are shown."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedIndexes()})
        rows = rows or list(range(self._shown.rowCount()))
        source = (self._shown.mapToSource(self._shown.index(row, 0)).row() for row in rows)
        QGuiApplication.clipboard().setText("\n".join(self._model.line(row) for row in source))

    @Slot(QModelIndex)
    def _reveal(self, index: QModelIndex) -> None:
        row = self._shown.mapToSource(index).row()
        desktop.reveal(self._model.rows[row].path)
