from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lookalike.types import Relation
from lookalike_gui.review.canvas import CompareCanvas
from lookalike_gui.review.values import Comparison, Mode
from tests.gui.review.known import Files, area, edits, grey, keypoints, match, original, pair, show, subject
from tests.photos import photo, save


def three(folder: Path) -> Comparison:
    path = original(folder, 200)
    subjects = [subject(0, path, keeper=True)]
    matches = []
    for index, name in enumerate(("crop", "half"), 1):
        image, transform = edits(path)[name]
        subjects.append(subject(index, save(image, folder / f"{name}.bmp")))
        matches.append(match(0, index, transform, [Relation.CROPPED]))
    return Comparison(tuple(subjects), tuple(matches))


def wheel(canvas: CompareCanvas, at: QPoint, notches: int) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(canvas.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def zooms(canvas: CompareCanvas) -> list[float]:
    assert canvas.stage is not None
    return [canvas.stage.zoom(position) for position in range(len(canvas.stage.subjects))]


def test_one_hundred_per_cent_shows_the_finest_photo_pixel_by_pixel(
    qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path
) -> None:
    show(qtbot, canvas, pair(tmp_path, "half"))
    canvas.zoom_full()
    assert zooms(canvas) == pytest.approx([1.0, 2.0])
    canvas.set_mode(Mode.FLICKER)
    canvas.flip_by_hand()
    canvas.flip_by_hand()
    screen = grey(canvas.grab().toImage())[200:300, 200:300]
    file = np.asarray(photo("coffee").resize((1024, 682), 3), np.float32).mean(axis=2)
    misses = cv2.matchTemplate(file, screen, cv2.TM_SQDIFF) / screen.size
    assert misses.min() < 1.0


def test_the_wheel_holds_still_what_is_under_the_pointer(qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path) -> None:
    show(qtbot, canvas, pair(tmp_path, "crop"))
    canvas.set_mode(Mode.WIPE)
    assert canvas.stage is not None

    def under_pointer() -> tuple[float, float]:
        assert canvas.stage is not None
        back, _ = canvas.stage.view.to_device(canvas.stage.panes(area(canvas))[0]).inverted()
        point = back.map(QPointF(500, 120) * canvas.devicePixelRatioF())
        return point.x(), point.y()

    before = under_pointer()
    wheel(canvas, QPoint(500, 120), 4)
    assert under_pointer() == pytest.approx(before, abs=3)


def test_zoom_ends_at_pixels_as_large_as_fingertips(qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path) -> None:
    show(qtbot, canvas, pair(tmp_path, "crop"))
    for _ in range(80):
        wheel(canvas, QPoint(300, 200), 1)
    assert max(zooms(canvas)) == pytest.approx(32.0)


def test_resizing_the_window_keeps_a_fitted_view_fitted(qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path) -> None:
    show(qtbot, canvas, pair(tmp_path, "crop"))
    before = zooms(canvas)
    canvas.resize(1280, 960)
    assert zooms(canvas)[0] > before[0] * 1.5


def test_flip_takes_turns_through_all_photos_where_all_are_on_show(
    qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path
) -> None:
    show(qtbot, canvas, three(tmp_path))
    assert canvas.stage is not None
    seen = []
    for _ in range(3):
        seen.append(canvas.stage.front)
        canvas.flip_by_hand()
    assert seen == [0, 1, 2]


def test_arrows_choose_a_photo_while_all_of_it_is_in_sight_and_pan_otherwise(
    qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path
) -> None:
    show(qtbot, canvas, three(tmp_path))
    assert canvas.stage is not None
    view = canvas.stage.view
    for key, front in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, 0), (Qt.Key.Key_Left, 2)):
        qtbot.keyClick(canvas, key)
        assert canvas.stage.front == front and canvas.stage.view == view
    canvas.zoom_full()
    view = canvas.stage.view
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.stage.front == 2 and canvas.stage.view != view


def test_flip_swaps_the_two_sides_of_the_wipe(qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path) -> None:
    show(qtbot, canvas, three(tmp_path))
    canvas.set_mode(Mode.WIPE)
    assert canvas.stage is not None
    canvas.flip_by_hand()
    assert (canvas.stage.front, canvas.stage.back) == (1, 0)
    canvas.next_partner()
    assert (canvas.stage.front, canvas.stage.back) == (1, 2)


def test_flicker_runs_by_itself_until_a_hand_takes_over(qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path) -> None:
    show(qtbot, canvas, pair(tmp_path, "crop"))
    with qtbot.waitSignals([canvas.flipped, canvas.flipped]):
        canvas.set_mode(Mode.FLICKER)
    canvas.flip_by_hand()
    assert not canvas.flickering


