"""What other programs hand over by drop or paste -> absolute paths, whatever bytes their names are made of."""

from __future__ import annotations

import os
from urllib.parse import quote_from_bytes, unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl


def path_of(url: QUrl) -> str | None:
    """The local path of a `file:` URL, None for anything else."""
    if url.scheme() != "file" or url.host() not in ("", "localhost"):
        return None
    if os.name == "nt":
        return os.path.normpath(url.toLocalFile())
    encoded = bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded).encode())
    return os.fsdecode(unquote_to_bytes(encoded)) or None


def url_of(path: str) -> QUrl:
    """The `file:` URL of a path, also where its name is not UTF-8."""
    if os.name == "nt":
        return QUrl.fromLocalFile(path)
    return QUrl.fromEncoded(b"file://" + quote_from_bytes(os.fsencode(path)).encode())


def paths_in(data: QMimeData) -> list[str]:
    """Existing files and folders named in `data`, as URLs or as lines of text, each once."""
    found = [path for url in data.urls() if (path := path_of(url))]
    if not found and data.hasText():
        found = [path for line in data.text().splitlines() if (path := _path_in_text(line))]
    return list(dict.fromkeys(path for path in found if os.path.exists(path)))


def missing_in(data: QMimeData) -> list[str]:
    """Paths in `data`, as URLs, at which there is nothing."""
    return [path for url in data.urls() if (path := path_of(url)) and not os.path.lexists(path)]


def foreign_in(data: QMimeData) -> list[str]:
    """URLs in `data` that name no local file: the trash, phones, network places."""
    return [url.toDisplayString() for url in data.urls() if path_of(url) is None]


def _path_in_text(line: str) -> str | None:
    text = line.strip().strip("'\"")
    if text.startswith("file:"):
        return path_of(QUrl(text))
    text = os.path.expanduser(text)
    return os.path.normpath(text) if os.path.isabs(text) else None
