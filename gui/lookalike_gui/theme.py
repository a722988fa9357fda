"""Our own light and dark look: a palette, a style sheet, and the choice between them.

Qt's `setColorScheme` does nothing on plain X11, so the colours are ours on every platform, and what the system
prefers is read from Qt where Qt knows it and from GTK's settings where it does not.
"""

from __future__ import annotations

import configparser
import os
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication


class ThemeChoice(StrEnum):
    """Which theme the user wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme, as `#rrggbb`. Text on `window` and `surface` has a contrast of 4.5 or more."""

    window: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    hover: str
    danger: str
    danger_soft: str
    good: str
    warning: str


LIGHT = Colours(
    window="#f4f5f7",
    surface="#ffffff",
    raised="#ffffff",
    line="#d9dce1",
    text="#1b1f24",
    muted="#5c6570",
    disabled="#a3aab3",
    accent="#2463c9",
    accent_hover="#1c52aa",
    on_accent="#ffffff",
    selection="#dbe8fc",
    hover="#eceff3",
    danger="#c0322b",
    danger_soft="#fbe6e4",
    good="#1f7a44",
    warning="#946200",
)
DARK = Colours(
    window="#1c1e22",
    surface="#24272c",
    raised="#2d3137",
    line="#3b4048",
    text="#e8eaed",
    muted="#aab2bd",
    disabled="#6a717b",
    accent="#6ea4f5",
    accent_hover="#8ab6f9",
    on_accent="#0e1a2c",
    selection="#2a4062",
    hover="#32373e",
    danger="#f28b82",
    danger_soft="#4a2a2a",
    good="#7bc99a",
    warning="#e6b45c",
)


def colours(palette: QPalette) -> Colours:
    """The theme that `palette` belongs to."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def palette_of(theme: Colours) -> QPalette:
    """The Qt palette of a theme."""
    role = QPalette.ColorRole
    palette = QPalette()
    table = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.PlaceholderText: theme.muted,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.line,
        role.Mid: theme.line,
        role.Dark: theme.line,
        role.Shadow: theme.line,
    }
    for name, colour in table.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.line))
    palette.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, QColor(theme.muted))
    return palette


def style_sheet(theme: Colours) -> str:
    """The style sheet `theme.qss` with its `@names` replaced by the theme's colours."""
    sheet = (resources.files("lookalike_gui") / "theme.qss").read_text("utf-8")
    for name in sorted(Colours.__dataclass_fields__, key=len, reverse=True):
        sheet = sheet.replace(f"@{name};", f"{getattr(theme, name)};").replace(f"@{name} ", f"{getattr(theme, name)} ")
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        # Qt mirrors a slider, but not which of its pages a style sheet means.
        sheet = sheet.replace("QSlider::sub-page", "QSlider::add-page")
    icons, kind = resources.files("lookalike_resources") / "icons", "dark" if theme is DARK else "light"
    for name in ("arrow", "tick"):
        sheet = sheet.replace(f'"@{name}"', f'"{icons / f"{name}-{kind}.svg"}"'.replace("\\", "/"))
    return sheet


def system_is_dark() -> bool:
    """Whether the desktop asks for dark windows."""
    scheme = QGuiApplication.styleHints().colorScheme()
    if scheme != Qt.ColorScheme.Unknown:
        return scheme == Qt.ColorScheme.Dark
    return _gtk_is_dark()


def _gtk_is_dark() -> bool:
    if name := os.environ.get("GTK_THEME"):
        return name.lower().endswith(("dark", ":dark"))
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    for version in ("gtk-4.0", "gtk-3.0"):
        parser = configparser.ConfigParser(strict=False, interpolation=None)
        try:
            parser.read(os.path.join(folder, version, "settings.ini"), "utf-8")
        except (configparser.Error, UnicodeDecodeError):
            continue
        section = parser["Settings"] if parser.has_section("Settings") else {}
        if section.get("gtk-application-prefer-dark-theme", "").lower() in ("1", "true"):
            return True
        if section.get("gtk-theme-name", "").lower().endswith("dark"):
            return True
    return False


class Theme(QObject):
    """Dresses the application, and again when the system or the user changes their mind.

    Signals: changed(): palette and style sheet are new.
    """

    changed = Signal()

    def __init__(self, application: QApplication, choice: ThemeChoice = ThemeChoice.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self._choice = choice
        self._dressed: Colours | None = None
        application.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self._follow()

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Wear what the user chose."""
        self._choice = choice
        self._follow()

    @Slot()
    def _follow(self) -> None:
        dark = self._choice == ThemeChoice.DARK or (self._choice == ThemeChoice.SYSTEM and system_is_dark())
        theme = DARK if dark else LIGHT
        if theme is self._dressed:
            return
        self._dressed = theme
        self._application.setPalette(palette_of(theme))
        self._application.setStyleSheet(style_sheet(theme))
        self.changed.emit()
