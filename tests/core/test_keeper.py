"""Which photo of a group is suggested to stay, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter, ImageOps

from lookalike.decoding.decode import decode
from lookalike.fingerprints.hashing import hash_photo
from lookalike.fingerprints.quality import detail, sharpness
from lookalike.matching import cascade
from lookalike.matching.candidates import Proposal
from lookalike.matching.keeper import KeeperRanking
from lookalike.matching.verify import extract, verify
from lookalike.settings import DEFAULT_KEEPER_ORDER, KeeperCriterion, ScanOptions
from lookalike.types import Fingerprint, Match, Photo, Quality
from tests.core.values import photo_of
from tests.photos import ORIGINALS, captioned, cropped, framed, lettered, photo, resized, save, with_age

OPTIONS = ScanOptions(roots=())


def fingerprint_of(path: Path) -> Fingerprint:
    found = decode(str(path))
    hashes = hash_photo(found.raster)
    quality = Quality(
        found.width,
        found.height,
        found.format,
        sharpness(found.luminance()),
        found.compression,
        found.taken,
        found.metadata_fields,
    )
    return Fingerprint(
        hashes.ahash, hashes.phash, hashes.dhash, hashes.whash, hashes.orientations, quality, detail(found.luminance())
    )


def matches_of(paths: Sequence[Path], fingerprints: Sequence[Fingerprint]) -> list[Match]:
    features = [extract(found.raster, (found.width, found.height)) for found in (decode(str(path)) for path in paths)]
    pairs = [(first, second) for second in range(len(paths)) for first in range(second)]
    return [
        cascade.judge(Proposal(first, second, ()), fingerprints, verify(features[first], features[second]))
        for first, second in pairs
    ]


def ranking_of(paths: Sequence[Path], options: ScanOptions = OPTIONS) -> KeeperRanking:
    fingerprints = [fingerprint_of(path) for path in paths]
    return KeeperRanking([photo_of(path) for path in paths], fingerprints, matches_of(paths, fingerprints), options)


def keeper_of(paths: Sequence[Path], options: ScanOptions = OPTIONS) -> Path:
    return paths[ranking_of(paths, options).ranks().index(0)]


def enlarged(image: Image.Image) -> Image.Image:
    return image.resize((2 * image.width, 2 * image.height), Image.Resampling.BICUBIC)


def noisy(image: Image.Image) -> Image.Image:
    noise = np.random.default_rng(1).normal(0, 12, (image.height, image.width, 3))
    return Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype(np.uint8))


def sharpened(image: Image.Image) -> Image.Image:
    return image.filter(ImageFilter.UnsharpMask(2, 200, 0))


def blurred(image: Image.Image) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(3))


def letterboxed(image: Image.Image) -> Image.Image:
    return ImageOps.pad(image, (2 * image.height, image.height), color="black")


@pytest.mark.parametrize("name", ORIGINALS)
@pytest.mark.parametrize("worse", [resized, blurred, framed, letterboxed, noisy, sharpened])
def test_the_original_is_kept_before_a_copy_that_shows_no_more(
    tmp_path: Path, name: str, worse: Callable[[Image.Image], Image.Image]
) -> None:
    original = with_age(save(photo(name), tmp_path / "original.jpg"), days=0)
    copy = with_age(save(worse(photo(name)), tmp_path / "a copy.jpg"), days=1)
    assert keeper_of([copy, original]) == original


@pytest.mark.parametrize("share", [0.05, 0.25, 0.5])
@pytest.mark.parametrize("name", ORIGINALS)
def test_an_original_is_kept_before_its_trimmed_copy_with_writing(tmp_path: Path, name: str, share: float) -> None:
    original = with_age(save(photo(name), tmp_path / "original.jpg"), days=0)
    copy = with_age(save(lettered(cropped(photo(name), share)), tmp_path / "a copy.jpg", quality=98), days=1)
    assert keeper_of([copy, original]) == original


def test_a_sharp_photo_is_kept_before_its_blurred_copy_of_better_quality(tmp_path: Path) -> None:
    sharp = with_age(save(photo("coffee"), tmp_path / "sharp.jpg", quality=90), days=9)
    soft = with_age(save(blurred(photo("coffee")), tmp_path / "a copy.jpg", quality=99), days=0)
    ranking = ranking_of([soft, sharp])
    assert ranking.ranks() == [1, 0]
    reason = ranking.reasons(1, 0)[0]
    assert (reason.criterion, reason.favours_first) == (KeeperCriterion.SHARPNESS, True)


def test_black_bars_count_for_nothing_even_where_they_take_half_of_the_bytes(tmp_path: Path) -> None:
    soft = photo("coffee").filter(ImageFilter.GaussianBlur(6))
    original = save(soft, tmp_path / "original.jpg")
    copy = save(ImageOps.pad(soft, (soft.width, soft.width), color="black"), tmp_path / "a copy.jpg", quality=97)
    assert copy.stat().st_size > 1.5 * original.stat().st_size
    assert keeper_of([copy, original]) == original


def grey(image: Image.Image) -> Image.Image:
    return ImageOps.grayscale(image).convert("RGB")


def sepia(image: Image.Image) -> Image.Image:
    return ImageOps.colorize(ImageOps.grayscale(image), "#1a0f05", "#ffeccb")


@pytest.mark.parametrize("faded", [grey, sepia])
def test_a_photo_is_kept_before_its_older_copy_without_colours(
    tmp_path: Path, faded: Callable[[Image.Image], Image.Image]
) -> None:
    original = with_age(save(photo("coffee"), tmp_path / "original.jpg"), days=0)
    copy = with_age(save(faded(photo("coffee")), tmp_path / "a copy.jpg"), days=9)
    ranking = ranking_of([copy, original])
    assert ranking.ranks() == [1, 0]
    reason = ranking.reasons(1, 0)[0]
    assert (reason.criterion, reason.first, reason.second) == (KeeperCriterion.COLOUR, 1, 0)


def test_of_two_grey_photos_neither_lost_its_colours(tmp_path: Path) -> None:
    old = with_age(save(grey(photo("coffee")), tmp_path / "old.jpg"), days=9)
    new = with_age(save(sepia(photo("coffee")), tmp_path / "new.jpg"), days=0)
    assert KeeperCriterion.COLOUR not in {reason.criterion for reason in ranking_of([new, old]).reasons(0, 1)}


@pytest.mark.parametrize("name", ORIGINALS)
def test_a_small_photo_is_kept_before_its_enlargement(tmp_path: Path, name: str) -> None:
    image = resized(photo(name), 0.5)
    original = save(image, tmp_path / "original.jpg")
    assert keeper_of([save(enlarged(image), tmp_path / "a copy.jpg"), original]) == original


@pytest.mark.parametrize("name", ["rocket", "moon", *ORIGINALS])
def test_a_crop_is_no_reason_to_doubt_the_original(tmp_path: Path, name: str) -> None:
    original = save(photo(name), tmp_path / "original.jpg")
    crop = save(cropped(photo(name), 0.3), tmp_path / "a crop.jpg", quality=98)
    assert keeper_of([crop, original]) == original


@pytest.mark.parametrize("name", ["rocket", "moon", *ORIGINALS])
def test_nor_is_a_half_of_it_with_a_caption(tmp_path: Path, name: str) -> None:
    original = save(photo(name), tmp_path / "original.jpg")
    crop = save(captioned(cropped(photo(name), 0.5)), tmp_path / "a crop.jpg", quality=98)
    assert keeper_of([crop, original]) == original


def test_a_byte_copy_of_an_enlargement_is_an_enlargement(tmp_path: Path) -> None:
    image = resized(photo("coffee"), 0.5)
    original = save(image, tmp_path / "original.jpg")
    large, copy = save(enlarged(image), tmp_path / "a.jpg"), save(enlarged(image), tmp_path / "b.jpg")
    fingerprints = [fingerprint_of(path) for path in (large, original, copy)]
    matches = [*matches_of([large, original], fingerprints), *cascade.exact_matches([(0, 2)])]
    ranking = KeeperRanking([photo_of(path) for path in (large, original, copy)], fingerprints, matches, OPTIONS)
    assert ranking.ranks() == [1, 0, 2]


def test_an_enlarged_copy_is_worth_the_pixels_it_came_from(tmp_path: Path) -> None:
    small = save(resized(photo("coffee")), tmp_path / "small.jpg")
    large = save(enlarged(resized(photo("coffee"))), tmp_path / "large.jpg")
    reasons = ranking_of([small, large]).reasons(0, 1)
    assert reasons[0].criterion is KeeperCriterion.UNPADDED
    assert (reasons[0].first, reasons[0].second, reasons[0].favours_first) == (1, 0, True)
    assert KeeperCriterion.RESOLUTION not in {reason.criterion for reason in reasons}


def test_a_truly_larger_photo_wins_by_its_pixels(tmp_path: Path) -> None:
    large = save(photo("coffee"), tmp_path / "large.jpg")
    small = save(resized(photo("coffee")), tmp_path / "small.jpg")
    reason = ranking_of([large, small]).reasons(0, 1)[0]
    width, height = photo("coffee").size
    assert reason.criterion is KeeperCriterion.RESOLUTION
    assert (reason.first, reason.favours_first) == (width * height, True)
    assert reason.second == pytest.approx(width * height / 4, rel=0.02)


def test_metadata_then_compression_then_age_then_bytes_then_path_decide() -> None:
    best = Quality(400, 300, "JPEG", 500.0, compression=90, taken="2020-05-01T12:00:00", metadata_fields=20)
    worse = [
        replace(best, metadata_fields=3),
        replace(best, compression=50),
        replace(best, taken="2021-05-01T12:00:00"),
    ]
    paths = [f"/{index}" for index in range(6)]
    photos = [Photo(path, 1000, 0, 0, 0) for path in paths]
    photos[4] = replace(photos[4], size=900)
    fingerprints = [Fingerprint(0, 0, 0, 0, b"", each, 50.0) for each in (best, *worse, best, best)]
    ranking = KeeperRanking(photos, fingerprints, [], OPTIONS)
    assert ranking.ranks() == [0, 5, 4, 3, 2, 1]
    deciding = [ranking.reasons(0, other)[0].criterion.value for other in (1, 2, 3, 4)]
    assert deciding == ["metadata", "compression", "older", "larger-file"]
    assert ranking.reasons(0, 5) == ()
    assert KeeperRanking(photos[::-1], fingerprints[::-1], [], OPTIONS).ranks() == ranking.ranks()[::-1]


def test_a_copy_that_lost_the_milliseconds_of_its_date_is_not_the_earlier_photo() -> None:
    original = Quality(400, 300, "JPEG", 500.0, compression=90, taken="2020-05-01T12:00:00.430", metadata_fields=20)
    copy = replace(original, taken="2020-05-01T12:00:00")
    fingerprints = [Fingerprint(0, 0, 0, 0, b"", each, 50.0) for each in (original, copy)]
    photos = [Photo("/original", 1001, 0, 0, 0), Photo("/copy", 1000, 0, 0, 0)]
    ranking = KeeperRanking(photos, fingerprints, [], OPTIONS)
    assert [reason.criterion for reason in ranking.reasons(0, 1)] == [KeeperCriterion.LARGER_FILE]


def test_a_person_can_put_another_criterion_first(tmp_path: Path) -> None:
    old = with_age(save(resized(photo("coffee")), tmp_path / "old.jpg"), days=0)
    new = with_age(save(photo("coffee"), tmp_path / "new.jpg"), days=9)
    assert keeper_of([old, new]) == new
    order = (KeeperCriterion.OLDER, *DEFAULT_KEEPER_ORDER[:-2])
    assert keeper_of([old, new], replace(OPTIONS, keeper_order=order)) == old
    assert keeper_of([old, new], replace(OPTIONS, keeper_order=(KeeperCriterion.SMALLER_FILE,))) == old


def test_photos_in_preferred_and_protected_folders_stay(tmp_path: Path) -> None:
    large = save(photo("coffee"), tmp_path / "downloads" / "large.jpg")
    album = save(resized(photo("coffee")), tmp_path / "album" / "2020" / "small.jpg")
    lookalike = save(resized(photo("coffee")), tmp_path / "album 2" / "small.jpg")
    folder = (str(tmp_path / "album"),)
    for options in (replace(OPTIONS, preferred=folder), replace(OPTIONS, protected=folder)):
        assert keeper_of([large, album, lookalike], options) == album
        reason = ranking_of([large, album], options).reasons(0, 1)[0]
        assert (reason.criterion, reason.first, reason.second) == (KeeperCriterion.FOLDER, None, 0)


def test_the_ranking_does_not_depend_on_the_order_of_photos(tmp_path: Path) -> None:
    makers = (resized, enlarged, blurred, framed, noisy)
    paths = [save(make(photo("chelsea")), tmp_path / f"{make.__name__}.jpg") for make in makers]
    forth = ranking_of(paths).ranks()
    back = ranking_of(paths[::-1]).ranks()
    assert sorted(forth) == list(range(len(paths)))
    assert forth == back[::-1]


def test_photos_that_could_not_be_read_come_last(tmp_path: Path) -> None:
    path = save(photo("coffee"), tmp_path / "a.jpg")
    photos = [Photo("/0", 10**9, 0, 0, 0), photo_of(path)]
    assert KeeperRanking(photos, [None, fingerprint_of(path)], [], OPTIONS).ranks() == [1, 0]


def test_an_order_that_names_a_criterion_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        replace(OPTIONS, keeper_order=(KeeperCriterion.OLDER, KeeperCriterion.OLDER))


def test_options_with_an_order_survive_json() -> None:
    options = replace(OPTIONS, keeper_order=(KeeperCriterion.NEWER,), preferred=("/a",))
    assert ScanOptions.from_dict(options.to_dict()) == options
