"""A crop, a turn, a mirror or another size lies exactly over its original on the screen."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from pytestqt.qtbot import QtBot

from lookalike.types import Relation
from lookalike_gui.review import geometry
from lookalike_gui.review.canvas import CompareCanvas
from lookalike_gui.review.values import Comparison, Mode, Subject
from tests.gui.review.known import Files, edits, grey, match, middle, original, pair, show, subject
from tests.photos import save


def flipped_views(canvas: CompareCanvas) -> tuple[np.ndarray, np.ndarray]:
    """The middle of the screen with one photo in front, then with the other."""
    views = []
    for _ in range(2):
        views.append(middle(grey(canvas.grab().toImage())))
        canvas.flip_by_hand()
    return views[0], views[1]


@pytest.mark.parametrize("edit", ["crop", "half", "one-pixel-wider", "turned", "mirrored", "turned-crop"])
def test_an_edit_lies_over_its_original_within_a_pixel(
    qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path, edit: str
) -> None:
    show(qtbot, canvas, pair(tmp_path, edit))
    canvas.set_mode(Mode.FLICKER)
    canvas.flip_by_hand()
    for zoom in (None, 1, 3):
        if zoom is not None:
            canvas.zoom_full()
            canvas.zoom_by(zoom)
        first, second = flipped_views(canvas)
        window = cv2.createHanningWindow(first.shape[::-1], cv2.CV_32F)
        shift, response = cv2.phaseCorrelate(first, second, window)
        assert response > 0.3
        assert max(map(abs, shift)) < (zoom or 1)
        assert np.corrcoef(first.ravel(), second.ravel())[0, 1] > 0.97


def test_a_match_made_in_the_other_order_aligns_too(qtbot: QtBot, canvas: CompareCanvas, tmp_path: Path) -> None:
    path = original(tmp_path)
    image, transform = edits(path)["turned-crop"]
    other = subject(3, save(image, tmp_path / "copy.bmp"))
    keeper = subject(7, path, keeper=True)
    backwards = geometry.inverted(transform)
    show(qtbot, canvas, Comparison((keeper, other), (match(3, 7, backwards, [Relation.CROPPED]),)))
    canvas.set_mode(Mode.FLICKER)
    canvas.flip_by_hand()
    first, second = flipped_views(canvas)
    assert np.corrcoef(first.ravel(), second.ravel())[0, 1] > 0.97


def test_photos_that_were_never_scanned_align_from_their_previews_on(
    qtbot: QtBot, canvas: CompareCanvas, files: Files, tmp_path: Path
) -> None:
    scanned = pair(tmp_path, "crop")
    unknown = tuple(replace(one, fingerprint=None) for one in scanned.subjects)
    files.gate.clear()
    canvas.show_comparison(replace(scanned, subjects=unknown))
    photos = [found.photo for found in unknown]
    qtbot.waitUntil(lambda: all(canvas.loader.state(photo).preview for photo in photos))
    assert canvas.stage is not None
    assert [canvas.stage.size(position) for position in (0, 1)] == [one.size for one in scanned.subjects]
    canvas.set_mode(Mode.FLICKER)
    canvas.flip_by_hand()
    first, second = flipped_views(canvas)
    assert np.corrcoef(first.ravel(), second.ravel())[0, 1] > 0.9


def test_two_copies_without_a_match_of_their_own_align_by_way_of_the_keeper(tmp_path: Path) -> None:
    path = original(tmp_path)
    made = edits(path)
    subjects = [subject(0, path)]
    matches = []
    for index, name in enumerate(("crop", "half"), 1):
        image, transform = made[name]
        subjects.append(subject(index, save(image, tmp_path / f"{name}.bmp")))
        matches.append(match(0, index, transform, [Relation.CROPPED]))
    comparison = Comparison(tuple(subjects), tuple(matches))
    found = comparison.transform(1, 2)
    assert found is not None
    left, top = -made["crop"][1][2], -made["crop"][1][5]
    mapped = geometry.to_qt(found).map(QPointF(10, 20))
    assert (mapped.x(), mapped.y()) == pytest.approx(((10 + left) / 2, (20 + top) / 2))


def test_sizes_that_differ_by_a_pixel_cover_each_other_even_without_a_transform() -> None:
    placed = geometry.fitted((1000, 667), (1001, 667)).mapRect(QRectF(0, 0, 1000, 667))
    assert placed == QRectF(0, 0, 1001, 667)


def test_a_wild_transform_is_not_believed() -> None:
    folded = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, -0.002, 0.0, 1.0)
    placed = geometry.placement(folded, (1000, 800), (1000, 800))
    assert placed.isAffine()


def test_a_perspective_is_kept() -> None:
    leaning = (1.0, 0.02, 3.0, 0.01, 1.0, 5.0, 0.00005, 0.00002, 1.0)
    assert geometry.from_qt(geometry.placement(leaning, (1000, 800), (1000, 800))) == pytest.approx(leaning)


def test_more_than_four_photos_are_refused(tmp_path: Path) -> None:
    one: Subject = subject(0, original(tmp_path, 64))
    with pytest.raises(ValueError, match="two to 4"):
        Comparison((one,) * 5)
