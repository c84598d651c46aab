"""The stages in order, for one document. Read this file first.

A file becomes lines; lines become a structured document with one fixed text; the text becomes an
annotated Doc; spans become extractions; extractions become a record; its organisations get their
ids; checks add what does not add up. Nothing flows back. What is raised on the way is a `DocumentError`
that names its stage.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from traceback import extract_tb

from pipeline.annotate import annotate
from pipeline.assemble import add_findings, assemble
from pipeline.checks import CHECKS
from pipeline.core.document import PlanDocument
from pipeline.core.errors import CrashedError, OutOfMemoryError, TimedOutError, UnreadableError, VanbanError
from pipeline.core.record import Finding, Header, Record
from pipeline.extractors import EXTRACTORS
from pipeline.readers import read_document
from pipeline.resolve.records import Identifier
from pipeline.structure import build_document


def extract(path: str | Path, relative: str | None = None, identifier: Identifier | None = None) -> Record:
    """Read one file and return everything the pipeline learned about it.

    Args:
        path: the file.
        relative: what `source.path` of the record shall say; the file's name where not given.
        identifier: gives the organisations their ids; that of the package's own register where not given.

    Raises:
        DocumentError: where the file can't be read or a stage failed; it has a category and a stage.
    """
    path = Path(path)
    with _stage("read"):
        source = read_document(path, relative or path.name)
    with _stage("structure"):
        document = build_document(source)
    with _stage("annotate"):
        doc = annotate(document)
    with _stage("extract"):
        extractions = [extraction for extractor in EXTRACTORS for extraction in extractor(document, doc)]
    with _stage("assemble"):
        record = assemble(document, extractions)
        if not is_administrative(record):
            record = record.model_copy(update={"header": Header()})
    with _stage("identify"):
        record = (identifier or default_identifier()).identify(record)
    with _stage("check"):
        findings = [_placed(finding, document) for check in CHECKS for finding in check(record)]
        return add_findings(record, findings)


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
