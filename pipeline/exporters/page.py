"""A record as a page for a terminal: plain text, no wider than it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from pipeline.core.record import (
    Attachment,
    Finding,
    Header,
    Indicator,
    Org,
    Ranking,
    Record,
    Reference,
    Score,
    Span,
    Task,
    Text,
)
from pipeline.exporters.columns import quote_of
from pipeline.messages import Messages

LONGEST_QUOTE = 160
LABEL_WIDTH = 18


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the page: what it says and where it stands."""

    label: str
    words: str
    evidence: Sequence[Span]


def page_lines(record: Record, width: int, say: Messages) -> Iterator[str]:
    """Yield the lines of the page: header, then every kind of item, each with its quote and place."""
    yield record.source.path
    yield "=" * min(len(record.source.path), width)
    for title, entries in _sections(record, say):
        if entries:
            yield ""
            yield f"{title} ({len(entries)})" if title != say("page.header") else title
            for entry in entries:
                yield from _entry_lines(entry, record.text, width, say)


def _sections(record: Record, say: Messages) -> Iterator[tuple[str, list[Entry]]]:
    yield say("page.header"), list(_header(record.header, say))
    yield say("page.scores"), [_score(item, say) for item in record.scores]
    yield say("page.rankings"), [_ranking(item, say) for item in record.rankings]
    yield say("page.indicators"), [_indicator(item) for item in record.indicators]
    yield say("page.references"), [_reference(item) for item in record.references]
    yield say("page.tasks"), [_task(item, say) for item in record.tasks]
    yield say("page.findings"), [_finding(item) for item in record.findings]


def _entry_lines(entry: Entry, text: str, width: int, say: Messages) -> Iterator[str]:
    label = f"  {entry.label:<{LABEL_WIDTH}} " if entry.label else "  - "
    yield from wrap(label + entry.words, width, subsequent_indent=" " * len(label), drop_whitespace=True)
    where = place_of(entry.evidence, text, say)
    quote = quote_of(entry.evidence)
    if len(quote) > LONGEST_QUOTE:
        quote = quote[: LONGEST_QUOTE - 1].rstrip() + "…"
    indent = " " * (len(label) + 2)
    yield from wrap(f"{where}: “{quote}”", width, initial_indent=indent, subsequent_indent=indent)


def place_of(evidence: Sequence[Span], text: str, say: Messages) -> str:
    """Return where an item stands: its pages where there are any, else the line of the text."""
    pages = sorted({span.page for span in evidence if span.page is not None})
    if pages:
        return say("page.page", page=", ".join(str(page) for page in pages))
    return say("page.line", line=text.count("\n", 0, evidence[0].start) + 1)


def _header(header: Header, say: Messages) -> Iterator[Entry]:
    for name, words, evidence in _header_values(header):
        if words:
            yield Entry(say(f"field.{name}"), words, evidence)


def _header_values(header: Header) -> Iterator[tuple[str, str, Sequence[Span]]]:
    """Yield every field of the header that was found: its name, its words, its evidence."""
    if doc_type := header.doc_type:
        yield "doc_type", f"{doc_type.name} ({doc_type.code})", doc_type.evidence
    if number := header.number:
        yield "number", number.value or number.raw, number.evidence
    if date := header.date:
        yield "date", date.value or date.raw, date.evidence
    for name in ("place", "issuer", "parent", "subject"):
        if (item := getattr(header, name)) is not None:
            yield name, item.raw, item.evidence
    if signer := header.signer:
        words = _joined(signer.authority and f"{signer.authority}.", signer.on_behalf_of, signer.position, signer.name)
        yield "signer", words, signer.evidence
    yield from _header_marks_and_lists(header)


def _header_marks_and_lists(header: Header) -> Iterator[tuple[str, str, Sequence[Span]]]:
    for name in ("urgency", "secrecy"):
        if (mark := getattr(header, name)) is not None:
            yield name, mark.value, mark.evidence
    for name in ("co_issuers", "addressees", "recipients", "attachments"):
        items: list[Org | Text | Attachment] = getattr(header, name)
        if items:
            words = "; ".join(_words(item) for item in items)
            yield name, words, [span for item in items for span in item.evidence]


def _words(item: Org | Text | Attachment) -> str:
    return (item.title or "?") if isinstance(item, Attachment) else item.raw


def _joined(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part not in (None, ""))


def _names(organisations: Iterable[Org]) -> str:
    return "; ".join(organisation.raw for organisation in organisations)


def figure(value: float | None) -> str:
    """Return a number without a needless `.0`."""
    return "" if value is None else f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


def _score(score: Score, say: Messages) -> Entry:
    points = figure(score.value) + (f"/{figure(score.max)}" if score.max is not None else "")
    percent = score.percent if score.percent is not None else score.stated_percent
    share = f"({figure(percent)} %)" if percent is not None else None
    change = f"{score.change.value:+g}" if score.change else None
    kind = f"[{score.kind}]" if score.kind != "achieved" else None
    what = _joined(score.index, score.year, score.label or score.area, _names([score.org] if score.org else []))
    return Entry("", _joined(what + ":", points, say("page.points"), share, change, kind), score.evidence)


def _ranking(ranking: Ranking, say: Messages) -> Entry:
    rank = "?" if ranking.rank is None else str(ranking.rank)
    rank += f"/{ranking.of}" if ranking.of else ""
    change = f"{ranking.change:+d}" if ranking.change is not None else None
    kind = f"[{say('page.target')}]" if ranking.kind == "target" else None
    org = _names([ranking.org] if ranking.org else [])
    what = _joined(ranking.index, ranking.year, ranking.label or ranking.area, org)
    return Entry("", _joined(what + ":", say("page.rank"), rank, change, kind), ranking.evidence)


def _indicator(item: Indicator) -> Entry:
    value = f"{figure(item.value)}–{figure(item.upper)}" if item.upper is not None else figure(item.value)
    return Entry("", _joined(f"[{item.kind}]", item.comparator, value, item.unit, item.period), item.evidence)


def _reference(item: Reference) -> Entry:
    issuer = item.issuer.raw if item.issuer else None
    return Entry("", _joined(item.doc_type, item.number, item.date, issuer, f"[{item.relation}]"), item.evidence)


def _task(task: Task, say: Messages) -> Entry:
    parts = [task.text]
    if task.lead:
        parts.append(f"{say('page.lead')}: {_names(task.lead)}")
    if task.support:
        parts.append(f"{say('page.support')}: {_names(task.support)}")
    if task.deadlines:
        dues = (deadline.due or deadline.value or deadline.raw for deadline in task.deadlines)
        parts.append(f"{say('page.due')}: {', '.join(dues)}")
    return Entry("", " | ".join(parts), task.evidence)


def _finding(finding: Finding) -> Entry:
    return Entry("", f"[{finding.severity}] {finding.message}", finding.evidence)
