"""The controls over the photos: the mode, what the mode can be set to, and the zoom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lookalike_gui.review.canvas import ZOOM_STEP, CompareCanvas
from lookalike_gui.review.painting import zoom_text
from lookalike_gui.review.shortcuts import BY_COMMAND, Command, ShortcutTable
from lookalike_gui.review.values import Mode

MODE_COMMANDS = {
    Mode.SIDE_BY_SIDE: Command.SIDE_BY_SIDE,
    Mode.WIPE: Command.WIPE,
    Mode.OVERLAY: Command.OVERLAY,
    Mode.FLICKER: Command.FLICKER,
    Mode.DIFFERENCE: Command.DIFFERENCE,
    Mode.ORB: Command.ORB,
}
_STEPS = 100
_GAINS = (1, 12)


class LookBar(QWidget):
    """Two rows: modes above, their settings and the zoom below."""

    def __init__(self, canvas: CompareCanvas, keys: ShortcutTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._keys = keys
        self._modes = QButtonGroup(self)
        self._mode_buttons: dict[Mode, QToolButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 4)
        layout.setSpacing(4)
        layout.addLayout(self._mode_row())
        layout.addLayout(self._setting_row())
        canvas.changed.connect(self.refresh)
        keys.changed.connect(self._refresh_tips)
        self._refresh_tips()
        self.refresh()

    def _mode_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        for mode, command in MODE_COMMANDS.items():
            button = QToolButton()
            button.setText(BY_COMMAND[command].title)
            button.setObjectName(f"mode-{mode}")
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.clicked.connect(lambda _checked, mode=mode: self._canvas.set_mode(mode))
            self._modes.addButton(button)
            self._mode_buttons[mode] = button
            row.addWidget(button)
        row.addStretch(1)
        self.partner = self._button(Command.PARTNER, self._canvas.next_partner)
        self.partner.setText(self.tr("Another photo"))
        self.flip = self._button(Command.FLIP, self._canvas.flip_by_hand)
        self.flip.setText(self.tr("Flip"))
        row.addWidget(self.partner)
        row.addWidget(self.flip)
        return row

    def _setting_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.align = QCheckBox(self.tr("Align"))
        self.align.toggled.connect(self._canvas.set_aligned)
        row.addWidget(self.align)
        row.addSpacing(12)
        self._settings = QStackedWidget()
        self._pages = {
            Mode.OVERLAY: self._overlay_page(),
            Mode.DIFFERENCE: self._difference_page(),
            Mode.ORB: self._orb_page(),
        }
        self._empty = QWidget()
        for page in (self._empty, *self._pages.values()):
            self._settings.addWidget(page)
        row.addWidget(self._settings, 1)
        self.zoom = QLabel()
        self.zoom.setMinimumWidth(self.fontMetrics().horizontalAdvance("10000 %"))
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        out = self._button(Command.ZOOM_OUT, lambda: self._canvas.zoom_by(1 / ZOOM_STEP))
        out.setText("−")
        into = self._button(Command.ZOOM_IN, lambda: self._canvas.zoom_by(ZOOM_STEP))
        into.setText("+")
        fit = self._button(Command.ZOOM_FIT, self._canvas.zoom_fit)
        full = self._button(Command.ZOOM_FULL, self._canvas.zoom_full)
        full.setText("100 %")
        for widget in (out, self.zoom, into, fit, full):
            row.addWidget(widget)
        return row

    def _overlay_page(self) -> QWidget:
        self.opacity = _slider(self.tr("Opacity of the photo in front"), 0, _STEPS)
        self.opacity.setValue(round(self._canvas.look.opacity * _STEPS))
        self.opacity.valueChanged.connect(self._settings_changed)
        return _page(QLabel(self.tr("Opacity")), self.opacity)

    def _difference_page(self) -> QWidget:
        self.gain = _slider(self.tr("How strongly differences show"), *_GAINS)
        self.gain.setValue(round(self._canvas.look.gain))
        self.gain.valueChanged.connect(self._settings_changed)
        self.even_out = QCheckBox(self.tr("Ignore brightness and contrast"))
        self.even_out.setChecked(self._canvas.look.even_out)
        self.even_out.toggled.connect(self._settings_changed)
        return _page(QLabel(self.tr("Strength")), self.gain, self.even_out)

    def _orb_page(self) -> QWidget:
        self.lines = QCheckBox(self.tr("Lines"))
        self.lines.setChecked(self._canvas.look.lines)
        self.outliers = QCheckBox(self.tr("Also points that disagree"))
        self.outliers.setChecked(self._canvas.look.outliers)
        for box in (self.lines, self.outliers):
            box.toggled.connect(self._settings_changed)
        return _page(self.lines, self.outliers)

    def _button(self, command: Command, slot: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setText(BY_COMMAND[command].title)
        button.setAutoRaise(True)
        button.setProperty("command", command.value)
        button.clicked.connect(lambda _=False: slot())
        return button

    @Slot()
    def _settings_changed(self) -> None:
        look = self._canvas.look
        look.opacity = self.opacity.value() / _STEPS
        look.gain = float(self.gain.value())
        look.even_out = self.even_out.isChecked()
        look.lines = self.lines.isChecked()
        look.outliers = self.outliers.isChecked()
        self._canvas.look_changed()

    @Slot()
    def refresh(self) -> None:
        """Show the state of the canvas."""
        canvas, stage = self._canvas, self._canvas.stage
        self._mode_buttons[canvas.mode].setChecked(True)
        self._settings.setCurrentWidget(self._pages.get(canvas.mode, self._empty))
        with QSignalBlocker(self.align):
            self.align.setChecked(canvas.look.aligned[canvas.mode])
        self.zoom.setText("" if stage is None else zoom_text(stage.zoom(stage.front)))
        self.partner.setVisible(stage is not None and len(stage.subjects) > 2)
        self.setEnabled(stage is not None)

    @Slot()
    def _refresh_tips(self) -> None:
        for mode, button in self._mode_buttons.items():
            button.setToolTip(self._keys.tip(MODE_COMMANDS[mode]))
        for button in self.findChildren(QToolButton):
            if name := button.property("command"):
                button.setToolTip(self._keys.tip(Command(name)))
                button.setAccessibleName(BY_COMMAND[Command(name)].title)
        self.align.setToolTip(self._keys.tip(Command.ALIGN))
        self.zoom.setAccessibleName(QCoreApplication.translate("LookBar", "Zoom"))


def _slider(name: str, least: int, most: int) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(least, most)
    slider.setAccessibleName(name)
    slider.setToolTip(name)
    slider.setMaximumWidth(180)
    return slider


def _page(*widgets: QWidget) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return page
