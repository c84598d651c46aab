"""Who is told, who supports, who is reported to, in the words of one item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex as engine

from pipeline.core.document import PlanDocument
from pipeline.core.record import Org
from pipeline.extractors.mentions import build_mentions, ends_place, find_mention_end
from pipeline.normalise.lexicon import load_lexicon
from pipeline.normalise.organisation_lists import organisation_words, part_kind
from pipeline.patterns import load_rules

_CLAUSE = re.compile(r"(?<=[.;:,])\s+|\n")
_SENTENCE_END = ".;:\n"
_PREDICATE = re.compile(
    r"(?:\s(?:nêu trên|nói trên|trên đây|này|có tên (?:tại|trong|ở) phụ lục(?: [ivx\d]{1,3})?))?"
    r"\s*(?:\([^()\n]{0,200}\)\s*)?[,:]?\s*"
)
_DIRECTS = re.compile(r"\s*,?\s*(?:trân trọng )?(?:đề nghị|yêu cầu|giao(?! ban)|phân công|kiến nghị|uỷ quyền)\b")
_ROLE = " chủ trì"
_DIRECTION = ("chỉ đạo",)
_RELATIVE = re.compile(r"\s(?:được|do|có|đang|đã|mà|tới|đến|tham gia|trong|trên|ở)\b(?! liên quan)")
_MODAL = re.compile(r"\b(?:có trách nhiệm|chịu trách nhiệm|phải|cần|chủ động|có nhiệm vụ|khẩn trương|nghiêm túc)\b")
_DONE_BY = re.compile(r"\bdo\b[^,.;]*$")
# `Xem xét, bố trí` is an order; `xem xét` and nothing more asks for a decision.
_DECIDES = re.compile(
    r"\s*,?\s(?:xem xét,? (?:(?:và|để) )?(?:quyết định|phê duyệt|khen thưởng|tặng|cho ý kiến|chấp thuận)"
    r"|xem xét\s*(?:[.;/]|$)|quyết định|phê duyệt|tặng|khen thưởng|truy tặng)"
)
_CONDITION = re.compile(r"(?:nếu|khi) (?:có |phát sinh |gặp )[^.;]{0,60}?(?:khó khăn|vướng mắc|phát sinh|bất cập)\s")
_ASKS = re.compile(r"\bkính (?:đề nghị|kiến nghị|trình|mong)\s")
_OPENS_LIST = re.compile(
    r"\s?(?:xem xét|quan tâm|chấp thuận|cho ý kiến|,|\s|giải quyết|chỉ đạo|thực hiện|một số|các|những|nội dung|vấn đề"
    r"|việc|sau|như|đây|cụ thể){0,12}\s?:\s*"
)
_APPOSITION = re.compile(
    r"\s?(?:,|–|-)\s(?:với (?:vai trò|tư cách)(?: là)? |là )?(?:cơ quan|đơn vị|đầu mối|bộ phận)"
    r" (?:đầu mối|thường trực|chủ trì|tham mưu|được giao|chủ quản|chuyên môn|quản lý|giúp việc)[^,.;:()]{0,80}(?=,\s)"
)
_CLAUSE_BORDER = re.compile(r"[.;:(]\s?|\bcùng\s")
_OPENER = re.compile(r"(?:riêng(?: đối với)?|về phía|theo đó,?|đồng thời,?|trước mắt,?|ngoài ra,?|cụ thể[:,]?)\s")
_MUST = re.compile(r"\s*,?\s(?:cần|phải|có trách nhiệm|chịu trách nhiệm|khẩn trương|nghiêm túc)\b")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The range of the organisations that a frame names."""

    start: int
    end: int


@cache
def rule(name: str) -> engine.Pattern[str]:
    """Return the regular expression of a rule of the tasks; it is searched in folded text."""
    return next(each.pattern for each in load_rules() if each.id == f"task.{name}")


