"""Splits a phrase that names several organisations into its mentions; pure.

What stands between commas, `và` and `;` is a part. A part that opens with a determiner (`các`) or
with the name of an organisation begins a mention; one that is only a common noun (`đơn vị`) goes
with the mention before it where the two share a determiner or a closing modifier; everything else
belongs to the name that it stands in (`Văn hóa, Thể thao và Du lịch`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.normalise.lexicon import Lexicon, load_lexicon
from pipeline.normalise.organisations import canonical_name
from pipeline.normalise.text import fold

__all__ = ["Range", "organisation_words", "part_kind", "split_organisations"]

_FILE = "organisation_words.csv"
_OPENINGS = ("determiner", "not", "role", "name", "place", "common")
_BORDER = re.compile(r"\s*;\s*|\s*\n\s*|,\s*(?:và\s+|hoặc\s+|cùng\s+)?|\s+(?:và|hoặc|và/hoặc|cùng|cùng với)\s+")
_STACKED = re.compile(r"\s+(?=(?P<head>Sở|UBND|Phòng|Công an|Chi cục|Trung tâm|Hội|Cục|Đảng ủy|Chi bộ|Bộ)\s[A-ZĐÀ-Ỹ])")
_BULLET = re.compile(r"\s*(?:[-+•*]\s*)?")
_ENUMERATION = re.compile(r"[^:;]{2,60}:\s*")
_OPEN_ENDED = re.compile(r"\b(?:các|những|mọi|từng|toàn thể)\b")
_BLANKS = re.compile(r"\s+(?=\S)")
_WORD_START = re.compile(r"(?<!\w)\w")
_ABBREVIATION = re.compile(r"[^\W\d_]*[A-ZĐ]{2}")

PartKind = Literal["determined", "name", "role", "common", "place", "other"]


@dataclass(frozen=True, slots=True)
class Range:
    """A mention's place in the phrase; `members` are the places of what it enumerates after a colon."""

    start: int
    end: int
    members: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Part:
    start: int
    end: int
    kind: PartKind
    strong: bool  # stands behind `;` or a line break
    closed: bool = False  # has a closing modifier of its own
    named: bool = False  # an office with its organisation's name


@cache
def organisation_words(*kinds: str) -> Lexicon:
    """Return the word list of these kinds of parts of organisations' names."""
    return load_lexicon(_FILE, *kinds)


def split_organisations(text: str) -> list[Range]:
    """Return the mentions of a phrase or table cell, in order.

    Args:
        text: Names of organisations and nothing else, with their separators.
    """
    key = fold(text)
    groups: list[list[_Part]] = []
    for run in _runs(text, key):
        groups.extend(_groups(run, key))
    return [_range(group, text) for group in groups]


def part_kind(text: str, key: str, start: int) -> PartKind:
    """Return what the part that begins at `start` opens with."""
    if organisation_words(*_OPENINGS).end_at(key, start) is None:  # as most words: one look instead of six
        return "other"
    if organisation_words("determiner").end_at(key, start) is not None:
        return "determined"
    if organisation_words("not").end_at(key, start) is not None:
        return "other"
    if organisation_words("role").end_at(key, start) is not None:
        return "role"
    name = organisation_words("name").end_at(key, start)
    if name is not None and _is_proper(text, key, start, name):
        return "name"
    if organisation_words("place").end_at(key, start) is not None:
        return "place"
    return "common" if organisation_words("common").end_at(key, start) is not None else "other"


def _is_proper(text: str, key: str, start: int, end: int) -> bool:
    """Whether a head (`sở`, `UBND`) stands with a name of its own, or is one."""
    after = _BLANKS.match(text, end)
    follows = text[after.end()] if after else ""
    if follows.isupper() or follows.isdigit():
        return True
    always = organisation_words("always").end_at(key, start)
    return always is not None and (always >= end or bool(_ABBREVIATION.match(text, start)))


def _runs(text: str, key: str) -> Iterator[list[_Part]]:
    """Yield the parts, those of one enumeration or of one stretch without `;` together."""
    run: list[_Part] = []
    start, strong = _BULLET.match(key).end(), False  # type: ignore[union-attr]  # matches always
    for border in [*_borders(key), None]:
        end = border.start() if border else len(key.rstrip(" .;,"))
        for stacked in _STACKED.finditer(text, start, end):
            if key.startswith(fold(stacked["head"]), start):  # names printed one below the other in a cell
                run.append(_part(text, key, start, stacked.start(), strong))
                start = stacked.end()
        if end > start:
            part = _part(text, key, start, end, strong)
            if strong and run and not (":" in key[run[0].start : run[-1].end] and part.kind in ("other", "place")):
                yield run
                run = []
            run.append(part)
        if border:
            strong = ";" in border[0] or "\n" in border[0]
            start = _BULLET.match(key, border.end()).end() if strong else border.end()  # type: ignore[union-attr]
    if run:
        yield run


