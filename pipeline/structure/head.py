"""The header zones on the first page, as printed, wherever they stand and whichever are missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.core.document import Line, Part, Zone
from pipeline.normalise.text import fold
from pipeline.structure import phrases
from pipeline.structure.markers import find_marker
from pipeline.structure.paragraphs import Paragraph, is_cut_period
from pipeline.structure.strips import Strip

HEAD_LIMIT: Final = 70
_ANCHORS: Final = frozenset(
    {Part.MOTTO, Part.NUMBER, Part.PLACE_DATE, Part.DISPATCH_SUBJECT, Part.TITLE, Part.ADDRESSEE}
)
_BODY_START: Final = re.compile(
    r"^(?:Căn cứ|Thực hiện|Theo (?!dõi)|Xét |Qua |Để |Nhằm |Trong |Ngày |Trên cơ sở|Tiếp theo|Thi hành|Tuân thủ"
    r"|Sau khi|Từ ngày"
    r"|Thời gian qua|Vừa qua|Phúc đáp|Triển khai|Trả lời|Được sự|Nhận được|Hôm nay|Chúng tôi|Kính gửi"
    r"|[IVX]{1,4}\. |1\. |Điều 1|(?:Chương|CHƯƠNG|Phần|PHẦN) (?:[IVX]{1,4}|\d)\b"
    r"|QUYẾT ĐỊNH\s?:|QUYẾT NGHỊ\s?:|- )"
)
_SPEAKS: Final = re.compile(r"\b(?:nhận được|có ý kiến|đề nghị|yêu cầu|đã|trân trọng|thông báo|báo cáo|ban hành)\b")
_DASHES: Final = ("-", "–", "+", "•")
_ENACTING: Final = re.compile(
    r"^(?:CHỦ TỊCH|ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI|TỔNG GIÁM ĐỐC"
    r"|CỤC TRƯỞNG|CHI CỤC"
    r"|CHÁNH|TỔNG CỤC|VIỆN TRƯỞNG|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|TRƯỞNG BAN|THỐNG ĐỐC|KHÓA|KHOÁ|KỲ HỌP"
    r"|HIỆU TRƯỞNG|TỔNG KIỂM|TỔNG THANH|BỘ )"
)


class HeadScanner:
    """Walks the first lines and groups them by the part of the header that they are.

    The walk keeps the part that is open: a line belongs to it where it continues it, else it opens
    a part of its own. It ends at the first line of the body.
    """

    def __init__(self, strips: Sequence[Strip]) -> None:
        self._strips = strips
        self._groups: list[tuple[Part, list[int]]] = []
        self._seen: set[Part] = set()

    def scan(self) -> tuple[list[Paragraph], int]:
        """Return the header's paragraphs and the index of the first strip of the body."""
        end = 0
        for index, strip in enumerate(self._strips[:HEAD_LIMIT]):
            if strip.line is None:
                break
            part = self._continues(index) or self._opens(index)
            if part is None:
                if self._is_over(index):
                    break
                part = Part.OTHER
                self._groups.append((part, [index]))
                continue
            item = part is Part.ADDRESSEE and strip.text.lstrip().startswith(_DASHES)
            if self._groups and self._groups[-1][0] is part and not item and self._continues(index) is part:
                self._groups[-1][1].append(index)
            else:
                self._groups.append((part, [index]))
            self._seen.add(part)
            end = index + 1
        if not self._seen & _ANCHORS:
            return [], 0
        groups = [(part, indices) for part, indices in self._groups if indices[0] < end]
        return [self._paragraph(part, indices) for part, indices in groups], end

    def _paragraph(self, part: Part, indices: list[int]) -> Paragraph:
        lines = [self._strips[i].line for i in indices]
        return Paragraph(tuple(line for line in lines if line is not None), Zone.HEAD, part)

    def _is_over(self, index: int) -> bool:
        """The body has begun where a line is prose and the title or the addressees are past."""
        text = self._strips[index].text
        if self._seen & {Part.TITLE, Part.ADDRESSEE, Part.DISPATCH_SUBJECT}:
            return True
        return len(text) > 150 or bool(_BODY_START.match(text)) or index > 25

    # -- continuing -------------------------------------------------------------------------------

    def _continues(self, index: int) -> Part | None:
        """Return the open part if this line goes on with it."""
        if not self._groups:
            return None
        part, indices = self._groups[-1]
        here, before = self._strips[index], self._strips[indices[-1]]
        if here.line is None or indices[-1] != index - 1 or not self._same_place(here, before, part):
            return None
        text = " ".join(self._strips[i].text for i in indices)
        check = _CONTINUES.get(part)
        # A word processor may space the lines of one name: in a cell of the header white space parts nothing.
        line = replace(here.line, gap=False) if here.line.gap and here.cell is not None else here.line
        return part if check is not None and check(text, line, before.line or line) else None

    @staticmethod
    def _same_place(here: Strip, before: Strip, part: Part) -> bool:
        """Parts other than the subject and the addressees stay in their cell or column."""
        if part is Part.ADDRESSEE and before.cell is not None and here.cell is None:
            return False
        if part in (Part.SUBJECT, Part.ADDRESSEE):
            return True
        if here.cell is None and before.cell is None and None in (here.column, before.column):
            return True
        # A text export may give each printed row of a column a cell of its own.
        return here.column == before.column and (here.cell == before.cell or part is Part.AGENCY)

    # -- opening ----------------------------------------------------------------------------------

    def _opens(self, index: int) -> Part | None:
        """Return the part that this line opens, or None where it is none."""
        strip = self._strips[index]
        text = strip.text.strip()
        part = _lone_part(text, self._seen)
        if part is not None:
            return part
        if Part.TITLE in self._seen:
            return self._after_title(index, text)
        if phrases.is_title(text) and not self._is_agency_place(strip):
            return Part.TITLE
        if phrases.is_upper(text) and self._may_be_agency(text):
            return Part.AGENCY
        if strip.column == 0 and Part.NUMBER not in self._seen and phrases.is_agency_words(text) and len(text) < 90:
            return Part.AGENCY
        return self._cut_word(index, text) or self._plain_agency(index, text)

    def _plain_agency(self, index: int, text: str) -> Part | None:
        """An agency in ordinary letters at the top, with the motto right below it."""
        below = [strip.text for strip in self._strips[index + 1 : index + 5]]
        at_top = Part.NUMBER not in self._seen and index < 4 and len(text) < 60
        known = at_top and phrases.is_agency_words(text) and text[-1].isalnum()
        return Part.AGENCY if known and any(map(phrases.is_motto, below)) else None

    def _cut_word(self, index: int, text: str) -> Part | None:
        """A narrow column may cut a line anywhere (`THỦ` / `TƯỚNG CHÍNH PHỦ`): read it with the next."""
        following = self._strips[index + 1] if index + 1 < len(self._strips) else None
        if following is None or following.cell != self._strips[index].cell or len(text) > 40:
            return None
        both = f"{text} {following.text.strip()}"
        if Part.PLACE_DATE not in self._seen and phrases.is_place_date(both):
            return Part.PLACE_DATE
        if not phrases.is_upper(text + "AAA"):
            return None
        if phrases.is_motto(both):
            return Part.MOTTO
        return Part.AGENCY if phrases.is_agency_words(both) and self._may_be_agency(both) else None

    def _after_title(self, index: int, text: str) -> Part | None:
        last = self._groups[-1][0]
        if last is Part.TITLE:
            if self._enacts(index, text):
                return Part.ENACTING
            return None if self._starts_body(index, text) else Part.SUBJECT
        if last in (Part.SUBJECT, Part.ENACTING) and phrases.is_upper(text) and find_marker(text) is None:
            return Part.ENACTING if _ENACTING.match(text) else None
        return None

    def _starts_body(self, index: int, text: str) -> bool:
        """Under a title only words that no subject begins with, or the usual ones in ordinary type."""
        line = self._strips[index].line
        is_display = line is not None and line.bold and line.centred and not text.startswith("Căn cứ")
        return bool(_BODY_START.match(text)) and not is_display and not text.startswith(("Thực hiện", "Triển khai"))

    def _enacts(self, index: int, text: str) -> bool:
        """Right under the title, who decides is told from a subject by the legal bases that follow."""
        below = [strip.text for strip in self._strips[index + 1 : index + 3]]
        decides = phrases.is_upper(text) and bool(_ENACTING.match(text))
        return decides and any(each.startswith(("Căn cứ", "Xét ", "Theo ")) for each in below)

    def _is_agency_place(self, strip: Strip) -> bool:
        return strip.column == 0 and Part.NUMBER not in self._seen

    def _may_be_agency(self, text: str) -> bool:
        """Capitals before the number, or after it while no motto told where the block is."""
        if self._seen & {Part.TITLE, Part.ADDRESSEE, Part.DISPATCH_SUBJECT}:
            return False
        known = phrases.is_agency_words(text)
        return known if Part.NUMBER in self._seen or not self._seen else known or Part.AGENCY in self._seen


