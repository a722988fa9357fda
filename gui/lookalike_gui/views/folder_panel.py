"""The list of folders: add, drop, paste, remove, and the role of each."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lookalike_gui import icons
from lookalike_gui.basics.controls import PanelList, label, tool
from lookalike_gui.basics.mirroring import draw_name, seen
from lookalike_gui.basics.rows import Index
from lookalike_gui.models.folders import FolderModel, Role
from lookalike_gui.theme import colours

_ICONS = {Role.NORMAL: "folder", Role.PROTECTED: "shield", Role.REFERENCE: "star"}


class FolderDelegate(QStyledItemDelegate):
    """Two lines for each folder: its name, and its role and number of photos."""

    def __init__(self, model: FolderModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """See QAbstractItemDelegate."""
        del index
        return QSize(80, 2 * option.fontMetrics.lineSpacing() + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one folder."""
        area = option.rect
        state = option.state
        theme = colours(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setBrush(QColor(theme.selection if chosen else theme.hover))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        role = self._model.roots[index.row()].role
        tint = theme.muted if role == Role.NORMAL else theme.accent
        whole = QRectF(area)
        picture = QRectF(whole.left() + 8, whole.center().y() - 9, 18, 18)
        icons.draw(painter, _ICONS[role], seen(option.direction, whole, picture), tint)
        text = seen(option.direction, whole, whole.adjusted(36, 8, -8, -8))
        line = text.height() / 2
        painter.setFont(option.font)
        painter.setPen(QColor(theme.text))
        draw_name(painter, text.adjusted(0, 0, 0, -line), index.data() or "")
        painter.setPen(QColor(theme.muted))
        draw_name(painter, text.adjusted(0, line, 0, 0), self._model.details(index.row()), Qt.TextElideMode.ElideLeft)
        painter.restore()


class FolderPanel(QWidget):
    """The folders beside the results. Signals: add_wanted(), paste_wanted()."""

    add_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, model: FolderModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.view = PanelList(self.tr("No folders yet.\nDrop them anywhere on this window."))
        self.view.setObjectName("folderList")
        self.view.setAccessibleName(self.tr("Folders to scan"))
        self.view.setProperty("panel", True)
        self.view.setModel(model)
        self.view.setItemDelegate(FolderDelegate(model, self.view))
        self.view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.view.setMouseTracking(True)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add_button = tool("addFolders", self.tr("Add folders (Ctrl+O)"), "folder-plus")
        self.add_button.clicked.connect(self.add_wanted)
        self.remove_button = tool("removeFolders", self.tr("Remove the selected folders from the list"), "x")
        self.remove_button.clicked.connect(self.remove_selected)
        heading = label(self.tr("Folders"), "heading")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(self.remove_button)
        top.addWidget(self.add_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.view, 1)
        self.view.selectionModel().selectionChanged.connect(self._update)
        model.rowsRemoved.connect(self._update)
        self._update()

    def selected(self) -> list[int]:
        """The rows that are selected."""
        return [index.row() for index in self.view.selectionModel().selectedIndexes()]

    @Slot()
    def remove_selected(self) -> None:
        """Remove the selected folders from the list."""
        self._model.remove(self.selected())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes, paste pastes."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_selected()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _update(self) -> None:
        self.remove_button.setEnabled(bool(self.selected()))

    @Slot(QPoint)
    def _menu(self, place: QPoint) -> None:
        menu = self.role_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(place))

    def role_menu(self) -> QMenu:
        """What can be done with the selected folders."""
        menu = QMenu(self)
        menu.setObjectName("folderMenu")
        rows = self.selected()
        roles = QActionGroup(menu)
        explained = {
            Role.NORMAL: self.tr("&Normal"),
            Role.PROTECTED: self.tr("&Protected: its photos are never acted on"),
            Role.REFERENCE: self.tr("&Reference: find only copies of its photos"),
        }
        for role, text in explained.items():
            action = QAction(text, menu, checkable=True)
            action.setChecked(bool(rows) and all(self._model.roots[row].role == role for row in rows))
            action.setEnabled(bool(rows))
            action.triggered.connect(lambda _=False, role=role: self._model.assign(rows, role))
            roles.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        remove = menu.addAction(icons.icon("x"), self.tr("Re&move from the list"))
        remove.setEnabled(bool(rows))
        remove.triggered.connect(self.remove_selected)
        return menu
