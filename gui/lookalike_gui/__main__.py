"""`python -m lookalike_gui`."""

from __future__ import annotations

import sys

from lookalike_gui.app import main

sys.exit(main())
