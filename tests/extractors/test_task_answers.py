"""Tasks of clauses that the rules leave open, with answers put in the model's place."""

from __future__ import annotations

import pytest

from pipeline.assemble import assemble
from pipeline.core.answer import Answer, Clause, Labelled
from pipeline.evaluate.grounding import ungrounded
from pipeline.extractors import ANSWERS, find_open_clauses
from pipeline.extractors import tasks as extractor
from tests.extractors.outlined import annotated

# `lo toan`, `nhờ cậy`, `gom nhặt` are verbs that no word list has.
UNKNOWN_VERB = "Phòng Tin học lo toan máy chủ sánh vai Thanh tra Sở, có ngay đầu năm học tới."
SWALLOWED = "Các phòng chuyên môn thuộc sở gom nhặt phiếu khảo sát gửi Văn phòng Sở xử lý."
BARE = "Mượt mà hơn nữa giao diện cổng thông tin."


def opened(body, kind="KẾ HOẠCH"):
    """Return the words of the clauses that are left open."""
    document, doc = annotated(body, kind)
    return [document.text[start:end] for start, end in find_open_clauses(document, doc)]


def read(item, *said, directive=0.9, heading="NHIỆM VỤ"):
    """Return the record of a document with one item, about which the model says labels of words."""
    document, doc = annotated(f"I. {heading}\n- {item}")
    start = document.text.index(item)
    spans = [(label, start + item.index(words), len(words)) for label, words in said]
    answer = Answer(tuple(Labelled(at, at + length, label) for label, at, length in spans), directive)
    doc.user_data[ANSWERS] = {Clause(start, start + len(item)): answer}
    return assemble(document, list(extractor.extract(document, doc)))


def names(orgs):
    """Return the organisations as printed."""
    return [org.raw for org in orgs]


@pytest.mark.parametrize("item", [UNKNOWN_VERB, SWALLOWED, BARE])
def test_items_of_unknown_wording_are_left_open(item):
    """An item with neither a known verb nor a sure lead is asked about."""
    assert opened(f"I. NHIỆM VỤ\n- {item}") == [item]


@pytest.mark.parametrize(
    "body",
    [
        "I. NHIỆM VỤ\n- Rà soát quy chế làm việc của các phòng.",  # a known verb
        "I. NHIỆM VỤ\n- Văn phòng Sở rà soát quy chế làm việc.",  # a lead that a frame names
        f"I. KẾT QUẢ ĐẠT ĐƯỢC\n- {UNKNOWN_VERB}",  # what was done
        f"I. MỤC ĐÍCH\n- {BARE}",  # what is aimed at
        "I. NHIỆM VỤ\n- 95% hồ sơ đúng hạn theo quy định.",  # a quantity
        "I. NHIỆM VỤ\n- Ngắn gọn thôi.",  # too few words
    ],
)
def test_what_the_rules_know_is_not_asked(body):
    """The model is not asked where rules know the verb, the lead or that nothing is ordered."""
    assert opened(body) == []


def test_long_item_is_read_at_its_beginning():
    """Of a long paragraph the first 500 characters are asked about."""
    item = "Phòng Tin học lo toan máy chủ" + " cho thật chu đáo" * 60 + "."
    (clause,) = opened(f"I. NHIỆM VỤ\n- {item}")
    assert clause == item[:500]


def test_clauses_are_the_keys_of_the_answers():
    """What the model says of a clause reaches the item it was asked about, also of a long one."""
    document, doc = annotated(f"I. NHIỆM VỤ\n- {UNKNOWN_VERB}\n- {BARE}")
    clauses = find_open_clauses(document, doc)
    doc.user_data[ANSWERS] = {clause: Answer((), 0.1) for clause in clauses}
    assert list(extractor.extract(document, doc)) == []
    doc.user_data[ANSWERS] = {clause: Answer((), 0.9) for clause in clauses}
    assert [each.item.text for each in extractor.extract(document, doc)] == [UNKNOWN_VERB, BARE]


def test_model_names_lead_and_support():
    """An order of unknown wording is a task whose lead and support are those that the model found."""
    record = read(UNKNOWN_VERB, ("LEAD", "Phòng Tin học"), ("SUPPORT", "Thanh tra Sở"))
    (task,) = record.tasks
    assert (names(task.lead), names(task.support)) == (["Phòng Tin học"], ["Thanh tra Sở"])
    assert list(ungrounded(record.model_dump())) == []


def test_without_an_answer_the_item_is_as_the_rules_say():
    """The same item is no task for rules alone, and none where the model finds no order in it."""
    assert read(UNKNOWN_VERB).tasks[0].lead == []
    assert read(UNKNOWN_VERB, ("LEAD", "Phòng Tin học"), directive=0.3).tasks == []
    document, doc = annotated(f"I. NHIỆM VỤ\n- {UNKNOWN_VERB}")
    assert list(extractor.extract(document, doc)) == []


def test_swallowed_verb_is_given_back():
    """A lead into which the rules read an unknown verb ends where the model ends it."""
    (task,) = read(SWALLOWED).tasks
    assert names(task.lead) == ["Các phòng chuyên môn thuộc sở gom nhặt phiếu"]
    (task,) = read(SWALLOWED, ("LEAD", "Các phòng chuyên môn thuộc sở")).tasks
    assert names(task.lead) == ["Các phòng chuyên môn thuộc sở"]


@pytest.mark.parametrize(("directive", "count"), [(0.9, 1), (0.3, 1), (0.2, 0)])
def test_bare_item_of_a_section_of_tasks(directive, count):
    """What stands in a section of tasks is one, unless the model is sure that it orders nothing."""
    assert len(read(BARE, directive=directive).tasks) == count


def test_deadline_that_only_the_model_finds():
    """Words that the model takes for a deadline are read as a cell of deadlines is; what can't be read is left out."""
    item = "Phòng Tin học lo toan máy chủ quý II cho các đơn vị."
    lead = ("LEAD", "Phòng Tin học")
    assert [d.raw for d in read(item, lead).tasks[0].deadlines] == []
    assert [d.raw for d in read(item, lead, ("DEADLINE", "quý II")).tasks[0].deadlines] == ["quý II"]
    assert read(item, lead, ("DEADLINE", "máy chủ")).tasks[0].deadlines == []


def test_deadline_of_the_rules_stays():
    """Where the rules read a deadline, the model adds none."""
    item = "Phòng Tin học lo toan máy chủ trước ngày 15/6/2024, lo quý II cho xong."
    (task,) = read(item, ("LEAD", "Phòng Tin học"), ("DEADLINE", "quý II")).tasks
    assert [deadline.value for deadline in task.deadlines] == ["2024-06-15"]


def test_support_of_the_rules_stays():
    """Whom the rules found is told once, though the model cuts a name."""
    item = "Phòng Tin học lo toan máy chủ, phối hợp với Thanh tra Sở và Văn phòng Sở."
    (task,) = read(item, ("LEAD", "Phòng Tin học"), ("SUPPORT", "Thanh tra Sở và Văn phòng")).tasks
    assert names(task.support) == ["Thanh tra Sở", "Văn phòng Sở"]


def test_section_of_results_is_never_asked():
    """Even an answer does not make a task of what a report tells as done."""
    assert read(UNKNOWN_VERB, ("LEAD", "Phòng Tin học"), heading="KẾT QUẢ ĐẠT ĐƯỢC").tasks == []
