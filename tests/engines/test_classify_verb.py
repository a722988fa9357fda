"""`lookalike classify`: what is on photos, and which of them cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from lookalike.cli import main
from tests.photos import photo, save


def test_photos_are_named_by_their_likeliest_class_and_others_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cat, gone = str(save(photo("chelsea"), tmp_path / "cat.jpg")), str(tmp_path / "gone.jpg")
    assert main(["classify", cat, "--top", "2"]) == 0
    name, *classes = capsys.readouterr().out.splitlines()
    assert name == cat
    assert len(classes) == 2 and "cat" in classes[0]
    assert main(["classify", gone, cat]) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"lookalike: {gone}: ") and cat in said.out
