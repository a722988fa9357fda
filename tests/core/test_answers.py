"""A second scan of photos that have not changed gives the first one's answer, and nobody can tell the difference."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lookalike.cache import answers
from lookalike.cache.cachefile import FILE_NAME
from lookalike.cache.store import open_store
from lookalike.exporting.resultfile import write_json
from lookalike.job import CancelToken, Progress, Stage
from lookalike.matching.group import Thresholds
from lookalike.result import Notice, ScanResult
from lookalike.session import Session
from lookalike.settings import EngineChoice, KeeperCriterion, Preset, ScanOptions
from lookalike.types import ProblemReason
from tests.photos import make_photos, photo, save, with_age


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Copies, edits, an unrelated photo, one that is damaged, one that is plain, a sidecar and a hard link."""
    folder = tmp_path / "photos"
    truth = make_photos(folder, originals=["coffee"], edits=["resized", "mirrored"], unrelated=["rocket"])
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 this is no photo")
    save(photo("moon").resize((1, 1)).resize((400, 300)), folder / "plain.png")
    first = sorted(truth.paths)[0]
    Path(first).with_suffix(".xmp").write_text("<x/>")
    os.link(first, folder / "link.png")
    for path in folder.rglob("*"):
        with_age(path, 1)
    return folder


class Scanner:
    """Scans through one cache, a session each time, and tells whether the answer was at hand."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self.knew = False
        self.stages: set[Stage] = set()

    def __call__(self, folder: Path, **options: object) -> ScanResult:
        self.stages = set()

        def note(progress: Progress) -> None:
            self.stages.add(progress.stage)

        values: dict[str, object] = {"roots": (str(folder),), "engine": EngineChoice.NONE} | options
        with Session(str(self._cache), use_cache=self._cache is not None) as session:
            result = session.scan(ScanOptions(**values), report=note)  # type: ignore[arg-type]
        self.knew = Stage.GROUP not in self.stages
        return result


@pytest.fixture
def scan(tmp_path: Path) -> Scanner:
    return Scanner(tmp_path / "cache")


@pytest.fixture
def fresh(tmp_path: Path) -> Scanner:
    """What a scan finds that remembers nothing."""
    return Scanner(None)


def test_nothing_changed_so_the_answer_is_known(library: Path, scan: Scanner) -> None:
    first = scan(library)
    assert not scan.knew
    assert (first.groups, first.plain, first.problems) != ((), (), ())
    second = scan(library)
    assert scan.knew
    assert scan.stages == {Stage.DISCOVER}
    assert second == first


@pytest.mark.parametrize("preset", [Preset.EXACT, Preset.HASH, Preset.SIMILAR_SCENE])
def test_every_preset_remembers_its_answer(library: Path, scan: Scanner, preset: Preset) -> None:
    first = scan(library, preset=preset)
    assert scan(library, preset=preset) == first
    assert scan.knew


def test_which_byte_copies_are_kept_does_not_depend_on_what_else_is_known_of_them(
    library: Path, scan: Scanner, fresh: Scanner
) -> None:
    (library / "copy.jpg").write_bytes((library / "rocket.jpg").read_bytes())
    before = fresh(library, preset=Preset.EXACT)
    assert before.groups
    scan(library)
    for _ in range(2):
        after = scan(library, preset=Preset.EXACT)
        assert (after.groups, after.matches, after.problems) == (before.groups, before.matches, before.problems)
    assert scan.knew
    with Session(use_cache=False) as session:
        assert session.regroup(after).groups == before.groups


def touch(library: Path) -> None:
    with_age(library / "plain.png", 2)


def add(library: Path) -> None:
    with_age(save(photo("camera"), library / "new.png"), 1)


def remove(library: Path) -> None:
    (library / "plain.png").unlink()


def overwrite(library: Path) -> None:
    """With another photo that has as many bytes."""
    path, other = library / "plain.png", save(photo("camera").resize((20, 20)), library / "other.png")
    path.write_bytes(other.read_bytes().ljust(path.stat().st_size, b"\0"))
    other.unlink()


def rename(library: Path) -> None:
    (library / "plain.png").rename(library / "simple.png")


def unlink_sidecar(library: Path) -> None:
    next(library.rglob("*.xmp")).unlink()


def unlink_link(library: Path) -> None:
    (library / "link.png").unlink()


@pytest.mark.parametrize("change", [touch, add, remove, overwrite, rename, unlink_sidecar, unlink_link])
def test_after_any_change_the_photos_are_compared_anew(
    library: Path, scan: Scanner, fresh: Scanner, change: Callable[[Path], None]
) -> None:
    scan(library)
    change(library)
    changed = scan(library)
    assert not scan.knew
    assert changed == fresh(library)
    assert scan(library) == changed
    assert scan.knew


@pytest.mark.parametrize(
    "options",
    [
        {"min_confidence": 0.999},
        {"keeper_order": (KeeperCriterion.SMALLER_FILE,)},
        {"preset": Preset.SIMILAR_SCENE},
        {"exclude": ("plain.*",)},
    ],
)
def test_other_options_get_their_own_answer(library: Path, scan: Scanner, fresh: Scanner, options: object) -> None:
    before = scan(library)
    assert isinstance(options, dict)
    assert scan(library, **options) == fresh(library, **options)
    assert not scan.knew
    assert scan(library) == before


def test_a_rejected_pair_is_heeded_at_once(library: Path, scan: Scanner, tmp_path: Path) -> None:
    before = scan(library)
    match = before.matches[0]
    pair = before.photos[match.first], before.photos[match.second]
    with Session(str(tmp_path / "cache")) as session:
        session.reject(*pair)
    after = scan(library)
    assert not scan.knew
    assert (match.first, match.second) not in {(one.first, one.second) for one in after.matches}
    with Session(str(tmp_path / "cache")) as session:
        session.accept(*pair)
    assert scan(library) == before


def test_a_program_that_compares_otherwise_does_so(
    library: Path, scan: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = scan(library)
    monkeypatch.setattr(answers, "_program", lambda: "another version")
    assert scan(library) == before
    assert not scan.knew


@pytest.mark.logs_warnings
@pytest.mark.parametrize(
    "damage", ["zeroblob(length(value))", "substr(value, 1, 40)", "x''", "CAST(value || x'00' AS BLOB)"]
)
def test_a_damaged_answer_is_made_anew(library: Path, scan: Scanner, tmp_path: Path, damage: str) -> None:
    before = scan(library)
    with sqlite3.connect(tmp_path / "cache" / FILE_NAME) as database:
        database.execute(f"UPDATE answers SET value = {damage}")
    database.close()
    assert scan(library) == before
    assert not scan.knew
    assert scan(library) == before
    assert scan.knew


@pytest.mark.logs_warnings
def test_a_cache_that_cannot_be_written_changes_no_answer(library: Path, scan: Scanner, tmp_path: Path) -> None:
    before = scan(library)
    path = tmp_path / "cache" / FILE_NAME
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode = DELETE")
    database.close()
    with path.open("r+b") as file:
        file.seek(18)
        file.write(b"\x03")  # SQLite's own mark for "may be read, but not written"
    after = scan(library)
    assert replace(after, notices=()) == before
    assert after.notices == (Notice.CACHE_UNUSABLE,)


def test_without_a_cache_nothing_is_remembered(library: Path, fresh: Scanner) -> None:
    assert fresh(library) == fresh(library)
    assert not fresh.knew


def test_that_there_is_no_engine_is_said_with_a_known_answer_too(
    library: Path, scan: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lookalike.library.installed_engines", tuple)
    first = scan(library, engine=EngineChoice.AUTO)
    assert scan(library, engine=EngineChoice.AUTO) == first
    assert scan.knew
    assert first.notices == (Notice.NO_ENGINE,)


def test_a_stopped_scan_is_no_answer(library: Path, tmp_path: Path, scan: Scanner, fresh: Scanner) -> None:
    cancel = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.stage is Stage.VERIFY:
            cancel.cancel()

    options = ScanOptions(roots=(str(library),), engine=EngineChoice.NONE)
    with Session(str(tmp_path / "cache")) as session:
        assert Notice.CANCELLED in session.scan(options, cancel=cancel, report=stop).notices
    assert scan(library) == fresh(library)
    assert not scan.knew


def test_a_photo_that_changes_while_it_is_read_is_read_again(library: Path, tmp_path: Path, fresh: Scanner) -> None:
    victim = library / "plain.png"
    status, content = victim.stat(), victim.read_bytes()

    def overwrite_first(progress: Progress) -> None:
        if progress.stage is Stage.FINGERPRINT and progress.done == 0:
            overwrite(library)

    options = ScanOptions(roots=(str(library),), engine=EngineChoice.NONE)
    with Session(str(tmp_path / "cache")) as session:
        session.scan(options, report=overwrite_first)
        victim.write_bytes(content)
        os.utime(victim, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert session.scan(options) == fresh(library)


def test_what_could_not_be_read_is_tried_again(library: Path, scan: Scanner, fresh: Scanner) -> None:
    options = {"max_pixels": 100_000}
    before = scan(library, **options)
    assert ProblemReason.TOO_LARGE in {problem.reason for problem in before.problems}
    assert scan(library, **options) == before
    assert scan.knew
    too_large = next(Path(one.path) for one in before.problems if one.reason is ProblemReason.TOO_LARGE)
    status = too_large.stat()
    small = save(photo("camera").resize((90, 90)), library.parent / "small.png").read_bytes()
    too_large.write_bytes(small.ljust(status.st_size, b"\0"))
    os.utime(too_large, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert scan(library, **options) == fresh(library, **options)
    assert not scan.knew


# Fingerprints are read when they are asked for


def test_fingerprints_are_there_one_by_one_in_slices_and_after_the_session(library: Path, scan: Scanner) -> None:
    first = scan(library)
    second = scan(library)
    assert scan.knew
    assert len(second.fingerprints) == len(first.fingerprints)
    assert second.fingerprints[-1] == first.fingerprints[-1]
    assert list(second.fingerprints[1:3]) == list(first.fingerprints[1:3])
    assert list(second.fingerprints) == list(first.fingerprints)
    assert second.fingerprints == first.fingerprints
    assert second.fingerprints != first.fingerprints[1:] and second.fingerprints != first.fingerprints[::-1]
    with pytest.raises(IndexError):
        second.fingerprints[len(first.photos)]


@pytest.mark.parametrize("drop", ["clear", "file"])
def test_what_another_program_drops_from_the_cache_is_read_from_the_photos(
    library: Path, scan: Scanner, tmp_path: Path, drop: str
) -> None:
    first = scan(library)
    second = scan(library)
    assert scan.knew
    if drop == "clear":
        with open_store(tmp_path / "cache") as store:
            store.clear()
    else:
        shutil.rmtree(tmp_path / "cache")
    assert second == first


def test_regrouping_and_exporting_do_as_always(library: Path, scan: Scanner, tmp_path: Path) -> None:
    first = scan(library)
    second = scan(library)
    assert scan.knew
    with Session(str(tmp_path / "cache")) as session:
        stricter = Thresholds(confidence=0.999999)
        assert session.regroup(second, stricter) == session.regroup(first, stricter)
        query = str(library / "plain.png")
        assert session.search_in(query, second) == session.search_in(query, first)
    for name, result in (("first", first), ("second", second)):
        write_json(result, str(tmp_path / name))
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


# The cache as a whole


def test_answers_are_pruned_with_the_cache_and_only_the_last_few_are_kept(
    library: Path, scan: Scanner, tmp_path: Path
) -> None:
    for number in range(12):
        scan(library, min_confidence=number / 20)
    with sqlite3.connect(tmp_path / "cache" / FILE_NAME) as database:
        assert database.execute("SELECT count(*) FROM answers").fetchone() == (8,)
    database.close()
    scan(library, min_confidence=11 / 20)
    assert scan.knew
    scan(library, min_confidence=0.0)
    assert not scan.knew
    with open_store(tmp_path / "cache") as store:
        store.clear()
    scan(library, min_confidence=11 / 20)
    assert not scan.knew


def test_a_drive_that_returns_is_known_as_it_was(library: Path, scan: Scanner, tmp_path: Path) -> None:
    before = scan(library)
    library.rename(tmp_path / "unplugged")
    assert [problem.reason for problem in scan(library).problems] == [ProblemReason.NOT_FOUND]
    (tmp_path / "unplugged").rename(library)
    assert scan(library) == before
    assert scan.knew


def test_photos_that_moved_are_recognised_and_the_answer_names_their_new_place(
    library: Path, scan: Scanner, fresh: Scanner, tmp_path: Path
) -> None:
    scan(library)
    moved = library.rename(tmp_path / "moved")
    result = scan(moved)
    assert Stage.FINGERPRINT not in scan.stages - {Stage.GROUP}
    assert result == fresh(moved)
