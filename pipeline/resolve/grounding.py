"""From what a mention says to ids: the words name a kind, the context says which one it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pipeline.resolve.context import Context, code_of, place_of, province_of
from pipeline.resolve.mention import Reading
from pipeline.resolve.places import COMMUNES, Place
from pipeline.resolve.register import DISTRICT, NATION, PROVINCE, Entry, Register

_DISTRICTS_END = "2025-06-30"
_LEVELS = {"huyện": "huyen", "quận": "quan", "thị xã": "thi-xa", "xã": "xa", "phường": "phuong"}
_COMMITTEE = "UBND"


@dataclass(frozen=True, slots=True)
class Grounding:
    """Finds the ids of readings in one context."""

    register: Register
    context: Context

    def ids(self, reading: Reading) -> list[str]:
        """Return the ids that a reading may mean here, none where the context does not tell."""
        if reading.relative:
            return self._relative(reading.relative)
        if reading.entry is None:
            return self._places(reading.place)
        if reading.owner is not None:
            return self._of_owner(reading.entry, self.ids(reading.owner))
        if reading.entry.level == NATION:
            return [] if reading.place else [reading.entry.id]
        if reading.entry.level == PROVINCE:
            return self._of_province(reading.entry, reading)
        if reading.entry.level == DISTRICT:
            return self._of_district(reading.entry, reading)
        return self._of_owner(reading.entry, self._owners(reading.entry, self._settled(reading.place)))

    def _settled(self, place: Place | None) -> Place | None:
        """Return the place; of a name that was a district's before it was a province's, the one of the time."""
        if place is None or not place.city or self._existing(place.provinces):
            return place
        return Place(path=place.city)

    def _existing(self, provinces: Iterable[str]) -> list[str]:
        return [each for each in provinces if self.register.provinces[each].period & self.context.period]

    def _relative(self, word: str) -> list[str]:
        """Return what a bare word means: the document's own."""
        if word == "sở":
            return self._own_department()
        if word == "bộ":
            return [self.context.issuer] if self._is_ministry(self.context.issuer) else []
        if word == "tỉnh":
            return self._places(Place(own="tinh"))
        if word == "thành phố":
            return self._places(Place(own="thanh-pho"))
        if word == "ủy ban nhân dân":
            return [self.context.issuer] if code_of(self.context.issuer) == _COMMITTEE else []
        return self._places(Place(own=_LEVELS[word]))

    def _own_department(self) -> list[str]:
        if len(self.context.joint) > 1:
            return []
        if self._is_department(self.context.issuer):
            return [self.context.issuer.split("/", 1)[0]]
        return [self.context.department] if self.context.department else []

    def _is_department(self, identifier: str) -> bool:
        return bool(province_of(identifier)) and f"T.{code_of(identifier)}" in self.register.entries

    def _is_ministry(self, identifier: str) -> bool:
        entry = self.register.entries.get(identifier)
        return entry is not None and entry.kind == "ministry"

    def _places(self, place: Place | None) -> list[str]:
        """Return the ids of a place; of a district or commune below its province."""
        if place is None:
            return []
        if place.own:
            return self._own_place(place.own)
        if not place.path:
            return self._fitting(place.provinces)
        around = self._around(place)
        return [f"{province}:{path}" for province in self._provinces(place) for path in around]

    def _around(self, place: Place) -> list[str]:
        """Return the path of a place; a commune of the old division needs its district."""
        level = _level(place.path)
        if level not in COMMUNES or ":" in place.path or self.context.period.start > _DISTRICTS_END:
            return [place.path]
        own = place_of(self.context.issuer).partition(":")[2]
        district = own.split(":", 1)[0]
        if district and _level(district) not in COMMUNES:
            return [f"{district}:{place.path}"]
        return [own] if own.endswith(place.path) and own else []

    def _own_place(self, level: str) -> list[str]:
        """Return the document's own province, district or commune, if it is of that level."""
        own = place_of(self.context.issuer)
        parts = own.split(":")
        matching = [index for index, part in enumerate(parts) if part.startswith(f"{level}-")]
        if matching:
            return [":".join(parts[: matching[0] + 1])]
        provinces = self._provinces(None)
        if level not in ("tinh", "thanh-pho"):
            return []
        return [each for each in provinces if self.register.provinces[each].is_city == (level == "thanh-pho")]

    def _provinces(self, place: Place | None) -> list[str]:
        """Return the provinces that a place is in, in the time of the context."""
        if place is not None and place.provinces:
            return self._fitting(place.provinces)
        own = self.context.province
        if not own:
            return []
        if self.register.provinces[own].period & self.context.period:
            return [own]
        others = (self.register.provinces[own].successor, *self.register.predecessors(own))
        return self._fitting([each for each in others if each])

    def _fitting(self, provinces: Collection[str]) -> list[str]:
        """Return the provinces that there were in the time of the context; all where there were none of them."""
        return self._existing(provinces) or list(provinces)

    def _of_province(self, entry: Entry, reading: Reading) -> list[str]:
        place = self._settled(reading.place)
        if place is None and "P!" in entry.owners:
            return []
        if place is not None and place.path:
            return []
        if place is not None and place.own and not self._is_own_province(place.own):
            return []
        provinces = place.provinces if place is not None and place.provinces else self._all_own()
        return [f"{entry.code}.{each}" for each in self._in_time(entry, provinces)]

    def _is_own_province(self, level: str) -> bool:
        own = self._own_place(level)
        return bool(own) and not any(":" in each for each in own)

    def _all_own(self) -> list[str]:
        own = self.context.province
        if not own:
            return []
        return [own, *filter(None, [self.register.provinces[own].successor]), *self.register.predecessors(own)]

    def _in_time(self, entry: Entry, provinces: Iterable[str]) -> list[str]:
        """Return the provinces that the entry existed in, best in the time of the context.

        A name that there was only in another time still means what had it: documents look back.
        """
        every = list(provinces)
        possible = [each for each in every if self.register.provinces[each].period & entry.period]
        now = [each for each in possible if self.register.provinces[each].period & entry.period & self.context.period]
        same = [each for each in possible if self.register.provinces[each].period & self.context.period]
        own = [each for each in possible if each == self.context.province]
        if now or same:
            return self._own_first(now or same)
        return own or possible

    def _own_first(self, provinces: list[str]) -> list[str]:
        """Return the document's own province where it is among these."""
        own = self.context.province
        return [own] if own in provinces else provinces

    def _of_district(self, entry: Entry, reading: Reading) -> list[str]:
        place = self._settled(reading.place)
        if place is None or not (place.path or place.own):
            own = place_of(self.context.issuer)
            return [f"{entry.code}.{own}"] if ":" in own and place is None else []
        return [f"{entry.code}.{each}" for each in self._places(place) if ":" in each]

    def _of_owner(self, entry: Entry, owners: Iterable[str]) -> list[str]:
        """Return the units of these owners; what issued the document itself is its own unit."""
        return [owner if self._is_itself(entry, owner) else f"{owner}/{entry.id}" for owner in owners]

    def _is_itself(self, entry: Entry, owner: str) -> bool:
        """Whether the unit is its owner: the office of an office, the team that issued the document."""
        is_office = entry.id == "U.VP" and code_of(owner) == "VPUBND"
        return is_office or owner.partition("/")[2].startswith(entry.id)

    def _owners(self, entry: Entry, place: Place | None) -> list[str]:
        """Return whose the unit is: the document's own, else the one of the province that has such units."""
        own = self._own_department()
        codes = [f"T.{code_of(each)}" for each in own]
        team = self.context.issuer.partition("/")[2]
        if team.startswith(entry.id) and place is None:
            return [self.context.issuer]
        for owner in entry.owners:
            if own and (owner == "T.*" or owner in codes) and self._is_here(own[0], place):
                return own
        for owner in entry.owners:
            found = self._owned_by(owner, place)
            if found:
                return found
        return []

    def _is_here(self, identifier: str, place: Place | None) -> bool:
        return place is None or not place.provinces or province_of(identifier) in place.provinces

    def _owned_by(self, owner: str, place: Place | None) -> list[str]:
        if owner == "T.*":
            return []
        if owner == "I":
            return [self.context.issuer] if self.context.issuer and place is None else []
        if owner == "B":
            return [self.context.issuer] if self._is_ministry(self.context.issuer) and place is None else []
        if owner in ("D", "H"):
            return self._committee(place)
        entry = self.register.entries.get(owner)
        if entry is None:
            return []
        if not entry.period & self.context.period and self.context.period.is_known:
            return []
        return self.ids(Reading(entry=entry, place=place or (Place(own=self._own_level()) if entry.owners else None)))

    def _own_level(self) -> str:
        own = self.context.province
        return "thanh-pho" if own and self.register.provinces[own].is_city else "tinh"

    def _committee(self, place: Place | None) -> list[str]:
        if place is not None and (place.path or place.own):
            return [f"{_COMMITTEE}.{each}" for each in self._places(place) if ":" in each]
        own = place_of(self.context.issuer)
        return [f"{_COMMITTEE}.{own}"] if ":" in own and place is None else []


def _level(path: str) -> str:
    last = path.rpartition(":")[2]
    return (
        next((level for level in ("thi-tran", "thi-xa", "thanh-pho", "dac-khu") if last.startswith(level)), "")
        or (last.partition("-")[0])
    )
