"""How long grouping takes again for another threshold: what happens while the slider in the window moves.

    python tests/benchmarks/regroup.py [--photos 100000] [--matches 300000]

The photos fall into clusters of two to seven whose pairs match with a random confidence, and some matches join
strangers. Times are wall and processor time of the best of five rounds; the columns are made once, before.
"""

from __future__ import annotations

import argparse
import random
import time
from itertools import combinations

from lookalike.matching.group import Grouping, Thresholds
from lookalike.settings import ScanOptions
from lookalike.types import Decider, Match, Photo, Proposer, Relation, Scores

THRESHOLDS = (0.3, 0.5, 0.7, 0.9)


def made_up(photos: int, matches: int) -> list[Match]:
    rng = random.Random(0)
    order = rng.sample(range(photos), photos)
    pairs: dict[tuple[int, int], float] = {}
    while order and len(pairs) < 0.9 * matches:
        cluster = [order.pop() for _ in range(min(len(order), rng.randint(2, 7)))]
        pairs |= {(min(pair), max(pair)): rng.betavariate(5, 1) for pair in combinations(cluster, 2)}
    while len(pairs) < matches:
        one, other = sorted(rng.sample(range(photos), 2))
        pairs.setdefault((one, other), rng.betavariate(1, 3))
    return [
        Match(
            one,
            two,
            Scores(phash=0.9, mobilenet=0.9, orb=0.3, confidence=confidence),
            (Proposer.HASH,),
            Decider.ORB,
            Relation.RESIZED,
        )
        for (one, two), confidence in pairs.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--matches", type=int, default=300_000)
    arguments = parser.parse_args()
    photos = [Photo(f"/photos/{index:06}.jpg", 1000 + index % 77, 0, 0, index) for index in range(arguments.photos)]
    matches = made_up(arguments.photos, arguments.matches)
    start = time.perf_counter()
    grouping = Grouping(photos, [None] * len(photos), matches, ScanOptions(roots=("/photos",)))
    print(f"columns of {len(matches)} matches: {time.perf_counter() - start:.2f} s, once")
    for threshold in THRESHOLDS:
        rounds = []
        for _ in range(5):
            wall, spent = time.perf_counter(), time.process_time()
            groups = grouping.groups(Thresholds(threshold))
            rounds.append((time.perf_counter() - wall, time.process_time() - spent))
        members = sum(len(group.members) for group in groups)
        print(f"confidence >= {threshold}: {len(groups)} groups, {members} members, "
              f"{min(wall for wall, _ in rounds):.3f} s ({min(spent for _, spent in rounds):.3f} s CPU)")  # fmt: skip


if __name__ == "__main__":
    main()
