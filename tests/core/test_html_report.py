from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from lookalike.errors import CancelledError
from lookalike.exporting.htmlreport import write_html
from lookalike.job import CancelToken, Progress, Stage
from lookalike.types import Raster
from tests.core.results import result_of
from tests.core.test_export import make_photos

GREY: Raster = np.full((96, 128, 3), 128, np.uint8)


def groups(folder: Path, count: int) -> list[list[str]]:
    paths = make_photos(folder, [b"%d-%d.jpg" % (number, copy) for number in range(count) for copy in range(2)])
    return [paths[start : start + 2] for start in range(0, len(paths), 2)]


def on_disk(folder: Path) -> int:
    return sum(entry.stat().st_size for entry in os.scandir(folder))


def test_what_was_read_is_written_before_the_next_group_is_read(tmp_path: Path) -> None:
    photos, target = tmp_path / "photos", tmp_path / "page"
    photos.mkdir()
    target.mkdir()
    written: list[int] = []

    def picture(_path: str, _side: int) -> Raster:
        written.append(on_disk(target))
        return GREY

    write_html(result_of(groups(photos, 5), photos), str(target / "page.html"), picture=picture)
    first_of_groups = written[::2]
    assert first_of_groups == sorted(set(first_of_groups)), "the page grew on the disk with every group"
    assert (target / "page.html").read_text(encoding="utf-8").count("<img ") == 10


def test_progress_counts_the_photos_of_groups(tmp_path: Path) -> None:
    told: list[Progress] = []
    result = result_of(groups(tmp_path, 3), tmp_path)
    write_html(result, str(tmp_path / "page.html"), picture=lambda *_: GREY, report=told.append)
    assert [(one.stage, one.done, one.total) for one in told] == [(Stage.EXPORT, done, 6) for done in (0, 2, 4)]


def test_stopping_leaves_the_page_of_last_time_and_nothing_beside_it(tmp_path: Path) -> None:
    photos, target = tmp_path / "photos", tmp_path / "page"
    photos.mkdir()
    target.mkdir()
    page = target / "page.html"
    page.write_text("the page of last time", encoding="utf-8")
    cancel = CancelToken()

    def picture(_path: str, _side: int) -> Raster:
        cancel.cancel()
        return GREY

    with pytest.raises(CancelledError):
        write_html(result_of(groups(photos, 3), photos), str(page), picture=picture, cancel=cancel)
    assert page.read_text(encoding="utf-8") == "the page of last time"
    assert os.listdir(target) == ["page.html"]
