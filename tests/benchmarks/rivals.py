"""Lookalike and its rivals on the same photos, each started as its users start it, at its default settings.

    python tests/benchmarks/rivals.py [--rivals PYTHON]

PYTHON is the interpreter of an environment in which rivals are installed (otherprograms.py); those that it lacks are
left out. Two corpora are made from the photos that scikit-image ships: plain edits (tests/photos.py), and drastic edits
beside pictures that merely look alike (lookalikes.py). A program that answers in groups is judged by all pairs inside
its groups; two photos of one scene count neither way. CPU is user and system time of the whole process tree, with its
start.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from tests.benchmarks import lookalikes, otherprograms
from tests.benchmarks.accuracy import by_kind, rates, wanted_pairs
from tests.benchmarks.corpus import Corpus, from_bundled_photos, from_truth
from tests.benchmarks.otherprograms import Command
from tests.photos import FILES, photo, save

Groups = list[list[str]]


@dataclass(frozen=True)
class Program:
    """A program's command for a folder, and how to read its groups from what it prints."""

    command: Command
    groups: Callable[[str], Groups]


def listed(text: str) -> Groups:
    groups: Groups = json.loads(text)["groups"]
    return groups


def programs(rivals: str | None) -> Mapping[str, Program]:
    scan = [sys.executable, "-m", "lookalike", "scan", "--json", "-", "-q", "--no-cache"]
    found = {"Lookalike": Program(lambda folder: [*scan, folder], listed)}
    for name, command in otherprograms.installed(rivals).items():
        found[name] = Program(command, listed if name == "image-dedup-ai" else last_line)
    return found


def last_line(text: str) -> Groups:
    groups: Groups = json.loads(text.strip().splitlines()[-1])
    return groups


def answer(program: Program, folder: Path) -> tuple[Groups, float]:
    """The program's groups, and the CPU seconds that they cost."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(program.command(str(folder)), capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if not done.stdout.strip():
        raise SystemExit(f"{program.command(str(folder))[0]}: {done.stderr}")
    return program.groups(done.stdout), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def pairs(groups: Groups, corpus: Corpus) -> set[tuple[int, int]]:
    number = {str(corpus.folder / name): index for index, name in enumerate(corpus.files)}
    numbered = [sorted(number[path] for path in group) for group in groups]
    return {pair for group in numbered for pair in combinations(group, 2)}


def hard(folder: Path) -> Corpus:
    originals = folder / "originals"
    for name in FILES:
        save(photo(name), originals / f"{name}.jpg", quality=95)
    lookalikes.make(sorted(originals.iterdir()), folder / "corpus", 1)
    return from_truth(folder / "corpus")


def judged(title: str, corpus: Corpus, contest: Mapping[str, Program]) -> None:
    wanted = wanted_pairs(corpus)
    print(f"\n{title}: {len(corpus.files)} files, {len(wanted)} pairs wanted")
    print(f"{'':16} {'precision':>9} {'recall':>7} {'F1':>7} {'wrong':>6} {'CPU s':>6}")
    for name, program in contest.items():
        groups, seconds = answer(program, corpus.folder)
        found = {pair for pair in pairs(groups, corpus) if not corpus.same_scene(*pair)}
        precision, recall, f1 = rates(len(found & wanted), len(found - wanted), len(wanted))
        print(f"{name:16} {precision:9.3f} {recall:7.3f} {f1:7.3f} {len(found - wanted):6} {seconds:6.1f}")
        by_kind(corpus, found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rivals", metavar="PYTHON")
    contest = programs(parser.parse_args().rivals)
    with tempfile.TemporaryDirectory() as plain, tempfile.TemporaryDirectory() as drastic:
        judged("plain edits", from_bundled_photos(Path(plain)), contest)
        judged("drastic edits and lookalikes", hard(Path(drastic)), contest)


if __name__ == "__main__":
    main()
