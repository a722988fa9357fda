"""May this folder go? The photos of a folder that have no copy elsewhere."""

from __future__ import annotations

import os

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QHeaderView, QLabel, QTableView, QWidget

from lookalike.coverage import Held, coverage, write_coverage
from lookalike.job import CancelToken, Progress, Report
from lookalike.result import ScanResult
from lookalike_gui import desktop, texts
from lookalike_gui.acting.job import Job
from lookalike_gui.basics.controls import button, choice, filter_field, label
from lookalike_gui.basics.tables import dress_table, foot_with, open_with, stack
from lookalike_gui.bridge import Background
from lookalike_gui.models.coverage import CoverageModel


class CoverageDialog(QDialog):
    """Holds the photos of one folder, or each photo, against all others. Signals: save_wanted(): the list as CSV."""

    save_wanted = Signal()

    def __init__(self, result: ScanResult, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result = result
        self._background = Background(self)
        self._job = Job(self)
        self._job.progressed.connect(self._show_progress)
        self._model = CoverageModel(self)
        self.setObjectName("coverageDialog")
        self.setWindowTitle(self.tr("Photos without a copy"))
        open_with(self, 900, 520)
        roots = result.options.roots
        folders = {"": self.tr("All folders: each photo held against the others")}
        folders |= {root: texts.from_left(root) for root in roots}
        self.folder = choice("coverageFolder", self.tr("Photos of"), folders)
        self.folder.setSizeAdjustPolicy(self.folder.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.folder.setCurrentIndex(1 if len(roots) > 1 else 0)
        self.says = label("", "heading")
        self.filter = filter_field("coverageFilter", self.tr("Filter by file or folder"))
        self.all = QCheckBox(self.tr("&Also those that have one"))
        self.all.setObjectName("coverageAll")
        self.view = self._build_view()
        self.save_button = button("saveCoverage", self.tr("&Save list…"), "file-down")
        self._build()
        self.folder.currentIndexChanged.connect(self._look)
        self.all.toggled.connect(self._choose)
        self.filter.textChanged.connect(self._choose)
        self.save_button.clicked.connect(self.save_wanted)
        self._look()

    def _build(self) -> None:
        asked = QLabel(self.tr("&Photos of"))
        asked.setBuddy(self.folder)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(asked)
        above.addWidget(self.folder, 1)
        below.addWidget(self.filter, 1)
        below.addWidget(self.all)
        why = self.tr(
            "What would be lost if a card were wiped or a folder deleted. Films and other files that are not photos "
            "are not looked at."
        )
        parts = (above, self.says, label(why, "muted", wrap=True), below, self.view, foot_with(self, self.save_button))
        stack(self, parts, self.view)

    def _build_view(self) -> QTableView:
        view = QTableView()
        dress_table(view, "coverageList", self.tr("Photos without a copy"), row=32)
        view.setProperty("panel", True)
        view.setModel(self._model)
        header = view.horizontalHeader()
        for column in (0, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, 220)
        view.doubleClicked.connect(self._reveal)
        return view

    def save(self, target: str) -> None:
        """Write what is listed to a CSV file."""
        rows = self._model.rows
        self._background.run(
            lambda: write_coverage(rows, target),
            lambda _: self.says.setText(self.tr("Saved {file}").format(file=os.path.basename(target))),
            self._failed,
        )

    @Slot()
    def _look(self) -> None:
        folder, result = self.folder.currentData(), self._result
        self.says.setText(self.tr("Looking for copies…"))

        def work(report: Report, cancel: CancelToken, /) -> tuple[Held, ...]:
            return coverage(result, (folder,) if folder else (), report=report, cancel=cancel)

        self._job.run(work, self._take, self._failed)

    @Slot(object, object)
    def _show_progress(self, progress: Progress, seconds_left: float | None) -> None:
        if self._job.busy:
            self.says.setText(f"{self.tr('Looking for copies…')} {texts.progress(progress, seconds_left)}")

    @Slot()
    def _choose(self) -> None:
        self._show_rows(self._model.held)

    def _show_rows(self, held: tuple[Held, ...]) -> None:
        self._model.show_held(held, covered=self.all.isChecked(), text=self.filter.text())
        self.save_button.setEnabled(bool(self._model.rows))

    def _take(self, held: object) -> None:
        assert isinstance(held, tuple)
        self._show_rows(held)
        found, photos = texts.number(self._model.covered_count), texts.photos(len(held))
        if self.folder.currentData():
            text = self.tr("Also elsewhere: {number} of {photos}")
        else:
            text = self.tr("With a copy: {number} of {photos}")
        self.says.setText(text.format(number=found, photos=photos))

    def _failed(self, error: BaseException) -> None:
        self.says.setText(texts.failure(error))

    @Slot(QModelIndex)
    def _reveal(self, index: QModelIndex) -> None:
        held = self._model.rows[index.row()]
        desktop.reveal(held.copy if index.column() == 2 and held.copy else held.path)

    def done(self, result: int) -> None:
        """Close, and look no further; a list that is being saved is saved whole."""
        self._job.close()
        self._background.close()
        super().done(result)