def _lone_part(text: str, seen: set[Part]) -> Part | None:
    """Return the part that a line is by its own words."""
    if phrases.is_motto(text):
        return Part.MOTTO
    if Part.NUMBER not in seen and is_number_line(text):
        return Part.NUMBER
    if Part.PLACE_DATE not in seen and phrases.is_place_date(text):
        return Part.PLACE_DATE
    if phrases.ADDRESSEE.match(text):
        return Part.ADDRESSEE
    if phrases.WIRE.match(text):
        return Part.ADDRESSEE
    if phrases.DISPATCH_SUBJECT.match(text) and not seen & {Part.TITLE, Part.DISPATCH_SUBJECT}:
        # Under the addressees `Về việc` may begin the letter itself.
        return Part.DISPATCH_SUBJECT if Part.ADDRESSEE not in seen or text.lstrip('“"(')[:3].lower() == "v/v" else None
    for pattern, part in (
        (phrases.SECRECY, Part.SECRECY),
        (phrases.URGENCY, Part.URGENCY),
        (phrases.DRAFT, Part.DRAFT),
    ):
        if pattern.match(text):
            return part
    return None


def is_number_line(text: str) -> bool:
    """Tell whether the line is `Số: …/…`: a label with a colon, or a number with a symbol."""
    match = phrases.NUMBER_LINE.match(text)
    if match is None:
        return False
    rest = match["rest"]
    return (
        bool(match["colon"])
        if not rest.strip()
        else bool(match["colon"] or re.search(r"\d\s?[-/]\s?[A-ZĐ]|^\s*/\s?[A-ZĐ]", rest))
    )


