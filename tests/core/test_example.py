"""The example of the guide runs as it stands."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tests.photos import photo, resized, save

GUIDE = Path(__file__).parents[2] / "resources/lookalike_resources/guide/command-line.md"


def test_the_engine_is_used_from_python_as_the_guide_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keeper = save(photo("coffee"), tmp_path / "a.png")
    copy = save(resized(photo("coffee")), tmp_path / "b.png")
    example = GUIDE.read_text("utf-8").split("## From Python")[1].split("\n\n", 2)[2].rsplit("\n\n", 1)[0]
    program = textwrap.dedent(example).replace("/home/anna/Pictures", str(tmp_path))
    exec(compile(program, GUIDE.name, "exec"), {})
    kept, other = capsys.readouterr().out.splitlines()
    assert kept == f"keep {keeper}"
    assert other.split()[:2] == [str(copy), "resized"]
