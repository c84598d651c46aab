"""What other sources say where the document leaves its number or day blank; never copied into the value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Final

from pipeline.core.document import SourceDocument
from pipeline.core.record import Number, PDate, Resolved
from pipeline.normalise.symbols import parse_document_number
from pipeline.normalise.text import fold

_VIETNAM: Final = timezone(timedelta(hours=7))
_PARTS: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(r"(?:số|so)?\s?[:.]?\s?(\d{1,5}[a-z]?)", re.IGNORECASE)
_PRINTED: Final = re.compile(r"\d{1,5}[a-zđ]?(?:/\d{4})?/[^\W\d_][^\s,;()]{1,30}", re.IGNORECASE)


def resolve_number(number: Number, source: SourceDocument) -> list[Resolved]:
    """Return numbers for a blank: what a signature gives as its reason, what the file is called.

    Only those with the symbol that the document prints count.
    """
    if number.value is not None or not number.symbol:
        return []
    found = [Resolved(value=value, source="signature") for value in _signed_numbers(number.symbol, source.signatures)]
    named = _named_number(number.symbol, source.path)
    return [*found[-1:], *([Resolved(value=named, source="file_name")] if named else [])]


def resolve_date(date: PDate, source: SourceDocument) -> list[Resolved]:
    """Return the day of the last signature for a date without one, where month and year agree.

    Offices sign last, when they number and date a document. Who copies it later does not count.
    """
    if date.precision == "day" or (date.value is not None and date.precision is None):
        return []
    issuing = [signature for signature in source.signatures if signature.get("role") == "issuing"]
    own = issuing or [signature for signature in source.signatures if signature.get("role") != "copying"]
    days = sorted(filter(None, (_day(signature.get("time", "")) for signature in own)))
    if not days or not days[-1].startswith(date.value or ""):
        return []
    return [Resolved(value=days[-1], source="signature")]


def _signed_numbers(symbol: str, signatures: Sequence[Mapping[str, str]]) -> Iterator[str]:
    for signature in signatures:
        for match in _PRINTED.finditer(signature.get("reason", "")):
            parsed = parse_document_number(f"Số: {match[0]}")
            if parsed is not None and parsed.value and fold(parsed.symbol or "") == fold(symbol):
                yield parsed.value


def _named_number(symbol: str, path: str) -> str | None:
    """Return the number that a file's name begins with, where the symbol follows it (`57-KH-SNV.pdf`)."""
    name = path.rpartition("/")[2].rpartition(".")[0]
    match = _NUMBER.match(name)
    if match is None:
        return None
    rest = [fold(part) for part in _PARTS.findall(name[match.end() :])]
    wanted = [fold(part) for part in _PARTS.findall(symbol)]
    plain = [_plain(part) for part in wanted]
    return f"{match[1]}/{symbol}" if rest[: len(wanted)] in (wanted, plain) else None


def _plain(text: str) -> str:
    """Return a symbol as file names have it, without the stroke of Đ."""
    return text.replace("đ", "d")


def _day(time: str) -> str | None:
    """Return the day of an ISO time in Vietnam."""
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment.date().isoformat()
    return moment.astimezone(_VIETNAM).date().isoformat()
