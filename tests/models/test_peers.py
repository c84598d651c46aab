"""The comparison with other readers of entities; none of them has to be installed."""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from types import ModuleType

import pytest
import spacy

from corpus.marked import Mark, parse_line
from models import peers
from models.peers import MAPPED, ROWS, compare, lines_of, main, model_reader, peer_marks, score
from models.read_by_rules import read_by_rules

GOLD = [
    parse_line("+ {ORG|Sở Y tế} và {COLLECTIVE|các phòng} gửi {UNIT|Văn phòng Sở}.", "x", "written"),
    parse_line("- Ông {PERSON|Lê Văn Mẫu} ở {PLACE|An Sơn}.", "x", "written"),
]


def mark(sentence, words, label):
    """Return the range of words in a sentence."""
    start = sentence.text.index(words)
    return Mark(start, start + len(words), label)


FOUND = [
    [mark(GOLD[0], "Sở Y tế", "ORG"), mark(GOLD[0], "các phòng gửi", "ORG"), mark(GOLD[0], "Văn phòng", "ORG")],
    [mark(GOLD[1], "Ông Lê Văn Mẫu", "PERSON"), mark(GOLD[1], "An Sơn", "ORG")],
]


def counts(row, *, exact):
    """Return right, spurious and missed of a row."""
    figures = score(GOLD, FOUND, row, exact=exact)
    return figures.right, figures.spurious, figures.missed


@pytest.mark.parametrize(
    ("row", "exact", "overlap"),
    [
        ("ORG", (1, 3, 2), (3, 1, 0)),
        ("ORG, named", (1, 2, 1), (2, 1, 0)),
        ("PERSON", (0, 1, 1), (1, 0, 0)),
        ("PLACE", (0, 0, 1), (0, 0, 1)),
        ("any name", (2, 2, 2), (4, 0, 0)),
        ("ROLE", (0, 0, 0), (0, 0, 0)),
    ],
)
def test_counts_of_a_row(row, exact, overlap):
    """A range counts where it is the same, or overlaps; collectives are neither asked for nor held against anybody."""
    assert counts(row, exact=True) == exact
    assert counts(row, exact=False) == overlap


def test_one_range_meets_one():
    """A range over two names is right once, and one of the names is missed."""
    sentence = parse_line("- {ORG|Sở Y tế} và {ORG|Sở Nội vụ}", "x", "written")
    figures = score([sentence], [[Mark(0, len(sentence.text), "ORG")]], "ORG", exact=False)
    assert (figures.right, figures.spurious, figures.missed) == (1, 0, 1)


def test_tags_become_ranges():
    """Tagged words are put together; a tag that goes on nothing begins; tones may have been moved."""
    text = "Ông  Lê Hoà ở UBND tỉnh An Sơn, An Hà họp."
    tokens = [
        ("Ông", "Nc", "O"),
        ("Lê Hòa", "Np", "B-PER"),
        ("ở", "E", "O"),
        ("UBND", "N", "I-LOC"),
        ("tỉnh", "N", "I-LOC"),
        ("An Sơn", "Np", "I-LOC"),
        (",", "CH", "O"),
        ("An Hà", "Np", "I-LOC"),
        ("họp", "V", "B-MISC"),
        (".", "CH", "O"),
    ]
    found = [(each.label, text[each.start : each.end]) for each in peer_marks(text, tokens)]
    assert found == [("PERSON", "Lê Hoà"), ("PLACE", "UBND tỉnh An Sơn"), ("PLACE", "An Hà")]


def test_words_of_another_text_are_refused():
    """Tags that are not of this text are an error, not a shift of all ranges."""
    with pytest.raises(ValueError, match="không"):
        list(peer_marks("Có ai", [("Có", "O"), ("không", "O")]))


def test_rules_read_names_mentions_and_references():
    """Rules find organisations, collectives, offices, provinces, documents and indices with their borders."""
    text = "Giám đốc Sở Nội vụ chỉ đạo các phòng chuyên môn theo Kế hoạch số 15/KH-UBND ngày 01/02/2024 của UBND tỉnh."
    text += " SIPAS tại Hà Giang tăng."
    (found,) = read_by_rules([text])
    read = {text[each.start : each.end]: each.label for each in found}
    assert read == {
        "Giám đốc Sở Nội vụ": "ROLE",
        "các phòng chuyên môn": "COLLECTIVE",
        "Kế hoạch số 15/KH-UBND ngày 01/02/2024": "DOCREF",
        "UBND tỉnh": "ORG",
        "SIPAS": "INDEX",
        "Hà Giang": "PLACE",
    }
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_model_reads_with_its_labels(tmp_path):
    """A trained model is read from its folder; what it calls its entities is kept."""
    nlp = spacy.blank("xx")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "UNIT", "pattern": "Văn phòng"}])
    nlp.to_disk(tmp_path)
    assert model_reader(tmp_path)(["Văn phòng Sở", ""]) == [[Mark(0, 9, "UNIT")], []]


def test_figures_of_a_perfect_reader():
    """Who reads what is marked has 1 in every row that is marked at all, and a speed."""
    results = compare({"gold": lambda texts: [list(sentence.entities) for sentence in GOLD]}, GOLD)
    assert results["words"] == sum(len(sentence.text.split()) for sentence in GOLD)
    assert results["words_a_second"]["gold"] > 0
    assert {row for row in ROWS if results["rows"][row]["gold"]["exact"] == [1.0, 1.0, 1.0]} == set(MAPPED)
    assert len(list(lines_of(results))) == 2 + len(ROWS)


def test_missing_peer_is_told_in_one_sentence(monkeypatch, capsys, tmp_path):
    """Without the library the command says how to get it."""
    monkeypatch.setattr(peers, "PEER", "not_installed_anywhere")
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_comparison_is_written(monkeypatch, capsys, tmp_path):
    """Model, rules and library are put side by side, printed, and written on request."""
    module = ModuleType("fake_ner")
    module.__spec__ = spacy.__spec__
    module.ner = lambda text: [(word, "N", "B-NP", "B-ORG") for word in text.split()]
    monkeypatch.setitem(sys.modules, "fake_ner", module)
    monkeypatch.setattr(peers, "PEER", "fake_ner")
    monkeypatch.setattr(peers, "version", lambda name: "1.2.3")
    monkeypatch.setattr(peers, "RESULTS", tmp_path / "peers.json")
    held_out = [parse_line("- {ORG|Sở Y tế} đã họp.", "cchc-terse", "written"), *GOLD]
    monkeypatch.setattr(peers, "sentences", lambda: held_out)
    spacy.blank("xx").to_disk(tmp_path / "model")
    assert main([str(tmp_path / "model"), "--write"]) == 0
    assert capsys.readouterr().out.startswith("1 sentences, 5 words")
    results = json.loads((tmp_path / "peers.json").read_text("utf-8"))
    assert (results["fake_ner"], results["sentences"]) == ("1.2.3", 1)
    assert results["rows"]["ORG"]["fake_ner"] == {"exact": [0.0, 0.0, 0.0], "overlap": [0.2, 1.0, 0.333]}
    assert results["rows"]["ORG"]["model"]["exact"] == [0.0, 0.0, 0.0]
