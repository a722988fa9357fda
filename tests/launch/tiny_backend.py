"""Builds tiny wheels without any download, so that setting up can be tested offline."""

import zipfile
from pathlib import Path

CORE = Path(__file__).parent / "core"


def build_editable(wheel_directory: str, config_settings: object = None, metadata_directory: str | None = None) -> str:
    return write_wheel(Path(wheel_directory), "lookalike", files={"lookalike.pth": str(CORE)}).name


def write_wheel(folder: Path, name: str, files: dict[str, str] | None = None) -> Path:
    """A wheel of version 1 with these files."""
    info = f"{name}-1.dist-info"
    target = folder / f"{name}-1-py3-none-any.whl"
    with zipfile.ZipFile(target, "w") as wheel:
        for path, text in (files or {}).items():
            wheel.writestr(path, text)
        extras = "Provides-Extra: all\nProvides-Extra: test\n"
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n{extras}")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: tiny\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")
    return target
