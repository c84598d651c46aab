"""Lines that hold both columns of the header or the footer, as text exports print them row by row.

Such a line is cut where its right column begins, and a run of cut lines is put in order, left column
first. What tells the place is what stands there: motto, date, office, name, or a wide gap beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.core.document import Line
from pipeline.normalise.text import fold
from pipeline.structure import phrases

_LIMIT: Final = 170
_FOOT_ROWS: Final = 30
_MOTTO_ENDS: Final = (
    phrases.MOTTO_FULL,
    re.compile(r"độc lập\s?-\s?tự do\s?-\s?hạnh phúc"),
    re.compile(r"đảng cộng sản việt nam"),
)
_WIDE: Final = re.compile(r"(?<=\S) {3,}(?=\S)")
_BLANK_BEFORE: Final = re.compile(r"(?:ngày|tháng|năm|số\s?:?|[.…_/])$", re.IGNORECASE)
_SIGNED_TAIL: Final = re.compile(r"[;.,)]\s+(?=[(\[](?:đã ký|ký)[^()\[\]]{0,20}[)\]]$)", re.IGNORECASE)
_ORNAMENT: Final = re.compile(r"(?:\*|[-_=*]{3,})\s+")
_WORD: Final = re.compile(r"\S+")
_REST_OF_NUMBER: Final = re.compile(r"^[\d.…_ ]{0,12}[a-z]{0,2}\s?[-/]\s?[\dA-ZĐ]\S{0,40}$")
_DASHES: Final = ("-", "–", "+", "•")


def find_break(text: str, after_recipients: bool = False) -> int | None:
    """Return where the right column begins in a line printed row by row, or None.

    Args:
        text: The line.
        after_recipients: Whether `Nơi nhận:` stands above, so that offices and names may follow items.
    """
    if len(text) > _LIMIT:
        return None
    return _motto_break(text) or _number_break(text) or _date_break(text) or _foot_break(text, after_recipients)


def _motto_break(text: str) -> int | None:
    if "m" not in text[-3:].lower() and "c" not in text[-3:].lower():
        return None
    key = fold(text)
    for pattern in _MOTTO_ENDS:
        match = pattern.search(key)
        if match is not None and match.start() > 3 and len(text) - match.end() < 3:
            left = text[: match.start()].strip(" *|")
            is_head = phrases.is_upper(left) or phrases.is_agency_words(left) or _opens_number(left)
            return match.start() if left and is_head else None
    return None


def _opens_number(text: str) -> bool:
    return phrases.NUMBER_HEAD.match(text) is not None or phrases.NUMBER_LABEL.match(text) is not None


def _number_break(text: str) -> int | None:
    """After a number stands what is no part of it: place and date, or stray words."""
    typed = phrases.NUMBER_TYPE.match(text)
    start = typed.end() if typed is not None else 0
    if text[start : start + 1] not in ("S", "s"):
        return None
    match = phrases.NUMBER_HEAD.match(text, start)
    if match is not None:
        rest = text[match.end() :].lstrip(" .,;")
        return len(text) - len(rest) if rest else None
    match = phrases.NUMBER_LABEL.match(text, start)
    if match is not None:
        rest = text[match.end() :].lstrip(" .…_0123456789")
        return len(text) - len(rest) if phrases.is_place_date(rest) and rest[:1].isupper() else None
    return None


def _date_break(text: str) -> int | None:
    """Before a date stands the last line of the agency, in capitals, or what is printed under it."""
    if "ngày" not in text:
        return None
    ornament = _ORNAMENT.match(text)
    words = list(_WORD.finditer(text))
    first = next((i for i, word in enumerate(words) if not word[0].isupper() and any(map(str.isalpha, word[0]))), 0)
    at = ornament.end() if ornament is not None else words[first].start() if first >= 2 else 0
    return at if at and phrases.is_place_date(text[at:]) else None


def _foot_break(text: str, after_recipients: bool) -> int | None:
    label = phrases.RECIPIENTS.match(text[:12].lower()) if text[:1] in "Nn" else None
    if "   " in text and (wide := _wide_break(text, after_recipients)) is not None:
        return wide
    if label is None and not after_recipients and not text.startswith(_DASHES):
        return None
    at = _office_tail(text)
    if at is None and after_recipients and label is None and text.startswith(_DASHES):
        signed = _SIGNED_TAIL.search(text)
        at = signed.end() if signed is not None else _name_tail(text)
    return at or None


def _office_tail(text: str) -> int | None:
    """Return where the office begins in the capitals at the end of the line, after other words."""
    if phrases.is_upper(text) and not text.startswith(_DASHES):
        return None
    words = list(_WORD.finditer(text))
    first = len(words)
    while first > 1 and (words[first - 1][0].isupper() or words[first - 1][0] in "-–"):
        first -= 1
    starts = [word.start() for word in words[max(first, 1) :]]
    return next((at for at in starts if phrases.is_office(text[at:])), None)


def _name_tail(text: str) -> int | None:
    """Return where a person's name begins after the last recipient, or after the end mark of another one."""
    is_last = text[1:].lstrip()[:3].lower() == "lưu"
    for word in list(_WORD.finditer(text))[2:]:
        before, name = text[: word.start()].rstrip(), text[word.start() :]
        is_closed = before[-1] == ";" or (before[-1] in ".,)" and name.count(" ") > 1)
        if (is_last or is_closed) and _is_person(name):
            return word.start()
    return None


