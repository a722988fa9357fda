"""A desktop that listens on a socket of its own, speaks D-Bus, and keeps a diary."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServer, QDBusUnixFileDescriptor, QDBusVirtualObject
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from lookalike_gui.manners import bus
from lookalike_gui.manners.freedesktop import FreedesktopOutside


class Listener(QDBusVirtualObject):
    """Answers every call whose member it knows and whose signature is as the interface's specification has it."""

    def __init__(self, desktop: FakeDesktop) -> None:
        super().__init__()
        self._desktop = desktop

    def introspect(self, path: str) -> str:
        return ""

    @Slot(str, "QVariantMap")
    def hear(self, entry: str, values: dict[str, object]) -> None:
        self._desktop.shown.append((entry, values))

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        return self._desktop.take(message, connection)


class FakeDesktop:
    """Every service of a desktop at one address. `offers` are the interfaces that it has.

    Attributes:
        diary: interface, member and arguments of every call that came.
        shown: the signals for the dock.
    """

    def __init__(self) -> None:
        self.offers: set[str] = set()
        self.diary: list[tuple[str, str, list[object]]] = []
        self.shown: list[tuple[str, dict[str, object]]] = []
        self._lock = -1
        self._listener = Listener(self)
        self._server = QDBusServer()
        self._server.setAnonymousAuthenticationAllowed(True)
        self._server.newConnection.connect(self._meet)
        self._connections: list[QDBusConnection] = []

    @property
    def address(self) -> str:
        return self._server.address()

    def _meet(self, connection: QDBusConnection) -> None:
        self._connections.append(connection)
        connection.registerVirtualObject("/", self._listener, QDBusConnection.VirtualObjectRegisterOption.SubPath)
        slot = SLOT("hear(QString,QVariantMap)")
        connection.connect("", "", "com.canonical.Unity.LauncherEntry", "Update", self._listener, slot)  # type: ignore[call-overload]

    @property
    def connected(self) -> int:
        """How many programs are connected now."""
        return sum(connection.isConnected() for connection in self._connections)

    @property
    def lock_is_held(self) -> bool:
        """Whether somebody still has the file that logind gave out."""
        try:
            return os.read(self._lock, 1) != b""
        except BlockingIOError:
            return True

    def take(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        answers: dict[tuple[str, str], Callable[[], object]] = {
            ("Hello", ""): lambda: ":1.1",
            ("Notify", "susssasa{sv}i"): lambda: 7,
            ("Inhibit", "susu"): lambda: 8,
            ("Inhibit", "ss"): lambda: 9,
            ("Inhibit", "ssss"): self._give_lock,
        }
        answer = answers.get((message.member(), message.signature()))
        known = message.interface() in {*self.offers, "org.freedesktop.DBus"}
        if message.interface() != "org.freedesktop.DBus":
            self.diary.append((message.interface(), message.member(), message.arguments()))
        if answer is None or not known:
            connection.send(message.createErrorReply("org.freedesktop.DBus.Error.UnknownMethod", "not here"))
        else:
            connection.send(message.createReply(answer()))
        return True

    def _give_lock(self) -> QDBusUnixFileDescriptor:
        self._lock, theirs = os.pipe()
        os.set_blocking(self._lock, False)
        given = QDBusUnixFileDescriptor(theirs)
        os.close(theirs)
        return given

    def close(self) -> None:
        if self._lock >= 0:
            os.close(self._lock)


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[FakeDesktop]:
    desktop = FakeDesktop()
    monkeypatch.setattr(bus, "PATIENCE", 60.0)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", desktop.address)
    yield desktop
    desktop.close()


@pytest.fixture
def outside(desktop: FakeDesktop) -> Iterator[FreedesktopOutside]:
    before = QGuiApplication.desktopFileName()
    QGuiApplication.setDesktopFileName("lookalike")
    parent = QObject()
    outside = FreedesktopOutside(parent)
    yield outside
    outside.close()
    QGuiApplication.setDesktopFileName(before)
