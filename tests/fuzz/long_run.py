"""Fuzzing by hand, for as long as one likes; README.md says how.

python -m tests.fuzz.long_run atheris TARGET SECONDS
python -m tests.fuzz.long_run hypothesis TARGET SECONDS
"""

from __future__ import annotations

import importlib
import resource
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

_HANG_S = 5
_MEMORY = 2 << 30
"""What one input may take, in seconds and in bytes."""
_MAX_BYTES = 20_000


def main() -> None:
    """Run one tool on one target. What it finds ends it."""
    tool, name, seconds = sys.argv[1:4]
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        {"atheris": guided, "hypothesis": random}[tool](name, int(seconds), Path(folder))


def guided(name: str, seconds: int, folder: Path) -> None:
    """Inputs that reach new code are kept and changed further (libFuzzer). The one that fails is left in a file."""
    import atheris

    with atheris.instrument_imports(include=["PIL", "lookalike", "pillow_heif", "pillow_jxl"]):
        target = importlib.import_module("tests.fuzz.targets").TARGETS[name]
    corpus = folder / "corpus"
    corpus.mkdir()
    work = folder / "work"
    work.mkdir()
    for number, data in enumerate(target.seeds(work)):
        (corpus / f"seed{number}").write_bytes(data)
    limits = [f"-timeout={_HANG_S}", f"-rss_limit_mb={_MEMORY >> 20}", f"-max_len={_MAX_BYTES}", "-len_control=10"]
    arguments = [sys.argv[0], str(corpus), *limits, f"-max_total_time={seconds}", f"-artifact_prefix={name}-"]
    atheris.Setup([*arguments, *sys.argv[4:]], lambda data: target.try_out(work, data))
    atheris.Fuzz()


def random(name: str, seconds: int, folder: Path) -> None:
    """Good inputs with random damage, round after round, each with dice of its own. A failure is printed, shrunk."""
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis import strategies as some

    from tests.fuzz.damage import damaged, edits
    from tests.fuzz.targets import TARGETS

    target = TARGETS[name]
    good = target.seeds(folder)
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + _MEMORY, resource.RLIM_INFINITY))
    tried, started = 0, time.monotonic()

    @settings(
        max_examples=2000,
        deadline=timedelta(seconds=_HANG_S),
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(whole=some.sampled_from(good), changes=edits)
    def one_round(whole: bytes, changes: list[tuple[float, str, bytes]]) -> None:
        nonlocal tried
        tried += 1
        if time.monotonic() - started < seconds:
            target.try_out(folder, damaged(whole, changes))

    number = 0
    while time.monotonic() - started < seconds:
        seed(number)(one_round)()
        number += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{name}: {tried} inputs in {time.monotonic() - started:.0f} s, {peak} MiB at most")


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    main()
