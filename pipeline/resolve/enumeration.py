"""Mentions that enumerate (`Các sở: Nội vụ; Tài chính`) or take out (`các sở, trừ Sở Y tế`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.normalise.text import fold

_HEAD = re.compile(r"(?P<head>[^:;]{2,60}?)\s?:\s?")
_EXCEPT = re.compile(r"(?P<head>[^:;]{2,80}?),?\s\(?(?:trừ|ngoại trừ|không bao gồm)\s")
_PLURAL = re.compile(r"(?:tất cả\s|toàn thể\s)?\b(?:các|những|cả|hai|ba|\d{1,2})\s")
_ALL = re.compile(_PLURAL.pattern, re.IGNORECASE)
_SERIES = re.compile(r"(?P<head>(?:[^,:;]{0,30}?\s)?[Cc]ác\s(?:[Ss]ở|[Bb]ộ|tỉnh|huyện|quận|xã|phường))\s")
_SEPARATOR = re.compile(r"\s*[;,]\s*(?:và\s)?|\s(?:và|cùng)\s")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece between separators: its words, where they stand, what separates it from the next."""

    raw: str
    start: int
    end: int
    is_closed: bool = False
    is_before_and: bool = False


@dataclass(frozen=True, slots=True)
class Enumeration:
    """What a mention enumerates, in pieces; `head` are the words that each member goes on from (`Sở`)."""

    head: str
    parts: tuple[Part, ...]
    whole: str = ""
    is_exclusion: bool = False


def split_enumeration(mention: str) -> Enumeration | None:
    """Return the members of a mention, None where it is none that enumerates."""
    key = fold(mention)
    excluding = _EXCEPT.match(key)
    if excluding is not None:
        parts = _parts(mention, excluding.end(), len(mention.rstrip(" )")))
        head = mention[: excluding.end("head")]
        return Enumeration(_singular(head), parts, head.strip(" ,("), True) if parts else None
    match = _HEAD.match(key)
    if match is None or not _PLURAL.search(key[: match.end()]):
        return None
    parts = _parts(mention, match.end(), len(mention))
    return Enumeration(_singular(mention[: match.end("head")]), parts) if parts else None


def split_series(mention: str) -> Enumeration | None:
    """Return the members of names that share a head without a colon (`các Sở Nội vụ, Tài chính`)."""
    match = _SERIES.match(mention)
    if match is None or not mention[match.end() : match.end() + 1].isupper():
        return None
    parts = _parts(mention, match.end(), len(mention))
    return Enumeration(_singular(match["head"]), parts) if len(parts) > 1 else None


def _singular(head: str) -> str:
    """Return the head without what makes it many: `Giám đốc các sở` becomes `Giám đốc sở`."""
    return _ALL.sub("", head).strip()


def _parts(mention: str, start: int, end: int) -> tuple[Part, ...]:
    parts, position = [], start
    for match in _SEPARATOR.finditer(mention, start, end):
        parts.append(_part(mention, position, match.start(), match[0]))
        position = match.end()
    parts.append(_part(mention, position, end, ";"))
    return tuple(part for part in parts if part.raw)


def _part(mention: str, start: int, end: int, separator: str) -> Part:
    raw = mention[start:end].strip(" .;,")
    start = mention.index(raw, start)
    is_before_and = not separator.lstrip().startswith((",", ";"))
    return Part(raw, start, start + len(raw), ";" in separator, is_before_and)
