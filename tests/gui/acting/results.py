"""A small result of a scan with real files, for the dialogs that act on photos."""

from __future__ import annotations

from pathlib import Path

from lookalike.result import ScanResult
from lookalike.settings import ScanOptions
from lookalike.types import Decider, Fingerprint, Group, Match, Member, Photo, Quality, Relation, Scores


def two_groups(folder: Path, *, protected: tuple[str, ...] = ()) -> ScanResult:
    """Groups of 0, 1, 2 and of 3, 4, 5: the best photo, a copy of half its measures and a small one."""
    photos, prints, groups = [], [], []
    for number in range(2):
        indices = []
        for place, (sub, side) in enumerate((("best", 4000), ("copies", 2000), ("small", 500))):
            path = folder / sub / f"{number}.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes([number, place]) * side)
            status = path.stat()
            photos.append(Photo(str(path), status.st_size, status.st_mtime_ns, status.st_dev, status.st_ino))
            quality = Quality(side, side // 2, "JPEG", 100.0, 90, None, 4)
            prints.append(Fingerprint(0, 0, 0, 0, b"", quality, 40.0))
            indices.append(len(photos) - 1)
        pairs = [Match(indices[0], one, Scores(), (), Decider.HASH, Relation.RESIZED) for one in indices[1:]]
        groups.append(Group(indices[0], tuple(Member(one.second, one) for one in pairs)))
    options = ScanOptions(roots=(str(folder),), protected=protected)
    return ScanResult(options, tuple(photos), tuple(prints), (), tuple(groups))


def paths(result: ScanResult, *indices: int) -> set[str]:
    return {result.photos[index].path for index in indices}
