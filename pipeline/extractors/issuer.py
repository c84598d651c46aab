"""Who issued the document: as printed above the number, or inferred from symbol and body.

Where the issuer block is missing, the code in the symbol names the office; the words of the
document that name it are the evidence, and the mention says that it is inferred. The upper line
(cơ quan chủ quản) is only ever read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.core.document import Part, PlanDocument, Zone
from pipeline.core.extraction import Extraction
from pipeline.core.record import Org
from pipeline.extractors.orgs import build_org
from pipeline.normalise.organisations import classify_organisation
from pipeline.normalise.symbols import DocumentNumber, issuer_name
from pipeline.normalise.text import fold, squeeze

# Offices of one rank on both lines of the block issue together.
_PEERS: Final = frozenset({"department", "ministry"})
_JOINT: Final = re.compile(
    r"\s(?=SỞ\s)|\s[-–]\s(?=(?:BỘ|SỞ|BAN|ỦY BAN|UỶ BAN|UBND|HỘI|LIÊN ĐOÀN|TỈNH ĐOÀN|CÔNG AN|NGÂN HÀNG|THANH TRA)\s)"
)
_COMMITTEE: Final = re.compile(
    r"(?:uỷ ban nhân dân|ubnd)\s(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
)
_COUNCIL: Final = re.compile(
    r"(?:hội đồng nhân dân|hđnd)\s(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
)
_PLACE_AFTER: Final = re.compile(r"(?:\s[A-ZĐÀ-Ỹ][\wÀ-ỹ]{0,8}(?:\s?-\s?[A-ZĐÀ-Ỹ][\wÀ-ỹ]{0,8})?){1,4}")
_LEVEL: Final = re.compile(r"^(?:tỉnh|thành phố)\s", re.IGNORECASE)


def find_issuers(document: PlanDocument, number: DocumentNumber | None) -> Iterator[Extraction]:
    """Yield parent, issuer and co-issuers."""
    blocks = [(line.start, line.end) for line in document.with_part(Part.AGENCY)]
    if not blocks:
        issuer = _infer(document, number)
        if issuer is not None:
            yield Extraction("header.issuer", issuer)
        return
    first = len(blocks) - 1
    while first > 0 and _are_peers(document.text, blocks[first - 1], blocks[first]):
        first -= 1
    names = [part for block in blocks[first:] for part in _joint(document.text, *block)]
    if first > 0:
        yield Extraction("header.parent", _org(document, *blocks[first - 1]))
    yield Extraction("header.issuer", _org(document, *names[0]))
    for place in names[1:]:
        yield Extraction("header.co_issuers", _org(document, *place))


def _are_peers(text: str, upper: tuple[int, int], lower: tuple[int, int]) -> bool:
    kinds = {classify_organisation(squeeze(text[start:end])) for start, end in (upper, lower)}
    return len(kinds) == 1 and kinds <= _PEERS


def _joint(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split the issuer line of a joint document at the dashes between full names."""
    cuts = list(_JOINT.finditer(text, start, end))
    starts = [start, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), end]
    return list(zip(starts, ends, strict=True))


def _org(document: PlanDocument, start: int, end: int, inferred: bool = False) -> Org:
    raw = squeeze(document.text[start:end]).strip(" -–*.,;:")
    return build_org(document, start, end, raw=raw, inferred=inferred)


def _infer(document: PlanDocument, number: DocumentNumber | None) -> Org | None:
    """Return the office that the symbol's code names, with the first words that name it as evidence."""
    code = number.issuer_code if number is not None else None
    if code is None:
        return None
    place = _find_mention(document, code)
    if place is not None:
        return _org(document, *place, inferred=True)
    name = issuer_name(code)
    if name is None:
        return None
    line = document.with_part(Part.NUMBER)[0]
    return Org(
        raw=code,
        name=name,
        kind=classify_organisation(name),
        inferred=True,
        evidence=document.evidence((line.start, line.end)),
    )


def _find_mention(document: PlanDocument, code: str) -> tuple[int, int] | None:
    """Find where the document names the office of the code: subject and body before the rest."""
    key = document.key
    if code in ("UBND", "HĐND", "UB"):
        pattern = _COUNCIL if code == "HĐND" else _COMMITTEE
        match = pattern.search(key, _body_start(document)) or pattern.search(key)
        return (match.start(), _with_place(document.text, match.end())) if match is not None else None
    name = issuer_name(code)
    if name is None:
        return None
    match = _name_pattern(name).search(key)
    return (match.start(), match.end()) if match is not None else None


def _body_start(document: PlanDocument) -> int:
    """The issuer speaks of itself in the body; the head and the legal bases may name another level."""
    return next((line.start for line in document.in_zone(Zone.BODY)), 0)


def _with_place(text: str, end: int) -> int:
    match = _PLACE_AFTER.match(text, end)
    return match.end() if match is not None else end


def _name_pattern(name: str) -> re.Pattern[str]:
    """A name with or without its dashes and commas."""
    words = [re.escape(word) for word in re.split(r"[\s,-]+", fold(name)) if word]
    return re.compile(r"(?:\s?[-,]\s?|\s)".join(words))
