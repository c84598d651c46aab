"""The rows of the frames: one frozen class per frame, every field with what it means and, of figures, the unit.

Frames, CSV files, Parquet files and the data dictionary are all made from these classes. A field
that is None stands for what the documents don't say.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Row:
    """What every row has: the document that it comes from."""

    document: Annotated[str, "path of the document in the input folder"]
    document_id: Annotated[str, "id of the document's record"]


@dataclass(frozen=True, slots=True)
class ItemRow(Row):
    """What every row of one extracted item has: where it is printed."""

    item_id: Annotated[str | None, "id of the item in the record"]
    page: Annotated[int | None, "page, from 1; none where the format has no pages"]
    quote: Annotated[str, "the words it was read from; ` … ` between separate places"]


@dataclass(frozen=True, slots=True)
class DocumentRow(Row):
    """One row per document."""

    doc_type: Annotated[str | None, "code of the type: KH, QĐ, BC, CV …"]
    number: Annotated[str | None, "number and symbol"]
    date: Annotated[str | None, "date of issue as far as printed: 2024-03-15, 2024-03"]
    issued: Annotated[datetime.date | None, "the same as a day; the first of the month or year where no day is printed"]
    issuer_id: Annotated[str | None, "identity of the issuer, see `org_id`"]
    issuer: Annotated[str | None, "name of the issuer"]
    province: Annotated[str | None, "province that the document belongs to"]
    subject: Annotated[str | None, "what it is about"]
    first_year: Annotated[int | None, "first year that it plans for"]
    last_year: Annotated[int | None, "last year that it plans for"]
    secrecy: Annotated[str | None, "mật, tối mật or tuyệt mật; such documents are left out unless asked for"]
    draft: Annotated[bool, "whether it is marked as a draft"]
    twin_of: Annotated[str | None, "path of the document that this one repeats (same issuer, number and date)"]
    tasks: Annotated[int, "tasks, repeats within the document counted once"]
    repeated_tasks: Annotated[int, "tasks that say again what another one says"]
    scores: Annotated[int, "scores"]
    rankings: Annotated[int, "rankings"]
    findings: Annotated[int, "findings"]


@dataclass(frozen=True, slots=True)
class StandingRow(ItemRow):
    """What scores and rankings share: whose, of which index, year and part."""

    index: Annotated[str | None, "PAR_INDEX, SIPAS, PAPI, PCI, DDCI, DTI, OTHER"]
    index_name: Annotated[str | None, "name of the index as printed"]
    org_id: Annotated[str | None, "identity of the organisation: the register's id, else its name and province"]
    org: Annotated[str | None, "name of the organisation"]
    province: Annotated[str | None, "province of the organisation"]
    level: Annotated[str | None, "peers that it is compared with: province, ministry, department, district, commune"]
    year: Annotated[int | None, "year assessed"]
    scope: Annotated[str, "overall, area or criterion"]
    area: Annotated[str | None, "code of the area of reform"]
    label: Annotated[str | None, "name of the area or criterion as printed"]
    kind: Annotated[str, "achieved, self_assessed, appraised, deducted or target"]


@dataclass(frozen=True, slots=True)
class ScoreRow(StandingRow):
    """One row per score."""

    value: Annotated[float, "points", "points"]
    max: Annotated[float | None, "maximum as printed; adjusted to the organisation where its own is smaller", "points"]
    nominal_max: Annotated[float | None, "highest maximum printed for this part, index, year and peers", "points"]
    percent: Annotated[float | None, "value as a share of max: what may be compared where maxima differ", "%"]
    stated_percent: Annotated[float | None, "percentage that the document states", "%"]
    lost: Annotated[float | None, "max less value; of `deducted` the value; none of targets", "points"]
    change: Annotated[float | None, "change that the document states", "points"]
    since_year: Annotated[int | None, "year since which"]
    confidence: Annotated[float | None, "how often the rule behind it was right", "share"]


@dataclass(frozen=True, slots=True)
class RankingRow(StandingRow):
    """One row per ranking."""

    rank: Annotated[int | None, "place, 1 is best"]
    of: Annotated[int | None, "number of places"]
    change: Annotated[int | None, "places won (+) or lost (-) that the document states"]
    since_year: Annotated[int | None, "year since which"]
    previous_rank: Annotated[int | None, "place before, printed or implied by the change"]
    confidence: Annotated[float | None, "how often the rule behind it was right", "share"]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row per organisation, index and year: the figures that may be put side by side."""

    index: Annotated[str, "index"]
    level: Annotated[str, "peers"]
    province: Annotated[str | None, "province of the organisation"]
    org_id: Annotated[str, "identity of the organisation"]
    org: Annotated[str, "name of the organisation"]
    year: Annotated[int, "year assessed"]
    value: Annotated[float | None, "points: appraised, else achieved, else self-assessed", "points"]
    max: Annotated[float | None, "maximum", "points"]
    nominal_max: Annotated[float | None, "highest maximum among its peers", "points"]
    percent: Annotated[float | None, "share of the maximum", "%"]
    kind: Annotated[str | None, "kind of the score"]
    score_document: Annotated[str | None, "document of the score"]
    score_page: Annotated[int | None, "its page"]
    rank: Annotated[int | None, "place"]
    of: Annotated[int | None, "number of places"]
    rank_document: Annotated[str | None, "document of the rank"]
    rank_page: Annotated[int | None, "its page"]
    previous_rank: Annotated[int | None, "place the year before, from that year's own figures"]
    previous_of: Annotated[int | None, "number of places the year before"]
    previous_percent: Annotated[float | None, "share of the maximum the year before", "%"]
    warning: Annotated[str | None, "why the comparison with the year before has limits, in Vietnamese"]


