"""The right side of the window: the progress strip, and below it the page for the present state."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from lookalike_gui import texts
from lookalike_gui.basics.controls import Pages, button
from lookalike_gui.controller import Controller, State
from lookalike_gui.review.values import Comparison
from lookalike_gui.views.compare_page import ComparePage
from lookalike_gui.views.progress_panel import ProgressPanel
from lookalike_gui.views.results_page import ResultsPage
from lookalike_gui.views.search_page import SearchPage
from lookalike_gui.views.states import MessageState
from lookalike_gui.views.welcome import Welcome


class Workspace(QWidget):
    """Shows one of: the empty state, the scan at work, the results, the compare view, nothing found.

    Signals: comparing_changed(): the compare view came or went.
    """

    comparing_changed = Signal()

    def __init__(self, controller: Controller, results: ResultsPage, compare: ComparePage, search: SearchPage) -> None:
        super().__init__()
        self.setObjectName("workspace")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._controller = controller
        self.results = results
        self.compare = compare
        self.search = search
        self._before_compare: QWidget = results
        self.progress = ProgressPanel()
        self.empty = Welcome()
        self.working = MessageState(
            "scanningState",
            "images",
            self.tr("Looking at your photos"),
            self.tr("The first scan takes a while, later ones are much faster. Your files are only read."),
        )
        self.nothing = MessageState("nothingFound", "circle-check", self.tr("No duplicates found"), "")
        self.problems_button = button("nothingProblems", self.tr("Show &problems"), "triangle-alert")
        self.nothing.buttons.addWidget(self.problems_button)
        self.pages = Pages()
        for page in (self.empty, self.working, self.results, self.compare, self.search, self.nothing):
            page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.progress)
        layout.addWidget(self.pages, 1)
        self.progress.hide()
        self._connect()

    def _connect(self) -> None:
        controller = self._controller
        self.progress.pause_wanted.connect(controller.pause)
        self.progress.cancel_wanted.connect(self.cancel)
        controller.progressed.connect(self.progress.show_progress)
        controller.state_changed.connect(self._show_state)
        controller.result_changed.connect(self._show_results)
        controller.focus_wanted.connect(self._follow)
        self.results.opened.connect(self.open_photo)
        self.compare.closed.connect(self.close_photo)
        self.search.closed.connect(self.close_search)
        self.search.comparison_wanted.connect(self.open_comparison)
        for signal in (controller.folders.rowsInserted, controller.folders.rowsRemoved):
            signal.connect(self._folders_changed)

    @property
    def comparing(self) -> bool:
        """Whether the compare view is shown."""
        return self.pages.currentWidget() is self.compare

    @Slot(object)
    def open_photo(self, path: str) -> None:
        """Compare a photo with its group, once a scan no longer changes it."""
        if self._controller.can_decide:
            self._before_compare = self.results
            self.pages.setCurrentWidget(self.compare)
            self.compare.show_photo(path)
            self.comparing_changed.emit()
        else:
            self._controller.said.emit(self.tr("Photos can be compared when the scan is done"))

    @Slot(object)
    def open_comparison(self, comparison: Comparison) -> None:
        """Compare what a search found with what was looked for."""
        self._before_compare = self.search
        self.pages.setCurrentWidget(self.compare)
        self.compare.show_comparison(comparison)
        self.comparing_changed.emit()

    @Slot()
    def open_search(self) -> None:
        """Search by image."""
        if not self._controller.scanning:
            self.search.view.choose_button.setFocus()
            self.pages.setCurrentWidget(self.search)
            self.comparing_changed.emit()

    @Slot(object)
    def search_for(self, path: str) -> None:
        """Search by a photo of the library: what else shows what it shows?"""
        if not self._controller.scanning:
            self.open_search()
            self.search.view.search(path)

    @Slot()
    def close_photo(self) -> None:
        """Back to where the comparison was asked for."""
        if self.comparing and self._before_compare is self.search:
            self.open_search()
        elif self.comparing:
            self.pages.setCurrentWidget(self.results)
            self.results.view.setFocus()
            self.comparing_changed.emit()

    @Slot()
    def close_search(self) -> None:
        """Back to what the state of things asks for."""
        self._show_state(self._controller.state)

    @Slot(object)
    def _follow(self, path: str) -> None:
        if self.comparing and self._before_compare is self.results:
            self.compare.show_photo(path)

    @Slot()
    def cancel(self) -> None:
        """Stop the scan, and say so at once."""
        if self._controller.scanning:
            self.progress.stopping()
            self._controller.cancel()

    @Slot()
    def _folders_changed(self) -> None:
        self.empty.show_folders(self._controller.folders.rowCount())

    @Slot(object)
    def _show_state(self, state: State) -> None:
        scanned = not self.progress.isHidden()
        started = state == State.SCANNING and not scanned
        self.progress.setVisible(state == State.SCANNING)
        if started:
            self.progress.start()
        self.progress.set_paused(self._controller.paused)
        if state == State.SCANNING:
            self._show_results()
        elif state == State.NOTHING:
            self._explain_nothing()
            self.pages.setCurrentWidget(self.nothing)
        else:
            self.pages.setCurrentWidget(self.results if state == State.RESULTS else self.empty)
        self.comparing_changed.emit()
        focus = QApplication.focusWidget()
        if state == State.RESULTS and scanned and not (focus and self.results.isAncestorOf(focus)):
            self.results.view.setFocus()

    @Slot()
    def _show_results(self) -> None:
        if self._controller.state == State.SCANNING:
            some = bool(self._controller.groups.result.groups)
            self.pages.setCurrentWidget(self.results if some else self.working)
        elif self.comparing:
            self.compare.show_anew()

    def _explain_nothing(self) -> None:
        result = self._controller.groups.result
        read = texts.photos(len(result.photos))
        if not result.photos:
            text = self.tr("There are no photos in these folders.")
        elif self._controller.was_cancelled:
            text = self.tr("You stopped the scan. Nothing had been found among {photos} by then.").format(photos=read)
        else:
            text = self.tr("{photos} were compared, and none looks like another. A looser threshold may find more.")
            text = text.format(photos=read)
        self.nothing.text.setText(text)
        self.problems_button.setVisible(bool(result.problems))
