"""A folder of photos that is scanned again and again through one cache, as somebody does who tries the presets."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from lookalike.job import Progress, Stage
from lookalike.result import ScanResult
from lookalike.session import Session
from lookalike.settings import EngineChoice, ScanOptions
from tests.photos import make_photos, photo, save

Choice: TypeAlias = Mapping[str, Any]
"""Options of a scan; without an engine, unless one is chosen."""


@dataclass
class Desk:
    """`scan` says how many photos were decoded for a result, `fresh` gives that of a scan that remembers nothing."""

    folder: Path
    cache: Path
    firsts: dict[str, ScanResult] = field(default_factory=dict)

    def scan(self, choice: Choice) -> tuple[ScanResult, int]:
        decoded = 0

        def note(progress: Progress) -> None:
            nonlocal decoded
            decoded = max(decoded, progress.done) if progress.stage is Stage.FINGERPRINT else decoded

        with Session(str(self.cache)) as session:
            return session.scan(self.options(choice), report=note), decoded

    def fresh(self, choice: Choice) -> ScanResult:
        if repr(choice) not in self.firsts:
            with Session(use_cache=False) as session:
                self.firsts[repr(choice)] = session.scan(self.options(choice))
        return self.firsts[repr(choice)]

    def options(self, choice: Choice) -> ScanOptions:
        return ScanOptions(roots=(str(self.folder),), **{"engine": EngineChoice.NONE} | dict(choice))


def make_desk(folder: Path) -> Path:
    """Copies, an edit, a photo that is unlike the others, one in a frame, a damaged one and a byte copy."""
    make_photos(folder, originals=["coffee"], edits=["resized", "mirrored"], unrelated=["rocket"])
    shutil.copy(folder / "rocket.jpg", folder / "same.jpg")
    (folder / "broken.jpg").write_bytes((folder / "rocket.jpg").read_bytes()[:2000])
    framed = photo("moon").resize((400, 600), box=(0, 0, 300, 300))
    framed.paste("white", (0, 0, 400, 150))
    framed.paste("white", (0, 450, 400, 600))
    save(framed, folder / "framed.png")
    return folder
