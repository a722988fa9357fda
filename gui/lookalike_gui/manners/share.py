"""How far a whole scan is, 0 to 1, from the progress of its stages."""

from __future__ import annotations

from lookalike.job import Progress, Stage

_WEIGHTS = {
    Stage.DISCOVER: 2,
    Stage.EXACT: 3,
    Stage.FINGERPRINT: 60,
    Stage.PROPOSE: 3,
    Stage.VERIFY: 30,
    Stage.GROUP: 2,
}
"""Percent of a first scan's time that each stage takes, roughly; a later scan reads from its cache and runs ahead."""


class Share:
    """A share from 0 to 1 that never goes back, though stages may come again."""

    def __init__(self) -> None:
        self._share = 0.0

    def after(self, progress: Progress) -> float:
        """The share of the work that is done after this piece of progress."""
        stages = list(_WEIGHTS)
        before = sum(_WEIGHTS[stage] for stage in stages[: stages.index(progress.stage)])
        part = progress.done / progress.total if progress.total else 0.0
        self._share = max(self._share, (before + min(part, 1.0) * _WEIGHTS[progress.stage]) / 100)
        return self._share
