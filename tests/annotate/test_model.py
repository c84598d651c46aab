"""Asking the learned model, with a model made by hand: no trained one is loaded here."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
import spacy
from spacy.tokens import Span

from pipeline.annotate import model
from pipeline.annotate.model import ask, load_model, model_name, skeleton, syllables
from pipeline.core.answer import Answer, Clause, Labelled

TEXT = "Mở đầu. Sở Y tế báo cáo. Sở Tài chính, cấp kinh phí. Hết."


class Recorder:
    """Stands for the model: notes how it is asked, labels what begins with `Sở` up to a verb."""

    def __init__(self):
        """Make the tokenizer of the real one."""
        self.nlp = spacy.blank("xx")
        self.nlp.tokenizer = syllables()(self.nlp)
        self.calls = []

    def pipe(self, texts, batch_size):
        """Yield the labelled documents of the texts, as a spaCy pipeline does."""
        texts = list(texts)
        self.calls.append((texts, batch_size))
        for text in texts:
            doc = self.nlp(text)
            if text.startswith("Sở"):
                doc.ents = [Span(doc, 0, 4 if "," in text else 3, "LEAD")]
                doc.cats = {"directive": 0.75, "other": 0.25}
            yield doc


@pytest.fixture
def recorder(monkeypatch):
    """A model that notes how it is asked, in the installed one's place."""
    made = Recorder()
    monkeypatch.setattr(model, "load_model", lambda: made)
    return made


@pytest.fixture
def package(monkeypatch):
    """An installed package that counts how often it is loaded."""
    loads = []
    module = ModuleType("vanban_fake")
    module.__version__ = "7.8.9"
    module.__spec__ = spacy.__spec__
    module.load = lambda: loads.append("load") or spacy.blank("xx")
    module.loads = loads
    monkeypatch.setitem(sys.modules, "vanban_fake", module)
    monkeypatch.setattr(model, "PACKAGE", "vanban_fake")
    load_model.cache_clear()
    yield module
    load_model.cache_clear()


def clause(words):
    """Return the range of words in the text."""
    start = TEXT.index(words)
    return Clause(start, start + len(words))


def test_offsets_are_those_of_the_document(recorder):
    """A span of an answer is a range of the document's text, not of the clause."""
    asked = clause("Sở Y tế báo cáo.")
    (answers,) = ask([(TEXT, [asked])])
    assert answers == {asked: Answer((Labelled(8, 15, "LEAD"),), 0.75)}
    assert TEXT[8:15] == "Sở Y tế"


def test_marks_at_the_end_of_a_name_are_left_out(recorder):
    """A comma that the model took into a name is no part of it."""
    asked = clause("Sở Tài chính, cấp kinh phí.")
    (answers,) = ask([(TEXT, [asked])])
    (span,) = answers[asked].spans
    assert TEXT[span.start : span.end] == "Sở Tài chính"


def test_clauses_of_all_documents_are_read_together(recorder):
    """Several documents are one call, in order, and each gets the answers about its own clauses."""
    first, second, other = clause("Sở Y tế báo cáo."), clause("Hết."), clause("Mở đầu.")
    answers = ask([(TEXT, [first, second]), (TEXT, []), (TEXT, [other, first])])
    assert recorder.calls == [(["Sở Y tế báo cáo.", "Hết.", "Mở đầu.", "Sở Y tế báo cáo."], 256)]
    assert [list(each) for each in answers] == [[first, second], [], [other, first]]
    assert answers[0][first] == answers[2][first]
    assert answers[2][other] == Answer((), 0.5)


def test_nothing_to_ask_loads_nothing(monkeypatch):
    """Documents without open clauses do not load the model."""

    def fail():
        raise AssertionError("the model was loaded")

    monkeypatch.setattr(model, "load_model", fail)
    assert ask([(TEXT, []), (TEXT, [])]) == [{}, {}]
    assert ask([]) == []


def test_without_a_model_there_are_no_answers(monkeypatch):
    """Where no model is installed, nothing is answered and nothing is named."""
    monkeypatch.setattr(model, "PACKAGE", "vanban_not_installed")
    load_model.cache_clear()
    assert ask([(TEXT, [clause("Hết.")])]) == [{}]
    assert model_name() is None
    load_model.cache_clear()


def test_model_is_loaded_once_and_late(package):
    """Its name is known without loading it; two calls load it once."""
    assert model_name() == "vanban_fake/7.8.9"
    assert package.loads == []
    assert load_model() is load_model()
    assert package.loads == ["load"]


@pytest.mark.parametrize(
    ("word", "bare"),
    [("Đường", "duong"), ("TỈNH", "tinh"), ("hoà", "hoa"), ("hòa", "hoa"), ("2024", "2024"), ("/", "/"), ("…", "…")],
)
def test_skeleton_of_a_word(word, bare):
    """What is left of a word has neither tones, hats nor case; a sign stays itself."""
    assert skeleton(word) == bare
