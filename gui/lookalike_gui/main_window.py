"""The window: lays out its parts, takes drops and pastes, remembers its habits. Rules are elsewhere."""

from __future__ import annotations

import os

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from lookalike.settings import ScanOptions
from lookalike_gui import drops, elsewhere
from lookalike_gui.acting.job_dialog import JobDialog
from lookalike_gui.acting.recovery import StartRecovery
from lookalike_gui.basics.controls import side_by_side
from lookalike_gui.controller import Controller
from lookalike_gui.deciding import Deciding
from lookalike_gui.instance import Asked
from lookalike_gui.menus import Menus
from lookalike_gui.models.folders import Role
from lookalike_gui.review.shortcuts import Command, ShortcutTable
from lookalike_gui.sessions import SUFFIX, Sessions
from lookalike_gui.settings import Habits
from lookalike_gui.theme import Theme, ThemeChoice
from lookalike_gui.views.compare_page import ComparePage
from lookalike_gui.views.drop_veil import DropVeil
from lookalike_gui.views.results_page import ResultsPage
from lookalike_gui.views.search_page import SearchPage
from lookalike_gui.views.sidebar import Sidebar
from lookalike_gui.views.totals import Totals
from lookalike_gui.views.workspace import Workspace
from lookalike_gui.window_dialogs import WindowDialogs


