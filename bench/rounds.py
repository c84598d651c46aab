"""Timing in interleaved rounds, so that a change of the machine's speed touches all sides alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Action = Callable[[], object]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times its floor something costs: the median over rounds, with the extremes.

    `limit` is what the project promises, None where it promises nothing.
    """

    name: str
    floor: str
    value: float
    low: float
    high: float
    limit: float | None

    @property
    def holds(self) -> bool:
        """Whether the promise is kept."""
        return self.limit is None or self.value <= self.limit

    def line(self) -> str:
        """One line for the terminal."""
        promise = f"<= {self.limit:g}" if self.limit is not None else ""
        mark = "" if self.holds else "  OVER"
        return f"{self.name:50} {self.value:8.2f} x {self.floor:38} [{self.low:.2f} - {self.high:.2f}]  {promise}{mark}"


def seconds(action: Action, clock: Clock = time.process_time) -> float:
    """Return the time of one call, without pauses of the garbage collector.

    Processor time by default, which other work on the machine disturbs least; a call that waits for
    another process is measured by the wall clock.
    """
    gc.collect()
    gc.disable()
    try:
        start = clock()
        action()
        return clock() - start
    finally:
        gc.enable()


def compare(
    name: str,
    action: Action,
    floor_name: str,
    floor: Action,
    limit: float | None,
    rounds: int = 7,
    clock: Clock = time.process_time,
) -> Ratio:
    """Run both sides in turn, A B A B, after a warm-up, and return the ratio."""
    action()
    floor()
    ratios = []
    for _ in range(rounds):
        base = seconds(floor, clock)
        ratios.append(seconds(action, clock) / base)
    return Ratio(name, floor_name, median(ratios), min(ratios), max(ratios), limit)
