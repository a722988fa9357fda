"""Reviewing a pair or a group: comparing pixels, reading the evidence, deciding. Knows nothing of the main window."""
