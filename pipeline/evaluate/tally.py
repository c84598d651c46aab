"""Counting what is right, spurious and missed, per field and per maker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.evaluate.likeness import is_same, never
from pipeline.evaluate.misses import Miss

PARTS_OF_OTHERS = frozenset(
    {"score.points", "score.change", "header.number.symbol", "header.signer.position", "header.signer.authority"}
)
"""Fields that score a part of an item that another field scores too; its maker is counted only there."""

RECORD_FIELDS = {
    "header.number.value": "header.number",
    "header.signer.name": "header.signer",
    "reference": "references",
    "score": "scores",
    "ranking": "rankings",
    "indicator": "indicators",
    "task": "tasks",
    "finding": "findings",
}
"""What the record calls a field that is scored under another name."""


def group_of(name: str) -> str:
    """Return the group of a field: `task.lead` is one of `task`."""
    return name.split(".", maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class Found:
    """What a record says for a field: a value to compare, who made it, and the item that it is of."""

    value: Hashable
    maker: str | None = None
    item: object = field(default=None, compare=False, repr=False)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was found."""
        return self.value is None or self.value == ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an item of a record, the very object that was compared, is right in one field."""

    name: str
    item: object
    is_right: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one field, and what is usually made of them."""

    right: int
    spurious: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.right / (self.right + self.spurious) if self.right else 0.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 0 where nothing is there."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.right / (2 * self.right + self.spurious + self.missed) if self.right else 0.0

    @property
    def is_faultless(self) -> bool:
        """Whether nothing is spurious and nothing missed."""
        return self.spurious == 0 and self.missed == 0

    def __add__(self, other: Figures) -> Figures:
        """Return the sum of the counts."""
        return Figures(self.right + other.right, self.spurious + other.spurious, self.missed + other.missed)


@dataclass(slots=True)
class Tally:
    """Counts of one document."""

    right: Counter[str] = field(default_factory=Counter)
    spurious: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    maker_right: Counter[str] = field(default_factory=Counter)
    maker_total: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    def compare_value(
        self,
        name: str,
        gold: object,
        found: Found,
        same: Callable[[object, object], bool] = is_same,
        where: str = "",
    ) -> None:
        """Compare a field that holds one value: right, wrong (spurious and missed), or one of the two."""
        gold_blank = gold is None or gold in ("", [])
        if gold_blank and found.is_blank:
            return
        is_right = not gold_blank and not found.is_blank and same(gold, found.value)
        self.right[name] += is_right
        self.spurious[name] += not is_right and not found.is_blank
        self.missed[name] += not is_right and not gold_blank
        if not found.is_blank:
            self.judge(name, found, is_right)
        if not is_right:
            missed = None if gold_blank else repr(gold)
            self.misses.append(Miss(name, missed, None if found.is_blank else repr(found.value), where))

    def compare_many(
        self,
        name: str,
        gold: Iterable[Hashable],
        found: Iterable[Found],
        where: str = "",
        misreads: Callable[[str, str], bool] = never,
    ) -> None:
        """Compare a field that holds several values, in any order; each gold value is met once.

        With `misreads`, a value that is none of the gold ones counts for the first one left over that it
        may be a misreading of.
        """
        offered = list(found)
        waiting = Counter(gold)
        exact = Counter(item.value for item in offered) & waiting
        for item in offered:
            is_exact = exact[item.value] > 0
            met = item.value if is_exact else _misread(item.value, waiting - exact, misreads)
            is_right = met is not None or is_exact
            exact[item.value] -= is_exact
            waiting[met] -= is_right
            self.judge(name, item, is_right)
            if is_right:
                self.right[name] += 1
            else:
                self.spurious[name] += 1
                self.misses.append(Miss(name, None, repr(item.value), where))
        for value in waiting.elements():
            self.missed[name] += 1
            self.misses.append(Miss(name, repr(value), None, where))

    def count_items(self, name: str, right: int, spurious: Iterable[str], missed: Iterable[str]) -> None:
        """Count items that were paired elsewhere; of the others the words are given."""
        texts_missed, texts_spurious = list(missed), list(spurious)
        self.right[name] += right
        self.missed[name] += len(texts_missed)
        self.spurious[name] += len(texts_spurious)
        self.misses += [Miss(name, repr(text), None) for text in texts_missed]
        self.misses += [Miss(name, None, repr(text)) for text in texts_spurious]

    def figures(self) -> Iterator[tuple[str, Figures]]:
        """Yield every field that was scored with its counts, in the order of first use."""
        for name in dict.fromkeys((*self.right, *self.spurious, *self.missed)):
            figures = Figures(self.right[name], self.spurious[name], self.missed[name])
            if figures != Figures(0, 0, 0):
                yield name, figures

    def judge(self, name: str, found: Found, is_right: bool) -> None:
        """Keep whether what was found is right: for its maker, and for the item itself."""
        self.count_maker(name, found.maker, is_right)
        if found.item is not None:
            self.verdicts.append(Verdict(name, found.item, is_right))

    def count_maker(self, name: str, maker: str | None, is_right: bool) -> None:
        """Count an item for its field and its maker; what is no rule is counted for each field apart."""
        if name in PARTS_OF_OTHERS:
            return
        record_field = RECORD_FIELDS.get(name, name)
        keys = [f"field:{record_field}"]
        if maker is not None:
            keys.append(maker if maker.startswith("rule:") else f"{maker}@{record_field}")
        for key in keys:
            self.maker_right[key] += is_right
            self.maker_total[key] += 1


def _misread(value: Hashable, waiting: Counter[Hashable], misreads: Callable[[str, str], bool]) -> Hashable | None:
    """Return the text that the value is a misreading of, None where there is none."""
    if misreads is never or not isinstance(value, str):
        return None
    return next((text for text in waiting if isinstance(text, str) and misreads(text, value)), None)
