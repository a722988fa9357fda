"""Another program's window, from which files and folders are dragged: `drag_source.py PATH...`."""

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class DragSource(QLabel):
    """A label that is dragged as the list of its paths, as a file manager does it.

    Its title says when the window under the pointer would take them.
    """

    def __init__(self, paths: list[str]) -> None:
        super().__init__("\n".join(paths))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWindowTitle("Drag source")
        self.resize(360, 160)
        self._urls = [QUrl.fromLocalFile(path) for path in paths]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            payload = QMimeData()
            payload.setUrls(self._urls)
            drag = QDrag(self)
            drag.setMimeData(payload)
            drag.actionChanged.connect(self.show_answer)
            actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction | Qt.DropAction.LinkAction
            drag.exec(actions, Qt.DropAction.CopyAction)

    def show_answer(self, action: Qt.DropAction) -> None:
        self.setWindowTitle("Refused" if action is Qt.DropAction.IgnoreAction else "Welcome")


app = QApplication(sys.argv)
source = DragSource(sys.argv[1:])
source.show()
sys.exit(app.exec())
