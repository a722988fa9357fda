"""Looking at a plan before anything happens, taking lines out of it, saving it, and running it."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMessageBox,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from lookalike.acting import actions
from lookalike.acting.actions import Outcome
from lookalike.acting.journal import Journal
from lookalike.acting.plan import LINKS, Action, Plan, PlanOptions, save_plan
from lookalike.acting.planning import make_plan
from lookalike.acting.undo import recover
from lookalike.errors import CancelledError, LookalikeError
from lookalike.job import CancelToken, Report, Stage
from lookalike.result import ScanResult
from lookalike_gui.acting import wording
from lookalike_gui.acting.job_dialog import JobDialog
from lookalike_gui.acting.plan_model import PlanModel, SkippedModel
from lookalike_gui.basics.controls import button, choice
from lookalike_gui.basics.tables import dress_table, open_with
from lookalike_gui.texts import failure, number, photos, size, stage

_TARGETED = (Action.MOVE, Action.COPY)


class PlanDialog(JobDialog):
    """Signals: acted(Outcome) after a run, whole or stopped: what was done is in the journal · undo_wanted(): show it,
    to bring back what went.
    """

    acted = Signal(object)
    undo_wanted = Signal()

    def __init__(
        self, result: ScanResult, marked: Collection[str], *, target: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("plan", parent)
        self._result = result
        self._marked = frozenset(marked)
        self._plan: Plan | None = None
        self._ran: Action | None = None
        self.outcome: Outcome | None = None
        self.setWindowTitle(self.tr("What to do with the marked photos"))
        open_with(self, 980, 600)
        self.action = choice("action", self.tr("Action"), {one: wording.action(one) for one in Action})
        self.target = QLineEdit(target)
        self.rescue = QCheckBox(self.tr("Save dates, places and keywords that the kept photos lack, in sidecar files"))
        self.whole_groups = QCheckBox(self.tr("Allow whole groups to go, with no photo kept"))
        self.items, self.skipped = PlanModel(self), SkippedModel(self)
        self._build()
        self.items.ticked.connect(self._summarise)
        for signal in (self.rescue.toggled, self.whole_groups.toggled):
            signal.connect(self.make)
        self.target.editingFinished.connect(self._target_edited)
        self.action.currentIndexChanged.connect(self._action_changed)
        self._action_changed()

    def _build(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._view("planItems", self.items, self.tr("What will be done")), "")
        self.tabs.addTab(self._view("planSkipped", self.skipped, self.tr("What is left alone, and why")), "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addLayout(self._head())
        layout.addWidget(self.rescue)
        layout.addWidget(self.whole_groups)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(self._buttons())

    def _head(self) -> QHBoxLayout:
        self.action.setMinimumWidth(300)
        self.target.setObjectName("planTarget")
        self.target.setAccessibleName(self.tr("Folder to go to"))
        self.target.setPlaceholderText(self.tr("Folder to go to"))
        self.browse = button("planBrowse", self.tr("Choose…"), "folder-open")
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._browse)
        head = QHBoxLayout()
        head.addWidget(self.action)
        head.addWidget(self.target, 1)
        head.addWidget(self.browse)
        head.addStretch(0)
        return head

    def _buttons(self) -> QHBoxLayout:
        self.save = button("savePlan", self.tr("Save plan…"), "file-down")
        self.save.clicked.connect(self.save_as)
        self.undo_button = button("planUndo", self.tr("Undo…"), "undo-2")
        self.undo_button.setToolTip(self.tr("See what was done, and bring it back"))
        self.undo_button.clicked.connect(self.undo_wanted)
        self.undo_button.hide()
        self.run_button = button("runPlan", "", primary=True)
        self.run_button.clicked.connect(self.run)
        return self._foot((self.save, self.undo_button), (self.run_button,))

    def _view(self, name: str, model: PlanModel | SkippedModel, spoken: str) -> QTableView:
        view = QTableView()
        dress_table(view, name, spoken)
        view.setModel(model)
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        if isinstance(model, PlanModel):
            for column, width in ((0, 190), (2, 190)):
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(column, width)
            header.setSectionResizeMode(4, QHeaderView.ResizeMode.ResizeToContents)
        return view

    @Slot()
    def _target_edited(self) -> None:
        if self.target.isEnabled():  # Else it lost the focus because a job has begun, which must not be superseded.
            self.make()

    @property
    def undoable(self) -> bool:
        """Whether something was done that can be brought back."""
        return self.outcome is not None and bool(self.outcome.done) and self._ran is not Action.DELETE

    # The plan

    @property
    def _wanted(self) -> Action:
        return Action(self.action.currentData())

    @Slot()
    def _action_changed(self) -> None:
        wanted = self._wanted
        for widget in (self.target, self.browse):
            widget.setVisible(wanted in _TARGETED)
        self.whole_groups.setVisible(wanted not in LINKS and wanted is not Action.COPY)
        self.rescue.setVisible(wanted is not Action.COPY)
        self.make()

    @Slot()
    def make(self) -> None:
        """Plan anew for what is chosen; nothing is changed on disk."""
        wanted = self._wanted
        options = PlanOptions(
            target=self.target.text() if wanted in _TARGETED else "",
            allow_whole_groups=self.whole_groups.isChecked() and not self.whole_groups.isHidden(),
            rescue=self.rescue.isChecked() and not self.rescue.isHidden(),
        )
        self._plan = None
        self._summarise()
        if wanted in _TARGETED and not options.target:
            self._job.forget()  # Else the plan for the action before would come, and be run under the new one's name.
            self.summary.setText(self.tr("Choose the folder to go to."))
            return

        def work(report: Report, cancel: CancelToken, /) -> Plan:
            return make_plan(self._result, self._marked, wanted, options, report=report, cancel=cancel)

        self._run(self.tr("Looking at the photos"), work, self._show_plan, self._complain)

    def _show_plan(self, plan: object) -> None:
        if isinstance(plan, Plan):
            self._plan = plan
            self.items.show_plan(plan)
            self.skipped.show(plan.skipped)
            self._summarise()

    @Slot()
    def _summarise(self) -> None:
        plan = None if self._plan is None else self.items.narrowed(self._plan)
        count = len(plan.items) if plan else 0
        self.tabs.setTabText(0, self.tr("Will be done ({count})").format(count=number(count)))
        self.tabs.setTabText(1, self.tr("Left alone ({count})").format(count=number(self.skipped.rowCount())))
        self.run_button.setText(wording.action(self._wanted))
        self.run_button.setEnabled(count > 0)
        self.save.setEnabled(count > 0)
        if plan is not None:
            text = self.tr("{photos}, {size}").format(photos=photos(count), size=size(plan.freed))
            self.summary.setText(text if self._wanted is not Action.COPY else photos(count))

    @Slot()
    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder to go to"), self.target.text())
        if folder:
            self.target.setText(folder)
            self.make()

    @Slot()
    def save_as(self) -> None:
        """Write the ticked lines of the plan to a file."""
        if self._plan is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the plan"), "plan.json", "*.json")
        if name:
            try:
                save_plan(self.items.narrowed(self._plan), name)
            except OSError as error:
                self._complain(error)

    # Running it

    @Slot()
    def run(self) -> None:
        """Carry out the ticked lines, after a question where there is no way back.

        Where another folder was typed since the plan was made, it is made anew instead, to be seen first.
        """
        if self._plan is not None and self._wanted in _TARGETED and self._plan.options.target != self.target.text():
            self.make()
            return
        if self._plan is None or not self._sure():
            return
        plan = self.items.narrowed(self._plan)

        def work(report: Report, cancel: CancelToken, /) -> Outcome:
            with Journal() as journal:
                recover(journal)
                return actions.apply(plan, journal, report=report, cancel=cancel)

        self._acting, self._ran = True, plan.action
        self._run(stage(Stage.ACT), work, self._finish, self._complain)

    def _sure(self) -> bool:
        if self._wanted is not Action.DELETE and not self.whole_groups.isChecked():
            return True
        text = self.tr("Delete {photos} for good? This cannot be undone.")
        if self._wanted is not Action.DELETE:
            text = self.tr("Of some groups no photo would be kept. Go on with {photos}?")
        answer = QMessageBox.question(
            self,
            self.windowTitle(),
            text.format(photos=photos(len(self.items.chosen))),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )
        return answer == QMessageBox.StandardButton.Yes

    def _finish(self, found: object) -> None:
        if not isinstance(found, Outcome):
            return
        self.outcome = found
        self.undo_button.setVisible(self.undoable)
        self.save.setVisible(not found.done)
        self._plan = None
        self.items.show_plan(Plan(self._wanted, PlanOptions(), (), ()))
        self.skipped.show(found.left)
        self._summarise()
        parts = [self.tr("Done: {photos}, {size}").format(photos=photos(len(found.done)), size=size(found.freed))]
        if found.left:
            parts.append(self.tr("%Ln file(s) left alone", None, len(found.left)))
            self.tabs.setCurrentIndex(1)
        if found.stopped:
            parts.append(wording.skipped(found.stopped))
        self.summary.setText(" · ".join(parts))
        self.close_button.setFocus()
        self.acted.emit(found)

    @Slot(bool)
    def _show_busy(self, busy: bool) -> None:
        super()._show_busy(busy)
        self._acting = self._acting and busy
        for control in (self.action, self.target, self.browse, self.rescue, self.whole_groups):
            control.setEnabled(not self._acting)  # While a plan is made, whoever walks through the actions goes on.
        if busy:
            self.run_button.setEnabled(False)

    def _complain(self, error: BaseException) -> None:
        self._summarise()
        if isinstance(error, CancelledError):
            self.summary.setText(self.tr("Stopped; nothing was changed."))
        elif isinstance(error, LookalikeError | OSError):
            self.summary.setText(failure(error))
        else:
            raise error
