"""What the user wants -> calls of the session; its results -> the models. Knows no widget."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal, Slot

from lookalike.decoding.decode import thumbnail
from lookalike.exporting.resultfile import Review
from lookalike.job import CancelToken, Progress
from lookalike.result import Notice, ScanResult
from lookalike.session import Session
from lookalike.settings import Preset, ScanOptions
from lookalike_gui import smoothness, texts
from lookalike_gui.basics.images import image_of
from lookalike_gui.bridge import Background, Latest, ProgressFeed, QtRunner, TimeLeft
from lookalike_gui.decisions import Decisions
from lookalike_gui.exports import Exports
from lookalike_gui.gathered import Gathered
from lookalike_gui.models.folders import FolderModel, Role
from lookalike_gui.models.groups import GroupModel
from lookalike_gui.models.overview import Arrangement, Overview
from lookalike_gui.models.problems import ProblemModel
from lookalike_gui.regrouping import Regrouping
from lookalike_gui.thumbnailcache import ThumbnailCache, desktop_folder
from lookalike_gui.thumbnails import Loader, Thumbnails

log = logging.getLogger(__name__)
PARTIAL_INTERVAL = 500
"""Milliseconds between two partial results on screen."""
NO_PAIRS: npt.NDArray[np.float64] = np.empty(0)


class State(StrEnum):
    """What the window is about."""

    START = "start"
    SCANNING = "scanning"
    RESULTS = "results"
    NOTHING = "nothing"


class Controller(QObject):
    """Owns the models, the background threads and the running scan.

    Signals: state_changed(State) · progressed(Progress, seconds left or None) · result_changed() after every new
    result, partial ones too · arranged(): order or filter is another · focus_wanted(path): show this photo ·
    said(text): for the status bar · failed(text): something the user asked for did not work.
    """

    state_changed = Signal(object)
    progressed = Signal(object, object)
    result_changed = Signal()
    arranged = Signal()
    focus_wanted = Signal(object)
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.confidences = NO_PAIRS
        self.options = ScanOptions(roots=())
        self.state = State.START
        self.decisions = Decisions(self)
        self.folders = FolderModel(self)
        self.groups = GroupModel(self.decisions, self)
        self.exports = Exports(self.groups, self.decisions, self)
        self.problems = ProblemModel(self)
        self.thumbnails = Thumbnails(_thumbnail_loader(), self)
        self._scan_thread = Background(self)
        self._desk_thread = Background(self)
        self._runner = QtRunner(os.cpu_count() or 2)
        self._feed = ProgressFeed(self)
        self._time_left = TimeLeft()
        self._scanned = self._low_priority = False
        self._token: CancelToken | None = None
        self._found = Latest(PARTIAL_INTERVAL, self)
        self._regrouping = Regrouping(session, self._desk_thread, self)
        self._feed.arrived.connect(self._progress)
        self._found.arrived.connect(self._partial)
        self._regrouping.regrouped.connect(self._regrouped)
        self._regrouping.gone.connect(self.decisions.drop)
        self._regrouping.failed.connect(self._say_failure)
        self.folders.roles_changed.connect(self._roles_changed)
        self.exports.said.connect(self.said)
        self.exports.failed.connect(self.failed)

    # Scanning

    @property
    def scanning(self) -> bool:
        """Whether a scan runs or is paused."""
        return self._token is not None

    @property
    def paused(self) -> bool:
        """Whether the running scan is held."""
        return self._token is not None and self._token.paused

    def scan(self) -> bool:
        """Scan the folders of the list with the options as they are; whether there is something to scan."""
        options = self._scan_options()
        if self.scanning or not options.roots:
            return False
        token = self._token = CancelToken()
        self._time_left = TimeLeft()
        self._clear()
        if self._scanned:
            smoothness.tidy_up()
        self._scanned = True
        for threads in (self._scan_thread.threads, self._runner.threads):
            threads.set_low_priority(self._low_priority)
        self._enter(State.SCANNING)
        self._scan_thread.run(lambda: self._work(options, token), self._finish, self._scan_failed)
        return True

    def _scan_options(self) -> ScanOptions:
        folders = self.folders
        protected, reference = folders.paths(Role.PROTECTED), folders.paths(Role.REFERENCE)
        return replace(self.options, roots=folders.paths(), protected=protected, reference=reference)

    @property
    def outdated(self) -> bool:
        """Whether a scan of the folders and options as they are now would ask something else than the last one did."""
        scanned = self.groups.result.options
        if self.scanning or not self.groups.result.photos:
            return False
        now = replace(
            self._scan_options(),
            min_confidence=scanned.min_confidence,
            keeper_order=scanned.keeper_order,
            preferred=scanned.preferred,
            protected=scanned.protected,
        )
        if now.preset is not Preset.HASH:
            now = replace(now, hash=scanned.hash, hash_distance=scanned.hash_distance)
        elif now.hash_distance < scanned.hash_distance:
            now = replace(now, hash_distance=scanned.hash_distance)
        return now != scanned

    def set_low_priority(self, low: bool) -> None:
        """Let scans give way to other programs, from the next one on."""
        self._low_priority = low

    def pause(self) -> None:
        """Hold the scan, or let it go on."""
        if self._token is None:
            return
        if self._token.paused:
            self._token.resume()
            self._time_left.go_on()
        else:
            self._token.pause()
            self._time_left.hold()
        self.state_changed.emit(self.state)

    def cancel(self) -> None:
        """Stop the scan; what it has found is kept."""
        if self._token is not None:
            self._token.cancel()

    def close(self) -> None:
        """Stop everything and wait for the threads; nothing may be asked afterwards."""
        self.cancel()
        self._scan_thread.close()
        self._token = None  # What the scan has found and not shown yet comes too late.
        self._found.forget()
        self._desk_thread.wait()  # A pair that is no match may be waiting there.
        self._desk_thread.close()
        self.exports.close()
        self.thumbnails.close()
        self._runner.close()
        self.session.close()

    def _work(self, options: ScanOptions, token: CancelToken) -> Gathered:
        def found(partial: ScanResult) -> None:
            if not token.cancelled:
                self._found.post((partial, Overview.of(partial)))

        return Gathered.of(
            self.session.scan(options, report=self._feed, cancel=token, runner=self._runner, found=found)
        )

    def _clear(self) -> None:
        self.decisions.forget()
        self._regrouping.adopt(None)
        self.confidences = NO_PAIRS
        empty = ScanResult(self.options)
        self._show(empty, Overview.of(empty))

    def _show(self, result: ScanResult, overview: Overview) -> None:
        self.groups.show(result, overview)
        self.problems.show(result.problems)
        self.result_changed.emit()

    def _show_final(self, result: ScanResult, overview: Overview) -> None:
        """Show groups that were formed anew; only their coming or going is another state."""
        self._show(result, overview)
        state = State.RESULTS if result.groups else State.NOTHING
        if state != self.state:
            self._enter(state)

    def _enter(self, state: State) -> None:
        self.state = state
        self.state_changed.emit(state)

    def _finish(self, value: object) -> None:
        assert isinstance(value, Gathered)
        self._token = None
        self._found.forget()
        self._adopt(value)

    def take_up(self, gathered: Gathered, review: Review) -> None:
        """Go on with a result that was saved, and with what was decided about it."""
        result = gathered.result
        self._clear()
        self.options = replace(result.options, roots=(), protected=(), reference=())
        roles = dict.fromkeys(result.options.protected, Role.PROTECTED)
        roles |= dict.fromkeys(result.options.reference, Role.REFERENCE)
        for root in result.options.roots:
            self.folders.add([root], roles.get(root, Role.NORMAL))
        self.decisions.restore(review)
        self._adopt(gathered)
        photo_of = gathered.overview.photo_of
        for group in review.rejected:
            self._regrouping.reject(frozenset(photo_of[path] for path in group if path in photo_of))

    def _adopt(self, gathered: Gathered) -> None:
        result = gathered.result
        self._regrouping.adopt(result)
        self.confidences = gathered.confidences
        self.folders.show_counts(gathered.counts)
        self._show(result, gathered.overview)
        self._enter(State.RESULTS if result.groups else State.NOTHING)

    def _scan_failed(self, error: BaseException) -> None:
        log.error("The scan ended with an error", exc_info=error)
        self._token = None
        self._found.forget()
        self._enter(State.START)
        self.failed.emit(texts.failure(error))

    @Slot(object)
    def _progress(self, progress: Progress) -> None:
        if self.scanning:
            self.progressed.emit(progress, self._time_left.seconds_left(progress))

    @Slot(object)
    def _partial(self, value: tuple[ScanResult, Overview]) -> None:
        if self.scanning:
            self._show(*value)

    # The groups after the scan

    @property
    def can_decide(self) -> bool:
        """Whether photos may be marked: not while a scan may still change the groups."""
        return not self.scanning and not self.groups.result.provisional

    def regroup(self) -> None:
        """Form the groups anew with the options' threshold and keepers; no file is read."""
        scanned = self.groups.result.options
        if self.scanning or not self.groups.result.photos:
            return
        if self.options.preset is scanned.preset is Preset.HASH and not self._regrouping.can_follow(self.options):
            self.said.emit(self.tr("Scan again to compare with this distance"))
        self._regrouping.follow(self._wishes())

    def _wishes(self) -> ScanOptions:
        """The options as they are, with what is protected now; a folder that was taken off the list stays protected."""
        listed = self.folders.paths()
        unlisted = (path for path in self.groups.result.options.protected if path not in listed)
        return replace(self.options, protected=(*self.folders.paths(Role.PROTECTED), *unlisted))

    @Slot()
    def _roles_changed(self) -> None:
        """Protect photos at once; what a reference folder changes takes another scan."""
        result = self.groups.result
        if self.scanning or not result.photos:
            return
        protected = tuple(os.path.join(folder, "") for folder in self.folders.paths(Role.PROTECTED))
        if spared := [path for path in self.decisions.marked if path.startswith(protected)]:
            self.decisions.unmark(spared)
        self.regroup()

    @Slot(object, object)
    def _regrouped(self, result: ScanResult, overview: Overview) -> None:
        if not self.scanning:
            self._show_final(result, overview)

    def look_anew(self) -> None:
        """Form the groups of the photos that are still there: after acting on them, and after bringing some back."""
        if not self.scanning:
            self._regrouping.look_anew(self._wishes())

    def remember_rejection(self, paths: Iterable[str], *, rejected: bool = True) -> None:
        """Keep for good that the photos of a group are no match, or take that back."""
        result = self.groups.result
        photo_of = self.groups.overview.photo_of
        pairs = self._regrouping.reject(frozenset(photo_of[path] for path in paths), rejected=rejected)
        decide = self.session.reject if rejected else self.session.accept

        def work() -> None:
            for match in pairs:
                decide(result.photos[match.first], result.photos[match.second])

        self._desk_thread.run(work, lambda _: None, self._say_failure)

    def _say_failure(self, error: BaseException) -> None:
        log.error("A task in the background failed", exc_info=error)
        self.failed.emit(texts.failure(error))

    # Arranging

    def arrange(self, arrangement: Arrangement) -> None:
        """Sort and filter the groups."""
        if arrangement != self.groups.arrangement:
            self.groups.arrange(arrangement)
            self.arranged.emit()

    @property
    def was_cancelled(self) -> bool:
        """Whether the result on screen is of a scan that was stopped."""
        return Notice.CANCELLED in self.groups.result.notices


def _thumbnail_loader() -> Loader:
    """Thumbnails from the desktop's cache, or else decoded, and then kept there."""
    cache = ThumbnailCache(desktop_folder())
    return lambda path, side: cache.load(path, side, lambda wanted: image_of(thumbnail(path, wanted)))
