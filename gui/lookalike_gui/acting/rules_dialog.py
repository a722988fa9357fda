"""Marking by a rule: choose or build one, see what it would mark and why, then mark."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lookalike.acting import rules
from lookalike.acting.marking import RULES, Marking, MarkingRule, mark
from lookalike.errors import LookalikeError
from lookalike.job import CancelToken, Progress, Report
from lookalike.result import ScanResult
from lookalike_gui.acting import wording
from lookalike_gui.acting.criteria_editor import CriteriaEditor
from lookalike_gui.acting.job import Job
from lookalike_gui.acting.marking_preview import MarkingPreview
from lookalike_gui.basics.controls import button, label, side_by_side, text_list
from lookalike_gui.basics.tables import open_with
from lookalike_gui.basics.timers import single_shot
from lookalike_gui.texts import failure, photos, size
from lookalike_gui.texts import progress as progress_text

_SETTLE = 150
"""Milliseconds without a change after which the preview is made again."""

_BUILT_IN = frozenset(rule.name for rule in RULES)


class RulesDialog(QDialog):
    """Accepted: `marking` is what the rule marks in the groups of `result`; `left_out` says how many others stay."""

    def __init__(self, result: ScanResult, parent: QWidget | None = None, *, left_out: int = 0) -> None:
        super().__init__(parent)
        self._result = result
        self._left_out = left_out
        self._job = Job(self)
        self._job.progressed.connect(self._show_progress)
        self._rules: list[MarkingRule] = []
        self.marking = Marking()
        self.setObjectName("rulesDialog")
        self.setWindowTitle(self.tr("Mark by a rule"))
        open_with(self, 1080, 620)
        self.list = text_list("rules", self.tr("Rules"))
        self.list.setSpacing(2)
        self.list.currentRowChanged.connect(self._chosen)
        self.editor = CriteriaEditor()
        self.editor.changed.connect(self._edited)
        self.editor.invalid.connect(self._complain)
        self.preview = MarkingPreview()
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.save = button("saveRule", self.tr("Save as…"), "file-down")
        self.save.clicked.connect(self._save)
        self.delete = button("deleteRule", self.tr("Delete"), "trash-2")
        self.delete.clicked.connect(self._delete)
        # Return means "mark", whatever button comes first.
        for control in (self.save, self.delete):
            control.setAutoDefault(False)
        self.mark_button = button("markByRule", "", primary=True)
        self._settled = single_shot(self, _SETTLE, self._preview)
        self._build()
        self._load()

    def _build(self) -> None:
        sides = side_by_side(self._rule_side(), self._preview_side(), (370, 710))
        sides.setStretchFactor(1, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.mark_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(sides, 1)
        layout.addWidget(buttons)
        self.mark_button.setDefault(True)

    def _rule_side(self) -> QWidget:
        side, column = _side(self.tr("Rules"), right=8)
        column.addWidget(self.list, 2)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addWidget(self.delete)
        column.addLayout(row)
        column.addWidget(self.editor, 3)
        return side

    def _preview_side(self) -> QWidget:
        side, column = _side(self.tr("Preview"), left=8)
        column.addWidget(self.preview, 1)
        column.addWidget(self.summary)
        return side

    # Rules

    def _load(self, name: str = "") -> None:
        try:
            self._rules = list(rules.load_rules())
        except LookalikeError as error:
            self._rules = list(RULES)
            self._complain(failure(error))
        self.list.blockSignals(True)
        self.list.clear()
        for rule in self._rules:
            self.list.addItem(QListWidgetItem(wording.rule_name(rule.name)))
        self.list.blockSignals(False)
        names = [rule.name for rule in self._rules]
        self.list.setCurrentRow(names.index(name) if name in names else 0)

    @Slot(int)
    def _chosen(self, row: int) -> None:
        if 0 <= row < len(self._rules):
            self.editor.show_criteria(self._rules[row].criteria)
            self.delete.setEnabled(self._rules[row].name not in _BUILT_IN)
            self._preview()

    @Slot()
    def _save(self) -> None:
        title, text = self.tr("Save the rule"), self.tr("Name of the rule")
        name, given = QInputDialog.getText(self, title, text)
        name = name.strip()
        if not given or not name:
            return
        if name in _BUILT_IN:
            self._complain(self.tr("This name belongs to a rule of the program."))
            return
        try:
            rules.save_rule(MarkingRule(name, self.editor.criteria))
        except (LookalikeError, OSError) as error:
            self._complain(failure(error))
            return
        self._load(name)

    @Slot()
    def _delete(self) -> None:
        try:
            rules.delete_rule(self._rules[self.list.currentRow()].name)
        except (LookalikeError, OSError) as error:
            self._complain(failure(error))
            return
        self._load()

    @Slot()
    def _edited(self) -> None:
        self.mark_button.setEnabled(False)
        self._settled.start()

    # Preview

    @Slot()
    def _preview(self) -> None:
        rule = MarkingRule("", self.editor.criteria)
        self.mark_button.setEnabled(False)
        self.mark_button.setText(self.tr("Mark"))

        def work(report: Report, cancel: CancelToken, /) -> tuple[Marking, int]:
            found = mark(self._result, rule, report=report, cancel=cancel)
            return found, sum(photo.size for photo in self._result.photos if photo.path in found.marked)

        self._job.run(work, self._show, lambda error: self._complain(failure(error)))

    @Slot(object, object)
    def _show_progress(self, progress: Progress, seconds_left: float | None) -> None:
        if self._job.busy:
            groups = self.tr("Groups: {progress}").format(progress=progress_text(progress, seconds_left))
            self.summary.setText(groups)

    def _show(self, value: object) -> None:
        assert isinstance(value, tuple)
        found, total = value
        self.marking = found
        self.preview.marks.show(found.why)
        parts = [self.tr("{photos}, {size}").format(photos=photos(len(found.marked)), size=size(total))]
        if found.protected:
            parts.append(self.tr("%Ln protected photo(s) left out", None, len(found.protected)))
        if found.last:
            parts.append(self.tr("%Ln photo(s) left out because a group must keep one", None, len(found.last)))
        if self._left_out:
            parts.append(self.tr("%Ln group(s) that are decided or not shown stay as they are", None, self._left_out))
        self.summary.setText(" · ".join(parts))
        self.mark_button.setText(self.tr("Mark {photos}").format(photos=photos(len(found.marked))))
        self.mark_button.setEnabled(bool(found.marked))

    @Slot(str)
    def _complain(self, text: str) -> None:
        self.summary.setText(text)

    def done(self, result: int) -> None:
        """End the thread with the dialog."""
        self._job.close()
        super().done(result)


def _side(title: str, *, left: int = 0, right: int = 0) -> tuple[QWidget, QVBoxLayout]:
    """One side of the dialog with its heading, and the column to go on in."""
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(left, 0, right, 0)
    column.setSpacing(8)
    column.addWidget(label(title, "heading"))
    return side, column
