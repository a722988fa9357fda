from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from lookalike.decoding import decode
from lookalike.errors import UnreadableError
from lookalike.types import ProblemReason, Relation
from lookalike_gui.basics.images import image_of
from lookalike_gui.drops import url_of
from lookalike_gui.review.search_model import FoundPhoto, SearchAnswer
from lookalike_gui.review.search_view import SearchView
from lookalike_gui.thumbnails import Thumbnails
from tests.gui.review.known import edits, match, original, photo_at, subject
from tests.photos import save

SAME = (1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0)


class Library:
    """A library of one copy of every query, and one photo that merely looks alike."""

    def __init__(self, folder: Path) -> None:
        self.path = original(folder, 200)
        self.crop = save(edits(self.path)["crop"][0], folder / "crop.bmp")
        self.other = folder / "other.bmp"
        Image.new("RGB", (64, 48), "teal").save(self.other)
        self.queries: list[str] = []
        self.gate = Event()
        self.gate.set()

    def __call__(self, path: str) -> SearchAnswer:
        self.queries.append(path)
        assert self.gate.wait(60)
        if path.endswith("broken.bmp"):
            raise UnreadableError(path, ProblemReason.DAMAGED, "the picture is damaged")
        found = (
            FoundPhoto(photo_at(self.crop), None, match(0, 1, SAME, [Relation.CROPPED]), True),
            FoundPhoto(photo_at(self.other), None, match(0, 1, None, [Relation.UNRELATED], inliers=3), False),
        )
        return SearchAnswer(photo_at(Path(path)), subject(0, self.path).fingerprint, found, 12_000)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


@pytest.fixture
def view(qtbot: QtBot, library: Library) -> Iterator[SearchView]:
    thumbnails = Thumbnails(lambda path, side: image_of(decode.thumbnail(path, side)))
    widget = SearchView(library, thumbnails)
    qtbot.addWidget(widget)
    widget.resize(900, 600)
    widget.show()
    yield widget
    library.gate.set()
    widget.close_down()
    thumbnails.close()


def answered(qtbot: QtBot, view: SearchView) -> None:
    qtbot.waitUntil(lambda: view.answer is not None)


def test_before_the_first_search_it_says_what_to_do(view: SearchView) -> None:
    assert view.title.text() == "Drop a picture here"
    assert not view.view.isVisible()


def test_a_dropped_file_is_looked_for_and_the_answers_are_ranked(
    qtbot: QtBot, view: SearchView, library: Library
) -> None:
    data = QMimeData()
    data.setUrls([url_of(str(library.path))])
    assert view.take(data)
    answered(qtbot, view)
    rows = [[view.model.index(row, column).data() for column in range(1, 6)] for row in range(2)]
    assert rows[0][0].startswith("crop.bmp\n")
    assert rows[0][1].startswith("90")
    assert rows[0][2:4] == ["0.95", "80 / 100"]
    assert rows[0][4].startswith("✓ 99")
    assert "✓" not in rows[1][4]
    assert "12" in view.text.text()


def test_a_pasted_picture_is_looked_for_too(qtbot: QtBot, view: SearchView, library: Library) -> None:
    picture = QImage(80, 60, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(picture)
    view.paste_button.click()
    answered(qtbot, view)
    assert library.queries[0].endswith(".png")
    view.close_down()
    assert not Path(library.queries[0]).exists()


def test_a_clipboard_without_a_picture_is_said_to_be_so(view: SearchView) -> None:
    QGuiApplication.clipboard().setText("hello")
    view.paste_button.click()
    assert view.text.text() == "There is no picture on the clipboard."


def test_a_click_opens_the_query_beside_what_was_found(qtbot: QtBot, view: SearchView, library: Library) -> None:
    view.search(str(library.path))
    answered(qtbot, view)
    with qtbot.waitSignal(view.comparison_wanted) as caught:
        qtbot.keyClick(view.view, Qt.Key.Key_Return)
    comparison = caught.args[0]
    assert [one.photo.name for one in comparison.subjects] == ["original.bmp", "crop.bmp"]
    assert comparison.transform(0, 1) == SAME


def test_a_picture_that_cannot_be_read_is_explained(qtbot: QtBot, view: SearchView, tmp_path: Path) -> None:
    (tmp_path / "broken.bmp").write_bytes(b"BM")
    view.search(str(tmp_path / "broken.bmp"))
    qtbot.waitUntil(lambda: "damaged" in view.text.text())
    assert not view.progress.isVisible()


def test_only_the_last_query_is_answered(qtbot: QtBot, view: SearchView, library: Library) -> None:
    library.gate.clear()
    view.search(str(library.path))
    view.search(str(library.other))
    library.gate.set()
    answered(qtbot, view)
    assert view.answer is not None
    assert view.answer.query.name == "other.bmp"


def test_thumbnails_arrive_in_the_list(qtbot: QtBot, view: SearchView, library: Library) -> None:
    view.search(str(library.path))
    answered(qtbot, view)
    qtbot.waitUntil(lambda: view.model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is not None)
