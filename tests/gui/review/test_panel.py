"""The review worked with real key presses."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QSlider, QWidget
from pytestqt.qtbot import QtBot

from lookalike.decoding.decode import Header
from lookalike.decoding.metadata import Metadata
from lookalike.errors import UnreadableError
from lookalike.types import Match, Photo, ProblemReason, Relation
from lookalike_gui.review.panel import ReviewPanel
from lookalike_gui.review.shortcuts import Command, ShortcutTable
from lookalike_gui.review.values import Choice, Comparison, Decision, Mode
from tests.gui.review.known import Files, edits, keypoints, match, original, pair, subject

Key = Qt.Key


class Engine(Files):
    """Compares by a known transform and reads made-up metadata."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Match | None = None
        self.compared: list[tuple[str, str]] = []

    def header(self, wanted: Photo) -> Header:
        return Header(*self.measure(wanted), "BMP", Metadata(camera="X100"))

    def compare(self, first: Photo, second: Photo) -> Match:
        self.compared.append((first.name, second.name))
        if self.found is None:
            raise UnreadableError(first.path, ProblemReason.NOT_FOUND, "the file is gone")
        return self.found


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def panel(qtbot: QtBot, engine: Engine, tmp_path: Path) -> Iterator[ReviewPanel]:
    keys = ShortcutTable(QSettings(str(tmp_path / "keys.ini"), QSettings.Format.IniFormat))
    widget = ReviewPanel(engine, keys)
    qtbot.addWidget(widget)
    widget.resize(1280, 760)
    widget.show()
    widget.setFocus()
    yield widget
    widget.close_down()


def show(qtbot: QtBot, panel: ReviewPanel, comparison: Comparison) -> None:
    panel.show_comparison(comparison, place="3 of 50")
    photos = [found.photo for found in comparison.subjects]
    qtbot.waitUntil(lambda: all(panel.canvas.loader.state(one).full for one in photos))


def press(qtbot: QtBot, panel: ReviewPanel, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget() or panel.canvas, key)


@pytest.mark.parametrize(
    ("key", "mode"),
    [
        (Key.Key_W, Mode.WIPE),
        (Key.Key_O, Mode.OVERLAY),
        (Key.Key_F, Mode.FLICKER),
        (Key.Key_D, Mode.DIFFERENCE),
        (Key.Key_E, Mode.ORB),
        (Key.Key_S, Mode.SIDE_BY_SIDE),
    ],
)
def test_each_mode_has_its_key(qtbot: QtBot, panel: ReviewPanel, tmp_path: Path, key: Qt.Key, mode: Mode) -> None:
    show(qtbot, panel, pair(tmp_path, "crop"))
    press(qtbot, panel, key)
    assert panel.canvas.mode is mode


@pytest.mark.parametrize(
    ("key", "choice"),
    [
        (Key.Key_K, Choice.KEEP_THIS),
        (Key.Key_A, Choice.KEEP_ALL),
        (Key.Key_X, Choice.NOT_A_MATCH),
        (Key.Key_Space, Choice.MARK),
        (Key.Key_Delete, Choice.MARK),
        (Key.Key_U, Choice.UNMARK),
    ],
)
def test_each_decision_has_its_key(
    qtbot: QtBot, panel: ReviewPanel, tmp_path: Path, key: Qt.Key, choice: Choice
) -> None:
    show(qtbot, panel, pair(tmp_path, "crop"))
    with qtbot.waitSignal(panel.decided) as caught:
        press(qtbot, panel, key)
    assert caught.args == [Decision(choice, 0, 1)]


def test_tab_flips_and_the_decision_is_about_the_photo_in_front(
    qtbot: QtBot, panel: ReviewPanel, tmp_path: Path
) -> None:
    show(qtbot, panel, pair(tmp_path, "crop"))
    press(qtbot, panel, Key.Key_Tab)
    with qtbot.waitSignal(panel.decided) as caught:
        press(qtbot, panel, Key.Key_K)
    assert caught.args == [Decision(Choice.KEEP_THIS, 1, 0)]


