"""Writes the list of modules in ARCHITECTURE.md from the modules' own first lines: python tests/architecture.py"""

from __future__ import annotations

import ast
from pathlib import Path

TREE = Path(__file__).resolve().parent.parent
DOCUMENT = TREE / "ARCHITECTURE.md"
START, END = "<!-- modules: written by tests/architecture.py -->\n", "<!-- /modules -->"
ENGINE, WINDOW = TREE / "core" / "lookalike", TREE / "gui" / "lookalike_gui"


def summary(module: Path) -> str:
    """The first paragraph of a module's docstring, on one line."""
    text = ast.get_docstring(ast.parse(module.read_text("utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split())


def listing(folder: Path, heading: str) -> list[str]:
    package = folder / "__init__.py"
    modules = sorted(path for path in folder.glob("*.py") if path != package)
    lines = [f"{heading} `{folder.relative_to(TREE)}`", "", summary(package), ""]
    return [*lines, *(f"- `{path.stem}` {summary(path)}" for path in modules), ""]


def written() -> str:
    """What stands between the two marks."""
    lines = listing(ENGINE, "###")
    layers = ("commands", "acting", "exporting", "matching", "cache", "fingerprints", "decoding", "files")
    for name in layers:
        lines += listing(ENGINE / name, "###")
    lines += ["## The window", "", *listing(WINDOW, "###")]
    for folder in sorted(path.parent for path in WINDOW.glob("*/__init__.py")):
        lines += listing(folder, "###")
    return "\n" + "\n".join(lines)


def document() -> str:
    """ARCHITECTURE.md as it should be."""
    text = DOCUMENT.read_text("utf-8")
    before, rest = text.split(START)
    return before + START + written() + END + rest.split(END)[1]


if __name__ == "__main__":
    DOCUMENT.write_text(document(), "utf-8")
