"""Deadlines in their place: evidence, prose and cells, lines of a range, cited dates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.annotate import annotate
from pipeline.extractors.deadlines import (
    find_deadlines,
    find_given_deadlines,
    find_opening,
    find_shared_deadlines,
)
from pipeline.normalise.deadlines import DeadlineContext
from tests.builders import plain_document

CONTEXT = DeadlineContext(issued="2024-03-05", year=2024)
CELL = DeadlineContext(issued="2024-03-05", year=2024, is_column=True)


def found(text, part=None, context=CONTEXT):
    """Return the deadlines of a part of a text (of all of it where none is named)."""
    document = plain_document(text)
    start = text.index(part) if part else 0
    return find_deadlines(document, annotate(document), start, start + len(part or text), context)


def test_item_has_evidence_and_maker():
    """A deadline carries the span it was read from and the rule that found it."""
    text = "1. Giao Văn phòng tổng hợp, báo cáo trước ngày 15/6/2024 để theo dõi."
    (deadline,) = found(text)
    (span,) = deadline.evidence
    assert text[span.start : span.end] == span.quote == deadline.raw == "trước ngày 15/6/2024"
    assert deadline.maker == "rule:deadline.day"
    assert (deadline.due, deadline.inferred) == ("2024-06-14", False)


def test_only_the_range_counts():
    """Deadlines before and after the range are not read."""
    text = "a) Rà soát trước ngày 01/4. b) Báo cáo trước ngày 15/5. c) Hoàn thành trước ngày 30/6."
    assert [deadline.value for deadline in found(text, "Báo cáo trước ngày 15/5.")] == ["2024-05-15"]


def test_cell_is_read_alone():
    """A cell of a row ends at its tab; a bare year counts in it."""
    text = "1\tXây dựng kế hoạch\tVăn phòng\t2024\tTháng 5\tQuý I"
    assert [d.value for d in found(text, "2024", CELL)] == ["2024"]
    assert [d.value for d in found(text, "Tháng 5", CELL)] == ["2024-05"]
    assert found(text, "Xây dựng kế hoạch", CELL) == []


def test_several_deadlines_of_a_cell():
    """Every period of an enumeration is a deadline with its own words."""
    deadlines = found(
        "Báo cáo\tTheo định kỳ tháng, quý, 6 tháng, quý III, năm",
        "Theo định kỳ tháng, quý, 6 tháng, quý III, năm",
        CELL,
    )
    assert [d.value for d in deadlines] == ["P1M", "P3M", "P6M", "XXXX-Q3", "P1Y"]
    assert [d.raw for d in deadlines] == ["Theo định kỳ tháng", "quý", "6 tháng", "quý III", "năm"]


def test_label_line_is_read_like_a_cell():
    """A line that opens with a label of time belongs to the task; bare periods count in it."""
    text = "1. Tổ chức hội nghị tổng kết năm học.\nThời gian thực hiện: Quý II/2024.\nThành phần: lãnh đạo các phòng."
    assert [(d.value, d.mod) for d in found(text)] == [("2024-Q2", "IN")]


def test_sentence_context_stays_within_the_line():
    """A recurrence that opens one line does not govern the next."""
    text = "- Hằng tháng, rà soát danh sách.\n- Gửi kết quả về phòng ngày 20."
    assert [d.value for d in found(text)] == ["P1M"]


@pytest.mark.parametrize(
    "text",
    [
        "Triển khai Kế hoạch số 12/KH-UBND ngày 06/02/2024 của Ủy ban nhân dân tỉnh.",
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 về chương trình giai đoạn 2021-2030.",
        "Thực hiện Đề án phát triển nhân lực đến năm 2030, tầm nhìn đến năm 2045.",
        "Trong năm 2023, tỷ lệ giải quyết đúng hạn đạt 98%.",
        "Chỉ số CCHC năm 2023 đạt 85,5/100 điểm, xếp thứ 5/20.",
        "Bố trí kinh phí chi thường xuyên bảo đảm kịp thời, đúng thời hạn.",
    ],
)
def test_other_times_are_no_deadlines(text):
    """Citations, titles, horizons, results, scores and vague words give none."""
    assert found(text) == []


def test_impossible_day_keeps_its_words():
    """A day that does not exist stands with its words and without a value."""
    (deadline,) = found("Báo cáo kết quả trước ngày 31/6/2024.")
    assert (deadline.raw, deadline.type, deadline.value, deadline.due) == ("trước ngày 31/6/2024", "DATE", None, None)


def test_duration_keeps_trigger_and_working_days():
    """A relative deadline has what it counts from as printed, and no date."""
    (deadline,) = found("Trả lời trong thời hạn 05 ngày làm việc, kể từ ngày nhận đủ hồ sơ.")
    assert (deadline.value, deadline.trigger, deadline.working_days) == ("P5D", "ngày nhận đủ hồ sơ", True)
    assert deadline.due is None


def test_text_without_deadlines_is_empty():
    """No words of time, no deadlines."""
    assert found("Nâng cao chất lượng phục vụ nhân dân.") == []


def test_bracket_of_a_deadline_is_closed():
    """The words of a recurrence with its day in brackets end behind the bracket."""
    (deadline,) = found("Định kỳ hằng năm (trước ngày 30 tháng 11) báo cáo kết quả về Sở.")
    assert (deadline.raw, deadline.value) == ("Định kỳ hằng năm (trước ngày 30 tháng 11)", "XXXX-11-30")


@pytest.mark.parametrize(
    ("opening", "values"),
    [
        ("Kỳ trước tốt. Các phòng làm các việc sau, hoàn thành trước ngày 30/4/2024:", ["2024-04-30"]),
        ("Các phòng gửi trong 05 ngày kể từ ngày nhận văn bản những tài liệu sau:", ["P5D"]),
        ("Hoàn thành trước ngày 30/4/2024 việc cũ. Các phòng làm các việc sau:", []),
        ("Nhiệm vụ trong năm 2024:", []),
        ("Báo cáo trước ngày 30/4/2024.", []),
    ],
)
def test_opening_of_a_list_gives_its_day(opening, values):
    """Items have the day that the last sentence before the colon names, as inferred; a period is none of theirs."""
    document = plain_document(f"{opening}\n- Rà soát danh sách.")
    deadlines = find_shared_deadlines(document, annotate(document), 0, len(opening), CONTEXT)
    assert [each.value for each in deadlines] == values
    assert all(each.inferred and each.evidence[0].quote in opening for each in deadlines)


def marked(text):
    """Return a document whose lines with a dash are its items."""
    document = plain_document(text)
    lines = [
        line._replace(marker="-", style="dash") if text.startswith("-", line.start) else line for line in document.lines
    ]
    return replace(document, lines=lines)


def test_opening_is_found_over_the_items():
    """The opening of an item is the line with a colon over it and its siblings, and none without a colon."""
    document = marked("Các phòng gửi tài liệu sau:\n- Danh sách.\n- Báo cáo kết quả.\nKết thúc.\n- Việc khác.")
    assert [find_opening(document, number) for number in (1, 2, 4)] == [document.lines[0], document.lines[0], None]


def test_item_has_the_deadline_of_its_opening():
    """An item is due by the day that the opening of its list names; one under another line is not."""
    text = "Các phòng gửi trước ngày 15/6/2024:\n- Danh sách.\n- Báo cáo.\nViệc khác.\n- Sổ sách."
    document = marked(text)
    doc = annotate(document)
    places = [text.index(words) for words in ("- Báo cáo", "- Sổ sách")]
    given = [find_given_deadlines(document, doc, place, CONTEXT) for place in places]
    assert [[each.due for each in deadlines] for deadlines in given] == [["2024-06-14"], []]


@pytest.mark.parametrize(
    ("effect", "due"),
    [("có hiệu lực thi hành kể từ ngày ký", "2024-03-20"), ("có hiệu lực từ ngày 01/5/2024", None)],
)
def test_days_from_effect_count_where_it_is_that_of_signing(effect, due):
    """A deadline counted from the document's effect has a day only where the document takes effect when signed."""
    order = "Báo cáo trong thời hạn 15 ngày kể từ ngày Quyết định này có hiệu lực."
    (deadline,) = found(f"{order}\nQuyết định này {effect}.", order)
    assert (deadline.value, deadline.due) == ("P15D", due)


def test_days_from_issue_need_a_whole_date_of_issue():
    """Nothing is counted from a month, nor working days over public holidays."""
    words = "Báo cáo trong 05 ngày làm việc kể từ ngày ký Quyết định này."
    dues = [found(words, context=DeadlineContext(issued=issued))[0].due for issued in ("2024-03", "2024-08-29", None)]
    assert dues == [None, None, None]
    assert found(words, context=DeadlineContext(issued="2024-08-20"))[0].due == "2024-08-27"


def test_event_that_opens_a_line():
    """`Sau khi …,` opening an order is its event, on whatever line it stands."""
    text = (
        "Về kho lưu trữ.\nSau khi phương án bố trí kho được cấp có thẩm quyền thông qua, Văn phòng di chuyển tài liệu."
    )
    assert [each.raw for each in found(text)] == ["Sau khi phương án bố trí kho được cấp có thẩm quyền thông qua"]
