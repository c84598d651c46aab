"""What a mention stands for, and whether it governs a figure: nothing else is measured in between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast, get_args

import regex

from pipeline.core.record import AreaCode, IndexCode, Scope
from pipeline.extractors.score_areas import short_area
from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_figures import Figure, Mention, Sentence
from pipeline.normalise.text import fold

SUBJECTS = ("INDEX", "AREA", "CRITERION", "SATISFACTION", "OTHER_INDEX", "FOREIGN")
# Districts and communes are in no list: a bare kind with a name.
LOCAL_BODY = regex.compile(
    r"\b(?:(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s)?(?i:tỉnh|huyện|thị xã|thành phố|quận|xã|phường|thị trấn)"
    r"\s(?:\p{Lu}[\p{L}-]*\s?|\d{1,2}\b){1,4}"
)
# `Hai huyện Ia Pa và Krông Pa`: one kind for several names.
LOCAL_BODIES = regex.compile(
    r"\b(?:(?i:tỉnh|huyện|thị xã|thành phố|quận|xã|phường|thị trấn|đặc khu|sở))\s"
    r"(?P<name>\p{Lu}[\p{L}-]*(?:\s\p{Lu}[\p{L}-]*){0,4})(?:(?:,\s|\svà\s)(?P<name>\p{Lu}[\p{L}-]*(?:\s\p{Lu}[\p{L}-]*){0,4})){1,8}"
)
# Words that may stand between the name of an index or a component and its figure.
_LIGHT_WORDS = """
của tỉnh sở bộ thành phố huyện xã phường quận thị năm đạt là chỉ kết quả điểm số tỷ tỉ lệ mức với tương ứng
đương xếp toàn ngành ta trong ước chung cả nước được công bố đánh giá có trị tổng hợp theo đơn vị cơ quan bằng
nhà về hành chính thứ hạng trí đứng này lĩnh vực tiêu chí phần nội dung tối đa trên do cấp cchc par index tthc
hcnn nn qppl và đã tự chấm thẩm định hội đồng tổ sau khi qua lần lượt bậc tăng giảm so trước hiện còn mới từ
lên xuống hơn các người dân doanh nghiệp chức phấn đấu dưới trở ít nhất thiểu tục thủ cải cách chế độ vụ tài
giữ nằm vào lọt thuộc nhóm đầu khối
dừng ở giành lại vẫn nay đến bị leo nhích thang
sản hai nhì ba tư loại tốt khá xuất sắc yếu bình cùng vươn vọt ủy ban nhân ubnd đó cụ thể
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
_REACHES = re.compile(r"(?:đạt|là|bằng|với|được|lên|mức|lệ|ước|còn|[:(])\s*(?:trên\s|dưới\s)?$")
_SURVEY = re.compile(r"điều tra|xã hội học|xhh|khảo sát")
_NAMED = frozenset({"INDEX", "AREA", "ORG", "SATISFACTION"})
_FARTHEST = 15
_BEFORE_AREA = 25
_QUOTE = 3
_LONGEST_WORD = 8
_LONGEST_NAME = 12
_LONGEST_ITEM = 150
_WORD = re.compile(r"[^\W\d_]+")
_AMONG_THEM = re.compile(r"[\s,;)]{0,4}(?:(?:trong đó|bao gồm|gồm|cụ thể|và|chỉ số|điểm)[\s,:]{0,3}){0,3}")
# An organisation that no list knows is none of an index's parts.
_ORG_HEAD = re.compile(
    r"(?:sở|ban(?! hành)|ubnd|ủy ban|uỷ ban|huyện|xã(?! hội)|phường|thị (?:xã|trấn)|thành (?:phố|ủy)|quận|tỉnh"
    r"|cục|chi cục|bộ(?! máy| chỉ| phận)|phòng(?!,| chống)|trung tâm|công (?:an|ty)"
    r"|đơn vị|cơ quan|khối|văn phòng|thanh tra)\b"
)
_REACHING_WORDS = "đạt được là có chỉ với số điểm mức tương ứng tự chấm thẩm định năm nay còn"
_REACHING = frozenset(_REACHING_WORDS.split())
_PARENTHESIS = re.compile(r"\([^()]{0,80}\)")
_REFERS_BACK = re.compile(
    r"[^.;]{0,40}?\b(?:về|của|trong|theo|ở|trên|tại)\s(?:các\s)?(?:bộ\s)?(?:chỉ số\s)?|\s(?:bảng xếp hạng\s)?"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure measures: an index or a component of one, and where that is printed."""

    scope: Scope
    index: IndexCode | None
    start: int
    end: int
    area: AreaCode | None = None
    name: str | None = None


def subject_of(
    context: ScoreContext,
    sentence: Sentence,
    mention: Mention,
    figure: Figure | None = None,
    carried: Subject | None = None,
) -> Subject:
    """Return what a mention stands for; area codes belong to PAR INDEX, parts of others are criteria.

    `carried` is the subject of the sentences before: a part that is named without its index is one of that.
    """
    text = context.document.text
    if mention.label in ("INDEX", "SATISFACTION", "OTHER_INDEX"):
        name = text[mention.start : mention.end]
        return Subject("overall", code_of(mention), mention.start, mention.end, name=name)
    named = sentence.between(sentence.start, mention.start, "INDEX", "SATISFACTION")
    if mention.label == "AREA" and (not named or named[-1].id == "PAR_INDEX"):
        area = cast(AreaCode, mention.id)
        return Subject("area", "PAR_INDEX", mention.start, mention.end, area)
    end = figure.start if figure is not None else mention.end
    return Subject("criterion", _index_around(context, sentence, named, carried), mention.start, end)


def _index_around(
    context: ScoreContext, sentence: Sentence, named: list[Mention], carried: Subject | None
) -> IndexCode | None:
    """Return the index of a part: named before it in its sentence or paragraph, in a heading or the subject."""
    if not named and carried is not None and carried.index is not None:
        return carried.index
    around = named[-1] if named else context.heading_index(sentence.line) or context.subject_index
    return code_of(around) if around else None


def code_of(mention: Mention) -> IndexCode:
    """Return the contract's code of a named index; those it has no code for are `OTHER`."""
    if mention.label == "SATISFACTION":
        return "SIPAS"
    return cast(IndexCode, mention.id) if mention.id in get_args(IndexCode) else "OTHER"


def governs(context: ScoreContext, sentence: Sentence, mention: Mention, figure: Figure) -> bool:
    """Whether the figure is one of this mention's: what stands between says nothing else is measured."""
    gap = gap_between(context, sentence, mention.end, figure.start)
    words = _WORD.findall(gap)
    is_close = is_light(words) and ";" not in gap
    is_percent = figure.kind == "PERCENT"
    if mention.label == "INDEX":
        return not is_percent or is_close or has_own_clause(context, sentence, figure)
    if mention.label == "SATISFACTION":
        return figure.kind != "SCORE" and _reaches(gap, words, is_percent)
    if mention.label == "CRITERION":
        begins_item = mention.start - sentence.line.content < _QUOTE
        if is_percent and not _is_factor(context, sentence, mention):
            return False
        return len(words) <= _FARTHEST and ";" not in gap and (begins_item or "," not in gap)
    if mention.label == "AREA" and is_percent:
        # `Cải cách thể chế đạt 85%` may be anything; the index of an area calls itself one.
        before = context.key[sentence.start : mention.start]
        return is_close and ("chỉ số" in before[-_BEFORE_AREA:] or "chỉ số thành phần" in before)
    return is_close and not is_percent


def _is_factor(context: ScoreContext, sentence: Sentence, mention: Mention) -> bool:
    """Whether the mention is a part of satisfaction: the parts of SIPAS are percentages, those of others points."""
    named = sentence.between(sentence.start, mention.start, "INDEX", "SATISFACTION")
    return bool(named) and code_of(named[-1]) == "SIPAS"


def _reaches(gap: str, words: list[str], is_percent: bool) -> bool:
    """Whether a rate of satisfaction goes on to its figure: long names of what people are satisfied with are usual."""
    if is_percent and not _REACHES.search(gap):
        return False
    return ";" not in gap and len(words) <= 2 * _FARTHEST and "tỷ lệ" not in gap


def has_own_clause(context: ScoreContext, sentence: Sentence, figure: Figure) -> bool:
    """Whether a percentage stands in a clause with an organisation of its own (`…; B đứng thứ 2 đạt 90%`)."""
    start = max(context.key.rfind(";", sentence.start, figure.start) + 1, sentence.start)
    words = _WORD.findall(gap_between(context, sentence, start, figure.start))
    return bool(sentence.between(start, figure.start, "ORG", "PROVINCE")) and is_light(words)


def gap_between(context: ScoreContext, sentence: Sentence, start: int, end: int) -> str:
    """Return the folded words between two places without names, figures and parentheses."""
    text = context.document.text
    taken = sorted(
        [(m.start, m.end) for m in sentence.between(start, end, "ORG", "PROVINCE", "INDEX")]
        + [(f.start, f.end) for f in sentence.figures if start <= f.start and f.end <= end]
    )
    parts, at = [], start
    for taken_start, taken_end in taken:
        if taken_start >= at:
            parts.append(text[at:taken_start])
        at = max(at, taken_end)
    parts.append(text[at:end])
    return _PARENTHESIS.sub(" ", fold(" ".join(parts)))


def outermost_of(context: ScoreContext, mentions: list[Mention], sentence: Sentence) -> Iterator[Mention]:
    """Yield the subjects from the nearest back, without those inside another name."""
    first, last = (mentions[0].start, mentions[-1].end) if mentions else (0, 0)
    names = [m for m in sentence.mentions if m.label in _NAMED and first < m.end and m.start < last]
    for mention in reversed(mentions):
        if mention.label == "CRITERION" and _is_kind_only(context, sentence, mention):
            continue
        weak = mention.label in ("FOREIGN", "OTHER_INDEX", "CRITERION")
        over = [n for n in names if n.start < mention.end and mention.start < n.end]
        is_inside = weak and any(n.start <= mention.start or n.end > mention.end for n in over)
        parts = sentence.between(mention.start - _LONGEST_WORD, mention.end, "CRITERION") if not weak else []
        if not is_inside and not any(part.end >= mention.end and part.start < mention.start for part in parts):
            yield mention


def _is_kind_only(context: ScoreContext, sentence: Sentence, mention: Mention) -> bool:
    """Whether `điểm thẩm định` says who gave all points: beside a survey it is a part of them."""
    if not context.key.startswith("điểm thẩm định", mention.start):
        return False
    return not names_survey(context, sentence)


def names_survey(context: ScoreContext, sentence: Sentence) -> bool:
    """Whether the sentence tells apart what was appraised and what a survey gave."""
    return _SURVEY.search(context.key, sentence.start, sentence.end) is not None


def _after_figures(sentence: Sentence, figure: Figure) -> int:
    """Return where the last figure before this one ends, or the sentence begins."""
    return max((other.end for other in sentence.figures if other.end <= figure.start), default=sentence.start)


def _name_start(context: ScoreContext, start: int, end: int) -> int:
    """Return where a name begins after the words that go on a list (`, trong đó`)."""
    match = _AMONG_THEM.match(context.key, start, end)
    return match.end() if match else start


def _names_org(context: ScoreContext, start: int, figure: Figure) -> bool:
    gap = context.key[start : figure.start].lstrip(" ,;")
    return _ORG_HEAD.match(gap) is not None


def from_headings(context: ScoreContext, sentence: Sentence, figure: Figure, *, is_plain: bool) -> Subject | None:
    """Return the subject that the headings give a figure that nothing in its paragraph names."""
    area, index = context.heading_area(sentence.line), context.heading_index(sentence.line)
    if not is_plain:
        return _item_part(context, sentence, figure) if area or index else None
    if area is not None and figure.kind == "SCORE":
        return Subject("area", "PAR_INDEX", area.start, area.end, cast(AreaCode, area.id))
    mention = index or context.subject_index
    return subject_of(context, sentence, mention) if mention is not None else None


def _item_part(context: ScoreContext, sentence: Sentence, figure: Figure) -> Subject | None:
    """Return the criterion of a list item that is a name, a colon and its points (`- Kiểm tra nội bộ: 1,5/2 điểm.`)."""
    start = sentence.line.content
    gap = context.key[start : figure.start]
    is_item = figure.kind == "SCORE" and len(figure.values) > 1 and figure.values[0] <= figure.values[1]
    if not is_item or start < sentence.start or not gap.rstrip().endswith(":") or len(gap) > _LONGEST_ITEM:
        return None
    if context.key[figure.end : sentence.line.end].strip(" .;,") or _names_org(context, start, figure):
        return None
    around = context.heading_index(sentence.line)
    return Subject("criterion", code_of(around) if around else "PAR_INDEX", start, figure.start)


def next_part(context: ScoreContext, subject: Subject, start: int, figure: Figure) -> Subject | None:
    """Return the next component of a list of criteria, named by common words alone (`…, xã hội số đạt 0,48`)."""
    is_part = subject.scope == "criterion" and context.key.startswith((",", ";", " và "), start)
    name = _name_start(context, start, figure.start)
    words = _WORD.findall(context.key[name : figure.start])
    if not is_part or figure.kind != "SCORE" or not set(words) - _REACHING or _names_org(context, name, figure):
        return None
    return replace(subject, start=name, end=figure.start)


def listed_part(context: ScoreContext, sentence: Sentence, figure: Figure, subject: Subject) -> Subject | None:
    """Return the part that a list names (`Bộ chỉ số 766: số hóa 18/22 điểm; …`, `…, kinh tế số đạt 0,52`), or None."""
    is_list = sum(other.kind == "SCORE" for other in sentence.figures) > 1
    if subject.scope != "overall" or figure.kind != "SCORE" or not is_list:
        return None
    start = max(context.key.rfind(sign, subject.end, figure.start) for sign in ":;") + 1
    if not start or context.key.find(":", subject.end, figure.start) < 0:
        start = _after_figures(sentence, figure)
        if start <= subject.end:
            return None
        start = _name_start(context, start, figure.start)
    words = _WORD.findall(gap_between(context, sentence, start, figure.start))
    names_org = bool(sentence.between(start, figure.start, "ORG", "PROVINCE")) or _names_org(context, start, figure)
    if names_org or len(words) > _LONGEST_NAME or is_light(words):
        return None
    start += len(context.key[start : figure.start]) - len(context.key[start : figure.start].lstrip())
    return replace(subject, scope="criterion", start=start, end=figure.start)


def listed_factor(context: ScoreContext, sentence: Sentence, figure: Figure) -> Subject | None:
    """Return the factor of satisfaction that a list prints before its percentage, or None.

    `Xét theo 05 yếu tố: tiếp cận dịch vụ 81%; công chức 87%` under a heading or after a sentence of SIPAS.
    """
    named = sentence.between(sentence.start, figure.start, "INDEX", "SATISFACTION")
    around = named[-1] if named else context.heading_index(sentence.line)
    factors = sentence.between(sentence.start, figure.start, "CRITERION")
    if figure.kind != "PERCENT" or around is None or code_of(around) != "SIPAS" or not factors:
        return None
    colon = context.key.find(":", factors[0].end, figure.start)
    start = max(_after_figures(sentence, figure), colon + 1, context.key.rfind(";", colon, figure.start) + 1)
    words = _WORD.findall(context.key[start : figure.start])
    if colon < 0 or not set(words) - _REACHING or len(words) > 2 * _FARTHEST:
        return None
    start += next(at for at, char in enumerate(context.key[start : figure.start]) if char.isalpha())
    return Subject("criterion", "SIPAS", start, figure.start)


def listed_area(context: ScoreContext, sentence: Sentence, figure: Figure, carried: Subject | None) -> Subject | None:
    """Return the area of a list of points that prints its short name alone (`…; thể chế 7,5/8 điểm`), or None."""
    end = sentence.start + len(context.key[sentence.start : figure.start].rstrip(" :("))
    start = max(_after_figures(sentence, figure), context.key.rfind(":", sentence.start, end) + 1)
    if end <= start or sentence.between(start, figure.start, "AREA", "INDEX", "CRITERION"):
        return None
    area = short_area(context.document.text[start : figure.start])
    named = sentence.between(sentence.start, figure.start, "INDEX", "SATISFACTION")
    if area is None or _index_around(context, sentence, named, carried) not in ("PAR_INDEX", None):
        return None
    says_points = context.key.find("điểm", sentence.line.start, figure.end) >= 0
    if not (says_points or named or carried or context.heading_index(sentence.line)):
        return None  # `Thể chế: 12/12; TTHC: 15/18` may count anything
    gap = context.key[start : figure.start]
    start += next(at for at, char in enumerate(gap) if char.isalpha())
    return Subject("area", "PAR_INDEX", start, figure.start, area)


def named_after(context: ScoreContext, sentence: Sentence, figure: Figure) -> Mention | None:
    """Return the index or foreign measure named after a rank (`xếp thứ 5 cả nước về Chỉ số …`)."""
    for mention in sentence.between(figure.end, sentence.end, "INDEX", "FOREIGN"):
        gap = context.key[figure.end : mention.start].replace("tỉnh, thành", "tỉnh thành")
        if len(gap) < 60 and _REFERS_BACK.fullmatch(gap) and not any(sign in gap for sign in ",;:()"):
            return mention
        return None
    return None


def has_index(mentions: list[Mention]) -> bool:
    """Whether an index is among the mentions."""
    return any(mention.label in ("INDEX", "SATISFACTION") for mention in mentions)


def words_between(context: ScoreContext, sentence: Sentence, start: int, end: int) -> list[str]:
    """Return the folded words between two places, names and figures left out."""
    return _WORD.findall(gap_between(context, sentence, start, end))


def is_light(words: list[str]) -> bool:
    """Whether none of the words names something that could be measured."""
    return _LIGHT.issuperset(words)
