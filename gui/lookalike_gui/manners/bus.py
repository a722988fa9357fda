"""Sleep inhibition, progress and notifications over D-Bus, for Linux and the BSDs.

jeepney speaks D-Bus here because Qt's own classes cannot from Python: they marshal every int as signed, where the
notification and inhibition interfaces want unsigned ones, and hold Python's lock while they wait for an answer.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, MessageType, new_method_call, new_signal
from jeepney.auth import AuthenticationError
from jeepney.fds import FileDescriptor
from jeepney.io.blocking import DBusConnection, open_dbus_connection

log = logging.getLogger(__name__)

_PROGRAM = "Lookalike"
PATIENCE = 2.0
"""Seconds in which another program has to answer."""
_NO_BUS = (OSError, KeyError, ValueError, RuntimeError, StopIteration, AuthenticationError)
"""What `open_dbus_connection` raises where there is no bus, or an address that it cannot use."""

_NOTIFICATIONS = DBusAddress(
    "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "org.freedesktop.Notifications"
)
"""https://specifications.freedesktop.org/notification-spec/latest/protocol.html"""
_LAUNCHER = DBusAddress("/org/lookalike/Lookalike", None, "com.canonical.Unity.LauncherEntry")
"""https://wiki.ubuntu.com/Unity/LauncherAPI; understood by Plasma, Dash to Dock, Plank and others."""
_GNOME_SESSION = DBusAddress("/org/gnome/SessionManager", "org.gnome.SessionManager", "org.gnome.SessionManager")
_POWER = DBusAddress(
    "/org/freedesktop/PowerManagement/Inhibit",
    "org.freedesktop.PowerManagement",
    "org.freedesktop.PowerManagement.Inhibit",
)
_LOGIN = DBusAddress("/org/freedesktop/login1", "org.freedesktop.login1", "org.freedesktop.login1.Manager")
_SUSPENDING = 4
"""The flag of `org.gnome.SessionManager.Inhibit` for suspending the session."""


class Bus:
    """The desktop, asked by one thread at a time. Nothing is raised where there is no desktop, or no answer.

    `entry` is the name of the program's desktop file, by which docks and notification servers know it.
    """

    def __init__(self, entry: str) -> None:
        self._entry = entry
        self._session: DBusConnection | None = None
        self._holding = ExitStack()
        self._alone = False

    def hold(self, reason: str) -> None:
        """Ask those who look after sleep, until one of them agrees."""
        ways: tuple[tuple[str, DBusAddress, str, tuple[Any, ...]], ...] = (
            (_session_address(), _GNOME_SESSION, "susu", (self._entry, 0, reason, _SUSPENDING)),
            (_session_address(), _POWER, "ss", (_PROGRAM, reason)),
            ("SYSTEM", _LOGIN, "ssss", ("sleep:idle", _PROGRAM, reason, "block")),
        )
        self.release()
        for bus, address, signature, arguments in ways:
            try:
                self._holding = _inhibited(bus, address, signature, arguments)
            except (*_NO_BUS, DBusErrorResponse) as error:
                why = error.name if isinstance(error, DBusErrorResponse) else repr(error)
                log.info("%s does not keep the computer awake: %s", address.bus_name, why)
            else:
                return

    def release(self) -> None:
        """An inhibition ends with the connection, or the file, that stands for it."""
        self._holding.close()

    def show_progress(self, share: float | None) -> None:
        """Tell docks and task bars."""
        values = {"progress": ("d", share or 0.0), "progress-visible": ("b", share is not None)}
        signal = new_signal(_LAUNCHER, "Update", "sa{sv}", (f"application://{self._entry}.desktop", values))
        self._say(lambda session: session.send(signal))

    def notify(self, title: str, text: str) -> None:
        """Hand it to the notification server."""
        hints = {"desktop-entry": ("s", self._entry), "category": ("s", "transfer.complete")}
        words: tuple[Any, ...] = (_PROGRAM, 0, self._entry, title, text, [], hints, -1)
        call = new_method_call(_NOTIFICATIONS, "Notify", "susssasa{sv}i", words)
        self._say(lambda session: session.send_and_get_reply(call, timeout=PATIENCE))

    def close(self) -> None:
        """Take everything back."""
        self.release()
        self._leave()

    def _say(self, words: Callable[[DBusConnection], object]) -> None:
        """Over one connection for all that is said: docks and notification servers forget who has left the bus."""
        try:
            if self._session is None:
                self._session = open_dbus_connection(_session_address())
            words(self._session)
        except _NO_BUS as error:
            self._leave()
            if not self._alone:
                log.info("There is no desktop to talk to: %r", error)
            self._alone = True

    def _leave(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None


def _inhibited(bus: str, address: DBusAddress, signature: str, arguments: tuple[Any, ...]) -> ExitStack:
    """What keeps the computer awake until it is closed. Raises DBusErrorResponse and what `_NO_BUS` names."""
    with ExitStack() as stack:
        connection = stack.enter_context(open_dbus_connection(bus, enable_fds=True))
        call = new_method_call(address, "Inhibit", signature, arguments)
        reply = connection.send_and_get_reply(call, timeout=PATIENCE)
        if reply.header.message_type is MessageType.error:
            raise DBusErrorResponse(reply)
        for value in reply.body:
            if isinstance(value, FileDescriptor):
                stack.enter_context(value)
        return stack.pop_all()


def _session_address() -> str:
    """The session's bus; systemd's place for it where no variable names it."""
    given = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    return given or f"unix:path={os.environ.get('XDG_RUNTIME_DIR', '')}/bus"
