"""MobileNet on TensorFlow/Keras, the reference. Import this module through `engines.load_engine` only."""

from __future__ import annotations

import logging
import os

# TensorFlow reads this once, while it is imported; it keeps hints about CPU flags off the user's terminal.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf

from lookalike.fingerprints.network import Inputs, NetworkOutput, normalised
from lookalike.settings import EngineChoice
from lookalike_resources.models import ModelFile, as_file

BATCH = 32
"""Where throughput levels off (tests/benchmarks/inference.py)."""

log = logging.getLogger(__name__)


def build_model() -> tf.keras.Model:
    """Keras' MobileNet with three named outputs: `pooled`, `cubes` and `probabilities` (`network.NetworkOutput`)."""
    with as_file(ModelFile.KERAS_WEIGHTS) as weights:
        network = tf.keras.applications.MobileNet(weights=str(weights))
    last = network.get_layer("conv_pw_13_relu").output
    average = tf.keras.layers.GlobalAveragePooling2D
    outputs = {
        "pooled": average(name="pooled")(last),
        "cubes": average(name="cubes")(last * last * last),
        "probabilities": network.output,
    }
    return tf.keras.Model(network.input, outputs)


class TensorFlowEngine:
    """See `network.Engine`."""

    kind = EngineChoice.TENSORFLOW
    batch = BATCH

    def __init__(self, threads: int) -> None:
        try:
            tf.config.threading.set_intra_op_parallelism_threads(threads)
        except RuntimeError:
            log.info("TensorFlow already runs; it keeps its number of threads")
        self._model = build_model()

    def run(self, inputs: Inputs) -> NetworkOutput:
        """See `network.Engine.run`."""
        count = len(inputs)
        found = self._model.predict_on_batch(normalised(inputs, self.batch))
        pooled, cubes, probabilities = (
            np.asarray(found[name][:count], np.float32) for name in ("pooled", "cubes", "probabilities")
        )
        return NetworkOutput(pooled=pooled, cubes=cubes, probabilities=probabilities)
