"""The one place that builds the session, the theme and the window."""

from __future__ import annotations

import argparse
import logging
import logging.handlers
import os
import sys
from collections.abc import Sequence
from importlib import resources

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

import lookalike
from lookalike import paths
from lookalike.session import Session
from lookalike_gui import smoothness
from lookalike_gui.controller import Controller
from lookalike_gui.crash import CrashGuard
from lookalike_gui.icons import application_icon
from lookalike_gui.instance import Instance, understand
from lookalike_gui.main_window import MainWindow
from lookalike_gui.manners.farewell import Farewell
from lookalike_gui.manners.manners import Manners
from lookalike_gui.manners.outside import outside
from lookalike_gui.settings import Habits
from lookalike_gui.theme import Theme, ThemeChoice

log = logging.getLogger(__name__)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line of the window."""
    parser = argparse.ArgumentParser(
        prog="lookalike-gui", description="Find duplicate and similar photos, in a window."
    )
    parser.add_argument("paths", nargs="*", metavar="FOLDER", help="folders and photos to put into the list")
    parser.add_argument("--scan", action="store_true", help="start to scan at once")
    parser.add_argument("--version", action="version", version=f"Lookalike {lookalike.__version__}")
    return parser.parse_args(arguments)


def log_to_file() -> None:
    """Keep a log of at most 2 MB in the log folder; go on without one where that cannot be written."""
    handler: logging.Handler = logging.StreamHandler()
    try:
        folder = paths.log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / "lookalike.log"
        handler = logging.handlers.RotatingFileHandler(place, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
    except OSError as error:
        log.warning("No log file: %s", error)
    logging.captureWarnings(True)  # Pillow's, about damaged files
    logging.basicConfig(
        level=logging.INFO, handlers=[handler], format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )


def install_translations(application: QApplication) -> None:
    """Load our texts for the user's language, English where there are none, and Qt's own for the language we speak.

    English has a file too, for its plurals. Qt's words decide on the reading direction, so a window in English is not
    mirrored for who usually reads Arabic.
    """
    spoken, folder = "en", resources.files("lookalike_resources") / "translations"
    for language in ("en", *(name.replace("-", "_") for name in reversed(QLocale().uiLanguages()))):
        translator = QTranslator(application)
        with resources.as_file(folder / f"lookalike_{language}.qm") as file:
            if translator.load(str(file)):
                application.installTranslator(translator)
                spoken = language
    system = QTranslator(application)
    if system.load(f"qtbase_{spoken}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(system)


def build(application: QApplication, session: Session, habits: Habits) -> MainWindow:
    """A window with everything behind it."""
    theme = Theme(application, _choice(habits))
    controller = Controller(session, application)
    window = MainWindow(controller, habits, theme)
    window.setWindowIcon(application.windowIcon())
    manners = Manners(window, controller, outside(window))
    window.dialogs.acting_changed.connect(manners.set_acting)
    window.closed.connect(manners.close)
    return window


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; its exit code."""
    given = parse(sys.argv[1:] if arguments is None else arguments)
    log_to_file()
    QApplication.setApplicationName("lookalike")
    QApplication.setApplicationVersion(lookalike.__version__)
    QApplication.setDesktopFileName(os.environ.get("FLATPAK_ID", "lookalike"))
    application = QApplication(["lookalike"])
    guard = CrashGuard(application)
    guard.install()
    install_translations(application)
    application.setWindowIcon(application_icon())
    asked, instance = understand(given.paths, scan=given.scan), Instance(application)
    if not instance.is_first() and instance.hand_over(asked):
        return 0
    window = build(application, Session(), Habits())
    instance.asked.connect(window.answer)
    window.show()
    window.begin()
    if not asked.paths:
        window.restore_folders()
    QTimer.singleShot(0, lambda: window.answer(asked))
    farewell = Farewell(application, window.keep_everything, window.leave)
    farewell.install()
    smoothness.set_up()
    code = application.exec()
    instance.close()
    return code


def _choice(habits: Habits) -> ThemeChoice:
    kept = habits.text("theme", ThemeChoice.SYSTEM)
    return ThemeChoice(kept) if kept in tuple(ThemeChoice) else ThemeChoice.SYSTEM
