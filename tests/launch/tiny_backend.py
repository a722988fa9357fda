"""Builds the tiny project's editable wheel without any download, so that starting it can be tested offline."""

import zipfile
from pathlib import Path

INFO = "lookalike-1.dist-info"
METADATA = "Metadata-Version: 2.1\nName: lookalike\nVersion: 1\nProvides-Extra: all\nProvides-Extra: test\n"


def build_editable(wheel_directory: str, config_settings: object = None, metadata_directory: str | None = None) -> str:
    name = "lookalike-1-py3-none-any.whl"
    with zipfile.ZipFile(Path(wheel_directory) / name, "w") as wheel:
        wheel.writestr("lookalike.pth", str(Path(__file__).parent / "core"))
        wheel.writestr(f"{INFO}/METADATA", METADATA)
        wheel.writestr(
            f"{INFO}/WHEEL", "Wheel-Version: 1.0\nGenerator: tiny\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{INFO}/RECORD", "")
    return name
