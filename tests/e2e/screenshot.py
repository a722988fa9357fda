"""Saves the X server's whole screen as PNG: `screenshot.py FILE`. Qt grabs it, so no further program is needed."""

import sys

from PySide6.QtGui import QGuiApplication

app = QGuiApplication(sys.argv)
picture = QGuiApplication.primaryScreen().grabWindow(0)
sys.exit(0 if picture.save(sys.argv[1], "PNG") else f"{sys.argv[1]} could not be written")
