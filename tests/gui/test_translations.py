"""Every text of the window is there in every language that is called complete, and nothing that the window has not."""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

import lookalike_gui
import lookalike_resources

COMPLETE = ["zh_CN"]
FOLDER = Path(lookalike_resources.__file__).parent / "translations"
SOURCES = sorted(Path(lookalike_gui.__file__).parent.rglob("*.py"))
PLACEHOLDER = re.compile(r"\{\w+\}|%L?n|%\d")


def messages(file: Path) -> dict[tuple[str, str], list[str]]:
    """(context, English text) -> its translations: several where there are plural forms, empty where unfinished."""
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            given = message.find("translation")
            assert given is not None
            forms = [form.text or "" for form in given.iter("numerusform")] or [given.text or ""]
            key = context.findtext("name") or "", message.findtext("source") or ""
            found[key] = [] if given.get("type") else forms
    return found


@pytest.fixture(scope="module")
def texts_of_the_window(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    program = shutil.which("pyside6-lupdate", path=sysconfig.get_path("scripts"))
    assert program, "pyside6-lupdate comes with PySide6-Essentials"
    file = tmp_path_factory.mktemp("texts") / "fresh.ts"
    subprocess.run(
        [program, "-locations", "none", *map(str, SOURCES), "-ts", str(file)], check=True, capture_output=True
    )
    return set(messages(file))


@pytest.mark.parametrize("language", COMPLETE)
def test_no_text_is_untranslated_or_stale(language: str, texts_of_the_window: set[tuple[str, str]]) -> None:
    translated = messages(FOLDER / f"lookalike_{language}.ts")
    assert texts_of_the_window - set(translated) == set(), "run pyside6-lupdate and translate"
    assert set(translated) - texts_of_the_window == set(), "run pyside6-lupdate -no-obsolete"
    assert [key for key, forms in translated.items() if not forms or not all(forms)] == []


@pytest.mark.parametrize("language", COMPLETE)
def test_a_translation_keeps_every_placeholder(language: str) -> None:
    wrong = [
        (text, form)
        for (_context, text), forms in messages(FOLDER / f"lookalike_{language}.ts").items()
        for form in forms
        if Counter(PLACEHOLDER.findall(text)) != Counter(PLACEHOLDER.findall(form))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", COMPLETE)
def test_what_the_program_loads_is_what_was_translated(language: str, qapp: QApplication) -> None:
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"lookalike_{language}.qm"))
    for (context, text), forms in messages(FOLDER / f"lookalike_{language}.ts").items():
        count = 1 if "%n" in text or "%Ln" in text else -1
        assert translator.translate(context, text, None, count) in forms, "run pyside6-lrelease"


def test_the_chinese_uses_the_words_of_the_field() -> None:
    words = "".join(form for forms in messages(FOLDER / "lookalike_zh_CN.ts").values() for form in forms)
    assert all(word in words for word in ("感知哈希", "特征点匹配", "余弦相似度", "以图搜图"))
