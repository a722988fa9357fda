"""What a photo says about itself: EXIF, XMP and IPTC."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

_MAX_XMP = 1 << 20
_MAX_TEXT = 10_000
_MAX_KEYWORDS = 1000
"""What is longer is not meant to be read by people."""
_BROKEN = (SyntaxError, ValueError, TypeError, KeyError, IndexError, OSError, struct.error, ZeroDivisionError)
"""What Pillow raises for EXIF data that is damaged."""

# How the pixels are stored, where other blocks begin, and what is true of every file: nothing that a person would miss.
_STRUCTURAL = frozenset(
    {
        *range(254, 260), 262, 266, *range(273, 285), 290, 291, 296, 297, 301, *range(317, 326), 330, 338, 339, 347,
        512, 513, 514, *range(529, 533), 700, 33723, 34377, 34665, 34675, 34853, 36864, 37121, 40960, 40961, 40962,
        40963, 40965,
    }
)  # fmt: skip
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_XMP_EXIF = "{http://ns.adobe.com/exif/1.0/}"
# Copies of EXIF, the editing history, and raw converters' settings.
_XMP_BOOKKEEPING = (
    _XMP_EXIF,
    "{http://cipa.jp/exif/1.0/}",
    "{http://ns.adobe.com/tiff/1.0/}",
    "{http://ns.adobe.com/exif/1.0/aux/}",
    "{http://ns.adobe.com/xap/1.0/mm/}",
    "{http://ns.adobe.com/camera-raw-settings/1.0/}",
)
_IPTC_KEYWORD = 25
_DIGITS = re.compile(r"(\d{1,3})\d*\s*\0*$")
_DATE = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?")


@dataclass(frozen=True, slots=True)
class Metadata:
    """A photo's own account of itself; None and empty where it says nothing.

    `taken` is ISO 8601 without zone. `exposure` in seconds, `aperture` the f-number, `focal_length` in millimetres,
    `latitude` and `longitude` in degrees, north and east positive, `altitude` in metres. `rating` is 0 to 5, -1 for
    rejected. `orientation` is EXIF's, 1 to 8. `fields` counts the fields that a person may want to keep.
    """

    taken: str | None = None
    camera: str | None = None
    lens: str | None = None
    exposure: float | None = None
    aperture: float | None = None
    iso: int | None = None
    focal_length: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    altitude: float | None = None
    rating: int | None = None
    title: str | None = None
    description: str | None = None
    keywords: tuple[str, ...] = ()
    creator: str | None = None
    software: str | None = None
    orientation: int = 1
    fields: int = 0


def read_metadata(image: Image.Image) -> Metadata:
    """All that an opened image says about itself. Damaged blocks are passed over."""
    base, exif, gps = _exif_blocks(image)
    xmp = _read_xmp(image)
    iptc = _read_iptc(image)
    keywords = [*xmp.get(_DUBLIN_CORE + "subject", []), *iptc.get(_IPTC_KEYWORD, [])]
    return Metadata(
        taken=_taken(exif, xmp),
        camera=_camera(base),
        lens=_text(exif.get(Base.LensModel)),
        exposure=_number(exif.get(Base.ExposureTime)),
        aperture=_number(exif.get(Base.FNumber)),
        iso=_whole(exif.get(Base.ISOSpeedRatings)),
        focal_length=_number(exif.get(Base.FocalLength)),
        latitude=_degrees(gps.get(GPS.GPSLatitude), gps.get(GPS.GPSLatitudeRef), 90),
        longitude=_degrees(gps.get(GPS.GPSLongitude), gps.get(GPS.GPSLongitudeRef), 180),
        altitude=_altitude(gps),
        rating=_rating(base, xmp),
        title=_first(xmp, _DUBLIN_CORE + "title"),
        description=_first(xmp, _DUBLIN_CORE + "description") or _text(base.get(Base.ImageDescription)),
        keywords=tuple(dict.fromkeys(word[:_MAX_TEXT] for word in keywords[:_MAX_KEYWORDS])),
        creator=_first(xmp, _DUBLIN_CORE + "creator") or _text(base.get(Base.Artist)),
        software=_text(base.get(Base.Software)),
        orientation=orientation_of(image),
        fields=_count(base, exif, gps, xmp, iptc),
    )


def read_summary(image: Image.Image) -> tuple[str | None, int]:
    """`Quality.taken` and `Metadata.fields` alone, for every photo of a scan."""
    base, exif, gps = _exif_blocks(image)
    xmp = _read_xmp(image)
    return _taken_exactly(exif, xmp), _count(base, exif, gps, xmp, _read_iptc(image))


def orientation_of(image: Image.Image) -> int:
    """EXIF's orientation, 1 to 8; 1 where there is none or nonsense."""
    try:
        value = image.getexif().get(Base.Orientation, 1)
    except _BROKEN:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _exif_blocks(image: Image.Image) -> tuple[Mapping[int, Any], Mapping[int, Any], Mapping[int, Any]]:
    """The base, Exif and GPS directories of an image; empty where damaged."""
    try:
        exif = image.getexif()
        base = dict(exif)
    except _BROKEN:
        return {}, {}, {}
    blocks: list[Mapping[int, Any]] = []
    for directory in (IFD.Exif, IFD.GPSInfo):
        try:
            blocks.append(exif.get_ifd(directory) if directory in base else {})
        except _BROKEN:
            blocks.append({})
    return base, blocks[0], blocks[1]


