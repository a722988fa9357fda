"""Write a corpus of further edits, made after all others, and of look-alikes in one template each.

    python tests/benchmarks/everyday.py PHOTOS OUT [--seed 1] [--copies 8]

Half of the photos get edited copies (`everyday_edits`). Of the others each stands in a template that many share: the
same edit with the same random numbers, so that all but the photo is alike. Drawn pictures of one make join them
(`everyday_lookalikes`). `truth.json` is as corpus.py reads it; one seed gives one corpus.
"""

from __future__ import annotations

import random

from tests.benchmarks.everyday_edits import EDITS
from tests.benchmarks.everyday_lookalikes import DRAWN
from tests.benchmarks.lookalikes import Writer, asked_for, opened, pictures

TEMPLATES = (
    "post", "tablet", "raw developer", "slide", "poster", "magazine", "billboard", "postcard", "double exposure",
    "ruled watermark", "annotated", "ribbon", "speech bubbles", "deckled", "scratched", "rounded",
)  # fmt: skip
EACH_DRAWN = 10


def main() -> None:
    arguments = asked_for(__doc__, copies=8).parse_args()
    paths = pictures(arguments.photos)
    writer = Writer(arguments.out, arguments.seed)
    writer.rng.shuffle(paths)
    for path in paths[: len(paths) // 2]:
        writer.positives(path, EDITS, arguments.copies, {})
    for number, path in enumerate(paths[len(paths) // 2 :]):
        kind = TEMPLATES[number % len(TEMPLATES)]
        writer.put(EDITS[kind](opened(path), random.Random(kind)), path.name, f"template {kind}")
    writer.drawings(DRAWN, EACH_DRAWN)
    writer.close()
    print(f"{len(writer.files)} files in {arguments.out}")


if __name__ == "__main__":
    main()
