"""Windows and habits that outlive the program: geometry, theme, thumbnail size, last folders.

What changes a scan's answer is in `lookalike.settings.ScanOptions`; only the last used choice is kept here.
"""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from lookalike import paths


class Habits:
    """Typed access to the program's QSettings file in the configuration folder."""

    def __init__(self, file: str | None = None) -> None:
        self._store = QSettings(file or str(paths.config_folder() / "window.ini"), QSettings.Format.IniFormat)

    @property
    def store(self) -> QSettings:
        """The file itself, for those who keep their own keys in it."""
        return self._store

    def text(self, key: str, default: str) -> str:
        """A remembered word."""
        return str(self._store.value(key, default))

    def number(self, key: str, default: int) -> int:
        """A remembered whole number; `default` where the file holds something else."""
        try:
            return int(str(self._store.value(key, default)))
        except ValueError:
            return default

    def picture(self, key: str) -> QByteArray:
        """A window's geometry or a splitter's state, empty where none is kept."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def values(self, key: str) -> dict[str, Any]:
        """A remembered table, kept as JSON; empty where the file holds something else."""
        try:
            found = json.loads(self.text(key, "{}"))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def keep(self, key: str, value: str | int | QByteArray | dict[str, Any]) -> None:
        """Remember `value`."""
        self._store.setValue(key, json.dumps(value) if isinstance(value, dict) else value)

    def save(self) -> None:
        """Write to disk now."""
        self._store.sync()
