"""Paints the program's icon in the sizes and formats that systems want, into `build/icons`.

    .venv-bundle/bin/python packaging/icons.py

PNG for Linux' icon theme, `lookalike.ico` for Windows and `lookalike.icns` for macOS, all from one SVG.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

TREE = Path(__file__).resolve().parent.parent
SOURCE = TREE / "resources" / "lookalike_resources" / "icons" / "lookalike.svg"
TARGET = TREE / "build" / "icons"
PNG_SIDES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIDES = (16, 24, 32, 48, 64, 256)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    pictures = {side: paint(side) for side in (*PNG_SIDES, 1024)}
    for side in PNG_SIDES:
        pictures[side].save(TARGET / f"lookalike-{side}.png", optimize=True)
    others = [pictures[side] for side in ICO_SIDES]
    pictures[256].save(TARGET / "lookalike.ico", sizes=[(side, side) for side in ICO_SIDES], append_images=others)
    pictures[1024].save(TARGET / "lookalike.icns", append_images=[pictures[side] for side in (32, 64, 128, 256, 512)])


def paint(side: int) -> Image.Image:
    """The icon with so many pixels on each side, on nothing."""
    canvas = QImage(side, side, QImage.Format.Format_RGBA8888)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    return Image.frombytes("RGBA", (side, side), bytes(canvas.constBits()))


if __name__ == "__main__":
    main()
