"""How likely it is that a proposed pair is one photo, before any of its pixels were compared.

Verification takes the likeliest pairs first, and leaves out those that are not worth its time (`candidates`).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lookalike.matching.arrays import Numbers

BYSTANDER = 8
"""Which of its nearest neighbours tells how alike a photo is to photos that have nothing to do with it. A sky among
skies, or a page among pages, has many near neighbours, and another near one says little. Taking that away finds 0.89 in
the place of 0.52 of the true pairs of our hard corpus before a quarter of a wrong pair a photo ("cross-domain
similarity local scaling": Conneau et al., "Word translation without parallel data", 2018)."""

FAR_BYSTANDER, FARTHER_BY = 12, 0.08
"""A photo with eight copies and more has them for its nearest neighbours. So the one of this number is asked as well,
and counts where it is less alike by more than the neighbours of strangers are. On half of the photos of
`tests/benchmarks/outside.py`, each with eleven copies, 0.77 in the place of 0.69 of the true pairs are proposed before
one wrong pair a photo; on our other corpora, with five to eight copies, as many as before or 0.0025 fewer."""

LEAST_ALIKE, MOST_ALIKE = 0.2, 0.9
"""Cosines between which bystanders lie. A photo whose neighbours are nearer has a large family."""

ALONE_ALIKE = 0.3
"""How alike bystanders are where there are fewer photos than that: the usual value in a small folder."""

LEAST_TELLING = 0.55
"""Hash similarity below which it says nothing: two random hashes agree in half of their bits."""

FIRST_CLEAR, ALL_CLEAR = 0.65, 0.8
"""Hash similarities between which one more bit tells most, whatever MobileNet says: of the pairs of six corpora whose
cosine is less than 0.4 a third are one photo between 0.65 and 0.7, 94 % between 0.75 and 0.8, and beyond that all but
4 of 1,300. So are found what MobileNet takes for something else: a print in a newspaper, a scratched and brown copy,
speech bubbles. In the place of 0.931, 0.758 and 0.854 of the true pairs of `tests/benchmarks/unseen.py`, `outside.py`
and `everyday.py` 0.940, 0.784 and 0.873 are proposed, for 0.02 to 0.17 more wrong ones a photo."""

_HASH_WEIGHT, _COSINE_WEIGHT, _CROWD_WEIGHT, _CONSTANT = 12.45, 10.95, 10.95, -9.57
_CLEAR_WEIGHT = 20.0
_HASH_WEIGHT_ALONE, _CONSTANT_ALONE = 16.9, -11.88
# Logistic regressions on proposals: the first by tests/benchmarks/fit_likelihood.py on four corpora, to which what is
# clear was added afterwards (with it a regression on six corpora gives 19.5); the second, for where no network ran, on
# one.


def likely(
    similarity: Numbers, cosine: npt.NDArray[np.floating] | None = None, crowd: Numbers | float = ALONE_ALIKE
) -> Numbers:
    """The likelihood, 0 to 1, that pairs are one photo, from the similarity of their 256-bit pHashes, 0 to 1, the
    cosine of their proposal vectors, and the mean of what `bystanders` says of both photos."""
    if cosine is None:
        score = _HASH_WEIGHT_ALONE * similarity + _CONSTANT_ALONE
    else:
        score = _HASH_WEIGHT * np.maximum(similarity, LEAST_TELLING) + _COSINE_WEIGHT * np.maximum(cosine, 0)
        score = score + _CLEAR_WEIGHT * np.clip(similarity - FIRST_CLEAR, 0, ALL_CLEAR - FIRST_CLEAR)
        score = score - _CROWD_WEIGHT * crowd + _CONSTANT
    return np.asarray(1 / (1 + np.exp(-score)), np.float64)


def bystanders(near: npt.NDArray[np.floating], far: npt.NDArray[np.floating]) -> Numbers:
    """How alike each photo is to photos that have nothing to do with it, 0 to 1, from its cosines with its neighbours
    number `BYSTANDER` and `FAR_BYSTANDER`, -inf where it has not so many."""
    nearer = np.where(np.isfinite(far), np.minimum(near, np.maximum(far, LEAST_ALIKE) + FARTHER_BY), near)
    return np.where(np.isfinite(near), np.clip(nearer, LEAST_ALIKE, MOST_ALIKE), ALONE_ALIKE).astype(np.float64)
