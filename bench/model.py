"""What the learned model costs where it is asked, against asking it about everything.

The floor is the same model over the whole text of the same documents, in one pass. The other side is
the pipeline from lines to record, its own reading of noisy text and the model on the clauses that the
rules leave open, those of all documents together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.language import Language

from bench.rounds import Ratio, compare
from corpus.build import build, sources
from pipeline.annotate import annotate
from pipeline.annotate.model import load_model
from pipeline.batch.inputs import find_inputs
from pipeline.core.document import SourceDocument
from pipeline.core.errors import DocumentError
from pipeline.core.record import Record
from pipeline.extractors import find_open_clauses
from pipeline.readers import read_document
from pipeline.readers.text import read_text
from pipeline.reading import load_reader
from pipeline.run import Draft, consult, finish
from pipeline.structure import build_document

_LIMIT = 0.5


def measure_model(folder: Path | None) -> Iterator[Ratio]:
    """Yield the ratio for the samples and for the documents of another folder; nothing without a model.

    Args:
        folder: further documents; what can't be read in it is passed over.
    """
    nlp = load_model()
    if nlp is None:
        return
    yield _ratio(nlp, "samples", [read_text(build(source, "txt"), "sample.txt") for source in sources()])
    if folder is not None and (read := list(_readable(folder))):
        yield _ratio(nlp, folder.name, read)


def _ratio(nlp: Language, name: str, read: Sequence[SourceDocument]) -> Ratio:
    texts = [build_document(each).text for each in read]
    return compare(
        f"text with model on open clauses: {name} ({len(read)})",
        lambda: records(read),
        "model over the whole text",
        lambda: list(nlp.pipe(texts)),
        _LIMIT,
        rounds=5,
    )


def records(read: Sequence[SourceDocument]) -> list[Record]:
    """Return the records of documents that were read, whose open clauses the model judges together."""
    drafts = [_draft(each) for each in read]
    model = consult(drafts)
    return [finish(draft, model) for draft in drafts]


def _draft(source: SourceDocument) -> Draft:
    reader = load_reader()
    document = build_document(reader.read(source) if reader is not None else source)
    doc = annotate(document)
    return Draft(document, doc, find_open_clauses(document, doc))


def _readable(folder: Path) -> Iterator[SourceDocument]:
    for file in find_inputs([folder], folder / "outputs"):
        try:
            yield read_document(file.path, file.relative)
        except DocumentError:
            continue
