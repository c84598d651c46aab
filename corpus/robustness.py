"""How the pipeline does on documents that were made worse: `python -m corpus.robustness`.

Every sample is built as text, noise is laid over it, and what comes out is compared with the gold of
the clean document by an equality that looks through that noise, on both sides alike. The rules alone
stand beside the rules that read a repaired text; an error is an item that is spurious or missed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rapidfuzz import fuzz

from corpus.build import build
from corpus.noise import break_lines, drop_tones, misread, shout
from corpus.tools.gold import gold_of
from corpus.tools.model import Source, SourceError, load
from corpus.tools.typeset import MissingFontError
from pipeline.evaluate.evaluation import Evaluation
from pipeline.evaluate.fields import compare_document
from pipeline.evaluate.likeness import STRICT, Likeness, key_of
from pipeline.evaluate.tally import Figures
from pipeline.normalise.text import strip_tones

ALIKE = 85.0
"""Per cent of equal characters, marks aside, from which one printed text is a misreading of another."""

SOURCES = Path(__file__).parent / "sources"
WAYS = ("rules", "model")
_WORD = re.compile(r"[^\W_]+")
_LOOK_ALIKES = str.maketrans("olizsb", "011258")
_NOTHING = Figures(0, 0, 0)


def toneless_key(value: object) -> str:
    """Return what is left of a value when its marks are gone, too."""
    return strip_tones(key_of(value))


def unspaced_key(value: object) -> str:
    """Return what is left of a value when its blanks are gone: a break may have cut a word."""
    return key_of(value).replace(" ", "")


def is_misreading(gold: str, found: str) -> bool:
    """Whether two keys are alike and have the same figures, up to look-alikes (`O6` and `06`)."""
    return fuzz.ratio(gold, found) >= ALIKE and _have_same_figures(gold, found)


def holds_misread(anchor: str, text: str) -> bool:
    """Whether words like the anchor stand in the text."""
    return len(text) >= len(anchor) * ALIKE / 100 and fuzz.partial_ratio(anchor, text) >= ALIKE


def _have_same_figures(gold: str, found: str) -> bool:
    """Whether every figure of the gold is read, and every figure that is read is in the gold."""
    read = Counter(word.translate(_LOOK_ALIKES) for word in _WORD.findall(found))
    wanted = Counter(word for word in _WORD.findall(gold) if word.isdigit())
    return wanted <= read and Counter(word for word in _WORD.findall(found) if word.isdigit()) <= wanted


@dataclass(frozen=True, slots=True)
class Variant:
    """One kind of noise and the equality that looks through it."""

    name: str
    spoil: Callable[[str, int], str]
    likeness: Likeness


TONELESS = Likeness(toneless_key)
MISREAD = Likeness(toneless_key, is_misreading, holds_misread)
VARIANTS = (
    Variant("clean", lambda text, _seed: text, STRICT),
    Variant("tones", lambda text, _seed: drop_tones(text), TONELESS),
    Variant("misread_1", lambda text, seed: misread(text, 0.01, seed), MISREAD),
    Variant("misread_3", lambda text, seed: misread(text, 0.03, seed), MISREAD),
    Variant("upper", lambda text, _seed: shout(text), STRICT),
    Variant("broken", break_lines, Likeness(unspaced_key)),
)
NOISY = VARIANTS[1:]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One variant read in one of `WAYS`."""

    variant: str
    way: str
    evaluation: Evaluation

    @property
    def groups(self) -> dict[str, Figures]:
        """The counts per group of fields (`header`, `task`)."""
        figures = self.evaluation.figures
        return {name.removeprefix("all "): figures[name] for name in figures if name.startswith("all ")}

    @property
    def errors(self) -> int:
        """How many items are spurious or missed."""
        return sum(figures.spurious + figures.missed for figures in self.groups.values())


def measure(
    found: Sequence[Source], names: Sequence[str], ways: Sequence[str], jobs: int, seed: int = 0
) -> Iterator[Outcome]:
    """Build, spoil, extract and compare documents; yield the outcomes variant by variant."""
    documents = [(source.stem, build(source, "txt").decode("utf-8"), gold_of(source)) for source in found]
    with TemporaryDirectory(prefix="vanban-noise-") as folder, ProcessPoolExecutor(jobs) as pool:
        for variant in (variant for variant in VARIANTS if variant.name in names):
            paths = _write(Path(folder) / variant.name, variant, documents, seed)
            for way in ways:
                records = list(pool.map(_extract, paths, [way == "model"] * len(paths), chunksize=4))
                yield Outcome(variant.name, way, _compare(documents, records, variant.likeness))


