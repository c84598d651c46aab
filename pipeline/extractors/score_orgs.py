"""Whose score or rank a figure is: the organisation that its clause names, else the issuer."""

from __future__ import annotations

import re

from pipeline.core.document import Part
from pipeline.core.record import Org
from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_readings import Reading
from pipeline.normalise.organisations import canonical_name, classify_organisation
from pipeline.normalise.text import fold

# A bare head that stands for an organisation the document has already named.
_HEAD = re.compile(
    r"\b(?:của|tại|đưa|cho)\s(sở|tỉnh|bộ|thành phố|huyện|xã|phường|thị xã|quận|ngành|cơ quan|đơn vị)\b(?!\s[A-ZĐÀ-Ỹ])",
    re.I,
)
_SUBJECT_HEAD = re.compile(
    r"(?:^|[,;]\s)(?:năm\s\d{4},?\s)?(sở|tỉnh|thành phố|bộ|huyện|xã|phường)\s(?:đạt|xếp|đứng|được|có|đã)", re.I
)
_LIGHT_BEFORE_FIGURE = re.compile(r"[^,;.()]{0,40}$")
_PUBLISHES = re.compile(r"\s?(?:công bố|phê duyệt|ban hành|đánh giá|khảo sát|điều tra|thẩm định)")


def org_of(context: ScoreContext, reading: Reading) -> Org | None:
    """Return the organisation that the figure is of, the issuer where the sentence names none."""
    if reading.org is not None:
        return _org(context, reading.org.start, reading.org.end)
    return _named(context, reading) or _head(context, reading) or issuer_of(context)


def issuer_of(context: ScoreContext) -> Org | None:
    """Return the issuer as the document's head prints it, or None."""
    lines = context.document.with_part(Part.AGENCY)
    if not lines:
        return None
    first = next(
        (line for line in lines if re.match(r"(?:SỞ|BAN|CỤC|CHI CỤC)\b", context.document.text[line.start :])),
        lines[-1],
    )
    return _org(context, first.start, lines[-1].end, inferred=True)


def org_key(org: Org | None, issuer: Org | None) -> str:
    """Return what two mentions of one organisation share: the issuer's name and its bare head are one."""
    if org is None:
        return ""
    if issuer is not None and (org.name or fold(org.raw)) == (issuer.name or fold(issuer.raw)):
        return _head_word(issuer.raw)
    return fold(org.name) if org.name else _head_word(org.raw) if " " not in org.raw else fold(org.raw)


def _head_word(raw: str) -> str:
    return fold(raw).split(" ", 1)[0]


def _named(context: ScoreContext, reading: Reading) -> Org | None:
    """Return the organisation named last before the figure, as owner of the index or as subject."""
    text, sentence = context.document.text, reading.sentence
    mentions = sentence.between(sentence.start, reading.figure.start, "ORG", "PROVINCE")
    for mention in reversed(mentions):
        before = fold(text[sentence.start : mention.start]).rstrip()
        after = fold(text[mention.end : reading.figure.start])
        if _PUBLISHES.match(after) or (" - " in before[-3:] and mention.label == "PROVINCE"):
            continue
        is_owner = mention.start > reading.subject.start and before.endswith(
            ("của", "của tỉnh", "của thành phố", "tại")
        )
        is_subject = before.endswith("đưa") or _LIGHT_BEFORE_FIGURE.fullmatch(after) is not None
        if is_owner or is_subject:
            return _org(context, mention.start, mention.end)
    return None


def _head(context: ScoreContext, reading: Reading) -> Org | None:
    """Return a bare head word (`của Sở`, `Sở đạt …`)."""
    text = context.document.text
    found = None
    for pattern in (_HEAD, _SUBJECT_HEAD):
        for match in pattern.finditer(text, reading.sentence.start, reading.figure.end):
            found = match
    return _org(context, found.start(1), found.end(1)) if found else None


def _org(context: ScoreContext, start: int, end: int, *, inferred: bool = False) -> Org:
    raw = " ".join(context.document.text[start:end].split())
    return Org(
        raw=raw,
        name=canonical_name(raw),
        kind=classify_organisation(raw),
        inferred=inferred,
        evidence=context.document.evidence((start, end)),
    )
