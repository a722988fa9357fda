"""The engine as the review sees it."""

from __future__ import annotations

from typing import Protocol

from lookalike import decode
from lookalike.metadata import Metadata
from lookalike.types import Match, Photo, Raster

PREVIEW_SIDE = 512
"""Pixels of a preview's longest side: what core keeps as a thumbnail at most, and quick to decode."""


class Comparer(Protocol):
    """The part of `lookalike.session.Session` that is needed here."""

    def compare(self, first_path: str, second_path: str) -> Match:
        """Every score of two photos, with keypoint matches."""
        ...

    def thumbnail(self, path: str, side: int) -> Raster:
        """The photo with at most `side` pixels on its longest side."""
        ...


class SessionServices:
    """`values.Services` over a session."""

    def __init__(self, session: Comparer) -> None:
        self._session = session

    def preview(self, photo: Photo) -> Raster:
        """A thumbnail, from the cache if there is one."""
        return self._session.thumbnail(photo.path, PREVIEW_SIDE)

    def full(self, photo: Photo) -> Raster:
        """Every pixel, in sRGB and upright."""
        return decode.full(photo.path)

    def metadata(self, photo: Photo) -> Metadata:
        """What the file says about itself."""
        return decode.read_header(photo.path).metadata

    def compare(self, first: Photo, second: Photo) -> Match:
        """Every score of two photos."""
        return self._session.compare(first.path, second.path)
