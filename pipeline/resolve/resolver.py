"""Which organisation a mention means: its id, or the candidates, or nothing; never a silent guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.core.record import OrgKind
from pipeline.normalise.organisation_lists import split_organisations
from pipeline.resolve.context import Context, code_of
from pipeline.resolve.enumeration import Enumeration, Part, split_enumeration, split_series
from pipeline.resolve.grounding import Grounding
from pipeline.resolve.mention import EXACT, Reading, read_mention
from pipeline.resolve.overrides import Override
from pipeline.resolve.periods import BEFORE_THE_REFORM
from pipeline.resolve.register import PROVINCE, UNIT, Register, load_register, without_area
from pipeline.resolve.spelling import Word, key_of, spelling_rows, words_of

Means = Literal["register", "alike", "override", "list", "open", "no_context", "unknown"]
_LARGEST_CACHE = 200_000
_MOST_PIECES = 4
_ALL_ISSUERS = frozenset(("haisở", "cảhaisở", "basở"))


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
        but: id of the collective that they are taken out of.
        joint: ids of the issuers of a joint document, where the mention means all of them (`hai Sở`).
        means: how it was found, or why it was not.
        name: the register's name, None where nothing was found.
        kind: the register's kind, None where nothing was found.
    """

    id: str | None = None
    candidates: tuple[tuple[str, float], ...] = ()
    members: tuple[Member, ...] = ()
    excluded: tuple[str, ...] = ()
    but: str = ""
    joint: tuple[str, ...] = ()
    means: Means = "unknown"
    name: str | None = None
    kind: OrgKind | None = None


UNKNOWN = Resolution()


@dataclass(slots=True)
class Resolver:
    """Resolves mentions against a register; what was resolved once in a context is remembered.

    `overrides` is a register of one's own, by the key of a mention's words; it comes first.
    """

    register: Register = field(default_factory=load_register)
    overrides: Mapping[str, Override] = field(default_factory=dict)
    _known: dict[tuple[str, Context], Resolution] = field(default_factory=dict)

    def resolve(self, mention: str, context: Context) -> Resolution:
        """Return what a mention means in a context."""
        found = self._known.get((mention, context))
        if found is None:
            if len(self._known) >= _LARGEST_CACHE:
                self._known.clear()
            found = self._known[mention, context] = self._resolve(mention, context)
        return found

    def is_name_of(self, name: str, identifier: str) -> bool:
        """Whether a name is one that the register gives the organisation of an id, be it without its province."""
        own = {identifier, *(f"{prefix}{code_of(identifier)}" for prefix in ("T.", "X.", ""))}
        own.add(identifier.rpartition("/")[2])
        return any(entry.id in own for entry in self.register.find(without_area(words_of(name))))

    def _resolve(self, mention: str, context: Context) -> Resolution:
        words = _without_address(words_of(mention))
        if (override := self.overrides.get(key_of(words))) is not None:
            return self._overridden(override, context)
        if key_of(words) in _ALL_ISSUERS and context.joint:
            return Resolution(joint=context.joint, means="list", kind="collective")
        enumeration = split_enumeration(mention)
        if enumeration is not None:
            return self._enumerated(mention, enumeration, context)
        found = self._single(words, context)
        return (self._several(mention, context) or found) if found.means in ("unknown", "no_context") else found

    def _overridden(self, override: Override, context: Context) -> Resolution:
        entry = self.register.entries.get(override.id)
        grounding = Grounding(self.register, context)
        if override.id.startswith("/"):
            owner = next(iter(grounding.ids(Reading(relative="sở"))), context.issuer)
            found = f"{owner}{override.id}" if owner else None
            return Resolution(id=found, means="override", name=override.name, kind=override.kind)
        if entry is None:
            return Resolution(id=override.id, means="override", name=override.name, kind=override.kind)
        ids = {each: (EXACT, Reading(entry=entry)) for each in grounding.ids(Reading(entry=entry))}
        return replace(_decided(ids), means="override") if ids else _named(Reading(entry=entry), "no_context")

    def _single(self, words: tuple[Word, ...], context: Context, *, exactly: bool = False) -> Resolution:
        closed, context = _of_its_time(_without_determiner(words), context)
        if _is_open(closed):
            return Resolution(means="open")
        readings = read_mention(self.register, closed, exactly=exactly)
        grounding = Grounding(self.register, context)
        scored: dict[str, tuple[float, Reading]] = {}
        for reading in _preferred(readings, grounding):
            for identifier in grounding.ids(reading):
                if identifier not in scored or scored[identifier][0] < reading.score:
                    scored[identifier] = (reading.score, reading)
        scored = _existing(scored, context)
        if not scored:
            return _named(readings[0], "no_context") if readings else UNKNOWN
        return _decided(scored)

    def _enumerated(self, mention: str, enumeration: Enumeration, context: Context) -> Resolution:
        """Resolve each member with the head's words before it (`Sở` of `Các sở: Nội vụ, Tài chính`)."""
        members = tuple(self._members(mention, enumeration, context))
        if not enumeration.is_exclusion:
            return Resolution(members=members, means="list", kind="collective")
        excluded = tuple(each.resolution.id for each in members if each.resolution.id)
        is_known = all(each.resolution.id for each in members)
        whole = self._single(words_of(enumeration.whole), context).id or ""
        return Resolution(excluded=excluded, but=whole if is_known else "", means="list", kind="collective")

    def _several(self, mention: str, context: Context) -> Resolution | None:
        """Return the members of a mention that names several one after the other, None unless all are known."""
        listed = split_series(mention)
        if listed is not None:
            members = list(self._members(mention, listed, context, exactly=True))
        else:
            members = []
            for each in split_organisations(mention):
                raw = mention[each.start : each.end]
                found = self._single(words_of(raw), context, exactly=True)
                if raw == mention or not found.id:
                    return None
                members.append(Member(raw, each.start, each.end, found))
        if len(members) > 1 and all(each.resolution.id for each in members):
            return Resolution(members=tuple(members), means="list", kind="collective")
        return None

    def _members(
        self, mention: str, enumeration: Enumeration, context: Context, *, exactly: bool = False
    ) -> Iterator[Member]:
        """Yield the members: as many pieces as are one name, however many commas are in it."""
        parts = enumeration.parts
        position = 0
        while position < len(parts):
            for count in range(_run(parts[position:]), 0, -1):
                start, end = parts[position].start, parts[position + count - 1].end
                found = self._member(enumeration.head, mention[start:end], context, exactly=exactly or count > 1)
                if count == 1 or found.means == "register":
                    yield Member(mention[start:end], start, end, found)
                    position += count
                    break

    def _member(self, head: str, raw: str, context: Context, *, exactly: bool) -> Resolution:
        for text in (f"{head} {raw}", raw):
            found = self._single(_without_address(words_of(text)), context, exactly=exactly)
            if found.id or found.candidates:
                return found
        return UNKNOWN


