"""Folders of photos with a known truth, read through the engine: what the accuracy benchmarks have in common.

A corpus is a folder with a `truth.json`: {"files": {path: {"base": name of the photo it shows, "kind": of edit}},
"same_scene": [[bases that show one scene], ...], "shows": {base of a collage: [bases of the photos in it]}}.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.photos import FILES, make_photos

from lookalike.decoding import scratch
from lookalike.decoding.decode import Limits
from lookalike.errors import EngineUnavailableError
from lookalike.files.exact import exact_groups
from lookalike.fingerprints.embed import Embedder
from lookalike.fingerprints.engines import load_engine
from lookalike.fingerprints.fingerprint import completed, fingerprint_photo
from lookalike.fingerprints.hashing import PROPOSAL
from lookalike.job import ThreadRunner
from lookalike.matching.candidates import Proposal, propose
from lookalike.matching.cascade import accept, complete, judge
from lookalike.matching.implied import implied
from lookalike.matching.verify import Features, extract, verify
from lookalike.settings import EngineChoice, ScanOptions
from lookalike.types import Fingerprint, Match, Photo

BATCH = 32


@dataclass(frozen=True)
class Corpus:
    """Files of a folder, the photo that each one shows, what was done to it, which photos show one scene, and which
    photos a collage shows."""

    folder: Path
    files: list[str]
    base: list[str]
    kind: list[str]
    scene: dict[str, int]
    shows: dict[str, list[str]]

    def same(self, first: int, second: int) -> bool:
        return self.base[first] == self.base[second]

    def same_scene(self, first: int, second: int) -> bool:
        scene = self.scene.get(self.base[first])
        return scene is not None and scene == self.scene.get(self.base[second])

    def partly(self, first: int, second: int) -> bool:
        """Whether one of them is a collage that shows the other, or shows a photo that the other one shows, too."""
        one, two = ({base, *self.shows.get(base, ())} for base in (self.base[first], self.base[second]))
        return not self.same(first, second) and bool(one & two)


@dataclass(frozen=True)
class Reading:
    """A corpus as the engine sees it: one photo of each set of byte copies takes part, `twins` names the sets."""

    corpus: Corpus
    photos: list[Photo]
    fingerprints: list[Fingerprint | None]
    features: dict[int, Features]
    twins: tuple[tuple[int, ...], ...]
    options: ScanOptions


def from_truth(folder: Path) -> Corpus:
    truth = json.loads((folder / "truth.json").read_text())
    files = sorted(truth["files"])
    scene = {base: number for number, bases in enumerate(truth["same_scene"]) for base in bases}
    entries = [truth["files"][name] for name in files]
    return Corpus(folder, files, [entry["base"] for entry in entries], [entry["kind"] for entry in entries], scene,
                  truth.get("shows", {}))  # fmt: skip


def from_bundled_photos(folder: Path) -> Corpus:
    """A small corpus of what ships with scikit-image, every photo with all edits."""
    truth = make_photos(folder, originals=FILES, unrelated=())
    names = {path: name for name, group in truth.groups.items() for path in group}
    files = sorted(path.relative_to(folder).as_posix() for path in names)
    kinds = [Path(name).stem.partition("-")[2] or "original" for name in files]
    return Corpus(folder, files, [names[folder / name] for name in files], kinds, {}, {})


def read(corpus: Corpus, runner: ThreadRunner, *, features: bool = True) -> Reading:
    """Decode, hash and embed every file, and make its ORB features where they are wanted."""
    photos = [_photo(corpus.folder / name) for name in corpus.files]
    twins = exact_groups(photos).groups
    copies = {index for group in twins for index in group[1:]}
    wanted = [index for index in range(len(photos)) if index not in copies]
    fingerprints: list[Fingerprint | None] = [None] * len(photos)
    extracted: dict[int, Features] = {}
    embedder = _embedder()
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        readings = list(runner.map(lambda index: fingerprint_photo(photos[index].path, Limits(), PROPOSAL), batch))
        made = [reading.fingerprint for reading in readings]
        if embedder is not None:
            vectors = embedder.embed([one.network_input for one in readings if one.network_input is not None])
            made = [completed(one, embedding) for one, embedding in zip(made, vectors, strict=True)]
        for index, one, reading in zip(batch, made, readings, strict=True):
            fingerprints[index] = one
            if features and reading.working is not None:
                size = one.quality.width, one.quality.height
                extracted[index] = extract(scratch.restore(reading.working), size)
    for group in twins:
        for index in group[1:]:
            fingerprints[index] = fingerprints[group[0]]
    return Reading(corpus, photos, fingerprints, extracted, twins, ScanOptions(roots=(str(corpus.folder),)))


def _photo(path: Path) -> Photo:
    found = path.stat()
    return Photo(str(path), found.st_size, found.st_mtime_ns, found.st_dev, found.st_ino)


def _embedder() -> Embedder | None:
    try:
        return Embedder(load_engine(EngineChoice.AUTO, 2))
    except EngineUnavailableError:
        return None


def verified(reading: Reading, runner: ThreadRunner) -> tuple[list[Match], list[Match]]:
    """All proposed pairs judged, and those of the second round; as a scan does, but without leaving any out."""
    skip = [index for group in reading.twins for index in group[1:]]
    proposals = propose(reading.photos, reading.fingerprints, reading.options, skip=skip)
    matches = _judged(reading, proposals, runner)
    more = _judged(reading, complete(matches, reading.fingerprints, reading.options), runner)
    return matches, more


def _judged(reading: Reading, proposals: Iterable[Proposal], runner: ThreadRunner) -> list[Match]:
    def one(proposal: Proposal) -> Match:
        evidence = verify(reading.features[proposal.first], reading.features[proposal.second], proposal.hint)
        return judge(proposal, reading.fingerprints, evidence)

    return list(runner.map(one, proposals))


def with_implied(reading: Reading, matches: Sequence[Match], more: Sequence[Match]) -> list[Match]:
    everything = [*matches, *more]
    unaccepted = [match for match in everything if not accept(match, reading.fingerprints, reading.options)]
    return everything + list(implied(everything, unaccepted, reading.fingerprints))