class Frames:
    """Reads the frames of one document's items."""

    def __init__(self, document: PlanDocument, key: str, issuer: str | None) -> None:
        """Keep the document, its folded text and the folded name of the issuer."""
        self.document = document
        self.key = key
        self.issuer = issuer
        self._orgs: dict[tuple[int, int, bool], list[Org]] = {}
        self._leads: dict[tuple[int, int], Mentioned | None] = {}

    def lead(self, start: int, end: int) -> Mentioned | None:
        """Return who is told in the range: the first subject of an order. Each range is read once."""
        if (start, end) not in self._leads:
            self._leads[start, end] = self._lead(start, end)
        return self._leads[start, end]

    def _lead(self, start: int, end: int) -> Mentioned | None:
        readings = (self._subject(start, end), self._object(start, end))
        found = [candidate for candidate in readings if candidate]
        if not found:
            return self.labelled(start, end)
        return min(found, key=lambda mentioned: mentioned.start)

    def directed_by(self, start: int, end: int, lead: Mentioned) -> str:
        """Return the verb with which an unnamed subject directs the lead; empty where the lead is the subject."""
        orders = rule("order").finditer(self.key, start, end)
        return next((match[0] for match in orders if match.end() == lead.start), "")

    def is_issuer(self, mentioned: Mentioned) -> bool:
        """Whether the organisations are the document's issuer."""
        return bool(self.issuer) and self.key[mentioned.start : mentioned.end] == self.issuer

    def told(self, start: int, end: int) -> Mentioned | None:
        """Return who is told by a verb of ordering or by a modal (`cần`, `phải`), the issuer's plans aside."""
        subject = self._subject(start, end)
        if subject is not None and not _MUST.match(self.key, subject.end):
            subject = None
        found = (candidate for candidate in (subject, self._object(start, end)) if candidate)
        return min(found, key=lambda mentioned: mentioned.start, default=None)

    def asked(self, start: int, end: int) -> Mentioned | None:
        """Return who is asked where a list of requests opens (`Sở Nội vụ kính đề nghị UBND tỉnh:`)."""
        for match in _ASKS.finditer(self.key, start, end):
            found = self.mention(match.end(), end)
            if found is not None and _OPENS_LIST.fullmatch(self.key, found.end, end):
                return found
        return None

    def support(self, start: int, end: int) -> list[Org]:
        """Return whom the range says to work with."""
        found = self._mentions("with", start, end) + self._mentions("with_label", start, end)
        return found + self._joined(start, end) + self._named_before(start, end)

    def _joined(self, start: int, end: int) -> list[Org]:
        """Return whom the range says to act together with (`cùng Sở Y tế`, `có sự tham gia của …`)."""
        found: list[Org] = []
        for match in rule("with_joint").finditer(self.key, start, end):
            if part_kind(self.document.text, self.key, match.end()) in ("determined", "name", "role"):
                found += self.orgs(self.mention(match.end(), end))
        return found

    def _named_before(self, start: int, end: int) -> list[Org]:
        """Return the organisations before a bare `phối hợp` that ends its clause (`Sở A, Sở B phối hợp.`)."""
        found: list[Org] = []
        for match in rule("with_after").finditer(self.key, start, end):
            begun = max(
                (border.end() for border in _CLAUSE_BORDER.finditer(self.key, start, match.start())), default=start
            )
            named = self.mention(begun, match.start())
            if named is not None and not self.key[named.end : match.start()].strip():
                found += self.orgs(named)
        return found

    def labelled(self, start: int, end: int) -> Mentioned | None:
        """Return who leads by a label in the range (`đơn vị chủ trì: …`)."""
        for match in rule("told_label").finditer(self.key, start, end):
            if (found := self.mention(match.end(), end)) is not None:
                return found
        return None

    def report_to(self, start: int, end: int) -> list[Org]:
        """Return whom the range says to report to."""
        found = self._mentions("report_to", start, end)
        for match in rule("order").finditer(self.key, start, end):
            if self._asks_decision(match, end):
                found += self.orgs(self.mention(match.end(), end))
        return found

    def _asks_decision(self, order: engine.Match[str], end: int) -> bool:
        """Whether an organisation is asked for its decision (`đề nghị X xem xét, quyết định`), not told to act."""
        asked = self.mention(order.end(), end) if "đề nghị" in order[0] else None
        return asked is not None and bool(_DECIDES.match(self.key, asked.end, end))

    def orgs(self, mentioned: Mentioned | None, *, inferred: bool = False) -> list[Org]:
        """Return the organisations of a frame."""
        if mentioned is None:
            return []
        place = (mentioned.start, mentioned.end, inferred)
        if place not in self._orgs:  # a heading's lead is that of all its items
            self._orgs[place] = build_mentions(self.document, mentioned.start, mentioned.end, inferred=inferred)
        return list(self._orgs[place])

    def names_only(self, start: int, end: int) -> Mentioned | None:
        """Return the organisations that a heading names where it names nothing else."""
        found = self.mention(start, end)
        if found is None:
            return None
        rest = self.key[found.end : end]
        return found if re.fullmatch(r"[\s:.,;]*(?:\([^()]{0,200}\)[\s:.;]*)?", rest) else None

    def mention(self, start: int, end: int) -> Mentioned | None:
        """Return the organisations that are named from `start` on."""
        found = find_mention_end(self.document.text, self.key, start, end)
        return None if found is None else Mentioned(start, found)

    def _mentions(self, name: str, start: int, end: int) -> list[Org]:
        found: dict[str, Org] = {}
        for match in rule(name).finditer(self.key, start, end):
            for org in self.orgs(self._with_role(self.mention(match.end(), end))):
                found.setdefault(org.raw.casefold(), org)
        return list(found.values())

    def _with_role(self, mentioned: Mentioned | None) -> Mentioned | None:
        """Return a bare noun (`cơ quan chủ trì`) with the role that tells which one is meant."""
        if mentioned is None or not self._is_bare(mentioned) or not self.key.startswith(_ROLE, mentioned.end):
            return mentioned
        return Mentioned(mentioned.start, mentioned.end + len(_ROLE))

    def _object(self, start: int, end: int) -> Mentioned | None:
        """Return the first organisation that is told by a verb of ordering before it."""
        for match in rule("order").finditer(self.key, start, end):
            if self._asks_decision(match, end) or _DONE_BY.search(
                self.key, max(start, match.start() - 80), match.start()
            ):
                continue
            mentioned = self.mention(match.end(), end)
            if mentioned is None or (self._is_bare(mentioned) and self.document.text[mentioned.start].islower()):
                continue
            if self._acts(mentioned.end, end, is_told=True):
                return mentioned
        return None

    def _subject(self, start: int, end: int) -> Mentioned | None:
        """Return the first organisation that stands as the subject of a clause and is told to act."""
        for at in self._clause_starts(start, end):
            mentioned = self.mention(at, end)
            if mentioned is None or self._is_bare(mentioned) or self._is_issuer_directing(mentioned, end):
                continue
            if self._acts(mentioned.end, end, is_told=False):
                return mentioned
        return None

    def _clause_starts(self, start: int, end: int) -> Iterator[int]:
        """Yield where clauses begin whose subject may be told: sentences, and what follows a circumstance."""
        sentence = start
        yield start
        if (opener := _OPENER.match(self.key, start, end)) is not None:
            yield opener.end()
        if (title := rule("run_in_title").match(self.key[start : start + 80])) is not None:
            yield start + title.end()
        for match in _CONDITION.finditer(self.key, start, end):
            if part_kind(self.document.text, self.key, match.end()) in ("determined", "name", "role"):
                yield match.end()
        for match in _CLAUSE.finditer(self.key, start, end):
            before = self.key[match.start() - 1]
            if before in _SENTENCE_END:
                sentence = match.end()
                yield match.end()
                if (opener := _OPENER.match(self.key, match.end(), end)) is not None:
                    yield opener.end()
            elif self._opens_main_clause(match.end(), self.key[sentence : sentence + 40]):
                yield match.end()

    def _opens_main_clause(self, at: int, opening: str) -> bool:
        kind = part_kind(self.document.text, self.key, at) if at < len(self.key) else "other"
        return kind in ("determined", "name", "role") and bool(rule("circumstance").match(opening))

    def _is_bare(self, mentioned: Mentioned) -> bool:
        """Whether nothing but a common noun is named, which may be anybody (`cơ quan`, `tổ chức`)."""
        if organisation_words("common").end_at(self.key, mentioned.start) != mentioned.end:
            return False
        is_known = organisation_words("relative").end_at(self.key, mentioned.start) is not None
        return not (is_known and self.document.text[mentioned.start].isupper())

    def _is_issuer_directing(self, mentioned: Mentioned, end: int) -> bool:
        if _DIRECTS.match(self.key, mentioned.end, end):
            return True
        return self.key.startswith(_DIRECTION, mentioned.end + 1) and self.is_issuer(mentioned)

    def _acts_behind_place(self, at: int) -> bool:
        """Whether a word that no list knows must be the verb: the name before it ends in a place or level."""
        text = self.document.text
        if not text[at].islower() or not ends_place(text, self.key, at):
            return False
        lexicon = load_lexicon("task_words.csv", "relative", "noun", "staff")
        return lexicon.end_at(self.key, at) is None

    def _acts(self, start: int, end: int, *, is_told: bool) -> bool:
        """Whether a predicate that orders something follows the mention."""
        if not is_told and rule("past").match(self.key[start : start + 40]):
            return False
        if not is_told and (apposition := _APPOSITION.match(self.key, start, end)) is not None:
            start = apposition.end()
        predicate = _PREDICATE.match(self.key, start, end)
        at = predicate.end() if predicate else start
        if at >= end:
            return is_told
        if load_lexicon("task_words.csv", "verb", "adverb", "predicate").end_at(self.key, at) is not None:
            return True
        if not is_told and at == start + 1 and self._acts_behind_place(at):
            return True
        if _RELATIVE.match(self.key, start, end):
            return is_told or bool(_MODAL.search(self.key, at, min(end, at + 300)))
        return is_told and self.document.text[at].islower()
