"""What a photo says about itself."""

import struct
from pathlib import Path

import pytest
from PIL import Image

from lookalike.decoding.decode import decode, embedded_preview, read_header
from lookalike.decoding.metadata import Metadata
from tests.formats import Entry, long, short, text, tiff
from tests.photos import photo

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
  xmp:Rating="4" photoshop:DateCreated="2020-02-03T04:05:06" xmpMM:DocumentID="x">
  <dc:subject><rdf:Bag><rdf:li>lake</rdf:li><rdf:li>Zürich</rdf:li></rdf:Bag></dc:subject>
  <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Morning</rdf:li></rdf:Alt></dc:title>
  <dc:creator><rdf:Seq><rdf:li>A. Person</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta>""".encode()


def rational(tag: int, *values: tuple[int, int]) -> Entry:
    return tag, 5, len(values), b"".join(struct.pack("<II", *value) for value in values)


def saved(path: Path, **options: object) -> Metadata:
    photo("coffee").resize((64, 48)).save(path, **options)  # type: ignore[arg-type]
    return read_header(str(path)).metadata


def exif(base: list[Entry], inner: list[Entry] | None = None, gps: list[Entry] | None = None) -> bytes:
    """An EXIF block. The inner directories are chained behind the base, and pointed at."""
    directories = [base, inner or [], gps or []]
    for _ in range(2):  # The second time with the offsets that the first one found.
        block = tiff(*directories)
        places = _places(block)
        directories[0] = [*base, long(0x8769, places[1]), long(0x8825, places[2])]
    return b"Exif\0\0" + tiff(*directories)


def _places(block: bytes) -> list[int]:
    places = [struct.unpack_from("<I", block, 4)[0]]
    while len(places) < 3:
        count = struct.unpack_from("<H", block, places[-1])[0]
        places.append(struct.unpack_from("<I", block, places[-1] + 2 + 12 * count)[0])
    return places


def test_a_photo_without_metadata_says_nothing(tmp_path: Path) -> None:
    assert saved(tmp_path / "a.jpg") == Metadata()


def test_what_a_camera_writes(tmp_path: Path) -> None:
    block = exif(
        [text(0x010F, "NIKON CORPORATION"), text(0x0110, "NIKON D850"), text(0x0131, "Ver.1.20"), short(0x0112, 1)],
        [
            text(0x9003, "2021:05:06 07:08:09"), rational(0x829A, (1, 250)), rational(0x829D, (28, 10)),
            short(0x8827, 400), rational(0x920A, (85, 1)), text(0xA434, "85 mm f/1.4"),
        ],
    )  # fmt: skip
    found = saved(tmp_path / "a.jpg", exif=block)
    assert (found.camera, found.lens, found.software) == ("NIKON D850", "85 mm f/1.4", "Ver.1.20")
    assert (found.taken, found.iso) == ("2021-05-06T07:08:09", 400)
    assert (found.exposure, found.aperture, found.focal_length) == pytest.approx((0.004, 2.8, 85))
    assert found.fields == 9


@pytest.mark.parametrize(("north", "east", "signs"), [("N", "E", (1, 1)), ("S", "W", (-1, -1))])
def test_where_it_was_taken(tmp_path: Path, north: str, east: str, signs: tuple[int, int]) -> None:
    gps = [
        text(1, north), rational(2, (47, 1), (22, 1), (120, 10)), text(3, east), rational(4, (8, 1), (32, 1), (0, 1)),
        (5, 1, 1, b"\0"), rational(6, (4085, 10)),
    ]  # fmt: skip
    found = saved(tmp_path / "a.jpg", exif=exif([], None, gps))
    assert found.latitude == pytest.approx(signs[0] * (47 + 22 / 60 + 12 / 3600))
    assert found.longitude == pytest.approx(signs[1] * (8 + 32 / 60))
    assert found.altitude == pytest.approx(408.5)


def test_a_place_that_cannot_be_is_none(tmp_path: Path) -> None:
    gps = [text(1, "N"), rational(2, (470, 1), (0, 0), (1, 0)), rational(4, (0, 0), (0, 0), (0, 0)), text(3, "E")]
    found = saved(tmp_path / "a.jpg", exif=exif([], None, gps))
    assert (found.latitude, found.longitude) == (None, None)


@pytest.mark.parametrize("ending", [".jpg", ".png", ".webp", ".avif"])
def test_what_a_person_added(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    if ending == ".png":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", XMP.decode())
        found = saved(path, pnginfo=info)
    else:
        found = saved(path, xmp=XMP)
    assert (found.rating, found.title, found.creator) == (4, "Morning", "A. Person")
    assert found.keywords == ("lake", "Zürich")
    assert found.taken == "2020-02-03T04:05:06"
    assert found.fields == 5  # All but the document's number, which is the editor's bookkeeping.


def test_keywords_of_older_programs(tmp_path: Path) -> None:
    def field(number: int, value: bytes) -> bytes:
        return struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value

    iptc = field(0, b"\0\2") + field(25, b"lake") + field(25, b"boat") + field(120, b"A morning")
    resource = b"8BIM" + struct.pack(">HBBI", 0x0404, 0, 0, len(iptc)) + iptc + b"\0" * (len(iptc) % 2)
    saved(tmp_path / "a.jpg")
    data = (tmp_path / "a.jpg").read_bytes()
    body = b"Photoshop 3.0\0" + resource
    (tmp_path / "a.jpg").write_bytes(data[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + data[2:])
    found = read_header(str(tmp_path / "a.jpg")).metadata
    assert found.keywords == ("lake", "boat")
    assert found.fields == 2


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("2021:05:06 07:08:09", "2021-05-06T07:08:09"),
        ("2021:05:06 07:08", "2021-05-06T07:08:00"),
        ("0000:00:00 00:00:00", None),
        ("2021:13:45 99:00:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_that_are_none_are_not_believed(tmp_path: Path, written: str, taken: str | None) -> None:
    assert saved(tmp_path / "a.jpg", exif=exif([], [text(0x9003, written)])).taken == taken


@pytest.mark.parametrize(
    ("written", "fraction"), [("4", ".400"), ("43", ".430"), ("430125", ".430"), ("43 ", ".430"), ("", ""), ("a", "")]
)
def test_a_scan_reads_the_milliseconds_at_which_a_photo_was_taken(tmp_path: Path, written: str, fraction: str) -> None:
    block = exif([], [text(0x9003, "2021:05:06 07:08:09"), text(0x9291, written)])
    photo("coffee").resize((64, 48)).save(tmp_path / "a.jpg", exif=block)
    assert decode(str(tmp_path / "a.jpg")).taken == f"2021-05-06T07:08:09{fraction}"


def test_the_date_of_the_last_edit_is_not_when_it_was_taken(tmp_path: Path) -> None:
    assert saved(tmp_path / "a.jpg", exif=exif([text(0x0132, "2024:01:01 00:00:00")])).taken is None


def test_a_scan_counts_the_same_fields_as_the_table_shows(tmp_path: Path) -> None:
    found = saved(tmp_path / "a.jpg", xmp=XMP, exif=exif([text(0x010F, "Canon")], [short(0x8827, 100)]))
    decoded = decode(str(tmp_path / "a.jpg"))
    assert (decoded.metadata_fields, decoded.taken) == (found.fields, found.taken)


def test_metadata_come_through_a_decoder_process(tmp_path: Path) -> None:
    found = saved(tmp_path / "a.avif", exif=exif([text(0x010F, "Canon")]), xmp=XMP)
    assert (found.camera, found.keywords) == ("Canon", ("lake", "Zürich"))


def test_a_heic_has_a_preview_if_its_camera_made_one(tmp_path: Path) -> None:
    import pillow_heif

    image = photo("coffee").resize((800, 600), Image.Resampling.LANCZOS)
    pillow_heif.from_pillow(image).save(tmp_path / "a.heic", thumbnails=[256])
    preview = embedded_preview(str(tmp_path / "a.heic"))
    assert preview is not None
    assert max(preview.shape) == 256
