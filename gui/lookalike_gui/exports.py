"""Results as files for other programs, and the marks that come back from a spreadsheet."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QLocale, QObject, Signal, Slot

from lookalike.acting.marking import Marking, mark_paths
from lookalike.errors import CancelledError
from lookalike.exporting.export import Row, read_csv, write_csv
from lookalike.exporting.htmlreport import Words, write_html
from lookalike.exporting.resultfile import write_json
from lookalike.job import CancelToken, Progress, Report, Stage
from lookalike.types import ProblemReason, Relation
from lookalike_gui import texts
from lookalike_gui.acting.job import Job
from lookalike_gui.bridge import Background
from lookalike_gui.decisions import Decisions
from lookalike_gui.models.groups import GroupModel

log = logging.getLogger(__name__)


class Exports(QObject):
    """Writes the groups but for those that are no match, and reads marks, in a thread of its own.

    Signals: said(text): what was done, for the status bar · failed(text): it did not work · writing(text): how far the
    page is, for which every photo is read; empty when it is done.
    """

    said = Signal(str)
    failed = Signal(str)
    writing = Signal(str)

    def __init__(self, groups: GroupModel, decisions: Decisions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups = groups
        self._decisions = decisions
        self._background = Background(self)
        self._page = Job(self)
        self._page.progressed.connect(self._show_progress)
        self._page.busy_changed.connect(self._show_busy)

    def csv(self, target: str) -> None:
        """Write a table. It begins with a byte order mark, without which Excel takes names for another encoding."""
        marked = frozenset(self._decisions.marked)
        self._write(target, partial(write_csv, self._groups.accepted(), target, marked, bom=True))

    def json(self, target: str) -> None:
        """Write everything, for scripts and for `lookalike`'s other verbs."""
        self._write(target, partial(write_json, self._groups.accepted(), target, frozenset(self._decisions.marked)))

    def page(self, target: str) -> None:
        """Write one HTML page with thumbnails, in the window's language; one at a time."""
        if self._page.busy:
            self.said.emit(self.tr("Another page is still being written"))
            return
        result, marked, words = self._groups.accepted(), frozenset(self._decisions.marked), self._words()

        def work(report: Report, cancel: CancelToken, /) -> None:
            write_html(result, target, marked, words=words, report=report, cancel=cancel)

        self._page.run(work, lambda _: self._say_saved(target), self._page_failed)

    @Slot()
    def stop(self) -> None:
        """Leave the page that is being written."""
        self._page.stop()

    def read_marks(self, source: str) -> None:
        """Mark what a table says is marked, and unmark what it says is not."""
        result = self._groups.accepted()

        def work() -> tuple[tuple[Row, ...], Marking]:
            rows = read_csv(source)
            return rows, mark_paths(result, (row.path for row in rows if row.marked))

        self._background.run(work, self._take_marks, self._say_failure)

    def close(self) -> None:
        """Come back when everything that was asked for is done; a page is left, for it may take hours."""
        self._page.close()
        self._background.wait()
        self._background.close()

    def _write(self, target: str, work: Callable[[], None]) -> None:
        self._background.run(work, lambda _: self._say_saved(target), self._say_failure)

    def _say_saved(self, target: str) -> None:
        self.said.emit(self.tr("Saved {file}").format(file=texts.shown(target)))

    @Slot(object, object)
    def _show_progress(self, progress: Progress, seconds_left: float | None) -> None:
        if self._page.busy:
            self.writing.emit(f"{texts.stage(progress.stage)}: {texts.progress(progress, seconds_left)}")

    @Slot(bool)
    def _show_busy(self, busy: bool) -> None:
        self.writing.emit(texts.stage(Stage.EXPORT) if busy else "")

    def _page_failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            self.said.emit(self.tr("Stopped; no page was saved"))
        else:
            self._say_failure(error)

    def _take_marks(self, value: object) -> None:
        assert isinstance(value, tuple)
        rows, marking = value
        photos = self._groups.overview.photo_of
        self._decisions.mark_among((row.path for row in rows if row.path in photos), marking.marked)
        parts = [self.tr("{photos} marked").format(photos=texts.photos(len(marking.marked)))]
        unknown = sum(row.marked and row.path not in photos for row in rows)
        if unknown:
            parts.append(self.tr("%Ln marked in the table but not found here", None, unknown))
        spared = len(marking.protected) + len(marking.last)
        if spared:
            parts.append(self.tr("%Ln left out: protected, or the last of a group", None, spared))
        self.said.emit(" · ".join(parts))

    def _words(self) -> Words:
        locale = QLocale()
        return Words(
            title=self.tr("Duplicate and similar photos"),
            summary=self.tr("{photos} photos, {groups} groups, {problems} files that could not be read"),
            group=self.tr("Group {number}"),
            keeper=self.tr("suggested keeper"),
            marked=self.tr("marked"),
            same=self.tr("{percent} sure, {relation}"),
            problems=self.tr("Could not be read"),
            language="en" if locale.language() is QLocale.Language.C else locale.bcp47Name(),
            relations={relation.value: texts.relation_name(relation) for relation in Relation},
            reasons={reason.value: texts.problem(reason) for reason in ProblemReason},
        )

    def _say_failure(self, error: BaseException) -> None:
        log.error("An export or an import failed", exc_info=error)
        self.failed.emit(texts.failure(error))
