"""MobileNet's weights, class names and the projection for proposals; see NOTICE.md for sources and licences."""

from __future__ import annotations

from contextlib import AbstractContextManager
from enum import StrEnum
from importlib import resources
from pathlib import Path


class ModelFile(StrEnum):
    """The files of this folder. A build may leave out the weights of an engine that it does not ship."""

    KERAS_WEIGHTS = "mobilenet_1_0_224.weights.h5"
    """MobileNet V1's weights with the 1000-class top, for `tf.keras.applications.MobileNet`."""
    LITERT_MODEL = "mobilenet_1_0_224.tflite"
    """The same network in float32 for LiteRT, with the outputs that Lookalike uses."""
    CLASS_NAMES = "imagenet_class_index.json"
    """Class index -> [WordNet id, name]."""
    PROJECTION = "proposal_projection.npz"
    """`mean` and `basis`: what turns GeM-pooled features into proposal vectors."""


def read(name: ModelFile) -> bytes:
    """The bytes of a model file. Raises FileNotFoundError where a build left it out."""
    return resources.files(__package__).joinpath(name).read_bytes()


def as_file(name: ModelFile) -> AbstractContextManager[Path]:
    """A path to a model file, for libraries that cannot take bytes; it is good until the context ends.

    Raises FileNotFoundError, on entering or on use, where a build left the file out.
    """
    return resources.as_file(resources.files(__package__).joinpath(name))
