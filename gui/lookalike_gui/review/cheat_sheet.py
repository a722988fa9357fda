"""The cheat sheet: every command with its keys, which can be changed in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lookalike_gui.basics.controls import scrolled
from lookalike_gui.basics.tables import open_with
from lookalike_gui.review.shortcuts import BY_COMMAND, SHORTCUTS, Command, Section, Shortcut, ShortcutTable

_LEFT_COLUMN = (Section.DECIDE, Section.MOVE, Section.WINDOW)
_RIGHT_COLUMN = (Section.COMPARE, Section.ZOOM)


class KeyButton(QPushButton):
    """Shows the keys of one command; a click waits for the next key and gives it to the command."""

    def __init__(self, shortcut: Shortcut, table: ShortcutTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcut = shortcut
        self._table = table
        self._edit: QKeySequenceEdit | None = None
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._begin)
        table.changed.connect(self.refresh)
        self.refresh(shortcut.command)

    @Slot(object)
    def refresh(self, command: Command) -> None:
        """Show the keys in force."""
        if command is not self._shortcut.command:
            return
        native = QKeySequence.SequenceFormat.NativeText
        keys = [QKeySequence(key).toString(native) for key in self._table.keys(command)]
        self.setText("  ".join(dict.fromkeys(keys)) or self.tr("none"))  # some languages have one word for two keys
        self.setAccessibleName(self.tr("{title}: {keys}").format(title=self._shortcut.title, keys=self.text()))
        self.setToolTip(self.tr("Click, then press another key; Delete takes the keys away"))

    @Slot()
    def _begin(self) -> None:
        self._edit = QKeySequenceEdit(self)
        self._edit.setMaximumSequenceLength(1)
        self._edit.setGeometry(self.rect())
        self._edit.setAccessibleName(self.tr("Press the new key for “{title}”").format(title=self._shortcut.title))
        self._edit.editingFinished.connect(self._finish)
        self._edit.show()
        self._edit.setFocus()

    @Slot()
    def _finish(self) -> None:
        if self._edit is None:
            return
        edit, self._edit = self._edit, None
        pressed = edit.keySequence().toString()
        edit.deleteLater()
        if pressed:
            self._table.set_keys(self._shortcut.command, [pressed])
        self.setFocus()


class CheatSheet(QDialog):
    """All commands and keys, in two columns by section."""

    def __init__(self, table: ShortcutTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        columns = self._build_columns(table)
        scroll = scrolled(columns)
        hint = QLabel(self.tr("Click a key to change it."))
        hint.setForegroundRole(self.foregroundRole())
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.RestoreDefaults | QDialogButtonBox.StandardButton.Close
        )
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults).clicked.connect(table.reset)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(scroll, 1)
        layout.addWidget(hint)
        layout.addWidget(buttons)
        rest = self.sizeHint() - scroll.sizeHint()
        whole = columns.sizeHint() + rest
        open_with(self, whole.width() + scroll.verticalScrollBar().sizeHint().width(), whole.height())

    def _build_columns(self, table: ShortcutTable) -> QWidget:
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(40)
        for sections in (_LEFT_COLUMN, _RIGHT_COLUMN):
            column = QGridLayout()
            column.setHorizontalSpacing(24)
            column.setVerticalSpacing(2)
            column.setColumnStretch(0, 1)
            for section in sections:
                self._add_section(column, section, table)
            column.setRowStretch(column.rowCount(), 1)
            columns.addLayout(column)
        return inside

    def _add_section(self, column: QGridLayout, section: Section, table: ShortcutTable) -> None:
        heading = QLabel(section.title)
        font = QFont(heading.font())
        font.setBold(True)
        heading.setFont(font)
        heading.setContentsMargins(0, 8 if column.rowCount() > 1 else 0, 0, 2)
        column.addWidget(heading, column.rowCount(), 0, 1, 2)
        for shortcut in SHORTCUTS:
            if shortcut.section is section:
                row = column.rowCount()
                column.addWidget(QLabel(BY_COMMAND[shortcut.command].title), row, 0)
                column.addWidget(KeyButton(shortcut, table), row, 1, Qt.AlignmentFlag.AlignRight)
