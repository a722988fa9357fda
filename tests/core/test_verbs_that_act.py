"""What `lookalike apply` and `undo` ask before they act, and what they say afterwards."""

from __future__ import annotations

import errno
import io
import os

import pytest

from lookalike.cli import main
from lookalike.exporting.resultfile import write_json
from lookalike.files import safefiles
from tests.core.trees import Tree


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def saved_marked(tree: Tree) -> str:
    """A saved result with one photo marked, which has a sidecar."""
    path = str(tree.base / "result.json")
    tree.make_file("copy.xmp")
    write_json(tree.group("keep.jpg", "copy.jpg", companions={"copy.jpg": ["copy.xmp"]}), path, {tree.path("copy.jpg")})
    return path


@pytest.mark.parametrize(
    ("action", "typed", "acted"),
    [
        ("trash", "y", True),
        ("trash", "n", False),
        ("trash", "", False),
        ("delete", "y", False),
        ("delete", "DELETE", True),
    ],
)
def test_a_person_is_asked_and_deleting_wants_the_whole_word(
    saved_marked: str, tree: Tree, monkeypatch: pytest.MonkeyPatch, *, action: str, typed: str, acted: bool
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(f"{typed}\n"))
    assert main(["apply", saved_marked, "--action", action]) == (0 if acted else 1)
    assert tree.exists("copy.jpg") is not acted


def test_what_travels_along_is_told(saved_marked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["apply", saved_marked, "--yes"]) == 0
    assert "1 companion of theirs goes along\n" in capsys.readouterr().out


def test_what_came_back_beside_something_newer_is_told(
    saved_marked: str, tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["apply", saved_marked, "--yes", "--quiet"])
    tree.write("copy.jpg", b"another photo")
    assert main(["undo"]) == 0
    assert f"{tree.path('copy.jpg')}: something newer is there now, so it became" in capsys.readouterr().out
    assert tree.read("copy.jpg") == b"another photo"


def test_photos_to_bring_back_are_named_as_one_sees_them(
    saved_marked: str, tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["apply", saved_marked, "--yes", "--quiet"])
    monkeypatch.chdir(tree.root)
    assert main(["undo", "--quiet", "--only", "typo.jpg"]) == 1
    assert capsys.readouterr().err == f"not among what that run did: {tree.path('typo.jpg')}\n"
    assert main(["undo", "--quiet", "--only", "copy.jpg"]) == 0
    assert tree.exists("copy.jpg")


def test_before_anything_was_done_the_list_says_so(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["undo", "--list"]) == 0
    assert capsys.readouterr().out == "nothing has been done yet\n"


def let_the_journal_be_full(monkeypatch: pytest.MonkeyPatch, line: bytes) -> None:
    """From the line on that begins so."""

    def write_all(handle: int, content: bytes) -> None:
        if line in content:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        safefiles.write_all(handle, content)

    monkeypatch.setattr("lookalike.acting.journal.write_all", write_all)


@pytest.mark.parametrize(("line", "done"), [(b'"t":"do",', "0 photos"), (b'"t":"end"', "1 photo")])
def test_a_journal_that_cannot_be_written_any_more_ends_the_run_with_a_word(
    saved_marked: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: bytes, done: str
) -> None:
    let_the_journal_be_full(monkeypatch, line)
    assert main(["apply", saved_marked, "--yes"]) == 3
    text = capsys.readouterr().out
    assert f"\n{done} done, " in text
    assert "stopped: the journal cannot be written, the disk is full" in text


def test_the_next_verb_says_what_became_of_a_run_that_was_interrupted(
    saved_marked: str, tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as full:
        let_the_journal_be_full(full, b'"t":"done"')
        assert main(["apply", saved_marked, "--yes", "--quiet"]) == 3
    capsys.readouterr()
    assert main(["undo"]) == 0
    said = capsys.readouterr()
    assert said.err == f"The last run was interrupted.\n  {tree.path('copy.jpg')}: had been done\n"
    assert "brought back" in said.out and tree.exists("copy.jpg")
