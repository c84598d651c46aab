"""Findings about the outline: markers that repeat or skip among the headings of one parent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from textwrap import shorten

from pipeline.core.record import Finding, Record, Section, Span

# Vietnamese order; f, j, w and z are no letters of it, so a list that uses them follows another order.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")
_MARKER = re.compile(
    r"(?P<word>[^\W\d_]{2,}\s+)?\(?(?P<prefix>(?:\d{1,3}\.){0,4})(?P<last>\d{1,3}|[^\W\d_]{1,5})[.)/:]{0,2}"
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_NUMERALS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX"
_LONGEST_WORD = 12
_LONGEST_TITLE = 80
# A larger jump says that lines of another list were read as siblings, not that the author skipped.
_LARGEST_GAP = 3


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A marker read as a place in a sequence: `style` says which sequence, `value` is 1-based."""

    style: str
    value: int


def marker_duplicate(record: Record) -> Iterator[Finding]:
    """Yield a warning where two headings under one parent carry the same marker."""
    for before, section, step in _steps(record.text, record.sections):
        if step == 0:
            yield Finding(
                code="marker_duplicate",
                severity="warning",
                message=f"Mục “{section.marker}” dùng hai lần: “{_short(before)}” và “{_short(section)}”.",
                evidence=_evidence(record, before, section),
            )


def marker_skipped(record: Record) -> Iterator[Finding]:
    """Yield a warning where the numbering of the headings under one parent leaves a place out."""
    for before, section, step in _steps(record.text, record.sections):
        if 1 < step <= _LARGEST_GAP and not _is_printed_between(record.text, before, section):
            yield Finding(
                code="marker_skipped",
                severity="warning",
                message=f"Đánh số nhảy từ “{before.marker}” sang “{section.marker}” ở mục “{_short(section)}”.",
                evidence=_evidence(record, before, section),
            )


def _steps(text: str, sections: list[Section]) -> Iterator[tuple[Section, Section, int]]:
    """Yield neighbours of one sequence with the distance between their markers.

    An unnumbered sibling ends a sequence: authors restart lists under bold lines without a number.
    A row of siblings that goes back holds several lists, and nothing is said about it.
    """
    for run in _runs(text, sections):
        if all(one[1].value <= two[1].value for one, two in pairwise(run)):
            for (before, first), (section, second) in pairwise(run):
                if second.value > 1:
                    yield before, section, _distance(first, second)
    for section in sections:
        yield from _steps(text, section.children)


def _runs(text: str, sections: list[Section]) -> Iterator[list[tuple[Section, Ordinal]]]:
    """Yield the unbroken rows of siblings with markers of one style."""
    run: list[tuple[Section, Ordinal]] = []
    for section in sections:
        ordinal = read_marker(_printed_marker(text, section), run[-1][1] if run else None)
        if run and (ordinal is None or ordinal.style != run[-1][1].style):
            yield run
            run = []
        if ordinal is not None:
            run.append((section, ordinal))
    if run:
        yield run


def _printed_marker(text: str, section: Section) -> str | None:
    """Return the marker with what is printed around it (`Điều 5.`, `5)`): it tells sequences apart."""
    if section.marker is None:
        return None
    head = text[section.start : section.start + len(section.marker) + _LONGEST_WORD]
    at = head.find(section.marker)
    if at < 0:
        return section.marker
    end = at + len(section.marker)
    return head[: end + 1].rstrip() if head[end : end + 1] in (".", ")", "/") else head[:end]


def _is_printed_between(text: str, before: Section, section: Section) -> bool:
    """Whether a marker that is left out between two headings stands in the text between them.

    Then its line was not read as a heading, or runs on from the line before: the author skipped nothing.
    """
    between = text[before.start + 1 : section.start]
    words = [re.escape(word) for word in _between(before.marker or "", section.marker or "") if word]
    return any(re.search(rf"(?<![^\s(*])(?:{word})[.)/:](?=[\s*]|$)", between, re.MULTILINE) for word in words)


def _between(before: str, after: str) -> Iterator[str]:
    """Yield the markers between two of one style."""
    first, last = read_marker(before), read_marker(after, read_marker(before))
    if first is None or last is None:
        return
    stem = before[: len(before) - len(re.split(r"[.\s]", before)[-1])]
    for value in range(first.value + 1, last.value):
        if first.style.endswith("roman"):
            numeral = _roman_numeral(value)
            yield stem + (numeral if "A" in first.style else numeral.lower())
        elif first.style.endswith("1"):
            yield f"{stem}{value}"
        else:
            letter = _LETTERS[value - 1 : value]
            yield stem + (letter.upper() if first.style.endswith("A") else letter)


def _roman_numeral(value: int) -> str:
    numerals = _NUMERALS.split()
    return numerals[value - 1] if value <= len(numerals) else ""


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
        closing = ")" if (marker or "").rstrip().endswith(")") else ""
        return Ordinal(f"{word}{closing}{match['prefix']}1", int(last))
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


def _short(section: Section) -> str:
    """Return the title as far as a message needs it: list items can be whole paragraphs."""
    return shorten(section.title, _LONGEST_TITLE, placeholder=" …")


def _evidence(record: Record, *sections: Section) -> list[Span]:
    return [_heading(record.text, section) for section in sections]


def _heading(text: str, section: Section) -> Span:
    """Return the heading's own line: the first one of its range."""
    end = text.find("\n", section.start, section.end)
    end = section.end if end < 0 else end
    return Span(start=section.start, end=end, quote=text[section.start : end])