def test_dragging_the_handle_moves_the_wipe_and_not_the_photos(
    qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path
) -> None:
    show(qtbot, canvas, pair(tmp_path, "crop"))
    canvas.set_mode(Mode.WIPE)
    assert canvas.stage is not None
    place = canvas.stage.view
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(320, 200))
    qtbot.mouseMove(canvas, QPoint(160, 200))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(160, 200))
    assert canvas.look.wipe == pytest.approx(0.25, abs=0.01)
    assert canvas.stage.view == place


def test_dragging_elsewhere_moves_all_photos(qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path) -> None:
    show(qtbot, canvas, pair(tmp_path, "crop"))
    assert canvas.stage is not None
    canvas.zoom_full()
    before = canvas.stage.view.centre
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 200))
    qtbot.mouseMove(canvas, QPoint(60, 230))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(60, 230))
    moved = canvas.stage.view.centre - before
    assert (moved.x(), moved.y()) == pytest.approx((40 * canvas.devicePixelRatioF(), -30 * canvas.devicePixelRatioF()))


def test_a_click_on_a_pane_brings_its_photo_to_the_front(qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path) -> None:
    show(qtbot, canvas, pair(tmp_path, "crop"))
    assert canvas.stage is not None
    pane = canvas.stage.panes(area(canvas))[1]
    with qtbot.waitSignal(canvas.flipped):
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=(pane.center() / canvas.devicePixelRatioF()).toPoint())
    assert canvas.stage.front == 1


def test_the_next_pair_never_shows_the_last_ones_pixels(
    qtbot: QtBot, canvas: CompareCanvas, files: Files, tmp_path: Path
) -> None:
    for name in ("white", "black"):
        Image.new("RGB", (64, 64), name).save(tmp_path / f"{name}.bmp")
    white, black = subject(0, tmp_path / "white.bmp"), subject(1, tmp_path / "black.bmp")
    show(qtbot, canvas, Comparison((white, white)))
    canvas.set_mode(Mode.FLICKER)
    canvas.flip_by_hand()
    assert grey(canvas.grab().toImage())[240, 320] > 250
    files.gate.clear()
    canvas.show_comparison(Comparison((black, black)))
    assert grey(canvas.grab().toImage())[240, 320] < 250


def test_the_difference_is_hot_where_something_was_added_and_cold_elsewhere(
    qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path
) -> None:
    path = original(tmp_path, 400)
    changed = photo("coffee").resize((400, 266), 3)
    changed.paste((255, 240, 0), (20, 20, 120, 100))
    other = save(changed, tmp_path / "changed.bmp")
    same = (1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0)
    show(qtbot, canvas, Comparison((subject(0, path), subject(1, other)), (match(0, 1, same, [Relation.ADDED]),)))
    canvas.set_mode(Mode.DIFFERENCE)
    assert canvas.stage is not None
    qtbot.waitUntil(lambda: canvas.heat is not None)
    assert canvas.heat is not None
    assert canvas.heat.changed == pytest.approx(100 * 80 / (400 * 266), abs=0.02)
    screen = grey(canvas.grab().toImage())
    pane = canvas.stage.panes(area(canvas))[0]
    spot, calm = (canvas.stage.to_device(0, pane).map(point) for point in (QPointF(100, 80), QPointF(300, 200)))
    assert screen[round(spot.y()), round(spot.x())] > screen[round(calm.y()), round(calm.x())] + 80


@pytest.mark.parametrize("lines", [True, False])
def test_orb_matches_are_drawn_between_the_two_photos(
    qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path, lines: bool
) -> None:
    comparison = pair(tmp_path, "half")
    transform = edits(tmp_path / "original.bmp")["half"][1]
    show(qtbot, canvas, comparison)
    canvas.look.lines = lines
    canvas.set_mode(Mode.ORB)
    without = grey(canvas.grab().toImage())
    canvas.set_match(match(0, 1, transform, [Relation.RESIZED], matches=keypoints(transform, (1024, 682))))
    drawn = np.abs(grey(canvas.grab().toImage()) - without) > 30
    assert canvas.stage is not None
    first, second = canvas.stage.panes(area(canvas))
    gap = drawn[:, round(first.right()) : round(second.left())] if second.left() > first.right() else None
    between = drawn[round(first.bottom()) : round(second.top())] if gap is None else gap
    assert bool(between.any()) is lines
    assert drawn.sum() > 200


def test_without_photos_the_canvas_is_empty(canvas: CompareCanvas) -> None:
    canvas.show_comparison(None)
    screen = grey(canvas.grab().toImage())[10:-10, 10:-10]
    assert screen.min() == screen.max()
