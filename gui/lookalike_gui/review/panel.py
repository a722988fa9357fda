"""The whole review: photos, their controls, the evidence and the facts, and the decisions that come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from lookalike.types import Decider, Match, Photo
from lookalike_gui.review.canvas import ZOOM_STEP, CompareCanvas
from lookalike_gui.review.decision_bar import DecisionBar
from lookalike_gui.review.evidence_panel import EvidencePanel
from lookalike_gui.review.inquiry import Inquiry
from lookalike_gui.review.look_bar import MODE_COMMANDS, LookBar
from lookalike_gui.review.metadata_rows import Facts
from lookalike_gui.review.metadata_table import MetadataTable
from lookalike_gui.review.scores import ScoreThresholds
from lookalike_gui.review.shortcuts import Command, ShortcutTable
from lookalike_gui.review.stage import PhotoStage
from lookalike_gui.review.values import Choice, Comparison, Decision, Mode, Services
from lookalike_gui.texts import shown

_DETAILS_WIDTH = 380
_MARGIN = 12


class ReviewPanel(QWidget):
    """Compares two to four photos and asks for decisions; it changes nothing itself.

    Signals: decided(Decision); moved(Command) for next, previous, next undecided, go back, more photos, back to the
    results, the cheat sheet and full screen; folder_wanted(path) to show a photo in the file manager.
    """

    decided = Signal(object)
    moved = Signal(object)
    folder_wanted = Signal(str)

    def __init__(self, services: Services, keys: ShortcutTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._marked: frozenset[int] = frozenset()
        self._own_width = False
        self._deciding = True
        self.canvas = CompareCanvas(services)
        self.look_bar = LookBar(self.canvas, keys)
        self.decision_bar = DecisionBar(keys)
        self.evidence = EvidencePanel()
        self.table = MetadataTable()
        self._inquiry = Inquiry(services, self)
        self._inquiry.header_found.connect(self._show_facts)
        self._inquiry.match_found.connect(self._take_match)
        self._inquiry.match_missed.connect(self._show_evidence)
        self._build()
        self.canvas.flipped.connect(self._pair_changed)
        self.canvas.changed.connect(self._ask_for_points)
        self.decision_bar.pressed.connect(self.do)
        self._bind()

    def show_comparison(
        self,
        comparison: Comparison | None,
        *,
        thresholds: ScoreThresholds | None = None,
        thumbnails: Mapping[str, QImage] | None = None,
        place: str = "",
        deciding: bool = True,
    ) -> None:
        """Review these photos. `thumbnails`, by path, are shown until better pixels are there; `place` says where in
        the review this is ("3 of 50"). Where photos are merely looked at, `deciding` is False."""
        self._deciding = deciding
        self.decision_bar.setVisible(deciding)
        for subject in comparison.subjects if comparison else ():
            if thumbnails and subject.photo.path in thumbnails:
                self.canvas.loader.offer(subject.photo, thumbnails[subject.photo.path])
        if thresholds is not None:
            self.evidence.set_thresholds(thresholds)
        self.decision_bar.place.setText(place)
        self._inquiry.show(comparison.subjects if comparison else ())
        self.canvas.show_comparison(comparison)
        self.canvas.set_marked(self._marked)
        self._show_facts()

    def load_ahead(self, photos: Iterable[Photo]) -> None:
        """Read these, of the next group, while the person looks at this one."""
        self.canvas.loader.load_ahead(photos)

    def set_marked(self, marked: frozenset[int]) -> None:
        """Say which photos, by `Subject.index`, are marked."""
        self._marked = marked
        self.canvas.set_marked(marked)
        self._show_standing()

    def set_mode(self, mode: Mode) -> None:
        """Show the photos in this mode."""
        self.canvas.set_mode(mode)

    def close_down(self) -> None:
        """End the threads; call before the panel goes."""
        self._inquiry.close()
        self.canvas.close_down()

    @property
    def _stage(self) -> PhotoStage | None:
        return self.canvas.stage

    def _build(self) -> None:
        photos = self._photos = QWidget()
        column = QVBoxLayout(photos)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.look_bar)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.decision_bar)
        inside = QWidget()
        details = QVBoxLayout(inside)
        details.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        details.setSpacing(12)
        details.addWidget(self.evidence)
        details.addWidget(self.table)
        details.addStretch(1)
        self.details = QScrollArea()
        self.details.setFrameShape(QFrame.Shape.NoFrame)
        self.details.setWidgetResizable(True)
        self.details.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # Always there: what is beside it must not change its width, and then its height, as facts come and go.
        self.details.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.details.setWidget(inside)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(photos)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([900, _DETAILS_WIDTH])
        self.splitter.setChildrenCollapsible(False)
        self.splitter.splitterMoved.connect(self._splitter_moved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.setFocusProxy(self.canvas)

    # Commands

    def _commands(self) -> dict[Command, Callable[[], object]]:
        canvas = self.canvas
        zooms: dict[Command, Callable[[], object]] = {
            Command.ZOOM_IN: lambda: canvas.zoom_by(ZOOM_STEP),
            Command.ZOOM_OUT: lambda: canvas.zoom_by(1 / ZOOM_STEP),
            Command.ZOOM_FIT: canvas.zoom_fit,
            Command.ZOOM_FULL: canvas.zoom_full,
            Command.ZOOM_TOGGLE: canvas.zoom_toggle,
        }
        others: dict[Command, Callable[[], object]] = {
            Command.FLIP: canvas.flip_by_hand,
            Command.PARTNER: canvas.next_partner,
            Command.ALIGN: self.look_bar.align.toggle,
            Command.MARK: self._toggle_mark,
            Command.UNMARK: lambda: self._decide(Choice.UNMARK),
            Command.KEEP_THIS: lambda: self._decide(Choice.KEEP_THIS),
            Command.KEEP_ALL: lambda: self._decide(Choice.KEEP_ALL),
            Command.NOT_A_MATCH: lambda: self._decide(Choice.NOT_A_MATCH),
            Command.SHOW_DETAILS: lambda: self.details.setVisible(self.details.isHidden()),
            Command.COPY_PATH: self._copy_path,
            Command.OPEN_FOLDER: self._want_folder,
        }
        modes = {command: partial(canvas.set_mode, mode) for mode, command in MODE_COMMANDS.items()}
        return {**zooms, **others, **modes}

    def _bind(self) -> None:
        for command in Command:
            if command is not Command.COMPARE:
                place = self.canvas if command in (Command.MARK, Command.FLIP) else self
                self._keys.bind(command, place, partial(self.do, command))

    @Slot(object)
    def do(self, command: Command) -> None:
        """Carry out a command, or pass it on with `moved` if it is not the review's own."""
        own = self._commands().get(command)
        if own is None:
            self.moved.emit(command)
        elif self._stage is not None:
            own()

    def _decide(self, choice: Choice) -> None:
        stage = self._stage
        if stage is not None and self._deciding:
            photo, other = stage.subjects[stage.front], stage.subjects[stage.back]
            self.decided.emit(Decision(choice, photo.index, other.index))

    def _toggle_mark(self) -> None:
        stage = self._stage
        if stage is not None and not stage.subjects[stage.front].protected:
            marked = stage.subjects[stage.front].index in self._marked
            self._decide(Choice.UNMARK if marked else Choice.MARK)

    def _copy_path(self) -> None:
        if self._stage is not None:
            QGuiApplication.clipboard().setText(shown(self._stage.subjects[self._stage.front].photo.path))

    def _want_folder(self) -> None:
        if self._stage is not None:
            self.folder_wanted.emit(self._stage.subjects[self._stage.front].photo.path)

    # What is known

    @Slot()
    def _pair_changed(self) -> None:
        self._show_evidence()
        if self._stage is not None:
            self.table.show_pair(self._stage.front, self._stage.back)
        self._show_standing()
        self._ask_for_points()

    @Slot()
    def _show_evidence(self) -> None:
        stage = self._stage
        pair = (stage.subjects[stage.front], stage.subjects[stage.back]) if stage else None
        self.evidence.show_pair(stage, failed=pair is not None and self._inquiry.failed(*pair))

    def _show_standing(self) -> None:
        if self._stage is not None:
            front = self._stage.subjects[self._stage.front]
            self.decision_bar.show_state(marked=front.index in self._marked, protected=front.protected)

    @Slot()
    def _show_facts(self) -> None:
        subjects = self._stage.subjects if self._stage else ()
        self.table.show_facts([Facts(subject, self._inquiry.header(subject.photo)) for subject in subjects])
        if len(subjects) > 2:
            self._make_room()

    def _make_room(self) -> None:
        """Give the facts of more than two photos their width, unless a person has chosen another."""
        photos, details = self.splitter.sizes()
        wanted = self.table.comfortable_width + 2 * _MARGIN + self.details.verticalScrollBar().sizeHint().width()
        more = min(wanted - details, photos - self._photos.minimumSizeHint().width())
        if more > 0 and not self._own_width:
            self.splitter.setSizes([photos - more, details + more])

    @Slot()
    def _splitter_moved(self) -> None:
        self._own_width = True

    @Slot()
    def _ask_for_points(self) -> None:
        """Ask the engine about the pair where it has not compared it yet, or where its points are to be drawn."""
        stage = self._stage
        if stage is None:
            return
        match = stage.match
        known = match is not None and (match.evidence is not None or match.decider is Decider.EXACT)
        points = match is not None and match.evidence is not None and bool(match.evidence.matches)
        if not known or (stage.mode is Mode.ORB and not points):
            self._inquiry.compare(stage.subjects[stage.front], stage.subjects[stage.back])

    @Slot(object)
    def _take_match(self, found: Match) -> None:
        stage = self._stage
        if stage is None or not {found.first, found.second} <= {subject.index for subject in stage.subjects}:
            return
        positions = {subject.index: position for position, subject in enumerate(stage.subjects)}
        before = stage.comparison.match(positions[found.first], positions[found.second])
        if before is not None and (before.evidence is not None or before.decider is Decider.EXACT):
            # What the scan decided stands; the points are added to it.
            found = replace(before, evidence=found.evidence)
        self.canvas.set_match(found)
        self.evidence.show_pair(stage)
