"""An evaluation as lines for a terminal, as JSON, and as the table of confidences."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

import orjson

from pipeline.evaluate.evaluation import Evaluation
from pipeline.evaluate.tally import Figures


def report_lines(evaluation: Evaluation, with_errors: bool) -> Iterator[str]:
    """Yield the table, the whole-header score, what is wrong with the records and, if asked, every miss."""
    yield f"{'field':26}{'right':>7}{'spurious':>10}{'missed':>8}{'P':>8}{'R':>8}{'F1':>8}"
    for name, figures in evaluation.figures.items():
        counts = f"{figures.right:7}{figures.spurious:10}{figures.missed:8}"
        yield f"{name:26}{counts}{figures.precision:8.3f}{figures.recall:8.3f}{figures.f1:8.3f}"
    right, scored = evaluation.whole_headers
    yield f"documents with every header field right: {right} of {scored}"
    yield from evaluation.troubles
    if with_errors:
        for stem, tally in evaluation.tallies.items():
            yield from (f"{stem}: {miss}" for miss in tally.misses)


def encode_evaluation(evaluation: Evaluation) -> bytes:
    """Return the figures as JSON: per field, per document, and what is wrong with the records."""
    right, scored = evaluation.whole_headers
    content = {
        "fields": {name: _figures(figures) for name, figures in evaluation.figures.items()},
        "whole_headers": {"right": right, "scored": scored},
        "documents": {
            stem: {name: round(figures.f1, 4) for name, figures in tally.figures()}
            for stem, tally in evaluation.tallies.items()
        },
        "troubles": evaluation.troubles,
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


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


def _figures(figures: Figures) -> dict[str, float]:
    return {
        "right": figures.right,
        "spurious": figures.spurious,
        "missed": figures.missed,
        "precision": round(figures.precision, 4),
        "recall": round(figures.recall, 4),
        "f1": round(figures.f1, 4),
    }