@dataclass(frozen=True, slots=True)
class TaskRow(ItemRow):
    """One row per task and lead; a task without a lead has one row."""

    counts: Annotated[bool, "true on the one row that counts the task: its first lead, not a repeat"]
    repeat: Annotated[bool, "whether another task of the document says it more fully (`same_as`)"]
    text: Annotated[str, "the task"]
    area: Annotated[str | None, "code of the area of reform"]
    section: Annotated[str, "headings above it, ` > ` between them"]
    origin: Annotated[str, "list, table or paragraph"]
    lead_count: Annotated[int, "number of leads"]
    lead_id: Annotated[str | None, "identity of this lead"]
    lead: Annotated[str | None, "this lead, as printed"]
    lead_name: Annotated[str | None, "full name of this lead"]
    lead_kind: Annotated[str | None, "kind of organisation"]
    lead_inferred: Annotated[bool, "whether the heading, not the item, names the lead"]
    support: Annotated[str | None, "who supports, `; ` between them"]
    product: Annotated[str | None, "product as printed"]
    deadline: Annotated[str | None, "deadlines as printed, `; ` between them"]
    due: Annotated[datetime.date | None, "earliest last day of those that are dates"]
    funding: Annotated[str | None, "funding as printed"]
    report_to: Annotated[str | None, "whom to report to"]
    issuer_id: Annotated[str | None, "identity of the document's issuer"]
    province: Annotated[str | None, "province of the document"]
    first_year: Annotated[int | None, "first year that the document plans for"]
    last_year: Annotated[int | None, "last year that the document plans for"]
    confidence: Annotated[float | None, "how often the rule behind it was right", "share"]


@dataclass(frozen=True, slots=True)
class DeadlineRow(ItemRow):
    """One row per deadline, lead and day: a recurring one is repeated over the window."""

    counts: Annotated[bool, "true on one row per deadline and day: the first lead, not a repeat"]
    deadline_no: Annotated[int, "which deadline of the task, from 1"]
    task: Annotated[str, "the task"]
    lead_id: Annotated[str | None, "identity of the lead"]
    lead: Annotated[str | None, "the lead, as printed"]
    lead_name: Annotated[str | None, "full name of the lead"]
    raw: Annotated[str, "the deadline as printed"]
    type: Annotated[str, "DATE, SET (recurring), DURATION, EVENT or ONGOING"]
    value: Annotated[str | None, "TIMEX3 value"]
    mod: Annotated[str | None, "BEFORE, ON_OR_BEFORE, IN, FROM, AFTER, START, END"]
    printed: Annotated[datetime.date | None, "the day that is printed or that the rule gives"]
    due: Annotated[datetime.date | None, "last day that meets it: the day before `printed` where it says before"]
    time: Annotated[str | None, "hour, HH:MM"]
    rrule: Annotated[str | None, "RFC 5545 rule as in the record"]
    day_assumed: Annotated[bool, "whether the period's last day stands for a day that is not printed"]
    trigger: Annotated[str | None, "what a duration or event counts from"]
    inferred: Annotated[bool, "whether it was inferred from the context"]
    area: Annotated[str | None, "code of the area of the task"]
    province: Annotated[str | None, "province of the document"]


