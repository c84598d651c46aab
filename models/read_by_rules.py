"""The entities that gazetteers, mentions and references read in a sentence, without any learned model.

The pipeline does not do this: it looks for organisations where a frame names them. Here every word is
taken for a place where a name may begin, so that rules and model can be compared label by label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from corpus.marked import Mark
from pipeline.annotate import annotate
from pipeline.core.document import Line, PlanDocument, SourceDocument
from pipeline.extractors import references
from pipeline.extractors.mentions import find_mention_end
from pipeline.normalise.organisation_lists import part_kind, split_organisations
from pipeline.structure import build_document

_NAMES = {"ORG": "ORG", "PROVINCE": "PLACE", "INDEX": "INDEX"}
_KINDS = {"name": "ORG", "common": "ORG", "determined": "COLLECTIVE", "role": "ROLE", "place": "PLACE"}
_WORD = re.compile(r"\w+")
_ISSUER = re.compile(r"\s+của\s")


def read_by_rules(texts: Sequence[str]) -> list[list[Mark]]:
    """Return the entities of each text; of two that overlap the longer, else the first reading."""
    return [list(_without_overlaps(_found(text))) for text in texts]


def _found(text: str) -> Iterator[Mark]:
    document = _document(text)
    doc = annotate(document)
    cited = list(_references(document, doc))
    yield from cited
    yield from _mentions(document.text, str(doc.user_data["key"]), cited)
    for span in doc.spans["names"]:
        if span.label_ in _NAMES:
            yield Mark(span.start_char, span.end_char, _NAMES[span.label_])


def _document(text: str) -> PlanDocument:
    """Return a document that is one line; a line break may take the place of a blank in it, so offsets stay."""
    line = Line(text, whole=True)
    source = SourceDocument("sentence.txt", "0" * 64, "text/plain", len(text), (line,))
    return build_document(source)


def _references(document: PlanDocument, doc: Doc) -> Iterator[Mark]:
    for extraction in references.extract(document, doc):
        for span in extraction.item.evidence:
            issuer = _ISSUER.search(document.text, span.start, span.end)
            yield Mark(span.start, issuer.start() if issuer else span.end, "DOCREF")


def _mentions(text: str, key: str, cited: Sequence[Mark]) -> Iterator[Mark]:
    reach = 0
    for word in _WORD.finditer(text):
        is_cited = any(mark.start <= word.start() < mark.end for mark in cited)
        if word.start() < reach or is_cited or not _may_begin(text, key, word.start()):
            continue
        end = find_mention_end(text, key, word.start(), len(text))
        if end is None:
            continue
        reach = end
        for part in split_organisations(text[word.start() : end]):
            start = word.start() + part.start
            label = _KINDS.get(part_kind(text, key, start))
            if label is not None:
                yield Mark(start, word.start() + part.end, label)


def _may_begin(text: str, key: str, at: int) -> bool:
    """Whether a name may begin with this syllable: a capital, a determiner or an office; `sở` of `trụ sở` may not."""
    return text[at].isupper() or part_kind(text, key, at) in ("determined", "role")


def _without_overlaps(marks: Iterator[Mark]) -> Iterator[Mark]:
    taken: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start)):
        if all(mark.end <= other.start or mark.start >= other.end for other in taken):
            taken.append(mark)
    yield from sorted(taken)
