"""The dialog that lists the runs of the journal, and undoes or redoes them. The journal is read off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QListWidgetItem,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from lookalike.acting.actions import Outcome
from lookalike.acting.history import Run, UnitState, read_runs
from lookalike.acting.journal import Journal, read_entries
from lookalike.acting.plan import Skipped
from lookalike.acting.undo import Undone, recover, redo, undo
from lookalike.errors import LookalikeError
from lookalike.job import CancelToken, Report, Stage
from lookalike_gui.acting import wording
from lookalike_gui.acting.job import Work
from lookalike_gui.acting.job_dialog import JobDialog
from lookalike_gui.acting.run_model import STANDING, RunModel, rows_of
from lookalike_gui.basics.controls import button, label, side_by_side, text_list
from lookalike_gui.basics.tables import dress_table, open_with
from lookalike_gui.texts import failure, photos, shown, stage

Runs = tuple[Run, ...]
Acted = tuple[Undone | Outcome | None, Runs]


class HistoryDialog(JobDialog):
    """Signals: changed(): files came back or went again, so results should be looked at anew."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("history", parent)
        self._runs: Runs = ()
        self.setWindowTitle(self.tr("What was done"))
        open_with(self, 860, 520)
        self.runs = text_list("runs", self.tr("Runs, the newest first"))
        self.files, self.photos = QTableView(), RunModel(self)
        self._build()
        self.runs.currentRowChanged.connect(self._chosen)
        self.files.selectionModel().selectionChanged.connect(self._refresh_buttons)
        self._load()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Select photos to bring back only those."), "muted"))
        layout.addWidget(self._lists(), 1)
        layout.addLayout(self._buttons())

    def _lists(self) -> QSplitter:
        self.runs.setSpacing(2)
        self.runs.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        dress_table(self.files, "runFiles", self.tr("Photos of the run"))
        self.files.setModel(self.photos)
        self.files.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.files.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.files.horizontalHeader().hide()
        self.files.setProperty("panel", True)
        return side_by_side(_within(self.runs, right=6), _within(self.files, left=6), (340, 520))

    def _buttons(self) -> QHBoxLayout:
        self.undo_button = button("undoRun", "", "undo-2", primary=True)
        self.undo_button.clicked.connect(self.undo)
        self.redo_button = button("redoRun", self.tr("Do it again"))
        self.redo_button.clicked.connect(self.redo)
        self.summary.setWordWrap(True)
        return self._foot((), (self.redo_button, self.undo_button))

    # The journal

    def _load(self, then: Callable[[], None] = lambda: None) -> None:
        """Read the journal, show its runs, and then do something more."""

        def work(_report: Report, cancel: CancelToken, /) -> Runs:
            return _newest_first(cancel)

        def show(runs: object) -> None:
            if isinstance(runs, tuple):
                self._show_runs(runs)
                then()

        self._run_job(self.tr("Reading what was done"), work, show, acting=False)

    def _show_runs(self, runs: Runs) -> None:
        row = self.runs.currentRow()
        self._runs = runs
        self.runs.blockSignals(True)
        self.runs.clear()
        for run in runs:
            self.runs.addItem(QListWidgetItem(self._title(run)))
        self.runs.setCurrentRow(max(row, 0) if runs else -1)
        self.runs.blockSignals(False)
        if not runs:
            self.summary.setText(self.tr("Nothing has been done yet."))
        self._chosen(self.runs.currentRow())

    def _title(self, run: Run) -> str:
        standing, undone = len(run.in_state(*STANDING)), len(run.in_state(UnitState.UNDONE))
        title, parts = f"{wording.action(run.action)} · {wording.run_time(run.time)}", [photos(standing + undone)]
        if undone and standing:
            parts.append(self.tr("%Ln brought back", None, undone))
        elif undone:
            parts.append(self.tr("brought back"))
        return f"{title}\n{' · '.join(parts)}"

    @property
    def _run_shown(self) -> Run | None:
        row = self.runs.currentRow()
        return self._runs[row] if 0 <= row < len(self._runs) else None

    @Slot(int)
    def _chosen(self, _row: int) -> None:
        self.photos.show_run(self._run_shown)
        self._refresh_buttons()

    @Slot()
    def _refresh_buttons(self) -> None:
        run, count = self._run_shown, len(self._selected)
        text = self.tr("Bring back {photos}").format(photos=photos(count)) if count else self.tr("Bring back")
        self.undo_button.setText(text)
        self.undo_button.setEnabled(count > 0 and not self._job.busy)
        self.redo_button.setVisible(run is not None and bool(run.in_state(UnitState.UNDONE)) and not run.redone)

    @property
    def _selected(self) -> frozenset[str]:
        """The chosen photos that can come back; all of the run where none is chosen."""
        return self.photos.standing(rows_of(self.files.selectionModel().selection())) or self.photos.standing()

    # Back and forth

    @Slot()
    def undo(self) -> None:
        """Bring back the selected photos, or the whole run."""
        run, only = self._run_shown, self._selected
        if run is None or not only:
            return

        def work(report: Report, cancel: CancelToken, /) -> Acted:
            with Journal() as journal:
                recover(journal)
                return undo(journal, run.id, only=only, report=report, cancel=cancel), _newest_first()

        self._run_job(self.tr("Bringing back"), work, self._acted)

    @Slot()
    def redo(self) -> None:
        """Do once more what was brought back."""
        run = self._run_shown
        if run is None:
            return

        def work(report: Report, cancel: CancelToken, /) -> Acted:
            with Journal() as journal:
                recover(journal)
                return redo(journal, run.id, report=report, cancel=cancel), _newest_first()

        self._run_job(stage(Stage.ACT), work, self._acted)

    def _run_job(self, doing: str, work: Work, then: Callable[[object], None], *, acting: bool = True) -> None:
        self._acting = acting
        self._run(doing, work, then, self._complain)

    def _acted(self, value: object) -> None:
        assert isinstance(value, tuple)
        found, runs = value
        self._show_runs(runs)
        if isinstance(found, Undone):
            moved = [entry for entry in found.restored if entry.place != entry.path]
            text = self.tr("Brought back: {photos}").format(photos=photos(len(found.restored)))
            if moved:
                text += self.tr("; %Ln of them beside something newer", None, len(moved))
            self._tell(text, found.left)
        elif isinstance(found, Outcome):
            self._tell(self.tr("Done again: {photos}").format(photos=photos(len(found.done))), found.left)

    def _tell(self, text: str, left: Sequence[Skipped]) -> None:
        reasons = [f"{shown(entry.path)}: {wording.skipped(entry)}" for entry in left[:3]]
        self.summary.setText("\n".join([text, *reasons, *(["…"] if len(left) > 3 else [])]))
        self.changed.emit()

    def _complain(self, error: BaseException) -> None:
        if not isinstance(error, LookalikeError | OSError):
            raise error
        self.summary.setText(failure(error))
        if self._acting:
            self._load(then=lambda: self.summary.setText(failure(error)))

    @Slot(bool)
    def _show_busy(self, busy: bool) -> None:
        super()._show_busy(busy)
        acting = self._acting and busy
        self.stop.setVisible(acting)  # Reading ends with the dialog.
        self.close_button.setEnabled(not acting)
        self.runs.setEnabled(not busy)
        self.redo_button.setEnabled(not busy)
        self._refresh_buttons()


def _within(view: QWidget, *, left: int = 0, right: int = 0) -> QWidget:
    """The view with some pixels beside it."""
    side = QWidget()
    inside = QVBoxLayout(side)
    inside.setContentsMargins(left, 0, right, 0)
    inside.addWidget(view)
    return side


def _newest_first(cancel: CancelToken | None = None) -> Runs:
    """The journal's runs; of a reading that was stopped, those until then."""
    entries = read_entries()
    return tuple(reversed(read_runs(cancel.until_cancelled(entries) if cancel else entries)))
