"""The cache remembers what was read, follows photos that move, and never stops a scan."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lookalike.cache import store as store_module
from lookalike.cache.cachefile import FILE_NAME
from lookalike.cache.store import Versions, open_store
from lookalike.types import Photo, Problem, ProblemReason
from tests.core.kept import NOTHING_FOUND, VERSIONS, keep, known, make_photo
from tests.core.values import EVIDENCE, FINGERPRINT, photo_of


def test_a_photo_is_known_in_the_next_session(cache: Path, library: Path) -> None:
    photo, other = make_photo(library), make_photo(library, "b.jpg", b"another one")
    keep(cache, photo)
    assert known(cache, other, photo) == [None, FINGERPRINT]


def test_thousands_of_photos_in_many_folders_are_known(cache: Path, library: Path) -> None:
    photos = [Photo(f"{library}/{number % 50}/{number}.jpg", number, number, 1, number) for number in range(1, 3000)]
    kept = [(photo, replace(FINGERPRINT, ahash=photo.size)) for photo in photos]
    with open_store(cache) as store:
        store.keep_fingerprints(kept, VERSIONS)
        assert store.fingerprints(photos, VERSIONS) == [fingerprint for _, fingerprint in kept]
        assert store.fingerprints(photos[:3], VERSIONS) == [fingerprint for _, fingerprint in kept[:3]]
        assert store.statistics().photos == 2999
        assert store.statistics().folders == 50


def test_a_changed_file_is_unknown(cache: Path, library: Path) -> None:
    photo = make_photo(library)
    keep(cache, photo)
    assert known(cache, replace(photo, size=photo.size + 1)) == [None]
    assert known(cache, replace(photo, mtime_ns=photo.mtime_ns + 1)) == [None]
    with open_store(cache) as store:
        changed = replace(photo, mtime_ns=photo.mtime_ns + 5_000_000_000)
        store.keep_digests([(changed, "new")])
        assert store.fingerprints([photo, changed], VERSIONS) == [None, None]
        assert store.digests([photo, changed]) == {1: "new"}


def test_values_of_another_version_are_unknown(cache: Path, library: Path) -> None:
    photo = make_photo(library)
    keep(cache, photo)
    assert known(cache, photo, versions=Versions("hashes 2", "model 1")) == [None]
    without_vectors = replace(FINGERPRINT, vector=b"", proposal_vector=b"", labels=())
    assert known(cache, photo, versions=Versions("hashes 1", "model 2")) == [without_vectors]
    assert known(cache, photo, versions=Versions("hashes 1")) == [without_vectors]


def test_what_several_ways_of_reading_made_is_known_side_by_side(cache: Path, library: Path) -> None:
    photo = make_photo(library)
    way, other = Versions("5 phash 8", "3 litert"), Versions("5 dhash 8", "3 tensorflow")
    one, two = FINGERPRINT, replace(FINGERPRINT, ahash=7, vector=b"another", labels=())
    for _ in range(2):
        with open_store(cache) as store:
            store.keep_fingerprints([(photo, one)], way)
            store.keep_fingerprints([(photo, two)], other)
            assert store.fingerprints([photo], way) == [one]
            assert store.fingerprints([photo], other) == [two]
    moved = replace(photo, path=str(library / "moved.jpg"))
    os.rename(photo.path, moved.path)
    assert known(cache, moved, versions=way) == [one]
    assert known(cache, moved, versions=other) == [two]


def test_what_an_older_program_made_of_a_photo_goes_when_a_newer_one_reads_it(cache: Path, library: Path) -> None:
    photos = [make_photo(library), make_photo(library, "b.jpg", b"another one")]
    older, also_older, newer = Versions("5 phash 8"), Versions("5 dhash 8"), Versions("6 phash 8")
    read = replace(FINGERPRINT, vector=b"", proposal_vector=b"", labels=())
    with open_store(cache) as store:
        for versions in (older, also_older):
            store.keep_fingerprints([(photo, FINGERPRINT) for photo in photos], versions)
        store.keep_fingerprints([(photos[0], FINGERPRINT)], newer)
        assert store.fingerprints(photos, newer) == [read, None]
        assert store.fingerprints(photos, older) == store.fingerprints(photos, also_older) == [None, read]
    with sqlite3.connect(cache / FILE_NAME) as database:
        assert database.execute("SELECT count(*) FROM readings").fetchone() == (3,)
    database.close()


def test_byte_copies_share_what_is_known_of_one_of_them(cache: Path, library: Path) -> None:
    photo, copy, unknown = (make_photo(library, name) for name in ("a.jpg", "b.jpg", "c.jpg"))
    ways = Versions("5 phash 8", "3 litert"), Versions("5 dhash 8")
    with open_store(cache) as store:
        for versions in ways:
            store.keep_fingerprints([(photo, FINGERPRINT)], versions)
        store.share_fingerprints([(photo, copy), (unknown, unknown)])
        for versions in ways:
            assert store.fingerprints([copy], versions) == store.fingerprints([photo], versions) != [None]
        assert store.fingerprints([unknown], ways[0]) == [None]


def test_an_answer_goes_with_a_fingerprint_that_it_may_rest_on(cache: Path, library: Path) -> None:
    photo, digest = make_photo(library), b"3" * 32
    with open_store(cache) as store:
        store.keep_fingerprints([(photo, FINGERPRINT)], VERSIONS)
        store.keep_answer(digest, NOTHING_FOUND)
        store.keep_fingerprints([(photo, FINGERPRINT)], VERSIONS)
        store.keep_fingerprints([(photo, replace(FINGERPRINT, ahash=1))], Versions("hashes 2"))
        assert store.answer(digest, [photo]) == NOTHING_FOUND
        store.keep_fingerprints([(photo, replace(FINGERPRINT, ahash=1))], VERSIONS)
        assert store.answer(digest, [photo]) is None


def test_digests_and_problems_are_known(cache: Path, library: Path) -> None:
    good, bad, absent = make_photo(library), make_photo(library, "b.jpg"), make_photo(library, "c.jpg")
    damaged = Problem(bad.path, "fingerprint", ProblemReason.DAMAGED, "truncated")
    forbidden = Problem(absent.path, "fingerprint", ProblemReason.PERMISSION_DENIED)
    with open_store(cache) as store:
        store.keep_digests([(good, "d1"), (bad, "d2")])
        store.keep_problems([(bad, damaged), (absent, forbidden)], "decoder 1")
    with open_store(cache) as store:
        assert store.digests([absent, bad, good]) == {1: "d2", 2: "d1"}
        assert store.problems([good, bad, absent], "decoder 1") == {1: damaged}
        assert store.problems([good, bad, absent], "decoder 2") == {}


def test_a_few_digests_are_found_among_many_photos(cache: Path, library: Path) -> None:
    photos = [Photo(f"{library}/{number % 9}/{number}.jpg", number, number, 1, number) for number in range(1, 1000)]
    changed = replace(photos[7], size=5_000)
    with open_store(cache) as store:
        store.keep_fingerprints([(photo, FINGERPRINT) for photo in photos], VERSIONS)
        store.keep_digests([(photos[5], "five"), (photos[7], "seven")])
        assert store.digests(photos) == {5: "five", 7: "seven"}
        assert store.digests([*photos[:7], changed, *photos[8:]]) == {5: "five"}


def test_evidence_is_known_by_the_contents_of_its_pair(cache: Path) -> None:
    pair, other = (b"a" * 16, b"b" * 16), (b"a" * 16, b"c" * 16)
    with open_store(cache) as store:
        store.keep_evidence({pair: EVIDENCE}, "orb 1")
    with open_store(cache) as store:
        assert store.evidence([other, pair], "orb 1") == {pair: EVIDENCE}
        assert store.evidence([pair], "orb 2") == {}


def test_a_name_of_any_bytes_is_known(cache: Path, library: Path) -> None:
    any_bytes = b"caf\xe9 \xff" if sys.platform == "linux" else "café".encode()  # elsewhere names must be Unicode
    folder = library / os.fsdecode(any_bytes)
    folder.mkdir()
    photo = make_photo(folder, os.fsdecode(any_bytes + b".jpg"))
    keep(cache, photo)
    assert known(cache, photo) == [FINGERPRINT]


def test_a_renamed_folder_is_recognised(cache: Path, library: Path) -> None:
    (library / "old").mkdir()
    photo = make_photo(library / "old")
    keep(cache, photo)
    (library / "old").rename(library / "new")
    moved = photo_of(library / "new" / photo.name)
    with open_store(cache) as store:
        assert store.recognise([moved]) == 1
        assert store.fingerprints([moved], VERSIONS) == [FINGERPRINT]


def test_a_file_on_another_drive_is_recognised_by_its_bytes(cache: Path, library: Path) -> None:
    photo = make_photo(library)
    with open_store(cache) as store:
        store.keep_fingerprints([(photo, FINGERPRINT)], VERSIONS)
        store.keep_digests([(photo, "digest")])
    copy = library / "copy.jpg"
    shutil.copy2(photo.path, copy)
    with open_store(cache) as store:
        assert store.recognise([photo_of(copy)]) == 1
        assert store.fingerprints([photo_of(copy)], VERSIONS) == [FINGERPRINT]
        assert store.digests([photo_of(copy)]) == {0: "digest"}


@pytest.mark.parametrize("place", [0, 50_000, 99_999])
def test_another_photo_of_the_same_size_and_time_is_not_mistaken(cache: Path, library: Path, place: int) -> None:
    content = bytearray(100_000)
    photo = make_photo(library, content=bytes(content))
    keep(cache, photo)
    content[place] = 1
    make_photo(library, "b.jpg", bytes(content))
    os.utime(library / "b.jpg", ns=(photo.mtime_ns, photo.mtime_ns))
    assert known(cache, photo_of(library / "b.jpg")) == [None]


def test_photos_of_an_unplugged_drive_are_known_when_it_returns(cache: Path, library: Path) -> None:
    photo = make_photo(library)
    keep(cache, photo)
    library.rename(library.with_name("away"))
    other = make_photo(cache, "other.jpg", b"other")
    keep(cache, other)
    library.with_name("away").rename(library)
    assert known(cache, photo) == [FINGERPRINT]


def age(cache: Path, folder: str, days: int) -> None:
    with sqlite3.connect(cache / FILE_NAME) as database:
        database.execute("UPDATE folders SET used = used - ? WHERE path = ?", (days * 86_400, os.fsencode(folder)))
    database.close()


def test_pruning_drops_what_was_not_used_for_longest(cache: Path, library: Path) -> None:
    large = replace(FINGERPRINT, vector=bytes(1_000_000))
    photos = []
    for name in ("old", "older", "new"):
        (library / name).mkdir()
        photos.append(make_photo(library / name, content=name.encode() * 1000))
    keep(cache, *photos, fingerprint=large)
    age(cache, photos[0].folder, 10)
    age(cache, photos[1].folder, 20)
    age(cache, photos[2].folder, 30)
    known(cache, photos[2])
    with open_store(cache) as store:
        freed = store.prune(2_500_000)
        assert freed > 500_000
        assert store.statistics().size <= 2_500_000
        assert store.fingerprints(photos, VERSIONS) == [large, None, large]
        assert store.clear() > 1_000_000
        assert store.statistics().photos == 0
        assert store.fingerprints(photos, VERSIONS) == [None, None, None]


def test_a_photo_of_the_far_future_is_known(cache: Path, library: Path) -> None:
    photo = replace(make_photo(library), mtime_ns=13_569_465_600_000_000_123, inode=2**64 - 1)  # the year 2400
    keep(cache, photo)
    assert known(cache, photo) == [FINGERPRINT]
    with open_store(cache) as store:
        assert store.photos() == (photo,)
        assert store.recognise([replace(photo, path=f"{library}/moved.jpg")]) == 1


def test_the_cache_stays_below_a_bound(cache: Path, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photos = [Photo(f"{library}/{number % 50}/{number}.jpg", number, number, 1, number) for number in range(1, 3000)]
    with open_store(cache) as store:
        store.keep_fingerprints([(photo, FINGERPRINT) for photo in photos], VERSIONS)
        assert store.bound() == 0
        size = store.statistics().size
        monkeypatch.setattr(store_module, "MOST_BYTES", size - 1)
        assert store.bound() >= size // 4
        assert store.statistics().size <= size * 3 // 4
