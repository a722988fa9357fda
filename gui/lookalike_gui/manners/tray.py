"""Notifications and a number at the program's icon, shown by Qt: for Windows and macOS."""

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


class TrayOutside(QObject):
    """What macOS and Windows have in common as an `Outside`; each of them keeps the computer awake in its own way."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = TrayMessages(self)

    def let_sleep(self) -> None:
        """See `Outside`."""
        raise NotImplementedError

    def show_progress(self, share: float | None) -> None:
        """Percent as a number on the program's icon, no badge below one."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.setBadgeNumber(int(100 * (share or 0)))

    def notify(self, title: str, text: str) -> None:
        """A message of the tray, or in the notification centre."""
        self._messages.show(title, text)

    def close(self) -> None:
        """See `Outside`."""
        self.let_sleep()
        self.show_progress(None)
        self._messages.close()


@Slot()
def _come_forward() -> None:
    for window in QGuiApplication.topLevelWindows():
        window.raise_()
        window.requestActivate()
