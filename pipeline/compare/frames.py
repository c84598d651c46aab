"""Rows as pandas frames, with the types that the row classes declare."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, get_args, get_type_hints

import pandas as pd

# How a field's type becomes a column's; texts take pandas' own string type.
TYPES = {str: "str", int: "Int64", float: "float64", bool: "bool", datetime.date: "datetime64[ms]"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, pandas type, whether it may be empty, what it means, and the unit of a figure."""

    name: str
    type: str
    optional: bool
    meaning: str
    unit: str


def columns_of(kind: type[Any]) -> tuple[Column, ...]:
    """Return the columns of a row class, in the order of its fields."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_column(field.name, *get_args(hints[field.name])) for field in fields(kind))


def build_frame(kind: type[Any], rows: Iterable[Any]) -> pd.DataFrame:
    """Return a frame with one column per field of the row class, also where there is no row."""
    found = tuple(rows)
    return pd.DataFrame(
        {column.name: _series([getattr(row, column.name) for row in found], column.type) for column in columns_of(kind)}
    )


def _column(name: str, hint: Any, meaning: str, unit: str = "") -> Column:  # noqa: ANN401 (a type as `typing` has it)
    types = get_args(hint) or (hint,)
    return Column(name, TYPES[types[0]], len(types) > 1, meaning, unit)


def _series(values: list[Any], name: str) -> pd.Series[Any]:
    if name == "datetime64[ms]":
        return pd.to_datetime(pd.Series(values, dtype="object")).astype("datetime64[ms]")
    return pd.Series(values, dtype=name)
