"""`lookalike mark`, `apply`, `undo` and `export` as a person types them."""

from __future__ import annotations

import json
import os
import re

import pytest
from PIL import Image

from lookalike.cli import main
from lookalike.commands.words import human_size
from lookalike.exporting.resultfile import Review, read_review, read_session, write_json, write_review
from tests.core.results import result_of
from tests.core.trees import Tree, marked_in


def test_marking_by_rule_folder_pattern_and_inverting(saved: str, tree: Tree) -> None:
    assert main(["mark", saved, "--quiet"]) == 0
    assert marked_in(saved) == {"old/copy.jpg", "new/copy.jpg"}
    assert main(["mark", saved, "--quiet", "--invert"]) == 0
    assert marked_in(saved) == {"keep.jpg"}
    main(["mark", saved, "--quiet", "--clear"])
    main(["mark", saved, "--quiet", "--folder", tree.path("old")])
    main(["mark", saved, "--quiet", "--match", "NEW/"])
    assert marked_in(saved) == {"old/copy.jpg", "new/copy.jpg"}
    order = f"folder-order={tree.path('new')},{tree.path('old')}"
    main(["mark", saved, "--quiet", "--keep", "resolution", "--keep", order, "--save-rule", "new first"])
    assert marked_in(saved) == {"keep.jpg", "old/copy.jpg"}
    main(["mark", saved, "--quiet", "--clear"])
    main(["mark", saved, "--quiet", "--rule", "new first"])
    assert marked_in(saved) == {"keep.jpg", "old/copy.jpg"}


