"""The user guide, shown offline from the files that come with the program."""

from __future__ import annotations

import os
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QImage, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from lookalike_gui.basics.controls import tool

CONTENTS = "index.md"
LICENCES = "licences.md"
_PICTURE_WIDTH = 720
"""Pictures are shown no wider than this, in pixels that do not depend on the screen; the window gives them room."""
_ROOM_ABOVE = 24


class Page(QTextBrowser):
    """A page of the guide, its pictures made to fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guidePage")
        self.setAccessibleName(self.tr("User guide"))
        self.setOpenLinks(False)
        self.document().setDocumentMargin(24)
        self.anchorClicked.connect(self.follow)
        self.sourceChanged.connect(self._give_room)

    def follow(self, link: QUrl) -> None:
        """Go to another page of the guide or to the text of a licence; anything else is for the desktop."""
        target = self.source().resolved(link)
        if target.isLocalFile():
            page = target.fileName().endswith(".md")
            kind = QTextDocument.ResourceType
            self.setSource(target, kind.MarkdownResource if page else kind.HtmlResource)
        else:
            QDesktopServices.openUrl(target)

    @Slot()
    def _give_room(self) -> None:
        """Set headings off from what comes before, which Markdown cannot ask for."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.blockNumber():
                look = QTextBlockFormat(block.blockFormat())
                look.setTopMargin(_ROOM_ABOVE)
                QTextCursor(block).setBlockFormat(look)
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Pictures at the width of the text, sharp on screens of any density; texts of licences line by line."""
        place = self.source().resolved(QUrl(name))
        if kind == QTextDocument.ResourceType.HtmlResource.value and place.isLocalFile():
            text = Path(place.toLocalFile()).read_text("utf-8", errors="replace")
            return f"<pre>{escape(text)}</pre>"
        if kind != QTextDocument.ResourceType.ImageResource.value or not place.isLocalFile():
            return super().loadResource(kind, name)
        density = self.devicePixelRatioF()
        picture = QImage(place.toLocalFile())
        if picture.width() > _PICTURE_WIDTH * density:
            smooth = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToWidth(round(_PICTURE_WIDTH * density), smooth)
        picture.setDevicePixelRatio(density)
        return picture


class GuideWindow(QDialog):
    """The guide with a way back. It may stay open beside the main window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guide")
        self.setWindowTitle(self.tr("Lookalike: the guide"))
        self.page = Page()
        self.back_button = tool("guideBack", self.tr("Back"), "arrow-left")
        self.back_button.clicked.connect(self.page.backward)
        self.back_button.setEnabled(False)
        self.contents_button = tool("guideContents", self.tr("Contents"), "list")
        self.contents_button.clicked.connect(lambda: self.show_page(CONTENTS))
        self.page.backwardAvailable.connect(self.back_button.setEnabled)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 8, 8, 8)
        bar.addWidget(self.back_button)
        bar.addWidget(self.contents_button)
        bar.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.page, 1)
        self.page.setFocus()

    def sizeHint(self) -> QSize:
        """Wide enough for pictures and their margins."""
        return QSize(_PICTURE_WIDTH + 96, 720)

    def show_page(self, name: str) -> None:
        """Show a page by the name of its file."""
        place = os.path.join(str(resources.files("lookalike_resources")), "guide", name)
        self.page.setSource(QUrl.fromLocalFile(place), QTextDocument.ResourceType.MarkdownResource)