def test_space_takes_the_mark_of_a_marked_photo_away(qtbot: QtBot, panel: ReviewPanel, tmp_path: Path) -> None:
    show(qtbot, panel, pair(tmp_path, "crop"))
    panel.set_marked(frozenset({0}))
    with qtbot.waitSignal(panel.decided) as caught:
        press(qtbot, panel, Key.Key_Space)
    assert caught.args[0].choice is Choice.UNMARK
    assert panel.decision_bar.button(Command.MARK).accessibleName() == "Unmark"


def test_a_protected_photo_cannot_be_marked(qtbot: QtBot, panel: ReviewPanel, tmp_path: Path) -> None:
    comparison = pair(tmp_path, "crop")
    protected = replace(comparison.subjects[0], protected=True)
    show(qtbot, panel, replace(comparison, subjects=(protected, comparison.subjects[1])))
    with qtbot.assertNotEmitted(panel.decided):
        press(qtbot, panel, Key.Key_Space)
    assert not panel.decision_bar.button(Command.MARK).isEnabled()


@pytest.mark.parametrize(
    ("key", "command"),
    [
        (Key.Key_N, Command.NEXT_UNDECIDED),
        (Key.Key_PageDown, Command.NEXT),
        (Key.Key_PageUp, Command.PREVIOUS),
        (Key.Key_Backspace, Command.GO_BACK),
        (Key.Key_Question, Command.CHEAT_SHEET),
        (Key.Key_Escape, Command.BACK_TO_RESULTS),
    ],
)
def test_what_the_window_must_do_is_passed_on(
    qtbot: QtBot, panel: ReviewPanel, tmp_path: Path, key: Qt.Key, command: Command
) -> None:
    show(qtbot, panel, pair(tmp_path, "crop"))
    with qtbot.waitSignal(panel.moved) as caught:
        press(qtbot, panel, key)
    assert caught.args == [command]


def test_zoom_keys(qtbot: QtBot, panel: ReviewPanel, tmp_path: Path) -> None:
    show(qtbot, panel, pair(tmp_path, "crop"))
    assert panel.canvas.stage is not None
    fitted = panel.canvas.stage.zoom(0)
    press(qtbot, panel, Key.Key_1)
    assert panel.canvas.stage.zoom(0) == pytest.approx(1.0)
    assert panel.look_bar.zoom.text() == "100\N{NO-BREAK SPACE}%"
    press(qtbot, panel, Key.Key_Plus)
    assert panel.canvas.stage.zoom(0) == pytest.approx(1.25)
    press(qtbot, panel, Key.Key_0)
    assert panel.canvas.stage.zoom(0) == pytest.approx(fitted)


def test_a_slider_with_the_focus_keeps_its_arrows_and_the_letters_still_work(
    qtbot: QtBot, panel: ReviewPanel, tmp_path: Path
) -> None:
    show(qtbot, panel, pair(tmp_path, "crop"))
    press(qtbot, panel, Key.Key_O)
    slider = panel.look_bar.opacity
    slider.setFocus()
    before = slider.value()
    qtbot.keyClick(slider, Key.Key_Right)
    assert slider.value() > before
    assert panel.canvas.look.opacity == pytest.approx(slider.value() / 100)
    qtbot.keyClick(slider, Key.Key_W)
    assert panel.canvas.mode is Mode.WIPE


def test_orb_asks_the_engine_for_the_points_once_and_keeps_what_the_scan_decided(
    qtbot: QtBot, panel: ReviewPanel, engine: Engine, tmp_path: Path
) -> None:
    comparison = pair(tmp_path, "half")
    transform = edits(tmp_path / "original.bmp")["half"][1]
    points = keypoints(transform, (1024, 682))
    engine.found = match(0, 1, transform, [Relation.RE_ENCODED], matches=points, inliers=9)
    show(qtbot, panel, comparison)
    assert engine.compared == []
    press(qtbot, panel, Key.Key_E)
    stage = panel.canvas.stage
    assert stage is not None
    qtbot.waitUntil(lambda: bool(stage.match and stage.match.evidence and stage.match.evidence.matches))
    press(qtbot, panel, Key.Key_Tab)
    assert engine.compared == [("original.bmp", "half.bmp")]
    assert stage.match is not None
    assert stage.match.relation is Relation.CROPPED


