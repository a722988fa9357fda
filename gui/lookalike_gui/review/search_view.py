"""Search by image: drop, paste or choose one picture, see where in the library it is."""

from __future__ import annotations

import math
import os
import tempfile
from collections.abc import Callable

from PySide6.QtCore import QMimeData, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from lookalike.errors import LookalikeError
from lookalike_gui import drops
from lookalike_gui.basics.controls import button, label
from lookalike_gui.basics.tables import dress_table
from lookalike_gui.bridge import Background
from lookalike_gui.icons import icon
from lookalike_gui.review.search_model import THUMBNAIL, FindingsModel, SearchAnswer
from lookalike_gui.texts import failure, number, shown
from lookalike_gui.thumbnails import Thumbnails

Searcher = Callable[[str], SearchAnswer]
"""Called in a worker thread with the query's path; raises LookalikeError or OSError."""

_QUERY_SIDE = 128
_HELLO_SIDE = 72
_HELLO_WIDTH = 340


class SearchView(QWidget):
    """Signals: comparison_wanted(Comparison): the query beside what was clicked, for the review."""

    comparison_wanted = Signal(object)

    def __init__(self, search: Searcher, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = search
        self._thumbnails = thumbnails
        self._background = Background(self)
        self._wanted = ""
        self._pasted: tempfile.TemporaryDirectory[str] | None = None
        self.answer: SearchAnswer | None = None
        self.model = FindingsModel(thumbnails, self)
        thumbnails.ready.connect(self.model.picture_ready)
        thumbnails.ready.connect(self._picture_ready)
        self.setObjectName("searchView")
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("Search by image"))
        self._build()
        self._say_hello()

    def _build(self) -> None:
        self.frame = QFrame()
        self.frame.setObjectName("dropFrame")
        self.picture = QLabel()
        self.picture.setFixedSize(_QUERY_SIDE, _QUERY_SIDE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(self.tr("The picture to look for"))
        self._inside = QHBoxLayout(self.frame)
        self._inside.setContentsMargins(24, 20, 24, 20)
        self._inside.setSpacing(24)
        self._inside.addStretch(1)
        self._inside.addWidget(self.picture)
        self._inside.addLayout(self._words())
        self._inside.addStretch(1)
        self.view = self._build_view()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 16, 16, 16)
        self._layout.setSpacing(12)
        self._layout.addWidget(self.frame)
        self._layout.addWidget(self.view)

    def _words(self) -> QVBoxLayout:
        self.title = label("", "title")
        self.text = label("", "muted", wrap=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.choose_button = button("searchChoose", self.tr("Choose a picture…"), "search", primary=True)
        self.choose_button.setIcon(icon("search", QPalette.ColorRole.HighlightedText))
        self.choose_button.clicked.connect(self.choose)
        self.paste_button = button("searchPaste", self.tr("Paste"), "copy")
        self.paste_button.clicked.connect(self.paste)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Searching"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.paste_button)
        buttons.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(10)
        words.addStretch(1)
        for widget in (self.title, self.text, self.progress):
            words.addWidget(widget)
        words.addLayout(buttons)
        words.addStretch(1)
        return words

    def _build_view(self) -> QTableView:
        view = QTableView()
        dress_table(view, "searchResults", self.tr("What was found, the best first"), row=THUMBNAIL + 12)
        view.setProperty("panel", True)
        view.setModel(self.model)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setIconSize(QSize(THUMBNAIL, THUMBNAIL))
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, THUMBNAIL + 20)
        for column in (2, 3, 4, 5):
            header.resizeSection(column, 110)
        view.clicked.connect(self._open)
        view.activated.connect(self._open)
        return view

    # The query

    def search(self, path: str) -> None:
        """Look for this picture."""
        self._wanted = path
        self.answer = None
        self.model.show(())
        self._show_results(True)
        self.progress.show()
        self.title.setText(shown(os.path.basename(path)))
        self.text.setText(self.tr("Searching…"))
        self.picture.clear()
        self._picture_ready(path)
        self._thumbnails.want([path], math.ceil(_QUERY_SIDE * self.devicePixelRatioF()))
        self._background.run(lambda: self._search(path), self._show, lambda error: self._fail(path, error))

    @Slot()
    def choose(self) -> None:
        """Pick a picture from the disk."""
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Search by image"))
        if name:
            self.search(name)

    @Slot()
    def paste(self) -> None:
        """Take a picture, or a file's name, from the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not self.take(data):
            self.text.setText(self.tr("There is no picture on the clipboard."))

    def take(self, data: QMimeData) -> bool:
        """Search by what was dropped or pasted; False where it holds no picture."""
        files = [path for path in drops.paths_in(data) if os.path.isfile(path)]
        if files:
            self.search(files[0])
            return True
        image = data.imageData() if data.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            return False
        self._forget_pasted()
        self._pasted = tempfile.TemporaryDirectory(prefix="lookalike-", ignore_cleanup_errors=True)
        path = os.path.join(self._pasted.name, self.tr("Pasted picture") + ".png")
        image.save(path)
        self.search(path)
        return True

    def close_down(self) -> None:
        """End the thread and remove what was pasted."""
        self._background.close()
        self._forget_pasted()

    def _forget_pasted(self) -> None:
        if self._pasted is not None:
            self._pasted.cleanup()
            self._pasted = None

    # The answer

    def _show(self, answer: object) -> None:
        if not isinstance(answer, SearchAnswer) or answer.query.path != self._wanted:
            return
        self.answer = answer
        self.progress.hide()
        self.model.show(answer.photos)
        self._show_results(bool(answer.photos))
        self.view.scrollToTop()
        confirmed = sum(found.confirmed for found in answer.photos)
        others = len(answer.photos) - confirmed
        same = self.tr("%Ln photo(s) show this picture", None, confirmed) if confirmed else self.tr("Not found")
        alike = self.tr("the nearest others follow") if others else ""
        among = self.tr("among {count} photos").format(count=number(answer.searched))
        self.text.setText(" · ".join(part for part in (same, alike, among) if part))
        paths = [found.photo.path for found in answer.photos]
        wanted = [self._wanted, *paths]
        self._thumbnails.want(wanted, math.ceil(_QUERY_SIDE * self.devicePixelRatioF()))
        if paths:
            self.view.selectRow(0)
            self.view.setFocus()

    def _fail(self, path: str, error: BaseException) -> None:
        if not isinstance(error, LookalikeError | OSError | ValueError):
            raise error
        if path == self._wanted:
            self.progress.hide()
            self.text.setText(failure(error))

    def _show_results(self, shown_below: bool) -> None:
        """Room for the results, or all of it for the picture to be dropped."""
        self.view.setVisible(shown_below)
        self._layout.setStretch(0, 0 if shown_below else 1)
        self._layout.setStretch(1, 1 if shown_below else 0)
        self._inside.setStretch(0, 0 if shown_below else 1)
        self._inside.setStretch(2, 1 if shown_below else 0)
        self._inside.setStretch(3, 0 if shown_below else 1)
        self.text.setMinimumWidth(0 if shown_below else _HELLO_WIDTH)

    def _say_hello(self) -> None:
        self.progress.hide()
        self._show_results(False)
        self.picture.setPixmap(icon("images", QPalette.ColorRole.PlaceholderText).pixmap(_HELLO_SIDE, _HELLO_SIDE))
        self.title.setText(self.tr("Drop a picture here"))
        self.text.setText(
            self.tr("Lookalike finds it in the scanned photos: resized, cropped, turned, or with something added.")
        )

    @Slot(object)
    def _picture_ready(self, path: str) -> None:
        picture = self._thumbnails.get(path) if path == self._wanted else None
        if picture is not None:
            ratio = self.devicePixelRatioF()
            side = round(_QUERY_SIDE * ratio)
            smooth = Qt.TransformationMode.SmoothTransformation
            small = QPixmap.fromImage(picture.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, smooth))
            small.setDevicePixelRatio(ratio)
            self.picture.setPixmap(small)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if self.answer is not None and index.isValid():
            self.comparison_wanted.emit(self.answer.comparison(index.row()))

    # Drops and keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste with the platform's key."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file or a picture is welcome."""
        data = event.mimeData()
        if data.hasUrls() or data.hasImage() or drops.paths_in(data):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._show_dropping(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went away again."""
        self._show_dropping(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Search by what was dropped."""
        self._show_dropping(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if not self.take(event.mimeData()):
            self.text.setText(self.tr("This is not a picture on this computer."))

    def _show_dropping(self, dropping: bool) -> None:
        self.frame.setProperty("dropping", dropping)
        self.frame.style().unpolish(self.frame)
        self.frame.style().polish(self.frame)
