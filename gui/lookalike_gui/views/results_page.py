"""The results: the bar, the grid and the list over one selection, and what the context menu offers."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QPoint, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStackedWidget, QVBoxLayout, QWidget

from lookalike_gui import desktop, texts
from lookalike_gui.basics.controls import button, label
from lookalike_gui.controller import Controller
from lookalike_gui.deciding import Deciding
from lookalike_gui.icons import icon
from lookalike_gui.review.shortcuts import BY_COMMAND, Command, ShortcutTable
from lookalike_gui.views.grid import GridView
from lookalike_gui.views.place import Place
from lookalike_gui.views.results_bar import ResultsBar
from lookalike_gui.views.states import MessageState
from lookalike_gui.views.table import TableView

MenuEntry = tuple[str, str, Callable[[], object], bool]
"""An icon, a text, what it does, and whether it can be done now."""


class ResultsPage(QWidget):
    """Shows the groups and hands the commands on to `Deciding`. Signals: opened(path): compare it with its group ·
    search_wanted(path): look for whatever shows the same.
    """

    opened = Signal(object)
    search_wanted = Signal(object)

    def __init__(
        self, controller: Controller, deciding: Deciding, keys: ShortcutTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("resultsPage")
        self._controller = controller
        self._deciding = deciding
        self._groups = controller.groups
        self.bar = ResultsBar()
        self.grid = GridView(controller.groups, controller.thumbnails)
        self.grid.setObjectName("grid")
        self.grid.setAccessibleName(self.tr("Groups of photos"))
        self.table = TableView(controller.groups, controller.thumbnails)
        self.table.setSelectionModel(self.grid.selectionModel())
        self._place = Place(controller.groups, self.grid.selectionModel())
        self.views = QStackedWidget()
        self.views.addWidget(self.grid)
        self.views.addWidget(self.table)
        text = self.tr("No group fits what you asked to be shown.")
        self.filtered_out = MessageState("filteredOut", "funnel", self.tr("Nothing to show"), text)
        self.show_all_button = button("showAll", self.tr("Show all &groups"))
        self.filtered_out.buttons.addWidget(self.show_all_button)
        self.views.addWidget(self.filtered_out)
        self._listing = False
        self.preview = label("", "preview")
        self.preview.setObjectName("preview")
        self.preview.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.preview)
        layout.addWidget(self.views, 1)
        self._bind(keys)
        self._connect()

    @property
    def view(self) -> QAbstractItemView:
        """The view that is shown."""
        return self.table if self._listing else self.grid

    def current_path(self) -> str | None:
        """The photo that the commands are about; a group's keeper where its header is current."""
        return self._place.current_path

    def selected_paths(self) -> list[str]:
        """The selected photos; the current one where none is selected."""
        current = self.current_path()
        return self._place.selected_paths or ([current] if current else [])

    @Slot(object)
    def focus_photo(self, path: str) -> None:
        """Select a photo and bring it into view."""
        row = self._groups.row_of(path)
        if row < 0:
            return
        index = self._groups.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.grid.selectionModel().setCurrentIndex(index, flags)
        self.view.scrollTo(index)

    @Slot()
    def take_keyboard(self) -> None:
        """Give the keyboard to the groups, in whichever view they are shown."""
        self.view.setFocus()

    @Slot(bool)
    def show_list(self, shown: bool) -> None:
        """Show the list instead of the grid."""
        self._listing = shown
        self._show_view()
        self.bar.set_list(shown)
        if shown:
            self.table.ask_for_thumbnails()
        index = self.grid.selectionModel().currentIndex()
        if index.isValid():
            self.view.scrollTo(index)
        self.view.setFocus()

    @Slot()
    def _show_preview(self) -> None:
        """Say so while the groups are not final, and what that means."""
        if self._controller.scanning:
            text = self.tr("Still scanning: these groups may change. You can decide when the scan is done.")
        else:
            text = self.tr(
                "Preview: the scan did not get as far as comparing these photos. Scan again to decide about them."
            )
        self.preview.setText(text)
        self.preview.setVisible(not self._controller.can_decide)

    @Slot()
    def _show_view(self) -> None:
        nothing = self._groups.arrangement.filters and not self._groups.rowCount()
        self.views.setCurrentWidget(self.filtered_out if nothing else self.view)

    def _bind(self, keys: ShortcutTable) -> None:
        deciding = self._deciding
        commands: dict[Command, Callable[[], object]] = {
            Command.MARK: lambda: deciding.toggle(self.selected_paths()),
            Command.UNMARK: lambda: deciding.unmark(self.selected_paths()),
            Command.KEEP_THIS: lambda: deciding.keep(self.selected_paths()),
            Command.KEEP_ALL: lambda: deciding.keep_all(self.selected_paths()),
            Command.NOT_A_MATCH: lambda: deciding.reject(self.selected_paths()),
            Command.GO_BACK: deciding.go_back,
            Command.NEXT_UNDECIDED: lambda: deciding.next_undecided(self.current_path()),
            Command.NEXT: lambda: deciding.step(self.current_path(), 1),
            Command.PREVIOUS: lambda: deciding.step(self.current_path(), -1),
            Command.OPEN_FOLDER: self.reveal,
            Command.COPY_PATH: self.copy_paths,
        }
        self.actions_by_command = {}
        for command, slot in commands.items():
            if BY_COMMAND[command].focus_only:
                keys.bind(command, self.grid, slot)
                keys.bind(command, self.table, slot)
            else:
                keys.bind(command, self.views, slot)
            self.actions_by_command[command] = slot

    def _connect(self) -> None:
        self.bar.arranged.connect(self._controller.arrange)
        self.bar.list_wanted.connect(self.show_list)
        self.bar.side_wanted.connect(self.grid.set_thumbnail_side)
        self.grid.opened.connect(self._open_row)
        self.table.opened.connect(self._open_row)
        for view in (self.grid, self.table):
            view.customContextMenuRequested.connect(self._menu)
        self._controller.focus_wanted.connect(self.focus_photo)
        self._controller.result_changed.connect(self._offer)
        self._controller.result_changed.connect(self._show_preview)
        self._controller.state_changed.connect(self._show_preview)
        self._groups.modelAboutToBeReset.connect(self._remember)
        self._groups.modelReset.connect(self._restore)
        self._groups.modelReset.connect(self._show_view)
        self.show_all_button.clicked.connect(self.bar.clear)

    @Slot()
    def _remember(self) -> None:
        self._place.remember(self.view)

    @Slot()
    def _restore(self) -> None:
        self._place.restore(self.view)

    @Slot()
    def _offer(self) -> None:
        overview = self._groups.overview
        self.bar.show_choices(overview.all_formats, overview.all_relations, overview.common_labels)

    @Slot(int)
    def _open_row(self, row: int) -> None:
        photo = self._groups.photo(self._groups.row(row))
        if photo:
            self.opened.emit(photo.path)

    # Context menu

    @Slot()
    def reveal(self) -> None:
        """Show the current photo in the file manager."""
        path = self.current_path()
        if path and not desktop.reveal(path):
            self._controller.failed.emit(self.tr("No file manager was found"))

    @Slot()
    def copy_paths(self) -> None:
        """Put the selected photos' paths on the clipboard."""
        if paths := self.selected_paths():
            desktop.copy_paths(paths)
            self._controller.said.emit(self.tr("%Ln path(s) copied", None, len(paths)))

    @Slot(QPoint)
    def _menu(self, place: QPoint) -> None:
        if not self.view.indexAt(place).isValid() and not self.selected_paths():
            return
        menu = self.photo_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.viewport().mapToGlobal(place))

    def photo_menu(self) -> QMenu:
        """What can be done with the selected photos."""
        menu = QMenu(self)
        menu.setObjectName("photoMenu")
        for entry in self._photo_entries():
            if entry is None:
                menu.addSeparator()
                continue
            picture, text, slot, enabled = entry
            action = menu.addAction(icon(picture), text)
            action.setEnabled(enabled)
            action.triggered.connect(lambda _=False, slot=slot: slot())
        return menu

    def _photo_entries(self) -> list[MenuEntry | None]:
        """The entries of the photo menu; None parts them."""
        paths, current = self.selected_paths(), self.current_path() or ""
        folder = os.path.dirname(current)
        run = self.actions_by_command
        decide = self._controller.can_decide
        marked = self._controller.decisions.marked.issuperset(paths)
        return [
            ("images", self.tr("&Compare the group"), lambda: self.opened.emit(current), decide),
            ("external-link", self.tr("&Open photo"), lambda: desktop.open_photo(current), True),
            ("folder-open", self.tr("Show in file &manager"), self.reveal, True),
            ("copy", self.tr("Copy &path"), self.copy_paths, True),
            ("search", self.tr("&Search by this photo"), lambda: self.search_wanted.emit(current), decide),
            None,
            ("check", self.tr("&Keep this, mark the others"), run[Command.KEEP_THIS], decide),
            ("circle-check", self.tr("Keep &all"), run[Command.KEEP_ALL], decide),
            ("trash-2", self.tr("&Unmark") if marked else self.tr("&Mark"), run[Command.MARK], decide),
            (
                "trash-2",
                self.tr("Mark all from “{folder}”").format(folder=texts.shown(_end_of(folder))),
                lambda: self._deciding.mark_folder(folder),
                decide,
            ),
            (
                "trash-2",
                self.tr("Mark copies outside “{folder}”").format(folder=texts.shown(_end_of(folder))),
                lambda: self._deciding.mark_outside(folder),
                decide,
            ),
            ("unlink", self.tr("&Not a match"), run[Command.NOT_A_MATCH], decide),
            None,
            ("funnel", self.tr("Show only groups with this &folder"), lambda: self.bar.show_folders((folder,)), True),
        ]


def _end_of(folder: str) -> str:
    """The folder's name after that of the one it lies in: many cameras and phones give their folders one name."""
    parent, name = os.path.split(folder)
    return os.path.join(os.path.basename(parent), name) if name else folder
