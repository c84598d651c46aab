"""What a record says about its own issuer, province and date, with the place of every step."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.core.record import Header, Org, Record, Span
from pipeline.normalise.organisations import classify_organisation
from pipeline.normalise.text import fold
from pipeline.resolve.context import Context, code_of, province_of
from pipeline.resolve.periods import ALWAYS, Period, period_of
from pipeline.resolve.resolver import Resolution, Resolver
from pipeline.resolve.spelling import words_of

_LOCAL_KINDS = frozenset(
    ("department", "province_committee", "province_council", "district_committee", "commune_committee", "unit")
)
_NAMED = re.compile(r"\b(?:tỉnh|TỈNH|thành phố|Thành phố|THÀNH PHỐ|TP\.?)[ \u00a0](?=(\S+(?:[ \u00a0]\S+){0,5}))")
_WORD = re.compile(r"[^\W_]+")
_HEADS = {
    "department": ("giám đốc",),
    "province_committee": ("chủ tịch", "uỷ ban nhân dân"),
    "district_committee": ("chủ tịch", "uỷ ban nhân dân"),
    "commune_committee": ("chủ tịch", "uỷ ban nhân dân"),
    "province_council": ("chủ tịch", "hội đồng nhân dân"),
    "ministry": ("bộ trưởng", "thứ trưởng", "chủ nhiệm", "thống đốc"),
}
_CLEARLY = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was concluded: about what (`issuer`), from what (`place`), which id or date, and where."""

    about: str
    source: str
    value: str
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """The context that a record gives its mentions, who issued it and what that means, and the steps that led there."""

    context: Context
    issuer: Org | None
    named: Resolution
    steps: tuple[Step, ...]


def understand(record: Record, resolver: Resolver) -> Understanding:
    """Return the context of a record's mentions."""
    dated = _date(record)
    issuer = record.header.issuer or _signing(record.header)
    bare = Context(period=period_of(dated.value) if dated else _not_before(record))
    placed = _province(record, issuer, bare, resolver)
    located = replace(bare, province=placed.value if placed else "")
    named = _named(issuer, record.header.parent, located, resolver)
    own = replace(located, issuer=_body(named.id or ""), joint=tuple(_joint(record, named, located, resolver)))
    addressed = _addressed(record.header, own, resolver)
    steps = [step for step in (dated, placed) if step]
    if issuer is not None and named.id:
        steps.extend(_issuing(issuer, named.id, record.header))
    if addressed:
        steps.append(addressed)
    context = replace(own, department=addressed.value if addressed else "")
    return Understanding(context, _grounded(issuer, record.header, placed), named, tuple(steps))


def _issuing(issuer: Org, identifier: str, header: Header) -> Iterator[Step]:
    """Yield what the issuer was read from: the block, or each thing that says it where there is none."""
    if not issuer.inferred:
        yield Step("issuer", "issuer_block", identifier, tuple(issuer.evidence))
        return
    number = tuple(header.number.evidence) if header.number else ()
    signed, place = _signed(issuer, header), tuple(header.place.evidence) if header.place else ()
    words = tuple(span for span in issuer.evidence if span not in (*number, *signed, *place))
    for source, spans in (("symbol", number), ("body", words), ("signing", signed)):
        if spans:
            yield Step("issuer", source, identifier, spans)


def _signed(issuer: Org, header: Header) -> tuple[Span, ...]:
    """Return the signature, where the office in it is one of the issuer's kind."""
    signer = header.signer
    if signer is None:
        return ()
    office = fold(f"{signer.position or ''} {signer.on_behalf_of or ''}")
    return tuple(signer.evidence) if any(word in office for word in _HEADS.get(issuer.kind, ())) else ()


def _named(issuer: Org | None, parent: Org | None, located: Context, resolver: Resolver) -> Resolution:
    """Return what the issuer's words mean, with those of the upper line where they alone mean nothing.

    `VĂN PHÒNG` below `UBND TỈNH …` is that committee's office; lines that extraction cut belong together.
    """
    if issuer is None:
        return Resolution()
    found = resolver.resolve(issuer.raw, located)
    if found.id is None and parent is not None:
        joined = (resolver.resolve(each, located) for each in _joined(issuer.raw, parent.raw))
        found = next((each for each in joined if each.id), found)
    return found


def _joined(lower: str, upper: str) -> tuple[str, str]:
    return f"{lower} {upper}", f"{upper} {lower}"


def _body(identifier: str) -> str:
    """Return whose document it is: one that a chairman issues is the committee's, a team's is its own."""
    body, _, part = identifier.partition("/")
    return body if part.startswith("R.") else identifier


def _date(record: Record) -> Step | None:
    header = record.header
    if header.date is not None and header.date.value:
        return Step("date", "date", header.date.value, tuple(header.date.evidence))
    if header.date is not None and len(header.date.resolved) == 1:
        return Step("date", header.date.resolved[0].source, header.date.resolved[0].value)
    if header.number is not None and header.number.year:
        return Step("date", "number", str(header.number.year), tuple(header.number.evidence))
    return None


