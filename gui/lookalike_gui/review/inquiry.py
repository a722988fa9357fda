"""Asks the engine, in the background, for what the review shows beside the pixels: metadata, and evidence of pairs."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from lookalike.decoding.decode import Header
from lookalike.types import Match, Photo
from lookalike_gui.bridge import Background
from lookalike_gui.review.loader import Key, key_of
from lookalike_gui.review.values import Services, Subject

log = logging.getLogger(__name__)

Pair = frozenset[int]


class Inquiry(QObject):
    """Signals: header_found() when there is one more; match_found(Match) with the subjects' own indices;
    match_missed() when two could not be compared.
    """

    header_found = Signal()
    match_found = Signal(object)
    match_missed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._headers = Background(self)
        self._pairs = Background(self)
        self._found: dict[Key, Header] = {}
        self._asked: set[Pair] = set()
        self._failed: set[Pair] = set()
        self._waiting: tuple[Subject, Subject] | None = None
        self._round = 0

    def show(self, subjects: Iterable[Subject]) -> None:
        """Forget the photos of before and read what these say about themselves."""
        self._round += 1
        self._asked.clear()
        self._failed.clear()
        self._waiting = None
        self._found.clear()
        for subject in subjects:
            self._read(subject.photo, self._round)

    def header(self, photo: Photo) -> Header | None:
        """What a photo says about itself, None while it is being read or where it cannot be."""
        return self._found.get(key_of(photo))

    def failed(self, one: Subject, other: Subject) -> bool:
        """Whether two photos were to be compared, and could not be."""
        return frozenset((one.index, other.index)) in self._failed

    def compare(self, one: Subject, other: Subject) -> None:
        """Have two photos compared, once. Of several wishes that wait for the engine the latest is granted."""
        first, second = sorted((one, other), key=lambda subject: subject.index)
        if frozenset((first.index, second.index)) not in self._asked:
            self._waiting = (first, second)
            self._go_on()

    def _go_on(self) -> None:
        if self._waiting is None or self._pairs.busy:
            return
        (first, second), self._waiting, asked = self._waiting, None, self._round
        self._asked.add(frozenset((first.index, second.index)))

        def take(found: object) -> None:
            if isinstance(found, Match) and asked == self._round:
                self.match_found.emit(replace(found, first=first.index, second=second.index))
            self._go_on()

        def fail(error: BaseException) -> None:
            _note(error)
            if asked == self._round:
                self._failed.add(frozenset((first.index, second.index)))
                self.match_missed.emit()
            self._go_on()

        self._pairs.run(lambda: self._services.compare(first.photo, second.photo), take, fail)

    def close(self) -> None:
        """End the threads."""
        self._headers.close()
        self._pairs.close()

    def _read(self, photo: Photo, asked: int) -> None:
        def take(found: object) -> None:
            if isinstance(found, Header) and asked == self._round:
                self._found[key_of(photo)] = found
                self.header_found.emit()

        self._headers.run(lambda: self._services.header(photo), take, _note)


def _note(error: BaseException) -> None:
    """The photo's own place says that it cannot be read; here it is only written down."""
    log.info("while reviewing: %s", error)
