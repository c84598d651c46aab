"""Whose score or rank a figure is: the organisation that its clause names, else the issuer."""

from __future__ import annotations

import re

import regex

from pipeline.core.record import Org
from pipeline.extractors.orgs import build_org
from pipeline.extractors.rule_spans import name_spans
from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_readings import Reading
from pipeline.extractors.score_subjects import LOCAL_BODY
from pipeline.normalise.text import fold

# A bare head stands for an organisation that the document has named before.
_HEADS = r"((?i:sở|tỉnh|bộ|thành phố|huyện|xã|phường|thị xã|quận))"
_OWNER = regex.compile(rf"\b(?i:của|tại|đưa|cho)\s{_HEADS}\b(?!\s\p{{Lu}})")
_ACTOR = regex.compile(rf"(?:^|[,;]\s)(?:(?i:năm)\s\d{{4}},?\s)?{_HEADS}\s(?:ta\s)?(?:đạt|xếp|đứng|được|có|đã)\b")
_DIRECT = re.compile(r"[^;()]{0,60}|\s?\((?:đạt\s|với\s|được\s)?")
_IS = re.compile(r"(?:\s(?:cả nước|toàn tỉnh|bảng xếp hạng))?(?:\s(?:là|thuộc về)|:)\s(?:tỉnh\s|thành phố\s)?")
_LOCAL_REACH = 120
_PUBLISHES = re.compile(r"\s?(?:công bố|phê duyệt|ban hành|đánh giá|khảo sát|điều tra|thẩm định)")
_AMONG_PROVINCES = re.compile(r"cả nước|toàn quốc|tỉnh, thành|/\s?(?:63|34)\b")


def org_of(context: ScoreContext, reading: Reading) -> Org | None:
    """Return the organisation that the sentence names for the figure, or None."""
    if reading.org is not None:
        return build_org(context.document, reading.org.start, reading.org.end)
    named = _named_after(context, reading) or _named(context, reading) or _local(context, reading)
    return named or _head(context, reading)


def org_outside(context: ScoreContext, reading: Reading) -> Org | None:
    """Return the organisation where the sentence names none: a province among provinces, else the issuer."""
    issuer = context.issuer
    if is_among_provinces(context, reading) and (
        issuer is None or issuer.kind == "ministry" or "văn phòng" in fold(issuer.raw)
    ):
        provinces = name_spans(context.doc, "PROVINCE")
        before = [span for span in provinces if span.end_char <= reading.figure.start]
        if before:
            return build_org(context.document, before[-1].start_char, before[-1].end_char, inferred=True)
    return issuer


def is_among_provinces(context: ScoreContext, reading: Reading) -> bool:
    """Whether the peers of a rank are the provinces of the country."""
    return _AMONG_PROVINCES.search(context.key, reading.figure.start, reading.figure.end + 40) is not None


def org_key(org: Org | None, issuer: Org | None) -> str:
    """Return what two mentions of one organisation share: the issuer's name and its bare head are one."""
    if org is None:
        return ""
    if issuer is not None and (org.name or fold(org.raw)) == (issuer.name or fold(issuer.raw)):
        return fold(issuer.raw).split(" ", 1)[0]
    return fold(org.name or org.raw)


def _named_after(context: ScoreContext, reading: Reading) -> Org | None:
    """Return the organisation that a rank is said of (`dẫn đầu là Sở …`)."""
    figure, sentence = reading.figure, reading.sentence
    if figure.kind not in ("RANK", "RANK_WORD"):
        return None
    for mention in sentence.between(figure.end, sentence.end, "ORG", "PROVINCE")[:1]:
        if _IS.fullmatch(context.key, figure.end, mention.start):
            return build_org(context.document, mention.start, mention.end)
    return None


def _named(context: ScoreContext, reading: Reading) -> Org | None:
    """Return the organisation named last before the figure, as owner of the index or as subject."""
    sentence = reading.sentence
    for mention in reversed(sentence.between(sentence.start, reading.figure.start, "ORG", "PROVINCE")):
        before = context.key[sentence.start : mention.start].rstrip()
        after = context.key[mention.end : reading.figure.start]
        if (
            "thẩm định" in context.key[mention.start : mention.end]
            or _PUBLISHES.match(after)
            or (mention.label == "PROVINCE" and before.endswith("-"))
        ):
            continue
        is_owner = mention.start > reading.subject.start and before.endswith(
            ("của", "của tỉnh", "của thành phố", "tại")
        )
        if is_owner or before.endswith("đưa") or _DIRECT.fullmatch(after):
            return build_org(context.document, mention.start, mention.end)
    return None


def _local(context: ScoreContext, reading: Reading) -> Org | None:
    """Return the district or commune named last before the figure, where nothing else is measured in between."""
    text, figure = context.document.text, reading.figure
    since = max((f.end for f in reading.sentence.figures if f.end <= figure.start), default=reading.sentence.start)
    found = list(LOCAL_BODY.finditer(text, max(since, figure.start - _LOCAL_REACH), figure.start))
    return build_org(context.document, found[-1].start(), found[-1].end()) if found else None


def _head(context: ScoreContext, reading: Reading) -> Org | None:
    """Return a bare head word (`của Sở`, `Sở đạt …`), named after the issuer where it means it."""
    text, found = context.document.text, None
    for pattern in (_OWNER, _ACTOR):
        for match in pattern.finditer(text, reading.sentence.start, reading.figure.end):
            found = match
    if found is None:
        return None
    org, issuer = build_org(context.document, found.start(1), found.end(1)), context.issuer
    if issuer is None or not fold(issuer.raw).startswith(fold(org.raw)):
        return org
    return org.model_copy(update={"id": issuer.id, "name": issuer.name or issuer.raw, "kind": issuer.kind})
