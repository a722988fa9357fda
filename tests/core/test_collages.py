"""Photos that meet in one picture stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageOps

from lookalike.session import Session
from lookalike.settings import EngineChoice, ScanOptions
from tests.photos import photo, save

SHOWN = ("coffee", "rocket")


def groups_of(folder: Path) -> set[frozenset[str]]:
    with Session(use_cache=False) as session:
        result = session.scan(ScanOptions(roots=(str(folder),), engine=EngineChoice.NONE))
    return {frozenset(Path(result.photos[index].path).stem for index in group.photos) for group in result.groups}


def collage() -> Image.Image:
    sheet = Image.new("RGB", (620, 220), "white")
    for place, name in enumerate(SHOWN):
        sheet.paste(ImageOps.fit(photo(name), (290, 200)), (10 + 310 * place, 10))
    return sheet


@pytest.mark.parametrize("copies", [1, 7])
def test_a_collage_does_not_bring_its_photos_together(tmp_path: Path, copies: int) -> None:
    for name in SHOWN:
        for copy in range(copies + 1):
            save(photo(name), tmp_path / f"{name}-{copy}.jpg", quality=95 - 8 * copy)
    save(collage(), tmp_path / "collage.jpg")
    groups = groups_of(tmp_path)
    for name in SHOWN:
        family = {f"{name}-{copy}" for copy in range(copies + 1)}
        assert any(family <= group <= family | {"collage"} for group in groups)
