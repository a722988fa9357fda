"""How alike photos must be: a preset, its threshold, and the rest of the options when they are asked for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from lookalike.matching.cascade import MIN_CONFIDENCE
from lookalike.settings import Preset, ScanOptions, Scope
from lookalike.types import HashKind, HashSpec
from lookalike_gui import texts
from lookalike_gui.basics.controls import button, choice, label
from lookalike_gui.icons import icon
from lookalike_gui.views.keeper_dialog import KeeperDialog
from lookalike_gui.views.threshold import ThresholdSlider


class OptionsPanel(QWidget):
    """Edits a ScanOptions.

    Signals: changed(ScanOptions) · regroup_wanted(): what has changed can be seen in the groups at hand already.
    `low_priority` is a habit and no option of a scan: it changes no answer.
    """

    changed = Signal(object)
    regroup_wanted = Signal()

    def __init__(self, options: ScanOptions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = options
        self.preset = choice("preset", self.tr("How alike"), {value: texts.preset(value) for value in Preset})
        self.explained = label("", "muted", wrap=True)
        self.kind = choice("hashKind", self.tr("Hash"), {kind: texts.hash_kind(kind) for kind in HashKind})
        bits = {8: self.tr("64 bits"), 16: self.tr("256 bits")}
        self.side = choice("hashSide", self.tr("Length of the hash"), bits)
        self.threshold = ThresholdSlider()
        self.more = QToolButton()
        self.more.setObjectName("moreOptions")
        self.more.setText(self.tr("More options"))
        self.more.setCheckable(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rest = self._build_rest()
        self._lay_out()
        self.more.toggled.connect(self._unfold)
        for combo in (self.preset, self.kind, self.side, self.scope):
            combo.currentIndexChanged.connect(self._edited)
        for box in (self.recursive, self.hidden, self.links, self.archives, self.orientations):
            box.toggled.connect(self._edited)
        self.exclude.editingFinished.connect(self._edited)
        self.threshold.changed.connect(self._threshold_moved)
        self._unfold(False)
        self.show_options(options)

    def show_options(self, options: ScanOptions) -> None:
        """Show other options."""
        self.options = options
        widgets = (self.preset, self.kind, self.side, self.scope, self.recursive, self.hidden, self.links)
        for widget in (*widgets, self.archives, self.orientations, self.exclude):
            widget.blockSignals(True)
        self.preset.setCurrentIndex(self.preset.findData(options.preset))
        self.kind.setCurrentIndex(self.kind.findData(options.hash.kind))
        self.side.setCurrentIndex(self.side.findData(options.hash.side))
        self.scope.setCurrentIndex(self.scope.findData(options.scope))
        self.recursive.setChecked(options.recursive)
        self.hidden.setChecked(options.hidden)
        self.links.setChecked(options.follow_symlinks)
        self.archives.setChecked(options.archives)
        self.orientations.setChecked(options.orientations)
        self.exclude.setText("; ".join(options.exclude))
        for widget in (*widgets, self.archives, self.orientations, self.exclude):
            widget.blockSignals(False)
        self._refresh()

    def _build_rest(self) -> QWidget:
        rest = QWidget()
        self.orientations = _box("orientations", self.tr("Find turned and mirrored copies"))
        self.recursive = _box("recursive", self.tr("Look into subfolders"))
        self.hidden = _box("hidden", self.tr("Include hidden files"))
        self.links = _box("followLinks", self.tr("Follow symbolic links"))
        self.archives = _box("archives", self.tr("Look into ZIP archives"))
        self.archives.setToolTip(self.tr("Photos in archives are compared, but never changed"))
        scopes = {
            Scope.ALL: self.tr("Compare all photos"),
            Scope.ACROSS_FOLDERS: self.tr("Only between folders"),
            Scope.WITHIN_FOLDER: self.tr("Only within a folder"),
        }
        self.scope = choice("scope", self.tr("Which photos are compared"), scopes)
        self.exclude = QLineEdit()
        self.exclude.setObjectName("exclude")
        self.exclude.setAccessibleName(self.tr("Leave out"))
        self.exclude.setPlaceholderText(self.tr("Leave out: *.gif; */cache/*"))
        self.low_priority = _box("lowPriority", self.tr("Give way to other programs"))
        self.low_priority.setToolTip(self.tr("Scans then take longer while other programs are busy"))
        self.keeper = button("keeperOptions", self.tr("Which photo is kept…"), "star")
        self.keeper.clicked.connect(self.choose_keeper)
        layout = QVBoxLayout(rest)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        boxes = (self.orientations, self.recursive, self.hidden, self.links, self.archives)
        for widget in (*boxes, self.low_priority, self.scope, self.exclude):
            layout.addWidget(widget)
        layout.addWidget(self.keeper, 0, Qt.AlignmentFlag.AlignLeft)
        return rest

    @Slot()
    def choose_keeper(self) -> None:
        """Let the user say which photo of a group is suggested to stay."""
        dialog = KeeperDialog(self.options, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._keeper_chosen(dialog))
        dialog.open()

    def _keeper_chosen(self, dialog: KeeperDialog) -> None:
        chosen = dialog.options
        self.options = replace(self.options, keeper_order=chosen.keeper_order, preferred=chosen.preferred)
        self.changed.emit(self.options)
        self.regroup_wanted.emit()

    def _lay_out(self) -> None:
        hashes = QGridLayout()
        hashes.setSpacing(8)
        hashes.addWidget(self.kind, 0, 0)
        hashes.addWidget(self.side, 0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        heading = label(self.tr("&How alike?"), "heading")
        heading.setBuddy(self.preset)
        layout.addWidget(heading)
        layout.addWidget(self.preset)
        layout.addWidget(self.explained)
        layout.addLayout(hashes)
        layout.addWidget(self.threshold)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.rest)

    @Slot(bool)
    def _unfold(self, shown: bool) -> None:
        self.rest.setVisible(shown)
        self.more.setIcon(icon("chevron-down" if shown else "chevron-right"))

    @Slot()
    def _edited(self) -> None:
        patterns = (part.strip() for part in self.exclude.text().split(";"))
        preset = Preset(self.preset.currentData())  # Qt hands enums back as plain text
        spec = HashSpec(HashKind(self.kind.currentData()), self.side.currentData())
        distance = self.options.hash_distance
        if spec.bits != self.options.hash.bits:
            distance = distance * spec.bits // self.options.hash.bits
        self.options = replace(
            self.options,
            preset=preset,
            hash=spec,
            hash_distance=distance,
            min_confidence=self.options.min_confidence if preset == self.options.preset else None,
            scope=Scope(self.scope.currentData()),
            recursive=self.recursive.isChecked(),
            hidden=self.hidden.isChecked(),
            follow_symlinks=self.links.isChecked(),
            archives=self.archives.isChecked(),
            orientations=self.orientations.isChecked(),
            exclude=tuple(part for part in patterns if part),
        )
        self._refresh()
        self.changed.emit(self.options)

    @Slot()
    def _threshold_moved(self) -> None:
        if self.options.preset == Preset.HASH:
            self.options = replace(self.options, hash_distance=self.threshold.distance)
        else:
            self.options = replace(self.options, min_confidence=self.threshold.confidence)
        self.changed.emit(self.options)
        self.regroup_wanted.emit()

    def _refresh(self) -> None:
        preset = self.options.preset
        self.explained.setText(texts.preset_explained(preset))
        self.kind.setVisible(preset == Preset.HASH)
        self.side.setVisible(preset == Preset.HASH)
        self.threshold.setVisible(preset != Preset.EXACT)
        self.threshold.show_options(self.options, MIN_CONFIDENCE.get(preset, 1.0))


def _box(name: str, text: str) -> QCheckBox:
    box = QCheckBox(text)
    box.setObjectName(name)
    return box
