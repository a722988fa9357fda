import numpy as np
import pytest
from PIL import Image

from lookalike.cli import main
from tests.photos import cropped, photo, save

ORANGE = (255, 170, 0)


@pytest.fixture
def pair(tmp_path):
    whole = photo("chelsea")
    return save(whole, tmp_path / "whole.png"), save(cropped(whole, 0.36), tmp_path / "part.png")


def test_the_overlay_frames_the_part_where_it_lies_in_the_whole(pair, tmp_path):
    target = tmp_path / "overlay.png"
    assert main(["compare", *map(str, pair), "--overlay", str(target)]) == 0
    picture = np.asarray(Image.open(target).convert("RGB")).astype(int)
    left = picture[:, : picture.shape[1] * 451 // (451 + 361)]
    rows, columns = np.nonzero(np.abs(left - ORANGE).sum(axis=2) < 12)
    # 36 % of the area gone leaves 80 % of each side: the frame runs from 10 % to 90 % of the height.
    assert rows.min() / picture.shape[0] == pytest.approx(0.1, abs=0.02)
    assert rows.max() / picture.shape[0] == pytest.approx(0.9, abs=0.02)
    assert columns.min() / (720 * 451 / 300) == pytest.approx(0.1, abs=0.02)


def test_photos_of_any_size_stand_at_one_height(tmp_path):
    save(photo("coffee"), tmp_path / "a.png")
    save(photo("camera").resize((64, 64)), tmp_path / "b.png")
    main(["compare", str(tmp_path / "a.png"), str(tmp_path / "b.png"), "--overlay", str(tmp_path / "o.png")])
    with Image.open(tmp_path / "o.png") as picture:
        assert picture.height == 720
        assert picture.width == pytest.approx(720 * 512 / 341 + 16 + 720, abs=2)
