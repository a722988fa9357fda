"""Lookalike's engine: finds photos that belong together and says why. It needs neither Qt nor a display."""

__version__ = "0.1.0"
