"""`lookalike compare` says how sure it is as the window does: 100 % is for what is equal."""

import re

import pytest

from lookalike.cli import main
from lookalike.matching.confidence import whole_percent
from tests.photos import captioned, photo, save


@pytest.mark.parametrize(("score", "shown"), [(1.0, 100), (0.99999, 99), (0.996, 99), (0.57, 57), (0.004, 0)])
def test_scores_are_rounded_down(score, shown):
    assert whole_percent(score) == shown


def test_a_copy_with_a_caption_is_not_said_to_be_quite_sure(tmp_path, capsys):
    pair = [str(save(image, tmp_path / name)) for name, image in photos()]
    assert main(["compare", *pair]) == 0
    (sure,) = re.findall(r"^confidence +(\d+) %$", capsys.readouterr().out, re.MULTILINE)
    assert 90 <= int(sure) <= 99


def photos():
    return ("a.jpg", photo("coffee")), ("b.jpg", captioned(photo("coffee")))


def test_of_a_byte_copy_it_is_quite_sure(tmp_path, capsys):
    path = save(photo("coffee"), tmp_path / "a.jpg")
    copy = tmp_path / "b.jpg"
    copy.write_bytes(path.read_bytes())
    assert main(["compare", str(path), str(copy)]) == 0
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    assert ["relation", "identical-file"] in lines
    assert ["confidence", "100 %"] in lines
    assert ["cropped", "0.0 % of A is not on B"] in lines
