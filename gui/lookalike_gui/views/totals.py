"""The line at the foot of the window: totals, marks, problems, and what has just happened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStatusBar, QWidget

from lookalike_gui import texts
from lookalike_gui.basics.controls import label, tool
from lookalike_gui.controller import Controller
from lookalike_gui.models.overview import Overview


class Totals(QStatusBar):
    """Totals of the shown groups. Signals: problems_wanted(): show their list ·
    act_wanted(): do something with the marked photos · rule_wanted(): mark some by a rule.
    """

    problems_wanted = Signal()
    act_wanted = Signal()
    rule_wanted = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("totals")
        self.setSizeGripEnabled(False)
        self._controller = controller
        self._groups = controller.groups
        self._marked_bytes = _MarkedBytes()
        self._build()
        self.rule_button.clicked.connect(self.rule_wanted)
        self.act_button.clicked.connect(self.act_wanted)
        self.problems.clicked.connect(self.problems_wanted)
        self.stop_button.clicked.connect(controller.exports.stop)
        controller.result_changed.connect(self.refresh)
        controller.state_changed.connect(self.refresh)
        controller.groups.modelReset.connect(self.refresh)
        controller.decisions.changed.connect(self._count_marked)
        controller.exports.writing.connect(self._show_writing)
        controller.said.connect(lambda text: self.showMessage(text, 4000))
        self._show_writing("")
        self.refresh()

    def _build(self) -> None:
        self.found = label("", "muted")
        self.found.setObjectName("totalFound")
        self.marked = label("")
        self.marked.setObjectName("totalMarked")
        spoken = self.tr("Mark many photos at once, with a preview (Ctrl+M)")
        self.rule_button = tool("markByRule", spoken, "list", text=self.tr("Mark by a rule…"))
        spoken = self.tr("Move, trash or link the marked photos (Ctrl+Del)")
        self.act_button = tool("act", spoken, "trash-2", text=self.tr("Trash or move…"))
        self.writing = label("", "muted")
        self.writing.setObjectName("writing")
        self.stop_button = tool("stopWriting", self.tr("Stop writing the page"), "square")
        self.notice = label("", "warning")
        self.notice.setObjectName("notice")
        self.problems = tool("problems", self.tr("Files that could not be compared"), "triangle-alert")
        self.problems.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addWidget(self.found)
        # A message takes the place of the totals only: what is marked, and the way on from there, stay.
        marks = (self.marked, self.rule_button, self.act_button)
        for widget in (self.writing, self.stop_button, *marks, self.notice, self.problems):
            self.addPermanentWidget(widget)
        self.setContentsMargins(8, 0, 8, 0)

    @Slot(str)
    def _show_writing(self, text: str) -> None:
        self.writing.setText(text)
        self.writing.setVisible(bool(text))
        self.stop_button.setVisible(bool(text))

    @Slot()
    def refresh(self) -> None:
        """Count again."""
        result = self._groups.result
        self.found.setText(self._found())
        self._count_marked()
        count = len(result.problems)
        self.problems.setVisible(bool(count))
        self.problems.setText(self.tr("%Ln problem(s)", None, count))
        notices = [texts.notice(value) for value in result.notices]
        self.notice.setText(" ".join(notices))

    @Slot()
    def _count_marked(self) -> None:
        self.marked.setText(self._marked())
        self.act_button.setVisible(bool(self.marked.text()))
        groups = bool(self._groups.result.groups) and self._controller.can_decide
        self.rule_button.setVisible(groups and not self.marked.text())

    def _found(self) -> str:
        result = self._groups.result
        if not result.groups:
            return texts.photos(len(result.photos)) if result.photos else ""
        shown, photos, gain = self._groups.totals
        groups = texts.groups(shown)
        if shown < len(result.groups):
            groups = self.tr("{shown} of {groups}").format(
                shown=texts.number(shown), groups=texts.groups(len(result.groups))
            )
        recoverable = self.tr("{size} recoverable").format(size=texts.size(gain))
        return " · ".join((groups, texts.photos(photos), recoverable))

    def _marked(self) -> str:
        marked = self._controller.decisions.marked
        if not marked:
            return ""
        size = self._marked_bytes.of(frozenset(marked), self._groups.overview)
        return self.tr("{photos} marked ({size})").format(photos=texts.photos(len(marked)), size=texts.size(size))


class _MarkedBytes:
    """How many bytes the marked photos take; quick where few of possibly very many marks have changed."""

    def __init__(self) -> None:
        self._marked: frozenset[str] = frozenset()
        self._overview: Overview | None = None
        self._bytes = 0

    def of(self, marked: frozenset[str], overview: Overview) -> int:
        """Add what was marked since the last call and take off what was unmarked."""
        if overview is not self._overview:
            self._marked, self._overview, self._bytes = frozenset(), overview, 0
        self._bytes += overview.weight(marked - self._marked) - overview.weight(self._marked - marked)
        self._marked = marked
        return self._bytes
