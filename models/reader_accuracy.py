"""How many words the reader reads right: `python -m models.reader_accuracy`.

The words of the sample documents, which took no part in its training, are spoilt, read through the
noise, and compared with what is printed. The word error rate is the number of words that are wrong,
missing or too many, per printed word; case counts only where the text was printed in capitals.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from corpus.build import build, sources
from corpus.robustness import NOISY, Variant
from pipeline.normalise.text import fold
from pipeline.readers.text import read_text
from pipeline.reading import Reader, load_reader
from pipeline.reading.reader import lines_of

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str, is_cased: bool) -> list[str]:
    """Return the words of a text as they are compared; capitals at the beginning of a line don't count."""
    words = [[each[0].lower() + each[1:] for each in _WORD.findall(line)] for line in text.splitlines()]
    return [word if is_cased else fold(word) for line in words for word in line]


def read_lines(text: str, reader: Reader | None) -> str:
    """Return the lines of a text file as the pipeline searches them."""
    source = read_text(text.encode("utf-8"), "spoilt.txt")
    return "\n".join(line.text for line in lines_of(reader.read(source) if reader is not None else source))


def word_error_rate(variant: Variant, texts: Sequence[str], reader: Reader | None) -> float:
    """Return the word errors per printed word over all texts."""
    is_cased = variant.name == "upper"
    errors = total = 0
    for number, text in enumerate(texts):
        printed = words_of(read_lines(text, None), is_cased)
        errors += Levenshtein.distance(printed, words_of(read_lines(variant.spoil(text, number), reader), is_cased))
        total += len(printed)
    return errors / total


def report(reader: Reader) -> Iterator[str]:
    """Yield the table: per kind of noise the word error rate as read and in the reader's reading."""
    texts = [build(source, "txt").decode("utf-8") for source in sources()]
    yield f"{'words wrong':12} {'as read':>8} {'repaired':>9}"
    for variant in NOISY:
        before, after = (word_error_rate(variant, texts, each) for each in (None, reader))
        yield f"{variant.name:12} {before:8.2%} {after:9.2%}"


def main() -> int:
    """Run the command line; return the exit code."""
    reader = load_reader()
    if reader is None:
        sys.stderr.write("models.reader_accuracy: there is no model; python -m models.train_reader makes one.\n")
        return 1
    sys.stdout.writelines(f"{line}\n" for line in report(reader))
    return 0


if __name__ == "__main__":
    sys.exit(main())
