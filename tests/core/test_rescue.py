from __future__ import annotations

import os
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from lookalike.acting import actions
from lookalike.acting.actions import apply
from lookalike.acting.changes import Change
from lookalike.acting.journal import Journal
from lookalike.acting.plan import Action, Plan, PlanOptions, Reason, load_plan, save_plan
from lookalike.acting.planning import make_plan
from lookalike.acting.undo import recover, redo, undo
from lookalike.decoding.decode import read_header
from lookalike.decoding.metadata import parse_xmp
from lookalike.files.safefiles import part_path
from tests.core.results import result_of
from tests.core.trees import Tree

DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
EXIF = "{http://ns.adobe.com/exif/1.0/}"
SIDECAR = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" crs:Tint="7"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject>\n<rdf:Bag><rdf:li>old</rdf:li></rdf:Bag>'
    b"</dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def save_photo(
    path: str,
    *,
    taken: str = "",
    gps: tuple[float, float] | None = None,
    rating: int = 0,
    keywords: tuple[str, ...] = (),
) -> None:
    image = Image.new("RGB", (64, 48), "teal")
    exif = image.getexif()
    if taken:
        exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = taken
    if gps:
        block = exif.get_ifd(IFD.GPSInfo)
        for place, (degrees, letters) in enumerate(zip(gps, ("NS", "EW"), strict=True)):
            block[1 + 2 * place] = letters[degrees < 0]
            block[2 + 2 * place] = (abs(degrees), 0.0, 0.0)
    if rating:
        exif[0x4746] = rating
    listed = "".join(f"<rdf:li>{escape(keyword)}</rdf:li>" for keyword in keywords)
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:subject><rdf:Bag>{listed}</rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    image.save(path, exif=exif, xmp=packet.encode())


def plan_for(tree: Tree, *names: str) -> Plan:
    """All but the first of the photos are marked for the trash."""
    result = result_of([tree.paths(*names)], tree.root)
    return make_plan(result, set(tree.paths(*names[1:])), Action.TRASH, PlanOptions(rescue=True))


def test_what_the_keeper_lacks_is_shown_in_the_plan_and_written_beside_it(tree: Tree, journal: Journal) -> None:
    save_photo(tree.path("keep.jpg"), keywords=("sea",))
    save_photo(
        tree.path("copy.jpg"), taken="2019:05:04 03:02:01", gps=(47.25, -8.5), rating=4, keywords=("sea", "R & D")
    )
    pixels = tree.read("keep.jpg")
    plan = plan_for(tree, "keep.jpg", "copy.jpg")
    (rescue,) = plan.rescues
    assert [(entry.field, entry.value) for entry in rescue.fields] == [
        ("taken", "2019-05-04T03:02:01"),
        ("gps", "47,15.000000N 8,30.000000W"),
        ("rating", "4"),
        ("keyword", "R & D"),
    ]
    assert not tree.exists("keep.jpg.xmp")
    seen: list[tuple[int, int | None]] = []
    outcome = apply(plan, journal, report=lambda progress: seen.append((progress.done, progress.total)))
    assert outcome.rescued == (tree.path("keep.jpg.xmp"),) and len(outcome.done) == 1
    assert seen == [(0, 2), (1, 2)]
    found = parse_xmp(tree.read("keep.jpg.xmp"))
    assert found[DC + "subject"] == ["sea", "R & D"]
    assert found[XMP + "Rating"] == ["4"] and found[EXIF + "GPSLatitude"] == ["47,15.000000N"]
    assert tree.read("keep.jpg") == pixels


def test_undo_takes_the_sidecar_away_and_redo_writes_it_again(tree: Tree, journal: Journal) -> None:
    save_photo(tree.path("keep.jpg"))
    save_photo(tree.path("copy.jpg"), rating=5)
    apply(plan_for(tree, "keep.jpg", "copy.jpg"), journal)
    assert {entry.place for entry in undo(journal).restored} == set(tree.paths("keep.jpg.xmp", "copy.jpg"))
    assert not tree.exists("keep.jpg.xmp") and tree.exists("copy.jpg")
    redo(journal)
    assert tree.exists("keep.jpg.xmp") and not tree.exists("copy.jpg")


