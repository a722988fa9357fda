"""Coverage-guided fuzzing of the decoder, by hand, for as long as one likes.

    pip install atheris
    python -m tests.fuzz.long_run FOLDER -max_total_time=600

FOLDER collects inputs that reach new code. Whatever is neither a picture nor a Problem, takes 5 seconds or 2 GB stops
the run and leaves its input in a file called crash-, timeout- or oom-; it then becomes a test. The first byte of an
input chooses the file's ending, the rest is its content. What crashes inside a C library is not ours, and costs one
file (`sandbox.py`); leave its ending out with `LEAVE_OUT=.dng,.heic` and go on.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["PIL", "lookalike", "pillow_heif", "pillow_jxl"]):
    from tests.formats import ENDINGS
    from tests.fuzz.decoding import ask_everything, seeds

LEFT_OUT = frozenset(os.environ.get("LEAVE_OUT", "").split(","))


def main() -> None:
    """Fuzz until libFuzzer's arguments say stop."""
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        for number, (ending, data) in enumerate(seeds(Path(folder)).items()):
            (corpus / f"seed{ending}").write_bytes(bytes([number]) + data)

        def one_input(data: bytes) -> None:
            ending = ENDINGS[data[0] % len(ENDINGS)] if data else ""
            if ending and ending not in LEFT_OUT:
                path = Path(folder, f"a{ending}")
                path.write_bytes(data[1:])
                ask_everything(path)

        arguments = [sys.argv[0], str(corpus), "-timeout=5", "-rss_limit_mb=2048", "-max_len=20000", *sys.argv[2:]]
        atheris.Setup(arguments, one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
