"""Small crops are found by what MobileNet sees in them."""

from __future__ import annotations

from pathlib import Path

from lookalike.session import Session
from lookalike.settings import ScanOptions
from tests.photos import photo, save


def test_opposite_corners_of_a_photo_are_together_through_it(tmp_path: Path) -> None:
    image = photo("coffee")
    width, height = (round(0.55 * side) for side in image.size)
    save(image, tmp_path / "whole.jpg", quality=92)
    save(image.crop((0, 0, width, height)), tmp_path / "left.jpg")
    save(image.crop((image.width - width, image.height - height, *image.size)), tmp_path / "right.jpg")
    save(photo("rocket"), tmp_path / "rocket.jpg")
    with Session(use_cache=False) as session:
        result = session.scan(ScanOptions(roots=(str(tmp_path),)))
    (group,) = result.groups
    assert {Path(result.photos[index].path).stem for index in group.photos} == {"whole", "left", "right"}