class MainWindow(QMainWindow):
    """Folders and options on the left, results on the right, totals at the foot. Signals: closed(): for good."""

    closed = Signal()

    def __init__(self, controller: Controller, habits: Habits, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mainWindow")
        self.setWindowTitle("Lookalike")
        self.setAcceptDrops(True)
        self.controller = controller
        self.habits = habits
        self._theme = theme
        self._keys = ShortcutTable(habits.store, controller)
        self.deciding = Deciding(controller, self)
        self._restore_options()
        self.sidebar = Sidebar(controller)
        self.results = ResultsPage(controller, self.deciding, self._keys)
        self.compare = ComparePage(controller, self.deciding, self._keys)
        self.search = SearchPage(controller)
        self.workspace = Workspace(controller, self.results, self.compare, self.search)
        self.totals = Totals(controller)
        self.setStatusBar(self.totals)
        self.splitter = side_by_side(self.sidebar, self.workspace, (304, 976))
        self.splitter.setObjectName("splitter")
        self.splitter.setStretchFactor(1, 1)
        self.setCentralWidget(self.splitter)
        self.veil = DropVeil(self)
        self.dialogs = WindowDialogs(self, controller, habits, self._keys)
        self.recovery = StartRecovery(self)
        self.sessions = Sessions(controller)
        self.menus = Menus(self, self._keys)
        self._build_menus()
        self._connect()
        self._restore_window()
        self._refresh()

    # Building

    def _build_menus(self) -> None:
        grid = self.results.grid
        slots = {
            "add": self.choose_folders,
            "paste": self.paste,
            "scan": self.scan,
            "pause": self.controller.pause,
            "cancel": self.workspace.cancel,
            "csv": self.dialogs.export_csv,
            "page": self.dialogs.export_page,
            "json": self.dialogs.export_json,
            "read_marks": self.dialogs.read_marks,
            "save_session": lambda: self.dialogs.save_session(self.sessions.save_as),
            "open_session": lambda: self.dialogs.open_session(self.sessions.open),
            "previous": self.sessions.go_back,
            "problems": self.dialogs.show_problems,
            "cache": self.dialogs.show_cache,
            "quit": self.close,
            "by_folder": self._show_folders,
            "coverage": self.dialogs.show_coverage,
            "keys": self.dialogs.show_keys,
            "full": self.toggle_full_screen,
            "about": self.dialogs.show_about,
            "guide": self.dialogs.show_guide,
            "rule": self.dialogs.mark_by_rule,
            "act": self.dialogs.act,
            "history": self.dialogs.show_history,
            "rejected": self.dialogs.show_rejected,
            "search": self.workspace.open_search,
            "grid": lambda: self.results.show_list(False),
            "list": lambda: self.results.show_list(True),
            "larger": lambda: self.results.bar.thumb_size.setValue(grid.thumbnail_side + 32),
            "smaller": lambda: self.results.bar.thumb_size.setValue(grid.thumbnail_side - 32),
            "filter": self.results.bar.filter_text.setFocus,
            "collapse": lambda: self.controller.groups.collapse(set(self.controller.groups.shown_groups)),
            "expand": lambda: self.controller.groups.collapse(set()),
        }
        self.menus.build(slots, self.results.actions_by_command, self.choose_theme)
        self.menus.show_theme(self._theme.choice)

    def _connect(self) -> None:
        sidebar, workspace = self.sidebar, self.workspace
        sidebar.folders.add_wanted.connect(self.choose_folders)
        sidebar.folders.paste_wanted.connect(self.paste)
        sidebar.scan_button.clicked.connect(self.scan)
        sidebar.options.changed.connect(self._options_changed)
        sidebar.options.low_priority.toggled.connect(self.controller.set_low_priority)
        sidebar.options.regroup_wanted.connect(self.controller.regroup)
        workspace.empty.add_wanted.connect(self.choose_folders)
        workspace.empty.scan_wanted.connect(self.scan)
        workspace.empty.go_on_wanted.connect(self.sessions.go_on)
        self.sessions.offered.connect(workspace.empty.show_offer)
        self.sessions.opened.connect(workspace.empty.offer.hide)
        self.sessions.opened.connect(self.results.take_keyboard)
        self.sessions.opened.connect(lambda: sidebar.options.show_options(self.controller.options))
        workspace.problems_button.clicked.connect(self.dialogs.show_problems)
        self.totals.act_wanted.connect(self.dialogs.act)
        self.totals.rule_wanted.connect(self.dialogs.mark_by_rule)
        self.totals.problems_wanted.connect(self.dialogs.show_problems)
        workspace.comparing_changed.connect(self._refresh)
        self.results.search_wanted.connect(workspace.search_for)
        self.compare.command_wanted.connect(self._do)
        self.controller.state_changed.connect(self._refresh)
        self.controller.result_changed.connect(self._refresh)
        self.controller.state_changed.connect(self._show_pairs)
        self.controller.failed.connect(self.dialogs.show_failure)
        for signal in (self.controller.folders.rowsInserted, self.controller.folders.rowsRemoved):
            signal.connect(self._refresh)
        self.controller.folders.roles_changed.connect(self._show_outdated)

    @Slot()
    def _refresh(self) -> None:
        controller, menus = self.controller, self.menus
        idle, found = not controller.scanning, bool(controller.groups.result.groups)
        self.sidebar.scan_button.setEnabled(idle and bool(controller.folders.roots))
        menus.scan.setEnabled(idle and bool(controller.folders.roots))
        menus.pause.setEnabled(not idle)
        menus.cancel.setEnabled(not idle)
        for action in (menus.csv, menus.page, menus.json, menus.save_session):
            action.setEnabled(idle and found)
        menus.own_keys_off(self.workspace.comparing)
        self.sidebar.setVisible(not self.workspace.comparing)
        for action in menus.review:
            action.setEnabled(controller.can_decide and found and not self.workspace.comparing)
        for action in (menus.rule, menus.read_marks, menus.act, menus.by_folder):
            action.setEnabled(controller.can_decide and found)
        menus.coverage.setEnabled(controller.can_decide and bool(controller.groups.result.photos))
        menus.search.setEnabled(idle)
        menus.open_session.setEnabled(idle)
        menus.previous.setEnabled(idle and self.sessions.has_previous)
        self._show_outdated()
        menus.problems.setEnabled(bool(controller.problems.rows))

    # Folders

    @Slot()
    def choose_folders(self) -> None:
        """Let the user pick one or more folders."""
        self.add(self.dialogs.choose_folders())

    @Slot()
    def paste(self) -> None:
        """Add the folders and photos that are on the clipboard; in the search by image, look for what is on it."""
        if self.workspace.pages.currentWidget() is self.search:
            self.search.view.paste()
            return
        self._take(QGuiApplication.clipboard().mimeData() or QMimeData())

    def _take(self, data: QMimeData) -> None:
        """Add what another program hands over; say so where something cannot be read from here."""
        paths = drops.paths_in(data)
        self.add(paths)
        if complaint := elsewhere.complaint(data):
            self.dialogs.show_failure(complaint)
        elif not paths:
            self.controller.said.emit(self.tr("There is no folder or photo in it"))

    def add(self, paths: list[str]) -> None:
        """Add folders and photos to the list; of session files, open the last one."""
        reviews = [path for path in paths if path.endswith(SUFFIX) and os.path.isfile(path)]
        others = [path for path in paths if path not in reviews]
        if reviews:
            self.sessions.open(reviews[-1])
        added = self.controller.folders.add(others)
        if added:
            self.controller.said.emit(self.tr("%Ln added to the list", None, len(added)))
        elif others:
            self.controller.said.emit(self.tr("Already in the list"))

    def begin(self) -> None:
        """What the program does once at its start: put in order what a crash interrupted, offer to go on."""
        self.recovery.start()
        self.sessions.look()

    def restore_folders(self) -> None:
        """Put the folders of last time into the list, as far as they are there."""
        known = set(Role)
        for path, role in self.habits.values("folders").items():
            self.controller.folders.add([path], Role(role) if role in known else Role.NORMAL)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Anything with files is welcome, anywhere on the window."""
        if event.mimeData().hasUrls() or drops.paths_in(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.veil.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """What was held over the window has gone."""
        self.veil.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self.veil.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._take(event.mimeData())

    @Slot(object)
    def answer(self, asked: Asked) -> None:
        """Do what a start of the program wants, and come to the front."""
        if asked.paths:
            self.add(list(asked.paths))
        if asked.foreign:
            self.dialogs.show_failure(elsewhere.refusal(asked.foreign[0]))
        elif asked.missing:
            self.dialogs.show_failure(elsewhere.missing(asked.missing[0]))
        if asked.scan:
            self.scan()
        self._come_to_the_front(asked.token)

    def _come_to_the_front(self, token: str) -> None:
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Wayland: Qt hands it to the compositor.
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    # Scanning

    @Slot()
    def scan(self) -> None:
        """Start a scan."""
        controller = self.controller
        if controller.folders.roots and not controller.scanning:
            self.sessions.set_aside()
        if controller.scan():
            self.habits.keep("scanned", 1)
            self.remember()
            self.workspace.empty.show_steps(False)
            self.workspace.empty.offer.hide()
            self.sidebar.options.show_options(controller.options)

    @Slot(object)
    def _options_changed(self, options: ScanOptions) -> None:
        self.controller.options = options
        self._show_outdated()

    @Slot()
    def _show_outdated(self) -> None:
        self.sidebar.outdated.setVisible(self.controller.outdated)

    @Slot()
    def _show_pairs(self) -> None:
        self.sidebar.options.threshold.show_pairs(self.controller.confidences)

    @Slot(object)
    def _do(self, command: Command) -> None:
        {Command.CHEAT_SHEET: self.dialogs.show_keys, Command.FULL_SCREEN: self.toggle_full_screen}[command]()

    @Slot()
    def _show_folders(self) -> None:
        self.workspace.close_photo()
        self.dialogs.show_folders(self.results.bar.show_folders)

    @Slot()
    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Wear another theme and remember it."""
        self._theme.choose(choice)
        self.habits.keep("theme", choice)

    # What is remembered

    def _restore_options(self) -> None:
        kept = self.habits.values("options") | {"roots": ()}
        try:
            self.controller.options = ScanOptions.from_dict(kept)
        except (ValueError, TypeError, KeyError):
            self.controller.options = ScanOptions(roots=())

    def _restore_window(self) -> None:
        if not self.restoreGeometry(self.habits.picture("geometry")):
            screen = QGuiApplication.primaryScreen().availableSize()
            self.resize(min(1280, screen.width() - 32), min(800, screen.height() - 64))
        self.splitter.restoreState(self.habits.picture("splitter"))
        self.results.bar.thumb_size.setValue(self.habits.number("thumbnail-side", 160))
        self.sidebar.options.low_priority.setChecked(self.habits.number("low-priority", 0) == 1)
        self.results.show_list(self.habits.number("list", 0) == 1)
        self.workspace.empty.show_steps(self.habits.number("scanned", 0) == 0)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window, go out of sight, and end the threads at their next photo."""
        self.remember()
        self.hide()
        self.compare.close_down()
        self.search.close_down()
        self.recovery.close()
        self.sessions.close()
        self.controller.close()
        super().closeEvent(event)
        self.closed.emit()

    def leave(self) -> None:
        """Close all windows, because the program is told to end. Whatever moves files stops at its next photo."""
        for dialog in self.findChildren(JobDialog):
            dialog.leave()
        QApplication.closeAllWindows()

    def keep_everything(self) -> None:
        """Put on the disk what the next start needs, for this one may be ended any moment."""
        self.remember()
        self.sessions.save_now()

    def remember(self) -> None:
        """Keep what the next start begins with."""
        self.habits.keep("geometry", self.saveGeometry())
        self.habits.keep("splitter", self.splitter.saveState())
        self.habits.keep("thumbnail-side", self.results.grid.thumbnail_side)
        self.habits.keep("low-priority", int(self.sidebar.options.low_priority.isChecked()))
        self.habits.keep("list", int(self.results.view is self.results.table))
        self.habits.keep("folders", {root.path: root.role for root in self.controller.folders.roots})
        self.habits.keep("options", self.controller.options.to_dict())
        self.habits.save()
