"""The threshold: one slider, in words and in bits or percent, for the next scan and for the result at hand."""

from __future__ import annotations

import numpy.typing as npt
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from lookalike.settings import Preset, ScanOptions
from lookalike_gui import texts
from lookalike_gui.basics.controls import label
from lookalike_gui.basics.wording import labelled, score
from lookalike_gui.review.histogram import ThresholdHistogram

LEAST = 1
"""The lowest confidence that can be asked for, in percent."""


class _Slider(QSlider):
    """The wheel goes past it, as past the choices of the panel."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the panel."""
        event.ignore()


class ThresholdSlider(QWidget):
    """A slider whose right end is the strictest. Signals: changed(): the user has moved it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bits = 0
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("threshold")
        self.slider.setAccessibleName(self.tr("Threshold"))
        self.histogram = ThresholdHistogram()
        self.histogram.setObjectName("thresholdHistogram")
        self.histogram.hide()
        self._says = label("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.histogram)
        layout.addWidget(self.slider)
        layout.addWidget(self._says)
        self.slider.valueChanged.connect(self._moved)
        self.histogram.threshold_changed.connect(self._moved_in_histogram)

    def show_pairs(self, confidences: npt.ArrayLike) -> None:
        """Show how many of these pairs each threshold would let in; none: the plain slider."""
        self.histogram.set_confidences(confidences)
        self._choose_look()

    def _choose_look(self) -> None:
        drawn = not self._bits and self.histogram.pairs > 0
        self.histogram.setVisible(drawn)
        self.slider.setVisible(not drawn)

    @Slot(float)
    def _moved_in_histogram(self, share: float) -> None:
        self.slider.setValue(round(share * 100))

    def show_options(self, options: ScanOptions, default_confidence: float) -> None:
        """Take range and place from options; `default_confidence` is the preset's own threshold."""
        self.slider.blockSignals(True)
        if options.preset == Preset.HASH:
            self._bits = options.hash.bits
            most = self._bits // 4
            self.slider.setRange(0, most)
            self.slider.setPageStep(max(1, most // 8))
            self.slider.setValue(most - min(options.hash_distance, most))
        else:
            self._bits = 0
            self.slider.setRange(LEAST, 99)
            self.slider.setPageStep(5)
            share = options.min_confidence if options.min_confidence is not None else default_confidence
            self.slider.setValue(round(share * 100))
        self.slider.blockSignals(False)
        self._choose_look()
        self._explain()

    @property
    def distance(self) -> int:
        """The largest distance in bits, for one hash."""
        return self.slider.maximum() - self.slider.value()

    @property
    def confidence(self) -> float:
        """The least confidence, 0 to 1, for the other presets."""
        return self.slider.value() / 100

    @Slot()
    def _moved(self) -> None:
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        if self._bits:
            share, steps = 1 - self.distance / self._bits, texts.HASH_STEPS
            figure = self.tr("at most {bits} of {all} bits differ ({share})").format(
                bits=texts.number(self.distance), all=texts.number(self._bits), share=score(share)
            )
        else:
            share, steps = self.confidence, texts.CONFIDENCE_STEPS
            figure = self.tr("at least {share} sure").format(share=score(share))
        text = labelled(texts.strictness(share, steps), figure)
        self._says.setText(text)
        self.histogram.set_threshold(self.confidence)
        self.slider.setAccessibleDescription(text)
        self.slider.setToolTip(text)
