"""The window of Lookalike, built on PySide6 over the engine in `lookalike`."""
