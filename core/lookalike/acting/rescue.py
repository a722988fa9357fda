"""Dates, place, rating and keywords that a keeper lacks and a marked copy has: into the keeper's XMP sidecar.

The sidecar is `IMG_1.jpg.xmp`, which darktable, digiKam and others read, and which no other photo can claim; the
keeper itself is not touched. What is in the sidecar already stays as it is, to the byte: new properties are put in as
one more block, keywords are added to the ones that are there. Property names and their notation are those of XMP's
specification, part 2 (https://developer.adobe.com/xmp/docs/XMPNamespaces/exif/).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from lookalike.acting.plan import PlanItem, Rescue, RescuedField
from lookalike.decoding.decode import read_header
from lookalike.decoding.metadata import parse_xmp
from lookalike.errors import UnreadableError
from lookalike.files.states import FileState
from lookalike.job import CancelToken, Progress, Report, Stage, silent

_EXIF, _XMP = "http://ns.adobe.com/exif/1.0/", "http://ns.adobe.com/xap/1.0/"
_DUBLIN_CORE, _PHOTOSHOP = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/photoshop/1.0/"
_NAMESPACES = f'xmlns:exif="{_EXIF}" xmlns:xmp="{_XMP}" xmlns:dc="{_DUBLIN_CORE}" xmlns:photoshop="{_PHOTOSHOP}"'
_EMPTY = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
_END = "</rdf:RDF>"
_KEYWORDS = re.compile(r"<dc:subject\b[^>]*>\s*<rdf:(?:Bag|Seq)\b[^>]*>.*?(?=</rdf:(?:Bag|Seq)>)", re.DOTALL)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class _Known:
    """What a photo and its sidecars say: `gps` is latitude and longitude in XMP's notation."""

    taken: str | None = None
    gps: tuple[str, str] | None = None
    rating: int | None = None
    keywords: dict[str, None] = field(default_factory=dict)


def plan_rescues(
    items: Iterable[PlanItem], *, report: Report = silent, cancel: CancelToken | None = None
) -> tuple[tuple[Rescue, ...], frozenset[str]]:
    """What to write beside the keepers of these items, and the keepers whose sidecar cannot be added to.

    Reads what each photo says about itself. After a cancel: what was found until then.
    """
    by_keeper: dict[str, list[PlanItem]] = {}
    for item in items:
        if item.keeper is not None:
            by_keeper.setdefault(item.keeper.path, []).append(item)
    rescues: list[Rescue] = []
    failed: set[str] = set()
    for done, (path, group) in enumerate(by_keeper.items()):
        if cancel is not None and cancel.stop_now():
            break
        report(Progress(Stage.ACT, done, len(by_keeper)))
        kept = _known(path)
        fields = _missing(kept, group)
        if not fields:
            continue
        keeper = group[0].keeper
        assert keeper is not None
        rescue = _rescue(keeper, kept, fields)
        if rescue is None:
            failed.add(path)
        else:
            rescues.append(rescue)
    return tuple(rescues), frozenset(failed)


def sidecar_of(path: str) -> str:
    """The sidecar that is a photo's alone."""
    return path + ".xmp"


def _rescue(keeper: FileState, kept: _Known, fields: list[RescuedField]) -> Rescue | None:
    sidecar = sidecar_of(keeper.path)
    before: str | None = None
    try:
        with open(sidecar, "rb") as file:
            before = file.read().decode("utf-8")
    except FileNotFoundError:
        pass
    except (OSError, UnicodeDecodeError):
        return None
    after = _added(before or _EMPTY, kept, fields)
    expected = {entry.value for entry in fields if entry.field == "keyword"}
    found = parse_xmp(after.encode())
    if not found or not expected <= set(found.get(f"{{{_DUBLIN_CORE}}}subject", ())):
        return None
    return Rescue(keeper, sidecar, tuple(fields), before, after)


def _missing(kept: _Known, group: list[PlanItem]) -> list[RescuedField]:
    """The earliest date, and of the rest the first that a copy has; all keywords."""
    known = [(item.photo.path, _known(item.photo.path)) for item in group]
    fields: list[RescuedField] = []
    dates = sorted((copy.taken, path) for path, copy in known if copy.taken)
    if not kept.taken and dates:
        fields.append(RescuedField("taken", *dates[0]))
    places = [(" ".join(copy.gps), path) for path, copy in known if copy.gps]
    if not kept.gps and places:
        fields.append(RescuedField("gps", *places[0]))
    ratings = [(str(copy.rating), path) for path, copy in known if copy.rating]
    if not kept.rating and ratings:
        fields.append(RescuedField("rating", *ratings[0]))
    seen = set(kept.keywords)
    for path, copy in known:
        for keyword in copy.keywords:
            if keyword not in seen:
                seen.add(keyword)
                fields.append(RescuedField("keyword", keyword, path))
    return fields


