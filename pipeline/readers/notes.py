"""Footnotes that stand in the middle of the text or at its end: lifted out, their marks with them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.core.document import Line, Note
from pipeline.readers.marks import BAR

_SUPER = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_HINT = re.compile(rf"[{_SUPER}]|\[(?:\d{{1,3}}|[ivx]{{1,5}}|\*{{1,3}})\]|_{{5}}")
_LINE_START = re.compile(rf"([{_SUPER}]{{1,3}}|\[(?:\d{{1,3}}|[ivx]{{1,5}}|\*{{1,3}})\])\s{{0,3}}(?=\S|$)")
_IN_TEXT = re.compile(rf"(?<=\S)(?<!\bm)(?<!\b[kdc]m)(?:[{_SUPER}]{{1,3}}|\s?\[(?:\d{{1,3}}|[ivx]{{1,5}}|\*{{1,3}})\])")
# Notes under an appendix: the mark is glued to the end of a cell or title, the note stands at the text's end.
_GLUED = re.compile(r"(?:(?<=\w)\(\d{1,2}\)|(?<=[^\W\d])\d{1,2}\))$")
_GLUED_NOTE = re.compile(r"(\(\d{1,2}\)|\d{1,2}\))\s{0,3}(?=\S|$)")
_AFTER_RULE = re.compile(r"\(?(\d{1,2})\)?[.)]?\s{1,3}(?=\S)")
_DIGIT_START = re.compile(r"(\d{1,2})\s(?=[A-ZĐÀ-Ỹ“\"(])")
_DIGIT_IN_TEXT = re.compile(r"(?<=[a-zà-ỹđ]{2})(\d{1,2})(?=[\s,.;)]|$)")
_ENDED = re.compile(r"[.;:!?]['\"”)\]]{0,2}$")
_RULE = re.compile(r"_{5,}+$")


@dataclass(slots=True)
class _Marks:
    """Where marks stand in the text: mark to sorted (line, start, end), used ones removed."""

    places: dict[str, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))

    def take(self, mark: str, before: int) -> tuple[int, int, int] | None:
        """Take out and return the nearest place of the mark before a line."""
        places = self.places.get(mark, [])
        index = bisect_left(places, (before, 0, 0)) - 1
        return places.pop(index) if index >= 0 else None


def lift_notes(lines: list[Line]) -> tuple[list[Line], tuple[Note, ...]]:
    """Return the lines without footnotes and their marks, and the footnotes in document order."""
    hinted = any(_HINT.search(line.text) or (line.text.endswith(")") and _GLUED.search(line.text)) for line in lines)
    digits = _digit_notes(lines)
    if not hinted and not digits:
        return lines, ()
    marks = _find_marks(lines)
    notes: list[Note] = []
    cuts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rules = {index for index, line in enumerate(lines) if _RULE.match(line.text)}
    gone = set(rules)
    for start, stop, mark, offset in _find_notes(lines, marks, digits, rules):
        if (place := marks.take(mark, start)) or (place := digits.get(start)):
            cuts[place[0]].append(place[1:])
        notes.append(_build_note(lines[start:stop], mark, offset))
        gone.update(range(start, stop))
    return _without(lines, gone, cuts), tuple(notes)


def _find_marks(lines: Sequence[Line]) -> _Marks:
    marks = _Marks()
    for index, line in enumerate(lines):
        if line.text.endswith(")") and (glued := _GLUED.search(line.text)):
            marks.places[glued[0]].append((index, glued.start(), glued.end()))
        if _HINT.search(line.text):
            for match in _IN_TEXT.finditer(line.text):
                marks.places[_name(match[0])].append((index, match.start(), match.end()))
    return marks


def _name(mark: str) -> str:
    return mark.strip().strip("[]()").translate(_PLAIN)


def _find_notes(
    lines: Sequence[Line], marks: _Marks, digits: dict[int, tuple[int, int, int]], rules: set[int]
) -> Iterator[tuple[int, int, str, int]]:
    """Yield (first line, line after the last, mark, offset of the words) of each footnote."""
    tail = _tail_start(lines, rules)
    index = 0
    below_rule = -1  # the line right after a rule, or after a note that stands below one
    while index < len(lines):
        if index in rules:
            below_rule = index + 1
        found = _glued_note(lines[index].text, marks) if index >= tail else None
        found = found or _note_at(lines, index, marks, digits, index == below_rule)
        if found is None:
            index += 1
            continue
        stop = _note_end(lines, index, marks, digits, tail)
        yield index, stop, *found
        below_rule = stop if index == below_rule else -1
        index = stop


def _note_at(
    lines: Sequence[Line], index: int, marks: _Marks, digits: dict[int, tuple[int, int, int]], after_rule: bool
) -> tuple[str, int] | None:
    """Return the mark and the offset of the words of the footnote that starts at the line."""
    text = lines[index].text
    match = _LINE_START.match(text)
    if match:
        mark = _name(match[1])
        known = any(place[0] < index for place in marks.places.get(mark, ())[:1])
        if text[match.end() : match.end() + 1].islower() and index and _goes_on(lines, index):
            return None
        return (mark, match.end()) if known or match[1][0] != "[" else None
    if index in digits or after_rule:
        match = _AFTER_RULE.match(text)
        return (match[1], match.end()) if match else None
    return None


def _goes_on(lines: Sequence[Line], index: int) -> bool:
    """Whether the line continues the one before, so that a mark at its start is one in the text."""
    before = lines[index - 1].text
    return not lines[index].gap and before != BAR and not _ENDED.search(before[-4:])


def _tail_start(lines: Sequence[Line], rules: set[int]) -> int:
    """Return the line from which on only footnotes follow: after the last bar or tab, or the last rule."""
    last = max((index for index, line in enumerate(lines) if line.text == BAR or "\t" in line.text), default=None)
    return min(len(lines), (last + 1) if last is not None else max(rules, default=len(lines) - 1) + 1)


def _glued_note(text: str, marks: _Marks) -> tuple[str, int] | None:
    match = _GLUED_NOTE.match(text)
    return (match[1], match.end()) if match and match[1] in marks.places else None


def _note_end(
    lines: Sequence[Line], start: int, marks: _Marks, digits: dict[int, tuple[int, int, int]], tail: int
) -> int:
    is_glued = _GLUED_NOTE.match(lines[start].text) is not None
    index = start + 1
    while index < len(lines):
        line = lines[index]
        if line.gap or line.text == BAR or "\t" in line.text or index in digits or _LINE_START.match(line.text):
            break
        if start >= tail and (_glued_note(line.text, marks) or (is_glued and _GLUED_NOTE.match(line.text))):
            break
        if start < tail and _ENDED.search(lines[index - 1].text[-4:]) and not line.text[:1].islower():
            break
        index += 1
    return index


def _build_note(lines: Sequence[Line], mark: str, offset: int) -> Note:
    first = replace(lines[0], text=lines[0].text[offset:], gap=False)
    return Note(mark.strip("()"), tuple(line for line in (first, *lines[1:]) if line.text))


def _digit_notes(lines: Sequence[Line]) -> dict[int, tuple[int, int, int]]:
    """Return the notes marked by a plain digit, where there is no doubt: line of the note to place of the mark.

    The note stands apart and cuts a sentence, and its number is glued to exactly one word before it.
    """
    starts = {
        index: match[1]
        for index, line in enumerate(lines)
        if line.gap and index and (match := _DIGIT_START.match(line.text)) and _is_cut(lines[index - 1].text)
    }
    if not starts:
        return {}
    glued: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for index, line in enumerate(lines):
        for match in _DIGIT_IN_TEXT.finditer(line.text):
            glued[match[1]].append((index, match.start(), match.end()))
    single = {digit: places[0] for digit, places in glued.items() if len(places) == 1}
    return {index: single[digit] for index, digit in starts.items() if digit in single and single[digit][0] < index}


def _is_cut(text: str) -> bool:
    return text != BAR and not _ENDED.search(text[-4:]) and len(text) > 30


def _without(lines: Sequence[Line], gone: set[int], cuts: dict[int, list[tuple[int, int]]]) -> list[Line]:
    kept: list[Line] = []
    after_note = False
    for index, line in enumerate(lines):
        if index in gone:
            after_note = True
            continue
        text = line.text
        for start, end in sorted(cuts.get(index, ()), reverse=True):
            text = text[:start] + text[end:]
        joined = after_note and line.gap and bool(kept) and _is_cut(kept[-1].text)
        kept.append(line if text == line.text and not joined else replace(line, text=text, gap=line.gap and not joined))
        after_note = False
    return kept
