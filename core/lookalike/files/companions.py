"""Files that belong to a photo and must travel with it.

A camera's RAW beside its JPEG or HEIC, the film of a Live Photo, and sidecars with edits or metadata. All of one
folder: two folders never share a photo.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable

from lookalike.files.formats import CAMERA_RAW, PHOTO_ENDINGS, by_name, ending_of
from lookalike.files.windowspaths import system_path

SIDECAR_ENDINGS = frozenset({".aae", ".dop", ".json", ".mov", ".mp4", ".pp3", ".thm", ".wav", ".xmp"})
"""Apple's edits, DxO, Google Takeout, Live Photo and motion photo films, RawTherapee, thumbnails, voice notes, XMP."""

RAW_ENDINGS = frozenset(by_name(CAMERA_RAW).endings)
"""A camera writes these beside a JPEG or HEIC."""

# Whose RAW it is where several photos share a name: what cameras write beside a RAW, in this order.
_RAW_PARTNERS = {ending: rank for rank, ending in enumerate((*by_name("JPEG").endings, *by_name("HEIF").endings))}
# A film is a Live Photo's, which is a HEIC or, from older telephones, a JPEG.
_FILM_PARTNERS = {ending: rank for rank, ending in enumerate((*by_name("HEIF").endings, *by_name("JPEG").endings))}
_FILM_ENDINGS = frozenset({".mov", ".mp4"})


def find_companions(photos: Iterable[str], others: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Which files of one folder travel with which of its photos.

    Args:
        photos: names of the folder's photos, RAW files among them.
        others: names of its other files; those without one of `SIDECAR_ENDINGS` or a RAW ending are passed over.

    Returns:
        The sorted companions of each photo that has any. A RAW file that is a companion here is no photo of its own.
        `IMG_1.JPG.xmp` and `IMG_1.JPG.json` belong to exactly that file, `IMG_1.xmp` to the photo called `IMG_1`; of
        several photos called so, to the JPEG or HEIC that owns their RAW, otherwise to the first by name.
    """
    own = sorted(photos)
    sidecars, raws = _sort_out(others)
    raws.extend(name for name in own if ending_of(name) in RAW_ENDINGS)
    if not sidecars and not raws:
        return {}
    by_stem: dict[str, list[str]] = {}
    for name in own:
        by_stem.setdefault(os.path.splitext(name)[0], []).append(name)
    owners = {raw: _best(by_stem.get(os.path.splitext(raw)[0], ()), _RAW_PARTNERS) for raw in raws}
    owner_of_raw = {raw: owner for raw, owner in owners.items() if owner is not None}
    owner_of = {**dict(zip(own, own, strict=True)), **owner_of_raw}
    found: dict[str, list[str]] = {}
    for raw, owner in owner_of_raw.items():
        found.setdefault(owner, []).append(raw)
    for sidecar in sidecars:
        namesake = _owner_by_full_name(sidecar, owner_of) or _owner_by_stem(sidecar, by_stem)
        if namesake is not None:
            found.setdefault(owner_of[namesake], []).append(sidecar)
    return {owner: tuple(sorted(companions)) for owner, companions in found.items()}


def companions_in(folder: str) -> dict[str, tuple[str, ...]]:
    """The paths of the companions that photos in a folder have now, by the path of each. Raises OSError."""
    with os.scandir(system_path(folder)) as entries:
        names = [entry.name for entry in entries if entry.is_file()]
    photos = [name for name in names if ending_of(name) in PHOTO_ENDINGS]
    found = find_companions(photos, set(names).difference(photos))
    return {
        os.path.join(folder, owner): tuple(os.path.join(folder, name) for name in companions)
        for owner, companions in found.items()
    }


def _sort_out(others: Iterable[str]) -> tuple[list[str], list[str]]:
    """Sidecars and RAW files among other files."""
    sidecars, raws = [], []
    for name in others:
        ending = ending_of(name)
        if ending in SIDECAR_ENDINGS:
            sidecars.append(name)
        elif ending in RAW_ENDINGS:
            raws.append(name)
    return sidecars, raws


def _best(names: Iterable[str], ranks: dict[str, int]) -> str | None:
    """The name whose ending ranks first; None if no ending has a rank."""
    ranked = [name for name in names if ending_of(name) in ranks]
    return min(ranked, key=lambda name: (ranks[ending_of(name)], name), default=None)


def _owner_by_full_name(sidecar: str, photos: Container[str]) -> str | None:
    """The photo whose whole name the sidecar's begins with: `IMG_1.JPG.supplemental-metadata.json`."""
    stem = os.path.splitext(sidecar)[0]
    while stem not in photos:
        stem, ending = os.path.splitext(stem)
        if not ending:
            return None
    return stem


def _owner_by_stem(sidecar: str, by_stem: dict[str, list[str]]) -> str | None:
    """The photo that differs from the sidecar only by its ending."""
    stem, ending = os.path.splitext(sidecar)
    ending = ending.lower()
    if ending == ".json":
        return None  # A bare NAME.json is too often something else; Google Takeout writes NAME.JPG.json.
    owners = by_stem.get(stem)
    if not owners and ending == ".aae":
        owners = by_stem.get(stem.replace("_O", "_", 1))  # iOS also keeps the edit of IMG_1234 as IMG_O1234.AAE.
    if not owners:
        return None
    if ending in _FILM_ENDINGS:
        return _best(owners, _FILM_PARTNERS)
    return _best(owners, _RAW_PARTNERS) or min(owners)
