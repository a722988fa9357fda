"""A dialog with one job at a time: its progress, a button that stops it, and a foot that says how it went."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from lookalike.job import Progress
from lookalike_gui import texts
from lookalike_gui.acting.job import Job, Work
from lookalike_gui.basics.controls import button, label


class JobDialog(QDialog):
    """Signals: busy_changed(bool): a job goes on, or no longer. `_acting` is for jobs that change files."""

    busy_changed = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Dialog")
        self._job = Job(self)
        self._doing = ""
        self._job.progressed.connect(self._show_progress)
        self._job.busy_changed.connect(self._show_busy)
        self._job.busy_changed.connect(self.busy_changed)
        self._acting = False
        self.summary = QLabel()
        self.count = label("", "muted")
        self.count.setObjectName(f"{name}Count")
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("Progress"))
        self.progress.setTextVisible(False)
        self.stop = button(f"{name}Stop", self.tr("Stop"))
        self.stop.clicked.connect(self._stop)
        self.close_button = button(f"{name}Close", self.tr("Close"))
        self.close_button.clicked.connect(self.reject)

    def _foot(self, before: Sequence[QPushButton], after: Sequence[QPushButton]) -> QHBoxLayout:
        """Summary or progress, then the buttons, with "Close" between those `before` and those `after` it."""
        foot = QHBoxLayout()
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.progress)
        for control in (self.stop, *before, self.close_button, *after):
            # Return in a line of the dialog never acts.
            control.setAutoDefault(False)
            foot.addWidget(control)
        return foot

    def _run(
        self, doing: str, work: Work, then: Callable[[object], None], otherwise: Callable[[BaseException], None]
    ) -> None:
        """Let the job do `work`; `doing` says meanwhile what it is."""
        self._doing = doing
        self.count.setText(doing)
        self.progress.setRange(0, 0)
        self._job.run(work, then, otherwise)

    @Slot(object, object)
    def _show_progress(self, progress: Progress, seconds_left: float | None) -> None:
        self.progress.setRange(0, progress.total or 0)
        self.progress.setValue(progress.done)
        self.count.setText(f"{self._doing}: {texts.progress(progress, seconds_left)}")

    @Slot()
    def _stop(self) -> None:
        self._doing = self.tr("Stopping")
        self.count.setText(self._doing)
        self._job.stop()

    @Slot(bool)
    def _show_busy(self, busy: bool) -> None:
        self.summary.setVisible(not busy)
        self.count.setVisible(busy)
        self.progress.setVisible(busy)
        self.stop.setVisible(busy)
        self.close_button.setEnabled(not busy)

    def done(self, result: int) -> None:
        """End the thread with the dialog. Closing it while files are moved stops that, and it stays open to tell."""
        if self._acting and self._job.busy:
            self._stop()
            return
        self.leave(result)

    def leave(self, result: int = QDialog.DialogCode.Rejected) -> None:
        """Close, even while files are moved: that stops at its next photo, and only the journal tells of it."""
        self._job.close()
        super().done(result)
