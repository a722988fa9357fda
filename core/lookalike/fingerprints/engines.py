"""Which MobileNet engines are installed, and loading one.

An engine is imported inside its loader only, so that nothing pays for it before photos are compared, and so that
everything else works where none is installed. LiteRT goes first: it starts ten times faster than TensorFlow, needs a
tenth of the memory and runs the same network faster (tests/benchmarks/inference.py); its vectors are TensorFlow's.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

from lookalike.errors import EngineUnavailableError
from lookalike.fingerprints.network import Engine
from lookalike.fingerprints.quiet import native_chatter_logged
from lookalike.settings import EngineChoice

BROKEN_LIBRARY = (ImportError, OSError, AttributeError, RuntimeError, TypeError, ValueError)
"""What an engine's library is known to raise where it is missing, incomplete, or built for other versions."""


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
