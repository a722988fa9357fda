"""Messages and a number at the program's icon, for the systems where Qt knows how to show them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QSystemTrayIcon


class TrayMessages(QObject):
    """The icon is there only as long as a message waits to be seen: the program does not live in the tray."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self.close)

    def show(self, title: str, text: str) -> None:
        """Show a message, where there is a tray."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._icon.messageClicked.connect(_come_forward)
        self._icon.show()
        self._icon.showMessage(title, text, QApplication.windowIcon())

    @Slot()
    def close(self) -> None:
        """Take the icon out of the tray: the message was seen, or the program ends."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None


def show_badge(share: float | None) -> None:
    """Percent on the program's icon, no badge below one."""
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.setBadgeNumber(int(100 * (share or 0)))


@Slot()
def _come_forward() -> None:
    for window in QGuiApplication.topLevelWindows():
        window.raise_()
        window.requestActivate()