# Each test takes (text so far, the line, the line before) and tells whether the line goes on.


def _motto_goes_on(text: str, line: Line, before: Line) -> bool:
    joined = " ".join(fold(f"{text} {line.text}").split())
    return joined in "cộng hoà xã hội chủ nghĩa việt nam" or joined in "đảng cộng sản việt nam"


def _agency_goes_on(text: str, line: Line, before: Line) -> bool:
    if before.text.rstrip().endswith((",", "-", "–", "VÀ", "CỦA", "&")):
        return True
    if line.gap or phrases.is_motto(line.text) or _lone_part(line.text, set()) or phrases.is_title(line.text):
        return False
    if phrases.is_upper(before.text + "AAA") != phrases.is_upper(line.text):
        return False
    return (
        bool(phrases.PLACE_WORDS.match(line.text)) or not phrases.is_agency_words(line.text) or _cut_agency(before.text)
    )


def _cut_agency(text: str) -> bool:
    """A name cut inside its own head words (`ỦY BAN` / `NHÂN DÂN`)."""
    return fold(text.strip()) in (
        "chủ tịch",
        "uỷ ban",
        "hội đồng",
        "uỷ ban nhân",
        "hội đồng nhân",
        "văn phòng",
        "ban chỉ",
        "ban quản",
    )


