"""From rasters to what MobileNet knows of them: vectors to compare, vectors to propose candidates, labels.

Both vectors and the labels come from one forward pass. The *vector* is the plain average-pooled feature, and its
cosine what users see as the MobileNet score. The *proposal vector* seeks neighbours: GeM pooling (Radenović, Tolias
and Chum, "Fine-tuning CNN image retrieval with no human annotation", 2018; p = 3) and a projection that ships with the
program, so that a photo's vector depends neither on the other photos nor on their order.
"""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from lookalike.errors import EngineUnavailableError
from lookalike.fingerprints.network import INPUT_SIDE, Engine, FloatArray, Inputs, NetworkOutput
from lookalike.types import Label, Raster
from lookalike_resources.models import ModelFile, read

VECTOR_LENGTH = 1024
"""Numbers in a vector."""
PROPOSAL_LENGTH = 256
"""Numbers in a proposal vector."""
LABELS_KEPT = 3
"""A scan keeps at most so many labels of a photo…"""
LABEL_FLOOR = 0.1
"""…each with at least this probability."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """What MobileNet knows of one photo, as a `Fingerprint` carries it.

    `vector` is 1024 and `proposal_vector` 256 float16 numbers, both L2-normalised. `labels`: the likeliest first.
    """

    vector: bytes
    proposal_vector: bytes
    labels: tuple[Label, ...]


def engine_input(raster: Raster) -> Raster:
    """The network's input, uint8 (224, 224, 3): the whole photo, squashed into a square.

    Squashing is also what Keras' `load_img(target_size=…)` does. It proposes 1 % more of the true pairs than a centre
    crop, which loses what lies at the edges, and takes turned photos better than a padded square (packaging/MODELS.md).
    """
    shrinks = min(raster.shape[:2]) >= INPUT_SIDE
    squashed = cv2.resize(
        raster, (INPUT_SIDE, INPUT_SIDE), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    )
    return np.asarray(squashed, np.uint8)


class Embedder:
    """Turns inputs into embeddings with one engine. Safe to share between threads, which then take turns."""

    def __init__(self, engine: Engine) -> None:
        """Raises EngineUnavailableError where a file that ships with the program is missing or damaged."""
        self._engine = engine
        self._turn = threading.Lock()
        try:
            self._mean, self._basis = _read_projection()
            self._names = _read_class_names()
        except (OSError, ValueError, KeyError) as error:
            raise EngineUnavailableError(f"MobileNet's data files are incomplete: {error}.", installed=True) from error

    def embed(self, inputs: Sequence[Raster]) -> list[Embedding]:
        """Embeddings of any number of `engine_input`s, in their order. Multiples of `engine.batch` are cheapest."""
        found: list[Embedding] = []
        for start in range(0, len(inputs), self._engine.batch):
            features = self._run(np.stack(inputs[start : start + self._engine.batch]))
            vectors = _unit(features.pooled).astype(np.float16)
            proposals = self._project(features.cubes).astype(np.float16)
            for vector, proposal, row in zip(vectors, proposals, features.probabilities, strict=True):
                labels = tuple(label for label in self._top(row, LABELS_KEPT) if label.score >= LABEL_FLOOR)
                found.append(Embedding(vector.tobytes(), proposal.tobytes(), labels))
        return found

    def classify(self, raster: Raster, top: int = 5) -> tuple[Label, ...]:
        """The `top` likeliest of ImageNet's 1000 classes, as Keras' `decode_predictions` gives them."""
        return self._top(self._run(engine_input(raster)[None]).probabilities[0], top)

    def _run(self, inputs: Inputs) -> NetworkOutput:
        with self._turn:
            return self._engine.run(inputs)

    def _project(self, cubes: FloatArray) -> FloatArray:
        gem = _unit(np.cbrt(cubes))
        # Not `@`: after so small a product the threads of BLAS spin on, and take a third of the next batch's time.
        return _unit(np.einsum("ij,jk->ik", gem - self._mean, self._basis))

    def _top(self, probabilities: FloatArray, count: int) -> tuple[Label, ...]:
        found = []
        for index in np.argsort(-probabilities, kind="stable")[:count]:
            wordnet_id, name = self._names[index]
            found.append(Label(wordnet_id, name, float(probabilities[index])))
        return tuple(found)


def cosine(first: bytes, second: bytes) -> float:
    """The cosine, 0 to 1, of two vectors of one kind. Raises ValueError where one is empty or their kinds differ."""
    if not first or len(first) != len(second):
        raise ValueError(f"vectors of {len(first)} and {len(second)} bytes cannot be compared")
    one, other = (np.frombuffer(vector, np.float16).astype(np.float32) for vector in (first, second))
    return min(max(float(one @ other), 0.0), 1.0)


def stack(vectors: Sequence[bytes]) -> FloatArray:
    """Vectors of one kind as rows of a matrix, (n, length) float32. Raises ValueError where their lengths differ."""
    if not vectors:
        return np.zeros((0, 0), np.float32)
    if len({len(vector) for vector in vectors}) != 1:
        raise ValueError("vectors of different lengths cannot be compared")
    return np.frombuffer(b"".join(vectors), np.float16).reshape(len(vectors), -1).astype(np.float32)


def _unit(rows: FloatArray) -> FloatArray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), np.float32)


def _read_projection() -> tuple[FloatArray, FloatArray]:
    with np.load(io.BytesIO(read(ModelFile.PROJECTION)), allow_pickle=False) as file:
        return file["mean"].astype(np.float32), file["basis"].astype(np.float32)


def _read_class_names() -> list[tuple[str, str]]:
    table = json.loads(read(ModelFile.CLASS_NAMES))
    return [(table[str(index)][0], table[str(index)][1]) for index in range(len(table))]
