"""One window for all starts: a second start hands its folders to the window that is open, and ends.

The first start holds a lock for as long as it runs, also where it crashes, and listens; both belong to the user and to
the folder of settings, so that programs started with other settings do not meet.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import logging
import os
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from PySide6.QtCore import QLockFile, QObject, QUrl, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from lookalike import paths
from lookalike_gui.drops import path_of

log = logging.getLogger(__name__)

PATIENCE = 15.0
"""Seconds in which a window that is just starting, or busy, should answer."""
_LONGEST_REQUEST = 1 << 20
_TAKEN = b"taken\n"
_PLACE_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)  # not C:\ of Windows


@dataclass(frozen=True, slots=True)
class Asked:
    """What a start wants from the window.

    Attributes:
        paths: folders and photos, absolute, that exist.
        foreign: places that are no folders of this computer, such as `trash:` and `mtp:`.
        missing: paths at which there is nothing.
        scan: whether to scan at once.
        token: what the desktop gave this start so that its window may come to the front; empty if nothing.
    """

    paths: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    scan: bool = False
    token: str = ""


def understand(arguments: Sequence[str], *, scan: bool = False) -> Asked:
    """Sort what was given on the command line: paths, `file:` addresses and other addresses."""
    present: list[str] = []
    foreign: list[str] = []
    missing: list[str] = []
    for argument in arguments:
        path: str | None = os.path.abspath(argument)
        if not os.path.lexists(argument) and _PLACE_ELSEWHERE.match(argument):
            path = path_of(QUrl(argument))
        if path is None:
            foreign.append(argument)
        else:
            (present if os.path.exists(path) else missing).append(path)
    return Asked(tuple(present), tuple(foreign), tuple(missing), scan, os.environ.get("XDG_ACTIVATION_TOKEN", ""))


class Instance(QObject):
    """This start, and the others of the same user.

    Attributes:
        place: where the first start listens.

    Signals:
        asked(Asked): a later start wants something from this one.
    """

    asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place, lock = _meeting_place()
        self._lock = QLockFile(lock)
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._meet)

    def is_first(self) -> bool:
        """Become the one that others hand over to, unless there is one."""
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self.place)  # left behind by a crash
        if not self._server.listen(self.place):
            log.warning("A second start will open a window of its own: %s", self._server.errorString())
        return True

    def hand_over(self, asked: Asked) -> bool:
        """Ask the first start; whether it answered. Where it has ended meanwhile, this start becomes the first."""
        request = json.dumps(asdict(asked)).encode() + b"\n"
        end = time.monotonic() + PATIENCE
        while (left := end - time.monotonic()) > 0 and not self.is_first():
            socket = QLocalSocket()
            socket.connectToServer(self.place)
            if socket.waitForConnected(int(left * 1000)):
                socket.write(request)
                socket.flush()
                if socket.waitForReadyRead(int(left * 1000)) and bytes(socket.readAll().data()) == _TAKEN:
                    return True
            time.sleep(0.05)
        return False

    def close(self) -> None:
        """Let the next start be the first."""
        self._server.close()
        self._lock.unlock()

    @Slot()
    def _meet(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.readyRead.connect(lambda socket=socket: self._listen(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._listen(socket)

    def _listen(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST_REQUEST:
                socket.abort()
            return
        try:
            asked = _from_json(bytes(socket.readLine(_LONGEST_REQUEST).data()))
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            log.warning("A request that nobody can understand: %s", error)
            socket.abort()
            return
        socket.write(_TAKEN)
        socket.flush()
        self.asked.emit(asked)


def _from_json(line: bytes) -> Asked:
    given = json.loads(line)
    several = {name: tuple(map(str, given.pop(name))) for name in ("paths", "foreign", "missing")}
    return Asked(**several, scan=bool(given.pop("scan")), token=str(given.pop("token")), **given)


def _meeting_place() -> tuple[str, str]:
    """The name of the socket, on Windows of a pipe, and the path of the lock; short, as sockets want their names."""
    digest = hashlib.blake2b(os.fsencode(paths.config_folder()), digest_size=8).hexdigest()
    private = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = private if os.path.isdir(private) else tempfile.gettempdir()
    name = f"lookalike-{getpass.getuser()}-{digest}"
    path = os.path.join(folder, name)
    return name if os.name == "nt" else path, f"{path}.lock"
