"""Random files. `test_short.py` runs with the suite; `long_run.py` runs for as long as one lets it."""