def _write(folder: Path, variant: Variant, documents: Sequence[tuple[str, str, Any]], seed: int) -> list[Path]:
    """Write the spoilt copies; every document has a seed of its own."""
    folder.mkdir()
    paths = []
    for number, (stem, text, _) in enumerate(documents):
        path = folder / f"{stem}.txt"
        path.write_text(variant.spoil(text, 1000 * seed + number), encoding="utf-8")
        paths.append(path)
    return paths


def _extract(path: Path, is_repaired: bool) -> Mapping[str, Any]:
    from pipeline.run import extract  # noqa: PLC0415 (in the worker, which loads spaCy)

    return extract(path, use_model=is_repaired).model_dump(mode="json")


def _compare(
    documents: Sequence[tuple[str, str, Any]], records: Sequence[Mapping[str, Any]], likeness: Likeness
) -> Evaluation:
    evaluation = Evaluation()
    for (stem, _, gold), record in zip(documents, records, strict=True):
        evaluation.tallies[stem] = compare_document(gold, record, likeness)
    return evaluation


def report(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the table: per variant and group the counts of each way, then the errors side by side."""
    yield f"{'variant':10} {'way':7} {'group':10} {'right':>7} {'spurious':>9} {'missed':>7} {'F1':>6}"
    for outcome in outcomes:
        for group, figures in outcome.groups.items():
            counts = f"{figures.right:7} {figures.spurious:9} {figures.missed:7} {figures.f1:6.3f}"
            yield f"{outcome.variant:10} {outcome.way:7} {group:10} {counts}"
    yield ""
    yield f"{'errors':10} {'rules':>7} {'model':>7} {'gone':>7}"
    table = error_table(outcomes)
    for variant, (rules, repair) in table.items():
        gone = f"{1 - repair / rules:7.1%}" if rules and repair is not None else f"{'':7}"
        yield f"{variant:10} {_count(rules)} {_count(repair)} {gone}"


def error_table(outcomes: Sequence[Outcome]) -> dict[str, tuple[int | None, int | None]]:
    """Return the errors per variant without and with repair, and of all noisy variants together."""
    errors = {(outcome.variant, outcome.way): outcome.errors for outcome in outcomes}
    names = list(dict.fromkeys(outcome.variant for outcome in outcomes))
    table = {name: (errors.get((name, "rules")), errors.get((name, "model"))) for name in names}
    noisy = [table[variant.name] for variant in NOISY if variant.name in table]
    sums = [_sum(column) for column in zip(*noisy, strict=True)] if noisy else [None, None]
    return {**table, "all noisy": (sums[0], sums[1])}


def _sum(counts: Sequence[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _count(count: int | None) -> str:
    return f"{'' if count is None else count:>7}"


def as_json(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the figures as JSON: per variant and way the groups `[right, spurious, missed]` and the errors."""
    out: dict[str, Any] = {}
    for outcome in outcomes:
        groups = {name: [each.right, each.spurious, each.missed] for name, each in outcome.groups.items()}
        out.setdefault(outcome.variant, {})[outcome.way] = {"groups": groups, "errors": outcome.errors}
    return out


def misses(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield every error of the outcomes with its document, for whoever improves the rules or the reading."""
    for outcome in outcomes:
        for stem, tally in outcome.evaluation.tallies.items():
            yield from (f"{outcome.variant} {outcome.way} {stem} {miss.told()}" for miss in tally.misses)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    names = [variant.name for variant in VARIANTS]
    parser = argparse.ArgumentParser(prog="python -m corpus.robustness", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sources", type=Path, default=SOURCES, help="folder of the sources of the documents")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures to a file")
    parser.add_argument("--misses", action="store_true", help="list every error")
    parser.add_argument("--variant", action="append", choices=names, help="only this noise (again for more)")
    parser.add_argument("--way", action="append", choices=WAYS, help="only the rules, or only with the model")
    parser.add_argument("--seed", type=int, default=0, help="other places for the noise")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    options = parser.parse_args(arguments)
    try:
        found = [load(path) for path in sorted(options.sources.glob("*.toml"))]
        outcomes = list(measure(found, options.variant or names, options.way or WAYS, options.jobs, options.seed))
    except (MissingFontError, SourceError) as error:
        sys.stderr.write(f"corpus.robustness: {error}\n")
        return 1
    lines = misses(outcomes) if options.misses else report(outcomes)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    if options.json:
        options.json.write_text(json.dumps(as_json(outcomes), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
