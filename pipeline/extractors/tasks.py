"""What somebody is told to do: from the items and paragraphs of the outline, and from task tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.core.answer import Answer, Clause
from pipeline.core.document import PlanDocument
from pipeline.core.extraction import Extraction
from pipeline.core.record import Deadline, Org, Task, Text
from pipeline.extractors.deadlines import find_deadlines, find_given_deadlines
from pipeline.extractors.mentions import known_names
from pipeline.extractors.resolution import ANSWERS, added_spans, resolve_lead, resolve_order, resolve_support
from pipeline.extractors.task_actions import is_quantity, opens_action, opens_noun
from pipeline.extractors.task_columns import role_of
from pipeline.extractors.task_context import TaskContext, read_context
from pipeline.extractors.task_frames import Frames, Mentioned, rule
from pipeline.extractors.task_items import Attribute, Candidate, ItemReader, split_parts
from pipeline.extractors.task_sections import Outline
from pipeline.extractors.task_tables import TableTaskReader
from pipeline.normalise.organisation_lists import part_kind
from pipeline.normalise.text import squeeze

# Who is told may be everybody (`Yêu cầu 100% công chức …`).
_BARE_ORDERS = ("đề nghị ", "yêu cầu ", "giao ")
_REQUESTS = ("đề nghị", "kiến nghị")
_ORDERS = ("đề nghị", "yêu cầu", "giao")
# What the organisation of a heading does itself; in a list that a sentence introduces, its writer does.
_DIRECTIONS = ("chỉ đạo", "yêu cầu")
_FEW_WORDS = 25
# Who is told stands at the beginning; the model reads long paragraphs no further.
_LONGEST_CLAUSE = 500
_SHORTEST_CLAUSE = 15
_READER = "task_reader"
_SMALL_WORDS = re.compile(r"(?:[\s,]+(?![A-ZĐÀ-Ỹ])\w+){3}$")


def extract(document: PlanDocument, doc: Doc) -> Iterator[Extraction]:
    """Yield the document's tasks.

    Args:
        document: The structured document.
        doc: Its annotation; `doc.user_data["key"]` is the folded text.
    """
    prose = _prose_reader(document, doc)
    tables = TableTaskReader(document, doc, prose.context, prose.outline)
    for task in (*prose.tasks(), *tables.tasks()):
        yield Extraction("tasks", task)


def find_open_clauses(document: PlanDocument, doc: Doc) -> list[Clause]:
    """Return the items about which the rules can't tell: whether they order something, and whom.

    What the learned model says of them goes into `doc.user_data["answers"]` before `extract`.
    """
    return [clause for candidate in _prose_reader(document, doc).open_candidates() for clause in [_clause(candidate)]]


def _prose_reader(document: PlanDocument, doc: Doc) -> ProseTaskReader:
    """Return the reader of a document's items, the same for its questions and its tasks."""
    reader: ProseTaskReader | None = doc.user_data.get(_READER)
    if reader is None:
        context = read_context(document, doc)
        reader = doc.user_data[_READER] = ProseTaskReader(document, doc, context, Outline(document, context.key))
    return reader


def _clause(candidate: Candidate) -> Clause:
    start, end = candidate.ranges[0]
    return Clause(start, min(end, start + _LONGEST_CLAUSE))


