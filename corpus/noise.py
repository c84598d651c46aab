"""What happens to documents on their way: pure, seeded functions from clean text to worse text.

Lines, tabs and table bars stay where they are, except where breaking lines is the point. The same
text and seed give the same noise, on every machine.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from pathlib import Path
from random import Random

from pipeline.normalise.text import strip_tones

EQUAL_SHARE = 0.75
"""Share of recognition errors that leave the length of the text as it is: substitutions by far prevail."""

MARKS: Mapping[str, str] = {
    "grave": "\u0300", "acute": "\u0301", "circumflex": "\u0302", "tilde": "\u0303", "hook": "\u0309", "dot": "\u0323",
    "": "",
}  # fmt: skip
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_BARS = re.compile(r"[\t|]|^\s*[-=*_]{3,}\s*$")
_WORD_ENDS = re.compile(r"(?<=\S) (?=\S)")
_VOWEL_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_BEFORE_MARK = re.compile(r"(?<=[^\W\d_])(?=[,;:](?:\s|$))")
_SHORTEST_PROSE = 60
_CUT_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class Confusion:
    """One way to misread: what is printed, what is read, how often beside the others, and who says so."""

    kind: str
    printed: str
    read: str
    weight: int
    why: str


@cache
def confusions() -> tuple[Confusion, ...]:
    """Return the ways in which recognition of Vietnamese errs, as they stand in `confusions.csv`."""
    with (Path(__file__).parent / "confusions.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return tuple(Confusion(r["kind"], r["printed"], r["read"], int(r["weight"]), r["why"]) for r in rows)


@cache
def misreadings(char: str) -> Mapping[str, int]:
    """Return what one character may be read as, with weights; every reading is one character, too."""
    found: dict[str, int] = {}
    for confusion in confusions():
        if confusion.kind == "length":
            continue
        read = _with_tone(char, confusion) if confusion.kind == "tone" else _with_letter(char, confusion)
        if read is not None and len(read) == 1 and read != char:
            found[read] = found.get(read, 0) + confusion.weight
    return found


def _with_tone(char: str, confusion: Confusion) -> str | None:
    parts = unicodedata.normalize("NFD", char)
    mark = MARKS[confusion.printed]
    return unicodedata.normalize("NFC", parts.replace(mark, MARKS[confusion.read])) if mark in parts else None


def _with_letter(char: str, confusion: Confusion) -> str | None:
    """Change the letter below the tone, capitals alike where the letter is a vowel with a mark or đ."""
    parts = unicodedata.normalize("NFD", char)
    tone = "".join(mark for mark in parts if mark in TONES)
    bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
    if bare == confusion.printed:
        return unicodedata.normalize("NFC", confusion.read + tone)
    if not confusion.printed.isascii() and bare == confusion.printed.upper():
        return unicodedata.normalize("NFC", confusion.read.upper() + tone)
    return None


def drop_tones(text: str) -> str:
    """Return the text as typed without Vietnamese marks: `Đắk Nông` becomes `Dak Nong`."""
    return strip_tones(text)


def shout(text: str) -> str:
    """Return the text printed in capitals throughout."""
    return text.upper()


def misread(text: str, rate: float, seed: int) -> str:
    """Return the text as a poor recognition reads it.

    Args:
        text: The printed text, NFC.
        rate: Errors per character, as a share (0.01 is one in a hundred); the count is exact.
        seed: Another seed errs in other places.
    """
    random = Random(seed)
    count = round(rate * len(text))
    equal = round(EQUAL_SHARE * count)
    edits = [*_substitutions(text, equal, random), *_resizings(text, count - equal, random)]
    return _edited(text, edits)


def _substitutions(text: str, count: int, random: Random) -> list[tuple[int, int, str]]:
    """Errors of equal length: a character errs the likelier, the more ways it has to err."""
    weights = ((at, sum(misreadings(char).values())) for at, char in enumerate(text))
    # Weighted draw without repetition: the largest keys u^(1/w) (Efraimidis and Spirakis 2006).
    keys = ((random.random() ** (1 / weight), at) for at, weight in weights if weight)
    chosen = [at for _, at in nlargest(count, keys)]
    return [(at, at + 1, _drawn(misreadings(text[at]), random)) for at in chosen]


def _resizings(text: str, count: int, random: Random) -> list[tuple[int, int, str]]:
    """Errors that change the length: the kind is drawn by weight, then its place."""
    kinds = [confusion for confusion in confusions() if confusion.kind == "length"]
    places = {kind: _inner_places(text, kind.printed) for kind in kinds}
    kinds = [kind for kind in kinds if places[kind]]
    weights = [kind.weight for kind in kinds]
    drawn = random.choices(kinds, weights, k=count) if kinds else []
    starts = [(random.choice(places[kind]), kind) for kind in drawn]
    return [(at, at + len(kind.printed), kind.read) for at, kind in starts]


def _inner_places(text: str, printed: str) -> list[int]:
    """Return where the characters stand inside a line, between words or in one."""
    around = r"(?<=\S)" if printed == " " else ""
    after = r"(?=\S)" if printed == " " else ""
    return [match.start() for match in re.finditer(around + re.escape(printed) + after, text)]


def _drawn(readings: Mapping[str, int], random: Random) -> str:
    return random.choices(list(readings), list(readings.values()))[0]


def _edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """Apply the edits; of two that touch, the first counts."""
    out: list[str] = []
    at = 0
    for start, end, read in sorted(edits):
        if start >= at:
            out += (text[at:start], read)
            at = end
    return "".join((*out, text[at:]))


def break_lines(text: str, seed: int, width: int = 72) -> str:
    """Return the text with running lines wrapped and broken at random places, a word cut now and then.

    Rows of tables and short lines (headings, header, signature) stay as they are.
    """
    random = Random(seed)
    return "\n".join(piece for line in text.split("\n") for piece in _broken(line, width, random))


def _broken(line: str, width: int, random: Random) -> list[str]:
    if len(line) < _SHORTEST_PROSE or _BARS.search(line):
        return [line]
    pieces: list[str] = []
    while len(line) > width:
        at = _break_at(line, width, random)
        pieces.append(line[:at].rstrip(" "))
        line = line[at:].lstrip(" ")
    return [*pieces, line]


def _break_at(line: str, width: int, random: Random) -> int:
    """Return where to break: mostly at the last blank that fits, else at any blank, seldom inside a word."""
    blanks = [match.start() for match in _WORD_ENDS.finditer(line, 12, width)] or [width]
    at = blanks[-1] if random.random() < 0.7 else random.choice(blanks)
    word = re.compile(r"[^\W\d_]{4,}").match(line, at + 1)
    if word is not None and random.random() < _CUT_SHARE:
        return random.randrange(word.start() + 2, word.end() - 1)
    return at


def mark_up(text: str, seed: int, rate: float = 0.15) -> str:
    """Return the text with stray marks of Markdown: lines in bold, headings, emphasised words, quotes."""
    random = Random(seed)
    shapes = ("**{}**", "## {}", "*{}*", "> {}", "{}  ", "`{}`")
    lines = text.split("\n")
    return "\n".join(
        random.choice(shapes).format(line)
        if line.strip() and not _BARS.search(line) and random.random() < rate
        else line
        for line in lines
    )


def space_out(text: str, seed: int, rate: float = 0.05) -> str:
    """Return the text as old converters leave it.

    Marks of tone and vowel split off by a blank (`đô ́i`), headings set letter by letter
    (`K Ế  H O Ạ C H`), blanks before punctuation.
    """
    random = Random(seed)
    return "\n".join(_spaced(line, rate, random) for line in text.split("\n"))


def _spaced(line: str, rate: float, random: Random) -> str:
    if line.isupper() and len(line) < 30 and not _BARS.search(line) and random.random() < 0.5:
        return "  ".join(" ".join(word) for word in line.split())
    line = _BEFORE_MARK.sub(lambda _: " " if random.random() < rate * 4 else "", line)
    return "".join(_split_tone(char) if random.random() < rate else char for char in line)


def _split_tone(char: str) -> str:
    """Split the tone off a vowel: the mark follows a blank, as converters of old fonts leave it."""
    parts = unicodedata.normalize("NFD", char)
    tone = _VOWEL_TONE.search(parts)
    if tone is None:
        return char
    return unicodedata.normalize("NFC", parts.replace(tone[0], "")) + " " + tone[0]
