"""An evaluation as lines for a terminal, as JSON, and as the table of confidences."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from io import StringIO

import orjson

from pipeline.confidence import default_threshold
from pipeline.evaluate.evaluation import Evaluation
from pipeline.evaluate.reliability import encode_reliability, reliability_lines
from pipeline.evaluate.tally import Figures, Tally
from pipeline.evaluate.whole import WholeDocuments, total_of

JSON_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_SORT_KEYS


def report_lines(evaluation: Evaluation, with_errors: bool) -> Iterator[str]:
    """Yield the table, the scores of whole documents, the reliability of confidences, and what is wrong.

    Wrong are records as a whole and, if asked, every miss.
    """
    yield from table_lines(evaluation.figures)
    yield from whole_lines(evaluation.whole)
    if evaluation.outcomes:
        yield from reliability_lines(evaluation.outcomes, default_threshold())
    yield from evaluation.troubles
    if with_errors:
        for stem, tally in evaluation.tallies.items():
            yield from (f"{stem}: {miss.told()}" for miss in tally.misses)


def table_lines(
    fields: Mapping[str, Figures], columns: tuple[str, str, str] = ("right", "spurious", "missed")
) -> Iterator[str]:
    """Yield the counts, precision, recall and F1 of every field, with a heading."""
    right, spurious, missed = columns
    yield f"{'field':26}{right:>7}{spurious:>12}{missed:>12}{'P':>8}{'R':>8}{'F1':>8}"
    for name, figures in fields.items():
        counts = f"{figures.right:7}{figures.spurious:12}{figures.missed:12}"
        yield f"{name:26}{counts}{figures.precision:8.3f}{figures.recall:8.3f}{figures.f1:8.3f}"


def whole_lines(whole: WholeDocuments) -> Iterator[str]:
    """Yield in how many documents a group of fields, and every field, is right, and the mean F1."""
    for group, share in whole.groups.items():
        yield f"documents with every {group} field right: {share.right} of {share.scored}"
    yield f"documents with every field right: {whole.every_field.right} of {whole.every_field.scored}"
    yield f"mean F1 of a document: {whole.mean_f1:.3f}"


def encode_evaluation(evaluation: Evaluation) -> bytes:
    """Return the figures as JSON: per field, per document, whole documents, sizes, troubles.

    The bytes depend on the figures only, so that two runs with the same outcome write the same file.
    """
    whole = evaluation.whole
    content = {
        "fields": {name: _figures(figures) for name, figures in evaluation.figures.items()},
        "whole_documents": {
            "every_field": asdict(whole.every_field),
            "groups": {group: asdict(share) for group, share in whole.groups.items()},
            "mean_f1": round(whole.mean_f1, 4),
        },
        "documents": {stem: _document(tally) for stem, tally in evaluation.tallies.items()},
        "confidences": encode_reliability(evaluation.outcomes, default_threshold()),
        "gold": dict(evaluation.sizes),
        "troubles": evaluation.troubles,
    }
    return orjson.dumps(content, option=JSON_OPTIONS)


def encode_makers(evaluation: Evaluation) -> bytes:
    """Return the table of confidences: a row per maker and field, and one of all makers together."""
    output = StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(("maker", "right", "total"))
    rows = list(evaluation.makers)
    fields = [row for row in rows if row[0].startswith("field:")]
    writer.writerow(("*", sum(row[1] for row in fields), sum(row[2] for row in fields)))
    writer.writerows(rows)
    return output.getvalue().encode()


def encode_items(evaluation: Evaluation) -> bytes:
    """Return every item that was judged as a row: what is known about it, its confidence, whether it is right."""
    output = StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(("document", "field", "maker", "confidence", "right", "features"))
    for each in evaluation.outcomes:
        named = (each.document, each.field, each.maker, each.confidence)
        writer.writerow((*named, int(each.is_right), "; ".join(sorted(each.features))))
    return output.getvalue().encode()


def _document(tally: Tally) -> dict[str, float]:
    fields = {name: round(figures.f1, 4) for name, figures in tally.figures()}
    return {**fields, "all": round(total_of(tally).f1, 4)}


def _figures(figures: Figures) -> dict[str, float]:
    return {
        "tp": figures.right,
        "fp": figures.spurious,
        "fn": figures.missed,
        "precision": round(figures.precision, 4),
        "recall": round(figures.recall, 4),
        "f1": round(figures.f1, 4),
    }
