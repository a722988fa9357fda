"""Dataclasses from the values of a JSON file, each field checked against the type that the class gives it.

A file may come from anywhere, and a size that is a text would otherwise be noticed far from here. The classes'
annotations are the schema, so that it is not written twice.
"""

from __future__ import annotations

import dataclasses
import math
import os
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar

Value = TypeVar("Value")

_MAX_INT = 2**128
"""ReFS numbers its files with 128 bits; nothing of ours is larger."""


def from_plain(kind: type[Value], plain: object) -> Value:
    """A value of the dataclass `kind`; fields that are missing take their defaults, unknown ones are passed over.

    Understands dataclasses, enums, tuples of any or of a fixed length, optional values, `bool`, `int`, `float`
    (finite; a whole number will do), `str`, and `bytes` as hexadecimal text.

    Raises:
        ValueError: something is missing or has another type.
    """
    annotation: Any = kind
    value: Value = _reader(annotation)(plain)
    return value


def check_path(path: str) -> str:
    """The path, if a system could have given it. Raises ValueError."""
    if "\0" in path or not path:
        raise ValueError(f"{path[:80]!r} is no path")
    os.fsencode(path)  # UnicodeEncodeError is a ValueError
    return path


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What turns a plain value into one of this type."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return _tuple_reader(arguments)
    if origin is types.UnionType and type(None) in arguments:
        (inner,) = (argument for argument in arguments if argument is not type(None))
        read = _reader(inner)
        return lambda plain: None if plain is None else read(plain)
    if dataclasses.is_dataclass(kind):
        return _dataclass_reader(typing.cast(type, kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    raise TypeError(f"{kind} has no plain form")


def _dataclass_reader(kind: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in dataclasses.fields(kind)}

    def read(plain: Any) -> Any:
        if not isinstance(plain, Mapping):
            raise ValueError(f"{plain!r:.80} is no {kind.__name__}")
        try:
            return kind(**{name: read(plain[name]) for name, read in readers.items() if name in plain})
        except TypeError as error:
            raise ValueError(str(error)) from error

    return read


def _tuple_reader(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        each = _reader(arguments[0])
        return lambda plain: tuple(map(each, _listed(plain)))
    readers = [_reader(argument) for argument in arguments]
    return lambda plain: tuple(read(value) for read, value in zip(readers, _listed(plain), strict=True))


def _listed(plain: Any) -> list[Any] | tuple[Any, ...]:
    if not isinstance(plain, (list, tuple)):
        raise ValueError(f"{plain!r:.80} is no list")
    return plain


def _bool(plain: Any) -> bool:
    if type(plain) is not bool:
        raise ValueError(f"{plain!r:.80} is neither true nor false")
    return plain


def _int(plain: Any) -> int:
    if type(plain) is not int or not -_MAX_INT < plain < _MAX_INT:
        raise ValueError(f"{plain!r:.80} is no whole number")
    return plain


def _float(plain: Any) -> float:
    if type(plain) not in (int, float) or not math.isfinite(plain):
        raise ValueError(f"{plain!r:.80} is no number")
    return float(plain)


def _str(plain: Any) -> str:
    if not isinstance(plain, str):
        raise ValueError(f"{plain!r:.80} is no text")
    return plain


_SIMPLE: dict[Any, Callable[[Any], Any]] = {
    bool: _bool,
    int: _int,
    float: _float,
    str: _str,
    bytes: lambda plain: bytes.fromhex(_str(plain)),
}
