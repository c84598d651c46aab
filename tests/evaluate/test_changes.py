"""Two evaluations of the same documents."""

from __future__ import annotations

from pipeline.evaluate.changes import change_lines, changed_fields, changes
from pipeline.evaluate.evaluation import Evaluation
from pipeline.evaluate.fields import compare_document
from pipeline.evaluate.tally import Figures

GOLD = {
    "header": {"doc_type": {"code": "KH"}},
    "tasks": [
        {"anchor": "Rà soát quy chế", "lead": ["Văn phòng Sở"]},
        {"anchor": "Báo cáo kết quả", "lead": ["Thanh tra Sở"]},
    ],
}


def task(text, *leads):
    """Return a task as a record has it."""
    return {"text": text, "lead": [{"raw": lead} for lead in leads]}


def evaluated(code, *tasks):
    """Return the evaluation of one document with that type and those tasks."""
    record = {"header": {"doc_type": {"code": code}}, "tasks": list(tasks)}
    return Evaluation(tallies={"plan": compare_document(GOLD, record)})


FIRST = task("Rà soát quy chế làm việc", "Văn phòng Sở")
SECOND = task("Báo cáo kết quả", "Thanh tra Sở")
WRONG = task("Báo cáo kết quả", "Phòng Tổng hợp")


def told(before, after):
    """Return the lines of all changes."""
    return [change.line for change in changes(before, after)]


def test_nothing_changed_is_nothing_told():
    """The same evaluation twice has no changes."""
    same = evaluated("KH", FIRST, WRONG)
    assert told(same, same) == []
    assert list(changed_fields(same, same)) == []
    assert "items won: 0, lost: 0" in list(change_lines(same, same))


def test_corrected_part_is_won_on_both_sides():
    """A wrong lead that is now right is no longer missed and no longer spurious, with its task and document."""
    assert told(evaluated("KH", FIRST, WRONG), evaluated("KH", FIRST, SECOND)) == [
        "+ plan: task.lead [Báo cáo kết quả]: no longer spurious 'phòng tổng hợp'",
        "+ plan: task.lead [Báo cáo kết quả]: no longer missed 'thanh tra sở'",
    ]


def test_spoiled_part_is_lost():
    """A right value that is now wrong is told as lost."""
    assert told(evaluated("KH", FIRST), evaluated("QĐ", FIRST)) == [
        "- plan: header.doc_type: now missed 'KH'",
        "- plan: header.doc_type: now spurious 'QĐ'",
    ]


def test_other_error_in_its_place_is_no_second_loss():
    """Where one wrong value gives way to another, what is missed stays missed and is not told again."""
    assert told(evaluated("QĐ", FIRST), evaluated("CV", FIRST)) == [
        "+ plan: header.doc_type: no longer spurious 'QĐ'",
        "- plan: header.doc_type: now spurious 'CV'",
    ]


def test_lost_task_does_not_win_by_its_parts():
    """The errors in a task that is no longer found at all are no gain."""
    assert told(evaluated("KH", FIRST, WRONG), evaluated("KH", FIRST)) == [
        "- plan: task: now missed 'Báo cáo kết quả'",
    ]


def test_changed_fields_have_both_counts():
    """Only fields whose counts differ are listed, with the counts before and after."""
    rows = {
        name: (old, new) for name, old, new in changed_fields(evaluated("KH", FIRST), evaluated("KH", FIRST, SECOND))
    }
    assert rows["task"] == (Figures(1, 0, 1), Figures(2, 0, 0))
    assert rows["task.lead"] == (Figures(1, 0, 0), Figures(2, 0, 0))
    assert "header.doc_type" not in rows


def test_lines_show_gains_first_and_scores_with_what_they_were():
    """Won items come before lost ones, and every whole-document score with its earlier value."""
    lines = list(change_lines(evaluated("KH", FIRST), evaluated("QĐ", FIRST, SECOND)))
    signs = [line[0] for line in lines if line[:2] in ("+ ", "- ")]
    assert signs == sorted(signs)
    assert "items won: 1, lost: 2" in lines
    assert "documents with every header field right: 0 of 1 (was 1 of 1)" in lines
    assert any(line.startswith("task ") and "1 -> 2" in line and "0.667 -> 1.000" in line for line in lines)


def test_same_change_twice_is_one_line():
    """Equal changes in one document are told once, with how many there are."""
    gold = {"indicators": [{"kind": "target", "value": 90, "unit": "%"}] * 3}
    none, all_three = compare_document(gold, {}), compare_document(gold, gold)
    lines = list(change_lines(Evaluation(tallies={"plan": none}), Evaluation(tallies={"plan": all_three})))
    (line,) = [line for line in lines if line.startswith("+")]
    assert line.startswith("+ plan: indicator: no longer missed")
    assert line.endswith("(3 times)")