def _number_goes_on(text: str, line: Line, before: Line) -> bool:
    return (
        "/" not in text
        and bool(re.match(r"^[\d.…_ ]{0,12}\w{0,2}\s?[-/]?\s?[-/\dA-ZĐ]", line.text))
        and len(line.text) < 40
    )


def _date_goes_on(text: str, line: Line, before: Line) -> bool:
    if "ngày" not in text.lower():
        return "ngày" in line.text.lower()
    return not phrases.DATE_DONE.search(text) and bool(re.match(r"^(?:tháng|năm|\d|ngày|[.…/])", line.text))


def _dispatch_subject_goes_on(text: str, line: Line, before: Line) -> bool:
    if (line.gap and len(text) > 6) or (len(line.text) > 60 and _BODY_START.match(line.text)):
        return False
    return not (_lone_part(line.text, {Part.DISPATCH_SUBJECT}) or phrases.is_title(line.text) or len(text) > 500)


def _subject_goes_on(text: str, line: Line, before: Line) -> bool:
    here = line.text.strip()
    if is_cut_period(before.text.rstrip(), here):
        return True
    if _lone_part(here, {Part.NUMBER, Part.PLACE_DATE}) or (find_marker(here) is not None and not here[0].isdigit()):
        return False
    if before.text.rstrip().endswith((".", ";", ":")) or re.match(r"^(?:QUYẾT ĐỊNH|QUYẾT NGHỊ)\s?:", here):
        return False
    if phrases.is_upper(text) or text.strip().isupper():
        return phrases.is_upper(here + "AAA") and not (
            _ENACTING.match(here) and (line.gap or (line.bold and not before.bold))
        )
    if phrases.is_upper(here) or here[0].islower():
        return here[0].islower() and len(here) < 160
    if line.gap or before.whole or _BODY_START.match(here):
        return line.bold and before.bold and line.centred and not _BODY_START.match(here)
    return line.bold == before.bold and len(here) < 130 and (line.centred or line.full is None)


def _addressee_goes_on(text: str, line: Line, before: Line) -> bool:
    here = line.text.strip()
    if here.startswith(_DASHES):
        return text.startswith(_DASHES) or not text.rstrip().endswith(".")
    if text.rstrip().endswith((".", "./.")) or _BODY_START.match(here):
        return False
    opened = text.rstrip().endswith((":", ";", ","))
    if line.gap:
        return opened and len(here) < 160 and phrases.is_agency_words(here)
    if opened or here[0].islower() or (len(before.text) > 30 and len(here) < 140 and not before.whole):
        return True
    # `Kính gửi: Bộ trưởng` / `Bộ Công Thương`: a name cut in two, not a sentence that opens with one.
    return not before.whole and len(here) < 60 and phrases.is_agency_words(here) and not _SPEAKS.search(here)


def _enacting_goes_on(text: str, line: Line, before: Line) -> bool:
    return phrases.is_upper(line.text) and not line.gap and not _ENACTING.match(line.text) and ":" not in line.text


_CONTINUES: Final = {
    Part.ENACTING: _enacting_goes_on,
    Part.MOTTO: _motto_goes_on,
    Part.AGENCY: _agency_goes_on,
    Part.NUMBER: _number_goes_on,
    Part.PLACE_DATE: _date_goes_on,
    Part.DISPATCH_SUBJECT: _dispatch_subject_goes_on,
    Part.SUBJECT: _subject_goes_on,
    Part.ADDRESSEE: _addressee_goes_on,
}


def find_head(strips: Sequence[Strip]) -> tuple[list[Paragraph], int]:
    """Return the header's paragraphs, in printed order, and the index of the first strip of the body."""
    return HeadScanner(strips).scan()
