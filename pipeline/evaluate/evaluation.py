"""All documents: annotations and records are matched by name, compared, and summed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import orjson

from pipeline.core.errors import UsageError
from pipeline.evaluate.fields import compare_document
from pipeline.evaluate.grounding import ungrounded
from pipeline.evaluate.likeness import STRICT, Likeness
from pipeline.evaluate.outcomes import Outcome, outcomes_of
from pipeline.evaluate.plain import Json
from pipeline.evaluate.sizes import sizes_of
from pipeline.evaluate.tally import Figures, Tally, group_of
from pipeline.evaluate.whole import WholeDocuments, whole_documents

GROUPS = ("header", "reference", "score", "ranking", "indicator", "task", "deadline", "finding")


@dataclass(slots=True)
class Evaluation:
    """What came out: a tally per document, and what could not be compared.

    `outcomes` has every item that was judged; `sizes` counts what is annotated; `troubles` are lines about
    records that are missing, double, broken or not grounded.
    """

    tallies: dict[str, Tally] = field(default_factory=dict)
    sizes: Counter[str] = field(default_factory=Counter)
    outcomes: list[Outcome] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    @property
    def figures(self) -> dict[str, Figures]:
        """Counts per field over all documents, in the order of the record, then per group of fields."""
        fields: dict[str, Figures] = {}
        for tally in self.tallies.values():
            for name, figures in tally.figures():
                fields[name] = fields.get(name, Figures(0, 0, 0)) + figures
        fields = dict(sorted(fields.items(), key=lambda field: _place(field[0])))
        groups: dict[str, Figures] = {}
        for name, figures in fields.items():
            group = f"all {group_of(name)}"
            groups[group] = groups.get(group, Figures(0, 0, 0)) + figures
        return {**fields, **groups}

    @property
    def whole(self) -> WholeDocuments:
        """The scores of documents as wholes."""
        return whole_documents(self.tallies.values(), GROUPS)

    @property
    def makers(self) -> Iterator[tuple[str, int, int]]:
        """Every maker and field with how often it was right and how often it spoke, by name."""
        right: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for tally in self.tallies.values():
            right.update(tally.maker_right)
            total.update(tally.maker_total)
        return ((maker, right[maker], total[maker]) for maker in sorted(total))


def evaluate(gold_folder: Path, record_folder: Path, likeness: Likeness = STRICT) -> Evaluation:
    """Compare every annotation `<stem>.json` with the record whose `source.path` has that stem.

    Raises:
        UsageError: where a folder is not there, there are no annotations, or one can't be read.
    """
    for folder in (gold_folder, record_folder):
        if not folder.is_dir():
            raise UsageError(f"There is no folder {folder}.", "no_input", path=folder)
    evaluation = Evaluation()
    records = _read_records(record_folder, evaluation.troubles)
    annotations = sorted(gold_folder.glob("*.json"))
    if not annotations:
        raise UsageError(f"There are no annotations in {gold_folder}.", "no_gold", path=gold_folder)
    for path in annotations:
        found = records.get(path.stem, [])
        if len(found) != 1:
            evaluation.troubles.append(f"{path.stem}: {len(found) or 'no'} records")
        record = found[0] if found else {}
        gold = _read_gold(path)
        evaluation.sizes.update(sizes_of(gold))
        evaluation.tallies[path.stem] = compare_document(gold, record, likeness)
        evaluation.outcomes += outcomes_of(path.stem, record, evaluation.tallies[path.stem])
        evaluation.troubles += [f"{path.stem}: not grounded: {line}" for line in ungrounded(record)]
    return evaluation


def _read_gold(path: Path) -> Json:
    try:
        content = orjson.loads(path.read_bytes())
    except ValueError as error:
        raise UsageError(f"The annotation {path} can't be read: {error}.", "bad_gold", path=path) from error
    if not isinstance(content, dict):
        raise UsageError(f"The annotation {path} is no object.", "bad_gold", path=path)
    return content


def _read_records(folder: Path, troubles: list[str]) -> dict[str, list[Json]]:
    """Return the records by the stem of their source; other JSON files are passed over."""
    records: dict[str, list[Json]] = {}
    for path in sorted(folder.rglob("*.json")):
        try:
            content = orjson.loads(path.read_bytes())
        except ValueError as error:
            troubles.append(f"{path.name}: can't be read: {error}")
            continue
        if isinstance(content, dict) and isinstance(content.get("source"), dict):
            stem = PurePosixPath(str(content["source"].get("path", ""))).stem
            records.setdefault(stem, []).append(content)
    return records


def _place(name: str) -> tuple[int, str]:
    return GROUPS.index(group_of(name)), name
