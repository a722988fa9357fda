"""The photos that a search by image found, ranked, with their three scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from lookalike.types import Evidence, Fingerprint, HashKind, Match, Photo, Scores
from lookalike_gui.basics.wording import decimal, filled, score
from lookalike_gui.review.values import Comparison, Subject
from lookalike_gui.texts import shown
from lookalike_gui.theme import colours

Index = QModelIndex | QPersistentModelIndex
THUMBNAIL = 72
COLUMNS = 6
_HASH, _MOBILENET, _ORB, _CONFIDENCE = 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Finding:
    """A photo of the library. In `match` the query is number 0 and the photo number 1."""

    photo: Photo
    fingerprint: Fingerprint | None
    match: Match
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search gave: the query and what was found, best first. `searched` counts the photos looked through."""

    query: Photo
    fingerprint: Fingerprint | None
    findings: tuple[Finding, ...]
    searched: int

    def comparison(self, number: int) -> Comparison:
        """The query beside one of the findings, for the review."""
        found = self.findings[number]
        subjects = Subject(0, self.query, self.fingerprint), Subject(1, found.photo, found.fingerprint)
        return Comparison(subjects, (found.match,))


class Pictures(Protocol):
    """Hands out thumbnails that are there."""

    def get(self, path: str) -> QImage | None:
        """The picture of a photo, None while there is none."""
        ...


class FindingsModel(QAbstractTableModel):
    """A row for each finding: thumbnail, name and folder, hash, MobileNet, ORB, confidence."""

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._widget = parent
        self._pictures = pictures
        self.findings: tuple[Finding, ...] = ()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.findings = findings
        self.endResetModel()

    @Slot(object)
    def picture_ready(self, path: str) -> None:
        """Paint a thumbnail that has just come."""
        for row, finding in enumerate(self.findings):
            if finding.photo.path == path:
                cell = self.index(row, 0)
                self.dataChanged.emit(cell, cell, [Qt.ItemDataRole.DecorationRole])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """A row for each finding."""
        return 0 if parent.isValid() else len(self.findings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Six columns."""
        return 0 if parent.isValid() else COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        titles = ("", self.tr("Photo"), self.tr("Hash"), self.tr("MobileNet"), self.tr("ORB"), self.tr("Confidence"))
        return titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, thumbnail, colour."""
        found, column = self.findings[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if column == 0 else _text(found, column)
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return self._thumbnail(found.photo.path)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ForegroundRole and column == _CONFIDENCE:
            theme = colours(self._widget.palette())
            return QColor(theme.good if found.confirmed else theme.muted)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(found)
        return None

    def _thumbnail(self, path: str) -> QIcon | None:
        picture = self._pictures.get(path)
        if picture is None:
            return None
        ratio = self._widget.devicePixelRatioF()
        side = round(THUMBNAIL * ratio)
        smooth = Qt.TransformationMode.SmoothTransformation
        small = QPixmap.fromImage(picture.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, smooth))
        small.setDevicePixelRatio(ratio)
        # The same picture for selected rows, which Qt would tint.
        result = QIcon(small)
        result.addPixmap(small, QIcon.Mode.Selected)
        return result

    def _spoken(self, found: Finding) -> str:
        template = self.tr("%1: same photo") if found.confirmed else self.tr("%1: another photo")
        return filled(template, shown(found.photo.path))


def best_hash(scores: Scores) -> float | None:
    """The best of the four hash similarities."""
    known = [value for kind in HashKind if (value := scores.hash(kind)) is not None]
    return max(known, default=None)


def _text(found: Finding, column: int) -> str:
    scores, evidence = found.match.scores, found.match.evidence
    if column == 1:
        return f"{shown(found.photo.name)}\n{shown(found.photo.folder)}"
    if column == _ORB:
        return _inliers(evidence)
    if column == _MOBILENET:
        return "–" if scores.mobilenet is None else decimal(scores.mobilenet)
    value = best_hash(scores) if column == _HASH else scores.confidence
    if value is None:
        return "–"
    return f"✓ {score(value)}" if column == _CONFIDENCE and found.confirmed else score(value)


def _inliers(evidence: Evidence | None) -> str:
    return "–" if evidence is None else f"{evidence.inliers} / {evidence.match_count}"


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignLeft if column < _HASH else Qt.AlignmentFlag.AlignRight
    return int(side | Qt.AlignmentFlag.AlignVCenter)
