"""A scan's result as one HTML file with its thumbnails inside: opens anywhere, needs no network, can be printed."""

from __future__ import annotations

import base64
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from io import BytesIO

from PIL import Image

from lookalike.decoding.decode import thumbnail
from lookalike.errors import UnreadableError
from lookalike.exporting.export import emit
from lookalike.job import CancelToken, Progress, Report, Stage, silent
from lookalike.matching.confidence import whole_percent
from lookalike.result import ScanResult
from lookalike.types import Group, Match, Raster

_SIDE = 192
_QUALITY = 72
_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h2 { font-size: 1rem; margin: 2rem 0 .5rem; }
ul { display: flex; flex-wrap: wrap; gap: 1rem; list-style: none; margin: 0; padding: 0; }
li { border: 2px solid #8884; border-radius: 8px; padding: .6rem; width: 13rem; break-inside: avoid; }
li.keeper { border-color: #2a8a3e; } li.marked { border-color: #c0392b; border-style: dashed; }
img, .none { display: block; width: 12rem; height: 9rem; object-fit: contain; background: #8882; margin: 0 auto .5rem; }
.path { overflow-wrap: anywhere; font-size: .8rem; } .badge { font-weight: 600; }
table { border-collapse: collapse; } td, th { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; }
"""


@dataclass(frozen=True, slots=True)
class Words:
    """The page's words, in the language that a face gives.

    `relations` and `reasons` are by the enums' values, which stand for themselves where there is no word for them.
    """

    title: str = "Duplicate and similar photos"
    summary: str = "{photos} photos, {groups} groups, {problems} files that could not be read"
    group: str = "Group {number}"
    keeper: str = "suggested keeper"
    marked: str = "marked"
    same: str = "{percent} sure, {relation}"
    problems: str = "Could not be read"
    language: str = "en"
    relations: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


def write_html(
    result: ScanResult,
    target: str,
    marked: Collection[str] = frozenset(),
    *,
    words: Words | None = None,
    picture: Callable[[str, int], Raster] = thumbnail,
    report: Report = silent,
    cancel: CancelToken | None = None,
) -> None:
    """Write the report to the file `target`, or to standard output for `-`, group by group.

    `picture` gives a photo's thumbnail of at most so many pixels a side; a photo that it cannot read has none. Raises
    CancelledError if stopped; what was at `target` before is still there then.
    """
    page = _Page(result, frozenset(marked), words or Words(), picture)
    emit(target, (piece.encode("utf-8") for piece in page.pieces(report, cancel or CancelToken())))


class _Page:
    """The parts of the page, made when they are written: a page with 60,000 photos has 400 MB."""

    def __init__(
        self, result: ScanResult, marked: frozenset[str], words: Words, picture: Callable[[str, int], Raster]
    ) -> None:
        self._result = result
        self._marked = marked
        self._words = words
        self._picture = picture

    def pieces(self, report: Report, cancel: CancelToken) -> Iterator[str]:
        """The head, a piece for each group, and the end."""
        groups = self._result.groups
        done, total = 0, sum(len(group.photos) for group in groups)
        yield self._head()
        for number, group in enumerate(groups, 1):
            cancel.raise_if_stopped("stopped while writing the page; nothing was saved")
            report(Progress(Stage.EXPORT, done, total))
            yield self._section(number, group)
            done += len(group.photos)
        yield self._problems() + "</body>\n</html>\n"

    def _head(self) -> str:
        result, words = self._result, self._words
        counts = {"photos": len(result.photos), "groups": len(result.groups), "problems": len(result.problems)}
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(words.language)}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width">\n'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
            "style-src 'unsafe-inline'\">\n"
            f"<title>{escape(words.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
            f"<h1>{escape(words.title)}</h1>\n<p>{escape(words.summary.format(**counts))}</p>\n"
        )

    def _section(self, number: int, group: Group) -> str:
        entries: list[tuple[int, Match | None]] = [(group.keeper, None)]
        entries += [(member.photo, member.match) for member in group.members]
        title = escape(self._words.group.format(number=number))
        photos = "".join(self._entry(index, match) for index, match in entries)
        return f"<section>\n<h2>{title}</h2>\n<ul>\n{photos}</ul>\n</section>\n"

    def _entry(self, index: int, match: Match | None) -> str:
        path, words = self._result.photos[index].path, self._words
        marked = path in self._marked
        classes = " ".join(name for name, yes in (("keeper", match is None), ("marked", marked)) if yes)
        badges = [words.keeper if match is None else _likeness(match, words)]
        badges += [words.marked] if marked else []
        return (
            f'<li class="{classes}">{_image(path, self._picture)}'
            f'<div class="badge">{_text(", ".join(badges))}</div><div>{_text(_facts(self._result, index))}</div>'
            f'<div class="path">{_text(path)}</div></li>\n'
        )

    def _problems(self) -> str:
        problems, words = self._result.problems, self._words
        if not problems:
            return ""
        rows = (
            (problem.path, words.reasons.get(problem.reason.value, problem.reason.value), problem.detail)
            for problem in problems
        )
        lines = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in cells)}</tr>\n" for cells in rows)
        return f"<section>\n<h2>{escape(words.problems)}</h2>\n<table>\n{lines}</table>\n</section>\n"


def _likeness(match: Match, words: Words) -> str:
    confidence = match.scores.confidence
    relation = words.relations.get(match.relation.value, match.relation.value)
    if confidence is None:
        return relation
    return words.same.format(percent=f"{whole_percent(confidence)}%", relation=relation)


def _facts(result: ScanResult, index: int) -> str:
    size = f"{result.photos[index].size / 1000:.0f} kB"
    quality = result.quality(index)
    if quality is None:
        return size
    return " · ".join([f"{quality.width} × {quality.height}", quality.format, size, *filter(None, [quality.second])])


def _image(path: str, picture: Callable[[str, int], Raster]) -> str:
    try:
        raster = picture(path, _SIDE)
    except UnreadableError:
        return '<div class="none"></div>'
    buffer = BytesIO()
    Image.fromarray(raster).save(buffer, "JPEG", quality=_QUALITY)
    return f'<img alt="" src="data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode("ascii")}">'


def _text(text: str) -> str:
    """Text for the page; bytes of a file name that are not UTF-8 are shown as Python writes them."""
    return escape(text.encode("utf-8", "backslashreplace").decode("utf-8"))
