"""Where the program keeps its cache, settings, journals and logs: the platform's own places."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_NAME = "lookalike"


def _place(variable: str, default: str) -> Path:
    return Path(os.environ.get(variable) or default)


def cache_folder() -> Path:
    """Fingerprints and thumbnails; may be deleted at any time. `LOOKALIKE_CACHE_DIR` overrides it."""
    return _place("LOOKALIKE_CACHE_DIR", platformdirs.user_cache_dir(_NAME, appauthor=False))


def data_folder() -> Path:
    """Journals, review state and "not a match" decisions; never deleted by us. `LOOKALIKE_DATA_DIR` overrides it."""
    return _place("LOOKALIKE_DATA_DIR", platformdirs.user_data_dir(_NAME, appauthor=False))


def config_folder() -> Path:
    """Presets and shortcuts. `LOOKALIKE_CONFIG_DIR` overrides it."""
    return _place("LOOKALIKE_CONFIG_DIR", platformdirs.user_config_dir(_NAME, appauthor=False))


def log_folder() -> Path:
    """Log files. `LOOKALIKE_LOG_DIR` overrides it."""
    return _place("LOOKALIKE_LOG_DIR", platformdirs.user_log_dir(_NAME, appauthor=False))
