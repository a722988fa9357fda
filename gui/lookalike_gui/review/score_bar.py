"""A score as a small bar: how far it goes, where the threshold lies, and whether it is reached."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from lookalike_gui.basics.wording import decimal, filled, labelled
from lookalike_gui.review.scores import ScoreRow
from lookalike_gui.theme import colours

PASSED, FAILED, UNKNOWN = "✓", "✗", "–"


class ScoreBar(QWidget):
    """The bar alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: ScoreRow | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_row(self, row: ScoreRow) -> None:
        """Show this score."""
        self._row = row
        self.update()

    def sizeHint(self) -> QSize:
        """Slim."""
        return QSize(96, 14)

    def minimumSizeHint(self) -> QSize:
        """Still readable."""
        return QSize(24, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, value and threshold."""
        if self._row is None:
            return
        theme = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isRightToLeft():
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        thick = 8.0 if self._row.decides else 6.0
        track = QRectF(0.5, self.height() / 2 - thick / 2, self.width() - 1, thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(track, thick / 2, thick / 2)
        if self._row.value is not None:
            filled_part = QRectF(track)
            filled_part.setWidth(max(thick, track.width() * min(max(self._row.value, 0.0), 1.0)))
            painter.setBrush(QColor(theme.muted if self._row.passed is None else self._colour()))
            painter.drawRoundedRect(filled_part, thick / 2, thick / 2)
        if self._row.threshold is not None:
            x = track.left() + track.width() * min(max(self._row.threshold, 0.0), 1.0)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.WindowText), 1.5))
            painter.drawLine(round(x), 1, round(x), self.height() - 1)

    def _colour(self) -> str:
        theme = colours(self.palette())
        passed = self._row is not None and self._row.passed
        return theme.good if passed else theme.warning


class ScoreTable(QWidget):
    """All scores of a pair, one line each: name, bar, value, pass mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, ScoreBar, QLabel, QLabel]] = []
        self.setAccessibleName(self.tr("Scores of this pair"))

    def show_rows(self, rows: tuple[ScoreRow, ...]) -> None:
        """Show these scores in the place of those before."""
        while len(self._lines) < len(rows):
            self._add_line()
        for number, line in enumerate(self._lines):
            for widget in line:
                widget.setVisible(number < len(rows))
        for row, line in zip(rows, self._lines, strict=False):
            self._fill(row, *line)

    def texts(self) -> list[str]:
        """What each line says, in words, as assistive technology reads it."""
        return [bar.accessibleName() for _, bar, _, _ in self._lines if not bar.isHidden()]

    def _add_line(self) -> None:
        name, bar, value, mark = QLabel(), ScoreBar(), QLabel(), QLabel()
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = (name, bar, value, mark)
        for column, widget in enumerate(line):
            self._grid.addWidget(widget, len(self._lines), column)
        self._lines.append(line)

    def _fill(self, row: ScoreRow, name: QLabel, bar: ScoreBar, value: QLabel, mark: QLabel) -> None:
        theme = colours(self.palette())
        name.setText(row.name)
        value.setText(row.text)
        for label in (name, value):
            font = label.font()
            font.setBold(row.decides)
            label.setFont(font)
        sign, colour = {
            True: (PASSED, theme.good),
            False: (FAILED, theme.warning),
            None: (UNKNOWN, theme.muted),
        }[row.passed]
        mark.setText(sign)
        palette = QPalette(mark.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        mark.setPalette(palette)
        bar.show_row(row)
        bar.setAccessibleName(_spoken(row))
        for widget in (name, bar, value, mark):
            widget.setToolTip(f"{row.meaning}.\n{_spoken(row)}")


def _spoken(row: ScoreRow) -> str:
    translate = QCoreApplication.translate
    if row.value is None:
        return filled(translate("Scores", "%1: not compared"), row.name)
    if row.threshold is None:
        return labelled(row.name, row.text)
    verdict = translate("Scores", "reached") if row.passed else translate("Scores", "not reached")
    text = translate("Scores", "%1: %2, threshold %3 %4")
    return filled(text, row.name, row.text, decimal(row.threshold), verdict)
