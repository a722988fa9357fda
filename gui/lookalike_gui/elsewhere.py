"""Messages about dropped or pasted things that cannot be scanned: on a phone, the network, the web, in the trash."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMimeData

from lookalike_gui import drops, texts

translate = QCoreApplication.translate

_DEVICES = frozenset({"mtp", "gphoto2", "afc", "ptp", "camera"})
_NETWORK = frozenset(
    {"smb", "cifs", "sftp", "ssh", "fish", "ftp", "ftps", "dav", "davs", "nfs", "afp", "network", "file"}
)
"""`file` with the name of another computer, or it would be a path."""
_TRASH = frozenset({"trash"})
_WEB = frozenset({"http", "https", "data", "blob"})


def refusal(place: str) -> str:
    """Why a place that is not on this computer's disks cannot be scanned, and what to do instead."""
    scheme = place.partition(":")[0].lower()
    if scheme in _TRASH:
        text = translate("Elsewhere", "{place} is in the trash. Put the photos back first, then add their folder.")
    elif scheme in _DEVICES:
        text = translate("Elsewhere", "{place} is on a phone or a camera. Copy its photos to this computer first.")
    elif scheme in _NETWORK:
        text = translate(
            "Elsewhere", "{place} is on another computer. Mount it as a folder first, then add that folder."
        )
    elif scheme in _WEB:
        text = translate("Elsewhere", "{place} is on the web. Save it to a folder first; nothing is fetched from here.")
    else:
        text = translate(
            "Elsewhere", "{place} is not a folder of this computer. Copy the photos here first, or mount it."
        )
    return text.format(place=_short(place))


def missing(path: str) -> str:
    """Nothing is there."""
    return translate("Elsewhere", "There is nothing at {place}.").format(place=texts.shown(path))


def complaint(data: QMimeData) -> str:
    """What to say about the part of `data` that cannot be scanned; empty where there is nothing to say."""
    if foreign := drops.foreign_in(data):
        return refusal(foreign[0])
    if gone := drops.missing_in(data):
        return missing(gone[0])
    if data.hasImage() and not drops.paths_in(data):
        return translate(
            "Elsewhere", "This is a picture without a file. “Search by image” looks for it in your photos."
        )
    return ""


def _short(place: str) -> str:
    return place if len(place) <= 120 else f"{place[:119]}…"
