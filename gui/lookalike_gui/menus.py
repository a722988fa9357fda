"""The menu bar: every command of the window, with its keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from lookalike_gui.icons import icon
from lookalike_gui.review.shortcuts import Command, ShortcutTable
from lookalike_gui.theme import ThemeChoice

Slot = Callable[[], object]


class Menus(QObject):
    """Builds the menus of a window. Attributes: one action for each entry that is enabled and disabled."""

    def __init__(self, window: QMainWindow, keys: ShortcutTable) -> None:
        super().__init__(window)
        self._bar = window.menuBar()
        self._bar.setObjectName("menuBar")
        self._bar.setAccessibleName(self.tr("Menus"))
        self._keys = keys

    def build(
        self, slots: Mapping[str, Slot], decide: Mapping[Command, Slot], themes: Callable[[ThemeChoice], None]
    ) -> None:
        """Make all menus; `slots` by the names used below, `decide` by command."""
        self._build_file(slots)
        self._build_review(slots, decide)
        self._build_view(slots, themes)
        help_menu = self._bar.addMenu(self.tr("&Help"))
        self._add(help_menu, "guideAction", self.tr("&Guide"), slots["guide"], "list", "F1")
        self.cheat_sheet = self._add(help_menu, "cheatSheet", self.tr("&Keys"), slots["keys"], "keyboard")
        self._keys.attach(Command.CHEAT_SHEET, self.cheat_sheet)
        self._add(help_menu, "about", self.tr("&About Lookalike"), slots["about"], "images")

    def own_keys_off(self, off: bool) -> None:
        """Give the keys that the compare view has too to it: two owners of a key get nothing."""
        self.cheat_sheet.setEnabled(not off)
        self.full_screen.setEnabled(not off)

    def show_theme(self, choice: ThemeChoice) -> None:
        """Tick the theme that is worn."""
        self._themes[choice].setChecked(True)

    def _build_file(self, slots: Mapping[str, Slot]) -> None:
        menu = self._bar.addMenu(self.tr("&File"))
        self.add = self._add(menu, "addFoldersAction", self.tr("&Add folders…"), slots["add"], "folder-plus", "Ctrl+O")
        self.paste = self._add(menu, "paste", self.tr("&Paste folders"), slots["paste"], "folder", "Ctrl+V")
        menu.addSeparator()
        self.scan = self._add(menu, "scanAction", self.tr("&Scan"), slots["scan"], "search", "F5")
        self.scan.setShortcuts([QKeySequence("F5"), QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        self.pause = self._add(menu, "pauseAction", self.tr("Pa&use"), slots["pause"], "pause", "Ctrl+P")
        self.cancel = self._add(menu, "cancelAction", self.tr("S&top"), slots["cancel"], "square", "Esc")
        self.search = self._add(menu, "searchAction", self.tr("Search by &image…"), slots["search"], "search", "Ctrl+I")
        menu.addSeparator()
        self.open_session = self._add(
            menu, "openSession", self.tr("&Open session…"), slots["open_session"], "folder-open", "Ctrl+Shift+O"
        )
        self.previous = self._add(
            menu, "previousReview", self.tr("Open the previo&us review"), slots["previous"], "undo-2"
        )
        self.save_session = self._add(
            menu, "saveSession", self.tr("Sa&ve session…"), slots["save_session"], "", "Ctrl+S"
        )
        menu.addSeparator()
        self.csv = self._add(menu, "exportCsv", self.tr("&Export CSV…"), slots["csv"], "file-down", "Ctrl+E")
        self.page = self._add(menu, "exportPage", self.tr("Export &web page…"), slots["page"])
        self.json = self._add(menu, "exportJson", self.tr("Export &JSON…"), slots["json"], "", "Ctrl+Shift+E")
        self.problems = self._add(menu, "problemsAction", self.tr("P&roblems…"), slots["problems"], "triangle-alert")
        self._add(menu, "cacheAction", self.tr("&Cache…"), slots["cache"])
        menu.addSeparator()
        self._add(menu, "quit", self.tr("&Quit"), slots["quit"], "", "Ctrl+Q")

    def _build_review(self, slots: Mapping[str, Slot], decide: Mapping[Command, Slot]) -> None:
        menu = self._bar.addMenu(self.tr("&Review"))
        entries = (
            (Command.MARK, self.tr("&Mark or unmark"), "trash-2"),
            (Command.UNMARK, self.tr("&Unmark"), ""),
            (Command.KEEP_THIS, self.tr("&Keep this, mark the others"), "check"),
            (Command.KEEP_ALL, self.tr("Keep &all"), "circle-check"),
            (Command.NOT_A_MATCH, self.tr("Not a mat&ch"), "unlink"),
            (Command.NEXT_UNDECIDED, self.tr("&Next undecided group"), ""),
            (Command.GO_BACK, self.tr("Go &back one decision"), "undo-2"),
        )
        self.review = []
        for command, text, picture in entries:
            shown = f"{text}\t{self._keys.hint(command)}"
            action = self._add(menu, f"review-{command}", shown, decide[command], picture)
            self.review.append(action)
            if command == Command.GO_BACK:
                action.setShortcut(QKeySequence.StandardKey.Undo)
                action.setText(text)
        menu.addSeparator()
        self.rule = self._add(menu, "ruleAction", self.tr("Mark by a &rule…"), slots["rule"], "list", "Ctrl+M")
        self.read_marks = self._add(menu, "readMarks", self.tr("Read marks from C&SV…"), slots["read_marks"])
        self.act = self._add(menu, "actAction", self.tr("Act on mar&ked photos…"), slots["act"], "trash-2", "Ctrl+Del")
        self._add(menu, "rejectedAction", self.tr("What is n&o match…"), slots["rejected"], "unlink")
        self._add(menu, "historyAction", self.tr("What was &done…"), slots["history"], "undo-2", "Ctrl+H")

    def _build_view(self, slots: Mapping[str, Slot], themes: Callable[[ThemeChoice], None]) -> None:
        menu = self._bar.addMenu(self.tr("&View"))
        self._add(menu, "gridAction", self.tr("&Grid"), slots["grid"], "layout-grid", "Ctrl+1")
        self._add(menu, "listAction", self.tr("&List"), slots["list"], "list", "Ctrl+2")
        self._add(menu, "larger", self.tr("Larger &thumbnails"), slots["larger"], "zoom-in", "Ctrl++")
        self._add(menu, "smaller", self.tr("S&maller thumbnails"), slots["smaller"], "zoom-out", "Ctrl+-")
        self._add(menu, "filter", self.tr("&Filter"), slots["filter"], "funnel", "Ctrl+F")
        self.by_folder = self._add(
            menu, "byFolder", self.tr("Duplicates by f&older…"), slots["by_folder"], "folder", "Ctrl+D"
        )
        self.coverage = self._add(
            menu, "coverage", self.tr("Photos &without a copy…"), slots["coverage"], "images", "Ctrl+Shift+D"
        )
        self._add(menu, "collapse", self.tr("&Collapse all groups"), slots["collapse"], "", "Ctrl+Shift+-")
        self._add(menu, "expand", self.tr("&Expand all groups"), slots["expand"], "", "Ctrl+Shift++")
        self.full_screen = self._add(menu, "fullScreen", self.tr("Full &screen"), slots["full"])
        self._keys.attach(Command.FULL_SCREEN, self.full_screen)
        menu.addSeparator()
        theme_menu = menu.addMenu(icon("sun-moon"), self.tr("T&heme"))
        group = QActionGroup(self)
        self._themes: dict[ThemeChoice, QAction] = {}
        names = {
            ThemeChoice.SYSTEM: self.tr("As the &system"),
            ThemeChoice.LIGHT: self.tr("&Light"),
            ThemeChoice.DARK: self.tr("&Dark"),
        }
        for choice, text in names.items():
            action = self._add(theme_menu, f"theme-{choice}", text, partial(themes, choice))
            action.setCheckable(True)
            group.addAction(action)
            self._themes[choice] = action

    def _add(self, menu: QMenu, name: str, text: str, slot: Slot, *rest: str) -> QAction:
        """Add an entry; `rest` is its icon and its key, both optional."""
        picture, key = (*rest, "", "")[:2]
        action = menu.addAction(text)
        action.setObjectName(name)
        if picture:
            action.setIcon(icon(picture))
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _=False: slot())
        return action
