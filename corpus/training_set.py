"""The annotated sentences as spaCy documents, split by family, with noisy copies of the training part.

Two models learn from them, one after the other with one configuration (`models/config.cfg`): `entities`
from all sentences, `task` from the directives: who leads, who supports, what is to be done, by when. The
second also learns whether an item is a directive at all. Each reads its spans from `doc.ents`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import spacy
from spacy.tokens import Doc

from corpus import noise
from corpus.generate import generate
from corpus.marked import Mark, Sentence, read_families
from pipeline.annotate.model import syllables

HERE = Path(__file__).parent
PARTS = ("train", "dev", "test")
MODELS = ("entities", "task")
GENERATED = 3_600
SEED = 20261120

Noise = Callable[[str, int], str]
NOISES: Mapping[str, Noise] = {
    "tones": lambda text, _: noise.drop_tones(text),
    "recognition": lambda text, seed: noise.misread(text, 0.03, seed),
    "upper": lambda text, _: noise.shout(text),
}


def sentences() -> list[Sentence]:
    """Return all sentences: those written by hand, and those made from frames."""
    return [*read_families(HERE / "sentences", "written"), *generate(GENERATED, SEED)]


@cache
def split() -> Mapping[str, frozenset[str]]:
    """Return the families that are kept from training, by part."""
    parts = tomllib.loads((HERE / "split.toml").read_text("utf-8"))
    return {part: frozenset(families) for part, families in parts.items()}


def part_of(sentence: Sentence) -> str:
    """Return the part that a sentence belongs to, by its family."""
    return next((part for part, families in split().items() if sentence.family in families), "train")


def noisy_copy(sentence: Sentence, noise_of: Noise, seed: int) -> Sentence:
    """Return the sentence with noise in its words; the marks stay on the words they were on."""
    position, starts, ends, text = 0, {}, {}, ""
    for start, words in cut_at_marks(sentence):
        starts[start] = position
        noisy = noise_of(words, seed + start) if words.strip() else words
        text += noisy
        position += len(noisy)
        ends[start + len(words)] = position
    marks = tuple(Mark(starts[mark.start], ends[mark.end], mark.label) for mark in sentence.marks)
    kept = tuple(mark for mark in marks if text[mark.start : mark.end].strip())
    return Sentence(text, kept, sentence.directive, sentence.family, sentence.source)


def cut_at_marks(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Yield the text in pieces that no mark begins or ends inside of, each with its offset."""
    cuts = sorted({0, len(sentence.text), *(at for mark in sentence.marks for at in (mark.start, mark.end))})
    for start, end in pairwise(cuts):
        yield start, sentence.text[start:end]


def training_sentences(found: Iterable[Sentence], seed: int = SEED) -> list[Sentence]:
    """Return the training part: what was written twice and once more with noise, and a third of what was made.

    Made sentences are many and alike: with all of them the model learns the frames.
    """
    rng = Random(seed)
    names = sorted(NOISES)
    chosen: list[Sentence] = []
    for sentence in found:
        noisy = noisy_copy(sentence, NOISES[rng.choice(names)], rng.randrange(1 << 30))
        if sentence.source == "written":
            chosen += [sentence, sentence, noisy]
        elif rng.random() < 1 / 3:
            chosen.append(rng.choice((sentence, noisy)))
    rng.shuffle(chosen)
    return chosen


@cache
def blank() -> spacy.language.Language:
    """Return the tokenizer of the model and nothing else."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = syllables()(nlp)
    return nlp


def doc_of(sentence: Sentence, model: str) -> Doc:
    """Return a sentence as a model shall read it.

    A mark that does not begin and end at token borders is shrunk to the tokens inside it.
    """
    doc = blank()(sentence.text)
    marks = sentence.entities if model == "entities" else flat_task(sentence)
    spans = (doc.char_span(mark.start, mark.end, label=mark.label, alignment_mode="contract") for mark in marks)
    doc.ents = [span for span in spans if span is not None]
    if sentence.directive is not None:
        doc.cats = {"directive": float(sentence.directive), "other": float(not sentence.directive)}
    return doc


def flat_task(sentence: Sentence) -> Sequence[Mark]:
    """Return the spans of a task without overlaps: an action ends where a deadline or target inside it begins."""
    kept: list[Mark] = []
    for mark in sorted(sentence.task_spans, key=lambda mark: (mark.label == "ACTION", mark.start, -mark.end)):
        inside = [other.start for other in kept if mark.start <= other.start < mark.end]
        end = min(inside, default=mark.end)
        if end > mark.start and all(end <= other.start or mark.start >= other.end for other in kept):
            kept.append(Mark(mark.start, end, mark.label))
    return sorted(kept)
