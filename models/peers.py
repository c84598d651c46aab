"""The model of entities beside underthesea's NER and beside the rules: `python -m models.peers ENTITIES`.

The same sentences (written, of the families that training never saw), the same labels as far as they map,
words a second in the same run. ENTITIES is what `python -m models.train --model entities --out DIR` wrote.
underthesea is no dependency of this project: `pip install underthesea` into a virtual environment of its own.

underthesea was trained on news and tells persons, places and organisations apart. What does not map: it
has no collectives (`các sở, ban, ngành`), which count as organisations here (`ORG`) and are left out of
the row `ORG, named`; it may call an office or the province in its name a place, for which there is the
row `any name`, where labels do not count; its `MISC` has nothing to stand for. Roles, documents and
indices are unknown to it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import spacy

import pipeline.annotate.model  # noqa: F401 (registers tokenizer and features)
from bench.rounds import seconds
from corpus.marked import Mark, Sentence
from corpus.training_set import part_of, sentences
from models.read_by_rules import read_by_rules
from pipeline.evaluate.tally import Figures
from pipeline.normalise.text import strip_tones

RESULTS = Path(__file__).parent / "peers.json"
PEER = "underthesea"
ROWS: Mapping[str, tuple[str, ...]] = {
    "ORG": ("ORG", "UNIT", "COLLECTIVE"),
    "ORG, named": ("ORG", "UNIT"),
    "any name": ("ORG", "UNIT", "PERSON", "PLACE"),
    "PERSON": ("PERSON",),
    "PLACE": ("PLACE",),
    "ROLE": ("ROLE",),
    "DOCREF": ("DOCREF",),
    "INDEX": ("INDEX",),
}
"""The rows of the table, each with the labels that count as one in it."""

MAPPED = ("ORG", "ORG, named", "any name", "PERSON", "PLACE")
"""The rows that underthesea has a label for."""

_LABELS = {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORG"}
_NAMED = ("ORG, named", "any name")
_ROUNDS = 3

Read = Callable[[Sequence[str]], Sequence[Sequence[Mark]]]


def model_reader(folder: Path) -> Read:
    """Return what reads entities with a trained model."""
    nlp = spacy.load(folder)

    def read(texts: Sequence[str]) -> list[list[Mark]]:
        docs = nlp.pipe(texts, batch_size=256)
        return [[Mark(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] for doc in docs]

    return read


def peer_reader() -> Read:
    """Return what reads entities with underthesea's default model (a CRF over words; its `deep` is not asked).

    Raises:
        ModuleNotFoundError: where it is not installed.
    """
    ner = import_module(PEER).ner
    return lambda texts: [list(peer_marks(text, ner(text))) for text in texts]


def peer_marks(text: str, tokens: Iterable[Sequence[str]]) -> Iterator[Mark]:
    """Yield the entities of a tagged sentence: words, the last item of each its tag (`B-PER`, `I-PER`, `O`).

    Raises:
        ValueError: where the words are not those of the text.
    """
    found: list[Mark] = []
    at = reach = 0
    for word, *_, tag in tokens:
        start, at = _place(text, word, at)
        kind, _, label = tag.partition("-")
        if label in _LABELS:
            goes_on = kind == "I" and found and found[-1].label == _LABELS[label] and found[-1].end == reach
            found.append(Mark(found.pop().start if goes_on else start, at, _LABELS[label]))
        reach = at
    yield from found


def _place(text: str, word: str, at: int) -> tuple[int, int]:
    """Return where a word stands that comes next in the text, whatever blanks are in it."""
    start = None
    for char in word.replace(" ", ""):
        while at < len(text) and text[at].isspace():
            at += 1
        if strip_tones(text[at : at + 1]).lower() != strip_tones(char).lower():  # it moves tones: `hoà`, `hòa`
            raise ValueError(f"{word!r} is not what comes next: {text[at : at + 20]!r}")
        start = at if start is None else start
        at += 1
    return at if start is None else start, at


def score(gold: Sequence[Sentence], found: Sequence[Sequence[Mark]], row: str, *, exact: bool) -> Figures:
    """Return the counts of a row over all sentences.

    Args:
        gold: The annotated sentences.
        found: What was read in each.
        row: Of `ROWS`.
        exact: Whether a range has to be the same, or only to overlap; each counts once.
    """
    total = Figures(0, 0, 0)
    for sentence, marks in zip(gold, found, strict=True):
        named = [mark for mark in sentence.entities if mark.label == "COLLECTIVE"] if row in _NAMED else []
        have = [mark for mark in _of(row, marks) if not any(_overlaps(mark, other) for other in named)]
        total += _compared(_of(row, sentence.entities), have, exact=exact)
    return total


def _of(row: str, marks: Iterable[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.label in ROWS[row]]


def _compared(gold: Sequence[Mark], found: Sequence[Mark], *, exact: bool) -> Figures:
    waiting = list(gold)
    right = 0
    for mark in found:
        same = (
            each
            for each in waiting
            if ((mark.start, mark.end) == (each.start, each.end) if exact else _overlaps(mark, each))
        )
        met = next(same, None)
        if met is not None:
            waiting.remove(met)
            right += 1
    return Figures(right, len(found) - right, len(waiting))


def _overlaps(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


def compare(readers: Mapping[str, Read], gold: Sequence[Sentence]) -> dict[str, object]:
    """Return words a second and, by row, precision, recall and F1 of each reader, exact and overlapping.

    Words are what stands between blanks; their time is the shortest of three interleaved rounds, processor time.
    """
    texts = [sentence.text for sentence in gold]
    words = sum(len(text.split()) for text in texts)
    found = {name: read(texts) for name, read in readers.items()}
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(_ROUNDS):
        for name, read in readers.items():
            times[name].append(seconds(lambda read=read: read(texts)))
    rows = {
        row: {name: {way: _figures(gold, found[name], row, way) for way in ("exact", "overlap")} for name in readers}
        for row in ROWS
    }
    speed = {name: round(words / min(spent)) for name, spent in times.items()}
    return {"sentences": len(gold), "words": words, "words_a_second": speed, "rows": rows}


def _figures(gold: Sequence[Sentence], found: Sequence[Sequence[Mark]], row: str, way: str) -> list[float]:
    figures = score(gold, found, row, exact=way == "exact")
    return [round(value, 3) for value in (figures.precision, figures.recall, figures.f1)]


def lines_of(results: Mapping[str, object]) -> Iterator[str]:
    """Yield the results as lines for the terminal."""
    readers = list(results["words_a_second"])
    yield f"{results['sentences']} sentences, {results['words']} words; words a second: " + ", ".join(
        f"{name} {speed:,}" for name, speed in results["words_a_second"].items()
    )
    yield f"{'':12}" + "".join(f"{name:^44}" for name in readers)
    for row, figures in results["rows"].items():
        cells = (figures[name][way] for name in readers for way in ("exact", "overlap"))
        yield f"{row:12}" + " |".join("{:6.3f} {:6.3f} {:6.3f}".format(*cell) for cell in cells)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m models.peers", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("entities", type=Path, help="folder of the trained model of entities")
    parser.add_argument("--write", action="store_true", help="put the figures into models/peers.json")
    options = parser.parse_args(arguments)
    if find_spec(PEER) is None:
        sys.stderr.write(f"{PEER} is not installed: run pip install {PEER} in a virtual environment of its own.\n")
        return 2
    gold = [each for each in sentences() if part_of(each) == "test" and each.source == "written"]
    readers: Mapping[str, Read] = {
        "model": model_reader(options.entities),
        "rules": read_by_rules,
        PEER: peer_reader(),
    }
    results = {PEER: version(PEER), **compare(readers, gold)}
    sys.stdout.writelines(f"{line}\n" for line in lines_of(results))
    if options.write:
        RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
