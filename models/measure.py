"""What the trained models can do on families of sentences that they never saw, and beside the rules.

`write_quality` is called after training. `python -m models.measure` asks the installed model anew: rules
only, model only and both on the items of the unseen families, rules with and without the model on the
documents that are held out, and prints both. With `--write` it goes into `quality.json`, too: after a
change of the rules, the model staying as it is.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from spacy.language import Language
from spacy.training import Example

from corpus.build import HELD_OUT
from corpus.marked import Sentence
from corpus.training_set import doc_of, part_of, sentences
from pipeline.annotate.model import load_model
from pipeline.batch.folder import extract_folder
from pipeline.core.record import Record
from pipeline.evaluate.evaluation import evaluate
from pipeline.evaluate.likeness import key_of
from pipeline.evaluate.tally import Figures
from pipeline.run import Draft, consult, finish, prepare
from pipeline.settings import Settings

QUALITY = Path(__file__).parent / "quality.json"
FIELDS = ("directive", "lead", "support", "deadline")
DOCUMENT_FIELDS = ("task", "task.lead", "task.support", "task.deadline", "all task", "all header", "all reference")
# The smallest document in which an item may be a task.
_FRAME = "KẾ HOẠCH\nThực hiện công tác năm 2025\n\nII. NHIỆM VỤ\n{}\n"
_MARKED = re.compile(r"\W*(?:\d+(?:\.\d+)*[.)]|[a-zđ][.)]|\(\w+\)|[-+*•])\s")
_LIKELY = 0.5

Found = Mapping[str, set[str]]


def write_quality(trained: Mapping[str, Language], by_part: Mapping[str, Sequence[Sentence]], path: Path) -> None:
    """Write how each model does on the sentences of the part `test`, by source and label."""
    quality = {
        "sentences": {part: dict(Counter(each.source for each in found)) for part, found in by_part.items()},
        "models": {
            model: {source: dict(_scores(nlp, model, found)) for source, found in _by_source(model, by_part["test"])}
            for model, nlp in trained.items()
        },
        "beside": beside(by_part["test"]),
        "documents": on_documents(),
    }
    _write(quality, path)


def _write(quality: Mapping[str, object], path: Path) -> None:
    path.write_text(json.dumps(quality, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _by_source(model: str, found: Iterable[Sentence]) -> Iterator[tuple[str, list[Sentence]]]:
    learnt = [each for each in found if model == "entities" or each.directive is not None]
    for source in sorted({each.source for each in learnt}):
        yield source, [each for each in learnt if each.source == source]


def _scores(nlp: Language, model: str, found: Sequence[Sentence]) -> Iterator[tuple[str, list[float]]]:
    """Yield precision, recall and F1 of each label, then of all; of the category its F1 only."""
    examples = [Example(nlp.make_doc(each.text), doc_of(each, model)) for each in found]
    scores = nlp.evaluate(examples)
    for label, figures in sorted(scores["ents_per_type"].items()):
        yield label, [round(figures[key], 3) for key in "prf"]
    yield "all", [round(scores[f"ents_{key}"], 3) for key in "prf"]
    if "cats_f_per_type" in scores:
        figures = scores["cats_f_per_type"]["directive"]
        yield "directive", [round(figures[key], 3) for key in "prf"]


def beside(found: Iterable[Sentence]) -> dict[str, dict[str, list[float]]]:
    """Return precision, recall and F1 of rules only, model only and both on the written items of some families."""
    items = [each for each in found if each.source == "written" and each.directive is not None]
    gold = [_annotated(each) for each in items]
    ways: Mapping[str, Callable[[Sequence[Sentence]], Sequence[Found]]] = {
        "rules": lambda items: _read(items, use_model=False),
        "model": _model_only,
        "both": lambda items: _read(items, use_model=True),
    }
    return {way: dict(_compared(gold, find(items))) for way, find in ways.items()}


def _annotated(sentence: Sentence) -> Found:
    found = {
        name: {key_of(sentence.text[m.start : m.end]) for m in sentence.task_spans if m.label == name.upper()}
        for name in FIELDS[1:]
    }
    return {**found, "directive": {"yes"} if sentence.directive else set()}


def _read(items: Sequence[Sentence], *, use_model: bool) -> list[Found]:
    """Return what the pipeline finds in each item, put into a document of its own."""
    drafts: list[Draft] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "item.txt"
        for item in items:
            text = item.text if _MARKED.match(item.text) else f"- {item.text}"
            path.write_text(_FRAME.format(text), "utf-8")
            drafts.append(prepare(path, use_model=use_model))
    if use_model:
        consult(drafts)
    return [_found(finish(draft)) for draft in drafts]


def _found(record: Record) -> Found:
    tasks = record.tasks
    return {
        "directive": {"yes"} if tasks else set(),
        "lead": {key_of(org.raw) for task in tasks for org in task.lead},
        "support": {key_of(org.raw) for task in tasks for org in task.support},
        "deadline": {key_of(each.raw) for task in tasks for each in task.deadlines},
    }


def _model_only(items: Sequence[Sentence]) -> list[Found]:
    nlp = load_model()
    found: list[Found] = []
    for doc in nlp.pipe([item.text for item in items]) if nlp else ():
        is_order = doc.cats["directive"] >= _LIKELY
        spans = {
            name: {key_of(ent.text) for ent in doc.ents if ent.label_ == name.upper() and is_order}
            for name in FIELDS[1:]
        }
        found.append({**spans, "directive": {"yes"} if is_order else set()})
    return found


def _compared(gold: Sequence[Found], found: Sequence[Found]) -> Iterator[tuple[str, list[float]]]:
    for name in FIELDS:
        total = Figures(0, 0, 0)
        for want, have in zip(gold, found, strict=True):
            total += Figures(len(want[name] & have[name]), len(have[name] - want[name]), len(want[name] - have[name]))
        yield name, _rounded(total)


def beside_unseen() -> dict[str, dict[str, list[float]]]:
    """Return precision, recall and F1 of rules only, model only and both on the families kept from training."""
    return beside(each for each in sentences() if part_of(each) == "test")


def on_documents(folder: Path = HELD_OUT) -> dict[str, dict[str, list[float]]]:
    """Return precision, recall and F1 of rules only and of both on documents that neither was made on.

    Args:
        folder: with `samples` and their `gold`.
    """
    return {way: dict(_evaluated(folder, use_model=way == "both")) for way in ("rules", "both")}


def _evaluated(folder: Path, *, use_model: bool) -> Iterator[tuple[str, list[float]]]:
    with TemporaryDirectory() as out:
        extract_folder(folder / "samples", out, Settings(model=use_model, tables=False))
        figures = evaluate(folder / "gold", Path(out) / "records").figures
    for name in DOCUMENT_FIELDS:
        yield name, _rounded(figures.get(name, Figures(0, 0, 0)))


def _rounded(figures: Figures) -> list[float]:
    return [round(figures.precision, 3), round(figures.recall, 3), round(figures.f1, 3)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables of rules only, model only and both; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m models.measure", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--write", action="store_true", help="put them into models/quality.json")
    options = parser.parse_args(arguments)
    measured = {"beside": beside_unseen(), "documents": on_documents()}
    if options.write:
        _write({**json.loads(QUALITY.read_text("utf-8")), **measured}, QUALITY)
    for table in measured.values():
        sys.stdout.writelines(f"{line}\n" for line in _lines(table))
    return 0


def _lines(table: Mapping[str, Mapping[str, Sequence[float]]]) -> Iterator[str]:
    yield f"{'':16}" + "".join(f"{way:^24}" for way in table)
    for name in next(iter(table.values())):
        yield f"{name:16}" + "".join("{:8.3f}{:8.3f}{:8.3f}".format(*figures[name]) for figures in table.values())


if __name__ == "__main__":
    sys.exit(main())
