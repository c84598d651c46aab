"""Takes a mention apart: role, unit, organisation and place, each as the register knows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.resolve.fuzzy import find_alike
from pipeline.resolve.places import Place, places_at_end
from pipeline.resolve.register import DISTRICT, PROVINCE, UNIT, Entry, Register
from pipeline.resolve.spelling import Word, key_of

# What stands between a part and the whole that it belongs to.
_JOINTS = frozenset(("thuộc", "trực", "của", "tại", "ở", "(", ","))
_MARKS = frozenset(("(", ")", ",", ";"))
RELATIVE = ("sở", "bộ", "tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "ủy ban nhân dân")
_RELATIVE_KEYS = {word.replace(" ", "").replace("ủy", "uỷ"): word for word in RELATIVE}
_LONGEST = 40
# `Trưởng` heads a board and a room.
_OF_BOARDS = frozenset(("R.TBCD", "R.PTB"))
_OF_ROOMS = frozenset(("R.TP", "R.PTP"))
_OWN_TEAM = "I!"
# Owners whose roles (`Giám đốc`, `Chủ tịch`) others have, too.
_ANYBODY = ("T.*", "*", "I", "UBND", "D")
EXACT, TONELESS, ALIKE = 1.0, 0.97, 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a mention.

    Attributes:
        entry: what it names, None where it names a place only or is a relative word.
        place: where that is, None where the words don't say.
        owner: the reading of whose part it is (`Sở Nội vụ` in `Giám đốc Sở Nội vụ`).
        relative: a word that means the document's own (`Sở`).
        score: how like its spelling is to the register's, in (0, 1].
    """

    entry: Entry | None = None
    place: Place | None = None
    owner: Reading | None = None
    relative: str = ""
    score: float = EXACT


def read_mention(register: Register, words: Sequence[Word], *, exactly: bool = False) -> list[Reading]:
    """Return the ways to read the words of a mention; none where the register knows none.

    Spellings as in the register come first; only where there is none, and not `exactly` those are asked for,
    spellings without tones, then those that are alike.
    """
    words = _trimmed(words)
    if not 0 < len(words) <= _LONGEST:
        return []
    for level in (EXACT,) if exactly else (EXACT, TONELESS, ALIKE):
        found = list(_Parser(register, level).read(words))
        if found:
            return found
    return []


def _trimmed(words: Sequence[Word]) -> Sequence[Word]:
    start, end = 0, len(words)
    while end > start and words[end - 1].text in _MARKS:
        if words[end - 1].text == ")" and any(word.text == "(" for word in words):
            break
        end -= 1
    while start < end and words[start].text in _MARKS:
        start += 1
    return words[start:end]


