"""Write a corpus of edits and look-alikes that the engine was not developed with, from a folder of photos.

    python tests/benchmarks/unseen.py PHOTOS OUT [--seed 1] [--copies 8]

Two thirds of the photos get edited copies (`unseen_edits`), and some of them meet again in collages, which show each
of them and are a photo of their own. The others become negatives: other photos in one template, and series of one
scene; drawn pictures of one layout join them (`unseen_lookalikes`). `truth.json` is as corpus.py reads it; one seed
gives one corpus.
"""

from __future__ import annotations

import random
from pathlib import Path

from PIL import Image, ImageOps
from tests.benchmarks.lookalikes import Picture, Writer, asked_for, opened, pictures
from tests.benchmarks.unseen_edits import EDITS, SAVED
from tests.benchmarks.unseen_lookalikes import DRAWN, TEMPLATES

EACH_TEMPLATE = 8
EACH_DRAWN = 10


def collage(images: list[Picture]) -> Picture:
    """Two photos side by side, or four in a square, with white gaps."""
    columns = 2
    rows = len(images) // columns
    sheet = Image.new("RGB", (columns * 600 + 20, rows * 450 + 20), "white")
    for place, image in enumerate(images):
        sheet.paste(ImageOps.fit(image, (580, 430)), (20 + 600 * (place % columns), 20 + 450 * (place // columns)))
    return sheet


def collages(writer: Writer, paths: list[Path]) -> None:
    for number, start in enumerate(range(0, len(paths) - 3, 4)):
        shown = paths[start : start + (2 if number % 2 else 4)]
        writer.put(collage([opened(path) for path in shown]), f"collage {number}", "collage")
        writer.shows[f"collage {number}"] = [path.name for path in shown]


def negatives(writer: Writer, paths: list[Path]) -> None:
    layouts = {kind: writer.rng.randrange(2**32) for kind in TEMPLATES}
    templates = [kind for kind in TEMPLATES for _ in range(EACH_TEMPLATE)]
    for number, path in enumerate(paths):
        if number < len(templates):
            kind = templates[number]
            writer.put(TEMPLATES[kind](opened(path), random.Random(layouts[kind])), path.name, kind)
        else:
            writer.series(path)
    writer.drawings(DRAWN, EACH_DRAWN)


def main() -> None:
    arguments = asked_for(__doc__, copies=8).parse_args()
    paths = pictures(arguments.photos)
    writer = Writer(arguments.out, arguments.seed)
    writer.rng.shuffle(paths)
    edited = paths[: 2 * len(paths) // 3]
    for path in edited:
        writer.positives(path, EDITS, arguments.copies, SAVED)
    collages(writer, edited[: len(edited) // 2])
    negatives(writer, paths[len(edited) :])
    writer.close()
    print(f"{len(writer.files)} files in {arguments.out}")


if __name__ == "__main__":
    main()
