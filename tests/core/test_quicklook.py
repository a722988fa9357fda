"""Provisional groups from embedded previews."""

import io

import pytest

from lookalike.acting.plan import Action
from lookalike.acting.planning import make_plan
from lookalike.decoding import decode
from lookalike.errors import LookalikeError
from lookalike.session import Session
from lookalike.settings import EngineChoice, ScanOptions
from tests.formats import exif_with_thumbnail
from tests.photos import FILES, photo, resized, save


def with_preview(image, path, preview=None):
    """A JPEG as cameras write it, with a small JPEG of `preview` in its EXIF block."""
    small = (preview or image).copy()
    small.thumbnail((160, 160))
    data = io.BytesIO()
    small.save(data, "JPEG", quality=80)
    return save(image, path, exif=exif_with_thumbnail(data.getvalue()))


@pytest.fixture
def camera_folder(tmp_path):
    folder = tmp_path / "photos"
    for name in FILES:
        image = photo(name)
        for number in range(4):
            part = image.crop((0, 0, image.width - 40 * number, image.height - 25 * number))
            if number:
                part = part.rotate(90 * number, expand=True)
            with_preview(part, folder / f"{name}-{number}.jpg")
    with_preview(resized(photo("coffee")), folder / "small-coffee.jpg")
    return folder


def scanned(folder, cache, **values):
    seen = []
    with Session(str(cache)) as session:
        options = ScanOptions(roots=(str(folder),), engine=EngineChoice.NONE, **values)
        result = session.scan(options, found=seen.append)
    return result, seen


def before_reading(seen):
    return [early for early in seen if not any(early.fingerprints)]


def names(result):
    return {frozenset(result.photos[index].name for index in group.photos) for group in result.groups}


def test_copies_show_up_in_provisional_groups_before_the_real_pass(camera_folder, tmp_path):
    result, seen = scanned(camera_folder, tmp_path / "cache")
    assert all(early.provisional for early in seen)
    assert any({"coffee-0.jpg", "small-coffee.jpg"} <= group for group in names(before_reading(seen)[-1]))
    assert not result.provisional


def test_they_are_there_before_all_previews_were_looked_at(camera_folder, tmp_path, monkeypatch):
    with_preview(resized(photo("astronaut")), camera_folder / "astronaut-small.jpg")
    looked_at, when_shown = [], []
    preview = decode.embedded_preview
    monkeypatch.setattr(
        decode, "embedded_preview", lambda path, limits: looked_at.append(path) or preview(path, limits)
    )
    with Session(str(tmp_path / "cache")) as session:
        options = ScanOptions(roots=(str(camera_folder),), engine=EngineChoice.NONE)
        session.scan(options, found=lambda early: when_shown.append((len(looked_at), names(early))))
    count, groups = when_shown[0]
    assert count < len(looked_at)
    assert any({"astronaut-0.jpg", "astronaut-small.jpg"} <= group for group in groups)


def test_the_real_pass_takes_back_what_a_stale_preview_promised(camera_folder, tmp_path):
    with_preview(photo("rocket"), camera_folder / "stale.jpg", preview=photo("coffee"))
    result, seen = scanned(camera_folder, tmp_path / "cache")
    assert any({"coffee-0.jpg", "stale.jpg"} <= group for group in names(before_reading(seen)[-1]))
    assert not any({"coffee-0.jpg", "stale.jpg"} <= group for group in names(result))


def test_nothing_can_be_acted_on_while_groups_are_provisional(camera_folder, tmp_path):
    _, seen = scanned(camera_folder, tmp_path / "cache")
    with pytest.raises(LookalikeError):
        make_plan(seen[0], [photo.path for photo in seen[0].photos[:1]], Action.TRASH)


def test_photos_that_the_cache_knows_need_no_quick_look(camera_folder, tmp_path):
    scanned(camera_folder, tmp_path / "cache")
    _, seen = scanned(camera_folder, tmp_path / "cache")
    assert seen == []
