"""A cache that is damaged, locked, of another program or out of reach never stops a scan."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from lookalike.cache.cachefile import FILE_NAME, SET_ASIDE_NAME
from lookalike.cache.searches import KeptSearches
from lookalike.cache.store import Store, open_store
from lookalike.types import Photo
from tests.core.kept import NOTHING_FOUND, VERSIONS, keep, known, make_photo, tampered
from tests.core.values import EVIDENCE, FINGERPRINT, photo_of


def works(store: Store, library: Path) -> bool:
    """Whether what is kept is found again within the session."""
    photo = make_photo(library)
    store.keep_fingerprints([(photo, FINGERPRINT)], VERSIONS)
    return store.fingerprints([photo], VERSIONS) == [FINGERPRINT]


@pytest.mark.parametrize("damage", [b"no database at all" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
@pytest.mark.logs_warnings
def test_a_corrupt_cache_is_set_aside_and_begun_anew(cache: Path, library: Path, damage: bytes) -> None:
    cache.mkdir()
    (cache / FILE_NAME).write_bytes(damage)
    with open_store(cache) as store:
        assert store.usable
        assert works(store, library)
    assert (cache / SET_ASIDE_NAME).read_bytes() == damage
    assert known(cache, photo_of(library / "a.jpg")) == [FINGERPRINT]


@pytest.mark.logs_warnings
def test_damage_that_shows_later_does_not_end_the_session(cache: Path, library: Path) -> None:
    photos = [Photo(f"{library}/{number}.jpg", number, number, 1, number) for number in range(1, 3000)]
    keep(cache, *photos)
    size = (cache / FILE_NAME).stat().st_size
    with (cache / FILE_NAME).open("r+b") as file:
        file.seek(8192)
        file.write(b"\xee" * (size - 8192))
    with open_store(cache) as store:
        assert store.fingerprints(photos, VERSIONS) == [None] * len(photos)
        assert store.usable
        assert works(store, library)
    assert (cache / SET_ASIDE_NAME).exists()


@pytest.mark.logs_warnings
def test_a_damaged_entry_is_read_anew(cache: Path, library: Path) -> None:
    photo = make_photo(library)
    keep(cache, photo)
    tampered(cache, "UPDATE readings SET value = x'0011'")
    assert known(cache, photo) == [None]


@pytest.mark.parametrize("value", ["10000000000", "'text'", "0.5", "x'00'"])
@pytest.mark.parametrize(
    "column",
    [
        *("folders.used", "photos.size", "photos.name", "photos.inode", "readings.value", "evidence.used"),
        *("answers.value", "searches.value", "searches.used"),
    ],
)
@pytest.mark.logs_warnings
def test_a_value_of_another_type_in_any_column_costs_an_entry_at_most(
    cache: Path, library: Path, column: str, value: str
) -> None:
    photos = [make_photo(library, name) for name in ("a.jpg", "b.jpg")]
    keep(cache, *photos)
    with open_store(cache) as store:
        store.keep_evidence({(b"1", b"2"): EVIDENCE}, "1")
        store.keep_answer(b"3" * 32, NOTHING_FOUND)
        KeptSearches(store, []).keep("some", {"rows": np.arange(3)})
    table, name = column.split(".")
    tampered(cache, f"UPDATE {table} SET {name} = {value} WHERE rowid = (SELECT min(rowid) FROM {table})")
    with open_store(cache) as store:
        assert all(photo.folder == str(library) and type(photo.size) is int for photo in store.photos())
        found = store.fingerprints(photos, VERSIONS)
        assert all(one in (None, FINGERPRINT) for one in found)
        assert column.startswith("folders") or found[1] == FINGERPRINT
        assert store.evidence([(b"1", b"2")], "1") == {(b"1", b"2"): EVIDENCE}
        assert store.answer(b"3" * 32, photos) in (None, NOTHING_FOUND)
        search = KeptSearches(store, []).recall("some")
        assert search is None or search["rows"].tolist() == [0, 1, 2]
        store.clear()
        assert KeptSearches(store, []).recall("some") is None
        assert store.statistics().photos == store.statistics().evidence == 0
        assert store.usable


@pytest.mark.parametrize("definition", [b"CREATE \xff\xfe\xfd\xfc\xfb photos", b"CREATE TABLE photoz"])
@pytest.mark.logs_warnings
def test_a_cache_whose_table_definitions_are_damaged_is_set_aside(
    cache: Path, library: Path, definition: bytes
) -> None:
    keep(cache, make_photo(library))
    content = (cache / FILE_NAME).read_bytes()
    (cache / FILE_NAME).write_bytes(content.replace(b"CREATE TABLE photos", definition))
    with open_store(cache) as store:
        assert store.usable
        assert works(store, library)
    assert (cache / SET_ASIDE_NAME).exists()


@pytest.mark.logs_warnings
def test_a_cache_of_an_older_program_makes_room(cache: Path, library: Path) -> None:
    keep(cache, make_photo(library))
    tampered(cache, "PRAGMA user_version = 1")
    with open_store(cache) as store:
        assert store.usable
        assert store.statistics().photos == 0
        assert works(store, library)
    assert [file.name for file in cache.iterdir()] == [FILE_NAME]


@pytest.mark.logs_warnings
def test_a_cache_of_a_newer_program_is_left_alone(cache: Path, library: Path) -> None:
    photo = make_photo(library)
    keep(cache, photo)
    tampered(cache, "PRAGMA user_version = 99")
    before = (cache / FILE_NAME).read_bytes()
    with open_store(cache) as store:
        assert not store.usable
        assert works(store, library)
        assert store.statistics().size == 0
    assert (cache / FILE_NAME).read_bytes() == before
    assert not (cache / SET_ASIDE_NAME).exists()


@pytest.mark.logs_warnings
def test_a_locked_cache_is_replaced_for_the_session(cache: Path, library: Path) -> None:
    photo = make_photo(library)
    keep(cache, photo)
    other = sqlite3.connect(cache / FILE_NAME, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with open_store(cache, patience=0.05) as store:
        assert not store.usable
        assert works(store, library)
    other.close()
    assert known(cache, photo) == [FINGERPRINT]


@pytest.mark.logs_warnings
def test_a_lock_that_comes_later_does_not_stop_the_scan(cache: Path, library: Path) -> None:
    with open_store(cache, patience=0.05) as store:
        assert works(store, library)
        other = sqlite3.connect(cache / FILE_NAME, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        store.keep_digests([(make_photo(library, "b.jpg"), "digest")])
        assert not store.usable
        assert works(store, library)
        other.close()


def test_two_programs_share_a_cache(cache: Path, library: Path) -> None:
    photo = make_photo(library)
    with open_store(cache) as one, open_store(cache) as other:
        one.keep_fingerprints([(photo, FINGERPRINT)], VERSIONS)
        other.keep_digests([(photo, "digest")])
        assert other.fingerprints([photo], VERSIONS) == [FINGERPRINT]
        assert one.digests([photo]) == {0: "digest"}
        assert one.usable
        assert other.usable


@pytest.mark.logs_warnings
def test_a_read_only_cache_is_replaced_for_the_session(cache: Path, library: Path) -> None:
    photo = make_photo(library)
    keep(cache, photo)
    tampered(cache, "PRAGMA journal_mode = DELETE")
    with (cache / FILE_NAME).open("r+b") as file:
        file.seek(18)
        file.write(b"\x03")  # SQLite's own mark for "may be read, but not written", which holds for root too
    with open_store(cache) as store:
        assert not store.usable
        assert works(store, library)


@pytest.mark.logs_warnings
def test_a_folder_that_cannot_be_made_is_replaced_for_the_session(tmp_path: Path, library: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    with open_store(tmp_path / "file" / "cache") as store:
        assert not store.usable
        assert works(store, library)


@pytest.mark.logs_warnings
def test_a_folder_in_place_of_the_file_is_replaced_for_the_session(cache: Path, library: Path) -> None:
    (cache / FILE_NAME).mkdir(parents=True)
    with open_store(cache) as store:
        assert not store.usable
        assert works(store, library)
