"""What the cache holds, and how to make it smaller."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QSpinBox, QVBoxLayout, QWidget

from lookalike import paths
from lookalike.cache.store import CacheStatistics
from lookalike_gui import texts
from lookalike_gui.basics.controls import Paragraph, button, label
from lookalike_gui.bridge import Background
from lookalike_gui.controller import Controller
from lookalike_gui.settings import Habits

_MEGABYTE = 1_000_000
_WIDTH = 460


class CacheDialog(QDialog):
    """Shows the size of the cache, prunes and clears it; not while a scan uses it."""

    def __init__(self, controller: Controller, habits: Habits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._habits = habits
        self._background = Background(self)
        self.setObjectName("cacheDialog")
        self.setWindowTitle(self.tr("Cache"))
        self.held, self.says = label("", "heading"), label("", "muted", wrap=True)
        self.limit = self._build_limit()
        self.prune_button = button("pruneCache", self.tr("&Prune"))
        self.clear_button = button("clearCache", self.tr("&Clear"), "trash-2")
        self.close_button = button("cacheClose", self.tr("Close"))
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress"))
        self._build()
        self.prune_button.clicked.connect(self.prune)
        self.clear_button.clicked.connect(self.clear)
        self.close_button.clicked.connect(self.reject)
        controller.state_changed.connect(self._refresh)
        self._look()

    def _build_limit(self) -> QSpinBox:
        limit = QSpinBox()
        limit.setObjectName("cacheLimit")
        limit.setRange(1, 1_000_000)
        limit.setSingleStep(100)
        limit.setGroupSeparatorShown(True)
        limit.setSuffix(self.tr(" MB"))
        limit.setValue(self._habits.number("cache-limit", 1000))
        return limit

    def _build(self) -> None:
        what = Paragraph(_WIDTH)
        what.setAlignment(Qt.AlignmentFlag.AlignLeft)
        what.setText(
            self.tr(
                "The cache remembers what scans have read of your photos, so that a second scan takes seconds. It "
                "holds none of the photos: you may clear it at any time, and the next scan reads them again."
            )
        )
        place = label(str(paths.cache_folder()), "muted", wrap=True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        asked = QLabel(self.tr("&Remove what has not been used for longest, down to"))
        asked.setBuddy(self.limit)
        pruning, foot = QHBoxLayout(), QHBoxLayout()
        for widget in (asked, self.limit, self.prune_button):
            pruning.addWidget(widget)
        pruning.addStretch(1)
        foot.addWidget(self.clear_button)
        foot.addWidget(self.progress, 1)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        for control in (self.prune_button, self.clear_button):
            control.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        for widget in (self.held, place, what):
            layout.addWidget(widget)
        layout.addLayout(pruning)
        layout.addWidget(self.says)
        layout.addLayout(foot)

    @Slot()
    def prune(self) -> None:
        """Drop the oldest entries until the cache is no larger than asked for."""
        self._habits.keep("cache-limit", self.limit.value())
        self._shrink(self.limit.value() * _MEGABYTE)

    @Slot()
    def clear(self) -> None:
        """Drop everything."""
        self._shrink(0)

    def _shrink(self, size: int) -> None:
        if self._controller.scanning:
            return
        session, result = self._controller.session, self._controller.groups.result

        def work() -> tuple[int, CacheStatistics, bool]:
            freed = session.prune_cache(size, showing=result)
            return freed, session.cache_statistics(), session.cache_usable

        self._run(work)

    def _look(self) -> None:
        session = self._controller.session
        self._run(lambda: (None, session.cache_statistics(), session.cache_usable))

    def _run(self, work: Callable[[], tuple[int | None, CacheStatistics, bool]]) -> None:
        self._background.run(work, self._show, self._failed)
        self._refresh()

    def _show(self, value: object) -> None:
        assert isinstance(value, tuple)
        freed, held, usable = value
        folders = self.tr("%Ln folder(s)", None, held.folders)
        text = self.tr("{size}: {photos} in {folders}")
        self.held.setText(
            text.format(size=texts.size(held.size), photos=texts.photos(held.photos), folders=folders)
            if usable
            else self.tr("The cache cannot be used: another program is using it, or it cannot be written to.")
        )
        self._refresh()
        if freed is not None:
            self.says.setText(self.tr("{size} freed").format(size=texts.size(freed)))

    def _failed(self, error: BaseException) -> None:
        self._refresh()
        self.says.setText(texts.failure(error))

    @Slot(object)
    def _refresh(self, _state: object = None) -> None:
        busy, scanning = self._background.busy, self._controller.scanning
        for control in (self.prune_button, self.clear_button, self.limit):
            control.setEnabled(not busy and not scanning)
        self.close_button.setEnabled(not busy)
        self.progress.setVisible(busy)
        self.says.setText(self.tr("A scan is using the cache. Prune it when the scan has ended.") if scanning else "")

    def done(self, result: int) -> None:
        """Close, but not before the work has ended: it takes seconds, and cannot be stopped half-way."""
        if not self._background.busy:
            self._background.close()
            super().done(result)
