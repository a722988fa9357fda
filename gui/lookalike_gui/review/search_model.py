"""The photos that a search by image found, ranked, with their three scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from lookalike.types import Evidence, Fingerprint, Match, Photo
from lookalike_gui.basics.rows import RowsModel
from lookalike_gui.basics.wording import decimal, filled, score
from lookalike_gui.review.values import Comparison, Subject
from lookalike_gui.texts import shown
from lookalike_gui.theme import colours

THUMBNAIL = 72
_HASH, _MOBILENET, _ORB, _CONFIDENCE = 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class FoundPhoto:
    """A photo of the library. In `match` the query is number 0 and the photo number 1."""

    photo: Photo
    fingerprint: Fingerprint | None
    match: Match
    confirmed: bool


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What a search gave: the query and what was found, best first. `searched` counts the photos looked through."""

    query: Photo
    fingerprint: Fingerprint | None
    photos: tuple[FoundPhoto, ...]
    searched: int

    def comparison(self, number: int) -> Comparison:
        """The query beside one of the photos found, for the review."""
        found = self.photos[number]
        subjects = Subject(0, self.query, self.fingerprint), Subject(1, found.photo, found.fingerprint)
        return Comparison(subjects, (found.match,))


class Pictures(Protocol):
    """Hands out thumbnails that are there."""

    def get(self, path: str) -> QImage | None:
        """The picture of a photo, None while there is none."""
        ...


class FindingsModel(RowsModel[FoundPhoto]):
    """A row for each photo found: thumbnail, name and folder, hash, MobileNet, ORB, confidence."""

    numeric = frozenset({_HASH, _MOBILENET, _ORB, _CONFIDENCE})

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._widget = parent
        self._pictures = pictures

    @Slot(object)
    def picture_ready(self, path: str) -> None:
        """Paint a thumbnail that has just come."""
        for row, found in enumerate(self.rows):
            if found.photo.path == path:
                cell = self.index(row, 0)
                self.dataChanged.emit(cell, cell, [Qt.ItemDataRole.DecorationRole])

    def titles(self) -> tuple[str, ...]:
        """Thumbnail, photo, and the scores."""
        return "", self.tr("Photo"), self.tr("Hash"), self.tr("MobileNet"), self.tr("ORB"), self.tr("Confidence")

    def cell(self, value: FoundPhoto, column: int, role: int) -> Any:
        """Text, thumbnail, colour."""
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if column == 0 else _text(value, column)
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return self._thumbnail(value.photo.path)
        if role == Qt.ItemDataRole.ForegroundRole and column == _CONFIDENCE:
            theme = colours(self._widget.palette())
            return QColor(theme.good if value.confirmed else theme.muted)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(value)
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

    def _spoken(self, found: FoundPhoto) -> str:
        template = self.tr("%1: same photo") if found.confirmed else self.tr("%1: another photo")
        return filled(template, shown(found.photo.path))


def _text(found: FoundPhoto, column: int) -> str:
    scores, evidence = found.match.scores, found.match.evidence
    if column == 1:
        return f"{shown(found.photo.name)}\n{shown(found.photo.folder)}"
    if column == _ORB:
        return _inliers(evidence)
    if column == _MOBILENET:
        return "–" if scores.mobilenet is None else decimal(scores.mobilenet)
    value = scores.best_hash if column == _HASH else scores.confidence
    if value is None:
        return "–"
    return f"✓ {score(value)}" if column == _CONFIDENCE and found.confirmed else score(value)


def _inliers(evidence: Evidence | None) -> str:
    return "–" if evidence is None else f"{evidence.inliers} / {evidence.match_count}"