def test_two_that_the_scan_did_not_compare_are_compared_now(
    qtbot: QtBot, panel: ReviewPanel, engine: Engine, tmp_path: Path
) -> None:
    comparison = replace(pair(tmp_path, "half"), matches=())
    transform = edits(tmp_path / "original.bmp")["half"][1]
    engine.found = match(0, 1, transform, [Relation.RESIZED])
    show(qtbot, panel, comparison)
    qtbot.waitUntil(lambda: panel.evidence.headline.text().startswith("Same photo"))


@pytest.mark.parametrize("mode", list(Mode))
def test_a_comparison_that_fails_leaves_the_review_working(
    qtbot: QtBot, panel: ReviewPanel, engine: Engine, tmp_path: Path, mode: Mode
) -> None:
    show(qtbot, panel, replace(pair(tmp_path, "half"), matches=()))
    panel.set_mode(mode)
    qtbot.waitUntil(lambda: bool(engine.compared))
    panel.grab()
    qtbot.waitUntil(lambda: panel.evidence.headline.text() == "These two could not be compared.")


def test_metadata_arrives_in_the_table(qtbot: QtBot, panel: ReviewPanel, tmp_path: Path) -> None:
    show(qtbot, panel, pair(tmp_path, "crop"))
    qtbot.waitUntil(lambda: "Camera\tX100\tX100" in panel.table.facts.text())


def test_every_control_has_a_name_and_takes_the_focus(panel: ReviewPanel) -> None:
    controls: list[QWidget] = [*panel.findChildren(QAbstractButton), *panel.findChildren(QSlider)]
    controls = [one for one in controls if one.isVisible()]
    nameless = [type(one).__name__ for one in controls if not (one.accessibleName() or getattr(one, "text", str)())]
    assert nameless == []
    assert panel.canvas.accessibleName()
    assert panel.table.accessibleName()
    assert [one for one in controls if one.focusPolicy() == Qt.FocusPolicy.NoFocus] == []


def test_photos_that_are_merely_looked_at_cannot_be_decided_about(
    qtbot: QtBot, panel: ReviewPanel, tmp_path: Path
) -> None:
    panel.show_comparison(pair(tmp_path, "crop"), deciding=False)
    assert not panel.decision_bar.isVisible()
    with qtbot.assertNotEmitted(panel.decided):
        press(qtbot, panel, Key.Key_K)


def test_without_photos_nothing_can_be_decided(qtbot: QtBot, panel: ReviewPanel) -> None:
    panel.show_comparison(None)
    with qtbot.assertNotEmitted(panel.decided):
        press(qtbot, panel, Key.Key_K)
    panel.grab()


def test_the_facts_of_four_photos_are_seen_without_scrolling_sideways(
    qtbot: QtBot, panel: ReviewPanel, tmp_path: Path
) -> None:
    path = original(tmp_path, 200)
    four = Comparison(tuple(subject(number, path, keeper=number == 0) for number in range(4)))
    show(qtbot, panel, four)
    qtbot.waitUntil(lambda: panel.table.horizontalScrollBar().maximum() == 0)
    panel.splitter.splitterMoved.emit(900, 1)
    panel.splitter.setSizes([900, 380])
    chosen = panel.splitter.sizes()
    show(qtbot, panel, replace(four, subjects=four.subjects[:3]))
    assert panel.splitter.sizes() == chosen


def say(texts: tuple[str, ...], *buttons: QAbstractButton) -> bool:
    return tuple(button.text() for button in buttons) == texts


def test_the_buttons_say_their_keys_as_far_as_there_is_room(qtbot: QtBot, panel: ReviewPanel, tmp_path: Path) -> None:
    show(qtbot, panel, pair(tmp_path, "crop"))
    keep, following = (panel.decision_bar.button(command) for command in (Command.KEEP_THIS, Command.NEXT))
    assert panel.minimumSizeHint().width() < 800
    for width, texts in (
        (1500, ("Keep this  K", "Next  PgDown")),
        (1130, ("Keep this  K", "Next")),
        (800, ("Keep this", "Next")),
        (1500, ("Keep this  K", "Next  PgDown")),
    ):
        panel.resize(width, 700)
        qtbot.waitUntil(partial(say, texts, keep, following))
