"""The left side of the window: folders, options, and the button that starts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from lookalike_gui.basics.controls import button, label, scrolled
from lookalike_gui.controller import Controller
from lookalike_gui.views.folder_panel import FolderPanel
from lookalike_gui.views.options_panel import OptionsPanel


class Sidebar(QWidget):
    """Attributes: folders, options, outdated, scan_button."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(264)
        self.folders = FolderPanel(controller.folders)
        self.options = OptionsPanel(controller.options)
        self.scan_button = button("scan", self.tr("&Scan"), "search", primary=True)
        self.scan_button.setToolTip(self.tr("Look for duplicate and similar photos (F5)"))
        self.outdated = label(self.tr("Changed since the last scan"), "muted")
        self.outdated.setObjectName("outdated")
        self.outdated.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.outdated.hide()
        self._scroll = self._build_scroll()
        self.options.more.toggled.connect(self._show_rest, Qt.ConnectionType.QueuedConnection)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 16)
        foot.setSpacing(8)
        foot.addWidget(self.outdated)
        foot.addWidget(self.scan_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(foot)

    def _build_scroll(self) -> QScrollArea:
        """Folders and options, which need more height than a small screen has."""
        inside = QWidget()
        inside.setAutoFillBackground(False)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 16, 16, 8)
        column.setSpacing(16)
        column.addWidget(self.folders, 1)
        column.addWidget(self.options)
        scroll = scrolled(inside)
        scroll.viewport().setAutoFillBackground(False)
        return scroll

    @Slot(bool)
    def _show_rest(self, shown: bool) -> None:
        """Bring what was unfolded into view."""
        if shown:
            self._scroll.ensureWidgetVisible(self.options.rest, 0, 16)
