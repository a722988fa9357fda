"""Regroups the present result off the GUI thread: another threshold or keeper order, photos that went or came back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from lookalike.files.archives import is_there
from lookalike.result import ScanResult
from lookalike.session import Session
from lookalike.settings import Preset, ScanOptions
from lookalike.types import Match
from lookalike_gui.bridge import Background
from lookalike_gui.models.overview import Overview


class Regrouping(QObject):
    """Works in the background; while one wish is fulfilled only the last one of those that come in is remembered.

    Signals: regrouped(ScanResult, Overview): the groups are others · gone(set of paths): these photos are no longer
    there · failed(error).
    """

    regrouped = Signal(object, object)
    gone = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._all: ScanResult | None = None
        self._present: ScanResult | None = None
        self._wanted: ScanOptions | None = None
        self._rejected: dict[frozenset[int], tuple[Match, ...]] = {}

    def adopt(self, result: ScanResult | None) -> None:
        """Take a new result, None for none."""
        self._all = self._present = result
        self._wanted = None
        self._rejected = {}

    def reject(self, photos: frozenset[int], *, rejected: bool = True) -> tuple[Match, ...]:
        """Form no group by the matches among these photos any more, or do so again. Returns those matches."""
        if not rejected:
            return self._rejected.pop(photos, ())
        matches = self._all.matches if self._all else ()
        found = tuple(match for match in matches if match.first in photos and match.second in photos)
        self._rejected[photos] = found
        return found

    def can_follow(self, options: ScanOptions) -> bool:
        """Whether the matches at hand hold the answer for these options, or else only another scan can tell."""
        scanned = self._all.options if self._all else None
        if scanned is None or options.preset is not scanned.preset:
            return False
        by_hash = options.preset is Preset.HASH
        return not by_hash or (options.hash == scanned.hash and options.hash_distance <= scanned.hash_distance)

    def follow(self, options: ScanOptions) -> None:
        """Form the groups with these options' threshold and keepers; no file is read."""
        waiting, self._wanted = self._wanted is not None, options
        if not waiting:
            self._begin()

    def look_anew(self, options: ScanOptions) -> None:
        """Form the groups of those photos that are there now, out of all that the scan found."""
        everything = self._all
        if everything is None:
            return
        rejected = self._rejected_matches()

        def work() -> tuple[ScanResult, ScanResult, Overview, set[str]]:
            photos = everything.photos
            touched = {index for match in everything.matches for index in (match.first, match.second)}
            lost = {index for index in touched if not is_there(photos[index].path)}
            matches = tuple(match for match in everything.matches if not lost & {match.first, match.second})
            present = replace(everything, matches=matches)
            formed_by = self._formed_by(options, everything.options)
            result = self._session.regroup(replace(_without(present, rejected), options=formed_by))
            return present, result, Overview.of(result), {photos[index].path for index in lost}

        self._background.run(work, self._looked, self.failed.emit)

    def _begin(self) -> None:
        present, wanted = self._present, self._wanted
        if present is None or wanted is None:
            self._wanted = None
            return
        formed_by = self._formed_by(wanted, present.options)
        rejected = self._rejected_matches()

        def work() -> tuple[ScanOptions, ScanResult, Overview]:
            result = self._session.regroup(replace(_without(present, rejected), options=formed_by))
            return wanted, result, Overview.of(result)

        self._background.run(work, self._formed, self._not_formed)

    def _formed_by(self, wanted: ScanOptions, scanned: ScanOptions) -> ScanOptions:
        """The options of the scan with what can be changed after it."""
        keepers = replace(
            scanned, keeper_order=wanted.keeper_order, preferred=wanted.preferred, protected=wanted.protected
        )
        if not self.can_follow(wanted):
            return keepers
        return replace(keepers, min_confidence=wanted.min_confidence, hash_distance=wanted.hash_distance)

    def _rejected_matches(self) -> frozenset[int]:
        """The matches that count no more, by identity: comparing them by value would read their evidence."""
        return frozenset(id(match) for matches in self._rejected.values() for match in matches)

    def _formed(self, value: object) -> None:
        assert isinstance(value, tuple)
        wanted, result, overview = value
        if self._wanted is not wanted:
            self._begin()
            return
        self._wanted = None
        self.regrouped.emit(result, overview)

    def _not_formed(self, error: BaseException) -> None:
        self._wanted = None
        self.failed.emit(error)

    def _looked(self, value: object) -> None:
        assert isinstance(value, tuple)
        self._present, result, overview, gone = value
        self.gone.emit(gone)
        self.regrouped.emit(result, overview)


def _without(result: ScanResult, rejected: frozenset[int]) -> ScanResult:
    if not rejected:
        return result
    return replace(result, matches=tuple(match for match in result.matches if id(match) not in rejected))
