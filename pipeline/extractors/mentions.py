"""Mentions of organisations in prose and in table cells: where they begin and end, and how many they are.

In prose a mention ends before the verb that it is the subject of, before a relative clause and
before a part that can't belong to it; a name with capitals (`Phòng Tổ chức - Hành chính`) is not cut
at the verbs in it.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

import regex as engine

from pipeline.core.document import PlanDocument
from pipeline.core.record import Org
from pipeline.extractors.orgs import build_org
from pipeline.normalise.lexicon import Lexicon, load_lexicon
from pipeline.normalise.organisation_lists import Range, organisation_words, part_kind, split_organisations
from pipeline.normalise.text import fold
from pipeline.patterns import load_names

_WORD = re.compile(r"[^\W_]+(?:[&/.-][^\W_]+)*|\S")
_JOINS = re.compile(r",\s*(?:và\s+|hoặc\s+)?|(?:và|hoặc)\s+")
# What is said of an organisation between commas names no other one (`Sở A, cơ quan đầu mối về PCI, tổ chức …`).
_APPOSED = re.compile(
    r"(?:là )?(?:cơ quan|đơn vị|bộ phận) (?:là )?(?:đầu mối|thường trực|tham mưu|được giao|chủ quản|chủ trì (?!soạn))"
)
# Every syllable of a place's name has a capital, and nothing of an organisation's name follows a number.
_PLACED = engine.compile(
    r"(?:(?:xã|phường|huyện|tỉnh|thành phố|thị xã|quận|thị trấn|đặc khu|TP\.?)\s(?:\p{Lu}[\p{L}'’]*\s){1,4}"
    r"|(?:số|khu vực|cơ sở|khóa)\s(?:[IVXL]{1,6}|\d{1,2})\s)$"
)
# So does the bare level of an office that was named before (`Liên đoàn Lao động tỉnh | thương lượng`).
_LEVEL = re.compile(
    r"[A-ZĐÀ-Ỹ][^\s,;:.()]*(?:\s[^\W\d_]+){0,3}(?<!các)(?<!những)(?<!từng)(?<!mỗi)(?<!hai)(?<!cấp)"
    r"\s(?:tỉnh|huyện|xã|phường|thị trấn|thành phố|quận|đặc khu)\s$"
)
_LEVELS = frozenset({"tỉnh", "huyện", "xã", "phường", "trấn", "phố", "quận", "khu"})
_OF_LEVEL = re.compile(
    r"(?:hội|đoàn|uỷ|lộ|viên|lỵ|nơi|ven|vùng|miền|biên|đảo|loại|đặc|điểm|nghèo|khó|đồng|phụ|mình|nhà|và|hoặc|nông|phường"
    r"|xã|huyện|quận|thị|tương|thông|trung|mới|số|kiểu)\b"
)
_PLACE_GOES_ON = re.compile(r"(?:tỉnh|thành phố|huyện|cũ|khu vực|cơ sở|số)\b")
_JOINT = re.compile(r"\s?[,;]\s(?:và\s)?|\s(?:và|cùng)\s")
_TAIL = re.compile(r"(?:[\s,–-]|(?<!\w)(?:và|hoặc|cùng|tỉnh|cũng như)(?=\s*$))*$")
_HARD = frozenset('.;()"“”[]\n\t')
_LONGEST = 420
_FEW = 4
_PLACE_REACH = 40
_LONGEST_TAIL = 30
_LONGEST_BRACKET = 60
_OF_AN_OFFICE = re.compile(
    r"\s(?:tỉnh|hai|cả hai|sở|bộ|chính phủ|thành phố|huyện|quận|nhà nước|chính trị|xã hội|đảng|đoàn thể"
    r"|hội(?! (?:nghị|thảo|thi|chợ)))\b"
)
_SHORTENED = re.compile(r"(?<!\w)(?:tp|p|q|tx|đ/c)$")
_ANYBODY = re.compile(r"(?:các )?tổ chức, cá nhân")
_LAST_WORD = re.compile(r"([^\W\d_]+)\s$")
_UNNAMED = re.compile(r"(?:các )?(?:cơ quan|cấp)(?:,? cấp)? (?:có )?thẩm quyền")


@cache
def _words(*kinds: str) -> Lexicon:
    return load_lexicon("task_words.csv", *kinds)


@cache
def known_names() -> Lexicon:
    """Return the names that are never cut: those of the register, and the usual names of offices' parts."""
    forms = (fold(form) for name in load_names() if name.label == "ORG" for form in name.forms)
    return Lexicon([*(form for form in forms if " " in form), *load_lexicon("organisation_words.csv", "full").words])