@dataclass(frozen=True, slots=True)
class _Parser:
    """Reads at one level of likeness."""

    register: Register
    level: float

    def read(self, words: Sequence[Word]) -> Iterator[Reading]:
        """Yield the readings: named as a whole, with a place, as part of another."""
        words = _trimmed(words)
        if not words:
            return
        named = list(self._named(words))
        if named:
            yield from named
            return
        yield from self._bracketed(words) if words[-1].text == ")" else self._part(words)

    def _named(self, words: Sequence[Word]) -> Iterator[Reading]:
        """Yield readings as one name, with or without a place at its end."""
        if (relative := _RELATIVE_KEYS.get(key_of(words))) is not None:
            yield Reading(relative=relative)
            return
        whole = list(self._lookup(words))
        if any(reading.entry and reading.entry.kind == "collective" for reading in whole):
            yield from whole
            return
        placed = list(self._placed(words))
        yield from placed or whole

    def _placed(self, words: Sequence[Word]) -> Iterator[Reading]:
        for start, place in places_at_end(self.register, words, without_tones=self.level != EXACT):
            rest = _trimmed(words[:start])
            if not rest:
                if place.provinces or place.path:
                    yield Reading(place=place)
                continue
            inner = list(self._placed(rest)) if place.provinces or place.path else []
            nested = [each for each in inner if each.place is not None and each.place.path and not each.place.own]
            found = [replace(each, place=each.place.within(place)) for each in nested if each.place is not None]
            yield from found or [replace(each, place=place) for each in self._lookup(rest)]

    def _lookup(self, words: Sequence[Word], *, closely: bool = False) -> Iterator[Reading]:
        """Yield what the words are a spelling of; `closely` leaves out what is only alike."""
        if self.level == ALIKE and not closely:
            yield from (Reading(entry=entry, score=score) for entry, score in find_alike(self.register, key_of(words)))
        for entry in self.register.find(words, without_tones=self.level != EXACT):
            yield Reading(entry=entry, score=self.level or EXACT)

    def _part(self, words: Sequence[Word]) -> Iterator[Reading]:
        """Yield readings as a part, named first, of a whole (`Văn phòng | Sở Nội vụ`)."""
        for cut in range(1, len(words)):
            parts = [
                each
                for each in self._lookup(_without_closing(words[:cut]), closely=True)
                if each.entry and _is_part(each.entry)
            ]
            if not parts:
                continue
            wholes = list(self.read(_without_joints(words[cut:])))
            found = [joined for part in parts for whole in wholes if (joined := _joined(part, whole)) is not None]
            if found:
                yield from found
                return

    def _bracketed(self, words: Sequence[Word]) -> Iterator[Reading]:
        """Yield readings of a name with one in brackets: the part of the two is meant, a gloss says the same."""
        opened = next((index for index, word in enumerate(words) if word.text == "("), 0)
        outer, inner = list(self.read(words[:opened])), list(self.read(words[opened + 1 : -1]))
        if not inner:
            return
        if {_id(each) for each in outer} == {_id(each) for each in inner}:
            yield from outer
            return
        for part, whole in ((outer, inner), (inner, outer)):
            for each in part:
                if each.entry is not None and each.entry.level in (UNIT, DISTRICT) and each.owner is None:
                    yield from (replace(each, owner=owner) for owner in whole)
                    return


def _id(reading: Reading) -> str:
    return reading.entry.id if reading.entry else reading.relative


def _is_part(entry: Entry) -> bool:
    return entry.level in (UNIT, DISTRICT, PROVINCE)


def _without_closing(words: Sequence[Word]) -> Sequence[Word]:
    """Return a part's words without what joins it to the whole, unless it is a name of its own with it."""
    end = len(words)
    while end and words[end - 1].text in _MARKS:
        end -= 1
    return words[:end]


def _without_joints(words: Sequence[Word]) -> Sequence[Word]:
    start = 0
    while start < len(words) and words[start].text in _JOINTS:
        start += 1
    return words[start:]


def _joined(part: Reading, whole: Reading) -> Reading | None:
    """Return the reading of a part and its whole, None where the one can't be the other's."""
    if part.entry is None or not _fits(part.entry, whole):
        return None
    return replace(part, owner=whole, score=min(part.score, whole.score))


def _fits(entry: Entry, whole: Reading) -> bool:
    if whole.entry is None:
        return entry.level == UNIT and bool(whole.relative)
    if entry.level != UNIT:
        return whole.entry.id == "C.TINH" and entry.level == PROVINCE
    if _OWN_TEAM in entry.owners:
        return False
    if entry.id.startswith("R."):
        return not whole.entry.id.startswith("R.") and _has_head(entry, whole.entry)
    if entry.id.startswith("U.") and whole.entry.id.startswith("U.") and whole.score < EXACT:
        return False
    return whole.entry.kind not in ("role", "collective") or entry.id.startswith("U.")


def _has_head(role: Entry, body: Entry) -> bool:
    """Whether a body is headed by that role: who heads offices (`Chánh`) or ministries heads nothing else."""
    if role.id in _OF_BOARDS or role.id in _OF_ROOMS:
        return body.name.startswith("Ban ") == (role.id in _OF_BOARDS)
    strict = [owner for owner in role.owners if owner not in _ANYBODY]
    if not strict:
        return True
    if "B" in strict:
        return body.kind in ("ministry", "collective") or body.id == "CP"
    return body.id in strict
