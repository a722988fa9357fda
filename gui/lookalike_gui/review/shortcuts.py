"""The table of commands and their keys, which a person may change; the review and the window share it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from lookalike_gui.basics.wording import QT_TRANSLATE_NOOP

_CONTEXT = "Shortcuts"
_SETTINGS_GROUP = "shortcuts"


class Section(Enum):
    """Where the cheat sheet lists a command."""

    DECIDE = QT_TRANSLATE_NOOP("Shortcuts", "Decide")
    MOVE = QT_TRANSLATE_NOOP("Shortcuts", "Move on")
    COMPARE = QT_TRANSLATE_NOOP("Shortcuts", "Compare")
    ZOOM = QT_TRANSLATE_NOOP("Shortcuts", "Zoom")
    WINDOW = QT_TRANSLATE_NOOP("Shortcuts", "Window")

    @property
    def title(self) -> str:
        """The translated heading."""
        return QCoreApplication.translate(_CONTEXT, self.value)


class Command(StrEnum):
    """Everything that has a key. The value is the name under which a changed key is saved."""

    MARK = "mark"
    UNMARK = "unmark"
    KEEP_THIS = "keep-this"
    KEEP_ALL = "keep-all"
    NOT_A_MATCH = "not-a-match"
    GO_BACK = "go-back"
    NEXT_UNDECIDED = "next-undecided"
    NEXT = "next"
    PREVIOUS = "previous"
    FLIP = "flip"
    PARTNER = "partner"
    MORE = "more"
    SIDE_BY_SIDE = "side-by-side"
    WIPE = "wipe"
    OVERLAY = "overlay"
    FLICKER = "flicker"
    DIFFERENCE = "difference"
    ORB = "orb"
    ALIGN = "align"
    ZOOM_IN = "zoom-in"
    ZOOM_OUT = "zoom-out"
    ZOOM_FIT = "zoom-fit"
    ZOOM_FULL = "zoom-full"
    ZOOM_TOGGLE = "zoom-toggle"
    OPEN_FOLDER = "open-folder"
    COPY_PATH = "copy-path"
    SHOW_DETAILS = "show-details"
    COMPARE = "compare"
    BACK_TO_RESULTS = "back-to-results"
    FULL_SCREEN = "full-screen"
    CHEAT_SHEET = "cheat-sheet"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A command as the table knows it; `keys` are the defaults in portable text, `source` the untranslated title.

    `focus_only` keys (Space, Tab, Return) mean something to every button: they are ours only while the photos
    have the focus, so that the rest of the window can still be worked without a mouse.
    """

    command: Command
    section: Section
    source: str
    keys: tuple[str, ...]
    focus_only: bool = False

    @property
    def title(self) -> str:
        """The translated title."""
        return QCoreApplication.translate(_CONTEXT, self.source)


SHORTCUTS: tuple[Shortcut, ...] = (
    Shortcut(Command.MARK, Section.DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Mark this photo"), ("Space", "Del"), True),
    Shortcut(Command.UNMARK, Section.DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Unmark this photo"), ("U",)),
    Shortcut(Command.KEEP_THIS, Section.DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Keep this, mark the others"), ("K",)),
    Shortcut(Command.KEEP_ALL, Section.DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Keep all"), ("A",)),
    Shortcut(Command.NOT_A_MATCH, Section.DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Not a match, never again"), ("X",)),
    Shortcut(
        Command.GO_BACK, Section.DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Go back one decision"), ("Backspace", "B")
    ),
    Shortcut(Command.NEXT_UNDECIDED, Section.MOVE, QT_TRANSLATE_NOOP("Shortcuts", "Next undecided group"), ("N",)),
    Shortcut(Command.NEXT, Section.MOVE, QT_TRANSLATE_NOOP("Shortcuts", "Next group"), ("PgDown", ".")),
    Shortcut(Command.PREVIOUS, Section.MOVE, QT_TRANSLATE_NOOP("Shortcuts", "Previous group"), ("PgUp", ",")),
    Shortcut(Command.FLIP, Section.COMPARE, QT_TRANSLATE_NOOP("Shortcuts", "Flip to the other photo"), ("Tab",), True),
    Shortcut(
        Command.PARTNER, Section.COMPARE, QT_TRANSLATE_NOOP("Shortcuts", "Compare with another of the group"), ("C",)
    ),
    Shortcut(Command.MORE, Section.COMPARE, QT_TRANSLATE_NOOP("Shortcuts", "More photos of a large group"), ("V",)),
    Shortcut(Command.SIDE_BY_SIDE, Section.COMPARE, QT_TRANSLATE_NOOP("Shortcuts", "Side by side"), ("S",)),
    Shortcut(Command.WIPE, Section.COMPARE, QT_TRANSLATE_NOOP("Shortcuts", "Wipe"), ("W",)),
    Shortcut(Command.OVERLAY, Section.COMPARE, QT_TRANSLATE_NOOP("Shortcuts", "Overlay"), ("O",)),
    Shortcut(Command.FLICKER, Section.COMPARE, QT_TRANSLATE_NOOP("Shortcuts", "Flicker"), ("F",)),
    Shortcut(Command.DIFFERENCE, Section.COMPARE, QT_TRANSLATE_NOOP("Shortcuts", "Difference"), ("D",)),
    Shortcut(Command.ORB, Section.COMPARE, QT_TRANSLATE_NOOP("Shortcuts", "ORB matches"), ("E",)),
    Shortcut(Command.ALIGN, Section.COMPARE, QT_TRANSLATE_NOOP("Shortcuts", "Align the photos, or not"), ("G",)),
    Shortcut(Command.ZOOM_IN, Section.ZOOM, QT_TRANSLATE_NOOP("Shortcuts", "Zoom in"), ("+", "=")),
    Shortcut(Command.ZOOM_OUT, Section.ZOOM, QT_TRANSLATE_NOOP("Shortcuts", "Zoom out"), ("-",)),
    Shortcut(Command.ZOOM_FIT, Section.ZOOM, QT_TRANSLATE_NOOP("Shortcuts", "Fit"), ("0",)),
    Shortcut(Command.ZOOM_FULL, Section.ZOOM, QT_TRANSLATE_NOOP("Shortcuts", "Pixel by pixel (100 %)"), ("1",)),
    Shortcut(Command.ZOOM_TOGGLE, Section.ZOOM, QT_TRANSLATE_NOOP("Shortcuts", "Fit or 100 %"), ("Z",)),
    Shortcut(Command.OPEN_FOLDER, Section.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "Show in the file manager"), ("R",)),
    Shortcut(Command.COPY_PATH, Section.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "Copy the path"), ("Ctrl+Shift+C",)),
    Shortcut(Command.SHOW_DETAILS, Section.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "Show or hide the details"), ("I",)),
    Shortcut(
        Command.COMPARE, Section.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "Compare the photos"), ("Return", "Enter"), True
    ),
    Shortcut(Command.BACK_TO_RESULTS, Section.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "Back to the results"), ("Esc",)),
    Shortcut(Command.FULL_SCREEN, Section.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "Full screen"), ("F11",)),
    Shortcut(Command.CHEAT_SHEET, Section.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "Show all keys"), ("?",)),
)
BY_COMMAND = {shortcut.command: shortcut for shortcut in SHORTCUTS}