def find_mention_end(text: str, key: str, start: int, limit: int) -> int | None:
    """Return where the organisations named from `start` on end, None where none is named there.

    Args:
        text: The text.
        key: Its folded form, offsets as in the text.
        start: Where the first word of the mention stands.
        limit: Where the text to look at ends.
    """
    if is_staff(key, start) or part_kind(text, key, start) == "other" or _is_verb_here(key, start):
        return None
    if not _has_head(key, start) or _UNNAMED.match(key, start):
        return None
    position = max(_head_end(text, key, start), known_names().end_at(key, start) or 0)
    limit = min(limit, start + _LONGEST)
    end = _scan(text, key, position, limit)
    return end if end > start else None


def _is_verb_here(key: str, start: int) -> bool:
    """Whether a head that is also a verb (`thanh tra`, `tổ chức`) opens an action and no name."""
    verb = _words("verb", "adverb").end_at(key, start)
    head = organisation_words("role", "name", "common", "place").end_at(key, start)
    if verb is None or head is None or verb < head:
        return False
    return not _OF_AN_OFFICE.match(key, head) or verb > head


def _has_head(key: str, start: int) -> bool:
    """Whether the noun behind a determiner is one of organisations (`các đơn vị`, not `các mô hình`)."""
    end = organisation_words("determiner").end_at(key, start)
    if end is None:
        return True
    if organisation_words("not").end_at(key, end + 1) is not None:
        return False
    return organisation_words("role", "name", "common", "place").end_at(key, end + 1) is not None


def is_staff(key: str, start: int) -> bool:
    """Whether the words name staff at large, who are never a lead."""
    determiner = organisation_words("determiner").end_at(key, start)
    at = start if determiner is None else determiner + 1
    return _words("staff").end_at(key, at) is not None


def build_mentions(document: PlanDocument, start: int, end: int, *, inferred: bool = False) -> list[Org]:
    """Return the organisations named in a range that names nothing else, each once."""
    text = document.text[start:end]
    found: dict[str, Org] = {}
    for part in split_organisations(text):
        org = _org(document, Range(part.start + start, part.end + start, part.members), start, inferred)
        found.setdefault(org.raw.casefold(), org)
    return list(found.values())


def _org(document: PlanDocument, place: Range, offset: int, inferred: bool) -> Org:
    members = [_org(document, Range(a + offset, b + offset), offset, inferred) for a, b in place.members]
    return build_org(document, place.start, place.end, members=members, inferred=inferred)


def _head_end(text: str, key: str, start: int) -> int:
    """Return where determiner and head noun end; the head may be a word that is a verb elsewhere."""
    end = organisation_words("determiner").end_at(key, start)
    at = start if end is None else min(end + 1, len(key))
    head = organisation_words("role", "name", "common", "place").end_at(key, at)
    return max(head or at, end or start)


def _scan(text: str, key: str, position: int, limit: int) -> int:
    """Return where the phrase ends that goes on at `position`."""
    end = position
    while (match := _WORD.search(key, position, limit)) is not None:
        after = _step(text, key, match, limit)
        if after is None:
            break
        position = after
        end = after
    tail = _TAIL.search(key, max(position - _LONGEST_TAIL, 0), end) if _cuts(key, end) else None
    return tail.start() if tail else end


def _cuts(key: str, end: int) -> bool:
    return key[end - 1 : end] in " ,-" or key[max(end - 3, 0) : end].endswith(("và", "cùng"))


def _step(text: str, key: str, match: re.Match[str], limit: int) -> int | None:
    """Return where the next piece of the mention ends, None where the mention ends before it."""
    start, word = match.start(), match[0]
    if word == ";":
        return _after_semicolon(text, key, match.end(), limit)
    if word == "(":
        return _after_bracket(text, key, match.end(), limit)
    if word in _HARD:
        return match.end() if word == "." and _SHORTENED.search(key, max(start - 4, 0), start) else None
    if word == ":":
        return match.end() if _is_enumeration(text, key, match.end()) else None
    if (joined := _JOINS.match(key, start)) is not None:
        return _after_join(text, key, start, joined.end(), limit)
    modifier = _words("modifier").end_at(key, start)
    if modifier is not None:
        return modifier
    return _after_word(text, key, match)


