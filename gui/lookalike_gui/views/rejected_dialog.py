"""What was called no match: to be looked through, and taken back."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QWidget

from lookalike.cache.rejections import RejectedPair
from lookalike.job import CancelToken, Report
from lookalike.session import Session
from lookalike_gui import texts
from lookalike_gui.acting.job import Job
from lookalike_gui.basics.controls import button, filter_field, label
from lookalike_gui.basics.tables import dress_table, filtered, foot_with, open_with, stack
from lookalike_gui.models.rejected import RejectedModel
from lookalike_gui.thumbnails import Thumbnails


class RejectedDialog(QDialog):
    """Lists the pairs that scans keep apart."""

    def __init__(self, session: Session, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job = Job(self)
        self._model = RejectedModel(thumbnails, self)
        self.setObjectName("rejectedDialog")
        self.setWindowTitle(self.tr("No match"))
        open_with(self, 820, 480)
        self.summary = label("", "muted")
        self.filter = filter_field("rejectedFilter", self.tr("Filter by file or folder"))
        self._shown = filtered(self._model, self.filter)
        self.view = self._build_view()
        self.restore_button = button("restoreRejected", self.tr("Let them &match again"), "undo-2")
        self.restore_button.setAutoDefault(False)
        self.restore_button.setEnabled(False)
        self.restore_button.clicked.connect(self.restore)
        self.view.selectionModel().selectionChanged.connect(
            lambda: self.restore_button.setEnabled(self.view.selectionModel().hasSelection())
        )
        stack(self, (self.summary, self.filter, self.view, foot_with(self, self.restore_button)), self.view)
        self._job.run(lambda _report, _cancel: session.rejected(), self._show, self._fail)

    def _build_view(self) -> QTableView:
        view = QTableView()
        dress_table(view, "rejectedList", self.tr("Pairs that are no match"), row=48)
        view.setProperty("panel", True)
        view.setModel(self._shown)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        return view

    @Slot()
    def restore(self) -> None:
        """Take the selected pairs out of the list."""
        rows = self.view.selectionModel().selectedRows()
        chosen = [self._model.rows[self._shown.mapToSource(row).row()] for row in rows]

        def work(_report: Report, _cancel: CancelToken, /) -> tuple[RejectedPair, ...]:
            self._session.forget_rejected(chosen)
            return self._session.rejected()

        self.restore_button.setEnabled(False)
        self._job.run(work, self._show, self._fail)

    def _show(self, found: object) -> None:
        assert isinstance(found, tuple)
        self._model.show(found)
        if found:
            text = self.tr(
                "%Ln pair(s) stay apart. What you take back may be grouped by the next scan.", None, len(found)
            )
            self.summary.setText(text)
        else:
            self.summary.setText(self.tr("No pair was called “not a match” so far."))

    def _fail(self, error: BaseException) -> None:
        self.summary.setText(texts.failure(error))

    def done(self, result: int) -> None:
        """End the thread with the dialog."""
        self._job.close()
        super().done(result)
