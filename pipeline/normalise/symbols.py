"""Number and symbol of a document (số, ký hiệu), of all families.

State `475/KH-UBND`, normative `15/2023/NQ-HĐND`, National Assembly `37/2021/QH15`, dispatch
`1792/UBND-NC`, party `57-NQ/TW`. Offices fix their own codes and there is no national list, so an
unknown code is kept as printed. Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3, and Phụ lục III.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.normalise.text import squeeze
from pipeline.patterns import read_table

_LABEL = re.compile(r"(?:s[ốôỗồ6]|s[ốôỗồ]\s?hiệu)\s*:?\s*", re.IGNORECASE)
_TIGHT = re.compile(r"\s*([/&-])\s*")
_PLAIN = str.maketrans({**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("ÐƉ", "Đ"), "\u00a0": " "})
_BLANK = r"[\s.…_]*"
_SEQUENCE = r"(?P<sequence>\d{1,6})(?P<suffix>(?:\.\d{1,3})?(?:\.?[A-Za-zđĐ]{1,2}|bis)?)"
_CODE = r"[^\W\d_][\w&.]*(?:-[\w&.]+)*"
_STATE = re.compile(rf"(?:{_SEQUENCE}|{_BLANK})/(?:(?P<year>(?:19|20)\d\d)/)?(?P<symbol>{_CODE}(?:/{_CODE})?)")
_PARTY = re.compile(rf"(?:{_SEQUENCE}|{_BLANK})-(?P<symbol>{_CODE}/{_CODE})")
_ASSEMBLY = re.compile(r"(?:UBTV)?QH(?:\d{1,2}|K?[IVX]{1,4})?")
_SESSION = re.compile(r"(?<=QH)(?:\d{1,2}|K?[IVX]{1,4})$")
_MAX_LENGTH = 80

# Joint and extended types that are a known type with an addition, and old spellings.
_TYPE_VARIANTS = {
    **{"QD": "QĐ", "QYD": "QyĐ", "ND": "NĐ", "DA": "DA", "TTR": "TTr", "CTR": "CTr", "CVĐ": "CV", "CD": "CĐ"},
    **{"KHPH": "KH", "KHLN": "KH", "KHLT": "KH", "HDLN": "HD", "HDLT": "HD", "QCPH": "QC", "NQLT": "NQ", "TBLT": "TB"},
    **{"CTRPH": "CTPH", "CTRHĐ": "CTHĐ", "BBTT": "BTT", "QĐLN": "QĐ", "TTRLN": "TTr", "BCLN": "BC", "CVLN": "CV"},
}


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number and symbol, taken apart.

    `sequence_text` is as printed (`012`, `30c`, `66.4`), `value` the full number without stray
    blanks, both None where the sequence is blank. `doc_type` is the type's code as far as the
    symbol tells it (`CV` for a dispatch, None for `QH15`); `issuer_code` is as in the symbol.
    """

    raw: str
    sequence: int | None
    sequence_text: str | None
    year: int | None
    symbol: str
    value: str | None
    doc_type: str | None
    issuer_code: str | None


def parse_document_number(raw: str) -> DocumentNumber | None:
    """Return the parts of a number, None where the text is none.

    Args:
        raw: The number with or without its label (`Số: /KH-SLĐTBXH`, `10- CTr/TU`).
    """
    words = squeeze(raw)
    if len(words) > _MAX_LENGTH:
        return None
    text = _TIGHT.sub(r"\1", _LABEL.sub("", words.translate(_PLAIN), count=1)).rstrip(" ,;:.-")
    if match := _PARTY.fullmatch(text):
        return _build(words, match, None, match["symbol"], "-")
    if match := _STATE.fullmatch(text):
        year = int(match["year"]) if match["year"] else None
        return _build(words, match, year, _with_hyphen(match["symbol"]), "/")
    return None


@cache
def type_codes() -> dict[str, str]:
    """Return the codes of the document types by their capitals (`CTR` -> `CTr`)."""
    return {row["id"].upper(): row["id"] for row in read_table("doc_types.csv")} | _TYPE_VARIANTS


@cache
def issuer_codes() -> dict[str, str]:
    """Return the names of the issuers by their codes."""
    return {row["code"]: row["name"] for row in read_table("issuer_codes.csv")}


def issuer_name(code: str) -> str | None:
    """Return the name of the office that a code in a symbol stands for, None where it is unknown.

    `SLĐTB&XH` and `SLĐ-TBXH` are the same as `SLĐTBXH`.
    """
    return issuer_codes().get(re.sub(r"[&.-]", "", code))


def _build(raw: str, match: re.Match[str], year: int | None, symbol: str, joint: str) -> DocumentNumber:
    symbol = _without_note(symbol)
    sequence = match["sequence"] + match["suffix"] if match["sequence"] else None
    parts = [sequence, str(year) if year else None, symbol]
    value = joint.join(part for part in parts if part) if sequence else None
    doc_type, issuer = _split_symbol(symbol)
    number = int(match["sequence"]) if sequence else None
    return DocumentNumber(raw, number, sequence, year, symbol, value, doc_type, issuer)


def _split_symbol(symbol: str) -> tuple[str | None, str | None]:
    """Return the type's code and the issuer's code that a symbol is made of."""
    if _ASSEMBLY.fullmatch(symbol):
        return None, _SESSION.sub("", symbol)
    if "/" in symbol:
        kind, issuer = symbol.split("/", 1)
        return type_codes().get(kind.split("-")[0].upper()), issuer
    kind, _, rest = symbol.partition("-")
    code = type_codes().get(kind.upper())
    if rest and code:
        return code, _issuer_of(rest)
    if code and not issuer_name(kind):
        return code, None
    return "CV", _issuer_of(symbol)


def _issuer_of(code: str) -> str:
    """Return the longest run of groups at the start that is a known issuer, else the first group."""
    groups = code.split("-")
    for count in range(len(groups), 0, -1):
        if issuer_name(head := "-".join(groups[:count])):
            return head
    return _SESSION.sub("", groups[0])


def _without_note(symbol: str) -> str:
    """Take off a footnote's mark that text extraction glued to a known issuer (`NQ-HĐND1`)."""
    bare = re.sub(r"(?<=[^\W\d_])\d{1,2}$", "", symbol)
    last = re.split(r"[-/]", bare)[-1]
    return bare if bare != symbol and issuer_name(last) and not _ASSEMBLY.fullmatch(last) else symbol


def _with_hyphen(symbol: str) -> str:
    """Put back the hyphen that text extraction lost (`QĐUBND`) where type and issuer are both known."""
    if "-" in symbol or "/" in symbol or issuer_name(symbol):
        return symbol
    for length in range(len(symbol) - 2, 1, -1):
        if symbol[:length] in type_codes().values() and issuer_name(symbol[length:]):
            return f"{symbol[:length]}-{symbol[length:]}"
    return symbol
