"""Light and dark, as the pixels show it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lookalike_gui import icons, theme
from lookalike_gui.main_window import MainWindow
from lookalike_gui.theme import DARK, LIGHT, Colours, Theme, ThemeChoice
from tests.gui.driving import press, scan


def pixel(widget: QWidget, x: int, y: int) -> str:
    return widget.grab().toImage().pixelColor(QPoint(x, y)).name()


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    known = QColor(colour)
    parts = (known.redF(), known.greenF(), known.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_the_window_wears_the_chosen_theme_down_to_its_pixels(window: MainWindow) -> None:
    for choice, worn in ((ThemeChoice.DARK, DARK), (ThemeChoice.LIGHT, LIGHT)):
        window.choose_theme(choice)
        assert pixel(window.sidebar, 4, 4) == worn.window
        assert pixel(window.workspace, 4, 4) == worn.surface
        assert pixel(window.totals, 4, window.totals.height() - 4) == worn.window


def test_the_grid_follows_the_theme(window: MainWindow) -> None:
    window.choose_theme(ThemeChoice.DARK)
    assert pixel(window.results.grid.viewport(), 4, 4) == DARK.surface


def test_what_is_told_about_a_pair_can_be_read_after_the_theme_changed_out_of_its_sight(
    window: MainWindow, qtbot: QtBot, library: Path
) -> None:
    scan(window, qtbot, library)
    window.choose_theme(ThemeChoice.LIGHT)
    press(window, qtbot, Qt.Key.Key_Right, Qt.Key.Key_Return)
    told = window.compare.panel.evidence.decided
    qtbot.waitUntil(lambda: bool(told.text()) and told.isVisible())
    window.workspace.close_photo()
    window.choose_theme(ThemeChoice.DARK)
    press(window, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(told.isVisible)
    image = told.grab().toImage()
    shades = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert max(contrast(shade, DARK.window) for shade in shades) > 4


def test_the_choice_is_remembered(window: MainWindow) -> None:
    window.choose_theme(ThemeChoice.DARK)
    assert window.habits.text("theme", "") == "dark"


def test_by_default_the_system_decides(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, theme: Theme, tmp_path: Path
) -> None:
    monkeypatch.setenv("GTK_THEME", "Adwaita:dark")
    theme.choose(ThemeChoice.SYSTEM)
    assert qapp.palette().window().color().name() == DARK.window
    monkeypatch.setenv("GTK_THEME", "Adwaita")
    theme.choose(ThemeChoice.SYSTEM)
    assert qapp.palette().window().color().name() == LIGHT.window


@pytest.mark.parametrize(
    ("line", "dark"),
    [("gtk-application-prefer-dark-theme=1", True), ("gtk-theme-name=Adwaita-dark", True), ("gtk-theme-name=X", False)],
)
def test_gtks_settings_tell_what_the_system_wants(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str, dark: bool
) -> None:
    monkeypatch.delenv("GTK_THEME", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "gtk-3.0").mkdir()
    (tmp_path / "gtk-3.0" / "settings.ini").write_text(f"[Settings]\n{line}\n")
    assert theme.system_is_dark() is dark


@pytest.mark.parametrize("worn", [LIGHT, DARK])
def test_text_can_be_read_on_every_ground(worn: Colours) -> None:
    for ground in (worn.window, worn.surface, worn.raised, worn.selection, worn.hover, worn.danger_soft):
        assert contrast(worn.text, ground) >= 7
        assert contrast(worn.muted, ground) >= 4.5
    for ground in (worn.window, worn.surface):
        for ink in (worn.accent, worn.danger, worn.good, worn.warning):
            assert contrast(ink, ground) >= 4.5
    assert contrast(worn.on_accent, worn.accent) >= 4.5


def test_icons_take_the_colour_of_the_theme(window: MainWindow) -> None:
    def darkest(icon: QIcon) -> int:
        image: QImage = icon.pixmap(QSize(24, 24)).toImage()
        colours = (image.pixelColor(x, y) for x in range(24) for y in range(24))
        return min(colour.lightness() for colour in colours if colour.alpha() == 255)

    icon = icons.icon("folder")
    window.choose_theme(ThemeChoice.LIGHT)
    light = darkest(icon)
    window.choose_theme(ThemeChoice.DARK)
    assert light < 60
    assert darkest(icon) > 180


def test_the_keyboards_place_is_seen(window: MainWindow) -> None:
    button = window.workspace.empty.add_button
    before = button.grab().toImage()
    button.setFocus()
    assert button.grab().toImage() != before
    plain: QPushButton = window.sidebar.options.more  # type: ignore[assignment]
    plain.setFocus()
    assert pixel(plain, 0, plain.height() // 2) == LIGHT.accent


def test_every_icon_in_use_is_in_the_resources_and_every_one_there_is_used() -> None:
    folder = Path(icons.__file__).parent
    sources = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    shipped = {path.stem for path in (folder.parent.parent / "resources/lookalike_resources/icons").glob("*.svg")}
    of_the_style_sheet = {f"{name}-{theme}" for name in ("arrow", "tick") for theme in ("light", "dark")}
    assert {name for name in shipped if f'"{name}"' not in sources} <= of_the_style_sheet
