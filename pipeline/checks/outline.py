"""Findings about the outline: markers that repeat or skip among the headings of one parent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.core.record import Finding, Record, Section, Span

# Vietnamese order; f, j, w and z are no letters of it, so a list that uses them follows another order.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")
_MARKER = re.compile(
    r"(?P<word>[^\W\d_]{2,}\s+)?\(?(?P<prefix>(?:\d{1,3}\.){0,4})(?P<last>\d{1,3}|[^\W\d_]{1,5})[.)/:]{0,2}"
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
# A larger jump says that lines of another list were read as siblings, not that the author skipped.
_LARGEST_GAP = 3


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A marker read as a place in a sequence: `style` says which sequence, `value` is 1-based."""

    style: str
    value: int


def marker_duplicate(record: Record) -> Iterator[Finding]:
    """Yield a warning where two headings under one parent carry the same marker."""
    for before, section, step in _steps(record.sections):
        if step == 0:
            yield Finding(
                code="marker_duplicate",
                severity="warning",
                message=f"Mục “{section.marker}” dùng hai lần: “{before.title}” và “{section.title}”.",
                evidence=_evidence(record, before, section),
            )


def marker_skipped(record: Record) -> Iterator[Finding]:
    """Yield a warning where the numbering of the headings under one parent leaves a place out."""
    for before, section, step in _steps(record.sections):
        if 1 < step <= _LARGEST_GAP:
            yield Finding(
                code="marker_skipped",
                severity="warning",
                message=f"Đánh số nhảy từ “{before.marker}” sang “{section.marker}” ở mục “{section.title}”.",
                evidence=_evidence(record, before, section),
            )


def _steps(sections: list[Section]) -> Iterator[tuple[Section, Section, int]]:
    """Yield neighbours of one sequence with the distance between their markers.

    A sequence that starts again at its first place, and one after an unnumbered sibling, is a new
    one: authors restart lists under bold lines that carry no number.
    """
    last: tuple[Section, Ordinal] | None = None
    for section in sections:
        ordinal = read_marker(section.marker, last[1] if last else None)
        if last is not None and ordinal is not None and ordinal.style == last[1].style and ordinal.value > 1:
            yield last[0], section, _distance(last[1], ordinal)
        last = None if ordinal is None else (section, ordinal)
        yield from _steps(section.children)


def _distance(before: Ordinal, after: Ordinal) -> int:
    distance = after.value - before.value
    # đ may lawfully be left out: e follows d.
    is_letter = after.style.lower().endswith("a")
    return 1 if is_letter and (before.value, after.value) == (4, 6) else distance


def read_marker(marker: str | None, before: Ordinal | None = None) -> Ordinal | None:
    """Return the place that a marker stands for, or None for bullets and unknown styles.

    Args:
        marker: as printed (`II`, `2.1`, `a`, `Điều 5`).
        before: the sibling's before it; `i` after `h` is a letter, else a Roman numeral.
    """
    match = _MARKER.fullmatch((marker or "").strip())
    if match is None:
        return None
    word, last = (match["word"] or "").strip().lower(), match["last"]
    if last.isdigit():
        return Ordinal(f"{word}{match['prefix']}1", int(last))
    if match["prefix"]:
        return None
    case = "A" if last.isupper() else "a"
    letter = _letter(last.lower(), before, f"{word}{case}")
    if letter:
        return Ordinal(f"{word}{case}", letter)
    roman = _roman(last.lower())
    return Ordinal(f"{word}{case} roman", roman) if roman else None


def _letter(last: str, before: Ordinal | None, style: str) -> int:
    """Return the letter's place, 0 where it is none or rather a Roman numeral."""
    place = _LETTERS.find(last) + 1 if len(last) == 1 else 0
    if last in ("i", "v", "x") and (before is None or before.style != style):
        return 0
    return place


def _roman(last: str) -> int:
    if not last or not _ROMAN.fullmatch(last):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in last]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _evidence(record: Record, *sections: Section) -> list[Span]:
    return [_heading(record.text, section) for section in sections]


def _heading(text: str, section: Section) -> Span:
    """Return the heading's own line: the first one of its range."""
    end = text.find("\n", section.start, section.end)
    end = section.end if end < 0 else end
    return Span(start=section.start, end=end, quote=text[section.start : end])