class ProseTaskReader:
    """Reads the tasks of the items and paragraphs of one document."""

    def __init__(self, document: PlanDocument, doc: Doc, context: TaskContext, outline: Outline) -> None:
        """Keep the document with what is known of it."""
        self.document = document
        self.doc = doc
        self.context = context
        self.key = context.key
        self.outline = outline
        self.frames = Frames(document, context.key, context.issuer)
        self.candidates = ItemReader(document, self.key, outline, self.frames).candidates()

    def open_candidates(self) -> Iterator[Candidate]:
        """Yield the items that may be orders and in which no rule is sure of the verb or of who is told."""
        for candidate in self.candidates:
            start, end = candidate.ranges[0]
            if candidate.is_result or candidate.is_preamble or end - start < _SHORTEST_CLAUSE:
                continue
            if not self._may_order(candidate) or opens_action(self.key, start, end):
                continue
            if self.key[start].isdigit() or is_quantity(self.key, start, end):
                continue
            lead = self._rule_lead(candidate, candidate.ranges)
            if not self._is_formula(candidate) and (lead is None or self._runs_on(lead)):
                yield candidate

    def _runs_on(self, lead: Mentioned) -> bool:
        """Whether a name ends in so many small words that a verb may be among them."""
        tail = _SMALL_WORDS.search(self.document.text, lead.start, lead.end)
        return tail is not None and known_names().end_at(self.key, lead.start) != lead.end

    def tasks(self) -> Iterator[Task]:
        """Yield the tasks of the items and paragraphs, in document order."""
        for candidate in self.candidates:
            parts = list(split_parts(self.key, candidate))
            if parts and self._may_order(candidate):
                yield from self._parts(candidate, parts)
            elif self._is_task(candidate):
                yield self._task(candidate, candidate.ranges, self._lead(candidate, candidate.ranges))

    def _parts(self, candidate: Candidate, parts: list[tuple[int, int]]) -> Iterator[Task]:
        """Yield the orders numbered inside an item, with those whom its opening names."""
        start, stop = candidate.ranges[0][0], self.key.rfind("(", 0, parts[0][0])
        opening, support = self.frames.lead(start, stop), self.frames.support(start, stop)
        if self.key[start:stop].rstrip()[-1:] in (";", "."):  # an order of its own, not what introduces the parts
            yield self._task(candidate, [(start, stop)], opening)
        for part in parts:
            task = self._task(candidate, [part], self._lead(candidate, [part]) or opening)
            yield task.model_copy(update={"support": _once(support + task.support)})

    def _answer(self, candidate: Candidate) -> Answer | None:
        """Return what the model says of an item, None where it was not asked."""
        answers: dict[Clause, Answer] = self.doc.user_data.get(ANSWERS, {})
        return answers.get(_clause(candidate))

    def _lead(self, candidate: Candidate, ranges: list[tuple[int, int]]) -> Mentioned | None:
        by_rule = self._rule_lead(candidate, ranges)
        return resolve_lead(by_rule, self._answer(candidate), self.document.text)

    def _rule_lead(self, candidate: Candidate, ranges: list[tuple[int, int]]) -> Mentioned | None:
        for attribute in candidate.attributes:
            if self._role(attribute) == "lead" and (lead := self.frames.mention(attribute.label_end, attribute.end)):
                return lead
        for start, end in ranges:
            if (lead := self.frames.lead(start, end)) is not None:
                return candidate.given if self._directs(candidate, self.frames.directed_by(start, end, lead)) else lead
        return None

    def _directs(self, candidate: Candidate, order: str) -> bool:
        """Whether the organisation of the heading leads, which the item's order only lets direct others."""
        given = candidate.given
        if given is None or self.frames.is_issuer(given):
            return False
        line = self.document.line_at(given.start)
        is_heading = line.content == given.start and (line.marker is not None or line.is_heading)
        return is_heading and order.startswith(_DIRECTIONS)

    def _role(self, attribute: Attribute) -> str | None:
        return role_of(self.key[attribute.start : attribute.label_end].strip(" -:"))

    def _may_order(self, candidate: Candidate) -> bool:
        return self.outline.kind(candidate.line) in ("plain", "directive", "strict")

    def _is_task(self, candidate: Candidate) -> bool:
        """Whether the item or paragraph tells somebody to do something, by its section and its words."""
        start, end = candidate.ranges[0]
        kind = self.outline.kind(candidate.line)
        opening = self.key[start : start + 60]
        if candidate.is_result or self._is_formula(candidate):
            return False
        if kind in ("result", "aim", "basis"):
            return opening.startswith(_ORDERS) and self._lead(candidate, candidate.ranges) is not None
        if rule("formula").match(opening) or (candidate.is_preamble and kind != "directive"):
            return self.frames.told(start, end) is not None
        if is_quantity(self.key, start, end):
            return False
        if kind == "scope":
            return self.frames.told(start, end) is not None
        if (lead := self._lead(candidate, candidate.ranges)) is not None:
            return kind != "strict" or self._is_named(lead) or self.frames.told(start, end) is not None
        return resolve_order(self._is_bare_order(candidate, kind), self._answer(candidate))

    def _is_named(self, lead: Mentioned) -> bool:
        """Whether a lead is told from others, by name, office or determiner."""
        return part_kind(self.document.text, self.key, lead.start) in ("name", "role", "determined")

    def _is_formula(self, candidate: Candidate) -> bool:
        """Whether the words invite or inform, or are a legal basis before the first item."""
        start, end = candidate.ranges[0]
        is_basis = candidate.is_preamble and self.key[end - 1] == ";"
        return is_basis or bool(rule("invitation").search(self.key, start, end))

    def _is_bare_order(self, candidate: Candidate, kind: str) -> bool:
        """Whether an item that names nobody is an order all the same."""
        start, end = candidate.ranges[0]
        if kind in ("scope", "funding") or (kind == "strict" and candidate.given is None):
            return False
        if kind == "strict" and rule("enacting").match(self.key[start : start + 60]) and not self._is_asked(candidate):
            return False
        if rule("definition").match(self.key[start : min(end, start + 220)]):
            return False
        if opens_action(self.key, start, end) or (candidate.is_item and self.key.startswith(_BARE_ORDERS, start)):
            return True
        if not candidate.is_item or opens_noun(self.key, start, end) or not self.document.text[start].isalpha():
            return False
        if part_kind(self.document.text, self.key, start) != "other" or self._tells(start, end):
            return False
        return (kind == "directive" or self._is_headed(candidate)) and end - start > _FEW_WORDS

    def _tells(self, start: int, end: int) -> bool:
        """Whether the words tell how things are."""
        return rule("states").match(self.key[start : min(end, start + 300)]) is not None

    def _is_asked(self, candidate: Candidate) -> bool:
        """Whether the introduction of the item's list asks somebody else to act (`kính đề nghị UBND tỉnh:`)."""
        given = candidate.given
        return given is not None and self.key[: given.start].rstrip().endswith(_REQUESTS)

    def _is_headed(self, candidate: Candidate) -> bool:
        """Whether a heading above the item names who acts, and not just the opening of the document."""
        given = candidate.given
        return given is not None and self.document.line_at(given.start).section is not None

    def _task(self, candidate: Candidate, ranges: list[tuple[int, int]], lead: Mentioned | None) -> Task:
        trimmed = [self._trim(start, end) for start, end in ranges]
        given = candidate.given if lead is None or lead is candidate.given else None
        leads = self.frames.orgs(given, inferred=True) if given else self.frames.orgs(lead)
        return Task(
            text=squeeze(" ".join(self.document.text[start:end] for start, end in trimmed)),
            area=self.outline.area(candidate.line),
            lead=leads,
            support=self._support(candidate, trimmed, leads),
            product=self._words(candidate, "product"),
            deadlines=self._deadlines(candidate, trimmed) or self._given_deadlines(candidate),
            funding=self._words(candidate, "funding"),
            report_to=[org for start, end in trimmed for org in self.frames.report_to(start, end)],
            section=self.outline.path(candidate.line),
            origin="list" if candidate.is_item else "paragraph",
            maker="rule:task.item" if candidate.is_item else "rule:task.paragraph",
            evidence=self.document.evidence(*trimmed),
        )

    def _support(self, candidate: Candidate, ranges: list[tuple[int, int]], leads: list[Org]) -> list[Org]:
        """Return whom the item says to work with, and whom its attribute lines name for that, each once."""
        found = [org for start, end in ranges for org in self.frames.support(start, end)]
        for attribute in candidate.attributes:
            if self._role(attribute) == "support":
                found += self.frames.orgs(self.frames.mention(attribute.label_end, attribute.end))
            elif self._role(attribute) == "lead":
                found += self.frames.support(attribute.label_end, attribute.end)
        is_open = self._rule_lead(candidate, candidate.ranges) is None
        answer = self._answer(candidate) if is_open else None
        return _once(resolve_support(found, leads, answer, self.frames.orgs))

    def _words(self, candidate: Candidate, role: str) -> Text | None:
        """Return what an attribute line of a role says."""
        for attribute in candidate.attributes:
            if self._role(attribute) == role and attribute.label_end < attribute.end:
                raw = squeeze(self.document.text[attribute.label_end : attribute.end]).rstrip(" .;")
                return Text(raw=raw, evidence=self.document.evidence((attribute.label_end, attribute.end)))
        return None

    def _deadlines(self, candidate: Candidate, ranges: list[tuple[int, int]]) -> list[Deadline]:
        places = [*ranges, *((each.start, each.end) for each in candidate.attributes)]
        time = self.context.time
        found = [each for start, end in places for each in find_deadlines(self.document, self.doc, start, end, time)]
        if found:
            return found
        # What the model takes for a deadline is read as a cell of a column of deadlines is: a bare quarter counts.
        time = replace(time, is_column=True)
        for span in added_spans("DEADLINE", [], self._answer(candidate)):
            if any(start <= span.start and span.end <= end for start, end in places):
                found += find_deadlines(self.document, self.doc, span.start, span.end, time)
        return found

    def _given_deadlines(self, candidate: Candidate) -> list[Deadline]:
        """Return what the opening of the item's list is due by."""
        if not candidate.is_item:
            return []
        return find_given_deadlines(self.document, self.doc, candidate.line.start, self.context.time)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Return the range without white space at its ends."""
        text = self.document.text[start:end]
        return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())


def _once(orgs: list[Org]) -> list[Org]:
    """Return the organisations, each at its first mention."""
    return list({org.raw.casefold(): org for org in reversed(orgs)}.values())[::-1]
