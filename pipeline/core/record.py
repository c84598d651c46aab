"""The extraction record, version 1: what the pipeline publishes about one document.

Field by field as the contract has it; `record_schema()` gives its JSON Schema. Only here does
outsiders' data meet a published schema, so only here is pydantic used.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Literal["1.0"] = "1.0"

IndexCode = Literal["PAR_INDEX", "SIPAS", "PAPI", "PCI", "DDCI", "DTI", "OTHER"]
AreaCode = Literal[
    "steering",
    "institutions",
    "procedures",
    "apparatus",
    "civil_service",
    "public_finance",
    "digital_government",
    "impact",
]
OrgKind = Literal[
    "ministry",
    "province_committee",
    "province_council",
    "department",
    "district_committee",
    "commune_committee",
    "unit",
    "collective",
    "role",
    "party",
    "other",
]
FindingCode = Literal[
    "score_percent_mismatch",
    "score_sum_mismatch",
    "max_sum_mismatch",
    "score_exceeds_max",
    "rank_exceeds_count",
    "progress_percent_mismatch",
    "number_blank",
    "date_incomplete",
    "attachment_missing",
    "marker_duplicate",
    "marker_skipped",
    "deadline_before_issue",
    "foreign_organisation",
    "date_invalid",
    "stale_year",
    "value_suspect",
]
Severity = Literal["error", "warning", "info"]
Relation = Literal["basis", "mention", "amends", "replaces", "attached_to"]
Scope = Literal["overall", "area", "criterion"]
ScoreKind = Literal["achieved", "self_assessed", "appraised", "deducted", "target"]


class Model(BaseModel):
    """Base of every part of the record: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


class Span(Model):
    """A place in the text: `text[start:end] == quote`; `page` is 1-based, `bbox` in PDF points."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str = Field(min_length=1)
    page: int | None = Field(default=None, ge=1)
    bbox: tuple[float, float, float, float] | None = None


Evidence = Annotated[list[Span], Field(min_length=1)]


class Item(Model):
    """What every extracted item has besides its value."""

    id: str | None = None
    maker: str | None = None
    evidence: Evidence
    confidence: float | None = Field(default=None, ge=0, le=1)
    inferred: bool = False


class Candidate(Model):
    """An organisation that a mention may mean, with a score in [0, 1]."""

    id: str
    score: float


class Successor(Model):
    """Who carries on on a later date what an organisation did; `candidates` with shares where it was split."""

    as_of: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    id: str | None = None
    name: str | None = None
    candidates: list[Candidate] = []


class Org(Model):
    """A mention of an organisation, unit, collective or role; `successor` only where a run asked for it."""

    raw: str
    id: str | None = None
    name: str | None = None
    kind: OrgKind = "other"
    candidates: list[Candidate] = []
    members: list[Org] = []
    inferred: bool = False
    confidence: float | None = Field(default=None, ge=0, le=1)
    evidence: Evidence
    successor: Successor | None = Field(default=None, exclude_if=lambda value: value is None)


class Text(Item):
    """A value that is just its own words."""

    raw: str


class DocType(Item):
    """The document's type: a code of Nghị định 30/2020/NĐ-CP, `CV` for an official dispatch."""

    code: str
    name: str


class Resolved(Model):
    """What another source gives for a blank; never copied into the value."""

    value: str
    source: Literal["signature", "edxml", "file_name", "twin"]
    evidence: list[Span] = []


class Number(Item):
    """Number and symbol; `value` is None where the sequence is blank."""

    raw: str
    sequence: int | None
    sequence_text: str | None = None
    year: int | None = None
    symbol: str | None
    value: str | None
    resolved: list[Resolved] = []


class PDate(Item):
    """Date of issue, possibly partial: `2024-03` with precision `month`."""

    raw: str
    value: str | None
    precision: Literal["day", "month", "year"] | None
    resolved: list[Resolved] = []


class Signer(Item):
    """Who signed, in which office, for whom."""

    name: str | None
    position: str | None
    authority: Literal["TM", "KT", "TL", "TUQ", "Q"] | None
    on_behalf_of: str | None = None


class Urgency(Item):
    """Mark of urgency."""

    value: Literal["khẩn", "thượng khẩn", "hỏa tốc"]


class Secrecy(Item):
    """Mark of secrecy."""

    value: Literal["mật", "tối mật", "tuyệt mật"]


