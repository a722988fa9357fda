"""The compare view in the window: a group's photos go in, decisions come out and lead to the next group."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lookalike_gui import desktop, texts
from lookalike_gui.basics.controls import label, tool
from lookalike_gui.controller import Controller
from lookalike_gui.deciding import Deciding
from lookalike_gui.review.keeping import deciding_criteria
from lookalike_gui.review.panel import ReviewPanel
from lookalike_gui.review.scores import thresholds_of
from lookalike_gui.review.services import SessionServices
from lookalike_gui.review.shortcuts import Command, ShortcutTable
from lookalike_gui.review.values import MOST_SUBJECTS, Choice, Comparison, Decision, Subject


class ComparePage(QWidget):
    """Shows one group at a time. The panel and its threads are made when the first photo is opened.

    Signals: closed(): back to the results · command_wanted(Command): the cheat sheet, full screen.
    """

    closed = Signal()
    command_wanted = Signal(object)

    def __init__(
        self, controller: Controller, deciding: Deciding, keys: ShortcutTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("comparePage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._controller = controller
        self._groups = controller.groups
        self._deciding = deciding
        self._keys = keys
        self._panel: ReviewPanel | None = None
        self._services = SessionServices(controller.session)
        self._group = -1
        self._order: tuple[int, ...] = ()
        self._opened: tuple[str, ...] = ()
        self._first = 1
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.back_button = tool("backToResults", self.tr("Back to the results (Esc)"), "arrow-left")
        self.back_button.setText(self.tr("Results"))
        self.back_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.back_button.clicked.connect(self.closed)
        self.part = label("", "muted")
        self.part.setObjectName("partOfGroup")
        self.more_button = tool("morePhotos", keys.tip(Command.MORE), "images", text=self.tr("More photos"))
        self.more_button.clicked.connect(self.show_more)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 0)
        bar.setSpacing(8)
        for widget in (self.back_button, self.part, self.more_button):
            bar.addWidget(widget)
        bar.addStretch(1)
        self._layout.addLayout(bar)
        keys.changed.connect(self._show_part)
        controller.decisions.changed.connect(self._show_marks)

    @property
    def panel(self) -> ReviewPanel:
        """The review itself."""
        if self._panel is None:
            self._panel = panel = ReviewPanel(self._services, self._keys)
            panel.setObjectName("reviewPanel")
            panel.decided.connect(self._decide)
            panel.moved.connect(self._move)
            panel.folder_wanted.connect(desktop.reveal)
            self._layout.addWidget(panel, 1)
        return self._panel

    def show_photo(self, path: str) -> None:
        """Compare a photo with its group: the keeper first, then this one, which is in front."""
        groups = self._groups.overview.groups_of({path})
        if not groups:
            return
        self._group = group = min(groups)
        self._services.options = self._groups.result.options
        number = self._groups.overview.photo_of[path]
        photos = self._groups.group(group).photos
        self._order = tuple(dict.fromkeys((photos[0], number, *photos)))
        self._opened = (path, self._groups.paths(group)[0])
        self._first = 1
        self._show_part_of_group(front=self._order.index(number))
        self._load_ahead()

    def show_anew(self) -> None:
        """The groups are others: show the one of the photo that was opened, else its keeper's, else none."""
        if self._group < 0:
            return
        grouped = (path for path in self._opened if self._groups.overview.groups_of({path}))
        if path := next(grouped, None):
            self.show_photo(path)
        else:
            self.closed.emit()

    @Slot()
    def show_more(self) -> None:
        """Compare the keeper with those of a large group that have not been on show yet, in a circle."""
        if self._group >= 0 and len(self._order) > MOST_SUBJECTS:
            self._first += MOST_SUBJECTS - 1
            if self._first >= len(self._order):
                self._first = 1
            self._show_part_of_group(front=1)

    def _show_part_of_group(self, front: int) -> None:
        result, group = self._groups.result, self._groups.group(self._group)
        keeper = self._order[0]
        numbers = [keeper, *self._order[self._first : self._first + MOST_SUBJECTS - 1]]
        matches = tuple(member.match for member in group.members if member.photo in numbers)
        criteria = deciding_criteria(result, group)
        subjects = (replace(self._subject(entry, keeper), lost_by=criteria.get(entry)) for entry in numbers)
        self.panel.show_comparison(
            Comparison(tuple(subjects), matches),
            thresholds=thresholds_of(result.options),
            thumbnails=self._pictures(numbers),
            place=self._place(),
        )
        self.panel.canvas.bring_to_front(front)
        self._show_part()
        self._show_marks()
        self.panel.setFocus()

    def show_comparison(self, comparison: Comparison) -> None:
        """Compare photos that are no group: there is nothing to decide."""
        self._group, self._order = -1, ()
        self.panel.show_comparison(comparison, deciding=False)
        self._show_part()
        self.panel.setFocus()

    def close_down(self) -> None:
        """End the panel's threads."""
        if self._panel is not None:
            self._panel.close_down()

    def _subject(self, number: int, keeper: int) -> Subject:
        result = self._groups.result
        photo = result.photos[number]
        protected = self._groups.texts.is_protected(photo.path)
        return Subject(number, photo, result.fingerprints[number], number == keeper, protected)

    def _pictures(self, numbers: list[int]) -> dict[str, QImage]:
        paths = [self._groups.result.photos[number].path for number in numbers]
        return {path: image for path in paths if (image := self._controller.thumbnails.get(path)) is not None}

    def _place(self) -> str:
        shown = self._groups.shown_groups
        at = shown.index(self._group) + 1 if self._group in shown else 0
        return self.tr("Group {at} of {all}").format(at=texts.number(at), all=texts.number(len(shown)))

    @Slot()
    def _show_part(self) -> None:
        """Say which photos are on show where the group has more of them."""
        large = len(self._order) > MOST_SUBJECTS
        self.part.setVisible(large)
        self.more_button.setVisible(large)
        self.more_button.setToolTip(self._keys.tip(Command.MORE))
        first, last = self._first + (self._first > 1), min(self._first + MOST_SUBJECTS - 1, len(self._order))
        text = self.tr("Photos {first} to {last} of {all}")
        self.part.setText(
            text.format(first=texts.number(first), last=texts.number(last), all=texts.number(len(self._order)))
        )

    def _load_ahead(self) -> None:
        row = self._groups.next_undecided(self._groups.header_row(self._group))
        if row >= 0 and (group := self._groups.row(row).group) != self._group:
            photos = self._groups.group(group).photos[:2]
            self.panel.load_ahead([self._groups.result.photos[number] for number in photos])

    @Slot()
    def _show_marks(self) -> None:
        if self._panel is not None and self.isVisible():
            photo_of = self._groups.overview.photo_of
            marked = self._controller.decisions.marked
            self._panel.set_marked(frozenset(photo_of[path] for path in marked if path in photo_of))

    @Slot(object)
    def _decide(self, decision: Decision) -> None:
        if self._group < 0:
            return
        path = [self._groups.result.photos[decision.photo].path]
        {
            Choice.KEEP_THIS: self._deciding.keep,
            Choice.KEEP_ALL: self._deciding.keep_all,
            Choice.NOT_A_MATCH: self._deciding.reject,
            Choice.MARK: self._deciding.mark,
            Choice.UNMARK: self._deciding.unmark,
        }[decision.choice](path)

    @Slot(object)
    def _move(self, command: Command) -> None:
        if command is Command.BACK_TO_RESULTS:
            self.closed.emit()
        elif command in (Command.CHEAT_SHEET, Command.FULL_SCREEN):
            self.command_wanted.emit(command)
        elif command is Command.MORE:
            self.show_more()
        elif self._group >= 0:
            self._go(command, self._groups.paths(self._group)[0])

    def _go(self, command: Command, here: str) -> None:
        if command is Command.NEXT_UNDECIDED:
            self._deciding.next_undecided(here)
        elif command in (Command.NEXT, Command.PREVIOUS):
            self._deciding.step(here, 1 if command is Command.NEXT else -1)
        elif command is Command.GO_BACK:
            self._deciding.go_back()
