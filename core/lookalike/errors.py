"""The engine's exceptions. Every message names what it is about; the faces put it into the user's words."""

from __future__ import annotations

from lookalike.types import ProblemReason


class LookalikeError(Exception):
    """Base of everything that the engine raises on purpose."""


class UnreadableError(LookalikeError):
    """A photo cannot be read; `reason` is the machine-readable cause that a `Problem` carries."""

    def __init__(self, path: str, reason: ProblemReason, detail: str = "") -> None:
        super().__init__(f"{path}: {detail or reason}")
        self.path = path
        self.reason = reason
        self.detail = detail


class EngineUnavailableError(LookalikeError):
    """No MobileNet engine is installed or, where `installed`, the installed one does not start."""

    def __init__(self, message: str, *, installed: bool = False) -> None:
        super().__init__(message)
        self.installed = installed


class BytesAloneError(LookalikeError):
    """A scan compared bytes alone, so its result has no fingerprints to search in."""


class CancelledError(LookalikeError):
    """The user stopped a job that has no partial result to keep."""