def test_an_existing_sidecar_keeps_every_byte_it_had_and_comes_back_on_undo(tree: Tree, journal: Journal) -> None:
    save_photo(tree.path("keep.jpg"))
    save_photo(tree.path("copy.jpg"), rating=3, keywords=("new",))
    tree.write("keep.jpg.xmp", SIDECAR)
    apply(plan_for(tree, "keep.jpg", "copy.jpg"), journal)
    found = parse_xmp(tree.read("keep.jpg.xmp"))
    assert found[DC + "subject"] == ["old", "new"] and found[XMP + "Rating"] == ["3"]
    assert b'crs:Tint="7"' in tree.read("keep.jpg.xmp")
    undo(journal)
    assert tree.read("keep.jpg.xmp") == SIDECAR


def test_a_sidecar_that_was_edited_meanwhile_is_not_rolled_back(tree: Tree, journal: Journal) -> None:
    save_photo(tree.path("keep.jpg"))
    save_photo(tree.path("copy.jpg"), rating=3)
    apply(plan_for(tree, "keep.jpg", "copy.jpg"), journal)
    tree.write("keep.jpg.xmp", b"edited since")
    undone = undo(journal)
    assert [entry.reason for entry in undone.left] == [Reason.CHANGED]
    assert tree.read("keep.jpg.xmp") == b"edited since" and tree.exists("copy.jpg")


@pytest.mark.parametrize("damaged", [b"\xff\xfe not utf-8", b"no xml at all"])
def test_copies_stay_if_their_data_cannot_be_carried_over(tree: Tree, journal: Journal, damaged: bytes) -> None:
    save_photo(tree.path("keep.jpg"))
    save_photo(tree.path("copy.jpg"), rating=3)
    tree.write("keep.jpg.xmp", damaged)
    plan = plan_for(tree, "keep.jpg", "copy.jpg")
    assert [(entry.path, entry.reason) for entry in plan.skipped] == [(tree.path("copy.jpg"), Reason.RESCUE_FAILED)]
    assert plan.items == () and tree.read("keep.jpg.xmp") == damaged


@pytest.mark.parametrize("existed", [False, True])
def test_copies_stay_if_the_sidecar_changed_after_the_plan_was_shown(
    tree: Tree, journal: Journal, existed: bool
) -> None:
    save_photo(tree.path("keep.jpg"))
    save_photo(tree.path("copy.jpg"), rating=3)
    if existed:
        tree.write("keep.jpg.xmp", SIDECAR)
    plan = plan_for(tree, "keep.jpg", "copy.jpg")
    tree.write("keep.jpg.xmp", b"somebody was faster")
    outcome = apply(plan, journal)
    assert {entry.reason for entry in outcome.left} == {
        Reason.CHANGED if existed else Reason.TARGET_TAKEN,
        Reason.RESCUE_FAILED,
    }
    assert outcome.done == () and tree.exists("copy.jpg")
    assert tree.read("keep.jpg.xmp") == b"somebody was faster"


def test_nothing_is_written_beside_a_keeper_that_changed_after_the_plan_was_shown(tree: Tree, journal: Journal) -> None:
    save_photo(tree.path("keep.jpg"))
    save_photo(tree.path("copy.jpg"), rating=3)
    plan = plan_for(tree, "keep.jpg", "copy.jpg")
    save_photo(tree.path("keep.jpg"), rating=1)
    outcome = apply(plan, journal)
    assert [entry.reason for entry in outcome.left] == [Reason.CHANGED, Reason.RESCUE_FAILED]
    assert outcome.rescued == () and not tree.exists("keep.jpg.xmp")