def test_why_tells_what_decided(saved: str, tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    main(["mark", saved, "--keep", "name-length", "--keep", f"folder-order={tree.path('new')}", "--why"])
    text = capsys.readouterr().out
    assert f"{tree.path('old/copy.jpg')}\n  kept instead: {tree.path('new/copy.jpg')} (folder-order=" in text
    assert "2 of 3 photos marked" in text


def test_a_table_that_was_marked_in_a_spreadsheet_is_read_back(saved: str, tree: Tree) -> None:
    table = tree.base / "result.csv"
    assert main(["export", saved, "--csv", str(table)]) == 0
    lines = table.read_text("utf-8").splitlines()
    table.write_text("\n".join(line.replace(",no,", ",yes,") if "new/copy" in line else line for line in lines))
    assert main(["mark", saved, "--quiet", "--from-csv", str(table)]) == 0
    assert marked_in(saved) == {"new/copy.jpg"}


def test_trash_and_undo_from_the_command_line(saved: str, tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    main(["mark", saved, "--quiet"])
    assert main(["apply", saved, "--yes"]) == 0
    assert not tree.exists("old/copy.jpg") and tree.exists("keep.jpg")
    text = capsys.readouterr().out
    assert "2 photos to the trash" in text and "`lookalike undo` takes it back" in text
    assert main(["undo", "--list"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert re.match(r"\S+  \S+  trash +2 done", line)
    assert main(["undo"]) == 0
    assert tree.exists("old/copy.jpg") and "2 files brought back" in capsys.readouterr().out
    assert main(["undo", "--redo", "--quiet"]) == 0
    assert main(["undo", "--only", tree.path("old/copy.jpg"), "--quiet"]) == 0
    assert tree.exists("old/copy.jpg") and not tree.exists("new/copy.jpg")
    assert main(["undo", "--all", "--quiet"]) == 0
    assert tree.exists("new/copy.jpg")
    assert main(["undo"]) == 0
    assert "nothing to undo" in capsys.readouterr().out


def test_of_what_is_deleted_for_good_nobody_is_told_that_it_comes_back(
    saved: str, tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["mark", saved, "--quiet"])
    assert main(["apply", saved, "--action", "delete", "--yes"]) == 0
    text = capsys.readouterr().out
    assert "2 photos to be deleted FOR GOOD" in text and "undo" not in text
    assert not tree.exists("old/copy.jpg")
    assert main(["undo"]) == 1
    assert "deleted for good" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("count", "said"),
    [(999, "999 bytes"), (1000, "1.0 kB"), (999_960, "1.0 MB"), (31_555, "31.6 kB"), (5e15, "5000.0 TB")],
)
def test_sizes_are_said_in_the_unit_that_suits_them(count: float, said: str) -> None:
    assert human_size(count) == said


def test_a_dry_run_changes_nothing(saved: str, tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    main(["mark", saved, "--quiet"])
    assert main(["apply", saved, "--dry-run", "--verbose"]) == 0
    assert "2 photos would be acted on" in capsys.readouterr().out
    assert tree.exists("old/copy.jpg")


@pytest.mark.parametrize("action", ["trash", "quarantine", "move", "copy", "hard-link", "symbolic-link", "delete"])
def test_each_action_is_known_by_the_name_that_the_help_gives_it(
    tree: Tree, action: str, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = str(tree.base / "result.json")
    write_json(tree.group("keep.jpg", "copy.jpg", content=b"same"), saved)
    main(["mark", saved, "--quiet"])
    to = ["--to", str(tree.base / "target")] if action in ("move", "copy") else []
    assert main(["apply", saved, "--action", action, *to, "--dry-run", "--verbose"]) == 0
    assert "1 photo would be acted on" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["apply", "--help"])
    assert action in capsys.readouterr().out


def test_nothing_is_done_where_nobody_can_be_asked(saved: str, tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    main(["mark", saved, "--quiet"])
    assert main(["apply", saved]) == 3
    assert "--yes" in capsys.readouterr().err and tree.exists("old/copy.jpg")


def test_what_is_left_alone_is_told_and_changes_the_exit_code(
    saved: str, tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["mark", saved, "--quiet"])
    tree.write("old/copy.jpg", b"edited since")
    assert main(["apply", saved, "--yes"]) == 1
    assert "changed since it was judged" in capsys.readouterr().out


def test_a_plan_is_saved_reviewed_and_applied_later(saved: str, tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    main(["mark", saved, "--quiet"])
    plan, target = str(tree.base / "plan.json"), str(tree.base / "moved")
    arguments = ["--action", "move", "--to", target, "--save-plan", plan]
    assert main(["apply", saved, *arguments, "--dry-run", "--quiet"]) == 0
    assert main(["apply", "--plan", plan, "--yes", "--json"]) == 0
    outcome = json.loads(capsys.readouterr().out)
    assert [done["place"] for done in outcome["done"]] == [
        f"{target}/photos/old/copy.jpg",
        f"{target}/photos/new/copy.jpg",
    ]


def test_the_report_opens_anywhere_and_shows_photos_names_and_problems(tree: Tree) -> None:
    names = ["keep.jpg", "<b>bold.jpg", os.fsdecode(b"caf\xe9.jpg"), "broken.jpg"]
    for name in names[:3]:
        Image.new("RGB", (400, 300), "orange").save(tree.path(name))
    tree.write("broken.jpg", b"not a photo any more")
    saved, page = str(tree.base / "result.json"), tree.base / "report.html"
    write_json(result_of([tree.paths(*names)], tree.root), saved, {tree.path(names[1])})
    assert main(["export", saved, "--html", str(page)]) == 0
    text = page.read_text("utf-8")
    assert text.count('src="data:image/jpeg;base64,') == 3 and text.count('class="none"') == 1
    assert re.findall(r'<div class="badge">(.*?)</div><div>400 × 300 · JPEG · \d+ kB</div>', text)[:2] == [
        "suggested keeper",
        "97% sure, resized, marked",
    ]
    assert "&lt;b&gt;bold.jpg" in text and "<b>bold" not in text
    assert "caf\\udce9.jpg" in text
    assert not re.search(r"https?://|<script|src=\"(?!data:)", text)


def test_an_exported_session_keeps_all_that_was_decided(saved: str, tree: Tree) -> None:
    result, _ = read_session(saved)
    keep, old, new = tree.paths("keep.jpg", "old/copy.jpg", "new/copy.jpg")
    review = Review(frozenset({old}), frozenset({keep, old, new}), frozenset({frozenset({keep, new})}))
    write_review(result, review, saved)
    again = str(tree.base / "again.json")
    assert main(["export", saved, "--json", again]) == 0
    assert read_review(again) == (result, review)


@pytest.mark.parametrize("forms", [("--csv", "--json"), ("--csv", "--html"), ("--json", "--html")])
def test_two_exports_do_not_go_to_standard_output_at_once(
    saved: str, forms: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", saved, forms[0], "-", forms[1], "-"]) == 2
    assert "only one of" in capsys.readouterr().err


def test_export_wants_to_know_what_to_write(saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", saved]) == 2
    assert "--csv FILE" in capsys.readouterr().err
