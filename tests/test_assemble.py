"""Extractions become a record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.assemble import add_findings, assemble
from pipeline.core.document import TextSection
from pipeline.core.extraction import Extraction
from pipeline.core.record import Attachment, Deadline, Finding, Org, Task, Text
from pipeline.patterns.confidence import confidence_of, read_confidences
from tests.builders import plain_document

DOCUMENT = plain_document("Một việc. Hai việc. Một việc. Ba.")


def text(quote, raw=None, occurrence=0, maker="rule:a"):
    """Return a text item that quotes the document."""
    start = -1
    for _ in range(occurrence + 1):
        start = DOCUMENT.text.index(quote, start + 1)
    return Text(raw=raw or quote, maker=maker, evidence=DOCUMENT.evidence((start, start + len(quote))))


def task(quote, occurrence=0, **parts):
    """Return a task that quotes the document."""
    evidence = text(quote, occurrence=occurrence).evidence
    empty = {"lead": [], "support": [], "product": None, "deadlines": [], "funding": None, "report_to": []}
    fixed = {"text": quote, "area": None, "section": [], "origin": "list", "maker": "rule:t", "evidence": evidence}
    return Task(**{**fixed, **empty, **parts})


def assembled(*pairs):
    """Return the record of extractions given as field and item."""
    return assemble(DOCUMENT, [Extraction(field, item) for field, item in pairs])


def test_first_extraction_of_a_field_counts():
    """Of a field that holds one value the first is kept, wherever it stands."""
    record = assembled(("header.subject", text("Ba.")), ("header.subject", text("Hai")))
    assert record.header.subject.raw == "Ba."


def test_lists_stand_in_document_order():
    """Items of a list are sorted by where they begin."""
    record = assembled(("header.recipients", text("Ba.")), ("header.recipients", text("Hai")))
    assert [item.raw for item in record.header.recipients] == ["Hai", "Ba."]


def test_draft_is_a_mark():
    """A draft mark anywhere makes the document a draft; without one it is none."""
    assert assembled(("header.draft", text("Ba."))).header.draft is True
    assert assembled().header.draft is False


def test_unknown_field_is_a_defect():
    """An extractor that yields for a field that is not there is stopped by name."""
    with pytest.raises(ValueError, match=r"header\.colour"):
        assembled(("header.colour", text("Ba.")))


def test_ids_are_stable_and_unique():
    """The same items get the same ids again; the same words twice get two ids."""
    pairs = [("tasks", task("Một việc.")), ("tasks", task("Một việc.", 1)), ("tasks", task("Hai việc."))]
    first, again = assembled(*pairs), assembled(*reversed(pairs))
    ids = [item.id for item in first.tasks]
    assert ids == [item.id for item in again.tasks]
    assert len(set(ids)) == 3


def test_id_does_not_depend_on_other_items():
    """An item keeps its id when the extractors find more than before."""
    alone = assembled(("tasks", task("Hai việc."))).tasks[0].id
    assert assembled(("tasks", task("Ba.")), ("tasks", task("Hai việc."))).tasks[0].id == alone


def test_tasks_that_say_the_same_are_linked():
    """Two tasks of the same words name each other, so that nothing is counted twice."""
    first, second, third = assembled(
        ("tasks", task("Một việc.")), ("tasks", task("Một việc.", 1)), ("tasks", task("Ba."))
    ).tasks
    assert (first.same_as, second.same_as, third.same_as) == ([second.id], [first.id], [])


def test_parts_of_a_task_are_finished_too():
    """A deadline in a task has an id, a confidence, and the task's maker where it names none."""
    deadline = Deadline(
        **{"raw": "Ba.", "type": "ONGOING", "value": None, "mod": None, "due": None, "rrule": None},
        evidence=text("Ba.").evidence,
    )
    found = assembled(("tasks", task("Hai việc.", deadlines=[deadline], product=text("Ba.", maker=None)))).tasks[0]
    assert found.deadlines[0].id
    assert found.deadlines[0].maker == found.product.maker == "rule:t"
    assert found.deadlines[0].confidence is not None


def test_every_item_has_a_confidence():
    """Organisations and items alike say how sure they are; a confidence that is given stays."""
    org = Org(raw="Ba.", evidence=text("Ba.").evidence)
    sure = text("Hai").model_copy(update={"confidence": 0.25})
    header = assembled(("header.issuer", org), ("header.subject", sure)).header
    assert 0 < header.issuer.confidence < 1
    assert header.subject.confidence == 0.25


def test_attachments_need_no_maker():
    """An attachment, which has neither id nor maker, is taken as it is."""
    found = Attachment(title=None, declared=True, present=False, evidence=text("Ba.").evidence)
    assert assembled(("header.attachments", found)).header.attachments == [found]


def test_sections_become_a_tree():
    """The flat outline with parents becomes nested sections."""
    flat = (
        TextSection("I", "Một", 1, 0, 20, None, 0, 9),
        TextSection("1", "Hai", 2, 10, 20, 0, 10, 19),
        TextSection("II", "Ba", 1, 20, 33, None, 20, 29),
    )
    first, second = assemble(replace(DOCUMENT, section_list=flat), []).sections
    assert (first.title, [child.title for child in first.children], second.title) == ("Một", ["Hai"], "Ba")


def test_findings_stand_in_document_order():
    """Findings are sorted by place, whatever check found them first."""
    late, early = (
        Finding(code="value_suspect", severity="info", message="x", evidence=text(quote).evidence)
        for quote in ("Ba.", "Hai")
    )
    assert add_findings(assembled(), [late, early]).findings == [early, late]


def test_confidence_falls_back(tmp_path):
    """A maker has its own figure, else its field's, else that of all, else one half."""
    table = tmp_path / "c.csv"
    table.write_text("maker,right,total\nrule:a,8,8\nfield:header.place,1,2\ntable@scores,3,3\n*,2,8\n")
    assert confidence_of("rule:a", "header.place", table) == 0.9
    assert confidence_of("rule:b", "header.place", table) == 0.5
    assert confidence_of(None, "tasks", table) == 0.3
    assert confidence_of("table", "scores", table) == 0.8
    assert confidence_of("table", "rankings", table) == 0.3
    table = tmp_path / "d.csv"
    table.write_text("maker,right,total\n")
    assert confidence_of("rule:a", "tasks", table) == 0.5


@pytest.mark.parametrize("rows", ["rule:a,9,8", "rule:a,1,2\nrule:a,1,2", "rule:a,x,2"])
def test_bad_confidences_are_refused(tmp_path, rows):
    """More right than counted, a maker twice and a word for a number are defects of the table."""
    table = tmp_path / "c.csv"
    table.write_text(f"maker,right,total\n{rows}\n")
    with pytest.raises(ValueError, match=r"bad row|invalid literal"):
        read_confidences(table)


def test_published_confidences_are_valid():
    """The table of the package can be read, and every figure is a share."""
    assert all(0 < confidence < 1 for confidence in read_confidences().values())