def test_a_sidecar_that_a_crash_kept_from_being_written_is_as_it_was(
    tree: Tree, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_photo(tree.path("keep.jpg"))
    save_photo(tree.path("copy.jpg"), rating=3)
    tree.write("keep.jpg.xmp", SIDECAR)
    plan = plan_for(tree, "keep.jpg", "copy.jpg")

    def die(change: Change) -> None:
        tree.write(os.path.basename(part_path(tree.path("keep.jpg.xmp"))), b"half of it")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(actions, "make", die)
        apply(plan, journal)
    recovery = recover(journal)
    assert recovery.left == () and [entry.place for entry in recovery.returned] == [tree.path("keep.jpg.xmp")]
    assert sorted(os.listdir(tree.root)) == ["copy.jpg", "keep.jpg", "keep.jpg.xmp"]
    assert tree.read("keep.jpg.xmp") == SIDECAR


def test_whole_groups_may_go_though_nobody_stays_to_be_told(tree: Tree) -> None:
    save_photo(tree.path("keep.jpg"))
    save_photo(tree.path("copy.jpg"), rating=3)
    paths = tree.paths("keep.jpg", "copy.jpg")
    options = PlanOptions(rescue=True, allow_whole_groups=True)
    plan = make_plan(result_of([paths], tree.root), set(paths), Action.TRASH, options)
    assert plan.paths == tuple(paths) and plan.rescues == ()


def test_what_the_keeper_has_is_never_replaced(tree: Tree) -> None:
    save_photo(tree.path("keep.jpg"), taken="2020:01:01 00:00:00", gps=(1.0, 1.0), rating=1, keywords=("a",))
    save_photo(tree.path("copy.jpg"), taken="2019:01:01 00:00:00", gps=(2.0, 2.0), rating=5, keywords=("a",))
    plan = plan_for(tree, "keep.jpg", "copy.jpg")
    assert plan.rescues == () and plan.paths == (tree.path("copy.jpg"),)


def test_of_several_copies_the_earliest_date_and_the_first_rating_count_and_each_is_named(tree: Tree) -> None:
    save_photo(tree.path("keep.jpg"))
    save_photo(tree.path("plain.jpg"))
    save_photo(tree.path("late.jpg"), taken="2020:01:01 00:00:00", rating=4, keywords=("b", "c"))
    save_photo(tree.path("early.jpg"), taken="2019:01:01 00:00:00", rating=5, keywords=("a", "b"))
    (rescue,) = plan_for(tree, "keep.jpg", "plain.jpg", "late.jpg", "early.jpg").rescues
    assert [(entry.field, entry.value, os.path.basename(entry.source)) for entry in rescue.fields] == [
        ("taken", "2019-01-01T00:00:00", "early.jpg"),
        ("rating", "4", "late.jpg"),
        ("keyword", "b", "late.jpg"),
        ("keyword", "c", "late.jpg"),
        ("keyword", "a", "early.jpg"),
    ]


def test_the_sidecars_of_keeper_and_copies_are_read_too(tree: Tree) -> None:
    save_photo(tree.path("keep.jpg"))
    save_photo(tree.path("copy.jpg"))
    told = {"xmp:Rating": "5", "photoshop:DateCreated": "2019-05-04", "exif:GPSLatitude": "47,15.0N"}
    tree.write("keep.xmp", sidecar(told | {"exif:GPSLongitude": "8,30.0W"}))
    tree.write("copy.jpg.xmp", sidecar(told | {"exif:GPSLongitude": "8,30.0W", "xmp:Rating": "2"}))
    assert plan_for(tree, "keep.jpg", "copy.jpg").rescues == ()
    os.unlink(tree.path("keep.xmp"))
    (rescue,) = plan_for(tree, "keep.jpg", "copy.jpg").rescues
    assert [(entry.field, entry.value) for entry in rescue.fields] == [
        ("taken", "2019-05-04"),
        ("gps", "47,15.0N 8,30.0W"),
        ("rating", "2"),
    ]


def test_half_a_place_and_what_is_no_rating_are_not_carried_over(tree: Tree) -> None:
    save_photo(tree.path("keep.jpg"))
    save_photo(tree.path("copy.jpg"))
    tree.write("copy.jpg.xmp", sidecar({"exif:GPSLatitude": "47,15.0N", "xmp:Rating": "many"}))
    assert plan_for(tree, "keep.jpg", "copy.jpg").rescues == ()


def sidecar(told: dict[str, str]) -> bytes:
    properties = " ".join(f'{name}="{value}"' for name, value in told.items())
    namespaces = (
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f"<rdf:Description {namespaces} {properties}/></rdf:RDF>"
    ).encode()


def test_a_plan_with_rescues_is_saved_and_loaded_whole(tree: Tree, tmp_path: Path) -> None:
    save_photo(tree.path("keep.jpg"))
    save_photo(tree.path("copy.jpg"), gps=(-33.9, 151.2), keywords=("größe",))
    plan = plan_for(tree, "keep.jpg", "copy.jpg")
    save_plan(plan, str(tmp_path / "plan.json"))
    assert load_plan(str(tmp_path / "plan.json")) == plan
    assert read_header(tree.path("copy.jpg")).metadata.latitude == pytest.approx(-33.9)
