"""What the scan is doing, how far it is, and the buttons that hold or stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lookalike.job import Progress, Stage
from lookalike_gui import texts
from lookalike_gui.basics.controls import button, label
from lookalike_gui.icons import icon

STAGES = tuple(stage for stage in Stage if stage not in (Stage.ACT, Stage.EXPORT))


class ProgressPanel(QWidget):
    """A strip above the results while a scan runs. Signals: pause_wanted(), cancel_wanted()."""

    pause_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressPanel")
        self.stage = label("", "heading")
        self.count = label("", "muted")
        self.bar = QProgressBar()
        self.bar.setObjectName("progress")
        self.bar.setAccessibleName(self.tr("Progress of the scan"))
        self.bar.setTextVisible(False)
        self.pause_button = button("pause", self.tr("&Pause"), "pause")
        self.pause_button.clicked.connect(self.pause_wanted)
        self.cancel_button = button("cancel", self.tr("S&top"), "square")
        self.cancel_button.setToolTip(self.tr("Stop and keep what was found (Esc)"))
        self.cancel_button.clicked.connect(self.cancel_wanted)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.stage)
        line.addWidget(self.count)
        line.addStretch(1)
        line.addWidget(self.pause_button)
        line.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addWidget(self.bar)

    def start(self) -> None:
        """A scan begins."""
        self.stage.setText(self.tr("Starting"))
        self.count.clear()
        self.bar.setRange(0, 0)
        self.set_paused(False)
        self.cancel_button.setEnabled(True)

    def show_progress(self, progress: Progress, seconds_left: float | None) -> None:
        """Show how far the stage is."""
        step = STAGES.index(progress.stage) + 1
        self.stage.setText(
            self.tr("{stage} (step {step} of {steps})").format(
                stage=texts.stage(progress.stage), step=step, steps=len(STAGES)
            )
        )
        self.bar.setRange(0, progress.total or 0)
        self.bar.setValue(progress.done)
        self.count.setText(texts.progress(progress, seconds_left))

    def set_paused(self, paused: bool) -> None:
        """Show whether the scan is held."""
        self.pause_button.setText(self.tr("&Go on") if paused else self.tr("&Pause"))
        self.pause_button.setIcon(icon("play" if paused else "pause"))
        if paused:
            self.count.setText(self.tr("paused"))

    def stopping(self) -> None:
        """The scan was told to stop and comes to its end."""
        self.count.setText(self.tr("stopping"))
        self.cancel_button.setEnabled(False)
