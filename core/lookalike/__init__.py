"""Lookalike's engine: finds photos that belong together and says why. It needs neither Qt nor a display."""

import os

__version__ = "0.1.0"

# numpy reads this once, while it is imported. Threads of its OpenBLAS would otherwise spin for some 25 ms after each
# larger product, and at the start, and keep the decoders from the processor. 4 (2^4 cycles) is the least it takes.
os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "4")

# OpenCV reads this when it is first used. What is asked of it here is small and comes from many threads, which its own
# would only keep from the processor.
os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")