def _after_word(text: str, key: str, match: re.Match[str]) -> int | None:
    """Return where a word of a name ends, a whole name that begins with it, or None for the word of a predicate."""
    start = match.start()
    if text[start].isupper() or not match[0][0].isalpha():
        if _opens_capital_verb(text, key, start):
            return None
        return organisation_words("full").end_at(key, start) or match.end()
    return None if _stops(key, start) or ends_place(text, key, start) else match.end()


def ends_place(text: str, key: str, start: int) -> bool:
    """Whether the name of a place ends here, and with it that of its organisation (`Công an xã A | cử người`)."""
    before = text[text.rfind(" ", 0, start - 1) + 1 : start - 1]
    since = max(start - _PLACE_REACH, 0)
    if before in _LEVELS:
        return _LEVEL.search(text, since, start) is not None and not _OF_LEVEL.match(key, start)
    if not before or before[0].islower() or _PLACE_GOES_ON.match(key, start):
        return False
    return _PLACED.search(text, since, start) is not None


def _after_bracket(text: str, key: str, start: int, limit: int) -> int | None:
    """Return where a bracket ends that names the organisation above, or that stands inside a list of them.

    `Phòng Tin học (Sở Y tế)`; `Công an tỉnh (PC06), Sở Y tế`.
    """
    close = text.find(")", start, min(limit, start + _LONGEST_BRACKET))
    if close < 0 or "(" in text[start:close]:
        return None
    if text[start].isupper() and part_kind(text, key, start) == "name":
        return close + 1
    joint = _JOINT.match(text, close + 1, limit)
    goes_on = joint is not None and part_kind(text, key, joint.end()) in ("determined", "name", "role")
    return close + 1 if joint and goes_on and _has_head(key, joint.end()) else None


def _after_semicolon(text: str, key: str, at: int, limit: int) -> int | None:
    """Return where the head of the next organisation of a list ends, None where none is named."""
    after = at + len(text[at : at + 3]) - len(text[at : at + 3].lstrip())
    if after >= limit or part_kind(text, key, after) in ("place", "other"):
        return None
    if part_kind(text, key, after) == "common" and _is_verb_here(key, after) and not _ANYBODY.match(key, after):
        return None
    if is_staff(key, after) and not _ANYBODY.match(key, after):
        return None
    return _head_end(text, key, after)


def _opens_capital_verb(text: str, key: str, start: int) -> bool:
    """Whether a verb was printed with a capital behind a common noun (`các tỉnh, thành phố Khẩn trương …`)."""
    end = _words("adverb").end_at(key, start)
    before = _LAST_WORD.search(text, max(start - 12, 0), start)
    if end is None or " " not in key[start:end] or before is None:
        return False
    return before[1].islower() and before[1] != "và"


def _stops(key: str, start: int) -> bool:
    return _words("verb", "adverb", "predicate", "relative", "order").end_at(key, start) is not None


def _is_enumeration(text: str, key: str, start: int) -> bool:
    """Whether names follow a colon (`các Tập đoàn: Dầu khí, Điện lực`), not what is to be done."""
    match = _WORD.search(text, start, start + 5)
    return match is not None and match[0][0].isupper() and not _stops(key, match.start())


def _after_join(text: str, key: str, start: int, after: int, limit: int) -> int | None:
    """Return where the head of the part behind a comma or `và` ends, None where it is of something else."""
    if after >= limit or _APPOSED.match(key, after):
        return None
    modifier = _words("modifier").end_at(key, after)
    if modifier is not None:
        return modifier
    if text[after].isupper() and (text[start - 2 : start].strip() or key[start] != ","):
        return _head_end(text, key, after) if part_kind(text, key, after) != "other" else _name_end(key, after)
    if is_staff(key, after) and not _ANYBODY.match(key, after):
        return None
    if part_kind(text, key, after) == "other":
        return _noun_end(key, after, limit) if key[start] != "," else None
    return max(_head_end(text, key, after), known_names().end_at(key, after) or 0)


def _noun_end(key: str, start: int, limit: int) -> int | None:
    """Return where a few words behind `và` that belong to a name end before a verb (`… và thủy sản công khai`)."""
    if _stops(key, start) or organisation_words("not").end_at(key, start) is not None:
        return None
    words = list(islice(_WORD.finditer(key, start, limit), _FEW + 1))
    for index, word in enumerate(words[1:], 1):
        if not word[0][0].isalpha():
            return None
        if _words("verb", "adverb").end_at(key, word.start()) is not None:
            return words[index - 1].end()
    return None


def _name_end(key: str, start: int) -> int:
    match = _WORD.match(key, start)
    return match.end() if match else start
