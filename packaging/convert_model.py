"""Convert Keras' MobileNet into the LiteRT model that Lookalike ships. Needs TensorFlow; see packaging/MODELS.md.

    python packaging/convert_model.py

It writes resources/lookalike_resources/models/mobilenet_1_0_224.tflite: float32, any batch size, outputs `pooled`,
`cubes` and `probabilities`. With `--kind float16` or `--kind dynamic` it writes the smaller models that were measured
and not shipped; give those another `--out`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import tensorflow as tf

from lookalike.fingerprints.engine_tensorflow import build_model
from lookalike_resources.models import ModelFile

MODELS = Path(__file__).parents[1] / "resources" / "lookalike_resources" / "models"


def convert(kind: str) -> bytes:
    """The converted model: kind is float32, float16 (weights) or dynamic (int8 weights, float activations)."""
    converter = tf.lite.TFLiteConverter.from_keras_model(build_model())
    if kind != "float32":
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if kind == "float16":
        converter.target_spec.supported_types = [tf.float16]
    model: bytes = converter.convert()
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=("float32", "float16", "dynamic"), default="float32")
    parser.add_argument("--out", type=Path, default=MODELS / ModelFile.LITERT_MODEL)
    arguments = parser.parse_args()
    arguments.out.write_bytes(convert(arguments.kind))
    print(f"{arguments.out}: {arguments.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
