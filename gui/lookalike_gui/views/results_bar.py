"""The bar above the results: grid or list, order, filters, thumbnail size."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QMenu, QSlider, QToolButton, QWidget, QWidgetAction

from lookalike.types import Relation
from lookalike_gui import texts
from lookalike_gui.basics.controls import choice, filter_field, tool
from lookalike_gui.basics.timers import single_shot
from lookalike_gui.icons import icon
from lookalike_gui.models.overview import Arrangement, Order
from lookalike_gui.views.grid import SIZES
from lookalike_gui.views.similarity_range import SimilarityRange

_TYPING = 150
"""Milliseconds without another letter after which the groups are filtered."""
_SPACING = 8
_SLIDER = 120
_SLIDER_ROOM = _SLIDER + _SPACING


class ResultsBar(QWidget):
    """Edits an Arrangement. Signals: arranged(Arrangement) · list_wanted(bool) · side_wanted(int)."""

    arranged = Signal(object)
    list_wanted = Signal(bool)
    side_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultsBar")
        self.arrangement = Arrangement()
        self.grid_button = tool("gridView", self.tr("Grid (Ctrl+1)"), "layout-grid")
        self.list_button = tool("listView", self.tr("List (Ctrl+2)"), "list")
        self.order = self._build_order()
        self.filter_text = filter_field("filterText", self.tr("Filter by name, folder, content"))
        self.filter_text.setMinimumWidth(120)
        self.filter_text.setMaximumWidth(280)
        self.filters = tool("filters", self.tr("Show only some groups"), "funnel", text=self.tr("Show"))
        self.filters.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._choices: tuple[tuple[str, ...], tuple[Relation, ...], tuple[str, ...]] = ((), (), ())
        self._menu = QMenu(self.filters)
        self._menu.setObjectName("filterMenu")
        self._menu.aboutToShow.connect(self._fill_menu)
        self.filters.setMenu(self._menu)
        self.thumb_size = QSlider(Qt.Orientation.Horizontal)
        self.thumb_size.setObjectName("thumbnailSize")
        self.thumb_size.setAccessibleName(self.tr("Size of the thumbnails"))
        self.thumb_size.setToolTip(self.tr("Size of the thumbnails"))
        self.thumb_size.setRange(*SIZES)
        self.thumb_size.setPageStep(32)
        self.thumb_size.setFixedWidth(_SLIDER)
        self._typing = single_shot(self, _TYPING, self._typed)
        self._lay_out()
        self._connect()

    def show_choices(
        self, formats: tuple[str, ...], relations: tuple[Relation, ...], labels: tuple[str, ...] = ()
    ) -> None:
        """Offer the formats, relations and classes that the result holds."""
        self._choices = formats, relations, labels
        self._fill_menu()

    @Slot()
    def _fill_menu(self) -> None:
        formats, relations, labels = self._choices
        menu, wanted = self._menu, self.arrangement
        menu.clear()
        switches = (
            (self.tr("&Undecided"), "undecided"),
            (self.tr("With &marked photos"), "marked"),
            (self.tr("With &blurred photos"), "blurred"),
        )
        for text, name in switches:
            action = _check(menu, text, getattr(wanted, name))
            action.toggled.connect(lambda on, name=name: self._change(replace(self.arrangement, **{name: on})))
        menu.addSeparator()
        menu.addAction(self._similarity_action(menu))
        if len(relations) > 1:
            menu.addSection(self.tr("Relation"))
            for relation in relations:
                action = _check(menu, _capital(texts.relation_name(relation)), relation in wanted.relations)
                action.toggled.connect(lambda _=False, value=relation: self._flip("relations", value))
        if len(formats) > 1:
            menu.addSection(self.tr("Format"))
            for name in formats:
                action = _check(menu, name, name in wanted.formats)
                action.toggled.connect(lambda _=False, value=name: self._flip("formats", value))
        if labels:
            menu.addSeparator()
            contents = menu.addMenu(self.tr("&Content"))
            contents.setObjectName("contentMenu")
            for name in sorted({*labels, *wanted.labels}):
                action = _check(contents, _capital(name), name in wanted.labels)
                action.toggled.connect(lambda _=False, value=name: self._flip("labels", value))
        menu.addSeparator()
        clear = menu.addAction(icon("x"), self.tr("&Show all groups"))
        clear.setEnabled(wanted.filters)
        clear.triggered.connect(self.clear)

    def _similarity_action(self, menu: QMenu) -> QWidgetAction:
        action = QWidgetAction(menu)
        action.setText(self.tr("Similarity"))
        fields = SimilarityRange(self.arrangement.similarity)
        fields.changed.connect(lambda span: self._change(replace(self.arrangement, similarity=span)))
        action.setDefaultWidget(fields)
        return action

    @Slot()
    def clear(self) -> None:
        """Show all groups again."""
        self.filter_text.clear()
        self._change(Arrangement(order=self.arrangement.order))

    @Slot(object)
    def show_folders(self, folders: tuple[str, ...]) -> None:
        """Only groups with photos in all of these folders."""
        self._change(replace(self.arrangement, folders=folders))

    def set_list(self, shown: bool) -> None:
        """Show which view is on."""
        (self.list_button if shown else self.grid_button).setChecked(True)
        self.thumb_size.setEnabled(not shown)

    def minimumSizeHint(self) -> QSize:
        """The slider asks for no room: it goes where there is none, and its keys stay."""
        hint = super().minimumSizeHint()
        return hint if self.thumb_size.isHidden() else hint - QSize(_SLIDER_ROOM, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window shows what matters."""
        super().resizeEvent(event)
        self.thumb_size.setVisible(self.width() >= self.minimumSizeHint().width() + _SLIDER_ROOM)

    def _build_order(self) -> QComboBox:
        names = {
            Order.GAIN: self.tr("Most space first"),
            Order.SIMILARITY: self.tr("Most similar first"),
            Order.DATE: self.tr("Newest first"),
            Order.FOLDER: self.tr("By folder"),
            Order.SIZE: self.tr("Largest file first"),
        }
        return choice("order", self.tr("Order of the groups"), names)

    def _lay_out(self) -> None:
        views = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(_SPACING)
        for button in (self.grid_button, self.list_button):
            button.setCheckable(True)
            views.addButton(button)
            layout.addWidget(button)
        self.grid_button.setChecked(True)
        layout.addSpacing(8)
        layout.addWidget(self.order)
        layout.addWidget(self.filter_text, 100)  # as wide as its maximum before anything else gets room
        layout.addWidget(self.filters)
        layout.addStretch(1)
        layout.addWidget(self.thumb_size)

    def _connect(self) -> None:
        self.list_button.toggled.connect(self.list_wanted)
        self.thumb_size.valueChanged.connect(self.side_wanted)
        self.filter_text.textChanged.connect(self._typing.start)
        self.order.currentIndexChanged.connect(
            lambda _: self._change(replace(self.arrangement, order=Order(self.order.currentData())))
        )
        self.show_choices((), ())

    @Slot()
    def _typed(self) -> None:
        self._change(replace(self.arrangement, text=self.filter_text.text().strip()))

    def _flip(self, name: str, value: str) -> None:
        chosen = getattr(self.arrangement, name) ^ {value}
        self._change(replace(self.arrangement, **{name: chosen}))

    def _change(self, arrangement: Arrangement) -> None:
        if arrangement == self.arrangement:
            return
        self.arrangement = arrangement
        self.filters.setText(self.tr("Show: some") if arrangement.filters else self.tr("Show"))
        self.arranged.emit(arrangement)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _check(menu: QMenu, text: str, on: bool) -> QAction:
    action = menu.addAction(text)
    action.setCheckable(True)
    action.setChecked(on)
    return action
