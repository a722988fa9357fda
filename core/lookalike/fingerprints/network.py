"""MobileNet as the rest of the engine sees it: its input, what a forward pass gives, and the `Engine` protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from lookalike.settings import EngineChoice

FloatArray: TypeAlias = npt.NDArray[np.float32]
Inputs: TypeAlias = npt.NDArray[np.uint8]
"""Photos squashed to the network's size: sRGB, shape (n, INPUT_SIDE, INPUT_SIDE, 3)."""

INPUT_SIDE = 224
"""Pixels on each side of the network's input."""


@dataclass(frozen=True, slots=True)
class NetworkOutput:
    """What one forward pass over n photos gives; all arrays are float32.

    `pooled` (n, 1024): the last convolution, averaged over its 7x7 places (Keras' `global_average_pooling2d`).
    `cubes` (n, 1024): the mean cube over the same places; its cube root is GeM pooling with p = 3.
    `probabilities` (n, 1000): ImageNet's classes, each row sums to 1.
    """

    pooled: FloatArray
    cubes: FloatArray
    probabilities: FloatArray


class Engine(Protocol):
    """A loaded MobileNet. It belongs to one thread at a time."""

    @property
    def kind(self) -> EngineChoice:
        """Which engine this is."""
        ...

    @property
    def batch(self) -> int:
        """How many photos `run` takes at most; it costs the same for fewer."""
        ...

    def run(self, inputs: Inputs) -> NetworkOutput:
        """What the network gives for up to `batch` inputs."""
        ...


def normalised(inputs: Inputs, batch: int) -> FloatArray:
    """Keras' preprocessing of MobileNet, x / 127.5 - 1, filled up with zeros to a fixed batch.

    A fixed shape keeps TensorFlow from tracing anew, and LiteRT from planning anew, for the last batch of a scan.
    """
    count = len(inputs)
    if inputs.shape[1:] != (INPUT_SIDE, INPUT_SIDE, 3) or not 0 < count <= batch:
        raise ValueError(f"MobileNet takes 1 to {batch} inputs of 224x224x3, not an array of {inputs.shape}")
    values = np.zeros((batch, *inputs.shape[1:]), np.float32)
    np.divide(inputs, np.float32(127.5), out=values[:count], dtype=np.float32)
    values[:count] -= 1
    return values
