"""What became of the files of a run: the nouns of `run.json`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """What became of one input file."""

    DONE = "done"
    DONE_WITH_WARNINGS = "done_with_warnings"
    SKIPPED = "skipped"
    NEEDS_OCR = "needs_ocr"
    FAILED = "failed"
    QUARANTINED = "quarantined"


SUCCESSES = frozenset({Status.DONE, Status.DONE_WITH_WARNINGS, Status.SKIPPED})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One input file: its status and, where something is to be said, why and at which stage.

    `path` is relative to the input folder, `record` to the output folder; `message` is the
    sentence that the user saw; `seconds` is wall time.
    """

    path: str
    status: Status
    sha256: str | None = None
    category: str | None = None
    stage: str | None = None
    message: str | None = None
    pages: int | None = None
    seconds: float = 0.0
    record: str | None = None

    @property
    def is_success(self) -> bool:
        """Whether the run may go on being called a success after this file."""
        return self.status in SUCCESSES


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did, file by file. `settings` are the ones that were in force, by name."""

    started: datetime
    finished: datetime
    outcomes: tuple[Outcome, ...]
    settings: dict[str, str | int | float | bool | None] = field(default_factory=dict)
    interrupted: bool = False

    def count(self, status: Status) -> int:
        """Return how many files ended with that status."""
        return Counter(outcome.status for outcome in self.outcomes)[status]

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """The files that gave no record, in the order of the run."""
        return tuple(outcome for outcome in self.outcomes if not outcome.is_success)

    @property
    def exit_code(self) -> int:
        """0 where every file was done, 1 where at least one was not."""
        return 1 if self.failures or self.interrupted else 0
