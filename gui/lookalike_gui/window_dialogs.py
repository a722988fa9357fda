"""The dialogs that the window opens: pickers, lists, rules, plan, history. Each is gone when it is closed."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QListView, QMainWindow, QTreeView

from lookalike.acting.actions import Outcome
from lookalike_gui import texts
from lookalike_gui.acting.history_dialog import HistoryDialog
from lookalike_gui.acting.plan_dialog import PlanDialog
from lookalike_gui.acting.rules_dialog import RulesDialog
from lookalike_gui.basics.controls import warning
from lookalike_gui.controller import Controller
from lookalike_gui.review.cheat_sheet import CheatSheet
from lookalike_gui.review.shortcuts import ShortcutTable
from lookalike_gui.sessions import SUFFIX
from lookalike_gui.settings import Habits
from lookalike_gui.views.about_dialog import AboutDialog
from lookalike_gui.views.cache_dialog import CacheDialog
from lookalike_gui.views.coverage_dialog import CoverageDialog
from lookalike_gui.views.folders_dialog import FoldersDialog
from lookalike_gui.views.guide_window import CONTENTS, LICENCES, GuideWindow
from lookalike_gui.views.problems_dialog import ProblemsDialog
from lookalike_gui.views.rejected_dialog import RejectedDialog


class WindowDialogs(QObject):
    """Opens dialogs over a window and hands what was chosen to the controller.

    Signals: acting_changed(bool): a dialog begins or ends to work on files.
    """

    acting_changed = Signal(bool)

    def __init__(self, window: QMainWindow, controller: Controller, habits: Habits, keys: ShortcutTable) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._habits = habits
        self._keys = keys
        self._guide: GuideWindow | None = None

    def choose_folders(self) -> list[str]:
        """The folders that the user picked, possibly none."""
        start = self._habits.text("last-folder", os.path.expanduser("~"))
        dialog = QFileDialog(self._window, self.tr("Add folders"), start)
        dialog.setObjectName("folderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        for view in (*dialog.findChildren(QListView), *dialog.findChildren(QTreeView)):
            if view.objectName() in ("listView", "treeView"):
                view.setSelectionMode(view.SelectionMode.ExtendedSelection)
        chosen = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
        if chosen:
            self._habits.keep("last-folder", os.path.dirname(chosen[0]))
        return chosen

    @Slot()
    def export_csv(self) -> None:
        """Write the groups as CSV."""
        self._export("csv", self.tr("CSV files (*.csv)"), self._controller.exports.csv)

    @Slot()
    def export_json(self) -> None:
        """Write the groups as JSON."""
        self._export("json", self.tr("JSON files (*.json)"), self._controller.exports.json)

    @Slot()
    def export_page(self) -> None:
        """Write the groups as a page that any browser shows."""
        self._export("html", self.tr("Web pages (*.html)"), self._controller.exports.page)

    @Slot()
    def read_marks(self) -> None:
        """Take the marks of a table that was exported and then edited; not while the groups may still change."""
        if not self._controller.can_decide:
            return
        folder = self._habits.text("export-folder", os.path.expanduser("~"))
        dialog = QFileDialog(self._window, self.tr("Read marks"), folder, self.tr("CSV files (*.csv)"))
        dialog.setObjectName("readMarksDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if chosen := self._chosen(dialog, "export-folder"):
            self._controller.exports.read_marks(chosen)

    def _export(self, suffix: str, names: str, write: Callable[[str], None]) -> None:
        dialog = self._saving("exportDialog", self.tr("Export"), "export-folder", names)
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(f"lookalike.{suffix}")
        if chosen := self._chosen(dialog, "export-folder"):
            write(chosen)

    def save_session(self, save: Callable[[str], None]) -> None:
        """Ask for a name, and `save` the review under it."""
        names = self.tr("Lookalike sessions (*.lookalike)")
        dialog = self._saving("saveSessionDialog", self.tr("Save session"), "session-folder", names)
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.selectFile("review.lookalike")
        if chosen := self._chosen(dialog, "session-folder"):
            save(chosen)

    def open_session(self, open_file: Callable[[str], None]) -> None:
        """Ask for a session file, and `open_file` it."""
        names = self.tr("Lookalike sessions (*.lookalike *.json)")
        folder = self._habits.text("session-folder", os.path.expanduser("~"))
        dialog = QFileDialog(self._window, self.tr("Open session"), folder, names)
        dialog.setObjectName("openSessionDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if chosen := self._chosen(dialog, "session-folder"):
            open_file(chosen)

    def _saving(self, name: str, title: str, habit: str, names: str) -> QFileDialog:
        folder = self._habits.text(habit, os.path.expanduser("~"))
        dialog = QFileDialog(self._window, title, folder, names)
        dialog.setObjectName(name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        return dialog

    def _chosen(self, dialog: QFileDialog, habit: str) -> str:
        """The file that is picked, empty for none; its folder is where the next dialog begins."""
        chosen = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
        if chosen:
            self._habits.keep(habit, os.path.dirname(chosen[0]))
        return chosen[0] if chosen else ""

    @Slot()
    def show_problems(self) -> None:
        """List the files that could not be compared."""
        self._open(ProblemsDialog(self._controller.problems, self._window))

    @Slot()
    def show_cache(self) -> None:
        """Show what the cache holds, to make it smaller."""
        self._open(CacheDialog(self._controller, self._habits, self._window))

    @Slot()
    def show_keys(self) -> None:
        """Show the cheat sheet."""
        sheet = CheatSheet(self._keys, self._window)
        sheet.setObjectName("cheatSheet")
        self._open(sheet)

    @Slot()
    def mark_by_rule(self) -> None:
        """Choose a rule, look at what it marks, and mark that; not while a scan may still change the groups.

        What was decided stays, and so do groups that are not shown.
        """
        if not self._controller.can_decide:
            return
        groups = self._controller.groups
        concerned = groups.open_groups
        result = replace(groups.result, groups=tuple(groups.group(number) for number in concerned))
        photos = groups.paths_of(concerned)
        dialog = RulesDialog(result, self._window, left_out=len(groups.result.groups) - len(concerned))
        dialog.accepted.connect(lambda: self._controller.decisions.mark_among(photos, dialog.marking.marked))
        self._open(dialog)

    @Slot()
    def act(self) -> None:
        """Look at the plan for the marked photos, and run it; not while a scan may still change the groups."""
        if not self._controller.can_decide:
            return
        marked = self._controller.decisions.marked
        if not marked:
            self._controller.said.emit(self.tr("No photo is marked"))
            return
        target = self._habits.text("target-folder", "")
        dialog = PlanDialog(self._controller.groups.result, marked, target=target, parent=self._window)
        dialog.acted.connect(lambda outcome: self._acted(outcome, dialog.undoable))
        dialog.undo_wanted.connect(dialog.accept)
        dialog.undo_wanted.connect(self.show_history)
        self._open_acting(dialog)

    def _acted(self, outcome: Outcome, undoable: bool) -> None:
        self._controller.look_anew()
        text = self.tr("{photos} acted on.")
        if undoable:
            text = self.tr("{photos} acted on. “What was done” brings them back.")
        self._controller.said.emit(text.format(photos=texts.photos(len(outcome.done))))

    @Slot()
    def show_history(self) -> None:
        """Show what was done, to bring it back."""
        dialog = HistoryDialog(self._window)
        dialog.changed.connect(self._controller.look_anew)
        self._open_acting(dialog)

    @Slot()
    def show_rejected(self) -> None:
        """Show the pairs that are no match, to take some back."""
        self._open(RejectedDialog(self._controller.session, self._controller.thumbnails, self._window))

    def show_folders(self, wanted: Callable[[tuple[str, ...]], None]) -> None:
        """Show where duplicates lie; `wanted` is called with the folders whose groups are to be shown."""
        dialog = FoldersDialog(self._controller.groups.result, self._window)
        dialog.folders_wanted.connect(wanted)
        self._open(dialog)

    @Slot()
    def show_coverage(self) -> None:
        """Show which photos have no copy."""
        dialog = CoverageDialog(self._controller.groups.result, self._window)
        dialog.save_wanted.connect(lambda: self._save_coverage(dialog))
        self._open(dialog)

    def _save_coverage(self, dialog: CoverageDialog) -> None:
        saving = self._saving("coverageFile", self.tr("Save list"), "export-folder", self.tr("CSV files (*.csv)"))
        saving.setDefaultSuffix("csv")
        saving.selectFile("without-a-copy.csv")
        if chosen := self._chosen(saving, "export-folder"):
            dialog.save(chosen)

    @Slot()
    def show_about(self) -> None:
        """Say what this is."""
        dialog = AboutDialog(self._window)
        dialog.licences_wanted.connect(lambda: self._show_page(LICENCES))
        self._open(dialog)

    @Slot()
    def show_guide(self) -> None:
        """Show the user guide beside the window."""
        self._show_page(CONTENTS)

    def _show_page(self, name: str) -> None:
        if self._guide is None:
            self._guide = GuideWindow(self._window)
        self._guide.show_page(name)
        self._guide.show()
        self._guide.raise_()
        self._guide.activateWindow()

    @Slot(str)
    def show_failure(self, text: str) -> None:
        """Say that something did not work."""
        self._open(warning("failure", text, self._window))

    def _open_acting(self, dialog: PlanDialog | HistoryDialog) -> None:
        dialog.busy_changed.connect(self.acting_changed)
        dialog.finished.connect(lambda: self.acting_changed.emit(False))
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
