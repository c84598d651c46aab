"""Loads the gazetteers: names with validity dates, as data.

Each CSV of names has the columns `id,label,name,aliases,valid_from,valid_to` (further columns are
allowed); `aliases` are separated by `|`, dates are ISO and empty where the name has no bound.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib import resources

NAME_FILES = ("provinces.csv", "agencies.csv", "areas.csv", "indices.csv")


@dataclass(frozen=True, slots=True)
class Name:
    """One entry of a gazetteer: a canonical id with all the ways in which it is written."""

    id: str
    label: str
    name: str
    aliases: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)

    def is_valid_on(self, date: str) -> bool:
        """Tell whether the name was in use on an ISO date (or a prefix of one)."""
        return (not self.valid_from or date >= self.valid_from[: len(date)]) and (
            not self.valid_to or date <= self.valid_to[: len(date)]
        )


@cache
def load_names() -> tuple[Name, ...]:
    """Return the names of all gazetteers, in file order."""
    return tuple(_build_name(row) for file in NAME_FILES for row in read_table(file))


@cache
def read_table(file: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a CSV file of this package, by column name.

    Raises:
        FileNotFoundError: where the package has no such file.
    """
    text = (resources.files("pipeline.patterns") / file).read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


def _build_name(row: dict[str, str]) -> Name:
    aliases = tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip())
    return Name(row["id"], row["label"], row["name"], aliases, row["valid_from"], row["valid_to"])
