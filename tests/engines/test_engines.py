"""Two engines run one network and agree; a missing or broken one is said to be so, in one sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import lookalike_resources
from lookalike.errors import EngineUnavailableError
from lookalike.fingerprints.embed import engine_input
from lookalike.fingerprints.engines import installed_engines, load_engine
from lookalike.fingerprints.network import Engine
from lookalike.settings import EngineChoice
from lookalike.types import Raster
from lookalike_resources.models import ModelFile


def inputs_of(rasters: dict[str, Raster], count: int) -> Raster:
    return np.stack([engine_input(raster) for raster in list(rasters.values())[:count]])


def test_both_engines_give_the_same_vectors_and_probabilities(
    litert: Engine, tensorflow: Engine, rasters: dict[str, Raster]
) -> None:
    inputs = inputs_of(rasters, 8)
    one, other = litert.run(inputs), tensorflow.run(inputs)
    for first, second in ((one.pooled, other.pooled), (np.cbrt(one.cubes), np.cbrt(other.cubes))):
        lengths = np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
        assert ((first * second).sum(axis=1) / lengths).min() >= 0.9999
    assert np.abs(one.probabilities - other.probabilities).max() < 1e-3


def test_a_short_batch_gives_what_each_photo_gives_alone(engine: Engine, rasters: dict[str, Raster]) -> None:
    inputs = inputs_of(rasters, 3)
    together = engine.run(inputs)
    assert together.pooled.shape == (3, 1024)
    assert together.cubes.shape == (3, 1024)
    assert together.probabilities.shape == (3, 1000)
    for index in range(3):
        alone = engine.run(inputs[index : index + 1])
        np.testing.assert_allclose(together.pooled[index], alone.pooled[0], rtol=1e-4, atol=1e-4)


def test_probabilities_sum_to_one(engine: Engine, rasters: dict[str, Raster]) -> None:
    np.testing.assert_allclose(engine.run(inputs_of(rasters, 4)).probabilities.sum(axis=1), 1, atol=1e-4)


def test_the_reference_is_keras_own_mobilenet(tensorflow: Engine, rasters: dict[str, Raster]) -> None:
    import tensorflow as tf

    from lookalike_resources.models import as_file

    inputs = inputs_of(rasters, 4)
    with as_file(ModelFile.KERAS_WEIGHTS) as weights:
        keras = tf.keras.applications.MobileNet(weights=str(weights))
    expected = keras(tf.keras.applications.mobilenet.preprocess_input(inputs.astype(np.float32))).numpy()
    np.testing.assert_allclose(tensorflow.run(inputs).probabilities, expected, atol=1e-4)


@pytest.mark.parametrize("shape", [(0, 224, 224, 3), (1, 200, 224, 3), (1000, 224, 224, 3)])
def test_an_engine_refuses_what_is_no_batch_of_inputs(engine: Engine, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="224x224x3"):
        engine.run(np.zeros(shape, np.uint8))


def test_the_lighter_engine_goes_first() -> None:
    assert installed_engines() == (EngineChoice.LITERT, EngineChoice.TENSORFLOW)
    assert load_engine(EngineChoice.AUTO, threads=1).kind is EngineChoice.LITERT


def test_where_none_is_installed_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ai_edge_litert", None)
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    with pytest.raises(EngineUnavailableError, match=r"lookalike\[litert\] or lookalike\[tensorflow\]"):
        load_engine(EngineChoice.AUTO, threads=1)


def test_switched_off_is_unavailable_too() -> None:
    with pytest.raises(EngineUnavailableError, match="switched off"):
        load_engine(EngineChoice.NONE, threads=1)


BROKEN = {
    "incomplete": "raise ImportError('libfoo.so: cannot open shared object file')",
    "built for other versions": "raise AttributeError('_ARRAY_API not found')",
    "empty": "",
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_broken_installation_is_a_sentence_and_not_a_crash(body: str, tmp_path: Path) -> None:
    for library in ("ai_edge_litert", "tensorflow"):
        (tmp_path / library).mkdir()
        (tmp_path / library / "__init__.py").write_text(body)
    program = (
        "from lookalike.fingerprints.engines import load_engine, EngineChoice\n"
        "from lookalike.errors import EngineUnavailableError\n"
        "try: load_engine(EngineChoice.AUTO, 1)\n"
        "except EngineUnavailableError as error: print(error)\n"
    )
    run = run_python(program, tmp_path)
    assert run.returncode == 0, run.stderr
    assert "does not start" in run.stdout
    assert len(run.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "missing", [ModelFile.LITERT_MODEL, ModelFile.CLASS_NAMES, ModelFile.PROJECTION], ids=lambda name: name.value
)
def test_a_build_without_a_model_file_says_so(missing: ModelFile, tmp_path: Path) -> None:
    shipped = Path(lookalike_resources.__file__).parent
    shutil.copytree(shipped, tmp_path / "lookalike_resources", ignore=shutil.ignore_patterns(missing))
    program = (
        "from lookalike.fingerprints.embed import Embedder\n"
        "from lookalike.fingerprints.engines import load_engine, EngineChoice\n"
        "from lookalike.errors import EngineUnavailableError\n"
        "try: Embedder(load_engine(EngineChoice.LITERT, 1))\n"
        "except EngineUnavailableError as error: print(error)\n"
    )
    run = run_python(program, tmp_path)
    assert run.returncode == 0, run.stderr
    assert missing in run.stdout


def test_no_engine_is_imported_before_it_is_needed() -> None:
    run = run_python(
        "import sys, lookalike.fingerprints.embed, lookalike.fingerprints.engines\n"
        "print([name for name in ('tensorflow', 'keras', 'ai_edge_litert') if name in sys.modules])"
    )
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("kind", ["litert", "tensorflow"])
def test_an_engine_prints_nothing(kind: str) -> None:
    run = run_python(
        "import numpy as np\n"
        "from lookalike.fingerprints.engines import load_engine, EngineChoice\n"
        f"load_engine(EngineChoice('{kind}'), 1).run(np.zeros((1, 224, 224, 3), np.uint8))\n"
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def run_python(program: str, *first_on_path: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([*map(str, first_on_path), *sys.path])
    return subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True
    )
