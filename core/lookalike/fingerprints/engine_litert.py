"""MobileNet on LiteRT, TensorFlow Lite's runtime. Import this module through `engines.load_engine` only.

The model is float32, converted from the Keras one by packaging/convert_model.py. Smaller ones were measured and left
out: float16 weights are not faster and turn vectors by up to 4 degrees, full int8 is three times as fast but gives
another first label to 29 photos in 100 and cosines down to 0.58 with the float vectors (packaging/MODELS.md).
"""

from __future__ import annotations

from ai_edge_litert.interpreter import Interpreter

from lookalike.fingerprints.network import INPUT_SIDE, Inputs, NetworkOutput, normalised
from lookalike.settings import EngineChoice
from lookalike_resources.models import ModelFile, read

BATCH = 8
"""Larger batches are not faster, and fall out of the processor's cache (tests/benchmarks/inference.py)."""


class LiteRTEngine:
    """See `network.Engine`."""

    kind = EngineChoice.LITERT
    batch = BATCH

    def __init__(self, threads: int) -> None:
        self._interpreter = Interpreter(model_content=read(ModelFile.LITERT_MODEL), num_threads=threads)
        self._input: int = self._interpreter.get_input_details()[0]["index"]
        outputs = self._interpreter.get_signature_runner().get_output_details()
        self._outputs = {name: int(details["index"]) for name, details in outputs.items()}
        self._interpreter.resize_tensor_input(self._input, [self.batch, INPUT_SIDE, INPUT_SIDE, 3], strict=True)
        self._interpreter.allocate_tensors()

    def run(self, inputs: Inputs) -> NetworkOutput:
        """See `network.Engine.run`."""
        count = len(inputs)
        self._interpreter.set_tensor(self._input, normalised(inputs, self.batch))
        self._interpreter.invoke()
        found = {name: self._interpreter.get_tensor(index)[:count] for name, index in self._outputs.items()}
        return NetworkOutput(pooled=found["pooled"], cubes=found["cubes"], probabilities=found["probabilities"])
