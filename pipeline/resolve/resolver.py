"""Which organisation a mention means: its id, or the candidates, or nothing; never a silent guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.core.record import OrgKind
from pipeline.resolve.context import Context
from pipeline.resolve.enumeration import Enumeration, Part, split_enumeration
from pipeline.resolve.grounding import Grounding
from pipeline.resolve.mention import EXACT, Reading, read_mention
from pipeline.resolve.register import PROVINCE, UNIT, Register, load_register
from pipeline.resolve.spelling import Word, key_of, spelling_rows, words_of

Means = Literal["register", "alike", "override", "list", "open", "no_context", "unknown"]
_LARGEST_CACHE = 200_000
_MOST_PIECES = 4


@dataclass(frozen=True, slots=True)
class Member:
    """One of those that a mention enumerates: its words, where they stand in the mention, what they mean."""

    raw: str
    start: int
    end: int
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a mention means.

    Attributes:
        id: of the organisation, None where it is not known or not one.
        candidates: ids with scores in (0, 1], where several fit.
        members: what the mention enumerates.
        excluded: ids of those that it takes out (`trừ Sở Y tế`).
        means: how it was found, or why it was not.
        name: the register's name, None where nothing was found.
        kind: the register's kind, None where nothing was found.
    """

    id: str | None = None
    candidates: tuple[tuple[str, float], ...] = ()
    members: tuple[Member, ...] = ()
    excluded: tuple[str, ...] = ()
    means: Means = "unknown"
    name: str | None = None
    kind: OrgKind | None = None


UNKNOWN = Resolution()


@dataclass(slots=True)
class Resolver:
    """Resolves mentions against a register; what was resolved once in a context is remembered.

    `overrides` are ids by the key of a mention's words, of entries of the register or of ids of one's own.
    """

    register: Register = field(default_factory=load_register)
    overrides: Mapping[str, str] = field(default_factory=dict)
    _known: dict[tuple[str, Context], Resolution] = field(default_factory=dict)

    def resolve(self, mention: str, context: Context) -> Resolution:
        """Return what a mention means in a context."""
        found = self._known.get((mention, context))
        if found is None:
            if len(self._known) >= _LARGEST_CACHE:
                self._known.clear()
            found = self._known[mention, context] = self._resolve(mention, context)
        return found

    def _resolve(self, mention: str, context: Context) -> Resolution:
        words = _without_address(words_of(mention))
        if (override := self.overrides.get(key_of(words))) is not None:
            return self._overridden(override, context)
        enumeration = split_enumeration(mention)
        if enumeration is not None:
            return self._enumerated(mention, enumeration, context)
        return self._single(words, context)

    def _overridden(self, identifier: str, context: Context) -> Resolution:
        entry = self.register.entries.get(identifier)
        if entry is None:
            return Resolution(id=identifier, means="override")
        ids = Grounding(self.register, context).ids(Reading(entry=entry))
        found = ids[0] if len(ids) == 1 else None
        candidates = tuple((each, 1 / len(ids)) for each in ids) if len(ids) > 1 else ()
        return Resolution(id=found, candidates=candidates, means="override", name=entry.name, kind=entry.kind)

    def _single(self, words: tuple[Word, ...], context: Context) -> Resolution:
        closed = _without_determiner(words)
        if _is_open(closed):
            return Resolution(means="open")
        readings = read_mention(self.register, closed)
        grounding = Grounding(self.register, context)
        scored: dict[str, tuple[float, Reading]] = {}
        for reading in _preferred(readings, grounding):
            for identifier in grounding.ids(reading):
                if identifier not in scored or scored[identifier][0] < reading.score:
                    scored[identifier] = (reading.score, reading)
        if not scored:
            return _named(readings[0], "no_context") if readings else UNKNOWN
        return _decided(scored)

    def _enumerated(self, mention: str, enumeration: Enumeration, context: Context) -> Resolution:
        """Resolve each member with the head's words before it (`Sở` of `Các sở: Nội vụ, Tài chính`)."""
        members = tuple(self._members(mention, enumeration, context))
        if not enumeration.is_exclusion:
            return Resolution(members=members, means="list", kind="collective")
        excluded = tuple(each.resolution.id for each in members if each.resolution.id)
        return Resolution(excluded=excluded, means="list", kind="collective")

    def _members(self, mention: str, enumeration: Enumeration, context: Context) -> Iterator[Member]:
        """Yield the members: as many pieces as are one name, however many commas are in it."""
        parts = enumeration.parts
        position = 0
        while position < len(parts):
            for count in range(_run(parts[position:]), 0, -1):
                start, end = parts[position].start, parts[position + count - 1].end
                found = self._member(enumeration.head, mention[start:end], context)
                if count == 1 or found.means == "register":
                    yield Member(mention[start:end], start, end, found)
                    position += count
                    break

    def _member(self, head: str, raw: str, context: Context) -> Resolution:
        for text in (f"{head} {raw}", raw):
            found = self._single(_without_address(words_of(text)), context)
            if found.id or found.candidates:
                return found
        return UNKNOWN


def _run(parts: Sequence[Part]) -> int:
    """Return how many pieces from the first on may be one name."""
    closed = next((index for index, part in enumerate(parts) if part.is_closed), len(parts) - 1)
    return min(closed + 1, _MOST_PIECES)


def _without_address(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words without what only addresses somebody (`đồng chí`)."""
    for short, _ in spelling_rows("address"):
        if len(words) > len(short) and tuple(word.text for word in words[: len(short)]) == short:
            return words[len(short) :]
    return words


def _without_determiner(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words with `các` for every way to say all of them."""
    for long, short in spelling_rows("determiner"):
        if tuple(word.text for word in words[: len(long)]) == long:
            return (*(Word(text) for text in short), *words[len(long) :])
    return words


def _is_open(words: tuple[Word, ...]) -> bool:
    """Whether a modifier at the end leaves open who is meant (`các sở, ngành liên quan`)."""
    texts = tuple(word.text for word in words)
    return any(texts[-len(short) :] == short for short, _ in spelling_rows("open"))


def _preferred(readings: Iterable[Reading], grounding: Grounding) -> list[Reading]:
    """Return the readings that may count.

    What is named with a place is the province's; without one, a unit of one's own comes first.
    """
    every = list(readings)
    placed = [each for each in every if each.entry is not None and each.entry.level == PROVINCE and each.place]
    if any(grounding.ids(each) for each in placed):
        return placed
    units = [each for each in every if each.entry is not None and each.entry.level == UNIT and each.place is None]
    if any(grounding.ids(each) for each in units):
        return [each for each in every if each.entry is None or each.entry.level != PROVINCE or each.place is not None]
    return every


def _named(reading: Reading, means: Means) -> Resolution:
    entry = reading.entry
    return Resolution(means=means, name=entry.name if entry else None, kind=entry.kind if entry else None)


def _decided(scored: Mapping[str, tuple[float, Reading]]) -> Resolution:
    best = max(score for score, _ in scored.values())
    first = next(reading for score, reading in scored.values() if score == best)
    means: Means = "register" if best >= EXACT else "alike"
    if len(scored) == 1:
        return replace(_named(first, means), id=next(iter(scored)))
    ordered = sorted(scored.items(), key=lambda item: (-item[1][0], item[0]))
    share = sum(score for score, _ in scored.values())
    return Resolution(candidates=tuple((each, round(score / share, 3)) for each, (score, _) in ordered), means=means)
