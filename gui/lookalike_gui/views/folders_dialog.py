"""The overview by folder: where duplicates lie, and a way to look at those between two folders only."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from lookalike.result import ScanResult
from lookalike_gui.models.folder_pairs import FolderPairModel, folder_pairs
from lookalike_gui.views.pieces import button, label


class FoldersDialog(QDialog):
    """Signals: folders_wanted(tuple of paths): show only groups with photos in all of these."""

    folders_wanted = Signal(object)

    def __init__(self, result: ScanResult, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foldersDialog")
        self.setWindowTitle(self.tr("Duplicates by folder"))
        self.resize(820, 480)
        self._model = FolderPairModel(folder_pairs(result), self)
        self.view = self._build_view()
        self.show_button = button("showFolders", self.tr("&Show these groups"), "funnel", primary=True)
        self.show_button.clicked.connect(self._chosen)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.show_button)
        foot.addWidget(buttons, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Where the kept photos lie, and where their duplicates."), "muted"))
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        self.view.selectRow(0)
        self.show_button.setEnabled(bool(self._model.pairs))

    def _build_view(self) -> QTableView:
        view = QTableView()
        view.setObjectName("folderPairs")
        view.setAccessibleName(self.tr("Pairs of folders"))
        view.setProperty("panel", True)
        view.setModel(self._model)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setTextElideMode(Qt.TextElideMode.ElideLeft)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(32)
        header = view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
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
        if 0 <= row < len(self._model.pairs):
            pair = self._model.pairs[row]
            self.folders_wanted.emit((pair.kept, pair.other))
            self.accept()
