"""What is asked of the desktop: open a photo, show it in the file manager, put its path on the clipboard."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable

from PySide6.QtCore import QMimeData
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QDesktopServices, QGuiApplication

from lookalike.files.archives import archive_of
from lookalike_gui import texts
from lookalike_gui.drops import url_of


def open_photo(path: str) -> bool:
    """Open a photo, or the archive that holds it, in the program that the desktop has for it; whether there is one."""
    return QDesktopServices.openUrl(url_of(archive_of(path) or path))


def reveal(path: str) -> bool:
    """Show a photo or its archive, selected where the file manager can do that; whether one was found."""
    path = archive_of(path) or path
    if sys.platform == "win32":
        subprocess.Popen(["explorer", "/select,", path])
        return True
    if sys.platform == "darwin":
        subprocess.Popen(["open", "-R", path])
        return True
    return _ask_file_manager(path) or QDesktopServices.openUrl(url_of(os.path.dirname(path)))


def copy_paths(paths: Iterable[str]) -> None:
    """Put paths on the clipboard, as text and as files."""
    chosen = list(paths)
    data = QMimeData()
    data.setText("\n".join(texts.shown(path) for path in chosen))
    data.setUrls([url_of(path) for path in chosen])
    QGuiApplication.clipboard().setMimeData(data)


def _ask_file_manager(path: str) -> bool:
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    name = "org.freedesktop.FileManager1"
    call = QDBusMessage.createMethodCall(name, "/org/freedesktop/FileManager1", name, "ShowItems")
    call.setArguments([[url_of(path).toString()], ""])
    return bus.call(call, timeout=2000).type() == QDBusMessage.MessageType.ReplyMessage
