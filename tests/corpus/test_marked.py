"""Marked sentences: what their lines mean and which are refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.marked import ENTITIES, TASK_SPANS, MarkError, lines_of, parse_line, read_families
from corpus.training_set import HERE

LINE = "+ Giao {LEAD|{ORG|Sở Y tế}} {ACTION|rà soát {DOCREF|Kế hoạch 5/KH-SYT}} {DEADLINE|trước ngày 01/6/2024}."
PLAIN = st.text(st.sampled_from("aăâđ ọỀ.,;:-/01"), min_size=1, max_size=12)


def parsed(line):
    """Return the sentence of a line."""
    return parse_line(line, "family", "written")


def words(sentence, marks):
    """Return labels and words of marks."""
    return [(mark.label, sentence.text[mark.start : mark.end]) for mark in marks]


def test_marks_may_nest():
    """Of a line stay its words without signs, and every mark with its own range, the outer one first."""
    sentence = parsed(LINE)
    assert sentence.text == "Giao Sở Y tế rà soát Kế hoạch 5/KH-SYT trước ngày 01/6/2024."
    assert words(sentence, sentence.entities) == [("ORG", "Sở Y tế"), ("DOCREF", "Kế hoạch 5/KH-SYT")]
    assert words(sentence, sentence.task_spans) == [
        ("LEAD", "Sở Y tế"),
        ("ACTION", "rà soát Kế hoạch 5/KH-SYT"),
        ("DEADLINE", "trước ngày 01/6/2024"),
    ]
    assert [mark.label for mark in sentence.marks] == ["LEAD", "ORG", "ACTION", "DOCREF", "DEADLINE"]


@pytest.mark.parametrize(("sign", "directive"), [("+", True), ("-", False), (".", None)])
def test_first_character_says_what_the_line_is(sign, directive):
    """A line is an order, a sentence that orders nothing, or no sentence."""
    assert parsed(f"{sign} Sở Y tế").directive is directive


def test_marks_leave_blanks_outside():
    """White space inside a mark's borders is not part of what is marked."""
    sentence = parsed("- Của {ORG| Sở Y tế } năm trước")
    assert words(sentence, sentence.marks) == [("ORG", "Sở Y tế")]


def test_text_is_composed():
    """Letters written as letter and accent become one character, and offsets count those."""
    sentence = parsed("- Cu\u0309a {ORG|So\u031b\u0309 Y te\u0302\u0301}")
    assert sentence.text == "Của Sở Y tế"
    assert words(sentence, sentence.marks) == [("ORG", "Sở Y tế")]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Sở Y tế", "unknown kind"),
        ("! Sở Y tế", "unknown kind"),
        ("- {ORG|Sở Y tế", "open brace"),
        ("- Sở Y tế} năm", "closes nothing"),
        ("- {AGENCY|Sở Y tế}", "unknown label AGENCY"),
        ("- {ORG| } năm", "empty ORG"),
        ("- {ORG|Sở Y tế {PLACE|tỉnh An Sơn}}", "an entity PLACE inside another"),
    ],
)
def test_lines_that_cannot_be_read(line, why):
    """A line with a wrong sign, brace, label or nesting is refused with the reason."""
    with pytest.raises(MarkError, match=why):
        parsed(line)


def test_file_and_line_of_a_mistake_are_told(tmp_path):
    """Who wrote the sentence finds it by file and line number."""
    (tmp_path / "a.txt").write_text("# about\n\n- Được.\n- {ORG|Sở\n", encoding="utf-8")
    with pytest.raises(MarkError, match=r"a\.txt:4: open brace"):
        read_families(tmp_path, "written")


def test_families_come_in_the_order_of_their_names(tmp_path):
    """Every file is a family; comments and empty lines are passed over."""
    (tmp_path / "b.txt").write_text("- Hai.\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("# about\n\n- Một.\n   \n. Sở Y tế\n", encoding="utf-8")
    found = [(sentence.family, sentence.text, sentence.source) for sentence in read_families(tmp_path, "written")]
    assert found == [("a", "Một.", "written"), ("a", "Sở Y tế", "written"), ("b", "Hai.", "written")]
    assert list(lines_of(tmp_path / "a.txt")) == [(3, "- Một."), (5, ". Sở Y tế")]


@given(st.lists(st.tuples(PLAIN, st.sampled_from(["", *ENTITIES, *TASK_SPANS])), min_size=1, max_size=6))
def test_what_is_marked_is_what_was_written(pieces):
    """Whatever stands in a mark is found at its range again, and the text is that of all pieces."""
    marked = [(text, label) for text, label in pieces if label and text.strip()]
    line = "".join(f"{{{label}|{text}}}" if label and text.strip() else text for text, label in pieces)
    sentence = parsed(f"- Về {line}.")
    assert sentence.text == f"Về {''.join(text for text, _ in pieces)}."
    assert words(sentence, sentence.marks) == [(label, text.strip()) for text, label in marked]


def test_written_sentences_can_be_read():
    """Every hand-written line can be read; at least 1,200 are there, and every label is used."""
    found = read_families(HERE / "sentences", "written")
    assert len(found) >= 1_200
    assert {mark.label for sentence in found for mark in sentence.marks} == {*ENTITIES, *TASK_SPANS}
    assert not any(re.search(r"[{}|]", sentence.text) for sentence in found)


def test_an_order_says_what_is_to_be_done():
    """Every written order has an action, and what is no order has no part of a task."""
    found = read_families(HERE / "sentences", "written")
    assert [s.text for s in found if s.directive and not any(m.label == "ACTION" for m in s.marks)] == []
    assert [s.text for s in found if not s.directive and s.task_spans] == []
