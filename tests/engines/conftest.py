"""Engines are loaded once: TensorFlow takes seconds. Only an environment with both engines collects this folder."""

from __future__ import annotations

import numpy as np
import pytest

from lookalike.fingerprints.embed import Embedder
from lookalike.fingerprints.engines import load_engine
from lookalike.fingerprints.network import Engine
from lookalike.settings import EngineChoice
from lookalike.types import Raster
from tests.photos import FILES, photo


@pytest.fixture(scope="session")
def litert() -> Engine:
    return load_engine(EngineChoice.LITERT, threads=2)


@pytest.fixture(scope="session")
def tensorflow() -> Engine:
    return load_engine(EngineChoice.TENSORFLOW, threads=2)


@pytest.fixture(scope="session", params=["litert", "tensorflow"])
def engine(request: pytest.FixtureRequest) -> Engine:
    loaded: Engine = request.getfixturevalue(request.param)
    return loaded


@pytest.fixture(scope="session")
def embedder(litert: Engine) -> Embedder:
    return Embedder(litert)


@pytest.fixture(scope="session")
def rasters() -> dict[str, Raster]:
    return {name: np.asarray(photo(name)) for name in FILES}
