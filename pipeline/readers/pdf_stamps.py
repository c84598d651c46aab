"""What offices print at the top right of a first page when they sign or copy it there.

An office that copies a document prints the kind of copy, its name and the time; one that signs prints
its name and the time. Neither is the document's own text: both go to its signatures. A line with a
number and a time, as on attachments, numbers the document and stays in its text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

import regex

from pipeline.normalise.text import fold
from pipeline.readers.pdf_lines import Row
from pipeline.readers.pdf_page import PageContent

_TOP: Final = 0.14  # of the page's height
_RIGHT: Final = 0.42  # of its width
_MOST_ROWS: Final = 6
_NEAR: Final = 600  # seconds between what is printed and what the signature says
_KINDS: Final = {"sao y": "SAO Y", "sao lục": "SAO LỤC", "trích sao": "TRÍCH SAO"}
_COPY: Final = regex.compile(r"(sao y|sao lục|trích sao)(?: bản (?:chính|điện tử|giấy))?\s*(?:[;,:.–-]|$)")
_LABEL: Final = regex.compile(
    r"(?P<name>(?:người ký|ký bởi|cơ quan|đơn vị))\s?:\s?|(?P<other>(?:email|ngày ký|thời gian ký|giờ ký|chức vụ)\s?:)"
)
_TIME: Final = regex.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})[\s,;]{1,3}(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s{0,2}([+-]\d{2}):?'?(\d{2})?)?"
)
_NUMBER: Final = regex.compile(r"(?:số\s?:?\s?)?\d{1,5}[a-zđ]?/(?:\d{4}/)?[a-zđ]")


def take_stamps(pages: Sequence[PageContent]) -> tuple[list[PageContent], tuple[dict[str, str], ...]]:
    """Return the pages without such a stamp on the first, and what it says.

    The stamp is told as a signature is: `role` (`issuing`, `copying`), and what is printed of
    `organisation`, `form` (the kind of copy) and `time` (ISO 8601).
    """
    if not pages:
        return [], ()
    first = pages[0]
    rows = _top_rows(first)
    found = _read([row.text for row in rows])
    if found is None:
        return list(pages), ()
    kept = tuple(row for row in first.rows if not any(row is one for one in rows))
    return [replace(first, rows=kept), *pages[1:]], (found,)


def with_roles(signatures: Sequence[dict[str, str]], stamps: Sequence[dict[str, str]]) -> tuple[dict[str, str], ...]:
    """Return signatures and stamps; a signature of the same minutes as a stamp has its role and is not told twice."""
    told = [dict(signature) for signature in signatures]
    for stamp in stamps:
        same = next((signature for signature in told if _are_near(signature, stamp)), None)
        if same is None:
            told.append(stamp)
        else:
            same.update({key: value for key, value in stamp.items() if key not in same})
    return tuple(told)


def _top_rows(page: PageContent) -> list[Row]:
    """Return the rows at the top right with nothing to their left, from the first on."""
    rows: list[Row] = []
    for row in page.rows[:_MOST_ROWS]:
        if row.bottom > _TOP * page.height or row.x0 < _RIGHT * page.width or _is_head(row.text):
            break
        rows.append(row)
    return rows


def _is_head(text: str) -> bool:
    """Whether a row is the motto or another beginning of the document itself."""
    return fold(text).startswith(("cộng hoà", "đảng cộng sản", "độc lập", "mẫu ", "phụ lục", "biểu"))


def _read(lines: Sequence[str]) -> dict[str, str] | None:
    """Return what a stamp says, None where the lines are none: no time, or a number of the document's own."""
    whole = "; ".join(lines)
    key = fold(whole)
    time, copy = _TIME.search(whole), _COPY.search(key)
    if time is None or _NUMBER.match(key) or not (copy or _LABEL.search(key)):
        return None
    facts = {"role": "copying" if copy else "issuing"}
    if copy:
        facts["form"] = _KINDS[copy[1]]
    if name := _name(whole, key, copy.end() if copy else 0):
        facts["organisation"] = name
    if (iso := _iso(time)) is not None:
        facts["time"] = iso
    return facts


def _name(whole: str, key: str, start: int) -> str:
    """Return the organisation: behind its label, else between the kind of copy and the time."""
    marks = [*_LABEL.finditer(key), *_TIME.finditer(key)]
    labelled = [match for match in marks if match.groupdict().get("name")]
    # An office names itself after `cơ quan`, a person before it.
    begin = labelled[-1].end() if labelled else start
    end = min((match.start() for match in marks if match.start() >= begin), default=len(whole))
    return whole[begin:end].strip(" ;,.:-–")


def _iso(match: regex.Match[str]) -> str | None:
    day, month, year, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    zone = f"{match[7]}:{match[8] or '00'}" if match[7] else "+07:00"
    try:
        moment = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None
    return f"{moment.isoformat()}{zone}"


def _are_near(signature: Mapping[str, str], stamp: Mapping[str, str]) -> bool:
    try:
        one, other = (datetime.fromisoformat(each["time"]) for each in (signature, stamp))
        return abs((one - other).total_seconds()) <= _NEAR
    except (KeyError, ValueError, TypeError):
        return False
