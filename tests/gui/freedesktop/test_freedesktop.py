"""What is said to a desktop over D-Bus, and to one that has no ears."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from lookalike_gui.manners.freedesktop import FreedesktopOutside
from tests.gui.freedesktop.conftest import FakeDesktop

NOTIFICATIONS = "org.freedesktop.Notifications"
GNOME = "org.gnome.SessionManager"
POWER = "org.freedesktop.PowerManagement.Inhibit"
LOGIN = "org.freedesktop.login1.Manager"


def test_a_notification_arrives_as_the_specification_has_it(
    outside: FreedesktopOutside, desktop: FakeDesktop, qtbot: QtBot
) -> None:
    desktop.offers = {NOTIFICATIONS}
    outside.notify("The scan is done", "3 groups")
    qtbot.waitUntil(lambda: bool(desktop.diary))
    interface, member, (program, replaces, _icon, title, text, *_rest) = desktop.diary[0]
    assert (interface, member) == (NOTIFICATIONS, "Notify")
    assert (program, replaces, title, text) == ("Lookalike", 0, "The scan is done", "3 groups")


def test_gnome_keeps_the_computer_awake_until_it_is_told_otherwise(
    outside: FreedesktopOutside, desktop: FakeDesktop, qtbot: QtBot
) -> None:
    desktop.offers = {GNOME, POWER, LOGIN}
    outside.keep_awake("A scan is running")
    qtbot.waitUntil(lambda: bool(desktop.diary))
    assert [interface for interface, _member, _arguments in desktop.diary] == [GNOME]
    assert desktop.diary[0][2][2:] == ["A scan is running", 4]
    qtbot.waitUntil(lambda: desktop.connected == 1)
    outside.let_sleep()
    qtbot.waitUntil(lambda: desktop.connected == 0)


def test_the_next_one_is_asked_where_nobody_knows_of_gnome(
    outside: FreedesktopOutside, desktop: FakeDesktop, qtbot: QtBot
) -> None:
    desktop.offers = {POWER, LOGIN}
    outside.keep_awake("A scan is running")
    qtbot.waitUntil(lambda: len(desktop.diary) == 2)
    assert desktop.diary[-1] == (POWER, "Inhibit", ["Lookalike", "A scan is running"])


def test_logind_lets_the_computer_sleep_when_its_file_is_closed(
    outside: FreedesktopOutside, desktop: FakeDesktop, qtbot: QtBot
) -> None:
    desktop.offers = {LOGIN}
    outside.keep_awake("A scan is running")
    qtbot.waitUntil(lambda: len(desktop.diary) == 3)
    assert desktop.diary[-1] == (LOGIN, "Inhibit", ["sleep:idle", "Lookalike", "A scan is running", "block"])
    qtbot.waitUntil(lambda: not outside._thread.busy)
    assert desktop.lock_is_held
    outside.let_sleep()
    qtbot.waitUntil(lambda: not desktop.lock_is_held)


def test_the_dock_is_shown_how_far_a_scan_is(outside: FreedesktopOutside, desktop: FakeDesktop, qtbot: QtBot) -> None:
    outside.show_progress(0.37)
    outside.show_progress(None)
    qtbot.waitUntil(lambda: len(desktop.shown) == 2)
    assert desktop.shown == [
        ("application://lookalike.desktop", {"progress": 0.37, "progress-visible": True}),
        ("application://lookalike.desktop", {"progress": 0.0, "progress-visible": False}),
    ]


def test_nothing_is_held_after_the_window_was_closed(
    outside: FreedesktopOutside, desktop: FakeDesktop, qtbot: QtBot
) -> None:
    desktop.offers = {LOGIN}
    outside.keep_awake("A scan is running")
    outside.show_progress(0.5)
    qtbot.waitUntil(lambda: bool(desktop.shown))
    outside.close()
    qtbot.waitUntil(lambda: desktop.connected == 0 and not desktop.lock_is_held)


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere", "disabled:", "tcp:host=localhost,port=1", "nonsense"])
def test_without_a_desktop_everything_goes_on_and_the_log_says_so_once(
    address: str, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, address or "unix:path=/nowhere")
    if not address:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
        monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    parent = QObject()
    outside = FreedesktopOutside(parent)
    outside.keep_awake("A scan is running")
    for share in (0.25, 0.5, 0.75):
        outside.show_progress(share)
    outside.notify("The scan is done", "3 groups")
    outside.let_sleep()
    qtbot.waitUntil(lambda: not outside._thread.busy)
    outside.close()
    assert caplog.text.count("There is no desktop to talk to") == 1
