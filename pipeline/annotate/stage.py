"""The stage itself: one spaCy pipeline per process, applied to the canonical text."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate import names, rules
from pipeline.annotate.tokenizer import build_tokenizer
from pipeline.core.document import PlanDocument

# There is no parser whose memory grows with the text; longer inputs are refused by the readers.
_MAX_LENGTH = 1_000_000_000
_MAX_WORDS = 50_000


def annotate(document: PlanDocument) -> Doc:
    """Return the document's text as a `Doc` with `spans["rules"]` and `spans["names"]`.

    A rule span has the rule's label as `label_` and the rule's id as `id_`; a name span has the
    gazetteer's label and the entry's id (ids joined by `|` where several entries share the form).
    Both groups are in text order and may overlap. `user_data["key"]` is the folded text, offsets
    as in the text; `user_data["misaligned"]` counts matches that are no whole tokens: these are
    left out, never widened.

    Args:
        document: The structured document; `doc.text == document.text`.
    """
    nlp = _nlp_for_next()
    doc = nlp.make_doc(document.text)
    # `Doc.text` is put together anew from the tokens at every use, dearer than all rules together.
    doc.user_data["text"] = document.text
    doc.user_data["key"] = document.key
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def _nlp_for_next() -> Language:
    """Return the pipeline, a new one where the vocabulary of the old has grown too large.

    spaCy keeps every word, date and number that it ever met. Its memory zones would give them back
    after each document, but switch the tokenizer's cache off, which makes it five times slower.
    """
    if len(build_nlp().vocab.strings) > _MAX_WORDS:
        build_nlp.cache_clear()
    return build_nlp()


@cache
def build_nlp() -> Language:
    """Return the spaCy pipeline of this process, built at the first call."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = build_tokenizer(nlp.vocab)
    nlp.max_length = _MAX_LENGTH
    nlp.add_pipe(rules.COMPONENT)
    nlp.add_pipe(names.COMPONENT)
    return nlp
