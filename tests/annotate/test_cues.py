"""What rules and word lists say of each token, as features of the learned model."""

from __future__ import annotations

import pytest
import spacy

from pipeline.annotate.cues import COMPONENT, vanban_cues
from pipeline.annotate.model import syllables


@pytest.fixture(scope="module")
def read():
    """Return the reader of tags and kinds by token."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = syllables()(nlp)
    return lambda text: {token.text: (token.tag_, token.lemma_) for token in vanban_cues(nlp(text))}


def test_names_are_tagged_by_their_borders(read):
    """The first token of a name of the gazetteer has B-, the others I-, of the gazetteer's label."""
    cues = read("Giao Sở Nội vụ rà soát")
    assert [cues[word][0] for word in ("Giao", "Sở", "Nội", "vụ", "rà")] == ["", "B-ORG", "I-ORG", "I-ORG", ""]


def test_rules_are_tagged_too(read):
    """A match of a rule is tagged with the first part of its label."""
    assert read("theo 57/KH-SNV")["57"][0] == "B-DOC"
    assert read("theo ngày mai")["mai"][0] == ""


def test_longest_match_counts(read):
    """Of a name inside a longer one only the longer one is tagged."""
    cues = read("UBND tỉnh Tuyên Quang họp")
    assert [cues[word][0] for word in ("UBND", "tỉnh", "Tuyên", "Quang")] == ["B-ORG", "I-ORG", "I-ORG", "I-ORG"]


def test_kinds_of_words(read):
    """Heads of organisations, offices, determiners and verbs are told by the word lists, names are not."""
    cues = read("Giám đốc chỉ đạo các phòng rà soát Zét")
    assert (cues["Giám"][1], cues["đốc"][1]) == ("B-role", "I-role")
    assert (cues["các"][1], cues["rà"][1], cues["soát"][1]) == ("B-determiner", "B-verb", "I-verb")
    assert cues["Zét"] == ("", "")


def test_surer_list_wins(read):
    """A word that is an organisation's head and a verb (`thanh tra`) is taken for the head."""
    cues = read("thanh tra việc này")
    assert cues["thanh"][1].startswith("B-")
    assert cues["thanh"][1] not in ("B-verb", "B-order")
    assert cues["tra"][1] == "I-" + cues["thanh"][1][2:]


def test_case_and_tone_placement_do_not_matter(read):
    """The same words in capitals or in the other tone placement have the same cues."""
    assert list(read("ỦY BAN NHÂN DÂN RÀ SOÁT").values()) == list(read("Uỷ ban nhân dân rà soát").values())


def test_text_stays_as_it_is(read):
    """The component is registered under its name, and an empty text has no cues."""
    nlp = spacy.blank("xx")
    nlp.add_pipe(COMPONENT)
    assert nlp.pipe_names == ["vanban_cues"]
    assert nlp("Sở Nội vụ.").text == "Sở Nội vụ."
    assert read("") == {}
