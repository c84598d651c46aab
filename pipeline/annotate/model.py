"""The learned model: what it needs from us to be built, how it is loaded, how it is asked.

Nothing here is needed by the rules. The model is an installed package of its own; it is loaded when
the first clause is to be judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from unicodedata import normalize

from spacy.attrs import NORM  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc
from spacy.util import registry

import pipeline.annotate.cues  # noqa: F401 (registers the component)
from pipeline.annotate.tokenizer import build_tokenizer
from pipeline.core.answer import Answer, Clause, Labelled

PACKAGE = "vanban_vi"
_BATCH = 256
# Marks that the model now and then takes into a name at its end.
_BORDER = " ,;:"


@registry.tokenizers("vanban.Syllables.v1")  # type: ignore[untyped-decorator]  # spaCy has no types for it
def syllables() -> Callable[[Language], Tokenizer]:
    """Return what makes the tokenizer of a model: syllables, their norm without tones and hats."""

    def make(nlp: Language) -> Tokenizer:
        nlp.vocab.lex_attr_getters[NORM] = skeleton  # type: ignore[attr-defined]  # compiled, without stubs
        return build_tokenizer(nlp.vocab)

    return make


def skeleton(word: str) -> str:
    """Return a word as it looks without tones, hats and case: `Đường` is `duong`."""
    return "".join(letter for letter in normalize("NFD", word.lower().replace("đ", "d")) if letter.isalnum()) or word


def model_name() -> str | None:
    """Return `name/version` of the installed model, None where none is installed. Loads nothing heavy."""
    return f"{PACKAGE}/{import_module(PACKAGE).__version__}" if find_spec(PACKAGE) else None


@cache
def load_model() -> Language | None:
    """Return the installed model, loaded at the first call; None where none is installed."""
    if find_spec(PACKAGE) is None:
        return None
    nlp: Language = import_module(PACKAGE).load()
    return nlp


def ask(asked: Sequence[tuple[str, Sequence[Clause]]]) -> list[dict[Clause, Answer]]:
    """Return the model's answers about clauses of several documents, all read in common batches.

    Args:
        asked: Of each document its text and the clauses in it.

    Returns:
        Of each document the answers by clause, offsets in the document's text; nothing without a model.
    """
    nlp = load_model() if any(clauses for _, clauses in asked) else None
    if nlp is None:
        return [{} for _ in asked]
    texts = chain.from_iterable((text[start:end] for start, end in clauses) for text, clauses in asked)
    answers = nlp.pipe(texts, batch_size=_BATCH)
    return [_answers(clauses, answers) for _, clauses in asked]


def _answers(clauses: Sequence[Clause], docs: Iterable[Doc]) -> dict[Clause, Answer]:
    # The clauses come first: zip must not take an answer for which there is no clause left.
    return {clause: _answer(clause, doc) for clause, doc in zip(clauses, docs, strict=False)}


def _answer(clause: Clause, doc: Doc) -> Answer:
    spans = (
        Labelled(clause.start + e.start_char, clause.start + e.start_char + len(e.text.rstrip(_BORDER)), e.label_)
        for e in doc.ents
    )
    return Answer(tuple(spans), doc.cats.get("directive", 0.5))
