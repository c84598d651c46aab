"""What kind of organisation a mention is, and the canonical name of a department or ministry.

Only what the words themselves say; which organisation of which province it is depends on the
document and is decided elsewhere.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import cast

from pipeline.core.record import OrgKind
from pipeline.normalise.symbols import issuer_name
from pipeline.normalise.text import fold, squeeze
from pipeline.patterns import read_table

__all__ = ["canonical_department_name", "canonical_name", "classify_organisation", "issuer_name"]

# The same few dozen organisations are named over and over, within a document and from one to the next.
_REMEMBERED = 1024
_BETWEEN = re.compile(r"[\s,&.-]+")
_EXPANSIONS = (
    (re.compile(r"\s*&\s*"), " và "),
    (re.compile(r"\blđ\b"), "lao động"),
    (re.compile(r"\btb\b"), "thương binh"),
    (re.compile(r"\bxh\b"), "xã hội"),
)


@lru_cache(maxsize=_REMEMBERED)
def classify_organisation(raw: str) -> OrgKind:
    """Return the kind of organisation that a mention names, `other` where the words don't say."""
    key = squeeze(fold(raw))
    return next((kind for kind, pattern in _kinds() if pattern.match(key)), "other")


@lru_cache(maxsize=_REMEMBERED)
def canonical_name(raw: str) -> str | None:
    """Return the full name of an organisation of the gazetteer (`Bộ TT&TT`, `SLĐTBXH`), None if unknown."""
    key = squeeze(fold(raw))
    forms = _canonical_names()
    return forms.get(_bare(key)) or forms.get(_bare(_expand(key))) or issuer_name(squeeze(raw))


def canonical_department_name(raw: str) -> str | None:
    """Return the full name of a department (sở) without its province, None where it is none.

    All spellings of a name are one: dashes or none, `&`, abbreviations (`Sở LĐ-TB&XH`), the code of
    a symbol (`SLĐTBXH`), a province after it.
    """
    name = canonical_name(_without_place(squeeze(raw)))
    return name if name is not None and classify_organisation(name) == "department" else None


def _without_place(raw: str) -> str:
    return re.split(r"\s(?:tỉnh|thành phố|TP\.?)\s(?=\w)", raw, maxsplit=1)[0]


def _expand(key: str) -> str:
    for pattern, full in _EXPANSIONS:
        key = pattern.sub(full, key)
    return squeeze(key)


def _bare(key: str) -> str:
    """Return the key without what spellings of one name differ in: blanks, dashes, commas, `&`."""
    return _BETWEEN.sub("", key)


@cache
def _kinds() -> tuple[tuple[OrgKind, re.Pattern[str]], ...]:
    """Return the kinds with what their mentions begin with, in the order in which they are tried."""
    rows = read_table("organisation_kinds.csv")
    return tuple((cast(OrgKind, row["kind"]), re.compile(row["begins_with"])) for row in rows)


@cache
def _canonical_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in read_table("agencies.csv"):
        for form in (row["name"], *row["aliases"].split("|")):
            if form:
                names.setdefault(_bare(fold(form)), row["name"])
    return names
