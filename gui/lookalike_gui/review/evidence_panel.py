"""Why two photos were matched: one sentence, the scores against their thresholds, and what MobileNet calls them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from lookalike_gui.basics.controls import label
from lookalike_gui.basics.wording import percent
from lookalike_gui.review import sentences
from lookalike_gui.review.painting import LETTERS
from lookalike_gui.review.score_bar import ScoreTable
from lookalike_gui.review.scores import ScoreThresholds, score_rows
from lookalike_gui.review.stage import PhotoStage
from lookalike_gui.review.values import Subject
from lookalike_gui.texts import keeper_criterion, short_name

_MOST_LABELS = 3


class EvidencePanel(QWidget):
    """The evidence for the photo in front and the one it is compared with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage: PhotoStage | None = None
        self._failed = False
        self._thresholds = ScoreThresholds()
        self.headline = _text_label()
        font = self.headline.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.1)
        self.headline.setFont(font)
        self.better, self.kept = _text_label(), _text_label()
        self.decided, self.labels = _text_label("muted"), _text_label("muted")
        self.scores = ScoreTable()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.headline, self.better, self.kept, self.scores, self.decided, self.labels):
            layout.addWidget(widget)

    def set_thresholds(self, thresholds: ScoreThresholds) -> None:
        """Judge the scores by these."""
        self._thresholds = thresholds
        self.show_pair(self._stage, failed=self._failed)

    def show_pair(self, stage: PhotoStage | None, *, failed: bool = False) -> None:
        """Show the evidence for the pair on the stage; None: nothing. `failed`: there will be none."""
        self._stage, self._failed = stage, failed
        self.setVisible(stage is not None)
        if stage is None:
            return
        one, two = sorted((stage.front, stage.back))
        match = stage.match
        subjects = stage.subjects[one], stage.subjects[two]
        named = _named(*zip((one, two), subjects, strict=True))
        if match is None:
            comparing, missed = self.tr("Comparing these two…"), self.tr("These two could not be compared.")
            self.headline.setText(missed if failed else comparing)
        else:
            first, second = named if subjects[0].index == match.first else named[::-1]
            self.headline.setText(sentences.headline(match, first, second))
        self.better.setText(sentences.better(*named))
        self.kept.setText(self._why_kept(*subjects))
        self.decided.setText("" if match is None else sentences.decided(match))
        self.scores.setVisible(match is not None)
        if match is not None:
            self.scores.show_rows(score_rows(match, self._thresholds))
        self.labels.setText(self._labels((one, subjects[0]), (two, subjects[1])))
        for told in (self.better, self.kept, self.decided, self.labels):
            told.setVisible(bool(told.text()))

    def _why_kept(self, *subjects: Subject) -> str:
        keeper = next((subject for subject in subjects if subject.keeper), None)
        criterion = next((subject.lost_by for subject in subjects if subject.lost_by), None)
        if keeper is None or criterion is None:
            return ""
        text = self.tr("{name} is the suggested keeper: it {criterion}.")
        return text.format(name=short_name(keeper.photo.name), criterion=keeper_criterion(criterion))

    def _labels(self, *subjects: tuple[int, Subject]) -> str:
        lines = []
        for position, subject in subjects:
            labels = subject.fingerprint.labels[:_MOST_LABELS] if subject.fingerprint else ()
            names = [f"{known.name.replace('_', ' ')} {percent(known.score)}" for known in labels]
            if names:
                lines.append(f"{LETTERS[position]}  {', '.join(names)}")
        return "\n".join([self.tr("MobileNet sees"), *lines]) if lines else ""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self.show_pair(self._stage, failed=self._failed)


def _named(*subjects: tuple[int, Subject]) -> list[sentences.Named]:
    """What to call the photos in a sentence: by their letters too, where their names are equal."""
    equal = len({short_name(subject.photo.name) for _, subject in subjects}) == 1
    return [
        sentences.Named(
            short_name(subject.photo.name) + (f" ({LETTERS[position]})" if equal else ""),
            subject.fingerprint.quality if subject.fingerprint else None,
        )
        for position, subject in subjects
    ]


def _text_label(role: str = "") -> QLabel:
    text = label(role=role, wrap=True)
    text.setMinimumWidth(1)  # Else a long word would push everything beside it out of sight.
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return text
