"""MobileNet engines: what they give, and which one runs.

An engine is imported inside its loader only, so that nothing pays for it before photos are compared, and so that
everything else works where none is installed. LiteRT goes first: it starts ten times faster than TensorFlow, needs a
tenth of the memory and runs the same network faster (tests/benchmarks/inference.py); its vectors are TensorFlow's.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from lookalike.errors import EngineUnavailableError
from lookalike.fingerprints.quiet import native_chatter_logged
from lookalike.settings import EngineChoice
from lookalike.types import Raster

FloatArray: TypeAlias = npt.NDArray[np.float32]

INPUT_SIDE = 224
"""Pixels on each side of the network's input."""

BROKEN_LIBRARY = (ImportError, OSError, AttributeError, RuntimeError, TypeError, ValueError)
"""What an engine's library is known to raise where it is missing, incomplete, or built for other versions."""


@dataclass(frozen=True, slots=True)
class Features:
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

    def run(self, inputs: Raster) -> Features:
        """The features of up to `batch` inputs, uint8 of shape (n, 224, 224, 3)."""
        ...


def normalised(inputs: Raster, batch: int) -> FloatArray:
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


def installed_engines() -> tuple[EngineChoice, ...]:
    """The engines whose library is there, the fastest first. Nothing is imported, so a broken one is listed too."""
    return tuple(kind for kind, (library, _) in _LOADERS.items() if importlib.util.find_spec(library) is not None)


def load_engine(choice: EngineChoice, threads: int) -> Engine:
    """Load the chosen engine, or for AUTO the fastest one that starts, to run on `threads` threads.

    Raises EngineUnavailableError, in one sentence, where it is not installed or does not start.
    """
    if choice is EngineChoice.NONE:
        raise EngineUnavailableError("MobileNet is switched off in the options.")
    wanted = tuple(_LOADERS) if choice is EngineChoice.AUTO else (choice,)
    installed = [kind for kind in wanted if kind in installed_engines()]
    if not installed:
        extras = " or ".join(f"lookalike[{kind.value}]" for kind in wanted)
        raise EngineUnavailableError(f"MobileNet needs an engine that is not installed; install {extras}.")
    failures: list[str] = []
    for kind in installed:
        _, load = _LOADERS[kind]
        try:
            with native_chatter_logged():
                return load(threads)
        except BROKEN_LIBRARY as error:
            failures.append(f"{kind.value}: {type(error).__name__}: {' '.join(str(error).split())[:300]}")
    raise EngineUnavailableError(
        f"MobileNet's engine is installed but does not start ({'; '.join(failures)}).", installed=True
    )


def _load_litert(threads: int) -> Engine:
    from lookalike.fingerprints.engine_litert import LiteRTEngine

    return LiteRTEngine(threads)


def _load_tensorflow(threads: int) -> Engine:
    from lookalike.fingerprints.engine_tensorflow import TensorFlowEngine

    return TensorFlowEngine(threads)


_LOADERS: dict[EngineChoice, tuple[str, Callable[[int], Engine]]] = {
    EngineChoice.LITERT: ("ai_edge_litert", _load_litert),
    EngineChoice.TENSORFLOW: ("tensorflow", _load_tensorflow),
}