def _not_before(record: Record) -> Period:
    """Return the days since the latest document that is cited; all days where none has a date."""
    dates = [each.date for each in record.references if each.date]
    return Period(start=max(dates)) if dates else ALWAYS


def _signing(header: Header) -> Org | None:
    """Return the body that the signature names (`TM. ỦY BAN NHÂN DÂN`) where no words name an issuer."""
    signer = header.signer
    raw = signer.on_behalf_of if signer is not None else None
    if signer is None or not raw or classify_organisation(raw) in ("role", "other"):
        return None
    return Org(raw=raw, kind=classify_organisation(raw), inferred=True, evidence=signer.evidence)


def _grounded(issuer: Org | None, header: Header, placed: Step | None) -> Org | None:
    """Return the issuer; one that was inferred has the places of all that it was inferred from."""
    if issuer is None or not issuer.inferred:
        return issuer
    spans = [*issuer.evidence, *_signed(issuer, header)]
    for item in (header.number, header.place):
        spans.extend(item.evidence if item is not None else ())
    spans.extend(placed.evidence if placed is not None else ())
    unique = {(span.start, span.end): span for span in spans}
    return issuer.model_copy(update={"evidence": list(unique.values())})


def _province(record: Record, issuer: Org | None, bare: Context, resolver: Resolver) -> Step | None:
    """Return the document's province: as the issuer's block names it, the place, or the body; None for the state's."""
    parent = record.header.parent
    for source, org in (("issuer", issuer), ("parent", parent)):
        found = province_of(_named(org, parent if org is issuer else None, bare, resolver).id or "")
        if found and org:
            return Step("province", source, found, tuple(org.evidence))
    if issuer is None or not _is_local(issuer, bare, resolver):
        return None
    return _place(record.header, bare, resolver) or _body_text(record, bare, resolver)


def _is_local(issuer: Org, bare: Context, resolver: Resolver) -> bool:
    """Whether an issuer is of some province, though its words don't say of which."""
    found = resolver.resolve(issuer.raw, bare)
    return not found.id and (found.kind in _LOCAL_KINDS or issuer.kind in _LOCAL_KINDS or found.means == "no_context")


def _place(header: Header, bare: Context, resolver: Resolver) -> Step | None:
    if header.place is None:
        return None
    found = _one_province(header.place.raw, bare, resolver)
    return Step("province", "place", found, tuple(header.place.evidence)) if found else None


def _one_province(words: str, bare: Context, resolver: Resolver) -> str:
    """Return the province that words name in the context's time, empty where they name none or several."""
    register = resolver.register
    found = register.find_provinces(words_of(f"tỉnh {words}")[1:])
    now = [each for each in found if register.provinces[each].period & bare.period] or list(found)
    return now[0] if len(now) == 1 else ""


def _body_text(record: Record, bare: Context, resolver: Resolver) -> Step | None:
    """Return the province that the text names far more often than any other."""
    spans: dict[str, Span] = {}
    counts: Counter[str] = Counter()
    for start, end, province in _provinces_in(record.text, bare, resolver):
        counts[province] += 1
        spans.setdefault(province, Span(start=start, end=end, quote=record.text[start:end]))
    most = counts.most_common(2)
    if not most or (len(most) > 1 and most[0][1] < _CLEARLY * most[1][1]):
        return None
    return Step("province", "body", most[0][0], (spans[most[0][0]],))


def _provinces_in(text: str, bare: Context, resolver: Resolver) -> Iterator[tuple[int, int, str]]:
    for match in _NAMED.finditer(text):
        ends = [word.end() for word in _WORD.finditer(text, match.end(), match.end(1))]
        for end in reversed(ends):
            found = _one_province(text[match.end() : end], bare, resolver)
            if found:
                yield match.start(), end, found
                break


def _joint(record: Record, named: Resolution, located: Context, resolver: Resolver) -> Iterator[str]:
    """Yield the ids of all issuers of a joint document, none where there is one."""
    if not record.header.co_issuers:
        return
    for found in (named, *(resolver.resolve(org.raw, located) for org in record.header.co_issuers)):
        if found.id:
            yield found.id


def _addressed(header: Header, own: Context, resolver: Resolver) -> Step | None:
    """Return the one department that a committee's letter goes to: `Văn phòng Sở` in it is that one's."""
    if code_of(own.issuer) != "UBND" or len(header.addressees) != 1:
        return None
    org = header.addressees[0]
    body = (resolver.resolve(org.raw, own).id or "").split("/", 1)[0]
    if f"T.{code_of(body)}" not in resolver.register.entries:
        return None
    return Step("department", "addressee", body, tuple(org.evidence))
