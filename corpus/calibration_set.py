"""The items that confidences are fitted on: what the pipeline found, and whether it was right.

Items of documents that the rules had not been written for tell most; the others tell which features go
with errors, and are held apart by their source.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.build import HERE, build, sources
from corpus.marked import Sentence, read_families
from corpus.robustness import VARIANTS
from corpus.training_set import part_of
from pipeline.evaluate.fields import compare_document
from pipeline.evaluate.likeness import STRICT, Likeness
from pipeline.evaluate.outcomes import Outcome, outcomes_of

Json = Mapping[str, Any]

FIRST_RUN = HERE / "first_run"
SENTENCES = HERE / "sentences"
TUNED = ("bt", "qb", "tq")
"""Families of the samples that rules were written with; their first run is one of an early state of the rules."""

BLIND, EARLY, SAMPLE, NOISE, SENTENCE = "blind", "early", "sample", "noise", "sentence"
_MARKER = re.compile(r"^(?:[-+•*–]|\d+(?:\.\d+)*[.)/]?|[a-zđ][.)]|[IVX]+\.)\s+")
_HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH AN SƠN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 57/KH-UBND

An Sơn, ngày 14 tháng 3 năm 2025

KẾ HOẠCH
Công tác năm 2025

I. NHIỆM VỤ, GIẢI PHÁP

"""


@dataclass(frozen=True, slots=True)
class Example:
    """An item with its outcome, the kind of document it is from, and the family that is held out together."""

    outcome: Outcome
    source: str
    family: str


@dataclass(frozen=True, slots=True)
class _Job:
    """A text to extract and the annotation to compare the record with."""

    stem: str
    text: str
    gold: Json
    source: str
    likeness: Likeness = STRICT
    use_model: bool = True


def examples(jobs: int = 2) -> list[Example]:
    """Return all examples: first runs, the samples of today, noisy copies of them, hand-written sentences."""
    return [*first_runs(), *_extracted([*_samples(), *_sentences()], jobs)]


def first_runs(folder: Path = FIRST_RUN) -> Iterator[Example]:
    """Yield the items of the records that the pipeline made when it met the documents for the first time."""
    for path in sorted(folder.glob("*.json.gz")):
        stem = path.name.removesuffix(".json.gz")
        record = json.loads(gzip.decompress(path.read_bytes()))
        gold = json.loads((HERE / "gold" / f"{stem}.json").read_text("utf-8"))
        yield from _examples(stem, record, gold, EARLY if family_of(stem) in TUNED else BLIND)


def family_of(stem: str) -> str:
    """Return the family of a document: of a sample its province, of sentences their own."""
    return stem if "/" in stem else stem.split("-", maxsplit=1)[0]


def _samples() -> Iterator[_Job]:
    """Yield every sample, as it is where rules were written with it, and in each kind of noise."""
    for number, source in enumerate(sources()):
        text = build(source, "txt").decode("utf-8")
        gold = json.loads((HERE / "gold" / f"{source.stem}.json").read_text("utf-8"))
        for variant in VARIANTS:
            kind = SAMPLE if variant.name == "clean" else NOISE
            yield _Job(source.stem, variant.spoil(text, number), gold, kind, variant.likeness)


def _sentences() -> Iterator[_Job]:
    """Yield the families of sentences as documents, without those that are kept for measuring the model.

    The model learned from most of them, so that it would look too good: it only reads those that chose it.
    """
    for family, found in groupby(read_families(SENTENCES, "written"), key=lambda each: each.family):
        items = [each for each in found if each.directive is not None]
        part = part_of(items[0]) if items else "test"
        if part != "test":
            use_model = part == "dev"
            yield _Job(f"{SENTENCE}/{family}", _document(items), _gold(items), SENTENCE, use_model=use_model)


def _document(sentences: Sequence[Sentence]) -> str:
    items = (f"{number}. {_words(each)}\n" for number, each in enumerate(sentences, 1))
    return _HEAD + "".join(items)


def _gold(sentences: Iterable[Sentence]) -> Json:
    """Return who does what: a directive is a task; the rest of the marks has no counterpart in a record."""
    directives = [each for each in sentences if each.directive]
    return {
        "tasks": [
            {"anchor": _words(each), "lead": _marked(each, "LEAD"), "support": _marked(each, "SUPPORT")}
            for each in directives
        ]
    }


def _words(sentence: Sentence) -> str:
    return _MARKER.sub("", sentence.text)


def _marked(sentence: Sentence, label: str) -> list[str]:
    return [sentence.text[mark.start : mark.end] for mark in sentence.marks if mark.label == label]


def _extracted(found: Sequence[_Job], jobs: int) -> Iterator[Example]:
    with TemporaryDirectory(prefix="vanban-calibrate-") as folder, ProcessPoolExecutor(jobs) as pool:
        paths = [Path(folder) / f"{number}.txt" for number in range(len(found))]
        for path, job in zip(paths, found, strict=True):
            path.write_text(job.text, encoding="utf-8")
        records = pool.map(_extract, paths, [job.use_model for job in found], chunksize=8)
        for job, record in zip(found, records, strict=True):
            yield from _examples(job.stem, record, job.gold, job.source, job.likeness)


def _extract(path: Path, use_model: bool) -> Json:
    from pipeline.run import extract  # noqa: PLC0415 (in the worker, which loads spaCy)

    return extract(path, use_model=use_model).model_dump(mode="json")


def _examples(stem: str, record: Json, gold: Json, source: str, likeness: Likeness = STRICT) -> Iterator[Example]:
    tally = compare_document(gold, record, likeness)
    for outcome in outcomes_of(stem, record, tally):
        yield Example(outcome, source, family_of(stem))
