"""What the engine itself finds lies over its original on the screen."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lookalike.session import Session
from lookalike.settings import EngineChoice, ScanOptions
from lookalike_gui.review.canvas import CompareCanvas
from lookalike_gui.review.services import SessionServices
from lookalike_gui.review.values import Comparison, Mode
from tests.gui.review.known import edits, grey, middle, original, photo_at, subject
from tests.photos import save


@pytest.fixture
def services() -> Iterator[SessionServices]:
    with Session(use_cache=False) as session:
        yield SessionServices(session, ScanOptions(roots=(), engine=EngineChoice.NONE))


@pytest.mark.parametrize("edit", ["turned-crop", "half", "mirrored"])
def test_the_engines_own_transform_aligns_within_a_pixel_of_its_working_size(
    qtbot: QtBot, services: SessionServices, tmp_path: Path, edit: str
) -> None:
    path = original(tmp_path)
    other = save(edits(path)[edit][0], tmp_path / "copy.bmp")
    subjects = (subject(0, path), subject(1, other))
    found = services.compare(subjects[0].photo, subjects[1].photo)
    canvas = CompareCanvas(services)
    qtbot.addWidget(canvas)
    canvas.resize(640, 480)
    canvas.show()
    canvas.show_comparison(Comparison(subjects, (found,)))
    qtbot.waitUntil(lambda: all(canvas.loader.state(one.photo).full for one in subjects))
    canvas.set_mode(Mode.FLICKER)
    canvas.flip_by_hand()
    views = []
    for _ in range(2):
        views.append(middle(grey(canvas.grab().toImage())))
        canvas.flip_by_hand()
    canvas.close_down()
    window = cv2.createHanningWindow(views[0].shape[::-1], cv2.CV_32F)
    shift, _ = cv2.phaseCorrelate(views[0], views[1], window)
    assert max(map(abs, shift)) < 1
    assert np.corrcoef(views[0].ravel(), views[1].ravel())[0, 1] > 0.97


def test_metadata_and_pixels_come_from_the_file(services: SessionServices, tmp_path: Path) -> None:
    one = photo_at(original(tmp_path))
    assert services.full(one).shape == (682, 1024, 3)
    assert max(services.preview(one).shape) == 512
    assert services.header(one).format == "BMP"