def _read_xmp(image: Image.Image) -> dict[str, list[str]]:
    return parse_xmp(image.info.get("xmp") or image.info.get("XML:com.adobe.xmp"))


def parse_xmp(packet: object) -> dict[str, list[str]]:
    """XMP properties by qualified name, each with its values. Empty where damaged, or too large to be one."""
    if isinstance(packet, str):
        packet = packet.encode("utf-8", "replace")
    # No XMP has a document type; one that does means harm (entities that multiply).
    if not isinstance(packet, bytes) or len(packet) > _MAX_XMP or b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        return {}
    try:
        root = ElementTree.fromstring(packet.strip(b"\0 \r\n\t"))
    except (ElementTree.ParseError, ValueError, LookupError):
        return {}
    found: dict[str, list[str]] = {}
    for description in root.iter(_RDF + "Description"):
        for name, value in description.attrib.items():
            if not name.startswith(_RDF):
                found.setdefault(name, []).append(value)
        for element in description:
            items = [(item.text or "").strip() for item in element.iter(_RDF + "li")] or [(element.text or "").strip()]
            found.setdefault(element.tag, []).extend(item for item in items if item)
    return found


def _read_iptc(image: Image.Image) -> dict[int, list[str]]:
    """The text fields of IPTC's application record (2), by number."""
    data = image.info.get("photoshop")
    block = data.get(0x0404) if isinstance(data, dict) else None
    found: dict[int, list[str]] = {}
    if not isinstance(block, bytes):
        return found
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        record, number, length = block[at + 1], block[at + 2], int.from_bytes(block[at + 3 : at + 5], "big")
        at += 5
        if record == 2 and number != 0:
            found.setdefault(number, []).append(block[at : at + length].decode("utf-8", "replace"))
        at += length
    return found


def _count(
    base: Mapping[int, Any],
    exif: Mapping[int, Any],
    gps: Mapping[int, Any],
    xmp: Mapping[str, Any],
    iptc: Mapping[int, Any],
) -> int:
    kept = sum(tag not in _STRUCTURAL for block in (base, exif) for tag in block)
    return kept + len(gps) + len(iptc) + sum(not name.startswith(_XMP_BOOKKEEPING) for name in xmp)


def _taken(exif: Mapping[int, Any], xmp: Mapping[str, list[str]]) -> str | None:
    """When the photo was taken. EXIF's plain DateTime is not asked: programs set it when they save."""
    candidates = (
        exif.get(Base.DateTimeOriginal),
        exif.get(Base.DateTimeDigitized),
        _first(xmp, _XMP_EXIF + "DateTimeOriginal"),
        _first(xmp, _PHOTOSHOP + "DateCreated"),
    )
    for text in candidates:
        match = _DATE.match(text.strip()) if isinstance(text, str) else None
        if match is None:
            continue
        try:
            return datetime(*(int(part or 0) for part in match.groups())).isoformat()  # type: ignore[arg-type]
        except ValueError:
            continue  # "0000:00:00 00:00:00": a camera whose clock was never set.
    return None


def _taken_exactly(exif: Mapping[int, Any], xmp: Mapping[str, list[str]]) -> str | None:
    """The same with milliseconds, where the camera wrote a fraction: a burst has many frames a second."""
    taken, fraction = _taken(exif, xmp), exif.get(Base.SubsecTimeOriginal)
    digits = _DIGITS.match(fraction) if taken and isinstance(fraction, str) else None
    return f"{taken}.{digits[1]:0<3}" if digits else taken


def _camera(base: Mapping[int, Any]) -> str | None:
    """Maker and model, without the maker's name twice."""
    maker, model = _text(base.get(Base.Make)), _text(base.get(Base.Model))
    if maker and model and not model.lower().startswith(maker.split()[0].lower()):
        return f"{maker} {model}"
    return model or maker


def _rating(base: Mapping[int, Any], xmp: Mapping[str, list[str]]) -> int | None:
    value = _number(_first(xmp, _XMP + "Rating")) if _XMP + "Rating" in xmp else _number(base.get(0x4746))
    return None if value is None else max(-1, min(5, round(value)))


def _first(values: Mapping[str, list[str]], name: str) -> str | None:
    found = values.get(name)
    return found[0][:_MAX_TEXT] if found else None


def _text(value: object) -> str | None:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return None
    return value.split("\0", 1)[0].strip()[:_MAX_TEXT] or None


def _number(value: Any) -> float | None:
    if isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    try:
        number = float(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _whole(value: Any) -> int | None:
    number = _number(value[0] if isinstance(value, tuple) and value else value)
    return None if number is None else int(number)


def _degrees(value: Any, reference: Any, limit: int) -> float | None:
    """Degrees, minutes and seconds as one number, negative for south and west."""
    if not isinstance(value, tuple) or len(value) != 3:
        return None
    parts = [_number(part) for part in value]
    degrees = sum((part or 0.0) / 60.0**power for power, part in enumerate(parts))
    if None in parts or not 0 <= degrees <= limit:
        return None
    return -degrees if _text(reference) in ("S", "W") else degrees


def _altitude(gps: Mapping[int, Any]) -> float | None:
    height = _number(gps.get(GPS.GPSAltitude))
    below_sea = gps.get(GPS.GPSAltitudeRef) in (b"\1", 1)
    return -height if height is not None and below_sea else height
