"""What searches among all photos of a library found, so that the next scan searches for its new photos only.

Nothing here changes an answer: what is kept is looked up by the content of the photos, and a value that is damaged, or
was made by another program, counts as none.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lookalike.cache.answers import digest_of
from lookalike.cache.store import Store

Table: TypeAlias = npt.NDArray[Any]

_CHECKSUM_BYTES = 16
_LENGTH_BYTES = 4

_log = logging.getLogger(__name__)


class KeptSearches:
    """The last searches of each kind below some folders. With `NoStore` nothing is known and nothing kept."""

    def __init__(self, store: Store, roots: Sequence[str]) -> None:
        self._store = store
        self._roots = repr(tuple(roots)).encode()

    def recall(self, kind: str) -> dict[str, Table] | None:
        """The tables that were kept of the last search of this kind, by name, read-only; None where there are none."""
        data = self._store.search(digest_of(self._roots, kind))
        if data is None:
            return None
        try:
            return unpack_tables(data)
        except ValueError as error:
            _log.warning("cache entry: %s", error)
            return None

    def keep(self, kind: str, tables: Mapping[str, Table]) -> None:
        """Keep tables in the place of those of the last search of this kind."""
        self._store.keep_search(digest_of(self._roots, kind), pack_tables(tables))


def pack_tables(tables: Mapping[str, Table]) -> bytes:
    """The bytes of tables with their names; they begin with a checksum."""
    head = json.dumps([(name, table.dtype.str, table.shape) for name, table in tables.items()]).encode()
    parts = [len(head).to_bytes(_LENGTH_BYTES, "little"), head, *(table.tobytes() for table in tables.values())]
    body = b"".join(parts)
    return _checksum(body) + body


def unpack_tables(data: bytes) -> dict[str, Table]:
    """The inverse of `pack_tables`. Raises ValueError for other bytes."""
    body = memoryview(data)[_CHECKSUM_BYTES:]
    if len(body) < _LENGTH_BYTES or _checksum(body) != data[:_CHECKSUM_BYTES]:
        raise ValueError("the bytes of a search are damaged")
    place = _LENGTH_BYTES + int.from_bytes(body[:_LENGTH_BYTES], "little")
    tables = {}
    for name, kind, shape in json.loads(bytes(body[_LENGTH_BYTES:place])):
        tables[name] = np.frombuffer(body, kind, prod(shape), place).reshape(shape)
        place += tables[name].nbytes
    return tables


def _checksum(body: bytes | memoryview) -> bytes:
    return hashlib.blake2b(body, digest_size=_CHECKSUM_BYTES).digest()
