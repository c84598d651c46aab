"""The stages in order, for one document. Read this file first.

A file becomes lines; lines become a structured document with one fixed text; the text becomes an
annotated Doc; spans become extractions; extractions become a record; its organisations get their
ids; checks add what does not add up. Nothing flows back. What is raised on the way is a `DocumentError`
that names its stage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from traceback import extract_tb

from pipeline.annotate import Doc, annotate, ask, model_name
from pipeline.assemble import add_findings, assemble
from pipeline.checks import CHECKS
from pipeline.confidence import with_confidences
from pipeline.core.answer import Clause
from pipeline.core.document import PlanDocument
from pipeline.core.errors import CrashedError, OutOfMemoryError, TimedOutError, UnreadableError, VanbanError
from pipeline.core.record import Finding, Header, Record
from pipeline.extractors import ANSWERS, EXTRACTORS, find_open_clauses
from pipeline.readers import MAX_BYTES, Office, read_document
from pipeline.reading import load_reader, tell_as_read
from pipeline.resolve.records import Identifier
from pipeline.structure import build_document


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that was read and annotated, and the clauses that the rules leave to the learned model."""

    document: PlanDocument
    doc: Doc
    clauses: Sequence[Clause]


def extract(
    path: str | Path,
    relative: str | None = None,
    office: Office | None = None,
    *,
    use_model: bool = True,
    identifier: Identifier | None = None,
) -> Record:
    """Read one file and return everything the pipeline learned about it.

    Args:
        path: the file.
        relative: what `source.path` of the record shall say; the file's name where not given.
        office: converts files of other office programs; one is made for the file where not given.
        use_model: whether the learned model is used, where it is installed: to read text that lost its marks
            or was misread, and to judge clauses that the rules leave open.
        identifier: gives the organisations their ids; that of the package's own register where not given.

    Raises:
        DocumentError: where the file can't be read or a stage failed; it has a category and a stage.
    """
    draft = prepare(path, relative, office, use_model=use_model)
    model = consult([draft]) if use_model else None
    return finish(draft, model, identifier)


def prepare(
    path: str | Path, relative: str | None = None, office: Office | None = None, *, use_model: bool = True
) -> Draft:
    """Read and annotate one file; the arguments are those of `extract`.

    Raises:
        DocumentError: as `extract`.
    """
    path = Path(path)
    with _stage("read"):
        source = read_document(path, relative or path.name, MAX_BYTES, office)
        reader = load_reader() if use_model else None
        reading = reader.read(source) if reader is not None else source
    with _stage("structure"):
        document = build_document(reading)
    with _stage("annotate"):
        doc = annotate(document)
    with _stage("extract"):
        return Draft(document, doc, find_open_clauses(document, doc))


def consult(drafts: Sequence[Draft]) -> str | None:
    """Ask the learned model about the open clauses of all these documents at once, and keep its answers.

    Returns:
        Its name and version; None where no model is installed.

    Raises:
        DocumentError: where the model failed.
    """
    with _stage("annotate"):
        for draft, answers in zip(drafts, ask([(d.document.text, d.clauses) for d in drafts]), strict=True):
            draft.doc.user_data[ANSWERS] = answers
        return model_name()


def finish(draft: Draft, model: str | None = None, identifier: Identifier | None = None) -> Record:
    """Return the record of an annotated document.

    Args:
        draft: the document.
        model: which model was asked about it.
        identifier: gives the organisations their ids; that of the package's own register where not given.

    Raises:
        DocumentError: as `extract`.
    """
    document = draft.document
    with _stage("extract"):
        extractions = [extraction for extractor in EXTRACTORS for extraction in extractor(document, draft.doc)]
    with _stage("assemble"):
        record = assemble(document, extractions, model)
        if not is_administrative(record):
            record = record.model_copy(update={"header": Header()})
    with _stage("identify"):
        record = (identifier or default_identifier()).identify(record)
    with _stage("check"):
        findings = [_placed(finding, document) for check in CHECKS for finding in check(record)]
        return with_confidences(tell_as_read(add_findings(record, findings), document))


@cache
def default_identifier() -> Identifier:
    """Return the identifier of the package's own register."""
    return Identifier()


def _placed(finding: Finding, document: PlanDocument) -> Finding:
    """Give the spans of a finding their page and box: a check sees only the record."""
    finding.evidence = document.evidence(*((span.start, span.end) for span in finding.evidence))
    return finding


def is_administrative(record: Record) -> bool:
    """Whether anything shows that this is an administrative document: a number, a title or a signer."""
    header = record.header
    return bool(header.number or header.doc_type or header.signer)


@contextmanager
def _stage(name: str) -> Iterator[None]:
    try:
        yield
    except TimedOutError as error:
        error.stage = name
        raise
    except VanbanError:
        raise
    except MemoryError as error:
        raise OutOfMemoryError(name) from error
    # The one broad except of the program: one document that breaks a stage must not stop the
    # other thousand, and what broke is kept as the cause.
    except Exception as error:
        if name == "read" and isinstance(error, OSError):
            raise UnreadableError(f"The file can't be opened: {error.strerror or error}.") from error
        raise CrashedError(name, _describe(error)) from error


def _describe(error: Exception) -> str:
    """Return the kind of an error, its first line, and where in the program it came from."""
    words = str(error).strip().split("\n")[0][:200]
    frame = extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return f"{type(error).__name__}: {words}, {place}" if words else f"{type(error).__name__}, {place}"
