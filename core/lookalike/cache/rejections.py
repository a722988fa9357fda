"""Pairs that a person called "not a match": kept by content, so that they stay apart wherever the files go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lookalike.cache.decisions import DecisionFile, DecisionsUnusableError
from lookalike.errors import UnreadableError
from lookalike.files.exact import content_digest
from lookalike.types import Match, Photo


@dataclass(frozen=True, slots=True)
class RejectedPair:
    """Two photos that are kept apart: by content, where each was seen (empty: not known), and their sizes in bytes."""

    contents: tuple[str, str]
    paths: tuple[str, str]
    sizes: tuple[int, int]


class Rejections:
    """Answers whether a match was rejected. Only photos of a size that was ever rejected are read for it."""

    def __init__(self, decisions: DecisionFile) -> None:
        self._decisions = decisions

    def reject(self, first: Photo, second: Photo) -> None:
        """Keep both apart from now on. Raises UnreadableError, DecisionsUnusableError."""
        pair = (_content(first), _content(second))
        self._decisions.reject([pair], dict(zip(pair, (first.path, second.path), strict=True)))

    def restore(self, first: Photo, second: Photo) -> None:
        """Let both match again. Raises UnreadableError, DecisionsUnusableError."""
        self._decisions.restore([(_content(first), _content(second))])

    def pairs(self) -> tuple[RejectedPair, ...]:
        """All pairs that are kept apart, ordered by where they were seen. Raises DecisionsUnusableError."""
        places = self._decisions.places()
        found = (
            RejectedPair(
                (first, second), (places.get(first, ""), places.get(second, "")), (_size(first), _size(second))
            )
            for first, second in self._decisions.rejected()
        )
        return tuple(sorted(found, key=lambda pair: (pair.paths, pair.contents)))

    def forget(self, pairs: Iterable[RejectedPair]) -> None:
        """Let the photos of these pairs match again. Raises DecisionsUnusableError."""
        self._decisions.restore([pair.contents for pair in pairs])

    def state(self) -> str | None:
        """Stands for everything that was rejected until now, None where that cannot be read."""
        try:
            return repr(sorted(self._decisions.rejected()))
        except DecisionsUnusableError:
            return None

    def without(self, matches: Iterable[Match], photos: Sequence[Photo]) -> tuple[Match, ...]:
        """The matches that nobody rejected."""
        try:
            rejected = self._decisions.rejected()
        except DecisionsUnusableError:
            return tuple(matches)
        if not rejected:
            return tuple(matches)
        sizes = {tuple(sorted(_size(content) for content in pair)) for pair in rejected}
        contents: dict[int, str] = {}

        def is_rejected(match: Match) -> bool:
            pair = (match.first, match.second)
            if tuple(sorted(photos[index].size for index in pair)) not in sizes:
                return False
            try:
                for index in pair:
                    if index not in contents:
                        contents[index] = _content(photos[index])
            except UnreadableError:
                return False
            return tuple(sorted(contents[index] for index in pair)) in rejected

        return tuple(match for match in matches if not is_rejected(match))


def _content(photo: Photo) -> str:
    return f"{photo.size}-{content_digest(photo.path)}"


def _size(content: str) -> int:
    return int(content.partition("-")[0])