class Attachment(Model):
    """An appendix or attached document that the text announces or that is there."""

    title: str | None
    declared: bool
    present: bool
    evidence: Evidence


class Header(Model):
    """What stands on the first page around the text, and the signature."""

    doc_type: DocType | None = None
    number: Number | None = None
    date: PDate | None = None
    place: Text | None = None
    issuer: Org | None = None
    parent: Org | None = None
    co_issuers: list[Org] = []
    draft: bool = False
    subject: Text | None = None
    addressees: list[Org] = []
    signer: Signer | None = None
    recipients: list[Text] = []
    urgency: Urgency | None = None
    secrecy: Secrecy | None = None
    attachments: list[Attachment] = []


class Section(Model):
    """One heading of the outline with what stands under it."""

    marker: str | None
    title: str
    level: int
    start: int
    end: int
    children: list[Section] = []


class Reference(Item):
    """One mention of another document."""

    doc_type: str | None
    number: str | None
    date: str | None
    issuer: Org | None
    title: str | None
    relation: Relation


class Change(Model):
    """Signed points against an earlier year."""

    value: float
    since_year: int | None


class Score(Item):
    """Points achieved, of a maximum, on an index."""

    index: IndexCode | None
    index_name: str | None = None
    org: Org | None
    year: int | None
    scope: Scope
    area: AreaCode | None
    label: str | None
    value: float
    max: float | None
    percent: float | None
    stated_percent: float | None
    kind: ScoreKind
    change: Change | None


class Ranking(Item):
    """A rank among peers on an index; `change` is positive for a better place."""

    index: IndexCode | None
    index_name: str | None = None
    org: Org | None
    year: int | None
    scope: Scope = "overall"
    area: AreaCode | None = None
    label: str | None = None
    rank: int | None
    of: int | None
    change: int | None
    since_year: int | None
    previous_rank: int | None = None
    kind: Literal["achieved", "target"]


class Indicator(Item):
    """A quantitative target or result that is not an index score."""

    kind: Literal["target", "result"]
    text: str
    comparator: Literal["=", ">=", ">", "<=", "<", "range", "increase", "decrease"]
    value: float
    upper: float | None = None
    unit: str
    numerator: float | None = None
    denominator: float | None = None
    period: str | None = None
    area: AreaCode | None = None


class Deadline(Item):
    """When a task is due: TIMEX3 value, last day, recurrence rule."""

    raw: str
    type: Literal["DATE", "SET", "DURATION", "EVENT", "ONGOING"]
    value: str | None
    mod: Literal["BEFORE", "ON_OR_BEFORE", "IN", "FROM", "AFTER", "START", "END"] | None
    due: str | None = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    rrule: str | None
    time: str | None = Field(default=None, pattern=r"^\d{2}:\d{2}$")
    trigger: str | None = None
    working_days: bool | None = None


class Task(Item):
    """What somebody is told to do."""

    text: str
    area: AreaCode | None
    lead: list[Org]
    support: list[Org]
    product: Text | None
    deadlines: list[Deadline]
    funding: Text | None
    report_to: list[Org]
    section: list[str]
    origin: Literal["list", "table", "paragraph"]
    same_as: list[str] = []


class Finding(Model):
    """What does not add up: one Vietnamese sentence with the figures in it."""

    code: FindingCode
    severity: Severity
    message: str
    evidence: Evidence
    confidence: float | None = Field(default=None, ge=0, le=1)


class SourcePart(Model):
    """Which of several documents of a file this is."""

    index: int
    of: int


class Source(Model):
    """The file that the record was read from; `notices` are keys of what may be missing from its text."""

    path: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    media_type: str
    size_bytes: int
    page_count: int | None
    text_origin: Literal["digital", "ocr", "mixed"]
    part: SourcePart | None = None
    publisher: dict[str, Any] | None = None
    signatures: list[dict[str, Any]] = []
    notices: list[str] = []


class Producer(Model):
    """What made the record."""

    name: str
    version: str
    model: str | None


class Record(Model):
    """Everything the pipeline learned about one document."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    id: str = Field(pattern=r"^[0-9a-f]{64}$")
    source: Source
    producer: Producer
    text: str
    header: Header
    sections: list[Section]
    references: list[Reference]
    scores: list[Score]
    rankings: list[Ranking]
    indicators: list[Indicator]
    tasks: list[Task]
    findings: list[Finding]


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the record."""
    schema = Record.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
