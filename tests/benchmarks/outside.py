"""Write a corpus as somebody outside would, to see how the engine does on what it was never tuned on.

    python tests/benchmarks/outside.py PHOTOS OUT [--seed 1] [--copies 9] [--others FOLDER]

Most photos get edited copies (`outside_edits`), some of those two edits one after the other; of the others come pairs
side by side and bursts. Drawn pictures of one make join them (`outside_lookalikes`), and the pictures in `--others`,
which are all different. `truth.json` is as corpus.py reads it; one seed gives one corpus.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from tests.benchmarks.lookalikes import Picture, Writer, asked_for, opened, pictures
from tests.benchmarks.outside_edits import EDITS, SAVED
from tests.benchmarks.outside_lookalikes import DRAWN

EACH_DRAWN = 8
BURSTS = 0.12
"""Share of the photos that become bursts instead of getting copies."""

TWICE = 2
"""How many copies of each photo come of two edits, one after the other."""


def side_by_side(one: Picture, two: Picture) -> Picture:
    height = 600
    left, right = (image.resize((round(image.width * height / image.height), height)) for image in (one, two))
    sheet = Image.new("RGB", (left.width + right.width, height))
    sheet.paste(left, (0, 0))
    sheet.paste(right, (left.width, 0))
    return sheet


def twice_edited(writer: Writer, path: Path) -> None:
    image, plain = opened(path), sorted(set(EDITS) - set(SAVED))
    for _ in range(TWICE):
        first, second = writer.rng.sample(plain, 2)
        once = EDITS[first](image, writer.rng).convert("RGB")
        writer.put(EDITS[second](once, writer.rng), path.name, f"{first} + {second}")


def main() -> None:
    arguments = asked_for(__doc__, copies=9, others=True).parse_args()
    paths = pictures(arguments.photos)
    writer = Writer(arguments.out, arguments.seed)
    writer.rng.shuffle(paths)
    bursts, edited = paths[: round(BURSTS * len(paths))], paths[round(BURSTS * len(paths)) :]
    for path in edited:
        writer.positives(path, EDITS, arguments.copies, SAVED)
        twice_edited(writer, path)
    for number, (left, right) in enumerate(zip(edited[0:24:2], edited[1:24:2], strict=False)):
        writer.put(side_by_side(opened(left), opened(right)), f"side by side {number}", "side by side")
        writer.shows[f"side by side {number}"] = [left.name, right.name]
    for path in bursts:
        writer.series(path)
    writer.drawings(DRAWN, EACH_DRAWN)
    writer.strangers(arguments.others)
    writer.close()
    print(f"{len(writer.files)} files in {arguments.out}")


if __name__ == "__main__":
    main()