def _borders(key: str) -> Iterator[re.Match[str]]:
    """Yield the separators that stand neither in brackets nor inside a fixed phrase."""
    reach, depth_end = 0, 0
    whole = organisation_words("whole", "full")
    for match in _BORDER.finditer(key):
        if match.start() < depth_end:
            continue
        opened = key.rfind("(", reach, match.start())
        if opened >= 0 and key.find(")", opened, match.start()) < 0:
            close = key.find(")", match.end())
            depth_end = close + 1 if close >= 0 else 0
            if close >= 0:
                continue
        if any((whole.end_at(key, at) or 0) > match.start() for at in _word_starts(key, reach, match.start())):
            continue
        reach = match.end()
        yield match


def _word_starts(key: str, start: int, end: int) -> Iterator[int]:
    return (match.start() for match in _WORD_START.finditer(key, start, end))


def _part(text: str, key: str, start: int, end: int, strong: bool) -> _Part:
    closed = any(organisation_words("closing").end_at(key, at) is not None for at in _word_starts(key, start + 1, end))
    kind = part_kind(text, key, start)
    return _Part(start, end, kind, strong, closed, kind == "role" and _names_office(text, key, start, end))


def _names_office(text: str, key: str, start: int, end: int) -> bool:
    """Whether an office stands with the name of its organisation (`Giám đốc Sở Y tế`)."""
    role = organisation_words("role").end_at(key, start) or start
    return any(part_kind(text, key, at) == "name" for at in _word_starts(key, role, end))


def _groups(run: list[_Part], key: str) -> Iterator[list[_Part]]:
    """Yield the parts of a run, those of one mention together."""
    group: list[_Part] = []
    for index, part in enumerate(run):
        if group and _begins(group, part, run[index:], key):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _begins(group: list[_Part], part: _Part, rest: list[_Part], key: str) -> bool:
    head = group[0]
    if part.kind in ("determined", "name", "role"):
        return not _is_member(group, part, key)
    if part.kind == "other":
        return False
    if part.kind == "place" and head.kind != "common":
        return False
    if head.kind == "determined" or _OPEN_ENDED.search(key, head.start, group[-1].end):
        return False
    if head.kind == "role":
        return head.named
    if head.kind == "name" or group[-1].closed:
        return True
    return not _share_modifier(rest)


def _is_member(group: list[_Part], part: _Part, key: str) -> bool:
    """Whether a name (`Công an`) goes on an enumeration whose head makes it another (`các Bộ: …, Công an`)."""
    head, colon, _ = key[group[0].start : group[-1].end].partition(":")
    if not colon or part.strong or part.kind != "name":
        return False
    return canonical_name(f"{head.split()[-1]} {key[part.start : part.end]}") is not None


def _share_modifier(rest: list[_Part]) -> bool:
    """Whether bare nouns go on to one with a closing modifier, which then is of them all."""
    for part in rest:
        if part.kind not in ("common", "place", "other"):
            return False
        if part.closed:
            return True
    return False


def _range(group: list[_Part], text: str) -> Range:
    start, end = group[0].start, group[-1].end
    colon = _ENUMERATION.match(text, start, end)
    if colon is None or colon.end() >= end:
        return Range(start, end)
    ranges = [(max(part.start, colon.end()), part.end) for part in group if part.end > colon.end()]
    return Range(start, end, tuple(_joined(ranges, text, colon[0])))


def _joined(ranges: list[tuple[int, int]], text: str, head: str) -> list[tuple[int, int]]:
    """Return the members, those that are one known name (`Sở: Khoa học và Công nghệ`) in one piece."""
    joined: list[tuple[int, int]] = []
    kind = head.rstrip(": ").rpartition(" ")[2]
    for start, end in ranges:
        before = joined[-1][0] if joined else start
        if joined and ";" not in text[before:end] and canonical_name(f"{kind} {text[before:end]}"):
            joined[-1] = (before, end)
        else:
            joined.append((start, end))
    return joined