@dataclass(frozen=True, slots=True)
class IndicatorRow(ItemRow):
    """One row per indicator."""

    kind: Annotated[str, "target or result"]
    text: Annotated[str, "the indicator's words"]
    comparator: Annotated[str, "=, >=, >, <=, <, range, increase, decrease"]
    value: Annotated[float, "value, in `unit`"]
    upper: Annotated[float | None, "upper end of a range"]
    unit: Annotated[str, "% or the counted thing"]
    numerator: Annotated[float | None, "done"]
    denominator: Annotated[float | None, "of"]
    period: Annotated[str | None, "TIMEX3 value"]
    area: Annotated[str | None, "code of the area of reform"]
    issuer_id: Annotated[str | None, "identity of the document's issuer"]
    issuer: Annotated[str | None, "name of the document's issuer"]
    province: Annotated[str | None, "province of the document"]
    confidence: Annotated[float | None, "how often the rule behind it was right", "share"]


@dataclass(frozen=True, slots=True)
class ReferenceRow(ItemRow):
    """One row per mention of another document."""

    doc_type: Annotated[str | None, "code of its type"]
    number: Annotated[str | None, "its number"]
    date: Annotated[str | None, "its date"]
    issuer_id: Annotated[str | None, "identity of its issuer"]
    issuer: Annotated[str | None, "name of its issuer"]
    title: Annotated[str | None, "its title"]
    relation: Annotated[str, "basis, mention, amends, replaces or attached_to"]
    confidence: Annotated[float | None, "how often the rule behind it was right", "share"]


@dataclass(frozen=True, slots=True)
class FindingRow(ItemRow):
    """One row per finding, of one document or of several side by side."""

    source: Annotated[str, "document or comparison"]
    code: Annotated[str, "code of the finding"]
    severity: Annotated[str, "error, warning or info"]
    message: Annotated[str, "one Vietnamese sentence with the figures"]
    other_document: Annotated[str | None, "path of the second document, of a comparison"]
    other_page: Annotated[int | None, "page there"]
    other_quote: Annotated[str | None, "the words there"]


@dataclass(frozen=True, slots=True)
class LossRow(ItemRow):
    """One row per loss: a criterion, or an area as far as its criteria don't explain it."""

    loss_id: Annotated[str, "id of the loss, for `answers`"]
    index: Annotated[str | None, "index"]
    org_id: Annotated[str | None, "identity of the organisation"]
    org: Annotated[str | None, "name of the organisation"]
    province: Annotated[str | None, "province of the organisation"]
    year: Annotated[int | None, "year assessed"]
    scope: Annotated[str, "area or criterion"]
    area: Annotated[str | None, "code of the area of reform"]
    label: Annotated[str | None, "name of the area or criterion"]
    kind: Annotated[str, "kind of the score"]
    value: Annotated[float | None, "points", "points"]
    max: Annotated[float | None, "maximum", "points"]
    lost: Annotated[float, "points lost; of an area what its criteria leave over", "points"]
    cause: Annotated[str | None, "cause that the document states"]
    answers: Annotated[int, "tasks that answer it"]
    answered: Annotated[bool, "whether any task does"]
    outcome: Annotated[str | None, "the year after: recovered, better, same, worse; none where unknown"]
    next_percent: Annotated[float | None, "share of the maximum the year after", "%"]
    next_document: Annotated[str | None, "document of that figure"]


