"""Rules and learned model together: each choice with its opposite. No trained model is loaded."""

from __future__ import annotations

import pytest

from pipeline.core.answer import Answer, Labelled
from pipeline.core.record import Org, Span
from pipeline.extractors.resolution import added_spans, resolve_lead, resolve_order, resolve_support
from pipeline.extractors.task_frames import Mentioned

TEXT = "Phòng Tin học miệt mài dọn kho, Sở Y tế và Sở Xây dựng ở tỉnh góp ý cho Phòng Tin học"


def at(words, label="LEAD"):
    """Return the labelled range of the words' first occurrence."""
    start = TEXT.index(words)
    return Labelled(start, start + len(words), label)


def answer(*spans, directive=0.9):
    """Return what the model says."""
    return Answer(spans, directive)


def mentioned(words):
    """Return the rules' range of the words."""
    start = TEXT.index(words)
    return Mentioned(start, start + len(words))


def found(by_rule, said):
    """Return the words of the lead that is told."""
    lead = resolve_lead(by_rule, said, TEXT)
    return None if lead is None else TEXT[lead.start : lead.end]


def org(words):
    """Return an organisation that rules found."""
    start = TEXT.index(words)
    return Org(raw=words, evidence=[Span(start=start, end=start + len(words), quote=words)])


def test_item_that_was_not_asked_about():
    """Without an answer everything is as the rules say."""
    assert found(None, None) is None
    assert found(mentioned("Phòng Tin học"), None) == "Phòng Tin học"
    assert added_spans("SUPPORT", [], None) == []
    assert resolve_order(True, None) is True
    assert resolve_order(False, None) is False


def test_lead_where_no_frame_names_one():
    """The model names the lead where no rule does."""
    assert found(None, answer(at("Phòng Tin học"))) == "Phòng Tin học"


def test_other_labels_are_no_lead():
    """A span of another label is never the lead."""
    assert found(None, answer(at("Sở Y tế", "SUPPORT"))) is None


@pytest.mark.parametrize(("directive", "lead"), [(0.5, "Phòng Tin học"), (0.49, None)])
def test_no_lead_of_what_is_no_order(directive, lead):
    """Where the model takes the clause for no order, its lead does not count."""
    assert found(None, answer(at("Phòng Tin học"), directive=directive)) == lead


def test_leads_that_are_joined_are_one_range():
    """Leads with a comma or `và` between them are told together; a later one, apart, is not."""
    assert found(None, answer(at("Sở Y tế"), at("Sở Xây dựng"))) == "Sở Y tế và Sở Xây dựng"
    assert found(None, answer(at("Phòng Tin học"), at("Sở Y tế"))) == "Phòng Tin học"


def test_long_lead_ends_where_the_model_ends_it():
    """A name that goes on in small words ends where the model says, if it ends earlier."""
    by_rule = mentioned("Phòng Tin học miệt mài dọn kho")
    assert found(by_rule, answer(at("Phòng Tin học"))) == "Phòng Tin học"
    assert found(by_rule, answer(at("Phòng Tin học"), directive=0.4)) == "Phòng Tin học miệt mài dọn kho"


@pytest.mark.parametrize(
    ("by_rule", "by_model"),
    [
        ("Phòng Tin học", "Phòng Tin học miệt mài"),  # ends later
        ("Phòng Tin học", "Phòng Tin học"),  # ends there too
        ("Sở Y tế", "Sở Xây dựng"),  # begins elsewhere
        ("Sở Y tế và Sở Xây dựng", "Sở Y tế"),  # what the model leaves out is the next of a list
        ("Sở Xây dựng ở tỉnh", "Sở Xây dựng"),  # two words more
    ],
)
def test_lead_of_the_rules_stays(by_rule, by_model):
    """In every other case the rules' lead is told as they found it."""
    assert found(mentioned(by_rule), answer(at(by_model))) == by_rule


