"""Write a corpus of what people pass on, made after all others: stories, previews, pages, filters, generators' work.

    python tests/benchmarks/sharing.py PHOTOS OUT [--seed 1] [--copies 8] [--others FOLDER]

Two thirds of the photos get edited copies (`sharing_edits`). Of the others each stands in a template that many share,
and a few become bursts. Drawn pictures of one make join them (`sharing_lookalikes`), and the pictures in `--others`,
which are all different: flags, playing cards. `truth.json` is as corpus.py reads it; one seed gives one corpus.
"""

from __future__ import annotations

import random

from tests.benchmarks.lookalikes import Writer, asked_for, opened, pictures
from tests.benchmarks.sharing_edits import EDITS
from tests.benchmarks.sharing_lookalikes import DRAWN

TEMPLATES = (
    "news card", "calendar page", "dark post", "listing", "report page", "video preview", "phone gallery", "story",
    "instant film", "quoted", "jigsaw", "detections", "redacted",
)  # fmt: skip
EACH_DRAWN = 8
BURSTS = 4
"""How many of the photos become bursts instead."""


def main() -> None:
    arguments = asked_for(__doc__, copies=8, others=True).parse_args()
    paths = pictures(arguments.photos)
    writer = Writer(arguments.out, arguments.seed)
    writer.rng.shuffle(paths)
    edited = 2 * len(paths) // 3
    for path in paths[:edited]:
        writer.positives(path, EDITS, arguments.copies, {})
    for number, path in enumerate(paths[edited + BURSTS :]):
        kind = TEMPLATES[number % len(TEMPLATES)]
        writer.put(EDITS[kind](opened(path), random.Random(kind)), path.name, f"template {kind}")
    for path in paths[edited : edited + BURSTS]:
        writer.series(path)
    writer.drawings(DRAWN, EACH_DRAWN)
    writer.strangers(arguments.others)
    writer.close()
    print(f"{len(writer.files)} files in {arguments.out}")


if __name__ == "__main__":
    main()