@dataclass(frozen=True, slots=True)
class AnswerRow(ItemRow):
    """One row per loss and task that answers it; document, page and quote are the task's."""

    loss_id: Annotated[str, "id of the loss"]
    signals: Annotated[str, "why: row, criterion, cause, heading, content; `, ` between them"]
    strength: Annotated[float, "likeness of the words behind it, 1 for row and heading", "share"]
    task: Annotated[str, "the task"]
    loss_document: Annotated[str, "document of the loss"]
    loss_page: Annotated[int | None, "page of the loss"]
    loss_quote: Annotated[str, "words of the loss"]


@dataclass(frozen=True, slots=True)
class LooseTaskRow(ItemRow):
    """One row per task of a plan that was compared with losses and answers none."""

    org_id: Annotated[str | None, "identity of the issuer"]
    org: Annotated[str | None, "name of the issuer"]
    area: Annotated[str | None, "code of the area of reform"]
    text: Annotated[str, "the task"]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One row per organisation, index and year that lost points and has a plan to be compared with."""

    org_id: Annotated[str | None, "identity of the organisation"]
    org: Annotated[str | None, "name of the organisation"]
    province: Annotated[str | None, "province"]
    index: Annotated[str | None, "index"]
    year: Annotated[int | None, "year assessed"]
    losses: Annotated[int, "losses"]
    answered: Annotated[int, "losses that a task answers"]
    lost: Annotated[float, "points lost", "points"]
    answered_points: Annotated[float, "points lost where a task answers", "points"]
    share: Annotated[float, "answered points of lost points", "%"]
    tasks: Annotated[int, "tasks of the plans"]
    loose_tasks: Annotated[int, "tasks that answer no loss"]
    recovered_answered: Annotated[int, "answered losses that are better or recovered the year after"]
    known_answered: Annotated[int, "answered losses with a figure the year after"]
    recovered_open: Annotated[int, "losses without an answer that are better or recovered the year after"]
    known_open: Annotated[int, "losses without an answer with a figure the year after"]


@dataclass(frozen=True, slots=True)
class PlanRow(Row):
    """One row per document with tasks: how well they are put."""

    issuer_id: Annotated[str | None, "identity of the issuer"]
    issuer: Annotated[str | None, "name of the issuer"]
    province: Annotated[str | None, "province"]
    first_year: Annotated[int | None, "first year that it plans for"]
    tasks: Annotated[int, "tasks, repeats counted once"]
    one_lead: Annotated[int, "tasks with exactly one lead that is no crowd (`các phòng`)"]
    product: Annotated[int, "tasks with a product that can be checked"]
    dated: Annotated[int, "tasks with a day or a recurring day"]
    funded: Annotated[int, "tasks with funding"]
    vague: Annotated[int, "tasks with vague words and no figure, product or day"]
    copied: Annotated[int, "tasks that are nearly another department's of the same year"]
    carried_over: Annotated[int, "tasks that are nearly last year's of the same issuer"]
    stale_years: Annotated[int, "findings that last year's figure was left standing"]


@dataclass(frozen=True, slots=True)
class TaskQualityRow(ItemRow):
    """One row per task: what is missing in how it is put."""

    text: Annotated[str, "the task"]
    one_lead: Annotated[bool, "exactly one lead that is no crowd"]
    product: Annotated[bool, "a product that can be checked"]
    dated: Annotated[bool, "a day or a recurring day"]
    funded: Annotated[bool, "funding"]
    vague: Annotated[bool, "vague words and no figure, product or day"]
    vague_words: Annotated[str | None, "the vague words in it, `; ` between them"]


@dataclass(frozen=True, slots=True)
class CopyRow(ItemRow):
    """One row per pair of tasks in nearly the same words."""

    relation: Annotated[str, "other_department or last_year"]
    likeness: Annotated[float, "likeness of the words", "%"]
    text: Annotated[str, "the task"]
    issuer: Annotated[str | None, "name of its issuer"]
    other_document: Annotated[str, "document of the other task"]
    other_item_id: Annotated[str | None, "id of the other task"]
    other_page: Annotated[int | None, "page of the other task"]
    other_text: Annotated[str, "the other task"]
    other_issuer: Annotated[str | None, "name of the other task's issuer"]
