"""Finishes or takes back, at the start of the program, what a crash interrupted, and tells it in one dialog."""

from __future__ import annotations

import logging
import os

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from lookalike import paths
from lookalike.acting.journal import FILE, Journal, JournalBusyError
from lookalike.acting.undo import Recovery, recover
from lookalike_gui.acting import wording
from lookalike_gui.basics.controls import warning
from lookalike_gui.bridge import Background
from lookalike_gui.texts import failure, photos, shown

log = logging.getLogger(__name__)


def look_after() -> Recovery:
    """Bring an interrupted run to its end. Raises LookalikeError and OSError where the journal cannot be used."""
    if not os.path.exists(paths.data_folder() / FILE):
        return Recovery()
    try:
        with Journal() as journal:
            return recover(journal)
    except JournalBusyError:
        log.info("Another instance is acting, so no run was interrupted")
        return Recovery()


class StartRecovery(QObject):
    """Looks after an interrupted run in the background, once, and shows what was done if there was one."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._background = Background(self)

    @property
    def busy(self) -> bool:
        """Whether it is not known yet what there is to show."""
        return self._background.busy

    def start(self) -> None:
        """Begin; the window can be used meanwhile."""
        self._background.run(look_after, self._show, self._complain)

    def close(self) -> None:
        """Wait until the files are in order."""
        self._background.wait()
        self._background.close()

    def _show(self, found: object) -> None:
        if isinstance(found, Recovery) and found.runs:
            RecoveryBox(found, self._window).open()

    def _complain(self, error: BaseException) -> None:
        log.error("An interrupted run could not be looked after", exc_info=error)
        text = self.tr("The last run was interrupted and could not be completed: {reason}")
        box = warning("recoveryFailure", text.format(reason=failure(error)), self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


class RecoveryBox(QMessageBox):
    """What was finished, what is back in its place, and what needs a look."""

    def __init__(self, found: Recovery, parent: QWidget | None = None) -> None:
        super().__init__(QMessageBox.Icon.Information, "Lookalike", "", QMessageBox.StandardButton.Ok, parent)
        self.setObjectName("recovery")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setText(f"<b>{self.tr('The last run was interrupted. It is in order again.')}</b>")
        self.setInformativeText("\n".join(self._summary(found)))
        if details := self._details(found):
            self.setDetailedText("\n".join(details))

    def _summary(self, found: Recovery) -> list[str]:
        lines = []
        if found.finished:
            lines.append(self.tr("{photos} finished.").format(photos=photos(len(found.finished))))
        if found.returned:
            lines.append(self.tr("{photos} put back in place.").format(photos=photos(len(found.returned))))
        if found.left:
            lines.append(
                self.tr("{photos} could not be put in order; see the details.").format(photos=photos(len(found.left)))
            )
        if not lines:
            lines.append(self.tr("It stopped between two photos, so nothing had to be put back."))
        return [*lines, "", self.tr("Review › What was done shows the whole run, and can bring its photos back.")]

    def _details(self, found: Recovery) -> list[str]:
        left = [f"{shown(entry.path)}: {wording.skipped(entry)}" for entry in found.left]
        finished = [self.tr("Finished: {path}").format(path=shown(path)) for path in found.finished]
        returned = [self.tr("Put back: {path}").format(path=shown(entry.place)) for entry in found.returned]
        return [*left, *finished, *returned]