def test_lead_before_that_of_the_rules():
    """What the model finds before the rules' lead neither moves nor shortens it."""
    assert found(mentioned("Sở Y tế"), answer(at("Phòng Tin học"))) == "Sở Y tế"


def supports(by_rule, leads, said):
    """Return the words of those who support."""

    def read(place):
        return [org(TEXT[place.start : place.end])]

    return [each.raw for each in resolve_support([org(words) for words in by_rule], map(org, leads), said, read)]


def test_support_without_an_answer():
    """Of an item that was not asked about, or is no order for the model, the support is that of the rules."""
    assert supports(["Sở Y tế"], [], None) == ["Sở Y tế"]
    assert supports(["Sở Y tế"], [], answer(at("Sở Xây dựng", "SUPPORT"), directive=0.4)) == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("by_rule", "by_model", "told"),
    [
        (["Sở Y tế"], "Sở Xây dựng", ["Sở Y tế", "Sở Xây dựng"]),  # another one
        (["Sở Xây dựng"], "Sở Y tế", ["Sở Y tế", "Sở Xây dựng"]),  # another one before it
        (["Sở Xây dựng ở tỉnh góp ý"], "Sở Xây dựng", ["Sở Xây dựng"]),  # ends earlier
        (["Sở Xây dựng"], "Sở Xây dựng ở tỉnh", ["Sở Xây dựng ở tỉnh"]),  # ends later
        (["Sở Y tế"], "tế và", ["Sở Y tế"]),  # begins inside
        (["Sở Y tế", "Sở Xây dựng"], "Sở Y tế và Sở", ["Sở Y tế", "Sở Xây dựng"]),  # cuts another name
        (["Sở Y tế", "Sở Xây dựng"], "Sở Y tế và Sở Xây dựng", ["Sở Y tế và Sở Xây dựng"]),  # both are one
    ],
)
def test_support_of_both(by_rule, by_model, told):
    """The model adds who is missing and says where a name ends; what overlaps otherwise stays as the rules say."""
    assert supports(by_rule, [], answer(at(by_model, "SUPPORT"))) == told


def test_nobody_supports_himself():
    """Who leads is not added to those who support."""
    assert supports([], ["Sở Y tế"], answer(at("Sở Y tế", "SUPPORT"))) == []
    assert supports([], ["Sở Y tế"], answer(at("Sở Xây dựng", "SUPPORT"))) == ["Sở Xây dựng"]


def test_model_adds_support_that_the_rules_lack():
    """A span that overlaps nothing of the rules is added; what touches theirs is not."""
    said = answer(at("Sở Y tế", "SUPPORT"), at("Sở Xây dựng", "SUPPORT"), at("Phòng Tin học"))
    assert [span.start for span in added_spans("SUPPORT", [org("Sở Y tế")], said)] == [TEXT.index("Sở Xây dựng")]
    assert added_spans("SUPPORT", [org("Sở Y tế và Sở Xây dựng")], said) == []
    assert added_spans("SUPPORT", [org("tế và")], said) == [at("Sở Xây dựng", "SUPPORT")]
    assert added_spans("DEADLINE", [], said) == []


@pytest.mark.parametrize(("directive", "count"), [(0.5, 1), (0.49, 0)])
def test_nothing_is_added_to_what_is_no_order(directive, count):
    """Where the model takes the clause for no order, its spans do not count."""
    said = answer(at("Sở Y tế", "SUPPORT"), directive=directive)
    assert len(added_spans("SUPPORT", [], said)) == count


@pytest.mark.parametrize(
    ("by_rule", "directive", "is_order"),
    [(True, 0.25, True), (True, 0.24, False), (False, 0.49, False), (False, 0.5, True)],
)
def test_whether_an_item_is_an_order(by_rule, directive, is_order):
    """To overrule the section the model has to be surer against an order than for one."""
    assert resolve_order(by_rule, answer(directive=directive)) is is_order
