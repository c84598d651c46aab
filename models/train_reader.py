"""Train the reader: `python -m models.train_reader`.

Counts words, pairs and triples in text of the project's own: the hand-written sentences, the
gazetteers and word lists of `pipeline/patterns`, the examples that its rules carry, and the formulas
of the form. The sample documents are no part of it: they measure how well it reads. Same text, same
file: there is nothing random.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from pipeline.normalise.syllables import syllables
from pipeline.normalise.text import fold, strip_tones
from pipeline.patterns.gazetteer import load_names, read_table
from pipeline.reading.language import START
from pipeline.reading.words import WORD, cased_token_of, is_abbreviation, is_in_capitals, token_of

ROOT = Path(__file__).parent.parent
SENTENCES = ROOT / "corpus" / "sentences"
OUT = Path(__file__).parent / "vanban_vi" / "vanban_vi" / "reader.json.gz"
_MARKS = re.compile(r"\{[A-Z_]+\||\}")
_PATTERN_SIGNS = re.compile(r"\\s[?+*]?|\(\?[:=!<]+|[\\^$?+*()\[\]{}]")


def sentences(folder: Path) -> Iterator[str]:
    """Yield the hand-written items, without their sign and their marks."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line[:2] in ("+ ", "- ", ". "):
                yield _MARKS.sub("", line[2:])


def names() -> Iterator[str]:
    """Yield the names of the gazetteers and the words of the lists."""
    for name in load_names():
        yield from name.forms
    for row in read_table("doc_types.csv"):
        yield row["name"]
    for row in read_table("issuer_codes.csv"):
        yield f"{row['name']} {row['code']}"
    for file in ("task_words.csv", "organisation_words.csv"):
        yield from (words for row in read_table(file) for words in row["words"].split("|"))
    yield from (row["name"] for row in read_table("units.csv"))
    for file in ("task_columns.csv", "task_sections.csv", "area_words.csv"):
        for row in read_table(file):
            yield from filter(None, _PATTERN_SIGNS.sub(" ", row["pattern"]).split("|"))


def examples() -> Iterator[str]:
    """Yield the examples of the rules."""
    for path in sorted((ROOT / "pipeline" / "patterns").glob("*.toml")):
        content = tomllib.loads(path.read_text("utf-8"))
        rules = (rule for entry in content.values() if isinstance(entry, list) for rule in entry)
        for rule in (rule for rule in rules if isinstance(rule, dict)):
            yield from (str(text) for key in ("examples", "counterexamples") for text in rule.get(key, []))


def formulas() -> Iterator[str]:
    """Yield the formulas of the form."""
    lines = (Path(__file__).parent / "formulas.txt").read_text("utf-8").splitlines()
    return (line for line in lines if not line.startswith("#"))


def texts(folder: Path) -> Iterator[str]:
    """Yield all training text, line by line."""
    for lines in (sentences(folder), names(), examples(), formulas()):
        yield from (line for text in lines for line in text.splitlines())


def train(lines: Iterable[str]) -> dict[str, object]:
    """Return the content of the model file: the model of folded words and that of words in their case."""
    printed = [(line, WORD.findall(line)) for line in lines]
    codes = Counter(word for line, words in printed for word in words if _is_code(word, line))
    running = [words for line, words in printed if not line.isupper()]
    mixed = {word.upper(): word for words in running for word in words if _is_mixed(word)}
    folded = count([words for _, words in printed], token_of)
    return {"folded": {**folded, "codes": _codes(codes)}, "cased": {**count(running, cased_token_of), "codes": mixed}}


def _is_code(word: str, line: str) -> bool:
    return is_abbreviation(word, is_in_capitals(line)) and fold(word) not in syllables()


def _is_mixed(word: str) -> bool:
    """Whether a word has capitals inside, as `TTg` or `VNeID`."""
    return word.isalpha() and not word.isupper() and not word[1:].islower() and len(word) > 2


def count(lines: Sequence[Sequence[str]], token: Callable[[str], str]) -> dict[str, object]:
    """Return the words with spelling and count, and the counts of pairs and triples."""
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, ...]] = Counter()
    triples: Counter[tuple[str, ...]] = Counter()
    spellings: Counter[tuple[str, str]] = Counter()
    for words in lines:
        tokens = [START, START, *map(token, words)]
        spellings.update(zip(tokens[2:], map(str.lower, words), strict=True))
        singles.update(tokens)
        pairs.update(pairwise(tokens[1:]))
        triples.update(zip(tokens, tokens[1:], tokens[2:], strict=False))
    known = sorted(singles, key=lambda word: (-singles[word], word))
    place = {word: index for index, word in enumerate(known)}
    usual = _usual(spellings)
    return {
        "words": [[word, usual.get(word, word), singles[word]] for word in known],
        "pairs": sorted([*(place[word] for word in key), times] for key, times in pairs.items()),
        "triples": sorted([*(place[word] for word in key), times] for key, times in triples.items()),
    }


def _usual(spellings: Counter[tuple[str, str]]) -> dict[str, str]:
    """Return the commonest spelling of each word (`hóa` or `hoá`)."""
    usual: dict[str, str] = {}
    for token, spelt in sorted(spellings, key=lambda key: (spellings[key], key)):
        usual[token] = spelt
    return usual


def _codes(codes: Counter[str]) -> dict[str, str]:
    """Return the abbreviations that are mostly printed with a mark, by what they are without."""
    best: dict[str, str] = {}
    for code in sorted(codes, key=lambda code: (codes[code], code)):
        best[strip_tones(code)] = code
    return {bare: code for bare, code in sorted(best.items()) if bare != code and codes[code] > codes[bare]}


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m models.train_reader", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sentences", type=Path, default=SENTENCES, help="folder of the hand-written sentences")
    parser.add_argument("--out", type=Path, default=OUT, help="model file")
    options = parser.parse_args(arguments)
    content = train(texts(options.sentences))
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    options.out.write_bytes(gzip.compress(data, 9, mtime=0))
    sys.stdout.write(f"{options.out.name}: {options.out.stat().st_size // 1024} KiB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
