"""The type of a document from its title line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.normalise.text import fold
from pipeline.patterns import read_table

# Types that offices print and Nghị định 30/2020/NĐ-CP knows only as a form of another one.
_PLAIN_CODES = {"TBKL": "TB", "CTHĐ": "CTr", "CTPH": "CTr", "BCTĐ": "BC"}
# Never the title of an administrative document, but of what it cites.
_NO_TITLES = frozenset({"L", "PL", "HP", "VBHN", "CV"})
# What offices add to a type's name; alone after it, it is no subject.
_EXTENSION = re.compile(r"\s(?:hành động|phối hợp|liên ngành|liên tịch)\s*")


@dataclass(frozen=True, slots=True)
class Title:
    """A title line taken apart: the type's code and name, and where the name ends in the line."""

    code: str
    name: str
    end: int


def parse_title(text: str) -> Title | None:
    """Return the type that a line in capitals names at its start, None where it names none."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 4 or sum(c.isupper() for c in letters) < 0.7 * len(letters):
        return None
    if all(len(word) == 1 for word in text.split()):
        return _parse_spaced(text)
    key = fold(text)
    for form, code, name in _forms():
        if key.startswith(form) and text[: len(form)].isupper() and not key[len(form) : len(form) + 1].isalpha():
            extended = _EXTENSION.fullmatch(key, len(form))
            return Title(code, name, len(form) if extended is None else len(text))
    return None


def _parse_spaced(text: str) -> Title | None:
    """Return the type of a title whose letters stand apart (`K Ế  H O Ạ C H`)."""
    key = "".join(fold(text).split())
    return next((Title(code, name, len(text)) for form, code, name in _forms() if "".join(form.split()) == key), None)


def type_name(code: str) -> str:
    """Return the Vietnamese name of a type's code; the code itself where it is unknown."""
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    return {row["id"]: row["name"] for row in read_table("doc_types.csv")}


@cache
def _forms() -> tuple[tuple[str, str, str], ...]:
    """Return (folded name, code, name of the plain type), longest first."""
    names = _names()
    rows = [
        (fold(name), plain, names[plain])
        for code, name in names.items()
        if code not in _NO_TITLES and (plain := _PLAIN_CODES.get(code, code))
    ]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))
