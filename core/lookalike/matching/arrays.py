"""Names for the kinds of arrays that travel between the modules of this package."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Indices: TypeAlias = npt.NDArray[np.int64]
"""Which photos, pairs or rows."""

Flags: TypeAlias = npt.NDArray[np.bool_]
"""Whether something holds for each of them."""

Numbers: TypeAlias = npt.NDArray[np.float64]
"""Scores, weights and ranks."""

Singles: TypeAlias = npt.NDArray[np.float32]
"""Numbers of single precision: pixels, and coordinates of keypoints."""

Vectors: TypeAlias = npt.NDArray[np.float32]
"""MobileNet vectors, shape (photos, dimensions)."""

Words: TypeAlias = npt.NDArray[np.uint64]
"""Hashes in words of 64 bits, the last axis the words of one hash."""

Greys: TypeAlias = npt.NDArray[np.uint8]
"""The pixels of a working grey, shape (height, width)."""
