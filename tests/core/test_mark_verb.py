"""`lookalike mark`: how criteria are written, where marks go, and what is said of photos that got none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lookalike.cli import main
from lookalike.exporting.resultfile import read_session, write_json
from tests.core.results import quality_of, result_of
from tests.core.trees import Tree, marked_in


@pytest.mark.parametrize(
    ("criterion", "kept"),
    [
        ("path-depth", "keep.jpg"),
        ("path-depth:reverse", "new/copy.jpg"),
        ("path-pattern=ol{1,1}d", "old/copy.jpg"),
        ("folder-order=old,new", "old/copy.jpg"),
    ],
)
def test_a_criterion_is_written_with_its_values_and_may_be_turned_round(
    saved: str, tree: Tree, monkeypatch: pytest.MonkeyPatch, criterion: str, kept: str
) -> None:
    monkeypatch.chdir(tree.root)
    assert main(["mark", saved, "--quiet", "--keep", criterion, "--keep", "folder-order=new"]) == 0
    assert marked_in(saved) == {"keep.jpg", "old/copy.jpg", "new/copy.jpg"} - {kept}


def test_a_saved_rule_means_the_same_folders_wherever_one_stands(
    saved: str, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree.root)
    main(["mark", saved, "--quiet", "--keep", "folder-order=old", "--save-rule", "old first"])
    monkeypatch.chdir(tree.base)
    main(["mark", saved, "--quiet", "--clear"])
    main(["mark", saved, "--quiet", "--rule", "old first"])
    assert marked_in(saved) == {"keep.jpg", "new/copy.jpg"}


def test_a_criterion_turned_round_in_another_word_is_refused(saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mark", saved, "--keep", "resolution:backwards"]) == 2
    assert "KIND:reverse" in capsys.readouterr().err


def test_marks_may_go_into_another_file(saved: str, tree: Tree) -> None:
    other = str(tree.base / "other.json")
    assert main(["mark", saved, "--quiet", "--output", other]) == 0
    assert marked_in(saved) == set()
    assert marked_in(other) == {"old/copy.jpg", "new/copy.jpg"}


def test_a_folder_or_a_pattern_without_photos_is_told(
    saved: str, tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    for wish in (["--folder", tree.path("typo")], ["--match", "typo"]):
        assert main(["mark", saved, "--quiet", *wish]) == 0
        assert "no further photo was marked" in capsys.readouterr().err
    main(["mark", saved, "--quiet", "--folder", tree.path("old")])
    assert not capsys.readouterr().err


def test_photos_that_stay_are_told_with_the_reason(saved: str, tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    main(["mark", saved, "--folder", str(tree.root)])
    assert "1 photo not marked, because nothing would be left of the group" in capsys.readouterr().out
    result, _ = read_session(saved)
    write_json(replace(result, options=replace(result.options, protected=(tree.path("old"),))), saved)
    main(["mark", saved])
    assert "1 photo not marked, because of a protected folder" in capsys.readouterr().out
    assert marked_in(saved) == {"new/copy.jpg"}


def test_photos_of_a_table_that_are_not_in_the_result_are_named(
    saved: str, tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tree.base / "table.csv"
    table.write_text(f"path,marked\n{tree.path('new/copy.jpg')},yes\n/elsewhere/a.jpg,yes\n/elsewhere/b.jpg,no\n")
    assert main(["mark", saved, "--quiet", "--from-csv", str(table)]) == 0
    assert capsys.readouterr().err == "not in this result, so not marked: /elsewhere/a.jpg\n"
    assert marked_in(saved) == {"new/copy.jpg"}


def test_a_format_without_loss_is_called_so(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    names = tree.paths("a.png", "b.jpg")
    for name in ("a.png", "b.jpg"):
        tree.make_file(name)
    qualities = dict(zip(names, (quality_of(format="PNG"), quality_of(compression=80)), strict=True))
    saved = str(tree.base / "result.json")
    write_json(result_of([names], tree.root, qualities=qualities), saved)
    assert main(["mark", saved, "--keep", "compression", "--why"]) == 0
    assert "(compression: lossless against 80)" in capsys.readouterr().out