class ShortcutTable(QObject):
    """The keys in force: the defaults and what the person changed, which is saved at once.

    Signals: changed(Command) after a command got other keys.
    """

    changed = Signal(object)

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._keys = {shortcut.command: self._load(shortcut) for shortcut in SHORTCUTS}

    def _load(self, shortcut: Shortcut) -> tuple[str, ...]:
        saved = self._settings.value(f"{_SETTINGS_GROUP}/{shortcut.command}")
        if saved is None:
            return shortcut.keys
        # QSettings' INI files give a list of one back as a plain string, and an empty list as "".
        texts = [saved] if isinstance(saved, str) else list(saved) if isinstance(saved, list) else []
        return tuple(text for text in texts if text and not QKeySequence(text).isEmpty())

    def keys(self, command: Command) -> tuple[str, ...]:
        """The keys of a command in portable text, the main one first; empty if it has none."""
        return self._keys[command]

    def hint(self, command: Command) -> str:
        """The main key as this platform writes it, for tool tips and buttons; "" if there is none."""
        keys = self._keys[command]
        return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""

    def tip(self, command: Command) -> str:
        """The title with the key behind it, for tool tips."""
        title, hint = BY_COMMAND[command].title, self.hint(command)
        return f"{title} ({hint})" if hint else title

    def owner(self, key: str) -> Command | None:
        """The command that a key belongs to now."""
        wanted = QKeySequence(key)
        return next((command for command, keys in self._keys.items() if wanted in map(QKeySequence, keys)), None)

    def set_keys(self, command: Command, keys: Iterable[str]) -> None:
        """Give a command these keys; another command that had one of them loses it."""
        wanted = tuple(dict.fromkeys(key for key in keys if not QKeySequence(key).isEmpty()))
        for key in wanted:
            other = self.owner(key)
            if other is not None and other is not command:
                kept = (old for old in self._keys[other] if QKeySequence(old) != QKeySequence(key))
                self._store(other, tuple(kept))
        self._store(command, wanted)

    def reset(self) -> None:
        """Back to the defaults."""
        for shortcut in SHORTCUTS:
            self._store(shortcut.command, shortcut.keys)

    def _store(self, command: Command, keys: tuple[str, ...]) -> None:
        if keys == self._keys[command]:
            return
        self._keys[command] = keys
        name = f"{_SETTINGS_GROUP}/{command}"
        if keys == BY_COMMAND[command].keys:
            self._settings.remove(name)
        else:
            self._settings.setValue(name, list(keys))
        self.changed.emit(command)

    def bind(self, command: Command, widget: QWidget, slot: Callable[[], object]) -> QAction:
        """An action on `widget` that calls `slot` when a key of the command is pressed in it or in what it holds.

        The action follows when the keys are changed. Keys that are `focus_only` work on `widget` itself alone.
        """
        shortcut = BY_COMMAND[command]
        action = QAction(shortcut.title, widget)
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetShortcut if shortcut.focus_only else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        action.triggered.connect(lambda _checked=False: slot())
        self.attach(command, action)
        widget.addAction(action)
        return action

    def attach(self, command: Command, action: QAction) -> None:
        """Let an action of a menu or a tool bar carry the command's keys, now and when they change."""

        def refresh(changed: Command) -> None:
            if changed is command:
                action.setShortcuts([QKeySequence(key) for key in self._keys[command]])
                action.setToolTip(self.tip(command))

        refresh(command)
        self.changed.connect(refresh)
        # When the program ends, Qt may take the table down before the actions.
        action.destroyed.connect(lambda: isValid(self) and self.changed.disconnect(refresh))
