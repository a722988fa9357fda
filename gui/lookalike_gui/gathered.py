"""A result with the figures that the window shows of it as a whole, computed off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lookalike.result import ScanResult
from lookalike_gui.models.folders import photos_in
from lookalike_gui.models.overview import Overview


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """`counts` are the photos of each root, `confidences` those of all pairs that have one, sorted."""

    result: ScanResult
    overview: Overview
    counts: Mapping[str, int]
    confidences: npt.NDArray[np.float64]

    @classmethod
    def of(cls, result: ScanResult) -> Gathered:
        """Walk through a result; takes seconds for a million photos."""
        known = (value for match in result.matches if (value := match.scores.confidence) is not None)
        return cls(result, Overview.of(result), photos_in(result), np.sort(np.fromiter(known, np.float64)))
