"""What is fuzzed. Each target makes good inputs to begin with, and tries one out in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz import archive, cache, decoding, saved, table


@dataclass(frozen=True, slots=True)
class Target:
    """`seeds` is called once before the first `try_out`, with the same folder."""

    seeds: Callable[[Path], list[bytes]]
    try_out: Callable[[Path, bytes], None]


TARGETS = {
    "decoder": Target(decoding.seeds, decoding.try_out),
    "archive": Target(archive.seeds, archive.try_out),
    "cache": Target(cache.seeds, cache.try_out),
    "saved": Target(saved.seeds, saved.try_out),
    "table": Target(table.seeds, table.try_out),
}
