"""`make bench`: what every stage costs, as a multiple of a floor measured in the same run.

The floors: spaCy's blank tokenizer over the same text, warm; pypdfium2's raw text of the same
pages; pdfplumber's own table extraction, and its words; a raw zip and lxml walk of a DOCX; the learned
model over whole texts. Documents of a folder given as argument (`make bench IN=…`) are measured with the
model, too. The exit status is 1 where a promise is broken.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import time
import tracemalloc
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2
import spacy
from lxml import etree

from bench.inputs import prose_source, sample_texts, table_source
from bench.model import measure_model
from bench.rounds import Ratio, compare, seconds
from corpus.build import HERE, build, sources
from pipeline.annotate import annotate
from pipeline.assemble import add_findings, assemble
from pipeline.checks import CHECKS
from pipeline.core.document import PlanDocument, SourceDocument
from pipeline.core.record import Record
from pipeline.extractors import EXTRACTORS, Extractor, header, rankings, references, scores
from pipeline.readers.docx import read_docx
from pipeline.readers.pdf import read_pdf
from pipeline.readers.text import read_text
from pipeline.run import extract
from pipeline.structure import build_document

_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_DOCUMENTS = 1000
SPINE = (header.extract, references.extract, scores.extract, rankings.extract)
SAMPLES = HERE / "samples"
_HELP_SECONDS = 0.3


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line per ratio; return 1 where one is over its limit."""
    folders = [Path(each) for each in (sys.argv[1:] if arguments is None else arguments)]
    broken = 0
    for ratio in measure(next((each for each in folders if each.resolve() != SAMPLES), None)):
        sys.stdout.write(ratio.line() + "\n")
        sys.stdout.flush()
        broken += not ratio.holds
    return 1 if broken else 0


def measure(folder: Path | None = None) -> Iterator[Ratio]:
    """Yield every ratio, the cheap ones first; of the documents of a folder what the model costs on them."""
    yield _help()
    yield from _text()
    yield from measure_model(folder)
    yield from _docx()
    yield from _pdf()
    yield _memory()


def _help() -> Ratio:
    """`vanban --help`, against a bare interpreter; the limit is 0.3 s as a multiple of it."""
    command = [sys.executable, "-m", "pipeline.cli", "--help"]
    bare = [sys.executable, "-c", "pass"]
    base = min(seconds(lambda: subprocess.run(bare, check=True), time.perf_counter) for _ in range(5))
    return compare(
        "vanban --help",
        lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL),
        "python -c pass",
        lambda: subprocess.run(bare, check=True),
        _HELP_SECONDS / base,
        clock=time.perf_counter,
    )


def _text() -> Iterator[Ratio]:
    """The stages between reader and file, together and one by one."""
    read = [read_text(build(source, "txt"), "sample.txt") for source in sources()]
    documents = [build_document(each) for each in read]
    texts = [document.text for document in documents]
    tokenizer = spacy.blank("xx").tokenizer
    for text in texts:
        # Once an abbreviation was met, spaCy stops filling its cache for the rest of a text: line
        # by line it is warmed as far as it can be, so that the floor is the true one.
        for line in text.split("\n"):
            tokenizer(line)

    def floor() -> None:
        for text in texts:
            tokenizer(text)

    name = "spaCy's blank tokenizer"
    yield compare("text: without tasks, indicators", lambda: [_stages(each, SPINE) for each in read], name, floor, 8)
    yield compare("text: all stages together", lambda: [_stages(each) for each in read], name, floor, 16)
    yield compare("text: structure", lambda: [build_document(each) for each in read], name, floor, None)
    yield compare("text: annotate", lambda: [annotate(each) for each in documents], name, floor, None)
    docs = [(each, annotate(each)) for each in documents]
    for extractor in EXTRACTORS:
        label = f"text: {extractor.__module__.removeprefix('pipeline.extractors.')}"
        yield compare(label, lambda run=extractor: [list(run(*each)) for each in docs], name, floor, None)
    raw = [build(source, "txt") for source in sources()]
    yield compare("text: reader", lambda: [read_text(each, "sample.txt") for each in raw], name, floor, None)


def _stages(source: SourceDocument, extractors: Sequence[Extractor] = EXTRACTORS) -> Record:
    return _record(build_document(source), extractors)


def _record(document: PlanDocument, extractors: Sequence[Extractor]) -> Record:
    doc = annotate(document)
    record = assemble(document, [item for extractor in extractors for item in extractor(document, doc)])
    return add_findings(record, [finding for check in CHECKS for finding in check(record)])


def _docx() -> Iterator[Ratio]:
    for name, source in (("prose", prose_source()), ("tables", table_source())):
        data = build(source, "docx")
        yield compare(
            f"DOCX reader: {name} ({len(data) // 1024} KB)",
            lambda data=data: read_docx(data, "sample.docx"),
            "raw zip and lxml walk",
            lambda data=data: _raw_walk(data),
            4,
        )


def _raw_walk(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return sum(len("".join(t.text or "" for t in p.iter(_TEXT))) for p in root.iter(_PARAGRAPH))


def _pdf() -> Iterator[Ratio]:
    prose = build(prose_source(), "pdf")
    yield compare(
        f"PDF without tasks, indicators: prose ({_page_count(prose)} p.)",
        lambda: _stages(read_pdf(prose, "sample.pdf"), SPINE),
        "pypdfium2's raw text",
        lambda: _raw_text(prose),
        8,
    )
    yield compare(
        "PDF end to end: prose",
        lambda: _stages(read_pdf(prose, "sample.pdf")),
        "pypdfium2's raw text",
        lambda: _raw_text(prose),
        None,
    )
    yield compare(
        "PDF reader: prose", lambda: read_pdf(prose, "a.pdf"), "pypdfium2's raw text", lambda: _raw_text(prose), None
    )
    yield compare(
        "PDF without tasks, indicators: prose",
        lambda: _stages(read_pdf(prose, "sample.pdf"), SPINE),
        "pdfplumber's words",
        lambda: _words(prose),
        1 / 6,
        rounds=3,
    )
    tables = build(table_source(), "pdf")
    yield compare(
        f"PDF end to end: tables ({_page_count(tables)} pages)",
        lambda: _stages(read_pdf(tables, "sample.pdf")),
        "pdfplumber's tables",
        lambda: _tables(tables),
        1.25,
        rounds=5,
    )


def _page_count(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def _raw_text(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    total = 0
    for page in document:
        words = page.get_textpage()
        total += len(words.get_text_range())
        words.close()
        page.close()
    document.close()
    return total


def _words(data: bytes) -> int:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_words()) for page in document.pages)


def _tables(data: bytes) -> int:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_tables()) for page in document.pages)


def _memory() -> Ratio:
    """What Python holds after the last tenth of 1,000 documents, against after the first tenth."""
    with tempfile.TemporaryDirectory() as folder:
        paths = sample_texts(Path(folder), -(-_DOCUMENTS // len(sources())))[:_DOCUMENTS]
        for path in paths[:50]:
            extract(path)
        tracemalloc.start()
        held = []
        for number, path in enumerate(paths, 1):
            extract(path)
            if number % (_DOCUMENTS // 10) == 0:
                held.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
    megabytes = (held[-1] - held[0]) / 1e6
    # A ratio like the others: one megabyte more is allowed over 900 documents.
    return Ratio(
        "memory held after 1,000 documents, + MB", "after 100", megabytes, min(held) / 1e6, max(held) / 1e6, 1.0
    )


if __name__ == "__main__":
    sys.exit(main())