def _run(parts: Sequence[Part]) -> int:
    """Return how many pieces from the first on may be one name: up to a semicolon, and to the first `và` in it."""
    closed = next((index for index, part in enumerate(parts) if part.is_closed), len(parts) - 1)
    joined = next((index + 1 for index, part in enumerate(parts) if part.is_before_and), len(parts) - 1)
    return min(closed + 1, joined + 1, _MOST_PIECES)


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
    """Whether words leave open who is meant: `các cơ quan`, or a modifier (`các sở, ngành liên quan`)."""
    texts = tuple(word.text for word in words if word.text not in (",", ";"))
    if any(texts == short for short, _ in spelling_rows("anybody")):
        return True
    return any(texts[-len(short) :] == short for short, _ in spelling_rows("open"))


def _of_its_time(words: tuple[Word, ...], context: Context) -> tuple[tuple[Word, ...], Context]:
    """Return the words without what says that it was so before the reform (`tỉnh Lâm Đồng (cũ)`), and that time."""
    texts = [word.text for word in words]
    end = len(texts) - (texts[-1:] == [")"])
    for former, _ in spelling_rows("former"):
        start = end - len(former)
        if start > 0 and tuple(texts[start:end]) == former:
            start -= texts[start - 1] == "("
            return words[:start], replace(context, period=BEFORE_THE_REFORM)
    return words, context


def _existing(scored: dict[str, tuple[float, Reading]], context: Context) -> dict[str, tuple[float, Reading]]:
    """Return the readings whose kind there was in the context's time, all where there was none of them."""
    now = {
        identifier: each
        for identifier, each in scored.items()
        if each[1].entry is None or each[1].entry.period & context.period
    }
    return now or scored


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
