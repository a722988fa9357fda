"""The dialog that lists the runs of the journal, and undoes or redoes them."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from lookalike.acting.actions import Outcome
from lookalike.acting.history import Run, UnitState, read_runs
from lookalike.acting.journal import Journal, read_entries
from lookalike.acting.plan import Skipped
from lookalike.acting.undo import Undone, recover, redo, undo
from lookalike.errors import LookalikeError
from lookalike.job import CancelToken, Report
from lookalike_gui.acting import wording
from lookalike_gui.acting.job_dialog import JobDialog
from lookalike_gui.basics.controls import button, label
from lookalike_gui.basics.tables import open_with
from lookalike_gui.texts import failure, from_left, photos, shown

_STANDING = (UnitState.DONE, UnitState.STUCK)


class HistoryDialog(JobDialog):
    """Signals: changed(): files came back or went again, so results should be looked at anew."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("history", parent)
        self._runs: tuple[Run, ...] = ()
        self.setWindowTitle(self.tr("What was done"))
        open_with(self, 860, 520)
        self.runs, self.files = QListWidget(), QListWidget()
        self._build()
        self.runs.currentRowChanged.connect(self._chosen)
        self.files.itemSelectionChanged.connect(self._refresh_buttons)
        self._load()
        self._show_busy(False)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Select photos to bring back only those."), "muted"))
        layout.addWidget(self._lists(), 1)
        layout.addLayout(self._buttons())

    def _lists(self) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        for view, name, spoken, margins in (
            (self.runs, "runs", self.tr("Runs, the newest first"), (0, 0, 6, 0)),
            (self.files, "runFiles", self.tr("Photos of the run"), (6, 0, 0, 0)),
        ):
            view.setObjectName(name)
            view.setAccessibleName(spoken)
            view.setProperty("panel", True)
            view.setSpacing(2)
            view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
            side = QWidget()
            inside = QVBoxLayout(side)
            inside.setContentsMargins(*margins)
            inside.addWidget(view)
            splitter.addWidget(side)
        self.files.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        splitter.setSizes([340, 520])
        return splitter

    def _buttons(self) -> QHBoxLayout:
        self.undo_button = button("undoRun", "", "undo-2", primary=True)
        self.undo_button.clicked.connect(self.undo)
        self.redo_button = button("redoRun", self.tr("Do it again"))
        self.redo_button.clicked.connect(self.redo)
        self.summary.setWordWrap(True)
        return self._foot((), (self.redo_button, self.undo_button))

    # The journal

    def _load(self) -> None:
        row = self.runs.currentRow()
        self._runs = tuple(reversed(read_runs(read_entries())))
        self.runs.blockSignals(True)
        self.runs.clear()
        for run in self._runs:
            self.runs.addItem(QListWidgetItem(self._title(run)))
        self.runs.blockSignals(False)
        if not self._runs:
            self.summary.setText(self.tr("Nothing has been done yet."))
        self.runs.setCurrentRow(max(row, 0) if self._runs else -1)
        self._chosen(self.runs.currentRow())

    def _title(self, run: Run) -> str:
        standing, undone = len(run.in_state(*_STANDING)), len(run.in_state(UnitState.UNDONE))
        parts = [photos(standing + undone)]
        if undone and standing:
            parts.append(self.tr("%Ln brought back", None, undone))
        elif undone:
            parts.append(self.tr("brought back"))
        return f"{wording.action(run.action)}\n{wording.run_time(run.time)} · {' · '.join(parts)}"

    @property
    def _run(self) -> Run | None:
        row = self.runs.currentRow()
        return self._runs[row] if 0 <= row < len(self._runs) else None

    @Slot(int)
    def _chosen(self, _row: int) -> None:
        self.files.clear()
        run = self._run
        for unit in run.units.values() if run else ():
            item = QListWidgetItem(from_left(unit.path))
            item.setData(Qt.ItemDataRole.UserRole, unit.path)
            item.setToolTip(shown(unit.path))
            if unit.state not in _STANDING:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setText(self.tr("{path} (brought back)").format(path=shown(unit.path)))
            self.files.addItem(item)
        self._refresh_buttons()

    @Slot()
    def _refresh_buttons(self) -> None:
        run, count = self._run, len(self._selected)
        text = self.tr("Bring back {photos}").format(photos=photos(count)) if count else self.tr("Bring back")
        self.undo_button.setText(text)
        self.undo_button.setEnabled(count > 0 and not self._job.busy)
        self.redo_button.setVisible(run is not None and bool(run.in_state(UnitState.UNDONE)) and not run.redone)

    @property
    def _selected(self) -> frozenset[str]:
        """The chosen photos that can come back; all of the run where none is chosen."""
        run = self._run
        if run is None:
            return frozenset()
        standing = {unit.path for unit in run.in_state(*_STANDING)}
        chosen = {item.data(Qt.ItemDataRole.UserRole) for item in self.files.selectedItems()}
        return frozenset(standing & chosen if chosen else standing)

    # Back and forth

    @Slot()
    def undo(self) -> None:
        """Bring back the selected photos, or the whole run."""
        run, only = self._run, self._selected
        if run is None or not only:
            return

        def work(report: Report, cancel: CancelToken, /) -> Undone:
            with Journal() as journal:
                recover(journal)
                return undo(journal, run.id, only=only, report=report, cancel=cancel)

        self._job.run(work, self._undone, self._complain)

    @Slot()
    def redo(self) -> None:
        """Do once more what was brought back."""
        run = self._run
        if run is None:
            return

        def work(report: Report, cancel: CancelToken, /) -> Outcome | None:
            with Journal() as journal:
                recover(journal)
                return redo(journal, run.id, report=report, cancel=cancel)

        self._job.run(work, self._redone, self._complain)

    def _undone(self, found: object) -> None:
        if isinstance(found, Undone):
            moved = [entry for entry in found.restored if entry.place != entry.path]
            text = self.tr("Brought back: {photos}").format(photos=photos(len(found.restored)))
            if moved:
                text += self.tr("; %Ln of them beside something newer", None, len(moved))
            self._after(text, found.left)

    def _redone(self, found: object) -> None:
        if isinstance(found, Outcome):
            self._after(self.tr("Done again: {photos}").format(photos=photos(len(found.done))), found.left)

    def _after(self, text: str, left: Collection[Skipped]) -> None:
        self._load()
        reasons = [f"{shown(entry.path)}: {wording.skipped(entry)}" for entry in left]
        self.summary.setText("\n".join([text, *reasons[:3], *(["…"] if len(reasons) > 3 else [])]))
        self.changed.emit()

    def _complain(self, error: BaseException) -> None:
        if not isinstance(error, LookalikeError | OSError):
            raise error
        self._load()
        self.summary.setText(failure(error))

    @Slot(bool)
    def _show_busy(self, busy: bool) -> None:
        super()._show_busy(busy)
        self.runs.setEnabled(not busy)
        self.redo_button.setEnabled(not busy)
        self._refresh_buttons()
