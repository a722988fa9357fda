"""Search by image in the window: looks in the result at hand, or else in all that the cache knows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lookalike.errors import BytesAloneError, LookalikeError
from lookalike.files.reading import look_at
from lookalike.result import SearchResult
from lookalike.settings import ScanOptions
from lookalike.types import Fingerprint, Photo
from lookalike_gui.basics.controls import tool
from lookalike_gui.controller import Controller
from lookalike_gui.review.search_model import FoundPhoto, SearchAnswer
from lookalike_gui.review.search_view import SearchView


class SearchPage(QWidget):
    """Signals: closed(): back to the results · comparison_wanted(Comparison): the query beside what was found."""

    closed = Signal()
    comparison_wanted = Signal(object)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._controller = controller
        self._view: SearchView | None = None
        self.back_button = tool("searchBack", self.tr("Back (Esc)"), "arrow-left")
        self.back_button.setText(self.tr("Back"))
        self.back_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.back_button.setShortcut("Esc")
        self.back_button.clicked.connect(self.closed)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 0)
        bar.addWidget(self.back_button)
        bar.addStretch(1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addLayout(bar)

    @property
    def view(self) -> SearchView:
        """The search itself, made when it is first asked for."""
        if self._view is None:
            self._view = SearchView(self.look_for, self._controller.thumbnails)
            self._view.comparison_wanted.connect(self.comparison_wanted)
            self._layout.addWidget(self._view, 1)
        return self._view

    def close_down(self) -> None:
        """End the search's thread."""
        if self._view is not None:
            self._view.close_down()

    def look_for(self, path: str) -> SearchAnswer:
        """Search; called in a worker thread. Raises LookalikeError where the query or the photos cannot be compared."""
        session, result = self._controller.session, self._controller.groups.result
        try:
            if result.photos:
                found = session.search_in(path, result)
            else:
                found = session.search(path, ScanOptions(roots=(), engine=self._controller.options.engine))
        except BytesAloneError as error:
            words = self.tr("The scan compared bytes alone. Scan for the same photo to search in these.")
            raise LookalikeError(words) from error
        return _answer(path, found, result.fingerprints if result.photos else ())


def _answer(path: str, found: SearchResult, fingerprints: Sequence[Fingerprint | None]) -> SearchAnswer:
    status = look_at(path)
    query = Photo(path, status.st_size, status.st_mtime_ns, status.st_dev, status.st_ino)
    known: Sequence[Fingerprint | None] = fingerprints or (None,) * len(found.photos)
    hits = tuple(FoundPhoto(found.photos[hit.photo], known[hit.photo], hit.match, hit.confirmed) for hit in found.hits)
    return SearchAnswer(query, None, hits, len(found.photos))
