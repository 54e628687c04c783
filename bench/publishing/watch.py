"""A watch that runs only while something is measured."""

from __future__ import annotations

import time


class Watch:
    """Adds up wall-clock and CPU seconds, children's aside, of what happens inside of it."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.cpu = 0.0

    def __enter__(self) -> None:
        self._begun = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        wall, cpu = self._begun
        self.seconds += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu
