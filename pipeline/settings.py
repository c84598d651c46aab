"""The settings of a run: defaults, then a file, then flags. Passed down, never global."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path

from pipeline.core.errors import UsageError

LANGUAGES = ("en", "vi")


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be chosen for a run.

    Attributes:
        language: of the messages, `en` or `vi`; never changes a record.
        tables: whether the CSV tables are written beside the records.
        model: whether the learned model is asked, where it is installed.
        timeout: seconds that one document may take; 0 is no limit.
        min_confidence: from which an item is accepted and need not be reviewed, 0 to 1; None as calibrated.
        debug: whether a crash shows where in the program it happened.
        as_of: ISO date for which records name the organisations' successors, none where it is empty.
        register: path of a CSV file with ids of mentions beside the package's own register, none where it is empty.
    """

    language: str = "en"
    tables: bool = True
    model: bool = True
    timeout: int = 300
    min_confidence: float | None = None
    debug: bool = False
    as_of: str = ""
    register: str = ""

    def __post_init__(self) -> None:
        """Refuse values that nothing below would understand.

        Raises:
            UsageError: where the language is not one of `LANGUAGES`, `as_of` is no ISO date, or a share is not
                between 0 and 1.
        """
        if self.language not in LANGUAGES:
            raise UsageError(f"There is no language {self.language!r}; choose one of {', '.join(LANGUAGES)}.")
        if self.as_of and not _is_date(self.as_of):
            raise UsageError(f"{self.as_of!r} is no date; write it as 2025-07-01.", "bad_date", date=self.as_of)
        if self.min_confidence is not None and not 0 <= self.min_confidence <= 1:
            raise UsageError(f"The least confidence is a share from 0 to 1, not {self.min_confidence}.")

    def as_mapping(self) -> dict[str, str | int | float | bool | None]:
        """Return the settings by name, for `run.json`."""
        return asdict(self)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def read_settings(path: Path, base: Settings | None = None) -> Settings:
    """Return `base` with the values of a TOML file.

    Raises:
        UsageError: where the file can't be read, is no TOML, or has a key or a type that is not ours.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"The settings file {path} can't be read: {error}.") from error
    base = base or Settings()
    known = {field.name: type(getattr(base, field.name)) for field in fields(Settings)} | {"min_confidence": float}
    for key, value in values.items():
        if key not in known:
            raise UsageError(f"The settings file {path} has an unknown key {key!r}; known are {', '.join(known)}.")
        if type(value) is not known[key]:
            raise UsageError(f"The settings file {path} gives {key!r} a {type(value).__name__}.")
    return replace(base, **values)
