import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from lookalike_gui.review.histogram import ThresholdHistogram


@pytest.fixture
def histogram(qtbot: QtBot) -> ThresholdHistogram:
    widget = ThresholdHistogram()
    qtbot.addWidget(widget)
    widget.resize(300, 72)
    widget.show()
    widget.set_confidences([0.05] * 40 + [0.5] * 3 + [0.99] * 60)
    return widget


def test_it_counts_the_pairs_on_its_right(histogram: ThresholdHistogram) -> None:
    histogram.set_threshold(0.5)
    assert histogram.matches == 63
    histogram.set_threshold(0.51)
    assert histogram.matches == 60
    assert "60 of 103 pairs" in histogram.toolTip()


def test_moving_it_by_program_says_nothing(qtbot: QtBot, histogram: ThresholdHistogram) -> None:
    with qtbot.assertNotEmitted(histogram.threshold_changed, wait=100):
        histogram.set_threshold(0.7)


def test_a_click_moves_the_threshold_there(qtbot: QtBot, histogram: ThresholdHistogram) -> None:
    with qtbot.waitSignal(histogram.threshold_changed) as caught:
        qtbot.mouseClick(histogram, Qt.MouseButton.LeftButton, pos=QPoint(150, 30))
    assert caught.args[0] == pytest.approx(0.5, abs=0.01)


def test_arrow_keys_move_it_by_one_per_cent(qtbot: QtBot, histogram: ThresholdHistogram) -> None:
    histogram.set_threshold(0.5)
    with qtbot.waitSignal(histogram.threshold_changed) as caught:
        qtbot.keyClick(histogram, Qt.Key.Key_Right)
    assert caught.args == [0.51]


def test_a_fast_drag_emits_rarely_but_never_loses_the_last_place(qtbot: QtBot, histogram: ThresholdHistogram) -> None:
    seen: list[float] = []
    histogram.threshold_changed.connect(seen.append)
    for value in range(10, 90):
        histogram.setValue(value)
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] == 0.89)
    assert len(seen) < 10


def test_pairs_that_count_are_drawn_in_another_colour(histogram: ThresholdHistogram) -> None:
    histogram.set_threshold(0.5)
    image = histogram.grab().toImage()
    left, right = image.pixelColor(10 + 12, 50), image.pixelColor(300 - 10, 50)
    assert left != right


def test_no_pairs_are_no_problem(histogram: ThresholdHistogram) -> None:
    histogram.set_confidences([])
    assert histogram.matches == 0
    histogram.grab()
