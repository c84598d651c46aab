"""A limit on the time that one document may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pipeline.core.errors import TimedOutError


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raise `TimedOutError` in the block when it has run that long; 0 is no limit.

    Only the main thread of a system with alarm signals can be interrupted; elsewhere there is no limit.
    """
    if seconds <= 0 or not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimedOutError(seconds)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