def _is_person(text: str) -> bool:
    """A name of two words or more, all in capitals or none."""
    match = phrases.PERSON_NAME.match(text)
    if match is None or not phrases.is_person(match["name"]):
        return False
    return len({word.isupper() for word in match["name"].split() if sum(map(str.isalpha, word)) > 1}) == 1


def _wide_break(text: str, after_recipients: bool) -> int | None:
    """Return the end of the widest gap, where what stands beside it belongs to a header or footer."""
    gaps = sorted(_WIDE.finditer(text), key=lambda m: m.start() - m.end())
    for gap in gaps[:2]:
        left, right = text[: gap.start()].strip(), text[gap.end() :].strip()
        if phrases.is_place_date(right) and right[:1].isupper():
            return gap.end()
        if _BLANK_BEFORE.search(left) or right[:1] in "/-":
            continue
        is_names = phrases.is_person(left) and phrases.is_person(right)
        if is_names or _is_right_column(right) or (after_recipients and left.startswith(_DASHES)):
            return gap.end()
        if phrases.is_upper(left) and phrases.is_agency_words(left) and _WIDE.search(right) is None:
            return gap.end() if phrases.is_upper(right) or phrases.is_motto(right) else None
    return None


def _is_right_column(text: str) -> bool:
    return phrases.is_motto(text) or (phrases.is_upper(text) and phrases.is_office(text))


def read_columns(lines: Sequence[Line]) -> list[tuple[Line, int | None]]:
    """Return a stretch of lines, each with its column (None for a whole line), left columns first."""
    cut = _cut_rows(lines)
    ordered: list[tuple[Line, int | None]] = []
    index = 0
    while index < len(cut):
        end = _run_end(cut, index)
        is_foot = phrases.opens_recipients(cut[index][0].text)
        run = [_with_column(line, column, is_foot) for line, column in cut[index:end]] if end > index else [cut[index]]
        ordered += sorted(run, key=lambda pair: pair[1] or 0)
        index = max(end, index + 1)
    return ordered


def _cut_rows(lines: Sequence[Line]) -> list[tuple[Line, int | None]]:
    cut: list[tuple[Line, int | None]] = []
    since_recipients = _FOOT_ROWS
    for line in lines:
        text = line.text
        since_recipients = 0 if phrases.opens_recipients(text) else since_recipients + 1
        at = find_break(text, since_recipients < _FOOT_ROWS)
        if at is None:
            cut.append((line, None))
            continue
        cut.append((line.part(0, at, line.gap), 0))
        cut.append((line.part(at, len(text), False), 1))
    return cut


def _run_end(cut: Sequence[tuple[Line, int | None]], start: int) -> int:
    """Return the end of the run of rows that begins here; `start` where none begins."""
    if cut[start][1] is None:
        return start
    is_foot = phrases.opens_recipients(cut[start][0].text)
    stays = _stays_in_foot if is_foot else _stays_in_head
    end = start
    while end < len(cut) and (cut[end][1] is not None or stays(cut, end)):
        if is_foot and cut[end][1] == 0 and phrases.is_motto(cut[end + 1][0].text):
            break  # the head of an attached document
        end += 1
    return end


def _stays_in_head(cut: Sequence[tuple[Line, int | None]], index: int) -> bool:
    """A row that holds one column only: more rows of the head, or the number, come below it."""
    text = cut[index][0].text
    above = cut[max(index - 4, 0) : index]
    if _REST_OF_NUMBER.match(text):
        return any(_opens_number(line.text) for line, _ in above)
    if _opens_number(text):
        return not any(_opens_number(line.text) for line, _ in above)
    is_column = phrases.is_upper(text) or phrases.is_place_date(text) or not any(map(str.isalpha, text))
    if not is_column or len(text) > 60 or phrases.is_title(text):
        return False
    return any(column is not None or _opens_number(line.text) for line, column in cut[index + 1 : index + 4])


def _stays_in_foot(cut: Sequence[tuple[Line, int | None]], index: int) -> bool:
    """The longer column goes on below the shorter one."""
    text = cut[index][0].text
    below = any(column is not None for _, column in cut[index + 1 : index + 5])
    return text.startswith(_DASHES) or (below and len(text) < 90)


def _with_column(line: Line, column: int | None, is_foot: bool) -> tuple[Line, int]:
    if column is not None:
        return line, column
    text = line.text
    if not is_foot:
        return line, int(phrases.is_motto(text) or phrases.is_place_date(text))
    return line, int(phrases.is_office(text) or phrases.is_person(text))
