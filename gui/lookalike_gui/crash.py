"""Logs unexpected errors, and shows each with a report that can be copied."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

import lookalike
from lookalike import paths
from lookalike_gui.basics.controls import button, label

log = logging.getLogger(__name__)


def report(error: BaseException) -> str:
    """The error with what a developer needs to know; nothing is sent anywhere."""
    trace = "".join(traceback.format_exception(error))
    system = f"{platform.platform()}, Python {platform.python_version()}, Qt {qVersion()}"
    return f"Lookalike {lookalike.__version__}\n{system}\n\n{trace}"


class CrashDialog(QDialog):
    """Shows a report; nothing is sent, the user may copy it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crashDialog")
        self.setWindowTitle(self.tr("Lookalike has met an error"))
        self.resize(640, 400)
        words = self.tr("Your photos are as they were. You can go on, or copy this report for the developers.")
        place = self.tr("The log is in {folder}.").format(folder=paths.log_folder())
        self.text = QPlainTextEdit(text)
        self.text.setObjectName("crashReport")
        self.text.setAccessibleName(self.tr("Report"))
        self.text.setReadOnly(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = button("copyReport", self.tr("&Copy report"), "copy")
        copy.clicked.connect(self._copy)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(label(words, wrap=True))
        layout.addWidget(self.text, 1)
        layout.addWidget(label(place, "muted", wrap=True))
        layout.addWidget(buttons)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


class CrashGuard(QObject):
    """Owns the excepthooks while the program runs. Errors of other threads come to the GUI thread by signal."""

    _met = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self._met.connect(self._show)

    def install(self) -> None:
        """Take over `sys.excepthook` and `threading.excepthook`."""
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._hook(args.exc_type, args.exc_value, args.exc_traceback)

    def _hook(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        log.critical("An error that nobody expected", exc_info=(kind, error, trace))
        self._met.emit(error)

    @Slot(object)
    def _show(self, error: BaseException) -> None:
        if self._showing:
            return
        self._showing = True
        dialog = CrashDialog(report(error))
        dialog.exec()
        dialog.deleteLater()
        self._showing = False