def _added(text: str, kept: _Known, fields: list[RescuedField]) -> str:
    """The sidecar's text with the fields in it."""
    lines = [line for entry in fields for line in _properties(entry)]
    keywords = [entry.value for entry in fields if entry.field == "keyword"]
    present = _KEYWORDS.search(text)
    if keywords and present:
        text = text[: present.end()] + _listed(keywords) + text[present.end() :]
    elif keywords:
        # A sidecar's list takes the place of the list in the photo, so it has to hold that one, too.
        lines.append(f"<dc:subject><rdf:Bag>{_listed([*kept.keywords, *keywords])}</rdf:Bag></dc:subject>")
    at = text.rfind(_END)
    if not lines or at < 0:
        return text if at >= 0 else ""
    block = "".join(f"   {line}\n" for line in lines)
    return f'{text[:at]} <rdf:Description rdf:about="" {_NAMESPACES}>\n{block}  </rdf:Description>\n {text[at:]}'


def _properties(entry: RescuedField) -> list[str]:
    match entry.field:
        case "taken":
            return [
                f"<exif:DateTimeOriginal>{escape(entry.value, quote=False)}</exif:DateTimeOriginal>",
                f"<photoshop:DateCreated>{escape(entry.value, quote=False)}</photoshop:DateCreated>",
            ]
        case "gps":
            latitude, longitude = entry.value.split(" ")
            return [
                f"<exif:GPSLatitude>{escape(latitude, quote=False)}</exif:GPSLatitude>",
                f"<exif:GPSLongitude>{escape(longitude, quote=False)}</exif:GPSLongitude>",
            ]
        case "rating":
            return [f"<xmp:Rating>{escape(entry.value, quote=False)}</xmp:Rating>"]
        case _:
            return []


def _listed(keywords: Iterable[str]) -> str:
    return "".join(f"<rdf:li>{escape(keyword, quote=False)}</rdf:li>" for keyword in keywords)


def _known(path: str) -> _Known:
    """What a photo says itself, and what its sidecars add."""
    known = _Known()
    try:
        metadata = read_header(path).metadata
    except UnreadableError:
        pass  # Nothing to rescue from it, or nothing that it has already.
    else:
        known.taken, known.rating = metadata.taken, metadata.rating
        if metadata.latitude is not None and metadata.longitude is not None:
            known.gps = (_coordinate(metadata.latitude, "NS"), _coordinate(metadata.longitude, "EW"))
        known.keywords.update(dict.fromkeys(_cleaned(metadata.keywords)))
    for sidecar in (sidecar_of(path), os.path.splitext(path)[0] + ".xmp"):
        _add_sidecar(known, sidecar)
    return known


def _add_sidecar(known: _Known, sidecar: str) -> None:
    try:
        with open(sidecar, "rb") as file:
            found = parse_xmp(file.read())
    except OSError:
        return  # There is none, or none that we may read.

    def first(namespace: str, name: str) -> str | None:
        return next(iter(_cleaned(found.get(f"{{{namespace}}}{name}", ()))), None)

    known.taken = known.taken or first(_EXIF, "DateTimeOriginal") or first(_PHOTOSHOP, "DateCreated")
    latitude, longitude = first(_EXIF, "GPSLatitude"), first(_EXIF, "GPSLongitude")
    if latitude and longitude and " " not in latitude + longitude:
        known.gps = known.gps or (latitude, longitude)
    rating = first(_XMP, "Rating")
    if known.rating is None and rating and re.fullmatch(r"-?\d", rating):
        known.rating = int(rating)
    known.keywords.update(dict.fromkeys(_cleaned(found.get(f"{{{_DUBLIN_CORE}}}subject", ()))))


def _cleaned(texts: Iterable[str]) -> list[str]:
    """Without what XML cannot hold, and without what is empty then."""
    return [text for text in (_NOT_XML.sub("", text).strip() for text in texts) if text]


def _coordinate(degrees: float, letters: str) -> str:
    """XMP's notation: whole degrees, a comma, minutes with their fraction, and the direction."""
    whole = int(abs(degrees))
    minutes = (abs(degrees) - whole) * 60
    return f"{whole},{minutes:.6f}{letters[degrees < 0]}"
