"""Two fields for a range of similarity, in percent: from and to, the first never above the second."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from lookalike_gui.basics.controls import label


class SimilarityRange(QWidget):
    """Signals: changed((from, to)), whole percents."""

    changed = Signal(object)

    def __init__(self, span: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.least = _field("similarityFrom", self.tr("Similarity from"))
        self.most = _field("similarityTo", self.tr("Similarity to"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 12, 4)
        layout.setSpacing(8)
        for text, field in ((self.tr("Similarity"), self.least), (self.tr("to"), self.most)):
            layout.addWidget(label(text))
            layout.addWidget(field)
        layout.addStretch(1)
        self.least.setValue(span[0])
        self.most.setValue(span[1])
        self._bound()
        for field in (self.least, self.most):
            field.valueChanged.connect(self._edited)

    @Slot()
    def _edited(self) -> None:
        self._bound()
        self.changed.emit((self.least.value(), self.most.value()))

    def _bound(self) -> None:
        self.least.setMaximum(self.most.value())
        self.most.setMinimum(self.least.value())


def _field(name: str, spoken: str) -> QSpinBox:
    field = QSpinBox()
    field.setObjectName(name)
    field.setAccessibleName(spoken)
    field.setRange(0, 100)
    field.setSingleStep(5)
    field.setSuffix(" %")
    field.setFixedWidth(72)
    field.setKeyboardTracking(False)
    return field
