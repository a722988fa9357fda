"""`values.Services`, all that the review asks of the engine, over a session."""

from __future__ import annotations

from lookalike.decoding import decode
from lookalike.decoding.decode import Header
from lookalike.session import Session
from lookalike.settings import ScanOptions
from lookalike.types import Match, Photo, Raster

PREVIEW_SIDE = 512
"""Pixels of a preview's longest side: a reduced decode, quick even of a large photo."""


class SessionServices:
    """`values.Services` over a session. `options` are those of the scan under review."""

    def __init__(self, session: Session, options: ScanOptions | None = None) -> None:
        self._session = session
        self.options = options or ScanOptions(roots=())

    def measure(self, photo: Photo) -> tuple[int, int]:
        """Width and height of the upright photo."""
        header = self.header(photo)
        return header.width, header.height

    def preview(self, photo: Photo) -> Raster:
        """A small picture."""
        return decode.thumbnail(photo.path, PREVIEW_SIDE)

    def full(self, photo: Photo) -> Raster:
        """Every pixel, in sRGB and upright."""
        return decode.full(photo.path)

    def header(self, photo: Photo) -> Header:
        """What the file says about itself."""
        return decode.read_header(photo.path)

    def compare(self, first: Photo, second: Photo) -> Match:
        """Every score of two photos."""
        return self._session.compare(first.path, second.path, self.options)
