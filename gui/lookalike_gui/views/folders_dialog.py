"""The overview by folder: where duplicates lie, and a way to look at those between two folders only."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTableView, QWidget

from lookalike.result import ScanResult
from lookalike_gui.basics.controls import button, label
from lookalike_gui.basics.tables import dress_table, foot_with, open_with, stack
from lookalike_gui.models.folder_pairs import FolderPairModel, folder_pairs


class FoldersDialog(QDialog):
    """Signals: folders_wanted(tuple of paths): show only groups with photos in all of these."""

    folders_wanted = Signal(object)

    def __init__(self, result: ScanResult, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foldersDialog")
        self.setWindowTitle(self.tr("Duplicates by folder"))
        open_with(self, 820, 480)
        self._model = FolderPairModel(self)
        self._model.show(folder_pairs(result))
        self.view = self._build_view()
        self.show_button = button("showFolders", self.tr("&Show these groups"), "funnel", primary=True)
        self.show_button.clicked.connect(self._chosen)
        says = label(self.tr("Where the kept photos lie, and where their duplicates."), "muted")
        stack(self, (says, self.view, foot_with(self, self.show_button)), self.view)
        self.view.selectRow(0)
        self.show_button.setEnabled(bool(self._model.rows))

    def _build_view(self) -> QTableView:
        view = QTableView()
        dress_table(view, "folderPairs", self.tr("Pairs of folders"), row=32)
        view.setProperty("panel", True)
        view.setModel(self._model)
        view.setTextElideMode(Qt.TextElideMode.ElideLeft)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        view.activated.connect(self._chosen)
        view.doubleClicked.connect(self._chosen)
        return view

    @Slot(QModelIndex)
    @Slot()
    def _chosen(self, _index: object = None) -> None:
        row = self.view.currentIndex().row()
        if 0 <= row < len(self._model.rows):
            pair = self._model.rows[row]
            self.folders_wanted.emit((pair.kept, pair.other))
            self.accept()
