"""The smallest program that the end-to-end fixtures can be tried on: a drop target, a button and a line of text."""

import sys

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget


class ToyWindow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Toy")
        self.setAcceptDrops(True)
        self.label, self.button, self.line = QLabel("nothing yet"), QPushButton("Press me"), QLineEdit()
        layout = QVBoxLayout(self)
        for widget in (self.label, self.button, self.line):
            layout.addWidget(widget)
        self.button.clicked.connect(lambda: self.label.setText("pressed"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.label.setText("dropped " + " ".join(url.toLocalFile() for url in event.mimeData().urls()))


def main() -> int:
    app = QApplication(sys.argv)
    window = ToyWindow()
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
