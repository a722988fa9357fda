"""Reviews that outlive the program: saved as one goes, offered at the next start, and kept as session files."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from lookalike.exporting.resultfile import Review, read_review, write_review
from lookalike.files.archives import is_there
from lookalike.job import Stage
from lookalike.result import ScanResult
from lookalike.types import Problem, ProblemReason
from lookalike_gui import texts
from lookalike_gui.basics.timers import single_shot
from lookalike_gui.bridge import Background
from lookalike_gui.controller import Controller
from lookalike_gui.gathered import Gathered
from lookalike_gui.reviewfolder import Offer, ReviewFolder

log = logging.getLogger(__name__)
PAUSE = 3000
"""Milliseconds between a decision and the moment at which it is saved; what comes meanwhile is saved with it."""

SUFFIX = ".lookalike"
"""How the names of session files end."""

Loaded = tuple[Gathered, Review]


class Sessions(QObject):
    """Signals: offered(Offer): a review of last time can be gone on with · opened(): a saved review is on show."""

    offered = Signal(object)
    opened = Signal()

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller)
        self._controller = controller
        self._folder = ReviewFolder()
        self._background = Background(self)
        self._unsaved = False
        self._pause = single_shot(self, PAUSE, self._save)
        for signal in (controller.decisions.changed, controller.result_changed, controller.state_changed):
            signal.connect(self._changed)

    def look(self) -> None:
        """See whether there is a review to go on with."""
        self._background.run(self._folder.offer, self._offer, self._failed)

    def go_on(self) -> None:
        """Take up the review of last time."""
        self._load(self._folder.load)

    @property
    def has_previous(self) -> bool:
        """Whether there is a review that a scan has put aside."""
        return self._folder.has_previous()

    def set_aside(self) -> None:
        """Keep the review beside the one that a new scan begins, if anything was decided in it."""
        self.save_now()
        try:
            aside = self._folder.put_aside()
        except OSError:
            log.exception("The review could not be put aside")
            return
        if aside:
            self._controller.said.emit(self.tr("Your previous review is kept: “File”, “Open the previous review”"))

    def go_back(self) -> None:
        """Take up the review that was put aside; the one on show takes its place."""
        if not self._controller.scanning:
            self.save_now()
            self._load(self._folder.swap)

    def open(self, source: str) -> None:
        """Take up a review that was saved as a file; the one on show is put aside."""
        if self._controller.scanning:
            self._controller.said.emit(self.tr("A review can be opened when the scan is done"))
            return
        self.save_now()

        def read() -> tuple[ScanResult, Review]:
            found = read_review(source)
            self._folder.put_aside()
            return found

        self._load(read)

    def save_as(self, target: str) -> None:
        """Save the review as a file."""
        result, review = self._controller.groups.result, self._controller.decisions.review

        def done(_: object) -> None:
            self._controller.said.emit(self.tr("Saved {file}").format(file=texts.shown(target)))

        self._background.run(lambda: write_review(result, review, target), done, self._failed)

    def close(self) -> None:
        """Save what is not saved yet, and end the thread."""
        self._pause.stop()
        self._background.wait()  # A decision may be waiting there to be saved.
        self._background.close()
        self._save_here()

    def save_now(self) -> None:
        """Save what is not saved yet, and come back when it is on the disk."""
        self._pause.stop()
        self._background.wait()
        self._save_here()

    def _save_here(self) -> None:
        if not self._unsaved:
            return
        try:
            self._work()()
        except OSError:
            log.exception("The review could not be saved")
        else:
            self._unsaved = False

    # Saving as one goes

    @Slot()
    def _changed(self) -> None:
        if self._controller.can_decide and self._controller.groups.result.photos:
            self._unsaved = True
            if not self._pause.isActive():
                self._pause.start()

    @Slot()
    def _save(self) -> None:
        if self._controller.can_decide and self._unsaved:
            self._unsaved = False
            self._background.run(self._work(), lambda _: None, self._not_saved)

    def _work(self) -> Callable[[], None]:
        result, review = self._controller.groups.result, self._controller.decisions.review
        return lambda: self._folder.save(result, review) if result.matches else self._folder.discard()

    def _not_saved(self, error: BaseException) -> None:
        log.error("The review could not be saved", exc_info=error)
        self._unsaved = True
        self._controller.said.emit(
            self.tr("The review could not be saved: {reason}").format(reason=texts.failure(error))
        )

    # Opening

    def _load(self, read: Callable[[], tuple[ScanResult, Review]]) -> None:
        if self._controller.scanning:
            return

        def work() -> Loaded:
            result, review = read()
            return Gathered.of(with_missing(result)), review

        self._background.run(work, self._loaded, self._failed)

    def _loaded(self, value: object) -> None:
        assert isinstance(value, tuple)
        if self._controller.scanning:
            return
        gathered, review = value
        self._controller.take_up(gathered, review)
        self.opened.emit()
        if missing := sum(_is_missing(problem) for problem in gathered.result.problems):
            text = self.tr("{photos} no longer there; see the problems")
            self._controller.said.emit(text.format(photos=texts.photos(missing)))

    def _offer(self, offer: object) -> None:
        if isinstance(offer, Offer):
            self.offered.emit(offer)

    def _failed(self, error: BaseException) -> None:
        log.error("A review could not be read or written", exc_info=error)
        self._controller.failed.emit(texts.failure(error))


def with_missing(result: ScanResult) -> ScanResult:
    """The result with each photo of a group that is not there now among its problems; its groups stay as they were."""
    grouped = {result.photos[photo].path for group in result.groups for photo in group.photos}
    others = tuple(problem for problem in result.problems if not (_is_missing(problem) and problem.path in grouped))
    gone = sorted(path for path in grouped if not is_there(path))
    missing = (Problem(path, Stage.DISCOVER, ProblemReason.NOT_FOUND) for path in gone)
    return replace(result, problems=(*others, *missing))


def _is_missing(problem: Problem) -> bool:
    return problem.reason is ProblemReason.NOT_FOUND
