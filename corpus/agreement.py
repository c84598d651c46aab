"""How far two readers of the same documents agree: `python -m corpus.agreement`.

The second annotation is compared with the first exactly as a record is compared with the gold: tasks are
paired by their first words, of the pairs the parts are compared, indicators by their keys.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus.tools.gold import ANNOTATION
from corpus.tools.model import load
from corpus.tools.to_text import canonical_text
from pipeline.evaluate.evaluation import Evaluation
from pipeline.evaluate.fields import compare_document
from pipeline.evaluate.likeness import key_of
from pipeline.evaluate.plain import Json
from pipeline.evaluate.report import table_lines
from pipeline.evaluate.sizes import sizes_of

SECOND = ANNOTATION / "second"
SOURCES = ANNOTATION.parent / "sources"
ONE, OTHER = "first only", "second only"


class AgreementError(Exception):
    """There is nothing to compare; the message is one sentence that says why."""


def agreement(first: Path, second: Path, texts: Mapping[str, str]) -> Evaluation:
    """Compare the annotations of the same names in two folders.

    Args:
        first: Folder of the annotations that the gold is made of.
        second: Folder of the annotations by another reader, of some of the same documents.
        texts: What is printed in each document, by stem.

    Returns:
        Right is what both have, missed what only the first has, spurious what only the second has.

    Raises:
        AgreementError: where there is no second annotation, or one without a first.
    """
    paths = sorted(second.glob("*.json"))
    if not paths:
        raise AgreementError(f"There are no annotations in {second.name}.")
    evaluation = Evaluation()
    for path in paths:
        if not (first / path.name).exists():
            raise AgreementError(f"{path.name} has no first annotation.")
        one, other = _read(first / path.name), _read(path)
        evaluation.sizes.update(sizes_of(one))
        evaluation.tallies[path.stem] = compare_document(one, as_record(other, one, texts.get(path.stem, "")))
    return evaluation


def as_record(annotation: Json, other: Json, text: str) -> Json:
    """Return an annotation in the form of a record: with the text of its tasks, so far as the other's anchors reach."""
    tasks = annotation.get("tasks", [])
    longest = max((len(key_of(task["anchor"])) for task in other.get("tasks", [])), default=0)
    openings = _openings(key_of(text), [key_of(task["anchor"]) for task in tasks], longest)
    return {**annotation, "tasks": [{**task, "text": opening} for task, opening in zip(tasks, openings, strict=True)]}


def _openings(text: str, anchors: Sequence[str], length: int) -> Iterator[str]:
    """Yield each anchor with so many characters that stand behind it in the text, in the order of the document."""
    position = 0
    for anchor in anchors:
        found = text.find(anchor, position)
        position = position if found < 0 else found
        yield anchor if found < 0 else text[found : found + len(anchor) + length]


def printed_texts(second: Path = SECOND) -> dict[str, str]:
    """Return what is printed in every sample document that was annotated twice, by stem."""
    found = [load(SOURCES / f"{path.stem}.toml") for path in sorted(second.glob("*.json"))]
    return {source.stem: canonical_text(source) for source in found}


def of_samples() -> Evaluation:
    """Return the agreement on the sample documents that were annotated twice."""
    return agreement(ANNOTATION, SECOND, printed_texts())


def disagreements(evaluation: Evaluation) -> Iterator[str]:
    """Yield a line for every item that the two see differently."""
    for stem, tally in evaluation.tallies.items():
        yield from (f"{stem}: {miss.told(ONE, OTHER)}" for miss in tally.misses)


def agreement_table(evaluation: Evaluation) -> str:
    """Return the agreement per field as a Markdown table."""
    rows = [f"| Field | both | {ONE} | {OTHER} | F1 |", "| --- | --: | --: | --: | --: |"]
    for name, figures in evaluation.figures.items():
        if not name.startswith("all "):
            counts = f"{figures.right} | {figures.missed} | {figures.spurious}"
            rows.append(f"| `{name}` | {counts} | {figures.f1:.3f} |")
    return "\n".join(rows)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m corpus.agreement", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--errors", action="store_true", help="list every item that the two see differently")
    options = parser.parse_args(arguments)
    try:
        evaluation = of_samples()
    except AgreementError as error:
        sys.stderr.write(f"corpus.agreement: {error}\n")
        return 2
    sizes = evaluation.sizes
    heading = ", ".join(f"{sizes[kind]} {kind}" for kind in ("documents", "tasks", "deadlines", "indicators"))
    lines = [f"first annotation: {heading}", *table_lines(evaluation.figures, ("both", OTHER, ONE))]
    lines += disagreements(evaluation) if options.errors else ()
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _read(path: Path) -> Json:
    content: Json = json.loads(path.read_text("utf-8"))
    return content


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` has enough of it
    sys.exit(main())
