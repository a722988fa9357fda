"""What a screen reader is told: every control that takes the keyboard or the mouse has a name and a role of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from lookalike.acting.undo import Recovery
from lookalike_gui.acting.recovery import RecoveryBox
from lookalike_gui.main_window import MainWindow
from tests.gui import made
from tests.gui.driving import scan, show

Role = QAccessible.Role
CONTROLS = {
    Role.Button, Role.ButtonMenu, Role.ButtonDropDown, Role.CheckBox, Role.RadioButton, Role.ComboBox,
    Role.EditableText, Role.Slider, Role.SpinBox, Role.MenuItem, Role.PageTab, Role.Link, Role.ProgressBar,
}  # fmt: skip
COLLECTIONS = {Role.List, Role.Table, Role.Tree, Role.MenuBar, Role.Graphic, Role.Canvas, Role.Terminal}
MEANINGLESS = {Role.NoRole, Role.Client, Role.Pane, Role.Window, Role.Grouping}

QTS_OWN = "qt_msgbox"
"""The icon of a message box, which says nothing that its text does not."""


def things(root: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    """Everything visible; what lies inside a combo box or a spin box belongs to it."""
    if root is None or not root.isValid() or root.state().invisible:
        return
    yield root
    if root.role() not in (Role.ComboBox, Role.SpinBox):
        for index in range(root.childCount()):
            yield from things(root.child(index))


def nameless(widget: QWidget) -> list[str]:
    """The controls without a name, the lists and pictures without one, and what takes the keyboard with no role."""
    found = []
    for thing in things(QAccessible.queryAccessibleInterface(widget)):
        role, item = thing.role(), thing.object()
        if item is not None and item.objectName().startswith(QTS_OWN):
            continue
        focusable = (
            isinstance(item, QWidget) and bool(item.focusPolicy() & Qt.FocusPolicy.TabFocus) and not item.focusProxy()
        )
        named = thing.text(QAccessible.Text.Name).strip()
        if (role in CONTROLS | COLLECTIONS or focusable) and not named:
            found.append(f"{role.name} {type(item).__name__} {item.objectName() if item else ''} has no name")
        if focusable and role in MEANINGLESS:
            found.append(f"{type(item).__name__} {item.objectName()} is a mere {role.name}")
    return found


def dialog_of(window: MainWindow) -> QDialog:
    (dialog,) = (one for one in window.findChildren(QDialog) if one.isVisible())
    return dialog


def test_in_the_empty_window(window: MainWindow) -> None:
    window.sidebar.options.more.click()
    assert nameless(window) == []


def test_over_the_results_as_a_grid_and_as_a_list(window: MainWindow) -> None:
    show(window, made.holiday())
    assert nameless(window) == []
    window.results.show_list(True)
    assert nameless(window) == []


def test_in_the_menus(window: MainWindow) -> None:
    menus = [action.menu() for action in window.menuBar().actions()]
    for menu in (*menus, window.results.bar.filters.menu()):
        assert isinstance(menu, QMenu)
        menu.popup(window.pos())
        assert nameless(menu) == []
        menu.close()


def test_in_the_compare_view(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    window.workspace.open_photo(controller.groups.paths(0)[0])
    assert nameless(window) == []


def test_in_search_by_image(window: MainWindow) -> None:
    window.workspace.open_search()
    assert nameless(window) == []


def test_in_every_dialog(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    controller.decisions.mark(controller.groups.paths(0)[1:])
    dialogs = window.dialogs
    ways = (
        dialogs.show_problems, dialogs.show_rejected, dialogs.show_keys, dialogs.mark_by_rule, dialogs.act,
        dialogs.show_history, lambda: dialogs.show_folders(lambda _: None), dialogs.show_about,
        window.sidebar.options.choose_keeper,
        lambda: dialogs.show_failure("It failed"),
        lambda: RecoveryBox(Recovery(("run",), ("/a.jpg",)), window).open(),
    )  # fmt: skip
    for open_dialog in ways:
        open_dialog()
        dialog = dialog_of(window)
        assert nameless(dialog) == [], dialog.objectName()
        dialog.reject()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
