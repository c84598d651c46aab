"""Reads what stands before a cited number: the name of the document's type."""

from __future__ import annotations

import re
from functools import cache

from pipeline.core.document import PlanDocument
from pipeline.normalise.text import squeeze
from pipeline.patterns import read_table

LABEL_BEFORE = re.compile(r"\b[Ss]ố(?:\s*hiệu)?\s*:?\s*$")

_LAW_BEFORE = re.compile(r".*(?<!\w)((?:Bộ luật|Bộ Luật|Luật|LUẬT|Nghị quyết|Pháp lệnh)(?=\s)[^;:.\t]{0,200})$")
_BROKEN = re.compile(r"[Ss]ố\s?:?\s*$")
# `Kế hoạch hành động số`, `Báo cáo của Sở Nội vụ số`: words between a type and its number's label.
_WORDS_BETWEEN = r"(?:\s+(?!có\s|đã\s|về\s|tại\s)[^\W\d_]+){1,8}\s+"
_ASSEMBLY = re.compile(r"/(?:UBTV)?QH")


def left_context(document: PlanDocument, offset: int, width: int = 240) -> str:
    """Return the text of the line, or of the table cell, before the offset.

    Where a number opens a line and the line before ends in the middle of a citation (a break that
    could not be joined), that line's text is before it.
    """
    line = document.line_at(offset)
    before = document.text[max(line.start, offset - width) : offset]
    if not before.strip() and _BROKEN.search(document.text, max(0, line.start - width), max(0, line.start - 1)):
        start = document.line_at(line.start - 1).start
        before = document.text[max(start, offset - width) : offset]
    return before.rpartition("\t")[2]


def find_type(context: str, number: str) -> tuple[int, str | None]:
    """Return where a citation begins, as characters before its number, and the type that its words name.

    Args:
        context: The text before the number.
        number: The number; one of the National Assembly may have the law's name before it.
    """
    # `luật` in small letters is the end of a law's name (`… văn bản quy phạm pháp luật số …`).
    if (match := type_before(context)) and match["type"] != "luật":
        return len(context) - match.start("type"), type_of(match["type"])
    if _ASSEMBLY.search(number) and (law := _LAW_BEFORE.match(context)):
        kind = next(code for name, code in _type_codes().items() if _key(law[1]).startswith(name))
        return len(context) - law.start(1), kind
    label = LABEL_BEFORE.search(context)
    return (len(context) - label.start() if label else 0), None


def type_of(words: str) -> str | None:
    """Return the code of a type's name, None where it is none."""
    return _type_codes().get(_key(words))


def type_before(context: str) -> re.Match[str] | None:
    """Return the match of a type's name before a number (group `type`): adjoining, or a few words before its label."""
    return _type_pattern("").search(context) or _type_pattern(_WORDS_BETWEEN).match(context)


@cache
def _type_codes() -> dict[str, str]:
    """Return the codes of the types by their folded names."""
    rows = read_table("doc_types.csv")
    names = {_key(name): row["id"] for row in rows for name in (row["name"], *row["aliases"].split("|")) if name}
    return dict(sorted(names.items(), key=lambda entry: -len(entry[0])))


@cache
def _type_pattern(between: str) -> re.Pattern[str]:
    # `Văn bản` names no type, but begins the citation like one.
    names = "|".join(name.replace(" ", r"\s+") for name in (*_type_codes(), "văn bản"))
    label = r"(?:[Ss][ốôo6](?:\s*hiệu)?)"
    end = f"{between}{label}" if between else rf"\s*(?:\(sau đây[^)]{{0,60}}\)\s*)?[(\"“]?\s*{label}?"
    return re.compile(rf"{'.*' if between else ''}(?<!\w)(?P<type>{names}){end}\s*:?\s*$", re.IGNORECASE)


def _key(name: str) -> str:
    return squeeze(name).lower()
