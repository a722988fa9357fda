"""MobileNet: photos a second of each engine bare and through our code, its start and its memory.

    python tests/benchmarks/inference.py [--threads 2] [--photos 256] [--rounds 5]

Each engine runs in a process of its own. `bare` is the engine's own call on batches that are ready, of our batch size
and threads, with the plain 1000-class network; `ours` takes squashed photos and gives embeddings: preprocessing, both
poolings, projection and labels included. The two take turns batch by batch. Photos a second are those of the best
batch, processor milliseconds a photo the median, so that other work on the machine troubles them little.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from lookalike.fingerprints.embed import Embedder
from lookalike.fingerprints.engines import load_engine
from lookalike.fingerprints.network import INPUT_SIDE, FloatArray
from lookalike.settings import EngineChoice
from lookalike_resources.models import ModelFile, as_file, read

Call = Callable[[FloatArray], Any]


def bare_tensorflow(_batch: int, _threads: int) -> Call:
    import tensorflow as tf

    with as_file(ModelFile.KERAS_WEIGHTS) as weights:
        network = tf.keras.applications.MobileNet(weights=str(weights))
    predict: Call = network.predict_on_batch
    return predict


def bare_litert(batch: int, threads: int) -> Call:
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_content=read(ModelFile.LITERT_MODEL), num_threads=threads)
    (entry,) = interpreter.get_input_details()
    interpreter.resize_tensor_input(entry["index"], [batch, INPUT_SIDE, INPUT_SIDE, 3])
    interpreter.allocate_tensors()
    probabilities = interpreter.get_signature_runner().get_output_details()["probabilities"]["index"]

    def call(values: FloatArray) -> Any:
        interpreter.set_tensor(entry["index"], values)
        interpreter.invoke()
        return interpreter.get_tensor(probabilities)

    return call


def memory(field: str) -> float:
    """Megabytes of this process, by a field of /proc/self/status: VmRSS now, VmHWM at most so far."""
    with open("/proc/self/status", encoding="ascii") as file:
        lines = dict(line.split(":", 1) for line in file)
    return int(lines[field].split()[0]) / 1024


def measure(kind: EngineChoice, threads: int, photos: int, rounds: int) -> dict[str, float]:
    before, started = memory("VmRSS"), time.perf_counter()
    engine = load_engine(kind, threads)
    embedder = Embedder(engine)
    loading, loaded = time.perf_counter() - started, memory("VmRSS")
    inputs = list(np.random.default_rng(0).integers(0, 256, (photos, INPUT_SIDE, INPUT_SIDE, 3), np.uint8))
    call = (bare_litert if kind is EngineChoice.LITERT else bare_tensorflow)(engine.batch, threads)
    ready = np.stack(inputs[: engine.batch]).astype(np.float32) / 127.5 - 1
    walls: dict[str, list[float]] = {"bare": [], "ours": []}
    processors: dict[str, list[float]] = {"bare": [], "ours": []}
    for start in range(-2 * engine.batch, photos * rounds, engine.batch):
        batch = [inputs[(start + place) % photos] for place in range(engine.batch)]
        for name, run in (("bare", partial(call, ready)), ("ours", partial(embedder.embed, batch))):
            wall, processor = time.perf_counter(), time.process_time()
            run()
            if start >= 0:  # the first batches warm up
                walls[name].append(time.perf_counter() - wall)
                processors[name].append(time.process_time() - processor)
    per_photo = {name: 1000 * statistics.median(values) / engine.batch for name, values in processors.items()}
    return {
        "batch": engine.batch,
        "bare": engine.batch / min(walls["bare"]),
        "ours": engine.batch / min(walls["ours"]),
        "bare_cpu": per_photo["bare"],
        "ours_cpu": per_photo["ours"],
        "loading": loading,
        "loaded": loaded - before,
        "peak": memory("VmHWM"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--photos", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engine", choices=("litert", "tensorflow"), help="one engine, as JSON, in this process")
    arguments = parser.parse_args()
    if arguments.engine:
        found = measure(EngineChoice(arguments.engine), arguments.threads, arguments.photos, arguments.rounds)
        print(json.dumps(found))
        return
    print(f"{arguments.threads} threads, {arguments.photos} photos, {arguments.rounds} rounds")
    print(
        f"{'':12s}{'batch':>6s}{'bare/s':>8s}{'ours/s':>8s}{'bare CPU':>10s}{'ours CPU':>10s}{'ratio':>7s}"
        f"{'load s':>8s}{'load MB':>9s}{'peak MB':>9s}"
    )
    for kind in (EngineChoice.LITERT, EngineChoice.TENSORFLOW):
        output = subprocess.run(
            [sys.executable, __file__, *sys.argv[1:], f"--engine={kind}"], capture_output=True, text=True, check=True
        ).stdout
        row = json.loads(output.splitlines()[-1])
        ratio = row["ours_cpu"] / row["bare_cpu"]
        print(
            f"{kind.value:12s}{row['batch']:6.0f}{row['bare']:8.1f}{row['ours']:8.1f}{row['bare_cpu']:10.2f}"
            f"{row['ours_cpu']:10.2f}{ratio:7.2f}{row['loading']:8.2f}{row['loaded']:9.0f}{row['peak']:9.0f}"
        )


if __name__ == "__main__":
    main()
