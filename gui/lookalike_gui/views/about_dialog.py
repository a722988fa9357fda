"""What this program is: its version, its licence, and what it runs on."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, Signal, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

import lookalike
from lookalike_gui.basics.controls import Paragraph, button, label
from lookalike_gui.views.states import Picture


class AboutDialog(QDialog):
    """Signals: licences_wanted(): show the licences of all that is bundled."""

    licences_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle(self.tr("About Lookalike"))
        title = label(f"Lookalike {lookalike.__version__}", "title")
        what = label(self.tr("Finds duplicate and similar photos, and shows why they match."))
        rights = Paragraph(440)
        rights.setText(
            self.tr(
                "Free software under the GNU General Public License, version 3 or later. It comes with no warranty. "
                "The neural network is MobileNet (Apache-2.0); the icons are by Lucide (ISC)."
            )
        )
        below = label(f"Python {platform.python_version()} · Qt {qVersion()} · {platform.system()}", "muted")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        licences = button("licences", self.tr("&Licences"))
        licences.setAutoDefault(False)
        licences.clicked.connect(self.licences_wanted)
        licences.clicked.connect(self.accept)
        buttons.addButton(licences, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 16)
        layout.setSpacing(12)
        layout.addWidget(Picture("lookalike", 96), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (what, rights, below):
            layout.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(8)
        layout.addWidget(buttons)
